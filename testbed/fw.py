#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Tries firmware of one's own on the board, for 'make FW=': what is in the ELF file, what
Linux makes of it, whether it starts, talks, stops, and leaves nothing behind.

  fw.py [--base BASE] [--series yes|none] [--attach] FIRMWARE.elf [DEVICE_TREE...]

Ends with 0 if it starts, stops and leaves nothing behind, with 1 if not.
"""
import argparse
import itertools
import os
import re
import sys
import textwrap

import boot
import children
import elf
import guesttest
import judge
import monitor
import rows

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BUILD = os.path.join(TOP, 'build')
WIDTH = 100
NO_CHANNEL = 'registered virtio0, but no channel'
NO_VDEV = 'up, but no registered virtio0'
NO_ACK = 'remote FW shutdown without ack'
NOT_MODELLED = 'M4 reads ...: not modelled (make FW= only)'
FAULT = 'the M4 is in HardFault (make FW= only)'
IPCC = re.compile(r'stm32mp1_ipcc_(send|receive)\b.*CPU(\d) (?:occupies|frees) channels 0x(\w+)')


class Table:
    """Two columns: a word, and its text, wrapped into lines."""

    def __init__(self):
        self.lines, self.last = [], None

    def add(self, word, text):
        begin = '' if word == self.last else word
        self.last = word
        indent = len(text) - len(text.lstrip())
        for line in textwrap.wrap(text, WIDTH - 16, break_long_words=False,
                                  break_on_hyphens=False, subsequent_indent=' ' * (indent + 2),
                                  drop_whitespace=True) or ['']:
            line = ' ' * (indent if line == line.lstrip() else 0) + line
            self.lines.append(f'{begin:14}  {line}'.rstrip())
            begin = ''

    def __str__(self):
        return '\n'.join(self.lines)


def image_rows(table, image, path):
    table.add('firmware', f'{os.path.basename(path)}, {len(image.data)} bytes')
    for paddr, vaddr, _, filesz, memsz in image.segments:
        more = f', {memsz - filesz:#x} of them zero' if memsz > filesz else ''
        linked = f', linked to {vaddr:08x}' if vaddr != paddr else ''
        table.add('segments', f'{paddr:08x}: {memsz:#x} bytes{more}{linked}')
    if image.table is None:
        table.add('table', 'no section .resource_table: Linux starts it, without vdevs and trace')
        return
    if not image.table:
        table.add('table', 'the section .resource_table is empty')
        return
    if image.table_paddr is None:
        loaded = ', in no segment'
    elif image.table_paddr != image.table_addr:
        loaded = f', loaded at {image.table_paddr:08x}'
    else:
        loaded = ''
    table.add('table', f'{image.table_addr:08x}: {len(image.table)} bytes{loaded}')
    try:
        vdevs = 0
        for kind, entry in image.entries():
            for line in elf.describe(vdevs, kind, entry):
                table.add('table', line)
            vdevs += kind == 3
    except elf.ElfError as error:
        table.add('table', str(error))


class Trial:
    """One boot with the firmware: follows the console and collects the
    results."""

    def __init__(self, image):
        self.image, self.said, self.places, self.hidden = image, [], [], []

    def on_line(self, line, qmp):
        parts = judge.split(line)
        if parts is None:
            if ': not modelled' in line or 'M4 is locked up' in line:
                self.hidden.append(re.sub(r'^.*?warning: ', '', line))
            return
        if parts[0] or not parts[2].startswith('fw|'):
            return
        words = parts[2].split('|')[1:]
        if words[0] == 'where':
            try:
                seen = monitor.Monitor(qmp)
                try:
                    self.places.append((words[1], seen.where()))
                finally:
                    seen.close()
            except monitor.MonitorError as error:
                self.places.append((words[1], str(error)))
        self.said.append(words)

    def all(self, word):
        return [words[1:] for words in self.said if words[0] == word]

    def first(self, word):
        found = self.all(word)
        return found[0] if found else None


def ipcc_counts(path):
    """{(processor, 'send' or 'receive', channel): how often}, of QEMU's trace. To free a
    channel that is free does not count."""
    counts, full = {}, set()
    try:
        with open(path, encoding='utf-8', errors='replace') as lines:
            for line in lines:
                match = IPCC.search(line)
                for channel in range(6) if match else ():
                    processor, sends = int(match[2]), match[1] == 'send'
                    flag = processor if sends else 3 - processor, channel
                    if int(match[3], 16) >> channel & 1 and (sends or flag in full):
                        full = full | {flag} if sends else full - {flag}
                        key = processor, match[1], channel
                        counts[key] = counts.get(key, 0) + 1
    except FileNotFoundError:
        pass
    return counts


def mailbox_rows(table, counts):
    for channel in range(6):
        linux, freed = counts.get((1, 'send', channel), 0), counts.get((2, 'receive', channel), 0)
        m4, taken = counts.get((2, 'send', channel), 0), counts.get((1, 'receive', channel), 0)
        if linux or m4:
            table.add('mailbox', f'channel {channel}: Linux rings {linux}, the M4 frees {freed}; '
                                 f'the M4 rings {m4}, Linux frees {taken}')


def doorbells(trial, who):
    """The mailbox channels of a node as text; those of the M4 are for its vdevs and others."""
    for node, names, cells in trial.all('mailbox'):
        if node == who:
            pairs = itertools.zip_longest(names.split(), cells.split(), fillvalue='?')
            return ', '.join(f'{name} {cell}' for name, cell in pairs
                             if name not in ('shutdown', 'detach')) or 'none of its own'
    return 'none of its own'


def region(name, status, reg):
    """A region of the device tree as text; this board's have a cell for each number of reg."""
    numbers = [int(cell) for cell in reg.split()]
    where = f' at {numbers[0]:08x}, {numbers[1]} bytes' if len(numbers) == 2 else ''
    return f'{name.partition("@")[0] or "no region"}{where}' + (', disabled' if status == 'disabled' else '')


def node_rows(table, trial):
    """The vdevs before they are started: those of the device tree, and the others of the table."""
    memory = {}
    for who, *words in trial.all('region'):
        memory.setdefault(who, []).append(words)
    with_node = set()
    for who, number, virtio_id, status, device in trial.all('node'):
        disabled = status == 'disabled'
        if not disabled:
            with_node.add(number.strip())
        table.add('vdevs', f'node {who}, id {virtio_id.strip() or "missing"}: '
                           f'{"disabled" if disabled else device}; channels: {doorbells(trial, who)}')
    legacy = [number for number in range(vdev_count(trial.image)) if str(number) not in with_node]
    for number in legacy:
        table.add('vdevs', f'legacy, vdev {number}: not started; channels: {doorbells(trial, "m4")}')
    for who, *_ in trial.all('node'):
        regions = memory.get(who, [["the system's memory", '', '']])
        names = ['vrings and buffers'] if len(regions) == 1 else \
            [f'vring {i}' for i in range(len(regions) - 1)] + ['buffers']
        for name, words in zip(names, regions):
            table.add('memory', f'{who}, {name}: {region(*words)}')
    for words in memory.get('m4', []) if legacy else []:
        if words[0].startswith('vdev'):
            table.add('memory', f'legacy: {region(*words)}')


def vdev_rows(table, trial, device_trees):
    table.add('device tree', device_trees)
    if not trial.all('vdev') and (trial.first('start') or ['?'])[0] != 'ok':
        node_rows(table, trial)
    for name, virtio, number, driver in trial.all('vdev'):
        node = 'vdev@' in name
        who = name.partition(':')[2] if node else 'm4'
        kind = f'node {who}' if node else f'legacy ({name})'
        what = f'{virtio}, driver {driver or "none"}' if virtio else 'not used by this firmware'
        if virtio:
            kind += f', id {number}'
        table.add('vdevs', f'{kind}: {what}; channels: {doorbells(trial, who)}')
    for line, in trial.all('table'):
        table.add('in its table', line)
    for line, in trial.all('carveout'):
        name, _, da, size = line.split()
        if name.startswith('vdev'):
            table.add('memory', f'{name}: da {da}, {size} bytes')


def times(words):
    """'ok|12', 'failed|12|why' as text."""
    if words[0] == 'ok':
        return f'ok, {words[1]} ms'
    return 'FAILED: ' + (words[2] if len(words) > 2 else '')


def place_rows(table, trial):
    for when, seen in trial.places:
        if isinstance(seen, str):
            table.add(when, seen)
        elif when != 'running' or seen.get('exception') or not seen['running']:
            table.add(when, monitor.describe(seen, trial.image))


def run_rows(table, trial):
    found, start = trial.first('found'), trial.first('start')
    if found:
        table.add('start', f'{found[0]} at boot; {"attach" if found[0] == "detached" else "start"} '
                           f'{times(start) if start else "FAILED: no answer"}')
    for name, addr, driver, _ in trial.all('channel'):
        table.add('channels', f'{name} at {addr}, driver {driver}')
    if start and start[0] == 'ok' and not trial.all('channel'):
        table.add('channels', 'none announced')
    for name, result, *text in trial.all('echo'):
        what = {'ok': '', 'failed': 'FAILED: ', 'unknown': 'no known service, nothing sent'}[result]
        table.add('echo', f'{name}: {what}{" ".join(text)}')
    for name, lines in trial.all('trace'):
        table.add('trace', f'{name}: {lines} lines' + (', the last:' if lines != '0' else ''))
    for words in trial.all('traced'):
        table.add('trace', '  ' + '|'.join(words))
    place_rows(table, trial)


def end_rows(table, trial):
    stop, ack, cycles = trial.first('stop'), trial.first('ack'), trial.first('cycles')
    if stop:
        table.add('stop', times(stop) + ('' if not ack else ', acknowledged' if ack[0] == 'yes'
                                         else ', not acknowledged'))
    if cycles:
        good, count, why = cycles[:3]
        table.add('again', f'{good} of {count} starts and stops' +
                  (f', the slowest start {cycles[3]} ms' if len(cycles) > 3 else '') +
                  (f'; FAILED: {why}' if why else ''))
    crash = trial.first('crash')
    if crash:
        table.add('crash', {'ok': 'recovered in {} ms', 'failed': 'FAILED: {}',
                            'no': 'not tried: no recovery'}[crash[0]].format(*crash[1:]))
    left = trial.first('left')
    if left:
        table.add('left behind', left[0])


def locked_up(lines, image):
    """QEMU ends when a fault handler faults, with the registers of the core; or None."""
    text = '\n'.join(lines)
    if 'fatal: Lockup' not in text:
        return None
    pc = re.findall(r'\bR15=([0-9a-f]{8})', text)
    where = f' at {monitor.code(int(pc[-1], 16), image)}' if pc else ''
    return f'the M4 has locked up{where}: a fault in its fault handler, which ends QEMU'


def failures(trial, ended, reports):
    """Why it does not count as working."""
    if ended:
        yield ended
    yield from reports
    for word, what in (('start', 'does not start'), ('stop', 'does not stop'),
                       ('restart', 'does not start again'), ('laststop', 'does not stop again')):
        words = trial.first(word)
        if words and words[0] != 'ok':
            yield what
        elif not words and trial.first('start') and trial.first('start')[0] == 'ok' and not ended:
            yield f'the trial has ended before: {what.replace("does not ", "")}'
    for name, result, *_ in trial.all('echo'):
        if result == 'failed':
            yield f'{name} does not echo'
    cycles = trial.first('cycles')
    if cycles and cycles[0] != cycles[1]:
        yield f'{cycles[0]} of {cycles[1]} starts and stops'
    for _, seen in trial.places:
        if not isinstance(seen, str) and (not seen['running'] or
                                          2 <= seen.get('exception', 0) <= 6):
            yield 'the M4 has faulted' if seen['running'] else 'the M4 does not run'
            break
    crash = trial.first('crash')
    if crash and crash[0] == 'failed':
        yield 'does not recover from a crash'
    if trial.first('found') and (trial.first('left') or ['?'])[0] != 'nothing' and not ended:
        yield 'leaves something behind'
    if not trial.first('found') and not ended:
        yield 'the guest has not come to it'


def vdev_count(image):
    """How many vdevs the table has, as far as it can be read."""
    try:
        return sum(kind == 3 for kind, _ in image.entries()) if image.table else 0
    except elf.ElfError:
        return 0


def unused(trial):
    """Has its table a vdev, and Linux none?"""
    return vdev_count(trial.image) and not any(virtio for _, virtio, *_ in trial.all('vdev'))


def silent(trial):
    """Has it an rpmsg vdev, and no channel?"""
    rpmsg = any(number == '7' for _, _, number, _ in trial.all('vdev'))
    return rpmsg and not trial.all('channel')


def advice_rows(table, trial, lines):
    """The messages of Linux and the bench, each with its row in the
    documentation."""
    pages, said = rows.Rows(), set()
    allowed = [re.compile(a) for a in guesttest.allowed_at_boot()]

    def advise(text, row):
        if text in said:
            return
        said.add(text)
        table.add('says', text)
        if row:
            table.add('says', f'  {row[0]}: {row[1]}')

    for line in lines:
        parts = judge.split(line)
        if not parts or not parts[0] or parts[1] > judge.WARN:
            continue
        text = parts[2]
        # Said a dozen times by a trial that starts as often, and provoked by it.
        if any(a.search(text) for a in allowed) or re.search(
                r'crash detected in m4: type watchdog|handling crash #|recovering m4$', text):
            continue
        row = pages.for_message(text)
        if NO_ACK in text:
            row = pages.for_symptom(NO_ACK)
        advise(text, row)
    for text in trial.hidden:
        advise(text, None)
    if any('not modelled' in text and text.startswith('M4') for text in trial.hidden):
        page, row = pages.for_symptom(NOT_MODELLED)
        table.add('says', f'  {page}: {row}')
    start = trial.first('start')
    if start and start[0] == 'ok':
        if silent(trial):
            advise(NO_CHANNEL, pages.for_symptom(NO_CHANNEL))
        if unused(trial):
            advise(NO_VDEV, pages.for_symptom(NO_VDEV))
    if any(not isinstance(seen, str) and 2 <= seen.get('exception', 0) <= 6
           for _, seen in trial.places):
        advise('the M4 is in a fault handler', pages.for_symptom(FAULT))


def qemu_log(words, log):
    """Where QEMU with these words logs to, the last -D counts; without one, one is added."""
    if '-D' not in words:
        words += ['-D', re.sub(r'\.log$', '.qemu.log', log)]
    at = len(words) - words[::-1].index('-D')
    if at == len(words):
        raise boot.BootError('QEMU: expected a file after -D, found nothing')
    return words[at]


def try_firmware(kernel, firmware, device_trees, attach, log):
    """Boot with it: (table, [failure], QEMU's log)."""
    image = elf.Elf(firmware)
    table, trial = Table(), Trial(image)
    image_rows(table, image, firmware)
    board = kernel.bring(firmware, attach)
    # QEMU's log has the mailbox, and what QEMU= enables.
    path = qemu_log(kernel.words, log)
    kernel.words += ['-trace', 'stm32mp1_ipcc_send', '-trace', 'stm32mp1_ipcc_receive']
    slow = guesttest.load()
    lines, _, ended = kernel.run(board, device_trees,
                                 f'testbed.test=fw testbed.slow={max(1, round(slow))}',
                                 120 * slow, 60 * slow, log, trial.on_line)
    counts = ipcc_counts(path)
    reports = [f'Linux: {line}' for line in judge.judge_log(lines, ['.'])]

    vdev_rows(table, trial, device_trees)
    run_rows(table, trial)
    mailbox_rows(table, counts)
    end_rows(table, trial)
    advice_rows(table, trial, lines)
    failed = list(failures(trial, ended and (locked_up(lines, trial.image) or ended), reports))
    if (trial.first('start') or ['?'])[0] == 'ok':
        if unused(trial):
            failed.append('no vdev of its table is there')
        if silent(trial):
            failed.append('its rpmsg bus announces no channel')
    return table, failed, path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    boot.add_options(parser)
    parser.add_argument('--attach', action='store_true', help='the boot loader has started it')
    parser.add_argument('firmware')
    parser.add_argument('device_trees', nargs='*')
    options = parser.parse_args()

    kernel = boot.kernel_of(BUILD, options)
    device_trees = ' '.join(options.device_trees) or 'legacy'
    name = re.sub(r'\.elf$', '', os.path.basename(options.firmware))
    log = os.path.join(BUILD, 'logs', f'fw-{name}{"-attach" if options.attach else ""}-'
                                      f'{kernel.name}.log')
    try:
        table, failed, qemu = try_firmware(kernel, options.firmware, device_trees, options.attach,
                                           log)
    except (boot.BootError, elf.ElfError) as error:
        print(error, file=sys.stderr)
        return 1
    print(table)
    print(f'\nconsole: {os.path.relpath(log, TOP)}, QEMU: {os.path.relpath(qemu, TOP)}')
    for reason in failed:
        print(f'FAILED: {reason}')
    if not failed:
        print('ok: it starts, stops, and leaves nothing behind')
    return 1 if failed else 0


if __name__ == '__main__':
    children.end_with_signals()
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# needs: bench
"""'make FW=' on firmware that is not the bench's own (testbed/firmware/foreign): what works
is found to work, what hangs or faults is found to, with the place, and what is wrong is
explained by a row of the documentation.

    own-firmware.py BASE
"""
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(TOP, 'build')
FOREIGN = os.path.join(BUILD, 'firmware/foreign')
sys.path.insert(0, os.path.join(HERE, '..'))
import boot  # noqa: E402 (the path above)
import elf   # noqa: E402
import fw as try_fw  # noqa: E402
import rows  # noqa: E402

base = '6.12'


def fw(*arguments):
    """(exit status, the output in one line, as the table breaks its lines)."""
    run = subprocess.run([os.path.join(HERE, '../fw.py'), '--base', base, *arguments],
                         capture_output=True, text=True, cwd=TOP)
    print(run.stdout + run.stderr)
    return run.returncode, re.sub(r'\s+', ' ', run.stdout + run.stderr)


# Of hal.c: registers that the board lacks, in a device that it has and in the debug units.
REGISTERS = ('reads I2C4 + 0x3f4 at 0x5c0023f4', 'reads SCS + 0xdfc at 0xe000edfc',
             'writes SCS + 0xdfc at 0xe000edfc', 'writes DWT + 0x004 at 0xe0001004',
             'reads DWT + 0x000 at 0xe0001000', 'writes DWT + 0x000 at 0xe0001000')


class Boards(unittest.TestCase):
    def has(self, text, *wanted):
        for regex in wanted:
            self.assertRegex(text, regex)

    def hidden(self, name):
        """What the console says about registers of devices that the board has."""
        with open(os.path.join(BUILD, f'logs/fw-{name}-{base}-use.log'), encoding='utf-8',
                  errors='replace') as log:
            return re.findall(r'(M4|A7) (\w+ .+ \+ 0x.+|accesses more .+): not modelled$',
                              log.read(), re.M)

    def check_registers(self, text, name):
        """Each once, however often it starts; Linux itself has none."""
        self.has(text, *(re.escape(f'M4 {what}: not modelled') for what in REGISTERS))
        self.assertCountEqual(self.hidden(name), [('M4', what) for what in REGISTERS])

    def test_started_by_linux(self):
        status, text = fw(f'{FOREIGN}/hal.elf', 'legacy')
        self.has(text, r'table 10020000: 140 bytes, loaded at 1000', r'legacy \(rproc-virtio\.0\.auto\)',
                 r'CM4: no power management chip', 'M4 reads RTC at 0x5c004000: not modelled',
                 'rpmsg-raw: 20 of 20 back', 'rpmsg-tty: 20 of 20 back',
                 r'channel 1: Linux rings (\d+), the M4 frees \1; the M4 rings (\d+), Linux frees \2;?',
                 r'stop ok, \d+ ms, not acknowledged', '10 of 10 starts and stops',
                 'crash recovered in', 'left behind nothing', r'docs/board\.md: Harmless', 'ok: it starts')
        self.check_registers(text, 'hal')
        self.assertEqual(status, 0)

    def test_started_by_the_boot_loader(self):
        status, text = fw('--attach', f'{FOREIGN}/hal.elf', 'rproc-vdev')
        self.has(text, 'detached at boot; attach ok', 'node vdev@0, id 7: virtio0',
                 'vq0 0, vq1 1', 'rpmsg-raw: 20 of 20 back', '10 of 10 starts and stops', 'ok: it starts')
        self.check_registers(text, 'hal-attach')
        self.assertEqual(status, 0)

    def test_stuck(self):
        status, text = fw(f'{FOREIGN}/hal-stuck.elf', 'rproc-vdev')
        self.has(text, 'M4 writes TIM6 at 0x40004000: not modelled', r'the M4 is at 0x1000\w+ \(wait_for_timer\+',
                 r'called from 0x1000\w+ \(main\+', 'announces no channel', r'docs/board\.md: The emulated board lacks')
        self.assertEqual(status, 1)

    def test_fault(self):
        status, text = fw(f'{FOREIGN}/hal-fault.elf', 'legacy')
        self.has(text, r'\(HardFault_Handler\+0x0\), in HardFault, which came at 0x20000000, called from 0x1000\w+ \(main\+',
                 'FAILED: the M4 has faulted', r'M4 writes ITM \+ 0x03c at 0xe000003c: not modelled',
                 'M4 accesses more registers of ITM: not modelled')
        self.assertNotIn('ITM + 0x040', text)
        self.assertEqual(status, 1)

    def test_refused(self):
        """The firmware is for another board than the device tree."""
        status, text = fw(f'{FOREIGN}/hal.elf', 'bad-id')
        self.has(text, r'virtio,id is \d+, the firmware.s vdev 0 has id 7 docs/board\.md: The device tree is for another',
                 'FAILED: does not start',
                 # What the device tree has is known nevertheless.
                 'vdevs node vdev@0, id 3: not started; channels: vq0 0, vq1 1 '
                 'memory vdev@0, vring 0: vdev0vring0 at 10040000, 4096 bytes '
                 'vdev@0, vring 1: vdev0vring1 at 10041000, 4096 bytes '
                 'vdev@0, buffers: vdev0buffer at 10042000, 16384 bytes start ')
        self.assertEqual(status, 1)

    def test_no_elf(self):
        with tempfile.NamedTemporaryFile(suffix='.bin') as file:
            file.write(b'no firmware')
            file.flush()
            status, text = fw(file.name)
        self.has(text, 'expected an ELF file')
        self.assertEqual(status, 1)


class Nodes(unittest.TestCase):
    """What is known of the vdevs where the firmware, which has one, does not start."""

    def rows(self, *said):
        trial = try_fw.Trial(elf.Elf(f'{FOREIGN}/hal.elf'))
        trial.said = [line.split('|') for line in (*said, 'start|failed|10|why')]
        table = try_fw.Table()
        try_fw.vdev_rows(table, trial, 'name')
        return re.sub(r'\s+', ' ', str(table))

    def test_legacy(self):
        self.assertEqual(self.rows('mailbox|m4|vq0 vq1 shutdown |0 1 2 ', 'region|m4|retram@0||0 65536 ',
                                   f'region|m4|vdev0buffer@10042000||{0x10042000} 16384 '),
                         'device tree name vdevs legacy, vdev 0: not started; channels: vq0 0, vq1 1 '
                         'memory legacy: vdev0buffer at 10042000, 16384 bytes')

    def test_pool(self):
        self.assertEqual(self.rows('node|vdev@0|0 ||okay|no driver', 'mailbox|vdev@0|tx rx |4 5 ',
                                   f'region|vdev@0|pool@10040000|disabled|{0x10040000} 65536 '),
                         'device tree name vdevs node vdev@0, id missing: no driver; channels: tx 4, rx 5 '
                         'memory vdev@0, vrings and buffers: pool at 10040000, 65536 bytes, disabled')

    def test_disabled(self):
        self.assertEqual(self.rows('node|vdev@0|0 |7 |disabled|no device'),
                         'device tree name vdevs node vdev@0, id 7: disabled; channels: none of its own '
                         'legacy, vdev 0: not started; channels: none of its own '
                         "memory vdev@0, vrings and buffers: the system's memory")


class Elf(unittest.TestCase):
    def test_table(self):
        image = elf.Elf(os.path.join(BUILD, 'firmware/echo-rng.elf'))
        lines = [line for number, (kind, entry) in enumerate(image.entries())
                 for line in elf.describe(number, kind, entry)]
        self.assertRegex(lines[0], r'^vdev 0: id 7 \(rpmsg\), features 0x1, 2 vrings$')
        self.assertRegex(lines[3], r'^vdev 1: id 4 \(entropy source\), features 0x0, 1 vrings$')
        self.assertEqual(image.table_addr, 0x10020000)
        self.assertRegex(image.symbol_at(next(value for value, _, name in image.symbols
                                              if name == 'main') + 4), r'^main\+0x4$')

    def test_all_of_ours(self):
        """Whatever is in them, the reader reports it, and does not crash."""
        broken = set()
        for name in sorted(os.listdir(os.path.join(BUILD, 'firmware'))):
            if name.endswith('.elf'):
                try:
                    elf.Elf(os.path.join(BUILD, 'firmware', name)).entries()
                except elf.ElfError:
                    broken.add(name)
        self.assertLessEqual({'bad-version.elf', 'bad-offset.elf'}, broken)
        self.assertNotIn('echo.elf', broken)

    def read_spoilt(self, data, directory):
        """True if the spoilt file can still be read. Anything but an ElfError ends the test."""
        path = os.path.join(directory, 'spoilt.elf')
        with open(path, 'wb') as file:
            file.write(data)
        try:
            image = elf.Elf(path)
            for number, (kind, entry) in enumerate(image.entries() if image.table else ()):
                list(elf.describe(number, kind, entry))
        except elf.ElfError as error:
            self.assertNotIn('\n', str(error))
            return False
        return True

    def test_spoilt(self):
        """A file that was cut off anywhere, or has a wrong number in a header."""
        with open(os.path.join(BUILD, 'firmware/echo.elf'), 'rb') as file:
            good = file.read()
        sections, = struct.unpack_from('<I', good, 32)
        with tempfile.TemporaryDirectory() as directory:
            results = [self.read_spoilt(good[:length], directory)
                       for length in range(0, len(good), 97)]
            for start, end in (16, 84), (sections, len(good)):
                for at in range(start, end - 3, 4):
                    for number in 0, 0xffff, 0x7fffffff, 0xffffffff:
                        spoilt = bytearray(good)
                        struct.pack_into('<I', spoilt, at, number)
                        results.append(self.read_spoilt(spoilt, directory))
        self.assertIn(True, results)
        self.assertIn(False, results)


class Log(unittest.TestCase):
    def test_qemu(self):
        """The log that is named is the one that QEMU writes: its last -D counts."""
        words = ['-d', 'unimp']
        self.assertEqual(try_fw.qemu_log(words, 'a/fw.log'), 'a/fw.qemu.log')
        self.assertEqual(words, ['-d', 'unimp', '-D', 'a/fw.qemu.log'])
        words = ['-D', 'one', '-d', 'unimp', '-D', 'two']
        self.assertEqual(try_fw.qemu_log(words, 'a/fw.log'), 'two')
        self.assertEqual(len(words), 6)
        with self.assertRaisesRegex(boot.BootError, 'after -D'):
            try_fw.qemu_log(['-D'], 'a/fw.log')


class Rows(unittest.TestCase):
    def test_messages(self):
        pages = rows.Rows()
        for line, page in (
                ("rproc-virtio 10000000.m4:vdev@1: /ahb/m4@10000000/vdev@1: virtio,id is 4, "
                 "the firmware's vdev 1 has id 7", 'docs/board.md'),
                ('remoteproc remoteproc0: invalid qsz 0x3: not a power of two up to 32768',
                 rows.VIRTIO)):
            row = pages.for_message(line)
            self.assertIsNotNone(row, line)
            self.assertEqual(row[0], page)
        self.assertIsNone(pages.for_message('remoteproc remoteproc0: m4 is available'))


if __name__ == '__main__':
    if len(sys.argv) > 1:
        base = sys.argv.pop(1)
    unittest.main(argv=sys.argv[:1], verbosity=2)

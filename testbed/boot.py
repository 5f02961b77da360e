# SPDX-License-Identifier: GPL-2.0-only
"""Boots the emulated board: one kernel, one device tree, one initramfs."""
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
import time

import children
import elf
import monitor

QEMU = 'qemu-system-arm'


class BootError(Exception):
    """The boot could not be set up; str() returns the reason."""


def kernel_of(build, options, flavour='use'):
    """The system that a command line selects: --base, --series, --config,
    --qemu."""
    kernel = Kernel(build, options.base, options.series, 'own' if options.config else flavour)
    kernel.words = shlex.split(options.qemu)
    return kernel


def add_options(parser):
    """Options that all scripts that boot boards share."""
    parser.add_argument('--base', default='6.12')
    parser.add_argument('--series', choices=['yes', 'none', 'bisect'], default='yes')
    parser.add_argument('--config', action='store_true', help='the kernel that CONFIG= has made')
    parser.add_argument('--qemu', default='', help='more words for QEMU')


class Kernel:
    """The results of one build: build/BASE/TREE/o-FLAVOUR and what goes with it.

    words: more of them for QEMU; files: to be added to the initramfs, by their names there."""

    def __init__(self, build, base, series, flavour):
        self.words, self.files = [], {}
        self.build, self.base, self.flavour = build, base, flavour
        self.name = f'{base}-{flavour}' + ('' if series == 'yes' else f'-{series}')
        self.tree = os.path.join(build, base, 'tree' if series == 'yes' else series)
        self.out = os.path.join(self.tree, f'o-{flavour}')
        # The cost of the debugging tools grows with the number of pages. From 7.3 on, the
        # selftests lack memory with so few of them.
        memory = '160M' if base == '6.12' else '192M'
        self.append = f'mem={memory} ' if flavour == 'debug' else ''
        self.zimage = os.path.join(self.out, 'arch/arm/boot/zImage')
        self.dtbs = os.path.join(self.out, 'arch/arm/boot/dts/st')
        self.guest = os.path.join(build, 'guest', self.name)
        self.initrd = self.guest + '.cpio'

    def device_tree(self, names):
        """The dtb for 'legacy' or for a list of overlays, in order. One with a slash in
        its name is a .dtbo."""
        base = os.path.join(self.dtbs, 'stm32mp157c-dk2.dtb')
        names = [n for n in names.split() if n != 'legacy']
        if not names:
            return base
        overlays = []
        for name in names:
            places = [os.path.join(self.guest + '.dt', name + '.dtbo'),
                      os.path.join(self.dtbs, f'stm32mp157c-dk2-{name}.dtbo'),
                      os.path.join(self.guest + '.dt', name + '.dtb')]
            if '/' in name:
                places = [name]
            found = next((p for p in places if os.path.exists(p)), None)
            if not found:
                raise BootError(f'no device tree {name}: neither testbed/dts/{name}.dtso or .dts '
                                f'nor stm32mp157c-dk2-{name}.dtso in this kernel')
            if found.endswith('.dtb'):
                base = found
            else:
                overlays.append(found)
        if not overlays:
            return base
        result = '+'.join(os.path.basename(name) for name in names) + '.combined.dtb'
        result = os.path.join(self.guest + '.dt', result)
        ready = f'{result}.{threading.get_ident()}'
        run = subprocess.run([os.path.join(self.out, 'scripts/dtc/fdtoverlay'), '-i', base,
                              '-o', ready] + overlays, capture_output=True, text=True)
        if run.returncode:
            raise BootError(f'device tree {" ".join(names)}: fdtoverlay: {run.stderr.strip()}')
        os.replace(ready, result)
        return result

    def machine(self, properties):
        """-M for these properties; firmware is named without its folder."""
        words = ['stm32mp157']
        for word in properties.split():
            name, _, value = word.partition('=')
            if value.endswith('.elf') and '/' not in value:
                value = os.path.join(self.build, 'firmware', value)
                if not os.path.exists(value):
                    raise BootError(f'board: {word}: there is no {value}')
            # A comma would end the property.
            value = value.replace(',', ',,')
            words.append(f'{name}={value}')
        return ','.join(words)

    def bring(self, path, attach):
        """Put firmware into the guest; the properties of the board that it needs."""
        image = elf.Elf(path)
        name = re.sub(r'[^\w.+-]', '_', os.path.basename(path))
        self.files = {'fw.name': name.encode(), f'lib/firmware/{name}': image.data}
        if not attach:
            return ''
        board = f'm4-elf={os.path.abspath(path)}'
        if ' ' in board:
            raise BootError(f'{path}: a path without blanks is needed to attach')
        return board + (f' m4-rsc-table={image.table_addr:#x}' if image.table else '')

    def image(self, folder):
        """The initramfs with what is in files; the kernel reads one archive after the other."""
        if not self.files:
            return self.initrd
        root = os.path.join(folder, 'root')
        shutil.rmtree(root, ignore_errors=True)
        for name, content in self.files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as file:
                file.write(content)
        names = sorted(os.path.relpath(os.path.join(where, name), root)
                       for where, folders, files in os.walk(root) for name in folders + files)
        run = subprocess.run(['cpio', '--quiet', '-o', '-H', 'newc', '-R', '0:0'], cwd=root,
                             input='\n'.join(names).encode(), capture_output=True)
        if run.returncode:
            raise BootError(f'cpio: {run.stderr.decode().strip()}')
        result = os.path.join(folder, 'initrd')
        with open(result, 'wb') as file:
            for part in open(self.initrd, 'rb').read(), run.stdout:
                file.write(part)
        return result

    def command(self, board, dt, append, folder=None):
        """The command line of QEMU, and its environment. @folder: a temporary one, where
        files are to be added to the initramfs."""
        environment = dict(os.environ, LD_PRELOAD=os.path.join(self.build, 'board/stm32mp157.so'))
        return [QEMU, '-M', self.machine(board), '-nic', 'none', '-display', 'none',
                '-no-reboot', '-kernel', self.zimage, '-initrd', self.image(folder),
                '-dtb', self.device_tree(dt),
                '-append', 'console=ttySTM0,115200 ' + self.append + append,
                *self.words], environment

    # The kernel log is the test's channel: whole, with levels, unlimited, and
    # the machine ends when the kernel does.
    TEST_APPEND = ('console_msg_format=syslog ignore_loglevel printk.devkmsg=on '
                   'oops=panic panic=-1 ')

    @staticmethod
    def watch(qemu, output, begin, timeout, silence):
        """Wait for QEMU's end; the reason if it was not a good one."""
        size, said = 0, begin
        while True:
            try:
                status = qemu.wait(0.5)
                return f'{QEMU} ended with status {status}' if status else None
            except subprocess.TimeoutExpired:
                children.check()
            now = time.monotonic()
            if os.fstat(output.fileno()).st_size != size:
                size, said = os.fstat(output.fileno()).st_size, now
            if now - begin > timeout:
                return f'no end within {timeout:.0f} s'
            if now - said > silence:
                return f'hangs: not a line for {silence:.0f} s'

    @staticmethod
    def merge(pipe, output, lock, on_line):
        """Copy lines. QEMU's own messages must not split a line of the console."""
        for line in pipe:
            with lock:
                output.write(line)
                output.flush()
            if on_line:
                on_line(line.decode(errors='replace').rstrip('\r\n'))

    def where_is_m4(self, path, log):
        """What the M4 of the QEMU with this monitor does, if it can be seen."""
        image = None
        with open(log, encoding='utf-8', errors='replace') as text:
            booted = re.findall(r'Booting fw image (\S+), size', text.read())
        try:
            if booted:
                image = elf.Elf(os.path.join(self.build, 'firmware', booted[-1]))
        except elf.ElfError:
            pass
        try:
            qmp = monitor.Monitor(path)
            try:
                return monitor.describe(qmp.where(), image)
            finally:
                qmp.close()
        except monitor.MonitorError as error:
            return f'where the M4 is cannot be seen: {error}'

    def run(self, board, dt, append, timeout, silence, log, on_line=None):
        """Boot, wait for the end. Ends a boot that takes longer than timeout seconds, or
        says nothing for silence seconds. Returns (lines, seconds, why it was ended or None).
        on_line(line, path of the monitor) is called for each line when it is there.
        """
        os.makedirs(os.path.dirname(log), exist_ok=True)
        folder = tempfile.mkdtemp(prefix='rproc-vdev.')
        qmp = os.path.join(folder, 'qmp')
        try:
            command, environment = self.command(board, dt, self.TEST_APPEND + append, folder)
            begin = time.monotonic()
            with open(log, 'wb') as output:
                qemu = subprocess.Popen(
                    command + ['-monitor', 'none', '-serial', 'stdio',
                               '-qmp', f'unix:{qmp},server=on,wait=off'],
                    env=environment, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                lock = threading.Lock()
                readers = [threading.Thread(target=self.merge, args=(
                    pipe, output, lock, on_line and (lambda line: on_line(line, qmp))))
                    for pipe in (qemu.stdout, qemu.stderr)]
                for reader in readers:
                    reader.start()
                try:
                    reason = self.watch(qemu, output, begin, timeout, silence)
                    if qemu.poll() is None:
                        reason += f'; {self.where_is_m4(qmp, log)}'
                finally:
                    if qemu.poll() is None:
                        qemu.kill()
                        qemu.wait()
                    for reader in readers:
                        reader.join()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        seconds = time.monotonic() - begin
        with open(log, encoding='utf-8', errors='replace') as text:
            lines = [line.rstrip('\r\n') for line in text]
        return lines, seconds, reason

# SPDX-License-Identifier: GPL-2.0-only
"""Boots the emulated board: one kernel, one device tree, one initramfs."""
import os
import subprocess
import threading
import time

QEMU = 'qemu-system-arm'


class BootError(Exception):
    """The boot could not be set up; str() says why."""


class Kernel:
    """The results of one build: build/BASE/TREE/o-FLAVOUR and what goes with it."""

    def __init__(self, build, base, series, flavour):
        self.build, self.base, self.flavour = build, base, flavour
        self.name = f'{base}-{flavour}' + ('' if series == 'yes' else f'-{series}')
        self.tree = os.path.join(build, base, 'tree' if series == 'yes' else series)
        self.out = os.path.join(self.tree, f'o-{flavour}')
        # Most of what the debugging tools do they do for every page there is.
        self.append = 'mem=160M ' if flavour == 'debug' else ''
        self.zimage = os.path.join(self.out, 'arch/arm/boot/zImage')
        self.dtbs = os.path.join(self.out, 'arch/arm/boot/dts/st')
        self.guest = os.path.join(build, 'guest', self.name)
        self.initrd = self.guest + '.cpio'

    def device_tree(self, names):
        """The dtb for 'legacy' or for a list of overlays, in order."""
        base = os.path.join(self.dtbs, 'stm32mp157c-dk2.dtb')
        names = [n for n in names.split() if n != 'legacy']
        if not names:
            return base
        overlays = []
        for name in names:
            places = [os.path.join(self.guest + '.dt', name + '.dtbo'),
                      os.path.join(self.dtbs, f'stm32mp157c-dk2-{name}.dtbo'),
                      os.path.join(self.guest + '.dt', name + '.dtb')]
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
        result = os.path.join(self.guest + '.dt', '+'.join(names) + '.combined.dtb')
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
            if value.endswith('.elf'):
                value = os.path.join(self.build, 'firmware', value)
                if not os.path.exists(value):
                    raise BootError(f'board: {word}: there is no {value}')
            words.append(f'{name}={value}')
        return ','.join(words)

    def command(self, board, dt, append):
        """The command line of QEMU, and its environment."""
        environment = dict(os.environ, LD_PRELOAD=os.path.join(self.build, 'board/stm32mp157.so'))
        return [QEMU, '-M', self.machine(board), '-nic', 'none', '-display', 'none',
                '-no-reboot', '-kernel', self.zimage, '-initrd', self.initrd,
                '-dtb', self.device_tree(dt),
                '-append', 'console=ttySTM0,115200 ' + self.append + append], environment

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
                pass
            now = time.monotonic()
            if os.fstat(output.fileno()).st_size != size:
                size, said = os.fstat(output.fileno()).st_size, now
            if now - begin > timeout:
                return f'no end within {timeout:.0f} s'
            if now - said > silence:
                return f'hangs: not a line for {silence:.0f} s'

    def run(self, board, dt, append, timeout, silence, log):
        """Boot, wait for the end. Ends a boot that takes longer than timeout seconds, or
        says nothing for silence seconds. Returns (lines, seconds, why it was ended or None).
        """
        command, environment = self.command(board, dt, self.TEST_APPEND + append)
        os.makedirs(os.path.dirname(log), exist_ok=True)
        begin = time.monotonic()
        with open(log, 'wb') as output:
            qemu = subprocess.Popen(command + ['-monitor', 'none', '-serial', 'stdio'],
                                    env=environment, stdin=subprocess.DEVNULL,
                                    stdout=output, stderr=subprocess.STDOUT)
            try:
                reason = self.watch(qemu, output, begin, timeout, silence)
            finally:
                if qemu.poll() is None:
                    qemu.kill()
                    qemu.wait()
        seconds = time.monotonic() - begin
        with open(log, encoding='utf-8', errors='replace') as text:
            lines = [line.rstrip('\r\n') for line in text]
        return lines, seconds, reason

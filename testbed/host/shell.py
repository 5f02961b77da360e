#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
#
# needs: bench
"""'make shell' on a terminal: what its greeting says works, Ctrl-A X and poweroff end it.
With GDB= a debugger holds the M4 in its main(), as docs/board.md describes, and sees the
registers of the M4 and of both A7s.

    shell.py BASE
"""
import math
import os
import pty
import re
import select
import signal
import socket
import sys
import time
import types
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
FIRMWARE = os.path.join(TOP, 'build/firmware/foreign/hal.elf')
PROMPT = r'# (\x1b\[\S*)?$'
KERNEL = 0xc0000000     # where the kernel's half of the addresses begins
sys.path.insert(0, os.path.join(HERE, '..'))
import elf        # noqa: E402 (the path above)
import guesttest  # noqa: E402
import shell      # noqa: E402

base = '6.12'


class Terminal:
    """What make shell starts, on a terminal of its own, which takes it along when this process
    ends."""

    def __init__(self, *words):
        self.text = ''
        self.pid, self.file = pty.fork()
        if not self.pid:
            os.chdir(TOP)
            os.execv('testbed/shell.py', ['shell.py', '--base', base, *words, 'legacy'])
        self.status = None

    def read(self, seconds):
        """More text: is there an end to it?"""
        if not select.select([self.file], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.file, 65536)
        except OSError:
            return True
        self.text += data.decode(errors='replace').replace('\r', '')
        return not data

    def until(self, regex, seconds=60):
        """The match, and forget all text up to its end."""
        end = time.monotonic() + seconds * guesttest.load()
        while True:
            found = re.search(regex, self.text)
            if found:
                self.text = self.text[found.end():]
                return found
            if time.monotonic() > end or self.read(1):
                raise AssertionError(f'expected {regex!r}, found: {self.text}')

    def type(self, text):
        os.write(self.file, text.encode())

    def run(self, command, seconds=60):
        """What a command prints, without its echo, in which the sum is not done yet."""
        self.type(f'echo begin-$((6 * 7)); {command}; echo end-$((6 * 7))\n')
        return self.until(r'begin-42\n((?:.|\n)*?)end-42\n', seconds)[1]

    def end(self, seconds=60):
        """Wait for it: the exit status."""
        end = time.monotonic() + seconds * guesttest.load()
        while not self.read(1):
            if time.monotonic() > end:
                raise AssertionError(f'does not end, found: {self.text}')
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.file)


class Debugger:
    """As much of the protocol of gdb as is needed to see registers."""

    def __init__(self, port):
        self.socket = socket.create_connection(('localhost', port), 60 * guesttest.load())
        self.file = self.socket.makefile('rb')
        # That all have stopped for this connection may be said first.
        self.features = self.call('qSupported:multiprocess+')
        while 'PacketSize' not in self.features:
            self.features = self.receive()

    def close(self):
        self.file.close()
        self.socket.close()

    def send(self, packet):
        data = packet.encode()
        self.socket.sendall(b'$%s#%02x' % (data, sum(data) & 0xff))

    def receive(self):
        """The next packet."""
        while self.file.read(1) != b'$':
            pass
        data = b''
        while not data.endswith(b'#'):
            more = self.file.read(1)
            if not more:
                raise AssertionError(f'the end of the connection in {data!r}')
            data += more
        self.file.read(2)
        self.socket.sendall(b'+')
        return data[:-1].decode()

    def call(self, packet):
        self.send(packet)
        return self.receive()

    def registers(self, thread):
        """r0 to r15 of pPROCESS.THREAD."""
        if self.call(f'Hg{thread}') != 'OK':
            raise AssertionError(f'there is no {thread}')
        data = bytes.fromhex(self.call('g')[:16 * 8])
        return [int.from_bytes(data[i:i + 4], 'little') for i in range(0, 64, 4)]


class Shell(unittest.TestCase):
    def boot(self, *words):
        terminal = Terminal(*words)
        self.addCleanup(terminal.close)
        return terminal

    def test_greeting(self):
        terminal = self.boot()
        start = terminal.until(r'\n(echo echo\.elf > \$R/firmware; echo start > \$R/state) +\(ls /lib/firmware: others\)\n')
        terminal.until(r'^sh /tests/NAME\.sh +a test \(ls /tests\)\npoweroff, or Ctrl-A X +ends the machine\n')
        terminal.until(PROMPT)
        self.assertRegex(terminal.run('ls /lib/firmware'), r'\becho\.elf\b')
        self.assertEqual(terminal.run(start[1]), '')
        self.assertEqual(terminal.run('cat $R/state'), 'running\n')
        # The M4 has answered: it announces its services.
        terminal.run(f'SLOW={math.ceil(guesttest.load())}')
        self.assertEqual(terminal.run('wait_for 5 answer log_has "creating channel rpmsg-raw" && echo yes'), 'yes\n')
        self.assertEqual(terminal.run('stop && echo yes'), 'yes\n')
        self.assertRegex(terminal.run('sh /tests/firmware-name.sh'), r'# Totals: pass:\d+ fail:0 ')
        terminal.type('\x01x')
        self.assertEqual(terminal.end(), 0)

    def test_debugger(self):
        with socket.socket() as free:
            free.bind(('localhost', 0))
            port = free.getsockname()[1]
        terminal = self.boot('--firmware', FIRMWARE, '--gdb', str(port))
        terminal.until(rf'gdb-multiarch -ex "target extended-remote :{port}" (?:.|\n)*inferior 2 is the Cortex-M4')
        own = terminal.until(r'\n(echo hal\.elf > \$R/firmware) +# yours\n')
        terminal.until(PROMPT)
        terminal.run(own[1])

        image = elf.Elf(FIRMWARE)
        main = next(value for value, _, name in image.symbols if name == 'main')
        debugger = Debugger(port)
        self.addCleanup(debugger.close)
        self.assertIn('multiprocess+', debugger.features)
        self.assertRegex(debugger.call('?'), r'^T\w\wthread:p01\.01;')
        self.assertRegex(debugger.call('vAttach;2'), r'^T\w\wthread:p02\.')
        self.assertEqual(debugger.call(f'Z0,{main:x},2'), 'OK')
        debugger.send('vCont;c')
        terminal.type('echo start > $R/state; echo end-$((6 * 7))\n')
        # All of them stop when the M4 is in its main().
        self.assertRegex(debugger.receive(), r'^T05thread:p02\.03;')
        self.assertEqual(debugger.registers('p02.03')[15], main)
        for thread in 'p01.01', 'p01.02':
            self.assertGreaterEqual(debugger.registers(thread)[15], KERNEL, thread)
        self.assertEqual(debugger.call(f'z0,{main:x},2'), 'OK')
        for process in 2, 1:
            self.assertEqual(debugger.call(f'D;{process}'), 'OK')
        terminal.until(r'\nend-42\n')
        self.assertEqual(terminal.run('cat $R/state'), 'running\n')
        terminal.type('poweroff\n')
        self.assertEqual(terminal.end(), 0)

    def test_port(self):
        """GDB=1 is the port that docs/board.md names."""
        for number, port in (1, 1234), (4321, 4321):
            kernel = types.SimpleNamespace(words=[], out='.')
            shell.debugger(kernel, types.SimpleNamespace(gdb=number, firmware=None))
            self.assertEqual(kernel.words, ['-gdb', f'tcp:localhost:{port}'])


if __name__ == '__main__':
    if len(sys.argv) > 1:
        base = sys.argv.pop(1)
    unittest.main(argv=sys.argv[:1], verbosity=2)

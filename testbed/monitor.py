# SPDX-License-Identifier: GPL-2.0-only
"""Looks into a running QEMU by its machine protocol (QMP): where the M4 is."""
import json
import re
import socket

M4 = 2      # the third processor of the machine
EXCEPTIONS = {1: 'Reset', 2: 'NMI', 3: 'HardFault', 4: 'MemManage', 5: 'BusFault',
              6: 'UsageFault', 11: 'SVCall', 12: 'DebugMonitor', 14: 'PendSV', 15: 'SysTick'}
CFSR, HFSR, BFAR = 0xe000ed28, 0xe000ed2c, 0xe000ed38


class MonitorError(Exception):
    """QEMU does not answer, or not as expected."""


class Monitor:
    def __init__(self, path):
        try:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(10)
            self.socket.connect(path)
            self.file = self.socket.makefile('rw', encoding='utf-8')
            self.file.readline()
            self.call('qmp_capabilities')
        except (OSError, ValueError) as error:
            raise MonitorError(f'no monitor: {error}') from None

    def close(self):
        self.file.close()
        self.socket.close()

    def call(self, command, **arguments):
        try:
            self.file.write(json.dumps({'execute': command, 'arguments': arguments}) + '\n')
            self.file.flush()
            while True:
                line = self.file.readline()
                if not line:
                    raise MonitorError('QEMU has ended')
                answer = json.loads(line)
                if 'return' in answer:
                    return answer['return']
                if 'error' in answer:
                    raise MonitorError(f'{command}: {answer["error"]["desc"]}')
        except (OSError, ValueError) as error:
            raise MonitorError(f'{command}: {error}') from None

    def words(self, address, count):
        """What the M4 reads there."""
        text = self.call('human-monitor-command', **{
            'command-line': f'x /{count}wx {address:#x}', 'cpu-index': M4})
        return [int(word, 16) for word in re.findall(r' (0x[0-9a-f]{8})\b', text)]

    def where(self):
        """A dict: running, and if so pc, lr, exception (0: none) and fault registers."""
        if not self.call('qom-get', path='/machine/mcu', property='running'):
            return {'running': False}
        # A processor that runs does not keep its pc up to date.
        self.call('stop')
        try:
            text = self.call('human-monitor-command', **{'command-line': 'info registers',
                                                         'cpu-index': M4})
            values = {name: int(value, 16)
                      for name, value in re.findall(r'\b(R\d\d|XPSR)=([0-9a-f]{8})', text)}
            if not {'R14', 'R15', 'XPSR'} <= set(values):
                raise MonitorError(f'info registers: expected R14, R15, XPSR, found {text!r}')
            found = {'running': True, 'pc': values['R15'], 'lr': values['R14'],
                     'sp': values['R13'], 'exception': values['XPSR'] & 0x1ff}
            if 3 <= found['exception'] <= 6:
                for name, address in ('cfsr', CFSR), ('hfsr', HFSR), ('bfar', BFAR):
                    found[name] = self.words(address, 1)[0]
                # What the exception has pushed: r0 to r3, r12, lr, pc, psr. The last of
                # it has the Thumb bit, if the handler has pushed nothing more.
                frame = self.words(found['sp'], 8)
                if len(frame) == 8 and frame[7] & 0x01000000 and frame[7] & 0x1ff == 0:
                    found['from'] = frame[6], frame[5]
            return found
        finally:
            self.call('cont')


def code(address, elf):
    symbol = elf.symbol_at(address) if elf else None
    return f'{address:#010x} ({symbol})' if symbol else f'{address:#010x}'


def describe(found, elf=None):
    """where() as a line of text."""
    if not found['running']:
        return 'the M4 is held in reset, or locked up'
    text = f'the M4 is at {code(found["pc"], elf)}'
    if found['exception'] >= 16:
        text += f', in interrupt {found["exception"] - 16}'
    elif found['exception']:
        text += f', in {EXCEPTIONS.get(found["exception"], "exception " + str(found["exception"]))}'
    else:
        text += f', called from {code(found["lr"] & ~1, elf)}'
    if 'from' in found:
        pc, lr = found['from']
        text += f', which came at {code(pc, elf)}, called from {code(lr & ~1, elf)}'
    if 'cfsr' in found:
        text += f', CFSR {found["cfsr"]:#010x} HFSR {found["hfsr"]:#010x}'
        if found['cfsr'] & 0x8000:
            text += f', accessed {found["bfar"]:#010x}'
    return text

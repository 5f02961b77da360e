# SPDX-License-Identifier: GPL-2.0-only
"""An ELF file of a Cortex-M as the kernel's remoteproc reads it: segments go to their
physical addresses, the resource table is the section of that name."""
import bisect
import struct

TYPES = {0: 'carveout', 1: 'devmem', 2: 'trace', 3: 'vdev'}
IDS = {2: 'block', 3: 'console', 4: 'entropy source', 7: 'rpmsg', 11: 'rproc-serial',
       19: 'socket', 34: 'I2C adapter', 41: 'GPIO'}
ANY = 0xffffffff
PT_LOAD, SHT_SYMTAB, SHT_NOBITS, SHF_ALLOC = 1, 2, 8, 2
STT_NOTYPE, STT_FUNC = 0, 2


class ElfError(Exception):
    """The file cannot be started; str() returns the reason."""


class Elf:
    """sections: (name, type, flags, addr, offset, size); segments: (paddr, vaddr, offset,
    filesz, memsz); table: the bytes of the resource table, or None, table_addr: where it is."""

    def __init__(self, path):
        try:
            with open(path, 'rb') as file:
                self.data = file.read()
        except OSError as error:
            raise ElfError(f'{path}: {error.strerror}') from None
        if self.data[:4] != b'\x7fELF':
            raise ElfError(f'{path}: expected an ELF file (the .elf of a build, no .bin or .hex), '
                           f'found: {self.data[:4]!r}')
        if self.data[4:6] != b'\x01\x01' or len(self.data) < 52:
            raise ElfError(f'{path}: expected a 32-bit little-endian ELF file')
        machine, = struct.unpack_from('<H', self.data, 18)
        if machine != 40:
            raise ElfError(f'{path}: expected machine 40 (ARM), found {machine}')
        try:
            self.read()
        except (struct.error, IndexError, ValueError) as error:
            raise ElfError(f'{path}: its headers are broken: {error}') from None

    def read(self):
        phoff, shoff = struct.unpack_from('<II', self.data, 28)
        phnum, _, shnum, shstrndx = struct.unpack_from('<HHHH', self.data, 44)
        self.segments, self.sections, self.symbols = [], [], []
        for i in range(phnum):
            kind, offset, vaddr, paddr, filesz, memsz = struct.unpack_from(
                '<IIIIII', self.data, phoff + 32 * i)
            if kind == PT_LOAD and memsz:
                self.segments.append((paddr, vaddr, offset, filesz, memsz))
        headers = [struct.unpack_from('<IIIIIIIIII', self.data, shoff + 40 * i)
                   for i in range(shnum)]
        for name, kind, flags, addr, offset, size, *_ in headers:
            self.sections.append((self.string(headers[shstrndx][4] + name), kind, flags, addr,
                                  offset, size))
        for _, kind, _, _, offset, size, link, *_ in headers:
            if kind == SHT_SYMTAB:
                self.read_symbols(offset, size, headers[link][4])
        self.table, self.table_addr, self.table_paddr = None, None, None
        for name, kind, _, addr, offset, size in self.sections:
            if name == '.resource_table':
                self.table = b'' if kind == SHT_NOBITS else self.data[offset:offset + size]
                self.table_addr = addr
                self.table_paddr = next((p + offset - o for p, _, o, filesz, _ in self.segments
                                         if o <= offset < o + filesz), None)
                break

    def string(self, offset):
        return self.data[offset:self.data.index(b'\0', offset)].decode(errors='replace')

    def read_symbols(self, offset, size, strings):
        for at in range(offset, offset + size, 16):
            name, value, length, info, _, section = struct.unpack_from('<IIIBBH', self.data, at)
            kind, text = info & 15, self.string(strings + name)
            # $t and $d mark code and data for disassemblers.
            if section and kind in (STT_NOTYPE, STT_FUNC) and text and not text.startswith('$'):
                self.symbols.append((value & ~1, length, text))
        self.symbols.sort()

    def symbol_at(self, address):
        """'function+0x12', or None."""
        at = bisect.bisect_right(self.symbols, (address, ANY, '\U0010ffff')) - 1
        if at < 0:
            return None
        value, length, name = self.symbols[at]
        if address - value >= (length or 0x1000):
            return None
        return f'{name}+{address - value:#x}'

    def entries(self):
        """The resource table: [(type, {field: value})]. Raises ElfError where the kernel
        would not read on."""
        if len(self.table) < 16:
            raise ElfError(f'the resource table has {len(self.table)} bytes, a header takes 16')
        version, count, zero, one = struct.unpack_from('<IIII', self.table)
        if version != 1 or zero or one:
            raise ElfError(f'expected a resource table of version 1 with zeroes behind, '
                           f'found version {version}, {zero:#x} {one:#x}')
        result = []
        try:
            for i in range(count):
                offset, = struct.unpack_from('<I', self.table, 16 + 4 * i)
                result.append(self.entry(offset))
        except struct.error:
            raise ElfError(f'entry {len(result)} of {count} is not inside of the resource '
                           f'table ({len(self.table)} bytes)') from None
        return result

    def entry(self, offset):
        kind, = struct.unpack_from('<I', self.table, offset)
        offset += 4

        def fields(form, *names):
            return dict(zip(names, struct.unpack_from(form, self.table, offset)))

        def name(value):
            return value.split(b'\0')[0].decode(errors='replace')
        if kind == 3:
            entry = fields('<IIIIIBB', 'id', 'notifyid', 'dfeatures', 'gfeatures', 'config_len',
                           'status', 'vrings')
            entry['vring'] = [dict(zip(('da', 'align', 'num', 'notifyid'), struct.unpack_from(
                '<IIII', self.table, offset + 24 + 20 * i))) for i in range(entry['vrings'])]
        elif kind == 2:
            entry = fields('<III32s', 'da', 'len', 'reserved', 'name')
        elif kind in (0, 1):
            entry = fields('<IIIII32s', 'da', 'pa', 'len', 'flags', 'reserved', 'name')
        else:
            return kind, {}
        if 'name' in entry:
            entry['name'] = name(entry['name'])
        return kind, entry


def address(value):
    return 'any' if value == ANY else f'{value:08x}'


def describe(number, kind, entry):
    """An entry of the table as text, a line each; @number is that of a vdev."""
    if kind == 3:
        what = IDS.get(entry['id'], 'of an unknown kind')
        config = f', {entry["config_len"]} bytes of configuration' if entry['config_len'] else ''
        yield (f'vdev {number}: id {entry["id"]} ({what}), features {entry["dfeatures"]:#x}'
               f'{config}, {entry["vrings"]} vrings')
        for i, vring in enumerate(entry['vring']):
            yield (f'  vring {i}: da {address(vring["da"])}, {vring["num"]} entries, alignment '
                   f'{vring["align"]}, notifyid {vring["notifyid"]}')
    elif kind == 2:
        yield f'trace {entry["name"]}: da {address(entry["da"])}, {entry["len"]} bytes'
    elif kind in (0, 1):
        yield (f'{TYPES[kind]} {entry["name"]}: da {address(entry["da"])}, pa '
               f'{address(entry["pa"])}, {entry["len"]:#x} bytes')
    else:
        yield f'type {kind}, which the kernel leaves to the driver'

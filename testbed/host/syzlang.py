#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The description of /dev/remoteproc-user for syzkaller is that of its header: each ioctl with
its direction and argument, each struct with its fields, their order and sizes, each value of an
enum. And it keeps the rules of syzlang that can be seen without syzkaller."""
import os
import re
import sys
import unittest

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
HEADER = 'include/uapi/linux/remoteproc_user.h'
SYZ = 'testbed/syzkaller/remoteproc_user.txt'
# What other files of syzkaller and of the kernel define.
OTHERS = {'fd': 4, 'mmap_prot': 0}
CONSTANTS = {'AT_FDCWD', 'MAP_SHARED', 'O_RDWR', 'O_NONBLOCK'}
INTS = {'int8': 1, 'int16': 2, 'int32': 4, 'int64': 8}
C_SIZES = {'char': 1, '__u8': 1, '__u16': 2, '__u32': 4, '__s32': 4, '__u64': 8}
DIRECTIONS = {'_IOW': 'in', '_IOR': 'out', '_IOWR': 'inout'}
# How many arguments a type has, without the int that it is made of in memory.
ARGUMENTS = {'const': (1, 1), 'flags': (1, 1), 'len': (1, 1), 'bytesize': (1, 1), 'string': (1, 2),
             'ptr': (2, 2), 'array': (1, 2), 'vma': (0, 1), **{name: (0, 1) for name in INTS}}
BASED = 'const', 'flags', 'len', 'bytesize'
TOKEN = re.compile(r'\s*("[^"]*"|-?\w+(?::-?\w+)?|\S)')


def read(name):
    with open(os.path.join(TOP, name), encoding='ascii') as file:
        return file.read()


class Header:
    """ioctls {name: (direction, argument)}, structs {name: [(field, size)]}, enums {name: [value]},
    of_enum {(struct, field): enum}"""

    def __init__(self, text):
        lengths = {name: int(n) for name, n in re.findall(r'^#define (\w+_LEN)\s+(\d+)$', text, re.M)}
        self.ioctls = {name: (DIRECTIONS[way], argument.removeprefix('struct ')) for name, way, argument in
                       re.findall(r'^#define (\w+)\s+(_IO\w+)\(\w+, \w+, ([\w ]+)\)$', text, re.M)}
        self.enums = {name: re.findall(r'^\t(\w+)\s*=', body, re.M)
                      for name, body in re.findall(r'^enum (\w+) \{\n(.*?)^\};', text, re.S | re.M)}
        self.structs, self.of_enum = {}, {}
        for name, body in re.findall(r'^struct (\w+) \{\n(.*?)^\};', text, re.S | re.M):
            self.structs[name] = [(field, C_SIZES[kind] * (lengths[length] if length else 1)) for
                                  kind, field, length in re.findall(r'^\t(\w+) (\w+)(?:\[(\w+)\])?;$', body, re.M)]
            about = re.search(rf'^ \* struct {name} - (.*?)^ \*/', text, re.S | re.M)[1]
            for field, enum in re.findall(r'^ \* @(\w+): &enum (\w+)$', about, re.M):
                self.of_enum[name, field] = enum


class SyzError(Exception):
    """A line of the description that is none of syzlang's."""


def parse_type(tokens):
    """[name, [type, ...]] from the front of this list."""
    name, arguments = tokens.pop(0) if tokens else ']', []
    if not re.match(r'["\w-]', name):
        raise SyzError(f'expected a type, found {name}')
    if tokens[:1] == ['[']:
        while tokens.pop(0) != ']':
            arguments.append(parse_type(tokens))
            if tokens[:1] not in ([','], [']']):
                raise SyzError(f'expected , or ] after {arguments[-1][0]}, found {" ".join(tokens[:1]) or "nothing"}')
    return [name, arguments]


def whole_type(text):
    tokens = TOKEN.findall(text)
    kind = parse_type(tokens)
    if tokens and tokens not in [list('(') + [way, ')'] for way in ('in', 'out', 'inout')]:
        raise SyzError(f'{text}: expected the end after a type, found {" ".join(tokens)}')
    return kind


def list_of_arguments(text):
    """[(name, type)] of a call."""
    tokens, arguments = TOKEN.findall(text), []
    while tokens:
        arguments.append((tokens.pop(0), parse_type(tokens)))
        if tokens and tokens.pop(0) != ',':
            raise SyzError(f'expected "NAME TYPE, ...", found {text}')
    return arguments


class Description:
    """calls {name: ([(argument, type)], what it returns)}, structs {name: [(field, type)]},
    flags {name: [value]}, resources {name: type}"""

    def __init__(self, text):
        self.calls, self.structs, self.flags, self.resources = {}, {}, {}, {}
        fields = None
        for line in text.splitlines():
            line = line.partition('#')[0].rstrip()
            if fields is not None:
                if line == '}':
                    fields = None
                elif field := re.fullmatch(r'\t(\w+)\t+(\S.*)', line):
                    fields.append((field[1], whole_type(field[2])))
                else:
                    raise SyzError(f'expected a field or }}, found {line}')
            elif found := re.fullmatch(r'(\w+) \{', line):
                fields = self.add(self.structs, found[1], [])
            elif found := re.fullmatch(r'resource (\w+)\[(\w+)\](?:: \w+(?:, \w+)*)?', line):
                self.add(self.resources, found[1], found[2])
            elif found := re.fullmatch(r'(\w+) = (.+)', line):
                self.add(self.flags, found[1], found[2].split(', '))
            elif found := re.fullmatch(r'([a-z]\w*(?:\$\w+)?)\((.*)\)(?: (\w+))?', line):
                self.add(self.calls, found[1], (list_of_arguments(found[2]), found[3]))
            elif line and not re.fullmatch(r'include <\S+\.h>', line):
                raise SyzError(f'expected a line of syzlang, found {line}')
        if fields is not None:
            raise SyzError('expected } at the end')

    def add(self, where, name, what):
        if name in {**self.calls, **self.structs, **self.flags, **self.resources}:
            raise SyzError(f'{name} is defined twice')
        where[name] = what
        return what

    def size(self, kind):
        """In memory."""
        name, arguments = kind
        if name in self.resources:
            return self.size([self.resources[name], []])
        if name in self.structs:
            return sum(self.size(field) for _, field in self.structs[name])
        if name == 'string':
            return int(arguments[1][0], 0) if len(arguments) == 2 else len(arguments[0][0]) - 1
        if name == 'array':
            return self.size(arguments[0]) * int(arguments[1][0], 0)
        return {**INTS, **OTHERS}[arguments[-1][0] if name in BASED else name]

    def wrong_type(self, kind, in_memory, beside):
        """What is wrong with this type of an argument or a field, and in those inside; beside: names."""
        name, arguments = kind
        if name in self.resources or name in self.structs or name in OTHERS:
            return [f'{name}: expected behind a pointer'] if name in self.structs and not in_memory else []
        if name not in ARGUMENTS:
            return [f'{name}: expected a type']
        least, most = ARGUMENTS[name]
        if name in BASED and in_memory:
            if not arguments or arguments[-1][0] not in INTS:
                return [f'{name}: expected an int that it is made of']
            arguments = arguments[:-1]
        if not least <= len(arguments) <= most:
            return [f'{name}: expected {least} to {most} arguments, found {len(arguments)}']
        first = arguments[0][0] if arguments else ''
        if name == 'ptr':
            return ([] if first in DIRECTIONS.values() else [f'ptr: expected a direction, found {first}']) + \
                self.wrong_type(arguments[1], True, beside)
        if name == 'array':
            return self.wrong_type(arguments[0], True, beside)
        if (name == 'flags' and first not in {**self.flags, **OTHERS} or
                name == 'string' and first[0] != '"' and first not in self.flags or
                name in ('len', 'bytesize') and first not in beside):
            return [f'{name}: expected a name that is defined, found {first}']
        if name == 'string' and len(arguments) == 2:
            # A quoted string is as long as with its NUL, plus one.
            return [f'{value}: expected at most {arguments[1][0]} bytes' for value in self.flags.get(first, [first])
                    if len(value) - 1 > int(arguments[1][0], 0)]
        return []

    def lists(self):
        """[(where, [(name, type)], in memory)]"""
        return [(name, arguments, False) for name, (arguments, _) in self.calls.items()] + \
            [(name, fields, True) for name, fields in self.structs.items()]

    def wrong(self):
        lines, used, made = [], set(), set()

        def use(kind, out):
            used.add(kind[0])
            out = out or kind[0] == 'ptr' and kind[1][0][0] in ('out', 'inout')
            if out:
                made.add(kind[0])
            for part in kind[1] + ([field for _, field in self.structs[kind[0]]] if kind[0] in self.structs else []):
                use(part, out)

        for name, parts, in_memory in self.lists():
            names = [part for part, _ in parts]
            lines += [f'{name}: {part} is defined twice' for part in set(names) if names.count(part) > 1]
            for part, kind in parts:
                lines += [f'{name}: {part}: {what}' for what in self.wrong_type(kind, in_memory, names)]
                if not in_memory:
                    use(kind, False)
        made |= {result for _, result in self.calls.values()}
        for name in (*self.structs, *self.flags, *self.resources):
            if name not in used:
                lines.append(f'{name} is not used')
        lines += [f'{name}: no call makes one' for name in self.resources if name not in made]
        lines += [f'{name}: expected numbers, strings or names of the header, found {value}'
                  for name, values in self.flags.items() for value in values
                  if not re.fullmatch(r'"[^"]*"|0x[0-9a-f]+|[A-Z_]+', value)]
        return lines


def differences(header_text, text):
    """What is wrong with a description of this header, a line each."""
    header = Header(header_text)
    try:
        syz = Description(text)
        lines = syz.wrong()
    except SyzError as error:
        return [str(error)]
    if lines:
        return lines
    ioctls = {name.partition('$')[2]: dict(arguments) for name, (arguments, _) in syz.calls.items()
              if name.startswith('ioctl$')}
    lines += [f'{name}: expected in both, is in one' for name in header.ioctls.keys() ^ ioctls.keys()]
    for name in header.ioctls.keys() & ioctls.keys():
        way, argument = header.ioctls[name]
        found = ioctls[name]['arg'][1]
        same = found[1][0] == argument if argument in header.structs else \
            found[1][0] in INTS and syz.size(found[1]) == C_SIZES[argument]
        if found[0][0] != way or not same or ioctls[name]['cmd'] != ['const', [[name, []]]]:
            lines.append(f'{name}: expected ptr[{way}, {argument}], found {ioctls[name]["cmd"]} {found}')
    lines += [f'{name}: expected in both, is in one' for name in header.structs.keys() ^ syz.structs.keys()]
    for name in header.structs.keys() & syz.structs.keys():
        fields = [(field, syz.size(kind)) for field, kind in syz.structs[name]]
        if fields != header.structs[name]:
            lines.append(f'{name}: expected {header.structs[name]}, found {fields}')
    for name, values in header.enums.items():
        if syz.flags.get(name) != values:
            lines.append(f'{name}: expected {values}, found {syz.flags.get(name)}')
    for (name, field), enum in header.of_enum.items():
        kind = dict(syz.structs.get(name, [])).get(field)
        if kind != ['flags', [[enum, []], ['int32', []]]]:
            lines.append(f'{name}: {field}: expected flags[{enum}, int32], found {kind}')
    known = CONSTANTS | header.ioctls.keys() | {value for values in header.enums.values() for value in values}
    lines += [f'{name}: not in the header' for name in
              sorted(set(re.findall(r'\b[A-Z][A-Z_]+\b', re.sub(r'"[^"]*"|#.*|\$\w+', '', text))) - known)]
    return lines


class Agrees(unittest.TestCase):
    def setUp(self):
        self.header, self.syz = read(HEADER), read(SYZ)

    def seen(self, what, header=('', ''), syz=('', '')):
        """With this one change, that is found."""
        self.assertIn(header[0], self.header)
        self.assertIn(syz[0], self.syz)
        found = differences(self.header.replace(*header, 1), self.syz.replace(*syz, 1))
        self.assertRegex('\n'.join(found), what, (header, syz))

    def test_agree(self):
        found = Header(self.header)
        self.assertEqual((len(found.ioctls), len(found.structs), len(found.enums), len(found.of_enum)),
                         (self.header.count('(0xB7'), self.header.count('\nstruct '),
                          self.header.count('\nenum '), self.header.count(': &enum ')))
        self.assertEqual(differences(self.header, self.syz), [])

    def test_no_padding(self):
        """Each field is aligned, so C and syzkaller add nothing between them."""
        for name, fields in Header(self.header).structs.items():
            offset = 0
            for field, size in fields:
                self.assertTrue(size > 8 or offset % size == 0, (name, field))
                offset += size
            self.assertEqual(offset % max(size for _, size in fields if size <= 8), 0, name)

    def test_header_changes(self):
        for what, old, new in (
                ('RPROC_USER_REPLY', '_IOW(0xB7, 0x14', '_IOWR(0xB7, 0x14'),
                ('RPROC_USER_NOTIFY', '0x15, __u32', '0x15, __u64'),
                ('RPROC_USER_SET_TABLE', '0x12, struct rproc_user_range', '0x12, struct rproc_user_reply'),
                ('RPROC_USER_CRASH', 'RPROC_USER_CRASH\t', 'RPROC_USER_DIE\t'),
                ('rproc_user_create', '_NAME_LEN\t32', '_NAME_LEN\t16'),
                ('rproc_user_event', '__u64 data', '__u32 data'),
                ('rproc_user_reply', '__u32 seq;\n\t__s32 error', '__s32 error;\n\t__u32 seq'),
                ('rproc_user_create', 'pool_size;', 'pool_length;'),
                ('rproc_user_flags', 'F_RAW\t\t= 1 << 3,', 'F_RAW\t\t= 1 << 3,\n\tRPROC_USER_F_NEW = 1 << 4,'),
                ('rproc_user_event_type', 'EV_KICK\t', 'EV_DOORBELL\t')):
            self.seen(what, header=(old, new))

    def test_description_changes(self):
        for what, old, new in (
                ('RPROC_USER_CREATE', 'ptr[inout, rproc_user_create]', 'ptr[in, rproc_user_create]'),
                ('RPROC_USER_SET_TABLE', 'ptr[in, rproc_user_range]', 'ptr[in, rproc_user_reply]'),
                ('RPROC_USER_CRASH', 'cmd const[RPROC_USER_CRASH]', 'cmd const[RPROC_USER_NOTIFY]'),
                ('RPROC_USER_NOTIFY', 'int32[0:8]', 'int64[0:8]'),
                ('rproc_user_create', '"syz.bin", 64', '"syz.bin", 65'),
                ('rproc_user_create', '\treserved\tconst[0, int32]\n', ''),
                ('rproc_user_event', 'data\tint64', 'data\tint32'),
                ('rproc_user_reply', 'seq\trproc_user_seq\n\terror', 'error\tint32\n\tseq'),
                ('rproc_user_flags', ', RPROC_USER_F_RAW', ''),
                ('rproc_user_create: flags', 'flags[rproc_user_flags, int32]\n\tmem_size\tflags[rproc_user_sizes',
                 'flags[rproc_user_sizes, int32]\n\tmem_size\tflags[rproc_user_flags'),
                ('O_EXCL', 'O_RDWR', 'O_EXCL')):
            self.seen(what, syz=(old, new))

    def test_syzlang(self):
        for what, old, new in (
                ('a direction', 'ptr[out, int32]', 'ptr[output, int32]'),
                ('an int that it is made of', 'const[0, int32]', 'const[0]'),
                ('1 to 1 arguments, found 2', 'const[AT_FDCWD]', 'const[AT_FDCWD, int32]'),
                ('2 to 2 arguments, found 1', 'ptr[out, int32]', 'ptr[out]'),
                ('expected a type', 'int64\t(out)', 'u64\t(out)'),
                ('the end after a type', '(out)', '(output)'),
                ('is defined, found buf', 'bytesize[events]', 'bytesize[buf]'),
                ('is defined, found sizes', 'flags[rproc_user_sizes, int32]', 'flags[sizes, int32]'),
                ('"vdev0vring0": expected at most 8', 'carveouts, 32', 'carveouts, 8'),
                ('"syz": expected at most 3', '"syz", 32', '"syz", 3'),
                ('behind a pointer', 'arg ptr[in, rproc_user_range]', 'arg rproc_user_range'),
                ('expected a type', 'mode const[0]', 'const[0]'),
                ('expected "NAME TYPE, ..."', 'mode const[0]', 'mode const[0] const[0]'),
                ('expected , or ]', 'int32[0:8]', 'int32[0 8]'),
                ('expected a type', 'ptr[out, int32]', 'ptr[out,'),
                ('expected a line of syzlang', 'include <uapi/linux/mman', 'include uapi/linux/mman'),
                ('expected a field', '\tdata\tint64', '\tdata'),
                ('no call makes one', '\tseq\trproc_user_seq\n\tdata', '\tseq\tint32\n\tdata'),
                ('rproc_user_seq is defined twice', 'resource fd_rproc_user[', 'resource rproc_user_seq[')):
            self.seen(what, syz=(old, new))
        for what, more in (('is not used', 'unused = 0x1\n'), ('at the end', 'open {\n\ta\tint32\n'),
                           ('found 1 << 3', 'shifted = 1 << 3\n')):
            self.assertRegex('\n'.join(differences(self.header, self.syz + more)), what)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

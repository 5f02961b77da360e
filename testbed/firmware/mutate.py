#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Mutate the resource table of a firmware, reproducibly.

  mutate.py FW.elf --seed N [--count C]   print C patches, for seeds N, N+1, ...
  mutate.py FW.elf --seed N -o OUT.elf    write the firmware with patch N applied
  mutate.py FW.elf --where                print where things are in the file

A patch is one line, "SEED OFFSET HEX OFFSET HEX": bytes to write at offsets of
the file, first the table, then its size in the section header. So many tables
need one ELF file and a line each: patches applied one after the other do not
add up, and a line can be had again from its seed.

--where prints "table OFFSET SIZE" and "seed OFFSET", the latter for the 32-bit
seed of the firmware's own randomness.
"""
import argparse
import random
import struct
import sys

# Numbers that are more often trouble than random ones are.
NASTY = [0, 1, 2, 3, 4, 7, 15, 16, 17, 255, 256, 4095, 4096, 32767, 32768,
         32769, 65535, 65536, 0x10000000, 0x10040000, 0x10042000, 0x38000000,
         0x7fffffff, 0x80000000, 0xc0000000, 0xfffffff0, 0xffffffff]


def die(message):
    sys.exit(f"mutate.py: {message}")


class Elf:
    """The little that is needed of a 32-bit little-endian ELF file."""

    def __init__(self, path):
        with open(path, "rb") as f:
            self.data = f.read()
        if self.data[:6] != b"\x7fELF\x01\x01":
            die(f"{path}: not a 32-bit little-endian ELF file")
        shoff, = struct.unpack_from("<I", self.data, 32)
        shentsize, shnum, shstrndx = struct.unpack_from("<HHH", self.data, 46)
        headers = [shoff + i * shentsize for i in range(shnum)]
        names = self.section(headers[shstrndx])[0]
        self.headers = {}
        for header in headers:
            name, = struct.unpack_from("<I", self.data, header)
            end = self.data.index(b"\0", names + name)
            self.headers[self.data[names + name:end].decode()] = header
        for name in (".resource_table", ".variant"):
            if name not in self.headers:
                die(f"{path}: no section {name}")

    def section(self, header):
        """Offset and size of a section's contents."""
        return struct.unpack_from("<II", self.data, header + 16)


class Table:
    """A resource table under mutation."""

    def __init__(self, elf, rnd):
        self.header = elf.headers[".resource_table"]
        self.offset, self.size = elf.section(self.header)
        self.original = elf.data[self.offset:self.offset + self.size]
        self.bytes = bytearray(self.original)
        self.new_size = self.size
        self.rnd = rnd

    def get(self, at):
        return struct.unpack_from("<I", self.bytes, at)[0]

    def put(self, at, value):
        struct.pack_into("<I", self.bytes, at, value & 0xffffffff)

    def nasty(self, old):
        kind = self.rnd.randrange(4)
        if kind == 0:
            return old + self.rnd.choice([-16, -4, -1, 1, 4, 16, 20])
        if kind == 1:
            return old ^ 1 << self.rnd.randrange(32)
        if kind == 2:
            return self.rnd.getrandbits(32)
        return self.rnd.choice(NASTY)

    def entries(self):
        """Offsets of the entries, as the unspoilt part of the table has them."""
        num = min(self.get(4), (self.size - 16) // 4)
        offsets = [self.get(16 + 4 * i) for i in range(num)]
        return [o for o in offsets if o % 4 == 0 and 16 <= o <= self.size - 4]

    def word(self):
        """Spoil any word."""
        at = 4 * self.rnd.randrange(self.size // 4)
        self.put(at, self.nasty(self.get(at)))

    def byte(self):
        """Spoil any byte: 'status' and 'num_of_vrings' are some."""
        self.bytes[self.rnd.randrange(self.size)] = self.rnd.getrandbits(8)

    def offsets(self):
        """Let an entry begin elsewhere, maybe within another one."""
        num = max(1, min(self.get(4), (self.size - 16) // 4))
        at = 16 + 4 * self.rnd.randrange(num)
        value = self.rnd.choice([self.nasty(self.get(at)),
                                 4 * self.rnd.randrange(self.size // 4),
                                 self.size - self.rnd.randrange(32)])
        self.put(at, value)

    def type(self):
        """Take an entry for one of another type (0 to 3, vendor, unknown)."""
        entries = self.entries()
        if entries:
            self.put(self.rnd.choice(entries),
                     self.rnd.choice([0, 1, 2, 3, 4, 128, 512, 0xffffffff]))

    def vdev(self):
        """Spoil a field of a vdev, its vrings included."""
        vdevs = [e for e in self.entries()
                 if self.get(e) == 3 and e + 28 <= self.size]
        if not vdevs:
            return
        at = self.rnd.choice(vdevs)
        field = self.rnd.randrange(4, min(68, self.size - at))
        if 24 <= field < 28:
            self.bytes[at + field] = self.rnd.choice(
                [0, 1, 2, 3, 4, 127, 128, 255, self.rnd.getrandbits(8)])
        else:
            field &= ~3
            self.put(at + field, self.nasty(self.get(at + field)))

    def cut(self):
        """End the section earlier."""
        self.new_size = self.rnd.randrange(self.size)

    def mutate(self):
        kinds = [self.word, self.byte, self.offsets, self.type, self.vdev,
                 self.vdev, self.vdev, self.cut]
        while (self.bytes, self.new_size) == (self.original, self.size):
            for _ in range(self.rnd.choice([1, 1, 1, 2, 3, 5])):
                self.rnd.choice(kinds)()

    def patch(self):
        """Pairs of offset and bytes that write the table to the file."""
        return [(self.offset, bytes(self.bytes)),
                (self.header + 20, struct.pack("<I", self.new_size))]


def make_patch(elf, seed):
    table = Table(elf, random.Random(seed))
    table.mutate()
    return table.patch()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("elf")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--where", action="store_true")
    parser.add_argument("-o", dest="out")
    args = parser.parse_args()

    elf = Elf(args.elf)
    if args.where:
        print("table", *elf.section(elf.headers[".resource_table"]))
        print("seed", elf.section(elf.headers[".variant"])[0])
        return
    if args.seed is None:
        die("which --seed? (or --where)")
    if args.out:
        data = bytearray(elf.data)
        for offset, new in make_patch(elf, args.seed):
            data[offset:offset + len(new)] = new
        with open(args.out, "wb") as f:
            f.write(data)
        return
    for seed in range(args.seed, args.seed + args.count):
        print(seed, *(f"{offset} {new.hex()}"
                      for offset, new in make_patch(elf, seed)))


if __name__ == "__main__":
    main()

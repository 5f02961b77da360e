#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Is a patch a pure move of lines? Prints what it changes beside that, a line each.

  moved.py PATCH

A line that is added has to be one that is removed, as git diff --color-moved has it. Not
counted is what a move cannot do without: the head of a new file, #include lines and include
guards, forward declarations of structures, the prototype of a function that is defined
among these lines, "static" that comes or goes, empty lines, and objects in a Makefile.
"""
import collections
import re
import sys

HEADER = re.compile(r'''^(\s*$ | \#\s*include\b | \#\s*(ifndef|define)\s\w+_H_*$ | \#\s*endif\b
                     | \s*(/\*|\*/?)$ | (struct|enum|union)\s\w+;$
                     | [\w-]+-(\$\(\w+\)|y|objs)\s*[:+]?= | \s+\w+\.o(\s\\)?$)''', re.X)
COMMENT = re.compile(r'//|/\*| \*')


def plain(line):
    """Without what a move changes in a function's first line."""
    return re.sub(r'\s+', ' ', line.removeprefix('static ')).strip()


def changed(patch):
    """The lines removed, and those added but for the comment that a new file begins with."""
    removed, added, within, new, head = [], [], False, False, False
    for line in patch.splitlines():
        if line.startswith('diff --git '):
            within = new = False
        elif line == '--- /dev/null':
            new = True
        elif line.startswith('@@ '):
            within, head = True, new
        elif within and line.startswith('-'):
            removed.append(line[1:])
        elif within and line.startswith('+'):
            head = head and COMMENT.match(line[1:])
            if not head:
                added.append(line[1:])
    return removed, added


# A function's head, over one line or more; with a semicolon it is a prototype.
HEAD = re.compile(r'^((?:\w+[ \t\n*]+)+\*?\w+\([^;{}()]*\))(;?)$', re.M)


def heads(lines):
    """The lines with each head as one, whatever its line breaks; prototypes apart."""
    prototypes = []

    def one(match):
        head = plain(match[1].replace('\n', ' ').replace('extern ', ''))
        if not match[2]:
            return head
        prototypes.append(head)
        return ''

    return HEAD.sub(one, '\n'.join(lines)).splitlines(), prototypes


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        removed, added = changed(file.read())
    left, declared = {}, {}
    left['-'], declared['-'] = heads(removed)
    left['+'], declared['+'] = heads(added)
    counts = collections.Counter(map(plain, left['-']))
    counts.subtract(map(plain, left['+']))
    for sign, lines in left.items():
        for line in lines:
            more = counts[plain(line)] > 0 if sign == '-' else counts[plain(line)] < 0
            if more and not HEADER.match(line):
                counts[plain(line)] += -1 if sign == '-' else 1
                print(sign + line)
        other = declared['+' if sign == '-' else '-']
        for head in declared[sign]:
            if head not in other and head not in left['-'] and head not in left['+']:
                print(sign + head + ';')


main()

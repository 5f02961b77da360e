#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What the series changes for builders of a kernel with it, or of modules for that
kernel: exported symbols, Kconfig options, what include/ declares. As the table of
docs/distributions.md, read from the commits. scripts/abi.sh calls it.

  abi.py [--write] NAME:REPOSITORY:FROM:TO...

NAME is that of a base; FROM..TO there is the series, with what that base needs first.
Prints the table, or with --write puts it into docs/distributions.md in place of the one there.
"""
import argparse
import os
import re
import subprocess
import sys

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../docs/distributions.md')
BEGIN, END = '<!-- scripts/abi.py -->\n', '<!-- end -->\n'
EXPORT = re.compile(r'^EXPORT_SYMBOL(?:_(GPL|NS|NS_GPL))?\((\w+)', re.M)


class Side:
    """The files that the series touches, as one commit has them."""

    def __init__(self, repository, commit, paths):
        self.files = {}
        for path in paths:
            run = subprocess.run(['git', '-C', repository, 'show', f'{commit}:{path}'],
                                 capture_output=True, text=True, check=False)
            if run.returncode == 0:
                self.files[path] = run.stdout

    def exports(self):
        """{symbol: its license and signature}"""
        found = {}
        for path, text in self.files.items():
            if not path.endswith('.c'):
                continue
            code = uncomment(text)
            for kind, name in EXPORT.findall(code):
                macro = 'EXPORT_SYMBOL' + ('_' + kind if kind else '')
                found[name] = f'{macro}: {signature(code, name)}'
        return found

    def options(self):
        """{option: set of what defines it, but for its texts}"""
        found = {}
        for path, text in self.files.items():
            if os.path.basename(path).startswith('Kconfig'):
                found.update(options(text))
        return found

    def declarations(self):
        """{(path, name): text} of the headers that others may use"""
        found = {}
        for path, text in self.files.items():
            if path.startswith('include/') and path.endswith('.h'):
                for name, body in declarations(text):
                    found[path, name] = body
        return found


def uncomment(text):
    return re.sub(r'/\*.*?\*/|//[^\n]*', ' ', text, flags=re.S)


def flat(text):
    return re.sub(r'\s+', ' ', text).strip()


def signature(code, name):
    found = re.search(rf'^([a-z][^;{{}}#]*?\b{name}\([^;{{}}]*\))\s*\{{', code, re.M | re.S)
    return flat(found.group(1)) if found else name


def options(text):
    found, name, helps = {}, None, None
    for line in text.splitlines():
        if re.match(r'(menu)?config \w+', line):
            name, helps = line.split()[1], None
            found[name] = set()
        elif line and not line[0].isspace():
            name = None
        elif name and line.strip():
            depth = len(line.expandtabs()) - len(line.expandtabs().lstrip())
            if helps is not None and (helps == 0 or depth >= helps):
                helps = helps or depth
                continue
            helps = None
            if line.strip() == 'help':
                helps = 0
            else:
                # A prompt is a text, not a setting.
                found[name].add(re.sub(r'^(bool|tristate|prompt) ".*?"', r'\1', line.strip()))
    return found


def declarations(text):
    """(name, text) of everything at the top level of a header."""
    code = re.sub(r'\\\n', ' ', uncomment(text))
    for name, value in re.findall(r'^#\s*define\s+(\w+)(.*)$', code, re.M):
        yield name, flat(value)
    code = re.sub(r'^#.*$', '', code, flags=re.M)
    depth, begin = 0, 0
    for i, char in enumerate(code):
        if char in '{(':
            depth += 1
        elif char in '})':
            depth -= 1
        ends = depth == 0 and (char == ';' or char == '}' and
                               re.search(r'\)\s*\{', code[begin:i]) and
                               not re.match(r'\s*(struct|union|enum)\s+\w+\s*\{', code[begin:i]))
        if ends:
            chunk, begin = flat(code[begin:i + 1]), i + 1
            kind = re.match(r'(struct|union|enum) (\w+)\s*\{', chunk)
            function = re.search(r'\b(\w+)\s*\(', chunk)
            if kind:
                yield f'{kind.group(1)} {kind.group(2)}', chunk
            elif function:
                yield f'{function.group(1)}()', chunk


def members(text):
    """{name: declaration} of a struct's, in their order"""
    body = text[text.index('{') + 1:text.rindex('}')]
    found = {}
    for member in body.split(';'):
        name = re.search(r'\(\*(\w+)\)|(\w+)\s*(?:\[[^]]*\]\s*)*(?::\s*\d+\s*)?$', member.rstrip())
        if name:
            found[name.group(1) or name.group(2)] = flat(member)
    return found


def quoted(words):
    return ', '.join(f'`{word}`' for word in words)


def sign(added, removed):
    parts = []
    if added:
        parts.append(f'new: {quoted(added)}')
    if removed:
        parts.append(f'gone: {quoted(removed)}')
    return '; '.join(parts)


def struct_change(old, new):
    old, new = members(old), members(new)
    text = sign([m for m in new if m not in old], [m for m in old if m not in new])
    changed = [m for m in new if m in old and new[m] != old[m]]
    if changed:
        text += ('; ' if text else '') + f'changed: {quoted(changed)}'
    return text or 'members in another order'


def changes(repository, start, last):
    """Rows (kind, name, change), in the order of kinds and names"""
    names = subprocess.run(['git', '-C', repository, 'diff', '--name-only', '--no-renames',
                            start, last], capture_output=True, text=True, check=True).stdout
    old, new = (Side(repository, commit, names.split()) for commit in (start, last))
    rows = []

    before, after = old.exports(), new.exports()
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            rows.append(('exported symbol', name, f'new, `{after[name].partition(":")[0]}`'))
        elif name not in after:
            rows.append(('exported symbol', name, 'gone'))
        elif before[name] != after[name]:
            rows.append(('exported symbol', name, f'was `{before[name]}`, is `{after[name]}`'))

    before, after = old.options(), new.options()
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            rows.append(('Kconfig', name, f'new: {quoted(sorted(after[name]))}'))
        elif name not in after:
            rows.append(('Kconfig', name, 'gone'))
        elif before[name] != after[name]:
            rows.append(('Kconfig', name, sign(sorted(after[name] - before[name]),
                                               sorted(before[name] - after[name]))))

    before, after = old.declarations(), new.declarations()
    for path, name in sorted(before.keys() | after.keys()):
        was, now = before.get((path, name)), after.get((path, name))
        header = path.removeprefix('include/')
        if was is None:
            rows.append((header, name, 'new'))
        elif now is None:
            rows.append((header, name, 'gone'))
        elif was != now:
            if name.startswith('struct '):
                text = struct_change(was, now)
            elif now.startswith('static inline'):
                text = 'same arguments, another body' \
                    if was.partition('{')[0] == now.partition('{')[0] else 'changed'
            else:
                text = f'was `{was}`, is `{now}`'
            rows.append((header, name, text))
    return rows


def table(bases):
    """bases: {name: rows}"""
    order = []
    for rows in bases.values():
        order += [row for row in rows if row not in order]
    kinds = list(dict.fromkeys(['exported symbol', 'Kconfig'] + [row[0] for row in order]))
    lines = [f'| kind | name | change | {" | ".join(bases)} |', '|---|---|---|' + '---|' * len(bases)]
    for kind in kinds:
        found = [row for row in order if row[0] == kind]
        for row in found:
            marks = ' | '.join('yes' if row in rows else 'no' for rows in bases.values())
            lines.append(f'| {row[0]} | `{row[1]}` | {row[2]} | {marks} |')
    for kind, word in (('exported symbol', 'gone'), ('exported symbol', 'was')):
        if not any(row[0] == kind and row[2].startswith(word) for row in order):
            what = {'gone': 'gone', 'was': 'with another signature or license'}[word]
            lines.append(f'| {kind} | none | {what} | {" | ".join("yes" for _ in bases)} |')
    return '\n'.join(lines) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--write', action='store_true')
    parser.add_argument('bases', nargs='+', metavar='NAME:REPOSITORY:FROM:TO')
    options_ = parser.parse_args()
    bases = {}
    for base in options_.bases:
        name, repository, start, last = base.split(':')
        bases[name] = changes(repository, start, last)
    text = table(bases)
    if not options_.write:
        print(text, end='')
        return 0
    with open(PAGE, encoding='utf-8') as file:
        head, _, rest = file.read().partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not end:
        print(f'docs/distributions.md: expected {BEGIN.strip()} and {END.strip()}', file=sys.stderr)
        return 1
    with open(PAGE, 'w', encoding='utf-8') as file:
        file.write(head + BEGIN + text + END + tail)
    return 0


if __name__ == '__main__':
    sys.exit(main())

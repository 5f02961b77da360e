#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
#
# packages: cmark-gfm
"""The pages in docs/ are true: the commands and log lines of docs/board.md are those
that the guest test board-page runs and waits for, each error that the page explains is
one that the named guest test provokes, the files that the pages name are there, each
example of the binding has its guest test, each fix its row in docs/fixes.md, and each
command of make help its row in README.md. README.md is short, renders without a flaw as
GitHub renders it, its quick start is what make newcomer runs, and each picture is that of
its text.
"""
import glob
import hashlib
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, '../..')
sys.path.insert(0, os.path.join(HERE, '..'))
import guesttest  # noqa: E402 (the path above)


def read(path):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        return file.read()


def guest(name):
    return guesttest.GuestTest(os.path.join(TOP, 'testbed/guest/tests', name + '.sh'))


class Board(unittest.TestCase):
    def test_blocks(self):
        """A block '<!-- board-page: NAME -->' is the here-document /tmp/NAME of the test."""
        script = read('testbed/guest/tests/board-page.sh')
        here = dict(re.findall(r"^cat > /tmp/([\w-]+) <<'END'\n(.*?)^END$", script, re.M | re.S))
        shown = re.findall(r'<!-- board-page: ([\w-]+) -->\n\n((?:    .*\n)+)',
                           read('docs/board.md'))
        self.assertEqual(sorted(here), sorted(name for name, _ in shown))
        for name, text in shown:
            self.assertEqual(re.sub('^    ', '', text, flags=re.M), here[name], name)

    def test_errors(self):
        rows = re.findall(r'^\| `(.+?)` \|.*\| `([\w-]+)` \|$', read('docs/board.md'), re.M)
        self.assertGreater(len(rows), 8)
        for message, name in rows:
            log = guest(name).log
            self.assertTrue(any(re.search(regex, message) for regex in log),
                            f'{name} does not provoke: {message}')


class Examples(unittest.TestCase):
    def test_each_is_booted(self):
        binding = read('Documentation/devicetree/bindings/remoteproc/rproc-virtio.yaml')
        count = len(re.findall(r'^  - \|$', binding.split('\nexamples:\n')[1], re.M))
        self.assertGreater(count, 5)
        for number in range(1, count + 1):
            self.assertEqual(guest(f'dt-example-{number}').dt, f'example-{number}')


def subject(patch):
    line = re.search(r'^Subject: \[PATCH\] (.*(?:\n .*)*)', read(f'patches/{patch}'), re.M)[1]
    return line.replace('\n ', ' ')


class Fixes(unittest.TestCase):
    # The first topic that is no fix any more, the first one behind it that is again, and
    # those behind that one that are none.
    REST = 'vdev-split'
    AFTER = 'vdev-checks'
    NONE = {'remoteproc-user', 'virtio-services', 'message-path'}

    def fixes(self):
        series = read('patches/series').split()
        topics = [os.path.dirname(patch) for patch in series]
        return series[:topics.index(self.REST)] + [
            patch for patch in series[topics.index(self.AFTER):] if os.path.dirname(patch) not in self.NONE]

    def test_rows(self):
        """A row begins with the number of a patch and its subject; a heading names the topic."""
        rows, heading = [], None
        for line in read('docs/fixes.md').splitlines():
            if line.startswith('## '):
                heading = line[3:]
            found = re.match(r'\| ((?:[\d.]+/)?\d{4}) (.+?) \|', line)
            if found:
                rows.append((found[1] if '/' in found[1] else f'{heading}/{found[1]}') + ' ' + found[2])
        fixes = self.fixes()
        patches = os.path.join(TOP, 'patches')
        for base in sorted(name for name in os.listdir(patches) if re.fullmatch(r'\d+\.\d+', name)):
            fixes += re.findall(r'^(\S+\.patch)', read(f'patches/{base}/series'), re.M)
            fixes = [patch if '/' in patch else f'{base}/{patch}' for patch in fixes]
        self.assertEqual(rows, [f"{re.match('.*/[0-9]{4}', patch)[0]} {subject(patch)}" for patch in fixes])

    def test_count(self):
        """How many fixes have a Fixes: tag, and how many have none."""
        fixes = self.fixes()
        tagged = sum(1 for patch in fixes if re.search('^Fixes: ', read(f'patches/{patch}'), re.M))
        self.assertIn(f'{tagged} of the {len(fixes)} patches have one. Of the other {len(fixes) - tagged},',
                      read('docs/fixes.md').replace('\n', ' '))

    def test_tests(self):
        """What a row's third cell names is a guest test."""
        tests = re.findall(r'^\| (?:[\d.]+/)?\d{4} [^|]+\|[^|]+\|([^|]+)\|', read('docs/fixes.md'), re.M)
        for name in {name for cell in tests for name in re.findall('`(.+?)`', cell)}:
            self.assertTrue(os.path.exists(os.path.join(TOP, f'testbed/guest/tests/{name}.sh')), name)


def pages():
    return [os.path.relpath(path, TOP) for pattern in ('*.md', 'docs/*.md', 'testbed/*/*.md')
            for path in sorted(glob.glob(os.path.join(TOP, pattern)))]


class Pages(unittest.TestCase):
    def test_rendered(self):
        """Nothing is struck through, no table stays text, no link lacks its other half."""
        for page in pages():
            html = subprocess.run(['cmark-gfm', '-e', 'table', '-e', 'strikethrough', '-e', 'autolink',
                                   os.path.join(TOP, page)], capture_output=True, text=True, check=True).stdout
            text = re.sub(r'<(pre|code)\b.*?</\1>', '', html, flags=re.S)
            self.assertNotIn('<del>', text, page)
            self.assertNotRegex(text, r'(?m)^(<p>)?\|', f'{page}: a table is not one')
            self.assertNotIn('](', text, f'{page}: a link is not one')
            self.assertEqual(html.count('<table>'), len(re.findall(r'(?m)^\|[-| ]*-[-| ]*\|$', read(page))), page)

    def test_readme(self):
        text = read('README.md')
        self.assertLessEqual(text.count('\n'), 150)
        targets = set(re.findall(r'^#: make ([a-z]+) ', read('Makefile'), re.M))
        self.assertEqual(targets - set(re.findall(r'`make ([a-z]+)', text)), set())

    def test_quick_start(self):
        """scripts/newcomer.sh runs the commands of the quick start, quietly and unasked."""
        block = re.search(r'^## Quick start\n\n[^\n]+\n\n((?:    .+\n)+)', read('README.md'), re.M)[1]
        shown = [command.strip() for line in block.splitlines() for command in line.split('&&')]
        script = re.search(r'^quiet\(\) .*\n((?:.+\n)+?)END$', read('scripts/newcomer.sh'), re.M)[1]
        ran = [re.sub(r'^(\[ "\$1" != check \] \|\| )?(run (quiet )?)?', '', line) for line in script.splitlines()]
        for here, there in (' -q', ''), (' -y', ''), ('/srv/rproc-vdev.git', 'URL'), ('"$@"', 'check'):
            ran = [command.replace(here, there) for command in ran]
        self.assertEqual(shown, ran)

    def test_topics(self):
        """The picture of the topics is that of their cover letters."""
        now = subprocess.run([os.path.join(TOP, 'scripts/docs.sh'), 'topics'],
                             check=True, capture_output=True, text=True).stdout
        self.assertEqual(read('docs/pictures/topics.dot'), now, 'scripts/docs.sh pictures')

    def test_pictures(self):
        texts = [path for end in ('dot', 'dat')
                 for path in glob.glob(os.path.join(TOP, f'docs/pictures/*.{end}'))]
        self.assertGreater(len(texts), 4)
        for path in texts:
            with open(path, 'rb') as file:
                checksum = hashlib.sha256(file.read()).hexdigest()[:16]
            self.assertIn(f'<!-- drawn from {checksum} -->', read(path[:-len('dot')] + 'svg'),
                          f'{path}: scripts/docs.sh pictures')


class Files(unittest.TestCase):
    def test_they_are_there(self):
        for page in pages():
            text = read(page)
            links = re.findall(r'\]\((?!https?:)([^)#]+)', text)
            names = re.findall(r'`((?:scripts|testbed|docs|arch|drivers|Documentation)/[\w./,@-]+)`',
                               text)
            for name in links:
                path = os.path.join(TOP, os.path.dirname(page), name)
                self.assertTrue(os.path.exists(path), f'{page}: {name}')
            for name in names:
                # What the series changes is in the kernel, and only as a patch here.
                if 'NAME' in name:
                    continue
                if name.startswith(('arch/', 'drivers/', 'Documentation/')):
                    known = any(name in read(f'patches/{patch}')
                                for patch in read('patches/series').split())
                else:
                    known = os.path.exists(os.path.join(TOP, name))
                self.assertTrue(known, f'{page}: {name}')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

# SPDX-License-Identifier: GPL-2.0-only
"""A guest test: the settings in the head of its file, and one run of it."""
import math
import os
import re
import subprocess
import sys

import judge

HERE = os.path.dirname(os.path.abspath(__file__))
SLOW = {'use': 1, 'debug': 4, 'rt': 2, 'gcov': 2}


def load():
    """How many times slower this machine is because others work on it too."""
    return max(1, os.getloadavg()[0] / os.cpu_count())


SILENCE = 30     # seconds without a line that mean a hang
FIELD = re.compile(r'^# (board|dt|append|timeout|kernel|loops|log|says|kunit): *(.*?) *$')
# What begins a paragraph of them, right or wrong.
WORD = re.compile(r'^# [\w-]+ ?:')
VALUES = {'kernel': 'plain|debug', 'timeout': r'\d+', 'loops': r'\d+ \d+'}


def fields(path):
    """(key, value) of the settings in the head of a file: a paragraph, which has nothing else."""
    with open(path, encoding='utf-8') as lines:
        begins = within = False
        for line in lines:
            if not line.startswith('#'):
                return
            line = line.rstrip('\n')
            field = FIELD.match(line)
            within = line != '#' and (within or bool(field) or begins and bool(WORD.match(line)))
            begins = line == '#'
            if field and re.fullmatch(VALUES.get(field[1], '.*'), field[2]):
                yield field.groups()
            elif within:
                raise ValueError(f'{path}: expected a setting of docs/tests.md, found: {line}')


def allowed_at_boot():
    """Kernel messages of this board that are no test's doing."""
    with open(os.path.join(HERE, 'kernel/log.allow'), encoding='utf-8') as lines:
        return [line.rstrip('\n') for line in lines if line.strip() and not line.startswith('#')]


def in_one_piece(lines):
    """Without lines of other threads within a header, which kunit.py does not expect."""
    within = False
    for line in lines:
        if within and re.search(r'\]\s+(# Subtest: |1\.\.\d)', line):
            within = False
        if not within:
            yield line
        if re.search(r'\]\s+KTAP version 1$', line):
            within = True


def judge_kunit(tree, log):
    """What the kernel's own reader of unit tests has against a console."""
    with open(log, encoding='utf-8', errors='replace') as lines:
        text = ''.join(in_one_piece(lines))
    run = subprocess.run([sys.executable, os.path.join(tree, 'tools/testing/kunit/kunit.py'),
                          'parse'], input=text, capture_output=True, text=True)
    if not run.returncode:
        return []
    lines = [re.sub(r'\x1b\[[0-9;]*m', '', line) for line in run.stdout.splitlines()]
    bad = [line for line in lines if re.search(r'\[(FAILED|CRASHED|ERROR)\]', line)]
    return [f'kunit.py: {line}' for line in bad or lines[-1:] or run.stderr.splitlines()[-1:]]


class GuestTest:
    def __init__(self, path):
        self.name = os.path.basename(path)[:-len('.sh')]
        self.board, self.dt, self.append, self.kernel, self.kunit = '', 'legacy', '', '', ''
        self.timeout, self.loops, self.soak_loops = 60, None, None
        self.log, self.says = [], []
        for key, value in fields(path):
            if key in ('log', 'says'):
                getattr(self, key).append(value)
            elif key == 'timeout':
                self.timeout = int(value)
            elif key == 'loops':
                self.loops, self.soak_loops = (int(n) for n in value.split())
            else:
                setattr(self, key, value)

    def runs_on(self, flavour):
        return not self.kernel or self.kernel == {'use': 'plain', 'gcov': 'debug'}.get(flavour, flavour)

    def run(self, kernel, log, soak=False, count=None, seed=None):
        """Boot and judge: (Verdict, seconds, lines)."""
        slow = math.ceil(SLOW[kernel.flavour] * load())
        timeout = self.timeout * slow
        loops = self.soak_loops if soak else self.loops
        if count and self.loops:
            loops = count
        append = f'{self.append} testbed.test={self.name} testbed.slow={slow}'
        if loops:
            append += f' testbed.loops={loops}'
            timeout *= max(1, loops / self.loops)
        if seed is not None:
            append += f' testbed.seed={seed}'
        if self.kunit:
            append += f' kunit.enable=1 kunit.filter_glob={self.kunit}'
        lines, seconds, ended = kernel.run(self.board, self.dt, append, timeout,
                                           SILENCE * slow, log)
        verdict = judge.judge(lines, self.log + self.says + allowed_at_boot(), self.says)
        if self.kunit and verdict.skipped is None:
            verdict.reasons += judge_kunit(kernel.tree, log)
        if ended:
            verdict.reasons.insert(0, ended)
        return verdict, seconds, lines


def find(folder):
    tests = []
    for name in sorted(os.listdir(folder)):
        if name.endswith('.sh'):
            tests.append(GuestTest(os.path.join(folder, name)))
    return tests

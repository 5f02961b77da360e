#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The check runs the selected tests, in a good order, and its files have the results."""
import json
import os
import sys
import tempfile
import threading
import types
import unittest
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import check     # noqa: E402 (the path above)
import guesttest  # noqa: E402
import hosttest  # noqa: E402
import report    # noqa: E402
import schedule  # noqa: E402

HERE = os.path.dirname(os.path.abspath(check.__file__))


class Choice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.guest = guesttest.find(os.path.join(HERE, 'guest/tests'))
        cls.host = hosttest.find()

    def runs(self, test=None, flavours=('use', 'debug'), series='yes', soak=False):
        options = types.SimpleNamespace(base='6.12', series=series, test=test, soak=soak,
                                        flavours=list(flavours))
        return check.choose(options, self.guest, self.host)

    def test_patterns(self):
        names = [test.name for test in self.guest + self.host]
        for patterns, wanted in ((['judge'], ['judge']),
                                 (['dt-*'], [n for n in names if n.startswith('dt-')]),
                                 (['kunit', 'judge'], ['kunit', 'judge']),
                                 (['d*', 'dt-*'], [n for n in names if n.startswith('d')])):
            found, unknown = check.select(self.guest + self.host, patterns)
            self.assertEqual(([test.name for test in found], unknown), (wanted, []))
        self.assertEqual(check.select(self.guest, ['no-such', 'dt-*', 'x*'])[1], ['no-such', 'x*'])

    def test_a_name_is_run_on_both_kernels(self):
        self.assertEqual([run.name for run in self.runs(['legacy'])],
                         ['legacy 6.12-use', 'legacy 6.12-debug'])
        self.assertEqual([run.name for run in self.runs(['legacy'], ['use'])], ['legacy 6.12-use'])

    def test_all(self):
        runs = self.runs()
        self.assertEqual([run.test.name for run in runs if run.where == 'host'],
                         [test.name for test in self.host])
        self.assertEqual({run.test.name for run in runs if run.where == '6.12-debug'},
                         {name for name in check.share()
                          if any(t.name == name and t.runs_on('debug') for t in self.guest)})
        self.assertFalse([run for run in self.runs(series='none') if run.where == 'host'])

    def test_no_kernel_for_host_tests(self):
        self.assertEqual(check.goals(self.runs(['judge', 'shellcheck'])), ([], []))
        self.assertEqual(check.goals(self.runs(['lint', 'patch'])), (['bases', 'tree-quiet'], []))

    def test_kernels(self):
        self.assertEqual(check.goals(self.runs(['legacy'])), (['bench-use'], ['debug']))
        self.assertEqual(check.goals(self.runs(['legacy', 'lint'], ['debug'])),
                         (['tree-quiet'], ['debug']))
        self.assertEqual(check.goals(self.runs(['legacy'], ['debug'])), (['bench-debug'], []))
        self.assertEqual(check.goals(self.runs(['legacy'], ['use'])), (['bench-use'], []))

    def test_what_waits_for_a_kernel(self):
        runs = {run.name: run.needs({'debug'}) for run in self.runs(['legacy', 'bisect', 'judge'])}
        self.assertEqual(runs, {'legacy 6.12-use': set(), 'legacy 6.12-debug': {'debug'},
                                'bisect host': {'debug'}, 'judge host': set()})


class Packages(unittest.TestCase):
    def test_missing(self):
        """A test whose package cannot be installed fails with that reason; it is
        not run."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x.sh')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('#!/bin/sh\n# packages: no-such-package-there-is dpkg\ntouch "$0.ran"\n')
            os.chmod(path, 0o755)
            test, = hosttest.find(folder)
            self.assertEqual(test.missing(), ['no-such-package-there-is'])
            reasons, _, _ = test.run('6.12', os.path.join(folder, 'log'))
            self.assertIn('needs no-such-package-there-is', reasons[0])
            self.assertFalse(os.path.exists(path + '.ran'))

    def test_unknown_need(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x.sh')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('#!/bin/sh\n# needs: moon\n')
            with self.assertRaisesRegex(ValueError, 'moon'):
                hosttest.HostTest(path)


class Order(unittest.TestCase):
    def run_jobs(self, slots, *jobs):
        """The names in the order of their starts: NAME SECONDS NEEDS GIVES SUCCESS."""
        started, made = [], []
        lock = threading.Lock()

        def job(name, seconds, needs=(), gives=None, success=True):
            def note(word):
                with lock:
                    started.append(word)
                return success
            made.append(schedule.Job(lambda: note(name), seconds, needs, gives,
                                     lambda word: note(f'{name} without {word}')))
        for one in jobs:
            job(*one)
        schedule.Schedule(made, slots).run()
        return started

    def test_longest_first(self):
        self.assertEqual(self.run_jobs(1, ('a', 1), ('b', 3), ('c', 2)), ['b', 'c', 'a'])

    def test_a_build_comes_first_and_others_wait(self):
        self.assertEqual(self.run_jobs(1, ('a', 9, ['k']), ('b', 3), ('k', 1, [], 'k')),
                         ['k', 'a', 'b'])

    def test_others_run_meanwhile(self):
        built, ran = threading.Event(), threading.Event()
        order = []
        jobs = [schedule.Job(lambda: ran.wait(20) and (order.append('k') or built.set() or True),
                             5, gives='k'),
                schedule.Job(lambda: order.append('debug'), 9, ['k']),
                schedule.Job(lambda: order.append('use') or ran.set(), 1)]
        schedule.Schedule(jobs, 2).run()
        self.assertEqual(order, ['use', 'k', 'debug'])

    def test_a_build_that_fails(self):
        self.assertEqual(self.run_jobs(2, ('a', 9, ['k']), ('k', 1, [], 'k', False))[1],
                         'a without k')

    def test_an_error_is_not_lost(self):
        def bad():
            raise ValueError('bad')
        with self.assertRaisesRegex(ValueError, 'bad'):
            schedule.Schedule([schedule.Job(bad, 1), schedule.Job(bad, 2)], 1).run()

    def test_left(self):
        plan = schedule.Schedule([schedule.Job(None, n) for n in (5, 4, 3, 2)], 2)
        self.assertEqual(plan.left(), 7)


class Files(unittest.TestCase):
    def test_written(self):
        with tempfile.TemporaryDirectory() as folder:
            out = report.Report(3, folder)
            stdout, sys.stdout = sys.stdout, open(os.devnull, 'w', encoding='utf-8')
            try:
                out.result('good', 'use', 1.5, [], ['x'], os.path.join(folder, 'a.log'))
                out.result('bad', 'use', 2, ['not ok 1 <x>', 'more'], ['tail \x1b[31m'],
                           os.path.join(folder, 'b.log'))
                out.result('none', 'host', 0, [], [], os.path.join(folder, 'c.log'), 'no kmemleak')
            finally:
                sys.stdout.close()
                sys.stdout = stdout
            self.assertEqual((out.passed, out.failed), (2, 1))
            out.write(os.path.join(folder, 'results'), {'base': '6.12'})
            with open(os.path.join(folder, 'results.json'), encoding='utf-8') as file:
                found = json.load(file)
            self.assertEqual((found['base'], found['passed'], found['failed']), ('6.12', 2, 1))
            self.assertEqual([test['name'] for test in found['tests']], ['good', 'bad', 'none'])
            suites = xml.parse(os.path.join(folder, 'results.xml')).getroot()
            use = suites.find('testsuite[@name="use"]')
            self.assertEqual((use.get('tests'), use.get('failures')), ('2', '1'))
            failure = use.find('testcase[@name="bad"]/failure')
            self.assertEqual(failure.get('message'), 'not ok 1 <x>')
            self.assertIn('more', failure.text)
            self.assertEqual(suites.find('testsuite/testcase/skipped').get('message'),
                             'no kmemleak')

    def test_durations(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'new/durations.json')
            report.Durations(path).write([{'name': 'a', 'where': 'host', 'seconds': 2.04, 'reasons': []},
                                          {'name': 'b', 'where': 'host', 'seconds': 9, 'reasons': ['x']}])
            known = report.Durations(path)
            self.assertEqual((known.get('a host', 0), known.get('b host', 7)), (2.0, 7))
            with open(path, 'w', encoding='utf-8') as file:
                file.write('{half of')
            self.assertEqual(report.Durations(path).get('a host', 1), 1)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

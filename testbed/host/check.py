#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The check runs the selected tests, in a good order, and its files have the results."""
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
import unittest
import unittest.mock
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

    @staticmethod
    def options(test=None, flavours=('use', 'debug'), series='yes', soak=False):
        return types.SimpleNamespace(base='6.12', series=series, test=test, soak=soak,
                                     flavours=list(flavours))

    def runs(self, *chosen, **options):
        return check.choose(self.options(*chosen, **options), self.guest, self.host)

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
                         {name for name in check.share('debug')
                          if any(t.name == name and t.runs_on('debug') for t in self.guest)})
        self.assertFalse([run for run in self.runs(series='none') if run.where == 'host'])
        self.assertEqual([run.test.name for run in self.runs(flavours=['rt'])],
                         [test.name for test in self.guest if test.name in check.share('rt')])

    def dropped(self, *patterns, **options):
        options = self.options(test=list(patterns), **options)
        return check.without_run(options, check.choose(options, self.guest, self.host), self.guest,
                                 self.host)

    def test_no_pattern_is_dropped(self):
        self.assertEqual(self.dropped('dt-*', 'kunit', 'd*', 'judge'), [])
        self.assertEqual(self.dropped('dt-*', 'd*', flavours=['use']), [])
        self.assertEqual(self.dropped('dt-*', 'kunit', flavours=['use']),
                         ['T=kunit: expected a test for the kernel use, found kunit (kernel: debug)'])
        self.assertEqual(self.dropped('judge', 'legacy', soak=True),
                         ['T=judge: expected a guest test for make soak, found the host test judge'])

    def test_host_tests_are_of_the_series(self):
        self.assertEqual(self.dropped('legacy', 'q*', series='none'),
                         ['T=q*: expected a guest test for SERIES=none, found the host test quick'])
        self.assertFalse([run for run in self.runs(['d*'], series='none') if run.where == 'host'])

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


class Heads(unittest.TestCase):
    @staticmethod
    def made(*head):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x.sh')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('\n'.join(['#!/bin/sh', '# SPDX-License-Identifier: GPL-2.0-only', '#',
                                      '# What it does: this, and for the', '# kernel exchange messages.', *head,
                                      '. /lib/rproc.sh', '# dts: not the head']))
            return guesttest.GuestTest(path)

    def test_good(self):
        test = self.made('#', '# dt: vdev0', '# timeout: 40', '# kernel: debug', '# loops: 3 100')
        self.assertEqual((test.dt, test.timeout, test.loops, test.soak_loops), ('vdev0', 40, 3, 100))
        self.assertTrue(test.runs_on('debug') and not test.runs_on('use'))

    def test_misspelt(self):
        for line in ('# dts: x', '# Timeout: 40', '# kernel: use', '# timeout: long', '# loops: 3',
                     '# log : x', '# prose after all'):
            with self.assertRaisesRegex(ValueError, 'x.sh: expected a setting'):
                self.made('#', '# dt: vdev0', line)
        for line in '# dts: x', '# Timeout: 40', '# kernel: use':
            with self.assertRaisesRegex(ValueError, line):
                self.made('#', line)

    def test_share(self):
        """The lists of tests for the other kernels have only tests that run there; all that the
        plain one does not run are in the debugging kernel's."""
        guest = guesttest.find(os.path.join(HERE, 'guest/tests'))
        for flavour in 'debug', 'rt', 'gcov':
            self.assertEqual(check.share(flavour) - {test.name for test in guest if test.runs_on(flavour)},
                             set())
        self.assertEqual({test.name for test in guest if not test.runs_on('use')} - check.share('debug'),
                         set())

    def test_host_tests_are_found(self):
        folder = os.path.join(HERE, 'host')
        self.assertEqual([name for name in sorted(os.listdir(folder)) if name.endswith(('.sh', '.py'))
                          and not os.access(os.path.join(folder, name), os.X_OK)], [])


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


class Ends(unittest.TestCase):
    """What a check has started ends with it."""
    # A shell has background jobs ignore SIGINT.
    CHILD = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)
import boot, children, schedule
board = boot.Kernel('build', '6.12', 'yes', 'use')
board.command = lambda *_: (['sh', '-c', 'echo $$; exec sleep 1000'], os.environ)
log = os.path.join(sys.argv[2], 'log')
session = ['sh', '-c', 'sleep 1000 & echo $! > "$0"; wait', os.path.join(sys.argv[2], 'pid')]
children.end_with_signals()
print(flush=True)
schedule.Schedule([schedule.Job(lambda: board.run('', '', '', 1000, 1000, log), 1),
                   schedule.Job(lambda: children.run(session), 1)], 2).run()
"""

    def gone(self, path):
        """A process that was killed may have to run once more before it ends."""
        with open(path, encoding='ascii') as file:
            process = file.read().strip()
        with contextlib.suppress(FileNotFoundError):
            for _ in range(100):
                with open(f'/proc/{process}/stat', encoding='ascii') as file:
                    state = file.read()
                if ') Z ' in state:
                    return
                time.sleep(0.1)
            self.fail(f'{path}: {state}')

    def test_signals(self):
        for number, status in (signal.SIGTERM, 143), (signal.SIGINT, 130):
            with tempfile.TemporaryDirectory() as folder:
                process = subprocess.Popen([sys.executable, '-c', self.CHILD, HERE, folder],
                                           stdout=subprocess.PIPE)
                process.stdout.readline()
                paths = [os.path.join(folder, name) for name in ('log', 'pid')]
                for _ in range(200):
                    if all(os.path.exists(path) and os.path.getsize(path) for path in paths):
                        break
                    time.sleep(0.1)
                process.send_signal(number)
                process.communicate(timeout=60)
                self.assertEqual(process.returncode, status)
                for path in paths:
                    self.gone(path)

    def test_host_test_without_end(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x.sh')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('#!/bin/sh\nsleep 1000 &\necho $! > "$0.pid"\nwait\n')
            os.chmod(path, 0o755)
            with unittest.mock.patch.object(hosttest, 'LIMIT', 1):
                reasons, _, _ = hosttest.HostTest(path).run('6.12', os.path.join(folder, 'log'))
            self.assertEqual(reasons, ['no end within 1 s'])
            self.gone(path + '.pid')


class Record(unittest.TestCase):
    """Mail 0 does not claim tests of commits that were not tested."""

    def test_tree(self):
        with tempfile.TemporaryDirectory() as build:
            tree = os.path.join(build, '6.12/tree')

            def git(*words):
                subprocess.run(['git', '-C', tree, '-c', 'user.name=x', '-c', 'user.email=x@invalid',
                                *words], check=True, capture_output=True)
            subprocess.run(['git', 'init', '-q', tree], check=True)
            git('commit', '-q', '--allow-empty', '-m', 'one')
            options, out = Choice.options(), types.SimpleNamespace(passed=3, failed=0)
            checked = os.path.join(build, '6.12/checked')
            with unittest.mock.patch.object(check, 'BUILD', build):
                one = check.committed('6.12')
                git('commit', '-q', '--allow-empty', '-m', 'two')
                check.record(options, one, out, 1)
                check.record(options, None, out, 1)
                self.assertFalse(os.path.exists(checked))
                two = check.committed('6.12')
                with open(os.path.join(tree, 'new'), 'w', encoding='ascii'):
                    self.assertIsNone(check.committed('6.12'))
                check.record(options, two, out, 1)
                self.assertFalse(os.path.exists(checked))
                os.remove(os.path.join(tree, 'new'))
                check.record(options, two, out, 1)
                with open(checked, encoding='ascii') as file:
                    self.assertEqual(file.read(), f'{two} 3 0 1\n')


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

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# packages: python3-voluptuous python3-yaml
"""LAVA's schema accepts the test jobs that testbed/lava.py writes, and the pattern in them
reads results as this bench does.

The schema is that of the newest lava-common in Debian, unpacked into the cache: not every
release has the package.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.path.join(os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache'),
                     'rproc-vdev')
LAVA = os.path.join(CACHE, 'lava-common')
if not os.path.isdir(LAVA):
    if subprocess.run([os.path.join(HERE, '../../scripts/apt.sh'), 'unpack', 'lava-common',
                       LAVA]).returncode:
        sys.exit('lava-common cannot be fetched (above): no schema to validate with')
sys.path.insert(0, os.path.join(LAVA, 'usr/lib/python3/dist-packages'))

import voluptuous  # noqa: E402 (the path above)
import yaml        # noqa: E402
from lava_common.schemas import validate  # noqa: E402
from lava_common.version import __version__  # noqa: E402

sys.path.insert(0, os.path.join(HERE, '..'))
import guesttest  # noqa: E402 (the path above)
import lava       # noqa: E402


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([os.path.join(HERE, '../lava.py'), '--jobs-only', '--out', cls.folder.name,
                        '--url', 'http://files.invalid/rproc-vdev'], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def job(self, name):
        with open(os.path.join(self.folder.name, name + '.yaml'), encoding='utf-8') as file:
            return yaml.safe_load(file)

    def test_valid(self):
        for name in ('stm32mp157c-dk2', 'qemu'):
            validate(self.job(name), strict=True)

    def test_a_wrong_job_is_refused(self):
        for name in ('stm32mp157c-dk2', 'qemu'):
            for spoil in (lambda job: job['actions'][0]['deploy'].update(to='nowhere'),
                          lambda job: job['actions'][1]['boot'].update(unheard_of=1),
                          lambda job: job['actions'][2]['test']['monitors'][0].pop('pattern'),
                          lambda job: job['timeouts']['job'].update(minutes=0)):
                job = self.job(name)
                spoil(job)
                with self.assertRaises(voluptuous.Invalid):
                    validate(job, strict=True)

    def test_limits(self):
        """A lab's queue takes hours for granted: a job has room for its longest test and no
        more than twice what each took when measured, and its boot, in seconds."""
        longest = max(lava.limit(test) for test in guesttest.find(os.path.join(HERE, '../guest/tests'))
                      if test.runs_on('use'))
        for name, most in (('qemu', 48), ('stm32mp157c-dk2', 120)):
            job = self.job(name)
            limits = [action['test']['timeout']['seconds'] for action in job['actions']
                      if 'test' in action]
            self.assertLessEqual(max(limits), longest)
            self.assertGreater(job['timeouts']['job']['minutes'] * 60, max(limits) + 16 * len(limits))
            self.assertLessEqual(job['timeouts']['job']['minutes'] * 60, most * len(limits))

    def test_urls(self):
        for url, good in (('http://files.example.org/rproc-vdev', True), ('https://[::1]:80/x', True),
                          ('file:///srv/x', True), ('ftp://h/x', True), ('files.example.org/x', False),
                          ('htp://h/x', False), ("http://h/it's", False), ('http://h/a b', False),
                          ('http://', False), ('file://srv', False), ('http://h/x\n- boot:', False)):
            with tempfile.TemporaryDirectory() as out:
                run = subprocess.run([os.path.join(HERE, '../lava.py'), '--jobs-only', '--out', out,
                                      '--url', url], capture_output=True, text=True)
                self.assertEqual(run.returncode == 0, good, f'{url}: {run.stdout}{run.stderr}')
                if not good:
                    self.assertIn('URL=', run.stderr)
                    self.assertEqual(os.listdir(out), [])

    def test_every_test_is_in(self):
        tests = [test for test in guesttest.find(os.path.join(HERE, '../guest/tests'))
                 if test.runs_on('use')]
        self.assertGreater(len(tests), 50)
        for name, wanted in (('qemu', tests),
                             ('stm32mp157c-dk2', [test for test in tests if not test.board])):
            found = [action['test']['monitors'][0]['name']
                     for action in self.job(name)['actions'] if 'test' in action]
            self.assertEqual(found, [test.name for test in wanted])

    def test_no_image_is_left_for_another_test(self):
        spaces = [[action[kind]['namespace'] for kind in action]
                  for action in self.job('qemu')['actions']]
        self.assertEqual(spaces[0::3], spaces[1::3])
        self.assertEqual(spaces[0::3], spaces[2::3])
        self.assertEqual(len({space for space, in spaces}) * 3, len(spaces))


class Results(unittest.TestCase):
    def found(self, *lines, end='\r\n'):
        text = ''.join(f'[    2.000000][    T1] {line}{end}' for line in lines)
        return [(match['test_case_id'].strip(), lava.RESULTS[match['result']])
                for match in re.finditer(lava.PATTERN, text)]

    def test_ktap(self):
        self.assertEqual(self.found('TAP version 13', '1..3', 'ok 1 one', '# ok 9 quoted',
                                    'not ok 2 two: it is', 'ok 3 three # SKIP no kmemleak'),
                         [('one', 'pass'), ('two: it is', 'fail'), ('three', 'skip')])

    def test_line_ends(self):
        for end in ('\n', '\r\n', '\r\r\n'):
            self.assertEqual(self.found('ok 1 one', 'ok 2 two', end=end),
                             [('one', 'pass'), ('two', 'pass')])

    def test_end(self):
        self.assertEqual(self.found('testbed: begin x', 'testbed: end 0'), [('end 0', 'pass')])
        self.assertEqual(self.found('testbed: end 1'), [('end 1', 'fail')])
        self.assertEqual(self.found('testbed: end 127'), [('end 127', 'fail')])

    def test_reports(self):
        for report in ('BUG: sleeping function called from invalid context', 'WARNING: CPU: 0',
                       'Internal error: Oops: 5', 'Kernel panic - not syncing: Fatal'):
            self.assertEqual(self.found('remoteproc remoteproc0: fine', report), [(report, 'fail')])

    def test_half_a_line_is_not_read(self):
        self.assertIsNone(re.search(lava.PATTERN, '[    2.000000] ok 1 one # SK'))


if __name__ == '__main__':
    print(f'lava-common {__version__}', flush=True)
    unittest.main(argv=sys.argv[:1])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""make bench reads its plugin's counts right, and its gate lets no other figure pass."""
import os
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import bench  # noqa: E402 (the path above)

COUNTS = '''window
stm32_ipcc_rx_irq 400 20
__switch_to 300 30
__switch_to 100 10
arch_spin_lock 5000 7
user 1000 0
end
window
user 10 0
end
'''


class Counts(unittest.TestCase):
    def windows(self, text):
        with tempfile.NamedTemporaryFile('w', suffix='.counts') as file:
            file.write(text)
            file.flush()
            return bench.windows(file.name)

    def test_cost(self):
        """Functions of one name are added, what spins is left out, all is a message's part."""
        windows = self.windows(COUNTS)
        self.assertEqual(len(windows), 2)
        self.assertEqual(bench.cost(windows[0], {'stm32_ipcc_rx_irq'}, 10),
                         {'instructions': 180, 'path': 40, 'switches': 4, 'out': 0, 'in': 2, 'free': 0})

    def test_names_of_others(self):
        """A function that objects off the path have, too, is not of the path."""
        def names_in(files):
            vmlinux = files == ['/nowhere/vmlinux']
            return {'msg_submit': 1, 'prefetchw': 154} if vmlinux else {'msg_submit': 1, 'prefetchw': 2}
        with unittest.mock.patch.object(bench, 'names_in', names_in):
            self.assertEqual(bench.path_functions('/nowhere'), {'msg_submit'})

    def test_window_without_end(self):
        """What QEMU did not live to finish does not count."""
        self.assertEqual(self.windows(COUNTS.rpartition('window')[0] + 'window\nuser 10 0\n'),
                         self.windows(COUNTS.rpartition('window')[0]))


class Forms(unittest.TestCase):
    def test_names(self):
        self.assertEqual([form[0] for form in bench.some_forms('kick , base legacy')],
                         ['base legacy', 'kick'])
        for names in 'kick,kicks', 'kick,', 'kick;base legacy':
            with self.assertRaisesRegex(ValueError, 'expected some of base legacy, .* found'):
                bench.some_forms(names)


class Gate(unittest.TestCase):
    EXPECTED = {'legacy': {'switches': 2.0, 'path': {'12.2.0': 1000}}}

    def good(self, switches, path, form='legacy', gcc='12.2.0'):
        found = {form: {'switches': switches, 'path': path}}
        return bench.compare(found, self.EXPECTED, gcc)[1]

    def test_within(self):
        self.assertTrue(self.good(2.0, 1000))
        self.assertTrue(self.good(2.059, 1009.9))
        self.assertTrue(self.good(1.941, 990.1))

    def test_beyond(self):
        """Less is as wrong as more: the recorded figures have to be those of today."""
        for switches, path in ((2.07, 1000), (1.93, 1000), (2.0, 1011), (2.0, 989)):
            self.assertFalse(self.good(switches, path), (switches, path))

    def test_unknown_form(self):
        self.assertFalse(self.good(2.0, 1000, form='another'))

    def test_nothing_counted(self):
        lines, good = bench.compare({}, self.EXPECTED, '12.2.0')
        self.assertFalse(good)
        self.assertIn('legacy', lines[0])

    def test_other_compiler(self):
        """The path's instructions are the compiler's, the switches are not."""
        self.assertTrue(self.good(2.0, 1500, gcc='14.2.0'))
        self.assertFalse(self.good(3.0, 1000, gcc='14.2.0'))
        self.assertIn('not compared', bench.compare({'legacy': {'switches': 2.0, 'path': 1500}},
                                                    self.EXPECTED, '14.2.0')[0][1])


class Table(unittest.TestCase):
    def test_times_base(self):
        """Each row is compared with the base's of the same firmware, CPUs and messages."""
        def row(n):
            return {key: [n] for key in ('switches', 'instructions', 'path', 'out', 'in', 'free')}
        results = {('base legacy', 1, 'echo', 'ping', 16): row(4),
                   ('two vdevs', 1, 'echo2', 'ping', 16): row(2),
                   ('two vdevs', 2, 'echo2', 'ping', 16): row(2)}
        lines = bench.table(results).splitlines()
        self.assertIn('x 1.00', lines[2])
        self.assertIn('x 0.50', lines[3])
        self.assertNotIn('x', lines[4].replace('xx', ''))

    def test_each_times_base(self):
        """All that is counted is compared, but for what the base has none of; columns are below each other."""
        def row(n, free):
            return {key: [n] for key in ('switches', 'instructions', 'path', 'out', 'in')} | {'free': [free]}
        results = {('base legacy', 1, 'echo', 'ping', 16): row(4, 0),
                   ('kick', 1, 'echo', 'ping', 16): row(2, 3),
                   ('base legacy', 1, 'echo', 'ping', 496): row(4, 8),
                   ('kick', 1, 'echo', 'ping', 496): row(2, 2)}
        head, line, _, kick, _, kick_free = bench.table(results).splitlines()
        self.assertEqual(kick.count('x 0.50'), 5)
        self.assertTrue(kick.endswith(' 3.00'), kick)
        self.assertEqual(kick_free.count('x 0.50'), 5)
        self.assertTrue(kick_free.endswith(' 2.00 x 0.25'), kick_free)
        self.assertEqual(len(head), len(line))
        self.assertEqual(len(kick_free), len(line))

    def test_floor(self):
        """The plot of switches has a floor for each group of bars, that of instructions none."""
        for counted, bars in (('switches', 4), ('instructions', 3)):
            results = {('rproc-vdev', 2, 'echo', 'stream', 16): {counted: [5]}}
            title, head, *groups = bench.plot_table(results, counted, 'A title').splitlines()
            self.assertEqual(('floor' in head, len(groups)), (bars == 4, len(bench.GROUPS)))
            self.assertEqual({len(group.rpartition('"')[2].split()) for group in groups}, {bars})
            self.assertEqual(groups[-1].rpartition('"')[2].split()[:3], ['-', '-', '5.00'])


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

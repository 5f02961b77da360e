#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The table that make prints fits a terminal of 80 columns, and nothing of it is cut. A
device tree of one's own gets the firmware for its vdevs."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import demo  # noqa: E402 (the path above)


class Table(unittest.TestCase):
    ROWS = [('start, channels announced', '-', '-', '12345 ms'),
            ('rpmsg_char, 496 bytes, 8 in flight, median 12345 us', '1000', '1000', '123456 ms'),
            ('vdev1: vrings at 10046000 10047000 buffers at 10048000, channels 4 5', '', '', ''),
            ('the whole boot', '', '', '123.4 s')]

    def test_width(self):
        text = demo.table([('legacy: Linux starts the M4', self.ROWS),
                           ('rproc-two-vdevs: the boot loader has started the M4', self.ROWS)])
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)
        for row in self.ROWS:
            for cell in row:
                self.assertEqual(text.count(cell) >= 2, True, cell)

    def test_columns(self):
        lines = demo.table([('one', self.ROWS)]).splitlines()
        ends = [line.rindex('ms') for line in lines if line.endswith(' ms')]
        self.assertEqual(len(set(ends)), 1)


class OwnTree(unittest.TestCase):
    def test_firmware(self):
        for nodes, wanted in ((), 'echo'), ((b'vdev@0',), 'echo'), ((b'vdev@0', b'vdev@1'), 'echo2'), \
                ((b'vdev0vring0@10040000', b'vdev@0'), 'echo'):
            with tempfile.NamedTemporaryFile() as file:
                # a label of the first, too, which is no node
                file.write(b'/ahb/m4@10000000/vdev@0\0' +
                           b''.join(b'\0\0\0\1' + node + b'\0' for node in nodes))
                file.flush()
                self.assertEqual(demo.firmware(file.name), wanted, nodes)

    def test_log(self):
        self.assertEqual(demo.log_name('rproc-vdev', '-attach', '6.12-use'),
                         'demo-rproc-vdev-attach-6.12-use.log')
        self.assertEqual(demo.log_name('legacy build/own/my.dtbo', '', '6.12-own'),
                         'demo-legacy+my-6.12-own.log')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

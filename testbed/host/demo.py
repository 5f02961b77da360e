#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The table that make prints fits a terminal of 80 columns, and nothing of it is cut."""
import os
import sys
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


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

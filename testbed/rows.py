# SPDX-License-Identifier: GPL-2.0-only
"""The rows of the documentation that explain what is seen: those of docs/board.md and of
Documentation/driver-api/remoteproc-virtio.rst."""
import os
import re

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BOARD = 'docs/board.md'
VIRTIO = 'Documentation/driver-api/remoteproc-virtio.rst'


def read(path):
    try:
        with open(os.path.join(TOP, path), encoding='utf-8') as file:
            return file.read()
    except FileNotFoundError:
        return ''


def pattern(message):
    """A message of the documentation as a regular expression: its numbers, and what '...'
    stands for, are others in other set-ups."""
    parts = re.split(r'\.\.\.|0x[0-9a-f]+|\b\d+\b', message)
    return re.compile('.*?'.join(re.escape(part) for part in parts))


class Rows:
    """messages: (regular expression, page, what to do); seen: {what is seen: what to do}."""

    def __init__(self):
        self.messages, self.seen = [], {}
        board = read(BOARD)
        for cell, advice in re.findall(r'^\| `(.+?)` \| (.+?) \| `[\w-]+` \|$', board, re.M):
            self.messages.append((pattern(cell), BOARD, advice))
        for cell, advice in re.findall(r'^\| ([^|]+?) \| ([^|]+?) \|$', board, re.M):
            self.seen[cell.replace('`', '')] = advice.replace('`', '')
        table = read(VIRTIO).partition('The message says')[2].partition('\n\nIf there is no')[0]
        for cell, _, advice in re.findall(r'^   \* - (.*?)^     - (.*?)^     - (.*?)(?=^   \* -|\Z)',
                                          table, re.S | re.M):
            for message in re.findall(r'``(.*?)``', cell, re.S):
                message, advice = (re.sub(r'\s+', ' ', text).strip() for text in (message, advice))
                self.messages.append((pattern(message), VIRTIO, advice))

    def for_message(self, line):
        """(page, what to do), or None."""
        # The longest is the most to the point.
        found = [(len(regex.pattern), page, advice) for regex, page, advice in self.messages
                 if regex.search(line)]
        return max(found)[1:] if found else None

    def for_symptom(self, seen):
        """What to do about it; a KeyError if the page does not have the row (any more)."""
        return BOARD, self.seen[seen]

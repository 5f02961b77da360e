# SPDX-License-Identifier: GPL-2.0-only
"""What a boot's console says: the test's own results (KTAP), and whether the
kernel log has anything that must not be there.

The kernel prints every line as '<N>[time][caller] text', N being 8 * facility +
level: facility 0 is the kernel's, anything else came from user space.
"""
import re

LINE = re.compile(r'^<(\d+)>\[ *(\d+\.\d+)\](?:\[[^\]]*\])? ?(.*)$')
ERR, WARN = 3, 4
# The console has no room for lines, and says so without <N>: a report may be among them.
LOST = 'printk messages dropped'

# Nothing excuses one of these, at whatever level it is printed.
REPORT = re.compile(
    r'\bBUG\b|\bOops\b|Internal error|WARNING:|Kernel panic|cut here'
    r'|\bKASAN\b|\bUBSAN\b|\bKFENCE\b|ODEBUG:|DMA-API:(?! (preallocated|debugging))'
    r'|DEBUG_LOCKS_WARN_ON|possible .*(deadlock|locking)|inconsistent .*lock state'
    r'|INFO: (task|rcu|lockdep)|rcu: INFO:|blocked for more than|soft lockup|workqueue lockup'
    r'|sleeping function called|scheduling while atomic|refcount_t:|list_(add|del) corruption'
    r'|Unable to handle kernel|unhandled page fault|new suspected memory leaks'
    r'|is not initialized, yet|Slab corruption|Poison overwritten|Object already free'
    r'|nobody cared|unregister_netdevice|usage count|use-after-free')

# Announcements of the debugging tools themselves.
HARMLESS = re.compile(r'kasan: KernelAddressSanitizer initialized|UBSAN: enabled|'
                      r'^Lock dependency validator|^rcu: .* debug is enabled')


class Verdict:
    """reasons: why the boot failed, empty if it did not. points: the test's."""

    def __init__(self):
        self.reasons = []
        self.points = []        # (ok, number, description)
        self.comments = []      # what the test printed beside its results
        self.skipped = None


def split(line):
    """A console line as (from the kernel?, level, text), or None."""
    match = LINE.match(line)
    if not match:
        return None
    number = int(match.group(1))
    return number >> 3 == 0, number & 7, match.group(3)


def judge_log(lines, allowed):
    """The lines of the kernel log that must not be there."""
    allowed = [re.compile(a) for a in allowed]
    bad = []
    for line in lines:
        parts = split(line)
        # Only who names it expects it: not '.'.
        if not parts and LOST in line and not any(LOST in a.pattern for a in allowed):
            bad.append(line.strip())
        if not parts or not parts[0]:
            continue
        _, level, text = parts
        if REPORT.search(text) and not HARMLESS.search(text):
            bad.append(text)
        elif level <= WARN and not any(a.search(text) for a in allowed):
            bad.append(text)
    return bad


def judge_says(lines, wanted):
    """Those of the expected kernel messages that are not there."""
    said = [parts[2] for parts in map(split, lines) if parts and parts[0]]
    return [f'the kernel does not say: {text}' for text in wanted
            if not any(re.search(text, line) for line in said)]


def extract(lines, count):
    """The lines to show of a boot that failed: from the first report on, or what led
    to the first failed result, or the last."""
    lines = [line for line in lines if line]
    failed = None
    for number, line in enumerate(lines):
        parts = split(line)
        if parts and parts[0] and REPORT.search(parts[2]) and not HARMLESS.search(parts[2]):
            return lines[number:number + count]
        if parts and not parts[0] and parts[2].startswith('not ok') and failed is None:
            failed = number
    end = len(lines) if failed is None else failed + 1
    return lines[max(0, end - count):end]


def judge_ktap(lines, verdict):
    """Read the test's results; whatever does not follow KTAP is a reason."""
    plan, status, begun = None, None, False
    for line in lines:
        parts = split(line)
        if not parts or parts[0]:
            continue
        text = parts[2]
        point = re.match(r'(not )?ok (\d+) ?-? ?(.*)', text)
        if text.startswith('testbed: begin '):
            begun = True
        elif text.startswith('testbed: end '):
            status = int(text.split()[-1])
        elif re.match(r'1\.\.\d+', text):
            plan = int(re.match(r'1\.\.(\d+)', text).group(1))
            if plan == 0 and '# SKIP' in text:
                verdict.skipped = text.split('# SKIP', 1)[1].strip()
        elif text.startswith('Bail out!'):
            verdict.reasons.append(text)
        elif point:
            verdict.points.append((not point.group(1), int(point.group(2)), point.group(3)))
        else:
            verdict.comments.append(text)

    for ok, number, what in verdict.points:
        if not ok:
            verdict.reasons.append(f'not ok {number} {what}')
    numbers = [number for _, number, _ in verdict.points]
    if not begun:
        verdict.reasons.append('the test did not begin')
    elif plan is None:
        verdict.reasons.append('no KTAP plan')
    elif plan == 0 and verdict.skipped is None:
        verdict.reasons.append('the plan is 1..0, without SKIP')
    elif numbers != list(range(1, plan + 1)):
        verdict.reasons.append(f'{plan} results expected, {len(numbers)} found')
    if begun and status is None:
        verdict.reasons.append('the test did not end')
    elif status and not verdict.reasons:
        verdict.reasons.append(f'the test ended with status {status}')


def judge(lines, allowed=(), wanted=()):
    """allowed, wanted: regular expressions of kernel messages."""
    verdict = Verdict()
    verdict.reasons += judge_log(lines, allowed)
    verdict.reasons += judge_says(lines, wanted)
    judge_ktap(lines, verdict)
    return verdict

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The judge lets no bad log and no broken result pass, and no good one fail."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import guesttest  # noqa: E402 (the path above)
import judge  # noqa: E402


def boot(*kernel, test=('TAP version 13', '1..1', 'ok 1 works', '# Totals: pass:1'), status=0):
    """The console of a boot: kernel lines are (level, text)."""
    lines = ['Booting Linux', '<6>[    0.000000][    T0] Linux version']
    lines += [f'<{level}>[    1.000000][    T1] {text}' for level, text in kernel]
    user = ['testbed: begin x', *test] + ([f'testbed: end {status}'] if status is not None else [])
    return lines + [f'<14>[    2.000000][    T1] {text}' for text in user]


class Log(unittest.TestCase):
    def bad(self, level, text, allowed=()):
        return judge.judge(boot((level, text)), allowed).reasons

    def test_good(self):
        self.assertEqual(judge.judge(boot()).reasons, [])
        self.assertEqual(self.bad(6, 'remoteproc remoteproc0: m4 is available'), [])
        self.assertEqual(self.bad(5, 'random: crng init done'), [])

    def test_reports(self):
        for text in ('BUG: KASAN: slab-use-after-free in rproc_x+0x1/0x2',
                     'WARNING: CPU: 0 PID: 1 at drivers/x.c:1 f+0x1/0x2',
                     'WARNING: possible circular locking dependency detected',
                     'Internal error: Oops: 5 [#1] SMP ARM',
                     'Kernel panic - not syncing: Fatal exception',
                     'UBSAN: array-index-out-of-bounds in drivers/x.c:1:2',
                     'ODEBUG: free active (active state 0) object: 1 object type: timer_list',
                     'DMA-API: platform x: device driver frees DMA memory',
                     'DMA-API: device driver tries to free DMA memory it has not allocated',
                     'INFO: task sh:1 blocked for more than 30 seconds.',
                     'refcount_t: underflow; use-after-free.',
                     'list_del corruption. prev->next should be 1, but was 2',
                     'BUG: sleeping function called from invalid context at x.c:1',
                     '8<--- cut here ---',
                     'kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)',
                     'irq 61: nobody cared (try booting with the "irqpoll" option)',
                     'DEBUG_LOCKS_WARN_ON(lock->magic != lock)'):
            for level in (0, 3, 4, 6):
                self.assertTrue(self.bad(level, text), text)
                self.assertTrue(self.bad(level, text, ['.']), f'excused: {text}')

    def test_levels(self):
        self.assertTrue(self.bad(3, 'remoteproc remoteproc0: Boot failed: -22'))
        self.assertTrue(self.bad(4, 'something odd'))
        self.assertEqual(self.bad(3, 'remoteproc remoteproc0: Boot failed: -22',
                                  ['Boot failed: -22']), [])

    def test_line_in_halves(self):
        allowed = guesttest.allowed_at_boot()
        self.assertEqual(self.bad(4, 'implementor 41 architecture 2 part 30 variant 7 rev 5', allowed), [])
        self.assertTrue(self.bad(4, 'no implementor 41 architecture 2 part 30', allowed))

    def test_lost_lines(self):
        text = '** 57 printk messages dropped **'
        lines = boot()
        for console in lines + [text], [lines[0], text + '\r', *lines[1:]]:
            for allowed in (), ['.'], [r'^\*\* .* \*\*$']:
                self.assertEqual(judge.judge(console, allowed).reasons, [text], allowed)
            self.assertEqual(judge.judge(console, ['[0-9]+ printk messages dropped']).reasons, [])
        self.assertEqual(judge.judge(boot(test=('1..1', '# ' + text, 'ok 1 works'))).reasons, [])

    def test_wanted(self):
        console = boot((6, 'm4 is up'), test=('1..1', '# m4 is down', 'ok 1 works'))
        self.assertEqual(judge.judge(console, (), ['^m4 is up$']).reasons, [])
        self.assertEqual(judge.judge(console, (), ['up', '^m4 is down$']).reasons,
                         ['the kernel does not say: ^m4 is down$'])

    def test_tools_that_introduce_themselves(self):
        for text in ('kasan: KernelAddressSanitizer initialized',
                     'rcu: \tRCU callback double-/use-after-free debug is enabled.',
                     'DMA-API: preallocated 65536 debug entries',
                     'DMA-API: debugging enabled by kernel config'):
            self.assertEqual(self.bad(6, text), [], text)

    def test_user_lines_are_not_the_kernels(self):
        test = ('1..1', '# dmesg said BUG: this is quoted', 'ok 1 works')
        self.assertEqual(judge.judge(boot(test=test)).reasons, [])


class Ktap(unittest.TestCase):
    def reasons(self, *test, status=0):
        return judge.judge(boot(test=test, status=status)).reasons

    def test_not_ok(self):
        self.assertIn('not ok 1 works', self.reasons('1..1', 'not ok 1 works', status=1))

    def test_plan(self):
        self.assertTrue(self.reasons('ok 1 works'))
        self.assertTrue(self.reasons('1..2', 'ok 1 works'))
        self.assertTrue(self.reasons('1..1', 'ok 1 works', 'ok 2 more'))
        self.assertTrue(self.reasons('1..2', 'ok 1 works', 'ok 1 works'))

    def test_end(self):
        self.assertTrue(self.reasons('1..1', 'ok 1 works', status=None))
        self.assertTrue(self.reasons('1..1', 'ok 1 works', status=1))
        self.assertTrue(self.reasons('1..1', 'Bail out! no device'))
        self.assertTrue(judge.judge(['Booting Linux']).reasons)

    def test_a_kernel_line_is_no_result(self):
        console = boot((6, 'ok 2 not the test'), test=('1..2', 'ok 1 works'))
        self.assertTrue(judge.judge(console).reasons)

    def test_skip(self):
        verdict = judge.judge(boot(test=('1..0 # SKIP no such driver',)))
        self.assertEqual((verdict.reasons, verdict.skipped), ([], 'no such driver'))
        self.assertTrue(self.reasons('1..0'))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])

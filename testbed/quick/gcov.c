// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linked into User Mode Linux, with gcov's library: saves the counters at the end. The
 * destructors by which the compiler has it done are lost, as UML's linker script collects
 * those without a priority only.
 */
void __gcov_dump(void);

__attribute__((destructor)) static void dump(void)
{
	__gcov_dump();
}

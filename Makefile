# SPDX-License-Identifier: GPL-2.0-only
#
# The entry point: 'make help' lists the commands. What is done, and whether
# there is anything to do, is known to scripts/.

# A kernel's own settings must not arrive here by way of the environment.
BASE := 6.12
SERIES := yes
override SERIES := $(or $(SERIES),yes)
# the board as it is, with a vdev node, and with two
DT := legacy$(if $(filter none,$(SERIES)),, rproc-vdev rproc-two-vdevs)
SOAK :=
SEED :=
URL :=
SIGNOFF :=
TOPIC :=
FROM :=
FORMS :=
BOOTS := 2
N := 1000
ARCH := um
SUITE := trixie
MINIMISE :=
WHAT := make
CHECK :=
SHARE :=
KEEP :=
# what is the user's own: firmware, an overlay, options of the kernel, words for QEMU
FW :=
ATTACH :=
DTS :=
CONFIG :=
QEMU :=
GDB :=

SHELL := /bin/bash
MAKEFLAGS += --no-builtin-rules
.NOTPARALLEL:

STEP := scripts/step.sh
NAME := $(BASE)$(if $(filter none,$(SERIES)),-none)

ifeq ($(filter yes none,$(SERIES)),)
$(error SERIES=$(SERIES): expected none, or nothing)
endif

# What a goal would ignore is refused: 'refuse' ends make unless all goals are among these, and
# 'only' does so for variables of the command line. A make that a recipe runs inherits those.
goals := $(or $(MAKECMDGOALS),all)
refuse = $(if $(filter-out $2 $3,$(goals)),$(error $1: expected one of the goals $2, found: $(filter-out $2 $3,$(goals))))
only = $(foreach v,$1,$(if $(and $($v),$(filter command,$(firstword $(origin $v)))),$(call refuse,$v=,$2)))
expect = $(foreach v,$1,$(if $(filter-out $2,$($v)),$(error $v=$($v): expected $2, or nothing)))
ifeq ($(SERIES),none)
$(call refuse,SERIES=none,all check soak shell tree compile,base bases deps board firmware tree-quiet kernel-% bench-% own-dts clean help)
endif
ifeq ($(MAKELEVEL),0)
$(call only,FW ATTACH DT DTS CONFIG QEMU,all shell kernel-own bench-own own-dts clean)
$(call only,GDB,shell)
$(call only,T,check soak quick fuzz)
$(call only,FLAVOUR,check soak)
$(call only,SEED,check soak fuzz coverage)
$(call only,SOAK,soak)
$(call only,N,fuzz coverage)
$(call only,MINIMISE,fuzz)
$(call only,ARCH,kunit)
$(call only,TOPIC,series topics)
$(call only,SIGNOFF,series)
$(call only,FROM,bisect)
$(call only,FORMS BOOTS,bench)
$(call only,URL,lava)
$(call only,SUITE WHAT CHECK SHARE KEEP,newcomer)
endif
$(call expect,ATTACH,1)
$(call expect,MINIMISE SHARE KEEP,yes)
$(foreach v,SOAK GDB,$(if $(filter 0,$($v)),$(error $v=0: expected a number from 1 on)))
ifneq ($(ATTACH),)
ifeq ($(FW),)
$(error ATTACH=1: expected FW= too)
endif
endif

# The kernel that boots, and what else the scripts are told that boot it.
KERNEL := $(if $(CONFIG),own,use)
quote = '$(subst ','\'',$1)'
BOOT = --base $(BASE) --series $(SERIES) $(if $(CONFIG),--config) --qemu=$(call quote,$(QEMU))
# Where there is one board: the device tree asked for, and the overlay of one's own.
DTBO := $(if $(DTS),build/own/own.dtbo)
ONE_DT := $(if $(filter command,$(firstword $(origin DT))),$(DT),legacy) $(DTBO)

.PHONY: all
all: given bench-$(KERNEL) $(if $(DTS),own-dts)
ifneq ($(FW),)
	@testbed/fw.py $(BOOT) $(if $(ATTACH),--attach) $(call quote,$(FW)) $(ONE_DT)
else
	@testbed/demo.py $(BOOT) $(if $(DTS),'$(ONE_DT)',$(DT))
endif

.PHONY: help
help:
	@sed -n 's/^#: \?//p' $(firstword $(MAKEFILE_LIST))

#: make              build everything, boot the board, pass messages: a table
#: make FW=FILE.elf  try firmware of your own: a table of what Linux makes of it; fails
#:                   unless it starts, stops, and leaves nothing behind
#: make check        all tests on the plain kernel, a share on the debugging kernel
#: make check T=NAME these alone, on both: names or patterns, T='dt-* kunit'; an unknown
#:                   NAME lists all. FLAVOUR=use or debug: on one kernel; FLAVOUR=rt, with
#:                   BASE=7.3: a share on one with PREEMPT_RT.
#:                   Results also in build/results.xml (JUnit) and build/results.json
#: make quick        the selftests and unit tests in User Mode Linux, with all debugging
#:                   on, without a board; T=NAME: one of the selftests
#: make kunit        the unit tests alone by the kernel's kunit.py, ARCH=um
#: make fuzz         N=1000 random resource tables at boot and at attach, ELF files, failing
#:                   allocations of each operation, and a sixth of that of hostile rings and
#:                   random replies, on the kernel of make quick; SEED=1; T=NAME one program
#: make fuzz T=NAME MINIMISE=yes
#:                   with the N and SEED of a run of attach, elf or tables that failed: makes
#:                   its input small
#: make coverage     which lines of remoteproc and rpmsg the tests in testbed/kernel/gcov.tests, the
#:                   selftests and N=100 random inputs of each kind reach, SEED=1:
#:                   build/coverage.txt; ends with the share of the files that the series adds
#: make soak         the tests that loop, for long: SOAK=loops of each, SEED=number
#: make shell        a console on the board; Ctrl-A X leaves. FW= puts that in the guest
#: make tree         build/BASE/tree: a kernel git tree whose commits are the series
#: make export       write that tree's commits back to patches/ and the view
#: make series       the topics of the series: a table
#: make series TOPIC=NAME
#:                   write the mails of one topic to build/BASE/mails/NAME;
#:                   SIGNOFF="Name <address>" is who sends and signs them
#: make lint         all that the kernel's tools say: checkpatch, codespell, kernel-doc,
#:                   Sphinx, gcc and clang with W=1, sparse, Coccinelle, dt-schema
#: make defconfigs   build what the series touches as distributions configure it
#: make debian       the series in the packaging of a Debian kernel, with quilt
#: make lava         test jobs for LAVA in build/lava: URL=where it finds the files
#: make topics       each topic alone on the base with what it needs: applies, compiles
#:                   without a new warning, builds, boots, passes its tests; TOPIC=NAME one
#: make bisect       every patch alone: compiles without a new warning, builds, boots,
#:                   passes tests; FROM=COMMIT (of build/BASE/tree): those after it;
#:                   FROM=COMMIT..COMMIT: up to the second
#: make compile      the drivers for arm (v5, v7), arm64, x86, with and without virtio
#: make sizes        what CONFIG_REMOTEPROC_VIRTIO adds to a kernel for arm and arm64
#: make newcomer     the quick start on a bare Debian (SUITE=trixie, bookworm), with a
#:                   report of packages, time and disk; WHAT=check make check as well,
#:                   CHECK="T=NAME" of these; SHARE=yes with the caches of the last time
#: make bench        what a message costs on the board: a table, bars, build/bench.json;
#:                   FORMS='NAME,NAME' of these, BOOTS=number of each with two CPUs
#: make docs         README, docs/ and the kernel's pages as HTML in build/docs
#: make clean        remove what was built and found, but not the trees and the inputs of
#:                   MINIMISE=yes: those may be needed
#:
#: BASE=6.12         the base kernel: 6.12 or 7.3; others that Debian ships as
#:                   linux-source-X.Y are tried: some patch may not apply there
#: SERIES=none       the base without the series: make, check, soak, shell, tree, compile
#: DT=NAME           one device tree for make and make shell: legacy, rproc-vdev,
#:                   rproc-two-vdevs, or one of testbed/dts; make boots the first three
#: ATTACH=1          the boot loader has started FW=
#: DTS=FILE.dtso     an overlay of your own, on top of DT=
#: CONFIG=FILE       kernel options of your own, in a build folder of their own
#: QEMU='WORDS'      for QEMU: -d guest_errors,unimp, -trace 'stm32mp1_*' ...
#: GDB=1             make shell waits for a debugger too, of the M4 and the A7s: docs/board.md
#:
#: Output of the steps: build/log; of the boots: build/logs.

# --- what everything needs ----------------------------------------------------

.PHONY: deps base tree-quiet board firmware kernel-use kernel-debug kernel-rt kernel-gcov kernel-own kernel-quick kernel-quick-gcov
.PHONY: bench-use bench-debug bench-rt bench-gcov bench-own own-dts given
given:
	@scripts/given.sh $(BASE) $(SERIES) $(call quote,$(FW)) $(call quote,$(DTS)) $(call quote,$(CONFIG)) $(call quote,$(DT))

deps:
	@scripts/deps.sh

base: deps
	@$(STEP) base-$(BASE) "Base kernel $(BASE)" scripts/base.sh $(BASE)

tree-quiet: base
	@$(STEP) tree-$(NAME) "Tree $(NAME)" scripts/tree.sh $(BASE) $(SERIES)

board: deps
	@$(STEP) board "Board: a machine for this QEMU" scripts/board.sh build/board/stm32mp157.so

firmware: deps
	@$(STEP) firmware "Firmware" scripts/firmware.sh

kernel-use kernel-debug kernel-rt kernel-gcov kernel-own kernel-quick kernel-quick-gcov: kernel-%: tree-quiet
	@$(STEP) -n $(LINES_$*) kernel-$(NAME)-$* "Kernel $(NAME), $* configuration" \
		scripts/kernel.sh $(BASE) $(SERIES) $* $(if $(filter own,$*),$(call quote,$(CONFIG)))

own-dts: kernel-$(KERNEL)
	@scripts/dts.sh $(BASE) $(SERIES) $(KERNEL) $(call quote,$(DTS)) $(DTBO)

bench-use bench-debug bench-rt bench-gcov bench-own: bench-%: kernel-% board firmware
	@$(STEP) guest-$(NAME)-$* "Guest" scripts/guest.sh $(BASE) $(SERIES) $*

# What a kernel build from scratch prints, for the progress display.
LINES_use := 1900
LINES_debug := 2050
LINES_rt := 2000
LINES_gcov := 1950
LINES_own := 1900
LINES_quick := 1250
LINES_quick-gcov := 1250

# --- running ------------------------------------------------------------------

# Names or patterns of tests, and the kernels to run them on. Only from the command line.
ifneq ($(origin T),command line)
override T :=
endif
ifneq ($(origin FLAVOUR),command line)
override FLAVOUR := use,debug
endif

RUN = testbed/check.py --build --base $(BASE) --series $(SERIES) --flavours '$(FLAVOUR)' \
	$(if $(T),--test '$(T)') $(if $(SEED),--seed '$(SEED)')

.PHONY: check soak shell quick kunit fuzz coverage bases
# Where a check needs the other bases: fetched before, with their progress shown.
bases: deps
	@for base in $$(. scripts/common.sh && echo $$bases); do \
		$(STEP) base-$$base "Base kernel $$base" scripts/base.sh $$base || exit; \
	done

# What the chosen tests need is made by check.py, with this Makefile.
check: deps
	@$(RUN)

soak: deps
	@$(RUN) --soak $(if $(SOAK),--count '$(SOAK)')

# With everything on that finds bugs, and without a board.
quick: kernel-quick
	@scripts/quick.sh $(BASE) $(if $(T),'$(T)')

kunit: tree-quiet
	@scripts/kunit.sh $(BASE) '$(ARCH)'

fuzz: kernel-quick
	@MINIMISE='$(MINIMISE)' LOOPS='$(N)' SEED='$(or $(SEED),1)' \
		scripts/quick.sh $(BASE) $(or $(T),attach elf fault life tables)

coverage: kernel-quick-gcov
	@scripts/deps.sh gcovr
	@$(RUN) --flavours gcov
	@scripts/coverage.sh $(BASE) '$(if $(filter command line,$(origin N)),$(N),100)' '$(or $(SEED),1)'

shell: given bench-$(KERNEL) $(if $(DTS),own-dts)
	@testbed/shell.py $(BOOT) $(if $(FW),--firmware $(call quote,$(FW))) $(if $(ATTACH),--attach) \
		$(if $(GDB),--gdb '$(GDB)') $(ONE_DT)

# --- the series -----------------------------------------------------------------

.PHONY: debian tree export lint defconfigs lava series topics bisect compile sizes newcomer clean
tree: base
	@scripts/tree.sh $(BASE) $(filter none,$(SERIES))
	@echo "build/$(BASE)/$(if $(filter none,$(SERIES)),none,tree): $$(git -C build/$(BASE)/$(if $(filter none,$(SERIES)),none,tree) rev-list --count base..HEAD) patches on linux-source-$(BASE) $$(cat build/$(BASE)/version)"

export: deps
	@scripts/export.sh $(BASE)

series: tree-quiet
	@scripts/mails.sh $(BASE) '$(TOPIC)' '$(subst ','\'',$(SIGNOFF))'

topics: tree-quiet board firmware
	@scripts/topics.sh $(BASE) $(TOPIC)

bisect: tree-quiet board firmware
	@scripts/bisect.sh $(BASE) $(FROM)

compile: tree-quiet
	@scripts/deps.sh gcc-aarch64-linux-gnu
	@for arch in arm armv5 arm64 x86; do for virtio in y n; do \
		$(STEP) compile-$(BASE)-$$arch-$$virtio "Drivers, $$arch, virtio=$$virtio" \
			scripts/compile.sh $(BASE) $(SERIES) $$arch $$virtio || exit; \
	done; done

sizes: tree-quiet
	@scripts/deps.sh gcc-aarch64-linux-gnu
	@scripts/sizes.sh $(BASE)

lint: tree-quiet
	@scripts/deps.sh clang lld llvm sparse coccinelle codespell python3-sphinx python3-git python3-ply
	@scripts/lint.sh $(BASE) all
	@$(STEP) dt-check-$(BASE) "Bindings and device trees" scripts/dt-check.sh build/$(BASE)/tree

# A board's and a 64-bit board's compiler, and a PC's.
defconfigs: tree-quiet
	@scripts/deps.sh $(foreach a,aarch64 x86-64,$(if $(shell command -v $(subst x86-64,x86_64,$a)-linux-gnu-gcc),,gcc-$a-linux-gnu))
	@scripts/defconfigs.sh $(BASE)

debian: tree-quiet
	@scripts/deps.sh quilt
	@$(STEP) debian "The series in Debian's packaging" scripts/debian.sh
	@sed -n '/^kernel /,$$p' build/log/debian.log

# What is compared with is the base without the series.
.PHONY: bench
bench: bench-use
	@$(MAKE) -s bench-use SERIES=none
	@scripts/deps.sh gnuplot-nox
	@scripts/bench.sh build/board/count.so
	@testbed/bench.py --base $(BASE) --boots $(BOOTS) $(if $(FORMS),--forms '$(FORMS)')
	@scripts/plot.sh build/bench-switches.dat build/bench-instructions.dat

.PHONY: docs
docs: tree-quiet
	@scripts/deps.sh cmark-gfm graphviz gnuplot-nox python3-sphinx
	@scripts/docs.sh $(BASE)

lava: bench-use
	@testbed/lava.py --base $(BASE) $(if $(URL),--url '$(URL)')

# The lines of CHECK are arguments as a shell reads them.
newcomer:
	@KEEP='$(KEEP)' SHARE='$(SHARE)' scripts/newcomer.sh '$(SUITE)' $(if $(CHECK),check $(CHECK),$(WHAT))

clean:
	rm -rf build/{log,logs,guest,firmware,board,lava,own,docs,dt-check,quick/{[0-9]*.[0-9]*,minimise*},results.*,bench*} \
		build/*/{mails,*/o-*}

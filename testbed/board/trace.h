/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "trace/trace-hw_arm_stm32mp1.h"

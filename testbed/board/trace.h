#include "trace/trace-hw_arm_stm32mp1.h"

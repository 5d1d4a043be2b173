#pragma once

// The state of the kernel's clock, which the C library's own Swift module leaves out.
#include <sys/timex.h>

"""How is a process limited on Windows? By a job object it puts itself into.

Written from Microsoft's reference and tried against a stand-in for kernel32 alone: untested until it is run on Windows.
"""

from __future__ import annotations

import ctypes
from typing import Any

# winnt.h
PROCESS_TIME, ACTIVE_PROCESS, PROCESS_MEMORY, DIE_ON_UNHANDLED_EXCEPTION = 0x2, 0x8, 0x100, 0x400
EXTENDED_LIMITS = 9
TICKS = 10_000_000
"""Of 100 nanoseconds, in a second."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class IoCounters(ctypes.Structure):
    """IO_COUNTERS."""

    _fields_ = tuple(
        (name, ctypes.c_uint64) for name in ("Read", "Write", "Other", "ReadBytes", "WriteBytes", "OtherB")
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("Io", IoCounters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """The job this process is in, with its limits; they can be set again."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        self._job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        self._limits = ExtendedLimits()
        self._entered = False

    def limit(self, *, memory: int | None = None, seconds: int | None = None) -> bool:
        """Set limits beside those that are set. Returns whether Windows took them."""
        basic = self._limits.Basic
        basic.LimitFlags |= ACTIVE_PROCESS | DIE_ON_UNHANDLED_EXCEPTION
        basic.ActiveProcessLimit = 1
        if memory is not None:
            basic.LimitFlags |= PROCESS_MEMORY
            self._limits.ProcessMemoryLimit = memory
        if seconds is not None:
            basic.LimitFlags |= PROCESS_TIME
            basic.PerProcessUserTimeLimit = seconds * TICKS
        size = ctypes.c_uint32(ctypes.sizeof(self._limits))
        taken = bool(self._kernel.SetInformationJobObject(self._job, EXTENDED_LIMITS, ctypes.byref(self._limits), size))
        if taken and not self._entered:
            process = ctypes.c_void_p(self._kernel.GetCurrentProcess())
            self._entered = bool(self._kernel.AssignProcessToJobObject(self._job, process))
        return taken and self._entered

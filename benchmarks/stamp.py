"""How long has this process lived, and how large did it get? Imports next to nothing, so that it weighs on no floor."""

from __future__ import annotations

import os
import time

SPAWNED = "SKOLEKONTORET_BENCH_SPAWNED"
"""The variable that tells a child when it was started (``time.monotonic``)."""


def tell_and_stop() -> None:
    """Print the seconds since the parent started this process, and end it at once."""
    seconds = time.monotonic() - float(os.environ[SPAWNED])
    print(f'{{"seconds": {seconds!r}, "mb": {own_peak()!r}}}', flush=True)
    os._exit(0)


def own_peak() -> float:
    """Return the peak memory (MB) of this process, 0 where the system does not tell.

    Not ``ru_maxrss``: a process begins with the peak of the one that started it.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            told = file.read()
    except OSError:
        return 0.0
    return int(told.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6

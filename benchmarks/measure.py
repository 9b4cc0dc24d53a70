"""How long does each side of a comparison take, and how much memory does its whole process tree hold?

Each side runs in a process of its own, in turn with the others; the medians are compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.stamp import SPAWNED, own_peak

ROOT = Path(__file__).resolve().parents[1]
_LOOK_EVERY = 0.005


@dataclass(frozen=True)
class Line:
    """One comparison: ``floor`` names what ours is measured against; times in seconds, memory in MB."""

    what: str
    floor: str
    seconds: float
    floor_seconds: float
    limit: float
    mb: float
    floor_mb: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor_seconds

    @property
    def is_met(self) -> bool:
        return round(self.ratio, 2) <= self.limit


@dataclass(frozen=True)
class Runs:
    """What the runs of one side told, and the highest memory of any of them (MB)."""

    told: tuple[dict[str, Any], ...]
    mb: float

    def median(self, key: str = "seconds") -> float:
        return float(statistics.median(found[key] for found in self.told))


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, env: Mapping[str, str] | None = None
) -> dict[str, Runs]:
    """Run the sides of a comparison in turn, ``rounds`` times; each is a module with its arguments.

    A side prints one JSON object as its last line.
    """
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0.0)
    for _ in range(rounds):
        for name, command in commands.items():
            found, peak = run_child(command, env)
            told[name].append(found)
            peaks[name] = max(peaks[name], peak)
    return {name: Runs(tuple(told[name]), peaks[name]) for name in commands}


def run_child(command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[dict[str, Any], float]:
    """Run a module to its end; returns what it told and the peak memory (MB) of it and its children together."""
    with tempfile.TemporaryFile() as out:
        variables = {**os.environ, **(env or {}), SPAWNED: repr(time.monotonic())}
        child = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=out, env=variables)
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, tree_memory(child.pid))
            time.sleep(_LOOK_EVERY)
        if child.returncode != 0:
            raise RuntimeError(f"{' '.join(command[:2])} ended with {child.returncode}")
        out.seek(0)
        found = json.loads(out.read().splitlines()[-1])
    return found, max(peak, found.get("mb", 0.0))


def tree_memory(pid: int) -> float:
    """Return the memory (MB) that a process and its children hold together now; 0 where the system does not tell."""
    total = 0
    waiting = [pid]
    while waiting:
        process = Path("/proc", str(waiting.pop()))
        try:
            total += int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for thread in (process / "task").iterdir():
                waiting += [int(word) for word in (thread / "children").read_text().split()]
        except (OSError, IndexError):  # it ended while we looked
            continue
    return total / 1e6


def tell(**found: object) -> None:
    """Print what a side has to tell, with its own peak memory, which a quick run may reach between two looks."""
    print(json.dumps({"mb": own_peak(), **found}), flush=True)


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median time of ``work``, after one turn that is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)

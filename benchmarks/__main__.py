"""How fast, and how much memory? ``python -m benchmarks [start|import|preview|pdf …]`` writes RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks import (
    bench_filter,
    bench_folder,
    bench_import,
    bench_meetings,
    bench_pdf,
    bench_preview,
    bench_start,
    bench_turn,
    bench_wheel_pdf,
    bench_wheel_view,
    bench_xlsx,
)
from benchmarks.measure import Line

RESULTS = Path(__file__).with_name("RESULTS.md")
BENCHES: dict[str, tuple[str, Callable[[], list[Line]]]] = {
    "start": ("Start, a school of 1,200 pupils", bench_start.run),
    "filter": ("The list of a city: 63,000 pupils, 110,000 guardians", bench_filter.run),
    "import": ("A city's roster comes in", bench_import.run),
    "preview": ("A school's roster is looked at before it comes in", bench_preview.run),
    "xlsx": ("Excel", bench_xlsx.run),
    "pdf": ("PDF", bench_pdf.run),
    "folder": ("A meeting folder", bench_folder.run),
    "wheel-pdf": ("The yearly wheel on paper", bench_wheel_pdf.run),
    "wheel-view": ("The yearly wheel on screen", bench_wheel_view.run),
    "turn": ("The turn of the year, a school of 1,200 pupils", bench_turn.run),
    "meetings": ("A body with 30 years of minutes: 8 meetings a year, 8 cases each", bench_meetings.run),
}
HEAD = """# Results

Made by `make bench`. Each figure is a ratio to a floor that was measured in the same run, the two in turn, medians.
Seconds stand beside for orientation only. Memory is the peak of the whole process tree. All people are invented.

{machine}

"""


def main(wanted: Sequence[str]) -> int:
    """Measure, and write each table when it is there; the others stay as they were. Returns the exit code."""
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(__doc__)
        return 2
    parts = _parts_so_far()
    for name in wanted or BENCHES:
        title, run = BENCHES[name]
        parts[title] = table(title, run())
        print(parts[title], flush=True)
        text = HEAD.format(machine=machine()) + "".join(parts[title] for title, _ in BENCHES.values() if title in parts)
        RESULTS.write_text(text.rstrip() + "\n", encoding="utf-8")
    return 0


def machine() -> str:
    """Say what it was measured on, without names of hosts or people."""
    cores = os.cpu_count() or 0
    return (
        f"{date.today():%d.%m.%Y}, {platform.system()} {platform.machine()}, {cores} cores, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def table(title: str, lines: Sequence[Line]) -> str:
    """Return a heading and a table of comparisons."""
    rows = [
        f"| {line.what} | {line.floor} | **{line.ratio:.2f}** | ≤ {line.limit:g} | {_yes(line.is_met)} "
        f"| {seconds(line.seconds)} | {seconds(line.floor_seconds)} | {line.mb:.0f} MB | {line.floor_mb:.0f} MB |"
        for line in lines
    ]
    head = (
        "| what | floor | ratio | limit | met | ours | floor takes | memory | floor holds |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    return f"## {title}\n\n{head}" + "\n".join(rows) + "\n\n"


def seconds(value: float) -> str:
    """Return a time in the unit it is read most easily in."""
    return f"{value:.1f} s" if value >= 1 else f"{value * 1000:.{0 if value >= 0.01 else 2}f} ms"


def _parts_so_far() -> dict[str, str]:
    """Return the tables of the last run by title, so that one of them can be measured again."""
    if not RESULTS.exists():
        return {}
    found = RESULTS.read_text(encoding="utf-8").split("## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n\n" for part in found}


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How was the example school's roster made? ``python -m tools.make_demo`` writes it to resources/demo again."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.generate import SIZES, place, roster, write

SEED = 6
ROSTER = Path(__file__).resolve().parents[1] / "resources" / "demo" / "elevliste.xlsx"


def main() -> int:
    """Write the roster: about 240 invented pupils in the classes 1A to 7B. Returns the exit code."""
    write(roster(place(SIZES["example"], SEED)), ROSTER)
    print(f"{ROSTER.name}: {SIZES['example'].pupils} pupils")
    return 0


if __name__ == "__main__":
    sys.exit(main())

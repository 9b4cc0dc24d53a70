"""What do the papers' benchmarks measure with: a school's class lists, and a child process for each run?"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from benchmarks.measure import own_peak

ROOT = Path(__file__).resolve().parent.parent

GIVEN = ("Kari", "Ola", "Ánne Máret", "Håkon", "Åse-Marie", "Łukasz", "Gülşen", "Sigrid", "Øystein", "Áilu", "Emil")
FAMILY = ("Nordmann", "Hætta Eira", "Nguyễn", "O'Connor", "Aasen", "Kowalczyk", "Yıldız", "Østby-Gundersen", "Berg")

COLUMNS = (
    Column("Elev", 3, group=True),
    Column("Foresatt", 3),
    Column("Telefon", 1.6, "phone"),
    Column("E-post", 3.6, "email"),
)


def class_lists(classes: int = 48, pupils: int = 25) -> Document:
    """Return a school's class lists: 1,200 pupils, each with one to three guardians."""
    chance = random.Random(20260824)
    blocks: list[Block] = []
    for number in range(classes):
        name = f"{number // 5 + 1}{'ABCDE'[number % 5]}"
        rows = tuple(_pupil(chance) for _ in range(pupils))
        blocks.append(Heading(f"Klasse {name}", new_page=True))
        blocks.append(Paragraph("Kontaktlærer: Åse Berg, 22 12 34 56", "small"))
        blocks.append(Table(COLUMNS, rows, name, "Klasse"))
    return Document("Klasselister", "nb", tuple(blocks), "Lia skole", "2026/27", "Til foresatte i klassen")


def _pupil(chance: random.Random) -> Row:
    family = chance.choice(FAMILY)
    guardians = []
    for _ in range(chance.choice((1, 2, 2, 2, 3))):
        name = f"{chance.choice(GIVEN)} {chance.choice((family, chance.choice(FAMILY)))}"
        phone = f"9{chance.randrange(100):02} {chance.randrange(100):02} {chance.randrange(1000):03}"
        guardians.append((name, phone, f"{name.lower().replace(' ', '.')}@lia-skole.example"))
    return Row((f"{chance.choice(GIVEN)} {family}",), tuple(guardians))


def compare(module: str, rounds: int = 5) -> dict[str, float]:
    """Run ``floor`` and ``ours`` of ``module`` in turn, each in a process of its own; return medians and peaks."""
    seconds: dict[str, list[float]] = {"floor": [], "ours": []}
    peaks: dict[str, list[float]] = {"floor": [], "ours": []}
    for _ in range(rounds):
        for name in seconds:
            taken, peak = _in_child(module, name)
            seconds[name].append(taken)
            peaks[name].append(peak)
    floor, ours = statistics.median(seconds["floor"]), statistics.median(seconds["ours"])
    return {
        "floor_seconds": floor,
        "seconds": ours,
        "ratio": ours / floor,
        "floor_mb": max(peaks["floor"]),
        "mb": max(peaks["ours"]),
    }


def report_run(work: Callable[[], object]) -> None:
    """Do ``work`` once and print how long it took and the process's peak memory."""
    start = time.perf_counter()
    work()
    taken = time.perf_counter() - start
    print(json.dumps([taken, own_peak()]))


def _in_child(module: str, name: str) -> tuple[float, float]:
    command = [sys.executable, "-m", module, name]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    taken, peak = json.loads(done.stdout)
    return float(taken), float(peak)

"""What do the papers' benchmarks measure with: a school's class lists, and a child process for each run?"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from benchmarks.measure import Line, in_turn, tell

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


def compare(module: str, what: str, floor: str, limit: float, rounds: int = 5) -> Line:
    """Run ``floor`` and ``ours`` of ``module`` in turn, each in a process of its own."""
    sides = in_turn({name: (module, name) for name in ("floor", "ours")}, rounds)
    bare, ours = sides["floor"], sides["ours"]
    return Line(what, floor, ours.median(), bare.median(), limit, ours.mb, bare.mb)


def report_run(work: Callable[[], object]) -> None:
    """Do ``work`` once and tell how long it took."""
    start = time.perf_counter()
    work()
    tell(seconds=time.perf_counter() - start)

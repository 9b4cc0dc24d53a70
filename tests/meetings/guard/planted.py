"""What was planted for the guard to find, and who is in its register? As the README of tests/meetings/data says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.meetings.guard import Mark, find
from app.meetings.guard_register import Register, Somebody

DATA = Path(__file__).parent.parent / "data"
GENITIVES = ("'s", "’s", "s", "'", "’")


@dataclass(frozen=True)
class Planted:
    """A mark that must be set; ``core`` is what it must cover."""

    start: int
    end: int
    kind: str
    person: str
    core: frozenset[int]


@dataclass(frozen=True)
class Passage:
    """A text, what must be marked in it, and where it does not matter."""

    id: str
    text: str
    marks: tuple[Planted, ...]
    either: tuple[tuple[int, int], ...]


@dataclass
class Count:
    """How many were planted, found, right and wrong, and which passages they were in."""

    planted: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.planted

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))


@cache
def keys() -> dict[str, int]:
    """Return the id each person of the register is given."""
    return {row["key"]: number for number, row in enumerate(_rows("guard_register", "person"), 1)}


@cache
def register() -> Register:
    """Return the register of the planted set."""
    rows = _rows("guard_register", "person")
    ids = keys()
    return Register(
        [Somebody(ids[row["key"]], row["given"], row["family"]) for row in rows],
        [(ids[row["key"]], number) for row in rows for number in row["phones"]],
        [(ids[row["key"]], address) for row in rows for address in row["emails"]],
        [ids[row["key"]] for row in rows if any(row.get(why) for why in ("attending", "holds_office", "presenter"))],
    )


def passages() -> tuple[Passage, ...]:
    """Return every passage of the planted set."""
    return tuple(_passage(row) for row in _rows("guard_texts", "passage"))


def count(among: tuple[Passage, ...]) -> Count:
    """Let the guard read passages, and count as the README says."""
    counted = Count()
    for passage in among:
        marks = find(passage.text, register())
        for one in passage.marks:
            counted.planted += 1
            if _is_found(one, marks):
                counted.found += 1
            else:
                counted.missed.append(f"{passage.id}: {passage.text[one.start : one.end]!r} in {passage.text!r}")
        for mark in marks:
            if any(one.kind == mark.kind and _overlap(mark, one.start, one.end) for one in passage.marks):
                counted.right += 1
            elif not any(_overlap(mark, start, end) for start, end in passage.either):
                counted.wrong.append(f"{passage.id}: {mark.text!r} ({mark.kind}) in {passage.text!r}")
    return counted


def _is_found(one: Planted, marks: tuple[Mark, ...]) -> bool:
    over = [mark for mark in marks if mark.kind == one.kind and _overlap(mark, one.start, one.end)]
    covered = {at for mark in over for at in range(mark.start, mark.end)}
    is_meant = not one.person or any(keys()[one.person] in mark.people for mark in over)
    return bool(over) and one.core <= covered and is_meant


def _overlap(mark: Mark, start: int, end: int) -> bool:
    return mark.start < end and start < mark.end


def _passage(row: dict[str, Any]) -> Passage:
    text = row["text"]
    marks = []
    for mark in row.get("marks", ()):
        start, end = _span(text, mark)
        ending = next((one for one in GENITIVES if mark["kind"] == "name" and mark["text"].endswith(one)), "")
        core = frozenset(at for at in range(start, end - len(ending)) if not text[at].isspace())
        marks.append(Planted(start, end, mark["kind"], mark["person"], core))
    return Passage(row["id"], text, tuple(marks), tuple(_span(text, one) for one in row.get("either", ())))


def _span(text: str, mark: dict[str, Any]) -> tuple[int, int]:
    start = -1
    for _ in range(mark["occurrence"] + 1):
        start = text.index(mark["text"], start + 1)
    return start, start + len(mark["text"])


def _rows(name: str, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[kind]
    return rows

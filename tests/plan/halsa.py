"""A real school's plan, as it is: read from its text alone, and entered by what the office does.

``halsa_source()`` is what stands in ``tests/data/halsa-plan.txt``; ``enter_halsa(session, year)`` writes it in a plan,
point by point. ``enter_oslo(session, year)`` does the same with what a city asks of its schools: three themes, each
with both its questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from app.plan.commands import add_point, add_section, set_plan, start_empty

SOURCE = Path(__file__).parents[1] / "data" / "halsa-plan.txt"
TITLE = "Plan for skole-hjem samarbeid"
TEXTS = (
    "Mål for planen",
    "Grunnlaget for planen",
    "Overordnet om samarbeidet",
    "Grunnlaget for samarbeidet",
    "Roller-ansvar-forventninger",
)
"""The sections without a table, in the order they stand."""
PARENTS, STAFF = "Foresatte", "Skolens ansatte"
TABLES: tuple[tuple[str, str, str, tuple[tuple[int, int], ...]], ...] = (
    ("Overordnede prinsipper", PARENTS, STAFF, ((7, 6),)),
    ("Støtte og interesse for skolegangen", PARENTS, STAFF, ((4, 3), (2, 3))),
    ("Elevens opplæringssituasjon", PARENTS, STAFF, ((4, 3), (6, 6))),
    ("Informasjon", PARENTS, STAFF, ((3, 3), (6, 6))),
    ("Møter og deltakelse", PARENTS, STAFF, ((4, 3),)),
    ("Foreldrekontaktene i klassene", "Foreldrekontaktene", "Kontaktlærerne", ((12, 8),)),
    ("Foreldrenes arbeidsutvalg (FAU)", "Foreldrerepresentantene", "Rektor", ((7, 6),)),
)
"""The tables, counted by hand in the printed plan: how many points begin in each column on each page they are on."""
OSLO_QUESTIONS = ("Hva kan du forvente av din skole?", "Skolens forventninger til deg som foresatt.")
OSLO = {
    "Fag og læring": (
        ("Skolen har klare mål for hva elevene skal lære.", "Læreren gir elevene **jevnlig** tilbakemelding."),
        ("Du viser interesse for det barnet ditt lærer.",),
    ),
    "Trygghet og trivsel": (
        ("Skolen griper inn når noen ikke har det bra.",),
        ("Du sier fra til skolen når barnet ditt ikke har det bra.", "Du snakker positivt om skolen."),
    ),
    "Dialog og samarbeid": (
        ("Skolen svarer når du tar kontakt.",),
        ("Du kommer på foreldremøter og utviklingssamtaler.",),
    ),
}
"""The three themes and both questions are the city's words, the points are ours."""


@dataclass(frozen=True)
class SourceSection:
    """A section of a source: a text and points under it, or two columns of points."""

    title: str
    level: int
    text: str
    points: tuple[str, ...] = ()
    left_title: str = ""
    right_title: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@cache
def halsa_source() -> tuple[SourceSection, ...]:
    """Return the sections of the printed plan, with line ends within a point taken out."""
    lines = [line.strip() for line in SOURCE.read_text(encoding="utf-8").split("\n")]
    titles = [*TEXTS, *(title for title, *_ in TABLES)]
    starts = [next(at for at, line in enumerate(lines) if line.rstrip(": ") == title) for title in titles]
    parts = [lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    texts = [_of_text(title, part) for title, part in zip(TEXTS, parts[: len(TEXTS)], strict=True)]
    tables = [
        _of_table(title, left, right, pages, part)
        for (title, left, right, pages), part in zip(TABLES, parts[len(TEXTS) :], strict=True)
    ]
    return (*texts, *tables)


def oslo_source() -> tuple[SourceSection, ...]:
    """Return the city's three themes as tables with its two questions as heads."""
    return tuple(SourceSection(title, 1, "", (), *OSLO_QUESTIONS, left, right) for title, (left, right) in OSLO.items())


def enter_halsa(session: Session, year: int) -> int:
    """Write the whole plan, in the order it stands; returns its id."""
    return enter(session, year, TITLE, halsa_source())


def enter_oslo(session: Session, year: int) -> int:
    """Write the city's three themes; returns the plan's id."""
    return enter(session, year, "Oslostandard for skole-hjem-samarbeid", oslo_source())


def enter(session: Session, year: int, title: str, sections: Sequence[SourceSection]) -> int:
    """Write a plan section by section, as the office would; returns its id."""
    plan_id = start_empty(session, year)
    set_plan(session, plan_id, "title", title)
    for one in sections:
        section_id = add_section(
            session,
            plan_id,
            one.title,
            level=one.level,
            text=one.text,
            left_title=one.left_title,
            right_title=one.right_title,
        )
        for side, points in (("text", one.points), ("left", one.left), ("right", one.right)):
            for point in points:
                add_point(session, section_id, side, point)
    return plan_id


def _of_text(title: str, lines: Sequence[str]) -> SourceSection:
    """Read what stands under a heading: a text, and items that begin with a hyphen."""
    text: list[str] = []
    points: list[str] = []
    for line in filter(None, lines):
        if line.startswith("- "):
            points.append(line[2:])
        elif points:
            points[-1] = _joined(points[-1], line)
        else:
            text.append(line)
    return SourceSection(title, 1, " ".join(text), tuple(points))


def _of_table(
    title: str, left_title: str, right_title: str, pages: Sequence[tuple[int, int]], lines: Sequence[str]
) -> SourceSection:
    """Share the points out to the columns: on each page of the print the left ones stand first."""
    heads = next(at for at, line in enumerate(lines) if line)
    assert lines[heads] == f"{left_title} {right_title}"
    sides: Iterator[str] = (side for left, right in pages for side in ["left"] * left + ["right"] * right)
    found: dict[str, list[str]] = {"left": [], "right": []}
    side, gap = "", 0
    for line in lines[heads + 1 :]:
        if not line:
            gap += 1
            continue
        if line.startswith("•"):
            side = next(sides)
            found[side].append(line[1:].strip())
        else:  # a point that the end of a page cut in two goes on at the top of the next, in its own column
            side = "left" if gap > 2 else side
            found[side][-1] = _joined(found[side][-1], line)
        gap = 0
    assert next(sides, None) is None, "a point is missing"
    left, right = (tuple(re.sub(" +", " ", point) for point in found[which]) for which in ("left", "right"))
    return SourceSection(title, 2, "", (), left_title, right_title, left, right)


def _joined(text: str, line: str) -> str:
    """Go on with a line; a hyphen at the end of one belongs to its word."""
    return f"{text}{line}" if text.endswith("-") else f"{text} {line}"

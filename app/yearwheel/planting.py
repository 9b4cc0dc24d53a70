"""How do rows become the entries of a year, none twice, each with a code of its own and a rule that holds here?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.meetings.presets import wheel_topics
from app.yearwheel.rules.loosening import loosened
from app.yearwheel.rules.rule import parse, renamed, same_code, written
from app.yearwheel.templates import TemplateRow
from db.models import WheelEntry
from db.search import fold

OWN_CODE = "X"


@dataclass(frozen=True)
class Loosened:
    """An entry whose rule named a row that was not chosen (``named`` is its title): ``rule`` is what it has instead."""

    entry_id: int
    title: str
    named: str
    rule: str


@dataclass(frozen=True)
class Taken:
    """What was put in: the ids of the new entries, the titles of those that were there already, rules changed."""

    ids: tuple[int, ...]
    there: tuple[str, ...] = ()
    loosened: tuple[Loosened, ...] = ()


@dataclass(frozen=True)
class Seed:
    """A row, the ring it goes into, and the entry of the year before that it continues."""

    row: TemplateRow
    ring_id: int
    continues_id: int | None = None


def plant(
    session: Session, year: int, seeds: Sequence[Seed], whole: Iterable[TemplateRow], there: Mapping[str, str]
) -> Taken:
    """Make entries of seeds; ``whole`` is all they were chosen from, ``there`` the code in the year of what it has.

    A rule that names a row of ``whole`` that is neither chosen nor there gets that row's own instead.
    """
    rows = {same_code(row.code): row for row in (*whole, *(seed.row for seed in seeds)) if row.code}
    rules = {code: row.rule for code, row in rows.items()}
    taken = set(session.scalars(select(WheelEntry.code).where(WheelEntry.start_year == year)))
    new = [seed for seed in seeds if not seed.row.code or seed.row.code not in there]
    codes = {same_code(old): now for old, now in there.items()}
    wanted = {same_code(seed.row.code) for seed in new}
    own = [_free(seed.row.code, taken, wanted) for seed in new]
    codes |= {same_code(seed.row.code): code for seed, code in zip(new, own, strict=True) if seed.row.code}
    planted = []
    for seed, code in zip(new, own, strict=True):
        loose = loosened(seed.row.rule, rules, codes.keys(), seed.row.months)
        entry = WheelEntry(
            start_year=year,
            ring_id=seed.ring_id,
            code=code,
            title=seed.row.title,
            responsible=seed.row.responsible,
            description=seed.row.description,
            basis=seed.row.basis,
            links=seed.row.links,
            rule=_with_codes(loose.rule, codes),
            topic=seed.row.topic,
            continues_id=seed.continues_id,
        )
        planted.append((entry, loose.missing))
    session.add_all([entry for entry, _ in planted])
    session.flush()
    return Taken(
        ids=tuple(entry.id for entry, _ in planted),
        there=tuple(seed.row.title for seed in seeds if seed.row.code and seed.row.code in there),
        loosened=tuple(
            Loosened(entry.id, entry.title, ", ".join(_title(rows, code) for code in missing), entry.rule)
            for entry, missing in planted
            if missing
        ),
    )


def found_already(entries: Collection[WheelEntry], rows: Iterable[TemplateRow]) -> dict[str, str]:
    """Return {code of a row: code of the entry that is this row already}; an entry is one row only."""
    free = list(entries)
    left = list(rows)
    found: dict[str, str] = {}
    for is_same in (_has_its_code, _has_its_text, _has_its_topic):
        for row in left:
            entry = next((one for one in free if is_same(one, row)), None)
            if entry is not None:
                found[row.code] = entry.code
                free.remove(entry)
        left = [row for row in left if row.code not in found]
    return found


def _has_its_code(entry: WheelEntry, row: TemplateRow) -> bool:
    return entry.code == same_code(row.code) and (_has_its_text(entry, row) or _has_its_topic(entry, row))


def _has_its_text(entry: WheelEntry, row: TemplateRow) -> bool:
    return entry.topic == row.topic and fold(entry.title) == fold(row.title)


def _has_its_topic(entry: WheelEntry, row: TemplateRow) -> bool:
    """The topic itself, in another language or renamed."""
    return bool(row.topic) and entry.topic == row.topic == row.code


def entries_of(session: Session, year: int) -> Sequence[WheelEntry]:
    """Return the entries of a year, in the order they were made."""
    return session.scalars(select(WheelEntry).where(WheelEntry.start_year == year).order_by(WheelEntry.id)).all()


def _free(code: str, taken: set[str], wanted: Collection[str]) -> str:
    """Return the code, or one that nobody has or wants where it is taken or is none; nobody else gets it."""
    found = same_code(code)
    if not found or found in taken:
        others = {*taken, *wanted, *(topic.id for topic in wheel_topics())}
        number = 1
        while (found := f"{OWN_CODE}{number}") in others:
            number += 1
    taken.add(found)
    return found


def _with_codes(rule: str, codes: Mapping[str, str]) -> str:
    try:
        return written(renamed(parse(rule), codes)) if rule else ""
    except UserError:
        return rule


def _title(rows: Mapping[str, TemplateRow], code: str) -> str:
    return rows[code].title if code in rows else code

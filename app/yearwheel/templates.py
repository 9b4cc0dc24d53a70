"""What can a school choose its wheel from: the program's own template, and those it has saved itself?"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.meetings.presets import WheelTopic, wheel_topics
from app.school.queries import school_calendar
from app.yearwheel.rules.loosening import undated
from app.yearwheel.rules.resolve import resolve
from app.yearwheel.rules.rule import parse
from db.models import Person, WheelEntry, WheelRing, WheelTemplate
from db.search import fold

VERSION = 1
LONGEST_NAME = 80
MOST_ROWS = 500
LONGEST_TEXT = 20_000
OF_A_BODY = "body"
"""The kind of ring of a body nobody knows any more; such a ring is a theme in a template."""

NO_NAME = N_("Give the template a name.")
LONG_NAME = N_("The name is too long. Use at most {most} letters.")
NAME_TAKEN = N_("There is a template called {name} already. Choose another name.")
NOTHING_TO_SAVE = N_("The wheel of this year has no entries yet, so there is nothing to save.")
NOT_READABLE = N_("This template is damaged and cannot be used. Remove it, and save it again from a wheel.")
TOO_NEW = N_("This template was saved by a newer version of the program. Use that version, or save it again here.")


@dataclass(frozen=True)
class TemplateRow:
    """A row of a template; its texts are in one language.

    ``rings`` is in whose ring it stands, the first the school has: a kind of body, or parents, staff, office, school;
    or "theme", whose ring is named ``ring_name``. ``code`` is what other rows' rules call it by. ``is_shipped``: it is
    the program's own, and is chosen in the language the school writes, whatever language it is shown in.
    """

    code: str
    rings: tuple[str, ...]
    title: str
    rule: str
    months: tuple[int, ...] = ()
    topic: str = ""
    ring_name: str = ""
    responsible: str = ""
    description: str = ""
    basis: str = ""
    links: str = ""
    is_shipped: bool = False

    @property
    def ring(self) -> str:
        """The ring it stands in where the school has it."""
        return self.rings[0]


@dataclass(frozen=True)
class OwnTemplate:
    """A template the school has saved; ``problem`` is a msgid where it cannot be read, and then it has no rows."""

    id: int
    name: str
    saved_on: date
    rows: tuple[TemplateRow, ...]
    problem: str = ""


@cache
def shipped(language: str) -> tuple[TemplateRow, ...]:
    """Return the rows of the program's own template, in the order of the school year, in nynorsk or else bokmål."""
    return tuple(_shipped_row(topic, language) for topic in wheel_topics())


def own(session: Session) -> tuple[OwnTemplate, ...]:
    """Return the school's own templates by name; one that cannot be read says so."""
    found = session.scalars(select(WheelTemplate).order_by(WheelTemplate.name, WheelTemplate.id))
    return tuple(OwnTemplate(one.id, one.name, one.saved_on, *read_content(one.content)) for one in found)


def save_own(session: Session, year: int, name: str) -> int:
    """Save the wheel of a year as a template of the school's own: rules, rings and texts, no dates and no people.

    Returns its id. Raises UserError (field "name") where the name is empty or taken, or the year has no entries.
    """
    name = " ".join(name.split())
    if not name:
        raise UserError(NO_NAME, field="name")
    if len(name) > LONGEST_NAME:
        raise UserError(LONG_NAME, field="name", most=LONGEST_NAME)
    if any(fold(name) == fold(other) for other in session.scalars(select(WheelTemplate.name))):
        raise UserError(NAME_TAKEN, field="name", name=name)
    rows = rows_of(session, year)
    if not rows:
        raise UserError(NOTHING_TO_SAVE, field="name")
    made = WheelTemplate(name=name, saved_on=clock.today(), content=content_of(rows))
    session.add(made)
    session.flush()
    return made.id


def remove_own(session: Session, template_id: int) -> None:
    """Remove a template of the school's own; what was chosen from it stays. Raises NoResultFound."""
    session.delete(session.get_one(WheelTemplate, template_id))
    session.flush()


def rules_by_code(rows: Iterable[TemplateRow]) -> Mapping[str, str]:
    """Return the rule of each row by its code, to be resolved or said."""
    return {row.code: row.rule for row in rows}


def rows_of(session: Session, year: int) -> tuple[TemplateRow, ...]:
    """Return the entries of a year as rows of a template: without dates, and without the names of people."""
    entries = session.scalars(select(WheelEntry).where(WheelEntry.start_year == year).order_by(WheelEntry.id)).all()
    if not entries:
        return ()
    rings = {ring.id: ring for ring in session.scalars(select(WheelRing))}
    kinds = {body.id: body.kind for body in bodies(session)}
    days = resolve({entry.code: entry.rule for entry in entries}, school_calendar(session, year))
    people = _people(session, entries)
    rows = []
    for entry in entries:
        ring = rings[entry.ring_id]
        kind = ring.kind if ring.kind != OF_A_BODY else kinds.get(ring.body_id or 0, "theme")
        rows.append(
            TemplateRow(
                code=entry.code,
                rings=(kind,),
                ring_name=ring.name,
                title=entry.title,
                rule=undated(entry.rule),
                months=_months(days[entry.code].spans),
                topic=entry.topic,
                responsible="" if _names(entry.responsible, people) else entry.responsible,
                description=entry.description,
                basis=entry.basis,
                links=entry.links,
            )
        )
    return tuple(rows)


def content_of(rows: Iterable[TemplateRow]) -> str:
    """Return rows as they are kept."""
    kept = [{name: value for name, value in asdict(row).items() if value and name != "is_shipped"} for row in rows]
    return json.dumps({"version": VERSION, "rows": kept}, ensure_ascii=False)


def read_content(content: str) -> tuple[tuple[TemplateRow, ...], str]:
    """Return the rows that are kept, and what is wrong (a msgid, then there are none). Whatever it is, never raises."""
    try:
        held = json.loads(content)
        if not (isinstance(held, dict) and "rows" in held):
            return (), NOT_READABLE
        version = held["version"]
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            return (), TOO_NEW
        if version != VERSION or len(held["rows"]) > MOST_ROWS:
            return (), NOT_READABLE
        rows = tuple(_read_row(one) for one in held["rows"])
    except (ValueError, TypeError, LookupError, RecursionError, UserError):
        return (), NOT_READABLE
    return (rows, "") if rows and len({row.code for row in rows}) == len(rows) else ((), NOT_READABLE)


def _read_row(held: Any) -> TemplateRow:
    """Raises ValueError, TypeError, LookupError, or UserError for a rule that cannot be read."""
    if not isinstance(held, dict):
        raise TypeError
    texts = {one.name for one in fields(TemplateRow) if one.type == "str"}
    given = {name: value for name, value in held.items() if name in texts}
    if not all(isinstance(value, str) and len(value) <= LONGEST_TEXT for value in given.values()):
        raise TypeError
    if any(holds_identity_number(value) for value in given.values()):
        raise ValueError
    json.dumps(given, ensure_ascii=False).encode()  # half a surrogate can be kept nowhere
    rings, months = held["rings"], held.get("months", [])
    if not (rings and isinstance(rings, list) and all(isinstance(one, str) for one in rings)):
        raise TypeError
    if not (isinstance(months, list) and all(type(one) is int and 1 <= one <= 12 for one in months)):
        raise ValueError
    row = TemplateRow(**{"rule": "", **given}, rings=tuple(rings), months=tuple(months))
    if not (row.code.strip() and row.title.strip()):
        raise ValueError
    if row.rule:
        parse(row.rule)
    return row


def _shipped_row(topic: WheelTopic, language: str) -> TemplateRow:
    return TemplateRow(
        code=topic.id,
        rings=(topic.ring, topic.else_ring) if topic.else_ring else (topic.ring,),
        title=topic.title(language),
        rule=topic.rule,
        months=topic.months,
        topic=topic.id,
        responsible=topic.doers(language),
        description=topic.description(language),
        basis=topic.basis(language),
        is_shipped=True,
    )


def _months(spans: Collection[tuple[date, date]]) -> tuple[int, ...]:
    """Return the months of some days, in the order of the school year."""
    found: dict[int, None] = {}
    for first, last in spans:
        month = first.replace(day=1)
        while month <= last:
            found[month.month] = None
            month = (month.replace(day=28) + (date(2000, 1, 8) - date(2000, 1, 1))).replace(day=1)
    return tuple(found)


def _people(session: Session, entries: Iterable[WheelEntry]) -> frozenset[str]:
    """Return the folded names of the people of the school, if anybody could be named at all."""
    if not any(" " in entry.responsible for entry in entries):
        return frozenset()
    named = session.execute(select(Person.given_name, Person.family_name))
    return frozenset(f" {fold(f'{given} {family}')} " for given, family in named if given and family)


def _names(text: str, people: Collection[str]) -> bool:
    """Say whether a text names somebody: whoever is named there holds it this year, not every year."""
    folded = f" {fold(text)} "
    return any(name in folded for name in people)

"""What is different about people from what it was before a day: names, how they are reached, their guardians?

Who is new brings no differences of their own, and who has been removed is not spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.net_rows import NetRow, Values, Written, rows_since, written
from app.contacts.queries import in_parts
from db.models import Person

LINK_FACTS = ("relation", "parental_responsibility", "lives_with")
_OWN_TABLES = ("person", "phone", "email", "address")


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of a person: what it was and what it is, "" for nothing.

    ``fact`` is name, birth_date (ISO), phone (E.164), email, address, postal_address, guardian ("yes" where there is
    one), or one of ``LINK_FACTS`` (codes). ``guardian_id`` is whom those about a guardian are about.
    """

    person_id: int
    fact: str
    old: str
    new: str
    written: Written
    guardian_id: int | None = None


def differences_since(session: Session, since: date, on: date) -> tuple[Difference, ...]:
    """Return what has become different since the morning of a day; a guardian whose link ended by ``on`` is none."""
    rows = rows_since(session, since, (*_OWN_TABLES, "guardian_link"))
    own, links = _by_person(rows), _by_pair(rows)
    new = {row.row_id for row in rows if row.table == "person" and row.before is None}
    known = _existing(session, {*own, *(person for pair in links for person in pair)})
    steps = written(session, {row.step_id for row in rows})
    found: list[Difference] = []
    for person, theirs in own.items():
        if person in known - new:
            found += _own(person, theirs, steps)
    for (pupil, guardian), theirs in links.items():
        if pupil in known - new and guardian in known:
            found += _of_link(pupil, guardian, theirs, steps, on)
    return tuple(found)


def _own(person: int, rows: Sequence[NetRow], steps: Mapping[int, Written]) -> list[Difference]:
    """Return the differences of one person's own facts; a value that only moved to another row is none."""
    found: list[Difference] = []
    for fact, (table, said) in _FACTS.items():
        touched = [row for row in rows if row.table == table and said(row.before) != said(row.after)]
        old = [value for row in touched if (value := said(row.before))]
        new = [value for row in touched if (value := said(row.after))]
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        for was, now in zip_longest(gone, come, fillvalue=""):
            found.append(Difference(person, fact, was, now, steps[max(row.step_id for row in touched)]))
    return found


def _of_link(
    pupil: int, guardian: int, rows: Sequence[NetRow], steps: Mapping[int, Written], on: date
) -> list[Difference]:
    before = next((row.before for row in rows if _holds(row.before, on)), None)
    after = next((row.after for row in rows if _holds(row.after, on)), None)
    step = steps[max(row.step_id for row in rows)]
    if before is not None and after is not None:
        return [
            Difference(pupil, fact, str(before[fact]), str(after[fact]), step, guardian)
            for fact in LINK_FACTS
            if before[fact] != after[fact]
        ]
    old, new = ("" if link is None else "yes" for link in (before, after))
    return [Difference(pupil, "guardian", old, new, step, guardian)] if old != new else []


def _by_person(rows: Iterable[NetRow]) -> dict[int, list[NetRow]]:
    found: dict[int, list[NetRow]] = {}
    for row in rows:
        if row.table in _OWN_TABLES:
            person = row.row_id if row.table == "person" else int(row.lasting("person_id"))
            found.setdefault(person, []).append(row)
    return found


def _by_pair(rows: Iterable[NetRow]) -> dict[tuple[int, int], list[NetRow]]:
    found: dict[tuple[int, int], list[NetRow]] = {}
    for row in rows:
        if row.table == "guardian_link":
            pair = (int(row.lasting("pupil_id")), int(row.lasting("guardian_id")))
            found.setdefault(pair, []).append(row)
    return found


def _existing(session: Session, people: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in in_parts(people):
        found.update(session.scalars(select(Person.id).where(Person.id.in_(some))))
    return found


def _holds(link: Values | None, on: date) -> bool:
    return link is not None and (link["valid_to"] is None or link["valid_to"] >= on.isoformat())


def _column(name: str) -> Callable[[Values | None], str]:
    return lambda row: str(row[name] or "") if row else ""


def _name(row: Values | None) -> str:
    return f"{row['given_name']} {row['family_name']}".strip() if row else ""


def _address(kind: str) -> Callable[[Values | None], str]:
    def said(row: Values | None) -> str:
        if row is None or row["kind"] != kind:
            return ""
        parts = (row["street"], f"{row['postal_code']} {row['city']}".strip())
        return ", ".join(part for part in parts if part)

    return said


_FACTS: Mapping[str, tuple[str, Callable[[Values | None], str]]] = {
    "name": ("person", _name),
    "birth_date": ("person", _column("birth_date")),
    "phone": ("phone", _column("number")),
    "email": ("email", _column("address")),
    "address": ("address", _address("home")),
    "postal_address": ("address", _address("postal")),
}

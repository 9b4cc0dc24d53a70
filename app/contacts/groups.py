"""Which groups of its own has the school (leirskole, 17. mai), and who is in them?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.contacts import entered
from app.contacts.queries import in_parts
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.school.commands import add_year
from app.school.queries import school_classes
from db.models import GroupMember, PersonGroup, SchoolYear
from db.search import sort_key


@dataclass(frozen=True)
class GroupRow:
    """One of the school's own groups in a year, with how many are in it."""

    id: int
    name: str
    members: int


def groups_of_year(session: Session, year: int) -> tuple[GroupRow, ...]:
    """Return the groups of a year in Norwegian order."""
    members = select(func.count()).where(GroupMember.group_id == PersonGroup.id).scalar_subquery()
    query = select(PersonGroup.id, PersonGroup.name, members).join(SchoolYear).where(SchoolYear.start_year == year)
    rows = (GroupRow(group_id, name, number) for group_id, name, number in session.execute(query))
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name), row.id)))


def add_group(session: Session, year: int, name: str, people: Collection[int] = ()) -> int:
    """Make a group in a school year, with people in it; returns its id. Raises UserError."""
    year_id = add_year(session, year)
    group = PersonGroup(school_year_id=year_id, name=_free_name(session, year, year_id, name))
    session.add(group)
    session.flush()
    put_in_group(session, group.id, people)
    return group.id


def rename_group(session: Session, group_id: int, name: str) -> None:
    """Change what a group is called. Raises UserError."""
    group = session.get_one(PersonGroup, group_id)
    year = session.get_one(SchoolYear, group.school_year_id)
    group.name = _free_name(session, year.start_year, year.id, name, but=group_id)


def remove_group(session: Session, group_id: int) -> None:
    """Remove a group; its people stay."""
    session.delete(session.get_one(PersonGroup, group_id))


def put_in_group(session: Session, group_id: int, people: Collection[int]) -> int:
    """Put people in a group; returns how many were not in it before."""
    there = set(session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == group_id)))
    new = [person for person in dict.fromkeys(people) if person not in there]
    session.add_all(GroupMember(group_id=group_id, person_id=person) for person in new)
    return len(new)


def take_out_of_group(session: Session, group_id: int, people: Collection[int]) -> None:
    """Take people out of a group."""
    for some in in_parts(people):
        session.execute(delete(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id.in_(some)))


def _free_name(session: Session, year: int, year_id: int, name: str, but: int = 0) -> str:
    name = entered.entered_line(name, "name")
    if not name:
        raise UserError(N_("Write what the group is called, for example “School camp”."), field="name")
    same = "".join(name.casefold().split())
    query = select(PersonGroup.name).where(PersonGroup.school_year_id == year_id, PersonGroup.id != but)
    if any("".join(other.casefold().split()) == same for other in session.scalars(query)):
        raise UserError(N_("There already is a group called {name} this year."), field="name", name=name)
    classes = school_classes(session, year, year_range(year)[0])
    if any("".join(row.name.casefold().split()) == same for row in classes):
        raise UserError(N_("There already is a class called {name} this year."), field="name", name=name)
    return name

"""Which groups has the school, its own (leirskole, 17. mai) and those of a file (elevråd, FAU), and who is in them?

Who is in a group that a file brought is for the next file to say: it can be removed by hand, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.schoolyear import year_range
from app.school.commands import add_year
from app.school.queries import school_classes
from db.models import GroupMember, PersonGroup, SchoolYear
from db.search import sort_key

OWN = "own"
KIND_NAMES = {
    OWN: N_("Own group"),
    "parents": N_("Guardians' group"),
    "pupil_council": N_("Pupil council"),
    "parent_committee": N_("Parents' committee (FAU)"),
    "cooperation_committee": N_("Cooperation committee (SU)"),
    "school_environment_committee": N_("School environment committee (SMU)"),
}
"""What a group is, by the codes of ``db.models.contacts.GROUP_KINDS``."""

FROM_A_FILE = N_("from a file")
KEPT_BY_FILES = N_(
    "The group {group} came with a file, and the next file says who is in it and what it is called. "
    "Make a group of your own to choose for yourself."
)


@dataclass(frozen=True)
class GroupRow:
    """A group in a year, with how many are in it; ``kind`` is one of GROUP_KINDS."""

    id: int
    name: str
    members: int
    kind: str = OWN

    @property
    def is_own(self) -> bool:
        """Say whether it was made here, and not brought by a file."""
        return self.kind == OWN


def groups_of_year(session: Session, year: int) -> tuple[GroupRow, ...]:
    """Return the groups of a year in Norwegian order, the school's own first."""
    members = select(func.count()).where(GroupMember.group_id == PersonGroup.id).scalar_subquery()
    query = select(PersonGroup.id, PersonGroup.name, members, PersonGroup.kind).join(SchoolYear)
    rows = (GroupRow(*row) for row in session.execute(query.where(SchoolYear.start_year == year)))
    return tuple(sorted(rows, key=lambda row: (not row.is_own, sort_key(row.name), row.id)))


def say_kind(group: GroupRow, tr: Translator) -> str:
    """Say what a group is that a file brought, and that one did; "" of the school's own."""
    return "" if group.is_own else tr(N_("{kind}, from a file"), kind=tr(KIND_NAMES[group.kind]))


def members_of(session: Session, group_id: int) -> tuple[int, ...]:
    """Return who is in a group."""
    query = select(GroupMember.person_id).where(GroupMember.group_id == group_id).order_by(GroupMember.id)
    return tuple(session.scalars(query))


def roles_in_group(session: Session, group_id: int) -> dict[int, str]:
    """Return {member: what they are in the group} of those the file says it of."""
    query = select(GroupMember.person_id, GroupMember.role).where(
        GroupMember.group_id == group_id, GroupMember.role != ""
    )
    return {row.person_id: row.role for row in session.execute(query)}


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
    group = _own(session, group_id)
    year = session.get_one(SchoolYear, group.school_year_id)
    group.name = _free_name(session, year.start_year, year.id, name, but=group_id)


def remove_group(session: Session, group_id: int) -> None:
    """Remove a group, also one that a file brought; its people stay."""
    session.delete(session.get_one(PersonGroup, group_id))


def put_in_group(session: Session, group_id: int, people: Collection[int]) -> int:
    """Put people in a group of the school's own; returns how many were not in it before. Raises UserError."""
    _own(session, group_id)
    there = set(session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == group_id)))
    new = [person for person in dict.fromkeys(people) if person not in there]
    session.add_all(GroupMember(group_id=group_id, person_id=person) for person in new)
    return len(new)


def take_out_of_group(session: Session, group_id: int, people: Collection[int]) -> None:
    """Take people out of a group of the school's own. Raises UserError."""
    _own(session, group_id)
    for some in in_parts(people):
        session.execute(delete(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id.in_(some)))


def _own(session: Session, group_id: int) -> PersonGroup:
    group = session.get_one(PersonGroup, group_id)
    if group.kind != OWN:
        raise UserError(KEPT_BY_FILES, field="group", group=group.name)
    return group


def _free_name(session: Session, year: int, year_id: int, name: str, but: int = 0) -> str:
    from app.contacts import entered  # the cleaning of values: the groups themselves are asked for at every start

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

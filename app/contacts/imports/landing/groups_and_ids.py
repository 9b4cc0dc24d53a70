"""How do the groups and ids of a file land, once everybody they name has come in?"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.contacts.imports.planning.accepting import Accepted
from app.contacts.imports.planning.grouped import GroupPlan
from app.contacts.imports.planning.plan import ImportPlan
from app.school.commands import add_year
from db.bulk import insert_many
from db.ids import next_ids
from db.models import ExternalId, GroupMember, PersonGroup

PersonOf = Callable[[str, int], int | None]
"""The person a pupil, guardian or member of staff of the file has become, None for who was left out."""


def write_groups(session: Session, plan: ImportPlan, accepted: Accepted, person_of: PersonOf) -> None:
    """Write new groups, and who comes into and goes out of those that stand."""
    fresh = accepted.of("groups", "new")
    rows: list[tuple[int, int, str]] = []
    if fresh:
        year = add_year(session, plan.known.year)
        ids = next_ids(session, PersonGroup, len(fresh))
        kinds = [plan.roster.groups[item.key[1]].kind for item in fresh]
        insert_many(
            session,
            PersonGroup,
            ("id", "school_year_id", "name", "kind"),
            [(group, year, item.name, kind) for group, item, kind in zip(ids, fresh, kinds, strict=True)],
        )
        for group, item in zip(ids, fresh, strict=True):
            members = _members(plan.groups[item.key[1]], person_of)
            rows += [(group, person, role) for person, role in members.items()]
    for item in accepted.of("groups", "changed"):
        group = item.stored or 0
        told = plan.groups[item.key[1]]
        for person, role in _members(told, person_of).items():
            if person not in told.before:
                rows.append((group, person, role))
            elif role and told.before[person] != role:
                where = GroupMember.group_id == group, GroupMember.person_id == person
                session.execute(update(GroupMember).where(*where).values(role=role))
        for person in told.leaving:
            session.execute(delete(GroupMember).where(GroupMember.group_id == group, GroupMember.person_id == person))
    insert_many(session, GroupMember, ("group_id", "person_id", "role"), rows)


def write_ids(session: Session, plan: ImportPlan, accepted: Accepted, person_of: PersonOf) -> None:
    """Keep what the file's system calls those who are here now, so that its next file knows them again."""
    source = plan.roster.source
    rows: list[tuple[int, str, str]] = []
    for told in accepted.ids:
        person = person_of(*told.of)
        if person is None:
            continue
        if told.moves:
            where = ExternalId.source == source, ExternalId.value == told.value
            session.execute(update(ExternalId).where(*where).values(person_id=person))
        else:
            rows.append((person, source, told.value))
    insert_many(session, ExternalId, ("person_id", "source", "value"), rows)


def _members(plan: GroupPlan, person_of: PersonOf) -> dict[int, str]:
    found: dict[int, str] = {}
    for member in plan.members:
        person = person_of(*member.of)
        if person is not None:
            found.setdefault(person, member.role)
    return found

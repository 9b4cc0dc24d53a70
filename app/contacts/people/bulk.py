"""What does the user do with several people at once? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.commands import leave_school, set_field
from app.contacts.entered import entered_line
from app.contacts.groups import add_group, put_in_group, take_out_of_group
from app.contacts.queries import in_parts
from app.core.errors import UserError
from app.core.feature import StillHolds
from app.core.i18n import N_
from app.school.queries import in_force
from db.models import ClassMembership

WISHES = ("list_opt_out", "unlisted_phone", "unlisted_email", "unlisted_address")
"""What somebody can wish to have left off shared lists: themselves, or one of the three."""


def leave_together(session: Session, people: Collection[int], last_day: date) -> tuple[StillHolds, ...]:
    """End several pupils' time at the school after a day they are in a class on, all or none. Raises UserError.

    Returns who has something to leave by that.
    """
    there: set[int] = set()
    for some in in_parts(people):
        query = select(ClassMembership.person_id).where(
            ClassMembership.person_id.in_(some), in_force(ClassMembership, last_day)
        )
        there.update(session.scalars(query))
    missing = len(set(people) - there)
    if missing:
        raise UserError(
            N_("{number} of them are in no class on that day. Choose another day, or leave them out."),
            field="last_day",
            number=missing,
        )
    told = [one for person in sorted(there) for one in leave_school(session, person, last_day)]
    return tuple({one.person_id: one for one in told}.values())


def set_language(session: Session, people: Collection[int], language: str, interpreter: str) -> None:
    """Set language and need of an interpreter ("yes", "no"); what is empty stays as it is. Raises UserError."""
    language = entered_line(language, "language")
    if not language and not interpreter:
        raise UserError(N_("Write a language, or say whether an interpreter is needed."), field="language")
    for person in sorted(people):
        if language:
            set_field(session, person, "language", language)
        if interpreter:
            set_field(session, person, "needs_interpreter", interpreter)


def set_wish(session: Session, people: Collection[int], wish: str, value: str) -> None:
    """Note that people wish to be left off shared lists, or that a value of theirs is; ``value`` is "yes" or "no"."""
    if wish not in WISHES:
        raise UserError(N_("Choose one of the values in the list."), field="wish")
    for person in sorted(people):
        set_field(session, person, wish, value)


def gather(session: Session, people: Collection[int], year: int, name: str) -> int:
    """Make a group of people; returns its id. Raises UserError."""
    return add_group(session, year, name, people)


def put_in(session: Session, people: Collection[int], group_id: int) -> int:
    """Put people in a group; returns how many were not in it before. Raises UserError if all were."""
    added = put_in_group(session, group_id, people)
    if not added:
        raise UserError(N_("They are in this group already."), field="group")
    return added


def take_out(session: Session, people: Collection[int], group_id: int) -> None:
    """Take people out of a group."""
    take_out_of_group(session, group_id, people)

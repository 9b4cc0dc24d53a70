"""What does the user do with the register of the school's other plans? One function = one undo step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.core.schoolyear import year_of
from app.meetings.entered import entered_choice, entered_day_or_none, entered_words, in_order
from app.school.queries import own_language
from app.yearwheel.commands import add_entry, set_entry
from app.yearwheel.ringing import Rings
from app.yearwheel.rules.rule import OnDate, written
from db.models import OtherPlan, WheelEntry
from db.models.plan import PLAN_KINDS

NAME = N_("Write what the plan is called.")
NO_REVIEW = N_("Write first by when it is to be reviewed.")
ENDS_FIRST = N_("The last day must not come before the first.")
LINK = N_("Write an address like https://example.no, or in words where the plan is found.")
REVIEW = N_("Review: {name}")
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HTTPS = re.compile(r"https://[^\s/?#]+\.\S+")


def add_other_plan(session: Session, /, *, name: str, kind: str = "other", **fields: str) -> int:
    """Add a plan to the register; returns its id.

    ``fields`` are further columns as they are typed: owner, link, valid_from, valid_to, review_by, note. Raises
    UserError.
    """
    added = OtherPlan(name=_name(name, "name"), kind=entered_choice(*PLAN_KINDS)(kind, "kind"))
    for field, value in fields.items():
        setattr(added, field, _FIELDS[field](value, field))
    in_order(added.valid_from, added.valid_to, "valid_to", ENDS_FIRST)
    session.add(added)
    session.flush()
    return added.id


def set_other_plan(session: Session, other_plan_id: int, field: str, value: str) -> None:
    """Change one fact, named as its column, as it was typed; the entry of its review moves along. Raises UserError."""
    found = session.get_one(OtherPlan, other_plan_id)
    setattr(found, field, _FIELDS[field](value, field))
    in_order(found.valid_from, found.valid_to, field, ENDS_FIRST)
    session.flush()
    if field in ("review_by", "name", "owner"):
        _follow(session, found, field)


def remove_other_plan(session: Session, other_plan_id: int) -> None:
    """Take a plan out of the register; an entry of the wheel that its review became stays."""
    session.delete(session.get_one(OtherPlan, other_plan_id))
    session.flush()


def put_in_wheel(session: Session, other_plan_id: int) -> int:
    """Let the review of a plan come up in the yearly wheel on its day, in the office's ring; returns the entry.

    One that is there already in the same school year is moved to the day. Raises UserError without a day.
    """
    found = session.get_one(OtherPlan, other_plan_id)
    if found.review_by is None:
        raise UserError(NO_REVIEW, field="review_by")
    year = year_of(found.review_by)
    there = session.get(WheelEntry, found.wheel_entry_id) if found.wheel_entry_id is not None else None
    if there is not None and there.start_year == year:
        _follow(session, found, "review_by")
        return there.id
    made = Rings(session)
    (ring_id,) = made.ids([made.place(["office"])])
    entry_id = add_entry(
        session,
        year,
        ring_id=ring_id,
        title=_title(session, found),
        rule=written(OnDate(found.review_by)),
        responsible=found.owner,
    )
    found.wheel_entry_id = entry_id
    session.flush()
    return entry_id


def _follow(session: Session, found: OtherPlan, field: str) -> None:
    """Let the entry of a review say what the register says; one of another school year is left as it was."""
    if found.wheel_entry_id is None or (entry := session.get(WheelEntry, found.wheel_entry_id)) is None:
        return
    if field == "name":
        set_entry(session, entry.id, "title", _title(session, found))
    elif field == "owner":
        set_entry(session, entry.id, "responsible", found.owner)
    elif found.review_by is not None and year_of(found.review_by) == entry.start_year:
        rule = written(OnDate(found.review_by))
        if entry.rule != rule:
            set_entry(session, entry.id, "rule", rule)


def _title(session: Session, found: OtherPlan) -> str:
    return translator(own_language(session))(REVIEW, name=found.name)


def _name(text: str, field: str) -> str:
    name = entered_words(text, field, 150)
    if not name:
        raise UserError(NAME, field=field)
    return name


def _link(text: str, field: str) -> str:
    """Return an https address, or words; never another kind of address, which could run something."""
    found = entered_words(text, field, 500)
    in_words = ": " in found  # "Teams: Planer" is a place
    if _ADDRESS.match(found) and not in_words and not _HTTPS.fullmatch(found):
        raise UserError(LINK, field=field)
    return found


_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "name": _name,
    "kind": entered_choice(*PLAN_KINDS),
    "owner": entered_words,
    "link": _link,
    "valid_from": entered_day_or_none,
    "valid_to": entered_day_or_none,
    "review_by": entered_day_or_none,
    "note": entered_note,
}

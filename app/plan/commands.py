"""What does the user do with a plan: begin one, send it out, adopt it, go on from it? One function = one undo step.

What is done with its sections and points is in section_commands.py and point_commands.py, and is had from here too.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.meetings.entered import entered_words, likely_day
from app.plan.copying import copy_sections
from app.plan.guarding import newest_number, refuse_unless_open
from app.plan.imports.pasted import PastedSection
from app.plan.point_commands import add_point, join_points, move_point, remove_point, set_point, split_point
from app.plan.section_commands import (
    add_section,
    copy_section,
    make_list,
    make_table,
    move_section,
    remove_section,
    set_section,
)
from app.plan.taking import take_pasted
from app.plan.templates import default_title, plant
from app.plan.words import NO_TITLE_OF_PLAN
from db.models import AgendaItem, Plan, PlanSection

__all__ = [
    "PastedSection",
    "add_point",
    "add_section",
    "adopt",
    "copy_section",
    "join_points",
    "make_list",
    "make_table",
    "move_point",
    "move_section",
    "new_version",
    "remove_plan",
    "remove_point",
    "remove_section",
    "reopen",
    "send",
    "set_plan",
    "set_point",
    "set_section",
    "split_point",
    "start_empty",
    "start_from",
    "start_from_template",
    "take_pasted",
]

EMPTY = N_("The plan says nothing yet. Write it first.")
TO_COME = N_("It cannot have been done on a day to come.")
ANSWER_FIRST = N_("The last day for answers cannot come before the plan is sent.")
IN_FORCE_FIRST = N_("A plan cannot be in force before it is adopted.")
IN_FORCE = N_("The plan of {year} is in force. Make a new version to change it.")
FOLLOWED = N_("Another plan is made of this one. Change that one.")
GO_ON = N_("There is a version of the plan of {year} that is not adopted yet. Go on with that one.")
NOT_SENT = N_("Nobody has seen this version yet. Change it as it is.")
ADOPTED_STAYS = N_("The plan of {year} is adopted and is kept.")


def start_from_template(session: Session, year: int, codes: Collection[str] | None = None) -> int:
    """Begin the plan of a school year from the program's own template; returns its id.

    ``codes`` are the sections to take (app/plan/templates.py; None: those that are proposed), in the template's order,
    in the language the school writes, with what their points promise. Raises UserError where a version of the year
    is not adopted yet.
    """
    made = _begin(session, year, default_title(session), None)
    plant(session, made.id, codes)
    return made.id


def start_empty(session: Session, year: int) -> int:
    """Begin the plan of a school year with nothing in it; returns its id. Raises UserError as the others."""
    return _begin(session, year, default_title(session), None).id


def start_from(session: Session, plan_id: int, year: int) -> int:
    """Begin the plan of a school year as a copy of another, with all its points and what they promise; returns its id.

    Each row names by ``continues_id`` what it was copied from. A promise that is an entry of the wheel becomes the
    entry of the new year that continues it; its days are counted out anew. What was done of it is not copied. Raises
    UserError where a version of the year is not adopted yet.
    """
    before = session.get_one(Plan, plan_id)
    made = _begin(session, year, _retitled(before.title, before.start_year, year), plan_id)
    copy_sections(session, before, made)
    return made.id


def new_version(session: Session, plan_id: int) -> int:
    """Begin the next version of a plan in its own school year; returns its id.

    Raises UserError where nobody has seen the plan yet, or where there is a newer version already.
    """
    found = session.get_one(Plan, plan_id)
    if found.number < newest_number(session, found.start_year):
        raise UserError(GO_ON, year=year_name(found.start_year))
    if found.adopted_on is None and found.sent_on is None:
        raise UserError(NOT_SENT)
    made = _added(session, found.start_year, found.title, plan_id)
    copy_sections(session, found, made)
    return made.id


def set_plan(session: Session, plan_id: int, field: str, value: str) -> None:
    """Change what a plan is called (field title), as typed. Raises UserError."""
    found = refuse_unless_open(session, plan_id)
    if field != "title":
        raise KeyError(field)
    title = entered_words(value, field)
    if not title:
        raise UserError(NO_TITLE_OF_PLAN, field=field)
    found.title = title
    session.flush()


def send(session: Session, plan_id: int, on: date, answer_by: date | None = None) -> None:
    """Say that a plan was sent for consultation on a day, and by which day answers are wanted; again to correct it.

    It can still be written on. Raises UserError (sent_on, answer_by).
    """
    found = refuse_unless_open(session, plan_id)
    _refuse_empty(session, plan_id)
    _refuse_to_come(on, "sent_on")
    if answer_by is not None and likely_day(answer_by, "answer_by") < on:
        raise UserError(ANSWER_FIRST, field="answer_by")
    found.sent_on, found.answer_by = on, answer_by
    session.flush()


def adopt(
    session: Session,
    plan_id: int,
    on: date,
    by: str = "",
    item_id: int | None = None,
    in_force_from: date | None = None,
) -> None:
    """Say that a plan was adopted: on which day, by whom, in which case, and from when it is in force.

    From now on nothing in it can be changed; done again, it corrects what was said of the adoption. Raises UserError
    (adopted_on, adopted_by, adopted_item_id, in_force_from).
    """
    found = session.get_one(Plan, plan_id)
    if found.adopted_on is None:
        refuse_unless_open(session, plan_id)
        _refuse_empty(session, plan_id)
    _refuse_to_come(on, "adopted_on")
    if in_force_from is not None and likely_day(in_force_from, "in_force_from") < on:
        raise UserError(IN_FORCE_FIRST, field="in_force_from")
    if item_id is not None and session.get(AgendaItem, item_id) is None:
        raise UserError(N_("Choose one of the values in the list."), field="adopted_item_id")
    found.adopted_on, found.adopted_by, found.adopted_item_id = on, entered_words(by, "adopted_by"), item_id
    found.in_force_from = in_force_from
    session.flush()


def reopen(session: Session, plan_id: int) -> None:
    """Take back that a plan was adopted, or where it was not, that it was sent for consultation.

    Raises UserError where it is in force, or another plan is made of it already.
    """
    found = session.get_one(Plan, plan_id)
    if session.scalar(select(Plan.id).where(Plan.continues_id == plan_id).limit(1)) is not None:
        raise UserError(FOLLOWED)
    if found.adopted_on is None:
        refuse_unless_open(session, plan_id)
        found.sent_on = found.answer_by = None
    else:
        if found.in_force_from is not None and found.in_force_from <= clock.today():
            raise UserError(IN_FORCE, year=year_name(found.start_year))
        found.adopted_on = found.adopted_item_id = found.in_force_from = None
        found.adopted_by = ""
    session.flush()


def remove_plan(session: Session, plan_id: int) -> None:
    """Remove a version of a plan with all that stands in it. Raises UserError for one that is adopted."""
    found = session.get_one(Plan, plan_id)
    if found.adopted_on is not None:
        raise UserError(ADOPTED_STAYS, year=year_name(found.start_year))
    session.delete(found)
    session.flush()


def _begin(session: Session, year: int, title: str, continues_id: int | None) -> Plan:
    waiting = select(Plan.id).where(Plan.start_year == year, Plan.adopted_on.is_(None))
    newest = newest_number(session, year)
    if session.scalar(waiting.where(Plan.number == newest)) is not None:
        raise UserError(GO_ON, year=year_name(year))
    return _added(session, year, title, continues_id)


def _added(session: Session, year: int, title: str, continues_id: int | None) -> Plan:
    number = newest_number(session, year) + 1
    made = Plan(start_year=year, number=number, title=title, continues_id=continues_id)
    session.add(made)
    session.flush()
    return made


def _retitled(title: str, from_year: int, to_year: int) -> str:
    """Return a title with another school year where it names its own: 2026/27, 2026/2027, 2026–2027."""
    for between in ("/", "-", "–"):
        for said in (f"{{0}}{between}{{1:02d}}", f"{{0}}{between}{{2}}"):
            before = said.format(from_year, (from_year + 1) % 100, from_year + 1)
            title = title.replace(before, said.format(to_year, (to_year + 1) % 100, to_year + 1))
    return title


def _refuse_empty(session: Session, plan_id: int) -> None:
    if session.scalar(select(PlanSection.id).where(PlanSection.plan_id == plan_id).limit(1)) is None:
        raise UserError(EMPTY)


def _refuse_to_come(on: date, field: str) -> None:
    if likely_day(on, field) > clock.today():
        raise UserError(TO_COME, field=field)

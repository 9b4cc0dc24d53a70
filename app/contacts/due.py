"""What of the people waits: what the register must be told, grades to confirm, who cannot be reached, old lists?

Only numbers: who it is stands on the page. An ``item`` is "register", "import", ("marks", roles, marks) of the list,
or the id of the only one it is about.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import ContactFilter, count_contacts, list_contacts
from app.contacts.register.lines import waiting_count
from app.contacts.rules import GUARDIAN, NO_EMAIL, NO_PHONE, NOT_CONFIRMED, PROPOSED, PUPIL
from app.contacts.turning.due import turn_due
from app.core.about import Saying
from app.core.due import DueLine
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.school.due import begins_on
from db.models import ClassMembership, ImportRun, WheelEntry

PAGE = "contacts"
BEFORE, AFTER = timedelta(days=5), timedelta(days=10)
"""Around the pupils' first day the lists are brought up to date."""
HALF_YEAR = ((1, 4), (2, 15))
"""Between which days the lists are looked over at the half-year."""
IN_WHEEL = {"lists": "A01", "confirm": "A05"}
"""What the wheel of a school calls the same: where it is there, the wheel says it."""
SHOW = N_("Show them")


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what of the people waits on a day, each kind with a number."""
    year = year_of(today)
    if session.scalar(select(ClassMembership.id).limit(1)) is None:
        return ()  # nobody is in the school yet
    in_wheel = set(session.scalars(select(WheelEntry.code).where(WheelEntry.start_year == year)))
    found = [*_lists(session, year, today, in_wheel), *_register(session), *turn_due(session, today)]
    for code, words, why, roles, marks in (
        (
            "proposed",
            N_("Address protection that is proposed and not decided: {n}"),
            N_("Until the office decides, the whole family is left out of the lists that are shared."),
            0,
            PROPOSED,
        ),
        (
            "unreached",
            N_("Pupils with nobody at home who can be reached: {n}"),
            N_("There is neither phone nor e-mail of the pupil or of any guardian."),
            PUPIL,
            NO_PHONE | NO_EMAIL,
        ),
    ):
        found += _marked(session, year, code, words, why, roles, marks)
    if _is_half_year(today) and IN_WHEEL["confirm"] not in in_wheel:
        words = N_("Guardians whose contact details nobody has confirmed for a year: {n}")
        why = N_("At the half-year the lists are looked over: who has moved, who is 15, what is wrong.")
        found += _marked(session, year, "confirm", words, why, GUARDIAN, NOT_CONFIRMED, date(year + 1, *HALF_YEAR[1]))
    return tuple(found)


def _register(session: Session) -> list[DueLine]:
    number = waiting_count(session)
    if not number:
        return []
    words = Saying(N_("Changes that must be entered in the school's register: {n}"), {"n": number})
    why = Saying(N_("The register is the master: what was changed here is not known there, nor by those who read it."))
    return [DueLine(f"{PAGE}.register", words, number, None, PAGE, "register", N_("Open the list"), why)]


def _lists(session: Session, year: int, today: date, in_wheel: set[str]) -> list[DueLine]:
    """Say that no file has brought the lists up to date since the summer; a school that reads none in is not asked."""
    first = begins_on(session, year)
    newest = session.scalar(select(ImportRun.valid_from).order_by(ImportRun.valid_from.desc()).limit(1))
    if (
        IN_WHEEL["lists"] in in_wheel
        or newest is None
        or today < first - BEFORE
        or newest >= first - timedelta(days=31)
    ):
        return []
    words = Saying(N_("The lists are not brought up to date from the register this school year"))
    why = Saying(N_("Classes, guardians and address protection may be another since the summer."))
    return [DueLine(f"{PAGE}.lists", words, 1, first + AFTER, PAGE, "import", N_("Import …"), why)]


def _marked(
    session: Session, year: int, code: str, words: str, why: str, roles: int, marks: int, day: date | None = None
) -> list[DueLine]:
    which = ContactFilter(year, roles=roles, marks=marks)
    number = count_contacts(session, which)
    if not number:
        return []
    item: object = ("marks", roles, marks)
    if number == 1:
        item = list_contacts(session, which, limit=1)[0].id
    button = N_("Open") if number == 1 else SHOW
    return [DueLine(f"{PAGE}.{code}", Saying(words, {"n": number}), number, day, PAGE, item, button, Saying(why))]


def _is_half_year(today: date) -> bool:
    return HALF_YEAR[0] <= (today.month, today.day) <= HALF_YEAR[1]

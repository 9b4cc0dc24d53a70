"""Who has left the school and may be deleted, and which class lists of past years are for the archive?

Nobody is deleted while somebody or something that is kept here needs them. Class lists are preserved
(IKA Rogaland: elev- og klasselister skal bevares).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, union, update
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.disposal import NOT_HANDED_OVER, TO_BE_ASSESSED, ArchiveEntry, ArchivePaper, DisposalLine
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_name
from app.school.handed_over import handed_over
from app.school.queries import own_language, the_school
from db.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Candidate,
    ClassMembership,
    ClassStep,
    ContactTeacher,
    Election,
    ElectionResult,
    ExternalRole,
    GroupMember,
    GuardianLink,
    HistoryChange,
    HistoryStep,
    Meeting,
    NoticeRecipient,
    Office,
    Person,
    PersonGroup,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import sort_key

PERSON, CLASS_LIST = "person", "class_list"
PAGE = "contacts"
NAME_LIST = "name-list"

WAS_PUPIL = N_("Left {class_name} on {day}. Nothing here needs the details any more (GDPR article 5, 1 e).")
WAS_GUARDIAN = N_("Has had no child here since {day}. Nothing here needs the details any more (GDPR article 5, 1 e).")
WAS_HERE = N_(
    "Has had no part in the school since {day}. Nothing here needs the details any more (GDPR article 5, 1 e)."
)
NO_PART = N_("Has no place, no role and no child here. Look at who it is.")
CLASS_LISTS = N_("Class lists are preserved for good. Past years' papers are made of them.")

FAMILY = N_("Somebody in the family has a protected address and somebody goes here: together they are protected.")
CONTACT_BAN = N_("A contact ban concerns a pupil who goes here.")
HOLDS_OFFICE = N_("Holds an office. End it first.")
TO_DO = N_("Has something to do that is not done.")
TO_REGISTER = N_("The school's register has not been told that they have left.")
IN_MEETINGS = N_("Stands in the papers of a meeting that is kept here.")
IN_ELECTIONS = N_("Stands in the protocol of an election that is kept here.")
IN_CLASS_LISTS = N_("Stands on a class list that has not been handed over to the archive yet (arkivlova § 13).")


@dataclass
class _Tie:
    """What somebody had to do with the school: their last class, their last day as what; None: never."""

    class_name: str = ""
    pupil_until: date | None = None
    guardian_until: date | None = None
    other_until: date | None = None
    classes: set[int] = field(default_factory=set)

    @property
    def until(self) -> date | None:
        return max((day for day in (self.pupil_until, self.guardian_until, self.other_until) if day), default=None)


@dataclass
class _Hall:
    """Everybody in the file as they stand on a day: who is ``here``, and what the others had to do with the school."""

    here: set[int]
    ties: Mapping[int, _Tie]
    links: tuple[tuple[int, int, bool], ...]
    """(pupil, guardian, whether a contact ban has been laid down)"""


def disposal(session: Session, today: date) -> tuple[DisposalLine, ...]:
    """Return those who have left, by name, then the class lists of past years. The hook ``disposal``."""
    return (*_people(session, today), *_class_lists(session, today))


def dispose(session: Session, kind: str, subject_id: int) -> None:
    """Delete somebody, or who was in a class of a past year and its teachers. The hook ``dispose``."""
    if kind == PERSON:
        _delete_person(session, subject_id)
    elif kind == CLASS_LIST:
        for table in (ClassMembership, ContactTeacher, ClassStep):
            session.execute(delete(table).where(table.school_class_id == subject_id))


def _delete_person(session: Session, person_id: int) -> None:
    found = session.get(Person, person_id)
    if found is None:
        return
    hooks = session.info.get("hooks")
    if hooks is not None:
        hooks.run("erase_person", session, person_id)
    told_by = f"{found.given_name} {found.family_name}".strip()
    session.execute(update(RegisterChange).where(RegisterChange.told_by == told_by).values(told_by=""))
    session.flush()
    session.execute(delete(Person).where(Person.id == person_id))
    session.expire_all()


def _people(session: Session, today: date) -> Iterator[DisposalLine]:
    hall = _hall(session, today)
    query = select(Person.id, Person.given_name, Person.family_name, Person.address_grade, Person.proposed_grade)
    everybody = sorted(session.execute(query).all(), key=_by_name)
    left = {row.id: f"{row.given_name} {row.family_name}".strip() for row in everybody if row.id not in hall.here}
    if not left:
        return
    graded = {row.id for row in everybody if row.address_grade != "none" or row.proposed_grade not in ("", "none")}
    hindered = _hindrances(session, today, hall, graded)
    unknown = _last_touched(session, [one for one in left if hall.ties[one].until is None])
    for person_id, name in left.items():
        tie = hall.ties[person_id]
        day = tie.until or unknown.get(person_id, today)
        yield DisposalLine(
            kind=PERSON,
            subject_id=person_id,
            title=Saying("{name}", {"name": name}),
            day=day,
            suggested="delete" if tie.until is not None else "keep",
            why=_why(tie),
            hindered=hindered.get(person_id),
            page=PAGE,
            item=person_id,
        )


def _by_name(row: Row[int, str, str, str, str]) -> tuple[str, int]:
    return sort_key(f"{row.family_name}, {row.given_name}"), row.id


def _why(tie: _Tie) -> Saying:
    if tie.until is None:
        return Saying(NO_PART)
    values = {"day": f"{tie.until:%d.%m.%Y}"}
    if tie.until == tie.pupil_until:
        return Saying(WAS_PUPIL, {**values, "class_name": tie.class_name})
    return Saying(WAS_GUARDIAN if tie.until == tie.guardian_until else WAS_HERE, values)


def _hall(session: Session, today: date) -> _Hall:
    """Read who is here on a day or to come, and until when the others were."""
    here: set[int] = set()
    ties: defaultdict[int, _Tie] = defaultdict(_Tie)
    in_classes = select(
        ClassMembership.person_id, ClassMembership.school_class_id, SchoolClass.name, ClassMembership.valid_to
    ).join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
    for person_id, class_id, class_name, until in session.execute(in_classes.order_by(ClassMembership.valid_to)):
        tie = ties[person_id]
        tie.classes.add(class_id)
        if until is None or until >= today:
            here.add(person_id)
        elif tie.pupil_until is None or until >= tie.pupil_until:
            tie.pupil_until, tie.class_name = until, class_name
    for table in (StaffRole, ExternalRole):
        for person_id, until in session.execute(select(table.person_id, table.valid_to)):
            _was(here, ties[person_id], person_id, until, today)
    _teachers(session, today, here, ties)
    pupils = {one for one in here if ties[one].classes}
    links = []
    rows = select(GuardianLink.pupil_id, GuardianLink.guardian_id, GuardianLink.valid_to, GuardianLink.contact_ban)
    for pupil, guardian, until, ban in session.execute(rows):
        links.append((pupil, guardian, ban != "none"))
        if pupil in pupils and (until is None or until >= today):
            here.add(guardian)
            continue
        last = min((day for day in (until, ties[pupil].pupil_until) if day is not None), default=None)
        tie = ties[guardian]
        if last is not None and (tie.guardian_until is None or last > tie.guardian_until):
            tie.guardian_until = last
    return _Hall(here, ties, tuple(links))


def _was(here: set[int], tie: _Tie, person_id: int, until: date | None, today: date) -> None:
    if until is None or until >= today:
        here.add(person_id)
    elif tie.other_until is None or until > tie.other_until:
        tie.other_until = until


def _teachers(session: Session, today: date, here: set[int], ties: Mapping[int, _Tie]) -> None:
    """Contact teachers and members of groups are here as long as the year of the class or the group is."""
    ends = SchoolYear.ends_on
    teachers = (
        select(ContactTeacher.person_id, ContactTeacher.valid_to, ends, ContactTeacher.school_class_id)
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    for person_id, until, year_ends, class_id in session.execute(teachers):
        ties[person_id].classes.add(class_id)
        _was(here, ties[person_id], person_id, min(until or year_ends, year_ends), today)
    members = (
        select(GroupMember.person_id, ends)
        .join(PersonGroup, PersonGroup.id == GroupMember.group_id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
    )
    for person_id, year_ends in session.execute(members):
        _was(here, ties[person_id], person_id, year_ends, today)


def _hindrances(session: Session, today: date, hall: _Hall, graded: Collection[int]) -> dict[int, Saying]:
    """Return {person: why they cannot be deleted yet}, the weightiest reason of each."""
    handed = handed_over(session, CLASS_LIST)
    still = or_(Office.valid_to.is_(None), Office.valid_to >= today)
    waiting = and_(
        RegisterChange.field == "left", RegisterChange.entered_on.is_(None), RegisterChange.confirmed_on.is_(None)
    )
    listed = {one for one, tie in hall.ties.items() if tie.classes - handed}
    banned = {one for pupil, guardian, ban in hall.links if ban and pupil in hall.here for one in (guardian,)}
    found: dict[int, Saying] = {}
    for msgid, people in (
        (FAMILY, _protecting(hall, graded)),
        (CONTACT_BAN, banned),
        (HOLDS_OFFICE, session.scalars(select(Office.person_id).where(still))),
        (TO_DO, session.scalars(select(ActionPoint.owner_id).where(ActionPoint.done_on.is_(None)))),
        (TO_REGISTER, session.scalars(select(RegisterChange.person_id).where(waiting))),
        (IN_MEETINGS, _named_in(session, _MEETINGS)),
        (IN_ELECTIONS, _named_in(session, _ELECTIONS)),
        (IN_CLASS_LISTS, listed),
    ):
        for person_id in people:
            if person_id is not None:
                found.setdefault(person_id, Saying(msgid))
    return found


_MEETINGS = (
    Attendance.person_id,
    NoticeRecipient.person_id,
    Meeting.chair_id,
    Meeting.minute_taker_id,
    AgendaItem.presenter_id,
    ActionPoint.owner_id,
)
_ELECTIONS = (Candidate.person_id, ElectionResult.person_id, ElectionResult.deputy_for_id, Election.officer_id)


def _named_in(session: Session, columns: Collection[Any]) -> set[int]:
    return set(session.scalars(union(*(select(column).where(column.is_not(None)) for column in columns))))


def _protecting(hall: _Hall, graded: Collection[int]) -> set[int]:
    """Return everybody in a family with somebody protected, or who may be, and with somebody who is here.

    A family is all who hang together through guardians, now or before: who is shown of whom is told from those links.
    """
    if not graded:
        return set()
    near: defaultdict[int, set[int]] = defaultdict(set)
    for pupil, guardian, _ in hall.links:
        near[pupil].add(guardian)
        near[guardian].add(pupil)
    found: set[int] = set()
    for one in graded:
        family, waiting = {one}, [one]
        while waiting:
            new = near[waiting.pop()] - family
            family |= new
            waiting.extend(new)
        if family & hall.here:
            found |= family
    return found


def _last_touched(session: Session, people: Collection[int]) -> dict[int, date]:
    """Return when something was last changed of people nobody knows a last day of."""
    if not people:
        return {}
    query = (
        select(HistoryChange.row_id, func.max(HistoryStep.made_at))
        .join(HistoryStep, HistoryStep.id == HistoryChange.step_id)
        .where(HistoryChange.table_name == Person.__tablename__, HistoryChange.row_id.in_(people))
        .group_by(HistoryChange.row_id)
    )
    return {row_id: made_at.date() for row_id, made_at in session.execute(query)}


def _class_lists(session: Session, today: date) -> Iterator[DisposalLine]:
    handed = handed_over(session, CLASS_LIST)
    school = the_school(session)
    tr = translator(own_language(session))
    query = (
        select(SchoolClass.id, SchoolClass.name, SchoolYear.start_year, SchoolYear.ends_on)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.ends_on < today, SchoolClass.id.in_(select(ClassMembership.school_class_id)))
        .order_by(SchoolYear.start_year, SchoolClass.grade, SchoolClass.name)
    )
    responsible = school.name if school is not None else ""
    for class_id, name, year, ends_on in session.execute(query):
        yield DisposalLine(
            kind=CLASS_LIST,
            subject_id=class_id,
            title=Saying(N_("Class list {class_name} {year}"), {"class_name": name, "year": year_name(year)}),
            day=ends_on,
            suggested="archive",
            why=Saying(CLASS_LISTS),
            hindered=None if class_id in handed else Saying(NOT_HANDED_OVER),
            entry=_entry(name, year, responsible, tr),
        )


def _entry(class_name: str, year: int, responsible: str, tr: Translator) -> ArchiveEntry:
    paper = ArchivePaper(NAME_LIST, class_name, year, {"blank_columns": "0"}, ("number", "name", "born"))
    return ArchiveEntry(tr(N_("Class list")), access=tr(TO_BE_ASSESSED), responsible=responsible, papers=(paper,))

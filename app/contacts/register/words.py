"""What must the school's register be told, in words: whose fact, what stands here of it now, and who told it on?

The values are read where they stand, as far as disclosure lets the office, or the contact teachers, have them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure, disclosure
from app.contacts.households import NOWHERE
from app.contacts.listed import ListedPerson, lines_of, people_for
from app.contacts.net_rows import written
from app.contacts.queries import in_parts, links_of
from app.contacts.register.lines import RegisterLine, register_lines
from app.contacts.words import GENDERS, PHONE_KINDS, REGISTER_FIELDS, RELATIONS_IN_TEXT, RESPONSIBILITY
from app.core.i18n import N_, Translator
from app.core.schoolyear import year_of
from app.school.queries import school_classes
from db.models import ClassMembership, GuardianLink, HistoryChange, Person, RegisterChange, SchoolClass, SchoolYear
from db.search import sort_key

Teachers = tuple[tuple[int, str], ...]
"""(person id, name) of the contact teachers of a class."""

OF_CLASS = ("started", "left", "class")
_WITHHELD = ("phone", "email", "address", "postal_address", "birth_date")
_OF_LINKS = ("guardians", "relation", "parental_responsibility")
PROTECTED = N_("Protected: press Show on the person")
REMOVED = N_("removed")


@dataclass(frozen=True)
class RegisterFact:
    """A line of *Å føre i fagsystemet* with what stands here of it now.

    ``values`` are raw: numbers, dates, codes, (name, code), (class, first day). Nothing stands there: it was removed;
    ``is_withheld``: this audience may not have it, or (``banned``) not whoever teaches these pupils. ``relation`` is
    what the person is to the first of the pupils; a pupil is none. ``teachers`` are those of each pupil's class,
    ``named`` the others who stand in the values, and ``listed`` the pupils' names as in a list, family name first.
    """

    line: RegisterLine
    values: tuple[Any, ...]
    is_withheld: bool
    relation: str
    made_by: str
    teachers: Mapping[int, Teachers]
    banned: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    listed: tuple[str, ...] = ()

    @property
    def is_pupil(self) -> bool:
        return any(pupil == self.line.person_id for pupil, _, _ in self.line.pupils)


@dataclass(frozen=True)
class TeachersLines:
    """What the contact teachers of some classes are told: each line is one sentence. ``people`` stand in them."""

    teachers: Teachers
    classes: tuple[str, ...]
    lines: tuple[str, ...]
    people: frozenset[int]


class _Time(NamedTuple):
    """A pupil's time in a class."""

    class_id: int
    class_name: str
    start_year: int
    first: date
    last: date | None


def register_facts(
    session: Session, on: date, audience: str = "office", *, entered_too: bool = False
) -> tuple[RegisterFact, ...]:
    """Return what waits to be entered with what stands here now, as an audience may have it on a day.

    Class by class, the pupils by family name, and a pupil's own changes before those of the guardians.
    """
    lines = register_lines(session, on, entered_too=entered_too)
    allowed = disclosure(session, audience, on)
    pupils = {pupil for line in lines for pupil, _, _ in line.pupils}
    people = people_for(session, {*pupils, *(line.person_id for line in lines)}, allowed)
    own = _own_columns(session, people)
    times = _times(session, {*pupils, *people}, on)
    links = links_of(session, pupils, on)
    guardians = people_for(session, {link.guardian_id for rows in links.values() for link in rows}, allowed)
    classes = school_classes(session, year_of(on), on)
    teachers = {row.id: row.teachers for row in classes}
    places = {row.name: at for at, row in enumerate(classes)}
    makers = _makers(session, [line.id for line in lines])
    found = []
    for line in lines:
        person = people.get(line.person_id)
        if person is None:
            continue
        withheld = line.field in _WITHHELD and not allowed.may_have(person.id, line.field)
        mine = {pupil: link for pupil, _, _ in line.pupils for link in links.get(pupil, ()) if _is_of(link, person)}
        found.append(
            RegisterFact(
                line,
                () if withheld else _values(line.field, person, own, times, links.get(person.id, ()), guardians),
                withheld,
                next((link.relation for link in mine.values() if link.relation), ""),
                makers.get(line.id, ""),
                {pupil: _teachers(times.get(pupil, ()), teachers, year_of(on)) for pupil, _, _ in line.pupils},
                _banned(mine, line.field, allowed),
                frozenset(link.guardian_id for link in links.get(person.id, ()) if line.field in _OF_LINKS),
                tuple(people[pupil].name if pupil in people else name for pupil, name, _ in line.pupils),
            )
        )

    def place(fact: RegisterFact) -> tuple[object, ...]:
        pupil, _, class_name = fact.line.pupils[0] if fact.line.pupils else (0, "", "")
        of_class = places.get(class_name, len(places)), sort_key(class_name)
        of_pupil = people[pupil].key if pupil in people else ("", "", pupil)
        return *of_class, of_pupil, not fact.is_pupil, people[fact.line.person_id].key, fact.line.id

    return tuple(sorted(found, key=place))


def said_who(fact: RegisterFact, tr: Translator) -> str:
    """Return whose fact it is, and what they are: “Kari Berg (mother)”."""
    relation = RELATIONS_IN_TEXT.get(fact.relation, N_("guardian"))
    return f"{fact.line.name} ({tr(N_('pupil') if fact.is_pupil else relation)})"


def said_field(fact: RegisterFact, tr: Translator) -> str:
    """Return which fact it is, in the office's words."""
    numbers = fact.values if fact.line.field == "phone" else ()
    if len(numbers) == 1 and numbers[0].startswith(("+474", "+479")):
        return tr(PHONE_KINDS["mobile"])
    return tr(REGISTER_FIELDS[fact.line.field])


def said_value(fact: RegisterFact, tr: Translator) -> str:
    """Return what stands here now on one line: “removed” if nothing does, and why not if it may not stand here."""
    if fact.is_withheld:
        return tr(PROTECTED)
    return "; ".join(_said(fact.line.field, value, tr) for value in fact.values) or tr(REMOVED)


def for_teachers(facts: Iterable[RegisterFact], tr: Translator) -> tuple[TeachersLines, ...]:
    """Return what the contact teachers are told, a part for each who share classes; nobody's where there is none.

    ``facts`` are read for the staff: what they may not have is asked for in the office.
    """
    found: dict[tuple[Teachers, str], list[tuple[str, str, frozenset[int]]]] = {}
    for fact in facts:
        for pupil, name, class_name in fact.line.pupils:
            teachers = fact.teachers.get(pupil, ())
            key = (teachers, "" if teachers else class_name)
            said = _sentence(fact, pupil, name, class_name, tr)
            found.setdefault(key, []).append((class_name, said, frozenset({pupil, fact.line.person_id, *fact.named})))
    parts = (
        TeachersLines(
            teachers,
            tuple(sorted({class_name for class_name, _, _ in told}, key=sort_key)),
            tuple(said for _, said, _ in told),
            frozenset().union(*(people for _, _, people in told)),
        )
        for (teachers, _), told in found.items()
    )
    return tuple(sorted(parts, key=lambda part: [sort_key(name) for name in part.classes]))


def teachers_text(parts: Iterable[TeachersLines], tr: Translator) -> str:
    """Return the parts as plain text, each under whom it is for."""
    return "\n\n".join("\n".join((_head(part, tr), *part.lines)) for part in parts)


# -- words ------------------------------------------------------------------------------------------------------------


def _said(field: str, value: Any, tr: Translator) -> str:
    if field == "phone":
        return tr.phone(value)
    if field in ("address", "postal_address"):
        return ", ".join(lines_of(value))
    if field == "gender":
        return tr(GENDERS[value])
    if field == "guardians":
        name, relation = value
        return f"{name} ({tr(RELATIONS_IN_TEXT[relation])})" if relation in RELATIONS_IN_TEXT else str(name)
    if field in ("relation", "parental_responsibility"):
        name, code = value
        words = RELATIONS_IN_TEXT.get(code, N_("not stated")) if field == "relation" else RESPONSIBILITY[code]
        said = tr(words)
        return f"{name}: {said[:1].lower()}{said[1:]}"
    if field == "left":
        class_name, last = value
        return tr(N_("Last day in {old}: {date}"), old=class_name, date=tr.date(last))
    if field in ("class", "started"):
        class_name, first = value
        return tr(N_("{name} from {date}"), name=class_name, date=tr.date(first))
    return tr.date(value) if isinstance(value, date) else str(value)


def _sentence(fact: RegisterFact, pupil: int, name: str, class_name: str, tr: Translator) -> str:
    line = fact.line
    told = tr(N_("told by {name}"), name=line.told_by) + ", " if line.told_by else ""
    what = said_field(fact, tr)
    values = {
        "pupil": f"{class_name} {name}",
        "field": f"{what[:1].lower()}{what[1:]}",
        "name": line.name,
        "value": said_value(fact, tr),
    }
    of_pupil = line.person_id == pupil
    if fact.is_withheld or pupil in fact.banned:
        words = (
            N_("{pupil}: {field} has changed; ask the office")
            if of_pupil
            else N_("{pupil}: {field} of {name} has changed; ask the office")
        )
    elif line.field in OF_CLASS and fact.values:
        words = N_("{pupil}: {value}")
        if line.field == "started":
            said = tr(N_("Started in {new} on {date}"), new=fact.values[0][0], date=tr.date(fact.values[0][1]))
            values["value"] = f"{said[:1].lower()}{said[1:]}"
        elif line.field == "left":
            values["value"] = f"{values['value'][:1].lower()}{values['value'][1:]}"
        else:
            words = N_("{pupil}: {field} is now {value}")
    elif not fact.values:
        words = N_("{pupil}: {field} is removed") if of_pupil else N_("{pupil}: {field} of {name} is removed")
    else:
        words = N_("{pupil}: {field} is now {value}") if of_pupil else N_("{pupil}: {field} of {name} is now {value}")
    return f"{tr(words, **values)} ({told}{tr.date(line.made_on)})"


def _head(part: TeachersLines, tr: Translator) -> str:
    classes = ", ".join(part.classes)
    if not part.teachers:
        return tr(N_("To the contact teacher of {classes}:"), classes=classes)
    return tr(N_("To {names}, {classes}:"), names=", ".join(name for _, name in part.teachers), classes=classes)


# -- what stands here -------------------------------------------------------------------------------------------------


def _values(
    field: str,
    person: ListedPerson,
    own: Mapping[int, Mapping[str, Any]],
    times: Mapping[int, tuple[_Time, ...]],
    links: Collection[GuardianLink],
    guardians: Mapping[int, ListedPerson],
) -> tuple[Any, ...]:
    if field == "phone":
        return person.phones
    if field == "email":
        return person.emails
    if field in ("address", "postal_address"):
        place = person.address if field == "address" else person.postal_address
        return () if place == NOWHERE else (place,)
    if field == "guardians":
        return tuple(
            (guardians[link.guardian_id].full_name, link.relation) for link in links if link.guardian_id in guardians
        )
    if field in ("relation", "parental_responsibility"):
        return tuple(
            (guardians[link.guardian_id].full_name, getattr(link, field))
            for link in links
            if link.guardian_id in guardians
        )
    if field in OF_CLASS:
        return _class_value(field, times.get(person.id, ()))
    value = own[person.id][field]
    return () if value in (None, "", "unknown") else (value,)


def _class_value(field: str, times: tuple[_Time, ...]) -> tuple[Any, ...]:
    if not times:
        return ()
    first, last = min(times, key=lambda time: time.first), max(times, key=lambda time: time.first)
    if field == "left":
        return ((last.class_name, last.last),) if last.last is not None else ()
    time = first if field == "started" else last
    return ((time.class_name, time.first),)


def _own_columns(session: Session, people: Collection[int]) -> dict[int, Mapping[str, Any]]:
    columns = (Person.given_name, Person.family_name, Person.birth_date, Person.gender, Person.language)
    found: dict[int, Mapping[str, Any]] = {}
    for some in in_parts(people):
        rows = session.execute(select(Person.id, *columns).where(Person.id.in_(some))).mappings()
        found |= {row["id"]: dict(row) for row in rows}
    return found


def _times(session: Session, people: Collection[int], on: date) -> dict[int, tuple[_Time, ...]]:
    """Return the times in classes of the newest school year each has been in, as far as it has begun by the day."""
    found: dict[int, list[_Time]] = {}
    for some in in_parts(people):
        query = (
            select(
                ClassMembership.person_id,
                SchoolClass.id,
                SchoolClass.name,
                SchoolYear.start_year,
                ClassMembership.valid_from,
                ClassMembership.valid_to,
            )
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(ClassMembership.person_id.in_(some))
            .order_by(ClassMembership.valid_from, ClassMembership.id)
        )
        for person, class_id, name, year, first, last in session.execute(query):
            found.setdefault(person, []).append(_Time(class_id, name, year, first, last))
    this = year_of(on)
    kept = {
        person: [time for time in times if time.start_year == _newest(times, this)] for person, times in found.items()
    }
    return {person: tuple(times) for person, times in kept.items()}


def _newest(times: list[_Time], this: int) -> int:
    """Return this school year if there was time in it, else the last one before, else the first one to come."""
    years = sorted({time.start_year for time in times})
    return max((year for year in years if year <= this), default=years[0])


def _makers(session: Session, changes: Collection[int]) -> dict[int, str]:
    """Return who made each change, as the history tells it."""
    steps: dict[int, int] = {}
    for some in in_parts(changes):
        query = (
            select(HistoryChange.row_id, func.min(HistoryChange.step_id))
            .where(HistoryChange.table_name == RegisterChange.__tablename__, HistoryChange.row_id.in_(some))
            .where(HistoryChange.op == "I")
            .group_by(HistoryChange.row_id)
        )
        steps |= {row: step for row, step in session.execute(query)}  # noqa: C416 - typed
    made = written(session, steps.values())
    return {row: made[step].made_by for row, step in steps.items() if step in made}


def _teachers(times: Iterable[_Time], teachers: Mapping[int, Teachers], year: int) -> Teachers:
    last = max((time for time in times if time.start_year == year), key=lambda time: time.first, default=None)
    return teachers.get(last.class_id, ()) if last is not None else ()


def _is_of(link: GuardianLink, person: ListedPerson) -> bool:
    return link.guardian_id == person.id


def _banned(mine: Mapping[int, GuardianLink], field: str, allowed: Disclosure) -> frozenset[int]:
    """Return the pupils whose teachers may not reach this guardian about them."""
    if field not in _WITHHELD:
        return frozenset()
    return frozenset(
        pupil
        for pupil, link in mine.items()
        if not allowed.may_reach(link.contact_ban, on_request=link.information_on_request)
    )

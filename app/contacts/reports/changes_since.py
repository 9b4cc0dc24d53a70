"""What has changed about the people since a day: who started, moved or left, and what is different about whom?

*Endringer siden* is for the office alone. Those with address protection are named; how they are reached is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.class_changes import ClassChange, Kind, class_changes_since
from app.contacts.differences import Difference, differences_since
from app.contacts.disclosure import Disclosure
from app.contacts.listed import (
    ListedPerson,
    allowed_for,
    children_for,
    class_names_for,
    class_subjects,
    people_for,
    sections_for,
)
from app.contacts.net_rows import Written
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, frame_of, framed
from app.contacts.words import LIVES_WITH, RELATIONS, RESPONSIBILITY
from app.core import clock
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from db.models import RegisterChange
from db.search import sort_key

USUAL_DAYS = 30
CONTACT = ("phone", "email", "address", "postal_address")

HEADINGS: Mapping[Kind | None, str] = {
    "started": N_("Started"),
    "moved": N_("Moved to another class"),
    "left": N_("Left school"),
    None: N_("Changed details"),
}
FACTS = {
    "name": N_("Name"),
    "birth_date": N_("Born"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Address"),
    "postal_address": N_("Postal address"),
    "relation": N_("relation"),
    "parental_responsibility": N_("parental responsibility"),
    "lives_with": N_("the pupil lives there"),
}
_TOLD_IN = {"name": ("given_name", "family_name"), "guardian": ("guardians",)}
"""Under which name the register's changes know a fact, where it is another one."""
_CODES = {"relation": RELATIONS, "parental_responsibility": RESPONSIBILITY, "lives_with": LIVES_WITH}


@dataclass(frozen=True, slots=True)
class Changed:
    """One person and what has happened of one kind; ``children`` are those a guardian is guardian of.

    ``classes`` are those of today (of a leaver: the last), ``about`` all that it concerns.
    """

    person: ListedPerson
    classes: tuple[str, ...]
    about: Set[str]
    children: tuple[ListedPerson, ...]
    moves: tuple[ClassChange, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, str, int]]:
        """Return the place in the table: by class, then by name."""
        return sort_key(self.classes[0]) if self.classes else "~", self.person.key


@dataclass(frozen=True)
class ChangesSince:
    """The facts: the people by kind, whose values may be shown, and who told of what ({(person, field): who})."""

    frame: Frame
    since: date
    kinds: Mapping[Kind | None, tuple[Changed, ...]]
    people: Mapping[int, ListedPerson]
    allowed: Disclosure
    told: Mapping[tuple[int, str], str]


def collect_changes_since(session: Session, request: ReportRequest) -> ChangesSince:
    """Read what has changed since the day asked for, or in the last 30 days. Raises UserError for an unknown class."""
    asked = request.option("since")
    since = date.fromisoformat(asked) if asked else clock.today() - timedelta(days=USUAL_DAYS)
    allowed = allowed_for(session, request)
    moves, differences = class_changes_since(session, since), differences_since(session, since, request.on)
    about = {*(move.person_id for move in moves), *(one.person_id for one in differences)}
    others = {one.guardian_id for one in differences if one.guardian_id is not None}
    people = people_for(session, sorted(about | others), allowed)
    children = children_for(session, about, allowed, request.on)
    pupils = {*about, *(child.id for theirs in children.values() for child in theirs)}
    classes = class_names_for(session, pupils, allowed, request.year, request.on)
    named = sections_for(session, request) if request.subject else ()
    wanted = {section.name for section in named}
    happened: dict[Kind | None, dict[int, list[ClassChange | Difference]]] = {kind: {} for kind in HEADINGS}
    everything: tuple[ClassChange | Difference, ...] = (*moves, *differences)
    for one in everything:
        kind = one.kind if isinstance(one, ClassChange) else None
        happened[kind].setdefault(one.person_id, []).append(one)

    def changed(person: int, what: Sequence[ClassChange | Difference]) -> Changed:
        theirs = children.get(person, ())
        own = tuple(one for one in what if isinstance(one, ClassChange))
        now = {classes[one] for one in (person, *(child.id for child in theirs)) if one in classes}
        before = {name for move in own for name in (move.old_class, move.new_class) if name}
        return Changed(
            people[person],
            tuple(sorted(now or before, key=sort_key)),
            now | before,
            theirs if person not in classes else (),
            own,
            tuple(one for one in what if isinstance(one, Difference)),
        )

    kinds: dict[Kind | None, tuple[Changed, ...]] = {}
    for kind, by_person in happened.items():
        found = [changed(person, what) for person, what in by_person.items() if person in people]
        kinds[kind] = tuple(sorted((one for one in found if not wanted or wanted & one.about), key=lambda one: one.key))
    frame = frame_of(session, request, named)
    return ChangesSince(frame, since, kinds, people, allowed, _told_by(session, since))


def compose_changes_since(facts: ChangesSince, tr: Translator) -> Document:
    """Make the paper: a table for each kind of change, by class."""
    blocks: list[Block] = []
    with_children = any(one.children for found in facts.kinds.values() for one in found)
    for kind, found in facts.kinds.items():
        rows = tuple(Row(_who(one, with_children), tuple(_lines(one, facts, tr))) for one in found)
        if rows:
            title = tr(HEADINGS[kind])
            table = Table(_heads(with_children, tr), rows, section=title, section_title=tr(N_("Kind")))
            blocks += [Heading(title), table]
    if not blocks:
        blocks.append(Paragraph(tr(N_("Nothing has changed."))))
    everybody = [one for found in facts.kinds.values() for one in found]
    people = {person.id for one in everybody for person in (one.person, *one.children)}
    guardians = (one.guardian_id for changed in everybody for one in changed.differences)
    people |= {guardian for guardian in guardians if guardian is not None and guardian in facts.people}
    since, name = tr.date(facts.since), facts.frame.subject
    title = tr(N_("Changes since {date}, {name}"), date=since, name=name) if name else ""
    title = title or tr(N_("Changes since {date}"), date=since)
    return framed(facts.frame, tr, title, blocks, people, landscape=True, note=tr(FOR_THE_OFFICE))


def _heads(with_children: bool, tr: Translator) -> tuple[Column, ...]:
    children = (Column(tr(N_("Guardian of")), 20, group=True),) if with_children else ()
    return (
        Column(tr(N_("Name")), 26, group=True),
        *children,
        Column(tr(N_("Class")), 9, group=True),
        Column(tr(N_("Change")), 48),
        Column(tr(N_("Written down")), 13, "date"),
        Column(tr(N_("By")), 18),
    )


def _who(one: Changed, with_children: bool) -> tuple[str, ...]:
    children = ("\n".join(child.full_name for child in one.children),) if with_children else ()
    return (one.person.name, *children, ", ".join(one.classes))


def _lines(one: Changed, facts: ChangesSince, tr: Translator) -> Iterable[tuple[str, date | None, str]]:
    for move in one.moves:
        field = {"moved": "class"}.get(move.kind, move.kind)
        yield _said_move(move, tr), *_when(move.written, facts.told.get((one.person.id, field), ""), tr)
    for difference in one.differences:
        told = (facts.told.get((one.person.id, name), "") for name in _TOLD_IN.get(difference.fact, (difference.fact,)))
        yield _said(difference, facts, tr), *_when(difference.written, next(filter(None, told), ""), tr)


def _when(written: Written | None, told_by: str, tr: Translator) -> tuple[date | None, str]:
    by = written.made_by if written else ""
    told = tr(N_("told by {name}"), name=told_by) if told_by else ""
    return (written.made_at.date() if written else None), "\n".join(part for part in (by, told) if part)


def _said_move(move: ClassChange, tr: Translator) -> str:
    names = {"old": move.old_class, "new": move.new_class, "date": tr.date(move.day)}
    if move.kind == "started":
        return tr(N_("Started in {new} on {date}"), **names)
    if move.kind == "moved":
        return tr(N_("From {old} to {new} on {date}"), **names)
    return tr(N_("Last day in {old}: {date}"), **names)


def _said(one: Difference, facts: ChangesSince, tr: Translator) -> str:
    guardian = facts.people.get(one.guardian_id) if one.guardian_id is not None else None
    if guardian is not None and one.fact == "guardian":
        words = N_("New guardian: {name}") if one.new else N_("No longer guardian: {name}")
        return tr(words, name=guardian.full_name)
    if one.fact in CONTACT and not facts.allowed.may_have(one.person_id, one.fact):
        return f"{tr(FACTS[one.fact])}: {tr(N_('changed'))}"
    if one.fact not in _CODES and not (one.old and one.new):
        words = N_("{what}, new: {value}") if one.new else N_("{what}, removed: {value}")
        return tr(words, what=tr(FACTS[one.fact]), value=_value(one.fact, one.new or one.old, tr))
    said = f"{_value(one.fact, one.old, tr)} → {_value(one.fact, one.new, tr)}"
    if guardian is not None:
        return f"{guardian.full_name}, {tr(FACTS[one.fact])}: {said}"
    return f"{tr(FACTS[one.fact])}: {said}"


def _value(fact: str, value: str, tr: Translator) -> str:
    if fact in _CODES:
        return tr(_CODES[fact].get(value, value)).lower() if value else tr(N_("not stated"))
    if fact == "birth_date":
        return tr.date(date.fromisoformat(value))
    return tr.phone(value) if fact == "phone" else value


def _told_by(session: Session, since: date) -> dict[tuple[int, str], str]:
    query = select(RegisterChange.person_id, RegisterChange.field, RegisterChange.told_by).where(
        RegisterChange.made_on >= since, RegisterChange.told_by != ""
    )
    found = session.execute(query.order_by(RegisterChange.id))
    return {(person, field): told_by for person, field, told_by in found}


CHANGES_SINCE = Report(
    id="changes-since",
    title=N_("Changes since a day"),
    audiences=("office",),
    subjects=class_subjects,
    collect=collect_changes_since,
    compose=compose_changes_since,
    options=(ReportOption("since", N_("Since"), "date", hint=N_("Empty: the last 30 days.")),),
)

"""What did the bodies of the example school meet about this autumn? Read from resources/demo/meetings.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.bodies.queries import bodies, roll
from app.core.paths import resource
from app.core.progress import NO_PROGRESS
from app.documents.model import Column, Document, Paragraph, Row, Table
from app.meetings.actions import add_action, finish_action
from app.meetings.agenda import add_attachment, add_item, close, forward, postpone, set_item
from app.meetings.commands import add_meeting, set_meeting, set_rule
from app.meetings.hearings import add_hearing, answer_hearing, ask_body
from app.meetings.minutes import add_addition, add_remark, approve, send_minutes
from app.meetings.notices import send_notice
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.queries import items_of, meeting, waiting_items
from app.meetings.seating import deputies_for, seated_at
from app.meetings.sitting import (
    add_guest,
    begin,
    disqualify,
    end,
    put_in_deputy,
    set_attended,
    set_balloting,
    set_votes,
    treat,
)
from app.meetings.states import item_states
from db.models import Attendance, Meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.bodies.queries import OfficeRow
    from app.school.queries import ClassRow

Entry = Mapping[str, Any]

_TEXTS = (
    "public_title",
    "raised_by",
    "presenter",
    "paper",
    "proposal",
    "discussion",
    "decision",
    "dissent",
    "own_note",
)
_NUMBERS = {
    "parent_committee": ("{n}/{yy}", "31"),
    "cooperation_committee": ("SU {n}/{yy}", "14"),
    "school_environment_committee": ("SMU {n}/{yy}", "12"),
}
"""How the cases are counted, and from which on: there were some in spring."""
_SPRING = 30
"""Weeks before this one are in spring."""


def hold_meetings(session: Session, year: int, *, late_class: str) -> ToldAutumn:
    """Hold the autumn's meetings and plan the spring's, in the school's own written standard, by the commands.

    ``late_class`` is the one whose parents meet last, and have not gone through the plan.
    """
    from app.school.queries import own_language

    with resource("demo", "meetings.toml").open("rb") as file:
        entries = tomllib.load(file)
    autumn = _Autumn(session, year, own_language(session), entries)
    autumn.take_offices()
    autumn.ask(entries["hearing"])
    autumn.hold_parents_meetings(entries["parents"], late_class)
    for entry in sorted(entries["meeting"], key=lambda one: autumn.day(one["on"])):  # what is forwarded comes after
        autumn.hold(entry)
    for entry in entries["planned"]:
        autumn.plan(entry)
    return ToldAutumn(autumn.cases, {id: autumn.file(entry) for id, entry in autumn.files.items()})


@dataclass(frozen=True)
class ToldAutumn:
    """What the plan and the results of the example refer to, by id: cases, and files as (name, what is in it)."""

    cases: Mapping[str, int]
    files: Mapping[str, tuple[str, bytes]]


class _Autumn:
    """The meetings of one autumn as they are made, and who holds which office in it."""

    def __init__(self, session: Session, year: int, language: str, entries: Entry) -> None:
        self.session, self.year, self.language = session, year, language
        self.bodies = {body.kind: body for body in bodies(session)}
        self.files = {entry["id"]: entry for entry in entries["file"]}
        self.entries = {entry["id"]: entry for entry in entries["meeting"]}
        self.meetings: dict[str, int] = {}
        self.cases: dict[str, int] = {}
        self.hearings: dict[str, int] = {}
        self.ids: dict[str, int] = {}
        self.first_day = self.day(self.entries["pupils_1"]["on"])
        self.roll = roll(session, year, self.first_day)
        self.names: dict[str, object] = {"next_year": year + 1, "year_after": year + 2}

    def day(self, week_and_day: Sequence[int]) -> date:
        """Return the day of an ISO week in this school year."""
        week, day = week_and_day
        return date.fromisocalendar(self.year + (week < _SPRING), week, day)

    def text(self, entry: Entry, field: str, **more: object) -> str:
        """Return a text in the school's own written standard, with the names of those who are meant."""
        said = entry.get(field) or entry.get(f"{field}_{self.language}", "")
        return str(said).format_map({**self.names, **more})

    def body_ids(self, entry: Entry) -> tuple[int, ...]:
        return tuple(self.bodies[kind].id for kind in entry.get("bodies", ()))

    def take_offices(self) -> None:
        """Let the committees choose who leads and writes, and give the cases their first numbers."""
        pupils = self._holders("pupil_council", "pupils")
        parent, teacher = (self._holders("cooperation_committee", side)[-1] for side in ("parents", "teachers"))
        principal, politician = self._holders("cooperation_committee", "municipality")
        for kind, leads, writes in (
            ("pupil_council", pupils[-2], pupils[-1]),
            ("cooperation_committee", parent, teacher),
            ("school_environment_committee", parent, teacher),
        ):
            self._appoint(kind, leads.person_id, "chair")
            self._appoint(kind, writes.person_id, "secretary")
        self.names |= {"pupil_chair": pupils[-2].full_name, "pupil_secretary": pupils[-1].full_name}
        self.names |= {"su_chair": parent.full_name, "su_secretary": teacher.full_name, "teacher": teacher.full_name}
        self.names |= {"principal": principal.full_name, "politician": politician.full_name}
        self.ids = {one.full_name: one.person_id for one in (principal, teacher)}
        for office in self.roll.held(self.bodies["parent_committee"].id):
            self.names[f"fau_{office.role}"] = office.full_name
        for kind, (pattern, number) in _NUMBERS.items():
            set_rule(self.session, self.bodies[kind].id, "number_pattern", pattern)
            set_rule(self.session, self.bodies[kind].id, "number_start", number)
        set_rule(self.session, self.bodies["pupil_council"].id, "number_reset", "school_year")

    def ask(self, entries: Sequence[Entry]) -> None:
        """Write down who asked which bodies for an opinion, and what was answered."""
        for entry in entries:
            facts = {field: self.text(entry, field) for field in ("from_whom", "description", "statement")}
            days = {field: self.day(entry[field]).isoformat() for field in ("received_on", "deadline")}
            made = add_hearing(self.session, self.text(entry, "title"), kind=entry["kind"], **facts, **days)
            for body_id in self.body_ids(entry):
                ask_body(self.session, made, body_id)
            if "answered_on" in entry:
                answer_hearing(self.session, made, self.day(entry["answered_on"]), self.text(entry, "answered_how"))
            self.hearings[entry["id"]] = made

    def hold_parents_meetings(self, entry: Entry, late_class: str) -> None:
        """Let the parents of every class meet, some of whom sent in minutes, and plan their meetings in spring."""
        from app.school.queries import school_classes

        classes = school_classes(self.session, self.year, self.first_day)
        held = [
            (row, entry["late"] if row.name == late_class else _spread(entry["days"], at, len(classes)))
            for at, row in enumerate(classes)
        ]
        spring = [(row, _spread(entry["spring"], at, len(classes))) for at, row in enumerate(classes)]
        made = plan_parent_meetings(
            self.session, self.year, [self._evening(entry, row, on) for row, on in (*held, *spring)]
        )
        for meeting_id, (row, _) in zip(made, held, strict=False):
            if row.name != late_class:
                add_item(self.session, meeting_id, title=self.text(entry, "plan"), kind="information")
            if row.name in entry["received"]:
                self._receive(entry, meeting_id, row.name)
            for field in ("opened_at", "closed_at"):
                set_meeting(self.session, meeting_id, field, entry[field])

    def hold(self, entry: Entry) -> None:
        """Plan a meeting with its cases, call it, and hold it as far as is said."""
        made = self.meetings[entry["id"]] = self._add(entry, self.day(entry["on"]))
        for field in ("chair", "minute_taker"):  # of a meeting that is no body's
            if field in entry:
                set_meeting(self.session, made, f"{field}_id", str(self.ids[self.text(entry, field)]))
        if "own_notes_nb" in entry:
            set_meeting(self.session, made, "own_notes", self.text(entry, "own_notes"))
        before = None
        if entry.get("proposed"):
            before = self._take_proposed(made, entry["leave_out"])
        written = []
        for case in entry.get("case", ()):
            before = self._add_case(made, case, before)
            written.append((case, before))
        if "notice" in entry:
            row = self.session.get_one(Meeting, made)
            members = {one.person_id: "member" for one in seated_at(self.session, row)}
            send_notice(self.session, made, self.day(entry["notice"]), "email", tuple(members.items()))
        if "opened" in entry:
            self._sit(entry, made, written)
        elif entry.get("held"):
            self._treat_all(made, written)
            treat(self.session, tuple(item_id for _, item_id in written))
        for case, item_id in written:
            if "approves" in case:
                self._approve(self.entries[case["approves"]], item_id)
        if "approved" in entry and "approved_in" not in entry:
            self._approve(entry, None)

    def _approve(self, entry: Entry, item_id: int | None) -> None:
        """Approve minutes, in a case of a later meeting if there is one, and write what was added after."""
        meeting_id, said = self.meetings[entry["id"]], self.text(entry, "approved_text")
        approve(self.session, meeting_id, self.day(entry["approved"]), item_id, text=said)
        if "addition_on" in entry:
            who, said = self.text(entry, "addition_who"), self.text(entry, "addition")
            add_addition(self.session, meeting_id, self.day(entry["addition_on"]), who, said)

    def plan(self, entry: Entry) -> None:
        """Plan the meetings of a body on some days."""
        for on in entry["on"]:
            self._add(entry, self.day(on))

    def _add(self, entry: Entry, on: date) -> int:
        starts_at, ends_at = (time.fromisoformat(at) for at in entry["at"])
        return add_meeting(
            self.session,
            kind=entry.get("kind", "body"),
            body_ids=self.body_ids(entry),
            held_on=on,
            starts_at=starts_at,
            ends_at=ends_at,
            place=self.text(entry, "place"),
            title=self.text(entry, "title"),
        )

    def _add_case(self, meeting_id: int, case: Entry, after_id: int | None) -> int:
        """Put a case on the agenda, after another one, and return its id: a new one or one that waited."""
        facts: dict[str, object] = {field: said for field in _TEXTS if (said := self.text(case, field))}
        if "takes" in case:
            item_id = self._take_waiting(meeting_id, case, facts)
        else:
            facts |= {field: case[field] for field in ("code", "topic", "minutes_planned") if field in case}
            if "approves" in case:
                facts["approves_meeting_id"] = self.meetings[case["approves"]]
            if "hearing" in case:
                facts["hearing_id"] = self.hearings[case["hearing"]]
            body_id = self.bodies[case["body"]].id if "body" in case else None
            item_id = add_item(
                self.session,
                meeting_id,
                title=self.text(case, "title"),
                body_id=body_id,
                kind=case["kind"],
                after_id=after_id,
                **facts,
            )
        if "openness" in case:
            close(self.session, item_id, case["openness"], self.text(case, "provision"))
        for file_id in case.get("files", ()):
            name, data = self.file(self.files[file_id])
            add_attachment(self.session, item_id, name, data)
        if "id" in case:
            self.cases[case["id"]] = item_id
        return item_id

    def _take_waiting(self, meeting_id: int, case: Entry, facts: Mapping[str, object]) -> int:
        from app.meetings.proposing import take

        every = [body.id for body in self.bodies.values()]
        waiting = waiting_items(self.session, every)
        item_id = next(one.id for one in waiting if one.continues_id == self.cases[case["takes"]])
        take(self.session, meeting_id, {f"waiting:{item_id}"})
        for field, value in {**facts, "minutes_planned": case["minutes_planned"]}.items():
            set_item(self.session, item_id, field, str(value))
        return item_id

    def _take_proposed(self, meeting_id: int, leave_out: Sequence[str]) -> int | None:
        """Take what the program proposes; returns the case that others come after, before any other business."""
        from app.meetings.proposing import proposals, take

        found = [one for one in proposals(self.session, meeting_id) if one.ticked]
        take(self.session, meeting_id, {one.key for one in found if not one.key.startswith(tuple(leave_out))})
        items = [one for one in items_of(self.session, [meeting_id]) if one.code != "any_other_business"]
        return items[-1].id if items else None

    def _sit(self, entry: Entry, meeting_id: int, written: Sequence[tuple[Entry, int]]) -> None:
        """Hold a meeting: who was there, how they voted, what somebody is to do, and the way of the minutes."""
        begin(self.session, meeting_id, time.fromisoformat(entry["opened"]))
        listed = meeting(self.session, meeting_id).attendance
        for at in entry.get("absent", ()):
            set_attended(self.session, listed[at].id, "absent")
        for at in entry.get("excused", ()):
            self._excuse(meeting_id, listed[at].person_id)
        if "guest_nb" in entry:
            add_guest(self.session, meeting_id, guest=self.text(entry, "guest"))
        self._treat_all(meeting_id, written)
        end(self.session, meeting_id, time.fromisoformat(entry["closed"]))
        if "sent" in entry:
            send_minutes(self.session, meeting_id, self.day(entry["sent"]))
        if "remark_on" in entry:
            who, said = self.text(entry, "remark_who"), self.text(entry, "remark")
            add_remark(self.session, meeting_id, self.day(entry["remark_on"]), who, said)

    def _excuse(self, meeting_id: int, person_id: int | None) -> None:
        """Let a deputy sit for somebody in each body they have a seat in."""
        rows = [row for row in meeting(self.session, meeting_id).attendance if row.person_id == person_id]
        set_attended(self.session, rows[0].id, "excused")
        for row in rows:
            at_hand = deputies_for(self.session, self.session.get_one(Attendance, row.id))
            free = next((one for one in at_hand if not one.taken), None)
            if free is not None:
                put_in_deputy(self.session, row.id, free.person_id)

    def _treat_all(self, meeting_id: int, written: Sequence[tuple[Entry, int]]) -> None:
        for case, item_id in written:
            self._treat(meeting_id, case, item_id)

    def _treat(self, meeting_id: int, case: Entry, item_id: int) -> None:
        """Say how a case was decided, and what somebody is to do."""
        if "disqualified" in case:
            name = self.text(case, "disqualified")
            row = next(one for one in meeting(self.session, meeting_id).attendance if one.name == name)
            disqualify(self.session, item_id, row.id, self.text(case, "disqualified_by"))
        if "against" in case:
            detail = meeting(self.session, meeting_id)
            against, blank = case["against"], case.get("blank", 0)
            entitled = item_states(self.session, detail)[item_id].entitled
            set_votes(self.session, item_id, entitled - against - blank, against, blank)
        elif "unanimous" in case or "acclamation" in case:
            set_balloting(self.session, item_id, "unanimous" if "unanimous" in case else "acclamation")
        for action in case.get("do", ()):
            made = add_action(self.session, meeting_id, item_id, self.text(action, self.language))
            if "done" in action:
                finish_action(self.session, made, self.day(action["done"]), self.text(action, "note"))
        if "forward" in case:
            forward(self.session, item_id, [self.bodies[kind].id for kind in case["forward"]])
        if "postponed" in case:
            postpone(self.session, item_id)

    def _evening(self, entry: Entry, row: ClassRow, on: Sequence[int]) -> ParentEntry:
        starts_at, ends_at = (time.fromisoformat(at) for at in entry["at"])
        return ParentEntry(row.id, self.day(on), starts_at, ends_at, self.text(entry, "place", **{"class": row.name}))

    def _receive(self, entry: Entry, meeting_id: int, class_name: str) -> None:
        """Keep minutes that the parents of a class wrote; what is said in them is known, so nobody need read it."""
        from app.documents.writer import pdf_bytes
        from app.meetings.receiving import Examined, receive

        title = self.text(entry, "title", **{"class": class_name})
        paragraphs = self.text(entry, "text").split("\n\n")
        document = Document(title, self.language, tuple(Paragraph(one) for one in paragraphs))
        name = self.text(entry, "file", **{"class": class_name})
        examined = Examined("application/pdf", "\n".join((title, *paragraphs)))
        receive(self.session, meeting_id, name, pdf_bytes(document), self.day(entry["received_on"]), examined)

    def file(self, entry: Entry) -> tuple[str, bytes]:
        """Return a file of a case: its name and what is in it."""
        from app.documents.writer import FORMATS

        def said(field: str) -> Any:
            return entry[f"{field}_{self.language}"]

        rows = said("rows")
        columns = tuple(
            Column(title, 1, "number" if isinstance(value, int) else "text")
            for title, value in zip(said("columns"), rows[0], strict=True)
        )
        table = Table(columns, tuple(Row(tuple(row)) for row in rows))
        lead = (Paragraph(said("lead"), "lead"),) if "lead_nb" in entry else ()
        file = BytesIO()
        FORMATS[f".{entry['id'].rpartition('.')[2]}"](
            Document(said("title"), self.language, (*lead, table)), file, NO_PROGRESS
        )
        return said("name"), file.getvalue()

    def _holders(self, kind: str, constituency: str) -> list[OfficeRow]:
        """Return who was given a seat in a body by those of one side, in the order of its seats and classes."""
        places = self.roll.places(self.bodies[kind])
        sitting = [office for place in places if place.seat.constituency == constituency for office in place.holders]
        return [office for office in sitting if not office.derived]

    def _appoint(self, kind: str, person_id: int, role: str) -> None:
        from app.bodies.offices import appoint

        appoint(self.session, self.bodies[kind].id, person_id, role=role, valid_from=self.first_day, how="election")


def _spread(days: Sequence[Sequence[int]], at: int, number: int) -> Sequence[int]:
    """Return the day of one of some classes where they are spread evenly over days."""
    return days[at * len(days) // number]

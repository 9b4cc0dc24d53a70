"""What was said and decided in a meeting, and who was there? The minutes (*Referat*, *Møtebok*, *Protokoll*) in full.

They are called what the body calls them. Members get what they were there for; where pupils are among them, the cases
those had to leave are on the copy of the office, and of the adults if it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.reports.frame import capital
from app.contacts.reports.frame import framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_name
from app.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Facts,
    FormField,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from app.meetings.reports.case_blocks import case_blocks, to_do_list
from app.meetings.reports.case_words import in_sentence, say_number
from app.meetings.reports.frame import (
    MEMBERS,
    NEXT_MEETING,
    OFFICE,
    PUBLIC,
    Standing,
    meeting_subjects,
    note_for,
    remark_on_held_back,
    say_at,
    say_day,
    say_role,
    say_standing,
)
from app.meetings.reports.record import LAST_MEETING, Quorum, Record, Seat, Step, held_meeting_of, record_of
from app.meetings.words import (
    ATTENDED_WORDS,
    CAPACITY_WORDS,
    CHANNEL_WORDS,
    join_names,
    name_in,
    say_clock,
    say_meeting,
    say_time,
    say_where,
    short_name,
)

CONFIDENTIAL = "confidential"
ADULTS_ONLY = ReportOption(
    CONFIDENTIAL,
    N_("With the cases the pupils had to leave"),
    "check",
    hint=N_("For members who are not pupils."),
)
_TITLES: Mapping[str, str] = {
    "minutes": N_("Minutes: {meeting}"),
    "minute_book": N_("Minute book: {meeting}"),
    "protocol": N_("Protocol: {meeting}"),
}
_PUBLIC_TITLES: Mapping[str, str] = {
    "minutes": N_("Public minutes: {meeting}"),
    "minute_book": N_("Public minute book: {meeting}"),
    "protocol": N_("Public protocol: {meeting}"),
}
_LED: Mapping[str, str] = {"chair_id": N_("Chair of the meeting"), "minute_taker_id": N_("Minute taker")}
_STEPS: Mapping[str, str] = {
    "sent": N_("Sent for remarks {date}."),
    "remark": N_("Remark {date}"),
    "first_approval": N_("Approved by the chair of the meeting and the minute taker {date}."),
    "approved": N_("Approved {date}"),
    "addition": N_("Addition {date}"),
}


def collect_minutes(session: Session, request: ReportRequest) -> Record:
    """Read the meeting asked for, as its members or the office may have it. Raises UserError."""
    return record_of(
        session, request, held_meeting_of(session, request), for_pupils=not request.is_ticked(CONFIDENTIAL)
    )


def compose_minutes(record: Record, tr: Translator) -> Document:
    """Make the minutes of what an audience may have; the public's have no lines to sign on."""
    fields = _head(record, tr)
    if record.audience == PUBLIC:  # nobody writes on these
        fields = (one for one in fields if one.value)
    blocks: list[Block] = [Facts(tuple(fields))]
    blocks += _what_happened(record, tr) if record.row.cancelled_on is None else _next(record, tr)
    titles = _PUBLIC_TITLES if record.audience == PUBLIC else _TITLES
    title = tr(titles[record.record_name], meeting=say_meeting(record.row, tr))
    note = "" if record.audience == OFFICE else note_for(record.audience, tr)
    return framed(record.meeting.frame, tr, title, blocks, record.people, note=note)


def _what_happened(record: Record, tr: Translator) -> Iterator[Block]:
    """Yield all that stands under the head of the minutes of a meeting that was not cancelled."""
    yield from _present(record, tr)
    if record.remark is not None:
        values = {
            name: tr.date(value) if isinstance(value, date) else value for name, value in record.remark.values.items()
        }
        yield Paragraph(tr.say(record.remark.msgid, values))
    is_over = record.row.closed_at is not None
    for case in record.cases:
        yield from case_blocks(case, record.audience, tr, is_over=is_over)
    if not record.cases:
        yield Paragraph(tr(N_("There are no cases.")))
    if record.actions:
        yield Heading(tr(N_("Follow-up after the meeting")))
        yield to_do_list(record.actions, tr)
    yield from _next(record, tr)
    yield from _way(record, tr)
    if record.audience != PUBLIC:
        yield Signatures(_places(record, tr))


def remark_on_minutes(record: Record, tr: Translator) -> str:
    """Say who is not named, which cases are left out, and what is wrong with a vote; never on the paper."""
    said = [remark_on_held_back(record.standings, tr)]
    for role in record.not_there:
        said.append(
            tr(N_("{role}: whoever is written down did not attend, so the name is left out."), role=tr(_LED[role]))
        )
    if record.withheld_from_pupils:
        said.append(tr(N_("The cases the pupils had to leave are left out, since pupils get this copy too.")))
    if record.is_silent and any(step.kind in ("remark", "addition") or step.with_changes for step in record.steps):
        said.append(tr(N_("What remarks and additions say is left out, since it may be of a case that is left out.")))
    for case in record.cases:
        for finding in case.findings:
            said.append(f"{say_number(case.number, tr)}: {tr.say(finding.msgid, finding.values)}")
    return " ".join(filter(None, said))


def _head(record: Record, tr: Translator) -> Iterator[FormField]:
    row = record.row
    if any(row.series):
        year = year_name(record.meeting.frame.year)
        numbers = [str(number) for number in row.series if number]
        if len(row.series) > 1:
            named = zip(row.body_names, row.series, strict=True)
            numbers = [f"{_named(names, tr)} {number}" for names, number in named if number]
        number = tr(N_("{number} in {year}"), number=", ".join(numbers), year=year)
        yield FormField(tr(N_("Meeting no.")), number)
    yield FormField(tr(N_("Date")), say_day(row.held_on, tr))
    time = say_time(row)
    if row.opened_at is not None:
        time = say_clock(row.opened_at)
        if row.closed_at is not None:
            time = f"{time}–{say_clock(row.closed_at)}"
    yield FormField(tr(N_("Time")), say_at(time, tr))
    yield FormField(tr(N_("Held at")), say_where(row, tr))
    if row.cancelled_on is not None:
        yield FormField(tr(N_("Status")), tr(N_("The meeting was cancelled.")))
        return
    yield FormField(tr(_LED["chair_id"]), _led(record.meeting.chair, tr))
    yield FormField(tr(_LED["minute_taker_id"]), _led(record.meeting.minute_taker, tr))
    if record.called is not None:
        day, channel = record.called
        yield FormField(tr(N_("Notice sent")), f"{say_day(day, tr)}, {tr(CHANNEL_WORDS[channel])}")
    if row.status != "approved":
        yield FormField(tr(N_("Status")), tr(N_("Draft, not approved")))


def _led(one: Standing | None, tr: Translator) -> str:
    return "" if one is None else capital(say_standing(one, tr))


def _present(record: Record, tr: Translator) -> Iterator[Block]:
    """Yield who was there and who was not, and whether that was enough."""
    yield Heading(tr(N_("Who attended")))
    if not record.seats:
        yield Paragraph(tr(N_("Nobody has written down who attended.")))
        return
    several = len({body for seat in record.seats for body in seat.bodies}) > 1
    columns = [Column(tr(N_("Name")), 32), Column(tr(N_("Attends as")), 34)]
    if several:
        columns.append(Column(tr(N_("Body")), 14))
    columns.append(Column(tr(N_("Attendance")), 34))
    rows = []
    for seat in record.seats:
        bodies = ", ".join(_named(names, tr) for names in seat.bodies)
        rows.append(Row((*_who(seat, tr), *((bodies,) if several else ()), _attended(seat, tr))))
    yield Table(tuple(columns), tuple(rows))
    for quorum in record.quorums:
        yield Paragraph(_say_quorum(quorum, tr, is_named=len(record.quorums) > 1))


def _who(seat: Seat, tr: Translator) -> tuple[str, str]:
    """Return by what somebody stands there, and what they are if that is not it."""
    one, capacity = seat.attendee.standing, seat.attendee.capacity
    name = capital(say_standing(one, tr))
    if one.person is None and not one.guest:
        return name, ""
    if capacity in ("guest", "right_to_attend", "extra") and not one.seat[0]:
        office = f"{capital(say_role(one, tr))}, " if one.office and not one.guest else ""
        said = tr(CAPACITY_WORDS[capacity])
        return name, f"{office}{said[:1].lower()}{said[1:]}" if office else said
    return name, capital(say_role(one, tr))


def _attended(seat: Seat, tr: Translator) -> str:
    attendee = seat.attendee
    said = [tr(ATTENDED_WORDS[attendee.attended])]
    if attendee.attended != "present":
        return said[0]
    if seat.deputy_for is not None:
        said.append(tr(N_("in place of {name}"), name=say_standing(seat.deputy_for, tr)))
    if seat.came:
        said.append(tr(N_("came before {case}"), case=in_sentence(seat.came, tr)))
    if seat.left:
        said.append(tr(N_("left after {case}"), case=in_sentence(seat.left, tr)))
    if seat.missed:
        cases = join_names([in_sentence(number, tr) for number in seat.missed], tr)
        said.append(tr(N_("not there for {cases}"), cases=cases))
    return ", ".join(said)


def _say_quorum(quorum: Quorum, tr: Translator, *, is_named: bool) -> str:
    numbers = {"present": tr.number(quorum.present), "members": tr.number(quorum.members)}
    if is_named:
        said = tr(N_("{body}: {present} of {members} members took part."), body=_named(quorum.body, tr), **numbers)
    else:
        said = tr(N_("{present} of {members} members took part."), **numbers)
    if not quorum.needed:
        return said
    if quorum.present >= quorum.needed:
        return f"{said} {tr(N_('The meeting was quorate.'))}"
    short = tr(N_("The meeting was not quorate: at least {needed} must take part."), needed=tr.number(quorum.needed))
    return f"{said} {short}"


def _next(record: Record, tr: Translator) -> Iterator[Block]:
    after = record.next_meeting
    if after is None:
        return
    yield Heading(tr(NEXT_MEETING))
    when = capital(say_day(after.held_on, tr))
    if after.starts_at is not None:
        when = tr(N_("{date} at {time}"), date=when, time=say_clock(after.starts_at))
    yield Paragraph(", ".join(filter(None, (when, say_where(after, tr)))))


def _way(record: Record, tr: Translator) -> Iterator[Block]:
    """Yield how the minutes were approved, and what was added after."""
    if record.steps:
        yield Heading(tr(N_("Approval of the minutes")))
        yield BulletList(tuple(_say_step(step, tr) for step in record.steps))


def _say_step(step: Step, tr: Translator) -> str:
    said = tr(_STEPS[step.kind], date=tr.date(step.made_on))
    if step.kind in ("sent", "first_approval"):
        return said
    if step.kind == "approved":
        if step.where:
            said = tr(
                N_("Approved {date} in {case}"),
                date=tr.date(step.made_on),
                case=in_sentence(step.where, tr),
            )
        how = tr(N_("with changes") if step.with_changes else N_("without changes"))
        return f"{said}, {how}{f': {step.text}' if step.text else '.'}"
    who = f", {step.who}" if step.who else ""
    return f"{said}{who}: {step.text}" if step.text else f"{said}{who}."


def _places(record: Record, tr: Translator) -> tuple[str, ...]:
    led = (
        (record.meeting.chair, _LED["chair_id"]),
        (record.meeting.minute_taker, _LED["minute_taker_id"]),
    )
    return tuple(
        tr(role) if one is None or one.person is None else f"{one.person.full_name}, {_lower(tr(role))}"
        for one, role in led
    )


def _named(names: tuple[str, str], tr: Translator) -> str:
    return short_name(name_in(names, tr.language))


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


MINUTES = Report(
    id="minutes",
    title=N_("Minutes of the meeting"),
    audiences=(MEMBERS, OFFICE),
    subjects=meeting_subjects,
    collect=collect_minutes,
    compose=compose_minutes,
    formats=("pdf", "docx"),
    options=(ADULTS_ONLY,),
    remark=remark_on_minutes,
    whole=LAST_MEETING,
)

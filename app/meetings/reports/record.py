"""What stands in the record of a meeting, as an audience may have it? The one source of all the papers made of it.

Of a case that is kept from the audience nothing is here but its number, a neutral title and the provision. Every text
passes through one function, by the place it stands in, so that what goes to the public can be read over first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, body
from app.core.about import Saying
from app.core.i18n import N_
from app.core.report import ReportRequest
from app.meetings import queries, states
from app.meetings.deadlines import NO_FORMALITIES
from app.meetings.notices import notice_remark
from app.meetings.numbering import numbers
from app.meetings.reports.case_words import number_of
from app.meetings.reports.frame import (
    MEMBERS,
    OFFICE,
    PUBLIC,
    Attendee,
    MeetingOnPaper,
    Standing,
    attendees,
    meeting_of,
    on_paper,
    people_in,
    pupils_at,
    standings,
    unnamed_last,
)
from app.meetings.rows import ActionRow, ItemRow, MeetingDetail, MeetingRow, MinutesStepRow
from app.meetings.rules.voting import Votes, pupils_are_out
from app.school.queries import own_language, staff_members

Passing = Callable[[str, str], str]
"""(place, text) → the text as it may stand on the paper; a place is "agenda_item:12:decision"."""

PUPILS = "pupils"
LAST_MEETING = N_("The last meeting")
_GUESTS = ("guest", "right_to_attend")
_OF_QUORUM = (states.NOT_QUORATE, states.BODY_NOT_QUORATE)


def as_it_stands(_place: str, text: str) -> str:
    """Pass a text on as it was written."""
    return text


@dataclass(frozen=True)
class ToDo:
    """Something somebody shall do; ``owner`` is None where nobody, or nobody this audience may know of, is said."""

    id: int
    what: str
    owner: Standing | None
    due: date | None
    is_request: bool
    done_on: date | None = None
    done_note: str = ""


@dataclass(frozen=True)
class Case:
    """A case as the audience may have it; of one that ``is_withheld`` there is no more than the first five.

    ``title`` is "" where a closed one has no neutral title. ``disqualified`` are with the provision, ``by_name`` with
    how they voted. ``not_quorate`` is said in the record.
    """

    id: int
    number: str
    title: str
    provision: str
    is_withheld: bool
    openness: str = "closed"
    kind: str = ""
    code: str = ""
    raised_by: str = ""
    presenter: Standing | None = None
    proposal: str = ""
    discussion: str = ""
    decision: str = ""
    dissent: str = ""
    outcome: str = ""
    balloting: str = ""
    votes: Votes | None = None
    by_name: tuple[tuple[Standing, str], ...] = ()
    disqualified: tuple[tuple[Standing, str], ...] = ()
    pupils_out: bool = False
    not_quorate: tuple[Saying, ...] = ()
    findings: tuple[Saying, ...] = ()
    actions: tuple[ToDo, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing at all is written of it."""
        return not (self.outcome or self.discussion or self.decision or self.balloting or self.votes)


@dataclass(frozen=True)
class Seat:
    """Somebody on the list, each once: ``bodies`` they sit in (bokmål, nynorsk), whom they stand in for.

    ``came`` is the number of the case they came before, ``left`` of the one they left after, ``missed`` of others.
    """

    attendee: Attendee
    bodies: tuple[tuple[str, str], ...]
    deputy_for: Standing | None = None
    came: str = ""
    left: str = ""
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quorum:
    """How many of a body's members took part, and how many must."""

    body: tuple[str, str]
    present: int
    members: int
    needed: int


@dataclass(frozen=True)
class Step:
    """A step of the minutes' way; ``where`` is the case (its number) of the meeting on ``held_on`` that approved."""

    kind: str
    made_on: date
    who: str
    text: str
    with_changes: bool
    where: str = ""


@dataclass(frozen=True)
class Record:
    """All of a meeting that its papers are made of, for one audience.

    ``withheld_from_pupils`` says that cases are left out for the pupils' sake. ``is_silent``: what remarks and
    additions say is left out, since it may be of a case that is closed to this audience. ``not_there`` are "chair_id"
    and "minute_taker_id" of those who are written down to lead but did not attend: they stand nowhere as who did.
    """

    meeting: MeetingOnPaper
    audience: str
    record_name: str
    called: tuple[date, str] | None
    remark: Saying | None
    seats: tuple[Seat, ...]
    quorums: tuple[Quorum, ...]
    cases: tuple[Case, ...]
    actions: tuple[ToDo, ...]
    steps: tuple[Step, ...]
    next_meeting: MeetingRow | None
    withheld_from_pupils: bool = False
    is_silent: bool = False
    not_there: tuple[str, ...] = ()
    people: frozenset[int] = field(default_factory=frozenset)

    @property
    def row(self) -> MeetingRow:
        """The meeting itself."""
        return self.meeting.row

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Everybody who stands there, by name or by what they are."""
        led = (one for one in (self.meeting.chair, self.meeting.minute_taker) if one is not None)
        return (*led, *(seat.attendee.standing for seat in self.seats), *_standing_in(self.cases, self.actions))


def record_of(
    session: Session,
    request: ReportRequest,
    detail: MeetingDetail,
    *,
    passing: Passing = as_it_stands,
    for_pupils: bool = True,
    pupils_read: bool = False,
) -> Record:
    """Read all of a meeting that an audience may have; ``for_pupils``: members among whom there are pupils.

    ``pupils_read``: pupils are among those who get it, though there may have been none at the meeting.
    """
    audience = request.audience
    bodies = [body(session, body_id) for body_id in detail.row.bodies]
    seated = not detail.attendance and pupils_at(session, detail)  # nobody has said yet who was there
    is_among = any(row.constituency == PUPILS for row in detail.attendance)
    pupils_there = for_pupils and (pupils_read or is_among or seated)
    kept = {item.id for item in detail.items if is_withheld(item, audience, pupils_there=pupils_there)}
    reader = _Reader(session, request, detail, bodies, frozenset(kept), passing)
    cases = reader.cases()
    actions = tuple(reader.to_do(one) for one in detail.actions if one.agenda_item_id is None)
    is_silent = bool(kept)
    led = {"chair_id": detail.row.chair_id, "minute_taker_id": detail.row.minute_taker_id}
    not_there = tuple(role for role, person in led.items() if person is not None and was_away(detail, person))
    row = replace(
        detail.row,
        chair_id=None if "chair_id" in not_there else detail.row.chair_id,
        minute_taker_id=None if "minute_taker_id" in not_there else detail.row.minute_taker_id,
        own_notes="",
        title=passing(f"meeting:{detail.row.id}:title", detail.row.title),
        place=passing(f"meeting:{detail.row.id}:place", detail.row.place),
    )
    meeting = replace(on_paper(session, request, row, audience), row=row)
    notice = next((one for one in detail.notices if one.kind == "notice"), None)
    found = Record(
        meeting=meeting,
        audience=audience,
        record_name=bodies[0].record_name if bodies else "minutes",
        called=None if notice is None else (notice.sent_on, notice.channel),
        remark=notice_remark(detail),
        seats=reader.seats(),
        quorums=reader.quorums(),
        cases=cases,
        actions=actions,
        steps=reader.steps(is_silent=is_silent),
        next_meeting=_next_after(session, detail.row, passing),
        withheld_from_pupils=audience == MEMBERS and bool(kept),
        is_silent=is_silent,
        not_there=not_there,
    )
    return replace(found, people=meeting.people | people_in(found.standings))


def was_away(detail: MeetingDetail, person_id: int) -> bool:
    """Say whether somebody is on the list of a meeting, and nowhere as one who attended."""
    attended = {row.attended for row in detail.attendance if row.person_id == person_id}
    return bool(attended) and states.PRESENT not in attended


def is_withheld(item: ItemRow, audience: str, *, pupils_there: bool = True) -> bool:
    """Say whether the case itself is kept from an audience: from the public whenever it is not open to all.

    Members may have what they were there for; where pupils are among them, not what those had to leave for.
    """
    if item.openness == "open" or audience == OFFICE:
        return False
    return audience != MEMBERS or (pupils_there and pupils_are_out(item.openness, item.provision))


def withheld_case(item: ItemRow, number: str, audience: str, passing: Passing) -> Case:
    """Return what is left of a case that is kept from an audience: to members the title they were called with."""
    is_told = audience == MEMBERS and item.openness != "closed" and not item.public_title.strip()
    column = "title" if is_told else "public_title"
    title = passing(f"agenda_item:{item.id}:{column}", item.title if is_told else item.public_title)
    provision = passing(f"agenda_item:{item.id}:provision", item.provision)
    return Case(item.id, number, title.strip(), provision, True, item.openness)


def told_case(item: ItemRow, number: str, passing: Passing) -> Case:
    """Return what was decided in a case that an audience may have, and how; in a list of many."""
    title, decision = (
        passing(f"agenda_item:{item.id}:{column}", getattr(item, column)) for column in ("title", "decision")
    )
    return Case(
        id=item.id,
        number=number,
        title=title,
        provision=item.provision,
        is_withheld=False,
        openness=item.openness,
        kind=item.kind,
        code=item.code,
        decision=decision,
        outcome=item.outcome,
        balloting=item.balloting,
        votes=states.votes_in(item),
    )


def held_meeting_of(session: Session, request: ReportRequest) -> MeetingDetail:
    """Return the meeting asked for, or the last that has been; before any has, the next one. Raises UserError."""
    if (request.subject or "").strip():
        return meeting_of(session, request)
    rows = queries.meetings_in(session, request.year)
    been = [row for row in rows if row.cancelled_on is None and row.held_on <= request.on]
    return queries.meeting(session, been[-1].id) if been else meeting_of(session, request)


class _Reader:
    """Reads the parts of one record; ``kept`` are the cases that are withheld."""

    def __init__(
        self,
        session: Session,
        request: ReportRequest,
        detail: MeetingDetail,
        bodies: Sequence[BodyRow],
        kept: frozenset[int],
        passing: Passing,
    ) -> None:
        self._session, self._request, self._detail, self._passing = session, request, detail, passing
        self._audience, self._kept = request.audience, kept
        self._bodies = {one.id: (one.name_nb, one.name_nn) for one in bodies}
        self._numbers = numbers(detail, session)
        self._language = language = own_language(session)
        self._states = {one.id: states.state_of(detail, one, bodies, language) for one in detail.items}
        there = attendees(session, detail, self._audience, request.on)
        self._attendees = {
            one.id: replace(one, standing=self._guest(row.id, one.standing))
            for one, row in zip(there, detail.attendance, strict=True)
        }
        # whoever is typed as presenter and is on the list stands as they do there
        self._on_list = {row.name.casefold(): self._attendees[row.id].standing for row in detail.attendance if row.name}
        rows = list(self._attendees)
        order = unnamed_last([one.standing for one in self._attendees.values()])
        self._order = {rows[place]: at for at, place in enumerate(order)}
        shown = [item for item in detail.items if item.id not in kept]
        wanted = [one.presenter_id for one in shown] + [one.owner_id for one in self._shown_actions()]
        ids = [one for one in wanted if one is not None]
        self._standings = standings(session, detail.row, ids, self._audience, request.on)
        self._public = {row.person_id for row in detail.attendance} | {one.presenter_id for one in shown}
        self._public |= {detail.row.chair_id, detail.row.minute_taker_id}
        self._staff = {one for one, _ in staff_members(session, request.on)}

    def cases(self) -> tuple[Case, ...]:
        """Return the cases in their order; one that was withdrawn before it had a number was told to nobody."""
        there = [item for item in self._detail.items if item.outcome != "withdrawn" or item.number is not None]
        return tuple(self._case(item) for item in there)

    def _case(self, item: ItemRow) -> Case:
        number = self._number(item)
        if item.id in self._kept:
            return withheld_case(item, number, self._audience, self._passing)
        state = self._states[item.id]
        text = self._texts(item)
        presenter = self._standings.get(item.presenter_id or 0)
        if presenter is None:
            presenter = self._on_list.get(item.presenter.strip().casefold())
        if presenter is None and (words := text("presenter")):
            presenter = Standing(guest=words)
        return Case(
            id=item.id,
            number=number,
            title=text("title"),
            provision=text("provision"),
            is_withheld=False,
            openness=item.openness,
            kind=item.kind,
            code=item.code,
            raised_by=text("raised_by"),
            presenter=presenter,
            proposal=text("proposal"),
            discussion=text("discussion"),
            decision=text("decision"),
            dissent=text("dissent"),
            outcome=item.outcome,
            balloting=item.balloting,
            votes=states.votes_in(item),
            by_name=tuple(
                (self._attendees[one].standing, how)
                for one, how in sorted(item.votes, key=lambda vote: self._order.get(vote[0], 0))
                if one in self._attendees
            ),
            disqualified=tuple(self._disqualified(item)),
            pupils_out=state.pupils_out,
            not_quorate=tuple(one for one in state.findings if one.msgid in _OF_QUORUM),
            findings=tuple(one for one in state.findings if one.msgid not in _OF_QUORUM),
            actions=tuple(self.to_do(one) for one in self._shown_actions() if one.agenda_item_id == item.id),
        )

    def _number(self, item: ItemRow) -> str:
        return number_of(item, self._numbers[item.id], self._detail.row, self._language)

    def _disqualified(self, item: ItemRow) -> Iterable[tuple[Standing, str]]:
        seen: set[int | None] = set()
        persons = {row.id: row.person_id or -row.id for row in self._detail.attendance}
        for absence in item.absences:
            one = absence.attendance_id
            if absence.because == "disqualified" and one in self._attendees and persons[one] not in seen:
                seen.add(persons[one])
                provision = self._passing(f"agenda_item:{item.id}:disqualified:{one}", absence.provision)
                yield self._attendees[one].standing, provision

    def to_do(self, row: ActionRow) -> ToDo:
        """Return something to be done; to the public its owner by name only where they are known to it anyway."""
        owner = self._standings.get(row.owner_id or 0)
        if owner is None:
            words = self._passing(f"action_point:{row.id}:owner", row.owner)
            owner = Standing(guest=words) if words else None
        elif self._audience == PUBLIC and row.owner_id not in self._public and not (owner.seat[0] or owner.office):
            owner = replace(owner, person=None)
        if owner is not None and row.owner_id in self._staff and not owner.constituency:
            owner = replace(owner, constituency="staff")
        what = self._passing(f"action_point:{row.id}:what", row.what)
        return ToDo(row.id, what, owner, row.due, row.kind == "request")

    def seats(self) -> tuple[Seat, ...]:
        """Return who is on the list; the public is not told of a guest who took part in nothing it may know of."""
        found = []
        shown = [item for item in self._detail.items if item.id not in self._kept and item.outcome != "withdrawn"]
        for sitter in sorted(states.sitters(self._detail), key=lambda one: self._order[one.first.id]):
            attendee = self._attendees[sitter.first.id]
            ids = {row.id for row in sitter.rows}
            out = [any(one.attendance_id in ids and one.because == "away" for one in item.absences) for item in shown]
            if self._audience == PUBLIC and attendee.capacity in _GUESTS and shown and all(out):
                continue
            whom = next((row.stands_in_for_id for row in sitter.rows if row.stands_in_for_id is not None), None)
            seat = Seat(
                attendee,
                tuple(self._bodies[one] for one in sitter.bodies if one in self._bodies),
                self._attendees[whom].standing if whom in self._attendees else None,
            )
            is_here = any(row.attended == states.PRESENT for row in sitter.rows)
            found.append(with_gaps(seat, [self._number(item) for item in shown], out) if is_here else seat)
        return tuple(found)

    def quorums(self) -> tuple[Quorum, ...]:
        """Return how many of each body took part where most did; nothing where nobody has said who attended."""
        best: dict[int, Quorum] = {}
        for item in self._detail.items:
            state = self._states[item.id]
            for one in state.bodies if state.known and item.id not in self._kept else ():
                before = best.get(one.body_id)
                if before is None or before.present < one.present:
                    best[one.body_id] = Quorum(self._bodies[one.body_id], one.present, one.members, one.needed)
        return tuple(best[one] for one in self._bodies if one in best)

    def steps(self, *, is_silent: bool) -> tuple[Step, ...]:
        """Return the way of the minutes; remarks are for those inside alone."""
        rows = [row for row in self._detail.steps if row.kind != "remark" or self._audience != PUBLIC]
        return tuple(self._step(row, is_silent=is_silent) for row in rows)

    def _step(self, row: MinutesStepRow, *, is_silent: bool) -> Step:
        where = ""
        if row.agenda_item_id is not None:
            item = queries.item(self._session, row.agenda_item_id)
            if item.meeting_id is not None:
                approving = queries.meeting_row(self._session, item.meeting_id)
                where = number_of(item, item.number_text, approving, self._language)
        who, text = (
            "" if is_silent else self._passing(f"minutes_step:{row.id}:{column}", getattr(row, column))
            for column in ("who", "text")
        )
        return Step(row.kind, row.made_on, who, text, row.with_changes, where)

    def _texts(self, item: ItemRow) -> Callable[[str], str]:
        return lambda column: self._passing(f"agenda_item:{item.id}:{column}", getattr(item, column))

    def _guest(self, attendance_id: int, standing: Standing) -> Standing:
        if not standing.guest:
            return standing
        return replace(standing, guest=self._passing(f"attendance:{attendance_id}:guest", standing.guest))

    def _shown_actions(self) -> list[ActionRow]:
        return [one for one in self._detail.actions if one.agenda_item_id not in self._kept]


def with_gaps(seat: Seat, told: Sequence[str], out: Sequence[bool]) -> Seat:
    """Return somebody with when they came and left, by the cases they were out of."""
    if not any(out) or all(out):
        return replace(seat, missed=tuple(told) if out and all(out) else ())
    first = out.index(False)
    last = len(out) - 1 - list(reversed(out)).index(False)
    return replace(
        seat,
        came=told[first] if first > 0 else "",
        left=told[last] if last < len(out) - 1 else "",
        missed=tuple(number for number, gone in zip(told[first:last], out[first:last], strict=True) if gone),
    )


def _standing_in(cases: Iterable[Case], actions: Iterable[ToDo]) -> Iterable[Standing]:
    for case in cases:
        if case.presenter is not None:
            yield case.presenter
        yield from (one for one, _ in (*case.by_name, *case.disqualified))
        yield from (one.owner for one in case.actions if one.owner is not None)
    yield from (one.owner for one in actions if one.owner is not None)


def _next_after(session: Session, row: MeetingRow, passing: Passing) -> MeetingRow | None:
    if not row.bodies:
        return None
    later = (one for one in queries.meetings_of(session, row.bodies[0]) if one.held_on > row.held_on)
    found = next((one for one in later if one.cancelled_on is None and one.kind not in NO_FORMALITIES), None)
    if found is None:
        return None
    return replace(found, own_notes="", place=passing(f"meeting:{found.id}:place", found.place))

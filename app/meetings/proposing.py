"""What belongs on the agenda of a meeting, from all that is known, and how is it put there?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, bodies
from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_of, year_range
from app.meetings.agenda import add_item, move_item, was_called
from app.meetings.carrying import carried, earlier_meetings, loose_ends
from app.meetings.elections_due import elections_due
from app.meetings.locked import refuse_if_locked
from app.meetings.presets import StandingPreset, WheelTopic, standing_preset, topics_for
from app.meetings.queries import hearings, items_of, meeting_row, standing_items, waiting_items
from app.meetings.rows import ItemRow, MeetingRow, StandingItemRow
from app.meetings.words import say_meeting
from app.school.queries import own_language
from db.models import AgendaItem, Attachment, Body, Meeting, ReceivedMinutes

LOOSE = "actions:"
SOURCES = ("standing", "minutes", "carried", "waiting", "hearing", "election", "topic")
"""From where a proposal comes; ``ItemProposal.source`` is one of these."""
LAST_OF_YEAR = timedelta(days=366)
"""How old minutes may be that were sent and are still to be approved, beside those of the last meeting."""

_WRITTEN = ("held", "sent", "received")
_PRESET_OF = {"parents": "parent_meeting", "staff": "staff", "talk": "talk"}
"""Kinds of meetings that have an agenda of their own, whoever meets."""
_CASES, _LAST = 1000, 2000
"""Where on an agenda the cases stand, and any other business; what is usual stands before or after, by its order."""
OWN_ENTRY = "entry:"
"""How the topic of a case begins that comes from an entry of no template in the yearly wheel."""
_FILE = ("file_name", "media_type", "sha256", "size")

STANDS = N_("Stands on every agenda.")
NOT_APPROVED = N_("The minutes are not approved yet.")
NOTHING_WRITTEN = N_("Nothing is written of that meeting yet.")
REFERRED = N_("Logged since the last meeting.")
WAITS = N_("Waits for the next meeting.")
FORWARDED = N_("Forwarded from {body}.")
TOPIC = N_("A topic of this month.")
OF_WHEEL = N_("In the yearly wheel at this time.")
CARRIED = {
    "postponed": N_("Was not treated {day}."),
    "recurring": N_("Comes at every meeting. Last: {day}."),
    "open_action": N_("Something is still to be done since {day}."),
}
ASKED = N_("{whom} asks for an answer by {day}.")
ASKED_SOME_DAY = N_("{whom} asks for an answer.")
ASKED_TOO_LATE = N_("{whom} asked for an answer by {day}, before this meeting.")
OPEN_PLACES = N_("Open places, or terms that are over: {n}")
PLANNED_ELECTION = N_("An election is planned.")


def proposals(session: Session, meeting_id: int) -> tuple[ItemProposal, ...]:
    """Return what could stand on the agenda and does not yet, in the order it would stand.

    Titles are in the language the school writes. Ticked is what nine of ten meetings want. Raises NoResultFound.
    """
    return _proposed(_Facts(session, meeting_row(session, meeting_id), items_of(session, [meeting_id])))


def _proposed(facts: _Facts) -> tuple[ItemProposal, ...]:
    usual = list(_standing(facts))
    last = next((at for at, one in enumerate(usual) if one.code == "any_other_business"), len(usual))
    sources = (_carried, _loose_ends, _waiting, _hearings, _elections, _topics)
    found = [*usual[:last], *(one for source in sources for one in source(facts))]
    return tuple(_each_once([*found, *usual[last:]], facts))


def take(session: Session, meeting_id: int, keys: Collection[str]) -> tuple[int, ...]:
    """Put proposals on the agenda, each where it belongs; returns the ids of the items. Raises UserError.

    A key that is no proposal any more is passed over.
    """
    refuse_if_locked(session, meeting_id)
    facts = _Facts(session, meeting_row(session, meeting_id), items_of(session, [meeting_id]))
    return tuple(_put(facts, one) for one in _proposed(facts) if one.key in keys)


@dataclass(frozen=True)
class ItemProposal:
    """A case that could stand on an agenda: ``key`` is what ``take`` is asked for.

    ``source`` is one of ``SOURCES``, ``why`` says in a sentence why it is proposed. ``body_id`` is whose case it would
    be (None where the meeting is no body's), ``values`` are further columns of ``AgendaItem``. ``waiting_id`` is the
    item that waits and would be moved onto the agenda. ``place`` is where on the agenda it belongs.
    """

    key: str
    title: str
    kind: str
    code: str
    source: str
    why: Saying
    ticked: bool
    body_id: int | None
    values: Mapping[str, object] = field(default_factory=dict)
    waiting_id: int | None = None
    place: int = _CASES


class _Facts:
    """What is asked again and again while an agenda is proposed."""

    def __init__(self, session: Session, row: MeetingRow, items: tuple[ItemRow, ...]) -> None:
        self.session = session
        self.row = row
        self.items = items
        self.language = own_language(session)
        self.tr: Translator = translator(self.language)
        there = {body.id: body for body in bodies(session)}
        self.bodies: tuple[BodyRow, ...] = tuple(there[body_id] for body_id in row.bodies)
        self.leading = next(iter(row.bodies), None)
        self.kinds = {body.kind for body in bodies(session, row.held_on)}
        self.places: dict[str, int] = {}
        """{what it does, or its title: where it stands} of what is usual."""

    @property
    def is_of_bodies(self) -> bool:
        """Whether bodies meet, with all that they do not have in a talk or at a parents' meeting."""
        return self.row.kind in ("body", "other") and bool(self.bodies)


def _each_once(found: Iterable[ItemProposal], facts: _Facts) -> Iterator[ItemProposal]:
    """Leave out what stands on the agenda, or was proposed, under the same title or by the same thing it does."""
    titles = {(item.body_id, item.title.casefold()) for item in facts.items if not item.approves_meeting_id}
    codes = {item.code for item in facts.items} - {"", "approve_minutes"}
    for one in found:
        told = (one.body_id, one.title.casefold())
        is_once = one.source in ("standing", "topic", "election") or one.key.startswith(LOOSE)
        if one.code in codes or (told in titles and is_once):
            continue
        codes |= {one.code} - {"", "approve_minutes"}
        titles.add(told)
        yield one


def _standing(facts: _Facts) -> Iterator[ItemProposal]:
    """Propose what stands on every agenda, each body's in its own order, what they share once; remember the places."""
    place, late = 0, []
    whose: list[tuple[int | None, str]] = [(body.id, body.kind) for body in facts.bodies]
    for body_id, kind in whose or [(None, "other")]:
        is_last = False
        for number, one in enumerate(_usual(facts, body_id, kind)):
            title = one.title(facts.language)
            told = one.code or title.casefold()
            is_last = is_last or one.code == "any_other_business"
            if told in facts.places:
                continue
            place += 1
            facts.places[told] = place + _LAST if is_last else place
            found = ItemProposal(
                key=f"standing:{one.code or f'{body_id or 0}.{number}'}",
                title=title,
                kind=one.kind,
                code=one.code,
                source="standing",
                why=Saying(STANDS),
                ticked=True,
                body_id=body_id,
                values={} if one.minutes_planned is None else {"minutes_planned": one.minutes_planned},
                place=facts.places[told],
            )
            if is_last:
                late.append(found)
            else:
                yield from _minutes(facts, found) if one.code == "approve_minutes" else (found,)
    yield from late


def _usual(facts: _Facts, body_id: int | None, kind: str) -> tuple[StandingItemRow | StandingPreset, ...]:
    """Return what stands on the agendas of a body, or what usually does where nobody has said."""
    of_meeting = _PRESET_OF.get(facts.row.kind)
    own = standing_items(facts.session, body_id) if body_id is not None and of_meeting != "talk" else ()
    return own or standing_preset(of_meeting or kind)


def _minutes(facts: _Facts, usual: ItemProposal) -> Iterator[ItemProposal]:
    """Propose to approve the minutes of the last meeting, and those that were sent and not approved since."""
    known = {item.approves_meeting_id for item in facts.items}
    for body in facts.bodies:
        earlier = [one for one in earlier_meetings(facts.session, facts.row, body.id) if one.cancelled_on is None]
        for one in earlier:
            is_recent = one.status == "sent" and facts.row.held_on - one.held_on <= LAST_OF_YEAR
            if one.status == "approved" or one.id in known or not (is_recent or one is earlier[-1]):
                continue
            known.add(one.id)
            is_written = one.status in _WRITTEN or one.held_on >= clock.today()
            yield replace(
                usual,
                key=f"minutes:{one.id}",
                title=facts.tr(N_("Approval of the minutes of {meeting}"), meeting=say_meeting(one, facts.tr)),
                source="minutes",
                why=Saying(NOT_APPROVED if is_written else NOTHING_WRITTEN),
                ticked=is_written,
                body_id=body.id,
                values={**usual.values, "approves_meeting_id": one.id},
            )


def _carried(facts: _Facts) -> Iterator[ItemProposal]:
    for one in carried(facts.session, facts.row):
        yield ItemProposal(
            key=f"carried:{one.item.id}",
            title=one.item.title,
            kind=one.kind,
            code="",
            source="carried",
            why=Saying(CARRIED[one.because], {"day": facts.tr.date(one.meeting.held_on)}),
            ticked=one.is_sure,
            body_id=one.item.body_id,
            values=one.values,
        )


def _loose_ends(facts: _Facts) -> Iterator[ItemProposal]:
    for one in loose_ends(facts.session, facts.row):
        yield ItemProposal(
            key=f"{LOOSE}{one.meeting.id}",
            title=facts.tr(N_("Follow-up of {meeting}"), meeting=say_meeting(one.meeting, facts.tr)),
            kind="information",
            code="",
            source="carried",
            why=Saying(CARRIED["open_action"], {"day": facts.tr.date(one.meeting.held_on)}),
            ticked=True,
            body_id=one.body_id,
            values={"paper": "\n".join(f"- {what}" for what in one.what)},
        )


def _waiting(facts: _Facts) -> Iterator[ItemProposal]:
    if not facts.is_of_bodies:
        return
    for one in sorted(waiting_items(facts.session, facts.row.bodies), key=lambda item: item.kind != "referred"):
        why = Saying(REFERRED if one.kind == "referred" else WAITS)
        if one.continues_because == "forwarded" and one.continues_id is not None:
            why = Saying(FORWARDED, {"body": _named(facts, one.continues_id)})
        yield ItemProposal(
            key=f"waiting:{one.id}",
            title=one.title,
            kind=one.kind,
            code="",
            source="waiting",
            why=why,
            ticked=True,
            body_id=one.body_id,
            waiting_id=one.id,
        )


def _named(facts: _Facts, item_id: int) -> str:
    query = select(Body.name_nb, Body.name_nn).join(AgendaItem, AgendaItem.body_id == Body.id)
    found = facts.session.execute(query.where(AgendaItem.id == item_id)).first()
    return "" if found is None else found[1] if facts.language == "nn" and found[1] else found[0]


def _hearings(facts: _Facts) -> Iterator[ItemProposal]:
    if not facts.is_of_bodies:
        return
    for one in hearings(facts.session, open_only=True):
        for body_id in facts.row.bodies:
            if body_id not in one.bodies or _has_case(facts, body_id, AgendaItem.hearing_id == one.id):
                continue
            in_time = one.deadline is None or facts.row.held_on <= one.deadline
            message = ASKED_SOME_DAY if one.deadline is None else ASKED if in_time else ASKED_TOO_LATE
            day = {} if one.deadline is None else {"day": facts.tr.date(one.deadline)}
            yield ItemProposal(
                key=f"hearing:{one.id}.{body_id}",
                title=one.title,
                kind="hearing",
                code="",
                source="hearing",
                why=Saying(message, {"whom": one.from_whom or facts.tr(N_("Somebody")), **day}),
                ticked=in_time,
                body_id=body_id,
                values={
                    "hearing_id": one.id,
                    "raised_by": one.from_whom,
                    "paper": one.description,
                    "proposal": one.statement,
                },
            )


def _elections(facts: _Facts) -> Iterator[ItemProposal]:
    known = {item.election_id for item in facts.items}
    for one in elections_due(facts.session, facts.row):
        if one.election_id is not None and one.election_id in known:
            continue
        number = one.number or one.deputies
        only_deputies = one.deputies and not one.number
        words = N_("Election to {body}: deputy for {seat}") if only_deputies else N_("Election to {body}: {seat}")
        yield ItemProposal(
            key=f"election:{one.seat.id}",
            title=facts.tr(words, body=one.body.name(facts.language), seat=one.seat.name(facts.language)),
            kind="election",
            code="",
            source="election",
            why=Saying(OPEN_PLACES, {"n": number}) if number else Saying(PLANNED_ELECTION),
            ticked=one.election_id is not None or one.is_in_season,
            body_id=one.chooser_id,
            values={} if one.election_id is None else {"election_id": one.election_id},
        )


def _topics(facts: _Facts) -> Iterator[ItemProposal]:
    asked: list[tuple[int | None, str]] = [(body.id, body.kind) for body in facts.bodies]
    if facts.row.kind in _PRESET_OF:
        asked = [(facts.leading, _PRESET_OF[facts.row.kind])]
    for body_id, kind in asked:
        wheel = _of_wheel(facts, kind, body_id)
        for topic in topics_for(kind, facts.row.held_on.month) if wheel is None else wheel:
            if wheel is None and kind == "parent_committee" and "parent_council" in {*topic.bodies} & facts.kinds:
                continue  # the parents' annual meeting is a body of its own here
            for case in topic.cases:
                if _is_taken(facts, body_id, case.topic):
                    continue
                yield ItemProposal(
                    key=f"topic:{case.topic}:{body_id or 0}",
                    title=case.title(facts.language),
                    kind=case.kind,
                    code="",
                    source="topic",
                    why=Saying(TOPIC if wheel is None else OF_WHEEL),
                    ticked=True,
                    body_id=body_id,
                    values={"topic": case.topic},
                )


def _of_wheel(facts: _Facts, kind: str, body_id: int | None) -> tuple[WheelTopic, ...] | None:
    """Return what the wheel of the year brings to a body in the month of the meeting; None where there is no wheel."""
    hooks, day = facts.session.info.get("hooks"), facts.row.held_on
    found = hooks.run("agenda_topics", facts.session, kind, body_id, year_of(day), day.month) if hooks else []
    return next((one for one in found if one is not None), None)


def _is_taken(facts: _Facts, body_id: int | None, topic: str) -> bool:
    """Say whether a topic is on an agenda of this school year: the body's, or (no body's) this meeting's own."""
    if any(item.topic == topic for item in facts.items if item.body_id == body_id):
        return True
    if body_id is None or not facts.is_of_bodies:
        return False
    is_own = topic.startswith(OWN_ENTRY)  # may come up each month, and the wheel knows what became of it
    return not is_own and _has_case(facts, body_id, AgendaItem.topic == topic, of_year=True)


def _has_case(facts: _Facts, body_id: int, condition: ColumnElement[bool], *, of_year: bool = False) -> bool:
    """Say whether a body has such a case that still stands, in a meeting that was not cancelled or waiting."""
    query = (
        select(AgendaItem.id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            condition,
            AgendaItem.body_id == body_id,
            AgendaItem.outcome != "withdrawn",
            or_(AgendaItem.meeting_id.is_(None), Meeting.cancelled_on.is_(None)),
        )
    )
    if of_year:
        first, last = year_range(year_of(facts.row.held_on))
        query = query.where(or_(AgendaItem.meeting_id.is_(None), Meeting.held_on.between(first, last)))
    return facts.session.scalar(query.limit(1)) is not None


def _put(facts: _Facts, one: ItemProposal) -> int:
    """Put one proposal where it belongs: after the last case that stands no later on an agenda than it does."""
    session, meeting_id = facts.session, facts.row.id
    items = items_of(session, [meeting_id])
    places = [_place_of(facts, item) for item in items]
    at = max((index for index, place in enumerate(places, 1) if place <= one.place), default=0)
    if one.waiting_id is None:
        facts_of: dict[str, Any] = dict(one.values)
        item_id = add_item(
            session, meeting_id, title=one.title, body_id=one.body_id, kind=one.kind, code=one.code, **facts_of
        )
        _bring_files(session, item_id, one)
    else:
        item_id = one.waiting_id
        item = session.get_one(AgendaItem, item_id)
        item.meeting_id, item.position, item.is_late = meeting_id, len(items) + 1, was_called(session, meeting_id)
        session.flush()
    move_item(session, item_id, at)
    return item_id


def _place_of(facts: _Facts, item: ItemRow) -> int:
    return facts.places.get(item.code or item.title.casefold(), _CASES)


def _bring_files(session: Session, item_id: int, one: ItemProposal) -> None:
    """Let a case that was not treated bring its files, and one that approves minutes the minutes others wrote."""
    query: Any = None
    if one.source == "carried" and one.values.get("continues_because") == "postponed":
        query = select(Attachment).where(Attachment.agenda_item_id == one.values["continues_id"])
        query = query.order_by(Attachment.position, Attachment.id)
    if one.source == "minutes":
        query = select(ReceivedMinutes).where(ReceivedMinutes.meeting_id == one.values["approves_meeting_id"])
        query = query.order_by(ReceivedMinutes.id)
    if query is None:
        return
    for position, file in enumerate(session.scalars(query).all(), 1):
        facts = {name: getattr(file, name) for name in _FILE}
        session.add(Attachment(agenda_item_id=item_id, position=position, **facts))
    session.flush()

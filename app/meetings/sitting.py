"""What does the secretary do while a meeting is held: who is there, who is out, how they vote? One function, one step.

Whoever sits in several bodies of a meeting has a row of attendance for each; that they are here, away or disqualified
is true of all of them at once. Whoever has two seats in one body is one member with one vote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings import queries, seating, states
from app.meetings.entered import ends_first, entered_words
from app.meetings.locked import refuse_if_locked, refuse_locked_item
from app.meetings.numbering import give_numbers
from app.meetings.rules import voting
from app.meetings.rules.voting import Votes
from db.models import AgendaItem, Attendance, ItemAbsence, ItemVote, Meeting, Person
from db.models.meetings import ATTENDED, CAPACITIES, CASTING_VOTES, VOTES

GUESTS = 1_000
"""The place of guests on the list: after all who have a seat."""
_WITH_A_SEAT = "member"
_ADDED = tuple(capacity for capacity in CAPACITIES if capacity != _WITH_A_SEAT)

CANCELLED = N_("The meeting is cancelled.")
ENDS_FIRST = N_("The meeting cannot end before it began.")
CHOOSE = N_("Choose one of the values in the list.")
WHO = N_("Write or choose who it is.")
THERE_ALREADY = N_("They are on the list of this meeting already.")
SITS_ALREADY = N_("They sit in this body already, and cannot stand in for somebody else.")
STANDS_IN_ALREADY = N_("They stand in for somebody else already.")
NOT_FOR_A_GUEST = N_("Only who has a seat has a deputy.")
HAS_A_SEAT = N_("Who has a seat stays on the list. Say that they are excused instead.")
HAS_VOTED = N_("They have voted by name in a case. Take away the votes there first.")
PROVISION = N_("Write by which provision they are disqualified, as “fvl. § 6 første ledd bokstav b”.")
WHO_ATTENDED = N_("Say first who attends the meeting. Then the votes can be counted.")
_WRONG: Mapping[str, tuple[str, str]] = {
    voting.NEGATIVE: ("votes_for", N_("A number of votes cannot be less than nothing.")),
    voting.NOT_ALL: ("votes_for", N_("{given} votes are given, but {entitled} may be given here.")),
    voting.ELECTION: ("casting_vote", N_("There is no casting vote in an election: where votes are equal, draw lots.")),
    voting.NO_CASTING_VOTE: ("casting_vote", N_("The chair has no casting vote in this body.")),
    voting.NO_TIE: ("casting_vote", N_("The vote of the chair decides only where votes are equal.")),
}
NOT_ENTITLED = N_("Somebody is written down who may not vote in this case.")
OTHERWISE = N_("The chair voted otherwise, and it is that vote that decides.")
NOT_VOTED = N_("{missing} who may vote have not been written down yet.")


def begin(session: Session, meeting_id: int, at: time | None = None) -> None:
    """Open a meeting (None: now): its cases get numbers, and everybody who has a seat is there. Raises UserError."""
    refuse_if_locked(session, meeting_id)
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.cancelled_on is not None:
        raise UserError(CANCELLED)
    give_numbers(session, meeting_id)
    refresh_attendance(session, meeting_id)
    meeting.opened_at = at or _now()
    session.flush()


def refresh_attendance(session: Session, meeting_id: int) -> None:
    """Put everybody on the list who has a seat on the day of the meeting; who was not there yet is there as present.

    Who has no seat any more is taken off; where something has been said of them they stay on the list, and whoever
    was not there counts no more. It may be done before the meeting begins, so that who is excused has a deputy called.
    Raises UserError.
    """
    refuse_if_locked(session, meeting_id)
    meeting = session.get_one(Meeting, meeting_id)
    rows = list(session.scalars(select(Attendance).where(Attendance.meeting_id == meeting_id)))
    known = {(row.body_id, row.person_id): row for row in rows if row.capacity != "deputy" or _is_free(row)}
    wanted = seating.seated_at(session, meeting)
    kept: set[int] = set()
    for position, one in enumerate(wanted, 1):
        row = known.get((one.body_id, one.person_id)) or _guest_row(rows, one.person_id)
        if row is None:
            row = Attendance(meeting_id=meeting_id, person_id=one.person_id, attended="present")
            session.add(row)
        row.body_id = one.body_id
        row.capacity = _WITH_A_SEAT if one.is_member or one.has_vote else "right_to_attend"
        row.office_id, row.seat_id = one.office_id, one.seat_id
        row.school_class_id, row.grade, row.constituency = one.class_id, one.grade, one.constituency
        row.is_member, row.has_vote, row.position = one.is_member, one.has_vote, position
        session.flush()
        kept.add(row.id)
    stood_in_for = {row.stands_in_for_id for row in rows}
    for row in rows:
        if row.id in kept or not _had_a_seat(row):
            continue
        if row.attended != "present" and not _has_voted(session, row):
            row.is_member = row.has_vote = False
        elif row.id not in stood_in_for and not _is_spoken_of(session, row):
            session.delete(row)
    session.flush()
    places = {row.id: row.position for row in session.scalars(_of_meeting(meeting_id))}
    for row in rows:
        if row.id in places and row.stands_in_for_id in places:
            row.position = places[row.stands_in_for_id]
    session.flush()


def set_attended(session: Session, attendance_id: int, attended: str) -> None:
    """Say whether somebody attended ("present"), is "excused" or "absent". Raises UserError."""
    row = _changeable(session, attendance_id)
    if attended not in ATTENDED:
        raise UserError(CHOOSE, field="attended")
    for one in _same_person(session, row):
        one.attended = attended
    session.flush()


def put_in_deputy(session: Session, attendance_id: int, deputy_person_id: int | None) -> int | None:
    """Let somebody stand in for a member (None: nobody) wherever they take no part; returns the deputy's row.

    Raises UserError.
    """
    row = _changeable(session, attendance_id)
    if row.capacity not in (_WITH_A_SEAT, "deputy"):
        raise UserError(NOT_FOR_A_GUEST, field="deputy")
    there = list(session.scalars(_of_meeting(row.meeting_id)))
    for one in [one for one in there if one.stands_in_for_id == row.id and one.person_id != deputy_person_id]:
        _take_off(session, one, there, row if deputy_person_id is not None else None)
    session.flush()
    if deputy_person_id is None:
        return None
    mine = [one for one in there if one.person_id == deputy_person_id and one.body_id in (None, row.body_id)]
    if any(one.capacity in (_WITH_A_SEAT, "extra") for one in mine):
        raise UserError(SITS_ALREADY, field="deputy")
    if any(one.stands_in_for_id not in (None, row.id) for one in mine):
        raise UserError(STANDS_IN_ALREADY, field="deputy")
    deputy = next((one for one in mine if one.capacity == "deputy"), None) or _guest_row(mine, deputy_person_id)
    if deputy is None:
        session.get_one(Person, deputy_person_id)
        deputy = Attendance(meeting_id=row.meeting_id, person_id=deputy_person_id)
        session.add(deputy)
    deputy.capacity = "deputy"
    at_hand = {one.person_id: one for one in seating.deputies_for(session, row)}.get(deputy_person_id)
    deputy.office_id = at_hand.office_id if at_hand is not None else None
    deputy.body_id, deputy.seat_id, deputy.constituency = row.body_id, row.seat_id, row.constituency
    deputy.school_class_id, deputy.grade, deputy.position = row.school_class_id, row.grade, row.position
    deputy.is_member, deputy.has_vote = row.is_member, row.has_vote
    deputy.stands_in_for_id, deputy.attended = row.id, "present"
    session.flush()
    return deputy.id


def add_guest(
    session: Session,
    meeting_id: int,
    *,
    person_id: int | None = None,
    guest: str = "",
    capacity: str = "guest",
    body_id: int | None = None,
) -> int:
    """Put somebody on the list who has no seat; returns the row. A guest may be words alone. Raises UserError.

    An "extra" one is a parent who sits while the pupils are out; a "deputy" may listen until put in for somebody.
    ``body_id`` is the leading body's without one.
    """
    refuse_if_locked(session, meeting_id)
    guest = entered_words(guest, "guest")
    if capacity not in _ADDED:
        raise UserError(CHOOSE, field="capacity")
    if person_id is None and (not guest or capacity in ("extra", "deputy")):
        raise UserError(WHO, field="guest")
    bodies = queries.meeting_row(session, meeting_id).bodies
    votes = capacity in ("extra", "deputy")
    if votes and body_id is None:
        body_id = seating.where_extra_sit(session, bodies) if capacity == "extra" else next(iter(bodies), None)
    there = list(session.scalars(_of_meeting(meeting_id)))
    mine = [one for one in there if person_id is not None and one.person_id == person_id]
    row = next((one for one in mine if _is_free(one) and one.capacity != capacity), None)
    if row is None and any(not votes or one.body_id in (None, body_id) for one in mine):
        raise UserError(THERE_ALREADY, field="guest")
    if row is None:
        row = Attendance(meeting_id=meeting_id, person_id=person_id, attended="present", position=GUESTS)
        session.add(row)
    row.guest, row.capacity, row.body_id = ("" if person_id is not None else guest), capacity, body_id
    row.constituency = voting.PARENTS if capacity == "extra" else row.constituency or ""
    row.is_member = row.has_vote = votes
    session.flush()
    return row.id


def remove_guest(session: Session, attendance_id: int) -> None:
    """Take somebody off the list who has no seat. Raises UserError."""
    row = _changeable(session, attendance_id)
    if row.capacity == _WITH_A_SEAT or (row.capacity == "right_to_attend" and row.seat_id is not None):
        raise UserError(HAS_A_SEAT)
    _refuse_voted(session, row)
    session.delete(row)
    session.flush()


def set_away(session: Session, item_id: int, attendance_id: int, away: bool) -> None:
    """Say that somebody is out while a case is treated, or is not. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    _absent(session, item, attendance_id, "away" if away else None)
    session.flush()


def came_before(session: Session, item_id: int, attendance_id: int) -> None:
    """Say that somebody came just before a case: late (then they missed all before it), or back. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    row = session.get_one(Attendance, attendance_id)
    was_out = item.id in _absences(session, row) and row.attended == "present"
    for one in _same_person(session, row):
        one.attended = "present"
    for other in _items_of(session, item):
        if _stands(other) >= _stands(item):
            _absent(session, other, attendance_id, None, but_disqualified=True)
        elif not was_out:
            _absent(session, other, attendance_id, "away", but_disqualified=True)
    session.flush()


def left_after(session: Session, item_id: int, attendance_id: int) -> None:
    """Say that somebody left just after a case, and is out of all that follow. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    for other in _items_of(session, item):
        if _stands(other) > _stands(item):
            _absent(session, other, attendance_id, "away", but_disqualified=True)
    session.flush()


def follow_on(session: Session, item_id: int) -> None:
    """Let those be out of a case that was added just now who were out of the one before it. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    before = [other for other in _items_of(session, item) if _stands(other) < _stands(item)]
    if before:
        query = select(ItemAbsence.attendance_id).where(
            ItemAbsence.agenda_item_id == before[-1].id, ItemAbsence.because == "away"
        )
        for attendance_id in session.scalars(query).all():
            _absent(session, item, attendance_id, "away", but_disqualified=True)
    session.flush()


def disqualify(session: Session, item_id: int, attendance_id: int, provision: str | None) -> None:
    """Say by which provision somebody is disqualified in a case, None that they are not. Raises UserError."""
    item = refuse_locked_item(session, item_id)
    if provision is not None:
        provision = entered_words(provision, "provision")
        if not provision:
            raise UserError(PROVISION, field="provision")
    _absent(session, item, attendance_id, None if provision is None else "disqualified", provision or "")
    session.flush()


def set_votes(
    session: Session, item_id: int, for_: int | None, against: int | None, blank: int | None, casting: str = ""
) -> None:
    """Write down the votes of a case; None for all three takes them away. Raises UserError where they cannot be.

    They must be as many as may be given by those who take part, unless the meeting is nobody's that has seats.
    """
    item = refuse_locked_item(session, item_id)
    if casting not in CASTING_VOTES:
        raise UserError(CHOOSE, field="casting_vote")
    if for_ is None and against is None and blank is None:
        _forget_votes(session, item)
        return
    votes = Votes(for_ or 0, against or 0, blank or 0, casting)
    _refuse_wrong(session, item, votes)
    _count(session, item, votes)
    session.flush()


def set_balloting(session: Session, item_id: int, balloting: str) -> None:
    """Say that a case was carried unanimously or by acclamation; "" that nobody said so. Raises UserError.

    What was counted is taken away.
    """
    item = refuse_locked_item(session, item_id)
    if balloting not in ("", "unanimous", "acclamation"):
        raise UserError(CHOOSE, field="balloting")
    _forget_votes(session, item)
    item.balloting = balloting
    session.flush()


def vote_by_name(session: Session, item_id: int, votes: Mapping[int, str], casting: str = "") -> None:
    """Write down how each of those who may vote in a case did, by attendance; nobody takes the votes away.

    Raises UserError where somebody is missing, or may not vote.
    """
    item = refuse_locked_item(session, item_id)
    if not votes:
        _forget_votes(session, item)
        return
    if casting not in CASTING_VOTES or any(how not in VOTES for how in votes.values()):
        raise UserError(CHOOSE, field="votes")
    state = _state(session, item)
    if set(votes) - set(state.votes):
        raise UserError(NOT_ENTITLED, field="votes")
    missing = len(set(state.votes) - set(votes))
    if missing:
        raise UserError(NOT_VOTED, field="votes", missing=missing)
    counted = voting.counted(votes, state.votes, casting)
    _refuse_wrong(session, item, counted)
    _refuse_other_than_chair(session, item, votes, casting)
    _count(session, item, counted)
    for attendance_id, how in votes.items():
        session.add(ItemVote(agenda_item_id=item_id, attendance_id=attendance_id, vote=how))
    session.flush()


def end(session: Session, meeting_id: int, at: time | None = None) -> tuple[int, ...]:
    """Close a meeting (None: now); returns the cases of which nothing says that they were treated. Raises UserError.

    Cases that came up have their numbers now. Where something is written of a case, a vote is, or it is one of the
    formalities, it counts as treated.
    """
    refuse_if_locked(session, meeting_id)
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.cancelled_on is not None:
        raise UserError(CANCELLED)
    at = at or _now()
    if ends_first(meeting.opened_at, at):
        raise UserError(ENDS_FIRST, field="closed_at")
    meeting.closed_at = at
    give_numbers(session, meeting_id)
    untouched = []
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.outcome == "")
    for item in session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)):
        if item.discussion or item.decision or item.balloting or item.code.startswith("approve"):
            item.outcome = "treated"
        else:
            untouched.append(item.id)
    session.flush()
    return tuple(untouched)


def treat(session: Session, item_ids: tuple[int, ...]) -> None:
    """Say that cases were treated of which nothing is written. Raises UserError."""
    for item_id in item_ids:
        refuse_locked_item(session, item_id).outcome = "treated"
    session.flush()


def _now() -> time:
    return clock.now().time().replace(second=0, microsecond=0)


def _of_meeting(meeting_id: int) -> Select[Attendance]:
    return select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.position, Attendance.id)


def _changeable(session: Session, attendance_id: int) -> Attendance:
    row = session.get_one(Attendance, attendance_id)
    refuse_if_locked(session, row.meeting_id)
    return row


def _same_person(session: Session, row: Attendance) -> list[Attendance]:
    """Return every row of somebody at a meeting."""
    if row.person_id is None:
        return [row]
    return list(session.scalars(_of_meeting(row.meeting_id).where(Attendance.person_id == row.person_id)))


def _is_free(row: Attendance) -> bool:
    """Say whether somebody has no seat and stands in for nobody: they may become something else."""
    return row.seat_id is None and row.stands_in_for_id is None and row.capacity != _WITH_A_SEAT


def _had_a_seat(row: Attendance) -> bool:
    return row.capacity != "deputy" and (
        row.capacity == _WITH_A_SEAT or row.seat_id is not None or row.office_id is not None
    )


def _guest_row(rows: Sequence[Attendance], person_id: int) -> Attendance | None:
    """Return the row of somebody who is there without a seat or an office, and may become something else."""
    return next((row for row in rows if row.person_id == person_id and _is_free(row) and row.office_id is None), None)


def _take_off(session: Session, deputy: Attendance, there: list[Attendance], member: Attendance | None) -> None:
    """Take a deputy off; who stands in for them does so for the member then, or is taken off too (None)."""
    _refuse_voted(session, deputy)
    for one in [one for one in there if one.stands_in_for_id == deputy.id]:
        if member is None:
            _take_off(session, one, there, None)
        else:
            one.stands_in_for_id = member.id
    session.delete(deputy)
    there.remove(deputy)


def _is_spoken_of(session: Session, row: Attendance) -> bool:
    absent = select(ItemAbsence.id).where(ItemAbsence.attendance_id == row.id)
    return _has_voted(session, row) or session.scalar(absent.limit(1)) is not None


def _has_voted(session: Session, row: Attendance) -> bool:
    return session.scalar(select(ItemVote.id).where(ItemVote.attendance_id == row.id).limit(1)) is not None


def _refuse_voted(session: Session, row: Attendance) -> None:
    if _has_voted(session, row):
        raise UserError(HAS_VOTED)


def _items_of(session: Session, item: AgendaItem) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == item.meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def _stands(item: AgendaItem) -> tuple[int, int]:
    return item.position, item.id


def _absences(session: Session, whose: Attendance) -> dict[int, str]:
    """Return {case: why} of where somebody was away or disqualified."""
    query = select(ItemAbsence.agenda_item_id, ItemAbsence.because).where(ItemAbsence.attendance_id == whose.id)
    return {row.agenda_item_id: row.because for row in session.execute(query)}


def _absent(
    session: Session,
    item: AgendaItem,
    attendance_id: int,
    because: str | None,
    provision: str = "",
    *,
    but_disqualified: bool = False,
) -> None:
    """Say why somebody takes no part in a case, None that they do, in all their rows.

    ``but_disqualified``: who is disqualified there stays so.
    """
    row = session.get_one(Attendance, attendance_id)
    if row.meeting_id != item.meeting_id:
        raise ValueError("of another meeting")
    for one in _same_person(session, row):
        query = select(ItemAbsence).where(ItemAbsence.agenda_item_id == item.id, ItemAbsence.attendance_id == one.id)
        there = session.scalar(query)
        if there is not None and but_disqualified and there.because == "disqualified":
            continue
        if because is None:
            if there is not None:
                session.delete(there)
            continue
        if there is None:
            there = ItemAbsence(agenda_item_id=item.id, attendance_id=one.id)
            session.add(there)
        there.because, there.provision = because, provision


def _state(session: Session, item: AgendaItem) -> states.ItemState:
    if item.meeting_id is None:
        raise ValueError("a case that waits")
    session.flush()
    return states.item_states(session, queries.meeting(session, item.meeting_id))[item.id]


def _refuse_wrong(session: Session, item: AgendaItem, votes: Votes) -> None:
    state = _state(session, item)
    entitled = state.entitled
    if not state.known:
        if _sits_anybody(session, item, state):
            raise UserError(WHO_ATTENDED, field="votes_for")
        entitled = votes.given  # where nobody is known to sit nobody can say who may vote
    wrong = voting.wrong_with(votes, entitled, has_casting_vote=state.may_cast, is_election=item.kind == "election")
    if wrong:
        field, message = _WRONG[wrong]
        values = {"given": votes.given, "entitled": entitled} if wrong == voting.NOT_ALL else {}
        raise UserError(message, field=field, **values)


def _sits_anybody(session: Session, item: AgendaItem, state: states.ItemState) -> bool:
    whose = {one.body_id for one in state.bodies}
    meeting = session.get_one(Meeting, item.meeting_id)
    return any(one.has_vote and one.body_id in whose for one in seating.seated_at(session, meeting))


def _refuse_other_than_chair(session: Session, item: AgendaItem, votes: Mapping[int, str], casting: str) -> None:
    """Raise UserError where a tie is decided by another vote than that of the chair, who voted by name."""
    chair = session.get_one(Meeting, item.meeting_id).chair_id
    if not casting or chair is None:
        return
    theirs = select(Attendance.id).where(Attendance.meeting_id == item.meeting_id, Attendance.person_id == chair)
    if any(votes.get(one, casting) != casting for one in session.scalars(theirs)):
        raise UserError(OTHERWISE, field="casting_vote")


def _count(session: Session, item: AgendaItem, votes: Votes) -> None:
    _forget_votes(session, item)
    item.balloting = "counted"
    item.votes_for, item.votes_against, item.votes_blank = votes.for_, votes.against, votes.blank
    item.casting_vote = votes.casting


def _forget_votes(session: Session, item: AgendaItem) -> None:
    session.flush()
    session.execute(delete(ItemVote).where(ItemVote.agenda_item_id == item.id))
    item.balloting = item.casting_vote = ""
    item.votes_for = item.votes_against = item.votes_blank = None
    session.flush()

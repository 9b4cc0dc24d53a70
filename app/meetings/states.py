"""Who takes part in each case of a meeting, is it quorate, and does what is written of the vote hold?

A case of a combined meeting belongs to the body it names, and is voted over by that body alone; one that names none is
all the bodies': each must be quorate, and whoever sits in two votes once, by the rule of the leading one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, body
from app.bodies.rules.composition import EXTRA_MEMBERS, Finding, Group, Rule, weigh
from app.core.about import Saying
from app.core.i18n import N_
from app.meetings.rows import AttendanceRow, ItemRow, MeetingDetail
from app.meetings.rules import voting
from app.meetings.rules.voting import Seated, Votes
from app.school.queries import own_language

PRESENT = "present"
SIDES = ("parents", "pupils", "staff", "others")
_DECIDES = frozenset({"decision", "election", "hearing"})

NOT_QUORATE = N_("Not quorate: {present} of {members} take part, and there must be at least {needed}.")
BODY_NOT_QUORATE = N_("{body} is not quorate: {present} of {members} take part, and there must be at least {needed}.")
NOT_ALL_VOTES = N_("The votes do not add up: {given} are written down, and {entitled} may be given.")
NAMES_DIFFER = N_("The votes by name do not come to the same as the votes that are counted.")
CASTING_NEEDED = N_("The votes are equal. The vote of the chair of the meeting decides.")
LOTS_NEEDED = N_("The votes are equal. In an election lots are drawn.")
EQUAL = N_("The votes are equal, and nobody has a casting vote. The proposal is not carried.")
NO_CASTING_NEEDED = N_(
    "The vote of the chair of the meeting decides only where votes are equal, and not in an election."
)
TOO_FEW_EXTRA = N_("The pupils are out: {wanted} extra parents should take part, and {here} do.")
_COMPOSED: Mapping[str, str] = {
    "no_majority": N_("Of those who take part, {part} of {whole} are parents and pupils. It should be over half."),
    "no_majority_of_votes": N_("Parents and pupils have {part} of {whole} votes here. It should be over half."),
    "no_majority_without_pupils": N_("The pupils are out: the parents have {part} of {whole}. It should be over half."),
    "too_few_parents": N_("Too few parents take part ({part}). There should be at least {whole}."),
    "parents": N_("Of the votes here {part} of {whole} are the parents’. No group should have more than half."),
    "pupils": N_("Of the votes here {part} of {whole} are the pupils’. No group should have more than half."),
    "staff": N_("Of the votes here {part} of {whole} are the staff’s. No group should have more than half."),
}


@dataclass(frozen=True)
class BodyState:
    """How one body stands in a case: ``members`` were chosen, ``present`` take part, ``needed`` must."""

    body_id: int
    members: int
    present: int
    needed: int

    @property
    def quorate(self) -> bool:
        """Whether as many take part as must."""
        return self.present >= self.needed


@dataclass(frozen=True)
class ItemState:
    """How a case stands. All ids are those of attendances; ``out`` were at the meeting and take no part here.

    ``known`` is false where nobody has said who attended, or nobody is known to sit there: then nothing is counted and
    nothing found. ``entitled`` is how many votes there are, ``votes`` who has them. ``may_cast``: the body's chair has
    a casting vote here.
    """

    known: bool
    present: int
    members: int
    needed: int
    quorate: bool
    entitled: int
    votes: Mapping[int, int]
    votes_by_side: Mapping[str, int]
    taking_part: tuple[int, ...]
    out: tuple[int, ...]
    pupils_out: bool
    may_cast: bool
    findings: tuple[Saying, ...]
    bodies: tuple[BodyState, ...]


@dataclass(frozen=True)
class Sitter:
    """Somebody at a meeting, shown once though they sit in several of its bodies: ``rows`` has one for each."""

    rows: tuple[AttendanceRow, ...]

    @property
    def first(self) -> AttendanceRow:
        """What they are in the leading body."""
        return self.rows[0]

    @property
    def bodies(self) -> tuple[int, ...]:
        """The bodies they sit in."""
        return tuple(row.body_id for row in self.rows if row.body_id is not None)


def item_states(session: Session, detail: MeetingDetail, language: str | None = None) -> dict[int, ItemState]:
    """Return how each case of a meeting stands; bodies are named in ``language``, the school's own without one."""
    bodies = [body(session, body_id) for body_id in detail.row.bodies]
    said = language or own_language(session)
    return {item.id: state_of(detail, item, bodies, said) for item in detail.items}


def state_of(detail: MeetingDetail, item: ItemRow, bodies: Sequence[BodyRow], language: str) -> ItemState:
    """Return how one case stands; ``bodies`` are those of the meeting, the leading one first."""
    deciding = [one for one in bodies if one.id == item.body_id] or list(bodies)
    whose = {one.id for one in deciding}
    rows = [row for row in detail.attendance if not whose or row.body_id is None or row.body_id in whose]
    seated = voting.in_order([_seated(row) for row in rows], [one.id for one in deciding])
    away = {absence.attendance_id for absence in item.absences}
    leading = deciding[0] if deciding else None
    rule = _rule(leading)
    pupils_out = voting.pupils_are_out(item.openness, item.provision)
    here = voting.taking_part(seated, away, rule, pupils_out=pupils_out)
    votes = voting.votes_of(seated, away, rule, pupils_out=pupils_out)
    states = tuple(_body_state(one, seated, away, pupils_out=pupils_out) for one in deciding)
    known = any(row.has_vote and row.capacity == voting.MEMBER for row in rows)
    may_cast = leading is not None and leading.casting_vote and item.kind != "election"
    findings: list[Saying] = []
    if known and decides(item):
        findings += _quorum_findings(deciding, states, language)
        if leading is not None:
            composed = voting.composed(seated, away, rule, pupils_out=pupils_out)
            findings += [_say(finding) for finding in composed.findings]
            findings += _extra_findings(seated, away, rule, pupils_out=pupils_out)
        findings += _vote_findings(item, votes, may_cast=may_cast)
    part = {one.id for one in here}
    return ItemState(
        known=known,
        present=sum(one.is_member for one in here),
        members=len({one.person or -one.id for one in seated if _counts(one)}),
        needed=states[0].needed if len(states) == 1 else max((one.needed for one in states), default=0),
        quorate=all(one.quorate for one in states) or not known,
        entitled=sum(votes.values()),
        votes=votes,
        votes_by_side=_by_side(seated, votes),
        taking_part=tuple(one.id for one in here),
        out=tuple(one.id for one in seated if _is_out(one, away, part, pupils_out=pupils_out)),
        pupils_out=pupils_out,
        may_cast=may_cast,
        findings=tuple(findings),
        bodies=states,
    )


def sitters(detail: MeetingDetail) -> tuple[Sitter, ...]:
    """Return who is on the list of a meeting, each person once, in order; a guest without a person is one."""
    place = {body_id: at for at, body_id in enumerate(detail.row.bodies)}
    found: dict[int, list[AttendanceRow]] = {}
    for row in detail.attendance:
        found.setdefault(-row.id if row.person_id is None else row.person_id, []).append(row)
    last = len(place)
    return tuple(
        Sitter(tuple(sorted(rows, key=lambda row: place.get(row.body_id or 0, last)))) for rows in found.values()
    )


def decides(item: ItemRow) -> bool:
    """Say whether something is decided in a case: only that needs a quorum, and the right people to be there."""
    return item.kind in _DECIDES or item.code.startswith("approve") or bool(item.decision or item.balloting)


def votes_in(item: ItemRow) -> Votes | None:
    """Return the votes that are written down, None where none are counted."""
    if item.votes_for is None and item.votes_against is None and item.votes_blank is None:
        return None
    return Votes(item.votes_for or 0, item.votes_against or 0, item.votes_blank or 0, item.casting_vote)


def _seated(row: AttendanceRow) -> Seated:
    return Seated(
        row.id,
        row.capacity,
        row.constituency,
        row.is_member,
        row.has_vote,
        row.attended == PRESENT,
        row.stands_in_for_id,
        row.person_id,
        row.body_id,
    )


def _rule(row: BodyRow | None) -> Rule:
    return Rule() if row is None else Rule(row.majority, row.pupils_out, row.min_parents)


def _counts(one: Seated) -> bool:
    return one.capacity == voting.MEMBER and one.is_member


def _body_state(row: BodyRow, seated: Sequence[Seated], away: set[int], *, pupils_out: bool) -> BodyState:
    own = [one for one in seated if one.body in (None, row.id)]
    here = voting.taking_part(own, away, _rule(row), pupils_out=pupils_out)
    members = sum(_counts(one) for one in own)
    return BodyState(
        row.id,
        members,
        sum(one.is_member for one in here),
        voting.needed(row.quorum, row.quorum_number, members),
    )


def _is_out(one: Seated, away: set[int], part: set[int], *, pupils_out: bool) -> bool:
    """Say whether somebody who is at the meeting is out of a case; a guest or a deputy nobody needs is not."""
    if not one.is_here or one.id in part:
        return False
    return one.id in away or (pupils_out and one.constituency == voting.PUPILS)


def _by_side(seated: Sequence[Seated], votes: Mapping[int, int]) -> dict[str, int]:
    groups = [Group(one.constituency, 0, votes[one.id]) for one in seated if one.id in votes]
    return weigh(groups, Rule())


def _quorum_findings(deciding: Sequence[BodyRow], states: Sequence[BodyState], language: str) -> list[Saying]:
    found = []
    for row, state in zip(deciding, states, strict=True):
        if not state.quorate:
            values: dict[str, object] = {
                "present": state.present,
                "members": state.members,
                "needed": state.needed,
            }
            if len(states) > 1:
                values["body"] = row.name(language)
            found.append(Saying(BODY_NOT_QUORATE if len(states) > 1 else NOT_QUORATE, values))
    return found


def _say(finding: Finding) -> Saying:
    msgid = _COMPOSED[finding.who if finding.code == "group_alone" else finding.code]
    return Saying(msgid, {"part": finding.share.part, "whole": finding.share.whole})


def _extra_findings(seated: Sequence[Seated], away: set[int], rule: Rule, *, pupils_out: bool) -> list[Saying]:
    if not pupils_out or rule.pupils_out != EXTRA_MEMBERS:
        return []
    wanted = sum(one.constituency == voting.PUPILS and one.has_vote for one in voting.taking_part(seated, away, rule))
    here = voting.taking_part(seated, away, rule, pupils_out=True)
    extra = sum(one.capacity == voting.EXTRA for one in here)
    return [Saying(TOO_FEW_EXTRA, {"wanted": wanted, "here": extra})] if extra < wanted else []


def _vote_findings(item: ItemRow, votes: Mapping[int, int], *, may_cast: bool) -> list[Saying]:
    written = votes_in(item)
    if written is None:
        return []
    entitled = sum(votes.values())
    found = []
    if written.given != entitled:
        found.append(Saying(NOT_ALL_VOTES, {"given": written.given, "entitled": entitled}))
    if item.votes and voting.counted(dict(item.votes), votes, written.casting) != written:
        found.append(Saying(NAMES_DIFFER))
    if written.casting and (not may_cast or written.for_ != written.against):
        found.append(Saying(NO_CASTING_NEEDED))
    elif voting.outcome(written) == voting.TIED:
        without = LOTS_NEEDED if item.kind == "election" else EQUAL
        found.append(Saying(CASTING_NEEDED if may_cast else without))
    return found

"""How is the vote in a case said? "Enstemmig vedtatt.", "Vedtatt med 7 mot 2 stemmer."."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.core.i18n import N_, Translator
from app.meetings.rules.voting import CARRIED, LOST, Votes, outcome

_ADOPTED, _ELECTED, _APPROVED = "adopted", "elected", "approved"
_UNANIMOUS: Mapping[str, str] = {
    _ADOPTED: N_("Adopted unanimously."),
    _ELECTED: N_("Elected unanimously."),
    _APPROVED: N_("Approved unanimously."),
}
_ACCLAIMED: Mapping[str, str] = {
    _ADOPTED: N_("Adopted by acclamation."),
    _ELECTED: N_("Elected by acclamation."),
    _APPROVED: N_("Approved by acclamation."),
}
_CARRIED: Mapping[str, str] = {
    _ADOPTED: N_("Adopted with {supporting} votes to {opposing}."),
    _ELECTED: N_("Elected with {supporting} votes to {opposing}."),
    _APPROVED: N_("Approved with {supporting} votes to {opposing}."),
}
_CARRIED_BY_CHAIR: Mapping[str, str] = {
    _ADOPTED: N_("Adopted with {supporting} votes to {opposing}, the vote of the chair of the meeting decided."),
    _ELECTED: N_("Elected with {supporting} votes to {opposing}, the vote of the chair of the meeting decided."),
    _APPROVED: N_("Approved with {supporting} votes to {opposing}, the vote of the chair of the meeting decided."),
}
_LOST: Mapping[str, str] = {
    _ADOPTED: N_("Not adopted: {supporting} voted for and {opposing} against."),
    _ELECTED: N_("Not elected: {supporting} voted for and {opposing} against."),
    _APPROVED: N_("Not approved: {supporting} voted for and {opposing} against."),
}
_LOST_BY_CHAIR = N_(
    "Not adopted: {supporting} voted for and {opposing} against, the vote of the chair of the meeting decided."
)
_TIED: Mapping[str, str] = {
    _ADOPTED: N_("The votes were equal, {supporting} to {opposing}, and the proposal was not adopted."),
    _ELECTED: N_("The votes were equal, {supporting} to {opposing}."),
    _APPROVED: N_("The votes were equal, {supporting} to {opposing}, and it was not approved."),
}


class Voted(Protocol):
    """What has been voted over."""

    @property
    def kind(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def balloting(self) -> str: ...


def say_votes(case: Voted, votes: Votes | None, tr: Translator) -> str:
    """Return how a case was voted over in a sentence or two, nothing where nobody has said."""
    verb = _verb(case)
    if case.balloting == "unanimous":
        return tr(_UNANIMOUS[verb])
    if case.balloting == "acclamation":
        return tr(_ACCLAIMED[verb])
    if votes is None:
        return ""
    numbers = {"supporting": tr.number(votes.for_), "opposing": tr.number(votes.against)}
    said = tr(_counted(verb, votes), **numbers)
    if votes.blank:
        said += " " + tr.n("{n} vote was blank.", "{n} votes were blank.", votes.blank)
    return said


def _counted(verb: str, votes: Votes) -> str:
    result = outcome(votes)
    by_chair = bool(votes.casting) and votes.for_ == votes.against
    if result == CARRIED:
        return (_CARRIED_BY_CHAIR if by_chair else _CARRIED)[verb]
    if result == LOST:
        return _LOST_BY_CHAIR if by_chair else _LOST[verb]
    return _TIED[verb]


def _verb(case: Voted) -> str:
    if case.kind == "election":
        return _ELECTED
    return _APPROVED if case.code.startswith("approve") else _ADOPTED

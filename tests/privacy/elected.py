"""What do the parents of the planted people elect, and what may stand of them on papers of elections?"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_empty_body, add_seat, set_seat
from app.elections.commands import add_candidate, decide, plan_election, set_election, set_rule
from app.elections.queries import problems_of
from db.models import SchoolClass
from tests.factories import START, YEAR
from tests.privacy.plants import Gardener, Planted

NAMES = frozenset({"given", "family"})
ELECTION_PAPERS = {
    "parent-meeting-package": NAMES,
    "election-protocol": NAMES,
    "ballots": NAMES,
    "entitled": NAMES,
    "election-overview": NAMES | {"phone", "email"},
}
"""The papers of elections, each with what may stand on it at most, of those it may name."""


def elect(garden: Gardener) -> None:
    """Let protected people and plain ones stand together: in an election to come, and in one that is decided.

    Nobody protected is elected here: that is tried where a paper names the office in place of the one who has it.
    """
    with garden.store.change("Held the elections") as session:
        to_come = _plan(session, "Turkomité", "turkontakt")
        for key, consent in (
            ("guardian client", "accepted"),
            ("plain unreached", "accepted"),
            ("aliased mother", "accepted"),
            ("late mother", "asked"),
            ("banned father", "accepted"),
            ("aliased too mother", "unasked"),
        ):
            add_candidate(session, to_come, garden.planted.id(key), consent=consent)
        decided = _plan(session, "Dugnadskomité", "dugnadskontakt")
        set_election(session, decided, "officer_id", str(garden.planted.id("plain teacher")))
        for key, consent in (
            ("guardian confidential", "declined"),
            ("plain unreached", "accepted"),
            ("proposed 0 mother", "declined"),
            ("plain 5A mother", "accepted"),
        ):
            add_candidate(session, decided, garden.planted.id(key), consent=consent)
        decide(session, decided, confirmed=frozenset(one.key for one in problems_of(session, decided)))


def allowed_on_election_paper(
    planted: Planted, report_id: str, person: int, audience: str, *, has_alias_printed: bool
) -> set[str]:
    """Return which of a planted person's words may stand there: names, and on the overview how they are reached."""
    if audience == "election_officer":
        return planted.allowed(person, audience)
    if audience == "class_parents" and has_alias_printed:
        return {"alias"}
    return planted.allowed(person, audience) & ELECTION_PAPERS[report_id]


def _plan(session: Session, name: str, of_one: str) -> int:
    body_id = add_empty_body(session, name, name, "committee")
    seat_id = add_seat(session, body_id, "parents", of_one, of_one)
    for field, value in (
        ("unit", "class"),
        ("chosen_by", "class_parents"),
        ("deputy_kind", "ranked"),
        ("deputies", "1"),
    ):
        set_seat(session, seat_id, field, value)
    set_rule(session, body_id, "ballot", "acclamation")
    class_id = session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one()
    return plan_election(session, seat_id, YEAR, class_id=class_id, held_on=START)

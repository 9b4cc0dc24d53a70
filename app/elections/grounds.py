"""Why were these elected? In sentences without names or numbers, so that they can stand on any paper."""

from __future__ import annotations

from app.core.i18n import N_
from app.elections.ballots import DEPUTIES, DEPUTIES_RUNOFF, SEATS, SEATS_RUNOFF
from app.elections.rows import ElectionRow
from app.elections.rules.deciding import ABSOLUTE_THEN_RUNOFF, RUNOFF_THEN_LOT

NOBODY_STOOD = N_("Nobody stood.")
NO_VOTES = N_("Nobody who stood had a vote.")
WITHOUT_VOTES = N_("No votes were counted: those who stood were chosen in their order.")
MOST_VOTES = N_("Those with most votes were elected.")
MAJORITY = N_("More than half of the votes cast were needed, and were reached in the first ballot.")
NO_MAJORITY = N_(
    "Not enough candidates had more than half of the votes cast, so a second ballot decided: most votes won."
)
TIE_SECOND = N_("Votes were equal, so a second ballot was held among those who were equal.")
LOT = N_("Votes were equal, and lots decided.")
DEPUTIES_APART = N_("The deputies were chosen in a ballot of their own.")


def grounds_of(election: ElectionRow) -> tuple[str, ...]:
    """Return why those were elected who were, as msgids, in the order it happened; nothing before it is decided."""
    if not election.results and not election.is_decided:
        return ()
    if not any(one.consent != "declined" for one in election.candidates):
        return (NOBODY_STOOD,)
    if election.count(SEATS) is None:
        return (WITHOUT_VOTES,)
    if not election.results and not any(any(count.votes.values()) for count in election.counts):
        return (NO_VOTES,)
    second = election.count(SEATS_RUNOFF) is not None
    if election.rule.win == ABSOLUTE_THEN_RUNOFF:
        found = [NO_MAJORITY if second else MAJORITY]
    else:
        found = [MOST_VOTES]
        if second and election.rule.tie == RUNOFF_THEN_LOT:
            found.append(TIE_SECOND)
    if election.count(DEPUTIES) is not None:
        found.append(DEPUTIES_APART)
    if election.count(DEPUTIES_RUNOFF) is not None and TIE_SECOND not in found:
        found.append(TIE_SECOND)
    return (*found, LOT) if election.lots else tuple(found)

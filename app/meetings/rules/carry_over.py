"""Does a case come back at the next meeting, and why? Pure.

| outcome | already carried on | recurring | open action | comes back because |
|---|---|---|---|---|
| any | yes | any | any | it does not: what carries it on does |
| none, postponed | no | any | any | it was not treated (postponed) |
| treated, withdrawn | no | yes | any | it comes at every meeting (recurring) |
| treated, withdrawn | no | no | yes | something is still to be done (open_action) |
| treated, withdrawn | no | no | no | it does not |
"""

from __future__ import annotations

NOT_TREATED = ("", "postponed")


def carried_because(outcome: str, *, is_recurring: bool, has_open_action: bool, is_carried: bool) -> str:
    """Return postponed, recurring or open_action; "" for a case that does not come back."""
    if is_carried:
        return ""
    if outcome in NOT_TREATED:
        return "postponed"
    if is_recurring:
        return "recurring"
    return "open_action" if has_open_action else ""

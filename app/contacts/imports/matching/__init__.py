"""Which stored person is this? Decided by rule, and where two could be meant by nobody but the office.

By the id the file's own system gives, else by what :mod:`pupils`, :mod:`guardians` and :mod:`staff` say. Letters a name
has lost are filled in from somebody who is known, or the name is nobody's.
"""

from __future__ import annotations

from app.contacts.imports.items import NO_ANSWERS, Answers
from app.contacts.imports.known import Known
from app.contacts.imports.matching.asking import Asking
from app.contacts.imports.matching.both import join
from app.contacts.imports.matching.damaged import Damaged
from app.contacts.imports.matching.guardians import Guardians
from app.contacts.imports.matching.lost import Lost, find_lost, with_known_names, with_linked_names
from app.contacts.imports.matching.matches import Matches
from app.contacts.imports.matching.pupils import Pupils
from app.contacts.imports.matching.staff import Staff
from app.contacts.imports.roster import Roster

__all__ = ["Matches", "match"]


def match(roster: Roster, known: Known, answers: Answers = NO_ANSWERS) -> Matches:
    """Find the stored person of everybody in the roster; ``answers`` say who is meant where that was asked."""
    lost = find_lost(roster)
    if lost is not None:
        return _match_lost(roster, known, answers, lost)
    matches = Matches(roster, pupils=[])
    asking = Asking(roster, known, matches, answers)
    Pupils(roster, known, matches, asking).match()
    asking.settle("pupils")
    Staff(roster, known, matches, asking).match()
    asking.settle("staff")
    Guardians(roster, known, matches, asking).match()
    asking.settle("guardians")
    join(matches)
    return matches


def _match_lost(told: Roster, known: Known, answers: Answers, lost: Lost) -> Matches:
    """Match a roster in which names have lost letters."""
    roster = with_known_names(told, known, lost)
    matches = Matches(roster, pupils=[])
    asking = Asking(told, known, matches, answers)
    damaged = Damaged(told, known, lost, matches, asking)
    Pupils(roster, known, matches, asking).match()
    damaged.leave_out_pupils()
    asking.settle("pupils")
    damaged.fill_in("pupils")
    Staff(roster, known, matches, asking).match()
    damaged.leave_out_staff()
    asking.settle("staff")
    damaged.fill_in("staff")
    matches.roster = roster = with_linked_names(matches.roster, known, lost, matches.pupils)
    damaged.leave_out_guardians(place for place in lost.guardians if place not in lost.found_guardians)
    Guardians(roster, known, matches, asking).match()
    damaged.leave_out_guardians(place for place in lost.guardians if matches.guardians[place] is None)
    asking.settle("guardians")
    damaged.fill_in("guardians")
    join(matches)
    return matches

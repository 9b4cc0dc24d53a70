"""Who was found to be whom, and who could not be?"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.contacts.imports.items import Question
from app.contacts.imports.roster import Problem, Roster


@dataclass(slots=True)
class Matches:
    """The stored person of every pupil, guardian and member of staff of the roster; None: new.

    ``unclear_…`` are places nobody could decide; ``perhaps`` the stored pupils such a row could mean;
    ``perhaps_graded`` the places of guardians who could be somebody with address protection. ``roster`` is the one
    that was matched, with the letters filled in that its names had lost; where a pupil of one of ``unsure_classes``
    has such a name and could not be found, anybody in the class can be the one. ``questions`` are open, ``answered``
    those whose answer was followed. ``joined`` {guardian: member of staff}: two new ones who are one person.
    """

    roster: Roster
    pupils: list[int | None]
    guardians: list[int | None] = field(default_factory=list)
    staff: list[int | None] = field(default_factory=list)
    unclear_pupils: set[int] = field(default_factory=set)
    unclear_guardians: set[int] = field(default_factory=set)
    unclear_staff: set[int] = field(default_factory=set)
    perhaps: set[int] = field(default_factory=set)
    perhaps_graded: set[int] = field(default_factory=set)
    unsure_classes: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answered: list[Question] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)

    def people(self, kind: str) -> list[int | None]:
        """Return the stored people of a kind by their place in the roster."""
        return {"pupils": self.pupils, "guardians": self.guardians, "staff": self.staff}[kind]

    def unclear(self, kind: str) -> set[int]:
        """Return the places of a kind that nobody could decide."""
        return {"pupils": self.unclear_pupils, "guardians": self.unclear_guardians, "staff": self.unclear_staff}[kind]

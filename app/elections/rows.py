"""What does one election look like to whoever reads it? The rule it follows, who stood, what was counted, who won."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.bodies.queries import SeatRow
from app.elections.rules.terms import season_of

IN_SPRING = ("spring", "before_summer")
"""When an election is due that is for the next school year."""


@dataclass(frozen=True)
class RuleRow:
    """How the seats of a body are elected here (``db.models.elections.ElectionRule``), and for how long (the body)."""

    body_id: int
    preset: str = ""
    eligible: str = "guardian_with_parental_responsibility"
    exclude_staff: bool = False
    excluded: str = ""
    max_units: int | None = None
    vote_weight: str = "per_person"
    ballot: str = "acclamation"
    max_names: int = 1
    self_vote: bool = True
    deputies_apart: bool = False
    win: str = "plurality"
    blank_counts: bool = False
    tie: str = "lot"
    publish_counts: str = "always"
    gender_balance: str = "none"
    due: str = "autumn_meeting"
    due_days: int | None = None
    report_to: str = "office"
    source: str = ""
    term_years: int | None = None
    term_starts: str = "election_day"
    stagger: str = "none"
    first_grade_years: int | None = None
    last_grade_deputy_years: int | None = None
    deputy_years: int | None = None
    deputy_succeeds: str = "none"
    stays_until_successor: bool = True
    max_terms: int | None = None

    def is_for(self, held_on: date, season: int) -> bool:
        """Say whether those chosen on a day are chosen for the school year ``season``.

        Who elects in spring does so for the next year, while a class that has just begun elects in the autumn before.
        Where everybody elects in the autumn, a late election is for the same year.
        """
        return self.due not in IN_SPRING or season_of(held_on) == season


@dataclass(frozen=True)
class CandidateRow:
    """One who stands, or was asked to. The name is for the office's own window; on paper it comes through disclosure.

    ``consent`` is unasked, asked, accepted or declined.
    """

    id: int
    person_id: int
    given: str
    family: str
    position: int
    consent: str

    @property
    def full_name(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class CountRow:
    """One count of one ballot; ``counter`` 2 is the independent second. ``votes`` is {candidate id: votes}."""

    id: int
    round: str
    counter: int
    handed_out: int | None
    in_box: int | None
    blank: int | None
    invalid: int | None
    votes: Mapping[int, int]


@dataclass(frozen=True)
class LotRow:
    """A lot that was drawn: ``order`` holds the candidates' ids, first drawn first."""

    id: int
    round: str
    order: tuple[int, ...]
    how: str
    drawn_by: str
    witnesses: str


@dataclass(frozen=True)
class ResultRow:
    """Who was elected; ``role`` is member or deputy, ``deputy_for_id`` the person a personal deputy stands in for.

    ``term_ends`` is the last day they were chosen for, None where the rule sets no end.
    """

    person_id: int
    given: str
    family: str
    role: str
    rank: int | None
    deputy_for_id: int | None
    term_ends: date | None = None

    @property
    def full_name(self) -> str:
        """Given name first, for the office's own window."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class ElectionRow:
    """One election. ``rule``, ``seat`` and the numbers of places are as they were when it was decided, else as now.

    ``status`` is what was last done with it: planned, candidates, counted, decided, reported, corrected. ``stage`` is
    where it stands on the day asked for: the same, or in_force (those elected have begun), resigned (one of them left
    and nobody came), supplemented (somebody came), over (their terms are, though they may sit until others come).
    ``open_seats`` and ``open_deputies``: how many places it fills. ``begins`` is the first day in
    office of those elected, once it is decided. ``outgoing`` are the people, as (id, name), whose office ended by it or
    by what corrected it. ``unsaid`` (members, deputies) is what nobody has told of one that is decided.
    """

    id: int
    body_id: int
    seat_id: int
    seat: SeatRow
    year: int
    class_id: int | None
    class_name: str
    grade: int | None
    kind: str
    status: str
    stage: str
    held_on: date | None
    meeting: str
    officer_id: int | None
    officer_name: str
    method: str
    entitled: int | None
    present: int | None
    objection: bool
    decision: str
    reason: str
    rule: RuleRow
    reported_on: date | None
    corrects_id: int | None
    corrected_by_id: int | None
    correction_reason: str
    open_seats: int = 1
    open_deputies: int = 0
    candidates: tuple[CandidateRow, ...] = ()
    counts: tuple[CountRow, ...] = ()
    lots: tuple[LotRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    begins: date | None = None
    outgoing: tuple[tuple[int, str], ...] = ()
    unsaid: str = ""

    @property
    def is_decided(self) -> bool:
        """Say whether there is a result that counts: not one that was corrected."""
        return self.status in ("decided", "reported", "in_force")

    @property
    def holders(self) -> tuple[ResultRow, ...]:
        """Those elected to the seats, in order."""
        return tuple(row for row in self.results if row.role == "member")

    @property
    def deputies(self) -> tuple[ResultRow, ...]:
        """Those elected as deputies, the first deputy first."""
        return tuple(row for row in self.results if row.role == "deputy")

    @property
    def vacant_seats(self) -> int:
        """How many of the seats it was to fill stand empty."""
        is_said = self.is_decided and self.unsaid != "members"
        return max(0, self.open_seats - len(self.holders)) if is_said else 0

    @property
    def vacant_deputies(self) -> int:
        """How many of the deputies it was to choose are wanting."""
        is_said = self.is_decided and self.unsaid != "deputies"
        return max(0, self.open_deputies - len(self.deputies)) if is_said else 0

    @property
    def effective_method(self) -> str:
        """How it was voted: what was written down, else what the rule says."""
        return self.method or self.rule.ballot

    @property
    def counts_published(self) -> bool:
        """Say whether the numbers of votes may stand on the protocol."""
        publish = self.rule.publish_counts
        return publish == "always" or (publish == "unless_objection" and not self.objection)

    def count(self, round: str, counter: int = 1) -> CountRow | None:
        """Return what a count showed, None if it was not held."""
        return next((row for row in self.counts if (row.round, row.counter) == (round, counter)), None)

    def candidate(self, candidate_id: int) -> CandidateRow:
        """Return one candidate. Raises StopIteration."""
        return next(row for row in self.candidates if row.id == candidate_id)

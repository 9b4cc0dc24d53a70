"""Elections: the rules they follow, who stood, what was counted and drawn, and who was elected."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

ELIGIBLE = ("guardian_with_parental_responsibility", "any_guardian", "pupil", "staff", "anyone")
VOTE_WEIGHTS = ("per_person", "per_pupil")
BALLOTS = ("acclamation", "show_of_hands", "secret_paper", "digital_import")
WINS = ("plurality", "absolute_then_runoff")
TIES = ("lot", "runoff_then_lot")
PUBLISH_COUNTS = ("always", "never", "unless_objection")
GENDER_BALANCES = ("none", "advice", "one_each")
DUE = ("autumn_meeting", "school_start", "spring", "before_summer", "annual_meeting", "first_meeting")
ELECTION_KINDS = ("ordinary", "by_election")
STATUSES = ("planned", "candidates", "counted", "decided", "reported", "in_force", "corrected")
CONSENTS = ("unasked", "asked", "accepted", "declined")
ROUNDS = ("seats", "seats_runoff", "deputies", "deputies_runoff")
RESULT_ROLES = ("member", "deputy")
UNSAID = ("", "members", "deputies")


class ElectionRule(Row):
    """How the seats of a body are elected here. Units, seats, deputies and terms stand on the body itself.

    ``max_units``: for how many classes or grades one person may sit (None: no limit). ``excluded`` says in words who
    else may not stand. ``blank_counts``: blank ballots count among those an absolute majority is counted of.
    ``report_to`` are codes by commas (office, chair). ``due_days`` after school start. ``source`` is the by-law.
    """

    __tablename__ = "election_rule"
    __table_args__ = row_args(
        UniqueConstraint("body_id"),
        CheckConstraint(one_of("eligible", ELIGIBLE), name="eligible"),
        CheckConstraint(one_of("vote_weight", VOTE_WEIGHTS), name="vote_weight"),
        CheckConstraint(one_of("ballot", BALLOTS), name="ballot"),
        CheckConstraint(one_of("win", WINS), name="win"),
        CheckConstraint(one_of("tie", TIES), name="tie"),
        CheckConstraint(one_of("publish_counts", PUBLISH_COUNTS), name="publish_counts"),
        CheckConstraint(one_of("gender_balance", GENDER_BALANCES), name="gender_balance"),
        CheckConstraint(one_of("due", DUE), name="due"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    preset: Mapped[str] = mapped_column(default="")
    eligible: Mapped[str] = mapped_column(default="guardian_with_parental_responsibility")
    exclude_staff: Mapped[bool] = mapped_column(default=False)
    excluded: Mapped[str] = mapped_column(default="")
    max_units: Mapped[int | None]
    vote_weight: Mapped[str] = mapped_column(default="per_person")
    ballot: Mapped[str] = mapped_column(default="acclamation")
    max_names: Mapped[int] = mapped_column(default=1)
    self_vote: Mapped[bool] = mapped_column(default=True)
    deputies_apart: Mapped[bool] = mapped_column(default=False)
    win: Mapped[str] = mapped_column(default="plurality")
    blank_counts: Mapped[bool] = mapped_column(default=False)
    tie: Mapped[str] = mapped_column(default="lot")
    publish_counts: Mapped[str] = mapped_column(default="always")
    gender_balance: Mapped[str] = mapped_column(default="none")
    due: Mapped[str] = mapped_column(default="autumn_meeting")
    due_days: Mapped[int | None]
    report_to: Mapped[str] = mapped_column(default="office")
    source: Mapped[str] = mapped_column(default="")


class Election(Row):
    """One election to a seat of a body, for a class, a grade or the school.

    ``rule`` is the rule as it was when it was decided (JSON), for the protocol. One that ``corrects`` another replaces
    it and says why; the other keeps its protocol and becomes *corrected*. An election of nobody is a result too;
    ``unsaid`` is what nobody has told yet of one that is decided: who sits there, or who the deputies are.
    """

    __tablename__ = "election"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", ELECTION_KINDS), name="kind"),
        CheckConstraint(one_of("status", STATUSES), name="status"),
        CheckConstraint(one_of("method", ("", *BALLOTS)), name="method"),
        CheckConstraint(one_of("unsaid", UNSAID), name="unsaid"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    school_class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    grade: Mapped[int | None]
    kind: Mapped[str] = mapped_column(default="ordinary")
    status: Mapped[str] = mapped_column(default="planned")
    held_on: Mapped[date | None]
    meeting: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    method: Mapped[str] = mapped_column(default="")
    entitled: Mapped[int | None]
    present: Mapped[int | None]
    objection: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    rule: Mapped[str] = mapped_column(default="")
    unsaid: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("election.id", ondelete="SET NULL"), index=True)
    correction_reason: Mapped[str] = mapped_column(default="")


class Candidate(Row):
    """A person who stands for election, or was asked to; ``consent`` is what they answered."""

    __tablename__ = "candidate"
    __table_args__ = row_args(
        UniqueConstraint("election_id", "person_id"), CheckConstraint(one_of("consent", CONSENTS), name="consent")
    )

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    consent: Mapped[str] = mapped_column(default="accepted")


class ElectionCount(Row):
    """What one count of one ballot showed; ``counter`` 2 is the independent second count. None: not counted."""

    __tablename__ = "election_count"
    __table_args__ = row_args(
        UniqueConstraint("election_id", "round", "counter"),
        CheckConstraint(one_of("round", ROUNDS), name="round"),
        CheckConstraint("counter IN (1, 2)", name="counter"),
    )

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id", ondelete="CASCADE"))
    round: Mapped[str] = mapped_column(default="seats")
    counter: Mapped[int] = mapped_column(default=1)
    handed_out: Mapped[int | None]
    in_box: Mapped[int | None]
    blank: Mapped[int | None]
    invalid: Mapped[int | None]


class CandidateVotes(Row):
    """How many votes a candidate had in a count."""

    __tablename__ = "candidate_votes"
    __table_args__ = row_args(UniqueConstraint("count_id", "candidate_id"))

    count_id: Mapped[int] = mapped_column(ForeignKey("election_count.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    votes: Mapped[int]


class LotDraw(Row):
    """A lot that was drawn in the room: how, by whom, and who saw it."""

    __tablename__ = "lot_draw"
    __table_args__ = row_args(CheckConstraint(one_of("round", ROUNDS), name="round"))

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id", ondelete="CASCADE"), index=True)
    round: Mapped[str] = mapped_column(default="seats")
    how: Mapped[str] = mapped_column(default="")
    drawn_by: Mapped[str] = mapped_column(default="")
    witnesses: Mapped[str] = mapped_column(default="")


class DrawnCandidate(Row):
    """In which place a candidate was drawn; the lowest ``position`` first."""

    __tablename__ = "drawn_candidate"
    __table_args__ = row_args(UniqueConstraint("lot_draw_id", "candidate_id"))

    lot_draw_id: Mapped[int] = mapped_column(ForeignKey("lot_draw.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class ElectionResult(Row):
    """Who was elected as what; a deputy has a ``rank``, and a personal one a person whose deputy they are."""

    __tablename__ = "election_result"
    __table_args__ = row_args(
        UniqueConstraint("election_id", "person_id"), CheckConstraint(one_of("role", RESULT_ROLES), name="role")
    )

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="member")
    rank: Mapped[int | None]
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

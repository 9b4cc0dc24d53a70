"""The bodies of the school (FAU, SU, elevråd …), their seats, and who holds an office in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

BODY_KINDS = (
    "parent_meeting",
    "class_contacts",
    "parent_council",
    "parent_committee",
    "committee",
    "pupil_council",
    "cooperation_committee",
    "school_environment_committee",
    "governing_board",
    "municipal_parent_committee",
    "other",
)
QUORUMS = ("none", "half", "two_thirds", "number")
"""How many of the members must be there: nobody says, at least half, at least two thirds, or ``quorum_number``."""
RECORD_NAMES = ("minutes", "minute_book", "protocol")
MAJORITIES = ("none", "parents_and_pupils", "no_group_alone")
PUPILS_OUT = ("nothing", "double_votes", "extra_members")
"""What happens to the parents' votes while the pupils are out for what is confidential (old opplæringslova § 11-1a)."""
TERM_STARTS = ("election_day", "08-01", "01-01")
STAGGERS = ("none", "odd_even")
DEPUTY_SUCCEEDS = ("none", "next_year_auto", "if_no_reelection")
CONSTITUENCIES = (
    "parents",
    "pupils",
    "teachers",
    "other_staff",
    "staff",
    "management",
    "municipality",
    "external",
)
FILLED_BY = ("election", "appointment", "ex_officio")
CHOSEN_BY = (
    "",
    "class_parents",
    "grade_parents",
    "annual_meeting",
    "parent_committee",
    "class_pupils",
    "pupil_council",
    "staff",
    "principal",
    "municipality",
    "district_committee",
)
UNITS = ("school", "grade", "class")
DEPUTY_KINDS = ("none", "personal", "ranked")
OFFICE_ROLES = ("chair", "vice_chair", "treasurer", "secretary", "member", "deputy")
ENDINGS = ("", "term", "resigned", "moved_up", "left_school", "corrected")
PRINTED_AS = ("role", "alias")


class Body(Row):
    """One body of the school. ``preset`` says which ready-made one it was copied from, ``source`` after whom.

    A ``term_years`` of None has no end of its own. ``first_grade_years``, ``last_grade_deputy_years`` and
    ``deputy_years`` are terms that differ from it. ``max_terms`` and ``max_seats`` (of one person here) are None
    without a limit. ``organised_otherwise`` is the decision by which pupils or parents have chosen another way than
    the elevråd or FAU of the law (opplæringslova § 10-5).
    """

    __tablename__ = "body"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", BODY_KINDS), name="kind"),
        CheckConstraint(one_of("quorum", QUORUMS), name="quorum"),
        CheckConstraint(one_of("record_name", RECORD_NAMES), name="record_name"),
        CheckConstraint(one_of("majority", MAJORITIES), name="majority"),
        CheckConstraint(one_of("pupils_out", PUPILS_OUT), name="pupils_out"),
        CheckConstraint(one_of("term_starts", TERM_STARTS), name="term_starts"),
        CheckConstraint(one_of("stagger", STAGGERS), name="stagger"),
        CheckConstraint(one_of("deputy_succeeds", DEPUTY_SUCCEEDS), name="deputy_succeeds"),
    )

    kind: Mapped[str]
    name_nb: Mapped[str]
    name_nn: Mapped[str]
    preset: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=1)
    quorum: Mapped[str] = mapped_column(default="none")
    quorum_number: Mapped[int | None]
    notice_days: Mapped[int | None]
    meetings_from: Mapped[int | None]
    meetings_to: Mapped[int | None]
    casting_vote: Mapped[bool] = mapped_column(default=False)
    record_name: Mapped[str] = mapped_column(default="minutes")
    majority: Mapped[str] = mapped_column(default="none")
    min_parents: Mapped[int] = mapped_column(default=0)
    pupils_out: Mapped[str] = mapped_column(default="nothing")
    max_seats: Mapped[int | None]
    term_years: Mapped[int | None]
    term_starts: Mapped[str] = mapped_column(default="election_day")
    stagger: Mapped[str] = mapped_column(default="none")
    first_grade_years: Mapped[int | None]
    last_grade_deputy_years: Mapped[int | None]
    deputy_years: Mapped[int | None]
    deputy_succeeds: Mapped[str] = mapped_column(default="none")
    stays_until_successor: Mapped[bool] = mapped_column(default=True)
    max_terms: Mapped[int | None]
    organised_otherwise: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class LegalBasis(Row):
    """What a body rests on, from when to when: "Lokal forskrift om …, § 3", and where that can be read."""

    __tablename__ = "legal_basis"

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Seat(Row):
    """``number`` equal seats of a body, for the school or for each grade or class: who fills them, and how.

    A seat ``follows`` another body's office: whoever is chair of FAU sits here by that. ``counts_as_member`` and
    ``has_vote`` part a secretary from a member. ``deputies`` is the number for all the seats if they are ranked, and
    for each seat if they are personal. ``first_grade`` and ``last_grade`` are those of the classes
    that have such a seat (an elevråd of grades 5 to 7), None where all have.
    """

    __tablename__ = "seat"
    __table_args__ = row_args(
        CheckConstraint(one_of("constituency", CONSTITUENCIES), name="constituency"),
        CheckConstraint(one_of("filled_by", FILLED_BY), name="filled_by"),
        CheckConstraint(one_of("chosen_by", CHOSEN_BY), name="chosen_by"),
        CheckConstraint(one_of("unit", UNITS), name="unit"),
        CheckConstraint(one_of("deputy_kind", DEPUTY_KINDS), name="deputy_kind"),
        CheckConstraint(one_of("follows_role", ("", *OFFICE_ROLES)), name="follows_role"),
        CheckConstraint("number >= 0 AND deputies >= 0", name="numbers"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"), index=True)
    constituency: Mapped[str]
    name_nb: Mapped[str]
    name_nn: Mapped[str]
    position: Mapped[int] = mapped_column(default=1)
    filled_by: Mapped[str] = mapped_column(default="election")
    chosen_by: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="school")
    number: Mapped[int] = mapped_column(default=1)
    deputies: Mapped[int] = mapped_column(default=0)
    deputy_kind: Mapped[str] = mapped_column(default="none")
    counts_as_member: Mapped[bool] = mapped_column(default=True)
    has_vote: Mapped[bool] = mapped_column(default=True)
    follows_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"), index=True)
    follows_role: Mapped[str] = mapped_column(default="", server_default=text("''"))
    first_grade: Mapped[int | None]
    last_grade: Mapped[int | None]


class Office(Row):
    """A person holds an office in a body from a day to a day, both included; no ``valid_to`` means still.

    ``election_id`` is the election that gave it, ``ended_by_id`` the one that gave it to somebody else.

    ``term_ends`` is how long they were chosen for; where incumbents stay until successors, they hold it beyond. A chair
    has a row for that beside the one for the seat. ``school_class_id`` is the class that chose them, by the year it
    happened in. ``printed_as``: what stands on a shared paper in place of one who must not be named there.
    """

    __tablename__ = "office"
    __table_args__ = row_args(
        CheckConstraint(one_of("role", OFFICE_ROLES), name="role"),
        CheckConstraint(one_of("how", FILLED_BY), name="how"),
        CheckConstraint(one_of("ended_because", ENDINGS), name="ended_because"),
        CheckConstraint(one_of("printed_as", PRINTED_AS), name="printed_as"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),
        Index("ix_office_body_id_valid_from", "body_id", "valid_from"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id", ondelete="SET NULL"), index=True)
    role: Mapped[str] = mapped_column(default="member")
    rank: Mapped[int | None]
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("office.id", ondelete="SET NULL"), index=True)
    school_class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    grade: Mapped[int | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("person_group.id", ondelete="SET NULL"), index=True)
    valid_from: Mapped[date]
    term_ends: Mapped[date | None]
    valid_to: Mapped[date | None]
    how: Mapped[str] = mapped_column(default="election")
    ended_because: Mapped[str] = mapped_column(default="")
    declaration_signed_on: Mapped[date | None]
    printed_as: Mapped[str] = mapped_column(default="role")
    election_id: Mapped[int | None] = mapped_column(ForeignKey("election.id", ondelete="SET NULL"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("election.id", ondelete="SET NULL"), index=True)

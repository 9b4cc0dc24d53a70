"""The plan for the cooperation of home and school, what it promises, who has seen it, results, and other plans."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

SIDES = ("text", "left", "right")
"""Where a point stands: in the list under a section's text, or in the left or right column of its table."""
COMMITMENT_KINDS = ("entry", "election", "meetings", "talks", "date")
"""Tied to a wheel entry, to elections of a body, to how often meetings are held, to development talks, or to a day."""
READERS = (
    "staff",
    "parent_committee",
    "cooperation_committee",
    "school_environment_committee",
    "pupil_council",
    "parents_meeting",
    "other",
)
"""Who a plan or a result is presented to: the staff, a body of a kind, the parents at their meetings, or others."""
RESULT_KINDS = ("pupil_survey", "parent_survey", "after_school_survey", "national_tests", "exams", "other")
PLAN_KINDS = ("strategy", "after_school", "school_environment", "reading", "arithmetic", "social", "other")
CLASS_STEPS = ("parents_meeting", "election", "minutes", "plan", "talk_1", "talk_2")
"""What the principal follows for each class, in the order of the year."""


class Plan(Row):
    """One version of the plan of a school year (named by the calendar year it starts in); ``number`` counts from 1.

    What it is follows from its days: draft, sent for consultation (``sent_on``), adopted, in force, superseded by one
    that is in force later (app/plan/rules/status.py). ``adopted_by`` is who adopted it, as written; ``adopted_item_id``
    the case it was adopted in. ``continues_id`` is the version it was made of.
    """

    __tablename__ = "plan"
    __table_args__ = row_args(
        UniqueConstraint("start_year", "number"),
        CheckConstraint("in_force_from IS NULL OR adopted_on IS NOT NULL", name="adopted_before_in_force"),
    )

    start_year: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    sent_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    adopted_on: Mapped[date | None]
    adopted_by: Mapped[str] = mapped_column(default="")
    adopted_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    in_force_from: Mapped[date | None]
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class PlanSection(Row):
    """A section of a plan, in the order of ``position``; ``level`` 1 is the highest, 3 the lowest.

    ``text`` has simple marks (app/documents/marked.py). With ``left_title`` and ``right_title`` its points stand in a
    table of two columns, one for each role; without, in a list. ``code`` is the section of the template it came from.
    """

    __tablename__ = "plan_section"
    __table_args__ = row_args(CheckConstraint("level BETWEEN 1 AND 3", name="level"))

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    level: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    left_title: Mapped[str] = mapped_column(default="")
    right_title: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("plan_section.id", ondelete="SET NULL"), index=True)


class PlanPoint(Row):
    """One point of a section, on a side of it, in the order of ``position``. ``text`` has simple marks."""

    __tablename__ = "plan_point"
    __table_args__ = row_args(CheckConstraint(one_of("side", SIDES), name="side"))

    plan_section_id: Mapped[int] = mapped_column(ForeignKey("plan_section.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(default="text")
    position: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("plan_point.id", ondelete="SET NULL"), index=True)


class PlanCommitment(Row):
    """What a point promises, so that it can be seen whether it was kept; a point may have several.

    ``entry``: a wheel entry (``wheel_entry_id``). ``election``: all elections of a body in the year, or of one of its
    seats. ``meetings``: ``number_from`` to ``number_to`` meetings of a body, or of ``meeting_kind`` in each class
    ("parents"). ``talks``: ``number_from`` development talks in each class. ``date``: a day alone; only there the
    office says itself that it is done. ``by`` is the day it must be kept by; ``by_rule`` says that day by a rule of the
    wheel ("FØR(HØSTFERIE,1)"), counted out in each year anew.
    """

    __tablename__ = "plan_commitment"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", COMMITMENT_KINDS), name="kind"),
        CheckConstraint("number_from IS NULL OR number_to IS NULL OR number_from <= number_to", name="numbers"),
    )

    plan_point_id: Mapped[int] = mapped_column(ForeignKey("plan_point.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    wheel_entry_id: Mapped[int | None] = mapped_column(ForeignKey("wheel_entry.id", ondelete="SET NULL"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id", ondelete="SET NULL"), index=True)
    meeting_kind: Mapped[str] = mapped_column(default="")
    number_from: Mapped[int | None]
    number_to: Mapped[int | None]
    by: Mapped[date | None]
    by_rule: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_note: Mapped[str] = mapped_column(default="")


class SurveyResult(Row):
    """A result of the school in a school year: of a survey, of national tests, of exams.

    ``small_groups``: it tells of groups so small that people can be known, and must not be public.
    """

    __tablename__ = "survey_result"
    __table_args__ = row_args(CheckConstraint(one_of("kind", RESULT_KINDS), name="kind"))

    start_year: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    received_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(default="")
    small_groups: Mapped[bool] = mapped_column(default=False)


class ResultFile(Row):
    """A file of a result, kept as it came; ``sha256`` names the blob."""

    __tablename__ = "result_file"

    survey_result_id: Mapped[int] = mapped_column(ForeignKey("survey_result.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class Presentation(Row):
    """A plan or a result (one of them) is to be presented to somebody, or was.

    ``agenda_item_id`` is the case it was presented in; its day and number are that case's. ``held_on`` and ``note`` are
    for what no minutes of ours tell. ``is_dismissed``: the case that seemed to be about it is about something else, or
    (without a case) these need not see it.
    """

    __tablename__ = "presentation"
    __table_args__ = row_args(
        CheckConstraint(one_of("reader", READERS), name="reader"),
        CheckConstraint("plan_id IS NULL OR survey_result_id IS NULL", name="plan_or_result"),
    )

    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    survey_result_id: Mapped[int | None] = mapped_column(ForeignKey("survey_result.id", ondelete="CASCADE"), index=True)
    reader: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    is_dismissed: Mapped[bool] = mapped_column(default=False)


class OtherPlan(Row):
    """Another plan of the school, in the register of plans. ``owner`` is who sees to it, as written.

    ``link`` is where it is found (an https address, or a place in words). ``wheel_entry_id`` is the entry of the yearly
    wheel that its review has become.
    """

    __tablename__ = "other_plan"
    __table_args__ = row_args(CheckConstraint(one_of("kind", PLAN_KINDS), name="kind"))

    kind: Mapped[str] = mapped_column(default="other")
    name: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    review_by: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    wheel_entry_id: Mapped[int | None] = mapped_column(ForeignKey("wheel_entry.id", ondelete="SET NULL"), index=True)


class ClassStep(Row):
    """The office says that a class has done a step of the year; what the program knows by itself has no row.

    ``done_on`` None: the office says that it was not done, whatever the program thinks it knows.
    """

    __tablename__ = "class_step"
    __table_args__ = row_args(
        UniqueConstraint("school_class_id", "step"), CheckConstraint(one_of("step", CLASS_STEPS), name="step")
    )

    school_class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id", ondelete="CASCADE"))
    step: Mapped[str]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

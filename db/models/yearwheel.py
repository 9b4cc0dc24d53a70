"""The yearly wheel: its rings, what comes up each school year and by what rule, and what is to be done for it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

RING_KINDS = ("body", "parents", "staff", "office", "school", "theme")
"""A body's, that of the classes' parents' meetings, of the staff, of the office, of the school, or one of a theme."""
PATTERNS = ("solid", "lines", "dots", "cross", "bars", "empty", "falling", "rows")


class WheelRing(Row):
    """A ring of the wheel, the same in all years; ``position`` counts from the outermost, 1.

    ``body_id`` is the body whose ring it is (kind "body"); ``name`` is what is read. ``colour`` is a number in the
    wheel's own row of colours (app/yearwheel/looks.py), ``pattern`` tells it apart without colour.
    """

    __tablename__ = "wheel_ring"
    __table_args__ = row_args(
        UniqueConstraint("body_id"),
        CheckConstraint(one_of("kind", RING_KINDS), name="kind"),
        CheckConstraint(one_of("pattern", PATTERNS), name="pattern"),
    )

    kind: Mapped[str] = mapped_column(default="theme")
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    name: Mapped[str]
    colour: Mapped[int] = mapped_column(default=0)
    pattern: Mapped[str] = mapped_column(default="solid")
    position: Mapped[int] = mapped_column(default=1)


class WheelEntry(Row):
    """What comes up in a school year (named by the calendar year it starts in), in a ring, on the days of a rule.

    ``code`` is what other rules of the same year call it by ("M01"); ``rule`` is written as app/yearwheel/rules/rule.py
    reads it ("" : no day yet). ``topic`` is the topic of the template it was chosen from, whose cases it brings to an
    agenda; ``basis`` its source or legal basis, ``links`` https addresses, one a line. ``continues_id`` is the same
    entry of the year before.
    """

    __tablename__ = "wheel_entry"
    __table_args__ = row_args(UniqueConstraint("start_year", "code"))

    start_year: Mapped[int]
    ring_id: Mapped[int] = mapped_column(ForeignKey("wheel_ring.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    responsible: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    links: Mapped[str] = mapped_column(default="")
    rule: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("wheel_entry.id", ondelete="SET NULL"), index=True)


class WheelOccurrence(Row):
    """What differs from the rule, or has become, of the ``number``-th time (from 1) an entry comes up in its year.

    ``first_day`` to ``last_day`` is where it was moved to by hand (both, or neither). Without a row it is as the rule
    says. ``meeting_id`` is the meeting it has become, ``agenda_item_id`` the case.
    """

    __tablename__ = "wheel_occurrence"
    __table_args__ = row_args(
        UniqueConstraint("wheel_entry_id", "number"),
        CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="both_days"),
        CheckConstraint("first_day <= last_day", name="starts_before_it_ends"),
    )

    wheel_entry_id: Mapped[int] = mapped_column(ForeignKey("wheel_entry.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=1)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    is_dropped: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_note: Mapped[str] = mapped_column(default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)


class WheelTask(Row):
    """A line of the task list of an entry: what is to be done, by a class, a person or ``who`` as written, and when.

    ``at_time`` is as written: "kl. 9–11", "fredag kveld".
    """

    __tablename__ = "wheel_task"

    wheel_entry_id: Mapped[int] = mapped_column(ForeignKey("wheel_entry.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=1)
    task: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    school_class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id", ondelete="SET NULL"), index=True)
    at_time: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]


class WheelTemplate(Row):
    """A template of the school's own; ``content`` is its rows as JSON (app/yearwheel/templates.py)."""

    __tablename__ = "wheel_template"
    __table_args__ = row_args(UniqueConstraint("name"))

    name: Mapped[str]
    saved_on: Mapped[date]
    content: Mapped[str]

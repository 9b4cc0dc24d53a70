"""The school, its years and its classes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

WRITTEN_STANDARDS = ("nb", "nn")
CALENDAR_KINDS = ("break", "planning_day", "day_off")
PARENT_REP_WORDS = ("foreldrekontakt", "klassekontakt")
COMMITTEE_REP_WORDS = ("fau_representant", "fau_kontakt")
AFTER_SCHOOL_WORDS = ("sfo", "aks")
COOPERATION_WORDS = ("skole_hjem", "hjem_skole")


class School(Row):
    """The one school of this file. ``written_standard`` is its målform, used on every paper (opplæringslova § 15-2).

    ``logo`` is the SHA-256 of a blob. The ``…_word`` are what the school calls its representatives, its after-school
    care and the cooperation with the homes. ``class_list_fields``: what stands on the parents' class list, by commas.
    """

    __tablename__ = "school"
    __table_args__ = row_args(
        CheckConstraint(one_of("written_standard", WRITTEN_STANDARDS), name="written_standard"),
        CheckConstraint(one_of("parent_rep_word", PARENT_REP_WORDS), name="parent_rep_word"),
        CheckConstraint(one_of("committee_rep_word", COMMITTEE_REP_WORDS), name="committee_rep_word"),
        CheckConstraint(one_of("after_school_word", AFTER_SCHOOL_WORDS), name="after_school_word"),
        CheckConstraint(one_of("cooperation_word", COOPERATION_WORDS), name="cooperation_word"),
    )

    name: Mapped[str]
    written_standard: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    organisation_number: Mapped[str] = mapped_column(default="", server_default=text("''"))
    municipality: Mapped[str] = mapped_column(default="", server_default=text("''"))
    street: Mapped[str] = mapped_column(default="", server_default=text("''"))
    postal_code: Mapped[str] = mapped_column(default="", server_default=text("''"))
    city: Mapped[str] = mapped_column(default="", server_default=text("''"))
    phone: Mapped[str] = mapped_column(default="", server_default=text("''"))
    email: Mapped[str] = mapped_column(default="", server_default=text("''"))
    web: Mapped[str] = mapped_column(default="", server_default=text("''"))
    logo: Mapped[str] = mapped_column(default="", server_default=text("''"))
    first_grade: Mapped[int | None]
    last_grade: Mapped[int | None]
    parent_rep_word: Mapped[str] = mapped_column(default="foreldrekontakt", server_default="foreldrekontakt")
    committee_rep_word: Mapped[str] = mapped_column(default="fau_representant", server_default="fau_representant")
    after_school_word: Mapped[str] = mapped_column(default="sfo", server_default="sfo")
    cooperation_word: Mapped[str] = mapped_column(default="skole_hjem", server_default="skole_hjem")
    class_list_fields: Mapped[str] = mapped_column(default="phone,email", server_default="phone,email")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class SchoolYear(Row):
    """One school year, named by the calendar year it starts in; both days are included.

    Until ``released_on`` a year to come is a draft: its lists are provisional and for the office alone.
    """

    __tablename__ = "school_year"
    __table_args__ = row_args(
        UniqueConstraint("start_year"), CheckConstraint("starts_on < ends_on", name="starts_before_it_ends")
    )

    start_year: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    released_on: Mapped[date | None]


class SchoolClass(Row):
    """A class as it is called in one school year: "5A". Its name is dated by the year it belongs to.

    A mixed class ("1–2A") has the grades from ``grade`` to ``last_grade``. ``continues_id`` is the class of the year
    before that it was made of: 2A was 1A.
    """

    __tablename__ = "school_class"
    __table_args__ = row_args(UniqueConstraint("school_year_id", "name"))

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    name: Mapped[str]
    grade: Mapped[int | None]
    last_grade: Mapped[int | None]
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id", ondelete="SET NULL"), index=True)


class CalendarEntry(Row):
    """A break, a planning day or another day without school, both days included (opplæringslova § 14-1)."""

    __tablename__ = "calendar_entry"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", CALENDAR_KINDS), name="kind"),
        CheckConstraint("first_day <= last_day", name="starts_before_it_ends"),
    )

    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[str] = mapped_column(default="break")
    name: Mapped[str] = mapped_column(default="")


class ListAssessment(Row):
    """The written assessment of legitimate interest that a class list for parents needs (Udir on class lists)."""

    __tablename__ = "list_assessment"

    written_on: Mapped[date]
    author: Mapped[str]
    text: Mapped[str]

"""The school, its years and its classes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

WRITTEN_STANDARDS = ("nb", "nn")


class School(Row):
    """The one school of this file. ``written_standard`` is its målform, used on every paper (opplæringslova § 15-2)."""

    __tablename__ = "school"
    __table_args__ = row_args(CheckConstraint(one_of("written_standard", WRITTEN_STANDARDS), name="written_standard"))

    name: Mapped[str]
    written_standard: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class SchoolYear(Row):
    """One school year, named by the calendar year it starts in; both days are included."""

    __tablename__ = "school_year"
    __table_args__ = row_args(
        UniqueConstraint("start_year"), CheckConstraint("starts_on < ends_on", name="starts_before_it_ends")
    )

    start_year: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class SchoolClass(Row):
    """A class as it is called in one school year: "5A". Its name is dated by the year it belongs to."""

    __tablename__ = "school_class"
    __table_args__ = row_args(UniqueConstraint("school_year_id", "name"))

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    name: Mapped[str]
    grade: Mapped[int | None]

"""People of every kind, how they belong together and how they are reached."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, one_of, row_args

ADDRESS_GRADES = ("none", "client", "confidential", "strictly_confidential")
PARENTAL_RESPONSIBILITY = ("yes", "no", "unknown")
LIVES_WITH = ("yes", "no", "shared", "unknown")
GENDERS = ("female", "male", "unknown")
PHONE_KINDS = ("mobile", "home", "work")
ADDRESS_KINDS = ("home", "postal")

_PERIOD = "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to"


class Person(Row):
    """One row per human being, whatever the roles. Never a national identity number.

    ``address_grade`` is set by the office alone; ``list_opt_out`` is the separate wish to be left off lists.
    """

    __tablename__ = "person"
    __table_args__ = row_args(
        CheckConstraint(one_of("address_grade", ADDRESS_GRADES), name="address_grade"),
        CheckConstraint(one_of("gender", GENDERS), name="gender"),
    )

    given_name: Mapped[str]
    family_name: Mapped[str]
    birth_date: Mapped[date | None]
    gender: Mapped[str] = mapped_column(default="unknown")
    address_grade: Mapped[str] = mapped_column(default="none", info={"never_undone": True})
    list_opt_out: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own shape


class ClassMembership(Row):
    """A pupil is in a class from a day to a day, both included; no end means still.

    A pupil belongs to exactly one class at a time (opplæringslova § 14-2); the commands see to it.
    """

    __tablename__ = "class_membership"
    __table_args__ = row_args(CheckConstraint(_PERIOD, name="period"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    school_class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class GuardianLink(Row):
    """Who is guardian of whom. Parental responsibility, residence and priority are separate facts (barnelova § 47)."""

    __tablename__ = "guardian_link"
    __table_args__ = row_args(
        UniqueConstraint("pupil_id", "guardian_id", "valid_from"),
        CheckConstraint("pupil_id <> guardian_id", name="two_people"),
        CheckConstraint(one_of("parental_responsibility", PARENTAL_RESPONSIBILITY), name="parental_responsibility"),
        CheckConstraint(one_of("lives_with", LIVES_WITH), name="lives_with"),
        CheckConstraint(_PERIOD, name="period"),
    )

    pupil_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    relation: Mapped[str] = mapped_column(default="")
    parental_responsibility: Mapped[str] = mapped_column(default="unknown")
    lives_with: Mapped[str] = mapped_column(default="unknown")
    priority: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Phone(Row):
    """A phone number in E.164 form where it could be read, else as it was written. Lowest ``position`` first."""

    __tablename__ = "phone"
    __table_args__ = row_args(CheckConstraint(one_of("kind", PHONE_KINDS), name="kind"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="mobile")
    position: Mapped[int] = mapped_column(default=1)


class Email(Row):
    """An e-mail address. Lowest ``position`` first."""

    __tablename__ = "email"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    address: Mapped[str]
    position: Mapped[int] = mapped_column(default=1)


class Address(Row):
    """A home or postal address of an ungraded person; a graded person's is in :class:`ProtectedContact`."""

    __tablename__ = "address"
    __table_args__ = row_args(CheckConstraint(one_of("kind", ADDRESS_KINDS), name="kind"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="home")
    street: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")


class StaffRole(Row):
    """A person works at the school, as what, from when to when."""

    __tablename__ = "staff_role"
    __table_args__ = row_args(CheckConstraint(_PERIOD, name="period"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    function: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ContactTeacher(Row):
    """A member of staff is contact teacher of a class (opplæringslova § 14-2), from when to when."""

    __tablename__ = "contact_teacher"
    __table_args__ = row_args(CheckConstraint(_PERIOD, name="period"))

    school_class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ProtectedContact(Base):
    """The phone, e-mail and address of a graded person. The ordinary engine may not touch this table at all.

    ``person_id`` has no foreign key on purpose: enforcing one would make every delete of a person read this table.
    Ids are never used twice, so a removed person's values can point at nobody else.
    """

    __tablename__ = "protected_contact"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own shape

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    value: Mapped[str]

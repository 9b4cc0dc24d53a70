"""People of every kind, how they belong together and how they are reached."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Row, one_of, row_args

ADDRESS_GRADES = ("none", "client", "confidential", "strictly_confidential")
PARENTAL_RESPONSIBILITY = ("yes", "no", "unknown")
LIVES_WITH = ("yes", "no", "shared", "unknown")
GENDERS = ("female", "male", "unknown")
PHONE_KINDS = ("mobile", "home", "work")
EMAIL_KINDS = ("private", "work", "other")
ADDRESS_KINDS = ("home", "postal")
CONTACT_BANS = ("none", "in_force", "lists_allowed")
"""A contact ban in force keeps both homes off shared papers until the office has decided that they may be on them."""
EXTERNAL_KINDS = (
    "politician",
    "school_nurse",
    "after_school",
    "municipal_parent_committee",
    "cooperating_school",
    "other",
)
GROUP_KINDS = (
    "own",
    "parents",
    "pupil_council",
    "parent_committee",
    "cooperation_committee",
    "school_environment_committee",
)
"""The school's own groups, and those that come in with a file: PIFU-IMS 1.3, scheme pifu-ims-go-grp, 8 and 11–14."""
REGISTER_FIELDS = (
    "started",
    "left",
    "class",
    "given_name",
    "family_name",
    "birth_date",
    "gender",
    "phone",
    "email",
    "address",
    "postal_address",
    "language",
    "guardians",
    "relation",
    "parental_responsibility",
)
"""What the school's register holds too, so that a change made here must be entered there."""

_PERIOD = "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to"


class Person(Row):
    """One row per human being, whatever the roles. Never a national identity number.

    ``address_grade`` is set by the office alone; ``proposed_grade`` is one a file or a text spoke of and the office has
    not decided on (empty: nobody did; "none": the office decided that none is needed). ``list_opt_out`` is the separate
    wish to be left off shared lists, ``unlisted_…`` the wish that only that value is. ``note`` is for the office; never
    health, conflicts or child welfare. ``confirmed_on`` is the day the family last said that what stands here is right.
    ``election_alias`` is the name the principal chose for papers of an election (empty: left out).
    """

    __tablename__ = "person"
    __table_args__ = row_args(
        CheckConstraint(one_of("address_grade", ADDRESS_GRADES), name="address_grade"),
        CheckConstraint(one_of("gender", GENDERS), name="gender"),
        CheckConstraint(one_of("proposed_grade", ("", *ADDRESS_GRADES)), name="proposed_grade"),
    )

    given_name: Mapped[str]
    family_name: Mapped[str]
    birth_date: Mapped[date | None]
    gender: Mapped[str] = mapped_column(default="unknown")
    address_grade: Mapped[str] = mapped_column(default="none", info={"never_undone": True})
    list_opt_out: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="", server_default=text("''"))
    language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    needs_interpreter: Mapped[bool] = mapped_column(default=False, server_default=false())
    unlisted_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    unlisted_email: Mapped[bool] = mapped_column(default=False, server_default=false())
    unlisted_address: Mapped[bool] = mapped_column(default=False, server_default=false())
    confirmed_on: Mapped[date | None]
    election_alias: Mapped[str] = mapped_column(default="", server_default=text("''"))
    proposed_grade: Mapped[str] = mapped_column(default="", server_default=text("''"), info={"never_undone": True})

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
    """Who is guardian of whom. Parental responsibility, residence and priority are separate facts (barnelova § 47).

    ``contact_ban``: the guardian may not be in contact with the pupil (barnelova § 43 b and others).
    ``information_on_request``: is told about the child when they ask, and gets no letters by themselves.
    """

    __tablename__ = "guardian_link"
    __table_args__ = row_args(
        UniqueConstraint("pupil_id", "guardian_id", "valid_from"),
        CheckConstraint("pupil_id <> guardian_id", name="two_people"),
        CheckConstraint(one_of("parental_responsibility", PARENTAL_RESPONSIBILITY), name="parental_responsibility"),
        CheckConstraint(one_of("lives_with", LIVES_WITH), name="lives_with"),
        CheckConstraint(one_of("contact_ban", CONTACT_BANS), name="contact_ban"),
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
    contact_ban: Mapped[str] = mapped_column(default="none", server_default="none")
    information_on_request: Mapped[bool] = mapped_column(default=False, server_default=false())


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
    __table_args__ = row_args(CheckConstraint(one_of("kind", EMAIL_KINDS), name="kind"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    address: Mapped[str]
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(default="private", server_default="private")


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


class ExternalRole(Row):
    """A person from outside the school who works with it: as what, for whom, from when to when."""

    __tablename__ = "external_role"
    __table_args__ = row_args(
        CheckConstraint(one_of("kind", EXTERNAL_KINDS), name="kind"), CheckConstraint(_PERIOD, name="period")
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="other")
    function: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class PersonGroup(Row):
    """A group of people in one school year: the school's own (leirskole, 17. mai), or one a file brought."""

    __tablename__ = "person_group"
    __table_args__ = row_args(
        UniqueConstraint("school_year_id", "name"), CheckConstraint(one_of("kind", GROUP_KINDS), name="kind")
    )

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="own", server_default="own")


class GroupMember(Row):
    """A person is in a group; ``role`` is what a file calls them there ("leder"), in its own words."""

    __tablename__ = "group_member"
    __table_args__ = row_args(UniqueConstraint("group_id", "person_id"))

    group_id: Mapped[int] = mapped_column(ForeignKey("person_group.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="", server_default=text("''"))


class ExternalId(Row):
    """What another system calls a person, so that its next file knows them again; never a fødselsnummer.

    ``source`` says which system: what the file calls itself ("sas@kommune.no"), or the heading of a list's column.
    """

    __tablename__ = "external_id"
    __table_args__ = row_args(UniqueConstraint("source", "value"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    value: Mapped[str]


class RegisterChange(Row):
    """Something was changed here that the school's register (Visma and the like) must be told; never the value itself.

    ``entered_on``: somebody says that it is entered there. ``confirmed_on``: a file of the register says the same as
    we do. At most one row of a person and field has neither.
    """

    __tablename__ = "register_change"
    __table_args__ = row_args(CheckConstraint(one_of("field", REGISTER_FIELDS), name="field"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    field: Mapped[str]
    made_on: Mapped[date]
    told_by: Mapped[str] = mapped_column(default="")
    entered_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]


class NotTheSame(Row):
    """Two people look alike and are two: the office has said so. The lower id comes first."""

    __tablename__ = "not_the_same"
    __table_args__ = row_args(UniqueConstraint("first_id", "second_id"))

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


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

"""The tables the store keeps for itself: history, search and blobs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, one_of

STEP_KINDS = ("change", "undo", "redo", "export", "reveal", "security")


class HistoryStep(Base):
    """The header of one step; written once and never altered.

    ``counts`` and ``columns`` are JSON: {table: {"I": n, "U": n, "D": n}} and {table: [column, …]}.
    ``payload_hash`` is the SHA-256 of the label's arguments and of every row before and after.
    ``target_id`` is the change that an undo or redo concerns.
    """

    __tablename__ = "history_step"
    __table_args__ = (
        CheckConstraint(one_of("kind", STEP_KINDS), name="kind"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    label: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    target_id: Mapped[int | None] = mapped_column(index=True)
    counts: Mapped[str]
    columns: Mapped[str]
    payload_hash: Mapped[str]


class HistoryArguments(Base):
    """The arguments of a step's label (they may name a person, so they can be emptied)."""

    __tablename__ = "history_arguments"

    step_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arguments: Mapped[str | None]


class HistoryChange(Base):
    """One row before and after, as JSON arrays in the order of the step's ``columns``.

    Erasing a person sets both to NULL and ``emptied`` to 1; the header's hash then tells that it once was whole.
    """

    __tablename__ = "history_change"
    __table_args__ = (
        CheckConstraint(one_of("op", ("I", "U", "D")), name="op"),
        Index("ix_history_change_row", "table_name", "row_id"),
        Index("ix_history_change_step_id", "step_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int]
    table_name: Mapped[str]
    row_id: Mapped[int]
    op: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    emptied: Mapped[bool] = mapped_column(default=False, server_default="0")


class ExportedPerson(Base):
    """A person stood on a paper that was handed out, or was looked at behind *Show* (a reveal).

    So that a paper can be called back, and both be told to who asks.
    """

    __tablename__ = "exported_person"
    __table_args__ = (
        Index("ix_exported_person_person_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    step_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ImportRun(Base):
    """What a file brought with the step of that id; it stays when the step is undone.

    ``source`` is what the file calls the system it is from ("" where it says nothing), ``covers`` "school", "classes"
    or "changes" (nobody is taken to have left), ``counts`` the JSON of {state: {kind: number}} of what landed,
    ``problems`` how many rows or values could not be taken as they stood.
    """

    __tablename__ = "import_run"

    step_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_name: Mapped[str]
    format: Mapped[str]
    source: Mapped[str]
    covers: Mapped[str]
    valid_from: Mapped[date]
    counts: Mapped[str]
    problems: Mapped[int]


class SearchEntry(Base):
    """One thing that can be found and listed: a clustered table in Norwegian order, rebuilt for what was touched.

    ``kind`` is what it is, ``year`` the school year it stands in (0: every year), ``subject_id`` its id.
    ``text`` is folded and ``LIKE``-searched; the other columns are shown or sorted by (``*_key``) as they are.
    """

    __tablename__ = "search"
    __table_args__ = (
        # One narrow index for each order the list can have: typing scans one of them and touches nothing else.
        Index("ix_search_name", "kind", "year", "sort_key", "subject_id", "roles", "text"),
        Index("ix_search_group", "kind", "year", "group_key", "sort_key", "subject_id", "roles", "text"),
        Index("ix_search_phone", "kind", "year", "phone", "sort_key", "subject_id", "roles", "text"),
        Index("ix_search_email", "kind", "year", "email", "sort_key", "subject_id", "roles", "text"),
        Index("ix_search_born", "kind", "year", "born", "sort_key", "subject_id", "roles", "text"),
        Index("ix_search_subject", "kind", "subject_id"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sort_key: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    roles: Mapped[int]
    text: Mapped[str]
    title: Mapped[str]
    group_key: Mapped[str]
    group_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    born: Mapped[str]


class Blob(Base):
    """An attachment or logo: immutable, found by the SHA-256 of its bytes."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes]


class Fact(Base):
    """What the store notes about its own file (for instance the day the search rows were built for)."""

    __tablename__ = "fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]

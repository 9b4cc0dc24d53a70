"""Where does each value of a person come from, which papers did they stand on, and who looked at what is protected?

Read from the history: nothing of it is written down twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.core.about import Source
from db import history
from db.merged import ids_of
from db.models import (
    ActionPoint,
    Address,
    AgendaItem,
    Attendance,
    Candidate,
    ClassMembership,
    ContactTeacher,
    Election,
    ElectionResult,
    Email,
    ExportedPerson,
    ExternalId,
    ExternalRole,
    GroupMember,
    GuardianLink,
    HistoryArguments,
    HistoryChange,
    HistoryStep,
    Meeting,
    NoticeRecipient,
    Office,
    Person,
    Phone,
    RegisterChange,
    StaffRole,
    WheelTask,
)

RowKey = tuple[str, int]
"""The table and the id of a row."""

OWN_TABLES: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Person, ("id",)),
    (Phone, ("person_id",)),
    (Email, ("person_id",)),
    (Address, ("person_id",)),
    (GuardianLink, ("pupil_id", "guardian_id")),
    (ClassMembership, ("person_id",)),
    (StaffRole, ("person_id",)),
    (ExternalRole, ("person_id",)),
    (ContactTeacher, ("person_id",)),
    (GroupMember, ("person_id",)),
    (ExternalId, ("person_id",)),
    (RegisterChange, ("person_id",)),
    (Office, ("person_id",)),
    (Election, ("officer_id",)),
    (Candidate, ("person_id",)),
    (ElectionResult, ("person_id",)),
    (Meeting, ("chair_id", "minute_taker_id")),
    (AgendaItem, ("presenter_id",)),
    (NoticeRecipient, ("person_id",)),
    (Attendance, ("person_id",)),
    (ActionPoint, ("owner_id",)),
    (WheelTask, ("person_id",)),
)
"""Every table that says something of a person, and the columns by which it does."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that was handed out, or a look at what is protected; said like a :class:`Source`."""

    step_id: int
    label: str
    arguments: Mapping[str, object]
    made_at: datetime
    made_by: str


class _Touch(NamedTuple):
    """One row as one step left it; ``columns`` are those that changed."""

    key: RowKey
    columns: frozenset[str]
    step_id: int


def sources_of(session: Session, person_id: int) -> Mapping[RowKey, Source]:
    """Return the newest standing step that touched each row about a person.

    A row nobody wrote in a step of the history (protection was taken off) has none.
    """
    newest: dict[RowKey, int] = {}
    for touch in _touches(session, _rows_about(session, person_id)):
        newest.setdefault(touch.key, touch.step_id)
    steps, told, postal = _steps(session, newest.values()), _told(session, person_id), _postal(session, person_id)
    return {
        key: _with_teller(steps[step_id], told.get("postal_address" if key in postal else key[0], ()))
        for key, step_id in newest.items()
    }


def field_sources(session: Session, person_id: int) -> Mapping[str, Source]:
    """Return the newest standing step that gave each column of a person's own row its value."""
    newest: dict[str, int] = {}
    for touch in _touches(session, [(Person.__tablename__, person_id)]):
        for column in touch.columns:
            newest.setdefault(column, touch.step_id)
    steps, told = _steps(session, newest.values()), _told(session, person_id)
    return {column: _with_teller(steps[step_id], told.get(column, ())) for column, step_id in newest.items()}


def papers_with(session: Session, people: Collection[int], since: datetime | None = None) -> tuple[PaperRow, ...]:
    """Return the papers any of ``people`` stood on, handed out at ``since`` or later, the newest first."""
    return _with(session, people, "export", since)


def looks_at(session: Session, person_id: int) -> tuple[PaperRow, ...]:
    """Return who looked at a person's protected details, when and why, the newest first."""
    return _with(session, (person_id,), "reveal", None)


def _with(session: Session, people: Collection[int], kind: str, since: datetime | None) -> tuple[PaperRow, ...]:
    found: dict[int, PaperRow] = {}
    for some in in_parts(ids_of(session, people)):  # a paper knows whom it named by the id of that day
        on_it = select(ExportedPerson.step_id).where(ExportedPerson.person_id.in_(some))
        query = (
            select(HistoryStep, HistoryArguments.arguments)
            .join(HistoryArguments, HistoryArguments.step_id == HistoryStep.id, isouter=True)
            .where(HistoryStep.id.in_(on_it), HistoryStep.kind == kind)
        )
        if since is not None:
            query = query.where(HistoryStep.made_at >= since)
        for step, arguments in session.execute(query):
            told = json.loads(arguments) if arguments else {}
            found[step.id] = PaperRow(step.id, step.label, told, step.made_at, step.made_by)
    return tuple(found[step_id] for step_id in sorted(found, reverse=True))


def _rows_about(session: Session, person_id: int) -> list[RowKey]:
    return [
        (table.__tablename__, row_id)
        for table, columns in OWN_TABLES
        for row_id in session.scalars(
            select(table.id).where(or_(*(getattr(table, column) == person_id for column in columns)))
        )
    ]


def _touches(session: Session, rows: Collection[RowKey]) -> Iterator[_Touch]:
    """Yield what the standing changes did to ``rows``, the newest first.

    What was undone gave no value, and an undo gives back one that an older step brought.
    """
    by_table: dict[str, list[int]] = {}
    for table, row_id in rows:
        by_table.setdefault(table, []).append(row_id)
    if not by_table:
        return
    wanted = (and_(HistoryChange.table_name == table, HistoryChange.row_id.in_(ids)) for table, ids in by_table.items())
    query = (
        select(HistoryChange, HistoryStep.columns)
        .join(HistoryStep, HistoryStep.id == HistoryChange.step_id)
        .where(or_(*wanted), HistoryStep.kind.in_(("change", "security")), ~history.is_undone(HistoryStep))
        .order_by(HistoryChange.id.desc())
    )
    for change, columns in session.execute(query):
        names = json.loads(columns)[change.table_name]
        old, new = (json.loads(side) if side else [None] * len(names) for side in (change.before, change.after))
        changed = (name for name, was, now in zip(names, old, new, strict=True) if was != now or change.op == "I")
        yield _Touch((change.table_name, change.row_id), frozenset(changed), change.step_id)


def _told(session: Session, person_id: int) -> Mapping[str, tuple[RegisterChange, ...]]:
    """Return the changes of which we know who told us, by what they are about, the newest first."""
    query = select(RegisterChange).where(RegisterChange.person_id == person_id, RegisterChange.told_by != "")
    found: dict[str, tuple[RegisterChange, ...]] = {}
    for row in session.scalars(query.order_by(RegisterChange.id.desc())):
        found[row.field] = (*found.get(row.field, ()), row)
    return found


def _postal(session: Session, person_id: int) -> frozenset[RowKey]:
    query = select(Address.id).where(Address.person_id == person_id, Address.kind == "postal")
    return frozenset((Address.__tablename__, row_id) for row_id in session.scalars(query))


def _with_teller(source: Source, told: Sequence[RegisterChange]) -> Source:
    """Say who told us of a value that was written while the register was yet to be told of it."""
    day = source.made_at.date()
    for row in told:
        settled = row.entered_on or row.confirmed_on
        if row.made_on <= day and (settled is None or settled >= day):
            return replace(source, told_by=row.told_by)
    return source


def _steps(session: Session, ids: Collection[int]) -> dict[int, Source]:
    found: dict[int, Source] = {}
    for some in in_parts(set(ids)):
        query = (
            select(HistoryStep, HistoryArguments.arguments)
            .join(HistoryArguments, HistoryArguments.step_id == HistoryStep.id, isouter=True)
            .where(HistoryStep.id.in_(some))
        )
        for step, arguments in session.execute(query):
            told = json.loads(arguments) if arguments else {}
            found[step.id] = Source(step.label, told, step.made_at, step.made_by)
    return found

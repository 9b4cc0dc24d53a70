"""What hung on one person now hangs on another: without doubles, and never milder than it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.places import end_with_their_years
from app.core.errors import UserError
from app.core.i18n import N_
from db.models import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    ExternalId,
    ExternalRole,
    GroupMember,
    GuardianLink,
    NotTheSame,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)

T = TypeVar("T")

_BANS = ("none", "lists_allowed", "in_force")
_RESPONSIBILITY = ("unknown", "yes", "no")
"""The mildest first: of two, the later one counts."""


def repoint(session: Session, kept_id: int, gone_id: int, addresses: Mapping[str, str]) -> frozenset[str]:
    """Move everything of the contacts from one person to another; returns the register's fields that changed by it.

    ``addresses`` says of "home" and "postal" whose counts, "kept" or "gone", where both have one. Raises UserError
    where both are in a class on the same day.
    """
    _move_memberships(session, kept_id, gone_id)
    _move_links(session, kept_id, gone_id)
    _move_roles(session, kept_id, gone_id)
    _move_groups(session, kept_id, gone_id)
    _move_names(session, kept_id, gone_id)
    _move_told_apart(session, kept_id, gone_id)
    _move_register_changes(session, kept_id, gone_id)
    changed = {
        "phone": _move_reached(session, Phone, kept_id, gone_id, lambda row: "".join(row.number.split())),
        "email": _move_reached(session, Email, kept_id, gone_id, lambda row: row.address.casefold()),
        "address": _move_address(session, kept_id, gone_id, "home", addresses.get("home", "kept")),
        "postal_address": _move_address(session, kept_id, gone_id, "postal", addresses.get("postal", "kept")),
    }
    session.flush()
    return frozenset(field for field, is_changed in changed.items() if is_changed)


def _rows(session: Session, kind: type[T], column: Any, person_id: int) -> list[T]:
    table: Any = kind
    return list(session.scalars(select(kind).where(column == person_id).order_by(table.id)))


def _move_reached(session: Session, kind: Any, kept_id: int, gone_id: int, key: Callable[[Any], str]) -> bool:
    """Add the numbers or addresses that are not there yet behind those that are."""
    query = select(kind).order_by(kind.position, kind.id)
    kept = session.scalars(query.where(kind.person_id == kept_id)).all()
    known = {key(row) for row in kept}
    position = max((row.position for row in kept), default=0)
    moved = False
    for row in session.scalars(query.where(kind.person_id == gone_id)).all():
        if key(row) in known:
            session.delete(row)
            continue
        known.add(key(row))
        position += 1
        row.person_id, row.position = kept_id, position
        moved = True
    return moved


def _move_address(session: Session, kept_id: int, gone_id: int, kind: str, whose: str) -> bool:
    def of(person_id: int) -> list[Address]:
        return [row for row in _rows(session, Address, Address.person_id, person_id) if row.kind == kind]

    kept, gone = of(kept_id), of(gone_id)
    same = {_place(row) for row in kept} == {_place(row) for row in gone}
    if not gone or (kept and (same or whose == "kept")):
        for row in gone:
            session.delete(row)
        return False
    for row in kept:
        session.delete(row)
    for row in gone:
        row.person_id = kept_id
    return True


def _place(row: Address) -> tuple[str, str, str]:
    return (row.street.casefold(), row.postal_code, row.city.casefold())


def _move_memberships(session: Session, kept_id: int, gone_id: int) -> None:
    """One class per pupil and date (opplæringslova § 14-2): where both are in one, the office decides first."""
    classes = {
        class_id: (name, year)
        for class_id, name, year in session.execute(
            select(SchoolClass.id, SchoolClass.name, SchoolYear).join(
                SchoolYear, SchoolYear.id == SchoolClass.school_year_id
            )
        )
    }

    def within(row: ClassMembership) -> tuple[date, date]:
        last = classes[row.school_class_id][1].ends_on
        return row.valid_from, min(row.valid_to or last, last)

    kept = _rows(session, ClassMembership, ClassMembership.person_id, kept_id)
    gone = _rows(session, ClassMembership, ClassMembership.person_id, gone_id)
    for row in gone:
        for other in kept:
            (first, last), (others_first, others_last) = within(row), within(other)
            together = first <= others_last and others_first <= last
            if together and row.school_class_id != other.school_class_id:
                raise UserError(
                    N_(
                        "The two are in different classes on the same day, {first} and {second}. End the time in one "
                        "of the classes first."
                    ),
                    first=classes[other.school_class_id][0],
                    second=classes[row.school_class_id][0],
                )
    _move_periods(session, kept, gone, kept_id, lambda row: row.school_class_id)
    session.flush()
    end_with_their_years(session, kept_id)  # the one that had no end yet has no place in the next year


def _move_roles(session: Session, kept_id: int, gone_id: int) -> None:
    keys: tuple[tuple[Any, Callable[[Any], object]], ...] = (
        (StaffRole, lambda row: row.function.casefold()),
        (ExternalRole, lambda row: (row.kind, row.function.casefold(), row.organisation.casefold())),
        (ContactTeacher, lambda row: row.school_class_id),
    )
    for kind, key in keys:
        kept = _rows(session, kind, kind.person_id, kept_id)
        _move_periods(session, kept, _rows(session, kind, kind.person_id, gone_id), kept_id, key)


def _move_periods(
    session: Session, kept: list[Any], gone: list[Any], kept_id: int, key: Callable[[Any], object]
) -> None:
    """Move rows with a period; those that say the same of one time become one, from the first day to the last."""

    def point(row: Any) -> None:
        row.person_id = kept_id

    _join(session, kept, gone, key, point, lambda rows: {})


def _move_links(session: Session, kept_id: int, gone_id: int) -> None:
    for mine, theirs in (("guardian_id", "pupil_id"), ("pupil_id", "guardian_id")):
        column = getattr(GuardianLink, mine)

        def point(row: GuardianLink, mine: str = mine) -> None:
            setattr(row, mine, kept_id)

        def other_end(row: GuardianLink, theirs: str = theirs) -> object:
            return getattr(row, theirs)

        kept, gone = _rows(session, GuardianLink, column, kept_id), _rows(session, GuardianLink, column, gone_id)
        _join(session, kept, gone, other_end, point, _strictest)


def _strictest(links: list[GuardianLink]) -> dict[str, object]:
    """Return the facts of several links between the same two; of the first link where nothing is stricter."""

    def known(values: Iterable[str], unknown: str) -> str:
        return next((value for value in values if value != unknown), unknown)

    return {
        "contact_ban": max((link.contact_ban for link in links), key=_BANS.index),
        "parental_responsibility": max((link.parental_responsibility for link in links), key=_RESPONSIBILITY.index),
        "lives_with": known((link.lives_with for link in links), "unknown"),
        "relation": known((link.relation for link in links), ""),
        "information_on_request": any(link.information_on_request for link in links),
        "priority": min(link.priority for link in links),
    }


def _join(
    session: Session,
    kept: list[Any],
    gone: list[Any],
    key: Callable[[Any], object],
    point: Callable[[Any], None],
    facts: Callable[[list[Any]], Mapping[str, object]],
) -> None:
    """Point ``gone`` rows at the kept person; one that overlaps a kept row of the same key goes into that row."""
    kept = [*kept]
    for row in gone:
        same = [other for other in kept if key(other) == key(row) and _overlap(other, row)]
        if not same:
            point(row)
            kept.append(row)
            continue
        first, rest = same[0], [*same[1:], row]
        values = {**_widest([*same, row]), **facts([*same, row])}
        for other in rest:
            session.delete(other)
        session.flush()  # before the period grows: two links of one day may not stand beside each other
        for name, value in values.items():
            setattr(first, name, value)
        kept = [other for other in kept if other not in rest]
    session.flush()


def _overlap(one: Any, other: Any) -> bool:
    """Say whether two periods share a day."""
    begins = one.valid_from is None or other.valid_to is None or one.valid_from <= other.valid_to
    return begins and (other.valid_from is None or one.valid_to is None or other.valid_from <= one.valid_to)


def _widest(rows: list[Any]) -> dict[str, date | None]:
    first = [row.valid_from for row in rows]
    last = [row.valid_to for row in rows]
    return {
        "valid_from": None if None in first else min(first),
        "valid_to": None if None in last else max(last),
    }


def _move_groups(session: Session, kept_id: int, gone_id: int) -> None:
    """One is in a group once; what the two are called there is kept together."""
    known = {row.group_id: row for row in _rows(session, GroupMember, GroupMember.person_id, kept_id)}
    for row in _rows(session, GroupMember, GroupMember.person_id, gone_id):
        same = known.get(row.group_id)
        if same is None:
            row.person_id = kept_id
            continue
        if row.role.casefold() not in ("", same.role.casefold()):
            same.role = f"{same.role}, {row.role}" if same.role else row.role
        session.delete(row)


def _move_names(session: Session, kept_id: int, gone_id: int) -> None:
    """Every name that another system has for one of the two means the one that stays."""
    for row in _rows(session, ExternalId, ExternalId.person_id, gone_id):
        row.person_id = kept_id


def _move_told_apart(session: Session, kept_id: int, gone_id: int) -> None:
    """Who was told apart from the one that goes is told apart from the one that stays."""

    def of(person_id: int) -> list[NotTheSame]:
        either = or_(NotTheSame.first_id == person_id, NotTheSame.second_id == person_id)
        return list(session.scalars(select(NotTheSame).where(either)))

    known = {frozenset((row.first_id, row.second_id)) for row in of(kept_id)}
    for row in of(gone_id):
        other = row.second_id if row.first_id == gone_id else row.first_id
        if other == kept_id or frozenset((kept_id, other)) in known:
            session.delete(row)
        else:
            row.first_id, row.second_id = sorted((kept_id, other))
    session.flush()


def _move_register_changes(session: Session, kept_id: int, gone_id: int) -> None:
    """At most one change of a person and field waits to be entered."""

    def waits(row: RegisterChange) -> bool:
        return row.entered_on is None and row.confirmed_on is None

    column = RegisterChange.person_id
    waiting = {row.field: row for row in _rows(session, RegisterChange, column, kept_id) if waits(row)}
    for row in _rows(session, RegisterChange, column, gone_id):
        same = waiting.get(row.field) if waits(row) else None
        if same is None:
            row.person_id = kept_id
            continue
        if row.made_on > same.made_on:
            same.made_on, same.told_by = row.made_on, row.told_by or same.told_by
        session.delete(row)

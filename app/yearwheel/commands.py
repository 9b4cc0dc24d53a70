"""What does the user do with rings, entries, and one time an entry comes up? One function = one undo step."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session


def add_ring(session: Session, *, kind: str, name: str = "", body_id: int | None = None) -> int:
    """Add a ring, the innermost; returns its id. One of a body is called as the body where no name is given.

    Raises UserError (fields kind, name, body_id).
    """
    raise NotImplementedError


def set_ring(session: Session, ring_id: int, field: str, value: str) -> None:
    """Change one fact of a ring, named as its column (name, kind, body_id, colour, pattern). Raises UserError."""
    raise NotImplementedError


def move_ring(session: Session, ring_id: int, to_index: int) -> None:
    """Move a ring to a place counted from the outermost, 0."""
    raise NotImplementedError


def remove_ring(session: Session, ring_id: int) -> None:
    """Remove a ring. Raises UserError while it has entries, of any year."""
    raise NotImplementedError


def add_entry(
    session: Session, year: int, *, ring_id: int, title: str, rule: str = "", code: str = "", **fields: str
) -> int:
    """Add what comes up in a school year; returns its id. Without a code it gets one of its own (X1, X2 …).

    ``fields`` are further columns as they are typed: responsible, description, basis, links, topic, continues_id.
    Raises UserError.
    """
    raise NotImplementedError


def set_entry(session: Session, entry_id: int, field: str, value: str) -> None:
    """Change one fact of an entry, named as its column, as it was typed or chosen. Raises UserError.

    With another rule, days that were moved by hand are given up.
    """
    raise NotImplementedError


def remove_entry(session: Session, entry_id: int) -> None:
    """Remove an entry with its task list; a meeting it has become stays.

    Raises UserError, naming them, while the rules of others count from it.
    """
    raise NotImplementedError


def copy_entry(session: Session, entry_id: int) -> int:
    """Add the same once more, with its task list, as an entry of the school's own; returns its id."""
    raise NotImplementedError


def move_occurrence(session: Session, entry_id: int, number: int, first: date) -> date:
    """Move one time an entry comes up to begin on a day, the next school day if it is none; returns that day.

    It keeps its length in school days. Where it is a meeting, the meeting is moved. Raises UserError (field "first"):
    outside the school year, a meeting that was held, a case on an agenda, the parents' meetings of several classes.
    """
    raise NotImplementedError


def move(session: Session, key: str, first: date) -> date:
    """Move what a key of the wheel names ("12.1", or the meeting "m7"), as ``move_occurrence``; returns the day."""
    raise NotImplementedError


def put_back(session: Session, entry_id: int, number: int) -> None:
    """Let it be where the rule puts it."""
    raise NotImplementedError


def drop(session: Session, entry_id: int, number: int) -> None:
    """Let it not come up this time. Raises UserError where it is a meeting: that is cancelled instead."""
    raise NotImplementedError


def take_up(session: Session, entry_id: int, number: int) -> None:
    """Let it come up after all."""
    raise NotImplementedError


def note_occurrence(session: Session, entry_id: int, number: int, text: str) -> None:
    """Write a note on this one time. Raises UserError (field "note")."""
    raise NotImplementedError


def mark_done(session: Session, entry_id: int, number: int, on: date, note: str = "") -> None:
    """Say that it is done, on which day, and what there is to say of it. Raises UserError (done_on, done_note)."""
    raise NotImplementedError


def mark_not_done(session: Session, entry_id: int, number: int) -> None:
    """Say that it is not done after all; what was noted stays."""
    raise NotImplementedError

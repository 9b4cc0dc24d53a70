"""How is what comes up listed: a line each on paper, a row each in Excel, a sentence each for who hears the wheel?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.core.i18n import N_, Translator
from app.documents.model import Cell, Column, Row, Table
from app.yearwheel.rows import OccurrenceRow
from app.yearwheel.words import STATUS_WORDS, say_span, say_weeks

_COLUMNS = {
    "days": (N_("Date"), 24),
    "week": (N_("Week"), 9),
    "title": (N_("What"), 58),
    "ring": (N_("Ring"), 26),
    "responsible": (N_("Responsible"), 26),
    "status": (N_("Status"), 24),
}


def list_table(rows: Sequence[OccurrenceRow], tr: Translator, *, ring: bool, responsible: bool) -> Table:
    """Return the list on paper, by day; a ``ring`` or a ``responsible`` that is not said has no column."""
    keys = [key for key in _COLUMNS if (ring or key != "ring") and (responsible or key != "responsible")]
    columns = tuple(Column(tr(_COLUMNS[key][0]), _COLUMNS[key][1]) for key in keys)
    return Table(columns, tuple(Row(tuple(_cells(row, tr)[key] for key in keys)) for row in rows))


def sheet_table(rows: Sequence[OccurrenceRow], tr: Translator, *, responsible: bool, notes: bool) -> Table:
    """Return the list for Excel, with both days as dates, so that it can be sorted and filtered."""
    columns = [
        Column(tr(N_("From")), 12, "date"),
        Column(tr(N_("To")), 12, "date"),
        Column(tr(N_("Week")), 8),
        Column(tr(N_("What")), 50),
        Column(tr(N_("Ring")), 20),
        *([Column(tr(N_("Responsible")), 20)] if responsible else []),
        Column(tr(N_("Status")), 14),
        Column(tr(N_("Done on")), 12, "date"),
        *([Column(tr(N_("Note")), 40)] if notes else []),
    ]
    return Table(tuple(columns), tuple(Row(_sheet_cells(row, tr, responsible, notes)) for row in rows))


def said_aloud(rows: Sequence[OccurrenceRow], tr: Translator, *, responsible: bool) -> str:
    """Return what the wheel shows in words: a line for each time something comes up."""
    return "\n".join(_said(row, tr, responsible=responsible) for row in rows)


def say_status(row: OccurrenceRow, tr: Translator) -> str:
    """Return how far it has come; of what is done, since when."""
    said = tr(STATUS_WORDS[row.status])
    if row.status == "done" and row.done_on is not None:
        return tr(N_("{status} {date}"), status=said, date=tr.date(row.done_on))
    return said


def say_days(row: OccurrenceRow, tr: Translator) -> str:
    """Return when it is, or that nobody knows yet."""
    return say_span(row.first, row.last, tr) or tr(N_("no day yet"))


def _cells(row: OccurrenceRow, tr: Translator) -> dict[str, str]:
    return {
        "days": say_days(row, tr),
        "week": say_weeks(row.first, row.last),
        "title": row.title,
        "ring": row.ring.name,
        "responsible": row.responsible,
        "status": say_status(row, tr),
    }


def _sheet_cells(row: OccurrenceRow, tr: Translator, responsible: bool, notes: bool) -> tuple[Cell, ...]:
    done: date | None = row.done_on if row.status == "done" else None
    return (
        row.first,
        row.last,
        say_weeks(row.first, row.last),
        row.title,
        row.ring.name,
        *([row.responsible] if responsible else []),
        tr(STATUS_WORDS[row.status]),
        done,
        *([row.note] if notes else []),
    )


def _said(row: OccurrenceRow, tr: Translator, *, responsible: bool) -> str:
    week = say_weeks(row.first, row.last)
    days = say_days(row, tr)
    when = tr(N_("{days} (week {week})"), days=days, week=week) if week else days
    parts = [row.ring.name, *([row.responsible] if responsible else []), say_status(row, tr)]
    return f"{when}: {row.title} ({', '.join(filter(None, parts))})"

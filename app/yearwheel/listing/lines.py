"""How is an occurrence said in one line of the list?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.yearwheel.days import say_days
from app.yearwheel.rows import STATUSES
from app.yearwheel.words import STATUS_WORDS, say_month, say_weeks

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow

_LAST = date.max
"""Where what has no day stands."""


def folded_of(row: OccurrenceRow, tr: Translator) -> str:
    """Return all one can look for in an occurrence, folded."""
    from db.search import fold

    entry = row.entry
    said = [row.title, row.ring.name, row.responsible, row.note, row.done_note, tr(STATUS_WORDS[row.status])]
    if row.first is not None and row.last is not None:
        weeks = tr(N_("week {week}"), week=say_weeks(row.first, row.last))
        said += [say_days(row.first, row.last, tr), tr.date(row.first), tr.date(row.last), weeks]
        said.append(say_month(row.first, tr))
    if entry is not None:
        said += [entry.description, entry.basis]
    return fold(" ".join(said))


def line_of(row: OccurrenceRow, tr: Translator) -> Line:
    """Return the line of an occurrence."""
    days = say_days(row.first, row.last, tr) or tr(N_("no day yet"))
    tasks = ""
    if row.entry is not None and row.entry.tasks:
        tasks = tr(N_("{done} of {all}"), done=row.entry.tasks_done, all=row.entry.tasks)
    return Line(
        id=row.id,
        key=row.key,
        week=say_weeks(row.first, row.last),
        days=days,
        title=row.title,
        ring=row.ring.name,
        responsible=row.responsible,
        status=tr(STATUS_WORDS[row.status]),
        tasks=tasks,
        note=row.note,
        month=say_month(row.first, tr) if row.first is not None else tr(N_("No day yet")),
        row=row,
    )


def by_day(line: Line) -> tuple[date, date, int, str]:
    """Return what lines are in order by: the first day, what is shorter first, then the ring."""
    row = line.row
    return row.first or _LAST, row.last or _LAST, row.ring.position, row.title


def in_order(lines: Sequence[Line], sort: str, *, descending: bool) -> list[Line]:
    """Return lines sorted by a column, and within that by day."""
    from db.search import sort_key

    keys: dict[str, Callable[[Line], object]] = {
        "days": by_day,
        "week": by_day,
        "ring": lambda line: line.row.ring.position,
        "status": lambda line: STATUSES.index(line.row.status),
    }
    key = keys.get(sort) or (lambda line: sort_key(str(getattr(line, sort))))
    return sorted(sorted(lines, key=by_day), key=key, reverse=descending)  # type: ignore[arg-type]


def group_of(line: Line, sort: str) -> str:
    """Return the title a line stands under in a list that is sorted so; "" where lines are not in groups."""
    return {"days": line.month, "week": line.month, "ring": line.ring}.get(sort, "")


@dataclass(frozen=True)
class Line:
    """One occurrence in the list."""

    id: int
    key: str
    week: str
    days: str
    title: str
    ring: str
    responsible: str
    status: str
    tasks: str
    note: str
    month: str
    row: OccurrenceRow

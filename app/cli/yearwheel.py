"""How is the yearly wheel listed without a window?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.job import Job, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.core.i18n import Translator
    from app.yearwheel.rows import OccurrenceRow


def list_wheel(job: Job) -> None:
    """Say what comes up in a school year: when, in whose ring, by what rule, and how far it has come."""
    from app.core import clock
    from app.handing_out import current_year
    from app.yearwheel.queries import titles_in, wheel
    from app.yearwheel.words import STATUS_WORDS

    tr = job.tr
    with opened(job) as store:
        year = job.options.year if job.options.year is not None else current_year(store)
        rows = store.read(wheel, year, clock.today()).occurrences
        titles = store.read(titles_in, year)
    lines = [
        f"{row.key}: {_days(row, tr)} {row.title}, {row.ring.name} ({tr(STATUS_WORDS[row.status])})" for row in rows
    ]
    job.answer([_described(row, titles, tr) for row in rows], lines)


def _described(row: OccurrenceRow, titles: Mapping[str, str], tr: Translator) -> dict[str, Any]:
    """Return one row; ``when`` says its rule in a sentence."""
    from app.yearwheel.rules.say import say_rule

    entry = row.entry
    return {
        "id": row.key,
        "entry": None if entry is None else entry.id,
        "code": "" if entry is None else entry.code,
        "title": row.title,
        "ring": row.ring.name,
        "responsible": row.responsible,
        "rule": "" if entry is None else entry.rule,
        "when": say_rule(entry.rule, tr, titles) if entry is not None and entry.rule else "",
        "from": _iso(row.first),
        "to": _iso(row.last),
        "status": row.status,
        "done_on": _iso(row.done_on),
        "note": row.note,
        "meetings": list(row.meetings),
        "remarks": [tr.say(one.msgid, one.values) for one in row.remarks],
        "problem": "" if row.problem is None else tr.say(row.problem.msgid, row.problem.values),
    }


def _days(row: OccurrenceRow, tr: Translator) -> str:
    if row.first is None or row.last is None:
        return "–"
    return tr.date(row.first) if row.first == row.last else f"{tr.date(row.first)}–{tr.date(row.last)}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

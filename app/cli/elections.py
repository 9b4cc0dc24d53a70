"""How are elections listed, and the results of a week brought in, without a window?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from app.cli.bringing_in import say_place_of
from app.cli.job import Job, must_exist, opened
from app.core.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.core.i18n import Translator
    from app.elections.queries import CountRow, ElectionRow
    from db.store import Store


def list_elections(job: Job) -> None:
    """List the elections of a school year: where each stands, who was elected, and what must be drawn by lot."""
    from app.handing_out import current_year

    with opened(job) as store:
        year = job.options.year if job.options.year is not None else current_year(store)
        found = store.read(_elections, year, job.tr)
    job.answer([entry for entry, _ in found], [line for _, line in found])


def elect(job: Job) -> None:
    """Bring in the results of elections from a file, or say what it would lead to."""
    from app.elections.imports.results_file import bring_in
    from app.handing_out import current_year

    options, tr = job.options, job.tr
    must_exist(options.file)
    with _school_to_try(job) if options.dry_run else opened(job, writes=True) as store:
        found = bring_in(
            store,
            options.file,
            year=options.year if options.year is not None else current_year(store),
            held_on=options.held_on,
            sheet=options.sheet,
            dry_run=options.dry_run,
        )
    answer = found.as_json(tr)
    lines = [tr(N_("Nothing has been changed: this is what would happen."))] if options.dry_run else []
    for one, entry in zip(found.decided, answer["decided"], strict=True):
        lines.append(f"{one.unit} {one.body.name(tr.language)}".strip() + f": {_said(entry, tr)}")
    for problem in answer["problems"]:
        lines.append(f"{say_place_of(problem, tr)}: {problem['message']}")
    job.answer(answer, lines)


@contextmanager
def _school_to_try(job: Job) -> Iterator[Store]:
    """Lend the school to try something in: a copy of it, gone afterwards, where the window has it open."""
    from db.backup import write_backup
    from db.errors import HeldByOther

    with ExitStack() as stack:
        try:
            store = stack.enter_context(opened(job, writes=True))
        except HeldByOther:
            # Beside the school itself, where whoever may not read the school may not read the copy either.
            folder = stack.enter_context(TemporaryDirectory(prefix=".skolekontoret-", dir=job.database.parent))
            options = argparse.Namespace(**{**vars(job.options), "database": Path(folder) / "school.db"})
            with opened(job) as looked_at:
                write_backup(looked_at, options.database)
            store = stack.enter_context(opened(replace(job, options=options), writes=True))
        yield store


def _elections(session: Session, year: int, tr: Translator) -> list[tuple[dict[str, Any], str]]:
    from app.bodies.queries import bodies
    from app.elections.queries import elections_in

    named = {body.id: body for body in bodies(session)}
    found = []
    for row in elections_in(session, year):
        body = named[row.body_id]
        entry = _election(session, row, body.kind, tr)
        entry["body"] = body.name(tr.language)
        where = f"{entry['class']} {entry['body']}".strip()
        found.append((entry, f"{where}: {_line(row, entry, tr)}"))
    return found


def _election(session: Session, row: ElectionRow, kind: str, tr: Translator) -> dict[str, Any]:
    from app.elections.ballots import outcome_of
    from app.elections.imports.office_words import code_of
    from app.elections.problems import as_it_is
    from app.elections.words import say_place, say_unit_of

    lots = outcome_of(as_it_is(session, row.id)).lots if row.counts and row.status != "corrected" else ()
    return {
        "id": row.id,
        "class": say_unit_of(row, tr),
        "office": code_of(kind),
        "body": "",
        "kind": row.kind,
        "status": row.stage,
        "held_on": row.held_on.isoformat() if row.held_on else None,
        "holders": [one.full_name for one in row.holders],
        "deputies": [one.full_name for one in row.deputies],
        "vacant": row.vacant_seats,
        "vacant_deputies": row.vacant_deputies,
        "not_said": row.unsaid or None,
        "counts": [_count(count, row) for count in row.counts] if row.counts_published else None,
        "lots": [
            {
                "round": round,
                "who": [row.candidate(one).full_name for one in lot.candidates],
                "for": [say_place(place, tr) for place in dict.fromkeys(lot.places)],
            }
            for round, lot in lots
        ],
        "corrects": row.corrects_id,
    }


def _count(count: CountRow, row: ElectionRow) -> dict[str, Any]:
    names = {one.id: one.full_name for one in row.candidates}
    votes = sorted(count.votes.items(), key=lambda one: (-one[1], names[one[0]]))
    return {
        "round": count.round,
        "counter": count.counter,
        "handed_out": count.handed_out,
        "in_box": count.in_box,
        "blank": count.blank,
        "invalid": count.invalid,
        "votes": [{"name": names[one], "votes": number} for one, number in votes],
    }


def _line(row: ElectionRow, entry: dict[str, Any], tr: Translator) -> str:
    from app.elections.words import KIND_WORDS, STAGE_WORDS

    parts = [tr(STAGE_WORDS[row.stage])]
    if row.kind != "ordinary":
        parts.append(tr(KIND_WORDS[row.kind]))
    if row.held_on is not None:
        parts.append(tr.date(row.held_on))
    said = ", ".join(parts)
    if not row.is_decided and not entry["lots"]:
        return said
    return f"{_said({**entry, 'lot': entry['lots']}, tr)} ({said})"


def _said(entry: dict[str, Any], tr: Translator) -> str:
    """Return who was elected, or who must draw lots for what, in one line."""
    from app.elections.words import join_names

    names = ", ".join(entry["holders"]) or tr(N_("nobody"))
    if entry["deputies"]:
        names = tr(N_("{names}; deputy: {deputies}"), names=names, deputies=", ".join(entry["deputies"]))
    lots = [
        tr(
            N_("{names} draw lots for: {places}"),
            names=join_names(lot["who"], tr),
            places=join_names(lot["for"], tr),
        )
        for lot in entry["lot"] or ()
    ]
    return ". ".join(lots if lots and not entry["holders"] and not entry["deputies"] else [names, *lots])

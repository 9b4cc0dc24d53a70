"""How does a file come in without a window?"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.job import Job, must_exist, opened
from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from db.store import Store


def bring_in_file(job: Job) -> None:
    """Bring in a roster, or say what it would change."""
    from app.contacts.imports.work import bring_in
    from app.handing_out import current_year
    from app.opening import DEFAULT_NAME, ensure_school

    if not job.options.file.is_dir():  # an export can be a folder of files
        must_exist(job.options.file)
    with _school_to_fill(job) as store:
        ensure_school(store, job.tr(DEFAULT_NAME))
        found = bring_in(
            store,
            job.options.file,
            year=job.options.year or current_year(store),
            format_name=job.options.format,
            mapping_file=job.options.mapping,
            sheet=job.options.sheet,
            valid_from=job.options.valid_from,
            covers=job.options.covers,
            dry_run=job.options.dry_run,
        )
    answer = found.as_json(job.tr)
    job.answer(answer, _import_lines(answer, job))


def list_imports(job: Job) -> None:
    """List what came in, newest first."""
    from app.contacts.imports.history import import_runs

    with opened(job) as store:
        runs = store.read(import_runs)
    answer = [
        {
            "step": run.step,
            "file": run.file,
            "made_at": run.when.isoformat(timespec="seconds"),
            "made_by": run.who,
            "format": run.format,
            "source": run.source,
            "covers": run.covers,
            "valid_from": run.valid_from.isoformat() if run.valid_from else None,
            **run.counts,
            "problems": run.problems,
            "rows": run.rows,
            "standing": run.standing,
            "undone": run.undone,
        }
        for run in runs
    ]
    tr = job.tr
    stands = N_("{standing} of {rows} details stand as they came")
    lines = [
        f"{run.step}  {tr.time_stamp(run.when)}  {run.file}: "
        + (tr(N_("Undone")) if run.undone else tr(stands, standing=tr.number(run.standing), rows=tr.number(run.rows)))
        for run in runs
    ]
    job.answer(answer, lines)


@contextmanager
def _school_to_fill(job: Job) -> Iterator[Store]:
    """Lend the school a file comes into; a new one is there afterwards only if the import was done."""
    if job.database.exists():
        with opened(job, writes=not job.options.dry_run) as store:
            yield store
        return
    with tempfile.TemporaryDirectory(prefix="skolekontoret-") as folder:
        path = Path(folder) / "school.db" if job.options.dry_run else job.database
        options = argparse.Namespace(**{**vars(job.options), "database": path})
        try:
            with opened(replace(job, options=options), writes=True, create=True) as store:
                yield store
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _import_lines(answer: dict[str, Any], job: Job) -> list[str]:
    tr = job.tr
    kinds = {
        "pupils": tr(N_("Pupils")),
        "guardians": tr(N_("Guardians")),
        "staff": tr(N_("Staff")),
        "classes": tr(N_("Classes")),
        "links": tr(N_("Guardian links")),
        "groups": tr(N_("Groups")),
    }
    lines = [tr(N_("Nothing has been changed: this is what would happen."))] if job.options.dry_run else []
    for kind, name in kinds.items():
        counts = {state: answer[state][kind] for state in ("new", "changed", "same", "gone")}
        lines.append(f"{name}: " + tr(N_("{new} new, {changed} changed, {same} the same, {gone} gone"), **counts))
    lines += answer["remarks"]
    for problem in answer["problems"]:
        lines.append(f"{say_place_of(problem, tr)}: {problem['message']}" if problem["row"] else problem["message"])
    return lines


def say_place_of(problem: dict[str, Any], tr: Translator) -> str:
    """Return where in the file a problem is: "Row 7, Navn"."""
    if problem["sheet"]:
        place = tr(N_("Sheet {sheet}, row {row}"), sheet=problem["sheet"], row=problem["row"])
        return f"{place}, {problem['column']}" if problem["column"] else place
    if not problem["column"]:
        return tr(N_("Row {row}"), row=problem["row"])
    return tr(N_("Row {row}, {column}"), row=problem["row"], column=problem["column"])

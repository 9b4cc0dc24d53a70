"""How does a file come in, from the window and from the command line alike? Prepare, look, run."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.contacts.imports.formats import importer_of
from app.contacts.imports.formats.source import Told
from app.contacts.imports.formats.table import roster_of_table
from app.contacts.imports.history import IMPORTED
from app.contacts.imports.items import Answers, Counts, Key, Question
from app.contacts.imports.known import Known, last_step, what_is_known
from app.contacts.imports.landing.commit import commit_roster
from app.contacts.imports.planning.plan import ImportPlan, make_plan
from app.contacts.imports.roster import Problem, Remark
from app.contacts.imports.tables.mapping import ColumnMapping, checked, find_mapping, read_mapping
from app.contacts.imports.tables.remembered import remember, remembered
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.progress import NO_PROGRESS, Progress
from app.core.schoolyear import year_name, year_of, year_range
from app.school.queries import school_years
from db.models import HistoryChange, ImportRun

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

COMPARING = N_("Comparing with what is known")
OTHER_YEAR = N_("The file is of the school year {file}, and {chosen} is chosen. Choose {file}, or the right file.")
OTHER_DAY = N_("The day the file holds from is not in the school year {year}. Choose a day in it.")
OUT_OF_DATE = N_("Something was changed after the preview was made. Look at the preview once more.")

SHOWN_CLASSES = 6


@dataclass(frozen=True, slots=True)
class Choices:
    """What the office has chosen of an import; None (and "auto") where the program is to decide.

    ``year`` is the school year it comes into (its first calendar year), ``mapping`` {column: field or None}, ``header``
    the place of the row with the headings, ``valid_from`` the day it holds from, ``covers`` "school", "classes" or
    "changes", ``answers`` who is meant where that was asked.
    """

    year: int | None = None
    format_name: str = "auto"
    sheet: str | None = None
    mapping: Mapping[str, str | None] | None = None
    header: int | None = None
    valid_from: date | None = None
    covers: str | None = None
    answers: Answers = field(default_factory=dict)


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A file that has been read and compared; nothing is stored yet.

    ``choices`` are as they were decided: year, day and what the file covers are filled in. ``days`` are the days to
    choose between for *valid from*; ``needs_mapping`` says that a column or a class was not recognised.
    """

    path: Path
    format: str
    choices: Choices
    plan: ImportPlan
    told: Told
    days: tuple[date, ...]
    needs_mapping: bool

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.path.name

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the sheets that can be chosen between, where the file has sheets."""
        return self.told.table.sheets if self.told.table is not None else ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return who is asked about, since the file can mean more than one."""
        return tuple(self.plan.matches.questions)

    @property
    def mapping(self) -> ColumnMapping | None:
        """Return what the columns hold, where there are columns."""
        return self.told.mapping

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be taken as it stands."""
        return self.plan.problems

    @property
    def dropped(self) -> tuple[str, ...]:
        """Return the headings of columns that were not read because they hold identity numbers."""
        return self.plan.roster.dropped

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headings of columns that nothing is done with."""
        return self.plan.roster.unknown

    def scope(self, tr: Translator) -> str:
        """Say what the file covers: the whole school, or its classes by name."""
        names = self.plan.scope
        if self.plan.covers == "school" and len(names) != 1:
            return tr(N_("The file covers the whole school."))
        if len(names) <= SHOWN_CLASSES:
            return tr(N_("The file covers {classes}."), classes=", ".join(names))
        return tr(N_("The file covers {classes} and {count} more."), classes=", ".join(names[:SHOWN_CLASSES]),
                  count=tr.number(len(names) - SHOWN_CLASSES))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What landed, or (``step`` None) would land. ``backup`` is the copy that was made before."""

    format: str
    counts: Counts
    problems: tuple[Problem, ...]
    step: int | None
    backup: Path | None = None
    dropped: tuple[str, ...] = ()
    confirmed: int = 0
    """How many changes made here the file turned out to hold too."""
    remarks: tuple[Remark, ...] = ()

    def as_json(self, tr: Translator) -> dict[str, Any]:
        """Return the shape ``import --json`` prints."""
        problems = [
            {"sheet": problem.sheet, "row": problem.row, "column": problem.column, "message": problem.named(tr)}
            for problem in self.problems
        ]
        remarks = [remark.text(tr) for remark in self.remarks]
        return {"format": self.format, **self.counts, "problems": problems, "remarks": remarks, "step": self.step}


def prepare_import(
    store: Store, path: Path, choices: Choices = NO_CHOICES, *, progress: Progress = NO_PROGRESS
) -> PreparedImport:
    """Read a file and compare it with the school year that was chosen (else the one we are in).

    It holds from today unless another day was chosen, or from the year's first day for its first pupils. The file is
    read by a child process while the database is asked. Raises UserError or Cancelled.
    """
    importer = importer_of(path, choices.format_name)
    with _without_collector():
        source = importer.start(path, choices.sheet)
        try:
            known, days = store.read(_known, choices)
            # Keys chosen under other headings than those that are found are nothing to look up there.
            told = source.told(choices.mapping if choices.header is None else None, progress)
        finally:
            source.stop()
        told = _with_columns(store, told, choices)
        if told.roster.year not in (None, known.year):
            known, days = store.read(_known, replace(choices, year=_year_of(told, choices)))
        return _compared(path, importer.id, choices, told, known, days, progress)


def prepare_again(
    store: Store, prepared: PreparedImport, choices: Choices, *, progress: Progress = NO_PROGRESS
) -> PreparedImport:
    """Prepare the same file with other choices; it is read again only for another sheet or format."""
    before, told = prepared.choices, prepared.told
    if (choices.sheet, choices.format_name) != (before.sheet, before.format_name):
        return prepare_import(store, prepared.path, choices, progress=progress)
    with _without_collector():
        if told.table is not None and (choices.mapping, choices.header) != (before.mapping, before.header):
            found = find_mapping(told.table, choices.mapping, header=choices.header)
            told = replace(told, roster=roster_of_table(told.table, found), mapping=found)
            told = _with_columns(store, told, choices)
        known, days = store.read(_known, replace(choices, year=_year_of(told, choices)))
        return _compared(prepared.path, prepared.format, choices, told, known, days, progress)


def run_import(
    store: Store,
    prepared: PreparedImport,
    *,
    skipped: Collection[Key] | None = None,
    backup: Callable[[], Path] | None = None,
    progress: Progress = NO_PROGRESS,
) -> ImportResult:
    """Let a prepared import land as one step; ``skipped`` None leaves out what is not ticked beforehand.

    ``backup`` is called first, if anything will change. Raises UserError when the school was changed after the
    preview was made, and Cancelled; then nothing has landed.
    """
    result, plan = what_would_land(prepared, skipped), prepared.plan
    saved: Path | None = None
    step: int | None = None
    if plan.lands(skipped):
        saved = backup() if backup is not None else None
        with _without_collector(), store.change(IMPORTED, file=prepared.file) as session:
            if last_step(session) != plan.known.last_step:
                raise UserError(OUT_OF_DATE)
            commit_roster(session, plan, skipped, progress)
            _note_run(session, prepared, result.counts)
            if prepared.mapping is not None and prepared.choices.mapping is not None:
                remember(session, prepared.mapping)
        step = session.info["step"]
    confirmed = sum(len(fields) for fields in plan.confirmed.values())
    return replace(result, step=step, backup=saved, confirmed=confirmed)


def what_would_land(prepared: PreparedImport, skipped: Collection[Key] | None = None) -> ImportResult:
    """Return what a prepared import would bring. Raises UserError where a column it needs was not found."""
    if prepared.mapping is not None:
        checked(prepared.mapping)
    plan = prepared.plan
    return ImportResult(
        prepared.format, plan.counts(skipped), plan.problems, None, None, prepared.dropped, remarks=plan.roster.remarks
    )


def bring_in(
    store: Store,
    path: Path,
    *,
    year: int | None = None,
    format_name: str = "auto",
    mapping_file: Path | None = None,
    sheet: str | None = None,
    valid_from: date | None = None,
    covers: str | None = None,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
) -> ImportResult:
    """Import a file as it stands, with a verified backup first, or say what would happen. Raises UserError."""
    mapping = read_mapping(mapping_file) if mapping_file is not None else None
    choices = Choices(
        year=year, format_name=format_name, sheet=sheet, mapping=mapping, valid_from=valid_from, covers=covers
    )
    prepared = prepare_import(store, path, choices, progress=progress)
    if dry_run:
        return what_would_land(prepared)
    from db.backup import make_backup

    return run_import(store, prepared, backup=lambda: make_backup(store, clock.now()), progress=progress)


def _note_run(session: Session, prepared: PreparedImport, counts: Counts) -> None:
    """Note beside the step what the file was and what it brought."""
    session.flush()
    step = session.info["next_step"]
    if session.scalar(select(HistoryChange.id).where(HistoryChange.step_id == step).limit(1)) is None:
        return  # nothing was written after all, so there is no step
    session.add(
        ImportRun(
            step_id=step,
            file_name=prepared.file,
            format=prepared.format,
            source=prepared.plan.roster.source,
            covers=prepared.plan.covers,
            valid_from=prepared.plan.known.on,
            counts=json.dumps(counts),
            problems=len(prepared.problems),
        )
    )


def _compared(
    path: Path,
    format_id: str,
    choices: Choices,
    told: Told,
    known: Known,
    days: tuple[date, ...],
    progress: Progress,
) -> PreparedImport:
    progress.step(COMPARING, 0, 1)
    plan = make_plan(told.roster, known, choices.answers, choices.covers)
    decided = replace(choices, year=known.year, valid_from=known.on, covers=plan.covers)
    return PreparedImport(path, format_id, decided, plan, told, days, _needs_mapping(told, choices))


def _year_of(told: Told, choices: Choices) -> int | None:
    """Return the year to import into: what the file says where nobody chose. Raises UserError where the two differ.

    Classes belong to a year: in another one everybody would be new in a class, or have left it.
    """
    year = told.roster.year
    if year is None or choices.year in (None, year):
        return choices.year if year is None else year
    names = {"file": year_name(year), "chosen": year_name(choices.year or 0)}
    raise UserError(OTHER_YEAR, field="year", **names)


def _with_columns(store: Store, told: Told, choices: Choices) -> Told:
    """Read the columns below the headings that were chosen, and as they were chosen for these headings before."""
    table, found = told.table, told.mapping
    if table is None or found is None:
        return told
    mapping = found
    if choices.header is not None and choices.header != found.header:
        mapping = find_mapping(table, choices.mapping, header=choices.header)
    if choices.mapping is None:
        before = store.read(remembered, mapping)
        if before is not None:
            mapping = find_mapping(table, header=choices.header, remembered=before)
    if mapping is found:
        return told
    is_same = mapping.header == found.header and mapping.keys == found.keys
    return replace(told, roster=told.roster if is_same else roster_of_table(table, mapping), mapping=mapping)


def _needs_mapping(told: Told, choices: Choices) -> bool:
    mapping = told.mapping
    if mapping is None:
        return False
    return bool(mapping.missing) or (choices.mapping is None and not mapping.complete)


def _known(session: Session, choices: Choices) -> tuple[Known, tuple[date, ...]]:
    """Return what is known of the year that is imported into, and the days to choose between."""
    years = {row.start_year: row for row in school_years(session)}
    current = year_of(clock.today())
    year = choices.year
    if year is None:
        year = current if current in years or not years else next(iter(years))
    starts_on, ends_on = (years[year].starts_on, years[year].ends_on) if year in years else year_range(year)
    if choices.valid_from is not None and not starts_on <= choices.valid_from <= ends_on:
        raise UserError(OTHER_DAY, field="valid_from", year=year_name(year))
    today = min(max(clock.today(), starts_on), ends_on)
    return what_is_known(session, year, choices.valid_from), tuple(dict.fromkeys((today, starts_on)))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A million small tuples and no cycles among them: looking for cycles would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made here counts as old from now on; else the next object that is made has all of it looked at.
            gc.freeze()
            gc.unfreeze()
            gc.enable()

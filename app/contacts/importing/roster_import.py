"""How does a roster come in through the import wizard: read, decided on, looked at, stored?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.contacts.importing.about import ALL_SHEETS, about_of
from app.contacts.importing.columns import columns_of, effect_of
from app.contacts.importing.rows import HEADS, Rows, answers_of
from app.contacts.importing.words import say_kinds, say_landed
from app.contacts.imports.items import LANDED
from app.core import clock
from app.core.i18n import N_
from app.core.progress import Progress
from app.shell.context import Context
from app.shell.importing.shape import Decisions, Draft, Effect, Outcome, Preview
from app.shell.importing.wizard import ImportWizard

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.imports.work import Choices, ImportResult, PreparedImport
    from db.store import Store

MOST_ROUNDS = 8
"""An answer can lead to another question; more rounds than this no family needs."""


def open_import(context: Context, path: Path | None = None) -> None:
    """Open the wizard in the page's place, with a file if one was dropped."""
    from app.contacts.imports.files.reading import get_ready, never_mind

    get_ready()
    wizard = ImportWizard(context, RosterImport(context), path)
    wizard.destroyed.connect(lambda: never_mind())
    context.show_panel(wizard)


class RosterImport:
    """What the wizard needs to know of rosters."""

    takes_folders = True

    def __init__(self, context: Context) -> None:
        tr = context.tr
        self._context = context
        self._tr = tr
        self._year = (
            context.year if context.year != context.this_year else None
        )  # None: what the file says, or this year
        self._years = tuple(year for year in context.years if year >= context.this_year)
        self.title = tr(N_("Import rosters"))
        self.explanation = tr(
            N_(
                "A list from the school's register: Excel or text with one pupil to a row, PIFU-IMS, OneRoster, "
                "Microsoft SDS or WIS. You see what would change before anything is stored, and the whole import can "
                "be undone."
            )
        )
        lists = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.tsv *.xml *.zip"
        self.kinds = f"{tr(N_('Lists and exports'))} ({lists});;{tr(N_('All files'))} (*)"

    def below(self, context: Context) -> QWidget | None:
        """Return the earlier imports."""
        from app.contacts.import_history import EarlierImports

        return EarlierImports(context)

    def prepare(self, path: Path, decisions: Decisions, progress: Progress) -> Draft:
        """Read the file and compare it with the year that is shown. Raises UserError or Cancelled."""
        from app.contacts.imports.work import prepare_import

        prepared = prepare_import(self._store, path, self._choices(decisions), progress=progress)
        return self._draft(prepared, decisions, progress)

    def again(self, draft: Draft, decisions: Decisions, progress: Progress) -> Draft:
        """Compare once more in the light of other decisions; the file is read again only where it must be."""
        from app.contacts.imports.work import prepare_again

        before = _prepared(draft)
        choices = self._choices(decisions)
        if _reads_the_same(choices, before.choices):
            questions = [*before.plan.matches.questions, *before.plan.matches.answered]
            choices = replace(choices, answers=answers_of(decisions.answers, questions))
        return self._draft(prepare_again(self._store, before, choices, progress=progress), decisions, progress)

    def effect(self, draft: Draft, fields: Mapping[str, str | None]) -> Effect:
        """Say how the first pupils would be read."""
        return effect_of(_prepared(draft), fields, self._tr)

    def say_counts(self, draft: Draft, skipped: Collection[Hashable]) -> str:
        """Say in one line what would land."""
        counts = _prepared(draft).plan.counts(_keys(skipped))
        parts = []
        for state, said in zip(LANDED, (N_("New: {what}"), N_("Changed: {what}"), N_("Leave: {what}")), strict=True):
            what = say_kinds(counts[state], self._tr)
            if what:
                parts.append(self._tr(said, what=what))
        if parts:
            return " ".join([". ".join(parts) + ".", *self._say_staying(draft, skipped)])
        preview = draft.preview
        if preview is not None and preview.settles:
            return self._tr(N_("No details change."))
        if preview is not None and any(row.ticked is not None for row in preview.rows):
            return self._tr(N_("Nothing is ticked, so nothing changes."))
        return self._tr(N_("Nothing is changed: everything stands here already."))

    def commit(self, draft: Draft, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        """Let it land as one step, with a verified backup first. Raises UserError or Cancelled."""
        from app.contacts.imports.work import run_import
        from db.backup import make_backup

        store, keys = self._store, _keys(skipped)
        result = run_import(
            store,
            _prepared(draft),
            skipped=keys,
            backup=lambda: make_backup(store, clock.now()),
            progress=progress,
        )
        problems = sum(row.state == "problem" for row in draft.preview.rows) if draft.preview is not None else 0
        return self._outcome(_prepared(draft), result, keys, problems)

    def show(self, outcome: Outcome) -> None:
        """Open the list of people with nobody hidden, at the first who came in or was changed."""
        from app.contacts.page import EVERYBODY

        self._context.show_page("contacts", EVERYBODY)
        first = None if outcome.step is None else self._context.read(_first_person, outcome.step)
        if first is not None:
            self._context.show_page("contacts", first)

    # -- private

    def _say_staying(self, draft: Draft, skipped: Collection[Hashable]) -> list[str]:
        """Say how many pupils the file does not name, who stay since nobody has ticked that they left."""
        items = _prepared(draft).plan.items
        staying = sum(item.kind == "pupils" and item.state == "gone" and item.key in skipped for item in items)
        words = self._tr.n(
            "{n} pupil is not in the file, and stays.", "{n} pupils are not in the file, and stay.", staying
        )
        return [words] if staying else []

    @property
    def _store(self) -> Store:
        store = self._context.store
        if store is None:
            raise RuntimeError("the database is not open")
        return store

    def _choices(self, decisions: Decisions) -> Choices:
        from app.contacts.imports.work import Choices

        said = decisions.chosen
        sheet, header, day = said.get("sheet"), said.get("header"), said.get("valid_from")
        return Choices(
            year=self._year if "year" not in said else int(said["year"]),
            sheet=None if sheet == ALL_SHEETS else sheet,
            mapping=decisions.fields,
            header=None if header is None else int(header),
            valid_from=None if day is None else date.fromisoformat(day),
            covers=said.get("covers"),
        )

    def _draft(self, prepared: PreparedImport, decisions: Decisions, progress: Progress) -> Draft:
        """Follow the answers as far as the questions go, and say all of it."""
        from app.contacts.imports.work import prepare_again

        for _round in range(MOST_ROUNDS):
            questions = [*prepared.plan.matches.questions, *prepared.plan.matches.answered]
            answers = answers_of(decisions.answers, questions)
            if answers == dict(prepared.choices.answers):
                break
            choices = replace(self._choices(decisions), answers=answers)
            prepared = prepare_again(self._store, prepared, choices, progress=progress)
        tr = self._tr
        columns = columns_of(prepared, tr)
        return Draft(about_of(prepared, self._years, tr), columns, self._preview(prepared, decisions), prepared)

    def _preview(self, prepared: PreparedImport, decisions: Decisions) -> Preview | None:
        tr, plan = self._tr, prepared.plan
        if prepared.mapping is not None and prepared.mapping.missing:
            return None
        rows = Rows(tr, plan, decisions.answers).all()
        settles = bool(plan.confirmed or plan.proposed or (plan.ids and plan.accepted().ids))
        heads = tuple(tr(head) for head in HEADS)
        return Preview(heads, rows, self._notes(prepared), {"same": sum(plan.same.values())}, settles)

    def _notes(self, prepared: PreparedImport) -> tuple[str, ...]:
        tr, plan = self._tr, prepared.plan
        day = prepared.choices.valid_from
        notes = [prepared.scope(tr)]
        if plan.covers == "changes":
            notes = [tr(N_("The file holds only changes: nobody is taken to have left."))]
        if day is not None:
            notes[0] += " " + tr(N_("It holds from {day}."), day=tr.date(day))
        confirmed = sum(len(fields) for fields in plan.confirmed.values())
        if confirmed:
            notes.append(
                tr.n(
                    "{n} change made here stands in the file too, and is ticked off.",
                    "{n} changes made here stand in the file too, and are ticked off.",
                    confirmed,
                )
            )
        if plan.proposed:
            notes.append(
                tr.n(
                    "{n} pupil may have a protected address: decide on the address grade afterwards.",
                    "{n} pupils may have a protected address: decide on their address grades afterwards.",
                    len(plan.proposed),
                )
            )
        return tuple(notes)

    def _outcome(
        self, prepared: PreparedImport, result: ImportResult, skipped: Collection[Any], problems: int
    ) -> Outcome:
        tr = self._tr
        said = tr(N_("Imported {file}: {what}."), file=prepared.file, what=say_landed(result.counts, tr))
        landed = []
        for state, words in zip(LANDED, (N_("New: {what}"), N_("Changed: {what}"), N_("Left: {what}")), strict=True):
            what = say_kinds(result.counts[state], tr)
            if what:
                landed.append(tr(words, what=what))
        if result.confirmed:
            confirmed = tr.n(
                "{n} change made here stands in the register now.",
                "{n} changes made here stand in the register now.",
                result.confirmed,
            )
            said += " " + confirmed
            landed.append(confirmed)
        same = say_kinds(result.counts["same"], tr)
        if same:
            landed.append(tr(N_("As before: {what}"), what=same))
        backup = ""
        if result.backup is not None:
            backup = tr(
                N_("Everything as it was just before the import is saved in {file}, in the folder {folder}."),
                file=result.backup.name,
                folder=str(result.backup.parent),
            )
        return Outcome(said, result.step, tuple(landed), tuple(self._left_out(prepared, skipped, problems)), backup)

    def _left_out(self, prepared: PreparedImport, skipped: Collection[Any], problems: int) -> Sequence[str]:
        """Say how much of the file did not land, and why; ``problems`` are those that were listed as such."""
        tr, plan, out = self._tr, prepared.plan, frozenset(skipped)
        listed = [item for item in plan.items if item.key in out and item.ticked is not None]
        kept = sum(item.by_hand for item in listed)
        unticked = len(listed) - kept
        alarms = sum(problem.alarm for problem in plan.problems)
        unanswered = len(plan.matches.questions)
        lines = (
            (unticked, tr.n("{n} row was not ticked.", "{n} rows were not ticked.", unticked)),
            (
                kept,
                tr.n(
                    "{n} row would have taken back what was changed here by hand: that was kept.",
                    "{n} rows would have taken back what was changed here by hand: that was kept.",
                    kept,
                ),
            ),
            (
                unanswered,
                tr.n(
                    "{n} question was not answered, so nothing of that person came in.",
                    "{n} questions were not answered, so nothing of those people came in.",
                    unanswered,
                ),
            ),
            (
                alarms,
                tr.n(
                    "{n} value was not kept, since an address is protected.",
                    "{n} values were not kept, since an address is protected.",
                    alarms,
                ),
            ),
            (
                problems,
                tr.n(
                    "{n} problem in the file was told of before the import.",
                    "{n} problems in the file were told of before the import.",
                    problems,
                ),
            ),
        )
        return [words for number, words in lines if number]


def _first_person(session: Session, step: int) -> int | None:
    """Return the first person an import brought in, or changed, who is not deleted since."""
    from sqlalchemy import select

    from db.models import HistoryChange, Person

    query = (
        select(HistoryChange.row_id)
        .join(Person, Person.id == HistoryChange.row_id)
        .where(HistoryChange.step_id == step, HistoryChange.table_name == "person")
    )
    return session.scalar(query.order_by(HistoryChange.id).limit(1))


def _reads_the_same(one: Choices, other: Choices) -> bool:
    """Say whether the places of the people in the file are the same with both choices."""
    same_sheet = one.sheet == other.sheet and one.format_name == other.format_name
    return same_sheet and one.mapping == other.mapping and one.header == other.header


def _prepared(draft: Draft) -> PreparedImport:
    prepared: PreparedImport = draft.plan
    return prepared


def _keys(skipped: Collection[Hashable]) -> list[Any]:
    return [key for key in skipped if isinstance(key, tuple) and key[0] not in ("problem", "question")]

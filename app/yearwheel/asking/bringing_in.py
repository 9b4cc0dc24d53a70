"""How do the entries of a file (Excel, CSV, calendar) come into the wheel?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.core.progress import Progress
from app.core.schoolyear import year_name
from app.shell.context import Context
from app.shell.importing.shape import About, Decisions, Draft, Effect, Outcome, Preview, PreviewRow
from app.shell.importing.wizard import ImportWizard
from app.yearwheel.days import say_shortly

if TYPE_CHECKING:
    from app.yearwheel.imports.found import Found, FoundRow, RingFor
    from app.yearwheel.rules.resolve import Resolved
    from db.store import Store

CALENDARS = (".ics", ".ical", ".icalendar")


def bring_in(context: Context, year: int, path: Path | None = None) -> None:
    """Open the import of entries for a school year, with a file that was dropped or none yet."""
    context.show_panel(ImportWizard(context, WheelImport(context, year), path))


@dataclass(frozen=True)
class _Plan:
    """What was found in which file."""

    file: str
    found: Found


class WheelImport:
    """What the wizard needs to know of files with entries of the wheel."""

    takes_folders = False

    def __init__(self, context: Context, year: int) -> None:
        tr = context.tr
        self._context, self._tr, self._year = context, tr, year
        self.title = tr(N_("Import into the yearly wheel"))
        self.explanation = tr(
            N_(
                "A table with month, topic, body and responsible in any order, one line for each thing (Excel or "
                "text), or a calendar file (.ics). You see what becomes of every line before anything is stored, and "
                "the whole import can be undone."
            )
        )
        lists = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.tsv *.ics"
        self.kinds = f"{tr(N_('Tables and calendars'))} ({lists});;{tr(N_('All files'))} (*)"

    def below(self, context: Context) -> QWidget | None:
        """There is nothing to show of earlier imports."""
        return None

    def prepare(self, path: Path, decisions: Decisions, progress: Progress) -> Draft:
        """Read the file; nothing is stored. Raises UserError or Cancelled."""
        from app.yearwheel.imports.calendar_file import read_calendar
        from app.yearwheel.imports.table_file import read_table

        if path.suffix.lower() in CALENDARS:
            found, kind = read_calendar(path, self._year), N_("A calendar")
        else:
            found, kind = read_table(path, self._year, progress=progress), N_("A table")
        progress.step(N_("Reading the file"), 1, 1)
        tr = self._tr
        number = len(found.rows)
        facts = (
            (tr(N_("File")), path.name),
            (tr(N_("Kind")), tr(kind)),
            (tr(N_("School year")), year_name(self._year)),
            (tr(N_("Found")), tr.n("{n} entry", "{n} entries", number)),
        )
        return Draft(About(facts), None, self._preview(found), _Plan(path.name, found))

    def again(self, draft: Draft, decisions: Decisions, progress: Progress) -> Draft:
        """Nothing is to be decided about such a file."""
        return draft

    def effect(self, draft: Draft, fields: Mapping[str, str | None]) -> Effect:
        """Its columns are not chosen by hand."""
        return Effect((), ())

    def say_counts(self, draft: Draft, skipped: Collection[Hashable]) -> str:
        """Say how many entries would come in."""
        rows = draft.preview.rows if draft.preview is not None else ()
        wanted = sum(row.ticked is not None and row.key not in skipped for row in rows)
        there = sum(row.state == "same" for row in rows)
        problems = sum(row.state == "problem" for row in rows)
        tr = self._tr
        parts = [tr.n("{n} entry comes into the wheel.", "{n} entries come into the wheel.", wanted)]
        if there:
            parts.append(tr.n("{n} row is there already.", "{n} rows are there already.", there))
        if problems:
            parts.append(tr.n("{n} row cannot be taken.", "{n} rows cannot be taken.", problems))
        return " ".join(parts)

    def commit(self, draft: Draft, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        """Let what is ticked come in as one step. Raises UserError or Cancelled."""
        from app.yearwheel.imports.landing import take_in

        plan: _Plan = draft.plan
        # one that stands in the file twice must not come in by its second line when the first is left out
        same = {row.key for row in draft.preview.rows if row.state == "same"} if draft.preview is not None else set()
        rows = [row for at, row in enumerate(plan.found.rows) if at not in skipped and at not in same]
        progress.step(N_("Importing"), 0, 1)
        with self._store.change(N_("Imported {file} into the yearly wheel"), file=plan.file) as session:
            taken = take_in(session, self._year, rows)
        tr = self._tr
        words = tr.n("{n} entry came into the wheel.", "{n} entries came into the wheel.", len(taken.ids))
        there = [row.title for at, row in enumerate(plan.found.rows) if at in same] + list(taken.there)
        left_out = tuple(tr(N_("In the wheel already: {title}"), title=title) for title in dict.fromkeys(there))
        return Outcome(words, session.info.get("step"), (), left_out)

    def show(self, outcome: Outcome) -> None:
        """Open the wheel."""
        self._context.show_page("yearwheel")

    # -- private

    @property
    def _store(self) -> Store:
        store = self._context.store
        if store is None:
            raise RuntimeError("the database is not open")
        return store

    def _preview(self, found: Found) -> Preview:
        from app.school.queries import school_calendar
        from app.yearwheel.imports.landing import rings_for, there_already
        from app.yearwheel.rules.resolve import resolve

        tr = self._tr
        rings = self._store.read(rings_for, found.rows)
        there = self._store.read(there_already, self._year, found.rows)
        calendar = self._store.read(school_calendar, self._year)
        rules = {row.code: row.rule for row in found.rows if row.code}
        days = resolve({**rules, **{_own_code(at): row.rule for at, row in enumerate(found.rows)}}, calendar)
        rows = [self._row(at, row, rings[at], days.get(_own_code(at)), there[at]) for at, row in enumerate(found.rows)]
        for problem in found.problems:
            place = "" if problem.place is None else str(problem.place)
            said = tr.say(problem.saying.msgid, problem.saying.values)
            rows.append(PreviewRow(f"p{len(rows)}", "problem", (place, "", "", "", ""), said, None))
        heads = (tr(N_("Row")), tr(N_("What")), tr(N_("Days")), tr(N_("Ring")), tr(N_("Responsible")))
        return Preview(heads, rows)

    def _row(self, at: int, row: FoundRow, ring: RingFor, found: Resolved | None, there: str) -> PreviewRow:
        from app.yearwheel.rules.say import say_rule

        tr = self._tr
        spans = () if found is None else found.spans
        said = [tr.say(remark.msgid, remark.values) for remark in row.remarks]
        if found is not None and found.problem is not None:
            said.append(tr.say(found.problem.msgid, found.problem.values))
        if row.rule:
            rule = say_rule(row.rule, tr, {})
            said.insert(0, rule[:1].upper() + rule[1:] + ".")
        if ring.is_new and not there:
            said.append(tr(N_("The ring {name} is made."), name=ring.name))
        place = "" if row.place is None else str(row.place)
        days = say_shortly(spans, tr) if spans else tr(N_("No day yet"))
        cells = (place, row.title, days, ring.name, row.responsible)
        if there:
            where = (
                N_("This is in the wheel already.") if there == "wheel" else N_("This stands further up in the file.")
            )
            return PreviewRow(at, "same", cells, " ".join([tr(where), *said]), None)
        return PreviewRow(at, "new", cells, " ".join(said), True, tr(N_("Is left out")))


def _own_code(at: int) -> str:
    """Return what a row is called while its days are counted: it may have no code, and two may have the same."""
    return f"RAD{at}"

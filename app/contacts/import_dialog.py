"""How does the import wizard show a roster: what is new, what changes from what to what, and what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.contacts import words
from app.core import clock
from app.core.i18n import N_, Translator
from app.core.progress import Progress
from app.shell.context import Context
from app.shell.import_wizard import ImportWizard, Outcome, Preview, PreviewRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.imports.items import Change, PlanItem
    from app.contacts.imports.plan import ImportPlan
    from app.contacts.imports.roster import Problem
    from app.contacts.imports.work import PreparedImport

KINDS = {
    "pupils": N_("Pupil"),
    "guardians": N_("Guardian"),
    "staff": N_("Member of staff"),
    "classes": N_("Class"),
    "links": N_("Guardian of"),
}
FIELDS = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Born"),
    "gender": N_("Gender"),
    "class": N_("Class"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Address"),
    "relation": N_("Relation"),
    "contact_teacher": N_("Contact teacher"),
    "grade": N_("Grade"),
}
NEW = {"staff": N_("New member of staff"), "classes": N_("New class"), "links": N_("Becomes guardian of the pupil")}
MOST_CHILDREN = 3
LEAVES = N_("Stands in class {name} here, but not in the file: leaves the class.")
PROPOSED = N_("Stands in class {name} here, but not in the file: proposed as having left. Tick the row if that is so.")
STAYS_PROTECTED = N_(
    "Stands in class {name} here, but not in the file. Somebody in the family has address protection, and lists often "
    "leave them out: stays. Tick the row only if you know that the pupil has left."
)
LANDED = ("new", "changed", "gone")
LOOKED_AT = ("gone", "changed", "new")  # what is looked at first


def open_import(context: Context, path: Path | None = None) -> None:
    """Open the wizard in the page's place, with a file if one was dropped."""
    context.show_panel(ImportWizard(context, RosterImport(context), path))


class RosterImport:
    """What the wizard needs to know of rosters."""

    def __init__(self, context: Context) -> None:
        tr = context.tr
        self._context = context
        self._tr = tr
        self._year = context.year
        self._children: dict[int, list[str]] = {}
        self.title = tr(N_("Import rosters"))
        self.explanation = tr(
            N_(
                "A list from the school's register in Excel or CSV, one pupil to a row, with class and guardians. "
                "You see what would change before anything is stored, and the whole import can be undone."
            )
        )
        self.kinds = f"{tr(N_('Excel and text'))} (*.xlsx *.xlsm *.csv *.txt)"

    def prepare(self, path: Path, progress: Progress) -> Preview:
        """Read the file and compare it with the year that is shown. Raises UserError or Cancelled."""
        from app.contacts.imports.work import Choices, prepare_import

        store = self._context.store
        if store is None:
            raise RuntimeError("the database is not open")
        prepared = prepare_import(store, path, Choices(year=self._year), progress=progress)
        tr = self._tr
        plan = prepared.plan
        self._children = _children(plan)
        rows = [self._problem_row(at, problem) for at, problem in enumerate(plan.problems)]
        items = sorted(plan.items, key=lambda item: (LOOKED_AT.index(item.state), list(KINDS).index(item.kind)))
        rows += [self._row(item, plan.known.protected) for item in items if item.state in LOOKED_AT]
        counts = {"same": sum(plan.same.values())}
        heads = (tr(N_("What")), tr(N_("Name")), tr(N_("Class")), tr(N_("Row")))
        settles = bool(plan.confirmed or plan.proposed)
        return Preview(heads, rows, self._notes(prepared), counts, prepared, settles)

    def say_counts(self, preview: Preview, skipped: Collection[Hashable]) -> str:
        """Say in one line what would land."""
        counts = _prepared(preview).plan.counts(_keys(skipped))
        parts = []
        for state, said in zip(LANDED, (N_("New: {what}"), N_("Changed: {what}"), N_("Leave: {what}")), strict=True):
            what = self._say_kinds(counts[state])
            if what:
                parts.append(self._tr(said, what=what))
        if parts:
            return ". ".join(parts) + "."
        if preview.settles:
            return self._tr(N_("No details change."))
        if any(row.ticked is not None for row in preview.rows):
            return self._tr(N_("Nothing is ticked, so nothing changes."))
        return self._tr(N_("Nothing is changed: everything stands here already."))

    def commit(self, preview: Preview, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        """Let it land as one step, with a verified backup first. Raises UserError or Cancelled."""
        from app.contacts.imports.work import run_import
        from db.backup import make_backup

        store = self._context.store
        if store is None:
            raise RuntimeError("the database is not open")
        result = run_import(
            store,
            _prepared(preview),
            skipped=_keys(skipped),
            backup=lambda: make_backup(store, clock.now()),
            progress=progress,
        )
        tr = self._tr
        numbers = [
            sum(result.counts[state].get(kind, 0) for kind in ("pupils", "guardians", "staff")) for state in LANDED
        ]
        new, changed, gone = (tr.number(number) for number in numbers)
        said = tr(
            N_("Imported {file}: {new} new, {changed} changed, {gone} left."),
            file=_prepared(preview).file,
            new=new,
            changed=changed,
            gone=gone,
        )
        if result.confirmed:
            said += " " + tr.n(
                "{n} change made here stands in the register now.",
                "{n} changes made here stand in the register now.",
                result.confirmed,
            )
        return Outcome(said, result.step)

    def show(self, outcome: Outcome) -> None:
        """Open the list of people with nobody hidden, at the first who came in or was changed."""
        from app.contacts.page import EVERYBODY

        self._context.show_page("contacts", EVERYBODY)
        first = None if outcome.step is None else self._context.read(_first_person, outcome.step)
        if first is not None:
            self._context.show_page("contacts", first)

    # -- private

    def _notes(self, prepared: PreparedImport) -> tuple[str, ...]:
        tr = self._tr
        notes = [prepared.scope(tr)]
        if prepared.dropped:
            said = N_("These columns hold fødselsnummer and were not read: {columns}.")
            notes.append(tr(said, columns=", ".join(prepared.dropped)))
        if prepared.unknown:
            notes.append(tr(N_("These columns are not used: {columns}."), columns=", ".join(prepared.unknown)))
        confirmed = sum(len(fields) for fields in prepared.plan.confirmed.values())
        if confirmed:
            notes.append(
                tr.n(
                    "{n} change made here stands in the file too, and is ticked off.",
                    "{n} changes made here stand in the file too, and are ticked off.",
                    confirmed,
                )
            )
        if prepared.plan.proposed:
            notes.append(
                tr.n(
                    "{n} pupil may have a protected address: decide on the address grade afterwards.",
                    "{n} pupils may have a protected address: decide on their address grades afterwards.",
                    len(prepared.plan.proposed),
                )
            )
        return tuple(notes)

    def _row(self, item: PlanItem, protected: Collection[int]) -> PreviewRow:
        tr = self._tr
        about = "; ".join(self._say_change(change) for change in item.changes)
        unticked = ""
        if item.state == "new":
            about = "; ".join(part for part in (self._say_new(item), about) if part)
        elif item.state == "gone":
            about = tr(LEAVES, name=item.class_name)
            unticked = tr(STAYS_PROTECTED if item.stored in protected else PROPOSED, name=item.class_name)
        row = "" if item.row is None else str(item.row)
        cells = (tr(KINDS[item.kind]), item.name, item.class_name, row)
        return PreviewRow(item.key, item.state, cells, about, item.ticked, unticked)

    def _say_new(self, item: PlanItem) -> str:
        tr = self._tr
        if item.kind == "pupils":
            return tr(N_("New pupil in {name}"), name=item.class_name)
        if item.kind == "guardians":
            names = self._children.get(item.key[1], [])
            said = ", ".join(names[:MOST_CHILDREN]) + (" …" if len(names) > MOST_CHILDREN else "")
            return tr(N_("New guardian of {name}"), name=said)
        return tr(NEW[item.kind])

    def _problem_row(self, at: int, problem: Problem) -> PreviewRow:
        row = "" if problem.row is None else str(problem.row)
        cells = (problem.column, problem.about, "", row)
        return PreviewRow(("problem", at), "problem", cells, problem.text(self._tr), None)

    def _say_change(self, change: Change) -> str:
        tr = self._tr
        field = tr(FIELDS[change.field])
        old, new = say_value(change.field, change.old, tr), say_value(change.field, change.new, tr)
        return f"{field}: {old} → {new}" if old else f"{field}: {new}"

    def _say_kinds(self, numbers: Mapping[str, int]) -> str:
        tr = self._tr
        pupils, guardians, staff, classes, links = (numbers.get(kind, 0) for kind in KINDS)
        said = (
            (pupils, tr.n("{n} pupil", "{n} pupils", pupils)),
            (guardians, tr.n("{n} guardian", "{n} guardians", guardians)),
            (staff, tr.n("{n} member of staff", "{n} members of staff", staff)),
            (classes, tr.n("{n} class", "{n} classes", classes)),
            (links, tr.n("{n} guardian link", "{n} guardian links", links)),
        )
        return ", ".join(words_ for number, words_ in said if number)


def say_value(field: str, value: Any, tr: Translator) -> str:
    """Return a stored or told value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return tr.date(value)
    if field == "phone":
        return tr.phone(value[0])
    if field == "address":
        street, code, city = value
        return ", ".join(part for part in (street, f"{code} {city}".strip()) if part)
    if field == "relation":
        return tr(words.RELATIONS.get(value, value))
    if field == "gender":
        return tr(words.GENDERS.get(value, value))
    return str(value)


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


def _children(plan: ImportPlan) -> dict[int, list[str]]:
    """Return the names of each guardian's pupils, by their places in the file."""
    found: dict[int, list[str]] = {}
    for link in plan.roster.links:
        pupil = plan.roster.pupils[link.pupil]
        found.setdefault(link.guardian, []).append(f"{pupil.given} {pupil.family}".strip())
    return found


def _prepared(preview: Preview) -> PreparedImport:
    prepared: PreparedImport = preview.plan
    return prepared


def _keys(skipped: Collection[Hashable]) -> list[Any]:
    return [key for key in skipped if isinstance(key, tuple) and key[0] != "problem"]

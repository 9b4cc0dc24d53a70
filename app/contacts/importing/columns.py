"""What does each column of a list hold, and how would its first pupils be read then?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.contacts import words
from app.contacts.imports.roster import full_name
from app.core.errors import UserError, explain
from app.core.i18n import N_, Translator
from app.shell.importing.shape import Choice, ColumnRow, Columns, Effect, Option

if TYPE_CHECKING:
    from app.contacts.imports.files.cells import RawTable
    from app.contacts.imports.roster import PupilFacts, Roster
    from app.contacts.imports.work import PreparedImport

SUBJECTS = {
    "pupil": N_("Pupil"),
    "class": N_("Class"),
    "guardian1": N_("Guardian 1"),
    "guardian2": N_("Guardian 2"),
    "guardian3": N_("Guardian 3"),
    "guardian4": N_("Guardian 4"),
    "mother": N_("Mother"),
    "father": N_("Father"),
    "teacher1": N_("Contact teacher 1"),
    "teacher2": N_("Contact teacher 2"),
}
NAMES = {
    "given": N_("given name"),
    "middle": N_("middle name"),
    "family": N_("family name"),
    "name": N_("whole name"),
    "birth_date": N_("born"),
    "gender": N_("gender"),
    "grade": N_("grade"),
    "relation": N_("relation"),
    "phone": N_("mobile or phone"),
    "home_phone": N_("home phone"),
    "work_phone": N_("work phone"),
    "email": N_("e-mail"),
    "street": N_("address"),
    "postal_code": N_("postal code"),
    "city": N_("city"),
    "id": N_("id in the other system"),
}
NO_NAMES = N_("No column holds the pupils' names yet. Choose which one does.")
NO_CLASS = N_("No column holds the class yet. Choose which one does.")
FIRST_ROWS = 1_000
"""As many rows are read for the effect: it must be there before one has looked up."""
FIRST_PUPILS = 4
HEADER_ROWS = 12
NO_HEADER = -1


def columns_of(prepared: PreparedImport, tr: Translator) -> Columns | None:
    """Return the columns of a list, None for a format that has none to choose."""
    table, mapping = prepared.told.table, prepared.told.mapping
    if table is None or mapping is None:
        return None
    from app.contacts.imports.tables.headers import MANY_VALUED
    from app.contacts.imports.tables.mapping import samples

    rows = tuple(
        ColumnRow(
            column.key,
            column.heading if column.key[:1] != "#" else tr(N_("Column {name}"), name=column.heading),
            samples(mapping, column),
            column.field,
            look_over=not column.is_settled,
            never_read=column.dropped,
        )
        for column in mapping.columns
    )
    fields = _fields(tr)
    single = frozenset(
        code for _group, listed in fields for code, _words in listed if code.partition(".")[2] not in MANY_VALUED
    )
    header = _header(table, mapping.header, tr)
    return Columns(rows, fields, single, not prepared.needs_mapping, header)


def effect_of(prepared: PreparedImport, fields: Mapping[str, str | None], tr: Translator) -> Effect:
    """Return how the first pupils would be read with these fields, and how many rows would not be."""
    from app.contacts.imports.formats.table import roster_of_table
    from app.contacts.imports.roster import ROW_OUT
    from app.contacts.imports.tables.headers import CLASSES, PUPIL_NAMES
    from app.contacts.imports.tables.mapping import find_mapping

    heads = tuple(tr(head) for head in (N_("Name"), N_("Born"), N_("Class"), N_("Guardians"), N_("Phone")))
    chosen = set(fields.values())
    for wanted, words_ in ((PUPIL_NAMES, NO_NAMES), (CLASSES, NO_CLASS)):
        if chosen.isdisjoint(wanted):
            return Effect(heads, (), missing=tr(words_))
    table, before = prepared.told.table, prepared.told.mapping
    if table is None or before is None:
        return Effect(heads, ())
    first = _first_rows(table)
    try:
        mapping = find_mapping(first, fields, header=before.header)
        roster = roster_of_table(first, mapping)
    except UserError as error:
        return Effect(heads, (), missing=explain(error, tr) or "")
    left_out = len({problem.row for problem in roster.problems if problem.outcome == ROW_OUT})
    rows = tuple(_said(place, pupil, roster, tr) for place, pupil in enumerate(roster.pupils[:FIRST_PUPILS]))
    read = tr.n("{n} pupil would be read", "{n} pupils would be read", len(roster.pupils))
    out = tr.n("{n} row could not be read", "{n} rows could not be read", left_out)
    counted = f"{read}, {out}." if left_out else f"{read}."
    if first is not table:
        counted += " " + tr(N_("Only the first {n} rows are counted here."), n=tr.number(FIRST_ROWS))
    missing = "" if roster.pupils else tr(N_("Nobody can be read like this."))
    return Effect(heads, rows, counted, missing)


def _said(place: int, pupil: PupilFacts, roster: Roster, tr: Translator) -> tuple[str, ...]:
    born = "" if pupil.birth_date is None else tr.date(pupil.birth_date)
    guardians, phones = [], [tr.phone(number) for number, *_ in pupil.phones]
    for link in roster.links:
        if link.pupil != place:
            continue
        guardian = roster.guardians[link.guardian]
        name = full_name(guardian)
        relation = words.RELATIONS_IN_TEXT.get(link.relation)
        guardians.append(f"{name} ({tr(relation)})" if relation else name)
        phones += [tr.phone(number) for number, *_ in guardian.phones]
    return full_name(pupil), born, pupil.class_name, ", ".join(guardians), ", ".join(phones)


def _fields(tr: Translator) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    from app.contacts.imports.tables.headers import FIELDS

    groups = []
    for subject, who in SUBJECTS.items():
        listed = [("class.name", tr(N_("Class: name")))] if subject == "class" else []
        for name, what in NAMES.items():
            code = f"{subject}.{name}"
            if code in FIELDS and code != "class.name":
                listed.append((code, tr(N_("{who}: {what}"), who=tr(who), what=tr(what))))
        groups.append((tr(who), tuple(listed)))
    return tuple(groups)


def _header(table: RawTable, header: int, tr: Translator) -> Choice:
    """Return which row the headings could stand in: one of the first, or none."""
    from app.contacts.cell import text_of

    options = [Option(str(NO_HEADER), tr(N_("No row: there are no headings")))]
    for at in range(min(table.height, max(HEADER_ROWS, header + 2))):
        cells = [" ".join(text_of(cell).split()) for cell in table.row(at)]
        filled = [cell for cell in cells if cell]
        if filled:
            said = ", ".join(filled[:4]) + (" …" if len(filled) > 4 else "")
            options.append(Option(str(at), tr(N_("Row {row}: {cells}"), row=table.row_numbers[at], cells=said[:60])))
    return Choice("header", "", tuple(options), str(header), "list", at_once=True)


def _first_rows(table: RawTable) -> RawTable:
    if table.height <= FIRST_ROWS:
        return table
    return replace(
        table,
        columns=tuple(column[:FIRST_ROWS] for column in table.columns),
        row_numbers=table.row_numbers[:FIRST_ROWS],
        parts=tuple(part for part in table.parts if part[1] < FIRST_ROWS),
        merged=tuple(cell for cell in table.merged if cell[2] < FIRST_ROWS),
    )

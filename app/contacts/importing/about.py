"""What is a roster's file, in words, and what has the office to say about it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.contacts.importing.words import say_kinds
from app.core import clock
from app.core.i18n import N_, Translator
from app.core.schoolyear import year_name
from app.shell.importing.shape import About, Choice, Option

if TYPE_CHECKING:
    from app.contacts.imports.work import PreparedImport

ALL_SHEETS = "*"
SHOWN_CLASSES = 12
FORMATS = {
    "pifu": N_("PIFU-IMS 1.3"),
    "oneroster": N_("OneRoster"),
    "sds": N_("Microsoft School Data Sync"),
    "wis": N_("WIS Skole"),
}
"""As the office calls them; a list goes by what kind of file it is."""
TEXTS = (".csv", ".txt", ".tsv")


def about_of(prepared: PreparedImport, years: Sequence[int], tr: Translator) -> About:
    """Return what the file is and what is to be decided; ``years`` are those it may come into."""
    choices = [_sheet(prepared, tr), _year(prepared, years, tr), _covers(prepared, tr), _day(prepared, tr)]
    facts = [
        (tr(N_("File")), prepared.file),
        (tr(N_("Kind of file")), say_format(prepared.format, prepared.file, prepared.plan.roster.source, tr)),
        (tr(N_("Contents")), _contents(prepared, tr)),
    ]
    if choices[1] is None:
        facts.append((tr(N_("School year")), year_name(prepared.plan.known.year)))
    return About(tuple(facts), tuple(choice for choice in choices if choice is not None), _notes(prepared, tr))


def say_format(format_id: str, file: str, source: str, tr: Translator) -> str:
    """Return the format of a file in words, and the system it is from where the file says so."""
    if format_id == "table":
        return tr(N_("Text list (CSV)")) if file.casefold().endswith(TEXTS) else tr(N_("Excel list"))
    words = tr(FORMATS[format_id]) if format_id in FORMATS else format_id
    if not source or source.casefold() in words.casefold():
        return words
    return tr(N_("{format} from {source}"), format=words, source=source)


def _contents(prepared: PreparedImport, tr: Translator) -> str:
    roster = prepared.plan.roster
    numbers = {
        "pupils": len(roster.pupils),
        "guardians": len(roster.guardians),
        "staff": len(roster.staff),
        "classes": len(roster.classes),
        "groups": len(roster.groups),
    }
    return say_kinds(numbers, tr) or tr(N_("Nobody could be read yet"))


def _sheet(prepared: PreparedImport, tr: Translator) -> Choice | None:
    if len(prepared.sheets) < 2:
        return None
    table = prepared.told.table
    options = [Option(name, name) for name in prepared.sheets]
    chosen = prepared.choices.sheet or (table.sheet if table is not None else "")
    if table is not None and table.parts:
        names = ", ".join(name for name, _ in table.parts)
        options.insert(0, Option(ALL_SHEETS, tr(N_("These together: {names}"), names=names)))
        chosen = ALL_SHEETS
    elif prepared.choices.sheet is not None:
        options.insert(0, Option(ALL_SHEETS, tr(N_("What the program finds"))))
    return Choice("sheet", tr(N_("&Sheet")), tuple(options), chosen, "list", at_once=True)


def _year(prepared: PreparedImport, years: Sequence[int], tr: Translator) -> Choice | None:
    if len(years) < 2:
        return None
    chosen = prepared.plan.known.year
    options = tuple(Option(str(year), year_name(year)) for year in sorted({*years, chosen}))
    return Choice("year", tr(N_("School &year")), options, str(chosen), "list", at_once=True)


def _covers(prepared: PreparedImport, tr: Translator) -> Choice:
    names = prepared.plan.scope
    listed = ", ".join(names[:SHOWN_CLASSES])
    if len(names) > SHOWN_CLASSES:
        listed = tr(N_("{classes} and {count} more"), classes=listed, count=tr.number(len(names) - SHOWN_CLASSES))
    options = (
        Option(
            "school", tr(N_("The whole school")), tr(N_("Pupils who are not in the file are proposed as having left."))
        ),
        Option(
            "classes",
            tr(N_("Only these classes: {classes}"), classes=listed)
            if listed
            else tr(N_("Only the classes in the file")),
            tr(N_("Pupils of these classes who are not in the file are proposed as having left.")),
        ),
        Option("changes", tr(N_("Only changes")), tr(N_("Nobody is taken to have left."))),
    )
    return Choice("covers", tr(N_("The file cov&ers")), options, str(prepared.choices.covers))


def _day(prepared: PreparedImport, tr: Translator) -> Choice:
    options = []
    for day in prepared.days:
        said = N_("Today, {day}") if day == clock.today() else N_("The start of the school year, {day}")
        options.append(Option(day.isoformat(), tr(said, day=tr.long_date(day))))
    chosen = prepared.choices.valid_from
    return Choice("valid_from", tr(N_("It holds f&rom")), tuple(options), chosen.isoformat() if chosen else "", "day")


def _notes(prepared: PreparedImport, tr: Translator) -> tuple[str, ...]:
    notes = [remark.text(tr) for remark in prepared.plan.roster.remarks]
    if prepared.dropped:
        said = N_("These columns hold fødselsnummer and were not read: {columns}.")
        notes.append(tr(said, columns=", ".join(prepared.dropped)))
    return tuple(notes)

"""Lists the tests write cell by cell, and who is in them: read as a table, without a file and without a school."""

from __future__ import annotations

from collections.abc import Sequence

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import table_of
from app.contacts.imports.formats.table import roster_of_table
from app.contacts.imports.roster import Roster, full_name
from app.contacts.imports.tables.mapping import find_mapping
from app.core.i18n import translator


def read(*rows: str | Sequence[Cell], **details: str) -> Roster:
    """Return what a list says; a row is its cells, or a text with semicolons between them. The headings come first."""
    cells = [row.split(";") if isinstance(row, str) else list(row) for row in rows]
    table = table_of(cells, range(1, len(cells) + 1), details=details)
    return roster_of_table(table, find_mapping(table))


def names(roster: Roster) -> list[tuple[str, str]]:
    """Return given and family name of every pupil."""
    return [(facts.given, facts.family) for facts in roster.pupils]


def guardian_names(roster: Roster) -> list[tuple[str, str]]:
    """Return given and family name of every guardian."""
    return [(facts.given, facts.family) for facts in roster.guardians]


def families(roster: Roster) -> dict[str, list[str]]:
    """Return {pupil: guardians in order}, each guardian by name; two of one name are told apart by their number."""
    count: dict[str, int] = {}
    shown = []
    for facts in roster.guardians:
        name = full_name(facts)
        count[name] = count.get(name, 0) + 1
        shown.append(name if count[name] == 1 else f"{name} {count[name]}")
    found: dict[str, list[str]] = {full_name(facts): [] for facts in roster.pupils}
    for link in roster.links:
        found[full_name(roster.pupils[link.pupil])].append(shown[link.guardian])
    return found


def contacts(roster: Roster) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return {guardian: (numbers, e-mail addresses)}."""
    return {full_name(facts): (tuple(number for number, _ in facts.phones), facts.emails) for facts in roster.guardians}


def told(roster: Roster) -> list[tuple[int | None, str, str]]:
    """Return (row, column, words) of every problem."""
    return [(problem.row, problem.column, problem.text(translator("en"))) for problem in roster.problems]


def remarks(roster: Roster) -> list[str]:
    """Return the sentences about the whole file."""
    return [translator("en")(remark.message, **remark.values) for remark in roster.remarks]

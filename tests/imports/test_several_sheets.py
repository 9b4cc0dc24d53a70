"""Is a problem told of the right sheet, and of nobody who only stands in the same row of another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from app.contacts.importing.rows import Rows
from app.contacts.imports.work import PreparedImport, prepare_import
from app.core.i18n import translator
from db.store import Store
from tests.imports.lists import read

HEADS = ("Fornavn", "Etternavn", "Født", "Adresse")


def prepared(store: Store, folder: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> PreparedImport:
    """Read a workbook with a sheet for each class."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (HEADS, *rows):
            sheet.append(list(row))
    book.save(folder / "klasser.xlsx")
    return prepare_import(store, folder / "klasser.xlsx")


def test_each_problem_names_its_sheet_and_its_own_pupil(store: Store, tmp_path: Path) -> None:
    found = prepared(
        store, tmp_path, {"5A": [("Ola", "Lie", "31.02.2015", "")], "5B": [("Siri", "Moe", "32.01.2015", "")]}
    )
    assert [(one.sheet, one.row, one.column, one.name) for one in found.problems] == [
        ("5A", 2, "Født", "Ola Lie"),
        ("5B", 2, "Født", "Siri Moe"),
    ]
    assert [facts.row for facts in found.plan.roster.pupils] == [2, 2]


def test_a_protected_address_is_of_nobody_in_the_same_row_of_another_sheet(store: Store, tmp_path: Path) -> None:
    found = prepared(
        store,
        tmp_path,
        {
            "5A": [("Ada", "Ek", "01.03.2015", "Veien 1"), ("Ola", "Lie", "14.05.2015", "Sperret adresse")],
            "5B": [("Bo", "Do", "02.03.2015", "Veien 2"), ("Siri", "Moe", "15.05.2015", "Veien 3")],
        },
    )
    roster = found.plan.roster
    assert [roster.pupils[place].given for place in roster.marked] == ["Ola"]
    assert [roster.pupils[place].given for place in roster.proposed] == ["Ola"]
    assert [facts.address[0] for facts in roster.pupils] == ["Veien 1", "", "Veien 2", "Veien 3"]


def test_a_row_that_stands_in_two_sheets_is_told_where(store: Store, tmp_path: Path) -> None:
    same = ("Ola", "Lie", "14.05.2015", "Veien 1")
    found = prepared(store, tmp_path, {"5A": [same], "5B": [("Siri", "Moe", "15.05.2015", ""), same]})
    (problem,) = found.problems
    assert (problem.sheet, problem.row) == ("5B", 3)
    assert problem.text(translator("nb")).startswith("Ola Lie står i to klasser, også i rad 2 (5A).")


def test_the_preview_shows_the_sheet_beside_the_row(store: Store, tmp_path: Path) -> None:
    found = prepared(
        store, tmp_path, {"5A": [("Ola", "Lie", "31.02.2015", "")], "5B": [("Siri", "Moe", "32.01.2015", "")]}
    )
    rows = [row.cells for row in Rows(translator("nb"), found.plan, {}).all() if row.state == "problem"]
    assert [(cells[1], cells[3]) for cells in rows] == [("Ola Lie", "5A 2"), ("Siri Moe", "5B 2")]


def test_lists_side_by_side_do_not_take_each_others_names() -> None:
    roster = read(
        ("5A", "", "", "", "5B", "", ""),
        ("Fornavn", "Etternavn", "Født", "", "Fornavn", "Etternavn", "Født"),
        ("Ola", "Lie", "14.05.2015", "", "Siri", "Moe", "31.02.2015"),
        ("Ada", "Ek", "31.04.2015", "", "Bo", "Do", "01.02.2015"),
    )
    assert sorted((one.row, one.name, one.sheet) for one in roster.problems) == [(3, "Siri Moe", ""), (4, "Ada Ek", "")]

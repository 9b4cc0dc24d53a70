"""Is a problem told of the right sheet, and of nobody who only stands in the same row of another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from sqlalchemy import select

from app.contacts.commands import set_field
from app.contacts.importing.rows import Rows
from app.contacts.imports.work import PreparedImport, prepare_import, run_import
from app.core.i18n import translator
from db.models import Person
from db.store import Store
from tests.imports.lists import read

HEADS = ("Fornavn", "Etternavn", "Født", "Adresse")


def prepared(
    store: Store, folder: Path, sheets: Mapping[str, Sequence[Sequence[str]]], heads: Sequence[str] = HEADS
) -> PreparedImport:
    """Read a workbook with a sheet for each class."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (heads, *rows):
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


def test_somebody_who_is_asked_about_stands_on_a_sheet(store: Store, tmp_path: Path) -> None:
    ada = ("Ada", "Ek", "01.03.2015", "")
    twice = [("Siri", "Moe", "15.05.2015", ""), ("Siri", "Moe", "16.06.2015", "")]
    run_import(store, prepared(store, tmp_path, {"5A": [ada], "5B": twice}))
    found = prepared(store, tmp_path, {"5A": [ada], "5B": [("Bo", "Do", "02.03.2015", ""), ("Siri", "Moe", "", "")]})
    assert [question.name for question in found.questions] == ["Siri Moe"]
    assert [(one.sheet, one.row, one.about) for one in found.problems] == [("5B", 3, "Siri Moe")]


def test_an_address_that_is_not_kept_stands_on_a_sheet(store: Store, tmp_path: Path) -> None:
    heads = (*HEADS, "Foresatt1Fornavn", "Foresatt1Etternavn", "Foresatt1Adresse")
    ada = ("Ada", "Ek", "01.03.2015", "", "", "", "")
    siri = ("Siri", "Moe", "15.05.2015", "", "Liv", "Moe", "")
    run_import(store, prepared(store, tmp_path, {"5A": [ada], "5B": [siri]}, heads))
    store.set_grade(
        store.read(lambda session: session.scalars(select(Person.id).where(Person.given_name == "Siri")).one()),
        "confidential",
        "Protected",
    )
    siri = ("Siri", "Moe", "15.05.2015", "Hemmestien 9", "Liv", "Moe", "Hemmestien 9")
    found = prepared(store, tmp_path, {"5A": [ada], "5B": [siri]}, heads)
    assert [(one.sheet, one.row, one.column, one.alarm) for one in found.problems] == [
        ("5B", 2, "Foresatt1Adresse", True),
        ("5B", 2, "Adresse", True),
    ]


def test_what_was_changed_by_hand_stands_on_a_sheet(store: Store, tmp_path: Path) -> None:
    sheets = {"5A": [("Ada", "Ek", "01.03.2015", "")], "5B": [("Siri", "Moe", "15.05.2015", "")]}
    run_import(store, prepared(store, tmp_path, sheets))
    with store.change("Changed") as session:
        siri = session.scalars(select(Person.id).where(Person.given_name == "Siri")).one()
        set_field(session, siri, "family_name", "Lie")
    (problem,) = prepared(store, tmp_path, sheets).problems
    assert (problem.sheet, problem.row, problem.about) == ("5B", 2, "Siri Moe")


def test_lists_side_by_side_do_not_take_each_others_names() -> None:
    roster = read(
        ("5A", "", "", "", "5B", "", ""),
        ("Fornavn", "Etternavn", "Født", "", "Fornavn", "Etternavn", "Født"),
        ("Ola", "Lie", "14.05.2015", "", "Siri", "Moe", "31.02.2015"),
        ("Ada", "Ek", "31.04.2015", "", "Bo", "Do", "01.02.2015"),
    )
    assert sorted((one.row, one.name, one.sheet) for one in roster.problems) == [(3, "Siri Moe", ""), (4, "Ada Ek", "")]

"""Is the list found wherever it stands on the sheet, and nobody lost or made up on the way?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.reading import read_table
from app.contacts.imports.files.text_table import table_of_bytes
from app.contacts.imports.formats.table import roster_of_table
from app.contacts.imports.roster import Roster
from app.contacts.imports.tables.filling import FILLED_DOWN, MERGED
from app.contacts.imports.tables.headers import find_headings
from app.contacts.imports.tables.layout import (
    FROM_SHEETS,
    FROM_TITLES,
    OTHER_TABLE,
    PASSED_OVER,
    SHEETS,
    TABLES,
    lay_out,
)
from app.contacts.imports.tables.mapping import find_mapping
from app.contacts.imports.tables.sheets import choose_sheets, class_of_sheet
from app.contacts.imports.tables.titles import class_in, is_footer


def read(text: str) -> RawTable:
    return table_of_bytes(text.encode())


def roster(table: RawTable | str) -> Roster:
    found = read(table) if isinstance(table, str) else table
    return roster_of_table(found, find_mapping(found))


def people(table: RawTable | str) -> list[tuple[int, str, str, str]]:
    """Return (row, given, family, class) of every pupil."""
    return [(one.row, one.given, one.family, one.class_name) for one in roster(table).pupils]


def remarks(table: RawTable | str) -> dict[str, dict[str, Any]]:
    return {remark.message: dict(remark.values) for remark in roster(table).remarks}


def workbook(path: Path, sheets: dict[str, list[list[object]]], merged: tuple[str, ...] = ()) -> RawTable:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(path)
    return read_table(path)


TWO_LINES = (
    "Klasse;Elev;Født;Foresatt 1;;;Foresatt 2;;;Kontaktlærer\n"
    ";;;Navn;Mobil;E-post;Navn;Mobil;E-post;\n"
    "5A;Kari Berg;14.05.2015;Per Berg;90012345;per@example.no;Anne Dahl;90012346;anne@example.no;Tor Vik\n"
)


def test_two_lines_of_headings_are_read_together() -> None:
    found = find_headings(read(TWO_LINES).rows(0, 3))
    assert found is not None
    assert (found.place, found.lines) == (1, 2)
    assert found.texts == (
        "Klasse", "Elev", "Født", "Foresatt 1 Navn", "Foresatt 1 Mobil", "Foresatt 1 E-post",
        "Foresatt 2 Navn", "Foresatt 2 Mobil", "Foresatt 2 E-post", "Kontaktlærer",
    )  # fmt: skip
    read_in = roster(TWO_LINES)
    assert [(one.given, one.family, one.emails) for one in read_in.guardians] == [
        ("Per", "Berg", ("per@example.no",)),
        ("Anne", "Dahl", ("anne@example.no",)),
    ]
    assert [one.given for one in read_in.staff] == ["Tor"]


def test_a_guardians_name_below_who_it_is_is_not_the_pupils() -> None:
    text = "Elev;;;Foresatt;\nKlasse;Fornavn;Etternavn;Navn;Mobil\n5A;Kari;Berg;Per Berg;90012345\n"
    assert people(text) == [(3, "Kari", "Berg", "5A")]
    assert [one.given for one in roster(text).guardians] == ["Per"]


def test_a_class_to_the_right_of_the_guardians_is_the_pupils() -> None:
    text = "Elev;Foresatt 1;;\n;Navn;Mobil;Klasse\nKari Berg;Per Berg;90012345;5A\n"
    assert people(text) == [(3, "Kari", "Berg", "5A")]


def test_one_line_of_headings_is_not_joined_with_the_title_or_the_first_pupil() -> None:
    rows = read("Elever ved Lia skole;;\nKlasse;Navn;Mobil\n5A;Kari Berg;90012345\n").rows(0, 3)
    found = find_headings(rows)
    assert found is not None
    assert (found.place, found.lines, found.texts) == (1, 1, ("Klasse", "Navn", "Mobil"))


STACKED = (
    "Klasse 5A;;\nFornavn;Etternavn;Mobil\nKari;Berg;90012345\nOla;Lie;\n;;\n"
    "Klasse 5B;;\nFornavn;Etternavn;Mobil\nIda;Moe;90012346\nAntall elever: 3;;\nSkrevet ut 12.08.2026;;\n"
)


def test_lists_below_one_another_are_one_with_the_class_of_their_titles() -> None:
    assert people(STACKED) == [(3, "Kari", "Berg", "5A"), (4, "Ola", "Lie", "5A"), (8, "Ida", "Moe", "5B")]
    assert remarks(STACKED) == {TABLES: {"count": 2}, FROM_TITLES: {}, PASSED_OVER: {"rows": "7, 9, 10"}}
    assert roster(STACKED).problems == ()


def test_lists_whose_columns_stand_in_another_order_are_read_by_their_headings() -> None:
    text = (
        "5A;;\nFornavn;Etternavn;Mobil\nKari;Berg;90012345\n;;\n"
        "5B;;\nEtternavn;Mobil;Fornavn\nMoe;90012346;Ida\nVik;;Tor\n"
    )
    assert people(text) == [(3, "Kari", "Berg", "5A"), (7, "Ida", "Moe", "5B"), (8, "Tor", "Vik", "5B")]
    assert roster(text).pupils[1].phones == (("+4790012346", "mobile"),)


def test_lists_below_one_another_with_a_class_column_keep_their_own_classes() -> None:
    text = "Klasse;Navn;Mobil\n5A;Kari Berg;90012345\n;;\nKlasse;Navn;Mobil\n5B;Ida Moe;90012346\n6A;Tor Vik;90012347\n"
    assert [one[1:] for one in people(text)] == [("Kari", "Berg", "5A"), ("Ida", "Moe", "5B"), ("Tor", "Vik", "6A")]


def test_titles_between_the_pupils_hold_until_the_next_one() -> None:
    text = "Navn;Mobil\n5A;\nKari Berg;90012345\nOla Lie;\n5B;\nIda Moe;90012346\n24 elever;\n"
    assert [one[1:] for one in people(text)] == [("Kari", "Berg", "5A"), ("Ola", "Lie", "5A"), ("Ida", "Moe", "5B")]


def test_a_list_of_numbers_and_names_below_its_class_is_a_list() -> None:
    text = "Klasse 5A;\nNr;Navn\n1;Kari Berg\n2;Ola Lie\n;\nKlasse 5B;\nNr;Navn\n1;Ida Moe\n"
    assert people(text) == [(3, "Kari", "Berg", "5A"), (4, "Ola", "Lie", "5A"), (8, "Ida", "Moe", "5B")]


def test_a_class_alone_above_headings_that_come_again_is_a_title_also_where_a_column_holds_the_class() -> None:
    heads = "Klasse;Fornavn;Etternavn\n"
    text = f"5A;;\n{heads}5A;Kari;Berg\n5B;;\n{heads}5B;Ida;Moe\n"
    assert people(text) == [(3, "Kari", "Berg", "5A"), (6, "Ida", "Moe", "5B")]
    assert roster(text).problems == ()


def test_a_pupil_with_little_but_a_name_is_not_taken_for_a_title() -> None:
    text = "Navn;Mobil\n5A;\nKari Berg;\nOla Lie;90012345\nNavn;Mobil\nIda Moe;\n"
    assert [one[1:] for one in people(text)] == [("Kari", "Berg", "5A"), ("Ola", "Lie", "5A"), ("Ida", "Moe", "5A")]


def test_lists_beside_one_another_are_one() -> None:
    text = "Klasse 5A;;;Klasse 5B;\nNavn;Mobil;;Navn;Mobil\nKari Berg;90012345;;Ida Moe;90012346\nOla Lie;;;;\n"
    assert people(text) == [(3, "Kari", "Berg", "5A"), (4, "Ola", "Lie", "5A"), (3, "Ida", "Moe", "5B")]
    assert remarks(text)[TABLES] == {"count": 2}


def test_guardians_with_the_same_headings_as_the_pupil_are_no_list_beside_it() -> None:
    table = read("Klasse;Navn;Mobil;Navn;Mobil\n5A;Kari Berg;90012345;Per Berg;90012346\n")
    laid = lay_out(table)
    assert laid is not None
    assert laid.table is table


def test_another_table_below_is_not_read_and_it_is_said() -> None:
    text = "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n;;\nElev;Mobil;E-post\nTillitsvalgt;90012345;x@example.no\n"
    assert people(text) == [(2, "Kari", "Berg", "5A")]
    assert remarks(text) == {OTHER_TABLE: {"row": 4}}


def test_a_row_that_holds_words_of_headings_is_still_a_pupil() -> None:
    text = "Klasse;Fornavn;Etternavn;Rolle;Foresatt 1 relasjon\n5A;Kari;Berg;Elev;Mor\n5A;Ola;Lie;Elev;Far\n"
    assert [one[1] for one in people(text)] == ["Kari", "Ola"]


def test_headings_and_titles_on_every_page_are_passed_over() -> None:
    page = "Lia skole – klasselister;;\nKlasse;Fornavn;Etternavn\n"
    text = page + "5A;Kari;Berg\nSide 1 av 2;;\n" + page + "5B;Ola;Lie\nSide 2 av 2;;\n"
    assert people(text) == [(3, "Kari", "Berg", "5A"), (7, "Ola", "Lie", "5B")]
    assert remarks(text) == {PASSED_OVER: {"rows": "4, 5, 6, 8"}}


def test_headings_in_the_middle_of_a_citys_list_are_found() -> None:
    first = "".join(f"5A;Kari{number};Berg\n" for number in range(9000))
    second = "Etternavn;Fornavn;Klasse\nLie;Ola;5B\nKlasse 6A;;\nKlasse;Fornavn;Etternavn\n6A;Ida;Moe\n"
    text = f"Klasse;Fornavn;Etternavn\n{first};;\n{second}"
    found = people(text)
    assert len(found) == 9002
    assert found[-2:] == [(9004, "Ola", "Lie", "5B"), (9007, "Ida", "Moe", "6A")]


def test_headings_far_below_the_top_are_found() -> None:
    text = "Tekst;;\n" * 90 + "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n"
    assert people(text) == [(92, "Kari", "Berg", "5A")]


def test_a_class_written_once_above_its_pupils_holds_for_them_and_it_is_said() -> None:
    text = "Klasse;Navn\n5A;Kari Berg\n;Ola Lie\n;Ida Moe\n5B;Tor Vik\n;Anne Dahl\n;Per Holm\n"
    assert [one[3] for one in people(text)] == ["5A"] * 3 + ["5B"] * 3
    assert remarks(text)[FILLED_DOWN] == {"column": "Klasse", "count": 4}


@pytest.mark.parametrize(
    "text",
    [
        # A class is missing here and there: nobody can say whose it is.
        "Klasse;Navn\n5A;Kari Berg\n;Ola Lie\n5A;Ida Moe\n5B;Tor Vik\n;Anne Dahl\n5B;Per Holm\n",
        "Klasse;Navn\n5A;Kari Berg\n;Ola Lie\n",
        "Klasse;Navn\n;Kari Berg\n5A;Ola Lie\n;Ida Moe\n;Tor Vik\n5B;Anne Dahl\n;Per Holm\n;Else Lund\n",
        "Klasse;Navn\n5A;Kari Berg\n;\n;Ola Lie\n;Ida Moe\n5B;Tor Vik\n;Anne Dahl\n;Per Holm\n",
    ],
)
def test_a_class_is_not_filled_in_where_the_blank_can_mean_something_else(text: str) -> None:
    blank = sum(line.startswith(";") and line != ";" for line in text.splitlines())
    assert len(people(text)) == text.count("\n") - 1 - blank - text.splitlines().count(";")
    assert len([problem for problem in roster(text).problems if problem.column == "Klasse"]) == blank


def test_merged_cells_hold_for_every_row_they_cover(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Klasse", "Elev", "Foresatt 1", None],
        [None, None, "Navn", "Mobil"],
        ["5A", "Kari Berg", "Per Berg", 90012345],
        [None, "Ola Lie", "Anne Lie", 90012346],
        ["5B", "Ida Moe", None, None],
    ]
    table = workbook(tmp_path / "bok.xlsx", {"Ark1": rows}, ("A1:A2", "B1:B2", "C1:D1", "A3:A4"))
    assert people(table) == [(3, "Kari", "Berg", "5A"), (4, "Ola", "Lie", "5A"), (5, "Ida", "Moe", "5B")]
    assert MERGED in remarks(table)


def test_a_sheet_for_each_class_is_read_with_the_others(tmp_path: Path) -> None:
    heads: list[object] = ["Fornavn", "Etternavn", "Mobil"]
    sheets: dict[str, list[list[object]]] = {
        "Forside": [["Lia skole"], ["Skoleåret 2026/27"]],
        "5A": [["Klasseliste"], heads, ["Kari", "Berg", 90012345], ["Ola", "Lie", None]],
        "5B": [heads, ["Ida", "Moe", 90012346]],
        "Ansatte": [[*heads, "E-post"], ["Tor", "Vik", 90012347, "tor@example.no"]],
    }
    table = workbook(tmp_path / "bok.xlsx", sheets)
    assert (table.sheet, table.parts) == ("5A, 5B", (("5A", 0), ("5B", 4)))
    assert people(table) == [(3, "Kari", "Berg", "5A"), (4, "Ola", "Lie", "5A"), (2, "Ida", "Moe", "5B")]
    assert remarks(table) == {SHEETS: {"names": "5A, 5B"}, FROM_SHEETS: {}}


def test_sheets_of_different_years_are_not_read_together() -> None:
    rows = [("Klasse", "Navn"), ("5A", "Kari Berg")]
    assert choose_sheets([("Elever 2025", rows), ("Elever 2026", rows)]) == ("Elever 2025",)
    assert choose_sheets([("1", [("x",)]), ("Tom", [])]) == ()


@pytest.mark.parametrize(
    ("name", "class_name"),
    [("5A", "5A"), ("Klasse 5A", "5A"), ("10 B", "10 B"), ("5. trinn", "5. trinn"), ("Klasse Bjørk", "Bjørk"),
     ("Ark1", ""), ("2026", ""), ("Elever", ""), ("2025-26", ""), ("14A", "")],
)  # fmt: skip
def test_the_class_a_sheet_is_named_by(name: str, class_name: str) -> None:
    assert class_of_sheet(name) == class_name


@pytest.mark.parametrize(
    ("line", "class_name"),
    [("Klasse 5A", "5A"), ("Klasseliste for 5A", "5A"), ("Klasse: 5 A", "5 A"), ("5A (24 elever)", "5A"),
     ("5A – Lia skole", "5A"), ("5A 2026/27", "5A"), ("Klasse Bjørk", "Bjørk"), ("5. trinn", "5. trinn"),
     ("Klasseliste for Lia skole", ""), ("Lia skole", ""), ("2026", ""), ("Kari Berg", ""), ("5 elever", "")],
)  # fmt: skip
def test_the_class_a_title_names(line: str, class_name: str) -> None:
    assert class_in([line]) == class_name


@pytest.mark.parametrize(
    "line", ["Antall elever: 24", "Skrevet ut 12.08.2026", "Side 1 av 2", "24 elever", "Totalt 24"]
)
def test_totals_and_dates_of_printing_are_no_pupils(line: str) -> None:
    assert is_footer([line])


@pytest.mark.parametrize("name", ["Sum Lie", "Siden Berg", "Kari Side Berg", "Antal Berg", "Elev Moe"])
def test_a_name_is_no_total(name: str) -> None:
    assert not is_footer([name])


def test_an_ordinary_list_is_laid_out_as_it_stands() -> None:
    table = read("Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n;;\n5B;Ola;Lie\n")
    laid = lay_out(table)
    assert laid is not None
    assert laid.table is table
    assert laid.remarks == ()


def test_the_beginning_of_several_sheets_with_merged_cells_can_be_read_alone(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Klasse", "Navn"], ["5A", "Kari Berg"], [None, "Ola Lie"], [None, "Ida Moe"]]
    table = workbook(tmp_path / "bok.xlsx", {"5A": rows, "5B": rows}, ("A2:A4",))
    assert table.parts == (("5A", 0), ("5B", 4))
    cut = replace(table, columns=tuple(column[:3] for column in table.columns), row_numbers=table.row_numbers[:3])
    assert people(cut) == [(2, "Kari", "Berg", "5A"), (3, "Ola", "Lie", "5A")]

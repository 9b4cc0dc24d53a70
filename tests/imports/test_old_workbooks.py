"""Are workbooks of other kinds than .xlsx read the same: Excel's old .xls, .ods, and XML spreadsheets of 2003?"""

from __future__ import annotations

import struct
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.contacts.imports.files import reading, words
from app.contacts.imports.files.ole import OleFile, check_ole, records
from app.contacts.imports.files.reading import read_table
from app.core.errors import UserError
from db.store import Store
from tests.imports import workbooks as make
from tests.imports.rosters import bring, nothing_changed, stored

SAME = {
    "liste.xlsx": make.xlsx(),
    "liste.xlsb": make.xlsb(),
    "liste.xls": make.xls(),
    "bok.xls": make.ole({"Book": make.biff()}),
    "liste.ods": make.ods(),
    "xml.xls": make.spreadsheet_xml().encode(),
    "side.xls": make.html().encode(),
    "tekst.xls": make.text().encode("utf-16"),
    "tekst.csv": make.text().encode("cp1252"),
    "tekst.xlsx": make.text(delimiter="\t").encode("utf-8-sig"),
}


@pytest.mark.parametrize("name", list(SAME))
def test_the_same_pupils_whatever_the_list_was_saved_as(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAME[name])
    table = read_table(tmp_path / name)
    assert table.rows(0, table.height) == [tuple(row) for row in make.GOOD]
    assert list(table.row_numbers) == [1, 2, 3]
    result = bring(store, tmp_path / name)
    assert result.counts["new"]["pupils"] == 2
    assert stored(store).named("Ola", "Lie")[2] == date(2015, 2, 3)
    assert nothing_changed(bring(store, tmp_path / name))


def test_the_same_file_saved_as_another_kind_changes_nothing(store: Store, tmp_path: Path) -> None:
    for place, (name, data) in enumerate(SAME.items()):
        (tmp_path / name).write_bytes(data)
        assert nothing_changed(bring(store, tmp_path / name)) == (place > 0)


@pytest.mark.parametrize(
    ("system", "properties", "in_globals"),
    [
        ("1900", "", b""),
        ("1900", '<workbookPr date1904="0"/>', make.record(0x22, b"\0\0")),
        ("1904", '<workbookPr date1904="1"/>', make.record(0x22, b"\1\0")),
        ("1904", '<workbookPr defaultThemeVersion="1" date1904="true"/>', make.record(0x22, b"\1\0")),
    ],
)
def test_days_are_counted_from_1900_or_1904_as_the_workbook_says(
    tmp_path: Path, system: str, properties: str, in_globals: bytes
) -> None:
    row = '<row><c s="1"><v>40000</v></c><c><v>40000</v></c></row>'
    (tmp_path / "bok.xlsx").write_bytes(make.xlsx(make.xlsx_sheet(row * 2), properties=properties))
    cells = b"".join(make.number(place, 0, 40_000, 1) + make.number(place, 1, 40_000) for place in (0, 1))
    (tmp_path / "bok.xls").write_bytes(make.xls(cells, in_globals=in_globals))
    # 40,000 days: 6 July 2009, and 1,462 days later where they are counted from 1904.
    expected = date(2009, 7, 6) if system == "1900" else date(2013, 7, 7)
    for name in ("bok.xlsx", "bok.xls"):
        table = read_table(tmp_path / name)
        assert table.details["date_system"] == system
        assert table.row(1) == (expected, 40_000)


@pytest.mark.parametrize(("is_1904", "system"), [(False, "1900"), (True, "1904")])
def test_the_binary_kind_says_how_it_counts_too(tmp_path: Path, is_1904: bool, system: str) -> None:
    (tmp_path / "bok.xlsb").write_bytes(make.xlsb(is_1904=is_1904))
    assert read_table(tmp_path / "bok.xlsb").details["date_system"] == system


def test_a_long_text_read_by_the_child_is_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('Klasse;Navn\n\n5A;"Lia 2\n0150 Oslo"\n5B\n5C;Kari;x\n', encoding="cp1252")
    here = read_table(path)
    monkeypatch.setattr(reading, "LARGE_TEXT", 10)
    monkeypatch.setattr(reading, "table_of_bytes", None)
    there = read_table(path)
    assert (there.columns, list(there.row_numbers), there.details) == (
        here.columns, list(here.row_numbers), here.details,
    )  # fmt: skip
    assert list(there.row_numbers)[-1] == 6


def test_openpyxl_and_the_reader_agree_about_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)
    for row in (["Født"], [date(2015, 5, 14)]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "mac.xlsx")
    table = read_table(tmp_path / "mac.xlsx")
    assert (table.details["date_system"], table.row(1)) == ("1904", (date(2015, 5, 14),))


def test_cells_of_an_open_document_keep_their_kind(tmp_path: Path) -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2015-05-14"/>'
        '<table:table-cell office:value-type="float" office:value="90012345"/>'
        '<table:table-cell office:value-type="string"><text:p>Lia 2</text:p><text:p>0150<text:s/>Oslo</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>'
    )
    (tmp_path / "liste.ods").write_bytes(make.ods(row * 2))
    assert read_table(tmp_path / "liste.ods").row(1) == (
        date(2015, 5, 14), 90_012_345, "Lia 2\n0150 Oslo", "", "", "", True,
    )  # fmt: skip


def test_cells_of_an_xml_spreadsheet_keep_their_kind_and_place(tmp_path: Path) -> None:
    inside = (
        '<Row ss:Index="6"><Cell ss:Index="2"><Data ss:Type="Number">90012345</Data></Cell>'
        '<Cell ss:MergeAcross="1"><Data ss:Type="DateTime">2015-05-14T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2015-02-30T00:00:00.000</Data></Cell></Row>'
    )
    (tmp_path / "liste.xls").write_text(make.spreadsheet_xml(inside=inside), encoding="utf-8")
    table = read_table(tmp_path / "liste.xls")
    assert table.height == 6
    assert table.row(5) == ("", 90_012_345, date(2015, 5, 14), "", True, "", "2015-02-30T00:00:00.000")
    assert table.merged == ((5, 2, 5, 3),)
    assert (table.sheet, table.sheets) == ("Elever", ("Elever",))


def test_merged_cells_are_told_by_their_place_among_the_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C3"] = "Elev"
    sheet["E3"] = "Foresatt"
    sheet["F4"] = "Navn"
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("E3:F3")
    sheet.merge_cells("C4:C6")
    sheet.merge_cells("J9:K9")
    book.save(tmp_path / "bok.xlsx")
    table = read_table(tmp_path / "bok.xlsx")
    assert (list(table.row_numbers), table.first_column) == ([3, 4], 2)
    assert sorted(table.merged) == [(0, 0, 0, 1), (0, 2, 0, 3), (1, 0, 1, 0)]


def test_hidden_sheets_are_not_offered(tmp_path: Path) -> None:
    sheets = [("Forside", 'state="hidden"'), ("Elever", ""), ("Makroer", 'state="veryHidden"')]
    (tmp_path / "bok.xlsx").write_bytes(make.xlsx(sheets=sheets))
    assert read_table(tmp_path / "bok.xlsx").sheets == ("Elever",)


@pytest.mark.parametrize(
    ("streams", "message"),
    [
        ({"EncryptedPackage": b"", "EncryptionInfo": b""}, words.ENCRYPTED),
        ({"Workbook": make.biff(in_globals=make.record(0x2F, bytes(54)))}, words.ENCRYPTED),
        ({"WordDocument": b""}, words.A_DOCUMENT),
        ({"PowerPoint Document": b""}, words.A_DOCUMENT),
        ({"Media": b""}, words.NOT_A_WORKBOOK),
        ({}, words.DAMAGED),
    ],
)
def test_what_else_office_saved_so_is_named(streams: dict[str, bytes], message: str) -> None:
    with pytest.raises(UserError) as raised:
        check_ole(make.ole(streams))
    assert raised.value.message == message


def test_the_streams_of_an_old_file_are_found_by_their_chains() -> None:
    long, short = bytes(range(256)) * 40, b"kort"
    file = OleFile(make.ole({"Første": long, "Andre": short}))
    assert file.names == {"første", "andre"}
    assert file.stream("første") == long
    assert file.stream("andre").rstrip(b"\0") == short
    changed = OleFile(file.with_stream("første", b"x" * len(long)))
    assert changed.stream("første") == b"x" * len(long)
    assert changed.stream("andre") == file.stream("andre")


def test_records_end_with_the_stream() -> None:
    stream = make.record(0x0A, b"ab") + make.record(0x0B) + struct.pack("<HH", 0x0C, 900) + b"cut"
    assert list(records(stream)) == [(0, 0x0A, b"ab"), (6, 0x0B, b""), (10, 0x0C, b"cut")]
    assert list(records(b"\1\2")) == []


def test_an_old_date_that_cannot_be_is_one_cells_problem(tmp_path: Path) -> None:
    cells = make.biff_cells() + make.label(3, 0, "5C") + make.number(3, 3, -1e300, 1) + make.number(4, 3, 42_000, 1)
    (tmp_path / "liste.xls").write_bytes(make.xls(cells))
    table = read_table(tmp_path / "liste.xls")
    assert table.row(1)[1:3] == ("Kari", "Berg")
    assert table.row(3) == ("5C", "", "", "#NUM!")
    assert table.row(4)[3] == date(2014, 12, 27)

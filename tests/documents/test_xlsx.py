"""Is the workbook one that can be filtered, sorted, edited and printed, with every text as it was?"""

from __future__ import annotations

import html
import re
import tempfile
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.documents.characters import clean
from app.documents.model import Block, BulletList, Cell, Column, Document, Heading, Paragraph, Row, Table
from app.documents.xlsx import write_xlsx
from tests.documents.papers import COLUMNS, class_table, guardian, paper, pupil

NAMES = (Column("Navn", 1),)


def written(document: Document, progress: Progress | None = None) -> bytes:
    file = BytesIO()
    write_xlsx(document, file, *([progress] if progress else []))
    return file.getvalue()


def read(document: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(written(document)))


def cells_of(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def part(document: Document, name: str) -> str:
    with zipfile.ZipFile(BytesIO(written(document))) as archive:
        return archive.read(name).decode()


def test_group_cells_are_repeated_on_every_line_and_the_section_comes_first() -> None:
    table = Table(
        COLUMNS,
        (pupil("Áilu", guardian(1), guardian(2), born=date(2016, 2, 29)), pupil("Nguyễn Ánh")),
        "5A",
        "Klasse",
    )
    (sheet,) = read(paper(table)).worksheets
    assert cells_of(sheet) == [
        ["Klasse", "Elev", "Født", "Foresatt", "Telefon", "E-post"],
        ["5A", "Áilu", datetime(2016, 2, 29), "Foresatt 1", "900 00 001", "foresatt.1@example.no"],
        ["5A", "Áilu", datetime(2016, 2, 29), "Foresatt 2", "900 00 002", "foresatt.2@example.no"],
        ["5A", "Nguyễn Ánh", None, None, None, None],
    ]


def test_class_lists_become_one_sheet_and_another_table_its_own() -> None:
    other = Table(NAMES, (Row(("Kari",)),))
    blocks: list[Block] = [
        Heading("5A"),
        class_table(2, name="5A"),
        Heading("5B"),
        class_table(1, name="5B"),
        Heading("Merk"),
        other,
    ]
    workbook = read(paper(*blocks, title="Klasselister"))
    assert workbook.sheetnames == ["Klasselister", "Merk"]
    assert [row[0] for row in cells_of(workbook["Klasselister"])] == ["Klasse", "5A", "5A", "5A", "5A", "5B", "5B"]
    assert cells_of(workbook["Merk"]) == [["Navn"], ["Kari"]]


def test_one_sheet_bears_the_papers_title() -> None:
    assert read(paper(Heading("5A"), class_table(1))).sheetnames == ["Klasseliste 5A"]


def test_a_section_that_stands_in_a_column_already_is_not_written_twice() -> None:
    columns = (Column("Klasse", 1), Column("Navn", 1))
    (sheet,) = read(paper(Table(columns, (Row(("5A", "Kari")),), "5A", "Klasse"))).worksheets
    assert cells_of(sheet) == [["Klasse", "Navn"], ["5A", "Kari"]]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.no")',
        "+47 400 00 000",
        "-5",
        "@SUM(A1)",
        "0150",
        "1E5",
        "24.08.2026",
        "#N/A",
        "#REF!",
        "TRUE",
        "<b>Ola",
        "&amp;",
        "'Ola",
        " med mellomrom ",
        "to\nlinjer",
        "Nguyễn 😀 言",
        "=",
    ],
)
def test_text_stays_text(text: str) -> None:
    document = paper(Table(NAMES, (Row((text,)),)))
    (sheet,) = read(document).worksheets
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert "<f>" not in part(document, "xl/worksheets/sheet1.xml")
    if not text[0].isalpha():
        assert cell.number_format == "@", "it would become something else when edited"


def test_a_heading_that_looks_like_a_formula_is_text_too() -> None:
    columns = (Column("=1+1", 1), Column("#N/A", 1))
    (sheet,) = read(paper(Table(columns, (), "=2", "=3"))).worksheets
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [("=3", "s"), ("=1+1", "s"), ("#N/A", "s")]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_text_at_all_is_read_back_as_it_was(texts: list[str]) -> None:
    (sheet,) = read(paper(Table(NAMES, tuple(Row((text,)) for text in texts)))).worksheets
    values = [sheet.cell(number, 1).value for number in range(2, len(texts) + 2)]
    assert values == [clean(text) or None for text in texts]
    assert all(sheet.cell(number, 1).data_type in ("s", "n") for number in range(1, len(texts) + 2))


def test_control_characters_and_half_surrogates_are_left_out() -> None:
    (sheet,) = read(paper(Table(NAMES, (Row(("Ka\x00ri\x0b\ud83d",)),)), title="Li\x00ste\ud800")).worksheets
    assert (sheet["A2"].value, sheet.title) == ("Kari", "Liste")


def test_a_text_that_excel_would_unescape_is_escaped() -> None:
    source = part(paper(Table(NAMES, (Row(("a_x0041_b",)),))), "xl/worksheets/sheet1.xml")
    assert "a_x005F_x0041_b" in source


def test_dates_are_dates_and_numbers_numbers() -> None:
    columns = (Column("Dato", 1, "date"), Column("Antall", 1, "number"))
    rows: tuple[tuple[Cell, ...], ...] = ((date(2026, 8, 24), 12), (date(1899, 5, 17), 10**16), (None, 0))
    (sheet,) = read(paper(Table(columns, tuple(map(Row, rows))))).worksheets
    assert (sheet["A2"].value, sheet["A2"].number_format) == (datetime(2026, 8, 24), "dd.mm.yyyy")
    assert sheet["A2"].is_date
    assert (sheet["B2"].value, sheet["B2"].data_type) == (12, "n")
    assert (sheet["A3"].value, sheet["B3"].value) == ("17.05.1899", "10000000000000000")
    assert (sheet["A4"].value, sheet["B4"].value) == (None, 0)


def test_the_head_is_bold_frozen_and_filtered() -> None:
    (sheet,) = read(paper(class_table(3))).worksheets
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F7"
    assert all(cell.font.bold and cell.font.name == sheet["A2"].font.name for cell in sheet[1])
    assert not sheet["A2"].font.bold


def test_columns_are_wide_enough_for_what_they_hold() -> None:
    rows = (pupil("Maximilian Alexander Johannes", guardian(1)), pupil("x" * 500, guardian(2)))
    (sheet,) = read(paper(Table(COLUMNS, rows[:1]))).worksheets
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert widths["Elev"] >= len("Maximilian Alexander Johannes")
    assert widths["E-post"] >= len("foresatt.1@example.no")
    (wide,) = read(paper(Table(COLUMNS, rows))).worksheets
    assert wide.column_dimensions["A"].width < 80


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_it_is_set_up_for_a4_with_its_title_in_the_head(orientation: str) -> None:
    (sheet,) = read(paper(class_table(1), orientation=orientation)).worksheets
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, orientation)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.left.text == "Lia skole"
    assert sheet.oddHeader.center.text == "Klasseliste 5A"
    assert sheet.oddHeader.right.text == "2026/27, Til foresatte i klassen"
    assert sheet.oddFooter.left.text == "Skrevet ut 24.08.2026"
    assert sheet.oddFooter.right.text == "Side &P av &N"


def test_an_ampersand_in_the_head_is_no_command() -> None:
    document = paper(class_table(1), school="Berg & Dal", title="A&P &[File] &D", audience="x" * 300)
    source = part(document, "xl/worksheets/sheet1.xml")
    found = re.search("<oddHeader>(.*?)</oddHeader>", source)
    assert found is not None
    head = found[1].replace("&amp;", "&")
    assert head.startswith("&LBerg && Dal&CA&&P && [File] &&D&R2026/27, xxx")
    assert len(head) <= 255, "what Excel can hold"


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_it_says_what_it_is_and_nobodys_name(language: str, tag: str) -> None:
    document = paper(class_table(1), language=language)
    properties = read(document).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == (
        "Klasseliste 5A",
        "Skolekontoret",
        None,
    )
    assert properties.language == tag


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("5A/5B: [liste]?*\\", "5A 5B liste"),
        ("En veldig lang tittel på en klasseliste", "En veldig lang tittel på en"),
        ("''", "1"),
        ("", "1"),
        ("History", "History 1"),
        ("Lærer'", "Lærer"),
    ],
)
def test_a_sheet_has_a_name_that_excel_allows(title: str, name: str) -> None:
    assert read(paper(class_table(1), title=title)).sheetnames == [name]


def test_sheets_with_the_same_heading_get_names_of_their_own() -> None:
    tables = [Table((Column(f"Navn {number}", 1),), ()) for number in range(3)]
    heading = "En veldig lang overskrift på et ark"
    names = read(paper(*(block for table in tables for block in (Heading(heading), table)))).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 for name in names)


def test_an_empty_table_has_its_head_and_a_paper_without_tables_its_texts() -> None:
    (sheet,) = read(paper(Table(COLUMNS, ()))).worksheets
    assert cells_of(sheet) == [["Elev", "Født", "Foresatt", "Telefon", "E-post"]]
    assert sheet.auto_filter.ref == "A1:E1"
    (texts,) = read(paper(Heading("Merk"), Paragraph("=Hei"), BulletList(("En", "To")), title="Notat")).worksheets
    assert cells_of(texts) == [["Notat"], ["Merk"], ["=Hei"], ["En"], ["To"]]


def test_two_thousand_rows_are_all_there() -> None:
    (sheet,) = read(paper(class_table(2000, 1))).worksheets
    assert [row[1] for row in cells_of(sheet)[1:]] == [f"Elev {number}" for number in range(2000)]


def test_cancel_leaves_no_rows_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    def cancelled() -> bool:
        seen.append(len(list(tmp_path.iterdir())))
        return len(seen) > 3

    with pytest.raises(Cancelled):
        written(paper(class_table(3000, 1)), Progress(cancelled=cancelled))
    assert seen[-1] == 1, "the rows were there while they were written"
    assert list(tmp_path.iterdir()) == []


def test_columns_to_write_in_are_empty_bordered_and_have_room() -> None:
    columns = (Column("Elev", 3), Column("Tur", 1, "blank"), Column("Samtykke til bilder", 1, "check"))
    (sheet,) = read(paper(Table(columns, (Row(("Kari", None, None)), Row(("Ola", "=ja", None)))))).worksheets
    assert cells_of(sheet) == [
        ["Elev", "Tur", "Samtykke til bilder"],
        ["Kari", None, None],
        ["Ola", "=ja", None],
    ]
    assert (sheet["B3"].data_type, sheet["B2"].data_type) == ("s", "n")
    for cell in (sheet["B2"], sheet["C2"], sheet["B3"]):
        sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
        assert [side.style for side in sides] == ["thin"] * 4
    assert sheet["A2"].border.bottom.style is None
    assert sheet.sheet_format.defaultRowHeight > 8 / 25.4 * 72
    assert sheet.column_dimensions["B"].width > 12
    (plain,) = read(paper(class_table(1))).worksheets
    assert plain.sheet_format.customHeight is None


def test_the_note_stands_in_the_printed_foot() -> None:
    (sheet,) = read(paper(class_table(1), note="Skal ikke deles & kopieres.")).worksheets
    assert sheet.oddFooter.center.text == "Skal ikke deles && kopieres."
    source = part(paper(class_table(1), note="x&" * 300), "xl/worksheets/sheet1.xml")
    found = re.search("<oddFooter>(.*?)</oddFooter>", source)
    assert found is not None
    foot = html.unescape(found[1])
    assert len(foot) <= 255, "what Excel can hold"
    assert re.fullmatch("&LSkrevet ut 24.08.2026&C(x&&)+x?…&RSide &P av &N", foot)

"""Does every address stand whole on its own label, and nothing else on the sheet?"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pypdfium2
import pypdfium2.raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.model import Column, Document, Labels, Row, Table
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import MM, Area, Ink, ink_of
from tests.documents.papers import paper
from tests.documents.structure import read_paper

COLUMNS = (Column("Navn", 2), Column("Adresse", 2), Column("Postnr.", 1), Column("Poststed", 1))
HOME = ("Kari og Per Aasen", "Storgata 1", "0150 OSLO")
NAMES = (
    "Nguyễn Thị Ánh Tuyết",
    "Áilu Ánne Guttorm",
    "Seán O'Connor",
    "<b>Ola",
    "Maximilian Alexander Kristoffersen-Østby og Johannes Kristoffer von Østby-Gundersen",
)


def sheet(*labels: tuple[str, ...], used: int = 0) -> Document:
    rows = tuple(Row((label[0], ", ".join(label[1:-1]), "0150", "OSLO")) for label in labels if label)
    return paper(Labels(labels, Table(COLUMNS, rows), used), title="Adresseetiketter", note="Til bruk ved skolen")


def cell(place: int) -> Area:
    """The label number ``place`` of a sheet of 3 × 8 labels of 70 × 37 mm, without its margin of 5 mm."""
    row, column = divmod(place, 3)
    left, top = column * 70, 0.5 + row * 37
    return Area(left + 5, top + 5, left + 65, top + 32)


def text_in(page: Ink, area: Area) -> str:
    return " ".join("".join(letter for letter, box in page.letters if area.holds(box)).split())


def outside(page: Ink, areas: list[Area]) -> list[str]:
    return [letter for letter, box in page.letters if letter.strip() and not any(area.holds(box) for area in areas)]


def test_labels_fill_the_sheet_row_by_row() -> None:
    labels = [(f"Hjem {number}", "Storgata 1", "0150 OSLO") for number in range(25)]
    first, second = ink_of(pdf_bytes(sheet(*labels)))
    for place in range(24):
        assert text_in(first, cell(place)) == f"Hjem {place} Storgata 1 0150 OSLO"
    assert text_in(second, cell(0)) == "Hjem 24 Storgata 1 0150 OSLO"
    assert outside(first, [cell(place) for place in range(24)]) == []
    assert outside(second, [cell(0)]) == [], "nothing but the label: no head, no foot, no note"
    assert first.rules == second.rules == []


@pytest.mark.parametrize(("used", "places"), [(0, (0, 1)), (5, (5, 6)), (23, (23, 24)), (24, (0, 1)), (47, (23, 24))])
def test_used_labels_of_the_first_sheet_are_left_alone(used: int, places: tuple[int, int]) -> None:
    pages = ink_of(pdf_bytes(sheet(("Aasen",), ("Berg",), used=used)))
    assert len(pages) == 1 + places[1] // 24
    for name, place in zip(("Aasen", "Berg"), places, strict=True):
        assert text_in(pages[place // 24], cell(place % 24)) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_is_whole_on_its_label_and_readable(name: str) -> None:
    address = ("Øvre Slottsgate 117 B, H0302", "Postboks 12 Sentrum", "7010 TRONDHEIM")
    (page,) = ink_of(pdf_bytes(sheet((name, *address))))
    assert text_in(page, cell(0)) == " ".join((name, *address))
    capital = 0.66 * 9 / MM
    assert page.find("TRONDHEIM").height > capital, "not shrunk more than it must be: nine points at least"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=90), min_size=1, max_size=5), min_size=1, max_size=4))
def test_nothing_ever_leaves_its_label(labels: list[list[str]]) -> None:
    pages = ink_of(pdf_bytes(sheet(*(tuple(label) for label in labels))))
    assert len(pages) == 1
    # what pdfium calls a letter's box is the ink of it; a mark on a capital may stand a hair above its line
    areas = [Area(area.left - 1, area.top - 1, area.right + 1, area.bottom + 1) for area in map(cell, range(4))]
    assert outside(pages[0], areas) == []


def test_what_there_is_no_room_for_is_cut_and_heard_all_the_same() -> None:
    lines = tuple(f"{'ord ' * 60}{number}" for number in range(5))
    data = pdf_bytes(sheet(lines))
    (page,) = ink_of(data)
    assert outside(page, [cell(0)]) == []
    assert text_in(page, cell(0)).endswith("…")
    (body,) = read_paper(data).root.find("LBody")
    assert body.heard() == " ".join(" ".join(lines).split())


def test_the_labels_are_heard_as_one_list() -> None:
    read = read_paper(pdf_bytes(sheet(*[HOME] * 30, ("Ola 😀", "", "  "))))
    (labels,) = read.root.kids
    assert labels.role == "L"
    assert [[kid.role for kid in item.kids] for item in labels.kids] == [["LBody"]] * 31
    assert {item.heard() for item in labels.find("LBody")[:30]} == {"Kari og Per Aasen Storgata 1 0150 OSLO"}
    assert labels.find("LBody")[30].heard() == "Ola 😀"
    assert read.stray == []
    assert all(text == "" for _, _, text in read.artifacts)


def test_a_word_broken_between_two_lines_is_heard_as_one() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    (body,) = read_paper(pdf_bytes(sheet((word, "Oslo")))).root.find("LBody")
    assert body.heard() == f"{word} Oslo"


def test_the_name_is_the_line_that_stands_out() -> None:
    pdf = pypdfium2.PdfDocument(pdf_bytes(sheet(HOME)))
    page = pdf[0]
    text = page.get_textpage()
    texts = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=text))
    fonts = {text.extract().strip(): text.get_font().get_base_name().rpartition("-")[2] for text in texts}
    assert fonts == {"Kari og Per Aasen": "SemiBold", "Storgata 1": "Regular", "0150 OSLO": "Regular"}
    pdf.close()


def test_without_labels_the_paper_is_its_title() -> None:
    (page,) = ink_of(pdf_bytes(sheet()))
    assert page.find("Adresseetiketter").top > 20
    assert page.find("Lia skole").top < 15


def test_in_excel_the_labels_are_a_table() -> None:
    file = BytesIO()
    write_xlsx(sheet(HOME, HOME), file)
    (worksheet,) = openpyxl.load_workbook(file).worksheets
    assert worksheet.title == "Adresseetiketter"
    assert [[cell.value for cell in row] for row in worksheet.iter_rows()] == [
        ["Navn", "Adresse", "Postnr.", "Poststed"],
        *[["Kari og Per Aasen", "Storgata 1", "0150", "OSLO"]] * 2,
    ]

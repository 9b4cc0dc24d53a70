"""Do lists that stand side by side each flow on their own, and is no point of them parted?"""

from __future__ import annotations

import itertools
from io import BytesIO

import docx
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.progress import NO_PROGRESS
from app.documents.boxes import SideBox
from app.documents.layout import lay_out
from app.documents.model import Heading, Paragraph, PointGroup, Run, SideBySide
from app.documents.pages import Page, PlacedSides, PlacedText, paginate
from app.documents.word import write_docx
from app.documents.word_points import rows_of
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.papers import paper
from tests.documents.structure import read_paper

WIDTH, HEIGHT = 500.0, 300.0
LENGTHS = st.lists(st.integers(1, 60), max_size=25)


def sides(left: list[int], right: list[int]) -> SideBySide:
    """Return two lists of points, each so many words long."""
    return SideBySide(
        tuple(
            PointGroup(title, tuple(f"{title}{at} " + "ord " * words for at, words in enumerate(lengths)))
            for title, lengths in (("Hjem", left), ("Skole", right))
        )
    )


def points_on(page: Page) -> list[PlacedText]:
    return [one for one in page if isinstance(one, PlacedText) and one.box.bullets is not None]


@settings(max_examples=80)
@given(LENGTHS, LENGTHS, st.integers(0, 900))
def test_every_point_stands_whole_once_in_its_column_in_order(left: list[int], right: list[int], before: int) -> None:
    document = paper(Paragraph("ord " * before), Heading("Møter"), sides(left, right), Paragraph("Etter."))
    boxes = lay_out(document, WIDTH, NO_PROGRESS)
    pages, _ = paginate(boxes, HEIGHT)
    (box,) = [one for one in boxes if isinstance(one, SideBox)]
    placed = [(number, one) for number, page in enumerate(pages) for one in points_on(page)]
    for column in box.columns:
        own = [(number, one) for number, one in placed if any(one.box is point for point in column)]
        assert [one.box.text for _, one in own] == [point.text for point in column]
        assert [(one.first, one.last) for _, one in own] == [(0, len(point.lines)) for point in column]
        assert [(number, one.top) for number, one in own] == sorted((number, one.top) for number, one in own)
    for page in pages:
        assert page, "no page is empty"
        around = [one for one in page if isinstance(one, PlacedSides)]
        for one in points_on(page):
            foot = one.top + len(one.box.lines) * one.box.style.leading
            (frame,) = around
            assert frame.top + box.head_height <= one.top
            assert foot <= frame.top + frame.height <= HEIGHT + 0.01
    frames = [one for page in pages for one in page if isinstance(one, PlacedSides)]
    assert [one.repeated for one in frames] == [at > 0 for at in range(len(frames))]


@settings(max_examples=60)
@given(LENGTHS, LENGTHS, st.integers(0, 900))
def test_nothing_is_left_alone(left: list[int], right: list[int], before: int) -> None:
    """The heading stays with the first points; one point alone does not go over where another can come along."""
    document = paper(Paragraph("ord " * before), Heading("Møter"), sides(left, right))
    boxes = lay_out(document, WIDTH, NO_PROGRESS)
    pages, _ = paginate(boxes, HEIGHT)
    for page in pages:
        last = page[-1]
        assert not (isinstance(last, PlacedText) and last.box.role == "H2"), "a heading is alone at the foot"
    parted = [page for page in pages if any(isinstance(one, PlacedSides) for one in page)]
    if len(parted) > 1 and len(points_on(parted[-1])) == 1:
        (alone,) = points_on(parted[-1])
        assert alone.box.bullets is not None
        beside = [one for one in points_on(parted[-2]) if one.box.bullets is alone.box.bullets]
        assert len(beside) <= 2


def test_a_point_taller_than_a_page_goes_on_over_the_next_ones() -> None:
    boxes = lay_out(paper(sides([2, 900, 2], [3])), WIDTH, NO_PROGRESS)
    pages, _ = paginate(boxes, HEIGHT)
    (box,) = [one for one in boxes if isinstance(one, SideBox)]
    tall = box.columns[0][1]
    slices = [(one.first, one.last) for page in pages for one in points_on(page) if one.box is tall]
    assert len(slices) > 2
    assert slices[0][0] == 0
    assert slices[-1][1] == len(tall.lines)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(slices))


def test_it_is_heard_as_a_table_with_a_list_in_each_cell() -> None:
    marked = PointGroup("Hjem", ("Les planen her",), ((Run("Les "), Run("planen", link="https://x.no"), Run(" her")),))
    block = SideBySide((marked, PointGroup("Skole", ("Én", "To"))))
    read = read_paper(pdf_bytes(paper(block)))
    assert read.stray == []
    (table,) = read.root.find("Table")
    heads, body = table.kids
    assert [(cell.role, str(cell.attributes["/Scope"]), cell.heard()) for cell in heads.kids] == [
        ("TH", "/Column", "Hjem"),
        ("TH", "/Column", "Skole"),
    ]
    assert [cell.role for cell in body.kids] == ["TD", "TD"]
    items = [[item.find("LBody")[0] for item in cell.find("LI")] for cell in body.kids]
    assert [[item.heard() for item in cell] for cell in items] == [["Les her"], ["Én", "To"]]
    assert [link.heard() for link in table.find("Link")] == ["planen"]


def test_repeated_heads_are_not_heard_again() -> None:
    read = read_paper(pdf_bytes(paper(sides([30] * 40, [25] * 30))))
    (table,) = read.root.find("Table")
    assert [len(row.kids) for row in table.kids] == [2, 2]
    assert sum("Hjem" in text for _, _, text in read.artifacts) == len(read.marks) - 1 > 0
    assert [len(cell.find("LI")) for cell in table.kids[1].kids] == [40, 30]


@given(LENGTHS, LENGTHS)
def test_the_rows_of_word_hold_every_point_once_in_order(left: list[int], right: list[int]) -> None:
    columns = sides(left, right).columns
    rows = rows_of(columns)
    for at, column in enumerate(columns):
        found = ["".join(run.text for run in point) for row in rows for point in row[at]]
        assert found == list(column.points)
    assert all(any(row) for row in rows) or not any(group.points for group in columns)


def test_what_is_bold_or_leads_somewhere_stays_so_in_word() -> None:
    runs = ((Run("Les "), Run("alt", bold=True), Run(" om det", link="https://lia.skole.no")),)
    file = BytesIO()
    write_docx(paper(SideBySide((PointGroup("Hjem", ("Les alt om det",), runs), PointGroup("Skole", ())))), file)
    word = docx.Document(file)
    (point,) = word.tables[0].rows[1].cells[0].paragraphs
    assert point.text == "Les alt om det"
    assert [run.text for run in point.runs if run.bold] == ["alt"]
    assert [link.address for link in point.hyperlinks] == ["https://lia.skole.no"]
    assert point.style is not None
    assert point.style.name == "Point"


def test_a_workbook_has_the_points_below_their_titles_and_says_of_which_section_they_are() -> None:
    file = BytesIO()
    tables = [SideBySide((PointGroup("A", points), PointGroup("B", ("3",)))) for points in (("1", "2"), ("4",))]
    write_xlsx(paper(Heading("Møter"), tables[0], Heading("Annet"), tables[1]), file)
    (sheet,) = openpyxl.load_workbook(file)
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Del", "A", "B"),
        ("Møter", "1", "3"),
        ("Møter", "2", None),
        ("Annet", "4", "3"),
    ]

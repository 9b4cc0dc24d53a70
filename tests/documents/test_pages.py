"""Does every row stand on a page, whole, under its head?"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.progress import NO_PROGRESS
from app.documents.boxes import TableBox, TextBox
from app.documents.layout import lay_out
from app.documents.model import Block, Heading, Paragraph, Table
from app.documents.pages import SPACINGS, Page, PlacedPicture, PlacedRow, PlacedText, cell_top, paginate, row_height
from tests.documents.papers import COLUMNS, class_table, guardian, paper, pupil

WIDTH, HEIGHT = 500.0, 300.0


def rows_of(page: Page) -> list[PlacedRow]:
    return [placed for placed in page if isinstance(placed, PlacedRow)]


def body(page: Page) -> list[PlacedRow]:
    return [placed for placed in rows_of(page) if placed.row is not placed.table.head]


def tables(heights: list[int]) -> Table:
    return Table(COLUMNS, tuple(pupil(f"Elev {i}", *map(guardian, range(count))) for i, count in enumerate(heights)))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 45), min_size=1, max_size=30), st.lists(st.integers(0, 1200), max_size=3))
def test_every_line_of_every_row_stands_once_on_a_page(heights: list[int], texts: list[int]) -> None:
    document = paper(*(Paragraph("ord " * length) for length in texts), Heading("5A"), tables(heights))
    boxes = lay_out(document, WIDTH, NO_PROGRESS)
    pages, spacing = paginate(boxes, HEIGHT)
    (table,) = [box for box in boxes if isinstance(box, TableBox)]
    head = row_height(table.head, spacing)
    placed = [row for page in pages for row in body(page)]
    for row in table.rows:
        slices = [(piece.first, piece.last) for piece in placed if piece.row is row]
        assert slices[0][0] == 0
        assert slices[-1][1] == row.height
        assert all(before[1] == after[0] for before, after in pairwise(slices))
        assert len(slices) == 1 or row_height(row, spacing) > HEIGHT - head - 3
    for page in pages:
        assert page, "no page is empty"
        tops = [piece.top for piece in page if not isinstance(piece, PlacedPicture)]
        assert tops == sorted(tops)
        for piece in rows_of(page):
            assert piece.top + piece.height <= HEIGHT + 0.01
        if body(page):
            assert rows_of(page)[0].row is table.head, "the head stands over the rows of every page"
    for box in boxes:
        if isinstance(box, TextBox):
            lines = [
                line
                for page in pages
                for item in page
                if isinstance(item, PlacedText) and item.box is box
                for line in box.lines[item.first : item.last]
            ]
            assert lines == box.lines


@settings(max_examples=60)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_every_line_of_a_cell_is_drawn_once_inside_its_row(heights: list[int]) -> None:
    boxes = lay_out(paper(tables(heights)), WIDTH, NO_PROGRESS)
    pages, spacing = paginate(boxes, HEIGHT)
    drawn: dict[int, list[str]] = {}
    for page in pages:
        for piece in body(page):
            for number, part in enumerate(piece.row.parts):
                for cell in part:
                    top, lines = cell_top(piece, cell, number, spacing)
                    drawn.setdefault(id(cell), []).extend(lines)
                    assert not lines or piece.top < top
                    assert top + len(lines) * spacing.leading <= piece.top + piece.height + 0.01 or not lines
    (table,) = [box for box in boxes if isinstance(box, TableBox)]
    for row in table.rows:
        for part in row.parts:
            assert all(drawn.get(id(cell), []) == cell.lines for cell in part)


def test_a_heading_stays_with_the_first_row_under_it() -> None:
    for lines in range(1, 25):
        document = paper(*(Paragraph("Linje") for _ in range(lines)), Heading("5A"), Paragraph("Åse Berg"), tables([2]))
        pages, _ = paginate(lay_out(document, WIDTH, NO_PROGRESS), HEIGHT)
        home = [
            number
            for number, page in enumerate(pages)
            for item in page
            if isinstance(item, PlacedRow) or (isinstance(item, PlacedText) and item.box.text in ("5A", "Åse Berg"))
        ]
        assert len(set(home)) == 1


def test_what_is_said_of_a_heading_stays_with_what_is_under_it() -> None:
    """However full the page is, a heading with its small line is never the last on it."""
    for before in range(1, 30):
        blocks: list[Block] = [Paragraph(f"Linje {number}") for number in range(before)]
        blocks += [Heading("Sak 12/26"), Paragraph("Vedtakssak", "small"), Paragraph("Det ble sagt noe.")]
        pages, _ = paginate(lay_out(paper(*blocks), WIDTH, NO_PROGRESS), HEIGHT)
        said = [[placed.box.text for placed in page if isinstance(placed, PlacedText)] for page in pages]
        assert said[-1][-3:] == ["Sak 12/26", "Vedtakssak", "Det ble sagt noe."]


def test_a_new_page_is_taken_when_asked_for_but_not_after_the_title_alone() -> None:
    document = paper(Heading("5A", new_page=True), class_table(2), Heading("5B", new_page=True), class_table(2))
    pages, _ = paginate(lay_out(document, WIDTH, NO_PROGRESS), 2000)
    first = [item.box.text for page in pages for item in page if isinstance(item, PlacedText)]
    assert (len(pages), first) == (2, ["Klasseliste 5A", "5A", "5B"])


def test_the_tighter_spacing_is_used_only_where_it_saves_a_page() -> None:
    boxes = lay_out(paper(class_table(4, 2)), WIDTH, NO_PROGRESS)
    assert paginate(boxes, 2000)[1] is SPACINGS[0]
    (table,) = [box for box in boxes if isinstance(box, TableBox)]
    saved = sum(row_height(row, SPACINGS[0]) - row_height(row, SPACINGS[1]) for row in table.rows)
    airy_end = max(item.top + item.height for item in paginate(boxes, 2000)[0][0] if isinstance(item, PlacedRow))
    pages, spacing = paginate(boxes, airy_end - saved / 2)
    assert (len(pages), spacing) == (1, SPACINGS[1])


def test_a_tall_row_is_cut_between_two_guardians() -> None:
    guardians = [(f"{number} med et langt navn\npå tre\nlinjer", None, None) for number in range(30)]
    boxes = lay_out(paper(Table(COLUMNS, (pupil("Kari", *guardians),))), WIDTH, NO_PROGRESS)
    (table,) = [box for box in boxes if isinstance(box, TableBox)]
    assert table.rows[0].starts == list(range(0, 90, 3))
    pages, _ = paginate(boxes, HEIGHT)
    cuts = [piece.first for page in pages for piece in body(page)]
    assert len(cuts) > 2
    assert all(cut % 3 == 0 for cut in cuts)


def test_class_lists_of_one_paper_have_the_same_columns_widths() -> None:
    long = Table(COLUMNS, (pupil("Kari " + "Anne " * 12, guardian(1)),))
    boxes = lay_out(paper(class_table(2), long), WIDTH, NO_PROGRESS)
    first, second = [box for box in boxes if isinstance(box, TableBox)]
    assert first.widths == second.widths
    assert first.size == second.size


def test_no_word_is_broken_to_make_room_for_a_longer_text() -> None:
    address = "Øvre Storgata 117 B, 7010 Trondheim, Trøndelag fylke, inngang fra gårdsrommet"
    rows = tuple(
        pupil("Maximilian Alexander", ("fosterforelder", "900 12 345", "en.lang.adresse@lia-skole.example"))
        for _ in range(3)
    )
    table = Table(COLUMNS, (*rows, pupil(address, guardian(1))))
    boxes = lay_out(paper(table), WIDTH, NO_PROGRESS)
    (laid_out,) = [box for box in boxes if isinstance(box, TableBox)]
    lines = [line for row in laid_out.rows for part in row.parts for cell in part for line in cell.lines]
    assert "fosterforelder" in lines
    assert "en.lang.adresse@lia-skole.example" in lines
    assert "900 12 345" in lines
    assert address not in lines

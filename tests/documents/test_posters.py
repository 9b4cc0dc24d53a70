"""Does a poster fill one page, whatever it says?"""

from __future__ import annotations

import itertools
from io import BytesIO
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.model import Paragraph, PointGroup, Poster
from app.documents.pages import Page, PlacedText
from app.documents.posters import poster_pages
from app.documents.sheet import a4_sheet
from app.documents.word import write_docx
from app.documents.writer import pdf_bytes
from tests.documents.papers import paper
from tests.documents.structure import read_paper

FOOT = "Plan for samarbeid 2026/27."


def poster(*lengths: list[int], foot: str = FOOT) -> Poster:
    """Return a poster with a group of points for each list, a point so many words long."""
    groups = [
        PointGroup(f"Del {number}" if len(lengths) > 1 else "", tuple("ord " * words for words in points))
        for number, points in enumerate(lengths)
    ]
    return Poster("Møter", "Foresatte", tuple(groups), foot)


def texts(page: Page) -> list[PlacedText]:
    return [one for one in page if isinstance(one, PlacedText)]


def feet(page: Page) -> list[float]:
    return [one.top + (one.last - one.first) * one.box.style.leading for one in texts(page)]


def size_of(page: Page) -> float:
    (size,) = {one.box.style.size for one in texts(page) if one.box.bullets is not None}
    return size


@settings(max_examples=60)
@given(st.lists(st.integers(1, 25), min_size=1, max_size=25), st.integers(0, 12))
def test_all_points_stand_on_one_page_and_none_over_another(lengths: list[int], cut: int) -> None:
    one = poster(lengths[:cut], lengths[cut:]) if 0 < cut < len(lengths) else poster(lengths)
    sheet = a4_sheet()
    (page,) = poster_pages(one, sheet, 0.0)
    assert max(feet(page)) <= sheet.body_height + 0.01
    for column in {item.box.indent > sheet.body_width / 2 for item in texts(page)}:
        own = sorted(
            (item.top, foot)
            for item, foot in zip(texts(page), feet(page), strict=True)
            if (item.box.indent > sheet.body_width / 2) == column
        )
        assert all(before[1] <= after[0] + 0.01 for before, after in itertools.pairwise(own))


def test_fewer_words_have_larger_letters() -> None:
    sizes = [size_of(poster_pages(poster([12] * number), a4_sheet(), 0.0)[0]) for number in (4, 10, 20, 45)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


def test_the_page_is_full_where_there_is_something_to_say() -> None:
    """The last point is at most a few lines above the line at the foot."""
    sheet = a4_sheet()
    for number in (6, 8, 12, 20, 40):
        (page,) = poster_pages(poster([14] * number), sheet, 0.0)
        points = [foot for one, foot in zip(texts(page), feet(page), strict=True) if one.box.bullets is not None]
        assert max(points) > sheet.body_height * 0.85, number


def test_what_no_page_takes_goes_over_to_the_next_one_whole() -> None:
    pages = poster_pages(poster([40] * 200), a4_sheet(), 0.0)
    assert len(pages) > 1
    shown = [one.box for page in pages for one in texts(page) if one.box.bullets is not None and one.first == 0]
    assert len(shown) == 200


def test_it_is_heard_as_a_heading_with_a_list() -> None:
    read = read_paper(pdf_bytes(paper(poster([3, 4], [2]))))
    assert [node.role for node in read.root.kids] == ["H1", "P", "H2", "L", "H2", "L", "P"]
    assert len(read.marks) == 1
    assert read.stray == []


def test_each_poster_is_a_page_of_its_own_and_bears_the_papers_title_nowhere() -> None:
    read = read_paper(pdf_bytes(paper(poster([3]), poster([4]), title="Plakat")))
    assert len(read.marks) == 2
    assert [node.heard() for node in read.root.find("H1")] == ["Møter", "Møter"]


def test_a_poster_in_word_has_its_points_in_one_style_smaller_than_what_stands_over_them() -> None:
    word = in_word(poster([3, 4], [5]))
    points = [part for part in word.paragraphs if part.text.startswith("ord")]
    assert len(points) == 3
    (point,) = {part.style.name for part in points}
    (title,) = {part.style.name for part in word.paragraphs if part.text in ("Del 0", "Del 1")}
    (heading,) = [part.style.name for part in word.paragraphs if part.text == "Møter"]
    assert point.startswith("Poster ")
    sizes = [word.styles[name].font.size for name in (heading, title, point)]
    assert sizes == sorted(set(sizes), reverse=True)


def test_a_poster_of_many_points_has_two_columns_in_word_too() -> None:
    (row,) = in_word(poster([12] * 60)).tables[0].rows
    assert [len(cell.paragraphs) for cell in row.cells] == [30, 30]


def test_points_that_no_page_takes_go_on_over_the_pages_in_word() -> None:
    word = in_word(poster([40] * 200))
    assert not word.tables
    assert sum(part.text.startswith("ord") for part in word.paragraphs) == 200


def in_word(made: Poster) -> Any:
    file = BytesIO()
    write_docx(paper(made, Paragraph("Etter.")), file)
    return docx.Document(file)


def test_the_title_of_a_group_is_not_the_last_of_a_page_where_points_need_several() -> None:
    for number in range(30, 60):
        pages = poster_pages(poster([3] * number, [3] * 150, foot=""), a4_sheet(), 0.0)
        assert len(pages) > 1
        for page in pages:
            last = max((placed for placed in page if isinstance(placed, PlacedText)), key=lambda placed: placed.top)
            assert last.box.role != "H2", number

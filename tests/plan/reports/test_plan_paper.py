"""Does everything that a real plan says stand on its paper, in its column, in order, and whole?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from sqlalchemy.orm import Session

from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Document, SideBySide
from app.documents.writer import write
from app.plan.reports.plan import PLAN
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.plan.halsa import (
    OSLO_QUESTIONS,
    SOURCE,
    SourceSection,
    enter,
    enter_halsa,
    enter_oslo,
    halsa_source,
    oslo_source,
)
from tests.plan.reports.positions import columns_of, squeezed

Enter = Callable[[Session, int], int]
Sections = tuple[SourceSection, ...]
SOURCES = pytest.mark.parametrize(
    ("enter", "source"), [(enter_halsa, halsa_source()), (enter_oslo, oslo_source())], ids=["halsa", "oslo"]
)


def paper_of(store: Store, enter: Enter, language: str = "nb") -> Document:
    """Enter a plan and make its paper."""
    with store.change("Wrote the plan") as session:
        enter(session, YEAR)
    return PLAN.make(store.read, ReportRequest(None, "public", YEAR, TODAY), translator(language))


def in_order(text: str, wanted: list[str]) -> list[int]:
    """Return where each of the texts stands, each after the one before it."""
    found, at = [], 0
    for one in wanted:
        place = text.find(squeezed(one), at)
        assert place >= 0, f"missing or out of order: {one}"
        found.append(place)
        at = place + len(squeezed(one))
    return found


def test_the_source_has_all_its_points() -> None:
    """102 bullets were counted in the printed plan, 12 items with a hyphen."""
    points = [point for one in halsa_source() for point in (*one.left, *one.right)]
    assert len(points) == SOURCE.read_text(encoding="utf-8").count("•") == 102
    assert sum(len(one.points) for one in halsa_source()) == 12
    assert halsa_source()[6].left[3] == (
        "har ansvar for at barnet møter forberedt på skolen og med mat, egnet påkledning og nødvendig utstyr"
    )


def test_the_themes_and_the_questions_are_what_the_city_says() -> None:
    """One letter is put right: the city asks for *Skolen forventninger*."""
    said = (Path(__file__).parents[1] / "data" / "oslo-skole-hjem.txt").read_text(encoding="utf-8")
    lines = [
        line.strip("•\u202f ").replace("Skolen forventninger", "Skolens forventninger") for line in said.split("\n")
    ]
    for question in OSLO_QUESTIONS:
        assert question in lines
    themes = [one.title for one in oslo_source()]
    assert [line for line in lines if line in themes] == themes


@SOURCES
def test_every_point_is_in_its_column_of_the_pdf_in_order(
    planless: Store, tmp_path: Path, enter: Enter, source: Sections
) -> None:
    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter), path)
    columns = columns_of(path)
    tables = [one for one in source if one.left_title]
    in_order(columns.left, [text for one in tables for text in (one.title, one.left_title, *one.left)])
    in_order(columns.right, [text for one in tables for text in (one.right_title, *one.right)])
    for one in tables:
        for point in set(one.left) - set(one.right):
            assert squeezed(point) not in columns.right
        for point in set(one.right) - set(one.left):
            assert squeezed(point) not in columns.left


@SOURCES
def test_no_point_is_parted_by_the_end_of_a_page(
    planless: Store, tmp_path: Path, enter: Enter, source: Sections
) -> None:
    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter), path)
    columns = columns_of(path)
    for text, pages, side in (
        (columns.left, columns.left_pages, "left"),
        (columns.right, columns.right_pages, "right"),
    ):
        points = [point for one in source for point in getattr(one, side)]
        for point, place in zip(points, in_order(text, points), strict=True):
            assert pages[place] == pages[place + len(squeezed(point)) - 1], point


def test_the_texts_without_a_table_are_in_the_pdf_in_order(planless: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter_halsa), path)
    said = squeezed(pdf_text(path)).replace("•", "")
    begin = said.index(squeezed("Mål for planen"), said.index(squeezed("Mål for planen")) + 5)  # after the contents
    wanted = [text for one in halsa_source()[:5] for text in (one.title, one.text, *one.points)]
    in_order(said[begin:], wanted)


def test_the_contents_say_on_which_page_each_section_is(planless: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter_halsa), path)
    pages = pages_of(path)
    lines = [line.strip() for line in pages[0].splitlines()]
    for one in halsa_source():
        (line,) = [line for line in lines if line.startswith(one.title) and line[-1:].isdigit() and " ." in line]
        assert line.removeprefix(one.title).strip(" .").isdecimal()
        number = int(line.removeprefix(one.title).strip(" ."))
        own = [text.strip() for text in pages[number - 1].splitlines()]
        assert one.title in own, f"{one.title} is not on page {number}"


def test_the_heads_of_a_table_are_repeated_where_it_goes_on(planless: Store, tmp_path: Path) -> None:
    """The table of the parent contacts is too long for what is left of its page."""
    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter_halsa), path)
    columns = columns_of(path)
    table = halsa_source()[10]
    places = in_order(columns.left, [table.title, *table.left])
    first, last = columns.left_pages[places[1]], columns.left_pages[places[-1]]
    assert last == first + 1
    on_next = "".join(letter for letter, page in zip(columns.left, columns.left_pages, strict=True) if page == last)
    assert on_next.startswith("Foreldrekontaktene")


@SOURCES
def test_every_point_is_in_its_cell_of_the_word_file(
    planless: Store, tmp_path: Path, enter: Enter, source: Sections
) -> None:
    path = tmp_path / "plan.docx"
    write(paper_of(planless, enter), path)
    word = docx.Document(str(path))
    tables = [one for one in source if one.left_title]
    assert len(word.tables) == len(tables)
    for table, one in zip(word.tables, tables, strict=True):
        heads, *rows = table.rows
        assert [cell.text for cell in heads.cells] == [one.left_title, one.right_title]
        for column, wanted in enumerate((one.left, one.right)):
            found = [part.text for row in rows for part in row.cells[column].paragraphs if part.text]
            assert found == [point.replace("**", "") for point in wanted]
        assert "w:tblHeader" in heads._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in rows)
    headings = [part.text for part in word.paragraphs if part.style is not None and "Heading" in str(part.style.name)]
    assert [one.title for one in source] == [text for text in headings if text != "Innhold"]


def test_the_texts_without_a_table_are_in_the_word_file_in_order(planless: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    write(paper_of(planless, enter_halsa), path)
    said = [part.text for part in docx.Document(str(path)).paragraphs]
    wanted = [text for one in halsa_source()[:5] for text in (one.title, one.text, *one.points) if text]
    assert [text for text in said if text in wanted] == wanted


def test_both_questions_stand_over_each_of_the_three_themes(planless: Store) -> None:
    document = paper_of(planless, enter_oslo)
    tables = [block for block in document.blocks if isinstance(block, SideBySide)]
    assert [[group.title for group in block.columns] for block in tables] == [list(OSLO_QUESTIONS)] * 3


def pages_of(path: Path) -> list[str]:
    """Return the text of each page, a line for each line."""
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return texts


def pdf_text(path: Path) -> str:
    """Return the text of all pages, one after the other."""
    return "\n".join(pages_of(path))


def test_the_contents_name_sections_of_every_level(planless: Store, tmp_path: Path) -> None:
    levels = {f"Avsnitt {number}": 1 + number % 3 for number in range(9)}

    def enter_levels(session: Session, year: int) -> int:
        sections = [SourceSection(title, level, "Vi samarbeider.") for title, level in levels.items()]
        return enter(session, year, "Plan i tre nivåer", sections)

    path = tmp_path / "plan.pdf"
    write(paper_of(planless, enter_levels), path)
    contents, first, *_ = pages_of(path)
    for title in levels:
        assert f"{title} " in contents
        assert title in first

"""Is every text of a paper heard in its place, and nothing else?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.characters import clean
from app.documents.model import BulletList, Column, Document, Heading, Paragraph, Row, Table
from app.documents.writer import pdf_bytes
from tests.documents.papers import COLUMNS, Heard, class_table, guardian, heard_of, paper, pupil
from tests.documents.structure import Node, Paper, read_paper

LONG = "Maximilian Alexander Johannes Kristoffer Haraldson von Østby-Gundersen"


def heard(read: Paper) -> list[Heard]:
    return [(node.role, _heard(node)) for node in read.root.kids]


def _heard(node: Node) -> object:
    if node.role == "L":
        assert [[kid.role for kid in item.kids] for item in node.kids] == [["Lbl", "LBody"]] * len(node.kids)
        return [item.kids[1].heard() for item in node.kids]
    if node.role == "Table":
        assert {row.role for row in node.kids} <= {"TR"}
        return [[_cell(cell) for cell in row.kids] for row in node.kids]
    assert not node.kids
    return node.heard()


def _cell(cell: Node) -> tuple[str, str, int, str]:
    assert not cell.attributes or cell.attributes["/O"] == "/Table"
    scope = str(cell.attributes.get("/Scope", "/"))[1:]
    return cell.role, scope, int(cell.attributes.get("/RowSpan", 1)), cell.heard()


def check(document: Document) -> Paper:
    read = read_paper(pdf_bytes(document))
    assert read.root.role == "Document"
    assert heard(read) == heard_of(document)
    assert read.stray == []
    return read


def test_every_kind_of_block_is_heard_in_its_place() -> None:
    check(
        paper(
            Paragraph("Kontaktlærer: Åse Berg", "lead"),
            Heading("5A"),
            class_table(3),
            Heading("Merk", 2),
            BulletList(("Éin elev manglar e-post.", "Ring heim først.")),
            Paragraph("Liten skrift.", "small"),
        )
    )


def test_group_cells_head_the_rows_they_stand_beside() -> None:
    table = Table(
        COLUMNS,
        (
            pupil("Áilu Hætta", guardian(1), guardian(2), guardian(3), born=date(2016, 2, 29)),
            pupil("Ingen Foresatt"),
            pupil("Nguyễn Thị Ánh", guardian(4)),
        ),
    )
    read = check(paper(table))
    (node,) = read.root.find("Table")
    assert [len(row.kids) for row in node.kids] == [5, 5, 3, 3, 5, 5]


def test_a_table_over_many_pages_is_one_table_and_its_repeated_heads_are_not_heard() -> None:
    read = check(paper(Heading("5A"), class_table(200)))
    (table,) = read.root.find("Table")
    pages = len(read.marks)
    assert pages > 5
    assert set.union(*(cell.pages for row in table.kids for cell in row.kids)) == set(range(pages))
    repeated = [page for page, kind, text in read.artifacts if text == "Elev|Født|Foresatt|Telefon|E-post"]
    assert repeated == list(range(1, pages))


def test_a_paragraph_over_pages_is_one_paragraph() -> None:
    read = check(paper(Paragraph("Først. "), Paragraph("Et langt avsnitt om skolen. " * 400), Paragraph("Sist.")))
    long = read.root.find("P")[1]
    assert len(long.pages) == len(read.marks) > 1


def test_a_list_over_pages_is_one_list() -> None:
    items = tuple(f"Punkt {number} " + "med mange ord " * 30 for number in range(40))
    read = check(paper(BulletList(items), BulletList(("En annen liste",))))
    assert len(read.marks) > 2
    assert len(read.root.find("L")) == 2


def test_the_same_list_and_table_used_twice_are_heard_twice() -> None:
    bullets, table = BulletList(("En", "To")), class_table(1)
    check(paper(bullets, table, bullets, table))


def test_a_row_taller_than_a_page_is_heard_whole() -> None:
    tall = pupil(LONG, *((f"{number} {LONG}", "900 12 345", f"{number}@example.no") for number in range(150)))
    read = check(paper(Table(COLUMNS, (pupil("Før", guardian(1)), tall, pupil("Etter", guardian(2))))))
    assert len(read.marks) > 2


def test_a_single_cell_taller_than_a_page_is_heard_whole() -> None:
    words = " ".join(f"ord{number}" for number in range(3000))
    check(paper(Table(COLUMNS, (pupil("Kari", (words, "900 12 345", None)),))))
    check(paper(Table(COLUMNS, (pupil(words, guardian(1), guardian(2)),))))


@pytest.mark.parametrize("level", [2, 3])
def test_a_heading_level_is_never_skipped(level: int) -> None:
    read = read_paper(pdf_bytes(paper(Heading("Dypt", level), Heading("Dypere", level + 1))))
    assert [node.role for node in read.root.kids] == ["H1", "H2", "H3"]


def test_the_furniture_is_outside_the_tree() -> None:
    read = check(paper(Heading("5A"), class_table(40)))
    assert "Lia skole" in read.furniture(0)
    assert "Side 1 av" in read.furniture(0)
    kinds = {kind for page, kind, _ in read.artifacts}
    assert kinds == {"Pagination/Header", "Pagination/Footer", "Pagination", "Layout"}


def test_what_the_font_lacks_is_drawn_as_a_box_and_heard_as_it_was_written() -> None:
    read = check(paper(Heading("言語 5A"), Table(COLUMNS, (pupil("Ola 😀 Nordmann", ("مرحبا", None, None)),))))
    (heading,) = read.root.find("H2")
    assert heading.text == "□□ 5A"
    drawn = [cell.text for cell in read.root.find("TH") + read.root.find("TD")]
    assert "Ola □ Nordmann" in drawn
    assert "□□□□□" in drawn


def test_a_letter_the_font_lacks_is_drawn_without_its_mark_where_that_can_be_read() -> None:
    read = check(paper(Table((Column("Navn", 1),), (Row(("Ǩeeaš",)),))))
    assert read.root.find("TD")[0].text == "Keeaš"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=12), st.integers(1, 4), st.booleans())
def test_any_text_at_all_is_heard_as_it_was_written(texts: list[str], guardians: int, landscape: bool) -> None:
    cleaned = [clean(text) for text in texts]
    rows = tuple(pupil(text, *((text, other, text) for other in texts[:guardians])) for text in texts)
    document = paper(
        Paragraph(texts[0]),
        Heading(texts[-1]),
        BulletList(tuple(texts)),
        Table(COLUMNS, rows),
        orientation="landscape" if landscape else "portrait",
    )
    expected = paper(
        Paragraph(cleaned[0]),
        Heading(cleaned[-1]),
        BulletList(tuple(cleaned)),
        Table(COLUMNS, tuple(pupil(t, *((t, o, t) for o in cleaned[:guardians])) for t in cleaned)),
    )
    read = read_paper(pdf_bytes(document))
    assert heard(read) == heard_of(expected)
    assert read.stray == []

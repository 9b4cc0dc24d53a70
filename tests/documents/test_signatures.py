"""Are there lines to sign on, and do they stay with what is signed?"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from app.documents.model import (
    Block,
    BulletList,
    Column,
    Facts,
    FormField,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import Area, Ink, ink_of
from tests.documents.papers import heard_of, paper
from tests.documents.structure import read_paper
from tests.documents.test_pdf import pages_of
from tests.documents.test_structure import heard

SIGNED = Signatures(("Sted og dato", "Valgansvarlig", "Møteleder"))


def lines_to_sign_on(page: Ink) -> list[Area]:
    return [rule for rule in page.flat_rules() if 70 < rule.width < 100]


def test_two_lines_stand_beside_each_other_with_their_words_under_them_and_the_third_below() -> None:
    (page,) = ink_of(pdf_bytes(paper(Paragraph("Protokollen er lest og godkjent."), SIGNED)))
    lines = sorted(lines_to_sign_on(page), key=lambda rule: (round(rule.top), rule.left))
    words = [page.find(text) for text in ("Sted og dato", "Valgansvarlig", "Møteleder")]
    assert len(lines) == 3
    for line, word in zip(lines, words, strict=True):
        assert word.left == pytest.approx(line.left, abs=0.5)
        assert 0 < word.top - line.bottom < 3
    first, second, third = lines
    assert first.top == second.top < third.top
    assert (first.left, third.left) == pytest.approx((16, 16), abs=0.3)
    assert first.right + 4 < second.left
    assert second.right == pytest.approx(194, abs=0.3)
    assert first.top - page.find("Protokollen").bottom > 8, "room for the pen"
    assert third.top - words[0].bottom > 8


def rows(count: int) -> Table:
    return Table(
        (Column("Elev", 1), Column("Stemmer", 1, "blank")), tuple(Row((f"nr{n}.", None)) for n in range(count))
    )


def test_the_lines_are_never_alone_on_a_page_whatever_stands_above_them() -> None:
    pages_taken = set()
    for count in range(18, 50):
        above: tuple[Block, ...] = (
            rows(count),
            replace(rows(count), roomy=True),
            Facts(tuple(FormField(f"nr{number}.", "x" if number % 2 else "") for number in range(count))),
            BulletList(tuple(f"nr{number}." for number in range(count))),
            Paragraph("\n".join(f"nr{number}." for number in range(count))),
        )
        for block in above:
            pages = pages_of(pdf_bytes(paper(block, SIGNED, contact="Skoleveien 12")))
            pages_taken.add(len(pages))
            for text in (f"nr{count - 1}.", *SIGNED.places):
                assert text in pages[-1], (count, block)
    assert pages_taken == {1, 2}


def test_a_table_without_rows_and_a_heading_stay_with_the_lines_too() -> None:
    for count in range(26, 34):
        blocks: tuple[Block, ...] = (
            *[Paragraph("Linje")] * count,
            Heading("Underskrifter"),
            Table((Column("Navn", 1),), ()),
            SIGNED,
        )
        homes = {text: [text in page for page in pages_of(pdf_bytes(paper(*blocks)))] for text in SIGNED.places}
        pages = pages_of(pdf_bytes(paper(*blocks)))
        homes["Navn"] = ["Navn" in page for page in pages]
        homes["Underskrifter"] = ["Underskrifter" in page for page in pages]
        assert len({tuple(home) for home in homes.values()}) == 1, count


def test_more_lines_than_a_page_has_go_on_over_pages() -> None:
    places = tuple(f"Medlem {number}" for number in range(61))
    data = pdf_bytes(paper(Paragraph("Til stede:"), Signatures(places)))
    pages = ink_of(data)
    assert len(pages) == 3
    assert sum(len(lines_to_sign_on(page)) for page in pages) == 61
    for page in pages:
        assert max(area.bottom for letter, area in page.letters if letter == "M") < 281
    assert [node.heard() for node in read_paper(data).root.find("P")] == ["Til stede:", *places]


@pytest.mark.parametrize("text", ["<b>Ola", "Nguyễn Thị Ánh Tuyết", "Áilu 😀", "ord " * 60, "x" * 200])
def test_the_words_are_heard_in_order_and_stay_under_their_line(text: str) -> None:
    document = paper(Paragraph("Lest."), Signatures((text, "Sted", text)), Signatures(()), Paragraph("Takk."))
    data = pdf_bytes(document)
    read = read_paper(data)
    assert heard(read) == heard_of(document)
    assert read.stray == []
    (page,) = ink_of(data)
    first, second, _ = sorted(lines_to_sign_on(page), key=lambda rule: (round(rule.top), rule.left))
    assert page.find("Sted").left == pytest.approx(second.left, abs=0.5)
    crossing = [
        area for letter, area in page.letters if letter.strip() and first.right + 0.5 < area.left < second.left - 1
    ]
    assert [area for area in crossing if area.top > first.top] == []


def test_in_excel_there_is_nothing_to_sign() -> None:
    file = BytesIO()
    write_xlsx(paper(rows(1), SIGNED), file)
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Elev", "Stemmer"], ["nr0.", None]]

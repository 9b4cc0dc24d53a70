"""Can the head of a protocol be read at a glance, and what is not known yet be written in by hand?"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.characters import clean
from app.documents.model import Block, Document, Facts, FormField, Heading, Paragraph
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.ink import Area, Ink, ink_of
from tests.documents.papers import heard_of, paper
from tests.documents.structure import read_paper
from tests.documents.test_structure import heard

HEAD = Facts(
    (
        FormField("Organ", "Foreldrerådets arbeidsutvalg (FAU)"),
        FormField("Klasse", "5A"),
        FormField("Holdt den"),
        FormField("Valgt", "Nguyễn Thị Ánh Tuyết og Áilu Ánne Guttorm"),
        FormField("Merknad", lines=3),
    )
)


def protocol(*blocks: Block, title: str = "Protokoll") -> Document:
    return paper(*blocks, title=title, audience="Ansatte")


def writing_lines(page: Ink) -> list[Area]:
    return [rule for rule in page.flat_rules() if rule.top > 30]


def test_the_values_stand_below_each_other_beside_their_names_without_a_grid() -> None:
    (page,) = ink_of(pdf_bytes(protocol(HEAD)))
    names = [page.find(text) for text in ("Organ", "Klasse", "Merknad")]
    values = [page.find(text) for text in ("Foreldrerådets", "Nguyễn")]
    assert all(name.left == pytest.approx(16, abs=0.5) for name in names)
    assert values[0].left == pytest.approx(values[1].left, abs=0.5)
    assert values[0].left > max(name.right for name in names) + 3
    assert page.find("Organ").bottom == pytest.approx(page.find("Foreldrerådets").bottom, abs=1)
    assert page.upright_rules() == []
    assert len(writing_lines(page)) == 4, "nothing but the lines to write on"


def test_what_has_no_value_has_its_lines_to_write_on_with_room_for_a_hand() -> None:
    (page,) = ink_of(pdf_bytes(protocol(HEAD)))
    held, *remark = writing_lines(page)
    left = page.find("Foreldrerådets").left
    for line in (held, *remark):
        assert line.left == pytest.approx(left, abs=0.7)
        assert line.right == pytest.approx(194, abs=0.3)
    assert 0 < held.top - page.find("Holdt den").bottom < 3
    assert held.top - page.find("5A").bottom > 8
    assert 0 < remark[0].top - page.find("Merknad").bottom < 3
    assert all(below.top - above.top > 8 for above, below in pairwise(remark))


def test_the_next_fact_keeps_clear_of_a_line_to_write_on() -> None:
    facts = Facts((FormField("Sted", lines=2), FormField("Klasse", "5A"), FormField("Organ")))
    (page,) = ink_of(pdf_bytes(protocol(facts)))
    assert page.find("5A").top - writing_lines(page)[1].bottom > 2


def test_the_facts_of_one_paper_are_aligned_under_different_headings() -> None:
    blocks = (Facts((FormField("Et ganske langt navn", "5A"),)), Heading("Resultat"), Facts((FormField("Ja", "6A"),)))
    (page,) = ink_of(pdf_bytes(protocol(*blocks)))
    assert page.find("5A").left == pytest.approx(page.find("6A").left, abs=0.5)


def test_a_long_name_takes_more_lines_and_leaves_room_for_the_value() -> None:
    name = "Hvem som er valgt, og hvor mange stemmer hver av dem fikk ved den første opptellingen"
    document = protocol(Facts((FormField(name), FormField("Klasse", "5A"), FormField("Møtt", "12 foresatte " * 30))))
    (page,) = ink_of(pdf_bytes(document))
    assert page.find("5A").left < 16 + 178 * 0.41
    (line,) = writing_lines(page)
    assert page.find("Hvem").bottom < line.top < page.find("Klasse").top
    assert max(area.right for letter, area in page.letters if letter.strip()) < 194.1
    assert heard(read_paper(pdf_bytes(document))) == heard_of(document)


def test_each_fact_is_heard_with_its_name() -> None:
    document = protocol(Paragraph("Protokoll fra valget."), HEAD, Heading("Merk"), HEAD, Facts(()))
    expected = [block for block in heard_of(document) if block != ("Table", [])]
    read = read_paper(pdf_bytes(document))
    assert heard(read) == expected
    assert read.stray == []


@pytest.mark.parametrize("above", [0, 10, 22])
def test_more_lines_than_a_page_has_go_on_over_pages(above: int) -> None:
    fields = (*(FormField(f"Felt {number}", "x") for number in range(above)), FormField("Referat", lines=100))
    data = pdf_bytes(protocol(Facts((*fields, FormField("Sist", "slutt")))))
    pages = ink_of(data)
    lines = [[rule for rule in page.flat_rules() if rule.top > 20] for page in pages]
    assert sum(map(len, lines)) == 100
    assert len(pages) >= 3
    assert all(20 < rule.top < 281 for page in lines for rule in page)
    assert all(below.top - above.top > 5.9 for page in lines for above, below in pairwise(page))
    assert "Sist" in "".join(letter for letter, _ in pages[-1].letters)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=400)), min_size=1, max_size=8))
def test_any_text_at_all_is_heard_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    read = read_paper(pdf_bytes(protocol(Facts(tuple(FormField(*row) for row in rows)))))
    expected = protocol(Facts(tuple(FormField(clean(label), clean(value)) for label, value in rows)))
    assert heard(read) == heard_of(expected)
    assert read.stray == []


def test_a_name_and_a_value_longer_than_a_page_are_whole() -> None:
    words = " ".join(f"ord{number}" for number in range(2500))
    document = protocol(Facts((FormField(words), FormField("Referat", words))))
    read = read_paper(pdf_bytes(document))
    assert heard(read) == heard_of(document)
    for page in ink_of(pdf_bytes(document)):
        assert max(area.bottom for letter, area in page.letters if letter == "o") < 290


def written(document: Document) -> dict[str, list[list[object]]]:
    file = BytesIO()
    write_xlsx(document, file)
    sheets = openpyxl.load_workbook(file).worksheets
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets}


def test_in_excel_the_facts_of_each_paper_are_two_columns_of_a_sheet() -> None:
    blocks = (
        Heading("Saksliste", apart=True),
        Facts((FormField("Organ", "=FAU"), FormField("Møtt"))),
        Heading("Protokoll", apart=True),
        HEAD,
        Heading("Resultat"),
        Facts((FormField("Vara", "0150"),)),
    )
    assert written(protocol(*blocks, title="Valgpakke")) == {
        "Saksliste": [["Opplysning", "Innhold"], ["Organ", "=FAU"], ["Møtt", None]],
        "Protokoll": [
            ["Opplysning", "Innhold"],
            ["Organ", "Foreldrerådets arbeidsutvalg (FAU)"],
            ["Klasse", "5A"],
            ["Holdt den", None],
            ["Valgt", "Nguyễn Thị Ánh Tuyết og Áilu Ánne Guttorm"],
            ["Merknad", None],
            ["Vara", "0150"],
        ],
    }

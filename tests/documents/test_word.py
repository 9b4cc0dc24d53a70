"""Does a paper in Word hold what it should? Read back with python-docx, which knows nothing of how it was written."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from app.documents.marked import marked
from app.documents.model import (
    Ballots,
    BulletList,
    Column,
    CutLine,
    Document,
    Facts,
    Form,
    FormField,
    FormGroup,
    Heading,
    Labels,
    Letter,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from app.documents.writer import write
from tests.documents.papers import class_table, paper

NAUGHTY = ["<b>Ola", "**", "Nguyễn", "Áilu", "=1+1", "a\x0bb", "\ud800", "𝔘", "x & y"]


def written(document: Document, folder: Path) -> Any:
    write(document, folder / "papir.docx")
    return docx.Document(str(folder / "papir.docx"))


def parts(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "papir.docx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_headings_paragraphs_and_lists_have_the_styles_word_knows(tmp_path: Path) -> None:
    word = written(
        paper(Heading("Sak 1"), Heading("Forslag", 2), Paragraph("Tekst"), BulletList(("én", "to"))), tmp_path
    )
    found = [(one.style.name, one.text) for one in word.paragraphs]
    assert found == [
        ("Title", "Klasseliste 5A"),
        ("Heading 1", "Sak 1"),
        ("Heading 2", "Forslag"),
        ("Normal", "Tekst"),
        ("List Bullet", "én"),
        ("List Bullet", "to"),
    ]


def test_bold_words_are_bold_and_links_lead_where_they_should(tmp_path: Path) -> None:
    word = written(paper(*marked("Se **denne** [planen](https://www.eksempel.no/møte).")), tmp_path)
    paragraph = word.paragraphs[1]
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("Se ", None),
        ("denne", True),
        (" ", None),
        (".", None),
    ]
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("planen", "https://www.eksempel.no/m%C3%B8te")


@pytest.mark.parametrize("text", NAUGHTY)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    word = written(paper(Paragraph(text), Table((Column("T", 1),), (Row((text,)),)), title=text), tmp_path)
    kept = text.replace("\x0b", "").replace("\ud800", "")
    assert [one.text for one in word.paragraphs][:2] == [kept, kept]
    assert word.tables[0].rows[1].cells[0].text == kept
    assert word.core_properties.title == kept


def test_a_hundred_thousand_characters_are_all_there(tmp_path: Path) -> None:
    text = "ord " * 25_000
    assert written(paper(*marked(text)), tmp_path).paragraphs[1].text == text.strip()


def test_the_head_of_a_table_repeats_and_its_rows_are_whole(tmp_path: Path) -> None:
    table = class_table(3)
    word = written(paper(table), tmp_path)
    (grid,) = word.tables
    assert [cell.text for cell in grid.rows[0].cells] == [column.title for column in table.columns]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)
    assert len(grid.rows) == 1 + 6, "two guardians for each of three"
    assert grid.rows[1].cells[0]._tc is grid.rows[2].cells[0]._tc, "the pupil stands once beside both"
    assert [row.cells[0].text for row in grid.rows[1:]] == [f"Elev {n}" for n in range(3) for _ in range(2)]


def test_facts_stand_beside_their_names_and_what_is_not_known_has_a_line(tmp_path: Path) -> None:
    word = written(paper(Facts((FormField("Dato", "12.11.2026"), FormField("Sted")))), tmp_path)
    (grid,) = word.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["Dato", "12.11.2026"], ["Sted", ""]]
    lines = [row.cells[1]._tc.find(f".//{qn('w:tcBorders')}") is not None for row in grid.rows]
    assert lines == [False, True]


def test_there_are_lines_to_sign_on(tmp_path: Path) -> None:
    word = written(paper(Signatures(("Møteleder", "Referent", "Vitne"))), tmp_path)
    said = [cell.text for grid in word.tables for row in grid.rows for cell in row.cells if cell.text]
    assert said == ["Møteleder", "Referent", "Vitne"]


def test_every_other_block_is_there(tmp_path: Path) -> None:
    blocks = (
        Letter(("Lia skole",), ("Ola",), "12. november", "Hei", ("Ett\n\nto",), ("Hilsen",)),
        Form("Svar", "Les", (FormGroup("Navn", (FormField("Fornavn", "Ola"),)),), ("Ja",), ("Underskrift",), "Lever"),
        Labels((("Ola", "Veien 1"),), Table((Column("Navn", 1),), (Row(("Ola",)),))),
        Ballots("Stemmeseddel", "Kryss av", ("Kari",), 1),
        CutLine(),
        BulletList(("Vi kommer",), boxes=True),
        Heading("Neste", apart=True),
    )
    word = written(paper(*blocks), tmp_path)
    texts = [one.text for one in word.paragraphs] + [
        cell.text for grid in word.tables for row in grid.rows for cell in row.cells
    ]
    for wanted in ("Hei", "Ett", "to", "Hilsen", "Svar", "Les", "Fornavn", "Lever", "Underskrift", "Ola"):
        assert wanted in texts
    assert {"☐  Ja", "☐  Kari", "☐  Vi kommer", "Stemmeseddel", "Neste"} <= set(texts)
    (apart,) = [one for one in word.paragraphs if one.text == "Neste"]
    assert apart.paragraph_format.page_break_before


def test_the_file_says_its_language_and_nobody_s_name(tmp_path: Path) -> None:
    word = written(paper(Paragraph("x"), language="nn"), tmp_path)
    about = word.core_properties
    assert (about.title, about.language, about.author, about.last_modified_by) == (
        "Klasseliste 5A",
        "nn-NO",
        "Skolekontoret",
        "Skolekontoret",
    )
    assert (about.comments, about.keywords, about.subject) == ("", "", "")
    assert about.created.date() == about.modified.date() == paper().printed_on
    langs = word.styles.element.findall(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert [lang.get(qn("w:val")) for lang in langs] == ["nn-NO"]


def test_head_and_foot_say_the_school_the_page_and_the_note(tmp_path: Path) -> None:
    word = written(paper(Paragraph("x"), note="Gis ikke videre", contact="Veien 1"), tmp_path)
    (section,) = word.sections
    assert section.first_page_header.paragraphs[0].text == "Lia skole\t2026/27  ·  Til foresatte i klassen"
    assert section.first_page_header.paragraphs[1].text == "Veien 1"
    assert section.header.paragraphs[0].text == "Lia skole  ·  Klasseliste 5A\t2026/27  ·  Til foresatte i klassen"
    for foot in (section.footer, section.first_page_footer):
        assert foot.paragraphs[0].text == "Gis ikke videre"
        assert foot.paragraphs[1].text == "Skrevet ut 24.08.2026\tSide 1 av 1"
        fields = [one.text for one in foot.paragraphs[1]._p.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
    assert section.page_width.mm == pytest.approx(210, abs=0.1)


def test_the_parts_of_a_paragraph_stand_in_the_order_word_demands(tmp_path: Path) -> None:
    """ECMA-376-1, 17.3.1.26 and 17.3.2.28: Word calls a file broken where they do not."""
    order_of = {
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr".split(),
        "rPr": "rStyle rFonts b i color sz szCs u lang".split(),
        "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign".split(),
    }
    blocks = (
        *marked("**a** https://www.eksempel.no\n\n- **b**"),
        Heading("x", apart=True),
        Facts((FormField("y"),)),
        class_table(2),
        Signatures(("z",)),
        CutLine(),
    )
    written(paper(*blocks, note="n", contact="c"), tmp_path)
    for name, data in parts(tmp_path).items():
        if name.endswith(".xml") and name.startswith("word/") and "theme" not in name:
            for element in etree.parse(BytesIO(data)).iter():
                kind = etree.QName(element).localname
                if kind in order_of and not name.endswith(("tyles.xml", "WithEffects.xml", "numbering.xml")):
                    kids = [etree.QName(kid).localname for kid in element]
                    assert set(kids) <= set(order_of[kind]), (name, kids)
                    assert kids == sorted(kids, key=order_of[kind].index), (name, kids)


def test_a_long_list_is_written_in_a_moment(tmp_path: Path) -> None:
    import time

    started = time.perf_counter()
    written(paper(class_table(500)), tmp_path)
    assert time.perf_counter() - started < 10

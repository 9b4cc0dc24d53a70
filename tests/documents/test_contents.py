"""Do the contents of a paper lead to its headings, with the pages they are on?"""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
from docx.oxml.ns import qn

from app.documents.model import Block, Contents, Document, Heading, Paragraph
from app.documents.word import write_docx
from app.documents.writer import pdf_bytes
from tests.documents.papers import paper
from tests.documents.structure import read_paper


def chapters(number: int, *, deepest: int = 2) -> list[Block]:
    """Return chapters that begin a page each, with two parts, of which the second has one of its own."""
    blocks: list[Block] = [Heading("Innhold"), Contents(deepest)]
    for at in range(1, number + 1):
        blocks += [
            Heading(f"Kapittel {at}", new_page=True),
            Paragraph("Tekst."),
            Heading(f"Del {at}a", 2),
            Paragraph("Tekst."),
            Heading(f"Del {at}b", 2),
            Heading(f"Underdel {at}", 3),
            Paragraph("Tekst."),
        ]
    return blocks


def lines_of(document: Document) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what is heard of each line of the contents, and where it leads."""
    read = read_paper(pdf_bytes(document))
    assert read.stray == []
    (contents,) = read.root.find("TOC")
    assert {item.role for item in contents.kids} == {"TOCI"}
    links = contents.find("Link")
    assert len(links) == len(contents.kids)
    return [(link.heard(), link.clicks) for link in links]


def test_each_heading_has_its_page_and_a_way_there() -> None:
    lines = lines_of(paper(*chapters(3)))
    assert lines == [
        (f"{title} {page}", [(f"page {page}", title)])
        for page, at in ((2, 1), (3, 2), (4, 3))
        for title in (f"Kapittel {at}", f"Del {at}a", f"Del {at}b")
    ]


def test_headings_deeper_than_asked_for_and_those_before_are_left_out() -> None:
    assert [said for said, _ in lines_of(paper(Heading("Før"), *chapters(2, deepest=1)))] == [
        "Kapittel 1 2",
        "Kapittel 2 3",
    ]


def test_contents_of_many_pages_count_themselves() -> None:
    """Sixty chapters take 180 lines, of 15 points each at the least; a page has room for fewer than fifty."""
    document = paper(*chapters(60))
    lines = lines_of(document)
    pages = [int(said.split()[-1]) for said, _ in lines[::3]]
    assert pages == list(range(pages[0], pages[0] + 60))
    pdf = pypdfium2.PdfDocument(pdf_bytes(document))
    assert pages[0] > 4
    assert len(pdf) == pages[-1]
    assert "Kapittel 60" in pdf[pages[-1] - 1].get_textpage().get_text_range()
    pdf.close()


def test_a_long_heading_is_not_cut() -> None:
    long = "Samarbeid om læring, trivsel og utvikling " * 5
    (line, clicks), *_ = lines_of(paper(Contents(), Heading(long.strip()), Paragraph("Tekst.")))
    assert line == f"{long.strip()} 1"
    assert clicks == [("page 1", long.strip())]


def test_contents_without_a_heading_are_nothing() -> None:
    read = read_paper(pdf_bytes(paper(Contents(), Paragraph("Tekst."))))
    assert [node.role for node in read.root.kids] == ["H1", "P"]


def test_word_has_a_field_that_it_counts_itself_with_a_way_to_each_heading() -> None:
    file = BytesIO()
    write_docx(paper(*chapters(2)), file)
    body = docx.Document(file).element.body
    codes = [node.text.strip() for node in body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    marks = {node.get(qn("w:name")): node.getparent() for node in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    said = ["".join(text.text for text in link.iter(qn("w:t"))) for link in links]
    assert said == ["Kapittel 1", "Del 1a", "Del 1b", "Kapittel 2", "Del 2a", "Del 2b"]
    for link, words in zip(links, said, strict=True):
        place = marks[link.get(qn("w:anchor"))]
        assert "".join(text.text for text in place.iter(qn("w:t"))) == words
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(links) + 1
    (dirty,) = [node for node in body.iter(qn("w:fldChar")) if node.get(qn("w:dirty"))]
    assert dirty.get(qn("w:dirty")) == "true"

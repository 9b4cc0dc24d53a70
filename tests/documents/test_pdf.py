"""Is the PDF a paper that a school can hand out?"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.documents.writer import pdf_bytes
from tests.documents.papers import COLUMNS, class_table, guardian, paper, pupil
from tests.documents.structure import read_paper

HOSTILE = (
    "<b>Ola",
    "<img src=/etc/passwd>",
    "&amp; &lt;",
    "Ola <ola@example.no>",
    "=1+1",
    "+47 400 00 000",
    "0150",
    "Nguyễn",
    "Áilu",
    "O'Connor",
    r"(\051 \n) Tj ET",
    "%%EOF",
    "</rdf:li>]]>",
)


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page as another program, pdfium, finds it."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    finally:
        pdf.close()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def test_a_paper_says_what_it_is_and_nobodys_name() -> None:
    with opened(pdf_bytes(paper(class_table(1), title="Klasseliste <5A> & venner"))) as pdf:
        information = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert information["/Title"] == "Klasseliste <5A> & venner"
        assert information["/Author"] == ""
        assert information["/Creator"] == "Skolekontoret"
        assert str(pdf.Root.Lang) == "nb-NO"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Klasseliste <5A> & venner"
            assert metadata["pdfuaid:part"] == "1"
            assert set(metadata["dc:language"]) == {"nb-NO"}
            assert "dc:creator" not in metadata
        assert pdf.pdf_version == "1.7"
        assert not pdf.check_pdf_syntax()
        for page in pdf.pages:
            assert str(page.obj.Tabs) == "/S"


@pytest.mark.parametrize(
    ("language", "tag", "foot", "printed"),
    [
        ("nb", "nb-NO", "Side 1 av 2", "Skrevet ut 24.08.2026"),
        ("nn", "nn-NO", "Side 1 av 2", "Skrive ut 24.08.2026"),
        ("en", "en-GB", "Page 1 of 2", "Printed 24.08.2026"),
    ],
)
def test_the_furniture_speaks_the_papers_language(language: str, tag: str, foot: str, printed: str) -> None:
    data = pdf_bytes(paper(Heading("5A"), Paragraph("Første"), Heading("5B", new_page=True), language=language))
    with opened(data) as pdf:
        assert str(pdf.Root.Lang) == tag
    first, second = pages_of(data)
    assert foot in first
    assert foot.replace("1", "2", 1) in second
    assert printed in first
    for text in (first, second):
        assert "Lia skole" in text
        assert "2026/27" in text
        assert "Til foresatte i klassen" in text


def test_a_paper_without_a_date_or_a_school_has_none_in_its_furniture() -> None:
    (text,) = pages_of(pdf_bytes(Document("Tittel", "nb", ())))
    assert text.split() == ["Tittel", "Side", "1", "av", "1"]


def test_a_page_that_goes_on_says_with_what() -> None:
    data = pdf_bytes(paper(Heading("Klasse 5A"), class_table(60), Heading("Klasse 5B", new_page=True), class_table(1)))
    furniture = read_paper(data)
    pages = len(furniture.marks)
    assert "Klasseliste 5A" not in furniture.furniture(0)
    assert "Klasseliste 5A  ·  Klasse 5A" in furniture.furniture(1)
    assert "Klasse 5B" not in furniture.furniture(pages - 1)


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
            yield item


def test_every_font_is_embedded() -> None:
    with opened(pdf_bytes(paper(Heading("5A"), class_table(30)))) as pdf:
        names = {str(font.BaseFont).rpartition("+")[2] for font in fonts_of(pdf)}
        assert names == {"SourceSans3-Regular", "SourceSans3-SemiBold"}
        assert all("/FontFile2" in font.FontDescriptor for font in fonts_of(pdf))


def test_headings_are_bookmarks_to_where_they_stand() -> None:
    blocks: list[Block] = [
        Heading("5A", new_page=True),
        class_table(40),
        Heading("Merk", 2),
        Heading("5B", new_page=True),
    ]
    with opened(pdf_bytes(paper(*blocks))) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Klasseliste 5A"
        assert [(item.title, [kid.title for kid in item.children]) for item in title.children] == [
            ("5A", ["Merk"]),
            ("5B", []),
        ]
        last = title.children[1].destination
        assert isinstance(last, pikepdf.Array)
        assert last[0].objgen == pdf.pages[-1].obj.objgen


def test_a_paper_without_headings_has_its_title_as_bookmark() -> None:
    with opened(pdf_bytes(paper(class_table(3)))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Klasseliste 5A"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_printed_as_it_is_and_never_obeyed(text: str) -> None:
    table = Table(COLUMNS, (pupil(text, (text, None, text)),))
    data = pdf_bytes(paper(Paragraph(text), Heading(text), table, title=text, school=text, audience=text))
    (page,) = pages_of(data)
    words = " ".join(page.split())
    assert words.count(" ".join(text.split())) >= 7
    assert b"root:" not in data
    with opened(data) as pdf:
        assert not pdf.check_pdf_syntax()
        assert "/XObject" not in pdf.pages[0].obj.Resources
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == text


def test_control_characters_are_left_out() -> None:
    (page,) = pages_of(pdf_bytes(paper(Paragraph("Ka\x00ri\x0b Be\x1brg"), title="Li\x07ste", school="Li\x00a")))
    assert "Kari Berg" in page
    assert "Liste" in page
    assert "Lia" in page


def test_half_a_surrogate_does_not_stop_a_paper() -> None:
    texts = pages_of(pdf_bytes(paper(Heading("5A \ud83d"), class_table(1), title="Liste \udc00", audience="\ud800")))
    assert "Elev 0" in texts[0]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_paper_is_a4(orientation: str) -> None:
    with opened(pdf_bytes(paper(class_table(1), orientation=orientation))) as pdf:
        width, height = (float(value) for value in pdf.pages[0].mediabox[2:])
        assert sorted((width, height)) == pytest.approx([595.28, 841.89], abs=0.01)
        assert (width < height) == (orientation == "portrait")


def test_nothing_is_drawn_outside_the_margins() -> None:
    long = "Maximilian.Alexander@" + "østby-gundersen" * 12 + ".example"
    rows = tuple(pupil(long, (long, "+47 900 12 345 linje " + str(number), long)) for number in range(3))
    document = paper(Table(COLUMNS, rows), Paragraph(long), Heading(long), title=long, school=long, audience=long)
    pdf = pypdfium2.PdfDocument(pdf_bytes(document))
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[0] for box in boxes) > 40
        assert max(box[2] for box in boxes) < page.get_width() - 40
        assert min(box[1] for box in boxes) > 15
        assert max(box[3] for box in boxes) < page.get_height() - 15
    pdf.close()


def test_cells_do_not_run_into_each_other() -> None:
    rows = tuple(pupil("Maximilian Alexander " * count, guardian(count)) for count in range(1, 6))
    pdf = pypdfium2.PdfDocument(pdf_bytes(paper(Table(COLUMNS, rows))))
    text = pdf[0].get_textpage()
    content = text.get_text_range()
    last_of_name = [match.end() - 1 for match in re.finditer("Maximilian|Alexander", content)]
    phones = [match.start() for match in re.finditer("Foresatt [0-9]", content)]
    assert len(phones) == 5
    right = max(text.get_charbox(index)[2] for index in last_of_name)
    left = min(text.get_charbox(index)[0] for index in phones)
    assert right + 5 < left
    pdf.close()


@pytest.mark.parametrize(
    "table",
    [
        Table(COLUMNS, ()),
        Table((), ()),
        Table((Column("Navn", 1),), (Row(("Kari",)),)),
        Table((Column("Navn", 1, group=True),), (Row(("Kari",)),)),
        Table((Column("Antall", 1, "number"), Column("Navn", 1)), (Row((12, None)), Row((None, "Kari")))),
    ],
)
def test_a_small_or_empty_table_is_a_paper_too(table: Table) -> None:
    (page,) = pages_of(pdf_bytes(paper(Heading("5A"), table)))
    assert "5A" in page
    for row in table.rows:
        assert all(str(cell) in page for cell in row.cells if cell is not None)


def test_two_thousand_rows_are_all_there() -> None:
    pages = pages_of(pdf_bytes(paper(class_table(2000, 1))))
    found = [int(number) for page in pages for number in re.findall(r"Elev (\d+)", page)]
    assert found == list(range(2000))
    assert all(page.count("Telefon") == 1 for page in pages)


def test_a_hundred_thousand_letters_take_no_time() -> None:
    start = time.process_time()
    for text in ("a" * 100_000, "ord " * 25_000, "<b>" * 33_000, "言" * 100_000):
        pdf_bytes(paper(Paragraph(text), Table(COLUMNS, (pupil(text, (text, text, text)),)), title=text[:500]))
    assert time.process_time() - start < 17, "reportlab's own Paragraph takes 17 seconds for one of them"


def test_cancel_stops_in_the_middle() -> None:
    seen: list[int] = []

    def cancelled() -> bool:
        seen.append(1)
        return len(seen) > 3

    with pytest.raises(Cancelled):
        pdf_bytes(paper(*(class_table(5) for _ in range(20))), Progress(cancelled=cancelled))
    assert len(seen) == 4


def test_progress_goes_from_start_to_end() -> None:
    steps: list[tuple[str, int, int]] = []
    pdf_bytes(paper(class_table(1500, 1)), Progress(report=lambda *step: steps.append(step)))
    assert len(steps) > 10
    assert all(0 <= done <= total for _, done, total in steps)
    assert [text for text, done, _ in steps if done == 0] == [
        "Setting the pages",
        "Drawing the pages",
        "Writing the file",
    ]


def test_papers_written_at_the_same_time_do_not_disturb_each_other() -> None:
    letters = ("abcæøå", "ąćęłńó", "ạấầẩẫ", "čđŋšŧž", "абвгд", "ğışçİ")
    papers = [paper(Heading(text), class_table(30), Paragraph(text * 20)) for text in letters] * 3
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(pdf_bytes, papers))
    for document, data in zip(papers, found, strict=True):
        texts = "".join(pages_of(data))
        heading = document.blocks[0]
        assert isinstance(heading, Heading)
        assert heading.text in texts
        assert len(re.findall(r"Elev \d", texts)) == 30

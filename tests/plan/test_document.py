"""A Word document becomes the sections it has, in a process of its own, and what is no document is refused in words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.pdfgen.canvas import Canvas

from app.core.errors import UserError
from app.meetings.document_outline import html_of
from app.plan.imports import document
from app.plan.imports.document import read_document
from app.plan.imports.pasted import PastedSection


def bytes_of(made: Any) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def a_plan() -> bytes:
    """Return a plan as Word writes it: title, heading, bold, link, list, and a table within a table."""
    made = docx.Document()
    made.add_paragraph("Plan for samarbeid", style="Title")
    made.add_heading("Mål", 1)
    paragraph = made.add_paragraph("Vi drar i ")
    paragraph.add_run("samme retning").bold = True
    paragraph.add_run(" <b>ikke fet</b> & se ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), made.part.relate_to("https://udir.no/plan", RELATIONSHIP_TYPE.HYPERLINK, True))
    run = paragraph.add_run("Udir")._r
    link.append(run)
    paragraph._p.append(link)
    made.add_paragraph("første punkt", style="List Bullet")
    made.add_paragraph("andre punkt", style="List Bullet")
    made.add_heading("Roller", 2)
    table = made.add_table(2, 2)
    for at, text in enumerate(("Foresatte", "Skolens ansatte", "leser", "skriver")):
        table.cell(at // 2, at % 2).text = text
    table.cell(1, 1).add_paragraph("svarer", style="List Bullet")
    inner = table.cell(1, 0).add_table(1, 1)
    inner.cell(0, 0).text = "innerst"
    return bytes_of(made)


def test_headings_lists_tables_bold_and_links_come_along() -> None:
    assert read_document(a_plan()) == (
        PastedSection("Plan for samarbeid", 1),
        PastedSection(
            "Mål",
            1,
            "Vi drar i **samme retning** <b>ikke fet</b> & se [Udir](https://udir.no/plan)",
            points=("første punkt", "andre punkt"),
        ),
        PastedSection(
            "Roller", 2, "", "Foresatte", "Skolens ansatte", ("leser", "innerst"), ("skriver", "svarer")
        ),
    )  # fmt: skip


def test_the_markup_in_a_document_s_own_words_is_words() -> None:
    made = docx.Document()
    made.add_paragraph("<script>alert(1)</script>")
    assert "&lt;script&gt;" in html_of(bytes_of(made))


def test_a_pdf_is_read_as_plain_text() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    for at, line in enumerate(("- forste punkt", "- andre punkt")):
        canvas.drawString(72, 700 - 20 * at, line)
    canvas.save()
    (one,) = read_document(file.getvalue())
    assert one.points == ("forste punkt", "andre punkt")


@pytest.mark.parametrize("data", [b"", b"just some text", b"PK\x03\x04" + b"\0" * 200, b"%PDF-1.4 broken"])
def test_what_is_no_document_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError):
        read_document(data)


def test_a_document_without_text_says_what_to_do() -> None:
    with pytest.raises(UserError) as error:
        read_document(bytes_of(docx.Document()))
    assert error.value.message == document.UNREAD

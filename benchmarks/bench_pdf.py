"""How long does a tagged PDF of a school's class lists take, against the same platypus tables untagged?"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from app.core.progress import NO_PROGRESS
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.layout import lay_out
from app.documents.model import Document, Heading, Paragraph, Table
from app.documents.pdf import write_pdf
from benchmarks.measure import Line
from benchmarks.papers import class_lists, compare, report_run

LIMIT = 2.2


def run(rounds: int = 5) -> list[Line]:
    """Return the comparison; both sides get the same fonts, read before the clock starts."""
    what = "tagged PDF of 48 class lists"
    return [compare("benchmarks.bench_pdf", what, "the same platypus tables, untagged", LIMIT, rounds)]


def ours(document: Document) -> bytes:
    file = BytesIO()
    write_pdf(document, file)
    return file.getvalue()


def floor(document: Document) -> bytes:
    """The fastest platypus that a careful hand writes: one pass, strings where they fit, no spans, no tags."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageBreak, PageTemplate, TableStyle
    from reportlab.platypus import Paragraph as Text

    body = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=12.2)
    small = ParagraphStyle("small", fontName=REGULAR, fontSize=8.5, leading=11)
    heading = ParagraphStyle("heading", fontName=BOLD, fontSize=13.5, leading=18)
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 9.5, 12.2),
            ("FONT", (0, 0), (-1, 0), BOLD, 9.5, 12.2),
            ("FONT", (0, 0), (0, -1), BOLD, 9.5, 12.2),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.45, "#bfbfbf"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ]
    )
    width = A4[0] - 90

    def furniture(canvas: Any, template: Any) -> None:
        canvas.setFont(BOLD, 9.5)
        canvas.drawString(45, A4[1] - 38, document.school)
        canvas.setFont(REGULAR, 8.5)
        canvas.drawRightString(A4[0] - 45, A4[1] - 38, f"{document.school_year} · {document.audience}")
        canvas.line(45, A4[1] - 44, A4[0] - 45, A4[1] - 44)
        canvas.drawRightString(A4[0] - 45, 27, f"Side {template.page}")

    def cell(text: Any, face_name: str, room: float) -> Any:
        fits = face(face_name).width(text) * 9.5 / 1000 <= room
        return text if fits else Text(escape(text), body)

    story: list[Any] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            story += [*([PageBreak()] if story else []), Text(escape(block.text), heading)]
        elif isinstance(block, Paragraph):
            story.append(Text(escape(block.text), small))
        elif isinstance(block, Table):
            weights = [column.width for column in block.columns]
            widths = [width * weight / sum(weights) for weight in weights]
            rooms = [column - 9 for column in widths]
            data: list[list[Any]] = [[column.title for column in block.columns]]
            for row in block.rows:
                name = row.cells
                for line in row.lines:
                    texts = (*name, *line)
                    fonts = (BOLD, REGULAR, REGULAR, REGULAR)
                    data.append([cell(*item) for item in zip(texts, fonts, rooms, strict=True)])
                    name = ("",)
            story.append(LongTable(data, colWidths=widths, repeatRows=1, style=style))
    file = BytesIO()
    template = BaseDocTemplate(file, pagesize=A4, initialFontName=REGULAR, pageCompression=1, title=document.title)
    frame = Frame(45, 45, width, A4[1] - 107, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=furniture))
    template.build(story)
    return file.getvalue()


if __name__ == "__main__":
    lists = class_lists()
    lay_out(class_lists(1, 1), 500, NO_PROGRESS)  # the fonts are read
    report_run(lambda: {"ours": ours, "floor": floor}[sys.argv[1]](lists))

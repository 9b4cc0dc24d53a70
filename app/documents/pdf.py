"""How is a paper written as a tagged PDF?"""

from __future__ import annotations

from typing import BinaryIO

from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from app.documents.characters import clean
from app.documents.fonts import REGULAR, face, reading
from app.documents.furniture import Furniture
from app.documents.languages import LANGUAGE_TAGS
from app.documents.logo import logo_of
from app.documents.model import Document
from app.documents.page_drawing import PageDrawing
from app.documents.pages import running_headings
from app.documents.sections import Section, sections_of
from app.documents.sheet import flowing_sheet
from app.documents.tags import Element, TaggedCanvas

_BOOKMARKS_SHOWN_FROM = 4
"""A paper with fewer headings needs no list of them beside the page."""


def write_pdf(document: Document, file: BinaryIO, progress: Progress = NO_PROGRESS) -> None:
    """Write ``document`` to ``file``. Raises Cancelled; what ``file`` holds then is worth nothing."""
    face(REGULAR)  # the canvas needs it from its first moment
    language = LANGUAGE_TAGS.get(document.language, document.language)
    furniture = Furniture(document, logo_of(document.logo), flowing_sheet(document, 0.0).body_width)
    sections = sections_of(document, furniture, progress)

    first = sections[0].sheet
    canvas = TaggedCanvas(file, (first.width, first.height), REGULAR, clean(document.title), language)
    canvas.is_whole = not document.followed_by
    done, total = 0, sum(len(section.pages) for section in sections)
    pictures = 0
    for section in sections:
        canvas.setPageSize((section.sheet.width, section.sheet.height))
        parent = Element("Sect", canvas.root) if section.kind in ("form", "letter", "ballots") else canvas.root
        drawing = PageDrawing(canvas, section.sheet, parent)
        headings = running_headings(section.pages)
        for number, (page, heading) in enumerate(zip(section.pages, headings, strict=True), 1):
            progress.step(N_("Drawing the pages"), done, total)
            _draw_head(furniture, canvas, section, number, heading)
            drawing.draw(page, section.spacing)
            if section.kind in ("flow", "form"):
                furniture.draw_foot(canvas, section.sheet, pictures + number, pictures + len(section.pages), parent)
            canvas.showPage()
            done += 1
        pictures += len(section.pages) if section.kind == "picture" else 0  # they are counted with what explains them
    if _is_one_sided(sections):
        canvas.setViewerPreference("Duplex", "Simplex")
    if canvas.bookmarks >= _BOOKMARKS_SHOWN_FROM:
        canvas.showOutline()
    progress.step(N_("Writing the file"), 0, 1)
    with reading:
        canvas.save()


def _is_one_sided(sections: list[Section]) -> bool:
    """Whether one home's letter would else be on the back of another's, or something on the back of a ballot."""
    odd = any(section.kind not in ("labels", "picture") and len(section.pages) % 2 for section in sections[:-1])
    sheets = sum(len(section.pages) for section in sections)
    return odd or (sheets > 1 and any(section.kind == "ballots" for section in sections))


def _draw_head(furniture: Furniture, canvas: TaggedCanvas, section: Section, number: int, heading: str) -> None:
    if section.kind == "letter":
        furniture.draw_letter(canvas, section.sheet, number, len(section.pages), section.title)
    elif section.kind in ("flow", "form"):
        furniture.draw_head(canvas, section.sheet, number, (section.title, heading))

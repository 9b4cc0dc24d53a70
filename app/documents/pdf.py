"""How is a paper written as a tagged PDF?"""

from __future__ import annotations

from typing import BinaryIO

from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from app.documents.characters import clean
from app.documents.drawing import Drawing
from app.documents.fonts import REGULAR, face, reading
from app.documents.furniture import Furniture
from app.documents.languages import LANGUAGE_TAGS
from app.documents.layout import lay_out
from app.documents.model import Document
from app.documents.pages import paginate, running_headings
from app.documents.tags import TaggedCanvas

_MM = 72 / 25.4
_A4 = (210 * _MM, 297 * _MM)
_SIDE = 16 * _MM
_HEAD_BASE, _HEAD_RULE, _BODY_TOP = 13.5 * _MM, 15.5 * _MM, 22 * _MM
"""From the top of the page."""
_FOOT_BASE, _BODY_FOOT = 9.5 * _MM, 16 * _MM
"""From the foot of the page."""

_BOOKMARKS_SHOWN_FROM = 4
"""A paper with fewer headings needs no list of them beside the page."""


def write_pdf(document: Document, file: BinaryIO, progress: Progress = NO_PROGRESS) -> None:
    """Write ``document`` to ``file``. Raises Cancelled; what ``file`` holds then is worth nothing."""
    width, height = _A4 if document.orientation == "portrait" else _A4[::-1]
    left, right = _SIDE, width - _SIDE
    face(REGULAR)  # the canvas needs it from its first moment
    language = LANGUAGE_TAGS.get(document.language, document.language)
    boxes = lay_out(document, right - left, progress)
    pages, spacing = paginate(boxes, height - _BODY_TOP - _BODY_FOOT)

    canvas = TaggedCanvas(file, (width, height), REGULAR, clean(document.title), language)
    drawing = Drawing(canvas, left, right, height - _BODY_TOP)
    furniture = Furniture(document, canvas, left, right)
    for number, (page, heading) in enumerate(zip(pages, running_headings(pages), strict=True), 1):
        progress.step(N_("Drawing the pages"), number - 1, len(pages))
        furniture.draw_head(number, heading, height - _HEAD_BASE, height - _HEAD_RULE)
        drawing.draw(page, spacing)
        furniture.draw_foot(number, len(pages), _FOOT_BASE)
        canvas.showPage()
    if drawing.bookmarks >= _BOOKMARKS_SHOWN_FROM:
        canvas.showOutline()
    progress.step(N_("Writing the file"), 0, 1)
    with reading:
        canvas.save()

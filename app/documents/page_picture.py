"""How does a page of a paper become a picture (PNG)?"""

from __future__ import annotations

import threading
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.documents.model import Document

DOTS = 200
"""To the inch: sharp on a screen, on a web page and on a home printer."""


rendering = threading.Lock()
"""Held by whoever reads or draws a PDF with PDFium, which does one thing at a time for all threads."""


def first_page_png(document: Document, dots: int = DOTS) -> bytes:
    """Return the first page of ``document`` as a PNG; it says how large it is, and nothing of who made it."""
    import pypdfium2

    from app.documents.writer import pdf_bytes

    data = pdf_bytes(document)
    with rendering:
        pdf = pypdfium2.PdfDocument(data)
        try:
            picture = pdf[0].render(scale=dots / 72).to_pil().copy()  # its dots go with the page
        finally:
            pdf.close()
    file = BytesIO()
    picture.save(file, "PNG", dpi=(dots, dots), optimize=True)
    return file.getvalue()

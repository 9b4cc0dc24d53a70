"""How long does binding a meeting folder of 200 pages take, against pypdf alone putting the same PDFs together?"""

from __future__ import annotations

import gc
import sys
from io import BytesIO

from app.core.i18n import translator
from app.documents.binder import Part, bind
from app.documents.model import Document, Heading, Paragraph
from app.documents.writer import pdf_bytes
from benchmarks.measure import Line
from benchmarks.papers import compare, report_run

LIMIT = 1.5
OWN, FILES, PAGES = 20, 9, 20
TEXT = "Skolen foreslår at trafikken legges om, slik at flere barn kan gå og sykle trygt til og fra skolen. " * 5


def run(rounds: int = 5) -> list[Line]:
    """Return the comparison; the PDFs are made before the clock starts."""
    what = f"meeting folder of {OWN + FILES * PAGES} pages, numbered and bookmarked"
    return [compare("benchmarks.bench_folder", what, "pypdf alone, the same PDFs", LIMIT, rounds)]


def paper(pages: int, followed_by: int = 0) -> bytes:
    """A paper of ours with a heading and eight paragraphs on each page."""
    blocks: list[Heading | Paragraph] = []
    for number in range(pages):
        blocks += [Heading(f"Sak {number + 1}", new_page=number > 0), *[Paragraph(TEXT)] * 8]
    return pdf_bytes(Document("Plan", "nb", tuple(blocks), followed_by=followed_by))


def ours(own: bytes, files: list[bytes]) -> bytes:
    parts = [Part(f"Sak {at}/26: plan.pdf", f"Sak {at}/26: plan.pdf", file, PAGES) for at, file in enumerate(files)]
    return bind(own, parts, (), translator("nb"), heading="Vedlegg")


def floor(own: bytes, files: list[bytes]) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(own)))
    for at, file in enumerate(files):
        writer.append(BytesIO(file), outline_item=f"Sak {at}/26: plan.pdf", import_outline=False)
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


if __name__ == "__main__":
    own, files = paper(OWN, FILES * PAGES), [paper(PAGES)] * FILES
    ours(own, files[:1])  # both have their modules and fonts
    gc.collect()
    gc.disable()  # as in the program's background threads, for both sides
    report_run(lambda: {"ours": ours, "floor": floor}[sys.argv[1]](own, files))

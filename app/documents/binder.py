"""How do a paper of ours, PDFs of others and files that are none become one bookmarked PDF?

Our paper comes first and keeps its tags; each page of the others gets the number it has in the whole. What could run by
itself in a PDF of others (scripts, starting programs) is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.core.i18n import N_, Translator
from app.core.progress import NO_PROGRESS, Progress
from app.documents.fonts import REGULAR, face, reading
from app.documents.pen import GREY

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

MOST_PAGES = 2000
"""Of one PDF; a longer one goes along as a file."""
_WIDTH, _SIZE, _MARGIN, _BASE = 595.0, 8.0, 28.0, 12.0
"""Of the foot of an A4 page; that of a larger or smaller one is as much larger or smaller."""
_OF_PAGE = (
    "/Type",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
    "/Annots",
)
_OF_NOTE = ("/Type", "/Subtype", "/Rect", "/F", "/AP", "/AS", "/Border", "/BS", "/C", "/H", "/QuadPoints")
"""What is kept of a page, and of what lies on it: what is seen. All else may run something, or lead to what does."""
_MEDIA = ("/RichMedia", "/Movie", "/Screen", "/Sound", "/3D", "/FileAttachment", "/Popup")
_HARMLESS = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Part:
    """A PDF of others: ``title`` is its bookmark, ``about`` what stands at the foot of its pages."""

    title: str
    about: str
    data: bytes
    pages: int


@dataclass(frozen=True)
class Enclosed:
    """A file that is no PDF, or one that cannot be read; it rides along as it is."""

    name: str
    data: bytes


def pages_in(data: bytes) -> int | None:
    """Return how many pages a PDF has that can be put into another one; None for a broken, locked or endless one."""
    if not data.lstrip()[:5].startswith(b"%PDF"):
        return None
    try:
        with _quietly():
            reader = _reader(data)
            if reader.is_encrypted:
                return None
            number = len(reader.pages)
            if not 0 < number <= MOST_PAGES:
                return None
            for page in reader.pages:
                _ = float(page.mediabox.width), float(page.mediabox.height), page.get("/Contents")
            return number
    except Exception:  # noqa: BLE001 - whatever a file of others does, it is kept as a file
        return None


def bind(
    own: bytes,
    parts: Sequence[Part],
    enclosed: Sequence[Enclosed],
    tr: Translator,
    *,
    heading: str = "",
    progress: Progress = NO_PROGRESS,
) -> bytes:
    """Return ``own`` with the pages of ``parts`` after it and the files in it; ``heading`` is the bookmark over them.

    ``own`` counts the pages that follow already (``Document.followed_by``). Raises Cancelled.
    """
    if not parts and not enclosed:
        return own
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    with _quietly():
        writer = PdfWriter(clone_from=_reader(own))
        writer.pdf_header = "%PDF-1.7"
        number = first = len(writer.pages)
        total = first + sum(part.pages for part in parts)
        stamps = _Stamps(writer, [(part.about, page) for part in parts for page in range(part.pages)], first, total, tr)
        over = writer.add_outline_item(title=heading, page_number=first) if heading and parts else None
        for part in parts:
            writer.add_outline_item(title=part.title, page_number=number, parent=over)
            for page in _reader(part.data).pages:
                progress.step(N_("Putting the papers together"), number, total)
                _disarm(page)  # before it is copied, so that nothing of it is
                stamps.put(writer.add_page(page), number - first)
                number += 1
        for name, file in zip(_apart([one.name for one in enclosed]), enclosed, strict=True):
            writer.add_attachment(name, file.data)
        if enclosed and not parts:
            writer.root_object[NameObject("/PageMode")] = NameObject("/UseAttachments")
        elif parts:
            writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
        file_out = BytesIO()
        writer.write(file_out)
    return file_out.getvalue()


class _Stamps:
    """What stands at the foot of each page of others, drawn after all that is there, which is never read."""

    def __init__(
        self, writer: PdfWriter, pages: Sequence[tuple[str, int]], first: int, total: int, tr: Translator
    ) -> None:
        self._writer = writer
        self._drawn, self._fonts = _draw_stamps(writer, [about for about, _ in pages], first, total, tr)
        self._before = self._stream(b"q")

    def put(self, page: PageObject, number: int) -> None:
        """Draw the stamp of the ``number``-th page of others at its visible foot, however it is turned."""
        from pypdf.generic import ArrayObject, DictionaryObject, NameObject

        resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
        fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
        fonts.update(self._fonts)
        resources[NameObject("/Font")] = fonts
        page[NameObject("/Resources")] = resources
        after = self._stream(b"Q /Artifact BMC q %s cm %s Q EMC" % (_place(page), self._drawn[number]))
        page[NameObject("/Contents")] = ArrayObject([self._before, *_contents(page), after])

    def _stream(self, data: bytes) -> Any:
        from pypdf.generic import StreamObject

        stream = StreamObject()
        stream.set_data(data)
        return self._writer._add_object(stream)


def _place(page: PageObject) -> bytes:
    """Return the matrix that leads from a foot of ``_WIDTH`` points to the one that is seen on a page."""
    box, turned = page.cropbox, int(page.get("/Rotate", 0) or 0) % 360
    left, foot, right, top = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    scale = (top - foot if turned in (90, 270) else right - left) / _WIDTH
    matrix = {
        90: (0, scale, -scale, 0, right, foot),
        180: (-scale, 0, 0, -scale, right, top),
        270: (0, -scale, scale, 0, left, top),
    }.get(turned, (scale, 0, 0, scale, left, foot))
    return " ".join(f"{value:.4f}" for value in matrix).encode()


def _draw_stamps(
    writer: PdfWriter, abouts: Sequence[str], first: int, total: int, tr: Translator
) -> tuple[list[bytes], dict[Any, Any]]:
    """Return what draws each stamp, and the fonts for it by the names it calls them.

    All are drawn on one page, of which only the font is kept.
    """
    from pypdf.generic import NameObject
    from reportlab.pdfgen.canvas import Canvas

    if not abouts:
        return [], {}
    ours = face(REGULAR)
    file = BytesIO()
    font: Any = REGULAR
    canvas: Any = Canvas(file, pagesize=(_WIDTH, 24), initialFontName=font, pageCompression=0)
    drawn = []
    for at, about in enumerate(abouts):
        canvas._code = []
        canvas.setFont(REGULAR, _SIZE)
        number = ours.printable(tr(N_("Page {page} of {pages}"), page=first + at + 1, pages=total))
        at_right = _WIDTH - _MARGIN - _wide(number)
        said = _fitted(ours.printable(about), at_right - _MARGIN - 16)
        for text, x in ((said, _MARGIN), (number, at_right)):
            if not text:
                continue
            canvas.setFillGray(1)  # so that it can be read on a dark picture too
            canvas.rect(x - 3, _BASE - 3, _wide(text) + 6, _SIZE + 4, stroke=0, fill=1)
            canvas.setFillGray(GREY)
            canvas.drawString(x, _BASE, text)
        drawn.append("\n".join(canvas._code))
    with reading:
        canvas.save()
    fonts: Any = _reader(file.getvalue()).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    named = {name: f"/FolderFont{at}" for at, name in enumerate(sorted(fonts, key=len, reverse=True))}
    for name, own_name in named.items():  # a page may call another font by the same name
        drawn = [text.replace(f"{name} ", f"{own_name} ") for text in drawn]
    kept = {NameObject(own_name): writer._add_object(fonts[name].clone(writer)) for name, own_name in named.items()}
    return [text.encode("latin-1") for text in drawn], kept


def _wide(text: str) -> float:
    return face(REGULAR).width(text) * _SIZE / 1000


def _fitted(text: str, room: float) -> str:
    if _wide(text) <= room:
        return text
    while text and _wide(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _contents(page: PageObject) -> list[Any]:
    """Return the streams of a page as they are, unread."""
    raw = page.get("/Contents")
    if raw is None:
        return []
    found = raw.get_object()
    if isinstance(found, list):
        return list(found)
    return [page.raw_get("/Contents")]


def _disarm(page: PageObject) -> None:
    """Leave on a page what is seen, and links that lead out to an address; whatever else could run is gone.

    An action can have others after it, and a link within the PDF brings along the page it leads to, so neither is kept.
    """
    from pypdf.generic import ArrayObject, NameObject

    for name in [name for name in page if name not in _OF_PAGE]:
        del page[name]
    notes = page.get("/Annots")
    notes = None if notes is None else notes.get_object()
    kept = [_seen(note.get_object()) for note in notes] if isinstance(notes, list) else []
    page[NameObject("/Annots")] = ArrayObject(note for note in kept if note is not None)


def _seen(note: Any) -> Any:
    """Return what is seen of a note on a page; None for one that plays something or holds a file."""
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    if not isinstance(note, DictionaryObject) or note.get("/Subtype") in _MEDIA:
        return None
    kept = DictionaryObject({NameObject(name): note.raw_get(name) for name in _OF_NOTE if name in note})
    action = note.get("/A")
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject) and action.get("/S") == "/URI":
        address = str(action.get("/URI", ""))
        if address.lower().startswith(_HARMLESS):
            kept[NameObject("/A")] = DictionaryObject(
                {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
            )
    return kept if note.get("/Subtype") != "/Link" or "/A" in kept else None


def _apart(names: Sequence[str]) -> Iterator[str]:
    """Yield names of which no two are the same: the second "plan.docx" is "plan (2).docx"."""
    taken: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        said, number = name, 1
        while said.casefold() in taken:
            number += 1
            said = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
        taken.add(said.casefold())
        yield said


def _reader(data: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(BytesIO(data), strict=False)


@contextmanager
def _quietly() -> Iterator[None]:
    """Let pypdf not tell of every flaw in a file of others: what it says may hold what the file says."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)

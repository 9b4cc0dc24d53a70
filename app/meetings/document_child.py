"""The limited child process that reads the text of minutes somebody else wrote: a hostile file can kill it alone.

PDFium is native code that a broken PDF can end. The child takes the bytes on standard input and answers in frames:
("kind", media type), then ("document", text, why nothing could be read), or ("refused", …). Asked with ``outline``
it says of a Word document, in place of its text, what is in it as plain HTML (document_outline.py).
"""

from __future__ import annotations

import contextlib
import os
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree import ElementTree

from app.contacts.imports.files import limits, preflight
from app.contacts.imports.files.frames import Answer
from app.contacts.imports.files.ole import OleFile
from app.core.errors import UserError
from app.core.i18n import N_

COMMAND, OUTLINE = "read-document", "outline"
PDF, DOC = "application/pdf", "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
LONGEST = 2_000_000
"""Characters: more than a year's minutes; nobody finds a word after that."""
MOST_PAGES = 2_000
SECONDS = 30

NOT_A_DOCUMENT = N_("This is neither a PDF nor a Word document. Save the minutes as one of these.")
UNSAFE = N_("The file is not built as a document should be and is not opened. Save it again where it was written.")
DAMAGED = N_("The file is damaged or not complete. Get it once more from where it came.")
NO_TEXT = N_(
    "No text could be read in the file; it may be a scanned picture. It is kept, but is not found by its words."
)
BROKEN = N_("The text of the file could not be read. It is kept, but is not found by its words.")
LOCKED = N_("The file is protected by a password. It is kept, but is not found by its words.")
OLD_WORD = N_("The text of an old Word document (.doc) is not read. It is kept, but is not found by its words.")

_PARAGRAPHS = ("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h")
_UNSAID = dict.fromkeys(range(32), " ") | {9: "\t", 10: "\n", 0xFFFE: "", 0xFFFF: "", 0xAD: "", 2: ""}


def main(arguments: list[str]) -> int:
    """Read a document from standard input and say what it is and what it says. Returns the exit code."""
    out: BinaryIO = sys.stdout.buffer if sys.stdout is not None else os.fdopen(1, "wb")
    stream: BinaryIO = sys.stdin.buffer if sys.stdin is not None else os.fdopen(0, "rb")
    answer = Answer(out)
    limits.limit_memory()
    limits.limit_time(SECONDS)
    try:
        _tell(answer, stream.read(), as_outline=OUTLINE in arguments)
    except UserError as error:
        answer.refuse(error)
    except BaseException:  # noqa: BLE001 - whatever a reader did; the parent has the sentence
        answer.send(("document", "", BROKEN))
    with contextlib.suppress(OSError):
        out.flush()
    return 0


def is_pdf(data: bytes) -> bool:
    """Say whether a file is a PDF: what is before its mark is passed over by every reader (ISO 32000-1, annex H)."""
    return b"%PDF-" in data[:1024]


def _tell(answer: Answer, data: bytes, *, as_outline: bool) -> None:
    kind = PDF if is_pdf(data) else _word(data)
    answer.send(("kind", kind))
    if kind in (PDF, DOC):
        text, why = (_of_pdf(data)) if kind == PDF else ("", LOCKED if _is_locked(data) else OLD_WORD)
    else:
        limits.refuse_everything_else()
        if as_outline and kind == DOCX:
            from app.meetings.document_outline import html_of

            answer.send(("document", html_of(data)[:LONGEST], ""))
            return
        text, why = _cut(_of_docx(data) if kind == DOCX else _of_odt(data)), ""
    answer.send(("document", text, why or ("" if text else NO_TEXT)))


def _word(data: bytes) -> str:
    """Return which kind of Word document it is, by what it holds. Raises UserError."""
    found = preflight.kind_of(data[: preflight.LOOKED_AT])
    if found == preflight.OLE:
        names = OleFile(data).names
        if "worddocument" in names or "encryptedpackage" in names:
            return DOC
        raise UserError(NOT_A_DOCUMENT)
    if found != preflight.ZIP:
        raise UserError(NOT_A_DOCUMENT)
    try:
        names = preflight.check_zip(data).names
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if "word/document.xml" in names:
                return DOCX
            if "content.xml" in names and archive.read("mimetype").strip() == ODT.encode():
                return ODT
    except UserError as error:
        raise UserError(DAMAGED if error.message == preflight.DAMAGED else UNSAFE) from None
    except (KeyError, OSError, zipfile.BadZipFile):
        pass
    raise UserError(NOT_A_DOCUMENT)


def _is_locked(data: bytes) -> bool:
    return "encryptedpackage" in OleFile(data).names


def _of_pdf(data: bytes) -> tuple[str, str]:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return "", LOCKED if "password" in str(error).casefold() else BROKEN
    pages = (document[number] for number in range(min(len(document), MOST_PAGES)))
    return _cut(page.get_textpage().get_text_range() for page in pages), ""


def _of_docx(data: bytes) -> Iterator[str]:
    """Return the paragraphs, those in tables too."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(BytesIO(data)).element.body
    for paragraph in body.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        yield "".join((piece.text or "") if piece.tag == qn("w:t") else " " for piece in pieces)


def _of_odt(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag in _PARAGRAPHS:
                yield "".join(element.itertext())
                element.clear()


def _cut(pieces: Iterator[str]) -> str:
    """Return as much as is kept, without signs no text has."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        said = piece.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSAID).strip()
        said = said.encode("utf-8", "ignore").decode()
        if said:
            kept.append(said)
            length += len(said) + 1
        if length > LONGEST:
            break
    return "\n".join(kept)[:LONGEST]

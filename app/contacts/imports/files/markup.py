"""Does this markup say what its words mean (a document type)? No file of this kind needs to, and bombs do."""

from __future__ import annotations

import codecs
import re

from app.contacts.imports.files.words import UNSAFE
from app.core.errors import UserError

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._\-]{1,40})[\"']")
_ENCODINGS = ("utf-8", "utf-16", "ascii", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_MARKS = (b"<!DOCTYPE", b"<!ENTITY")
_KEPT = 40


class DoctypeWatch:
    """Looks at all of a text, a piece at a time: a document type can hide behind a long comment, or in UTF-16."""

    def __init__(self) -> None:
        self._end: bytes | None = None
        self._wide = False

    def look(self, chunk: bytes) -> None:
        """Look at the next piece. Raises UserError."""
        if self._end is None:
            self._end = b""
            self._wide = is_wide(chunk)
        seen = self._end + chunk
        if b"!" in seen:  # one sign is found at once, and hardly any text of a sheet has it
            text = seen.replace(b"\0", b"") if self._wide else seen
            if any(mark in text for mark in _MARKS):
                raise UserError(UNSAFE)
        self._end = seen[-_KEPT:]


def check_xml(data: bytes) -> None:
    """Check an XML file of its own: no document type, and an encoding in which one could be seen. Raises UserError."""
    DoctypeWatch().look(data)
    declared = _DECLARED.match(narrow(data[:1000]))
    if declared is not None and declared[1].decode().lower() not in _ENCODINGS:
        raise UserError(UNSAFE)


def is_wide(data: bytes) -> bool:
    """Say whether the text has two bytes for each letter."""
    return data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def narrow(beginning: bytes) -> bytes:
    """Return the beginning of a text without its byte order mark, and with one byte to a letter."""
    if is_wide(beginning):
        return beginning.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE).replace(b"\0", b"")
    return beginning.removeprefix(codecs.BOM_UTF8)

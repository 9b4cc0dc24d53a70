"""Which sections are in a document of the school: Word, OpenDocument or PDF? It is read in the limited child."""

from __future__ import annotations

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.document_child import OUTLINE
from app.meetings.receiving import examine
from app.plan.imports.pasted import PastedSection, read

UNREAD = N_("No text could be read in the file. Open it where it was written, copy the text, and paste it here.")


def read_document(data: bytes) -> tuple[PastedSection, ...]:
    """Return the sections of a document, by its bytes. Raises UserError.

    It takes a second or more; a window does it in the background.
    """
    found = examine(data, OUTLINE)
    if found.unread or not found.text.strip():
        raise UserError(UNREAD, field="file")
    return read(found.text)

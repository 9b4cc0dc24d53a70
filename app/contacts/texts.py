"""What stands in a cell or a field, as plain text? And what is said where it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from app.contacts.cell import Cell, text_of
from app.core.i18n import N_

IDENTITY_NUMBER = N_("The cell holds a fødselsnummer, which is never kept. Take it out of the file.")
PROTECTED_WORDS = N_(
    "The cell says that the address is protected. Nothing of it was kept: "
    "set the address grade for this person by hand."
)
TOO_LONG = N_("The text is longer than it can be here. Shorten it in the file.")
CELL_ERROR = N_("“{value}” is what the spreadsheet writes for a value it cannot show. Correct the cell in the file.")

_SHOWN = 40
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Signs without a width: they stand between no two words."""
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f]+")
_TEXT_MARK = re.compile(r"^['´‘’](?=[\d=+@#-]|[^\W\d_]{2})")
"""The apostrophe by which a spreadsheet is told that a cell is text, where it came along; “'t Hooft” is a name."""
_ERROR = re.compile(
    r"#+|#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA|BUSY!"
    r"|VERDI!|NAVN\?|NAMN\?|I/T|OVERFLYT!|KALK!|FELT!|OVERLØP!|TILKOBLING!|BLOKKERT!|UKJENT!)|Err:\d{3}",
    re.IGNORECASE,
)


class Trouble(NamedTuple):
    """Why a cell was not taken: a msgid and the values of its placeholders.

    ``rest`` is what could be read of it all the same; then the message says so.
    """

    message: str
    value: str = ""
    rest: Any = None


def clean_text(cell: Cell) -> str:
    """Return the text with single spaces, composed letters (NFC) and nothing invisible; capitals as they are."""
    text = cell if type(cell) is str else text_of(cell)
    if text.isascii() and text.isprintable():
        if text[:1] == "'":
            text = _TEXT_MARK.sub("", text)
        return text.strip() if "  " not in text else " ".join(text.split())
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    return _TEXT_MARK.sub("", " ".join(unicodedata.normalize("NFC", text).split()))


def shown(text: str) -> str:
    """Return a value short enough to stand in a sentence; a number that could be a fødselsnummer is never repeated."""
    if sum(map(str.isdigit, text)) >= 11:
        return "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def error_in(cell: Cell) -> Trouble | None:
    """Return the trouble of a cell that only holds a spreadsheet's own error, such as #REF! or #####."""
    if type(cell) is not str or not cell.lstrip().startswith(("#", "Err:")) or not _ERROR.fullmatch(cell.strip()):
        return None
    return Trouble(CELL_ERROR, shown(cell.strip()))

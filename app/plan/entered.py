"""What did she type in a plan: a heading, a text, a point?"""

from __future__ import annotations

import re
import unicodedata

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.meetings.entered import entered_words

LONGEST_TEXT = 20_000
LONGEST_POINT = 4_000
NO_TITLE = N_("Write what the section is called.")
NO_POINT = N_("Write what the point says, or remove it.")
TOO_LONG = N_("The text is too long. Use at most {most} characters.")

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]+")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\u0085\u000b\u000c]")


def entered_text(text: str, field: str, most: int = LONGEST_TEXT) -> str:
    """Return a text of several paragraphs with its marks and line breaks, none at its ends. Raises UserError.

    A line may begin with blanks: so it goes on with the item of a list above it (app/documents/marked.py).
    """
    if holds_identity_number(text):
        raise UserError(N_("A fødselsnummer is never kept here. Leave it out."), field=field)
    text = _CONTROL.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", _BREAKS.sub("\n", text))))
    text = "\n".join(line.rstrip() for line in text.replace("\t", " ").split("\n")).strip()
    if len(text) > most:
        raise UserError(TOO_LONG, field=field, most=most)
    return text


def entered_point(text: str, field: str = "text") -> str:
    """Return what a point says. Raises UserError where it says nothing."""
    found = entered_text(text, field, LONGEST_POINT)
    if not found:
        raise UserError(NO_POINT, field=field)
    return found


def entered_title(text: str, field: str = "title") -> str:
    """Return the heading of a section. Raises UserError for a blank."""
    found = entered_words(text, field)
    if not found:
        raise UserError(NO_TITLE, field=field)
    return found


def entered_level(text: str, field: str = "level") -> int:
    """Return a level, 1 to 3. Raises UserError."""
    if text not in ("1", "2", "3"):
        raise UserError(N_("Choose one of the values in the list."), field=field)
    return int(text)

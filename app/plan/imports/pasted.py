"""Which sections, columns and points are in a text that is pasted, or in a Word document?

What is read is shown before anything is kept (``app.plan.taking``). Nothing of a page is run or fetched.
"""

from __future__ import annotations

import re

from app.core.errors import UserError
from app.core.i18n import N_
from app.plan.imports.blocks import Block
from app.plan.imports.html_blocks import looks_like_html, read_html
from app.plan.imports.plain_blocks import read_plain
from app.plan.imports.sections import PastedSection, sections_of

__all__ = ["PastedSection", "read"]

LONGEST = 2_000_000
"""Characters: with Word's own words about looks, a plan of a hundred pages."""
MOST_BLOCKS = 5_000
TOO_LONG = N_("The text is too long to be taken in as a plan. Take in a part of it at a time.")
NOTHING = N_("There is no text to take in.")

_CLIPBOARD_HEAD = re.compile(r"\AVersion:[\d.]+\s[^<]{0,500}(?=<)", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]")


def read(text: str) -> tuple[PastedSection, ...]:
    """Return the sections of what is on the clipboard, HTML or plain text. Raises UserError."""
    if len(text) > LONGEST:
        raise UserError(TOO_LONG, field="text")
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    blocks = _blocks(text)
    if len(blocks) > MOST_BLOCKS:
        raise UserError(TOO_LONG, field="text")
    found = sections_of(blocks)
    if not found:
        raise UserError(NOTHING, field="text")
    return found


def _blocks(text: str) -> list[Block]:
    if looks_like_html(text):
        return read_html(_CLIPBOARD_HEAD.sub("", text))
    return read_plain(text)

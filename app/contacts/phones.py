"""Which phone numbers does a cell hold, of which kind, and whose name stands beside them?"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.contacts.cell import Cell, text_of
from app.contacts.marks import names_protection
from app.contacts.texts import IDENTITY_NUMBER, PROTECTED_WORDS, Trouble, clean_text, shown
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.core.reach import read_phone

NO_PHONE = N_("“{value}” cannot be read as a phone number. Write eight digits, or + and the country's number first.")
SHORTENED = N_(
    "“{value}” is a number the spreadsheet has shortened. Format the column as text, write the number once more "
    "and save the file again."
)
EXTENSION = N_("“{value}” holds an extension, which is not kept here. The number was taken without it.")

Phone = tuple[str, str]
Phones = tuple[Phone, ...]

_PLAIN = re.compile(r"(?:\+47 ?)?([2-9](?: ?[0-9]){7})")
_BREAK = re.compile(r"[/;,|\n]|\bog\b|\beller\b|\bor\b|\band\b|&|(?<=\d)\s*(?=\+\d)|(?<=\d)\s+(?=0047)", re.IGNORECASE)
_RUN = re.compile(r"[+\d(][\d\s.\-()\u00a0]*")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_EXTENSION = re.compile(r"[\s,]*(?:\b(?:int(?:ern)?|ext|linje|lokal)\b\.?|x)\s*:?\s*\d{1,5}\s*$", re.IGNORECASE)
_SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_WHOLE = re.compile(r"(\+?\d{8,15})[.,]0")
"""What a program wrote of a spreadsheet's number: "90012345.0"."""
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}")
_KINDS = (
    ("work", re.compile(r"\b(?:t?lf?\.?\s*)?(?:jobb|arb|work|kontor)", re.IGNORECASE)),
    ("home", re.compile(r"\b(?:hjem|heim|home|fast)", re.IGNORECASE)),
    ("mobile", re.compile(r"\b(?:mob|cell)", re.IGNORECASE)),
)


class Labelled(NamedTuple):
    """One number of a cell, and the words that stand beside it; ``number`` None where it cannot be read."""

    number: str | None
    kind: str
    words: str


def clean_phones(cell: Cell) -> Phones | Trouble:
    """Return ((E.164 number, kind), …), one or more from a cell; () for a blank."""
    text = cell if type(cell) is str else clean_text(cell)
    if len(text) == 8 and text.isdecimal() and text.isascii() and text[0] in "2345679":
        return (("+47" + text, "mobile" if text[0] in "49" else "home"),)
    text = clean_text(text)
    if not text or text in ("-", "–", "0"):
        return ()
    if match := _WHOLE.fullmatch(text):
        text = match[1]
        cell = text
    if match := _PLAIN.fullmatch(text):
        number = "+47" + match[1].replace(" ", "")
        return ((number, kind_of(number)),)
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if match := _SHORTENED.fullmatch(text):
        digits = match[1] + (match[2] or "")
        if len(digits) != int(match[3]) + 1:
            return Trouble(SHORTENED, shown(text))
        return clean_phones(digits)
    if (type(cell) is float and not cell.is_integer()) or _DATE.fullmatch(text):
        return Trouble(NO_PHONE, shown(text))
    with_extension = _EXTENSION.search(text) is not None
    found = labelled_phones(_EXTENSION.sub("", text) if with_extension else cell)
    if not found or any(one.number is None for one in found):
        return Trouble(PROTECTED_WORDS) if names_protection(text) else Trouble(NO_PHONE, shown(text))
    phones = tuple({one.number: (one.number, one.kind) for one in found if one.number}.values())
    return Trouble(EXTENSION, shown(text), phones) if with_extension else phones


def labelled_phones(cell: Cell) -> list[Labelled]:
    """Return every number of a cell with the words beside it: “mob: 900 12 345 / jobb 73 00 00 73”."""
    lines = text_of(cell).replace("\r", "\n").split("\n")
    text = "\n".join(clean_text(line).translate(_DASHES) for line in lines)
    digits = re.sub(r"\D", "", text)
    if len(digits) in (16, 24) and not re.search(r"[+;,/|]|[^\W\d_]", text):
        return [_labelled(digits[at : at + 8], "") for at in range(0, len(digits), 8)]
    found = []
    for part in _BREAK.split(text):
        runs = [match for match in _RUN.finditer(part) if any(map(str.isdigit, match[0]))]
        if len(runs) < 2:
            if runs:
                found.append(_labelled(part, part))
            continue
        ends = [0, *(run.end() for run in runs)]
        behind = runs[0].start() == 0 and part[runs[-1].end() :].strip()  # "900 12 345 mob 73 00 00 73 jobb"
        for place, run in enumerate(runs):
            stop = runs[place + 1].start() if place + 1 < len(runs) else len(part)
            words = part[run.end() : stop] if behind else part[ends[place] : run.start()]
            found.append(_labelled(run[0], words))
    return found


def kind_of(number: str) -> str:
    """Return the kind a number shows by itself: Norwegian mobiles begin with 4 or 9; foreign ones are mobiles."""
    return "home" if number.startswith("+47") and number[3:4] not in ("4", "9") else "mobile"


def _labelled(text: str, words: str) -> Labelled:
    number = read_phone(text)
    if number is None:
        return Labelled(None, "", words)
    named = next((kind for kind, pattern in _KINDS if pattern.search(words)), "") if words else ""
    return Labelled(number, named or kind_of(number), words)

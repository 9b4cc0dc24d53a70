"""What does a cell say? Each kind of value is cleaned once, however often it stands in the file.

A cleaner takes a cell and returns the value, the kind's own blank, or a :class:`Trouble` with words for the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app.contacts.cell import Cell
from app.contacts.marks import names_protection, without_marks
from app.contacts.texts import IDENTITY_NUMBER, PROTECTED_WORDS, TOO_LONG, Trouble, clean_text, error_in, shown
from app.core.i18n import N_
from app.core.identity import holds_identity_number, looks_like_identity_number
from app.core.reach import PLAIN_EMAIL, read_email

NO_NAME = N_("“{value}” is not a name. Correct it in the file.")
NO_EMAIL = N_("“{value}” is not an e-mail address. Correct it in the file.")
NO_GENDER = N_("“{value}” is not read as a gender. Write jente or gutt.")
NO_RELATION = N_("“{value}” is not read as a relation to the pupil. Write mor, far, fosterforelder or verge.")
NO_POSTAL_CODE = N_("“{value}” is not a postal code. Write four digits.")
DATE_FOR_CLASS = N_(
    "“{value}” is a date, not a class: the spreadsheet has made it one. Format the column as text and write the class "
    "once more."
)
HAS_LEFT = N_("“{value}” is not a class. Take the row out of the file if the pupil has left, else write the class.")

Emails = tuple[str, ...]

LOST_SIGNS = "?\ufffd"
"""What programs write in place of a letter they have no sign for."""

_BLANK = ("-", "–", "—", "0")
_LONGEST_NAME, _LONGEST_TEXT = 100, 200
_NO_PART_OF_NAMES = re.compile(r"[@=|\\]|^[#+\-*/]|https?:", re.IGNORECASE)
_PEOPLE_BREAK = re.compile(r"\s*[/;&+\n]\s*|\s+(?:og|and)\s+")
_CLASS_WORD = r"(?:klass[ea]|class|gruppe|kl)\.?\s*:?"
_CLASS = re.compile(
    rf"(?:{_CLASS_WORD})?\s*(\d{{1,2}})\s*[.\-/_]?\s*(?:trinn|klass[ea])?\s*((?:[A-Za-zÆØÅæøå]{{1,2}}\d?)?)"
)
_GRADES_TOGETHER = re.compile(
    rf"(?:{_CLASS_WORD})?\s*(\d{{1,2}})\.?\s*[-–—/]\s*(\d{{1,2}})\.?\s*(?:trinn|klass[ea])?\s*([A-Za-zÆØÅæøå]?)"
)
_CLASS_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?: .*)?")
_LEFT = re.compile(r"(?:har )?(?:slutta|sluttet|flytta|flyttet|utmeldt?|utskrevet|utskriven|left|moved)\b.*")
_LEADING_GRADE = re.compile(rf"(?:{_CLASS_WORD}|trinn)?\s*(\d{{1,2}})(?!\d)")
_POSTAL = re.compile(r"(?:NO?-\s?)?(\d{4})(?:[\s,]+(\D.*))?", re.IGNORECASE)
_LOST_ZERO = re.compile(r"(\d{3})[\s,]+(Oslo)", re.IGNORECASE)
"""A postal code that begins with 0 is one of Oslo's; “101 Reykjavík” is another country's."""
_FOREIGN_POSTAL = re.compile(r"(?=.*\d)(?!\d{3} \D)[A-Za-z0-9][A-Za-z0-9 \-]{1,9}")
_ADDRESS_WITH_CITY = re.compile(
    r"(.+?)[\s,]+(?:NO?-\s?)?(\d{4})\s+([^\W\d_][^\d,]*)(?:,\s*(?:Norge|Noreg|Norway))?", re.I
)
_ADDRESS_IN_OSLO = re.compile(r"(.+?),\s*(\d{3})\s+(Oslo)", re.IGNORECASE)


def _codes(listed: dict[str, str]) -> dict[str, str]:
    return {word: code for code, words in listed.items() for word in words.split()}


_PARTICLES = _codes({"particle": "van von der den de da di do dos du la le lo af av bin ibn al el ter ten zu zur y"})
_GENDERS = _codes(
    {
        "female": "jente j jenter kvinne k female f girl woman pike hunkjønn hokjønn w",
        "male": "gutt g gutter gut mann m male boy man hankjønn",
        "unknown": "ukjent unknown annet anna u x -",
    }
)
_RELATIONS = _codes(
    {
        "mother": "mor mother mamma medmor",
        "father": "far father pappa",
        "foster_parent": "fosterforelder fostermor fosterfar fosterforeldre fosterparent",
        "step_parent": "stemor stefar steforelder stepparent stepmother stepfather",
        "appointed_guardian": "verge vergje",
        "": "forelder foresatt føresett parent guardian annet anna",
    }
)


class Cleaned(dict[Cell, Any]):
    """Cell → value, worked out the first time a cell is met. ``troubled`` once a cell could not be read."""

    def __init__(self, clean: Callable[[Cell], Any]) -> None:
        super().__init__()
        self._clean = clean
        self.troubled = False

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._clean(cell)
        if type(value) is Trouble:
            self.troubled = True
            value = self[cell] = error_in(cell) or value
        return value

    def column(self, cells: tuple[Cell, ...]) -> list[Any]:
        """Return the value of every cell of a column."""
        return list(map(self.__getitem__, cells))


def clean_name(cell: Cell) -> str | Trouble:
    """Return a name or part of one, as it is written; "" for a blank."""
    text = clean_text(cell)
    if not text or text in _BLANK:
        return ""
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if len(text) > _LONGEST_NAME:
        return Trouble(TOO_LONG)
    if error := error_in(text):
        return error
    text = without_marks(text)  # "Berg (kode 7)": read by protection_told, and no part of a name
    if not text:
        return ""
    if _NO_PART_OF_NAMES.search(text):
        return Trouble(NO_NAME, shown(text))
    # Of "Đỗ" nothing but "??" may be left: that is still a name, of somebody who may be known.
    return text if any(map(str.isalpha, text)) or not text.strip(LOST_SIGNS + " ") else Trouble(NO_NAME, shown(text))


def has_lost(text: str) -> bool:
    """Say whether a letter was lost in this text."""
    return any(sign in text for sign in LOST_SIGNS)


def clean_line(cell: Cell) -> str | Trouble:
    """Return one line of an address; "" for a blank."""
    text = clean_text(cell)
    if not text or text in _BLANK:
        return ""
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if names_protection(text):
        return Trouble(PROTECTED_WORDS)
    return error_in(text) or (text if len(text) <= _LONGEST_TEXT else Trouble(TOO_LONG))


def clean_whole_address(cell: Cell) -> tuple[str, str, str] | Trouble:
    """Return (street, postal code, city) of an address that is written in one cell."""
    line = clean_line(cell)
    if isinstance(line, Trouble):
        return line
    return whole_address(line) or (line, "", "")


def whole_address(line: str) -> tuple[str, str, str] | None:
    """Return (street, postal code, city) of a line that holds all three, None of any other."""
    if match := _ADDRESS_WITH_CITY.fullmatch(line):
        return (match[1].rstrip(","), match[2], match[3].strip())
    match = _ADDRESS_IN_OSLO.fullmatch(line)
    return (match[1], "0" + match[2], match[3]) if match else None


def clean_postal(cell: Cell) -> tuple[str, str] | Trouble:
    """Return (postal code, city or ""): zeros are kept, or put back where a spreadsheet took them."""
    text = clean_text(cell)
    if not text or text in _BLANK:
        return ("", "")
    if text.isdecimal() and 3 <= len(text) <= 4:
        return (text.zfill(4), "")
    if match := _POSTAL.fullmatch(text):
        return (match[1], match[2] or "")
    if match := _LOST_ZERO.fullmatch(text):
        return ("0" + match[1], match[2])
    line = clean_line(cell)
    if isinstance(line, Trouble):
        return line
    return (text.upper(), "") if _FOREIGN_POSTAL.fullmatch(text) else Trouble(NO_POSTAL_CODE, shown(text))


def split_city(city: str) -> tuple[str, str]:
    """Return (postal code or "", city): some lists have both in the column of the city."""
    match = (_POSTAL.fullmatch(city) or _LOST_ZERO.fullmatch(city)) if city[:1].isdigit() else None
    return (match[1].zfill(4), match[2]) if match and match[2] else ("", city)


def clean_emails(cell: Cell) -> Emails | Trouble:
    """Return the e-mail addresses in a cell; () for a blank."""
    if type(cell) is str and PLAIN_EMAIL.fullmatch(cell) and ".." not in cell and not holds_identity_number(cell):
        return (cell,)
    text = clean_text(cell)
    if not text or text in _BLANK:
        return ()
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    text = text.replace("mailto:", "")
    bracketed = re.findall(r"<([^<>\s]+@[^<>\s]+)>", text)  # "Kari Berg <kari@example.no>"
    words = bracketed or [word for word in re.split(r"[;,\s|/]+|\s(?:og|eller)\s", text) if word]
    addresses = [read_email(word) for word in words if word.casefold() not in ("og", "eller")]
    if not addresses or None in addresses:
        return Trouble(PROTECTED_WORDS) if names_protection(text) else Trouble(NO_EMAIL, shown(text))
    return tuple(dict.fromkeys(address for address in addresses if address))


def clean_class(cell: Cell) -> str | Trouble:
    """Return the class as the school writes it: "5 A", "5a" and "Klasse 5A" are "5A", "1.–2. trinn A" is "1-2A"."""
    text = clean_text(cell)
    if text in _BLANK:
        return ""
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    folded = text.casefold()
    if match := _CLASS.fullmatch(folded):
        return str(int(match[1])) + match[2].upper()
    if match := _GRADES_TOGETHER.fullmatch(folded):
        return f"{int(match[1])}-{int(match[2])}{match[3].upper()}"
    if _CLASS_DATE.fullmatch(text):
        return Trouble(DATE_FOR_CLASS, shown(text))
    if _LEFT.fullmatch(folded):
        return Trouble(HAS_LEFT, shown(text))
    name = re.sub(rf"^{_CLASS_WORD}\s+", "", text, flags=re.IGNORECASE)
    return (error_in(text) or name) if len(name) <= _LONGEST_NAME else Trouble(TOO_LONG)


def clean_grade(cell: Cell) -> int | None:
    """Return the grade (1 to 13) that a class or a cell begins with, None without one."""
    match = _LEADING_GRADE.match(clean_text(cell).casefold())
    return int(match[1]) if match and 1 <= int(match[1]) <= 13 else None


def clean_gender(cell: Cell) -> str | Trouble:
    """Return female, male or unknown; "" for a blank."""
    text = clean_text(cell).casefold()
    return _GENDERS.get(text) or Trouble(NO_GENDER, shown(text)) if text and text != "0" else ""


def clean_relation(cell: Cell) -> str | Trouble:
    """Return the code of a relation, "" for a blank."""
    text = clean_text(cell)
    return "" if not text or text in _BLANK else _RELATIONS.get(text.casefold(), Trouble(NO_RELATION, shown(text)))


def clean_id(cell: Cell) -> str | Trouble:
    """Return what another system calls somebody, "" for a blank; never a fødselsnummer, whole or nearly."""
    text = clean_text(cell)
    if text in _BLANK:
        return ""
    if holds_identity_number(text) or looks_like_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    return error_in(text) or (text if len(text) <= _LONGEST_TEXT else Trouble(TOO_LONG))


def split_name(cell: Cell) -> tuple[str, str] | Trouble:
    """Return (given, family) of "Hansen, Kari" or "Kari Hansen"; "Sara van der Berg" is Sara, van der Berg."""
    name = clean_name(cell)
    if isinstance(name, Trouble):
        return name
    family, comma, given = name.partition(",")
    if comma:
        return (given.strip(), family.strip())
    words = name.split(" ")
    if len(words) == 1:
        return (name, "")
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return (" ".join(words[:first]), " ".join(words[first:]))


def split_name_family_first(cell: Cell) -> tuple[str, str] | Trouble:
    """Return (given, family) in a column of "Hansen Kari"; "van der Berg Sara" is Sara, van der Berg."""
    name = clean_name(cell)
    if isinstance(name, Trouble) or "," in name or " " not in name:
        return name if isinstance(name, Trouble) else split_name(name)
    words = name.split(" ")
    last = 1
    while last < len(words) - 1 and words[last - 1].casefold() in _PARTICLES:
        last += 1
    return (" ".join(words[last:]), " ".join(words[:last]))


def split_people(text: str) -> list[tuple[str, str]]:
    """Return (given, family) of every person named in a text such as "Kari Hansen / Ola Berg"."""
    names = [split_name(part) for part in _PEOPLE_BREAK.split(text) if part.strip()]
    return [name for name in names if not isinstance(name, Trouble) and any(name)]

"""What does a cell say? Each kind of value is cleaned once, however often it stands in the file.

A cleaner takes a cell and returns the value, the kind's own blank, or a :class:`Trouble` with words for the user.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.contacts.imports.files.cells import Cell, text_of
from app.core import clock
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.core.reach import PLAIN_EMAIL, read_email, read_phone

IDENTITY_NUMBER = N_("The cell holds a fødselsnummer, which is never kept. Take it out of the file.")
PROTECTED_WORDS = N_(
    "The cell says that the address is protected. Nothing of it was kept: "
    "set the address grade for this person by hand."
)
TOO_LONG = N_("The text is longer than it can be here. Shorten it in the file.")
NO_NAME = N_("“{value}” is not a name. Correct it in the file.")
NO_DATE = N_("“{value}” is not a date that can be. Write it like 24.08.2016.")
IN_FUTURE = N_("“{value}” lies in the future. Write the date of birth like 24.08.2016.")
TWO_DATES = N_("“{value}” can be two different dates. Write it like 24.08.2016.")
NO_PHONE = N_("“{value}” cannot be read as a phone number. Write eight digits, or + and the country's number first.")
NO_EMAIL = N_("“{value}” is not an e-mail address. Correct it in the file.")
NO_GENDER = N_("“{value}” is not read as a gender. Write jente or gutt.")
NO_RELATION = N_("“{value}” is not read as a relation to the pupil. Write mor, far, fosterforelder or verge.")
NO_POSTAL_CODE = N_("“{value}” is not a postal code. Write four digits.")

Phone = tuple[str, str]
Phones = tuple[Phone, ...]
Emails = tuple[str, ...]

LOST_SIGNS = "?\ufffd"
"""What programs write in place of a letter they have no sign for."""

_SHOWN = 40
_LONGEST_NAME, _LONGEST_TEXT = 100, 200
_EXCEL_EPOCH = date(1899, 12, 30)
_MARKS = re.compile(
    r"sperr(?:et|a|ede?)\s*(?:gate)?adress|adressesper|hem+el[ie][gj]|skjerm(?:et|a)|skjult\s*adress|\bgradert\s+adress"
    r"|\bkode\s*[67]\b|fortr[ou]l[ei]g|klient\s?adresse",
    re.IGNORECASE,
)
_MARKED_PART = re.compile(
    rf"[\s,;:/–-]*[(\[]?\s*(?:strengt\s+)?(?:{_MARKS.pattern})\w*(?:\s+adress\w*)?\s*[)\]]?", re.IGNORECASE
)
_MARKING = re.compile(r"diskresjon|gradering|adressebeskyt|adressevern", re.IGNORECASE)
"""Headings of columns that say for each pupil whether the address is protected."""
_NOT_MARKED = frozenset("0 - – nei n no ingen ikke ikkje false usann ugradert vanlig vanleg".split())
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
_DOTTED = re.compile(r"(\d{1,2})\s?[./\- ]\s?(\d{1,2})\s?[./\- ]\s?(\d{4}|\d{2})\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d.*)?")
_PHONE_BREAK = re.compile(r"[/;,|\n]|\bog\b|\beller\b|\bor\b|\band\b", re.IGNORECASE)
_PEOPLE_BREAK = re.compile(r"\s*[/;&+\n]\s*|\s+(?:og|and)\s+")
_CLASS = re.compile(r"(?:klass[ea]|class|gruppe)?\s*(\d{1,2})\s*[.\-/_]?\s*(?:trinn)?\s*((?:[A-Za-zÆØÅæøå]{1,2}\d?)?)")
_LEADING_GRADE = re.compile(r"(?:klass[ea]\s*)?(\d{1,2})(?!\d)")
_POSTAL = re.compile(r"(?:NO?-\s?)?(\d{4})(?:[\s,]+(\D.*))?", re.IGNORECASE)
_FOREIGN_POSTAL = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 \-]{1,9}")
_ADDRESS_WITH_CITY = re.compile(r"(.+?)[\s,]+(\d{4})\s+([^\W\d_][^\d]*)")


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


class Trouble(NamedTuple):
    """Why a cell was not taken: a msgid and the values of its placeholders."""

    message: str
    value: str = ""


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
        return value

    def column(self, cells: tuple[Cell, ...]) -> list[Any]:
        """Return the value of every cell of a column."""
        return list(map(self.__getitem__, cells))


def clean_text(cell: Cell) -> str:
    """Return the text with single spaces, composed letters (NFC) and nothing invisible; capitals as they are."""
    text = cell if type(cell) is str else text_of(cell)
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub(" ", text.replace("\u00ad", ""))).split())


def clean_name(cell: Cell) -> str | Trouble:
    """Return a name or part of one, as it is written; "" for a blank."""
    text = clean_text(cell)
    if not text:
        return ""
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if len(text) > _LONGEST_NAME:
        return Trouble(TOO_LONG)
    if _is_hinted(text) and _MARKS.search(text):  # "Berg (kode 7)": read by protection_told, and no part of a name
        text = _MARKED_PART.sub("", text).strip()
        if not text:
            return ""
    # Of "Đỗ" nothing but "??" may be left: that is still a name, of somebody who may be known.
    return text if any(map(str.isalpha, text)) or not text.strip(LOST_SIGNS + " ") else Trouble(NO_NAME, shown(text))


def has_lost(text: str) -> bool:
    """Say whether a letter was lost in this text."""
    return any(sign in text for sign in LOST_SIGNS)


def clean_line(cell: Cell) -> str | Trouble:
    """Return one line of an address; "" for a blank."""
    text = clean_text(cell)
    if not text or text in ("-", "0"):
        return ""
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if _is_hinted(text) and _MARKS.search(text):
        return Trouble(PROTECTED_WORDS)
    return text if len(text) <= _LONGEST_TEXT else Trouble(TOO_LONG)


def names_protection(text: str) -> bool:
    """Say whether a text speaks of a protected address ("sperret adresse", "kode 6") in place of giving one."""
    return _is_hinted(text) and _MARKS.search(text) is not None


def protection_in(heading: Cell, cells: Iterable[Cell]) -> dict[Cell, str]:
    """Return {cell: its text} of those cells of a column that say of their rows that an address is protected."""
    each = set(cells)
    if not is_marking(heading):
        if not _is_hinted("\n".join(cell for cell in each if isinstance(cell, str))):
            return {}
        each = {cell for cell in each if isinstance(cell, str) and _is_hinted(cell)}
    return {cell: text for cell in each if (text := protection_told(heading, cell))}


def is_marking(heading: Cell) -> bool:
    """Say whether a column is there to say that an address is protected ("Sperret adresse", "Diskresjonskode")."""
    above = clean_text(heading)
    return bool(_MARKS.search(above) or _MARKING.search(above))


def protection_told(heading: Cell, cell: Cell) -> str:
    """Return the text of a cell that says of its row that an address is protected, "" for any other.

    A word of protection says so wherever it stands; under a heading such as "Sperret adresse" or "Diskresjonskode" so
    does whatever is no "nei".
    """
    text = clean_text(cell)
    if _MARKS.search(text):
        return text
    if not is_marking(heading) or not text or text.casefold().split(" ")[0] in _NOT_MARKED:
        return ""
    return f"kode {text}" if text in ("6", "7") else clean_text(heading)


def _is_hinted(text: str) -> bool:
    """Say whether a word of protection can stand here: one of these does wherever _MARKS finds one.

    Written out, since it is asked about every name and address of a city, and takes a tenth of the pattern's time.
    """
    text = text.casefold()
    return (
        "hem" in text
        or "kode" in text
        or "sperr" in text
        or "fortr" in text
        or "skj" in text
        or "gradert" in text
        or "klient" in text
    )


def clean_whole_address(cell: Cell) -> tuple[str, str, str] | Trouble:
    """Return (street, postal code, city) of an address that is written in one cell."""
    line = clean_line(cell)
    if isinstance(line, Trouble):
        return line
    match = _ADDRESS_WITH_CITY.fullmatch(line)
    return (match[1].rstrip(","), match[2], match[3].strip()) if match else (line, "", "")


def clean_postal(cell: Cell) -> tuple[str, str] | Trouble:
    """Return (postal code, city or ""): zeros are kept, or put back where a spreadsheet took them."""
    text = clean_text(cell)
    if not text or text in ("-", "0"):
        return ("", "")
    if text.isdecimal() and 3 <= len(text) <= 4:
        return (text.zfill(4), "")
    if match := _POSTAL.fullmatch(text):
        return (match[1], match[2] or "")
    line = clean_line(cell)
    if isinstance(line, Trouble):
        return line
    return (text.upper(), "") if _FOREIGN_POSTAL.fullmatch(text) else Trouble(NO_POSTAL_CODE, shown(text))


def clean_date(cell: Cell) -> date | Trouble | None:
    """Return a date of birth; None for a blank. Four shapes of text, real dates, and spreadsheet serial numbers."""
    if isinstance(cell, datetime):
        return _possible(cell.date(), cell)
    if isinstance(cell, date):
        return _possible(cell, cell)
    if isinstance(cell, int | float):
        return _date_of_number(cell)
    text = clean_text(cell)
    if not text or text == "-":
        return None
    if match := _DOTTED.fullmatch(text):
        return _made(match[3], match[2], match[1], text)
    if match := _ISO.fullmatch(text):
        return _made(match[1], match[2], match[3], text)
    if text.isdecimal() and len(text) in (6, 8):
        return _made(text[4:], text[2:4], text[:2], text)
    return Trouble(NO_DATE, shown(text)) if not holds_identity_number(text) else Trouble(IDENTITY_NUMBER)


def clean_phones(cell: Cell) -> Phones | Trouble:
    """Return ((E.164 number, kind), …), one or two from a cell; () for a blank."""
    text = cell if type(cell) is str else clean_text(cell)
    if len(text) == 8 and text.isdecimal() and text.isascii() and text[0] in "2345679":
        return (("+47" + text, "mobile" if text[0] in "49" else "home"),)
    text = clean_text(text)
    if not text or text in ("-", "0"):
        return ()
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    numbers = [read_phone(part) for part in _parts(text)]
    if not numbers or None in numbers:
        return Trouble(PROTECTED_WORDS) if _MARKS.search(text) else Trouble(NO_PHONE, shown(text))
    return tuple(dict.fromkeys((number, kind_of(number)) for number in numbers if number))


def clean_emails(cell: Cell) -> Emails | Trouble:
    """Return the e-mail addresses in a cell; () for a blank."""
    if type(cell) is str and PLAIN_EMAIL.fullmatch(cell) and ".." not in cell and not holds_identity_number(cell):
        return (cell,)
    text = clean_text(cell)
    if not text or text == "-":
        return ()
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    addresses = [read_email(part) for part in re.split(r"[;,\s]+", text.replace("mailto:", "")) if part]
    if not addresses or None in addresses:
        return Trouble(PROTECTED_WORDS) if _MARKS.search(text) else Trouble(NO_EMAIL, shown(text))
    return tuple(dict.fromkeys(address for address in addresses if address))


def clean_class(cell: Cell) -> str | Trouble:
    """Return the class as the school writes it: "5 A", "5a" and "Klasse 5A" are "5A"."""
    text = clean_text(cell)
    if holds_identity_number(text):
        return Trouble(IDENTITY_NUMBER)
    if match := _CLASS.fullmatch(text.casefold()):
        return str(int(match[1])) + match[2].upper()
    return re.sub(r"^(?:klass[ea]|class)\s+", "", text, flags=re.IGNORECASE)[:_LONGEST_NAME]


def clean_grade(cell: Cell) -> int | None:
    """Return the grade (1 to 13) that a class or a cell begins with, None without one."""
    match = _LEADING_GRADE.match(clean_text(cell).casefold())
    return int(match[1]) if match and 1 <= int(match[1]) <= 13 else None


def clean_gender(cell: Cell) -> str | Trouble:
    """Return female, male or unknown; "" for a blank."""
    text = clean_text(cell).casefold()
    return _GENDERS.get(text) or Trouble(NO_GENDER, shown(text)) if text else ""


def clean_relation(cell: Cell) -> str | Trouble:
    """Return the code of a relation, "" for a blank."""
    text = clean_text(cell)
    return _RELATIONS.get(text.casefold(), Trouble(NO_RELATION, shown(text))) if text else ""


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


def split_people(text: str) -> list[tuple[str, str]]:
    """Return (given, family) of every person named in a text such as "Kari Hansen / Ola Berg"."""
    names = [split_name(part) for part in _PEOPLE_BREAK.split(text) if part.strip()]
    return [name for name in names if not isinstance(name, Trouble) and any(name)]


def kind_of(number: str) -> str:
    """Return the kind a number shows by itself: Norwegian mobiles begin with 4 or 9; foreign ones are mobiles."""
    return "home" if number.startswith("+47") and number[3:4] not in ("4", "9") else "mobile"


def shown(text: str) -> str:
    """Return a value short enough to stand in a sentence; a number that could be a fødselsnummer is never repeated."""
    if sum(map(str.isdigit, text)) >= 11:
        return "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _parts(text: str) -> list[str]:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 16 and "+" not in text:
        return [digits[:8], digits[8:]]
    return [part for part in _PHONE_BREAK.split(text) if any(map(str.isdigit, part))]


def _made(year: str, month: str, day: str, text: Cell) -> date | Trouble:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= clock.today().year % 100 else 1900
    try:
        return _possible(date(number, int(month), int(day)), text)
    except ValueError:
        return Trouble(NO_DATE, shown(text_of(text)))


def _possible(day: date, cell: Cell) -> date | Trouble:
    if day > clock.today():
        return Trouble(IN_FUTURE, shown(text_of(cell)))
    return day if day.year >= 1900 else Trouble(NO_DATE, shown(text_of(cell)))


def _date_of_number(number: int | float) -> date | Trouble | None:
    if number == 0:
        return None
    whole = int(number)
    text = str(whole)
    if holds_identity_number(text.zfill(11)):
        return Trouble(IDENTITY_NUMBER)
    readings = []
    if 5 <= len(text) <= 6 or 7 <= len(text) <= 8:
        padded = text.zfill(6 if len(text) <= 6 else 8)
        readings.append(_made(padded[4:], padded[2:4], padded[:2], text))
    if 1 <= whole <= 60_000:
        readings.append(_possible(_EXCEL_EPOCH + timedelta(days=whole), text))
    dates = {reading for reading in readings if isinstance(reading, date)}
    likely = {day for day in dates if 3 <= clock.today().year - day.year <= 26}
    chosen = likely or dates
    if len(chosen) > 1:
        return Trouble(TWO_DATES, shown(text))
    if chosen:
        return chosen.pop()
    future = Trouble(IN_FUTURE, shown(text))
    return future if future in readings else Trouble(NO_DATE, shown(text))

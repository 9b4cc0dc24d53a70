"""Which rule is meant by "okt/nov", "uke 35–38", "2. tirsdag i oktober", "før høstferien" or a date?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.contacts.cell import Cell
from app.contacts.texts import clean_text
from app.core.about import Saying
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.yearwheel.rules.loosening import undated

OTHER_YEAR = N_("The file says {day}, which is in another school year. The same weekday of the same week was taken.")
ABOUT = N_("The file says “{text}”. Look at when it is.")

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar jan january",
            "februar feb febr february",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept septem",
            "oktober okt october oct",
            "november nov",
            "desember des december dec",
        ),
        1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: name
    for name, words in {
        "MANDAG": "mandag måndag monday man mån mon",
        "TIRSDAG": "tirsdag tysdag tuesday tir tirs tys tue",
        "ONSDAG": "onsdag wednesday ons wed",
        "TORSDAG": "torsdag thursday tor tors thu",
        "FREDAG": "fredag friday fre fri",
        "LØRDAG": "lørdag laurdag saturday lør lau sat",
        "SØNDAG": "søndag sundag sunday søn sun",
    }.items()
    for word in words.split()
}
_NTH = {
    "første": 1, "fyrste": 1, "first": 1, "1": 1, "andre": 2, "annen": 2, "second": 2, "2": 2, "tredje": 3, "third": 3,
    "3": 3, "fjerde": 4, "fourth": 4, "4": 4, "femte": 5, "fifth": 5, "5": 5, "siste": -1, "last": -1,
}  # fmt: skip
_SEASONS = {
    "høst": (9, 11), "høsten": (9, 11), "haust": (9, 11), "hausten": (9, 11), "autumn": (9, 11),
    "vinter": (12, 2), "vinteren": (12, 2), "winter": (12, 2),
    "vår": (3, 5), "våren": (3, 5), "spring": (3, 5),
    "høstsemester": (9, 11), "høsthalvåret": (9, 11), "haustsemester": (9, 11), "hausthalvåret": (9, 11),
    "vårsemester": (3, 5), "vårhalvåret": (3, 5),
    "sommer": (6, 6), "sommeren": (6, 6), "sumar": (6, 6), "sumaren": (6, 6), "summer": (6, 6),
}  # fmt: skip
_BREAKS = (
    ("HØSTFERIE", r"(?:høstferie[nr]?|haustferie[nr]?|autumn break)"),
    ("JULEFERIE", r"(?:juleferie[nr]?|jul[aei]?|jula|christmas(?: break)?)"),
    ("VINTERFERIE", r"(?:vinterferie[nr]?|winter break)"),
    ("PÅSKE", r"(?:påske[nr]?|påska|påskeferie[nr]?|easter(?: break)?)"),
)
_START = re.compile(
    r"(?:ved |the )?(?:skole|skule)start(?:en)?|(?:at )?(?:the )?(?:start of (?:the )?)?school(?: year)? start"
)
_END = re.compile(
    r"(?:ved )?(?:skole|skule)slutt(?:en)?|siste (?:skole|skule)dag(?:en)?|end of (?:the )?school(?: year)?"
)
_ALL_YEAR = re.compile(
    r"hele (?:skole)?året|heile (?:skule)?året|gjennom (?:hele |heile )?(?:skole|skule)?året|all year"
)
_FILLER = re.compile(
    r"\b(?:i|in|av|of|ca|cirka|rundt|omkring|om kring|primo|medio|ultimo|tidlig|tidleg|sent|seint|sein|begynnelsen|"
    r"byrjinga|starten|midten|slutten|early|late|mid|innen|innan|senest|seinast|løpet|gjennom|by|månad|måned|month|the|den|20\d\d)\b\.?"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DASH = r"\s*(?:-|til og med|t\.o\.m\.|til|to)\s*"
_WEEK = r"(?:uke|uka|uker|veke|veka|veker|week|weeks|u\.?|v\.?):?"
_DAY_MONTH = rf"(\d{{1,2}})\s*(?:\.|th|st|nd|rd)?\s*({_MONTH})\b\.?(?:\s*(20\d\d))?"
_NUMERIC = r"(\d{1,2})[./](\d{1,2})(?:[./]\s*((?:20)?\d\d))?\.?"
_SLASHED = r"(\d{1,2})/(\d{1,2})-((?:20)?\d\d)"
_ISO = r"(20\d\d)-(\d{1,2})-(\d{1,2})"
LONGEST_ABOUT = 40


@dataclass(frozen=True)
class When:
    """The rules a text means, one for each time ("uke 40, 44 og 48" is three), and what to know of them."""

    rules: tuple[str, ...]
    remarks: tuple[Saying, ...] = ()


def read_when(cell: Cell, year: int, *, weeks: bool = False) -> When | None:
    """Return what a cell says of when, in a school year; None where it says nothing that can be read.

    ``weeks``: a number alone is a week, else a month up to 12.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _dated([cell], year)
    if type(cell) is int or (type(cell) is float and cell.is_integer()):
        return _number(int(cell), weeks)
    text = _plain(clean_text(cell))
    if not text:
        return None
    if type(cell) is float:  # a spreadsheet takes "13.10" for 13.1
        found = _dates(text, year)
        return None if found is None else When(found.rules, (Saying(ABOUT, {"text": text}),))
    if text.isdigit():
        return _number(int(text), weeks)
    for reader in _READERS:
        found = reader(text, year)
        if found is not None:
            return found
    return None


def _plain(text: str) -> str:
    text = re.sub("[−–—‐‑]", "-", text.casefold()).strip(" .:,;()")
    return " ".join(text.replace("\u00a0", " ").split())


def _number(number: int, weeks: bool) -> When | None:
    if not weeks and 1 <= number <= 12:
        return When((f"MÅNED({number})",))
    return When((f"UKE({number})",)) if 1 <= number <= 53 else None


def _dated(days: Sequence[date], year: int) -> When:
    """Return one day, or from the first to the last; of another school year the same weekdays of the same weeks."""
    if len(days) == 1 and (days[0].day, days[0].month) == (17, 5):
        return When(("17MAI",))
    rule = "..".join(f"DATO({day.isoformat()})" for day in days)
    first, last = year_range(year)
    if all(first <= day <= last for day in days):
        return When((rule,))
    return When((undated(rule),), (Saying(OTHER_YEAR, {"day": f"{days[0]:%d.%m.%Y}"}),))


def _dates(text: str, year: int) -> When | None:
    text = re.sub(rf"\b(?:{_WEEKDAY})\b\.?(?:\s+(?:den|the))?,?\s+(?=\d)", "", text)
    text = re.sub(r",?\s*(?:kl\.?|klokka|at)\s*\d{1,2}(?:[.:]\d\d)?(?:\s*-\s*\d{1,2}(?:[.:]\d\d)?)?$", "", text)
    for one in (_ISO, _NUMERIC, _SLASHED, _DAY_MONTH):
        match = re.fullmatch(one, text)
        if match is not None:
            return _one_day(_parts(match.groups(), one), year)
    both = re.fullmatch(rf"(\d{{1,2}})\.?{_DASH}{_DAY_MONTH}", text)
    if both is not None:  # "13.-16. oktober"
        last = _parts(both.groups()[1:], _DAY_MONTH)
        return _days((int(both[1]), *last[1:]), last, year)
    both = re.fullmatch(rf"(\d{{1,2}})\.?{_DASH}{_NUMERIC}", text)
    if both is not None:  # "13.-16.10"
        last = _parts(both.groups()[1:], _NUMERIC)
        return _days((int(both[1]), *last[1:]), last, year)
    for one in (_NUMERIC, _DAY_MONTH, _ISO):
        both = re.fullmatch(rf"{one}{_DASH}{one}", text)
        if both is not None:
            last = _parts(both.groups()[3:], one)
            first = _parts(both.groups()[:3], one)
            return _days((first[0], first[1], first[2] or _year_before(first, last)), last, year)
    return None


def _parts(groups: Sequence[str | None], one: str) -> tuple[int, int, int | None]:
    """Return (day, month, year as it is written)."""
    a, b, c = groups
    if one == _ISO:
        return int(c or 0), int(b or 0), int(a or 0)
    month = MONTHS[b] if b in MONTHS else int(b or 0)
    return int(a or 0), month, None if c is None else int(c) + (2000 if len(c) == 2 else 0)


def _year_before(first: tuple[int, int, int | None], last: tuple[int, int, int | None]) -> int | None:
    if last[2] is None:
        return None
    return last[2] - 1 if (first[1], first[0]) > (last[1], last[0]) else last[2]


def _one_day(parts: tuple[int, int, int | None], year: int) -> When | None:
    day, month, of = parts
    if (day, month) == (17, 5):
        return When(("17MAI",))
    if of is None:
        return _each_year([(day, month)])
    found = _day(day, month, of)
    return None if found is None else _dated([found], year)


def _days(first: tuple[int, int, int | None], last: tuple[int, int, int | None], year: int) -> When | None:
    if last[2] is None or first[2] is None:
        return _each_year([first[:2], last[:2]])
    one, other = _day(*first[:2], first[2]), _day(*last[:2], last[2])
    return None if one is None or other is None or other < one else _dated([one, other], year)


def _each_year(days: Iterable[tuple[int, int]]) -> When | None:
    found = list(days)
    if not all(_day(day, month, 2023) for day, month in found):
        return None
    return When(("..".join(f"DAG({day},{month})" for day, month in found),))


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weeks(text: str, year: int) -> When | None:
    beside = re.fullmatch(rf"{_WEEK}\s*\d{{1,2}}[\s,:(-]+(\D*\d.*)", text)
    on = _dates(beside[1].strip(" ()"), year) if beside is not None else None
    if on is not None:  # "uke 38, tirsdag 15.9"
        return on
    text = re.sub(rf"^(?:{_MONTH})\b\.?,?\s*\(?\s*(?={_WEEK}\s*\d)", "", text)  # "oktober, uke 43"
    weekday = re.fullmatch(
        rf"(?:({_WEEKDAY})\.?,?\s*(?:i\s+)?)?{_WEEK}\s*(\d{{1,2}})(?:,?\s*\(?\s*({_WEEKDAY})\)?)?", text
    )
    if weekday is not None and _is_week(weekday[2]):
        day = weekday[1] or weekday[3]
        return When((f"UKE({int(weekday[2])},{WEEKDAYS[day]})" if day else f"UKE({int(weekday[2])})",))
    match = re.fullmatch(rf"{_WEEK}\s*(\d[\d\s,/&+\-ogandlieuwkrv.]*)", text)
    if match is None:
        return None
    rest = re.sub(rf"{_WEEK}\s*(?=\d)", "", match[1])
    parts = [part.strip() for part in re.split(r"\s*(?:,|/|&|\+|\bog\b|\band\b|\beller\b)\s*", rest) if part.strip()]
    spans = []
    for part in parts:
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(map(_is_week, ends)):
            return None
        spans.append((int(ends[0]), int(ends[-1])))
    return When(tuple(_span("UKE", *span) for span in _joined(spans, 53)))


def _is_week(text: str) -> bool:
    return text.isdigit() and 1 <= int(text) <= 53


def _months(text: str, year: int) -> When | None:
    bare = " ".join(_FILLER.sub(" ", text).split()).strip(" .,")
    parts = [
        part.strip(" .") for part in re.split(r"\s*(?:,|/|&|\+|\bog\b|\band\b|\beller\b)\s*", bare) if part.strip(" .")
    ]
    spans = []
    for part in parts:
        ends = [end.strip(" .") for end in re.split(r"\s*(?:-|\btil\b|\bto\b)\s*", part)]
        if len(ends) > 2 or not all(end in MONTHS for end in ends):
            return None
        spans.append((MONTHS[ends[0]], MONTHS[ends[-1]]))
    if not spans:
        return None
    about = re.sub(r"\b(?:i|in|20\d\d|måned|månad|month|the)\b\.?", " ", text).split() != bare.split()
    remarks = (Saying(ABOUT, {"text": text}),) if about and len(spans) == 1 else ()
    return When(tuple(_span("MÅNED", *span) for span in _joined(spans, 12)), remarks)


def _joined(spans: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Put together what follows upon each other: "okt/nov" is from October to November."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first in (found[-1][1] + 1, found[-1][1] + 1 - most):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _span(word: str, first: int, last: int) -> str:
    return f"{word}({first})" if first == last else f"{word}({first})..{word}({last})"


def _nth_weekday(text: str, year: int) -> When | None:
    match = re.fullmatch(rf"(?:den |the )?({'|'.join(_NTH)})\.?\s+({_WEEKDAY})(?:en)?\s+(?:i|in|of)\s+({_MONTH})", text)
    return When((f"UKEDAG({_NTH[match[1]]},{WEEKDAYS[match[2]]},{MONTHS[match[3]]})",)) if match else None


def _anchored(text: str, year: int) -> When | None:
    if _START.fullmatch(text):
        return When(("SKOLESTART",))
    if _END.fullmatch(text):
        return When(("SKOLESLUTT",))
    if _ALL_YEAR.fullmatch(text):
        return When(("SKOLESTART..SKOLESLUTT",))
    for anchor, words in _BREAKS:
        match = re.fullmatch(rf"(?:(innen|innan|før|siste uke før|siste veke før|etter|before|after)\s+)?{words}", text)
        if match is None:
            continue
        if match[1] in ("etter", "after"):
            return When((f"{anchor}+1",))
        return When((f"SISTEUKE({anchor})" if match[1] else anchor,))
    return None


def _season(text: str, year: int) -> When | None:
    bare = " ".join(_FILLER.sub(" ", text).split())
    if bare not in _SEASONS:
        return None
    first, last = _SEASONS[bare]
    return When((_span("MÅNED", first, last),), (Saying(ABOUT, {"text": text}),))


def _about(text: str, year: int) -> When | None:
    """Return the one month that is named among other words, which whoever reads it must look at."""
    found = {MONTHS[word] for word in re.findall(rf"\b(?:{_MONTH})\b", text)} if len(text) <= LONGEST_ABOUT else set()
    return When((f"MÅNED({found.pop()})",), (Saying(ABOUT, {"text": text}),)) if len(found) == 1 else None


_READERS: Sequence[Callable[[str, int], When | None]] = (
    _dates,
    _weeks,
    _nth_weekday,
    _anchored,
    _months,
    _season,
    _about,
)

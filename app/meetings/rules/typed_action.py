"""What shall be done, by whom and until when, in a line as it is typed at a meeting? Pure.

"Ringe kommunen – Kari Berg – 12.11.", "Ringe kommunen @Kari innen fredag", "Kari: ringe kommunen, uke 47". What could
mean two things stays in the words: a day or a person guessed wrong is worse than one that must be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONG_PAST = 330
"""Days: a date without a year that lies further ahead than this was rather meant to be one that has just been."""
PRINCIPAL = frozenset({"rektor", "principal"})
ROLES = PRINCIPAL | {
    "leder", "leiar", "nestleder", "nestleiar", "sekretær", "kasserer", "kasserar", "administrasjonen", "skolen",
    "skulen", "kontoret", "inspektør", "avdelingsleder", "avdelingsleiar", "fau", "su", "smu", "elevrådet",
    "elevrådskontakten", "elevrådskontakt", "foreldrekontaktene", "kontaktlærer", "kontaktlærar", "kontaktlærerne",
    "kontaktlærarane", "vaktmester", "vaktmeister", "alle", "chair", "everybody",
}  # fmt: skip
"""Words that say who does it, where they stand alone."""

_WEEKDAYS = {
    word: number
    for number, words in enumerate((
        "mandag måndag monday", "tirsdag tysdag tuesday", "onsdag wednesday", "torsdag thursday", "fredag friday",
        "lørdag laurdag saturday", "søndag sundag sunday",
    ))
    for word in words.split()
}  # fmt: skip
_MONTHS = {
    word: number
    for number, words in enumerate((
        "januar january jan", "februar february feb", "mars march", "april apr", "mai may", "juni june", "juli july",
        "august aug", "september sept sep", "oktober october okt", "november nov", "desember december des",
    ), 1)
    for word in words.split()
}  # fmt: skip
_FRIDAY = 5
_DATE = r"(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})(?:[./]\s?(?P<year>\d{4}|\d{2})|\.)?"
_NAMED = rf"(?P<nday>\d{{1,2}})\.?\s(?P<nmonth>{'|'.join(_MONTHS)})\b\.?(?:\s(?P<nyear>\d{{4}}))?"
_ISO = r"(?P<iyear>\d{4})-(?P<imonth>\d{2})-(?P<iday>\d{2})"
_WEEK = r"(?:uke|veke|week)\s(?P<week>\d{1,2})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})(?:\s(?:den\s)?(?P<wday>\d{{1,2}})[./](?P<wmonth>\d{{1,2}})\.?)?"
_NEXT_MEETING = r"(?P<meeting>(?:neste|next)\s(?:møte|meeting)(?:t|et)?)"
_TOMORROW = r"(?P<tomorrow>i\s?morgen|i\s?morgon|tomorrow)"
_DUE = rf"(?:{_ISO}|{_DATE}|{_NAMED}|{_WEEK}|{_WEEKDAY}|{_NEXT_MEETING}|{_TOMORROW})"
_INTRO = r"(?:(?:frist|due)\s*:?|senest|seinast|innen|innan|før|by|before)(?:\s(?:den|the|senest|seinast|innen|innan))?"
_ALONE = re.compile(rf"\s*(?:{_INTRO}\s+)?(?:til\s(?={'neste|next'}))?{_DUE}\s*\.?\s*", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:^|[\s,(])(?:{_INTRO}\s+|(?P<til>til|to)\s+(?={'neste|next'})){_DUE}\s*[.)]?\s*$", re.IGNORECASE
)
_AFTER_A_SIGN = re.compile(rf"(?P<sign>[,;(:])\s*{_DUE}\s*\)?\s*$", re.IGNORECASE)
_BARE_AT_END = re.compile(rf"^\s*{_DUE}\s*\.?\s*$", re.IGNORECASE)
_PARTED = re.compile(r"\s+[–—-]+\s+|\s*[;|\t]\s*|\s*(?:→|->)\s*")
_AT = re.compile(r"(?:^|(?<=\s)|(?<=\())@(?P<name>\w[\w.'’\-]*(?:\s+\w[\w.'’\-]*){0,3})")
_COLON = re.compile(r"^(?P<name>[^:@]{2,60}):\s+(?P<rest>\S.*)$")
_BRACKETS = re.compile(r"^(?P<rest>.*\S)\s*\((?P<inside>[^()]{2,80})\)\s*\.?$")
_SEVERAL = re.compile(r"\s*(?:,|/|&|\+|\bog\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """Somebody an action may be given to."""

    id: int
    given: str
    family: str


@dataclass(frozen=True)
class Typed:
    """What was typed. ``owner`` are the words for who does it where no one person is meant (``owner_id`` is None)."""

    what: str
    owner_id: int | None = None
    owner: str = ""
    due: date | None = None


def read(line: str, people: Iterable[Known], on: date, next_meeting: date | None = None) -> Typed:
    """Return what a line says, typed on a day; ``next_meeting`` is the day of the body's next one, if it has one."""
    people = tuple(people)
    line = " ".join(line.split())
    parts = [part.strip() for part in _PARTED.split(line) if part.strip()]
    if not parts:
        return Typed("")
    reading = _Reading(people, on, next_meeting)
    if len(parts) > 1:
        parts = reading.take_parts(parts)
    text = " – ".join(parts)
    text = reading.take_brackets(text)
    text = reading.take_at(text)
    text = reading.take_due_at_end(text)
    text = reading.take_colon(text)
    text = text.strip(" ,;–-")
    if not text:  # a name or a day alone is what shall be done, whatever it means
        return Typed(line)
    return Typed(text, reading.owner_id, reading.owner, reading.due)


def person_named(words: str, people: Iterable[Known]) -> Known | None:
    """Return who is meant by a first name, a whole name or a first name with an initial, if it can be one alone."""
    said = _folded(words)
    if not said:
        return None
    people = tuple({one.id: one for one in people}.values())
    for meant in (_is_whole_name, _is_first_name):
        found = [one for one in people if meant(said, one)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def day_meant(words: str, on: date, next_meeting: date | None = None) -> date | None:
    """Return the day that words alone mean, "12.11.", "innen fredag", "uke 47"; None where they mean none, or two."""
    found = _ALONE.fullmatch(words)
    return None if found is None else _day(found, on, next_meeting)


class _Reading:
    """What has been found of a line so far."""

    def __init__(self, people: Sequence[Known], on: date, next_meeting: date | None) -> None:
        self._people = people
        self._on = on
        self._next_meeting = next_meeting
        self.owner_id: int | None = None
        self.owner = ""
        self.due: date | None = None

    @property
    def _has_owner(self) -> bool:
        return self.owner_id is not None or bool(self.owner)

    def take_parts(self, parts: list[str]) -> list[str]:
        """Take the parts between dashes that are a day or somebody; what is left says what shall be done."""
        days = [(at, day) for at, part in enumerate(parts) if (day := self._day(part)) is not None]
        left = list(parts)
        if len(days) == 1:
            at, self.due = days[0]
            del left[at]
        if len(left) > 1:
            who = [part for part in left if self._is_who(part)]
            if len(who) == 1:
                self._take_who(who[0])
                left.remove(who[0])
            elif len(who) > 1 and len(who) < len(left):
                self.owner = ", ".join(who)
                left = [part for part in left if part not in who]
        return left

    def take_brackets(self, text: str) -> str:
        """Take "(Kari, 12.11.)" at the end, if all of it is understood."""
        found = _BRACKETS.match(text)
        if found is None:
            return text
        inside = [part for part in re.split(r"\s*,\s*", found["inside"]) if part]
        days = [day for part in inside if (day := self._day(part)) is not None]
        who = [part for part in inside if self._day(part) is None]
        understood = all(self._is_who(part) for part in who) and len(days) <= 1
        if not understood or (days and self.due is not None) or (who and self._has_owner):
            return text
        if days:
            self.due = days[0]
        if len(who) == 1:
            self._take_who(who[0])
        elif who:
            self.owner = ", ".join(who)
        return found["rest"]

    def take_at(self, text: str) -> str:
        """Take "@Kari Berg"; as many of the words after it as are a name."""
        found = list(_AT.finditer(text))
        if len(found) != 1 or self._has_owner:
            return text
        words = found[0]["name"].split()
        for number in range(len(words), 0, -1):
            name = " ".join(words[:number]).rstrip(".-")
            if person_named(name, self._people) is not None or number == 1:
                break
        self._take_who(name)
        start = found[0].start()
        end = found[0].start("name") + _length(text[found[0].start("name") :], number)
        before, after = text[:start].rstrip(), text[end:].strip(" ,.)")
        if after and self.due is None and self._day(after) is not None:
            self.due = self._day(after)
            after = ""
        return f"{before} {after}".strip()

    def take_due_at_end(self, text: str) -> str:
        """Take a day that ends the line, where a word or a sign says that it is the day it shall be done by."""
        if self.due is not None:
            return text
        for pattern in (_AT_END, _AFTER_A_SIGN):
            found = pattern.search(text)
            if found is None:
                continue
            day = _day(found, self._on, self._next_meeting)
            before = text[: found.start()].rstrip(" ,;:(")
            if day is not None and before and not (pattern is _AFTER_A_SIGN and _ends_with_day(before)):
                self.due = day
                return before
        return text

    def take_colon(self, text: str) -> str:
        """Take "Kari: …", and "rektor: …"."""
        found = _COLON.match(text)
        if found is None or self._has_owner or not self._is_who(found["name"]):
            return text
        self._take_who(found["name"])
        return found["rest"]

    def _day(self, words: str) -> date | None:
        return day_meant(words, self._on, self._next_meeting)

    def _is_who(self, words: str) -> bool:
        """Say whether words are somebody, several people, or one of several of that name."""
        names = [name for name in _SEVERAL.split(words.strip().lstrip("@")) if name]
        return bool(names) and all(self._is_name(name) for name in names)

    def _is_name(self, words: str) -> bool:
        said = _folded(words)
        return said in ROLES or any(_is_whole_name(said, one) or _is_first_name(said, one) for one in self._people)

    def _take_who(self, words: str) -> None:
        words = words.strip().lstrip("@")
        one = person_named(words, self._people)
        if one is not None:
            self.owner_id = one.id
        else:
            self.owner = words


def _day(found: re.Match[str], on: date, next_meeting: date | None) -> date | None:
    """Return the day a match of ``_DUE`` means, None where it can be none or two."""
    said = found.groupdict()
    if said["meeting"]:
        return next_meeting
    if said["tomorrow"]:
        return on + timedelta(days=1)
    if said["week"]:
        return _friday_of(int(said["week"]), on)
    if said["weekday"]:
        return _weekday(said, on)
    if said["iyear"]:
        return _dated(int(said["iday"]), int(said["imonth"]), said["iyear"], on)
    if said["nday"]:
        return _dated(int(said["nday"]), _MONTHS[said["nmonth"].lower()], said["nyear"], on)
    if not _is_surely_a_date(found):
        return None
    return _dated(int(said["day"]), int(said["month"]), said["year"], on)


def _is_surely_a_date(found: re.Match[str]) -> bool:
    """ "2.5" can be two and a half; "2.5.", "02.05" and "12.11" are days."""
    written = found[0].strip(" ,;:()")
    return found["year"] is not None or len(found["month"]) == 2 or written.endswith(".")


def _dated(day: int, month: int, year: str | None, on: date) -> date | None:
    try:
        if year is not None:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        this = date(on.year, month, day)
        ahead = this if this >= on else date(on.year + 1, month, day)
    except ValueError:
        return None
    return ahead if (ahead - on).days <= LONG_PAST else None


def _weekday(said: dict[str, str | None], on: date) -> date | None:
    """Return the next such day after this one; one with a date must be right."""
    number = _WEEKDAYS[(said["weekday"] or "").lower()]
    if said["wday"] is not None and said["wmonth"] is not None:
        dated = _dated(int(said["wday"]), int(said["wmonth"]), None, on)
        return dated if dated is not None and dated.weekday() == number else None
    return on + timedelta(days=(number - on.weekday() - 1) % 7 + 1)


def _friday_of(week: int, on: date) -> date | None:
    """Return the last day of work of a week: this year's, or the next one's when it is over."""
    for year in (on.isocalendar().year, on.isocalendar().year + 1):
        try:
            friday = date.fromisocalendar(year, week, _FRIDAY)
        except ValueError:
            continue
        if friday >= on:
            return friday if (friday - on).days <= LONG_PAST else None
    return None


def _ends_with_day(text: str) -> bool:
    """Say whether a list of days ends here: "5.11., 12.11."."""
    return bool(re.search(rf"(?:{_DATE}|{_NAMED.replace('?P<n', '?P<x')})\.?$", text, re.IGNORECASE))


def _length(text: str, words: int) -> int:
    """Return how long the first words of a text are."""
    found = re.match(rf"\S+(?:\s+\S+){{{words - 1}}}", text)
    return found.end() if found is not None else 0


def _is_whole_name(said: str, one: Known) -> bool:
    given, family = _folded(one.given), _folded(one.family)
    return said in (f"{given} {family}", f"{given.split(' ')[0]} {family}".strip(), f"{family}, {given}")


def _is_first_name(said: str, one: Known) -> bool:
    given, family = _folded(one.given), _folded(one.family)
    first = given.split(" ")[0]
    return bool(first) and said.rstrip(".") in (given, first, f"{first} {family[:1]}", f"{given} {family[:1]}")


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())

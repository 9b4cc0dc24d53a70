"""What does a municipality's school calendar (CSV) say of a school year, and what would it change here?

Two shapes are met: Stavanger's (``dato,skole,elevdag,laererdag,sfodag,kommentar``, ISO dates, a comment that may hold
commas) and Gjesdal's (blanks after the headings, dd.mm.yyyy, no ``laererdag``, a last column that may be missing).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.school.calendar import DAY, Entry, Span, overlap, usual_name, weekdays

LARGEST = 20_000_000  # bytes: a large town's schools for many years are four million
LONGEST_NAME = 80
_SHOWN = 40
_COLUMNS = ("dato", "skole", "elevdag", "laererdag", "sfodag", "kommentar")
_ALSO = {"lærerdag": "laererdag", "larerdag": "laererdag", "skule": "skole", "merknad": "kommentar"}
_YES_NO = {"ja": True, "j": True, "nei": False, "n": False}
_UNKNOWN = ("", "-", "ikke tilgjengelig", "ikkje tilgjengeleg")
_PLANNING = re.compile(r"planlegg|plandag|kurs(?:dag|ing)?|lærer|lærar", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

NO_CALENDAR = N_(
    "This is not a school calendar. Choose a CSV file whose first row names the columns dato and elevdag, "
    "and often skole, laererdag, sfodag and kommentar."
)
TOO_LARGE = N_("The file is too large to be a school calendar.")
NO_DAYS = N_("There are no days in the file.")
NO_DATE = N_("Row {row}, column {column}: “{value}” is not a date. Write it like 2026-10-05 or 05.10.2026.")
NO_ANSWER = N_("Row {row}, column {column}: “{value}” is neither Ja nor Nei.")
TWO_ANSWERS = N_("Row {row}, column {column}: {day} has another answer further up.")


@dataclass(frozen=True)
class FileDay:
    """One day of one school: whether ``pupils`` are there, and ``staff`` (None: the file does not say)."""

    day: date
    pupils: bool
    staff: bool | None
    comment: str


@dataclass(frozen=True)
class CalendarFile:
    """The days of each school, in order; a file without the column ``skole`` has one school called ""."""

    days: Mapping[str, tuple[FileDay, ...]]

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools as the file writes them, in its order."""
        return tuple(self.days)


@dataclass(frozen=True)
class Stored:
    """What stands in the calendar here."""

    id: int
    entry: Entry


@dataclass(frozen=True)
class Difference:
    """What the file would change: ``state`` is new (``before`` is None), changed, or gone (``after`` is None)."""

    state: str
    before: Stored | None
    after: Entry | None


@dataclass(frozen=True)
class Comparison:
    """What a school's days in a file mean for one year; ``same`` is how many entries stand here already."""

    differences: tuple[Difference, ...]
    same: int
    first_day: date
    last_day: date


def read_calendar_file(path: Path) -> CalendarFile:
    """Read a file. Raises UserError with the row and column that cannot be read, or OSError."""
    if path.stat().st_size > LARGEST:
        raise UserError(TOO_LARGE)
    return parse_calendar(_decoded(path.read_bytes()))


def parse_calendar(text: str) -> CalendarFile:
    """Read the text of a file. Raises UserError."""
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    mark = next((mark for mark in ",;\t" if mark in head), "")
    columns = [
        _ALSO.get(name, name) for name in (cell.strip().strip('"').casefold() for cell in head.split(mark or None))
    ]
    if not mark or not {"dato", "elevdag"} <= set(columns):
        raise UserError(NO_CALENDAR)
    reader = _Reader({name: columns.index(name) for name in _COLUMNS if name in columns}, mark, len(columns))
    begun = False
    for number, line in enumerate(lines, start=1):
        if begun and line.strip(mark + ' "\t'):
            reader.take(number, line)
        begun = begun or bool(line.strip())
    if not reader.days:
        raise UserError(NO_DAYS)
    return CalendarFile({name: tuple(found[day] for day in sorted(found)) for name, found in reader.days.items()})


def own_school(schools: Sequence[str], name: str) -> str | None:
    """Return which of a file's schools is ours: the only one, or the one with our name; None: it must be asked."""
    if len(schools) == 1:
        return schools[0]
    for same in (str.casefold, _bare):
        ours = [school for school in schools if same(school) == same(" ".join(name.split()))]
        if ours:
            return ours[0] if len(ours) == 1 else None
    return None


def entries_of(
    days: Sequence[FileDay], year: Span, holidays: Mapping[date, tuple[str, ...]], tr: Translator
) -> tuple[Entry, ...]:
    """Return what a school's days mean for the calendar of a year; ``tr`` names what the file does not.

    Weekends and public holidays are no entries, but days without school on both sides of them belong together if the
    reason is the same. What the file leaves out at either end of the year is the summer.
    """
    known = {day.day: day for day in days if year.first_day <= day.day <= year.last_day}
    if not known:
        return ()
    possible = [day for day in weekdays(min(known), max(known)) if day not in holidays]
    found: list[Entry] = []
    for reason, run in groupby(possible, lambda day: _reason(known.get(day))):
        closed = list(run)
        if reason is not None:
            found.append(_entry([known[day] for day in closed], holidays, tr))
    return _with_summer(found, possible, year, holidays, tr)


def compare(
    entries: Sequence[Entry], days: Sequence[FileDay], stored: Sequence[Stored], year: Span
) -> Comparison | None:
    """Return what a file's entries would change in the year; None if it has no day of the year."""
    within = [day.day for day in days if year.first_day <= day.day <= year.last_day]
    if not within:
        return None
    same = {row.id for row in stored if row.entry in entries}
    left = {row.id: row for row in stored if row.id not in same}
    covered = Entry(min(within), max(within), "", "")
    found: list[Difference] = []
    for entry in entries:
        if any(row.entry == entry for row in stored):
            continue
        met = [row for row in left.values() if overlap(row.entry, entry) and row.entry.kind == entry.kind]
        met = met or [row for row in left.values() if overlap(row.entry, entry)]
        if met:
            del left[met[0].id]
        found.append(Difference("changed" if met else "new", met[0] if met else None, entry))
    gone = [row for row in left.values() if overlap(row.entry, covered) or _meets(row.entry, entries)]
    found += [Difference("gone", row, None) for row in gone]
    return Comparison(tuple(sorted(found, key=_first_day)), len(same), min(within), max(within))


class _Reader:
    """The rows of a file, one after the other."""

    def __init__(self, places: Mapping[str, int], mark: str, width: int) -> None:
        self._places, self._mark, self._width = places, mark, width
        self.days: dict[str, dict[date, FileDay]] = {}

    def take(self, number: int, line: str) -> None:
        """Take in one row. Raises UserError."""
        cells = self._cells(line)
        found = FileDay(
            self._date(number, cells),
            bool(self._answer(number, cells, "elevdag", needed=True)),
            self._answer(number, cells, "laererdag", needed=False),
            " ".join(self._cell(cells, "kommentar").split())[:LONGEST_NAME].rstrip(" ,;"),
        )
        days = self.days.setdefault(" ".join(self._cell(cells, "skole").split()), {})
        before = days.setdefault(found.day, found)
        if before.pupils != found.pupils:
            raise UserError(TWO_ANSWERS, row=number, column="elevdag", day=found.day.strftime("%d.%m.%Y"))

    def _cells(self, line: str) -> list[str]:
        """A comment may hold the mark between columns: what is too much belongs to the last one."""
        cells = next(csv.reader([line], delimiter=self._mark)) if '"' in line else line.split(self._mark)
        last = self._width - 1
        return [*cells[:last], self._mark.join(cells[last:])]

    def _cell(self, cells: list[str], column: str) -> str:
        place = self._places.get(column, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def _date(self, number: int, cells: list[str]) -> date:
        text = self._cell(cells, "dato")
        iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
        parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else None
        try:
            if parts is not None:
                return date(int(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            pass
        raise UserError(NO_DATE, row=number, column="dato", value=_shown(text))

    def _answer(self, number: int, cells: list[str], column: str, *, needed: bool) -> bool | None:
        text = self._cell(cells, column)
        answer = _YES_NO.get(text.casefold())
        if answer is None and (needed or text.casefold() not in _UNKNOWN):
            raise UserError(NO_ANSWER, row=number, column=column, value=_shown(text))
        return answer


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, else what Windows programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UserError(NO_CALENDAR)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _reason(day: FileDay | None) -> tuple[bool, str] | None:
    """Return what makes days without school belong together; None for a school day, or one the file leaves out."""
    if day is None or day.pupils:
        return None
    return _is_planning(day), day.comment.casefold()


def _is_planning(day: FileDay) -> bool:
    return day.staff if day.staff is not None else bool(_PLANNING.search(day.comment))


def _entry(run: Sequence[FileDay], holidays: Mapping[date, tuple[str, ...]], tr: Translator) -> Entry:
    first, last, comment = run[0].day, run[-1].day, run[0].comment
    kind = (
        "planning_day"
        if _is_planning(run[0])
        else "break"
        if len(run) > 1 or "ferie" in comment.casefold()
        else "day_off"
    )
    return Entry(first, last, kind, comment or tr(usual_name(first, last, kind, holidays)))


def _with_summer(
    found: list[Entry], possible: Sequence[date], year: Span, holidays: Mapping[date, tuple[str, ...]], tr: Translator
) -> tuple[Entry, ...]:
    """Let the summer begin and end with the year, also where the file begins and ends with the pupils' own days."""
    if not possible:
        return tuple(found)
    name = tr(N_("Summer break"))
    first, last = possible[0], possible[-1]
    if first.month == 8:
        if found and found[0].first_day == first and found[0].kind == "break":
            found[0] = Entry(year.first_day, found[0].last_day, "break", found[0].name)
        elif weekdays(year.first_day, first - DAY):
            found.insert(0, Entry(year.first_day, first - DAY, "break", name))
    if last.month in (6, 7):
        if found and found[-1].last_day == last and found[-1].kind == "break":
            found[-1] = Entry(found[-1].first_day, year.last_day, "break", found[-1].name)
        elif weekdays(last + DAY, year.last_day):
            found.append(Entry(last + DAY, year.last_day, "break", name))
    return tuple(found)


def _meets(entry: Entry, others: Sequence[Entry]) -> bool:
    return any(overlap(entry, other) for other in others)


def _first_day(difference: Difference) -> date:
    entry = difference.after or (difference.before.entry if difference.before else None)
    return entry.first_day if entry else date.max


def _bare(name: str) -> str:
    """A school's name as one may write it in two ways: “Lia skole”, “LIA SKULE” and “Lia” are the same."""
    return re.sub(r"\s+(?:barne-?\s*(?:og ungdoms)?)?sk[ou]le\s*$", "", " ".join(name.split()).casefold())


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"

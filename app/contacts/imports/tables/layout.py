"""Where on the sheet do the lists stand, and what are they as one plain list, its headings above?

Nearly every file is such a list already, and is given back as it is. What is passed over or filled in is remarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import RawTable, table_of
from app.contacts.imports.roster import Remark
from app.contacts.imports.tables.apart import own_number
from app.contacts.imports.tables.filling import MERGED, filled_down, unmerged
from app.contacts.imports.tables.headers import (
    CLASSES,
    LOOKED_AT,
    Headings,
    field_of,
    find_headings,
    headings_at,
)
from app.contacts.imports.tables.lines import after_gaps, later_headings, lonely, reads_as_headings, with_needles
from app.contacts.imports.tables.sheets import class_of_sheet, is_same_list
from app.contacts.imports.tables.side_by_side import matched, side_by_side
from app.contacts.imports.tables.titles import class_in, filled, is_footer
from app.core.i18n import N_

CLASS_HEADING = "Klasse"
TABLES = N_("{count} lists that stand on the same sheet were read as one.")
SHEETS = N_("The sheets {names} were read together.")
FROM_TITLES = N_("The class was taken from the line above each list, since no column holds it.")
FROM_SHEETS = N_("The class was taken from the name of the sheet, since no column holds it.")
PASSED_OVER = N_("These rows hold no pupil (headings, totals, dates of printing) and were passed over: {rows}.")
OTHER_TABLE = N_("The table that begins in row {row} has other columns and was not read.")
# A list this long is a city's, from a program: looking for headings in every one of its cells would take a second.
_SEARCHED_WHOLE = 8_000
_SHOWN_ROWS = 12


@dataclass(frozen=True, slots=True)
class Laid:
    """One plain list: ``table`` with its headings in the row at ``header``.

    ``top`` is where the headings stand in the file as it was read, -1 without any. ``sheets`` names the sheet of each
    list that was read (blank where all are of one), where they are several: the rows have numbers of their own then.
    """

    table: RawTable
    header: int
    top: int
    remarks: tuple[Remark, ...] = ()
    sheets: tuple[str, ...] = ()


def lay_out(table: RawTable, header: int | None = None) -> Laid | None:
    """Find the list, or lists, of a table; ``header`` is the place of the headings where it is known, -1 for none.

    Returns None where no headings are found; the columns must then be known by their values.
    """
    top = table.rows(0, min(table.height, max(LOOKED_AT, (header or 0) + 1)))
    if header == -1 or not table.height:
        return None
    headings = headings_at(top, header, fewest=0) if header is not None and header < len(top) else find_headings(top)
    if headings is None:
        headings = later_headings(table)
    if headings is None:
        return None
    below = unmerged(table, headings.place + 1)
    laid = _Layout(below, headings).laid()
    return laid if below is table else replace(laid, remarks=(*laid.remarks, Remark(MERGED, {})))


def without_headings(table: RawTable, first: int) -> Laid:
    """Return a table without headings, its first row at ``first``, with the columns' letters for headings."""
    letters = [letter_of(place + table.first_column) for place in range(len(table.columns))]
    columns = tuple((letter, *column[first:]) for letter, column in zip(letters, table.columns, strict=True))
    numbers = [0, *table.row_numbers[first:]]
    plain = RawTable(columns, numbers, table.sheet, table.sheets, table.details, (), table.first_column)
    body = _passed(plain)
    return Laid(body[0], 0, -1, body[1])


def letter_of(place: int) -> str:
    """Return what a spreadsheet calls a column: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _passed(table: RawTable) -> tuple[RawTable, tuple[Remark, ...]]:
    """Take totals and dates of printing out of a table without headings."""
    odd = [place for place in lonely(table, 1) if is_footer(filled(table.row(place)))]
    if not odd:
        return table, ()
    out = set(odd)
    kept = [place for place in range(table.height) if place not in out]
    return _picked(table, kept), (_passed_over([table.row_numbers[place] for place in odd]),)


def _picked(table: RawTable, places: Sequence[int]) -> RawTable:
    columns = tuple(tuple([column[place] for place in places]) for column in table.columns)
    numbers = [table.row_numbers[place] for place in places]
    return RawTable(columns, numbers, table.sheet, table.sheets, table.details, (), table.first_column)


@dataclass(slots=True)
class _Stream:
    """Rows that follow one another below the same kind of headings: a sheet, or one of several lists side by side."""

    sheet: str
    start: int
    stop: int
    left: int
    right: int


@dataclass(slots=True)
class _Gathered:
    """The list as it grows: what its columns are called, and its rows with their numbers and classes."""

    headings: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    tables: int = 0
    sources: set[str] = field(default_factory=set)
    sheets: tuple[str, ...] = ()


class _Layout:
    def __init__(self, table: RawTable, headings: Headings) -> None:
        self._table, self._headings = table, headings
        self._has_class = any(name in headings.fields for name in CLASSES)
        self._groups = side_by_side(table, headings)
        self._titles = _lines(table.rows(0, headings.place + 1 - headings.lines))

    def laid(self) -> Laid:
        table, place = self._table, self._headings.place
        few = lonely(table, place + 1)
        maybe = (
            with_needles(table, place + 1)
            if table.height < _SEARCHED_WHOLE
            else after_gaps(table, self._headings, place + 1, few)
        )
        again = [place for place in sorted(maybe) if headings_at([table.row(place)], 0) is not None]
        is_plain = (
            not table.parts
            and self._headings.lines == 1
            and not again
            and len(self._groups) == 1
            and not any(self._is_line(row) for row in few)
            and (self._has_class or not self._class_above(place))
        )
        if is_plain:
            return _filled_down(Laid(table, place, place))
        gathered = self._gather(set(few), set(again))
        return _filled_down(self._plain(gathered))

    def _is_line(self, place: int) -> bool:
        texts = filled(self._table.row(place))
        return is_footer(texts) or bool(self._class_of_line(texts)) or tuple(texts) in self._titles

    def _class_of_line(self, texts: Sequence[str]) -> str:
        return class_in(texts, announced=self._has_class)

    def _class_above(self, place: int) -> str:
        """Return the class of the lines above the first headings, else of the sheet's name."""
        above = self._table.rows(0, place + 1 - self._headings.lines)
        return next((name for row in reversed(above) if (name := class_in(filled(row)))), "") or class_of_sheet(
            self._table.sheet
        )

    def _streams(self) -> list[_Stream]:
        table = self._table
        parts = table.parts or ((table.sheet, 0),)
        ends = [start for _, start in parts[1:]] + [table.height]
        return [
            _Stream(sheet, start, stop, left, right)
            for (sheet, start), stop in zip(parts, ends, strict=True)
            for left, right in self._groups
        ]

    def _gather(self, lonely: set[int], again: set[int]) -> _Gathered:
        left, right = self._groups[0]
        gathered = _Gathered(list(self._headings.texts[left:right]))
        streams = self._streams()
        for place, stream in enumerate(streams):
            before = len(gathered.numbers)
            self._read(stream, gathered, lonely, again)
            gathered.numbers[before:] = [own_number(row, place) for row in gathered.numbers[before:]]
        if len(streams) > 1:
            gathered.sheets = tuple(stream.sheet if len(self._table.parts) > 1 else "" for stream in streams)
        return gathered

    def _read(self, stream: _Stream, gathered: _Gathered, lonely: set[int], again: set[int]) -> None:
        """Read the rows of one stream, headings and titles as they come."""
        table = self._table
        columns = table.columns[stream.left : stream.right]
        rows = list(zip(*(column[stream.start : stream.stop] for column in columns), strict=True))
        heads = self._heads(stream, rows, again)
        uppers = {at - 1 for at, found in heads.items() if found is not None and found.lines == 2}
        first = min(heads, default=0)
        several, narrow = len(self._groups) > 1, max(1, min(3, len(columns) // 2))
        titles = _lines(rows[:first])
        into: list[int] | None = None
        is_other = False
        current, source = class_of_sheet(stream.sheet), "sheet"
        for at, row in enumerate(rows):
            number = table.row_numbers[stream.start + at]
            if at in heads:
                found = heads[at]
                is_other = found is None
                if found is None:
                    gathered.others.append(number)
                    continue
                into = matched(gathered.headings, found.texts)
                gathered.tables += 1
                if at > first:
                    gathered.passed.append(number)
                continue
            if at in uppers:
                continue
            above = into is None
            if above or stream.start + at in lonely or (several and len(filled(row)) <= narrow):
                texts = filled(row)
                if not texts:
                    continue
                below = at + 2 if at + 1 in uppers else at + 1
                is_title = above or below in heads or (below + 1 in heads and not filled(rows[below]))
                if name := class_in(texts, announced=self._has_class and not is_title):
                    current, source = name, "title"
                    continue
                if above:
                    continue
                if is_footer(texts) or tuple(texts) in titles or (is_title and len(texts) == 1):
                    gathered.passed.append(number)
                    continue
            if into is None or is_other:
                continue
            if not any(cell not in (None, "") for cell in row):
                continue
            cells: list[Cell] = [""] * len(gathered.headings)
            for index, cell in zip(into, row, strict=True):
                if index >= 0:
                    cells[index] = cell
            gathered.rows.append(cells)
            gathered.numbers.append(number)
            gathered.classes.append(current)
            if current:
                gathered.sources.add(source)

    def _heads(self, stream: _Stream, rows: Sequence[Sequence[Cell]], again: set[int]) -> dict[int, Headings | None]:
        """Return {place in the stream: its headings, None where they are of another table}."""
        own = self._headings
        heads: dict[int, Headings | None] = {}
        if stream.start <= own.place < stream.stop:
            texts = own.texts[stream.left : stream.right]
            heads[own.place - stream.start] = Headings(own.place, own.lines, texts, own.fields)
        else:
            found = find_headings(rows[:LOOKED_AT])
            if found is not None:
                heads[found.place] = found
        first = min(heads, default=0)
        fields = heads[first].fields if first in heads and heads[first] is not None else own.fields  # type: ignore[union-attr]
        for place in sorted(again):
            at = place - stream.start
            if not first < at < len(rows):
                continue
            found = headings_at(rows, at)
            if found is None or not reads_as_headings(rows[at]):
                continue
            if is_same_list(found.fields, fields) or is_same_list(found.fields, own.fields):
                heads[at] = found
            elif not filled(rows[at - 1]) or len(filled(rows[at - 1])) == 1:
                heads[at] = None
        return heads

    def _plain(self, gathered: _Gathered) -> Laid:
        """Put the rows below one row of headings, with a column for the class where only titles say it."""
        table, headings = self._table, list(gathered.headings)
        width = len(headings)
        rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in gathered.rows]
        remarks = []
        if len(table.parts) > 1:
            remarks.append(Remark(SHEETS, {"names": ", ".join(name for name, _ in table.parts)}))
        if gathered.tables > max(1, len(table.parts)) and len(gathered.passed) + len(self._groups) > 1:
            count = gathered.tables
            if self._are_apart(gathered):
                remarks.append(Remark(TABLES, {"count": count}))
        index = next((at for at, text in enumerate(headings) if field_of(text) == "class.name"), -1)
        if any(gathered.classes) and not (self._has_class and index < 0):
            taken = False
            if index < 0:
                index, taken = width, True
                headings.append(CLASS_HEADING)
                rows = [[*row, name] for row, name in zip(rows, gathered.classes, strict=True)]
            else:
                blank = [at for at, row in enumerate(rows) if row[index] in (None, "")]
                # A class here and there that is missing may be missing because nobody knows it.
                if len(blank) * 2 > len(rows):
                    taken = True
                    for at in blank:
                        rows[at][index] = gathered.classes[at]
            if taken:
                remarks.append(Remark(FROM_TITLES if "title" in gathered.sources else FROM_SHEETS, {}))
        if gathered.passed:
            remarks.append(_passed_over(sorted(set(gathered.passed))))
        remarks += [Remark(OTHER_TABLE, {"row": row}) for row in gathered.others]
        number = table.row_numbers[self._headings.place]
        made = table_of([headings, *rows], [number, *gathered.numbers], sheet=table.sheet, sheets=table.sheets,
                        details=table.details)  # fmt: skip
        plain = RawTable(made.columns, made.row_numbers, table.sheet, table.sheets, table.details, (),
                         table.first_column)  # fmt: skip
        return Laid(plain, 0, self._headings.place, tuple(remarks), gathered.sheets)

    def _are_apart(self, gathered: _Gathered) -> bool:
        """Say whether there are several lists, and not one whose headings are printed on every page."""
        return len(self._groups) > 1 or "title" in gathered.sources


def _filled_down(laid: Laid) -> Laid:
    table, remarks = filled_down(laid.table, laid.header)
    return replace(laid, table=table, remarks=(*laid.remarks, *remarks)) if remarks else laid


def _lines(rows: Iterable[Sequence[Cell]]) -> set[tuple[str, ...]]:
    return {tuple(filled(row)) for row in rows} - {()}


def _passed_over(numbers: Sequence[int]) -> Remark:
    shown = ", ".join(map(str, numbers[:_SHOWN_ROWS]))
    return Remark(PASSED_OVER, {"rows": shown if len(numbers) <= _SHOWN_ROWS else f"{shown} …"})

"""Where on the sheet do the lists stand, and what are they as one plain list, its headings above?

Nearly every file is such a list already, and is given back as it is. What is passed over or filled in is remarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.contacts.imports.files.cells import Cell, RawTable, table_of
from app.contacts.imports.roster import Remark
from app.contacts.imports.tables.headers import (
    LOOKED_AT,
    Headings,
    field_of,
    find_headings,
    heading_text,
    headings_at,
    normalise,
)
from app.contacts.imports.tables.sheets import class_of_sheet, is_same_list
from app.contacts.imports.tables.titles import class_in, filled, is_footer
from app.core.i18n import N_

CLASS_HEADING = "Klasse"
TABLES = N_("{count} lists that stand on the same sheet were read as one.")
SHEETS = N_("The sheets {names} were read together.")
FROM_TITLES = N_("The class was taken from the line above each list, since no column holds it.")
FROM_SHEETS = N_("The class was taken from the name of the sheet, since no column holds it.")
FILLED_DOWN = N_("In the column {column} a class was taken to hold for the blank cells below it: {count} rows.")
MERGED = N_("Cells that are merged over several rows were taken to hold for each of them.")
PASSED_OVER = N_("These rows hold no pupil (headings, totals, dates of printing) and were passed over: {rows}.")
OTHER_TABLE = N_("The table that begins in row {row} has other columns and was not read.")
_NAMES = frozenset({"pupil.name", "pupil.given", "pupil.family"})
_CLASSES = ("class.name", "class.grade")
# A heading above the pupils' names has one of these in it, in every language.
_NEEDLES = ("nav", "nam", "elev", "pupil", "student", "barn")
_MOST_HEADINGS = 2_000
# A list this long is a city's, from a program: looking for headings in every one of its cells would take a second.
_SEARCHED_WHOLE = 8_000
_SHOWN_ROWS = 12
_FEWEST_IN_A_BLOCK = 3
_FEWEST_IN_ONE_BLOCK = 8


@dataclass(frozen=True, slots=True)
class Laid:
    """One plain list: ``table`` with its headings in the row at ``header``.

    ``top`` is where the headings stand in the file as it was read, -1 without any.
    """

    table: RawTable
    header: int
    top: int
    remarks: tuple[Remark, ...] = ()


def lay_out(table: RawTable, header: int | None = None) -> Laid | None:
    """Find the list, or lists, of a table; ``header`` is the place of the headings where it is known, -1 for none.

    Returns None where no headings are found; the columns must then be known by their values.
    """
    top = table.rows(0, min(table.height, max(LOOKED_AT, (header or 0) + 1)))
    if header == -1 or not table.height:
        return None
    headings = headings_at(top, header, fewest=0) if header is not None and header < len(top) else find_headings(top)
    if headings is None:
        headings = _later_headings(table)
    if headings is None:
        return None
    below = _unmerged(table, headings.place + 1)
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


def _unmerged(table: RawTable, start: int) -> RawTable:
    """Write what stands in cells merged over several rows, at or below ``start``, in each of those rows."""
    columns: dict[int, list[Cell]] = {}
    for first, left, last, right in table.merged:
        last = min(last, table.height - 1)
        if first < start or first >= last or left != right:
            continue
        cells = columns.setdefault(left, list(table.columns[left]))
        cells[first : last + 1] = [cells[first]] * (last + 1 - first)
    if not columns:
        return table
    filled_in = (tuple(columns.get(place, column)) for place, column in enumerate(table.columns))
    return replace(table, columns=tuple(filled_in), merged=())


def _passed(table: RawTable) -> tuple[RawTable, tuple[Remark, ...]]:
    """Take totals and dates of printing out of a table without headings."""
    odd = [place for place in _lonely(table, 1) if is_footer(filled(table.row(place)))]
    if not odd:
        return table, ()
    out = set(odd)
    kept = [place for place in range(table.height) if place not in out]
    return _picked(table, kept), (_passed_over([table.row_numbers[place] for place in odd]),)


def _picked(table: RawTable, places: Sequence[int]) -> RawTable:
    columns = tuple(tuple([column[place] for place in places]) for column in table.columns)
    numbers = [table.row_numbers[place] for place in places]
    return RawTable(columns, numbers, table.sheet, table.sheets, table.details, (), table.first_column)


def _later_headings(table: RawTable) -> Headings | None:
    """Look for headings further down than anybody should have to."""
    for place in sorted(_with_needles(table, LOOKED_AT)):
        rows = table.rows(place - 1, place + 1)
        found = headings_at(rows, 1)
        if found is not None and found.fields & _NAMES:
            return Headings(place, found.lines, found.texts, found.fields)
    return None


def _with_needles(table: RawTable, start: int) -> set[int]:
    """Return the places of rows that could be headings: a cell has a word in it that headings of names have."""
    places: set[int] = set()
    for column in table.columns:
        cells = column[start:]
        joined = "\n".join([cell for cell in cells if type(cell) is str]).casefold()
        if not any(needle in joined for needle in _NEEDLES):
            continue
        words = {cell for cell in set(cells) if type(cell) is str and len(cell) <= 60 and _is_naming(cell)}
        if words:
            found = [place for place, cell in enumerate(cells, start) if cell in words]
            if len(found) <= _MOST_HEADINGS:
                places.update(found)
    return places


def _is_naming(cell: str) -> bool:
    text = cell.casefold()
    return any(needle in text for needle in _NEEDLES) and (field_of(cell) or "").startswith("pupil.")


def _lonely(table: RawTable, start: int) -> list[int]:
    """Return the places of rows in which at most three cells at the left, or none, hold anything."""
    places: Iterable[int] = range(start, table.height)
    if len(table.columns) <= 2:
        return [place for place in places if len(filled(table.row(place))) == 1]
    # Columns that are full sort nearly all rows out at once.
    counted = sorted(table.columns, key=lambda column: sum(map(bool, column[start : start + 200])), reverse=True)
    seen: dict[int, int] = {}
    places = [place for place in places if not (counted[0][place] and counted[1][place])]
    for place in places:
        seen[place] = sum(1 for column in counted if column[place] not in (None, ""))
    widest = max(1, len(table.columns) // 2)
    return [place for place, count in seen.items() if 0 < count <= min(3, widest)]


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


class _Layout:
    def __init__(self, table: RawTable, headings: Headings) -> None:
        self._table, self._headings = table, headings
        self._has_class = any(name in headings.fields for name in _CLASSES)
        self._groups = _side_by_side(table, headings)
        self._titles = _lines(table.rows(0, headings.place + 1 - headings.lines))

    def laid(self) -> Laid:
        table, place = self._table, self._headings.place
        lonely = _lonely(table, place + 1)
        maybe = (
            _with_needles(table, place + 1) if table.height < _SEARCHED_WHOLE else self._after_gaps(place + 1, lonely)
        )
        again = [place for place in sorted(maybe) if headings_at([table.row(place)], 0) is not None]
        is_plain = (
            not table.parts
            and self._headings.lines == 1
            and not again
            and len(self._groups) == 1
            and not any(self._is_line(row) for row in lonely)
            and (self._has_class or not self._class_above(place))
        )
        if is_plain:
            return self._filled_down(Laid(table, place, place))
        gathered = self._gather(set(lonely), set(again))
        return self._filled_down(self._plain(gathered))

    def _after_gaps(self, start: int, lonely: Sequence[int]) -> set[int]:
        """Return where headings can stand in a long list: where its own come again, or below a row of nobody."""
        table = self._table
        names = [at for at, text in enumerate(self._headings.texts) if field_of(text) in _NAMES]
        own = self._headings.texts[names[0]] if names else ""
        column = table.columns[names[0]] if names else ()
        places: set[int] = set()
        if own and own in column[start:]:
            places.update(place for place, cell in enumerate(column[start:], start) if cell == own)
        sparse = [place for place, cell in enumerate(column[start:], start) if not cell]
        for found in (sparse, lonely):
            if len(found) <= _MOST_HEADINGS:
                places.update(place + 1 for place in found if place + 1 < table.height)
        return places

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
        for stream in self._streams():
            self._read(stream, gathered, lonely, again)
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
                into = _matched(gathered.headings, found.texts)
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
            if found is None or not _reads_as_headings(rows[at]):
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
        return Laid(plain, 0, self._headings.place, tuple(remarks))

    def _are_apart(self, gathered: _Gathered) -> bool:
        """Say whether there are several lists, and not one whose headings are printed on every page."""
        return len(self._groups) > 1 or "title" in gathered.sources

    def _filled_down(self, laid: Laid) -> Laid:
        """Let a class that is written once, at the head of its pupils, hold for those below it.

        Only where the blanks can mean nothing else: every class is written once, each block has several pupils and no
        gap, and nearly all cells are blank.
        """
        table = laid.table
        index = next(
            (
                at
                for at, column in enumerate(table.columns)
                if field_of(heading_text(column[laid.header])) == "class.name"
            ),
            None,
        )
        if index is None:
            return laid
        cells = table.columns[index][laid.header + 1 :]
        if all(cells):
            return laid
        starts = [at for at, cell in enumerate(cells) if cell not in (None, "")]
        named = [cells[at] for at in starts]
        last = _last_filled(table, laid.header + 1)
        if not starts or starts[0] != 0 or len(set(named)) != len(named):
            return laid
        sizes = [end - at for at, end in zip(starts, [*starts[1:], last + 1], strict=True)]
        fewest = _FEWEST_IN_A_BLOCK if len(sizes) > 1 else _FEWEST_IN_ONE_BLOCK
        if sorted(sizes)[len(sizes) // 2] < fewest or not self._are_without_gaps(table, laid.header + 1, last):
            return laid
        column: list[Cell] = list(table.columns[index][: laid.header + 1])
        for at, cell in enumerate(cells):
            column.append(cell if cell not in (None, "") or at > last else column[-1])
        columns = (*table.columns[:index], tuple(column), *table.columns[index + 1 :])
        plain = RawTable(columns, table.row_numbers, table.sheet, table.sheets, table.details, (), table.first_column)
        heading = heading_text(table.columns[index][laid.header])
        remark = Remark(FILLED_DOWN, {"column": heading, "count": last + 1 - len(starts)})
        return Laid(plain, laid.header, laid.top, (*laid.remarks, remark))

    def _are_without_gaps(self, table: RawTable, start: int, last: int) -> bool:
        names = [column for column in table.columns if field_of(heading_text(column[start - 1])) in _NAMES]
        return bool(names) and all(
            any(column[start + at] not in (None, "") for column in names) for at in range(last + 1)
        )


def _lines(rows: Iterable[Sequence[Cell]]) -> set[tuple[str, ...]]:
    return {tuple(filled(row)) for row in rows} - {()}


def _last_filled(table: RawTable, start: int) -> int:
    """Return the place, counted from ``start``, of the last row in which anything stands."""
    for place in range(table.height - 1, start - 1, -1):
        if any(column[place] not in (None, "") for column in table.columns):
            return place - start
    return -1


def _passed_over(numbers: Sequence[int]) -> Remark:
    shown = ", ".join(map(str, numbers[:_SHOWN_ROWS]))
    return Remark(PASSED_OVER, {"rows": shown if len(numbers) <= _SHOWN_ROWS else f"{shown} …"})


def _reads_as_headings(row: Sequence[Cell]) -> bool:
    """Say whether a row is headings for the most part: a pupil's row with "Elev" and "Mor" in it is not."""
    cells = [cell for cell in row if cell not in (None, "")]
    if any(not isinstance(cell, str) or "@" in cell or sum(map(str.isdigit, cell)) > 4 for cell in cells):
        return False
    return sum(field_of(cell) is not None for cell in cells if isinstance(cell, str)) * 2 >= len(cells)


def _side_by_side(table: RawTable, headings: Headings) -> list[tuple[int, int]]:
    """Return from where to where each of several lists with the same headings stands: (0, width) where there is one.

    They are told apart by a column between them, or each has its class.
    """
    width = len(table.columns)
    texts = [normalise(text) for text in headings.texts] + [""] * (width - len(headings.texts))
    names = [at for at, text in enumerate(texts) if text and field_of(headings.texts[at]) in _NAMES]
    counts = [texts.count(texts[at]) for at in names]
    if not names or min(counts) < 2 or headings.lines > 1:
        return [(0, width)]
    blocks: list[tuple[int, int]] = []
    at = 0
    while at < width:
        if not texts[at]:
            at += 1
            continue
        end = at
        while end < width and texts[end]:
            end += 1
        blocks.append((at, end))
        at = end
    if len(blocks) == 1:
        start, end = blocks[0]
        size, rest = divmod(end - start, min(counts))
        blocks = [(start + size * part, start + size * (part + 1)) for part in range(min(counts))]
        has_class = any(field_of(headings.texts[at]) in _CLASSES for at in range(*blocks[0]))
        above = table.rows(max(0, headings.place - 3), headings.place)
        is_titled = any(sum(bool(class_in(filled([cell]))) for cell in row) == len(blocks) for row in above)
        if rest or not (has_class or is_titled):
            return [(0, width)]
    first = texts[slice(*blocks[0])]
    return blocks if all(texts[slice(*block)] == first for block in blocks) else [(0, width)]


def _matched(headings: list[str], texts: Sequence[str]) -> list[int]:
    """Return where in the list each column of a table belongs; headings the list lacks are added to it."""
    places: dict[tuple[str, int], int] = {}
    for at, key in enumerate(_keys(headings)):
        places.setdefault(key, at)
    into = []
    for key, text in zip(_keys(texts), texts, strict=True):
        if key not in places:
            places[key] = len(headings)
            headings.append(text)
        into.append(places[key])
    return into


def _keys(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return what each heading means, or says where nobody knows, and which of several alike it is."""
    seen: dict[str, int] = {}
    keys = []
    for text in texts:
        meaning = field_of(text) or normalise(text)
        seen[meaning] = seen.get(meaning, 0) + 1
        keys.append((meaning, seen[meaning]))
    return keys

"""Which column holds what? Found from the headings and the values, or read from a file the user keeps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.contacts.cell import Cell, text_of
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.tables import by_values
from app.contacts.imports.tables.headers import (
    CLASSES,
    FIELDS,
    LOOKED_AT,
    MANY_VALUED,
    PUPIL_NAMES,
    field_of,
    is_identity_number,
    is_of_no_use,
    is_relation,
    normalise,
    says_nothing,
)
from app.contacts.imports.tables.layout import Laid, lay_out, letter_of, without_headings
from app.contacts.imports.tables.unowned import guardians_contacts
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import looks_like_identity_number

SAMPLE = 200
SHOWN_VALUES = 3
NO_HEADINGS = N_("No row with headings such as Klasse, Fornavn and Etternavn was found. Write them above the list.")
NO_NAMES = N_("No column holds the pupils' names. Write Fornavn and Etternavn (or Navn) above them.")
NO_CLASS = N_("No column holds the class. Write Klasse above it.")
UNREADABLE = N_("The mapping file cannot be read. It should be JSON: {shape}")
UNKNOWN_FIELD = N_("The mapping file names {name}, which is no field.")
UNKNOWN_HEADING = N_("The mapping file names the heading {heading}, which is not in this file.")
SHAPE = '{"columns": {"Heading": "pupil.given"}}'
NO_HEADER = -1


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its heading, and its field; ``dropped`` when it holds identity numbers.

    ``key`` is what a choice calls it: its heading where that is the only one, else "#3", its place from one.
    ``guessed``: its field was found from its values. ``chosen``: its field (or none) was chosen, now or before.
    """

    index: int
    heading: str
    field: str | None
    dropped: bool = False
    key: str = ""
    guessed: bool = False
    chosen: bool = False

    @property
    def is_settled(self) -> bool:
        """Say whether nobody need look at the column."""
        if self.dropped or self.chosen:
            return True
        return not self.guessed if self.field is not None else is_of_no_use(self.heading)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column holds, and the place in the file of the row with the headings, -1 without one.

    ``laid`` is the plain list the columns stand in. ``heading_set`` is what files with the same headings have in
    common, for remembering a corrected mapping.
    """

    header: int
    columns: tuple[Column, ...]
    laid: Laid | None = field(default=None, repr=False, compare=False)
    heading_set: str = field(default="", repr=False)

    @property
    def fields(self) -> Mapping[str, tuple[int, ...]]:
        """Return {field: places of its columns}."""
        found: dict[str, tuple[int, ...]] = {}
        for column in self.columns:
            if column.field is not None:
                found[column.field] = (*found.get(column.field, ()), column.index)
        return found

    @property
    def keys(self) -> dict[str, str | None]:
        """Return {key: field or None} of the columns that may be read."""
        return {column.key: column.field for column in self.columns if not column.dropped}

    @property
    def dropped(self) -> tuple[str, ...]:
        """Return the headings of the columns that are never read, since they hold identity numbers."""
        return tuple(column.heading for column in self.columns if column.dropped)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headings of the columns nobody knows what to do with."""
        return tuple(column.heading for column in self.columns if column.field is None and not column.dropped)

    @property
    def guessed(self) -> tuple[Column, ...]:
        """Return the columns whose field was found from their values."""
        return tuple(column for column in self.columns if column.guessed)

    @property
    def complete(self) -> bool:
        """Say whether nobody need look: every column is recognised, chosen before, or known to be of no use."""
        return not self.missing and all(column.is_settled for column in self.columns)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the sentences about what no import can be made without."""
        fields = self.fields.keys()
        return tuple(
            sentence for wanted, sentence in ((PUPIL_NAMES, NO_NAMES), (CLASSES, NO_CLASS)) if not wanted & fields
        )

    def heading(self, field: str) -> str:
        """Return the heading of the first column of ``field``, as the file writes it."""
        return next((column.heading for column in self.columns if column.field == field), "")


def find_mapping(
    table: RawTable,
    chosen: Mapping[str, str | None] | None = None,
    *,
    header: int | None = None,
    remembered: Mapping[str, str | None] | None = None,
) -> ColumnMapping:
    """Find the headings and what they mean; ``chosen`` {key or heading: field or None} goes before what is found.

    ``header`` is the place of the headings where it was chosen (-1: there are none), ``remembered`` what was chosen
    for these headings before. Raises UserError when nothing in the table speaks of a list, or a chosen heading is not
    there. What is missing for an import is told by :attr:`ColumnMapping.missing` and :func:`checked`.
    """
    if header is None and chosen:
        header = _chosen_header(table.rows(0, min(table.height, LOOKED_AT)), chosen)
    laid = lay_out(table, header)
    if laid is None:
        laid = _laid_by_values(table, header, bool(chosen))
    columns = _with_contacts(_with_relations(_columns(laid)))
    kinds = _kinds(laid, columns)
    signature = heading_set(columns, kinds)
    columns = _with_choices(columns, remembered or {})
    columns = _with_choices(columns, chosen or {})
    columns = _with_guesses(laid, columns)
    columns = _without_unsure_ids(laid, _without_doubles(columns))
    _check_chosen(columns, chosen or {})
    return ColumnMapping(laid.top, columns, laid, signature)


def heading_set(columns: Sequence[Column], kinds: Mapping[int, str]) -> str:
    """Return what files with the same headings have in common; a heading that says nothing goes by its values."""
    parts = [f"#{kinds.get(column.index, '')}" if says_nothing(_text(column)) else normalise(column.heading)
             for column in columns]  # fmt: skip
    return "|".join(parts)


def samples(mapping: ColumnMapping, column: Column, count: int = SHOWN_VALUES) -> tuple[str, ...]:
    """Return the first few different values of a column, none of one that holds identity numbers."""
    laid = mapping.laid
    if column.dropped or laid is None:
        return ()
    found: dict[str, None] = {}
    for cell in laid.table.columns[column.index][laid.header + 1 :]:
        text = " ".join(text_of(cell).split())
        if text and not looks_like_identity_number(text):
            found[text] = None
            if len(found) == count:
                break
    return tuple(found)


def checked(mapping: ColumnMapping) -> ColumnMapping:
    """Return the mapping if an import can be made with it. Raises UserError."""
    for sentence in mapping.missing:
        raise UserError(sentence)
    return mapping


def read_mapping(path: Path) -> dict[str, str | None]:
    """Read {heading: field or None} from a JSON file. Raises UserError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        columns = content["columns"]
        pairs = {str(heading): field for heading, field in columns.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(UNREADABLE, field="mapping", shape=SHAPE) from error
    for name in pairs.values():
        if name is not None and name not in FIELDS:
            raise UserError(UNKNOWN_FIELD, field="mapping", name=name)
    return pairs


def _laid_by_values(table: RawTable, header: int | None, is_chosen: bool) -> Laid:
    """Lay a table out in which no headings are recognised: below headings nobody knows, or without any."""
    top = table.rows(0, min(table.height, SAMPLE))
    found = by_values.first_row(top)
    if header is None and found is None and not is_chosen:
        raise UserError(NO_HEADINGS)
    first, is_heading = found or (0, False)
    if header is None and is_heading:
        laid = lay_out(table, first)
        if laid is not None:
            return laid
    return without_headings(table, first)


def _columns(laid: Laid) -> tuple[Column, ...]:
    """Return the columns that have a heading or hold something, with what their headings mean."""
    table, header = laid.table, laid.header
    texts = [" ".join(text_of(cells[header]).split()) for cells in table.columns]
    if laid.top == NO_HEADER:
        texts = [""] * len(texts)
    times = Counter(map(normalise, texts))
    columns = []
    for index, (text, cells) in enumerate(zip(texts, table.columns, strict=True)):
        key = text if text and times[normalise(text)] == 1 else f"#{index + 1}"
        heading = text or letter_of(index + table.first_column)
        if is_identity_number(text) and not any(text_of(cell).strip() for cell in cells[header + 1 :]):
            continue  # an empty one holds nobody's number: there is nothing to say of it
        if is_identity_number(text) or _holds_identity_numbers(cells[header + 1 :]):
            columns.append(Column(index, heading, None, dropped=True, key=key))
        elif text or any(cell not in (None, "") for cell in cells[header + 1 :]):
            columns.append(Column(index, heading, field_of(text) if text else None, key=key))
    return tuple(columns)


def _with_contacts(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    owned = guardians_contacts([(column.heading, column.field) for column in columns])
    return tuple(
        replace(column, field=owned[place]) if place in owned else column for place, column in enumerate(columns)
    )


def _with_relations(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Give a "Relasjon" to the guardian whose columns stand before it, or to the only one there is."""
    subjects = {field.partition(".")[0] for column in columns if (field := column.field) and field[:8] == "guardian"}
    if not subjects:
        return columns
    nearest = min(subjects) if len(subjects) == 1 else ""
    found = []
    for column in columns:
        if column.field is None and not column.dropped and nearest and is_relation(column.heading):
            found.append(replace(column, field=f"{nearest}.relation"))
            continue
        subject = (column.field or "").partition(".")[0]
        if subject in subjects:
            nearest = subject
        elif subject in ("mother", "father"):
            nearest = ""  # who these are is said already
        found.append(column)
    return tuple(found)


def _text(column: Column) -> str:
    """Return the heading as the file has it: "" where the column is called by its letter."""
    return "" if column.key.startswith("#") and len(column.heading) <= 2 else column.heading


def _values(laid: Laid, column: Column) -> tuple[Cell, ...]:
    return laid.table.columns[column.index][laid.header + 1 : laid.header + 1 + SAMPLE * 5]


def _kinds(laid: Laid, columns: Sequence[Column]) -> dict[int, str]:
    """Return {place: what the values are} of the columns whose headings say nothing."""
    return {
        column.index: by_values.kind_of(_values(laid, column))
        for column in columns
        if column.field is None and not column.dropped and says_nothing(_text(column))
    }


def _with_choices(columns: tuple[Column, ...], choices: Mapping[str, str | None]) -> tuple[Column, ...]:
    """Let what was chosen go before what was found, by key or by heading; what is no field is not."""
    if not choices:
        return columns
    by_heading = {normalise(key): field for key, field in choices.items() if normalise(key) and key[0] != "#"}
    found = []
    for column in columns:
        name = normalise(_text(column))
        if column.dropped or (column.key not in choices and name not in by_heading):
            found.append(column)
            continue
        field = choices[column.key] if column.key in choices else by_heading[name]
        is_known = field is None or field in FIELDS
        found.append(replace(column, field=field, chosen=True, guessed=False) if is_known else column)
    return tuple(found)


def _with_guesses(laid: Laid, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Fill in from the values what headings do not say; where the name or the class is missing, whatever they say."""
    known = {column.index: column.field for column in columns if column.field is not None}
    fields = set(known.values())
    is_lacking = not fields & PUPIL_NAMES or not fields & CLASSES
    is_open = frozenset(
        column.index
        for column in columns
        if column.field is None
        and not column.dropped
        and not column.chosen
        and (says_nothing(_text(column)) or (is_lacking and not is_of_no_use(column.heading)))
    )
    if not is_open:
        return columns
    guesses = by_values.guess([(column.index, _values(laid, column)) for column in columns if not column.dropped],
                              known, is_open)  # fmt: skip
    return tuple(
        replace(column, field=guesses[column.index], guessed=True) if column.index in guesses else column
        for column in columns
    )


def _without_unsure_ids(laid: Laid, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Leave an id out that stands with two names: it is a number within each class."""
    by_field = {column.field: column.index for column in columns}
    if "pupil.id" not in by_field:
        return columns
    names = [
        laid.table.columns[by_field[field]][laid.header + 1 :] for field in sorted(PUPIL_NAMES) if field in by_field
    ]
    seen: dict[Cell, tuple[Cell, ...]] = {}
    for cell, *name in zip(laid.table.columns[by_field["pupil.id"]][laid.header + 1 :], *names, strict=True):
        if cell not in (None, "") and any(name) and seen.setdefault(cell, tuple(name)) != tuple(name):
            return tuple(replace(column, field=None) if column.field == "pupil.id" else column for column in columns)
    return columns


def _holds_identity_numbers(cells: tuple[Cell, ...]) -> bool:
    sample = [cell for cell in cells[: SAMPLE * 5] if cell not in (None, "")][:SAMPLE]
    if not sample or sum(len(cell) < 10 for cell in sample if type(cell) is str) * 2 >= len(sample):
        return False  # as looks_like_identity_number says of short cells
    return sum(looks_like_identity_number(text_of(cell)) for cell in sample) * 2 > len(sample)


def _without_doubles(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Keep the first column of a field that can hold one value; the others are shown as unknown."""
    seen: set[str] = set()
    kept = []
    for column in columns:
        field = column.field
        if field is not None and field in seen and field.partition(".")[2] not in MANY_VALUED:
            kept.append(replace(column, field=None))
            continue
        if field is not None:
            seen.add(field)
        kept.append(column)
    return tuple(kept)


def _chosen_header(top: list[tuple[Cell, ...]], chosen: Mapping[str, str | None]) -> int | None:
    wanted = {normalise(heading) for heading in chosen}
    counts = [len(wanted & {normalise(cell) for cell in row if isinstance(cell, str)}) for row in top]
    return counts.index(max(counts)) if counts and max(counts) > 1 else None


def _check_chosen(columns: tuple[Column, ...], chosen: Mapping[str, str | None]) -> None:
    present = {normalise(_text(column)) for column in columns} | {column.key for column in columns}
    for heading, meaning in chosen.items():
        if meaning is not None and heading not in present and normalise(heading) not in present:
            raise UserError(UNKNOWN_HEADING, field="mapping", heading=heading)

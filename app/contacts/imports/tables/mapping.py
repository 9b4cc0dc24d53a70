"""Which column holds what? Found from the headings and the values, or read from a file the user keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.contacts.imports.files.cells import Cell, RawTable, text_of
from app.contacts.imports.tables.headers import (
    FIELDS,
    LOOKED_AT,
    MANY_VALUED,
    field_of,
    find_header,
    is_identity_number,
    normalise,
)
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import looks_like_identity_number

SAMPLE = 200
NO_HEADINGS = N_("No row with headings such as Klasse, Fornavn and Etternavn was found. Write them above the list.")
NO_NAMES = N_("No column holds the pupils' names. Write Fornavn and Etternavn (or Navn) above them.")
NO_CLASS = N_("No column holds the class. Write Klasse above it.")
UNREADABLE = N_("The mapping file cannot be read. It should be JSON: {shape}")
UNKNOWN_FIELD = N_("The mapping file names {name}, which is no field.")
UNKNOWN_HEADING = N_("The mapping file names the heading {heading}, which is not in this file.")
SHAPE = '{"columns": {"Heading": "pupil.given"}}'


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its heading, and its field; ``dropped`` when it holds identity numbers."""

    index: int
    heading: str
    field: str | None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column holds, and the place of the row with the headings."""

    header: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> Mapping[str, tuple[int, ...]]:
        """Return {field: places of its columns}."""
        found: dict[str, tuple[int, ...]] = {}
        for column in self.columns:
            if column.field is not None:
                found[column.field] = (*found.get(column.field, ()), column.index)
        return found

    @property
    def dropped(self) -> tuple[str, ...]:
        """Return the headings of the columns that are never read, since they hold identity numbers."""
        return tuple(column.heading for column in self.columns if column.dropped)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headings of the columns nobody knows what to do with."""
        return tuple(column.heading for column in self.columns if column.field is None and not column.dropped)

    @property
    def heading_set(self) -> str:
        """Return what files with the same headings have in common, for remembering a corrected mapping."""
        return "|".join(normalise(column.heading) for column in self.columns)

    def heading(self, field: str) -> str:
        """Return the heading of the first column of ``field``, as the file writes it."""
        return next((column.heading for column in self.columns if column.field == field), "")


def find_mapping(table: RawTable, chosen: Mapping[str, str | None] | None = None) -> ColumnMapping:
    """Find the headings and what they mean; ``chosen`` {heading: field or None} goes before what is found.

    Raises UserError when there are no headings, or no names or classes among them.
    """
    top = table.rows(0, min(table.height, LOOKED_AT))
    header = _chosen_header(top, chosen) if chosen else None
    if header is None:
        header = find_header(top)
    if header is None:
        raise UserError(NO_HEADINGS)
    wanted = {normalise(heading): field for heading, field in (chosen or {}).items()}
    columns = tuple(_columns(table, header, wanted))
    _check_chosen(columns, chosen or {})
    return checked(ColumnMapping(header, _without_doubles(columns)))


def checked(mapping: ColumnMapping) -> ColumnMapping:
    """Return the mapping if an import can be made with it. Raises UserError."""
    fields = mapping.fields
    if not fields.keys() & {"pupil.name", "pupil.given", "pupil.family"}:
        raise UserError(NO_NAMES)
    if not fields.keys() & {"class.name", "class.grade"}:
        raise UserError(NO_CLASS)
    return mapping


def read_mapping(path: Path) -> dict[str, str | None]:
    """Read {heading: field or None} from a file written by :func:`write_mapping`. Raises UserError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        columns = content["columns"]
        pairs = {str(heading): field for heading, field in columns.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(UNREADABLE, field="mapping", shape=SHAPE) from error
    for field in pairs.values():
        if field is not None and field not in FIELDS:
            raise UserError(UNKNOWN_FIELD, field="mapping", name=field)
    return pairs


def write_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write what each heading means, to be read by :func:`read_mapping`."""
    columns = {column.heading: column.field for column in mapping.columns if column.heading and not column.dropped}
    path.write_text(json.dumps({"columns": columns}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _columns(table: RawTable, header: int, wanted: Mapping[str, str | None]) -> Iterable[Column]:
    for index, cells in enumerate(table.columns):
        heading = " ".join(text_of(cells[header]).split())
        if is_identity_number(heading) or _holds_identity_numbers(cells[header + 1 :]):
            yield Column(index, heading, None, dropped=True)
        elif heading and normalise(heading) in wanted:
            yield Column(index, heading, wanted[normalise(heading)])
        elif heading or any(cells[header + 1 : header + 1 + SAMPLE]):
            yield Column(index, heading, field_of(heading))


def _holds_identity_numbers(cells: tuple[Cell, ...]) -> bool:
    sample = [cell for cell in cells[: SAMPLE * 5] if cell not in (None, "")][:SAMPLE]
    if not sample:
        return False
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
    present = {normalise(column.heading) for column in columns}
    for heading, field in chosen.items():
        if field is not None and normalise(heading) not in present:
            raise UserError(UNKNOWN_HEADING, field="mapping", heading=heading)

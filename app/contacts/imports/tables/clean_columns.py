"""What do the cells of each column say, and which of them cannot be read?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.contacts import values
from app.contacts.cell import Cell
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.roster import NO_ADDRESS, ROW_OUT, VALUE_OUT, Address, Problem
from app.contacts.imports.tables.headers import TEACHERS
from app.contacts.imports.tables.mapping import ColumnMapping
from app.contacts.marks import protection_in
from app.contacts.phones import Phones, clean_phones
from app.contacts.rules import proposed_grade
from app.contacts.texts import PROTECTED_WORDS, Trouble
from app.contacts.values import Cleaned, Emails

_NAMES = ("given", "middle", "family", "name")
_NAME_CLEANERS = (values.clean_name, values.split_name, values.split_name_family_first)
_ADDRESS_PARTS = ("street", "postal_code", "city")


class CleanColumns:
    """The cells below the headings, column by column; a row is known by its place."""

    def __init__(self, table: RawTable, mapping: ColumnMapping) -> None:
        self._fields = mapping.fields
        self._mapping = mapping
        start = mapping.header + 1
        self._numbers: Sequence[int] = table.row_numbers[start:]
        self._body = [column[start:] for column in table.columns]
        # The headings as they stand in one row; a list printed on several pages repeats them.
        self._headings = table.row(mapping.header) if mapping.header >= 0 else ()
        self._titles = {column.index: column.heading for column in mapping.columns}
        self._count = len(self._numbers)
        self._problems: list[Problem] = []
        self._nameless: set[int] = set()
        self._told: set[tuple[int, str]] = set()
        self._protected: dict[tuple[str, int], str] = {}
        # (place, subject) -> the problem with a name that is not the pupil's
        self._unnamed: dict[tuple[int, str], int] = {}
        # One cache per kind of value, shared by all columns of that kind.
        self._kinds: dict[Callable[[Cell], Any], Cleaned] = {}

    def _subjects(self, among: tuple[str, ...]) -> list[str]:
        mapped = {field.partition(".")[0] for field in self._fields}
        return [subject for subject in among if subject in mapped]

    def _first_column(self, subject: str) -> int:
        return min(
            index for field, places in self._fields.items() if field.startswith(subject + ".") for index in places
        )

    def _name_column(self, subject: str) -> int | None:
        """Return the place of the column that holds a subject's whole name."""
        for name in ("name", "given", "family"):
            if f"{subject}.{name}" in self._fields:
                return self._fields[f"{subject}.{name}"][0]
        return None

    def _is_heading(self, place: int) -> bool:
        return bool(self._headings) and all(
            self._body[column.index][place] == self._headings[column.index] for column in self._mapping.columns
        )

    def _find_protected(self) -> None:
        """Find the rows in which a name, or a column nobody asks for, says that the address is protected."""
        for column in self._mapping.columns:
            subject, _, kind = (column.field or "pupil").partition(".")
            is_asked_for = column.field is not None and (kind not in _NAMES or subject in TEACHERS)
            if column.dropped or is_asked_for:
                continue  # never read, or looked over as it is read
            cells = self._body[column.index]
            told = protection_in(column.heading, cells)
            for place in (place for place, cell in enumerate(cells) if told and cell in told):
                if not self._is_heading(place):
                    self._protected[subject, place] = proposed_grade(told[cells[place]])
                    self._told.add((place, column.heading))
                    self._problems.append(Problem(self._numbers[place], column.heading, PROTECTED_WORDS, {}, ""))

    def _one(self, field: str, clean: Callable[[Cell], Any], blank: Any) -> list[Any]:
        places = self._fields.get(field)
        return self._each(places[0], field, clean, blank) if places else [blank] * self._count

    def _each(self, index: int, field: str, clean: Callable[[Cell], Any], blank: Any) -> list[Any]:
        """Clean one column; cells that cannot be read become problems and blanks."""
        cleaned = self._kinds.setdefault(clean, Cleaned(clean))
        column = cleaned.column(self._body[index])
        if cleaned.troubled:
            heading = self._titles[index]
            for place, value in enumerate(column):
                if type(value) is Trouble:
                    column[place] = blank if value.rest is None else value.rest
                    if self._is_heading(place):
                        continue
                    given = {"value": value.value} if value.value else {}
                    is_name = clean in _NAME_CLEANERS
                    subject = field.partition(".")[0]
                    outcome = VALUE_OUT if value.rest is None else ""  # else the sentence says it
                    if clean is values.clean_class:
                        outcome = ROW_OUT
                    elif is_name and subject == "pupil":
                        self._nameless.add(place)
                        outcome = ROW_OUT
                    elif is_name:
                        self._unnamed[place, subject] = len(self._problems)
                    if value.message == PROTECTED_WORDS:
                        self._protected[subject, place] = proposed_grade(str(self._body[index][place] or ""))
                        outcome = ""  # the sentence says it
                    self._told.add((place, heading))
                    self._problems.append(Problem(self._numbers[place], heading, value.message, given, outcome))
        return column

    def _phones(self, subject: str) -> list[Phones]:
        columns = [
            self._each(index, f"{subject}.phone", clean_phones, ())
            for index in self._fields.get(f"{subject}.phone", ())
        ]
        for name, kind in (("home_phone", "home"), ("work_phone", "work")):
            for index in self._fields.get(f"{subject}.{name}", ()):
                numbers = self._each(index, f"{subject}.{name}", clean_phones, ())
                columns.append([tuple((number, kind) for number, _ in cell) if cell else () for cell in numbers])
        return self._together(columns)

    def _emails(self, subject: str) -> list[Emails]:
        field = f"{subject}.email"
        return self._together(
            [self._each(index, field, values.clean_emails, ()) for index in self._fields.get(field, ())]
        )

    def _together(self, columns: list[list[Any]]) -> list[Any]:
        """Put the values of several columns together, each once."""
        if not columns:
            return [()] * self._count
        if len(columns) == 1:
            return columns[0]
        return [tuple({value[0] if type(value) is tuple else value: value for cell in cells for value in cell}.values())
                for cells in zip(*columns, strict=True)]  # fmt: skip

    def _addresses(self, subject: str) -> list[Address]:
        if not any(f"{subject}.{part}" in self._fields for part in _ADDRESS_PARTS):
            return [NO_ADDRESS] * self._count
        cities = self._one(f"{subject}.city", values.clean_line, "")
        if f"{subject}.postal_code" in self._fields:
            streets = self._one(f"{subject}.street", values.clean_line, "")
            postal = self._one(f"{subject}.postal_code", values.clean_postal, ("", ""))
            addresses = [
                (street, code, city or town) for street, (code, town), city in zip(streets, postal, cities, strict=True)
            ]
            is_whole = postal.count(("", "")) == addresses.count(NO_ADDRESS)
        else:
            whole = self._one(f"{subject}.street", values.clean_whole_address, NO_ADDRESS)
            addresses = [(street, code, city or town) for (street, code, town), city in zip(whole, cities, strict=True)]
            is_whole = False
        if not is_whole:
            self._complete(addresses)
        for owner, place in self._protected:
            if owner == subject:
                addresses[place] = NO_ADDRESS
        return addresses

    def _complete(self, addresses: list[Address]) -> None:
        """Take apart what stands together in some rows: "0150 Oslo" as the city, the whole address as the street."""
        for place, (street, code, city) in enumerate(addresses):
            if not code and (street or city):
                whole = values.whole_address(street) if not city else None
                number, town = values.split_city(city)
                if whole is not None:
                    addresses[place] = whole
                elif number:
                    addresses[place] = (street, number, town)

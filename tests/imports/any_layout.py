"""Any small roster, written in any layout a school's list can have: what hypothesis draws the imports' tests from."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from openpyxl import Workbook

NAMES = st.sampled_from(["Kari", "Ola", "Åse", "Per"])
FAMILIES = st.sampled_from(["Berg", "Dahl", "van der Lie"])
PHONES = st.sampled_from(["", "90000001", "90000002", "22000003", "+47 90 00 00 04"])
EMAILS = st.sampled_from(["", "a@example.no", "B@example.no"])
STREETS = st.sampled_from(["", "Storgata 1", "Lia 2"])
TEACHERS = st.sampled_from(["", "Ida Lie", "Kari Berg"])
BORN = st.sampled_from(["", "14.05.2015", "15.05.2015", "1.6.15", "31.02.2015"])
CLASSES = st.sampled_from(["5A", "5B", "2 c", ""])
GENDERS = st.sampled_from(["", "jente", "G"])
KINDS = ("wide", "parents", "pair_rows", "rows_below")
BLANKABLE = ("born", "gender", "street", "postal", "city", "teacher", "phone", "email", "relation")
"""What can be left blank without naming somebody else."""


class Parent(NamedTuple):
    given: str
    family: str
    phone: str
    email: str
    street: str


class Child(NamedTuple):
    given: str
    family: str
    class_name: str
    born: str
    gender: str
    street: str
    teacher: str
    parents: tuple[Parent, ...]


PARENTS = st.builds(Parent, NAMES, FAMILIES, PHONES, EMAILS, STREETS)
# Two parents of one name in one row cannot be told apart once their phones are blank.
COUPLES = st.lists(PARENTS, max_size=2, unique_by=lambda parent: (parent.given, parent.family)).map(tuple)
CHILDREN = st.builds(Child, NAMES, FAMILIES, CLASSES, BORN, GENDERS, STREETS, TEACHERS, COUPLES)
ROSTERS = st.lists(CHILDREN, min_size=1, max_size=8)


@dataclass(frozen=True)
class Words:
    """The headings in one language."""

    pupil: Mapping[str, str]
    guardian: Mapping[str, str]
    who: str
    parents: tuple[str, str]
    relations: tuple[str, str]


LANGUAGES = (
    Words(
        {"given": "Fornavn", "family": "Etternavn", "class": "Klasse", "born": "Fødselsdato", "gender": "Kjønn",
         "street": "Adresse", "postal": "Postnr", "city": "Poststed", "teacher": "Kontaktlærer"},
        {"given": "fornavn", "family": "etternavn", "phone": "mobil", "email": "e-post", "street": "adresse",
         "postal": "postnr", "city": "poststed", "relation": "relasjon"},
        "Foresatt", ("Mors", "Fars"), ("mor", "far"),
    ),
    Words(
        {"given": "Fornamn", "family": "Etternamn", "class": "Klasse", "born": "Fødselsdato", "gender": "Kjønn",
         "street": "Adresse", "postal": "Postnr", "city": "Poststad", "teacher": "Kontaktlærar"},
        {"given": "fornamn", "family": "etternamn", "phone": "mobil", "email": "e-post", "street": "adresse",
         "postal": "postnr", "city": "poststad", "relation": "relasjon"},
        "Føresett", ("Mors", "Fars"), ("mor", "far"),
    ),
    Words(
        {"given": "First name", "family": "Last name", "class": "Class", "born": "Date of birth", "gender": "Gender",
         "street": "Address", "postal": "Postal code", "city": "City", "teacher": "Contact teacher"},
        {"given": "first name", "family": "last name", "phone": "mobile", "email": "e-mail", "street": "address",
         "postal": "postal code", "city": "city", "relation": "relation"},
        "Guardian", ("Mother's", "Father's"), ("mother", "father"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How a roster is written: which rows and columns, in whose words, in what order, in which kind of file."""

    kind: str
    words: Words
    order: tuple[int, ...]
    encoding: str
    delimiter: str
    is_workbook: bool

    def write(self, path: Path, children: Sequence[Child], blank: frozenset[str] = frozenset()) -> Path:
        """Write the file; the columns of the facts in ``blank`` are there and hold nothing."""
        columns = self._columns()
        shuffled = sorted(range(len(columns)), key=lambda at: (self.order[at % len(self.order)], at))
        heads = [columns[at][0] for at in shuffled]
        rows = [[row.get(columns[at][1:], "") for at in shuffled] for row in self._rows(children)]
        for place, at in enumerate(shuffled):
            if columns[at][2] in blank:
                for row in rows:
                    row[place] = ""
        if self.is_workbook:
            return _workbook(path.with_suffix(".xlsx"), [heads, *rows])
        path = path.with_suffix(".csv")
        with path.open("w", encoding=self.encoding, newline="") as file:
            csv.writer(file, delimiter=self.delimiter).writerows([heads, *rows])
        return path

    def _columns(self) -> list[tuple[str, str, str]]:
        """Return (heading, whose, fact) of every column."""
        found = [(heading, "pupil", fact) for fact, heading in self.words.pupil.items()]
        for at, who in enumerate(self._subjects()):
            for fact, heading in self.words.guardian.items():
                if fact != "relation" or self.kind in ("pair_rows", "rows_below"):
                    found.append((f"{who} {heading}", str(at), fact))
        return found

    def _subjects(self) -> Sequence[str]:
        if self.kind == "wide":
            return [f"{self.words.who} {number}" for number in (1, 2)]
        return self.words.parents if self.kind == "parents" else [self.words.who]

    def _rows(self, children: Sequence[Child]) -> list[dict[tuple[str, str], str]]:
        found = []
        for child in children:
            own = {
                ("pupil", "given"): child.given, ("pupil", "family"): child.family,
                ("pupil", "class"): child.class_name, ("pupil", "born"): child.born,
                ("pupil", "gender"): child.gender, ("pupil", "teacher"): child.teacher,
                ("pupil", "street"): child.street, **_place("pupil", child.street),
            }  # fmt: skip
            cells = [self._parent(parent, at) for at, parent in enumerate(child.parents)]
            if self.kind in ("wide", "parents"):
                for more in cells:
                    own |= more
                found.append(own)
            elif self.kind == "pair_rows":
                found += [{**own, **more} for more in cells or [{}]]
            else:
                found += [{**own, **more} if at == 0 else more for at, more in enumerate(cells or [{}])]
        return found

    def _parent(self, parent: Parent, at: int) -> dict[tuple[str, str], str]:
        whose = str(at) if self.kind in ("wide", "parents") else "0"
        told = {(whose, fact): getattr(parent, fact) for fact in ("given", "family", "phone", "email", "street")}
        return {**told, (whose, "relation"): self.words.relations[at], **_place(whose, parent.street)}


LAYOUTS: st.SearchStrategy[Layout] = st.builds(
    Layout,
    kind=st.sampled_from(KINDS),
    words=st.sampled_from(LANGUAGES),
    order=st.permutations(range(26)).map(tuple),
    encoding=st.sampled_from(["utf-8-sig", "utf-8", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([";", "\t", ","]),
    is_workbook=st.sampled_from([False, False, False, True]),
)
BLANKS = st.sets(st.sampled_from(BLANKABLE), min_size=1).map(frozenset)


def _place(whose: str, street: str) -> dict[tuple[str, str], str]:
    return {(whose, "postal"): "0150" if street else "", (whose, "city"): "Oslo" if street else ""}


def _workbook(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([_cell(text) for text in row])
    book.save(path)
    return path


def _cell(text: str) -> str | int | datetime | None:
    """Make of a text what Excel makes of it: a date, a number, or nothing."""
    if not text:
        return None
    if text in ("14.05.2015", "15.05.2015"):
        return datetime.strptime(text, "%d.%m.%Y")
    return int(text) if text.isdecimal() and not text.startswith("0") else text

"""Does a class list for WIS Skole come in by its first row, with its own ways of writing names and dates?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.contacts.imports.formats import importer_of
from app.contacts.imports.formats.wis import NOT_WIS
from app.contacts.imports.roster import Roster, full_name
from app.core.errors import UserError
from app.core.progress import NO_PROGRESS
from tests.imports.csv_exports import roster_in

HEADINGS = "Skoleår;Klassetrinn;Klassenavn;Nummer;Etternavn;Fornavn;Fødselsdato;Personnummer;Adresse;Postnummer;Telefon"
pytestmark = pytest.mark.usefixtures("clock")


def read(folder: Path, *rows: str, headings: str = HEADINGS, encoding: str = "cp1252") -> Roster:
    """Write a list and read it the way the program does."""
    path = folder / "klasser.dat"
    path.write_bytes("\r\n".join((headings, *rows, "")).encode(encoding))
    assert importer_of(path).id == "wis"
    return roster_in(path)


def test_a_row_is_a_pupil_with_the_homes_phone(tmp_path: Path) -> None:
    found = read(tmp_path, "2026/2027;5;5A;1;Ærø;Åse;14.05.2015;12345;Elvveien 1;0150;99900099")
    assert found.pupils == (
        (2, "Åse", "Ærø", date(2015, 5, 14), "", "5A", (("+4799900099", "home"),), (), ("Elvveien 1", "0150", "")),
    )
    assert (found.year, found.unknown, found.dropped) == (2026, (), ("Personnummer",))
    assert "12345" not in repr(found)


@pytest.mark.parametrize("written", ["21.03.2015", "21.03.15", "210315"])
def test_a_date_of_birth_has_three_shapes(tmp_path: Path, written: str) -> None:
    found = read(tmp_path, f"2026/2027;5;5A;1;Berg;Kari;{written};;;;")
    assert found.pupils[0].birth_date == date(2015, 3, 21)
    assert not [one for one in found.problems if one.row]


def test_a_whole_name_may_stand_in_the_family_names_column(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "2026/2027;5;5A;1;van der Berg, Kari Anne;;21.03.2015;;;;",
        "2026/2027;5;5A;2;Berg;Ola;21.03.2015;;;;",
    )
    assert [(one.given, one.family) for one in found.pupils] == [("Kari Anne", "van der Berg"), ("Ola", "Berg")]
    found = read(
        tmp_path,
        "2026/2027;5A;Berg, Kari",
        headings="Skoleår;Klassenavn;Etternavn;Klassetrinn",
    )
    assert [full_name(one) for one in found.pupils] == ["Kari Berg"]


def test_the_order_of_the_columns_is_free_and_the_class_may_be_a_letter(tmp_path: Path) -> None:
    found = read(tmp_path, "Kari;A;Berg;2026/2027;5", headings="Fornavn;Klassenavn;Etternavn;Skoleår;Klassetrinn")
    assert [(full_name(one), one.class_name) for one in found.pupils] == [("Kari Berg", "5A")]
    assert [(one.name, one.grade) for one in found.classes] == [("5A", 5)]


def test_the_school_year_is_that_of_most_rows(tmp_path: Path) -> None:
    rows = [
        f"{year};5;5A;1;Berg;{name};;;;;" for year, name in (("2025/2026", "A"), ("2026/2027", "B"), ("2026/2027", "C"))
    ]
    assert read(tmp_path, *rows).year == 2026
    assert read(tmp_path, "ukjent;5;5A;1;Berg;Kari;;;;;").year is None


def test_other_lists_with_semicolons_are_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "liste.txt"
    path.write_bytes("Klasse;Etternavn;Fornavn\r\n5A;Berg;Kari\r\n".encode("cp1252"))
    assert importer_of(path).id == "table"
    with pytest.raises(UserError) as refused:
        importer_of(path, "wis").start(path, None).told(None, NO_PROGRESS)
    assert refused.value.message == NOT_WIS


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_it_is_read_in_other_encodings_too(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "2026/2027;5;5A;1;Ærø;Åse;;;;;", encoding=encoding)
    assert [full_name(one) for one in found.pupils] == ["Åse Ærø"]

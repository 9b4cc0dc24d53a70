"""Are the cells of a file read as they stand, whatever it was saved from?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.contacts.cell import Cell, text_of
from app.contacts.imports.files.cells import table_of
from app.contacts.imports.files.reading import read_table
from app.contacts.imports.files.text_table import find_dialect, find_encoding, table_of_bytes
from app.contacts.imports.tables.headers import field_of, find_headings, is_identity_number, normalise
from app.contacts.imports.tables.mapping import find_mapping, read_mapping
from app.contacts.imports.tables.people import DROPPED
from app.contacts.imports.work import Choices, prepare_import
from app.core.errors import UserError
from db.store import Store
from tests.imports.dirty_texts import DIRTY, Dirty
from tests.imports.rosters import DATA, bring, nothing_changed, stored

NORWEGIAN = "Klasse;Fornavn;Etternavn;Poststed\n5A;Åse;Sætre;Ålesund\n5A;Jørn;Ødegård;Bærum\n"


def saved(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("cp865", "cp865"),
        ("mac_roman", "mac_roman"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_the_one_that_gives_norwegian_letters(tmp_path: Path, encoding: str, found: str) -> None:
    assert find_encoding(NORWEGIAN.encode(encoding)) == found
    (tmp_path / "liste.csv").write_bytes(NORWEGIAN.encode(encoding))
    assert read_table(tmp_path / "liste.csv").row(2) == ("5A", "Jørn", "Ødegård", "Bærum")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_a_table(delimiter: str) -> None:
    assert delimiter_of(NORWEGIAN.replace(";", delimiter)) == delimiter


def delimiter_of(text: str) -> str | None:
    dialect = find_dialect(text)
    return dialect.delimiter if dialect is not None else None


def trimmed(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Return the rows without what is blank at their ends."""
    found = []
    for row in rows:
        cells = [text_of(cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


def read_ours(data: bytes) -> list[list[str]] | None:
    try:
        table = table_of_bytes(data)
    except UserError:
        return None
    return trimmed(table.rows(0, table.height))


def read_by_sniffer(data: bytes) -> list[list[str]] | None:
    """Read as a program does that trusts csv.Sniffer, helped on the way by the old encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        return trimmed(csv.reader(io.StringIO(text, newline=""), csv.Sniffer().sniff(text)))
    except csv.Error:
        return None


def wanted(dirty: Dirty) -> list[list[str]] | None:
    return trimmed(dirty.cells) if dirty.cells is not None else None


@pytest.mark.parametrize("dirty", DIRTY, ids=lambda dirty: dirty.name)
def test_the_cells_of_a_dirty_text_are_those_a_person_reads(dirty: Dirty) -> None:
    assert read_ours(dirty.data) == wanted(dirty)


def test_the_sniffer_of_the_standard_library_reads_less_than_two_thirds_of_them() -> None:
    right = [dirty.name for dirty in DIRTY if read_by_sniffer(dirty.data) == wanted(dirty)]
    assert len(right) * 3 < len(DIRTY) * 2
    assert "commas in every name" not in right or "commas in names and no headings" not in right


def test_the_sniffer_is_never_asked() -> None:
    sources = (Path(__file__).parents[2] / "app").rglob("*.py")
    assert not [path.name for path in sources if "Sniffer(" in path.read_text(encoding="utf-8")]


def test_a_text_of_wide_rows_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(UserError):
        table_of_bytes(b"Klasse;Fornavn\n" + b";".join([b"x"] * 5000) + b"\n5A;Kari\n")


def test_a_comma_in_names_does_not_make_a_comma_file() -> None:
    assert delimiter_of('Klasse;Navn;Født\n5A;"Berg, Kari";1.2.2015\n5A;Lie, Ola;2.2.2015\n') == ";"
    assert delimiter_of('Klasse,Navn,Født\n5A,"Berg, Kari; Lie",1.2.2015\n') == ","


def test_excels_own_line_about_the_delimiter_is_believed(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("sep=|\nKlasse|Fornavn\n5A|Kari\n", encoding="utf-8")
    table = read_table(tmp_path / "liste.csv")
    assert table.rows(0, 2) == [("Klasse", "Fornavn"), ("5A", "Kari")]
    assert list(table.row_numbers) == [2, 3]


def test_a_line_break_in_a_cell_keeps_the_row_numbers_right(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text('Klasse;Adresse\n5A;"Lia 2\n0150 Oslo"\n5B;Lia 3\n', encoding="utf-8")
    table = read_table(tmp_path / "liste.csv")
    assert list(table.row_numbers) == [1, 2, 4]
    assert table.row(1) == ("5A", "Lia 2\n0150 Oslo")


def test_workbook_cells_keep_their_kind_and_place(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        [],
        [None, "Klasse", "Født", "Tlf", "Andel"],
        [None, "5A", date(2015, 5, 14), 90012345, 0.5],
    ]
    table = read_table(saved(tmp_path / "bok.xlsx", {"Elever": rows}))
    assert table.sheet == "Elever"
    assert list(table.row_numbers) == [3, 4]
    assert table.row(1) == ("5A", date(2015, 5, 14), 90012345, 0.5)
    assert type(table.row(1)[2]) is int


def test_the_sheet_with_the_list_is_found(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Forside": [["Lia skole"], ["Skoleåret 2026/27"]],
        "Elever": [["Klasse", "Fornavn", "Etternavn"], ["5A", "Kari", "Berg"]],
    }
    path = saved(tmp_path / "bok.xlsx", sheets)
    assert read_table(path).sheet == "Elever"
    assert read_table(path).sheets == ("Forside", "Elever")
    assert read_table(path, sheet="Forside").row(0) == ("Lia skole",)
    with pytest.raises(UserError):
        read_table(path, sheet="Ansatte")


def test_titles_above_the_headings_and_headings_on_every_page_are_passed_over(store: Store, tmp_path: Path) -> None:
    heads: list[object] = ["Klasse", "Fornavn", "Etternavn", "Født"]
    rows: list[list[object]] = [
        ["Klasseliste for Lia skole"],
        ["Skrevet ut", date(2026, 8, 17)],
        [],
        heads,
        ["5A", "Kari", "Berg", date(2015, 5, 14)],
        [],
        heads,
        ["5B", "Ola", "Lie", "3.2.15"],
    ]
    path = saved(tmp_path / "bok.xlsx", {"Ark1": rows})
    result = bring(store, path)
    assert result.counts["new"]["pupils"] == 2
    assert result.problems == ()
    assert stored(store).named("Ola", "Lie")[2] == date(2015, 2, 3)
    assert nothing_changed(bring(store, path))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Klasse", "class.name"),
        ("Klasse/gruppe", "class.name"),
        ("Basisgruppe", "class.name"),
        ("Trinn", "class.grade"),
        ("Fornavn", "pupil.given"),
        ("Fornamn", "pupil.given"),
        ("First name", "pupil.given"),
        ("Slektsnavn", "pupil.family"),
        ("Etternamn", "pupil.family"),
        ("Fullt navn", "pupil.name"),
        ("Elev", "pupil.name"),
        ("Namn", "pupil.name"),
        ("Født", "pupil.birth_date"),
        ("F.dato", "pupil.birth_date"),
        ("Fødd", "pupil.birth_date"),
        ("Kjønn", "pupil.gender"),
        ("Postnummer & sted", "pupil.postal_code"),
        ("Poststad", "pupil.city"),
        ("E-postadresse", "pupil.email"),
        ("Elevens fornavn", "pupil.given"),
        ("Kontaktlærer", "teacher1.name"),
        ("Kontaktlærar", "teacher1.name"),
        ("Kontaktlærer 2", "teacher2.name"),
        ("Kontaktlærer e-post", "teacher1.email"),
        ("Contact teacher", "teacher1.name"),
        ("Foresatt1Fornavn", "guardian1.given"),
        ("Foresatt 1 navn", "guardian1.name"),
        ("Foresatt 2", "guardian2.name"),
        ("Føresett 1 mobil", "guardian1.phone"),
        ("foresatt1_epost", "guardian1.email"),
        ("Foresatt", "guardian1.name"),
        ("Fornavn foresatt 2", "guardian2.given"),
        ("Foresatt 3 tlf.", "guardian3.phone"),
        ("Mor", "mother.name"),
        ("Guardian 1 first name", "guardian1.given"),
        ("Parent 2 e-mail", "guardian2.email"),
        ("2. foresatt mobil", "guardian2.phone"),
        ("Mors mobil", "mother.phone"),
        ("Far e-post", "father.email"),
        ("Telefon mor", "mother.phone"),
        ("Tlf arbeid", "pupil.work_phone"),
        ("Foresatt 1 relasjon", "guardian1.relation"),
        ("Foresatt 4 adresse", "guardian4.street"),
        ("Morsmål", None),
        ("Merknad", None),
        ("Farge", None),
        ("", None),
        ("Skoleår", None),
        ("Foresatt 7 navn", None),
    ],
)
def test_headings_in_three_languages(heading: str, field: str | None) -> None:
    assert field_of(heading) == field
    assert field_of(heading.upper()) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Personnummer",
        "Personnr",
        "Fødselsnummer",
        "Fødselsnr.",
        "fodselsnr",
        "fnr",
        "D-nummer",
        "Foresatt1Personnr",
        "Foresatt 2 fødselsnummer",
        "Elevens personnummer",
        "Fødsels- og personnummer",
        "SSN",
    ],
)
def test_headings_of_identity_numbers_are_known_by_their_ending(heading: str) -> None:
    assert is_identity_number(heading)
    assert field_of(heading) is None


def test_a_date_of_birth_is_no_identity_number() -> None:
    assert not any(map(is_identity_number, ("Fødselsdato", "Født", "Postnr", "Mobilnr", "Løpenr", "Elevnummer")))


def test_columns_with_identity_numbers_are_dropped_and_it_is_said(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Klasse;Fornavn;Etternavn;Foresatt1Personnr;ID;Adresse\n"
        "5A;Kari;Berg;48022;13097248022;Lia 2\n5A;Ola;Lie;12345;13097248099;Lia 3\n5A;Ida;Moe;;;13097248022\n",
        encoding="utf-8",
    )
    prepared = prepare_import(store, path)
    assert prepared.dropped == ("Foresatt1Personnr", "ID")
    assert [(problem.row, problem.column) for problem in prepared.problems if problem.message == DROPPED] == [
        (None, "Foresatt1Personnr"), (None, "ID")
    ]  # fmt: skip
    assert [(problem.row, problem.column) for problem in prepared.problems if problem.message != DROPPED] == [
        (4, "Adresse")
    ]
    assert "13097248" not in repr(prepared.plan)
    assert "48022" not in repr(prepared.plan)


def test_a_mapping_file_says_what_strange_headings_hold(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Kull;Kallenavn;Slekt;Mobil\n5A;Kari;Berg;90012345\n", encoding="utf-8")
    with pytest.raises(UserError):
        bring(store, path)
    chosen = {"Kull": "class.name", "Kallenavn": "pupil.given", "Slekt": "pupil.family", "Mobil": None}
    (tmp_path / "valg.json").write_text(json.dumps({"columns": chosen}), encoding="utf-8")
    prepared = prepare_import(store, path, Choices(mapping=read_mapping(tmp_path / "valg.json")))
    assert prepared.plan.counts()["new"]["pupils"] == 1
    assert prepared.plan.roster.pupils[0].phones == ()
    assert prepared.mapping is not None
    assert prepared.mapping.keys == chosen


@pytest.mark.parametrize(
    "content", ["", "[]", '{"columns": []}', '{"columns": {"Klasse": "pupil.shoe_size"}}', '{"columns": {"Klasse": 7}}']
)
def test_a_mapping_file_that_makes_no_sense_is_the_users_to_put_right(tmp_path: Path, content: str) -> None:
    (tmp_path / "valg.json").write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read_mapping(tmp_path / "valg.json")
    assert raised.value.field == "mapping"


def test_a_mapping_that_names_a_missing_heading_is_refused() -> None:
    table = read_table(DATA / "elevliste.csv")
    with pytest.raises(UserError) as raised:
        find_mapping(table, {"Skonummer": "pupil.given"})
    assert raised.value.values == {"heading": "Skonummer"}


def test_two_columns_for_one_fact_take_the_first_but_phones_take_both(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Klasse;Fornavn;Etternavn;Adresse;Postadresse;Mobil;Tlf arbeid\n5A;Kari;Berg;Lia 2;Boks 3;90012345;22123456\n",
        encoding="utf-8",
    )
    prepared = prepare_import(store, path)
    assert prepared.unknown == ("Postadresse",)
    pupil = prepared.plan.roster.pupils[0]
    assert pupil.address == ("Lia 2", "", "")
    assert pupil.phones == (("+4790012345", "mobile"), ("+4722123456", "work"))


def test_grade_and_letter_in_two_columns_are_one_class(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Trinn;Klasse;Fornavn;Etternavn\n5;A;Kari;Berg\n10. trinn;b;Ola;Lie\n", encoding="utf-8")
    classes = prepare_import(store, path).plan.roster.classes
    assert [(one.name, one.grade) for one in classes] == [("5A", 5), ("10B", 10)]


def test_mothers_and_fathers_columns_say_the_relation(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Klasse;Elev;Far;Mors mobil;Mor\n5A;Berg, Kari;Per Dahl;90012345;Anne Berg\n", encoding="utf-8")
    result = bring(store, path)
    assert result.problems == ()
    school = stored(store)
    assert [(school.guardians[person][0], relation) for _, person, relation in school.links.values()] == [
        ("Per", "father"), ("Anne", "mother")
    ]  # fmt: skip


def test_normalising_keeps_words_apart_from_dressing() -> None:
    assert normalise(" Føresett_1 e-post.") == "foresett1epost"
    found = find_headings([("Liste",), ("x", "y"), ("Klasse", "Fornavn")])
    assert found is not None
    assert found.place == 2
    assert find_headings([("Klasse",), ("5A",)]) is None


def test_cells_as_a_person_reads_them() -> None:
    cells: list[Cell] = [None, "", 5, 5.0, 5.25, date(2016, 8, 4), True]
    assert [text_of(cell) for cell in cells] == ["", "", "5", "5", "5.25", "04.08.2016", "True"]
    assert table_of([("a",), ("b", 2.0)], [1, 2]).columns == (("a", "b"), (None, 2))

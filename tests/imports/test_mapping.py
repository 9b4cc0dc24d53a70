"""Is every column taken for what it holds, and asked about where nobody can know?"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.text_table import table_of_bytes
from app.contacts.imports.formats.table import GUESSED, roster_of_table
from app.contacts.imports.tables.bracketed import without_relations
from app.contacts.imports.tables.by_values import kind_of
from app.contacts.imports.tables.headers import field_of, is_identity_number, is_of_no_use, says_nothing
from app.contacts.imports.tables.mapping import (
    NO_CLASS,
    NO_HEADINGS,
    NO_NAMES,
    ColumnMapping,
    checked,
    find_mapping,
    samples,
)
from app.contacts.imports.tables.remembered import PREFIX, remember, remembered
from app.contacts.imports.work import Choices, prepare_again, prepare_import, run_import
from app.core.errors import UserError
from db.models import Fact
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import bring, stored

pytestmark = pytest.mark.usefixtures("clock")


def read(text: str) -> RawTable:
    return table_of_bytes(text.encode())


def fields(mapping: ColumnMapping) -> list[str | None]:
    return [column.field for column in mapping.columns]


BARE = (
    "5A;Kari;Berg;14.05.2015;J;Lia 2;0150;Oslo;Per Berg;90012345;per@example.no;Anne Dahl;90012346;anne@example.no\n"
    "5A;Ola;Lie;03.02.2015;G;Storgata 14;0151;Oslo;Tor Lie;90012347;tor@example.no;Mona Lie;90012348;mona@example.no\n"
    "5B;Ida;Moe;21.11.2015;J;Åsveien 3B;1350;Lommedalen;Siv Moe;90012349;siv@example.no;;;\n"
    "5B;Per;Holm;01.07.2015;G;Bakken 7;0150;Oslo;Liv Holm;90012350;liv@example.no;Jon Ås;90012351;jon@example.no\n"
)
BARE_FIELDS = [
    "class.name", "pupil.given", "pupil.family", "pupil.birth_date", "pupil.gender", "pupil.street",
    "pupil.postal_code", "pupil.city", "guardian1.name", "guardian1.phone", "guardian1.email",
    "guardian2.name", "guardian2.phone", "guardian2.email",
]  # fmt: skip


def test_a_list_without_headings_is_told_by_its_values_and_never_silently() -> None:
    table = read(BARE)
    mapping = find_mapping(table)
    assert mapping.header == -1
    assert fields(mapping) == BARE_FIELDS
    assert all(column.guessed for column in mapping.columns)
    assert not mapping.complete
    assert [column.key for column in mapping.columns][:3] == ["#1", "#2", "#3"]
    roster = roster_of_table(table, mapping)
    assert [(one.row, one.given, one.family, one.class_name) for one in roster.pupils] == [
        (1, "Kari", "Berg", "5A"), (2, "Ola", "Lie", "5A"), (3, "Ida", "Moe", "5B"), (4, "Per", "Holm", "5B")
    ]  # fmt: skip
    assert roster.pupils[2].address == ("Åsveien 3B", "1350", "Lommedalen")
    assert [one.given for one in roster.guardians] == ["Per", "Anne", "Tor", "Mona", "Siv", "Liv", "Jon"]
    assert GUESSED in [remark.message for remark in roster.remarks]


def test_family_names_that_stand_first_are_known_by_the_guardians() -> None:
    text = (
        "5A,Bjerke,Eloise,Per Bjerke\n5A,Tangen,Vilja,Mona Tangen\n5B,Kvam,Edvin,Siv Kvam\n5B,Nygård,Alma,Liv Nygård\n"
    )
    assert fields(find_mapping(read(text))) == ["class.name", "pupil.family", "pupil.given", "guardian1.name"]


def test_headings_a_program_made_up_are_headings_and_say_nothing() -> None:
    heads = ";".join(f"Kolonne{number}" for number in range(1, 15)) + "\n"
    mapping = find_mapping(read(heads + BARE))
    assert mapping.header == 0
    assert fields(mapping) == BARE_FIELDS
    assert mapping.columns[0].key == "Kolonne1"


def test_a_title_above_a_list_without_headings_is_no_pupil() -> None:
    table = read("Klasselister for Lia skole\n\n" + BARE)
    mapping = find_mapping(table)
    assert mapping.header == -1
    assert [one.row for one in roster_of_table(table, mapping).pupils] == [3, 4, 5, 6]


def test_values_only_fill_in_what_the_headings_do_not_say() -> None:
    text = (
        "Klasse;Fornavn;Etternavn;;Merknad;Sist endret\n"
        "5A;Kari;Berg;kari@example.no;Berg, Per;14.05.2015\n5A;Ola;Lie;ola@example.no;Lie, Tor;03.02.2015\n"
        "5B;Ida;Moe;ida@example.no;Moe, Siv;21.11.2015\n"
    )
    mapping = find_mapping(read(text))
    assert fields(mapping) == ["class.name", "pupil.given", "pupil.family", "pupil.email", None, None]
    assert [column.heading for column in mapping.guessed] == ["D"]
    assert not mapping.complete


def test_a_heading_with_a_meaning_of_its_own_is_not_overruled_by_its_values() -> None:
    text = "Klasse;Navn;Nødnummer;Favoritt\n5A;Kari Berg;90012345;Ole Brumm\n5A;Ola Lie;90012346;Kaptein Sabeltann\n"
    mapping = find_mapping(read(text))
    assert fields(mapping) == ["class.name", "pupil.name", None, None]
    assert mapping.unknown == ("Nødnummer", "Favoritt")
    assert not mapping.complete


def test_where_the_name_is_missing_it_is_looked_for_below_strange_headings() -> None:
    text = "Kull;Kallenavn;Slekt;Mobil\n5A;Kari;Hansen;90012345\n5A;Ola;Vikstad;90012346\n5B;Ida;Solberg;90012347\n"
    mapping = find_mapping(read(text))
    assert fields(mapping) == ["class.name", "pupil.given", "pupil.family", "pupil.phone"]
    assert [column.guessed for column in mapping.columns] == [True, True, True, False]


@pytest.mark.parametrize("text", ["Nr;Farge\n1;rød\n2;blå\n3;grønn\n", "Hei,\ndette er, kort sagt, et brev\n"])
def test_what_is_no_list_of_pupils_is_refused(text: str) -> None:
    with pytest.raises(UserError) as raised:
        find_mapping(read(text))
    assert raised.value.message == NO_HEADINGS


def test_what_is_missing_is_said_and_nothing_is_imported(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Fornavn;Etternavn;Mobil\nKari;Berg;90012345\n", encoding="utf-8")
    prepared = prepare_import(store, path)
    assert prepared.mapping is not None
    assert prepared.mapping.missing == (NO_CLASS,)
    assert prepared.needs_mapping
    assert prepared.plan.roster.pupils == ()
    with pytest.raises(UserError) as raised:
        run_import(store, prepared)
    assert raised.value.message == NO_CLASS
    assert stored(store).pupils == {}
    with pytest.raises(UserError) as raised:
        checked(find_mapping(read("Klasse;Mobil\n5A;90012345\n")))
    assert raised.value.message == NO_NAMES


def test_a_list_in_which_all_is_recognised_needs_no_mapping(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nr;Klasse;Fornavn;Etternavn;Merknad;Fnr\n1;5A;Kari;Berg;Tar buss;x\n", encoding="utf-8")
    prepared = prepare_import(store, path)
    assert not prepared.needs_mapping
    assert prepared.dropped == ("Fnr",)


def test_an_empty_column_for_identity_numbers_is_passed_over_in_silence(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Klasse;Fornavn;Etternavn;Fødselsnummer\n5A;Kari;Berg;\n5A;Ola;Lie; \n", encoding="utf-8")
    prepared = prepare_import(store, path)
    assert (prepared.dropped, prepared.unknown, prepared.problems) == ((), (), ())
    assert not prepared.needs_mapping
    path.write_text("Klasse;Fornavn;Etternavn;Fødselsnummer\n5A;Kari;Berg;\n5A;Ola;Lie;x\n", encoding="utf-8")
    assert prepare_import(store, path).dropped == ("Fødselsnummer",)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Postnummer & sted", "pupil.postal_code"), ("Postnr og poststed", "pupil.postal_code"),
        ("Foresatt 1 (mor)", "guardian1.name"), ("Navn (etternavn først)", "pupil.name"),
        ("Etternavn, Fornavn", "pupil.name"), ("Klasse 2026/27", "class.name"), ("Mobil 2", "pupil.phone"),
        ("Foresatt 1 mobil 2", "guardian1.phone"), ("Parent/Guardian 1 name", "guardian1.name"),
        ("Navn på elev", "pupil.name"), ("Telefon til foresatt 2", "guardian2.phone"),
        ("Kjønn (jente/gutt)", "pupil.gender"), ("Omsorgsperson 1 navn", "guardian1.name"),
        ("Årssteg", "class.grade"), ("Year group", "class.grade"), ("Fødd dato", "pupil.birth_date"),
        ("ElevID", "pupil.id"), ("Elev-ID", "pupil.id"), ("EksternID", "pupil.id"), ("elevnummer", "pupil.id"),
        ("sisID", "pupil.id"), ("studentID", "pupil.id"), ("Foresatt1ID", "guardian1.id"), ("Mor ID", "mother.id"),
        ("Nummer", None), ("ID", None), ("Løpenr", None), ("Barnehage", None), ("Elevråd", None), ("Farge", None),
    ],
)  # fmt: skip
def test_more_headings_of_norwegian_systems(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize("heading", ["fnr/SNO", "Fødselsnummer (11 siffer)", "Personnr. foresatt 1", "D-nummer mor"])
def test_more_headings_of_identity_numbers(heading: str) -> None:
    assert is_identity_number(heading)
    assert field_of(heading) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Tlf.nr.", "pupil.phone"), ("Foresatt 1 tlfnr", "guardian1.phone"), ("Nødnummer", None), ("Telefnr", None)],
)
def test_a_heading_that_ends_like_one_of_identity_numbers_by_chance_is_none(heading: str, field: str | None) -> None:
    assert not is_identity_number(heading)
    assert field_of(heading) == field


def test_headings_that_say_nothing_and_headings_of_no_use() -> None:
    assert all(map(says_nothing, ("", "Kolonne1", "Column 3", "Unnamed: 4", "X", "12")))
    assert not any(map(says_nothing, ("Farge", "Kull", "Fornavn")))
    assert all(map(is_of_no_use, ("Nr.", "#", "Skoleår", "Merknad", "Morsmål", "SFO")))
    assert not any(map(is_of_no_use, ("Kull", "Nødnummer", "Fornavn", "")))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("a@example.no", "b@example.no", ""), "email"),
        ((90012345, 90012346.0), "phone"),
        (("+47 900 12 345", "22 12 34 56"), "phone"),
        (("14.05.2015", "2016-02-03"), "birth_date"),
        (("140515", "030216", "211115"), "birth_date"),
        (("12.08.2026", "12.08.2026"), ""),  # a day on which nobody at school was born
        (("0150", "1350", "0150"), "postal_code"),
        (("0150 Oslo", "1350 Lommedalen"), "postal_code"),
        ((2015, 2016, 2015), ""),
        ((1001, 1002, 1003, 1004, 1005), ""),
        (("5A", "5 b", "Klasse 6A"), "class"),
        (("J", "G", "J"), "gender"),
        (("Lia 2", "Storgata 14 B"), "street"),
        (("Berg, Kari", "Lie, Ola"), "full_name"),
        (("Kari Berg", "Ola Lie", "Ida-Marie Moe"), "full_name"),
        (("Kari", "Ola", "Ida"), "name"),
        (("nei", "nei", "ja"), ""),
        (("13097248022", "13097248099"), ""),
        ((), ""),
    ],
)  # fmt: skip
def test_what_values_are(cells: tuple[str | int | float, ...], kind: str) -> None:
    assert kind_of(cells) == kind


def test_a_number_within_each_class_is_nobodys_id() -> None:
    text = "Klasse;Elevnummer;Fornavn;Etternavn\n5A;1;Kari;Berg\n5A;2;Ola;Lie\n5B;1;Ida;Moe\n"
    assert fields(find_mapping(read(text)))[1] is None
    text = "Klasse;ElevID;Fornavn;Etternavn;Foresatt\n5A;x1;Kari;Berg;Per Berg\n5A;x1;Kari;Berg;Anne Dahl\n"
    assert fields(find_mapping(read(text)))[1] == "pupil.id"


def test_columns_with_the_same_heading_are_chosen_by_their_place() -> None:
    text = "Klasse;Navn;Info;Info\n5A;Kari Berg;Lia 2;Per Berg\n5A;Ola Lie;Lia 3;Tor Lie\n"
    mapping = find_mapping(read(text), {"#4": "guardian1.name", "#3": None})
    assert [column.key for column in mapping.columns] == ["Klasse", "Navn", "#3", "#4"]
    assert fields(mapping) == ["class.name", "pupil.name", None, "guardian1.name"]
    assert mapping.complete


def test_the_row_of_headings_can_be_chosen() -> None:
    text = "Klasse;Navn\n5A;Kari Berg\n5B;Ola Lie\n"
    mapping = find_mapping(read(text), {"#1": "class.name", "#2": "pupil.name"}, header=-1)
    assert mapping.header == -1
    table = read("Gruppenavn;Elevnavn;Mobil\nKlasse;Navn;Tlf\n5A;Kari Berg;90012345\n")
    assert find_mapping(table).header == 0
    below = find_mapping(table, header=1)
    assert (below.header, [column.heading for column in below.columns]) == (1, ["Klasse", "Navn", "Tlf"])
    assert [one.row for one in roster_of_table(table, below).pupils] == [3]


def test_samples_are_different_values_and_never_identity_numbers() -> None:
    text = (
        "Klasse;Navn;Kode;ID2\n5A;Kari Berg;x;13097248022\n5A;Ola Lie;;13097248099\n"
        "5A;Ida  Moe;13097248022;\n5B;A B;y;\n"
    )
    mapping = find_mapping(read(text))
    shown = [samples(mapping, column) for column in mapping.columns]
    assert shown == [("5A", "5B"), ("Kari Berg", "Ola Lie", "Ida Moe"), ("x", "y"), ()]
    assert mapping.columns[3].dropped


STRANGE = "Kull;Kallenavn;Slekt;Mobil\n5A;Kari;Berg;90012345\n"
CHOSEN = {"Kull": "class.name", "Kallenavn": "pupil.given", "Slekt": "pupil.family", "Mobil": None}


def test_what_was_chosen_is_remembered_for_the_same_headings_and_survives_undo(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(STRANGE, encoding="utf-8")
    first = prepare_import(store, path)
    assert first.needs_mapping
    corrected = prepare_again(store, first, Choices(mapping=CHOSEN))
    assert not corrected.needs_mapping
    result = run_import(store, corrected)
    assert result.step is not None
    store.undo(result.step)
    assert stored(store).pupils == {}
    path.write_text(STRANGE.replace("5A;Kari;Berg", "5B;Ida;Moe"), encoding="utf-8")
    again = prepare_import(store, path)
    assert not again.needs_mapping
    assert again.mapping is not None
    assert again.mapping.keys == CHOSEN
    assert bring(store, path).counts["new"]["pupils"] == 1
    path.write_text(STRANGE.replace("Slekt", "Ætt"), encoding="utf-8")
    assert prepare_import(store, path).needs_mapping


def test_nothing_of_the_headings_themselves_is_kept(store: Store) -> None:
    mapping = find_mapping(read(STRANGE), CHOSEN)
    with store.change("Kept") as session:
        remember(session, mapping)
    (fact,) = store.read(lambda session: session.scalars(select(Fact).where(Fact.name.startswith(PREFIX))).all())
    assert not any(word in (fact.name + fact.value).casefold() for word in ("kull", "kallenavn", "slekt", "berg"))
    assert store.read(remembered, find_mapping(read(STRANGE))) == CHOSEN


@pytest.mark.parametrize("value", ["", "[]", "{}", '{"feil": "pupil.name"}', '{"0": 7}'])
def test_what_no_longer_fits_is_as_if_it_had_never_been(store: Store, value: str) -> None:
    mapping = find_mapping(read(STRANGE), CHOSEN)
    with store.change("Kept") as session:
        remember(session, mapping)
        for fact in session.scalars(select(Fact).where(Fact.name.startswith(PREFIX))):
            fact.value = value
    assert store.read(remembered, mapping) is None


def test_a_field_there_is_no_more_is_ignored(store: Store) -> None:
    mapping = find_mapping(read(STRANGE), CHOSEN)
    with store.change("Kept") as session:
        remember(session, mapping)
        for fact in session.scalars(select(Fact).where(Fact.name.startswith(PREFIX))):
            fact.value = fact.value.replace("pupil.given", "pupil.shoe_size")
    assert store.read(remembered, mapping) is None


def test_lists_without_headings_remember_apart_where_their_values_differ(clock: Clock) -> None:
    one = find_mapping(read(BARE))
    other = find_mapping(read("".join(";".join(reversed(line.split(";"))) + "\n" for line in BARE.splitlines())))
    assert one.heading_set != other.heading_set


def test_a_relation_in_brackets_after_a_guardians_name_is_no_part_of_it(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Klasse;Fornavn;Etternavn;Foresatt 1 navn;Foresatt 1 mobil;Foresatt 1 relasjon;Foresatt 2 navn\n"
        "5A;Ali;Warsame;Warsame, Theodor (far);90012345;;Warsame, Hodan [Mor]\n"
        "5A;Ida;Lie;Lie, Eva (mor);90012346;verge;Lie, Nils (Nisse)\n"
        "5A;Ola;Berg;Berg, Kari ( verge ).;90012347;;Berg, Per (foresatt)\n",
        encoding="utf-8",
    )
    roster = prepare_import(store, path).plan.roster
    found = [
        (roster.guardians[link.guardian].given, roster.guardians[link.guardian].family, link.relation)
        for link in roster.links
    ]
    assert found == [
        ("Theodor", "Warsame", "father"), ("Hodan", "Warsame", "mother"),
        ("Eva", "Lie", "appointed_guardian"), ("Nils (Nisse)", "Lie", ""),
        ("Kari", "Berg", "appointed_guardian"), ("Per", "Berg", ""),
    ]  # fmt: skip


def test_brackets_in_a_heading_that_is_repeated_and_of_two_in_one_cell_are_no_relation() -> None:
    assert without_relations(("Foresatt 1 (mor)", "Kari Berg"), "Foresatt 1 (mor)") is None
    assert without_relations(("Kari Berg (mor) og Per Berg (far)", "Eva (mor), Ola Lie (far)")) is None
    assert without_relations(("Kari Berg(far)", None, 5)) == (("Kari Berg", None, 5), {0: "father"})

"""Are the same people found however a list is laid out: names, guardians, rows and ids?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from app.contacts.imports.files.reading import read_table
from app.contacts.imports.formats.table import roster_of_table
from app.contacts.imports.roster import Roster
from app.contacts.imports.tables.mapping import find_mapping
from tests.conftest import Clock
from tests.imports.lists import contacts, families, guardian_names, names, read, remarks, told
from tests.imports.rosters import Rows, read_csv

WIDE = "Fornavn;Etternavn;Klasse;Foresatt1Fornavn;Foresatt1Etternavn;Foresatt1Mobil;Foresatt1Epost"
LONG = "Elev;Klasse;Fødselsdato;Foresatt;Foresatt relasjon;Foresatt mobil;Foresatt e-post"


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> Clock:
    """It is 24 August 2026."""
    return clock


def quiet(roster: Roster) -> bool:
    """Say whether nothing is said of the file."""
    return not told(roster) and not remarks(roster)


# -- names in one cell -------------------------------------------------------------------------------------------


def test_family_name_first_with_a_comma_is_read_letter_by_letter() -> None:
    roster = read("Elev;Klasse", "HANSEN, KARI;5A", "van der Berg, Sara Li;5A", "de la Cruz,Ana;5A")
    assert names(roster) == [("KARI", "HANSEN"), ("Sara Li", "van der Berg"), ("Ana", "de la Cruz")]
    assert quiet(roster)


def test_the_usual_order_is_known_by_the_guardians() -> None:
    roster = read(
        "Elev;Klasse;Foresatt 1 navn;Foresatt 2 navn",
        "Nora Berg;5A;Kari Berg;Per Dahl",
        "Ali Khan;5A;Amir Khan;",
        "Ine Vik;5A;Siv Moe;Jon Vik",
    )
    assert names(roster) == [("Nora", "Berg"), ("Ali", "Khan"), ("Ine", "Vik")]
    assert guardian_names(roster) == [
        ("Kari", "Berg"),
        ("Per", "Dahl"),
        ("Amir", "Khan"),
        ("Siv", "Moe"),
        ("Jon", "Vik"),
    ]
    assert quiet(roster)


def test_family_name_first_without_a_comma_is_known_by_the_guardians() -> None:
    roster = read(
        "Elev;Klasse;Foresatt 1 navn;Foresatt 2 navn",
        "Berg Nora Li;5A;Berg Kari;Dahl Per",
        "van der Lie Ali;5A;van der Lie Amir;",
        "Vik Ine;5A;Moe Siv;Vik Jon",
    )
    assert names(roster) == [("Nora Li", "Berg"), ("Ali", "van der Lie"), ("Ine", "Vik")]
    assert guardian_names(roster) == [
        ("Kari", "Berg"), ("Per", "Dahl"), ("Amir", "van der Lie"), ("Siv", "Moe"), ("Jon", "Vik")
    ]  # fmt: skip
    assert quiet(roster)


def test_each_column_has_its_own_order() -> None:
    roster = read(
        "Elev;Klasse;Foresatt 1 navn;Foresatt 2 fornavn;Foresatt 2 etternavn",
        "Berg Nora;5A;Kari Berg;Per;Dahl",
        "Vik Ine;5A;Siv Moe;Jon;Vik",
        "Khan Ali;5A;Amir Khan;;",
    )
    assert names(roster) == [("Nora", "Berg"), ("Ine", "Vik"), ("Ali", "Khan")]
    assert guardian_names(roster)[0] == ("Kari", "Berg")
    assert guardian_names(roster)[2] == ("Siv", "Moe")


def test_names_with_a_comma_tell_how_the_others_of_their_column_are_written() -> None:
    roster = read("Elev;Klasse", "Hansen, Kari;5A", "Hansen Ola;5A", "Lie, Per;5A", "Lie Siv;5A")
    assert names(roster) == [("Kari", "Hansen"), ("Ola", "Hansen"), ("Per", "Lie"), ("Siv", "Lie")]
    assert quiet(roster)


def test_an_order_nobody_can_know_is_said_once_for_all_columns() -> None:
    roster = read("Elev;Klasse;Foresatt", "Hansen Kari;5A;Lie Ola", "Berg Nora;5A;Moe Siv")
    assert names(roster) == [("Hansen", "Kari"), ("Berg", "Nora")]
    assert remarks(roster) == [
        "Nothing in the file says whether the family name stands first or last in Elev, Foresatt. "
        "The last word was taken for the family name."
    ]
    assert told(roster) == []


def test_one_shared_given_name_turns_no_column_round() -> None:
    roster = read("Elev;Klasse;Foresatt", "Ola Dahl;5A;Ola Berg", "Ine Vik;5A;Jon Vik", "Nora Moe;5A;Siv Moe")
    assert names(roster)[0] == ("Ola", "Dahl")
    assert quiet(roster)


@pytest.mark.parametrize(
    ("cell", "name"),
    [("5 A", "5A"), ("5a", "5A"), ("Klasse 5A", "5A"), ("klasse: 5a", "5A"), ("5. trinn A", "5A"),
     ("5. klasse A", "5A"), ("kl. 5A", "5A"), ("1–2A", "1-2A"), ("1.-2. trinn", "1-2"), ("1 – 2 a", "1-2A"),
     ("10B", "10B"), ("05A", "5A"),
     ("5A\u00a0", "5A"), ("'5A", "5A"), ("Blå gruppe", "Blå gruppe")],
)  # fmt: skip
def test_classes(cell: str, name: str) -> None:
    roster = read("Elev;Klasse", ["Nora Berg", cell])
    assert [facts.class_name for facts in roster.pupils] == [name]
    assert told(roster) == []


def test_a_class_the_spreadsheet_made_a_date_leaves_the_row_out() -> None:
    roster = read("Fornavn;Etternavn;Klasse", "Nora;Berg;05.01.2026", "Ali;Khan;#I/T", "Ine;Vik;5A")
    assert names(roster) == [("Ine", "Vik")]
    assert [(row, column) for row, column, _ in told(roster)] == [(2, "Klasse"), (3, "Klasse")]
    assert all(words.endswith("The row was not imported.") for _, _, words in told(roster))
    assert roster.unplaced == {("nora", "berg"), ("ali", "khan")}


# -- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cells", "address"),
    [
        ("Adresse;Postnr", ["Lia 1", "0150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse;Postnr", ["Lia 1", "150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse;Postnr;Poststed", ["Lia 1", 150, "Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse;Postnr;Poststed", ["Lia 1", 150.0, "OSLO"], ("Lia 1", "0150", "OSLO")),
        ("Adresse;Poststed", ["Lia 1", "0150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse;Poststed", ["Lia 1, 0150 Oslo", ""], ("Lia 1", "0150", "Oslo")),
        ("Adresse;Postnr;Poststed", ["Lia 1, 0150 Oslo", "", ""], ("Lia 1", "0150", "Oslo")),
        ("Adresse", ["Lia 1, 0150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse", ["Lia 1\n0150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse", ["Lia 1 B, N-0150 Oslo, Norge"], ("Lia 1 B", "0150", "Oslo")),
        ("Adresse", ["Lia 1, 150 Oslo"], ("Lia 1", "0150", "Oslo")),
        ("Adresse", ["c/o Berg, Lia 1, 6630 Tingvoll"], ("c/o Berg, Lia 1", "6630", "Tingvoll")),
        ("Adresse;Postnr;Poststed", ["=HYPERLINK(1)", "", ""], ("=HYPERLINK(1)", "", "")),
    ],
)
def test_addresses(heading: str, cells: list[str | int], address: tuple[str, str, str]) -> None:
    roster = read(f"Fornavn;Etternavn;Klasse;{heading}", ["Nora", "Berg", "5A", *cells])
    assert [facts.address for facts in roster.pupils] == [address]
    assert quiet(roster)


# -- guardians ---------------------------------------------------------------------------------------------------


def test_mother_father_and_four_guardians_in_columns() -> None:
    roster = read(
        "Elev;Klasse;Mor;Mors mobil;Far;Fars mobil;Foresatt 3;Foresatt 4",
        "Berg, Nora;5A;Berg, Kari;90012345;Dahl, Per;91234567;Lie, Siv;Moe, Jon",
    )
    assert families(roster) == {"Nora Berg": ["Kari Berg", "Per Dahl", "Siv Lie", "Jon Moe"]}
    assert [link.relation for link in roster.links] == ["mother", "father", "", ""]
    assert contacts(roster)["Per Dahl"] == (("+4791234567",), ())


TWO = {"Nora Berg": ["Kari Berg", "Per Dahl"], "Jens Berg": ["Kari Berg"], "Ali Khan": ["Amir Khan"]}


def test_a_row_for_each_guardian_with_the_pupil_blank_below() -> None:
    roster = read(
        LONG,
        "Berg, Nora;5A;14.05.2015;Berg, Kari;mor;90012345;",
        ";;;Dahl, Per;far;91234567;per@example.no",
        "Berg, Jens;2B;03.02.2018;Berg, Kari;mor;90012345;",
        "Khan, Ali;5A;01.12.2015;Khan, Amir;far;;amir@example.no",
    )
    assert families(roster) == TWO
    assert [link.relation for link in roster.links] == ["mother", "father", "mother", "father"]
    assert contacts(roster)["Per Dahl"] == (("+4791234567",), ("per@example.no",))
    assert quiet(roster)


def test_a_row_for_each_guardian_with_the_class_on_every_row() -> None:
    roster = read(
        LONG,
        "Berg, Nora;5A;14.05.2015;Berg, Kari;mor;90012345;",
        ";5A;;Dahl, Per;far;91234567;",
        "Khan, Ali;5A;01.12.2015;Khan, Amir;far;92345678;",
        ";5A;;Khan, Sana;mor;93456789;",
    )
    assert families(roster) == {"Nora Berg": ["Kari Berg", "Per Dahl"], "Ali Khan": ["Amir Khan", "Sana Khan"]}
    assert quiet(roster)


def test_a_forgotten_name_is_not_taken_for_another_guardian_of_the_pupil_above() -> None:
    rows = [f"Lie, Elev{chr(65 + number)};5A;;Lie, Siv{chr(65 + number)};;9001234{number};" for number in range(5)]
    roster = read(LONG, *rows, ";5A;;Dahl, Per;;91234567;")
    assert "Per Dahl" not in contacts(roster)
    assert told(roster) == [
        (7, "Elev", "The row has no pupil's name, so it was not imported. Write the name, or take the row out.")
    ]
    assert roster.unsure_classes == {"5A"}


def test_a_guardian_below_a_row_that_was_left_out_belongs_to_nobody() -> None:
    roster = read(
        LONG,
        "Berg, Nora;5A;;Berg, Kari;;90012345;",
        "Khan, Ali;;;Khan, Amir;;92345678;",
        ";;;Khan, Sana;;93456789;",
    )
    assert families(roster) == {"Nora Berg": ["Kari Berg"]}
    assert [row for row, _, _ in told(roster)] == [3, 4]


def test_a_guardian_behind_an_empty_row_belongs_to_nobody() -> None:
    roster = read(LONG, "Berg, Nora;5A;;Berg, Kari;;90012345;", ";;;;;;", ";;;Dahl, Per;;91234567;")
    assert families(roster) == {"Nora Berg": ["Kari Berg"]}
    assert [row for row, _, _ in told(roster)] == [4]


@pytest.mark.parametrize("born", [("14.05.2015", "03.02.2018", "01.12.2015"), ("", "", "")])
def test_a_row_for_each_pair_gives_the_same_people(born: tuple[str, str, str]) -> None:
    nora, jens, ali = born
    roster = read(
        LONG,
        f"Berg, Nora;5A;{nora};Berg, Kari;mor;90012345;",
        f"Berg, Jens;2B;{jens};Berg, Kari;mor;90012345;",
        f"Khan, Ali;5A;{ali};Khan, Amir;far;;amir@example.no",
        f"Berg, Nora;5A;{nora};Dahl, Per;far;91234567;per@example.no",
    )
    assert families(roster) == TWO
    assert len(roster.pupils) == 3
    assert quiet(roster)


def test_what_only_a_later_row_of_a_pupil_says_is_kept() -> None:
    roster = read(
        LONG,
        "Berg, Nora;5A;;Berg, Kari;mor;90012345;",
        "Berg, Nora;5A;14.05.2015;Dahl, Per;far;91234567;",
    )
    (pupil,) = roster.pupils
    assert pupil.birth_date is not None
    assert families(roster) == {"Nora Berg": ["Kari Berg", "Per Dahl"]}


def test_a_row_that_stands_twice_is_still_told() -> None:
    roster = read(
        LONG,
        "Berg, Nora;5A;;Berg, Kari;mor;90012345;",
        "Berg, Nora;5A;;Dahl, Per;far;91234567;",
        "Berg, Nora;5A;;Dahl, Per;far;91234567;",
    )
    assert families(roster) == {"Nora Berg": ["Kari Berg", "Per Dahl"]}
    assert told(roster) == [
        (4, "Elev", "Nora Berg stands also in row 3, the same. The row was taken once; take one of them out.")
    ]


def test_two_children_of_one_name_stay_two_where_a_row_is_a_pupil() -> None:
    others = [f"Lie, Elev{chr(65 + number)};5A;;Lie, Siv{chr(65 + number)};;9001234{number};" for number in range(9)]
    roster = read(LONG, *others, "Berg, Nora;5A;;Berg, Kari;;91234567;", "Berg, Nora;5A;;Dahl, Per;;92345678;")
    assert len(roster.pupils) == 11


# -- two guardians in one cell -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Kari Berg og Ola Berg", [("Kari", "Berg"), ("Ola", "Berg")]),
        ("Kari og Ola Berg", [("Kari", "Berg"), ("Ola", "Berg")]),
        ("Kari Berg / Ola Dahl", [("Kari", "Berg"), ("Ola", "Dahl")]),
        ("Kari & Ola van der Berg", [("Kari", "van der Berg"), ("Ola", "van der Berg")]),
        ("Berg, Kari og Ola", [("Kari", "Berg"), ("Ola", "Berg")]),
        ("Berg, Kari; Dahl, Ola", [("Kari", "Berg"), ("Ola", "Dahl")]),
        ("Kari Berg\nOla Dahl", [("Kari", "Berg"), ("Ola", "Dahl")]),
        ("Kari Berg, Ola Berg", [("Kari", "Berg"), ("Ola", "Berg")]),
        ("Lie Berg, Kari", [("Kari", "Lie Berg")]),
        ("Kari Berg", [("Kari", "Berg")]),
        ("Kari Sandog Berg", [("Kari Sandog", "Berg")]),
    ],
)
def test_guardians_in_one_cell(cell: str, people: list[tuple[str, str]]) -> None:
    roster = read("Fornavn;Etternavn;Klasse;Foresatte", ["Nora", "Berg", "5A", cell])
    assert guardian_names(roster) == people
    assert [link.priority for link in roster.links] == list(range(1, len(people) + 1))


def test_two_given_names_beside_one_family_name_are_two_guardians() -> None:
    roster = read(WIDE, "Nora;Berg;5A;Kari og Ola;Berg;90012345 / 91234567;", "Ali;Khan;5A;Amir / Sana;Khan / Raza;;")
    assert guardian_names(roster) == [("Kari", "Berg"), ("Ola", "Berg"), ("Amir", "Khan"), ("Sana", "Raza")]
    assert contacts(roster)["Ola Berg"] == (("+4791234567",), ())


TOGETHER = "Fornavn;Etternavn;Klasse;Foresatt navn;Foresatt mobil;Foresatt e-post"


def test_phones_and_emails_of_two_are_shared_in_their_order_or_by_the_names_beside_them() -> None:
    roster = read(
        TOGETHER,
        "Nora;Berg;5A;Kari og Ola Berg;90012345 / 91234567;ola@example.no, kari@example.no",
        "Ali;Khan;5A;Amir og Sana Khan;Sana 92345678, Amir 93456789;a@example.no, b@example.no",
        "Ine;Vik;5A;Siv og Jon Vik;73 00 00 73;siv.vik@example.no",
    )
    assert contacts(roster) == {
        "Kari Berg": (("+4790012345",), ("kari@example.no",)),
        "Ola Berg": (("+4791234567",), ("ola@example.no",)),
        "Amir Khan": (("+4793456789",), ("a@example.no",)),
        "Sana Khan": (("+4792345678",), ("b@example.no",)),
        "Siv Vik": (("+4773000073",), ("siv.vik@example.no",)),
        "Jon Vik": (("+4773000073",), ()),
    }
    assert quiet(roster)


def test_what_can_be_either_of_two_guardians_is_nobodys_and_told() -> None:
    roster = read(TOGETHER, "Nora;Berg;5A;Kari og Ola Berg;90012345;familien@example.no")
    assert contacts(roster) == {"Kari Berg": ((), ()), "Ola Berg": ((), ())}
    said = "so it was left out. Give each guardian columns or a row of their own."
    assert told(roster) == [
        (2, "Foresatt mobil",
         f"Two guardians stand in one cell, and nothing says whose “+4790012345” is, {said}"),
        (2, "Foresatt e-post",
         f"Two guardians stand in one cell, and nothing says whose “familien@example.no” is, {said}"),
    ]  # fmt: skip


# -- who is the same ---------------------------------------------------------------------------------------------


def test_siblings_share_a_guardian_and_a_namesake_stays_another() -> None:
    roster = read(
        WIDE,
        "Nora;Berg;5A;Kari;Berg;90012345;kari@example.no",
        "Jens;Berg;2B;Kari;Berg;90012345;",
        "Ine;Berg;3A;Kari;Berg;99887766;annen@example.no",
    )
    assert families(roster) == {"Nora Berg": ["Kari Berg"], "Jens Berg": ["Kari Berg"], "Ine Berg": ["Kari Berg 2"]}
    assert quiet(roster)


def test_where_it_cannot_be_known_they_stay_two_and_it_is_said_once() -> None:
    roster = read(
        f"{WIDE};Adresse",
        "Nora;Berg;5A;Kari;Berg;;;Lia 1",
        "Jens;Berg;2B;Kari;Berg;;;Lia 1",
        "Ine;Berg;3A;Kari;Berg;;;Storgata 2",
        "Ali;Khan;3A;Amir;Khan;;;",
        "Sana;Khan;4A;Amir;Khan;;;",
    )
    assert families(roster) == {
        "Nora Berg": ["Kari Berg"], "Jens Berg": ["Kari Berg"], "Ine Berg": ["Kari Berg 2"],
        "Ali Khan": ["Amir Khan"], "Sana Khan": ["Amir Khan 2"],
    }  # fmt: skip
    assert told(roster) == []
    assert remarks(roster) == [
        "Amir Khan, Kari Berg: the same name stands in several rows, and no phone, e-mail or address says that it is "
        "one guardian. They were taken for different people."
    ]


# -- ids ---------------------------------------------------------------------------------------------------------

IDS = "ElevID;Fornavn;Etternavn;Klasse;Foresatt1ID;Foresatt1 navn;Foresatt1 mobil"


def test_the_lists_own_ids_are_kept_under_their_heading() -> None:
    roster = read(IDS, "17;Nora;Berg;5A;17;Berg, Kari;", "18;Jens;Berg;2B;17;Berg, Kari;90012345", ";Ali;Khan;5A;;;")
    assert families(roster) == {"Nora Berg": ["Kari Berg"], "Jens Berg": ["Kari Berg"], "Ali Khan": []}
    assert contacts(roster) == {"Kari Berg": (("+4790012345",), ())}
    assert roster.source == "list:elevid"
    assert roster.ids == {("pupils", 0): ("17",), ("pupils", 1): ("18",), ("guardians", 0): ("guardian:17",)}
    assert quiet(roster)


def test_one_id_for_two_guardians_is_nobodys_and_told() -> None:
    roster = read(IDS, "17;Nora;Berg;5A;7;Berg, Kari;", "18;Ali;Khan;5A;7;Khan, Amir;", "19;Ine;Vik;5A;8;Vik, Siv;")
    assert guardian_names(roster) == [("Kari", "Berg"), ("Amir", "Khan"), ("Siv", "Vik")]
    assert {key: ids for key, ids in roster.ids.items() if key[0] == "guardians"} == {("guardians", 2): ("guardian:8",)}
    assert told(roster) == [
        (3, "Foresatt1ID",
         "The id “7” is also that of Kari Berg in row 2. It was used for neither; correct the wrong one.")
    ]  # fmt: skip


def test_two_ids_are_two_pupils_of_one_name() -> None:
    roster = read(f"{IDS};Fødselsdato", "17;Nora;Berg;5A;;;;14.05.2015", "18;Nora;Berg;5A;;;;14.05.2015")
    assert roster.ids == {("pupils", 0): ("17",), ("pupils", 1): ("18",)}
    assert quiet(roster)


def test_an_id_that_looks_like_a_fodselsnummer_is_never_kept() -> None:
    rows = [f"{number};Elev{chr(65 + number)};Lie;5A;;;" for number in range(5)]
    roster = read(IDS, *rows, "13097248023;Nora;Berg;5A;;;")  # its control digits are wrong
    assert "13097248023" not in str(roster)
    assert len(roster.pupils) == 6
    assert [(row, column) for row, column, _ in told(roster)] == [(7, "ElevID")]


# -- strange text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["=CMD()", "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "https://x.no", "nora@example.no",
             "#REF!", "#N/A", "#VALUE!", "#I/T", "Err:502", "{=A1}", "12345"]
)  # fmt: skip
def test_what_is_no_name_is_refused_and_told(cell: str) -> None:
    roster = read("Fornavn;Etternavn;Klasse", [cell, "Berg", "5A"], ["Ali", "Khan", "5A"])
    assert names(roster) == [("Ali", "Khan")]
    ((row, column, words),) = told(roster)
    assert (row, column) == (2, "Fornavn")
    assert cell in words
    assert words.endswith("The row was not imported.")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("No\u0301ra", "Nóra"),
        ("A\u030ase", "Åse"),
        ("Nora\n", "Nora"),
        ("Nora\tLi", "Nora Li"),
        ("\ufeffNo\u200dra\u200b", "Nora"),
        ("\u202eNora", "Nora"),
        ("'Nora", "Nora"),
        ("'t Hooft", "'t Hooft"),
        ("O’Connor", "O’Connor"),
        ("Jens\u00a0Ove", "Jens Ove"),
        ("<b>Nora</b>", "<b>Nora</b>"),
    ],
)
def test_names_are_plain_text(cell: str, name: str) -> None:
    roster = read("Fornavn;Etternavn;Klasse", [cell, "Berg", "5A"])
    assert names(roster) == [(name, "Berg")]
    assert quiet(roster)


def test_a_reference_to_an_empty_cell_says_nothing() -> None:
    roster = read(f"{WIDE};Kjønn;Fødselsdato;Adresse;Postnr", ["Nora", "Berg", "5A", *[0] * 8])
    assert contacts(roster) == {}
    assert roster.pupils[0].gender == ""
    assert quiet(roster)


# -- the school of the tests, laid out otherwise -----------------------------------------------------------------

LISTED = ("Klasse", "Fødselsdato", "Kjønn", "Adresse", "Postnr", "Poststed")
OF_GUARDIAN = ("Fornavn", "Etternavn", "Adresse", "Postnr", "Poststed", "Mobilnr", "Epost")


def school() -> tuple[Rows, Roster]:
    """Return the rows of the list with everything in columns, and what it says."""
    rows = read_csv()
    headings = list(rows[0])
    return rows, read(headings, *([row[heading] for heading in headings] for row in rows))


def alike(one: Roster, two: Roster) -> bool:
    """Say whether two lists name the same people with the same details and the same guardians, whatever the rows."""

    def people(roster: Roster) -> list[tuple[object, ...]]:
        of: dict[int, list[tuple[object, ...]]] = {}
        for link in roster.links:
            of.setdefault(link.pupil, []).append(roster.guardians[link.guardian][2:])
        return sorted((*facts[1:], *sorted(of.get(place, ()))) for place, facts in enumerate(roster.pupils))

    def shared(roster: Roster) -> list[list[object]]:
        children: dict[int, list[object]] = {}
        for link in roster.links:
            children.setdefault(link.guardian, []).append(roster.pupils[link.pupil][1:4])
        return sorted(sorted(names, key=repr) for names in children.values())

    return people(one) == people(two) and shared(one) == shared(two)


def pairs(rows: Rows) -> list[tuple[dict[str, str], int]]:
    """Return (row, number of the guardian or 0) for each guardian of each pupil."""
    found = []
    for row in rows:
        numbers = [number for number in (1, 2) if row[f"Foresatt{number}Etternavn"]]
        found += [(row, number) for number in numbers or [0]]
    return found


@pytest.mark.parametrize("layout", ["blank below", "repeated", "by guardian", "without birth dates"])
def test_a_whole_school_with_a_row_for_each_guardian_is_the_same_school(layout: str) -> None:
    rows, expected = school()
    headings = ["Fornavn", "Etternavn", *LISTED, *(f"Foresatt {name.casefold()}" for name in OF_GUARDIAN)]
    listed = pairs(rows)
    if layout == "by guardian":
        listed.sort(key=lambda pair: [pair[0].get(f"Foresatt{pair[1]}{name}", "") for name in ("Etternavn", "Fornavn")])
    cells = []
    seen: set[int] = set()
    for row, number in listed:
        pupil = [row[heading] for heading in ("Fornavn", "Etternavn", *LISTED)]
        if layout == "blank below" and id(row) in seen:
            pupil = [""] * len(pupil)
        if layout == "without birth dates":
            pupil[3] = ""
        seen.add(id(row))
        cells.append([*pupil, *(row.get(f"Foresatt{number}{name}", "") for name in OF_GUARDIAN)])
    found = read(headings, *cells)
    if layout == "without birth dates":
        expected = replace(expected, pupils=tuple(facts._replace(birth_date=None) for facts in expected.pupils))
    assert (len(found.pupils), len(found.guardians), len(found.links)) == (480, 650, 888)
    assert alike(found, expected)
    assert quiet(found)


@pytest.mark.parametrize("order", ["Hansen Kari", "Hansen, Kari", "Kari Hansen"])
def test_a_whole_school_with_names_in_one_cell_is_the_same_school(order: str) -> None:
    rows, expected = school()

    def name(given: str, family: str) -> str:
        if not family:
            return ""
        return {"Hansen Kari": f"{family} {given}", "Hansen, Kari": f"{family}, {given}"}.get(
            order, f"{given} {family}"
        )

    headings = ["Elev", *LISTED]
    for number in (1, 2):
        headings += [f"Foresatt {number} navn", *(f"Foresatt {number} {name.casefold()}" for name in OF_GUARDIAN[2:])]
    cells = []
    for row in rows:
        line = [name(row["Fornavn"], row["Etternavn"]), *(row[heading] for heading in LISTED)]
        for number in (1, 2):
            own = [row[f"Foresatt{number}{heading}"] for heading in OF_GUARDIAN]
            line += [name(own[0], own[1]), *own[2:]]
        cells.append(line)
    found = read(headings, *cells)
    assert (len(found.pupils), len(found.guardians), len(found.links)) == (480, 650, 888)
    assert remarks(found) == []
    if order == "Hansen, Kari":
        assert alike(found, expected)
    else:  # where a family name has two words, nobody can know which of three words are the given names
        told_names = {(facts.given, facts.family) for facts in expected.pupils if " " not in facts.family}
        assert told_names <= set(names(found))
        assert len(told_names) > 450


# -- workbooks ---------------------------------------------------------------------------------------------------


def test_an_error_in_a_workbook_is_told_and_never_read_as_a_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Elever & foresatte"
    for row in (["Fornavn", "Etternavn", "Klasse", "Fødselsdato", "Mobil"],
                ["Nora", "Berg", "5A", "#REF!", "90012345"],
                ["#N/A", "Khan", "5A", "01.12.2015", ""],
                ["Ine", "Vik", "5A", "", "#VALUE!"]):  # fmt: skip
        sheet.append(row)
    for cell in ("D2", "A3", "E4"):
        assert sheet[cell].data_type == "e"
    sheet.insert_rows(1, 2)  # so that the list does not begin in the first row
    sheet["A1"] = "Lia skole"
    book.save(tmp_path / "feil.xlsx")
    table = read_table(tmp_path / "feil.xlsx")
    roster = roster_of_table(table, find_mapping(table))
    assert names(roster) == [("Nora", "Berg"), ("Ine", "Vik")]
    assert [(row, column) for row, column, _ in told(roster)] == [
        (4, "Fødselsdato"), (5, "Fornavn"), (6, "Mobil")
    ]  # fmt: skip
    assert all("is what the spreadsheet writes for a value it cannot show" in words for _, _, words in told(roster))


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_dates_of_a_workbook_are_the_same_days_in_both_systems(tmp_path: Path, epoch: datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.append(["Fornavn", "Etternavn", "Fødselsdato", "Klasse"])
    for place, day in enumerate((date(2016, 8, 24), date(2016, 1, 2))):
        sheet.append([f"Elev{chr(65 + place)}", "Lie", day, "Rosa"])
        sheet.append([f"Tall{chr(65 + place)}", "Lie", (day - epoch.date()).days, "Rosa"])
    sheet["C2"].number_format = sheet["C4"].number_format = "dd.mm.yyyy"
    book.save(tmp_path / "dager.xlsx")
    table = read_table(tmp_path / "dager.xlsx")
    roster = roster_of_table(table, find_mapping(table))
    days = [date(2016, 8, 24), date(2016, 8, 24), date(2016, 1, 2), date(2016, 1, 2)]
    assert [facts.birth_date for facts in roster.pupils] == days
    assert quiet(roster)


def test_a_phone_behind_a_guardian_is_the_guardians_though_the_heading_does_not_say_so() -> None:
    heads = "Elev;Klasse;Foresatt;Relasjon;Mobil;E-post"
    roster = read(
        heads,
        "Ola Lie;5A;Kari Lie;mor;90012345;kari@example.no",
        "Ola Lie;5A;Per Lie;far;90012346;per@example.no",
        "Ada Moe;5A;Mo Moe;mor;90012347;mo@example.no",
    )
    assert families(roster) == {"Ola Lie": ["Kari Lie", "Per Lie"], "Ada Moe": ["Mo Moe"]}
    assert contacts(roster) == {
        "Kari Lie": (("+4790012345",), ("kari@example.no",)),
        "Per Lie": (("+4790012346",), ("per@example.no",)),
        "Mo Moe": (("+4790012347",), ("mo@example.no",)),
    }
    assert [link.relation for link in roster.links] == ["mother", "father", "mother"]
    assert [facts.phones for facts in roster.pupils] == [(), ()]
    assert not told(roster)


def test_each_guardian_has_the_phone_right_behind() -> None:
    roster = read("Elev;Klasse;Mobil;Mor;Mobil;Far;Mobil", "Ola Lie;5A;90012344;Kari Lie;90012345;Per Lie;90012346")
    assert contacts(roster) == {"Kari Lie": (("+4790012345",), ()), "Per Lie": (("+4790012346",), ())}
    assert [number for number, _ in roster.pupils[0].phones] == ["+4790012344"]


@pytest.mark.parametrize(
    "heads",
    [
        "Elev;Klasse;Foresatt 1;Foresatt 2;Mobil",  # anybody's
        "Elev;Klasse;Foresatt 1 mobil;Foresatt 1;Mobil",  # the guardian's is said
        "Elev;Klasse;Foresatt;Kontaktlærer;Mobil",
        "Elev;Klasse;Foresatt;Adresse;Elevens mobil",
    ],
)
def test_a_phone_that_can_be_anybodys_is_the_pupils(heads: str) -> None:
    cells = [
        {"Mobil": "90012345", "Elevens mobil": "90012345", "Klasse": "5A", "Elev": "Ola Lie"}.get(head, "")
        for head in heads.split(";")
    ]
    assert [number for number, _ in read(heads, cells).pupils[0].phones] == ["+4790012345"]

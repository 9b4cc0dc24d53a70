"""Do the results of a whole week come in with one file, and is what cannot be so told and left out?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from app.contacts.commands import add_guardian, add_pupil, link_guardian
from app.core.errors import UserError
from app.core.i18n import translator
from app.elections.commands import draw_lot, plan_election, report
from app.elections.imports.landing import GaveWay, Landed
from app.elections.imports.results_file import bring_in
from app.elections.queries import elections_in
from app.school.commands import add_class
from db.history import steps
from db.models import Election, ElectionRule, GuardianLink, Person
from db.store import Store
from tests.conftest import Clock
from tests.elections.given import (
    Family,
    a_body,
    a_family,
    an_election,
    did,
    elections_of,
    known,
    offices,
    seat_of,
    sheet,
    sitting,
)
from tests.factories import START, YEAR, class_called, guardian, person, pupil

MEETING = date(2026, 9, 10)
HEAD = "class;office;name;votes"
Elect = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def evening(clock: Clock) -> None:
    """It is the week after the meetings."""
    clock.set(datetime(2026, 9, 14, 9, 30))


@pytest.fixture
def elect(store: Store, tmp_path: Path) -> Elect:
    """Write rows to a file and bring it in; gives the answer in English."""

    def call(
        *rows: str, head: str = HEAD, lang: str = "en", held_on: date | None = MEETING, **how: Any
    ) -> dict[str, Any]:
        path = tmp_path / "results.csv"
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        return bring_in(store, path, year=YEAR, held_on=held_on, **how).as_json(translator(lang))

    return call


def one(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the only election of an answer without problems."""
    assert answer["problems"] == []
    (entry,) = answer["decided"]
    return dict(entry)


def said(answer: dict[str, Any]) -> list[tuple[int, str]]:
    """Return (row, message) of the problems."""
    return [(problem["row"], problem["message"]) for problem in answer["problems"]]


def families(store: Store, *names: str, class_name: str = "5A") -> list[Family]:
    """Add a pupil with mother and father for each family name."""
    return [a_family(store, name, class_name) for name in names]


def set_rule(store: Store, body_id: int, **facts: Any) -> None:
    """Write down a rule for a body."""
    with store.change("Wrote a rule") as session:
        session.add(ElectionRule(body_id=body_id, **facts))


# -- without votes


def test_rows_in_order_are_the_holder_and_then_the_deputy(store: Store, elect: Elect) -> None:
    (berg,) = families(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    answer = elect("5A;fau;Mor Berg;", "5A;fau;Far Berg;")
    assert one(answer) == {
        "class": "5A",
        "office": "fau",
        "holders": ["Mor Berg"],
        "deputies": ["Far Berg"],
        "lot": None,
    }
    assert isinstance(answer["step"], int)
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member"), (berg.father, "deputy")]
    assert offices(store, seat.id)[0][2] == MEETING


def test_who_is_written_as_deputy_is_deputy_whatever_the_order(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    entry = one(elect("5A;Vara FAU;Far Berg;", "5A;FAU-representant;Mor Berg;"))
    assert (entry["holders"], entry["deputies"]) == (["Mor Berg"], ["Far Berg"])


def test_numbered_deputies_are_in_the_order_of_their_numbers(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "class_contacts_two_deputies")
    entry = one(
        elect(
            "5A;2. vara foreldrekontakt;Far Dahl;",
            "5A;1. vara foreldrekontakt;Mor Dahl;",
            "5A;foreldrekontakt;Mor Berg;",
            "5A;foreldrekontakt;Far Berg;",
        )
    )
    assert (entry["holders"], entry["deputies"]) == (["Mor Berg", "Far Berg"], ["Mor Dahl", "Far Dahl"])


@pytest.mark.parametrize("written", ["", "-", "Ingen", "ubesatt"])
def test_nobody_willing_is_a_result(store: Store, elect: Elect, written: str) -> None:
    families(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    entry = one(elect(f"5A;fau;{written};"))
    assert (entry["holders"], entry["deputies"], entry["lot"]) == ([], [], None)
    assert [status for _, status in elections_of(store, seat.id)] == ["decided"]
    assert [cell.vacant for row in sheet(store).rows for cell in row.cells] == [True, True]


@pytest.mark.parametrize(
    ("preset", "office", "code"),
    [
        ("fau_class_one_year", "fau", "fau"),
        ("fau_class_one_year", "FAU", "fau"),
        ("fau_class_one_year", "FAU-representant", "fau"),
        ("fau_class_one_year", "Representant til FAU", "fau"),
        ("fau_class_one_year", "parent_committee", "fau"),
        ("class_contacts", "class_contact", "class_contact"),
        ("class_contacts", "Foreldrekontakt", "class_contact"),
        ("class_contacts", "Foreldrekontaktar", "class_contact"),
        ("class_contacts", "klassekontakt", "class_contact"),
    ],
)
def test_an_office_is_known_by_the_words_of_the_school(
    store: Store, elect: Elect, preset: str, office: str, code: str
) -> None:
    families(store, "Berg")
    a_body(store, preset)
    assert one(elect(f"5A;{office};Mor Berg;"))["office"] == code


@pytest.mark.parametrize(
    "office", ["fau vara", "FAU Vara", "vara FAU", "vara til FAU", "vararepresentant i FAU", "FAU deputy"]
)
def test_a_deputy_is_known_by_the_words_of_the_school(store: Store, elect: Elect, office: str) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    assert one(elect("5A;fau;;", f"5A;{office};Far Berg;"))["deputies"] == ["Far Berg"]


@pytest.mark.parametrize("office", ["varaforeldrekontakt", "vara for foreldrekontakt", "Foreldrekontakt (vara)"])
def test_a_deputy_of_the_class_contact_is_no_word_cut_in_two(store: Store, elect: Elect, office: str) -> None:
    families(store, "Berg")
    a_body(store, "class_contacts")
    assert one(elect("5A;foreldrekontakt;;", f"5A;{office};Far Berg;"))["deputies"] == ["Far Berg"]


def test_pupils_are_chosen_to_the_pupil_council(store: Store, elect: Elect) -> None:
    (berg, dahl) = families(store, "Berg", "Dahl")
    seat = seat_of(store, a_body(store, "pupil_council_class"))
    entry = one(elect("5A;elevråd;Ola Berg;", "5A;elevråd vara;Ola Dahl;"))
    assert (entry["office"], entry["holders"], entry["deputies"]) == ("pupil_council", ["Ola Berg"], ["Ola Dahl"])
    assert sitting(store, seat.id, MEETING) == [(berg.pupil, "member"), (dahl.pupil, "deputy")]


def test_a_column_of_pupils_alone_holds_those_who_are_chosen(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "pupil_council_class")
    assert one(elect("5A;elevråd;Ola Berg", head="Klasse;Verv;Elev"))["holders"] == ["Ola Berg"]


def test_first_and_last_names_may_stand_apart(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    assert one(elect("5A;fau;Berg;Mor", head="Klasse;Verv;Etternavn;Fornavn"))["holders"] == ["Mor Berg"]


def test_a_cell_that_is_no_name_costs_no_time(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    started = monotonic()
    assert said(elect("5A;fau;" + "-" * 32_000 + "x;"))[0][0] == 2
    assert said(elect("5A;fau;" + "Mor " * 8_000 + ";"))[0][0] == 2
    assert monotonic() - started < 10


def test_a_name_the_school_gave_its_body_is_known(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year", name_nb="Foreldrestyret")
    assert one(elect("5A;foreldrestyret;Mor Berg;"))["holders"] == ["Mor Berg"]


@pytest.mark.parametrize(
    "head", ["Klasse;Verv;Navn;Stemmer", "KLASSE;VERV;NAMN;RØYSTER", "Stemmetall;Foresatt;Verv;Klasse"]
)
def test_headings_are_in_bokmaal_nynorsk_or_english_in_any_order(store: Store, elect: Elect, head: str) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    row = "2;Mor Berg;fau;5A" if head.startswith("S") else "5A;fau;Mor Berg;2"
    assert one(elect(row, head=head))["holders"] == ["Mor Berg"]


def test_old_encodings_commas_titles_and_blank_rows_are_no_matter(store: Store, elect: Elect, tmp_path: Path) -> None:
    child = pupil(store, "Åse Ødegård")
    guardian(store, "Bjørn Ødegård", child)
    a_body(store, "pupil_council_class")
    path = tmp_path / "gammel.csv"
    path.write_bytes('Valg uke 37,,\n\nKlasse,Verv,Navn\n5A,Elevråd,"Ødegård, Åse"\n,,\n'.encode("cp1252"))
    found = bring_in(store, path, year=YEAR, held_on=MEETING)
    assert [one.holders for one in found.landed] == [("Åse Ødegård",)]
    assert found.problems == ()


def test_a_workbook_comes_in_too_with_its_own_row_numbers_and_merged_cells(store: Store, tmp_path: Path) -> None:
    import openpyxl

    families(store, "Berg", "Dahl")
    families(store, "Lie", class_name="5B")
    a_body(store, "fau_class_one_year")
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [
        ["Valg i uke 37"],
        [],
        ["Klasse", "Verv", "Navn", "Stemmer", "Dato"],
        ["5A", "FAU", "Mor Berg", 3, datetime(2026, 9, 8)],
        [None, "FAU", "Far Berg", 1, None],
        ["5B", "FAU", "Mor Nilsen", 1, None],
    ]
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A4:A5")
    path = tmp_path / "valg.xlsx"
    book.save(path)
    found = bring_in(store, path, year=YEAR)
    assert [(one.unit, one.holders, one.deputies) for one in found.landed] == [("5A", ("Mor Berg",), ("Far Berg",))]
    assert [(one.row, one.column) for one in found.problems] == [(6, "Navn")]
    assert known(store, elections_in, YEAR)[0].held_on == date(2026, 9, 8)


# -- names


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Thị Nguyễn", "thi nguyen"),
        ("Thị Nguyễn", "Nguyễn, Thị"),
        ("Áilu Sara", "AILU SARA"),
        ("Sean O'Connor", "Sean O’Connor"),
        ("Anne-Grete Lie", "Anne Grete Lie"),
        ("<b>Ola</b> Berg", "<b>Ola</b> Berg"),
        ("Åse Ødegård", "Aase Odegaard"),
    ],
)
def test_names_are_known_however_they_are_spelt(store: Store, elect: Elect, name: str, written: str) -> None:
    guardian(store, name, pupil(store, "Ola Lund"))
    a_body(store, "fau_class_one_year")
    assert one(elect(f'5A;fau;"{written}";'))["holders"] == [name]


def test_a_name_nobody_has_is_told_with_who_may_be_meant(store: Store, elect: Elect) -> None:
    child = pupil(store, "Ola Lund")
    guardian(store, "Kari Hansen", child)
    guardian(store, "Pål Lund", child)
    a_body(store, "fau_class_one_year")
    answer = elect("5A;fau;Kari Hanssen;")
    assert answer["decided"] == []
    assert answer["step"] is None
    assert answer["problems"] == [
        {
            "sheet": "",
            "row": 2,
            "column": "name",
            "message": "Nobody in 5A is called “Kari Hanssen”. Did you mean Kari Hansen?",
        }
    ]
    assert said(elect("5A;fau;Xerxes Quintus;")) == [(2, "Nobody in 5A is called “Xerxes Quintus”.")]
    assert said(elect("5A;fau;Kari;")) == [(2, "Nobody in 5A is called “Kari”. Did you mean Kari Hansen?")]


def test_a_guardian_of_another_class_is_nobody_here(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    families(store, "Strand", class_name="5B")
    a_body(store, "fau_class_one_year")
    assert said(elect("5A;fau;Mor Strand;")) == [(2, "Nobody in 5A is called “Mor Strand”.")]


def test_two_of_one_name_are_told_apart_by_the_child(store: Store, elect: Elect) -> None:
    first = guardian(store, "Kari Berg", pupil(store, "Ola Berg"))
    second = guardian(store, "Kari Berg", pupil(store, "Liv Berg"))
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    assert said(elect("5A;fau;Kari Berg;")) == [
        (
            2,
            "2 in 5A are called Kari Berg. Write the child in parentheses behind the name: "
            "Kari Berg (Ola Berg), Kari Berg (Liv Berg).",
        )
    ]
    assert one(elect("5A;fau;Kari Berg (Liv);"))["holders"] == ["Kari Berg"]
    assert sitting(store, seat.id, MEETING) == [(second, "member")]
    one(elect("5A;fau;Kari Berg, mor til Ola;".replace(", ", " – ")))
    assert sitting(store, seat.id, MEETING) == [(first, "member")]
    one(elect("5A;fau;Kari Berg;Liv", head="Klasse;Verv;Navn;Barn"))
    assert sitting(store, seat.id, MEETING) == [(second, "member")]


def test_accents_that_tell_two_people_apart_count(store: Store, elect: Elect) -> None:
    child = pupil(store, "Ola Lund")
    plain, accented = guardian(store, "Thi Nguyen", child), guardian(store, "Thị Nguyễn", child)
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    one(elect("5A;fau;Thị Nguyễn;"))
    assert sitting(store, seat.id, MEETING) == [(accented, "member")]
    one(elect("5A;fau;thi nguyen;"))
    assert sitting(store, seat.id, MEETING) == [(plain, "member")]


# -- what cannot be so


def test_more_names_than_places_are_told_at_their_rows(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    assert said(elect("5A;fau;Mor Berg;", "5A;fau;Far Berg;", "5A;fau;Mor Dahl;")) == [
        (4, "No place is left for Mor Dahl. Places: 1, deputies: 1.")
    ]
    assert said(elect("5A;fau;Mor Berg;", "5A;fau;Far Berg;", "5A;fau vara;Mor Dahl;")) == [
        (3, "No place is left for Far Berg. Places: 1, deputies: 1.")
    ]


def test_a_recorded_no_to_parental_responsibility_excludes_and_unknown_does_not(store: Store, elect: Elect) -> None:
    (berg,) = families(store, "Berg")
    a_body(store, "fau_class_one_year")
    with store.change("Wrote a no") as session:
        link = session.query(GuardianLink).filter_by(guardian_id=berg.father).one()
        link.parental_responsibility = "no"
    for row in ("5A;fau;Far Berg;", "5A;fau;Far Berg;1"):
        assert said(elect(row)) == [
            (2, "Far Berg has no parental responsibility for a pupil in the class, and cannot be chosen.")
        ]
    assert one(elect("5A;fau;Mor Berg;"))["holders"] == ["Mor Berg"]


def test_one_who_sits_for_as_many_classes_as_the_rule_allows_is_told(store: Store, elect: Elect) -> None:
    (berg,) = families(store, "Berg")
    other = pupil(store, "Eva Berg", "5B")
    did(store, link_guardian, other, berg.mother)
    body = a_body(store, "fau_class_one_year")
    set_rule(store, body, max_units=1)
    answer = elect("5A;fau;Mor Berg;", "5B;fau;Mor Berg;")
    assert [entry["class"] for entry in answer["decided"]] == ["5A"]
    assert said(answer) == [(3, "Mor Berg holds this office for another class or grade. The rule allows 1.")]
    assert elect("5A;fau;Mor Berg;", "5B;fau;Mor Berg;")["step"] is None


def test_unknown_classes_and_offices_are_told_with_those_there_are(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    a_body(store, "su_standard")
    assert said(
        elect("9Z;fau;Mor Berg;", "5A;kjellermann;Mor Berg;", ";fau;Mor Berg;", "5A;;Mor Berg;", "5A;lærer;Mor Berg;")
    ) == [
        (2, "There is no class called “9Z” this school year. The classes are: 5A."),
        (3, "There is no office called “kjellermann” that is elected here. There are: FAU, Samarbeidsutvalg (SU)."),
        (4, "Write which class it is."),
        (5, "Write which office it is."),
        (6, "“lærer” is not chosen by the classes here, but by the whole school. Leave the class blank."),
    ]


def test_an_office_of_other_grades_is_told(store: Store, elect: Elect) -> None:
    families(store, "Berg", class_name="2A")
    a_body(store, "pupil_council_grades_5_7")
    assert said(elect("2A;elevråd;Ola Berg;")) == [
        (2, "2A chooses nobody to “elevråd”: the office is for other grades.")
    ]


def test_two_offices_of_one_name_are_asked_about(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year", name_nb="FAU barnetrinn", name_nn="")
    a_body(store, "fau_class_one_year", name_nb="FAU ungdomstrinn", name_nn="")
    assert said(elect("5A;FAU;Mor Berg;")) == [
        (2, "“FAU” can mean several offices: FAU barnetrinn, FAU ungdomstrinn. Write the whole name.")
    ]
    assert one(elect("5A;FAU barnetrinn;Mor Berg;"))["holders"] == ["Mor Berg"]


def test_the_same_name_twice_is_told(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    twice = [(3, "Mor Berg is written twice, here and in row 2.")]
    assert said(elect("5A;fau;Mor Berg;", "5A;fau;mor berg;")) == twice
    assert said(elect("5A;fau;Mor Berg;", "5A;fau vara;Mor Berg;")) == twice
    assert said(elect("5A;fau;Mor Berg;4", "5A;fau vara;Mor Berg;2")) == twice


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        ("-3", "“-3” is no number of votes. Write a whole number, or nothing where nobody counted."),
        ("mange", "“mange” is no number of votes. Write a whole number, or nothing where nobody counted."),
        ("3,5", "“3,5” is no number of votes. Write a whole number, or nothing where nobody counted."),
        ("5", "5 votes are more than there can be: 5A has 4."),
        ("99999999", "99999999 votes are more than there can be: 5A has 4."),
    ],
)
def test_impossible_votes_are_told(store: Store, elect: Elect, votes: str, message: str) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    assert said(elect(f"5A;fau;Mor Berg;{votes}")) == [(2, message)]


def test_more_votes_in_all_than_the_class_has_are_told(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    assert said(elect("5A;fau;Mor Berg;3", "5A;fau;Mor Dahl;2")) == [
        (3, "5 votes in all are more than there can be: 5A has 4.")
    ]
    assert one(elect("5A;fau;Mor Berg;3", "5A;fau;Mor Dahl;1"))["holders"] == ["Mor Berg"]


def test_some_counted_and_some_not_is_told(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    assert said(elect("5A;fau;Mor Berg;3", "5A;fau;Far Berg;")) == [
        (3, "Some here have votes and others none. Write a number for each, also 0, or for nobody.")
    ]


def test_votes_for_nobody_are_told_and_blank_ballots_are_counted(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    assert said(elect("5A;fau;Mor Berg;2", "5A;fau;;1")) == [(3, "There are votes, but no name.")]
    one(elect("5A;fau;Mor Berg;2", "5A;fau;Blanke;1", "5A;fau;ugyldige;1"))
    count = known(store, elections_in, YEAR)[0].count("seats")
    assert count is not None
    assert (count.blank, count.invalid, list(count.votes.values())) == (1, 1, [2])


def test_days_that_cannot_be_are_told(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    head = "class;office;name;day"
    assert said(elect("5A;fau;Mor Berg;31.12.2026", head=head)) == [
        (2, "31.12.2026 lies ahead. Write the day the election was held.")
    ]
    assert said(elect("5A;fau;Mor Berg;10.09.2025", head=head)) == [
        (2, "10.09.2025 is not in the school year. Write the day the election was held.")
    ]
    assert said(elect("5A;fau;Mor Berg;torsdag", head=head)) == [(2, "Write the date like 24.08.2026.")]
    assert said(elect("5A;fau;Mor Berg;08.09.2026", "5A;fau;Far Berg;09.09.2026", head=head)) == [
        (3, "Another day than in row 2, for the same election.")
    ]
    with pytest.raises(UserError, match="lies ahead"):
        elect("5A;fau;Mor Berg;", held_on=date(2026, 10, 1))


def test_a_file_without_its_headings_is_refused_in_one_sentence(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    with pytest.raises(UserError, match="no row with the headings class, office and name"):
        elect("5A;Mor Berg;7", head="Klasse;Navn;Poeng")


def test_one_bad_row_leaves_out_its_ballot_and_no_other(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    families(store, "Lie", class_name="5B")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    a_body(store, "class_contacts")
    answer = elect(
        "5A;fau;Mor Berg;", "5A;fau;Far Brg;", "5A;foreldrekontakt;Far Berg;", "5B;fau;Mor Lie;", "5C;fau;Mor Lie;"
    )
    assert [(entry["class"], entry["office"]) for entry in answer["decided"]] == [
        ("5A", "class_contact"),
        ("5B", "fau"),
    ]
    assert [row for row, _ in said(answer)] == [3, 6]
    assert len(elections_of(store, seat.id)) == 1


def test_nothing_personal_is_in_the_history_and_no_number_is_repeated(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    a_body(store, "fau_class_one_year")
    elect("5A;fau;Mor Berg;", "5A;fau vara;Far Berg;")
    newest = known(store, steps, limit=1)[0]
    assert (newest.label, newest.arguments) == ("Results of elections from a file: {count}", {"count": 1})
    assert said(elect("5A;fau;01010112345 Mor;")) == [(2, "Nobody in 5A is called “…”.")]


# -- where it is not a class that chooses


def test_a_grade_chooses_where_the_rule_says_so(store: Store, elect: Elect) -> None:
    berg = families(store, "Berg")[0]
    lie = families(store, "Lie", class_name="5B")[0]
    families(store, "Moe", "Vik", class_name="6A")
    seat = seat_of(store, a_body(store, "fau_grade"))
    answer = elect("5. trinn;fau;Mor Berg;", "trinn 5;fau vara;Mor Lie;", "6;fau;Mor Moe;2", "6;fau;Far Moe;1")
    assert answer["problems"] == []
    assert [(one["class"], one["holders"], one["deputies"]) for one in answer["decided"]] == [
        ("5. trinn", ["Mor Berg"], ["Mor Lie"]),
        ("6. trinn", ["Mor Moe"], ["Far Moe"]),
    ]
    of_5 = [one for one in sitting(store, seat.id, MEETING) if one[0] in (berg.mother, lie.mother)]
    assert of_5 == [(berg.mother, "member"), (lie.mother, "deputy")]
    again = elect("5. trinn;fau;Mor Berg;", "trinn 5;fau vara;Mor Lie;", "6;fau;Mor Moe;2", "6;fau;Far Moe;1")
    assert again == {**answer, "step": None}
    assert said(elect("5A;fau;Mor Berg;", "9. trinn;fau;Mor Berg;")) == [
        (2, "“fau” is chosen by the grades here. Write the grade, such as 5. trinn, in place of the class."),
        (3, "There is no class called “9. trinn” this school year. The classes are: 5A, 5B, 6A."),
    ]


def test_the_annual_meeting_chooses_for_the_whole_school(store: Store, elect: Elect) -> None:
    berg = families(store, "Berg")[0]
    moe = families(store, "Moe", class_name="6A")[0]
    seat = seat_of(store, a_body(store, "fau_board"))
    answer = elect(";fau;Mor Berg;", "skolen;FAU-medlem;Far Moe;")
    assert one(answer) == {
        "class": "",
        "office": "fau",
        "holders": ["Mor Berg", "Far Moe"],
        "deputies": [],
        "lot": None,
    }
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member"), (moe.father, "member")]
    assert said(elect(";fau;Kari Nilsen;")) == [(2, "Nobody in Lia skole is called “Kari Nilsen”.")]


# -- with votes


def test_most_votes_get_the_seat_and_the_next_are_deputies(store: Store, elect: Elect) -> None:
    berg, dahl, _lie, _moe = families(store, "Berg", "Dahl", "Lie", "Moe")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    entry = one(elect("5A;fau;Mor Berg;2", "5A;fau;Far Dahl;4", "5A;fau;Mor Lie;1"))
    assert (entry["holders"], entry["deputies"], entry["lot"]) == (["Far Dahl"], ["Mor Berg"], None)
    assert sitting(store, seat.id, MEETING) == [(dahl.father, "member"), (berg.mother, "deputy")]
    row = known(store, elections_in, YEAR)[0]
    count = row.count("seats")
    assert count is not None
    assert sorted(count.votes.values()) == [1, 2, 4]
    assert (row.status, row.held_on) == ("decided", MEETING)


def test_who_is_written_as_deputy_must_be_deputy_by_the_votes(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    assert one(elect("5A;fau;Mor Berg;3", "5A;fau vara;Mor Dahl;1"))["deputies"] == ["Mor Dahl"]
    assert said(elect("5A;fau;Mor Berg;1", "5A;fau vara;Mor Dahl;3")) == [
        (3, "By the votes Mor Dahl is no deputy. Seats and deputies are chosen in one ballot here.")
    ]


def test_a_tie_for_the_seat_waits_for_a_lot_and_names_who_draws(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl", "Lie")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    rows = ("5A;fau;Mor Berg;2", "5A;fau;Mor Dahl;2", "5A;fau;Mor Lie;1")
    answer = elect(*rows)
    assert one(answer) == {
        "class": "5A",
        "office": "fau",
        "holders": [],
        "deputies": [],
        "lot": [{"who": ["Mor Berg", "Mor Dahl"], "for": ["the seat", "deputy"]}],
    }
    assert isinstance(answer["step"], int)
    ((election_id, status),) = elections_of(store, seat.id)
    assert status == "counted"
    assert offices(store, seat.id) == []
    assert elect(*rows) == {**answer, "step": None}
    row = an_election(store, election_id)
    drawn = [one.id for one in row.candidates if one.full_name == "Mor Dahl"]
    did(store, draw_lot, election_id, "seats", drawn, "Lapper i en hatt", "Rektor", "")
    entry = one(elect(*rows))
    assert (entry["holders"], entry["deputies"], entry["lot"]) == (["Mor Dahl"], ["Mor Berg"], None)
    assert elect(*rows)["step"] is None


def test_a_tie_that_changes_nothing_asks_for_no_lot(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "class_contacts_two")
    entry = one(elect("5A;klassekontakt;Mor Berg;2", "5A;klassekontakt;Mor Dahl;2"))
    assert (sorted(entry["holders"]), entry["lot"]) == (["Mor Berg", "Mor Dahl"], None)


def test_a_tie_for_the_deputy_leaves_the_seat_certain(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl", "Lie", "Moe")
    a_body(store, "fau_class_one_year")
    entry = one(elect("5A;fau;Mor Berg;4", "5A;fau;Mor Dahl;2", "5A;fau;Mor Lie;2"))
    assert entry["holders"] == ["Mor Berg"]
    assert entry["lot"] == [{"who": ["Mor Dahl", "Mor Lie"], "for": ["deputy"]}]


def test_a_tie_after_it_was_decided_is_put_right_in_the_window(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    one(elect("5A;fau;Mor Berg;3", "5A;fau;Mor Dahl;1"))
    answer = elect("5A;fau;Mor Berg;2", "5A;fau;Mor Dahl;2")
    assert answer["decided"] == []
    assert answer["step"] is None
    assert [row for row, _ in said(answer)] == [2]
    row = known(store, elections_in, YEAR)[0]
    assert [one.full_name for one in row.holders] == ["Mor Berg"]


def test_whom_the_class_was_said_to_have_chosen_does_not_stand_beside_the_votes(store: Store, elect: Elect) -> None:
    berg, aas = families(store, "Berg", "Aas")
    a_body(store, "fau_class_one_year")
    elect("5A;fau;Mor Berg;", "5A;fau;Far Berg;")
    one(elect("5A;fau;Mor Aas;3", "5A;fau;Mor Berg;1"))
    (row,) = store.read(elections_in, YEAR)
    assert [stands.person_id for stands in row.candidates] == [berg.mother, aas.mother]


def test_counted_anew_replaces_what_was_counted_before(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    one(elect("5A;fau;Mor Berg;3", "5A;fau;Mor Dahl;1"))
    entry = one(elect("5A;fau;Far Dahl;3", "5A;fau;Mor Dahl;1"))
    assert (entry["holders"], entry["deputies"]) == (["Far Dahl"], ["Mor Dahl"])
    row = known(store, elections_in, YEAR)[0]
    assert {one.full_name for one in row.candidates} == {"Far Dahl", "Mor Dahl"}
    assert len(sitting(store, seat.id, MEETING)) == 2


def test_too_few_with_more_than_half_wait_for_a_second_ballot(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl", "Lie")
    body = a_body(store, "fau_class_one_year")
    set_rule(store, body, win="absolute_then_runoff")
    answer = elect("5A;fau;Mor Berg;2", "5A;fau;Mor Dahl;2", "5A;fau;Mor Lie;1")
    assert answer["decided"] == []
    assert isinstance(answer["step"], int)
    assert said(answer) == [
        (
            2,
            "5A: the votes are written down, and a second ballot must be held between Mor Berg, Mor Dahl, Mor Lie.",
        )
    ]
    assert known(store, elections_in, YEAR)[0].status == "counted"


def test_deputies_in_a_ballot_of_their_own(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl", "Lie", "Moe")
    body = a_body(store, "fau_class_one_year")
    set_rule(store, body, deputies_apart=True)
    entry = one(elect("5A;fau;Mor Berg;5", "5A;fau;Mor Dahl;3", "5A;fau vara;Mor Dahl;2", "5A;fau vara;Far Lie;6"))
    assert (entry["holders"], entry["deputies"]) == (["Mor Berg"], ["Far Lie"])


def test_deputies_who_are_chosen_apart_are_waited_for(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl", "Lie")
    body = a_body(store, "fau_class_one_year")
    set_rule(store, body, deputies_apart=True)
    rows = ("5A;fau;Mor Berg;3", "5A;fau;Mor Dahl;2", "5A;fau;Mor Lie;1")
    answer = elect(*rows)
    assert answer["decided"] == []
    assert said(answer) == [(2, "5A: the votes are written down. The deputies are chosen in a ballot of their own.")]
    assert elect(*rows) == {**answer, "step": None}
    entry = one(elect(*rows, "5A;fau vara;Mor Dahl;1", "5A;fau vara;Far Lie;4"))
    assert (entry["holders"], entry["deputies"]) == (["Mor Berg"], ["Far Lie"])


def test_a_school_without_bodies_has_no_offices(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    assert said(elect("5A;fau;Mor Berg;")) == [
        (2, "There is no office called “fau” that is elected here. There are: –.")
    ]


# -- the whole file


def test_a_ballot_that_is_refused_halfway_leaves_nothing_behind(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    lie = families(store, "Lie", class_name="5B")[0]
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    rows = ("5A;fau;Mor Berg;1", "5A;fau vara;Mor Dahl;3", "5B;fau;Mor Lie;2")
    answer = elect(*rows)
    assert [row for row, _ in said(answer)] == [3]
    assert [entry["class"] for entry in answer["decided"]] == ["5B"]
    assert len(elections_of(store, seat.id)) == 1
    (newest,) = known(store, steps, limit=1)
    assert {table: done["I"] for table, done in newest.counts.items()} == dict.fromkeys(
        ("election", "candidate", "election_count", "candidate_votes", "election_result", "office"), 1
    )
    assert sitting(store, seat.id, MEETING) == [(lie.mother, "member")]
    assert store.check() == []
    store.undo()
    assert elections_of(store, seat.id) == []


def test_24_classes_come_in_as_one_step_once_and_are_taken_back_as_one(store: Store, elect: Elect) -> None:
    names = [f"{grade}{letter}" for grade in range(1, 9) for letter in "ABC"]
    with store.change("Added everybody") as session:
        for at, name in enumerate(names):
            class_id = add_class(session, YEAR, name)
            for family in (f"Berg{at}", f"Dahl{at}"):
                child = add_pupil(session, person(f"Ola {family}"), class_id, START)
                add_guardian(session, child, person(f"Mor {family}"))
                add_guardian(session, child, person(f"Far {family}"))
    fau, contacts = a_body(store, "fau_class_one_year"), a_body(store, "class_contacts")
    rows = []
    for at, name in enumerate(names):
        rows += [f"{name};fau;Mor Berg{at};", f"{name};fau;Far Berg{at};", f"{name};foreldrekontakt;Mor Dahl{at};"]
    before = sheet(store)
    dry = elect(*rows, dry_run=True)
    assert (len(dry["decided"]), dry["problems"], dry["step"]) == (48, [], None)
    assert sheet(store) == before
    assert elections_of(store, seat_of(store, fau).id) == []
    first = elect(*rows)
    assert {**first, "step": None} == dry
    assert sheet(store).numbers() == {
        "done": 0,
        "part": 0,
        "vacant": 24,
        "missing": 0,
    }  # no class chose a second deputy
    assert len(offices(store, seat_of(store, fau).id)) == 48
    assert len(offices(store, seat_of(store, contacts).id)) == 24
    assert elect(*rows) == dry
    assert known(store, steps, limit=1)[0].id == first["step"]
    store.undo()
    assert sheet(store) == before
    assert offices(store, seat_of(store, fau).id) == []


def test_a_file_of_deputies_alone_takes_nobodys_place(store: Store, elect: Elect) -> None:
    berg, dahl = families(store, "Berg", "Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    assert said(elect("5A;fau vara;Far Dahl;")) == [
        (2, "Only deputies are written. Write too who has the place, or a row without a name where nobody was willing.")
    ]
    one(elect("5A;fau;Mor Berg;"))
    entry = one(elect("5A;fau vara;Far Dahl;"))
    assert (entry["holders"], entry["deputies"]) == (["Mor Berg"], ["Far Dahl"])
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member"), (dahl.father, "deputy")]


def test_who_sits_on_may_be_named_and_nobody_takes_their_place(store: Store, elect: Elect, clock: Clock) -> None:
    berg, _dahl = families(store, "Berg", "Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    with store.change("Chose somebody last year") as session:
        from app.bodies.offices import Chosen, install

        install(
            session,
            seat.id,
            [Chosen(berg.mother)],
            class_id=class_called(store, "5A"),
            valid_from=date(2026, 8, 1),
            member_ends=date(2028, 7, 31),
            deputy_ends=None,
            how="election",
        )
    assert said(elect("5A;fau;Mor Dahl;")) == [
        (2, "No place is left for Mor Dahl. Places: 0, deputies: 0, since these sit on: Mor Berg.")
    ]
    assert one(elect("5A;fau;Mor Berg;"))["holders"] == ["Mor Berg"]
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member")]


def test_a_reported_election_is_left_as_it_is(store: Store, elect: Elect) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    a_body(store, "class_contacts")
    rows = ("5A;fau;Mor Berg;", "5A;klassekontakt;Mor Dahl;2")
    elect(*rows)
    for row in known(store, elections_in, YEAR):
        did(store, report, row.id, MEETING)
    assert elect(*rows)["problems"] == []
    assert elect(*rows)["step"] is None
    answer = elect("5A;fau;Mor Dahl;", "5A;klassekontakt;Mor Berg;2")
    assert said(answer) == [
        (2, "This election has been reported. Correct it, and say why."),
        (3, "This election has been reported. Correct it, and say why."),
    ]


def test_the_day_is_the_files_then_the_one_given_then_the_planned_then_today(store: Store, elect: Elect) -> None:
    families(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))

    def day() -> date | None:
        return known(store, elections_in, YEAR)[0].held_on

    class_id = class_called(store, "5A")
    did(store, plan_election, seat.id, YEAR, class_id=class_id, held_on=date(2026, 9, 3))
    one(elect("5A;fau;Mor Berg;", held_on=None))
    assert day() == date(2026, 9, 3)
    one(elect("5A;fau;Mor Berg;", held_on=date(2026, 9, 4)))
    assert day() == date(2026, 9, 4)
    one(elect("5A;fau;Mor Berg;07.09.2026", head="klasse;verv;navn;dato", held_on=date(2026, 9, 4)))
    assert day() == date(2026, 9, 7)
    with store.change("Forgot") as session:
        session.query(Election).one().held_on = None
    one(elect("5A;fau;Mor Berg;", held_on=None))
    assert day() == date(2026, 9, 14)


def test_problems_are_said_in_bokmaal_and_nynorsk(store: Store, elect: Elect) -> None:
    guardian(store, "Kari Hansen", pupil(store, "Ola Lund"))
    a_body(store, "fau_class_one_year")
    row = "5A;fau;Kari Hanssen;"
    assert said(elect(row, lang="nb")) == [(2, "Ingen i 5A heter «Kari Hanssen». Mente du Kari Hansen?")]
    assert said(elect(row, lang="nn")) == [(2, "Ingen i 5A heiter «Kari Hanssen». Meinte du Kari Hansen?")]


def test_a_graded_guardian_is_chosen_as_any_other_in_the_office(store: Store, elect: Elect) -> None:
    (berg,) = families(store, "Berg")
    store.set_grade(berg.mother, "confidential", "Set a grade")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    assert one(elect("5A;fau;Mor Berg;"))["holders"] == ["Mor Berg"]
    assert sitting(store, seat.id, MEETING) == [(berg.mother, "member")]
    assert known(store, lambda session: session.get_one(Person, berg.mother).given_name) == "Mor"


# -- who gives way


def landed(store: Store, tmp_path: Path, *rows: str, **how: Any) -> Landed:
    """Return what one election of a file leads to."""
    path = tmp_path / "results.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    (found,) = bring_in(store, path, year=YEAR, **{"held_on": MEETING, **how}).landed
    return found


def test_who_gives_way_to_somebody_else_is_told(store: Store, tmp_path: Path) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    first = landed(store, tmp_path, "5A;fau;Mor Berg;", "5A;fau vara;Mor Dahl;")
    assert first.gave_way == first.deputies_gave_way == GaveWay()
    rows = ("5A;fau;Far Dahl;", "5A;fau vara;Mor Dahl;")
    tried = landed(store, tmp_path, *rows, dry_run=True)
    assert tried.gave_way == GaveWay(("Mor Berg",), is_followed=True)
    assert tried.deputies_gave_way == GaveWay()
    assert landed(store, tmp_path, *rows) == tried
    assert landed(store, tmp_path, *rows).gave_way == GaveWay()


def test_who_goes_out_without_anybody_instead_is_told(store: Store, elect: Elect, tmp_path: Path) -> None:
    families(store, "Berg", "Dahl")
    families(store, "Lie", class_name="5B")
    a_body(store, "class_contacts_two_deputies")
    elect("5A;foreldrekontakt;Mor Berg;", "5A;foreldrekontakt;Far Dahl;", "5B;foreldrekontakt;Mor Lie;")
    nobody = landed(store, tmp_path, "5A;foreldrekontakt;Ingen;", dry_run=True)
    assert nobody.holders == ()
    assert set(nobody.gave_way.names) == {"Mor Berg", "Far Dahl"}  # and not the contact of 5B
    assert not nobody.gave_way.is_followed
    fewer = landed(store, tmp_path, "5A;foreldrekontakt;Mor Berg;", dry_run=True)
    assert fewer.gave_way == GaveWay(("Far Dahl",), is_followed=False)


def test_who_was_chosen_last_year_and_sits_until_then_gives_way(store: Store, tmp_path: Path) -> None:
    berg, dahl = families(store, "Berg", "Dahl")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    with store.change("Chose somebody last year") as session:
        from app.bodies.offices import Chosen, install

        install(
            session,
            seat.id,
            [Chosen(berg.mother), Chosen(dahl.mother, "deputy", 1)],
            class_id=class_called(store, "5A"),
            valid_from=date(2026, 8, 1),
            member_ends=date(2026, 9, 30),
            deputy_ends=date(2026, 9, 30),
            how="election",
        )
    found = landed(store, tmp_path, "5A;fau;Far Berg;", "5A;fau vara;Mor Dahl;", dry_run=True)
    assert (found.gave_way.names, found.deputies_gave_way.names) == (("Mor Berg",), ())


def test_nobody_gives_way_before_the_lot_is_drawn(store: Store, tmp_path: Path) -> None:
    families(store, "Berg", "Dahl")
    a_body(store, "fau_class_one_year")
    waits = landed(store, tmp_path, "5A;fau;Mor Berg;2", "5A;fau;Mor Dahl;2")
    assert waits.lots
    assert waits.gave_way == waits.deputies_gave_way == GaveWay()

"""Are dates and phones read as the whole column means them, and told where nobody can know?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.contacts import values
from app.contacts.cell import Cell
from app.contacts.dates import NO_DATE, clean_date
from app.contacts.imports.roster import Roster
from app.contacts.phones import NO_PHONE, clean_phones
from app.contacts.texts import Trouble
from tests.conftest import Clock
from tests.imports.lists import contacts, read, remarks, told


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> Clock:
    """It is 24 August 2026, so that a child of the first grade is born in 2020."""
    return clock


def born(*cells: Cell, grades: tuple[str, ...] = (), **details: str) -> Roster:
    """Return a list with these birth dates, one pupil each."""
    rows = [
        [f"Elev{chr(65 + place)}", "Lie", grades[place] if grades else "Rosa", cell] for place, cell in enumerate(cells)
    ]
    return read("Fornavn;Etternavn;Klasse;Fødselsdato", *rows, **details)


def births(roster: Roster) -> list[date | None]:
    return [facts.birth_date for facts in roster.pupils]


@pytest.mark.parametrize(
    "cell",
    [
        "24.08.2016",
        "24.8.16",
        "2016-08-24",
        "24/08/2016",
        "24/8/16",
        "24-08-2016",
        "240816",
        "20160824",
        "2016.08.24",
        "2016/08/24",
        "24. august 2016",
        "24 august 2016",
        "24. aug. 2016",
        "24.aug.16",
        "24-aug-16",
        "onsdag 24. august 2016",
        "24th August 2016",
        "August 24, 2016",
        "24.08.2016 00:00",
        "24.08.2016 00:00:00",
        "'24.08.2016",
        "\u200b24.08.2016\u00a0",
        datetime(2016, 8, 24),
        date(2016, 8, 24),
    ],
)
def test_one_day_in_every_shape(cell: Cell) -> None:
    assert clean_date(cell) == date(2016, 8, 24)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3. januar 2017", date(2017, 1, 3)),
        ("3. mars 2017", date(2017, 3, 3)),
        ("3. mai 2017", date(2017, 5, 3)),
        ("3 May 2017", date(2017, 5, 3)),
        ("3. oktober 2017", date(2017, 10, 3)),
        ("3 October 2017", date(2017, 10, 3)),
        ("3. des. 2017", date(2017, 12, 3)),
        ("3 Dec 2017", date(2017, 12, 3)),
    ],
)
def test_months_by_their_names_in_each_language(cell: str, day: date) -> None:
    assert clean_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["31.02.2016", "24.08.1016", "1016-08-24", "1900-01-00", "00.01.1900", date(1900, 1, 1), date(1899, 12, 31), 2016,
     "24. augsut 2016", "0.0.0000", "00:00:00", float("inf"), 1e300, -5, True],
)  # fmt: skip
def test_a_day_that_never_was_is_no_date(cell: Cell) -> None:
    found = clean_date(cell)
    assert isinstance(found, Trouble)
    assert found.message == NO_DATE


def test_a_bad_date_is_one_cells_problem_and_the_pupil_comes_in() -> None:
    roster = born("31.02.2016", "#####", "24.08.2116", "#VERDI!", "24.08.2016")
    assert births(roster) == [None, None, None, None, date(2016, 8, 24)]
    assert told(roster) == [
        (2, "Fødselsdato", "“31.02.2016” is not a date that can be. Write it like 24.08.2016. The value was left out."),
        (3, "Fødselsdato", "“#####” is what the spreadsheet writes for a value it cannot show. "
                           "Correct the cell in the file. The value was left out."),
        (4, "Fødselsdato", "“24.08.2116” lies in the future. Write the date of birth like 24.08.2016. "
                           "The value was left out."),
        (5, "Fødselsdato", "“#VERDI!” is what the spreadsheet writes for a value it cannot show. "
                           "Correct the cell in the file. The value was left out."),
    ]  # fmt: skip


# Day 44,067 counted from 1900 is 24.08.2020, and day 42,605 counted from 1904 is the same day.
FROM_1900 = {44067: date(2020, 8, 24), 43833: date(2020, 1, 3), 43967: date(2020, 5, 16)}
FROM_1904 = {42605: date(2020, 8, 24), 42371: date(2020, 1, 3), 42505: date(2020, 5, 16)}


@pytest.mark.parametrize("kind", [int, str, float])
def test_numbers_of_days_are_told_apart_by_the_grade(kind: type) -> None:
    first = ("1A", "1A", "1B")
    roster = born(*map(kind, FROM_1900), grades=first)
    assert (births(roster), remarks(roster)) == (list(FROM_1900.values()), [])
    roster = born(*map(kind, FROM_1904), grades=first)
    assert births(roster) == list(FROM_1904.values())
    assert remarks(roster) == [
        "In Fødselsdato dates stand as numbers of days counted from 1904, as old Excel for Mac did, and so read."
    ]


def test_the_workbook_says_that_it_counts_from_1904() -> None:
    roster = born(*FROM_1904, date_system="1904")
    assert (births(roster), remarks(roster)) == (list(FROM_1904.values()), [])
    roster = born(*FROM_1900, date_system="1900")
    assert (births(roster), remarks(roster)) == (list(FROM_1900.values()), [])


def test_without_a_grade_the_age_tells_and_where_it_cannot_that_is_said_once() -> None:
    # From 1900 these would be 2003 and 2001, 23 and 25 years old: no pupils.
    assert births(born("37712", "37072")) == [date(2007, 4, 2), date(2005, 7, 1)]
    roster = born(42605, 42371)
    assert births(roster) == [date(2016, 8, 23), date(2016, 1, 2)]  # or 2020, and both are children
    assert remarks(roster) == [
        "In Fødselsdato dates stand as numbers of days, and nothing in the file says whether they count from 1900 or "
        "1904. They were read from 1900; look whether the dates are right."
    ]


def test_digits_that_lost_their_zero_are_no_days() -> None:
    # 40816 and 31215 are no children's days from 1900 (2011 and 1985): 241116 says what they all are.
    assert births(born(40816, 31215, 241116)) == [date(2016, 8, 4), date(2015, 12, 3), date(2016, 11, 24)]


def test_a_number_that_can_be_two_dates_is_left_out_and_told() -> None:
    roster = born("41212")  # 04.12.12, or day 41,212
    assert births(roster) == [None]
    assert told(roster)[0][2].startswith("“41212” can be two different dates.")


def test_the_month_stands_first_where_some_date_can_only_be_so() -> None:
    roster = born("08/24/2016", "04/08/2016", "12/31/15")
    assert births(roster) == [date(2016, 8, 24), date(2016, 4, 8), date(2015, 12, 31)]
    assert remarks(roster) == ["In Fødselsdato the month stands before the day, as in 08/24/2016, and so it was read."]
    usual = born("24/08/2016", "04/08/2016")
    assert (births(usual), remarks(usual)) == ([date(2016, 8, 24), date(2016, 8, 4)], [])


def test_where_both_orders_are_used_a_date_that_can_be_either_is_left_out() -> None:
    roster = born("08/24/2016", "24/08/2016", "04/08/2016", "05/05/2016", "01.02.2016")
    assert births(roster) == [
        date(2016, 8, 24), date(2016, 8, 24), None, date(2016, 5, 5), date(2016, 2, 1)
    ]  # fmt: skip
    assert [row[0] for row in told(roster)] == [4]
    assert remarks(roster) == [
        "In Fødselsdato the month stands before the day in some rows, as in 08/24/2016, and after it in others. "
        "Dates that can be either were left out."
    ]


def test_one_date_with_a_slip_does_not_turn_a_column_round() -> None:
    roster = born("24/08/2016", "25/08/2016", "26/08/2016", "08/27/2016", "04/08/2016")
    assert births(roster)[3:] == [None, date(2016, 8, 4)]
    assert [row[0] for row in told(roster)] == [5]
    assert births(born("04.13.2016", "04.08.2016")) == [None, date(2016, 8, 4)]  # dots are never written month first


MOBILE, LANDLINE = ("+4790012345", "mobile"), ("+4773000073", "home")


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        (90012345.0, [MOBILE]),
        (4790012345, [MOBILE]),
        (4790012345.0, [MOBILE]),
        ("4790012345", [MOBILE]),
        ("004790012345", [MOBILE]),
        ("+47\u00a0900\u00a012\u00a0345", [MOBILE]),
        ("900.12.345", [MOBILE]),
        ("900–12–345", [MOBILE]),
        ("'90012345", [MOBILE]),
        ("(+47) 900 12 345", [MOBILE]),
        ("9.0012345E+07", [MOBILE]),
        ("4,790012345E9", [MOBILE]),
        ("Kari 90012345", [MOBILE]),
        ("tlf.: 900 12 345", [MOBILE]),
        ("90012345\n73000073", [MOBILE, LANDLINE]),
        ("+47 900 12 345 +47 73 00 00 73", [MOBILE, LANDLINE]),
        ("+4790012345\r\n+4773000073", [MOBILE, LANDLINE]),
        ("90012345 el. 73000073", [MOBILE, LANDLINE]),
        ("mob: 900 12 345 / jobb 73 00 00 73", [MOBILE, ("+4773000073", "work")]),
        ("jobb 73000073 mob 90012345", [("+4773000073", "work"), MOBILE]),
        ("90012345 (mob) 73000073 (arb)", [MOBILE, ("+4773000073", "work")]),
        ("hjem: 900 12 345", [("+4790012345", "home")]),
        ("Tlf arbeid 73 00 00 73", [("+4773000073", "work")]),
        ("+46 70 123 45 67", [("+46701234567", "mobile")]),
        ("0046701234567", [("+46701234567", "mobile")]),
        ("81 50 00 00", [("+4781500000", "home")]),
        ("–", []),
        (0.0, []),
    ],
)
def test_phones_as_they_are_written_and_as_excel_leaves_them(cell: Cell, phones: list[tuple[str, str]]) -> None:
    assert clean_phones(cell) == tuple(phones)


@pytest.mark.parametrize("cell", ["9,00E+07", "4,79E+09", "9E+07", "4.7900123E+09"])
def test_a_number_the_spreadsheet_shortened_cannot_be_got_back(cell: str) -> None:
    (problem,) = told(read("Fornavn;Etternavn;Klasse;Mobil", ["Kari", "Lie", "5A", cell]))
    assert problem == (
        2, "Mobil",
        f"“{cell}” is a number the spreadsheet has shortened. Format the column as text, write the number once more "
        "and save the file again. The value was left out.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "cell", [9001234.5, "24.08.2016", date(2016, 8, 24), "46701234567", "900123456", "0123456", "12345678", True]
)
def test_what_is_no_phone_is_never_made_one(cell: Cell) -> None:
    found = clean_phones(cell)
    assert isinstance(found, Trouble)
    assert found.message == NO_PHONE
    assert found.rest is None


def test_a_number_is_kept_without_its_extension_and_that_is_told() -> None:
    for cell in ("73 00 00 73 int. 12", "73000073 ext 12", "73000073x12", "73000073, linje 2"):
        roster = read("Elev;Klasse;Foresatt;Foresatt mobil", ["Nora Lie", "5A", "Kari Lie", cell])
        assert contacts(roster) == {"Kari Lie": (("+4773000073",), ())}
        assert told(roster) == [
            (2, "Foresatt mobil",
             f"“{cell}” holds an extension, which is not kept here. The number was taken without it.")
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "emails"),
    [
        ("Kari Lie <kari@example.no>", ["kari@example.no"]),
        ("Kari Lie <kari@example.no>; Ola Lie <ola@example.no>", ["kari@example.no", "ola@example.no"]),
        ("kari@example.no / ola@example.no", ["kari@example.no", "ola@example.no"]),
        ("kari@example.no og ola@example.no", ["kari@example.no", "ola@example.no"]),
        ("kari@example.no\nola@example.no", ["kari@example.no", "ola@example.no"]),
        ("kari@example.no<mailto:kari@example.no>", ["kari@example.no"]),
    ],
)
def test_emails_as_programs_copy_them(cell: str, emails: list[str]) -> None:
    assert values.clean_emails(cell) == tuple(emails)

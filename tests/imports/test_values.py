"""What does each kind of cell say?"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest

from app.contacts import values
from app.contacts.cell import Cell
from app.contacts.dates import IN_FUTURE, NO_DATE, TWO_DATES, clean_date
from app.contacts.marks import is_marking, protection_in, protection_told
from app.contacts.phones import NO_PHONE, clean_phones
from app.contacts.texts import IDENTITY_NUMBER, PROTECTED_WORDS, TOO_LONG, Trouble, shown
from app.core.identity import holds_identity_number, is_identity_number, looks_like_identity_number
from tests.conftest import Clock

INVENTED = "13097248022"
"""Both control digits are right; the number belongs to nobody known here."""


def message(found: object) -> str:
    assert isinstance(found, Trouble), found
    return found.message


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Kari", "Kari"),
        ("  Kari   Anne ", "Kari Anne"),
        ("KARI", "KARI"),
        ("van der Berg", "van der Berg"),
        ("O'Connor", "O'Connor"),
        ("A\u030ase", "Åse"),
        ("Ka\u200bri", "Kari"),
        ("Nguyễn", "Nguyễn"),
        ("", ""),
        (None, ""),
    ],
)
def test_names_are_cleaned_and_never_recased(cell: Cell, name: str) -> None:
    assert values.clean_name(cell) == name


def test_what_is_no_name_is_said() -> None:
    assert values.clean_name("!!") == Trouble(values.NO_NAME, "!!")
    assert values.clean_name("??") == "??"  # all the letters of "Đỗ", lost
    assert message(values.clean_name("x" * 101)) == TOO_LONG


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Berg, Kari", ("Kari", "Berg")),
        ("Kari Berg", ("Kari", "Berg")),
        ("Kari Anne Lie Berg", ("Kari Anne Lie", "Berg")),
        ("Sara van der Berg", ("Sara", "van der Berg")),
        ("Ada Da Silva", ("Ada", "Da Silva")),
        ("Kari", ("Kari", "")),
        ("van der Berg, Sara", ("Sara", "van der Berg")),
        ("", ("", "")),
    ],
)
def test_whole_names_are_split(cell: str, parts: tuple[str, str]) -> None:
    assert values.split_name(cell) == parts


@pytest.mark.parametrize("cell", ["01.02.2031", "24.08.2099", "2031-02-01", "01022031", 1022031, date(2031, 2, 1)])
def test_a_date_to_come_is_said_to_be_one(clock: Clock, cell: Cell) -> None:
    assert message(clean_date(cell)) == IN_FUTURE


def test_two_teachers_in_a_cell_are_two() -> None:
    assert values.split_people("Ida Lie / Ola Moe") == [("Ida", "Lie"), ("Ola", "Moe")]
    assert values.split_people("Ida Lie og Ola Moe") == [("Ida", "Lie"), ("Ola", "Moe")]
    assert values.split_people("Moe, Ola") == [("Ola", "Moe")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("24.08.2016", date(2016, 8, 24)),
        ("4.8.16", date(2016, 8, 4)),
        ("2016-08-24", date(2016, 8, 24)),
        ("24082016", date(2016, 8, 24)),
        ("240816", date(2016, 8, 24)),
        ("24/8-2016", date(2016, 8, 24)),
        ("2016-08-24 00:00:00", date(2016, 8, 24)),
        ("21.03.87", date(1987, 3, 21)),
        ("24. 8. 2016", date(2016, 8, 24)),
        (date(2016, 8, 24), date(2016, 8, 24)),
        (datetime(2016, 8, 24, 0, 0), date(2016, 8, 24)),
        (42606, date(2016, 8, 24)),
        (42606.0, date(2016, 8, 24)),
        (4082016, date(2016, 8, 4)),
        (240816, date(2016, 8, 24)),
        ("", None),
        (None, None),
        ("-", None),
    ],
)
def test_dates_in_every_shape(clock: Clock, cell: Cell, day: date | None) -> None:
    assert clean_date(cell) == day


@pytest.mark.parametrize("cell", ["31.02.2016", "24.13.2016", "i går", "1.1.1850", 99_999_999, "2016"])
def test_an_impossible_date_is_said(clock: Clock, cell: Cell) -> None:
    assert message(clean_date(cell)) == NO_DATE


def test_a_number_that_can_be_two_dates_is_not_guessed(clock: Clock) -> None:
    assert message(clean_date(41212)) == TWO_DATES  # 04.12.2012, or day 41,212: 30.10.2012


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("90012345", [("+4790012345", "mobile")]),
        (90012345, [("+4790012345", "mobile")]),
        (90012345.0, [("+4790012345", "mobile")]),
        ("900 12 345", [("+4790012345", "mobile")]),
        ("+47 900 12 345", [("+4790012345", "mobile")]),
        ("0047 90012345", [("+4790012345", "mobile")]),
        (4790012345, [("+4790012345", "mobile")]),
        ("+47-90012345", [("+4790012345", "mobile")]),
        ("22 12 34 56", [("+4722123456", "home")]),
        ("mob. 900 12 345", [("+4790012345", "mobile")]),
        ("90012345 (mor)", [("+4790012345", "mobile")]),
        ("+46 70 123 45 67", [("+46701234567", "mobile")]),
        ("90012345 / 22123456", [("+4790012345", "mobile"), ("+4722123456", "home")]),
        ("90012345 91234567", [("+4790012345", "mobile"), ("+4791234567", "mobile")]),
        ("90012345, 90012345", [("+4790012345", "mobile")]),
        ("", []),
        (None, []),
        ("-", []),
        (0, []),
    ],
)
def test_phones_in_every_shape(cell: Cell, phones: list[tuple[str, str]]) -> None:
    assert clean_phones(cell) == tuple(phones)


@pytest.mark.parametrize("cell", ["1234", "9001234", "ring mor", "+47 1", "900123456", "90012345 / 12"])
def test_a_phone_that_cannot_be_read_is_said(cell: str) -> None:
    assert clean_phones(cell) == Trouble(NO_PHONE, cell)


@pytest.mark.parametrize(
    ("cell", "emails"),
    [
        ("kari@example.no", ["kari@example.no"]),
        (" kari@example.no ", ["kari@example.no"]),
        ("mailto:kari@example.no", ["kari@example.no"]),
        ("<kari@example.no>", ["kari@example.no"]),
        ("a@example.no; b@example.no", ["a@example.no", "b@example.no"]),
        ("kåre@example.no", ["kåre@example.no"]),
        ("o'brien+x@mail.example.co.uk", ["o'brien+x@mail.example.co.uk"]),
        ("", []),
        ("-", []),
    ],
)
def test_email_addresses(cell: str, emails: list[str]) -> None:
    assert values.clean_emails(cell) == tuple(emails)


@pytest.mark.parametrize("cell", ["kari", "kari@", "@example.no", "kari@@example.no", "ka..ri@example.no", "har ikke"])
def test_what_is_no_email_is_said(cell: str) -> None:
    assert message(values.clean_emails(cell)) == values.NO_EMAIL


@pytest.mark.parametrize(
    ("cell", "name", "grade"),
    [
        ("5A", "5A", 5),
        ("5 A", "5A", 5),
        ("5a", "5A", 5),
        ("Klasse 5A", "5A", 5),
        ("5.A", "5A", 5),
        ("klasse 10b", "10B", 10),
        (5, "5", 5),
        ("5. trinn", "5", 5),
        ("1-2A", "1-2A", 1),
        ("1–2", "1-2", 1),
        ("Rosa", "Rosa", None),
        ("99A", "99A", None),
    ],
)
def test_classes_as_the_school_writes_them(cell: Cell, name: str, grade: int | None) -> None:
    assert values.clean_class(cell) == name
    assert values.clean_grade(name) == grade


@pytest.mark.parametrize(
    ("cell", "postal"),
    [
        ("0150", ("0150", "")),
        (150, ("0150", "")),
        ("150", ("0150", "")),
        ("0150 Oslo", ("0150", "Oslo")),
        ("N-0150 Oslo", ("0150", "Oslo")),
        ("0150, OSLO", ("0150", "OSLO")),
        ("se-123 45", ("SE-123 45", "")),
        ("", ("", "")),
    ],
)
def test_postal_codes_keep_their_zeros(cell: Cell, postal: tuple[str, str]) -> None:
    assert values.clean_postal(cell) == postal


def test_an_address_in_one_cell_is_taken_apart() -> None:
    assert values.clean_whole_address("Storgata 1, 0150 Oslo") == ("Storgata 1", "0150", "Oslo")
    assert values.clean_whole_address("Storgata 1") == ("Storgata 1", "", "")


@pytest.mark.parametrize(
    "cell",
    [
        "Sperret adresse",
        "SPERRA ADRESSE",
        "Hemmelig",
        "hemmeleg adresse",
        "kode 6",
        "Kode 7",
        "Strengt fortrolig",
        "Fortrolig adresse",
        "fortroleg",
        "strengt fortruleg adresse",
        "Fortruleg",
        "skjult adresse",
        "gradert adresse",
        "klientadresse",
    ],
)
def test_words_of_protection_are_never_an_address(cell: str) -> None:
    assert message(values.clean_line(cell)) == PROTECTED_WORDS
    assert message(values.clean_postal(cell)) == PROTECTED_WORDS
    assert message(clean_phones(cell)) == PROTECTED_WORDS
    assert protection_in("Merknad", ("Elev 1", cell)) == {cell: cell}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Berg (kode 7)", "Berg"),
        ("Berg, hemmelig adresse", "Berg"),
        ("Berg - STRENGT FORTROLIG", "Berg"),
        ("Fortun-Skjerve", "Fortun-Skjerve"),
        ("Kode 6", ""),
        ("hemmelig", ""),
    ],
)
def test_words_of_protection_are_no_part_of_a_name(cell: str, name: str) -> None:
    assert values.clean_name(cell) == name


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Merknad", "Hemmelig adresse", "Hemmelig adresse"),
        ("Merknad", "Ja", ""),
        ("Sperret adresse", "Ja", "Sperret adresse"),
        ("Sperret adresse", "Nei", ""),
        ("Diskresjonskode", 6, "kode 6"),
        ("Diskresjonskode", "", ""),
        ("Adressegradering", "Ugradert", ""),
        ("Adressegradering", "ugradert adresse", ""),
        ("Adressegradering", "Strengt fortruleg", "Strengt fortruleg"),
    ],
)
def test_a_cell_or_its_heading_can_say_that_an_address_is_protected(heading: str, cell: Cell, told: str) -> None:
    assert protection_told(heading, cell) == told
    found = protection_in(heading, ("Anna", cell, None))
    assert found.get(cell, "") == told
    assert ("Anna" in found) == is_marking(heading)


def test_genders_and_relations() -> None:
    assert [values.clean_gender(cell) for cell in ("jente", "G", "Kvinne", "M", "", "ukjent")] == [
        "female", "male", "female", "male", "", "unknown"
    ]  # fmt: skip
    assert message(values.clean_gender("hund")) == values.NO_GENDER
    assert [values.clean_relation(cell) for cell in ("Mor", "far", "Fosterforelder", "", "foresatt")] == [
        "mother", "father", "foster_parent", "", ""
    ]  # fmt: skip
    assert message(values.clean_relation("nabo")) == values.NO_RELATION


def test_a_fodselsnummer_is_known_by_both_its_control_digits() -> None:
    assert is_identity_number(INVENTED)
    assert not is_identity_number(INVENTED[:10] + "3")
    assert not is_identity_number(INVENTED[:9] + "12")
    assert not any(is_identity_number(text) for text in ("", "1309724802", "99999999999", "00000000000", "1309724802x"))
    assert holds_identity_number(f"Kari {INVENTED[:6]} {INVENTED[6:]} Berg")
    assert holds_identity_number("13.09.72-480 22")
    assert not holds_identity_number("130972480221")
    assert looks_like_identity_number("13097248023")
    assert looks_like_identity_number("1010150022")  # lost its zero in a spreadsheet
    assert not looks_like_identity_number("99887766554")


@pytest.mark.parametrize(
    "clean",
    [values.clean_name, values.split_name, values.clean_line, values.clean_postal, clean_date,
     clean_phones, values.clean_emails, values.clean_class],
)  # fmt: skip
@pytest.mark.parametrize("cell", [INVENTED, f"x {INVENTED[:6]} {INVENTED[6:]}", f"{INVENTED}@example.no"])
def test_no_cell_with_a_fodselsnummer_is_kept_or_repeated(clean: object, cell: str) -> None:
    found = clean(cell)  # type: ignore[operator]
    assert found == Trouble(IDENTITY_NUMBER)


def test_a_number_of_eleven_digits_is_never_repeated() -> None:
    assert shown("13097248099") == "…"


def test_phone_and_email_libraries_are_loaded_only_for_what_needs_them() -> None:
    program = """
import sys
from app.contacts import values
from app.contacts.phones import clean_phones
clean_phones("900 12 345"), clean_phones("+47 22 12 34 56"), values.clean_emails("kari@example.no")
print(sorted({"phonenumbers", "email_validator"} & set(sys.modules)))
clean_phones("+46701234567"), values.clean_emails("kåre@example.no")
print(sorted({"phonenumbers", "email_validator"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['email_validator', 'phonenumbers']"]

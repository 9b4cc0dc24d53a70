"""What is right about the school's facts and the names of its classes."""

from __future__ import annotations

import pytest

from app.core.errors import UserError
from app.school.rules import clean_fact, grades_of, is_organisation_number, shown_organisation_number


@pytest.mark.parametrize(
    ("name", "grades"),
    [
        ("5A", (5, None)),
        ("10B", (10, None)),
        ("Klasse 5A", (5, None)),
        ("klassen 3", (3, None)),
        ("1–2A", (1, 2)),
        ("1-2A", (1, 2)),
        ("3.-4.", (3, 4)),
        ("3. – 4. trinn", (3, 4)),
        ("1/2B", (1, 2)),
        ("5 og 6", (5, 6)),
        ("8. til 10.", (8, 10)),
        ("5-1", (5, None)),  # the first group of grade 5
        ("5A-2", (5, None)),
        ("1-22", (1, None)),
        ("14A", (None, None)),
        ("0", (None, None)),
        ("2026", (None, None)),
        ("Ravnene", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_class_name_tells_its_grades(name: str, grades: tuple[int | None, int | None]) -> None:
    assert grades_of(name) == grades


# 1·3 + 2·2 + 3·7 + 4·6 + 5·5 + 6·4 + 7·3 + 8·2 = 138 = 12·11 + 6, and 11 − 6 = 5
def test_the_last_digit_of_an_organisation_number_controls_the_others() -> None:
    assert is_organisation_number("123456785")
    assert [digit for digit in range(10) if is_organisation_number(f"12345678{digit}")] == [5]
    assert not is_organisation_number("213456785")
    assert not is_organisation_number("12345678")
    assert not is_organisation_number("1234567855")
    assert not is_organisation_number("12345678x")


def test_no_organisation_number_ends_where_the_control_digit_would_be_ten() -> None:
    assert [digit for digit in range(10) if is_organisation_number(f"00000006{digit}")] == []  # 6·2 = 11 + 1


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("name", "  Lia   skole ", "Lia skole"),
        ("organisation_number", "123 456 785", "123456785"),
        ("organisation_number", "NO 123456785 MVA", "123456785"),
        ("organisation_number", " ", ""),
        ("municipality", "Nordre  Land ", "Nordre Land"),
        ("postal_code", " 0150", "0150"),
        ("phone", "51 50 75 00", "+4751507500"),
        ("phone", "+46 8 508 00 000", "+46850800000"),
        ("phone", "", ""),
        ("email", "post@lia.example.no", "post@lia.example.no"),
        ("email", "", ""),
        ("web", "https://www.lia.example.no/om-oss", "https://www.lia.example.no/om-oss"),
        ("web", "lia.example.no", "lia.example.no"),
        ("first_grade", None, None),
        ("last_grade", 10, 10),
        ("after_school_word", "aks", "aks"),
        ("class_list_fields", "address,phone,shoe size", "phone,address"),
    ],
)
def test_a_fact_is_stored_in_one_shape(field: str, typed: object, stored: object) -> None:
    assert clean_fact(field, typed) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "  "),
        ("name", "x" * 121),
        ("written_standard", "en"),
        ("organisation_number", "123 456 786"),
        ("organisation_number", "12345"),
        ("municipality", "x" * 201),
        ("postal_code", "415"),
        ("postal_code", "N-0150"),
        ("phone", "5150"),
        ("phone", "ring oss"),
        ("email", "post@"),
        ("web", "nettsiden vår"),
        ("web", "post@lia.example.no"),
        ("first_grade", 14),
        ("parent_rep_word", "mamma"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, typed: object) -> None:
    with pytest.raises(UserError) as caught:
        clean_fact(field, typed)
    assert caught.value.field == field


def test_an_organisation_number_is_shown_in_threes() -> None:
    assert shown_organisation_number("123456785") == "123 456 785"
    assert shown_organisation_number("") == ""

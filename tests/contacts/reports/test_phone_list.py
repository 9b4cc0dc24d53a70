"""Does the staff know whom to ring, and is nobody rung who must not be?"""

from __future__ import annotations

import pytest

from app.contacts.disclosure import disclosure
from app.contacts.reports.email_list import EMAIL_LIST
from app.contacts.reports.phone_list import PHONE_LIST
from app.documents.model import Heading, Table
from db.store import Store
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.factories import TODAY


def line_with(store: Store, name: str, audience: str) -> str:
    (line,) = (row for row in rows_of(paper(store, PHONE_LIST, audience=audience)) if name in row)
    return line


@pytest.mark.parametrize("audience", ["staff", "office"])
def test_a_protected_guardian_is_reached_through_the_office(school: Store, audience: str) -> None:
    text = as_text(paper(school, PHONE_LIST, audience=audience))
    assert line_with(school, "Skjult, Gro", audience) == "Skjult, Synne | Skjult, Gro | mor | Kontakt via kontoret | "
    assert "911 11 111" not in text
    assert not any(word in text.lower() for word in ("hemmelig", "sperret", "fortrolig", "beskytt", "kode 6", "kode 7"))


def test_a_guardian_with_a_contact_ban_is_not_rung_from_the_staffs_list(school: Store) -> None:
    assert line_with(school, "Nordby, Rolf", "staff") == "Nordby, Emil | Nordby, Rolf | far | Kontakt via kontoret | "
    assert "922 22 222" in line_with(school, "Nordby, Tone", "staff")
    assert "933 33 333" in line_with(school, "Nordby, Rolf", "office")


@pytest.mark.parametrize(
    ("audience", "ban", "reached"),
    [
        ("staff", "in_force", False),
        ("staff", "lists_allowed", True),
        ("staff", "none", True),
        ("office", "in_force", True),
        ("class_parents", "in_force", True),  # there may_have keeps the whole family's phones back
    ],
)
def test_a_contact_ban_keeps_the_staff_from_ringing(school: Store, audience: str, ban: str, reached: bool) -> None:
    allowed = school.read(lambda session: disclosure(session, audience, TODAY))
    assert allowed.may_reach(ban) is reached


def test_it_says_for_whom_an_interpreter_is_needed(school: Store) -> None:
    assert line_with(school, "Thị Minh Khai", "staff").endswith(" | vietnamesisk")


def test_a_class_without_interpreters_has_no_column_for_them(school: Store) -> None:
    (table,) = (block for block in paper(school, PHONE_LIST, "5B").blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == ["Elev", "Foresatt", "Relasjon", "Telefon"]


def test_the_staff_stand_first_where_they_are_asked_for(school: Store) -> None:
    document = paper(school, PHONE_LIST, options={"staff": "yes"})
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(heading.text, heading.new_page) for heading in headings] == [("Ansatte", False), ("Klasse 5A", True)]
    assert "Zahl, Nora | rektor | 950 00 013" in rows_of(document)
    assert "Zahl" not in as_text(paper(school, PHONE_LIST))


def test_who_has_no_email_is_on_the_list_with_a_blank(school: Store) -> None:
    rows = rows_of(paper(school, EMAIL_LIST))
    assert "Hætta, Áilu |  | " in rows
    assert "Lunde, Maja | Lunde, Ina | " in rows
    assert "Skjult, Synne | Skjult, Gro | Kontakt via kontoret" in rows
    assert not any("gro@example.no" in row for row in rows)

"""Do the lists say what staff and people from outside do, and how the latter are reached, on that day?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from app.contacts.commands import NewPerson, add_external, add_external_role, set_email, set_role_day
from app.contacts.protection import protect
from app.contacts.reports.class_lists import OFFICE_LIST
from app.contacts.reports.phone_list import PHONE_LIST
from app.documents.model import Document, Heading, Table
from app.documents.sheets import sheets_of
from db.models import ExternalRole
from db.store import Store
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.factories import guardian, opened, pupil, teacher

OUTSIDE = {"externals": "yes"}


class People(NamedTuple):
    ola: int
    liv: int
    eva: int
    jens: int


def outside(
    store: Store, name: str, kind: str, function: str = "", organisation: str = "", *, phone: str = "", email: str = ""
) -> int:
    given, _, family = name.rpartition(" ")
    with store.change("Added") as session:
        return add_external(session, NewPerson(given, family, phone=phone, email=email), kind, function, organisation)


def days(store: Store, person: int, first: str = "", last: str = "") -> None:
    with store.change("Changed") as session:
        role = session.scalars(select(ExternalRole.id).where(ExternalRole.person_id == person)).one()
        for field, text in (("valid_from", first), ("valid_to", last)):
            set_role_day(session, "external", role, field, text)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db", "Åsen skole") as store:
        yield store


@pytest.fixture
def people(store: Store) -> People:
    """Ola in 5A with his mother, his teacher, the school nurse, and a politician who also is in a committee."""
    ola = pupil(store, "Ola Berg")
    guardian(store, "Kari Berg", ola, phone="90012345")
    liv = teacher(store, "Liv Aas", "5A")
    eva = outside(store, "Eva Nes", "school_nurse", phone="95000001", email="eva@kommunen.example.no")
    jens = outside(store, "Jens Dal", "politician", "leder", "Oppvekstutvalget", phone="95000002")
    with store.change("Added") as session:
        add_external_role(session, jens, "other", "vaktmester", "Eiendom AS")
        set_email(session, ola, None, "ola@elev.example.no")
    return People(ola, liv, eva, jens)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


# -- the phone list ---------------------------------------------------------------------------------------------------


def test_people_from_outside_are_on_the_phone_list_if_they_are_asked_for(store: Store, people: People) -> None:
    document = paper(store, PHONE_LIST, None, options=OUTSIDE)
    assert headings(document) == ["Eksterne", "Klasse 5A"]
    assert rows_of(document)[:4] == [
        "Navn | Telefon | E-post | Funksjon | Organisasjon",
        "Dal, Jens | 950 00 002 |  | Politiker, leder | Oppvekstutvalget",
        "Dal, Jens | 950 00 002 |  | vaktmester | Eiendom AS",
        "Nes, Eva | 950 00 001 | eva@kommunen.example.no | Helsesykepleier | ",
    ]
    assert {people.jens, people.eva} <= document.people
    both = paper(store, PHONE_LIST, None, "nn", options={"staff": "yes", "externals": "yes"})
    assert headings(both) == ["Tilsette", "Eksterne", "Klasse 5A"]
    without = paper(store, PHONE_LIST, None)
    assert "Dal" not in as_text(without)
    assert not {people.jens, people.eva} & without.people


def test_only_those_whose_role_is_in_force_that_day_stand_there(store: Store, people: People) -> None:
    days(store, people.eva, last="23.08.2026")  # the paper is of 24 August
    late = outside(store, "Pia Vik", "other", "konsulent")
    days(store, late, first="25.08.2026")
    today = outside(store, "Odd Moe", "other", "konsulent")
    days(store, today, "24.08.2026", "24.08.2026")
    document = paper(store, PHONE_LIST, None, options=OUTSIDE)
    (table, *_) = (block for block in document.blocks if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == ["Dal, Jens", "Moe, Odd"]


@pytest.mark.parametrize("audience", ["staff", "office"])
def test_a_protected_person_from_outside_is_reached_through_the_office(
    store: Store, people: People, audience: str
) -> None:
    protect(store, people.eva, "confidential")
    text = as_text(paper(store, PHONE_LIST, None, audience=audience, options=OUTSIDE))
    assert "Nes, Eva | Kontakt via kontoret |  | Helsesykepleier | \n" in text
    assert "950 00 001" not in text
    assert "eva@" not in text


def test_with_nobody_from_outside_there_is_no_empty_table(store: Store) -> None:
    pupil(store, "Ola Berg")
    assert headings(paper(store, PHONE_LIST, None, options=OUTSIDE)) == ["Klasse 5A"]


# -- the office list --------------------------------------------------------------------------------------------------


def test_a_selection_with_others_than_pupils_says_what_they_do(store: Store, people: People) -> None:
    document = paper(store, OFFICE_LIST, None, people=(people.ola, people.liv, people.eva, people.jens))
    (sheet,) = sheets_of(document)
    at = [column.title for column in sheet.columns].index("Rolle og funksjon")
    assert {row[0]: row[at] for row in sheet.rows()} == {
        "Aas, Liv": "lærer, kontaktlærer 5A",
        "Berg, Ola": "",
        "Dal, Jens": "Politiker, leder, Oppvekstutvalget\nvaktmester, Eiendom AS",
        "Nes, Eva": "Helsesykepleier",
    }


def test_a_list_of_pupils_has_no_column_for_roles_and_none_for_their_emails(store: Store, people: People) -> None:
    for document in (paper(store, OFFICE_LIST), paper(store, OFFICE_LIST, None, people=(people.ola,))):
        (table,) = (block for block in document.blocks if isinstance(block, Table))
        titles = [column.title for column in table.columns]
        assert "Elev" in titles
        assert "Rolle og funksjon" not in titles
        assert "Elevens e-post" not in titles


def test_ones_own_email_is_there_if_it_is_asked_for(store: Store, people: People) -> None:
    columns = ("pupil", "pupil_email", "guardian")
    assert rows_of(paper(store, OFFICE_LIST, columns=columns)) == [
        "Elev | Elevens e-post | Foresatt",
        "Berg, Ola | ola@elev.example.no | Berg, Kari",
    ]
    document = paper(store, OFFICE_LIST, None, people=(people.ola, people.eva), columns=columns)
    assert rows_of(document) == [
        "Navn | Egen e-post | Foresatt",
        "Berg, Ola | ola@elev.example.no | Berg, Kari",
        "Nes, Eva | eva@kommunen.example.no | ",
    ]


def test_a_role_that_is_over_is_not_said(store: Store, people: People) -> None:
    days(store, people.eva, last="23.08.2026")
    document = paper(store, OFFICE_LIST, None, people=(people.eva,), columns=("pupil", "role"))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == ["Navn"]
    assert [row.cells for row in table.rows] == [("Nes, Eva",)]

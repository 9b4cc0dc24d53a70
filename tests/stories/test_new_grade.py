"""A family that is here turns out to be protected: a list speaks of it, or the office sets an address grade."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.commands import set_address
from app.contacts.person.recall import RecallDialog
from db.models import Base
from tests.conftest import Clock
from tests.contacts.at_person import bands, button
from tests.factories import guardian, opened, pupil
from tests.imports import rosters
from tests.stories.conftest import Open, close
from tests.stories.secretary import Secretary

MARK = "Adressebeskyttelse: gi ingen opplysninger"
ASKED = "En fil eller tekst sier «beskyttet adresse»: sett adressegradering"
PLACE = ("Kvistveien 7", "0155", "Oslo")


@pytest.fixture
def ids(school_file: Path) -> dict[str, int]:
    """Two families of 5A; of one of them much is known."""
    with opened(school_file) as store:
        ola, ali = pupil(store, "Ola Berg", born="03.04.2016"), pupil(store, "Ali Khan", born="01.12.2016")
        kari = guardian(store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
        guardian(store, "Sara Khan", ali, phone="92233445", email="sara@example.no")
        with store.change("Wrote addresses") as session:
            for person in (ola, kari):
                for name, text in zip(("street", "postal_code", "city"), PLACE, strict=True):
                    set_address(session, person, name, text)
        return {"ola": ola, "kari": kari}


@pytest.fixture
def desk(start: Open, qtbot: QtBot, ids: dict[str, int], clock: Clock) -> Secretary:
    clock.set(datetime(2027, 3, 8, 9, 0))
    desk = Secretary(qtbot, start)
    desk.contacts.show_item("5A")
    desk.settle()
    return desk


def grade(desk: Secretary, person: int, code: str) -> None:
    """Give somebody an address grade, as the office does."""
    desk.open(person)
    desk.contacts.protect_action.trigger()
    dialog = desk.asked()
    dialog.grade.setCurrentIndex(dialog.grade.findData(code))
    dialog.submit()
    desk.qtbot.waitUntil(lambda: bands(desk)[:1] == [MARK])


def of_class(desk: Secretary, report: str) -> str:
    desk.contacts.show_item("5A")
    desk.settle()
    return desk.read_paper(report)


def test_a_list_that_speaks_of_it_proposes_and_hides_at_once(desk: Secretary, tmp_path: Path) -> None:
    sister = rosters.pupil("Ida", "Berg", "5A", "03.04.2016", Adresse="Sperret adresse")
    sister |= rosters.guardian(1, "Kari", "Berg", "90012345", "kari@example.no")
    rows = [rosters.pupil("Ola", "Berg", "5A", "03.04.2016"), rosters.pupil("Ali", "Khan", "5A", "01.12.2016"), sister]
    assert "Berg, Ola" in of_class(desk, "class-list")
    wizard = desk.look_at_file(rosters.write_csv(tmp_path / "ny.csv", rows))
    assert "1 elev kan ha sperret adresse" in wizard.preview_face.notes.text()
    desk.let_in(wizard)
    listed = of_class(desk, "class-list")
    assert "Khan, Ali" in listed
    assert "Berg" not in listed
    desk.find("ida")
    assert bands(desk)[0] == ASKED
    assert "Sperret adresse" not in desk.words()
    button(desk, "Ikke beskyttet").click()
    desk.qtbot.waitUntil(lambda: ASKED not in bands(desk))
    assert "Berg, Ida" in of_class(desk, "class-list")


def test_a_family_that_is_here_gets_a_grade(desk: Secretary, ids: dict[str, int], tmp_path: Path) -> None:
    for report in ("class-list", "office-list"):
        desk.contacts.show_item("5A")
        desk.save_paper(report, tmp_path / f"{report}.pdf")
    grade(desk, ids["kari"], "strictly_confidential")
    recall = desk.asked()
    assert isinstance(recall, RecallDialog)
    assert [(one.day, one.paper) for one in recall.papers] == [
        (date(2027, 3, 8), "Kontorliste, 5A"),
        (date(2027, 3, 8), "Klasseliste til foresatte, 5A"),
    ]
    recall.accept()
    desk.open(ids["ola"])  # who lives behind the same door was taken along
    assert bands(desk)[:1] == [MARK]
    for text in ("90012345", "kari@example", "kvistveien"):
        desk.type(text)
        assert desk.names == [], text
    found = desk.store.read(everywhere)
    assert not [value for value in ("90012345", "kari@example", "Kvistveien", "kvistveien") if value in found]
    assert "Sara" in found
    assert "Berg" not in of_class(desk, "class-list")
    close(desk.program)
    assert b"Kvistveien" not in b"".join(path.read_bytes() for path in desk.store.path.parent.glob("school.db*"))


def everywhere(session: Session) -> str:
    """Everything that can be read: every table but the protected one."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "protected_contact"]
    return "\n".join(str(tuple(row)) for table in tables for row in session.execute(select(table)))

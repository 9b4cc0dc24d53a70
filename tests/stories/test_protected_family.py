"""A protected family arrives in March: nothing of where they are is written down, and no parent can tell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.contacts.reaching.panel import ReachingPanel
from tests.conftest import Clock
from tests.contacts.at_person import bands, view
from tests.factories import guardian, opened, pupil
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary

MARK = "Adressebeskyttelse: gi ingen opplysninger"
ASKED = "En fil eller tekst sier «beskyttet adresse»: sett adressegradering"
PLACE = ("Kvistveien 7", "0155", "Oslo")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> Secretary:
    """Two families of 5A, on a Monday in March."""
    with opened(school_file) as store:
        ola, ali = pupil(store, "Ola Berg", born="03.04.2016"), pupil(store, "Ali Khan", born="01.12.2016")
        guardian(store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
        guardian(store, "Sara Khan", ali, phone="92233445", email="sara@example.no")
    clock.set(datetime(2027, 3, 8, 9, 0))
    desk = Secretary(qtbot, start)
    desk.contacts.show_item("5A")
    desk.settle()
    return desk


def fill(desk: Secretary, command: str, grade: str, **lines: str) -> None:
    """Answer the dialog for somebody new: nothing of where they are can be written before, or after, the grade."""
    desk.command(command)
    dialog = desk.asked()
    assert next(iter(dialog._fields)) == "address_grade"
    assert not any(dialog.lines[name].isVisible() for name in ("phone", "email"))
    dialog.choices["address_grade"].setCurrentIndex(dialog.choices["address_grade"].findData(grade))
    assert not any(dialog.lines[name].isVisible() for name in ("phone", "email"))
    for name, text in lines.items():
        dialog.lines[name].setText(text)
    dialog.submit()
    desk.qtbot.waitUntil(lambda: not dialog.isVisible())
    desk.settle()


def reveal(desk: Secretary, reason: str) -> None:
    view(desk)._protected.button.click()
    dialog = desk.asked()
    dialog.findChild(QLineEdit).setText(reason)
    dialog.submit()
    desk.qtbot.waitUntil(lambda: "phone:protected0" in view(desk).form.fields)


def of_class(desk: Secretary, report: str) -> str:
    desk.contacts.show_item("5A")
    desk.settle()
    return desk.read_paper(report)


def arrive(desk: Secretary) -> None:
    """Synne and her parents come; how they are reached is written behind Show."""
    fill(desk, "ny elev", "strictly_confidential", given_name="Synne", family_name="Skjult", birth_date="05.05.2016")
    assert bands(desk)[0] == MARK
    for name, phone, email in (("Gro", "93344556", "gro@example.no"), ("Jon", "94455667", "jon@example.no")):
        desk.find("synne")
        fill(desk, "ny foresatt", "strictly_confidential", given_name=name, family_name="Skjult")
        desk.find(f"{name} sk")
        reveal(desk, "Tar imot familien")
        desk.write("phone:protected0", phone)
        desk.write("email:protected0", email)
        desk.qtbot.waitUntil(lambda email=email: email in desk.words())  # type: ignore[misc]
        assert not [name for name in view(desk).form.fields if name.startswith("address")], "it is not kept at all"


def test_nobody_outside_can_tell_that_a_family_has_come(desk: Secretary, tmp_path: Path) -> None:
    before = {report: of_class(desk, report) for report in ("class-list", "check-details")}
    arrive(desk)
    assert {report: of_class(desk, report) for report in before} == before
    names = of_class(desk, "name-list")
    assert "1 Berg, Ola 2 Khan, Ali 3 Skjult, Synne" in names, "a missing name is a missing child at a fire drill"
    phones = of_class(desk, "phone-list")
    assert "Skjult, Synne" in phones
    assert "Kontakt via kontoret" in phones
    assert "933 44 556" not in phones
    desk.contacts.show_item("5A")
    desk.save_paper("class-list", tmp_path / "5A.pdf")
    said = desk.history()
    assert said[0] == "Leverte ut Klasseliste til foresatte, 5A (Foresatte i klassen): 4"
    assert "Så på beskyttede kontaktopplysninger for Gro Skjult: Tar imot familien" in said
    assert {"export", "reveal", "security"} <= set(desk.kinds())
    assert not any("93344556" in text.replace(" ", "") or "gro@" in text for text in said)


def test_a_message_to_the_class_asks_once_for_all_of_them(desk: Secretary) -> None:
    arrive(desk)
    desk.contacts.show_item("5A")
    desk.settle()
    desk.contacts.contact_action.trigger()
    panel = desk.window.panel
    assert isinstance(panel, ReachingPanel)
    panel.email_rows[0].button.click()
    assert desk.clipboard == "kari@example.no; sara@example.no"
    panel.include_button.click()
    dialog = desk.asked()
    dialog.reason.setText("Beskjed om leirskolen")
    dialog.submit()
    assert [one for one in desk.window.findChildren(QDialog) if one.isVisible()] == []
    panel.email_rows[0].button.click()
    assert desk.clipboard == "kari@example.no; sara@example.no; gro@example.no; jon@example.no"
    assert sorted(desk.history(3))[1:] == [
        f"Så på beskyttede kontaktopplysninger for {name} Skjult: Beskjed om leirskolen" for name in ("Gro", "Jon")
    ]

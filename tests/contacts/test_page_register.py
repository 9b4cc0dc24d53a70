"""What is not yet entered in the school's register stands beside the person, with who told us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication

from app.contacts.register.lines import tick_entered
from tests import factories
from tests.conftest import Clock
from tests.contacts.at_person import action, button, field, menu_of, newest, said, undo, view
from tests.office import Office

TITLE = "Ikke ført i fagsystemet ennå"
MORE = "Mer om denne endringen"


@dataclass(frozen=True)
class Family:
    ola: int
    kari: int


@pytest.fixture
def family(office: Office) -> Family:
    """Ola in 5A with his guardian Kari; everything about them is entered."""
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    kari = factories.guardian(office.store, "Kari Berg", ola, phone="90012345")
    factories.teacher(office.store, "Lise Hansen", "5A")
    office.open(ola)
    shown = office.contacts.detail.shown
    assert shown is not None
    with office.store.change("Entered") as session:
        tick_entered(session, [row.id for row in shown.to_register])
    office.qtbot.waitUntil(lambda: TITLE not in office.words())
    return Family(ola, kari)


def test_a_guardians_new_number_waits_beside_the_pupil_and_beside_the_guardian(office: Office, family: Family) -> None:
    office.write("guardian-phone:", "91122334")
    office.qtbot.waitUntil(lambda: TITLE in office.words())
    assert "Kari Berg · 24.08.2026" in office.words()
    office.open(family.kari)
    assert TITLE in office.words()
    assert "Kari Berg · 24.08.2026" not in office.words()


def test_who_told_us_is_written_and_kept(office: Office, family: Family) -> None:
    office.write("guardian-phone:", "91122334")
    office.qtbot.waitUntil(lambda: TITLE in office.words())
    office.write("told_by:", "Kari på telefonen")
    assert said(office) == "Noterte hvem som opplyste om «Telefon» for Kari Berg"
    office.qtbot.waitUntil(lambda: office.contacts.detail.shown.to_register[0].told_by == "Kari på telefonen")  # type: ignore[union-attr]
    undo(office)
    office.qtbot.waitUntil(lambda: office.field("told_by:").text() == "")


def test_a_change_is_ticked_when_it_is_entered_and_undone(office: Office, family: Family) -> None:
    office.write("street", "Storgata 1")
    office.qtbot.waitUntil(lambda: TITLE in office.words())
    assert "Hjemmeadresse" in office.words()
    button(office, "Ført").click()
    office.qtbot.waitUntil(lambda: TITLE not in office.words())
    assert said(office) == "Førte «Hjemmeadresse» for Ola Berg i fagsystemet"
    undo(office)
    office.qtbot.waitUntil(lambda: TITLE in office.words())


def test_the_line_for_the_contact_teacher_is_copied_and_noted(office: Office, family: Family) -> None:
    office.write("guardian-phone:", "91122334")
    office.qtbot.waitUntil(lambda: TITLE in office.words())
    office.write("told_by:", "mor")
    office.settle()
    action(menu_of(office, MORE), "Kopier linja til kontaktlærer").trigger()
    copied = QGuiApplication.clipboard().text()
    for part in ("Lise Hansen", "5A Ola Berg", "Kari Berg", "911 22 334", "mor", "24.08.2026"):
        assert part in copied
    assert newest(office).kind == "export"
    assert "911" not in str(newest(office).arguments)


def test_an_older_change_asks_who_told_us_only_when_it_is_wanted(office: Office, family: Family, clock: Clock) -> None:
    office.write("street", "Storgata 1")
    office.qtbot.waitUntil(lambda: TITLE in office.words())
    assert field(office, "told_by:").control.isVisibleTo(view(office))
    clock.set(datetime(2026, 8, 25, 9, 0))
    office.open(family.kari)
    office.open(family.ola)
    assert not field(office, "told_by:").control.isVisibleTo(view(office))
    action(menu_of(office, MORE), "Skriv hvem som opplyste det …").trigger()
    assert field(office, "told_by:").control.hasFocus()
    office.write("told_by:", "far")
    office.open(family.kari)
    office.open(family.ola)
    assert office.field("told_by:").text() == "far"
    assert field(office, "told_by:").control.isVisibleTo(view(office))


def test_staff_have_nothing_to_enter(office: Office, family: Family) -> None:
    office.open(family.kari + 1)
    office.write("street", "Storgata 1")
    office.qtbot.waitUntil(lambda: "Storgata 1" in office.words())
    assert TITLE not in office.words()

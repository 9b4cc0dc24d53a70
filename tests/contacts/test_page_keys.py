"""No two things about a person that are in sight together have the same Alt key, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from app.contacts import commands, protection
from app.contacts.person.new_people import (
    NewExternalDialog,
    NewGuardianDialog,
    NewPersonDialog,
    NewPupilDialog,
    NewStaffDialog,
)
from app.contacts.person.recall import RecallDialog
from app.core.i18n import LANGUAGES, translator
from app.core.report import ReportRequest
from app.handing_out import hand_out
from db import backup
from tests import factories
from tests.conftest import Clock
from tests.contacts.at_person import bands, unfold
from tests.office import Office, office_at
from tests.stories.test_mnemonics import twice


@pytest.fixture(params=LANGUAGES)
def office(qtbot: QtBot, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Office]:
    """The window in each language."""
    with office_at(qtbot, tmp_path / "school.db", request.param) as office:
        yield office


def test_what_is_folded_out_and_what_is_asked_in_a_band(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A", born="03.04.2016")
    kari = factories.guardian(office.store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
    with office.store.change("Wrote an address") as session:
        commands.set_address(session, ola, "street", "kode 6")
        commands.add_external_role(session, kari, "politician")
    for person in (ola, kari):
        office.open(person)
        office.qtbot.waitUntil(lambda: len(bands(office)) == 1)
        unfold(office)
        office.qtbot.wait(20)
        assert twice(office.contacts) == {}


def test_the_dialogs_of_a_person_from_outside_and_of_papers_to_call_back(
    office: Office, tmp_path: Path, clock: Clock
) -> None:
    from app.contacts.reports.class_lists import OFFICE_LIST

    ola = factories.pupil(office.store, "Ola Berg", "5A")
    page = office.contacts
    office.open(ola)
    new = NewExternalDialog(page, office.context, page.day)
    new.open()
    choice = new.choices["address_grade"]
    choice.setCurrentIndex(choice.findData("none"))
    assert new.lines["phone"].isVisible()
    assert twice(new) == {}
    new.reject()
    backup.make_backup(office.store, clock.time)
    request = ReportRequest("5A", "office", 2026, factories.TODAY)
    hand_out(office.store, OFFICE_LIST, request, translator("nb"), tmp_path / "a.pdf")
    protection.protect(office.store, ola, "client")
    office.qtbot.waitUntil(lambda: len(bands(office)) == 1)
    assert twice(page) == {}
    recall = RecallDialog(page, office.context, ola, page.day)
    recall.open()
    assert len(recall.papers) == 1
    assert twice(recall) == {}
    recall.reject()


def test_the_dialogs_of_new_people_when_all_is_asked(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    page = office.contacts
    office.open(ola)
    dialogs: tuple[NewPersonDialog, ...] = (
        NewPupilDialog(page, office.context, page.day),
        NewGuardianDialog(page, office.context, ola, page.day),
        NewGuardianDialog(page, office.context, None, page.day),
        NewStaffDialog(page, office.context, page.day),
    )
    for dialog in dialogs:
        dialog.open()
        grade = dialog.choices["address_grade"]
        grade.setCurrentIndex(grade.findData("none"))
        assert dialog.lines["phone"].isVisible()
        assert twice(dialog) == {}, type(dialog).__name__
        dialog.reject()


def test_the_menu_of_a_person(office: Office) -> None:
    keys = [QKeySequence.mnemonic(action.text()).toString() for action in office.contacts.person_actions]
    assert len(keys) > 6
    assert all(keys)
    assert len(set(keys)) == len(keys)

"""7B is written to: everybody once, the protected only when asked for, and nobody sees the others."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.contacts.commands import set_link
from app.contacts.page import ContactsPage
from app.contacts.protection import protect
from app.contacts.reaching.panel import ReachingPanel
from app.contacts.rules import PUPIL
from app.shell.history_page import HistoryPage
from db.models import GuardianLink
from tests.factories import guardian, opened, pupil, teacher
from tests.stories.conftest import Open


@pytest.fixture
def seven_b(school_file: Path) -> None:
    """Siblings, parents apart with a contact ban, a protected family, one without e-mail; and the class next door."""
    with opened(school_file) as store:
        ola, ida = pupil(store, "Ola Berg", "7B"), pupil(store, "Ida Berg", "7B")
        guardian(store, "Kari Berg", ola, ida, phone="90012345", email="kari@example.no")
        emma = pupil(store, "Emma Lie", "7B")
        guardian(store, "Anna Lie", emma, email="anna@example.no")
        banned = guardian(store, "Tor Lie", emma, email="tor@example.no")
        with store.change("Changed") as session:
            link = session.scalars(select(GuardianLink.id).where(GuardianLink.guardian_id == banned)).one()
            set_link(session, link, "contact_ban", "in_force")
        synne = pupil(store, "Synne Skjult", "7B")
        hidden = guardian(store, "Gro Skjult", synne, email="gro@example.no")
        protect(store, hidden, "confidential")
        adam = pupil(store, "Adam Moe", "7B")
        guardian(store, "Per Moe", adam, phone="41234567")
        teacher(store, "Liv Aas", "7B")
        guardian(store, "Utenfor Dal", pupil(store, "Nabo Dal", "7A"), email="utenfor@example.no")


def test_seven_b_is_written_to(start: Open, qtbot: QtBot, seven_b: None, tmp_path: Path) -> None:
    program = start()
    page = program.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    box = page.list.filter_box
    qtbot.waitUntil(lambda: bool(page.list.table.rows.rows))
    qtbot.keyClicks(box, "7b")
    page.roles.choose(PUPIL)
    qtbot.waitUntil(lambda: page.list.counted.text() == "5 av 6 elever")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    panel = program.window.panel
    assert isinstance(panel, ReachingPanel)

    copy = QApplication.focusWidget()
    assert copy is panel.email_rows[0].button
    qtbot.keyClick(copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "kari@example.no; anna@example.no"
    assert not panel.email_rows[0].done.isHidden()
    assert [one.person.full_name for one in panel.found.by_sms] == ["Per Moe"]
    assert [one.person.full_name for one in panel.found.otherwise] == ["Gro Skjult"]
    assert [one.person.full_name for one in panel.found.not_told] == ["Tor Lie"]
    everybody = [one.person.full_name for one in panel.found.everybody]
    assert sorted(everybody) == ["Anna Lie", "Gro Skjult", "Kari Berg", "Per Moe", "Tor Lie"], "each of them once"

    assert panel.sms_row is not None
    qtbot.mouseClick(panel.sms_row.button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+4741234567"
    qtbot.mouseClick(panel.otherwise_row.button, Qt.MouseButton.LeftButton)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[1:] == [["Skjult, Gro", "Synne Skjult (7B)", "Kontakt via kontoret", ""]]

    plan = tmp_path / "Pakkeliste.pdf"
    plan.write_bytes(b"%PDF-1.7 pakkeliste")
    panel.draft.set_open(True)
    qtbot.keyClicks(panel.draft.subject, "Leirskole i uke 39")
    qtbot.keyClicks(panel.draft.text, "Husk sovepose.")
    panel.draft.take(plan)
    panel.save_draft_as(tmp_path / "E-post.eml")
    message = message_from_bytes((tmp_path / "E-post.eml").read_bytes(), policy=default)
    assert str(message["Bcc"]) == "kari@example.no, anna@example.no"
    assert (message["X-Unsent"], message["Subject"], message["To"]) == ("1", "Leirskole i uke 39", None)
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "Husk sovepose."
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Pakkeliste.pdf", b"%PDF-1.7 pakkeliste")

    history = program.window.show_page("history")
    assert isinstance(history, HistoryPage)
    qtbot.waitUntil(lambda: bool(history.pane.table.rows.rows))
    told = [row.what for row in history.pane.table.rows.rows[:4]]
    assert told == [
        "E-postutkast lagret (kontoret), antall personer: 2",
        "Liste over dem som må nås på annen måte kopiert (kontoret), antall personer: 1",
        "Telefonnumre kopiert (kontoret), antall personer: 1",
        "E-postadresser kopiert (kontoret), antall personer: 2",
    ]

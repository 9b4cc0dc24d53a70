"""A notice with the papers of the year's wheel is made and sent, with every press counted from the program's start.

A click, a key and the Enter of a dialog of the system count one each. When this was written it took 6 from the meeting
chosen until the notice is noted as sent, 7 from the start of the program, where 12 are allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.contacts.commands import set_email
from app.core import clock
from app.shell.due_rows import LineRow
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, did
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

TOPICS = (
    "Plan for et trygt og godt skolemiljø, og forebygging",
    "Foreløpige tall om trivsel",
    "Fysisk miljø og inneklima",
)
"""What the year's wheel has for SMU in November."""
MEMBERS = (
    *("Berit Lunde", "Cato Dale", "Heidi Ulvund"),
    *("Per Aune", "Alma Sollid", "Dina Myhre"),
    *("Mari Haug", "Nils Iversen", "Rune Lie"),
    *("Siv Krogh", "Vera Olsen"),
)
MUST_OUT = "Innkallingen til SMU 12.11.2026 må sendes innen 29.10.2026"
MOST = 12


def address(name: str) -> str:
    return f"{name.split()[0].lower()}@example.no"


def planned(store: Store, school: MeetingSchool) -> None:
    """SMU meets on 12 November, nothing stands on its agenda, and all eleven have e-mail: nobody needs a paper."""
    for name in MEMBERS[3:]:  # the parents have it already
        did(store, set_email, school[name], None, address(name))
    a_meeting(store, school.smu, place="Personalrommet")


@pytest.fixture
def desk(request: pytest.FixtureRequest, start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    clock.set(datetime(2026, 10, 26, 9, 0))
    return MeetingDesk(qtbot, start, school_file, clock, planned)


def line(desk: MeetingDesk) -> LineRow:
    """The line of the notice that must go out; it is the one with a day that comes first."""
    row = next(row for row in desk.today.due_rows if row.line.day is not None and row.line.day >= clock.today())
    assert row.words.text() == MUST_OUT
    return row


def test_a_notice_with_papers_is_sent_in_at_most_twelve_presses(
    desk: MeetingDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    asked: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog))
    desk.click(line(desk).open_button)
    assert desk.window.page_id == "meetings"
    desk.qtbot.waitUntil(lambda: desk.pane.meeting_id is not None)
    there = desk.presses
    meeting_id = desk.pane.meeting_id
    assert meeting_id is not None

    desk.click(desk.pane.header.next_button)  # Foreslå saker …
    desk.press("Enter")  # what is ticked comes onto the agenda
    desk.press("Space")  # Send innkalling …, where the focus is now
    desk.press("Enter")  # Lagre e-postutkast med PDF …
    desk.presses += 1
    asked[0].fileSelected.emit(str(tmp_path / "Innkalling.eml"))  # the Enter of the system's dialog
    desk.qtbot.waitUntil(lambda: bool(desk.sending.told.text()) or bool(desk.sending.error.text))
    assert desk.sending.error.text == ""
    desk.press("Enter")  # Noter som sendt
    record_property("presses from the meeting chosen", desk.presses - there)
    record_property("presses from the start of the program", desk.presses)
    assert desk.presses - there <= MOST
    assert (desk.presses - there, there) == (6, 1)

    found = desk.detail(meeting_id)
    assert found.row.status == "called"
    assert len(found.notices[0].recipients) == len(MEMBERS)
    assert set(TOPICS) < {item.title for item in found.items}
    # the e-mail: nobody sees the others, and the papers are one PDF
    message = message_from_bytes((tmp_path / "Innkalling.eml").read_bytes(), policy=default)
    assert (message["To"], message["Cc"]) == (None, None)
    assert sorted(message["Bcc"].split(", ")) == sorted(address(name) for name in MEMBERS)
    attached = next(one for one in message.iter_attachments() if one.get_content_type() == "application/pdf")
    text = text_of(attached.get_content())
    for title in (*TOPICS, "Rektor orienterer om skolemiljøet", "Godkjenning av innkalling"):
        assert title in text
    # and nothing waits of it any more but the meeting itself
    desk.window.show_page("today")
    desk.qtbot.waitUntil(lambda: MUST_OUT not in [row.words.text() for row in desk.today.due_rows])

"""Are those who were called told of what is new, or that there is no meeting, by the right kind of notice?"""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import cast

from icalendar import Calendar
from PySide6.QtCore import Qt

from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting, set_meeting, uncancel_meeting
from app.meetings.showing.send_panel import SendPanel
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import MeetingSchool, did
from tests.meetings.showing.at_pane import AtPane


def step(at: AtPane) -> str:
    at.pane.reload()
    header = at.pane.header
    return header.next_button.text().replace("&", "") if header.step else ""


def sending(at: AtPane) -> SendPanel:
    """Press the next step; what it opens is shown in the place of the meeting."""
    at.window.takeCentralWidget()
    at.window.setCentralWidget(at.pane)
    at.pane.show()
    at.pane.focus_first()
    at.press(Qt.Key.Key_Space)
    opened = at.panels[-1]
    assert isinstance(opened, SendPanel)
    return opened


def called(at: AtPane) -> None:
    """Put a case on the agenda and note that the notice was sent."""
    did(at.store, add_item, at.detail.row.id, title="Skolegården")
    at.pane.reload()
    sending(at).note_sent()


def drafted(at: AtPane, panel: SendPanel, path: Path) -> tuple[str, str, Calendar, str]:
    """Save the draft; returns its subject, text, calendar and the method its part names."""
    panel.save_draft_as(path)
    at.qtbot.waitUntil(lambda: bool(panel.told.text()) or bool(panel.error.text))
    assert panel.error.text == ""
    message = message_from_bytes(path.read_bytes(), policy=default)
    pdf, ics = message.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert (ics.get_content_type(), ics.get_filename()) == ("text/calendar", f"{panel.file_title}.ics")
    body = message.get_body()
    assert body is not None
    text = str(body.get_content()).replace("\r\n", "\n")
    calendar = Calendar.from_ical(cast(bytes, ics.get_payload(decode=True)))
    return str(message["Subject"]), text, calendar, ics["Content-Type"].params["method"]


def test_a_new_day_and_a_new_case_are_offered_to_be_told(at: AtPane, tmp_path: Path) -> None:
    called(at)
    assert step(at) == "Møtemappe …"
    assert at.pane.header.remark.text == ""
    did(at.store, set_meeting, at.detail.row.id, "held_on", "19.11.2026")
    did(at.store, add_item, at.detail.row.id, title="17. mai")
    assert step(at) == "Send endring …"
    said = ("Ny dag: 19.11.2026 (før: 12.11.2026)", "Nytt på saklisten: 17. mai")
    assert at.pane.header.remark.text == f"Ikke meldt ennå: {said[0]}; {said[1]}"
    assert at.pane.send_action.text().replace("&", "") == "Send endring …"
    panel = sending(at)
    subject, text, _, method = drafted(at, panel, tmp_path / "Endring.eml")
    assert subject == "Endret: SMU 19.11.2026"
    assert f"- {said[0]}\n- {said[1]}" in text
    assert text.startswith("Møtet i SMU er endret. Det er nå: torsdag 19. november 2026, 18.00, Personalrommet.")
    assert method == "PUBLISH"
    panel.note_sent()
    at.settle()
    assert [one.kind for one in at.detail.notices] == ["notice", "change"]
    assert at.said == "Sendte endring av SMU 19.11.2026"
    assert all(item.number is not None for item in at.detail.items)
    assert step(at) == "Møtemappe …"
    assert at.pane.header.remark.text == ""


def test_a_change_that_was_taken_back_is_offered_no_more(at: AtPane) -> None:
    called(at)
    for place in ("Biblioteket", "Personalrommet"):
        did(at.store, set_meeting, at.detail.row.id, "place", place)
        assert step(at) == ("Send endring …" if place == "Biblioteket" else "Møtemappe …")


def test_the_calendar_knows_the_meeting_again_and_takes_it_out(at: AtPane, tmp_path: Path) -> None:
    did(at.store, add_item, at.detail.row.id, title="Skolegården")
    first = SendPanel(at.context, at.detail.row.id)
    at.qtbot.addWidget(first)
    found = [drafted(at, first, tmp_path / "1.eml")]
    first.note_sent()
    did(at.store, set_meeting, at.detail.row.id, "place", "Biblioteket")
    at.pane.reload()
    second = sending(at)
    found.append(drafted(at, second, tmp_path / "2.eml"))
    second.note_sent()
    did(at.store, cancel_meeting, at.detail.row.id, "for få", TODAY)
    assert step(at) == "Meld fra om avlysning …"
    third = sending(at)
    found.append(drafted(at, third, tmp_path / "3.eml"))
    third.note_sent()
    at.settle()
    assert [one.kind for one in at.detail.notices] == ["notice", "change", "cancellation"]
    events = [calendar.walk("VEVENT")[0] for _, _, calendar, _ in found]
    assert {str(event["uid"]) for event in events} == {at.detail.row.calendar_uid}
    numbers = [int(str(event["sequence"])) for event in events]
    assert numbers == sorted(set(numbers)), "each newer than the one before"
    assert [method for *_, method in found] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(calendar["method"]) for _, _, calendar, _ in found] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert found[2][0] == "Avlyst: SMU 12.11.2026"
    assert "for få" in found[2][1]
    whom = {notice.kind: set(notice.recipients) for notice in at.detail.notices}
    assert whom["cancellation"] == whom["notice"], "those who were called, and nobody else"
    assert step(at) == ""


def test_a_meeting_held_after_all_is_told_again_and_a_second_cancellation_too(at: AtPane) -> None:
    called(at)
    id = at.detail.row.id
    did(at.store, cancel_meeting, id, "", TODAY)
    at.pane.reload()
    sending(at).note_sent()
    did(at.store, uncancel_meeting, id)
    assert step(at) == "Send endring …"
    assert at.pane.header.remark.text == "Ikke meldt ennå: Møtet holdes likevel."
    sending(at).note_sent()
    did(at.store, cancel_meeting, id, "", TODAY)
    assert step(at) == "Meld fra om avlysning …"


def test_nothing_personal_stands_in_the_name_of_a_file(at: AtPane, store: Store, school: MeetingSchool) -> None:
    did(store, set_meeting, at.detail.row.id, "kind", "talk")
    did(store, set_meeting, at.detail.row.id, "title", "Samtale med Berit Lunde")
    panel = SendPanel(at.context, at.detail.row.id)
    at.qtbot.addWidget(panel)
    assert panel.file_title == "Innkalling Samtale 2026-11-12"

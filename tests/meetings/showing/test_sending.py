"""From an empty agenda to a notice that is handed out, in a handful of key presses."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.meetings.commands import cancel_meeting
from app.meetings.showing.propose_dialog import ProposeDialog
from app.meetings.showing.send_panel import SendPanel
from tests.factories import TODAY
from tests.meetings.showing.at_pane import AtPane


def panel(at: AtPane) -> SendPanel:
    """The panel that was opened, shown in the place of the meeting."""
    opened = at.panels[-1]
    assert isinstance(opened, SendPanel)
    if opened.window() is not at.window:
        at.window.takeCentralWidget()
        at.window.setCentralWidget(opened)
        opened.show()
        opened.focus_first()
        at.settle()
    return opened


def propose(at: AtPane) -> ProposeDialog:
    at.pane.focus_first()
    at.press(Qt.Key.Key_Space)
    dialog = at.dialog()
    assert isinstance(dialog, ProposeDialog)
    return dialog


def test_enter_takes_what_is_ticked_and_the_next_step_has_the_focus(at: AtPane) -> None:
    dialog = propose(at)
    titles = [one.title for one in dialog.proposals if one.ticked]
    left_out = next(one for one in dialog.proposals if one.ticked and one.source == "topic")
    dialog.tick(left_out.key, False)
    at.qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    at.settle()
    assert at.titles == [title for title in titles if title != left_out.title]
    assert "Rektor orienterer om skolemiljøet" in at.titles
    assert at.focused is at.pane.header.next_button
    assert at.pane.header.next_button.text().replace("&", "") == "Send innkalling …"


def test_nothing_ticked_is_refused_and_cancel_takes_nothing(at: AtPane) -> None:
    dialog = propose(at)
    for one in dialog.proposals:
        dialog.tick(one.key, False)
    dialog.submit()
    assert dialog.error.text == "Kryss av for minst én sak, eller avbryt."
    dialog.reject()
    at.settle()
    assert at.titles == []


def with_agenda(at: AtPane) -> SendPanel:
    propose(at).submit()
    at.settle()
    at.press(Qt.Key.Key_Space)
    return panel(at)


def test_members_are_ticked_and_deputies_can_be(at: AtPane) -> None:
    found = with_agenda(at)
    assert {one.capacity for one in found.chosen} == {"member"}
    deputy = next(one for one in found.called if one.capacity == "deputy")
    before = len(found.chosen)
    found.tick(deputy.person_id)
    assert deputy in found.chosen
    assert found.count.text() == f"{before + 1} personer kalles inn"


def test_the_draft_has_everybody_in_bcc_alone_and_the_notice_attached(at: AtPane, tmp_path: Path) -> None:
    found = with_agenda(at)
    path = tmp_path / "Innkalling.eml"
    found.save_draft_as(path)
    at.qtbot.waitUntil(lambda: bool(found.told.text()) or bool(found.error.text))
    assert found.error.text == ""
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] is None
    assert sorted(message["Bcc"].split(", ")) == sorted(one.email for one in found.found.by_email)
    attached = next(iter(message.iter_attachments()))
    assert attached.get_filename() == "Innkalling SMU 2026-11-12.pdf"
    document = pypdfium2.PdfDocument(attached.get_payload(decode=True))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Rektor orienterer om skolemiljøet" in text
    assert at.focused is found.note_button


def test_word_and_pdf_are_saved_as_the_ending_says(at: AtPane, tmp_path: Path) -> None:
    found = with_agenda(at)
    for ending, first in (("pdf", b"%PDF"), ("docx", b"PK")):
        path = tmp_path / f"Innkalling.{ending}"
        found.told.setText("")
        found.save_paper_as(path)
        at.qtbot.waitUntil(lambda: bool(found.told.text()) or bool(found.error.text))
        assert found.error.text == ""
        assert path.read_bytes().startswith(first)


def test_who_has_no_address_is_named_and_on_paper_no_draft_is_offered(at: AtPane) -> None:
    found = with_agenda(at)
    reached = {one.id for one in found.found.by_email}
    without = [one.name for one in found.chosen if one.person_id not in reached]
    assert without
    assert found.otherwise.text().endswith(", ".join(without))
    found.channel.setCurrentIndex(found.channel.findData("paper"))
    found.channel.activated.emit(0)
    assert not found.draft_button.isVisible()
    assert found.first_button is found.print_button


def test_addresses_are_copied_for_the_bcc_field(at: AtPane) -> None:
    found = with_agenda(at)
    found.copy_buttons[0].click()
    copied = QGuiApplication.clipboard().text()
    assert sorted(copied.split("; ")) == sorted(one.email for one in found.found.by_email)


def test_a_notice_with_papers_takes_at_most_twelve_presses(
    at: AtPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file dialog's own Enter is counted as one press."""
    presses = 0

    def press(key: Qt.Key = Qt.Key.Key_Return) -> None:
        nonlocal presses
        presses += 1
        at.press(key)

    monkeypatch.setattr(QFileDialog, "open", lambda dialog: None)
    at.pane.focus_first()
    press(Qt.Key.Key_Space)  # Foreslå saker …
    presses += 1
    at.qtbot.keyClick(at.dialog().list, Qt.Key.Key_Return)  # takes what is ticked
    at.settle()
    press(Qt.Key.Key_Space)  # Send innkalling …
    found = panel(at)
    press()  # Lagre e-postutkast med PDF …
    chosen = found.findChildren(QFileDialog)[-1]
    presses += 1
    chosen.fileSelected.emit(str(tmp_path / "Innkalling.eml"))
    at.qtbot.waitUntil(lambda: bool(found.told.text()) or bool(found.error.text))
    press()  # Noter som sendt
    assert presses <= 12
    assert at.detail.row.status == "called"
    assert len(at.detail.notices[0].recipients) == len(found.chosen)
    assert all(item.number is not None for item in at.detail.items)
    assert (tmp_path / "Innkalling.eml").exists()


def test_those_who_were_called_are_told_that_the_meeting_is_cancelled(at: AtPane) -> None:
    found = with_agenda(at)
    found.note_sent()
    at.settle()
    assert at.detail.row.status == "called"
    with at.store.change("Cancelled") as session:
        cancel_meeting(session, at.detail.row.id, "for få", TODAY)
    at.pane.reload()
    assert at.pane.header.next_button.text().replace("&", "") == "Meld fra om avlysning …"
    panel_again = SendPanel(at.context, at.detail.row.id)
    at.qtbot.addWidget(panel_again)
    assert panel_again.subject.text() == "Avlyst: SMU 12.11.2026"
    assert "for få" in panel_again.text.text()
    panel_again.note_sent()
    at.settle()
    assert [one.kind for one in at.detail.notices] == ["notice", "cancellation"]
    at.pane.reload()
    assert not at.pane.header.step


def test_a_day_after_the_meeting_is_refused(at: AtPane) -> None:
    found = with_agenda(at)
    found.day.setText("13.11.2026")
    found.note_sent()
    assert found.error.text
    assert at.focused is found.day
    assert at.detail.notices == ()

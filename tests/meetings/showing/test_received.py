"""Minutes that others wrote lie on the meeting they are of: dropped or fetched, opened, removed, and written beside."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from app.meetings.agenda import add_item
from app.meetings.showing import next_step
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did
from tests.meetings.minuting.test_receiving import COPIED, NO_KEY, PRESSED, a_word_document, data
from tests.meetings.showing.at_pane import AtPane
from tests.meetings.showing.conftest import Show


@pytest.fixture
def at(show: Show, store: Store, school: MeetingSchool, clock: Clock) -> AtPane:
    """The pane with a meeting of FAU that was held four days ago."""
    clock.set(datetime(2026, 11, 16, 9))
    return show(a_meeting(store, school.fau))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return a_word_document(tmp_path / "Referat FAU.docx", "Vi snakket om kastanjetreet.")


def drag(at: AtPane, path: Path) -> bool:
    event = QDragEnterEvent(QPoint(5, 5), COPIED, data(path), PRESSED, NO_KEY)
    event.ignore()
    QApplication.sendEvent(at.pane, event)
    return event.isAccepted()


def submit(at: AtPane, dialog: Any) -> None:
    dialog.submit()
    at.qtbot.waitUntil(lambda: not at.context.tasks.running)
    at.settle()


def received(at: AtPane, document: Path) -> None:
    assert drag(at, document)
    QApplication.sendEvent(at.pane, QDropEvent(QPointF(5, 5), COPIED, data(document), PRESSED, NO_KEY))
    submit(at, at.dialog())


def test_a_document_dropped_on_the_pane_is_shown_with_its_day(at: AtPane, document: Path) -> None:
    assert at.pane.received.isHidden()
    received(at, document)
    assert at.pane.received.isVisible()
    assert at.pane.received.files.list.item(0).text().startswith("Referat FAU.docx   mottatt 16.11.2026")
    assert at.focused is at.pane.received.files.list
    assert at.pane.header.status.text().startswith("Referat mottatt")
    assert at.detail.received[0].received_on == date(2026, 11, 16)


def test_the_menu_asks_for_a_document(at: AtPane, document: Path) -> None:
    assert at.pane.receive_action.isEnabled()
    at.pane.receive_action.trigger()
    at.settle()
    chooser = at.window.findChildren(QFileDialog)[0]
    assert "*.pdf" in chooser.nameFilters()[0]
    assert "*.docx" in chooser.nameFilters()[0]
    chooser.fileSelected.emit(str(document))
    chooser.close()
    at.settle()
    submit(at, at.dialog())
    assert [one.file_name for one in at.detail.received] == ["Referat FAU.docx"]


def test_what_was_received_is_removed_and_comes_back_with_undo(at: AtPane, document: Path) -> None:
    received(at, document)
    at.pane.received.files.list.setFocus()
    at.press(Qt.Key.Key_Delete)
    assert at.detail.received == ()
    assert at.pane.received.isHidden()
    assert at.said == "Fjernet et mottatt referat fra FAU 12.11.2026"
    at.context.undo()
    at.settle()
    assert at.pane.received.isVisible()


def test_decisions_and_what_is_to_be_done_are_typed_beside_what_was_received(at: AtPane, document: Path) -> None:
    received(at, document)
    at.pane.received.beside_button.click()
    at.settle()
    dialog = at.dialog()
    dialog.decisions.setPlainText("FAU kjøper to benker.")
    dialog.to_do.setPlainText("Ringe kommunen – Berit Lunde – 20.11.")
    submit(at, dialog)
    assert [(item.decision, item.outcome) for item in at.detail.items] == [("FAU kjøper to benker.", "treated")]
    assert [(one.what, one.owner_name, one.due) for one in at.detail.actions] == [
        ("Ringe kommunen", "Berit Lunde", date(2026, 11, 20))
    ]
    assert "Ringe kommunen – Berit Lunde, 20.11.2026" in at.pane.received.to_do.text()


def test_nothing_typed_beside_is_said(at: AtPane, document: Path) -> None:
    received(at, document)
    at.pane.received.beside_button.click()
    at.settle()
    dialog = at.dialog()
    submit(at, dialog)
    assert dialog.isVisible()
    assert dialog.error.text
    dialog.reject()


def test_minutes_of_a_meeting_that_is_still_to_come_are_not_taken(
    at: AtPane, store: Store, school: MeetingSchool, document: Path
) -> None:
    at.pane.show_meeting(a_meeting(store, school.fau, held_on=date(2026, 12, 3)))
    at.settle()
    assert not drag(at, document)
    assert not at.pane.receive_action.isEnabled()


def test_a_meeting_that_went_by_with_no_case_waits_for_its_minutes(
    store: Store, school: MeetingSchool, clock: Clock
) -> None:
    meeting = a_meeting(store, school.fau)
    assert next_step.next_step(detail(store, meeting), date(2026, 11, 12)) == next_step.PROPOSE
    assert next_step.next_step(detail(store, meeting), date(2026, 11, 13)) == next_step.RECEIVE
    did(store, add_item, meeting, title="Benker")
    assert next_step.next_step(detail(store, meeting), date(2026, 11, 13)) == next_step.SIT


def test_only_what_can_be_done_with_the_document_is_offered(at: AtPane, document: Path) -> None:
    received(at, document)
    files = at.pane.received.files
    assert files.add_button.isHidden()
    assert not any(one.isHidden() for one in (files.open_button, files.save_button, files.remove_button))

"""Are minutes that others wrote dropped on a meeting with a date, and done?"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.meetings.minuting.receiving import accept_drops
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail
from tests.office import Office


def a_word_document(path: Path, *lines: str) -> Path:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return path


COPIED, PRESSED, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Desk:
    """A place on the screen that takes the minutes of one meeting."""

    def __init__(self, qtbot: QtBot, store: Store, meeting_id: int | None) -> None:
        self.meeting_id = meeting_id
        self.office = Office(qtbot, store)
        self.place = QWidget(self.office.window)
        self.place.resize(200, 100)
        self.place.show()
        self.done = 0
        accept_drops(self.place, self.office.context, lambda: self.meeting_id, self._done)

    def drag(self, path: Path) -> bool:
        """Drag a file over the place; says whether it would be taken."""
        event = QDragEnterEvent(QPoint(5, 5), COPIED, data(path), PRESSED, NO_KEY)
        event.ignore()
        QApplication.sendEvent(self.place, event)
        return event.isAccepted()

    def drop(self, path: Path) -> Any:
        """Drop a file on the place; returns the dialog that asks."""
        assert self.drag(path)
        QApplication.sendEvent(self.place, QDropEvent(QPointF(5, 5), COPIED, data(path), PRESSED, NO_KEY))
        return self.office.dialog()

    def submit(self, dialog: Any) -> None:
        dialog.submit()
        self.office.qtbot.waitUntil(lambda: not self.office.context.tasks.running)
        QApplication.processEvents()

    def close(self) -> None:
        self.office.context.detach()
        self.office.window.close()

    def _done(self) -> None:
        self.done += 1


_KEPT: list[QMimeData] = []  # an event does not own what it carries


def data(path: Path) -> QMimeData:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    _KEPT[:] = [carried]
    return carried


@pytest.fixture
def meeting_id(store: Store, school: MeetingSchool, clock: Clock) -> int:
    clock.set(clock.time.replace(month=11, day=16))
    return a_meeting(store, school.fau)


@pytest.fixture
def desk(qtbot: QtBot, store: Store, meeting_id: int) -> Iterator[Desk]:
    desk = Desk(qtbot, store, meeting_id)
    yield desk
    desk.close()


def test_dropped_dated_and_done(desk: Desk, store: Store, meeting_id: int, tmp_path: Path) -> None:
    dialog = desk.drop(a_word_document(tmp_path / "Referat FAU.docx", "Vi snakket om kastanjetreet."))
    assert dialog.day.text() == "16.11.2026"
    desk.submit(dialog)
    received = detail(store, meeting_id).received[0]
    assert (received.file_name, received.received_on.day) == ("Referat FAU.docx", 16)
    assert "kastanjetreet" in received.text
    assert desk.done == 1
    assert detail(store, meeting_id).row.status == "received"


def test_decisions_and_actions_may_be_typed_beside(desk: Desk, store: Store, meeting_id: int, tmp_path: Path) -> None:
    dialog = desk.drop(a_word_document(tmp_path / "Referat.docx", "Referat"))
    dialog.more.setChecked(True)
    dialog.decisions.setPlainText("FAU kjøper to benker.\n\nFAU holder dugnad.")
    dialog.to_do.setPlainText("Ringe kommunen")
    desk.submit(dialog)
    found = detail(store, meeting_id)
    assert [(item.kind, item.decision, item.outcome) for item in found.items] == [
        ("decision", "FAU kjøper to benker.", "treated"),
        ("decision", "FAU holder dugnad.", "treated"),
    ]
    assert [one.what for one in found.actions] == ["Ringe kommunen"]
    assert len(found.received) == 1


def test_what_is_no_document_is_refused_with_a_sentence(
    desk: Desk, store: Store, meeting_id: int, tmp_path: Path
) -> None:
    path = tmp_path / "referat.pdf"
    path.write_bytes(b"MZ\x90\x00 no document at all" * 40)
    dialog = desk.drop(path)
    desk.submit(dialog)
    assert dialog.isVisible()
    assert dialog.error.text
    assert dialog.accept_button.isEnabled()
    assert detail(store, meeting_id).received == ()


def test_before_the_meeting_is_refused_at_the_day(desk: Desk, store: Store, meeting_id: int, tmp_path: Path) -> None:
    dialog = desk.drop(a_word_document(tmp_path / "Referat.docx", "Referat"))
    dialog.day.setText(f"{EVENING.day - 1}.11.2026")
    desk.submit(dialog)
    assert dialog._fields["made_on"][1].text or dialog.error.text
    assert detail(store, meeting_id).received == ()


def test_only_a_document_on_a_meeting_is_taken(desk: Desk, tmp_path: Path) -> None:
    table, minutes = tmp_path / "liste.xlsx", tmp_path / "referat.pdf"
    assert desk.drag(minutes)
    assert not desk.drag(table)
    desk.meeting_id = None  # none is chosen
    assert not desk.drag(minutes)

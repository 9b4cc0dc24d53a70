"""FAU's own minutes are dropped on its meeting, and next year a word in them is found from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.meetings.queries import meetings_in
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk

OCTOBER, NOVEMBER = date(2026, 10, 15), date(2026, 11, 12)
COPIED, PRESSED, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def planned(store: Store, school: MeetingSchool) -> None:
    """FAU meets in October and November; others write the minutes."""
    for day in (OCTOBER, NOVEMBER):
        a_meeting(store, school.fau, held_on=day)


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock, planned)


@pytest.fixture
def carried() -> Iterator[list[QMimeData]]:
    """Keep what is dragged: an event does not own it."""
    kept: list[QMimeData] = []
    yield kept
    QApplication.processEvents()


def a_pdf(path: Path, *lines: str) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * at, line)
    canvas.save()
    return path


def a_word_document(path: Path, *lines: str) -> Path:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def drop(desk: MeetingDesk, path: Path, carried: list[QMimeData]) -> None:
    """Drop a file on the meeting that is shown, and keep it with the day that is proposed."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    carried.append(data)
    over = QDragEnterEvent(QPoint(5, 5), COPIED, data, PRESSED, NO_KEY)
    over.ignore()
    QApplication.sendEvent(desk.pane, over)
    assert over.isAccepted()
    QApplication.sendEvent(desk.pane, QDropEvent(QPointF(5, 5), COPIED, data, PRESSED, NO_KEY))
    dialog = desk.asked()
    assert dialog.day.text() == desk.context.tr.date(desk.clock.time.date())
    dialog.submit()
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running and not desk.is_asked)
    desk.settle()


def found(desk: MeetingDesk, text: str) -> list[str]:
    """What Ctrl+K shows for some words."""
    desk.window.open_palette(text)
    hits = desk.window._palette.list
    lines = [str(hits.item(at).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(hits.count())]
    desk.window._palette.close()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    return lines


def test_received_minutes_are_found_by_a_word_in_them(
    desk: MeetingDesk, tmp_path: Path, carried: list[QMimeData]
) -> None:
    first, second = (row.id for row in desk.store.read(meetings_in, YEAR))
    desk.it_is(2026, 10, 19, 9, 0)
    desk.choose(first)
    drop(
        desk,
        a_pdf(tmp_path / "Referat oktober.pdf", "Referat fra FAU", "Kastanjetreet ved porten skal felles."),
        carried,
    )
    desk.it_is(2026, 11, 16, 9, 0)
    desk.choose(second)
    drop(
        desk,
        a_word_document(tmp_path / "Møtet.docx", "Natteravnene går i Skjærsgårdsveien.", "Øvrig: ingenting."),
        carried,
    )
    for meeting_id, name, day in ((first, "Referat oktober.pdf", 19), (second, "Møtet.docx", 16)):
        detail = desk.detail(meeting_id)
        assert detail.row.status == "received"
        assert [(one.file_name, one.received_on.day) for one in detail.received] == [(name, day)]

    # the next year, from another page, in small letters and by the beginning of a word alone
    desk.it_is(2027, 9, 6, 9, 0)
    desk.begin_again()
    assert found(desk, "kastanjetre") == ["FAU 15.10.2026, Mottatt referat: Referat oktober.pdf"]
    assert found(desk, "SKJÆRSGÅRD natteravn") == ["FAU 12.11.2026, Mottatt referat: Møtet.docx"]
    assert found(desk, "kastanjetre natteravn") == []  # never in the same
    assert found(desk, "bjørketre") == []
    desk.window.show_page("history")
    desk.command("kastanjetre")
    desk.qtbot.waitUntil(lambda: desk.window.page_id == "meetings" and desk.pane.meeting_id == first)

"""The principal opens *I dag* and leaves with the agenda on paper, tomorrow's or this evening's: two clicks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.meetings.agenda import add_item
from app.shell.print_preview import PrintPreview
from app.shell.today_page import TodayPage
from db.models import MeetingNotice
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import a_meeting, did
from tests.meetings.factories import school_file as put_school
from tests.stories.conftest import Open
from tests.stories.secretary import text_of


class Clicks(QObject):
    """Counts the clicks of the mouse that come to the program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.number = 0
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched.isWidgetType():
            self.number += 1
        return False

    def stop(self) -> None:
        self._app.removeEventFilter(self)


@pytest.mark.parametrize(
    ("now", "said"), [(datetime(2026, 11, 11, 8, 15), "i morgen"), (datetime(2026, 11, 12, 17, 50), "i dag")]
)
def test_the_agenda_is_printed_with_two_clicks_from_the_start_page(
    start: Open,
    qtbot: QtBot,
    qapp: QApplication,
    school_file: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
    said: str,
) -> None:
    made = school_file_with_meeting(school_file)
    clock.set(now)
    asked: list[str] = []
    monkeypatch.setattr(QDialog, "open", lambda dialog: asked.append(type(dialog).__name__))
    program = start()
    assert program.window.page_id == "today"
    page = program.window.page
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page.rows))
    row = next(row for row in page.meeting_rows if row.line.item == made)
    assert row is page.rows[0]  # seen at once, whatever else waits
    assert row.words.text() == "SU og SMU 12.11.2026 kl. 18.00"
    assert row.day.text() == said
    assert row.print_button is not None

    clicks = Clicks(qapp)
    qtbot.mouseClick(row.print_button, Qt.MouseButton.LeftButton)
    preview = program.window.panel
    assert isinstance(preview, PrintPreview)
    qtbot.waitUntil(lambda: preview.paper is not None and preview.side.print_button.isEnabled())
    qtbot.mouseClick(preview.side.print_button, Qt.MouseButton.LeftButton)
    clicks.stop()

    assert clicks.number == 2
    assert asked == [QPrintDialog.__name__]
    paper = preview.paper
    assert paper is not None
    assert (paper.report.id, paper.request.subject) == ("meeting-notice", "SU og SMU 12.11.2026")
    assert "Skolemiljøet denne høsten" in text_of(paper.pdf)


def school_file_with_meeting(path: Path) -> int:
    """Put a school there with a combined meeting of SU and SMU in the evening; returns its id."""
    school = put_school(path)
    with opened(path) as store:
        meeting_id = a_meeting(store, school.su, school.smu, place="Personalrommet")
        did(store, add_item, meeting_id, title="Skolemiljøet denne høsten")
        with store.change("Sent the notice") as session:
            session.add(MeetingNotice(meeting_id=meeting_id, sent_on=date(2026, 10, 27), days_required=14))
    return meeting_id

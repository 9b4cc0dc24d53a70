"""What does the principal do on the page of the plan, from the program's start?"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.plan.page import PlanPage
from tests.meetings.factories import MeetingSchool
from tests.plan.factories import PlanSchool, plan_file
from tests.stories.meeting_desk import MeetingDesk


class PlanDesk(MeetingDesk):
    """The program on the small school of ``tests/plan/factories.py``."""

    planned: PlanSchool

    def school_at(self, path: Path) -> MeetingSchool:
        self.planned = plan_file(path)
        return self.planned.meetings

    @property
    def plan(self) -> PlanPage:
        """The page of the plan, opened if another one is open."""
        return cast(PlanPage, self._page("plan"))

    def open_tab(self, name: str) -> PlanPage:
        """Press a tab of the page."""
        page = self.plan
        page.tabs.setCurrentIndex(next(at for at, entry in enumerate(page.entries) if entry.id == name))
        self.settle()
        self.qtbot.wait(80)  # the pane beside a list waits for the keys to rest
        return page

    def drop(self, path: Path) -> None:
        """Drag a file onto the tab that is shown, and let it go there."""
        data, part = QMimeData(), self.plan.part
        data.setUrls([QUrl.fromLocalFile(str(path))])
        left, none, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        spot = QPointF(300, 200)
        entering = QDragEnterEvent(spot.toPoint(), action, data, left, none)
        QApplication.sendEvent(part, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(part, QDropEvent(spot, action, data, left, none))
        self.settle()

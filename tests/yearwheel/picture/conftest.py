"""A view of 24 occurrences, 820 × 640, with what it asks for."""

from __future__ import annotations

from datetime import date
from math import cos, radians, sin

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.yearwheel.chosen import Chosen
from app.yearwheel.geometry.layout import Layout
from app.yearwheel.picture.view import WheelView
from app.yearwheel.rows import OccurrenceRow
from tests.yearwheel.picture.rows import CALENDAR, many, scene


class Hand:
    """A view, and the hand on its mouse and keys."""

    def __init__(self, qtbot: QtBot, rows: tuple[OccurrenceRow, ...]) -> None:
        self.qtbot = qtbot
        self.chosen = Chosen()
        self.view = WheelView(translator("nb"), self.chosen)
        qtbot.addWidget(self.view)
        self.view.resize(820, 640)
        self.opened: list[str] = []
        self.dropped: list[tuple[str, date]] = []
        self.zoomed: list[tuple[int, date | None]] = []
        self.turned: list[int] = []
        self.stepped: list[int] = []
        self.refused: list[str] = []
        self.view.opened.connect(self.opened.append)
        self.view.dropped.connect(lambda key, day: self.dropped.append((key, day)))
        self.view.zoomed.connect(lambda step, day: self.zoomed.append((step, day)))
        self.view.turned.connect(self.turned.append)
        self.view.stepped.connect(self.stepped.append)
        self.view.refused.connect(self.refused.append)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.show(rows)
        self.view.setFocus()

    def show(self, rows: tuple[OccurrenceRow, ...], *, read_only: bool = False) -> None:
        """Show other occurrences."""
        self.rows = {row.key: row for row in rows}
        self.view.show_scene(scene(*rows), self.rows, CALENDAR, read_only=read_only)

    @property
    def layout(self) -> Layout:
        assert self.view.canvas is not None
        return self.view.canvas.layout

    def middle(self, key: str) -> QPointF:
        """The middle of the arc of an entry."""
        arc = self.layout.placed[key].arc
        return self.around(arc.start + arc.sweep / 2, (arc.inner + arc.outer) / 2)

    def around(self, angle: float, radius: float) -> QPointF:
        """The point in this direction (degrees from twelve) and at this distance from the middle of the wheel."""
        x, y = self.layout.centre
        return QPointF(x + radius * sin(radians(angle)), y - radius * cos(radians(angle)))

    def day_point(self, day: date, radius: float) -> QPointF:
        """The first point around the wheel that is at a day, a bit into it."""
        for step in range(3600):
            at = self.around(step / 10, radius)
            if self.view.day_at(at) == day and self.view.day_at(self.around(step / 10 + 0.4, radius)) == day:
                return self.around(step / 10 + 0.2, radius)
        raise AssertionError(day)

    def mouse(self, kind: QEvent.Type, at: QPointF, *, held: bool = True) -> None:
        """Send what the mouse does at a point, to the tenth of a dot."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        moves = kind == QEvent.Type.MouseMove
        button = none if moves else left
        buttons = left if held and kind != QEvent.Type.MouseButtonRelease else none
        where = QPointF(self.view.mapToGlobal(QPoint(0, 0))) + at
        event = QMouseEvent(kind, at, where, button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view, event)

    def press(self, at: QPointF) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at)

    def move(self, at: QPointF) -> None:
        self.mouse(QEvent.Type.MouseMove, at)

    def release(self, at: QPointF) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at)

    def click(self, at: QPointF) -> None:
        self.press(at)
        self.release(at)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.view, key, modifier)


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot, many(24))

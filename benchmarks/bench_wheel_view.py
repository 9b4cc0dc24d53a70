"""How long does painting take while an entry of the yearly wheel is dragged, against an empty view of the same size?"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from benchmarks.measure import Line, in_turn, tell
from benchmarks.wheels import wheel_of

if TYPE_CHECKING:
    pass

LIMIT = 1.5
WIDTH, HEIGHT = 900, 620
SIZES = (12, 60)
"""So many entries has the wheel."""


def run(rounds: int = 3, steps: int = 600, sizes: Sequence[int] = SIZES) -> list[Line]:
    """Return the comparison for each size of wheel; both views take the same moves of the mouse in one process."""
    lines = []
    for number in sizes:
        runs = in_turn({"both": (__name__, "drag", str(number), str(steps))}, rounds, {"QT_QPA_PLATFORM": "offscreen"})[
            "both"
        ]
        what = f"painting a step of the drag of one of {number} entries"
        floor = "painting an empty view of that size at the same step"
        lines.append(Line(what, floor, runs.median(), runs.median("floor"), LIMIT, runs.mb, runs.mb))
    return lines


def measure_drag(number: str, steps: str) -> None:
    """Time the steps of a drag around half the wheel, a dot or so each, and those over a view of one colour."""
    from app.shell import qt_import  # isort: skip  # as the program does
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from app.core.i18n import translator
    from app.shell import theme
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.picture.view import WheelView

    assert qt_import.VERSION

    class Empty(QWidget):
        """Fills itself at every step of the mouse."""

        def mouseMoveEvent(self, _event: QMouseEvent) -> None:
            self.update()

        def paintEvent(self, event: QPaintEvent) -> None:
            QPainter(self).fillRect(event.rect(), QColor("#ffffff"))

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    view, empty = WheelView(translator("nb"), Chosen()), Empty()
    for widget in (view, empty):
        widget.resize(WIDTH, HEIGHT)
        widget.show()
    scene, rows, calendar = wheel_of(int(number))
    view.show_scene(scene, rows, calendar, read_only=False)
    app.processEvents()
    assert view.canvas is not None
    laid_out = view.canvas.layout
    middle = next(iter(laid_out.placed.values())).arc
    angle, radius = middle.start + middle.sweep / 2, (middle.inner + middle.outer) / 2

    def at(step: int) -> QPointF:
        from math import cos, radians, sin

        turned = radians(angle + step * 180 / int(steps))
        return QPointF(laid_out.centre[0] + radius * sin(turned), laid_out.centre[1] - radius * cos(turned))

    def send(widget: QWidget, kind: QEvent.Type, where: QPointF) -> None:
        button = Qt.MouseButton.LeftButton
        pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(kind, where, widget.mapToGlobal(where), pressed, button, Qt.KeyboardModifier.NoModifier)
        app.sendEvent(widget, event)

    def step_over(widget: QWidget, step: int) -> float:
        send(widget, QEvent.Type.MouseMove, at(step))
        start = time.perf_counter()
        app.processEvents()
        return time.perf_counter() - start

    for widget in (view, empty):
        send(widget, QEvent.Type.MouseButtonPress, at(0))
        app.processEvents()
    ours, floor = [], []
    for step in range(1, int(steps) + 1):
        ours.append(step_over(view, step))
        floor.append(step_over(empty, step))
    assert view.is_dragging
    tell(seconds=statistics.median(ours), floor=statistics.median(floor))


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {"drag": measure_drag}
    works[sys.argv[1]](*sys.argv[2:])

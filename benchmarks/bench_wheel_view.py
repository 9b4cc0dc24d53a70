"""How long does painting take while an entry of the yearly wheel is dragged, against an empty view of the same size?"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.measure import Line, in_turn, tell

if TYPE_CHECKING:
    from app.yearwheel.picture.view import WheelView

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
    """Time the steps of a drag around half the wheel, a dot or so each, and the same over a view that fills itself with one colour."""
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
    _fill(view, int(number))
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


def _fill(view: WheelView, number: int) -> None:
    """Show a wheel of so many entries, spread over the year and six rings."""
    from app.school.calendar import Entry, SchoolCalendar
    from app.yearwheel.geometry.parts import Mark, RingLook, Scene, Stretch
    from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow

    autumn = (date(2026, 10, 5), date(2026, 10, 9))
    calendar = SchoolCalendar(date(2026, 8, 1), date(2027, 7, 31), (Entry(*autumn, "break", "Høstferie"),), {})
    patterns = ("solid", "lines", "dots", "cross", "bars", "empty")
    rings = tuple(RingRow(at, "theme", None, "", f"Ring {at}", at, patterns[at], at) for at in range(6))
    rows: dict[str, OccurrenceRow] = {}
    marks = []
    for at in range(number):
        first = date(2026, 8, 17) + timedelta(days=round(at * 300 / number))
        last, ring = first + timedelta(days=(0, 4, 18)[at % 3]), rings[at % 6]
        title = f"Møte om trygg skolevei {at + 1}"
        entry = EntryRow(at + 1, 2026, ring.id, f"X{at + 1}", title, "", "", "", "", "", "", None, 0, 0)
        facts = ("", first, last, None, "planned", False, "", None, "", (), None, (), None)
        row = OccurrenceRow(f"{at + 1}.1", 1, 1, ring, entry, title, *facts)
        rows[row.key] = row
        marks.append(Mark(row.key, at % 6, first, last, title))
    months = tuple("januar februar mars april mai juni juli august september oktober november desember".split())
    scene = Scene(
        calendar.first_day,
        calendar.last_day,
        tuple(marks),
        tuple(RingLook(ring.name, f"ring{ring.colour}", ring.pattern) for ring in rings),
        (Stretch(*autumn, "Høstferie"),),
        today=date(2026, 11, 23),
        title="Årshjul 2026/27",
        months=months,
        short_months=tuple(month[:3] for month in months),
    )
    view.show_scene(scene, rows, calendar, read_only=False)


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {"drag": measure_drag}
    works[sys.argv[1]](*sys.argv[2:])

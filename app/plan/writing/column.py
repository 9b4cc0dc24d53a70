"""How do the points of one side stand under each other, and how is one put between them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.plan.writing.point_row import POINT_MIME, PointRow, blank_words
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.plan.rows import PointRow as Point
    from app.plan.writing.marks import Mark
    from app.shell.context import Context


class Column(QFrame):
    """The points of a side, a room for one more at the end, and at most one room among them (``blank``).

    The page's rows (``pool``, by the point's id) are shared by the columns of a section: a point that changes columns
    keeps its row, and with it the cursor. ``made`` is called with each new row.
    """

    dropped = Signal(int, str, int)  # the point, the side, its place from 0

    def __init__(self, context: Context, side: str, pool: dict[int, PointRow]) -> None:
        super().__init__()
        self.context, self.side = context, side
        self._pool = pool
        self._order: list[int] = []
        self.blank: PointRow | None = None
        self._blank_at = 0
        self.tail: PointRow | None = None
        self.made: Callable[[PointRow], object] = bool  # set by the section's page
        self._drop_at: int | None = None
        self._is_read_only = False
        self.setAcceptDrops(True)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._colour()

    # -- what is shown

    @property
    def rows(self) -> list[PointRow]:
        """Every row in the order it stands: points, the room among them, and the one at the end."""
        rows = [self._pool[one] for one in self._order]
        if self.blank is not None:
            rows.insert(min(self._blank_at, len(rows)), self.blank)
        return [*rows, self.tail] if self.tail is not None else rows

    def show_points(
        self, points: Sequence[Point], marks: Mapping[int, Sequence[Mark]], *, read_only: bool, title: str
    ) -> None:
        """Show these points; rows that are there already are used again. ``title`` names the column aloud."""
        self._is_read_only = read_only
        self._follow_blank(points)
        self._order = [point.id for point in points]
        tr = self.context.tr
        for at, point in enumerate(points, start=1):
            row = self._pool.get(point.id)
            if row is None:
                row = self._pool[point.id] = PointRow(self.context, point.id)
                self.made(row)
            row.side = self.side
            name = tr(N_("Point {n} of {all}, {column}"), n=at, all=len(points), column=title)
            row.show_text(point.text, marks.get(point.id, ()), read_only=read_only, name=name)
        if read_only:
            self._drop_blanks()
        elif self.tail is None:
            self.tail = self._new_blank()
        if self.tail is not None:
            self.tail.as_blank(blank_words(self.context), name=tr(N_("New point, {column}"), column=title))
        self.arrange()

    def arrange(self) -> None:
        """Put the rows where they belong."""
        for at, row in enumerate(self.rows):
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            row.show()

    def clear(self) -> None:
        """Forget every point; the rows themselves are thrown away by who owns them."""
        self._order = []
        self._drop_blanks()

    # -- rooms for points

    def place_of(self, row: PointRow) -> int:
        """Return where a row stands among the points: for a room, where its point would come."""
        if row is self.tail or row not in self.rows:
            return len(self._order)
        if row is self.blank:
            return min(self._blank_at, len(self._order))
        return self._order.index(row.point_id or 0)

    def make_room(self, at: int) -> PointRow:
        """Return room for a point at a place from 0; at the end it is the one that is always there."""
        if at >= len(self._order) and self.tail is not None and not self.tail.field.text():
            return self.tail
        if self.blank is not None and not self.blank.field.text():
            self.remove_blank()
        self.blank, self._blank_at = self._new_blank(), at
        self.blank.as_blank("", name=self.context.tr(N_("New point")))
        self.arrange()
        return self.blank

    def remove_blank(self) -> None:
        """Take away the room among the points."""
        if self.blank is not None:
            _throw_away(self.blank)
            self.blank = None

    def adopt(self, row: PointRow, point_id: int, text: str) -> None:
        """Let a room be the point that was made of what was typed in it."""
        at = self.place_of(row)
        if row is self.tail:
            self.tail = None
        elif row is self.blank:
            self.blank = None
        row.adopt(point_id, text)
        self._pool[point_id] = row
        self._order.insert(at, point_id)
        if self.tail is None:
            self.tail = self._new_blank()
            self.tail.as_blank(blank_words(self.context), name=row.field.accessibleName())
        self.arrange()

    # -- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(POINT_MIME) and not self._is_read_only:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(POINT_MIME) and not self._is_read_only:
            self._drop_at = self._place_at(event.position().y())
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop_at = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_at = None
        self.update()
        data = bytes(event.mimeData().data(POINT_MIME).data()).decode()
        if self._is_read_only or not data.isdigit():
            return
        point_id, at = int(data), self._place_at(event.position().y())
        if point_id in self._order and self._order.index(point_id) < at:
            at -= 1  # its own place is free then
        event.acceptProposedAction()
        self.dropped.emit(point_id, self.side, at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, painter = tones(self), QPainter(self)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._drop_at is not None:
            rows = [self._pool[one] for one in self._order]
            if self._drop_at < len(rows):
                y = rows[self._drop_at].geometry().top()
            else:
                y = rows[-1].geometry().bottom() + 1 if rows else GRID // 2
            painter.setPen(QPen(QColor(look.accent), 3))
            painter.drawLine(GRID // 2, y, self.width() - GRID // 2, y)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    # -- private

    def _place_at(self, y: float) -> int:
        """Return before which point a height is."""
        for at, point_id in enumerate(self._order):
            if y < self._pool[point_id].geometry().center().y():
                return at
        return len(self._order)

    def _new_blank(self) -> PointRow:
        row = PointRow(self.context)
        row.side = self.side
        self.made(row)
        return row

    def _follow_blank(self, points: Sequence[Point]) -> None:
        """Keep the room after the point it stands after, wherever that is now."""
        if self.blank is None:
            return
        after = self._order[self._blank_at - 1] if 0 < self._blank_at <= len(self._order) else None
        ids = [point.id for point in points]
        self._blank_at = ids.index(after) + 1 if after in ids else min(self._blank_at, len(ids))

    def _drop_blanks(self) -> None:
        self.remove_blank()
        if self.tail is not None:
            _throw_away(self.tail)
            self.tail = None

    def _colour(self) -> None:
        palette, colour = self.palette(), QColor(tones().base)
        if palette.color(self.backgroundRole()) != colour:
            palette.setColor(self.backgroundRole(), colour)
            self.setPalette(palette)


def _throw_away(row: QWidget) -> None:
    if isinstance(row, PointRow):
        row.is_gone = True
    row.hide()
    row.deleteLater()

"""How are the pages of a PDF shown, page by page, in any size?"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.documents.page_picture import rendering
from app.shell.theme import GRID

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

KEPT = 24  # pages kept as pictures
ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
POINTS = 72
SCREEN = 96  # pixels per inch at 100 %


def picture(document: PdfDocument, page: int, scale: float) -> QImage:
    """Draw one page; ``scale`` is pixels per point."""
    with rendering:
        bitmap = document[page].render(scale=scale, rev_byteorder=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, _FORMATS[bitmap.mode]
        ).copy()  # the buffer goes with the bitmap
        bitmap.close()
    return image


_FORMATS = {
    "RGB": QImage.Format.Format_RGB888,
    "RGBX": QImage.Format.Format_RGBX8888,
    "RGBA": QImage.Format.Format_RGBA8888,
    "L": QImage.Format.Format_Grayscale8,
}


class PageView(QAbstractScrollArea):
    """The pages under each other; only those in sight are drawn, one at each turn of the event loop."""

    page_changed = Signal(int, int)  # page in sight (from 1), pages
    zoom_changed = Signal(float)  # 1.0 is the paper's own size on an ordinary screen; 0 fits the width, -1 the page

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []
        self._boxes: list[QRect] = []
        self._drawn: OrderedDict[tuple[int, float], QPixmap] = OrderedDict()
        self.fit = 0.0
        self._page = 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._draw_one)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())

    @property
    def pages(self) -> int:
        return len(self._sizes)

    def show_document(self, document: PdfDocument | None) -> None:
        """Show another paper; where one was and what zoom was chosen stay."""
        self._drawn.clear()
        self._document = document
        with rendering:
            self._sizes = [] if document is None else [document.get_page_size(at) for at in range(len(document))]
        self._arrange()
        self._page = 0
        self._tell_page()

    def set_zoom(self, fit: float) -> None:
        """0 fits the width, -1 the whole page; else a factor of the paper's own size."""
        at = self._page_in_sight()
        self.fit = fit
        self._drawn.clear()
        self._arrange()
        self.go_to(at)
        self.zoom_changed.emit(fit)

    def zoom_by(self, steps: int) -> None:
        """Take the next larger or smaller of the usual sizes."""
        now = self._scale() * POINTS / SCREEN
        sizes = [size for size in ZOOMS if (size > now * 1.01 if steps > 0 else size < now * 0.99)]
        if sizes:
            self.set_zoom(sizes[0] if steps > 0 else sizes[-1])

    def go_to(self, page: int) -> None:
        """Scroll to a page, counted from 0."""
        if 0 <= page < len(self._boxes):
            self.verticalScrollBar().setValue(self._boxes[page].top() - GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_PageDown and self.fit == -1:
            self.go_to(self._page_in_sight() + 1)
        elif event.key() == Qt.Key.Key_PageUp and self.fit == -1:
            self.go_to(self._page_in_sight() - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        at = self._page_in_sight()
        if self.fit <= 0:
            self._drawn.clear()
        self._arrange()
        self.go_to(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = self._offset()
        missing = False
        for at, box in enumerate(self._boxes):
            place = box.translated(-offset[0], -offset[1])
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place, QColor("white"))
            drawn = self._drawn.get((at, self._scale()))
            if drawn is not None:
                painter.drawPixmap(place, drawn)
            else:
                missing = True
            painter.setPen(QColor(0, 0, 0, 60))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if missing:
            self._next.start()

    def _scale(self) -> float:
        """Pixels per point."""
        if not self._sizes:
            return 1.0
        room = self.viewport().size() - QSize(4 * GRID, 2 * GRID)
        width = max(size[0] for size in self._sizes)
        height = max(size[1] for size in self._sizes)
        if self.fit == 0:
            return max(0.1, room.width() / width)
        if self.fit < 0:
            return max(0.1, min(room.width() / width, room.height() / height))
        return self.fit * SCREEN / POINTS

    def _arrange(self) -> None:
        scale = self._scale()
        room = self.viewport().width()
        widest = max((round(size[0] * scale) for size in self._sizes), default=0) + 4 * GRID
        top, self._boxes = GRID, []
        for width, height in self._sizes:
            wide, high = round(width * scale), round(height * scale)
            self._boxes.append(QRect((max(room, widest) - wide) // 2, top, wide, high))
            top += high + 2 * GRID
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, top - self.viewport().height()))
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(6 * GRID)
        horizontal.setRange(0, max(0, widest - room))
        horizontal.setPageStep(room)
        self.viewport().update()

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _page_in_sight(self) -> int:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next((at for at, box in enumerate(self._boxes) if box.bottom() + GRID >= middle), max(0, self.pages - 1))

    def _tell_page(self) -> None:
        at = self._page_in_sight() + 1 if self.pages else 0
        if at != self._page:
            self._page = at
            self.page_changed.emit(at, self.pages)

    def _draw_one(self) -> None:
        """Draw the first page in sight that is not drawn yet."""
        if self._document is None:
            return
        scale, ratio = self._scale(), self.devicePixelRatioF()
        sight = QRectF(self.viewport().rect()).translated(*self._offset()).toRect()
        for at, box in enumerate(self._boxes):
            if (at, scale) not in self._drawn and box.intersects(sight):
                drawn = QPixmap.fromImage(picture(self._document, at, scale * ratio))
                drawn.setDevicePixelRatio(ratio)
                self._drawn[at, scale] = drawn
                if len(self._drawn) > KEPT:
                    self._drawn.popitem(last=False)
                self.viewport().update()
                return

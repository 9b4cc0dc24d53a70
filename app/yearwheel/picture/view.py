"""How is the wheel looked at, walked through and changed in the window?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontInfo,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.core.i18n import N_, Translator
from app.documents.drawing import Shape
from app.shell.announce import announce
from app.shell.theme import DARK, GRID, tones
from app.shell.words import tooltip
from app.yearwheel import looks
from app.yearwheel.geometry.layout import layout, moved
from app.yearwheel.geometry.parts import Scene
from app.yearwheel.geometry.sheet import screen
from app.yearwheel.picture.canvas import Bubble, Canvas, room_of, undashed
from app.yearwheel.picture.landing import Landing, landing, say_landing, why_still
from app.yearwheel.picture.saying import say_row, told_row
from app.yearwheel.picture.walking import beside

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.rows import OccurrenceRow

SMALLEST = (42, 34)
"""Times the height of the text: no wheel is laid out narrower or lower; where there is less room one scrolls."""
_PAUSE = 60  # ms without another size, before all is laid out anew
_NOTCH = 120  # how far one click of a mouse wheel is
_HOVERED, _CHOSEN = 1.5, 3.0  # how wide the line around it is


@dataclass
class Drag:
    """What is being dragged, from which day of the pointer, and where it would land."""

    row: OccurrenceRow
    grabbed: date
    at: QPointF
    found: Landing | None = None
    shapes: tuple[Shape, ...] = ()
    bubble: Bubble | None = None
    room: QRect = field(default_factory=QRect)


class WheelView(QWidget):
    """The picture of a scene. What is chosen is ``chosen``'s; the other signals tell what is asked for.

    ``opened`` names what is to be opened, ``dropped`` what is to begin on which day, ``stepped`` by how many school
    days the chosen one is to move, ``zoomed`` says closer (1) or wider (−1) around a day (or None), ``turned`` asks for
    the next (1) or previous (−1) period, ``refused`` says why something cannot be dragged.
    """

    opened = Signal(str)
    dropped = Signal(str, object)
    stepped = Signal(int)
    zoomed = Signal(int, object)
    turned = Signal(int)
    refused = Signal(str)
    laid_out = Signal()

    def __init__(self, tr: Translator, chosen: Chosen) -> None:
        super().__init__()
        self._tr = tr
        self.chosen = chosen
        self.scene: Scene | None = None
        self.canvas: Canvas | None = None
        self.read_only = False
        self._rows: Mapping[str, OccurrenceRow] = {}
        self._calendar: SchoolCalendar | None = None
        self._hovered = ""
        self._painted_key = ""
        self._pressed: tuple[QPointF, str] | None = None
        self._drag: Drag | None = None
        self._notches = 0
        self._bubbles: dict[object, QPixmap] = {}
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.lay_out)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr(N_("Yearly wheel")))
        chosen.changed.connect(self._choice_changed)

    # -- what is shown

    def show_scene(
        self, scene: Scene, rows: Mapping[str, OccurrenceRow], calendar: SchoolCalendar, *, read_only: bool
    ) -> None:
        """Show another scene; ``rows`` are the occurrences by key."""
        self._cancel()
        self._rows, self._calendar, self.read_only = rows, calendar, read_only
        self._hovered = ""
        self.setAccessibleName(scene.title or self._tr(N_("Yearly wheel")))
        if scene != self.scene or self.canvas is None:
            self.scene = scene
            self.lay_out()
        self._describe()

    def lay_out(self) -> None:
        """Put everything where it belongs at this size, in these colours."""
        self._later.stop()
        if self.scene is None or self.width() < 2 or self.height() < 2:
            return
        self._cancel()
        colours = looks.DARK if tones(self) is DARK else looks.LIGHT
        sheet = screen(self.width(), self.height(), self.text_size)
        self.canvas = Canvas(layout(self.scene, sheet, colours), self.devicePixelRatioF())
        self.update()
        self.laid_out.emit()

    @property
    def text_size(self) -> float:
        """How high the window's text is."""
        return float(QFontInfo(self.font()).pixelSize())

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None

    @property
    def landing(self) -> Landing | None:
        """Where what is dragged would land."""
        return self._drag.found if self._drag is not None else None

    @property
    def numbered(self) -> tuple[tuple[int, str], ...]:
        """The numbers that stand for a name, each with its key."""
        placed = self.canvas.layout.placed.values() if self.canvas is not None else ()
        return tuple(sorted((one.number, one.key) for one in placed if one.way == "number"))

    def key_at(self, at: QPointF) -> str:
        """Return the key of what is at a point ("" : nothing)."""
        return self.canvas.layout.key_at(at.x(), at.y()) if self.canvas is not None else ""

    def day_at(self, at: QPointF) -> date | None:
        """Return the day a point is at."""
        return self.canvas.layout.day_at(at.x(), at.y()) if self.canvas is not None else None

    def minimumSizeHint(self) -> QSize:
        return QSize(*(round(times * self.text_size) for times in SMALLEST))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        canvas = self.canvas
        if canvas is None:
            painter.fillRect(event.rect(), QColor(tones(self).base))
            return
        if canvas.ratio != self.devicePixelRatioF():  # the window went to another screen
            canvas = self.canvas = Canvas(canvas.layout, self.devicePixelRatioF())
        drawing = canvas.layout.drawing
        if self.width() > drawing.width or self.height() > drawing.height:  # until it is laid out anew
            painter.fillRect(event.rect(), QColor(canvas.ground))
        painter.drawPixmap(0, 0, canvas.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.chosen.key
        if self._hovered and self._hovered != chosen:
            canvas.paint_outline(painter, self._hovered, _HOVERED)
        if chosen in canvas.layout.placed and self._drag is None:
            canvas.paint_outline(painter, chosen, _CHOSEN)
        if self._drag is not None:
            canvas.paint_left(painter, self._drag.row.key)
            canvas.paint_moved(painter, self._drag.shapes)
            if self._drag.bubble is not None:
                self._drag.bubble.paint(painter, tones(self), canvas.ratio, self._bubbles)
        frame = self.rect().adjusted(GRID, GRID, -GRID, -GRID)
        if self.hasFocus() and not frame.contains(event.rect()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tones(self).ring), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), GRID / 2, GRID / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.canvas is None:
            self.lay_out()
        else:
            self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.scene is not None:
            self.updateGeometry()
            self._later.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cancel()
        self.update()

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        key = self.key_at(event.position())
        self._pressed = (event.position(), key) if key else None
        self.chosen.choose(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is not None:
            self._drag_to(at)
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, key = self._pressed
            if (at - start).manhattanLength() >= QApplication.startDragDistance():
                self._begin_drag(start, key)
                if self._drag is not None:
                    self._drag_to(at)
        else:
            self._hover(self.key_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag = self._drag
        self._cancel()
        if drag is not None and drag.found is not None and drag.found.first != drag.row.first:
            self.dropped.emit(drag.row.key, drag.found.first)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        key = self.key_at(event.position())
        if key:
            self.opened.emit(key)
        elif (day := self.day_at(event.position())) is not None:
            self.zoomed.emit(1, day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self._notches += event.angleDelta().y()
        if abs(self._notches) >= _NOTCH:
            step = 1 if self._notches > 0 else -1
            self._notches = 0
            self.zoomed.emit(step, self.day_at(event.position()))
        event.accept()

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover("")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()  # before the window's keys and the page's
            return True
        return super().event(event)

    # -- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)

    def walk(self, step: int) -> None:
        """Choose the next (1) or previous (−1) in time."""
        if self.canvas is None:
            return
        here = self.chosen.key if self.chosen.key in self.canvas.layout.placed else ""
        self._choose(self.canvas.layout.next_key(here, step))

    def _press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key asks for; False if it is not the picture's."""
        keys = Qt.Key
        if self._drag is not None:
            if key == keys.Key_Escape:
                self._cancel()
            return True
        if modifiers == Qt.KeyboardModifier.ControlModifier and key in (keys.Key_Left, keys.Key_Right):
            self.stepped.emit(1 if key == keys.Key_Right else -1)
            return True
        if modifiers == Qt.KeyboardModifier.AltModifier and key in (keys.Key_Left, keys.Key_Right):
            self.turned.emit(1 if key == keys.Key_Right else -1)
            return True
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:  # a plus is typed with it on some keyboards
            return False
        if key in (keys.Key_Left, keys.Key_Right):
            self.walk(1 if key == keys.Key_Right else -1)
        elif key in (keys.Key_Up, keys.Key_Down):
            self._walk_rings(1 if key == keys.Key_Down else -1)
        elif key in (keys.Key_Home, keys.Key_End) and self.canvas is not None:
            self._choose(self.canvas.layout.next_key("", 1 if key == keys.Key_Home else -1))
        elif key in (keys.Key_Return, keys.Key_Enter):
            if not self.chosen.key:
                return False
            self.opened.emit(self.chosen.key)
        elif key in (keys.Key_Plus, keys.Key_Minus):
            self.zoomed.emit(1 if key == keys.Key_Plus else -1, self._chosen_day)
        elif key == keys.Key_Backspace:
            self.zoomed.emit(-1, self._chosen_day)
        else:
            return False
        return True

    def _is_own(self, event: QKeyEvent) -> bool:
        """Say whether a key is the picture's though a command of the page or window may have it too."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = Qt.Key
        if event.key() == keys.Key_Escape:
            return self._drag is not None
        sideways = event.key() in (keys.Key_Left, keys.Key_Right)
        if sideways and modifiers in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
            return True
        own = (keys.Key_Return, keys.Key_Enter, keys.Key_Backspace, keys.Key_Plus, keys.Key_Minus)
        return not modifiers and event.key() in own

    @property
    def _chosen_day(self) -> date | None:
        row = self._rows.get(self.chosen.key)
        return row.first if row is not None else None

    def _walk_rings(self, step: int) -> None:
        if self.scene is not None:
            self._choose(beside(self.scene, self.chosen.key, step))

    def _choose(self, key: str) -> None:
        if key:
            self.chosen.choose(key)

    # -- dragging

    def _begin_drag(self, start: QPointF, key: str) -> None:
        self._pressed = None
        row, day = self._rows.get(key), self.day_at(start)
        if row is None or day is None:
            return
        why = why_still(row, self._tr, read_only=self.read_only)
        if why:
            self.refused.emit(why)
            return
        QToolTip.hideText()
        self._hover("")
        self._drag = Drag(row, day, start)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def _drag_to(self, at: QPointF) -> None:
        drag, canvas = self._drag, self.canvas
        if drag is None or canvas is None or self._calendar is None or drag.row.first is None:
            return
        day = self.day_at(at) or drag.grabbed
        found = landing(drag.row, drag.row.first + (day - drag.grabbed), self._calendar)
        if found != drag.found or not drag.shapes:
            drag.found = found
            shapes = moved(canvas.layout, drag.row.key, found.first, found.last) if found is not None else ()
            drag.shapes = tuple(undashed(shape) for shape in shapes)
        if found is not None:
            said, why = say_landing(found, self._tr)
        else:
            said, why = self._tr(N_("Outside the school year")), ""
        before = drag.room
        drag.bubble = Bubble(said, why, self.font(), at, QRectF(self.rect()).adjusted(2, 2, -2, -2))
        drag.room = room_of(drag.shapes).united(drag.bubble.room)
        self.update(before)
        self.update(drag.room)

    def _cancel(self) -> None:
        """Let go of what is dragged, where it was."""
        self._pressed = None
        if self._drag is not None:
            self._drag = None
            self.unsetCursor()
            self.update()

    # -- what is under the pointer, and what is chosen

    def _hover(self, key: str) -> None:
        if key == self._hovered:
            return
        self._update_room(self._hovered)
        self._hovered = key
        self._update_room(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor) if key else self.unsetCursor()

    def _show_tip(self, event: QHelpEvent) -> None:
        key = self.key_at(QPointF(event.pos()))
        row = self._rows.get(key)
        if row is None or self._drag is not None or self.canvas is None:
            QToolTip.hideText()
            return
        said = told_row(row, self._tr)
        text = tooltip(said) if "<" not in said else "<br>".join(escape(line) for line in said.splitlines())
        QToolTip.showText(event.globalPos(), text, self, self.canvas.room(key))

    def _choice_changed(self, key: str) -> None:
        self._update_room(self._painted_key)
        self._painted_key = key
        self._update_room(key)
        self._describe()
        row = self._rows.get(key)
        if row is not None and self.hasFocus():
            announce(self, say_row(row, self._tr))

    def _describe(self) -> None:
        row = self._rows.get(self.chosen.key)
        if row is not None:
            self.setAccessibleDescription(say_row(row, self._tr))
        else:
            hint = N_("The arrow keys go from entry to entry, Enter opens one. The tab List says the same in words.")
            self.setAccessibleDescription(self._tr(hint))

    def _update_room(self, key: str) -> None:
        if key and self.canvas is not None:
            self.update(self.canvas.room(key))

"""How is anything found or done from anywhere, by keyboard only (Ctrl+K)?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Hit
from app.shell.menus import give_menu
from app.shell.table_model import Index
from app.shell.theme import GRID, tones
from app.shell.words import Label, without_mnemonic

if TYPE_CHECKING:
    from app.shell.main_window import MainWindow
    from app.shell.page import PageEntry

MOST = 12  # hits of one kind
RECENT = 6
_HIT = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Palette(QDialog):
    """A box under the search field: what is typed is looked for in commands, pages and what the pages can find."""

    def __init__(self, window: MainWindow, text: str = "") -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        tr = window.context.tr
        self._main = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr(N_("Search")))
        self.box = QLineEdit()
        self.box.setMinimumHeight(5 * GRID)
        self.box.setPlaceholderText(tr(N_("Name, phone, case, meeting or command")))
        self.box.setAccessibleName(tr(N_("Name, phone, case, meeting or command")))
        give_menu(self.box, tr)
        self.box.installEventFilter(self)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr(N_("Hits")))
        self.list.itemClicked.connect(lambda item: self._open(item))
        self.nothing = Label("", "muted")
        self.nothing.setContentsMargins(GRID, GRID, GRID, GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self._find)
        self.box.textChanged.connect(lambda _text: self._typed.start())
        self.box.setText(text)
        self._find()

    def open_under(self, field: QWidget) -> None:
        """Show the box over the search field, as wide as there is room for."""
        width = max(field.width() + 2 * GRID, 60 * GRID)
        place = field.mapToGlobal(QPoint((field.width() - width) // 2, -GRID))
        window = self._main.frameGeometry()
        left = min(max(place.x(), window.left() + GRID), max(window.left() + GRID, window.right() - width - GRID))
        height = min(56 * GRID, window.bottom() - place.y() - GRID)
        self.setGeometry(QRect(QPoint(left, place.y()), QSize(width, max(height, 20 * GRID))))
        self.show()
        self.box.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(tones(self).muted))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and watched is self.box:
            if event.key() in _MOVES:
                QCoreApplication.sendEvent(self.list, QKeyEvent(event.type(), event.key(), event.modifiers()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._typed.stop()
                self._find_if_other()
                if self.list.currentItem() is not None:
                    self._open(self.list.currentItem())
                return True
        return False

    def _find_if_other(self) -> None:
        if self.property("text") != self.box.text():
            self._find()

    def _find(self) -> None:
        text = self.box.text().strip()
        self.setProperty("text", self.box.text())
        hits = self._hits(text) if text else self._first_hits()
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.detail}" if hit.detail else hit.title)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.nothing.setText(self._main.context.tr(N_("Nothing is called “{text}”."), text=text))

    def _first_hits(self) -> list[Hit]:
        known = {hit.title: hit for hit in self._commands()}
        recent = self._main.context.settings.get("palette.recent", list[str]())
        first = [known.pop(title) for title in recent if title in known]
        return [*first, *known.values()]

    def _hits(self, text: str) -> list[Hit]:
        words = text.casefold().split()
        found = [hit for hit in self._commands() if all(word in hit.title.casefold() for word in words)]
        things: list[Hit] = []
        if self._main.context.store is not None:
            for entry in self._main.entries:
                if entry.finder:
                    module, _, name = entry.finder.partition(":")
                    things += getattr(import_module(module), name)(self._main.context, text)[:MOST]
        starts = [hit for hit in found if hit.title.casefold().startswith(text.casefold())]
        rest = [hit for hit in found if hit not in starts]
        return [*starts[:MOST], *things, *rest[:MOST]]

    def _commands(self) -> list[Hit]:
        window, tr = self._main, self._main.context.tr
        shown = QKeySequence.SequenceFormat.NativeText
        hits = [
            Hit(tr(entry.title), tr(N_("Page")), entry.icon, _later(lambda page=entry.id: window.show_page(page)))  # type: ignore[misc]
            for entry in window.entries
        ]
        own = (*window.everywhere.pages, window.everywhere.search)
        for action in (*window.page.commands, *window.everywhere.all):
            if action.isEnabled() and action not in own:
                icon = str(action.property("icon_name") or "chevron-right")
                hits.append(
                    Hit(
                        without_mnemonic(action.text()),
                        action.shortcut().toString(shown),
                        icon,
                        _later(action.trigger),
                    )
                )
        for entry in window.entries:
            if entry.id in window.pages and entry.id != window.page_id:
                hits += self._commands_of(entry)
        return hits

    def _commands_of(self, entry: PageEntry) -> list[Hit]:
        """Return what a page that was open before can do; it is opened first."""
        window, tr = self._main, self._main.context.tr

        def run(action: QAction) -> None:
            if window.show_page(entry.id) is window.pages[entry.id]:
                action.trigger()

        return [
            Hit(
                without_mnemonic(action.text()),
                tr(entry.title),
                str(action.property("icon_name") or "chevron-right"),
                _later(partial(run, action)),
            )
            for action in window.pages[entry.id].commands
            if action.isEnabled()
        ]

    def _open(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(_HIT)
        settings = self._main.context.settings
        if _may_be_kept(hit.title) and any(hit.title == known.title for known in self._commands()):
            recent = [title for title in settings.get("palette.recent", list[str]()) if title != hit.title]
            settings.set("palette.recent", [hit.title, *filter(_may_be_kept, recent)][:RECENT])
        self.close()
        hit.open()


def _may_be_kept(title: str) -> bool:
    """Never a person's name on the disk: what a command quotes (the step it undoes, a group) may be one."""
    return not any(sign in title for sign in "«»“”")


def _later(call: Callable[[], object]) -> Callable[[], None]:
    """Run ``call`` once the box is gone, so that a dialog it opens gets the focus."""
    return lambda: QTimer.singleShot(0, call)


class _HitDelegate(QStyledItemDelegate):
    """Icon, words, and at the right what kind of thing it is or its key."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, max(36, option.fontMetrics.height() + 2 * GRID))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(_HIT)
        widget = option.widget
        look = tones(widget if isinstance(widget, QWidget) else None)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(look.accent))
        colour = look.on_accent if chosen else look.text
        box = option.rect.adjusted(GRID, 0, -GRID, 0)
        ratio = painter.device().devicePixelRatioF()
        middle = box.center().y() - icons.SIZE // 2
        painter.drawPixmap(box.left(), middle, icons.pixmap(hit.icon, colour, icons.SIZE, ratio))
        metrics = option.fontMetrics
        detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, box.width() // 2)
        room = metrics.horizontalAdvance(detail)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(look.on_accent if chosen else look.muted))
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignRight, detail)
        words = box.adjusted(icons.SIZE + GRID, 0, -room - 2 * GRID, 0)
        painter.setPen(QColor(colour))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags | Qt.AlignmentFlag.AlignLeft, title)

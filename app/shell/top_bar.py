"""What stands at the top: the side bar's button, the year, the search, undo and redo, help?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QMenu, QStyleOptionToolButton, QToolButton

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import tooltip, without_mnemonic

if TYPE_CHECKING:
    from app.shell.main_window import MainWindow


BUTTON = QSize(5 * GRID, 4 * GRID)


class SearchField(QLineEdit):
    """Looks like a search field and opens the palette, taking along what was typed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        tr = window.context.tr
        self._main = window
        key = window.everywhere.search.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setPlaceholderText(tr(N_("Search for persons, cases, meetings and commands …  {key}"), key=key))
        self.setAccessibleName(tr(N_("Search")))
        self.setMinimumHeight(4 * GRID)
        self.setMaximumWidth(70 * GRID)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        glass = QAction(self)
        icons.put(glass, "search", "muted", 16)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._hand_over)

    def mousePressEvent(self, _event: object) -> None:
        self._main.open_palette()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._main.open_palette()
        else:
            super().keyPressEvent(event)

    def _hand_over(self, text: str) -> None:
        self.clear()
        if text:
            self._main.open_palette(text)


class ActionButton(QToolButton):
    """The picture of an action; its name, key and whether it is possible follow the action."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.setAutoRaise(True)
        self.setFixedSize(BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(self, str(action.property("icon_name")))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        words = without_mnemonic(self._action.text())
        key = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(words)
        self.setToolTip(tooltip(f"{words} ({key})"))


class MenuButton(QToolButton):
    """A flat button that opens a menu at once, without Qt's own small arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones(self).text), 1.5))
        at = QPoint(self.width() - 2 * GRID, self.height() // 2 - 1)
        painter.drawPolyline([at, at + QPoint(4, 4), at + QPoint(8, 0)])

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2 * GRID if self.text() else 0, 0)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu


class TopBar(QFrame):
    """One row over the whole width."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._main = window
        tr = window.context.tr
        # The window may still have the font from before another text size was chosen.
        self.setFixedHeight(max(6 * GRID, QFontMetrics(QApplication.font()).height() + 4 * GRID))
        self.menu_button = ActionButton(window.everywhere.side_bar)
        self.year = MenuButton()
        self.year.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.year.setMinimumHeight(4 * GRID)
        self.year.setAccessibleName(tr(N_("School year")))
        self.year.setToolTip(tooltip(tr(N_("School year"))))
        icons.put(self.year, "calendar")
        self._years = QMenu(self.year)
        self._years.aboutToShow.connect(self._fill_years)
        self.year.setMenu(self._years)
        self.search = SearchField(window)
        self.undo = ActionButton(window.everywhere.undo)
        self.redo = ActionButton(window.everywhere.redo)
        self.help = MenuButton()
        self.help.setFixedSize(BUTTON)
        self.help.setAccessibleName(tr(N_("Help and more")))
        self.help.setToolTip(tooltip(tr(N_("Help and more"))))
        icons.put(self.help, "circle-help")
        self._help_menu = QMenu(self.help)
        self._help_menu.aboutToShow.connect(self._fill_help)
        self.help.setMenu(self._help_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self.menu_button)
        row.addWidget(self.year)
        row.addStretch(1)
        row.addWidget(self.search, 6)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.help)
        window.context.year_changed.connect(self._say_year)
        window.context.years_changed.connect(self._say_year)
        self._say_year()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(tones(self).line))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _say_year(self) -> None:
        context = self._main.context
        words = year_name(context.year)
        if context.year in context.drafts:
            words = context.tr(N_("{year} (draft)"), year=words)
        self.year.setText(words)

    def _fill_years(self) -> None:
        context, tr = self._main.context, self._main.context.tr
        self._years.clear()
        group = QActionGroup(self._years)
        for year in sorted(context.years, reverse=True):
            words = year_name(year)
            if year < context.this_year:
                words = tr(N_("{year} (past, can only be read)"), year=words)
            elif year in context.drafts:
                words = tr(N_("{year} (draft)"), year=words)
            action = self._years.addAction(words)
            action.setCheckable(True)
            action.setChecked(year == context.year)
            action.triggered.connect(lambda _on=False, year=year: context.set_year(year))
            group.addAction(action)

    def _fill_help(self) -> None:
        window, menu, does = self._main, self._help_menu, self._main.everywhere
        menu.clear()
        menu.addMenu(window.context.tr(N_("&Go to"))).addActions(does.pages)
        commands = menu.addMenu(window.page.heading.text().replace("&", "&&"))
        commands.addActions(window.page.commands)
        commands.setEnabled(bool(window.page.commands))
        for group in (
            (does.undo, does.redo, does.search, does.side_bar),
            (does.preferences,),
            (does.help, does.shortcuts, does.details, does.about),
            (does.quit,),
        ):
            menu.addSeparator()
            menu.addActions(group)

"""What does the window hold, and which page is open?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.context import Context
from app.shell.notices import NoticeBar
from app.shell.page import Page, PageEntry
from app.shell.panel import Panel
from app.shell.side_bar import SideBar
from app.shell.task_bar import TaskBar
from app.shell.top_bar import TopBar
from app.shell.window_actions import WindowActions
from app.shell.year_band import YearBand

if TYPE_CHECKING:
    from db.history import StepRow

TITLE = "Skolekontoret"
NARROW = "side_bar.narrow"
FRAME = QSize(8, 40)  # what the title bar and the edges take of the screen; nobody knows before it is shown
ROOMY = 880  # points; a narrower window keeps its room for the page


class MainWindow(QMainWindow):
    """Top bar, side bar, the open page, and what is said at the bottom. It knows pages by their entries only."""

    painted = Signal()  # the first time, before the icons are drawn

    def __init__(self, context: Context, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.context = context
        self.entries = tuple(entries)
        self.pages: dict[str, Page] = {}
        self.page_id = ""
        self.panel: Panel | None = None
        self.school = ""
        self.about_to_close: Callable[[], object] = lambda: None
        self.setMinimumSize(QSize(600, 360))
        self.everywhere = WindowActions(self, self.entries)
        self.undo_action, self.redo_action = self.everywhere.undo, self.everywhere.redo
        self._build()
        self._restore_size()
        context.language_changed.connect(self._rebuild)
        context.noticed.connect(lambda notice: self.notices.show_notice(notice))
        context.page_wanted.connect(self._show_wanted)
        context.panel_wanted.connect(self.open_panel)
        context.search_wanted.connect(self.open_palette)
        context.together_wanted.connect(self._ask_together)
        context.older_wanted.connect(self._ask_older)
        context.year_changed.connect(lambda _year: self._say_title())
        context.steps_changed.connect(self._steps_changed)
        self._steps_due = QTimer(self, singleShot=True, interval=0)
        self._steps_due.timeout.connect(self._say_steps)
        self.show_page(self.entries[0].id)

    # -- pages

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.pages[self.page_id]

    def show_page(self, page_id: str) -> Page:
        """Open a page, making it the first time; what is being typed on the old one is saved first."""
        if self.panel is not None and not self.close_panel():
            self.side_bar.mark(self.page_id)
            return self.page
        if page_id == self.page_id:
            return self.page
        if self.page_id and not self.page.may_leave():
            self.side_bar.mark(self.page_id)
            return self.page
        if page_id not in self.pages:
            self._make_page(page_id)
        page = self.pages[page_id]
        self.page_id = page_id
        self.stack.setCurrentWidget(page)
        self.side_bar.mark(page_id)
        self._say_title()
        page.focus_first()
        if self.property("painted"):
            icons.draw_all()
        return page

    def open_panel(self, panel: Panel) -> None:
        """Put a preview or an import in the page's place until it is closed."""
        if (self.panel is not None and not self.close_panel()) or not self.page.may_leave():
            return
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        panel.focus_first()
        icons.draw_all()

    def close_panel(self) -> bool:
        """Go back to the page; False if the panel is in the middle of something."""
        panel = self.panel
        if panel is None:
            return True
        if not panel.may_leave():
            return False
        self.panel = None
        self.stack.setCurrentWidget(self.page)
        self.stack.removeWidget(panel)
        panel.close()
        panel.deleteLater()
        self.page.focus_first()
        return True

    def set_school(self, name: str) -> None:
        """Show the school's name in the title."""
        self.school = name
        self._say_title()

    def set_due(self, page_id: str, number: int) -> None:
        """Show how many things are due on a page."""
        words = self.context.tr.n("{n} thing to do", "{n} things to do", number)
        self.side_bar.buttons[page_id].set_due(number, words)

    # -- actions

    def open_palette(self, text: str = "") -> None:
        """Open the box that finds persons, pages and commands."""
        from app.shell.palette import Palette

        self._palette = Palette(self, text)
        self._palette.open_under(self.top_bar.search)

    def open_preferences(self) -> None:
        from app.shell.preferences import PreferencesDialog

        PreferencesDialog(self, self.context).open()

    def open_help(self) -> None:
        from app.shell.help import HelpDialog

        HelpDialog(self, self.context.tr, self.shortcuts()).open()

    def open_shortcuts(self) -> None:
        from app.shell.help import ShortcutsDialog

        ShortcutsDialog(self, self.context.tr, self.shortcuts()).open()

    def open_about(self) -> None:
        from app.shell.help import AboutDialog

        AboutDialog(self, self.context.tr).open()

    def toggle_side_bar(self) -> None:
        """Take the side bar's words away, or bring them back; the next start remembers it."""
        narrow = not self.side_bar.narrow
        self.context.settings.set(NARROW, narrow)
        self.side_bar.set_narrow(narrow)

    def copy_details(self) -> None:
        """Put what a helper needs to know on the clipboard."""
        from app.shell.crash import copy_details

        copy_details()
        self.context.notify(self.context.tr(N_("Copied. There is nothing about persons in it.")))

    def shortcuts(self) -> list[tuple[str, str]]:
        """Return (what, key) for everything that has a key now."""
        shown = QKeySequence.SequenceFormat.NativeText
        return [
            (action.text().replace("&", ""), action.shortcut().toString(shown))
            for action in (*self.page.commands, *self.everywhere.all)
            if not action.shortcut().isEmpty()
        ]

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.property("painted"):
            self.page.focus_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.property("painted"):
            self.setProperty("painted", True)
            # Not at once: the page and the bars are painted after the window they stand in.
            QTimer.singleShot(0, self._after_first_paint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kind = QEvent.Type
        if event.type() in (kind.PaletteChange, kind.ApplicationPaletteChange, kind.DevicePixelRatioChange) and (
            self.property("painted")
        ):
            QTimer.singleShot(0, icons.draw_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side_bar()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(page.may_leave() for page in self.pages.values()):
            event.ignore()
            return
        if self.context.tasks.running:
            event.ignore()
            self._ask_about_tasks()
            return
        if not self.close_panel():
            event.ignore()
            return
        self._remember()
        self.about_to_close()
        super().closeEvent(event)

    # -- private

    def _build(self) -> None:
        tr = self.context.tr
        self.everywhere.say(tr)
        self.top_bar = TopBar(self)
        self.side_bar = SideBar(self.entries, tr)
        self.side_bar.chosen.connect(self.show_page)
        self._set_side_bar()
        self.year_band = YearBand(self.context)
        self.stack = QStackedWidget()
        self.tasks = TaskBar(self.context.tasks, tr)
        self.notices = NoticeBar(tr)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.year_band)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.side_bar)
        middle.addLayout(right, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.tasks)
        column.addWidget(self.notices)
        self.setCentralWidget(centre)

    def _rebuild(self) -> None:
        """Say everything anew in another language; the page that is open stays open."""
        self.close_panel()
        page_id, self.page_id = self.page_id, ""
        self.panel = None
        self.pages.clear()
        self._build()
        self.show_page(page_id)
        self._say_steps()
        if self.property("painted"):
            icons.draw_all()

    def _make_page(self, page_id: str) -> None:
        entry = next(entry for entry in self.entries if entry.id == page_id)
        module, _, name = entry.target.partition(":")
        page: Page = getattr(import_module(module), name)(self.context)
        self.pages[page_id] = page
        self.stack.addWidget(page)

    def _show_wanted(self, page_id: str, item: object) -> None:
        page = self.show_page(page_id)
        if item is not None and page is self.pages.get(page_id):
            page.show_item(item)

    def _say_title(self) -> None:
        page = next(entry for entry in self.entries if entry.id == self.page_id).title if self.page_id else ""
        parts = [self.context.tr(page), f"{self.school} {year_name(self.context.year)}".strip(), TITLE]
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _steps_changed(self) -> None:
        self._steps_due.start()

    def _say_steps(self) -> None:
        self.everywhere.say_steps(self.context)

    def _ask_together(self, step_id: int, later: Sequence[int]) -> None:
        from app.shell.undo_together import ask_together

        ask_together(self, self.context, step_id, later)

    def _ask_older(self, lasting: StepRow, older: StepRow) -> None:
        from app.shell.undo_together import ask_older

        ask_older(self, self.context, lasting, older)

    def _ask_about_tasks(self) -> None:
        from app.shell.dialog import ask

        tr = self.context.tr
        ask(
            self,
            tr,
            title=tr(N_("Work is still going on")),
            text=tr(
                N_("“{title}” is not finished. If you close now it is cancelled, and nothing of it is kept."),
                title=self.context.tasks.running[0].title,
            ),
            yes=tr(N_("Cancel it and &close")),
            no=tr(N_("&Keep it running")),
            then=self._cancel_and_close,
            danger=True,
        )

    def _cancel_and_close(self) -> None:
        if self.context.tasks.cancel_all(20):
            QTimer.singleShot(0, self.close)

    def _set_side_bar(self) -> None:
        """Take the side bar's words away where the window is small; else it is as the user left it."""
        narrow = self.width() < ROOMY or self.context.settings.get(NARROW, False)
        if narrow != self.side_bar.narrow:
            self.side_bar.set_narrow(narrow)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        icons.draw_all()
        for button in self.side_bar.buttons.values():
            button.update()

    def _restore_size(self) -> None:
        saved = self.context.settings.get("window.geometry", "")
        restored = bool(saved) and self.restoreGeometry(QByteArray.fromBase64(saved.encode()))
        wanted = self.size() if restored else QSize(1280, 720)
        room = self.screen().availableSize() - FRAME
        if not (self.isMaximized() or self.isFullScreen()):
            self.resize(wanted.boundedTo(room))

    def _remember(self) -> None:
        from app.shell.table import TableView

        self.context.settings.set("window.geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        for table in self.findChildren(TableView):
            table.save_widths()

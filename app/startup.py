"""How does the window come up? The composition root: settings, language, window, then the school's file.

The window is painted before the database's code is imported; what is typed meanwhile waits in Qt's own queue.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.shell import qt_import  # isort: skip  # before anything else that is imported after Qt
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.core.i18n import N_, system_language, translator
from app.core.settings import Settings
from app.pages import PAGES
from app.places import DATABASE, database_file, example_file, settings_file
from app.shell import theme
from app.shell.context import Context
from app.shell.crash import CrashReporter
from app.shell.due_desk import DueDesk
from app.shell.garbage import Collector
from app.shell.main_window import MainWindow
from app.shell.paper_desk import PaperDesk
from app.shell.qt_words import QtSpeech

if TYPE_CHECKING:
    from datetime import date

    from app.core.due import Standing
    from app.first_start import Wishes
    from db.store import Store

QT = qt_import.VERSION


def run_window(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication(list(sys.argv[:1]))
    program = Program(app, *_options(argv))
    program.show()
    return app.exec()


class Program(QObject):
    """The window and the school's file, from start to end."""

    def __init__(
        self, app: QApplication, database: Path | None = None, language: str = "", settings: Settings | None = None
    ) -> None:
        super().__init__(app)
        app.setApplicationName("Skolekontoret")
        self.settings = settings or Settings.load(settings_file())
        self._database = database
        language = language or self.settings.get("language", "") or system_language()
        theme.apply(app, self.settings.get("look", "system"), self.settings.get("text_size", 100))
        Collector(self)
        self.crash = CrashReporter(self)
        self.crash.install()
        self.context = Context(self.settings, translator(language), self)
        self.qt_speech = QtSpeech(self)
        self._speak()
        self.context.language_changed.connect(self._speak)  # before the window, which says the keys' names
        self.window = MainWindow(self.context, PAGES)
        self.window.about_to_close = self.close_school
        self.context.language_changed.connect(self._say_due)  # after the window, which makes its side bar anew
        self.context.changed.connect(self._due_changed)
        self.crash.show_on(self.window)

    def show(self) -> None:
        """Show the window now; the school is opened once it has been painted."""
        # A turn of the event loop later, so that the icons stand there before the database's code is imported.
        self.window.painted.connect(lambda: QTimer.singleShot(0, self.open_school))
        self.window.show()

    def open_school(self) -> None:
        """Open the school's file, or ask for the first few things if there is none."""
        _log_to_file()
        path = self._database or database_file(self.settings)
        if not path.exists():
            from app.first_start import FirstStart

            FirstStart(self.window, self.context.tr, self.settings, self._found).open()
            return
        self._open(path)

    def close_school(self) -> None:
        """Close the file; if something changed, make a verified backup first."""
        store = self.context.detach()
        if store is None:
            return
        from app.core import clock
        from db.backup import make_backup
        from db.errors import StoreError

        try:
            if store.changed:
                make_backup(store, clock.now())
        except StoreError as error:
            logging.getLogger("skolekontoret").warning("no backup on exit: %s", type(error).__name__)
        finally:
            store.close()

    def _open(self, path: Path) -> bool:
        from app.core.errors import explain
        from app.opening import ensure_school, open_store
        from db.errors import StoreError

        tr = self.context.tr
        try:
            store = open_store(path, self.settings)
            ensure_school(store, tr(N_("Our school")))
        except StoreError as error:
            self._cannot_open(explain(error, tr) or "", path)
            return False
        self._attach(store)
        return True

    def _attach(self, store: Store) -> None:
        from app.school.queries import is_set_up, school_years, the_school

        context = self.context
        school = store.read(the_school)
        if not store.read(is_set_up):
            self.window.show_page("contacts")  # where one begins: nothing can wait today
        context.paper_desk = self._paper_desk(store)
        context.due_desk = self._due_desk()
        self._offer_years(store, [year.start_year for year in store.read(school_years)])
        context.attach(store)
        context.changed.connect(self._school_changed)
        QTimer.singleShot(0, self._say_due)  # once the list stands there
        QTimer.singleShot(0, self._offer_typed)
        if school is not None:
            self.window.set_school(school.name)
            if school.is_example:
                self._offer_own_school()

    def _offer_years(self, store: Store, years: Sequence[int]) -> None:
        """Offer the school years; where another one runs than before, what showed the old one shows the new."""
        from app.core import clock
        from app.core.schoolyear import year_of
        from app.school.draft import drafts

        context, now = self.context, year_of(clock.today())
        before, running = context.this_year, now if now in years else max(years, default=now)
        is_shown = context.year == before
        context.offer_years(years, running, store.read(drafts, years))
        if is_shown and running != before:
            context.set_year(running)

    def _paper_desk(self, store: Store) -> PaperDesk:
        from functools import partial

        from app.contacts.disclosure import AUDIENCE_NAMES
        from app.handing_out import note_export, paper_language, write_paper

        return PaperDesk(AUDIENCE_NAMES, partial(paper_language, store), partial(note_export, store), write_paper)

    def _due_desk(self) -> DueDesk:
        from app.school.due_answers import answers, not_ours, put_off, take_back

        if self.context.due_desk is not None:
            self.context.due_desk.deleteLater()
        desk = DueDesk(self.context, answers, put_off, not_ours, take_back)
        desk.read_anew.connect(self._say_waiting)
        return desk

    def _say_waiting(self, standing: Standing) -> None:
        """Say beside the first page how many kinds of things wait."""
        self.window.set_due("today", len(standing.waiting))
        self._follow_day(standing.day)

    def _follow_day(self, today: date) -> None:
        """Let next year take force on its day, also where the program stays open over the summer."""
        from app.core.schoolyear import year_of

        context = self.context
        if context.store is not None and context.this_year != year_of(today) and year_of(today) in context.years:
            self._offer_years(context.store, context.years)

    def _school_changed(self, tables: object) -> None:
        from app.school.queries import school_years, the_school

        if isinstance(tables, frozenset) and tables & {"school", "school_year"} and self.context.store is not None:
            school = self.context.read(the_school)
            self.window.set_school(school.name if school else "")
            years = [year.start_year for year in self.context.read(school_years)]
            self._offer_years(self.context.store, years)

    def _due_changed(self, tables: object) -> None:
        if isinstance(tables, frozenset) and tables & {"register_change", "person"}:
            self._say_due()

    def _say_due(self) -> None:
        """Say beside the pages how much waits there."""
        if self.context.store is not None:
            from app.contacts.register.lines import waiting_count

            self.window.set_due("contacts", self.context.read(waiting_count))
            if self.context.due_desk is not None:
                self._say_waiting(self.context.due_desk.now())

    def _offer_typed(self) -> None:
        """Offer back what was being typed when the program stopped."""
        if self.context.store is not None:
            from app.meetings.minuting.begun_again import offer_back

            offer_back(self.context)

    def _found(self, wishes: Wishes) -> None:
        """Do what was answered at first start."""
        if wishes.example:
            self._open_example()
            return
        path = self._database or wishes.folder / "school.db"
        if self._database is None:
            self.settings.set(DATABASE, str(path))
        from app.core.errors import explain
        from app.opening import ensure_school, open_store
        from db.errors import StoreError

        try:
            store = open_store(path, self.settings)
            ensure_school(store, wishes.name, wishes.written_standard, wishes.start_year)
        except StoreError as error:
            self.settings.set(DATABASE, "")
            self._cannot_open(explain(error, self.context.tr) or "", path)
            return
        self._attach(store)

    def _open_example(self) -> None:
        from app.example import open_example

        path = self._database or example_file()
        self.settings.set(DATABASE, str(path))
        self.context.run(
            N_("Building the example school"),
            lambda progress: open_example(path, self.settings, self.context.tr, progress),
            self._attach,
            lambda words, _field: self._cannot_open(words, path),
        )

    def _offer_own_school(self) -> None:
        from app.shell.notices import Action

        tr = self.context.tr
        own = Action(tr(N_("&Start with our own school …")), self.leave_example)
        self.context.notify(
            tr(N_("This is the example school. Everybody in it is invented; try whatever you like.")), own
        )

    def leave_example(self) -> None:
        """Close the example and ask for the real school."""
        from app.first_start import FirstStart

        self.close_school()
        self.settings.set(DATABASE, "")
        FirstStart(self.window, self.context.tr, self.settings, self._found).open()

    def _cannot_open(self, words: str, path: Path) -> None:
        from app.shell.dialog import Dialog
        from app.shell.words import wrapped

        tr = self.context.tr
        dialog = Dialog(self.window, tr, tr(N_("The school cannot be opened")))
        dialog.body.insertWidget(0, wrapped(words))
        dialog.body.insertWidget(1, wrapped(tr(N_("The file is {path}."), path=path)))
        dialog.add_buttons(tr(N_("&Try again")), tr(N_("&Close the program")))
        dialog.accepted.connect(lambda: QTimer.singleShot(0, self.open_school))
        dialog.rejected.connect(self.window.close)
        dialog.open()

    def _speak(self) -> None:
        self.qt_speech.speak(self.context.tr)


def _options(argv: Sequence[str]) -> tuple[Path | None, str]:
    """Return (--database, --language); argparse itself would cost a tenth of the start."""
    found = {"--database": "", "--language": ""}
    rest = iter(argv)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in found:
            found[name] = value if equals else next(rest, "")
    return (Path(found["--database"]) if found["--database"] else None), found["--language"]


def _log_to_file() -> None:
    """Log to a small rotating file; the log never holds personal data."""
    from logging.handlers import RotatingFileHandler

    from platformdirs import user_log_path

    try:
        folder = user_log_path("Skolekontoret", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "skolekontoret.log", maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("skolekontoret").addHandler(handler)

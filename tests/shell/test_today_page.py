"""What waits today: one line each, with the button that solves it, and never a flood."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.about import Saying
from app.core.due import DueLine, due_lines
from app.core.i18n import translator
from app.core.settings import Settings
from app.shell.context import Context
from app.shell.days import say_day, say_short_day
from app.shell.main_window import MainWindow
from app.shell.page import PageEntry
from app.shell.today_page import COMING, MOST, PAST, WITHOUT_DAY, LineRow, TodayPage, sections
from db.store import Store
from tests.conftest import Clock
from tests.shell.conftest import ENTRIES, add

TODAY = date(2026, 8, 24)
TODAY_ENTRIES = (PageEntry("today", "Today", "house", "app.shell.today_page:TodayPage"), *ENTRIES)


class Waiting:
    """Stands for the features' hooks: what a test says is due."""

    def __init__(self) -> None:
        self.lines: list[DueLine] = []
        self.asked: list[date] = []

    def run(self, name: str, _session: object, today: date) -> list[tuple[DueLine, ...]]:
        assert name == "due"
        self.asked.append(today)
        return [tuple(self.lines[::2]), tuple(self.lines[1::2])]  # two features

    def reports(self, _feature: str) -> tuple[object, ...]:
        return ()

    def of(self, _name: str) -> list[object]:
        return []


def line(code: str, day: date | None, words: str = "Something", *, report: str = "", item: object = None) -> DueLine:
    """A line of a feature; its words need no catalogue."""
    return DueLine(code, Saying(words), 1, day, "people", item, "Open", report, "", "Print the notice")


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


class AtToday:
    """The window on its first page."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot = qtbot
        self.context = Context(Settings.load(None), translator(language))
        self.window = MainWindow(self.context, TODAY_ENTRIES)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.store = store

    def open(self) -> AtToday:
        self.context.attach(self.store)
        self.qtbot.wait(1)
        return self

    @property
    def page(self) -> TodayPage:
        page = self.window.pages["today"]
        assert isinstance(page, TodayPage)
        return page

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(row.day.text(), row.words.text()) for row in self.page.rows]

    def press(self, key: Qt.Key) -> None:
        widget = self.window.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key)


@pytest.fixture
def store(tmp_path: Path, closed_school: Path, waiting: Waiting, clock: Clock) -> Iterator[Store]:
    path = Path(shutil.copy(closed_school, tmp_path / "school.db"))
    with_hooks: Any = waiting
    store = Store.open(path, who="Kari", hooks=with_hooks)
    yield store
    store.close()


@pytest.fixture
def at(qtbot: QtBot, store: Store) -> Iterator[AtToday]:
    """The window, with the file not open yet."""
    at = AtToday(qtbot, store)
    yield at
    at.context.detach()
    at.window.close()


def test_days_are_said_as_one_speaks() -> None:
    day = date(2026, 11, 12)
    for language, long, short in (
        ("nb", "torsdag 12. nov.", "tor. 12. nov."),
        ("nn", "torsdag 12. nov.", "tor. 12. nov."),
        ("en", "Thursday 12 Nov", "Thu 12 Nov"),
    ):
        assert (say_day(day, translator(language)), say_short_day(day, translator(language))) == (long, short)
    assert say_day(date(2027, 5, 17), translator("nn")) == "måndag 17. mai"
    assert [say_day(date(2026, month, 1), translator("nb")).split(". ")[1] for month in (1, 6, 7, 12)] == [
        "jan.",
        "juni",
        "juli",
        "des.",
    ]


def test_lines_of_all_features_stand_by_day_under_three_heads(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [
        line("a.one:1", date(2026, 8, 28), "On Friday"),
        line("b.two:1", None, "Some time"),
        line("a.one:2", TODAY, "This evening"),
        line("a.one:3", date(2026, 8, 20), "Last Thursday"),
        line("b.two:2", date(2026, 8, 25), "Tomorrow"),
        line("b.two:3", date(2026, 8, 3), "Long ago"),
    ]
    at.open()
    assert at.rows == [
        ("torsdag 20. aug.", "Last Thursday"),
        ("mandag 3. aug.", "Long ago"),
        ("i dag", "This evening"),
        ("i morgen", "Tomorrow"),
        ("fredag 28. aug.", "On Friday"),
        ("", "Some time"),
    ]
    assert at.page.when.text() == "mandag 24. aug."
    found = sections(at.page.lines, TODAY)
    assert [(heading, len(some)) for heading, some in found] == [(PAST, 2), (COMING, 3), (WITHOUT_DAY, 1)]


def test_nothing_waits(at: AtToday) -> None:
    at.open()
    assert at.page.empty.isVisible()
    assert at.rows == []


def test_more_than_five_of_a_kind_are_behind_one_button(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.late:{at}", date(2026, 8, 25), f"Thing {at}") for at in range(12)]
    waiting.lines.append(line("a.other:1", date(2026, 8, 26), "Another"))
    at.open()
    assert [words for _day, words in at.rows] == ["Thing 0", "Thing 2", "Thing 4", "Thing 6", "Thing 8", "Another"]
    button = next(one for one in at.page.findChildren(QPushButton) if one.text() == "Vis alle 12")
    button.click()
    assert len(at.rows) == 13
    focused = at.window.focusWidget()
    assert focused is at.page.rows[MOST].open_button
    assert not [one for one in at.page.findChildren(QPushButton) if one.isVisible() and "Vis alle" in one.text()]


def test_exactly_five_need_no_button(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.late:{at}", date(2026, 8, 25)) for at in range(MOST)]
    at.open()
    assert len(at.rows) == MOST
    assert not [one for one in at.page.findChildren(QPushButton) if "Vis alle" in one.text()]


def test_the_button_opens_the_page_with_its_item(at: AtToday, waiting: Waiting) -> None:
    wanted: list[tuple[str, object]] = []
    waiting.lines = [line("a.one:1", TODAY, item=("hearing", 7))]
    at.open()
    at.context.page_wanted.connect(lambda page, item: wanted.append((page, item)))
    at.page.rows[0].open_button.click()
    assert wanted == [("people", ("hearing", 7))]
    assert at.window.page_id == "people"


def test_a_paper_has_its_own_button_which_is_where_one_begins(
    at: AtToday, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str | None, str]] = []

    def preview(
        _context: object, _reports: Sequence[object], *, subject: str | None = None, on_paper: str = ""
    ) -> None:
        asked.append((subject, on_paper))

    monkeypatch.setattr(Context, "preview", preview)
    waiting.lines = [line("a.one:1", TODAY, report="meeting-notice"), line("a.one:2", TODAY)]
    at.open()
    first = at.page.rows[0]
    assert first.print_button is not None
    assert first.print_button.text() == "Skriv ut innkalling"
    at.page.focus_first()
    assert first.print_button.hasFocus()
    at.press(Qt.Key.Key_Return)
    assert asked == [(None, "meeting-notice")]
    assert at.page.rows[1].print_button is None


def test_arrows_go_between_the_lines_and_stay_in_their_column(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.one:{at}", TODAY, report="agenda" if at != 1 else "") for at in range(3)]
    at.open()
    at.page.focus_first()
    rows: list[LineRow] = at.page.rows
    assert [row.print_button is None for row in rows] == [False, False, True]  # two features, one after the other
    at.press(Qt.Key.Key_Up)
    assert rows[0].print_button is not None
    assert rows[0].print_button.hasFocus()
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Down)
    assert rows[2].open_button.hasFocus()
    at.press(Qt.Key.Key_Down)
    assert rows[2].open_button.hasFocus()
    at.press(Qt.Key.Key_Up)
    assert rows[1].open_button.hasFocus()


def test_a_change_and_a_new_day_are_followed(at: AtToday, waiting: Waiting, clock: Clock, store: Store) -> None:
    waiting.lines = [line("a.one:1", TODAY)]
    at.open()
    waiting.lines = [line("a.one:1", TODAY), line("a.one:2", TODAY)]
    with store.change("Added") as session:
        add(session, "Anna")
    at.qtbot.waitUntil(lambda: len(at.rows) == 2)
    at.window.show_page("people")
    clock.set(datetime(2026, 8, 25, 8))
    at.window.show_page("today")
    assert at.page.when.text() == "tirsdag 25. aug."
    assert [day for day, _words in at.rows] == ["mandag 24. aug."] * 2
    assert waiting.asked[-1] == date(2026, 8, 25)


def test_what_is_typed_is_looked_for_in_everything(at: AtToday, store: Store) -> None:
    at.open()
    at.page.setFocus()
    at.qtbot.keyClick(at.page, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    palette = at.window._palette
    assert palette.isVisible()
    assert palette.box.text().casefold() == "h"
    palette.close()


def test_what_is_typed_before_the_file_is_open_is_looked_for_once_it_is(at: AtToday) -> None:
    assert at.window.focusWidget() is at.page
    at.qtbot.keyClicks(at.page, "hi")
    assert not hasattr(at.window, "_palette")
    at.open()
    assert at.window._palette.box.text() == "hi"
    at.window._palette.close()


def test_without_hooks_nothing_is_due(tmp_path: Path, closed_school: Path) -> None:
    store = Store.open(Path(shutil.copy(closed_school, tmp_path / "bare.db")), who="Kari")
    try:
        assert store.read(lambda session: due_lines(session, TODAY)) == ()
    finally:
        store.close()

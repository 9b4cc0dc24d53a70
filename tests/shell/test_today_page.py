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
from app.core.due import Answer, DueLine, Thing, due_lines, line_of, standing
from app.core.i18n import translator
from app.core.settings import Settings
from app.school.due_answers import answers, not_ours, put_off, take_back
from app.shell.context import Context
from app.shell.days import say_day, say_short_day
from app.shell.due_desk import DueDesk
from app.shell.due_rows import AsideRow, LineRow, MoreRow
from app.shell.main_window import MainWindow
from app.shell.page import PageEntry
from app.shell.today_page import COMING, MEETINGS, MOST, PAST, WITHOUT_DAY, TodayPage, most_needed, sections
from app.shell.words import Label
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


def line(
    code: str,
    day: date | None,
    words: str = "Something",
    *,
    report: str = "",
    item: object = None,
    is_next: bool = False,
    things: tuple[Thing, ...] = (),
) -> DueLine:
    """A line of a feature; its words need no catalogue."""
    return DueLine(
        code,
        Saying(words),
        1,
        day,
        "people",
        item,
        "Open",
        Saying("Because"),
        things,
        report,
        "",
        "Print the notice",
        is_next,
    )


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
        self.context.due_desk = DueDesk(self.context, answers, put_off, not_ours, take_back)
        self.numbers: list[int] = []
        self.context.due_desk.read_anew.connect(lambda standing: self.numbers.append(len(standing.waiting)))
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
        return [(row.day.text(), row.words.text()) for row in self.page.rows if isinstance(row, LineRow)]

    @property
    def heads(self) -> list[str]:
        """The heads of the sections."""
        bold = [one for one in self.page._list.findChildren(Label) if one.isVisible() and one.font().bold()]
        return [one.text() for one in bold]

    @property
    def put_aside(self) -> list[tuple[str, str]]:
        """What stands among what was put aside."""
        return [(row.words.text(), row.why.text()) for row in self.page.rows if isinstance(row, AsideRow)]

    def row(self, words: str) -> LineRow:
        """The line that says so."""
        return next(row for row in self.page.rows if isinstance(row, LineRow) and row.words.text() == words)

    def button(self, words: str) -> QPushButton:
        """A button that is shown."""
        return next(one for one in self.page.findChildren(QPushButton) if one.text() == words and one.isVisible())

    def settle(self, number: int) -> None:
        """Wait until so many lines wait."""
        self.qtbot.waitUntil(lambda: bool(self.numbers) and self.numbers[-1] == number, timeout=5000)

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
    assert at.page.standing is not None
    found = sections(at.page.standing.waiting, TODAY)
    assert [(heading, len(some)) for heading, some in found] == [(PAST, 2), (COMING, 3), (WITHOUT_DAY, 1)]
    assert MEETINGS not in at.heads


def test_nothing_waits(at: AtToday) -> None:
    at.open()
    assert at.page.empty.isVisible()
    assert at.rows == []


def test_more_than_twelve_lines_are_behind_one_button(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.late{at}", date(2026, 8, 25), f"Thing {at}") for at in range(15)]
    at.open()
    assert len(at.rows) == MOST == 12
    at.button("Vis alle 15").click()
    assert len(at.rows) == 15
    assert at.window.focusWidget() is at.page.due_rows[MOST].open_button
    assert not [one for one in at.page.findChildren(QPushButton) if one.isVisible() and "Vis alle" in one.text()]
    assert at.numbers[-1] == 15


def test_what_stands_over_never_pushes_out_what_is_due_now(at: AtToday, waiting: Waiting) -> None:
    """Fourteen lines stand over; two are due in the next two weeks, three have no day."""
    late = [line(f"a.late{n}", date(2026, 7, 30 - n), f"Late {n}") for n in range(14)]
    near = [line("a.today", TODAY, "Today"), line("a.near", date(2026, 8, 25), "Near")]
    dayless = [line(f"a.none{n}", None, f"None {n}") for n in range(3)]
    waiting.lines = [*late, *near, *dayless]
    at.open()
    codes = [row.line.code for row in at.page.due_rows]
    assert codes[:9] == [*(f"a.late{n}" for n in range(7)), "a.today", "a.near"]
    assert [code[:6] for code in codes[9:]] == ["a.none"] * 3
    more = at.page.rows[-1]
    assert isinstance(more, MoreRow)
    assert more.why.text() == "7 linjer til"
    at.button("Vis alle 19").click()
    assert at.window.focusWidget() is at.page.due_rows[7].open_button, "the first that was not shown"
    assert at.page.due_rows[7].line.code == "a.late7"


@pytest.mark.parametrize(("late", "near", "dayless"), [(0, 15, 3), (3, 2, 20), (20, 0, 0), (9, 4, 0), (0, 0, 14)])
def test_the_room_of_twelve_is_used(late: int, near: int, dayless: int) -> None:
    lines = [
        *(line(f"late{n}", date(2026, 8, 1)) for n in range(late)),
        *(line(f"near{n}", date(2026, 8, 30)) for n in range(near)),
        *(line(f"none{n}", None) for n in range(dayless)),
    ]
    found = most_needed(lines, TODAY, MOST)
    assert len(found) == min(MOST, len(lines))
    assert found == [one for one in lines if one in found], "in the order given"
    assert sum(one.code.startswith("near") for one in found) >= min(near, 4)


def test_exactly_twelve_need_no_button(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.late{at}", date(2026, 8, 25)) for at in range(MOST)]
    at.open()
    assert len(at.rows) == MOST
    assert not [one for one in at.page.rows if isinstance(one, MoreRow)]


def test_what_is_more_than_two_weeks_away_does_not_wait_yet(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.near", date(2026, 9, 7), "Near"), line("a.far", date(2026, 9, 8), "Far")]
    at.open()
    assert [words for _day, words in at.rows] == ["Near"]


def test_each_line_says_why(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.one", TODAY)]
    at.open()
    (row,) = at.page.due_rows
    assert row.why.isVisible()
    assert row.why.text() == "Because"
    assert row.accessibleDescription() == "Because"


def test_meetings_stand_in_a_section_of_their_own_and_are_not_counted(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [
        line("a.late", date(2026, 8, 20), "Overlooked"),
        *(line(f"a.next:{at}", TODAY, f"Meeting {at}", is_next=True, report="agenda") for at in range(5)),
    ]
    at.open()
    assert at.heads == ["Neste møter", "Henger igjen"]
    assert [row.words.text() for row in at.page.meeting_rows] == ["Meeting 1", "Meeting 3", "Meeting 0"]
    assert [row.words.text() for row in at.page.due_rows] == ["Overlooked"]
    assert at.numbers == [1]
    assert all(row.aside_button is None for row in at.page.meeting_rows)
    at.button("Vis alle 5").click()
    assert len(at.page.meeting_rows) == 5


def test_with_meetings_only_it_is_said_that_nothing_waits(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.next:1", TODAY, "Meeting", is_next=True)]
    at.open()
    assert not at.page.empty.isVisible()
    assert "Ingenting venter" in [one.text() for one in at.page._list.findChildren(Label) if one.isVisible()]


def test_a_line_is_put_off_for_a_week_by_key_seen_and_taken_back(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.one", TODAY, "First"), line("b.two", TODAY, "Second"), line("a.three", TODAY, "Third")]
    at.open()
    assert at.numbers[-1] == 3
    at.row("Third").open_button.setFocus()
    at.qtbot.keyClick(at.window.focusWidget(), Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    at.settle(2)
    assert [words for _day, words in at.rows] == ["First", "Second"]
    assert at.window.focusWidget() is at.row("Second").open_button  # one goes on where one was
    at.button("Vis").click()
    assert at.put_aside == [("Third", "Kommer tilbake mandag 31. aug.")]
    at.qtbot.wait(1)
    at.button("Ta tilbake").click()
    at.settle(3)
    assert "Third" in [words for _day, words in at.rows]
    assert at.put_aside == []


def test_a_line_is_none_of_ours_until_the_year_is_over(at: AtToday, waiting: Waiting, clock: Clock) -> None:
    waiting.lines = [line("a.one", None, "First"), line("b.two", None, "Second")]
    at.open()
    row = at.row("First")
    assert row.aside_button is not None
    row.aside_button.click()
    assert row.menu.isVisible()
    next(one for one in row.menu.actions() if one.text().startswith("Gjelder ikke oss")).trigger()
    row.menu.close()
    at.settle(1)
    clock.set(datetime(2027, 7, 31, 8))
    assert at.context.due_desk is not None
    assert [one.code for one in at.context.due_desk.look().waiting] == ["b.two"]
    clock.set(datetime(2027, 8, 1, 8))
    assert len(at.context.due_desk.look().waiting) == 2


def test_both_answers_are_one_step_that_can_be_undone(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.one", TODAY, "First"), line("b.two", TODAY, "Second")]
    at.open()
    for answer, label in (
        (at.page.remind_in_a_week, "Utsatt en uke: First"),
        (at.page.say_not_ours, "Gjelder ikke oss: First"),
    ):
        answer(at.row("First").line)
        at.settle(1)
        step = at.context.next_undo()
        assert step is not None
        assert at.context.say_step(step) == label
        at.context.undo()
        at.settle(2)


def test_what_is_put_off_twice_counts_from_the_last_time(at: AtToday, waiting: Waiting, clock: Clock) -> None:
    waiting.lines = [line("a.one", None, "First")]
    at.open()
    desk = at.context.due_desk
    assert desk is not None
    at.page.remind_in_a_week(at.row("First").line)
    at.settle(0)
    clock.set(datetime(2026, 8, 30, 8))
    assert desk.look().waiting == ()
    clock.set(datetime(2026, 8, 31, 8))
    assert len(desk.look().waiting) == 1
    at.page.remind_in_a_week(waiting.lines[0])
    at.settle(0)
    assert [one.until for one in desk.now().aside] == [date(2026, 9, 7)]


def things(*days: date) -> tuple[Thing, ...]:
    return tuple(Thing(str(day), day) for day in days)


def test_what_was_seen_may_wait_and_what_came_after_is_told_when_it_is_late() -> None:
    seen = (date(2026, 8, 20), date(2026, 8, 26))
    answer = Answer("a.one", date(2026, 8, 31), frozenset(str(day) for day in seen))

    def waits(today: date, *days: date) -> bool:
        return bool(standing([line("a.one", min(days), things=things(*days))], [answer], today).waiting)

    assert not waits(TODAY, *seen)
    assert not waits(date(2026, 8, 28), *seen)  # the second is late now, and was seen
    assert not waits(date(2026, 8, 28), *seen, date(2026, 8, 28))  # new, and not late
    assert waits(date(2026, 8, 29), *seen, date(2026, 8, 28))
    assert waits(date(2026, 8, 31), *seen)


def test_late_lines_stand_first_with_the_latest_on_top() -> None:
    days = (date(2026, 8, 3), date(2026, 8, 20), TODAY, None)
    found = standing([line(f"a.{at}", day) for at, day in enumerate(days)], [], TODAY)
    assert [one.day for one in found.waiting] == [date(2026, 8, 20), date(2026, 8, 3), TODAY, None]


def test_one_thing_is_shown_itself_and_several_where_they_are() -> None:
    asked: dict[str, Any] = {
        "one": "{name} by {day}",
        "several": "{n} things, the first by {day}",
        "why": "Because",
        "page": "people",
        "where": "list",
        "button": "Open",
    }
    first = Thing("7", date(2026, 8, 28), 7, {"name": "A"})
    (alone,) = line_of("a.one", [first], **asked)
    (both,) = line_of("a.one", [first, Thing("8", date(2026, 8, 25), 8, {"name": "B"})], **asked)
    tr = translator("nb")
    assert (tr.say(alone.words.msgid, alone.words.values), alone.item) == ("A by 28.08.2026", 7)
    said = tr.say(both.words.msgid, both.words.values)
    assert (said, both.item, both.number, both.day) == (
        "2 things, the first by 25.08.2026",
        "list",
        2,
        date(2026, 8, 25),
    )
    assert line_of("a.one", [], **asked) == ()


def test_from_another_year_one_goes_to_the_year_that_runs(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line("a.one", TODAY)]
    at.open()
    at.context.offer_years([2025, 2026], 2026)
    at.context.set_year(2025)
    at.page.due_rows[0].open_button.click()
    assert at.context.year == 2026


def test_the_number_follows_while_another_page_is_shown(at: AtToday, waiting: Waiting, store: Store) -> None:
    waiting.lines = [line("a.one", TODAY)]
    at.open()
    at.window.show_page("people")
    waiting.lines = [line("a.one", TODAY), line("b.two", TODAY)]
    with store.change("Added") as session:
        add(session, "Anna")
    at.settle(2)
    assert at.rows == [("i dag", "Something")]  # it is shown when it is looked at
    at.window.show_page("today")
    assert len(at.rows) == 2


def test_the_button_opens_the_page_with_its_item(at: AtToday, waiting: Waiting) -> None:
    wanted: list[tuple[str, object]] = []
    waiting.lines = [line("a.one:1", TODAY, item=("hearing", 7))]
    at.open()
    at.context.page_wanted.connect(lambda page, item: wanted.append((page, item)))
    at.page.due_rows[0].open_button.click()
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
    first = at.page.due_rows[0]
    assert first.print_button is not None
    assert first.print_button.text() == "Skriv ut innkalling"
    at.page.focus_first()
    assert first.print_button.hasFocus()
    at.press(Qt.Key.Key_Return)
    assert asked == [(None, "meeting-notice")]
    assert at.page.due_rows[1].print_button is None


def test_arrows_go_between_the_lines_and_stay_in_their_column(at: AtToday, waiting: Waiting) -> None:
    waiting.lines = [line(f"a.one:{at}", TODAY, report="agenda" if at != 1 else "") for at in range(3)]
    at.open()
    at.page.focus_first()
    rows = at.page.due_rows
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

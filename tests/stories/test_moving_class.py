"""A pupil moves from 5A to 5B, one starts and one leaves: what the lists say before, after, and looking back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.contacts.register.lines import register_lines, tick_entered
from app.contacts.rules import LEFT
from app.core.feature import Feature, Hooks
from app.features import FEATURES
from app.school.commands import add_year
from tests.conftest import Clock
from tests.factories import guardian, opened, pupil, teacher
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary

heard: list[tuple[int, date]] = []


def hear(_session: Session, person_id: int, last_day: date, _class_id: int | None) -> None:
    """What a later feature is told of who leaves."""
    heard.append((person_id, last_day))


@pytest.fixture
def ids(school_file: Path) -> dict[str, int]:
    """Ola and Ali in 5A, Uma in 5B, each with a guardian; Liv teaches 5A and Jan 5B."""
    with opened(school_file) as store:
        teacher(store, "Liv Aas", "5A")
        teacher(store, "Jan Lie", "5B")
        found = {}
        for name, class_name in (("Ola Berg", "5A"), ("Ali Khan", "5A"), ("Uma Vik", "5B")):
            child = found[name] = pupil(store, name, class_name)
            guardian(store, f"Mor {name.split()[1]}", child, phone="90012345")
        with store.change("Entered") as session:
            tick_entered(session, [line.id for line in register_lines(session, date(2026, 8, 24))])
        return found


@pytest.fixture
def desk(start: Open, qtbot: QtBot, ids: dict[str, int], clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Secretary:
    heard.clear()
    later = Feature("later", hooks={"person_left": "tests.stories.test_moving_class:hear"})
    monkeypatch.setattr("app.opening.HOOKS", Hooks((*FEATURES, later)))
    clock.set(datetime(2026, 9, 28, 9, 0))
    return Secretary(qtbot, start)


def listed(desk: Secretary, class_name: str) -> list[str]:
    """Who stands on the parents' list of a class."""
    desk.contacts.show_item(class_name)
    desk.settle()
    text = desk.read_paper("class-list")
    everybody = ("Berg, Ola", "Berg, Mor", "Khan, Ali", "Khan, Mor", "Vik, Uma", "Vik, Mor", "Ny, Siv")
    assert f"Klasseliste {class_name}" in text
    return [name for name in everybody if name in text]


def move(desk: Secretary, pupil_: int, class_name: str, day: str) -> None:
    desk.open(pupil_)
    desk.contacts.move_action.trigger()
    dialog = desk.asked()
    dialog.classes.setCurrentIndex(dialog.classes.findText(class_name))
    dialog.day.setText(day)
    dialog.submit()
    desk.settle()


def in_list(desk: Secretary, mark: int = 0) -> list[str]:
    """Who stands in the list, with one chip on or none."""
    desk.contacts.list.clear_filters()
    if mark:
        desk.contacts.list.filters.unfold(is_open=True)
        desk.contacts.list.filters.marks[mark].click()
    desk.settle()
    return desk.names


FIVE_A, FIVE_B = ["Berg, Ola", "Berg, Mor", "Khan, Ali", "Khan, Mor"], ["Vik, Uma", "Vik, Mor"]
MOVED_A, MOVED_B = ["Khan, Ali", "Khan, Mor"], ["Berg, Ola", "Berg, Mor", "Vik, Uma", "Vik, Mor"]


def test_a_move_holds_from_its_day_and_can_be_undone(desk: Secretary, ids: dict[str, int]) -> None:
    assert (listed(desk, "5A"), listed(desk, "5B")) == (FIVE_A, FIVE_B)
    move(desk, ids["Ola Berg"], "5B", "28.09.2026")
    assert desk.history(1) == ["Flyttet Ola Berg til 5B"]
    assert "Jan Lie" in desk.words()
    assert "2026/27, 17.08.2026 til 27.09.2026" in desk.words()
    assert (listed(desk, "5A"), listed(desk, "5B")) == (MOVED_A, MOVED_B)
    desk.undo()
    assert (listed(desk, "5A"), listed(desk, "5B")) == (FIVE_A, FIVE_B)


def test_a_move_that_is_planned_comes_by_itself_on_its_day(desk: Secretary, ids: dict[str, int], clock: Clock) -> None:
    move(desk, ids["Ola Berg"], "5B", "05.10.2026")
    assert (listed(desk, "5A"), listed(desk, "5B")) == (FIVE_A, FIVE_B)
    clock.set(datetime(2026, 10, 5, 9, 0))
    desk.begin_again()
    assert (listed(desk, "5A"), listed(desk, "5B")) == (MOVED_A, MOVED_B)
    assert "Berg, Ola" in desk.names


def test_the_year_stays_as_it_was_when_the_next_one_has_begun(
    desk: Secretary, ids: dict[str, int], clock: Clock
) -> None:
    move(desk, ids["Ola Berg"], "5B", "28.09.2026")
    with desk.store.change("Added a year") as session:
        add_year(session, 2027)
    clock.set(datetime(2027, 8, 30, 9, 0))
    desk.begin_again()
    assert (desk.context.year, in_list(desk)) == (2027, ["Lie, Jan", "Aas, Liv"])
    desk.context.set_year(2026)
    assert (listed(desk, "5A"), listed(desk, "5B")) == (MOVED_A, MOVED_B)
    desk.open(ids["Ola Berg"])
    assert not desk.contacts.move_action.isEnabled(), "a past year can only be read"


def test_one_starts_and_one_leaves(desk: Secretary, ids: dict[str, int]) -> None:
    assert listed(desk, "5B") == FIVE_B
    desk.command("ny elev")
    dialog = desk.asked()
    dialog.choices["address_grade"].setCurrentIndex(dialog.choices["address_grade"].findData("none"))
    assert dialog.choices["class"].currentText() == "5B"
    dialog.lines["given_name"].setText("Siv")
    dialog.lines["family_name"].setText("Ny")
    dialog.submit()
    desk.settle()
    assert listed(desk, "5B") == ["Vik, Uma", "Vik, Mor", "Ny, Siv"]

    desk.open(ids["Ali Khan"])
    desk.contacts.leave_action.trigger()
    dialog = desk.asked()
    dialog.day.setText("25.09.2026")
    dialog.submit()
    assert heard == [(ids["Ali Khan"], date(2026, 9, 25))], "what later features must do about it"
    assert listed(desk, "5A") == ["Berg, Ola", "Berg, Mor"]
    assert in_list(desk) == ["Berg, Mor", "Berg, Ola", "Lie, Jan", "Ny, Siv", "Vik, Mor", "Vik, Uma", "Aas, Liv"]
    assert "Khan, Ali" in in_list(desk, LEFT)
    waiting = [(row.name, row.what) for row in desk.register().pane.table.rows.rows]
    assert waiting == [("Ali Khan", "Sluttet på skolen"), ("Siv Ny", "Begynte på skolen")]
    desk.window.close_panel()
    desk.undo()
    assert listed(desk, "5A") == FIVE_A
    assert "Khan, Mor" in in_list(desk)
    assert in_list(desk, LEFT) == []

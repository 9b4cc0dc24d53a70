"""Story: a child leaves the class, and its mother represents the class. Is somebody told, and who takes over?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bodies.offices import Chosen, install
from app.bodies.showing.leave_dialog import LeaveDialog
from db.models import Office
from tests.bodies.given import did, fau
from tests.conftest import Clock
from tests.factories import class_called, guardian, opened, pupil
from tests.stories.conftest import Open, modal
from tests.stories.secretary import Secretary

AUTUMN = date(2026, 9, 10)


@pytest.fixture
def ids(school_file: Path) -> dict[str, int]:
    """Kari represents 5A and Liv is her deputy; Per represents nobody."""
    with opened(school_file) as store:
        class_called(store, "5B")
        children = {name: pupil(store, f"{name} Berg") for name in ("Ola", "Nora", "Ida")}
        kari = guardian(store, "Kari Berg", children["Ola"])
        liv = guardian(store, "Liv Lie", children["Nora"])
        per = guardian(store, "Per Moe", children["Ida"])
        there = fau(store)
        chosen = [Chosen(kari), Chosen(liv, "deputy")]
        terms: Any = {"member_ends": None, "deputy_ends": None, "how": "election"}
        did(store, install, there.seat, chosen, class_id=class_called(store, "5A"), valid_from=AUTUMN, **terms)
    return {**children, "Kari": kari, "Liv": liv, "Per": per}


@pytest.fixture
def desk(start: Open, qtbot: QtBot, ids: dict[str, int], clock: Clock) -> Secretary:
    clock.set(datetime(2026, 9, 28, 9, 0))
    return Secretary(qtbot, start)


def leaves(desk: Secretary, pupil_id: int) -> None:
    desk.open(pupil_id)
    desk.contacts.leave_action.trigger()
    dialog = desk.asked()
    dialog.day.setText("25.09.2026")
    dialog.submit()
    desk.settle()


def test_when_the_child_leaves_one_is_asked_who_takes_over_and_the_deputy_moves_up(
    desk: Secretary, ids: dict[str, int]
) -> None:
    leaves(desk, ids["Ola"])
    told = desk.notices[-1]
    assert told.text == "Det kan hende Kari Berg må fratre et verv på grunn av dette: FAU 5A."
    assert [action.words for action in told.actions] == ["&Hvem tar over?"]
    told.actions[0].call()
    desk.qtbot.waitUntil(lambda: isinstance(modal(), LeaveDialog))
    dialog = modal()
    assert isinstance(dialog, LeaveDialog)
    assert dialog.name == "Kari Berg"
    dialog.submit()
    desk.settle()
    held = desk.store.read(
        lambda session: [
            (row.person_id, row.role) for row in session.scalars(select(Office).where(Office.valid_to.is_(None)))
        ]
    )
    assert held == [(ids["Liv"], "member")]


def test_when_nobody_has_an_office_by_the_child_nothing_is_said(desk: Secretary, ids: dict[str, int]) -> None:
    leaves(desk, ids["Ida"])
    assert [notice.text for notice in desk.notices] == ["Ida Berg slutter etter 25.09.2026"]


def test_one_who_moves_to_the_other_class_asks_too(desk: Secretary, ids: dict[str, int]) -> None:
    desk.open(ids["Nora"])
    desk.contacts.move_action.trigger()
    dialog = desk.asked()
    dialog.classes.setCurrentIndex(dialog.classes.findText("5B"))
    dialog.submit()
    desk.settle()
    assert desk.notices[-1].text == "Det kan hende Liv Lie må fratre et verv på grunn av dette: FAU 5A."


def test_several_who_leave_together_are_each_a_button(desk: Secretary, ids: dict[str, int]) -> None:
    from app.contacts.people.bulk_dialogs import LeaveTogetherDialog

    people = [ids["Ola"], ids["Nora"], ids["Ida"]]
    dialog = LeaveTogetherDialog(desk.window, desk.context, people, date(2026, 9, 25))
    desk.qtbot.addWidget(dialog)
    dialog.submit()
    told = desk.notices[-1]
    assert told.text == "Det kan hende 2 personer må fratre verv på grunn av dette."
    assert [action.words for action in told.actions] == ["Kari Berg", "Liv Lie"]

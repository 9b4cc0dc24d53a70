"""Does every letter mean one thing, in each language?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import time

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from app.bodies.commands import set_body
from app.meetings.minuting.case_menu import CaseCommands
from app.meetings.minuting.guard_dialog import GuardDialog
from app.meetings.minuting.keyed_list import KeyedList
from app.meetings.minuting.sitting_panel import SittingPanel
from app.meetings.sitting import begin
from tests.meetings.factories import did
from tests.meetings.minuting.at_sitting import Evening
from tests.office import Office
from tests.stories.test_mnemonics import twice

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture(params=LANGUAGES)
def panel(request: pytest.FixtureRequest, qtbot: QtBot, evening: Evening) -> Iterator[SittingPanel]:
    did(evening.store, begin, evening.meeting, time(18))
    office = Office(qtbot, evening.store, request.param)
    panel = SittingPanel(office.context, evening.meeting)
    office.context.show_panel(panel)
    yield panel
    office.context.detach()
    office.window.close()


def lists_of(panel: SittingPanel) -> list[KeyedList]:
    return [one for one in panel.findChildren(KeyedList) if one.commands]


def test_no_letter_is_taken_twice(panel: SittingPanel) -> None:
    assert len(lists_of(panel)) == 5
    for one in lists_of(panel):
        letters = [command.letter for command in one.commands]
        assert all(len(letter) == 1 for letter in letters), letters
        assert max(Counter(letters).values()) == 1, letters


def test_an_extra_parent_has_a_letter_of_its_own(panel: SittingPanel, evening: Evening) -> None:
    strip = panel.people
    usual = [command.letter for command in strip.list.commands]
    did(evening.store, set_body, evening.school.smu, "pupils_out", "extra_members")
    panel.reload()
    letters = [command.letter for command in strip.list.commands]
    assert letters[:-1] == usual
    assert max(Counter(letters).values()) == 1, letters


def test_no_line_of_the_menu_has_anothers_letter(panel: SittingPanel, evening: Evening) -> None:
    item = panel.item
    assert item is not None
    menu = CaseCommands(panel, panel.context, panel.view, item).menu()
    letters = [QKeySequence.mnemonic(action.text()).toString() for action in menu.actions()]
    assert len(letters) == 5  # what is open is not opened, what is not put off is not taken up again
    assert "" not in letters
    assert max(Counter(letters).values()) == 1, letters


def test_nothing_in_sight_has_anothers_alt_key(panel: SittingPanel) -> None:
    assert twice(panel) == {}
    panel.show_item(None)
    assert twice(panel) == {}


def test_the_guard_too(panel: SittingPanel) -> None:
    dialog = GuardDialog(panel, panel.context, (), print)
    letters = [command.letter for command in dialog.list.commands]
    assert len(set(letters)) == 4
    dialog.deleteLater()


def test_every_key_at_the_foot_is_one_of_its_own(panel: SittingPanel) -> None:
    keys = [action.shortcut().toString() for action in panel._orders.values()]
    assert "" not in keys
    assert len(set(keys)) == len(keys)
    everywhere = {one.toString() for action in panel.window().everywhere.all for one in action.shortcuts()}  # type: ignore[attr-defined]
    assert not everywhere & set(keys)

"""An entry of one's own gets its rule by choosing, without any syntax; what cannot be is said in a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.stories.conftest import Open
from tests.stories.wheel_desk import WheelDesk

EVENING = "Temakveld om nettvett"


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    return WheelDesk(qtbot, start, school_file, clock)


def pick(desk: WheelDesk, box: QComboBox, words: str) -> None:
    """Go to a choice with Tab, and down or up to what says so, with the keys."""
    desk.tab_to(box)
    desk.press("Home")
    for _ in range(60):
        if box.currentText() == words:
            return
        desk.press("Down")
    raise AssertionError(words)


def rule_dialog(desk: WheelDesk, title: str) -> Any:
    """Choose a line, and press what changes when it is."""
    desk.choose_row(title)
    desk.click(desk.beside.form.change)
    return desk.asked()


def test_the_second_tuesday_of_october_is_chosen_and_not_written(desk: WheelDesk) -> None:
    assert desk.page.isVisible()
    desk.press("Ctrl+N")
    dialog = desk.asked()
    desk.write_here(EVENING)
    pick(desk, dialog.ring, "FAU")
    pick(desk, dialog.picker.kind, "En ukedag i en måned")
    pick(desk, dialog.picker.point.nth, "andre")
    pick(desk, dialog.picker.point.nth_weekday, "tirsdag")
    pick(desk, dialog.picker.point.nth_month, "oktober")
    assert "UKEDAG" not in desk.dialog_words()
    desk.press("Enter")
    assert not desk.is_asked
    row = desk.stored(EVENING)
    assert (row.first, row.last) == (date(2026, 10, 13), date(2026, 10, 13))
    assert row.ring.name == "FAU"
    assert row.entry is not None
    assert row.entry.rule == "UKEDAG(2,TIRSDAG,10)"
    # it is chosen, and its rule is a sentence
    assert desk.beside.key == row.key
    assert desk.beside.form.rule.text() == "Andre tirsdag i oktober"
    assert desk.line(EVENING).days == "tir. 13. okt."


def test_a_rule_that_lands_in_a_break_says_so(desk: WheelDesk) -> None:
    dialog = rule_dialog(desk, "Refleksdag")
    assert dialog.sentence.text() == "Torsdag i uke 43"
    dialog.picker.point.week.setFocus()
    desk.press("Ctrl+A")
    desk.write_here("41")
    desk.qtbot.waitUntil(lambda: not dialog._quiet.isActive())
    # week 41 is the autumn break of 5 to 9 October: the next school day is the Monday after
    assert "12. okt" in dialog.this_year.days.text()
    said = "Regelen treffer høstferien; flyttet til mandag 12. oktober."
    assert dialog.this_year.remarks.text == said
    desk.press("Enter")
    assert not desk.is_asked
    assert desk.stored("Refleksdag").first == date(2026, 10, 12)
    assert said in desk.words(desk.beside)


def test_a_circle_is_refused_with_the_names_of_all_in_it(desk: WheelDesk) -> None:
    # Valgresultat is counted from Høstens foreldremøte: that one cannot be counted from Valgresultat
    dialog = rule_dialog(desk, "Høstens foreldremøte")
    before = desk.stored("Høstens foreldremøte")
    pick(desk, dialog.picker.kind, "Før eller etter noe")
    pick(desk, dialog.picker.point.what, "Valgresultat meldes til kontoret")
    desk.qtbot.waitUntil(lambda: not dialog._quiet.isActive())
    said = dialog.picker_error.text
    assert "«Høstens foreldremøte»" in said
    assert "«Valgresultat meldes til kontoret»" in said
    assert "F01" not in said
    desk.press("Enter")
    assert desk.is_asked, "it is refused"
    assert dialog.picker_error.text == said
    desk.press("Esc")
    assert desk.stored("Høstens foreldremøte") == before

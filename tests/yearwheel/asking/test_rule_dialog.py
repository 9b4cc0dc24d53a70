"""Can a rule be asked for without its syntax, and does the dialog say at once what it means?"""

from __future__ import annotations

from datetime import date

import pytest

from app.yearwheel.asking.rule_dialog import RuleDialog
from app.yearwheel.asking.rule_form import KINDS
from app.yearwheel.asking.rule_picker import RulePicker
from app.yearwheel.commands import move_occurrence, set_entry
from app.yearwheel.queries import entry_row
from db.store import Store
from tests.meetings.factories import did, known
from tests.yearwheel.asking.at_desk import ENTER, ESC, AtDesk, is_open, mnemonics, words
from tests.yearwheel.asking.conftest import Open
from tests.yearwheel.asking.test_rule_form import RULES
from tests.yearwheel.factories import WheelSchool


def opened(desk: AtDesk, school: WheelSchool, code: str = "U02") -> RuleDialog:
    entry = known(desk.store, entry_row, school[code])
    return desk.open(RuleDialog(desk.context, desk.window, entry, desk.wheel))


def rule_of(store: Store, school: WheelSchool, code: str = "U02") -> str:
    return known(store, entry_row, school[code]).rule


def said(dialog: RuleDialog) -> str:
    """What is said to be wrong, under the fields."""
    return dialog.picker_error.text


def choose(dialog: RuleDialog, kind: str) -> RulePicker:
    dialog.picker.kind.setCurrentIndex(dialog.picker.kind.findData(kind))
    return dialog.picker


@pytest.mark.parametrize("text", [text for text, _kind in RULES])
def test_a_rule_that_is_only_looked_at_stays_as_it_was(
    desk: AtDesk, store: Store, school: WheelSchool, text: str
) -> None:
    did(store, set_entry, school["U02"], "rule", text)
    dialog = opened(desk, school)
    assert dialog.rule == text
    assert dialog.picker.rule == text  # the fields alone say the same
    steps_before = desk.said
    desk.press(dialog, ENTER)
    assert not is_open(dialog)
    assert (rule_of(store, school), desk.said) == (text, steps_before)


def test_two_weeks_before_a_meeting_is_chosen_and_said(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk, school)
    point = choose(dialog, "around").point
    point.what.setCurrentIndex(point.what.findText("Første SMU-møte"))
    point.unit.setCurrentIndex(point.unit.findData(7))
    point.number.setValue(2)
    desk.qtbot.waitUntil(lambda: dialog.sentence.text() == "To uker før «Første SMU-møte»")
    # the meeting is on 2 October (tests/yearwheel/factories.py); two weeks before is Friday 18 September
    assert dialog.this_year.days.text() == "fredag 18. sep. 2026"
    desk.press(dialog, ENTER)
    assert rule_of(store, school) == "FØR(M01,14)"
    assert desk.said == "Endret når «FAU planlegger høsten» kommer"
    desk.context.undo()
    assert rule_of(store, school) == "UKE(42)"


def test_the_days_of_next_year_and_a_break_in_the_way_are_said_at_once(desk: AtDesk, school: WheelSchool) -> None:
    dialog = opened(desk, school)
    picker = choose(dialog, "week")
    picker.point.week.setValue(41)
    dialog.show_days()
    assert "uke 41" in dialog.sentence.text().lower()
    assert dialog.this_year.remarks.text  # the autumn break of 2026 is the whole week 41
    # week 42 of 2027 is Monday 18 to Friday 22 October
    picker.point.week.setValue(42)
    dialog.show_days()
    assert dialog.next_year.days.text() == "18.–22. okt. 2027"
    assert not dialog.this_year.remarks.text


def test_entries_that_would_wait_for_each_other_are_named(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    did(store, set_entry, school["X1"], "rule", "ETTER(U02,7)")
    dialog = opened(desk, school)
    point = choose(dialog, "around").point
    point.what.setCurrentIndex(point.what.findText("Refleksdag"))
    point.relation.setCurrentIndex(point.relation.findData("after"))
    dialog.show_days()
    assert "«FAU planlegger høsten» → «Refleksdag» → «FAU planlegger høsten»" in said(dialog)
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert "«Refleksdag»" in said(dialog)
    assert rule_of(store, school) == "UKE(42)"


def test_the_rule_may_be_written_and_the_fields_follow(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk, school)
    dialog.fold.button.click()
    desk.settle()
    desk.fill(dialog.written, "ukedag(2,tirsdag,10)")
    assert (dialog.picker.kind.currentData(), dialog.picker.point.nth_month.currentText()) == ("nth", "oktober")
    desk.fill(dialog.written, "UKE(60)")
    dialog.show_days()
    assert "60" in dialog.written_error.text
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert dialog.focusWidget() is dialog.written
    desk.fill(dialog.written, "uke(43)")
    desk.press(dialog, ENTER)
    assert rule_of(store, school) == "UKE(43)"


def test_a_date_that_is_missing_is_asked_for_at_the_fields(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk, school)
    picker = choose(dialog, "once")
    dialog.show_days()
    assert not said(dialog)  # she has not written it yet
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert said(dialog) == "Skriv datoen slik: 24.08.2026."
    desk.fill(picker.point.once, "22.10.26")
    desk.press(dialog, ENTER)
    assert rule_of(store, school) == "DATO(2026-10-22)"


def test_a_day_moved_by_hand_is_named_before_it_is_given_up(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 10, 23))
    assert any("fredag 23. okt. 2026" in text for text in words(opened(desk, school, "X1")))
    assert not opened(desk, school, "U02").moved.isVisible()


def test_escape_changes_nothing(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk, school)
    choose(dialog, "half")
    desk.press(dialog, ESC)
    assert not is_open(dialog)
    assert rule_of(store, school) == "UKE(42)"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_alt_key_stands_once(open_desk: Open, school: WheelSchool, language: str) -> None:
    dialog = opened(open_desk(language), school)
    for kind in KINDS:
        choose(dialog, kind)
        keys = mnemonics(dialog)
        assert len(keys) == len(set(keys)), (kind, keys)

"""The yearly wheel as twelve months, and how the page begins."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from app.school.calendar_commands import remove_entry as remove_days
from app.yearwheel.asking.template_dialog import TemplateDialog
from app.yearwheel.commands import add_entry, remove_entry
from app.yearwheel.listing.months_lines import months_of
from app.yearwheel.queries import has_entries
from db.models import CalendarEntry
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.yearwheel.factories import ENTRIES, WheelSchool
from tests.yearwheel.listing.at_page import ENTER, AtPage
from tests.yearwheel.listing.conftest import Open


def texts(at: AtPage, month: int) -> list[str]:
    """What stands in a card, as it is read aloud."""
    card = at.months.cards[month].list
    return [card.item(line).text() for line in range(card.count())]


def go_to_months(at: AtPage) -> None:
    at.page.show_part("months")
    at.settle()


def test_a_school_year_begins_in_august_and_a_calendar_year_in_january() -> None:
    assert months_of(2026)[0] == (date(2026, 8, 1), date(2026, 8, 31))
    assert months_of(2026)[-1] == (date(2027, 7, 1), date(2027, 7, 31))
    assert months_of(2027)[6] == (date(2028, 2, 1), date(2028, 2, 29))
    assert [first.month for first, _last in months_of(2026, 1)] == list(range(1, 13))
    assert months_of(2026, 1)[0][0] == date(2027, 1, 1)


def test_months_hold_what_comes_up_and_the_breaks_and_what_goes_on_stands_in_both(at: AtPage) -> None:
    go_to_months(at)
    assert texts(at, 0)[-1] == "24.– Høstens foreldremøte, Foreldremøter, planlagt"
    assert texts(at, 1)[0] == "–18. Høstens foreldremøte, Foreldremøter, planlagt"
    assert "5.–9. Høstferie" in texts(at, 2)
    assert "–1. Juleferie" in texts(at, 5)
    (two,) = (line for line in texts(at, 9) if line.startswith("17."))
    assert "2. pinsedag" in two
    assert "," in two
    assert at.months.without.text() == "1 har ingen dag ennå: se listen."


def test_what_is_chosen_in_one_view_is_chosen_in_all(at: AtPage, school: WheelSchool) -> None:
    at.choose("Refleksdag")
    go_to_months(at)
    october = at.months.cards[2].list
    assert october.currentItem().text().startswith("22. Refleksdag")
    at.qtbot.mouseClick(
        october.viewport(), Qt.MouseButton.LeftButton, pos=october.visualItemRect(october.item(1)).center()
    )
    at.settle()
    assert at.pane.row.title == "Første SMU-møte"
    assert at.part.line is not None
    assert at.part.line.title == "Første SMU-møte"


def test_the_arrows_walk_through_all_months(at: AtPage) -> None:
    at.choose("Høstens foreldremøte")
    go_to_months(at)
    assert at.focused is at.months.cards[0].list
    at.press(Qt.Key.Key_Down)
    assert at.focused is at.months.cards[1].list
    assert at.pane.row.title == "Høstens foreldremøte"  # it goes on in September
    at.press(Qt.Key.Key_Down)
    assert at.pane.row.title == "Fraværet meldes til kommunen"
    at.press(Qt.Key.Key_Right)
    assert at.focused is at.months.cards[2].list
    at.press(Qt.Key.Key_Left)
    assert at.focused is at.months.cards[1].list
    at.press(Qt.Key.Key_End)
    assert at.pane.row.first.year == 2027
    at.press(ENTER)
    assert at.focused is at.pane.form.fields["title"].control


def test_ctrl_and_an_arrow_move_by_a_school_day_also_into_the_next_month(at: AtPage) -> None:
    at.choose("Refleksdag")
    go_to_months(at)
    ctrl = Qt.KeyboardModifier.ControlModifier
    for day in (date(2026, 10, 23), date(2026, 10, 26)):  # Friday, then Monday
        at.press(Qt.Key.Key_Right, ctrl)
        assert at.stored("Refleksdag").first == day
        assert at.focused is at.months.cards[2].list
    at.context.undo()
    at.settle()
    assert at.stored("Refleksdag").first == date(2026, 10, 23)
    for _ in range(6):  # 26 to 30 October, and 2 November
        at.press(Qt.Key.Key_Right, ctrl)
    assert at.stored("Refleksdag").first == date(2026, 11, 2)
    assert at.focused is at.months.cards[3].list
    at.press(Qt.Key.Key_Left, ctrl)
    assert at.stored("Refleksdag").first == date(2026, 10, 30)


def test_an_empty_month_says_so(at: AtPage) -> None:
    go_to_months(at)
    july = at.months.cards[11]
    assert texts(at, 11)[0].endswith("Sommerferie")
    at.qtbot.keyClicks(at.part.list.filter_box, "refleks")
    at.settle()
    assert july.isVisible()
    assert not july.list.places


def test_letters_of_the_views_work_in_the_months_too(at: AtPage) -> None:
    at.choose("Refleksdag")
    go_to_months(at)
    at.press(Qt.Key.Key_Delete)
    assert at.stored("Refleksdag").status == "dropped"


@pytest.fixture
def bare(store: Store, school: WheelSchool) -> Store:
    """The school without any entry."""
    waiting = [code for code, *_ in ENTRIES]
    while waiting:  # one that others count from goes after them
        code = waiting.pop()
        did(store, remove_entry, school[code])
    assert not known(store, has_entries, YEAR)
    return store


def test_an_empty_year_offers_the_template_as_the_one_next_step(bare: Store, open_page: Open) -> None:
    at = open_page()
    assert at.page.empty.isVisible()
    assert not at.part.list.isVisible()
    assert at.page.empty.button is not None
    at.page.empty.button.click()
    assert isinstance(at.dialog(), TemplateDialog)


def test_meetings_alone_offer_the_template_above_them(bare: Store, school: WheelSchool, open_page: Open) -> None:
    a_meeting(bare, school.meetings.fau, held_on=date(2026, 11, 10))
    at = open_page()
    assert at.page.begin.isVisible()
    assert at.part.list.isVisible()
    at.page.begin.button.click()
    assert isinstance(at.dialog(), TemplateDialog)


def test_a_new_entry_is_asked_for_by_title_ring_and_rule(bare: Store, open_page: Open) -> None:
    at = open_page()
    at.page.new_action.trigger()
    dialog = at.dialog()
    dialog.submit()
    assert dialog.isVisible()  # a title is wanted
    at.qtbot.keyClicks(dialog.title, "Aktivitetsdag")
    dialog.ring.setCurrentIndex(dialog.ring.findText("Skolen"))
    at.press(ENTER)
    at.settle()
    row = at.stored("Aktivitetsdag")
    assert row.ring.name == "Skolen"
    assert at.pane.row.key == row.key
    assert not at.page.empty.isVisible()


def test_a_break_the_calendar_does_not_have_is_said_with_the_way_to_it(
    store: Store, school: WheelSchool, open_page: Open
) -> None:
    with store.change("Added") as session:
        add_entry(session, YEAR, ring_id=school.rings["school"], title="Ski", rule="VINTERFERIE-7")
    at = open_page()
    assert not at.page.estimated.isVisible()  # all four breaks are in the calendar
    with store.change("Took the winter break away") as session:
        remove_days(session, session.scalars(select(CalendarEntry.id).where(CalendarEntry.name == "Vinterferie")).one())
    at.qtbot.waitUntil(lambda: at.page.estimated.isVisible())
    assert at.page.estimated.words.text().casefold().startswith("vinterferie")
    at.page.estimated.button.click()
    at.settle()
    assert at.window.page_id == "school"

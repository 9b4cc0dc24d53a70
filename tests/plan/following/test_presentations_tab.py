"""The tab *Framlegging*: who has seen the plan, put on agendas, written by hand, guesses taken away."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from app.meetings.commands import add_meeting
from app.meetings.queries import items_of
from app.plan.commands import start_empty
from db.models import Plan
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import a_meeting, detail, did, known
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import evening
from tests.plan.following.conftest import AtTabs

PLAN = "Plan for skole-hjem-samarbeid"
SEPTEMBER = date(2026, 9, 10)


def said(at: AtTabs) -> list[tuple[str, str, str]]:
    """Return who stands in the list, how far they are, and on which day."""
    return [(line.who, line.status, line.day) for line in at.page.presentations.box.table.rows.rows]


def shown(at: AtTabs) -> set[str]:
    """Return the buttons one sees under the list."""
    buttons = at.page.presentations.box.buttons.findChildren(QPushButton)
    return {button.text() for button in buttons if button.isVisible()}


def test_everybody_who_is_asked_stands_there(at: AtTabs) -> None:
    at.open("presentations")

    assert said(at) == [
        ("Personalet", "Ikke ennå", ""),
        ("FAU", "Ikke ennå", ""),
        ("SU", "Ikke ennå", ""),
        ("SMU", "Ikke ennå", ""),
        ("Foreldremøter", "Ikke ennå", ""),
    ]
    assert shown(at) == {"Sett på en sakliste …", "Er lagt fram …", "Skal ikke legges fram"}
    assert at.page.presentations.counted.text() == "Lagt fram for 0 av 5"


def test_the_plan_comes_on_the_agenda_of_the_next_meeting(at: AtTabs, store: Store, school: PlanSchool) -> None:
    later = a_meeting(store, school.meetings.su, held_on=date(2026, 11, 10))
    meeting = a_meeting(store, school.meetings.su, held_on=SEPTEMBER)
    at.open("presentations")
    box = at.page.presentations.box
    box.choose("cooperation_committee")

    at.page.agenda_action.trigger()
    dialog = at.dialog()
    assert dialog.list.count() == 2
    assert dialog.chosen == [meeting]
    dialog.submit()
    at.settle()

    assert at.said == f"Satte {PLAN} på saklisten til SU 10.09.2026"
    (case,) = [one for one in detail(store, meeting).items if one.title == PLAN]
    assert case.kind == "discussion"
    assert not detail(store, later).items
    assert ("SU", "På saklisten", "10.09.2026") in said(at)
    at.context.undo()
    at.settle()
    assert not [one for one in detail(store, meeting).items if one.title == PLAN]
    assert ("SU", "Ikke ennå", "") in said(at)


def test_nothing_ticked_is_refused_and_the_dialog_stays(at: AtTabs, store: Store, school: PlanSchool) -> None:
    a_meeting(store, school.meetings.su, held_on=SEPTEMBER)
    at.open("presentations")
    at.page.presentations.box.choose("cooperation_committee")
    at.page.presentations.put_on_agenda()
    dialog = at.dialog()
    dialog.list.item(0).setCheckState(dialog.list.item(0).checkState().Unchecked)

    before = at.steps
    dialog.submit()

    assert dialog.isVisible()
    assert dialog.error.text == "Kryss av møtet."
    assert at.steps == before


def test_without_a_meeting_the_way_to_plan_one_is_offered(at: AtTabs, school: PlanSchool) -> None:
    at.open("presentations")
    at.page.presentations.box.choose("school_environment_committee")
    at.page.presentations.put_on_agenda()

    at.dialog().plan_button.click()
    at.settle()

    assert at.window.page_id == "meetings"


def test_all_parents_meetings_get_it_in_one_step(at: AtTabs, store: Store, school: PlanSchool) -> None:
    meetings = [
        did(store, add_meeting, kind="parents", school_class_id=one, held_on=SEPTEMBER)
        for one in (school.meetings.classes["5A"], school.meetings.classes["6A"])
    ]
    at.open("presentations")
    at.page.presentations.box.choose("parents_meeting")
    at.page.presentations.put_on_agenda()
    before = at.steps
    at.dialog().submit()
    at.settle()

    assert at.steps == before + 1
    assert at.said == f"Satte {PLAN} på saklisten til 2 møter"
    for meeting in meetings:
        assert [one.title for one in known(store, items_of, [meeting])].count(PLAN) == 1
    assert said(at)[-1] == ("Foreldremøter", "På saklisten", "10.09.2026")


def test_what_no_minutes_tell_is_written_by_hand_and_taken_back(at: AtTabs) -> None:
    at.open("presentations")
    box = at.page.presentations.box
    box.choose("staff")
    box.seen_button.click()
    dialog = at.dialog()
    assert dialog.reader.currentText() == "Personalet"
    dialog.day.setText("20.08.2026")
    dialog.note.setText("planleggingsdagen")
    dialog.submit()
    at.settle()

    assert said(at)[0] == ("Personalet", "Lagt fram", "20.08.2026")
    assert box.about.text() == "Personalet: 20.08.2026. Kontoret har skrevet det inn.\nplanleggingsdagen"
    assert "Ta det tilbake" in shown(at)
    box.back_button.click()
    at.settle()
    assert said(at)[0] == ("Personalet", "Ikke ennå", "")


def test_others_can_have_seen_it_too(at: AtTabs) -> None:
    at.open("presentations")
    at.page.presentations.box.note_seen()
    dialog = at.dialog()
    dialog.reader.setCurrentIndex(dialog.reader.findText("Andre"))
    dialog.note.setText("kommunens rådgiver")
    dialog.submit()
    at.settle()

    assert said(at)[-1][0] == "Andre"


def test_a_day_that_is_none_is_refused_under_its_field(at: AtTabs) -> None:
    at.open("presentations")
    at.page.presentations.box.note_seen()
    dialog = at.dialog()
    dialog.day.setText("i går")
    dialog.submit()

    assert dialog.isVisible()
    assert dialog._fields["held_on"][1].text


def test_a_case_that_is_about_something_else_is_let_go(
    at: AtTabs, store: Store, school: PlanSchool, clock: Clock
) -> None:
    evening(store, school.meetings.fau, on=date(2026, 8, 20), cases=(PLAN,))
    at.open("presentations")
    at.reread()
    box = at.page.presentations.box
    assert ("FAU", "Lagt fram", "20.08.2026") in said(at)
    box.choose("parent_committee")
    assert "Tittelen på saken sier det." in box.about.text()

    box.wrong_button.click()
    at.settle()

    assert ("FAU", "Ikke ennå", "") in said(at)


def test_a_case_by_another_title_can_be_chosen(at: AtTabs, store: Store, school: PlanSchool) -> None:
    evening(store, school.meetings.fau, on=date(2026, 8, 20), cases=("Årets samarbeid",))
    at.open("presentations")
    at.reread()
    box = at.page.presentations.box
    box.choose("parent_committee")
    box.note_seen()
    dialog = at.dialog()
    at_case = next(at for at in range(dialog.case.count()) if "Årets samarbeid" in dialog.case.itemText(at))
    dialog.case.setCurrentIndex(at_case)
    assert not dialog.day.isVisible()
    dialog.submit()
    at.settle()

    assert ("FAU", "Lagt fram", "20.08.2026") in said(at)
    box.choose("parent_committee")
    box.open_button.click()
    at.settle()
    assert at.window.page_id == "meetings"


def test_those_who_need_not_see_it_are_not_counted(at: AtTabs) -> None:
    at.open("presentations")
    box = at.page.presentations.box
    box.choose("school_environment_committee")
    box.needless_button.click()
    at.settle()

    assert ("SMU", "Trengs ikke", "") in said(at)
    assert at.page.presentations.counted.text() == "Lagt fram for 0 av 4"


def test_an_older_version_can_be_looked_at(at: AtTabs, store: Store, school: PlanSchool) -> None:
    with store.change("Made a version") as session:
        session.add(Plan(start_year=YEAR, number=2, title=PLAN, continues_id=school.plan))
    at.open("presentations")
    at.reread()
    part = at.page.presentations
    assert part.plan is not None
    assert part.plan.number == 2
    part.version.setCurrentIndex(1)
    part.version.activated.emit(1)

    assert part.plan.id == school.plan


def test_a_year_without_a_plan_leads_to_it(at: AtTabs, clock: Clock) -> None:
    at.context.offer_years([YEAR, YEAR + 1], YEAR)
    at.context.set_year(YEAR + 1)
    at.open("presentations")
    button = at.page.presentations.empty.button
    assert button is not None
    assert button.isVisible()

    button.click()

    assert at.page._current == "plan"


def test_a_past_year_is_only_read(at: AtTabs, store: Store, clock: Clock) -> None:
    did(store, start_empty, YEAR - 1)
    at.context.offer_years([YEAR - 1, YEAR], YEAR)
    at.context.set_year(YEAR - 1)
    at.open("presentations")

    assert said(at)
    assert shown(at) == set()
    assert not at.page.agenda_action.isEnabled()


@pytest.mark.parametrize("kind", ["day", "status", "case", "decision", "note"])
def test_the_list_can_be_sorted_by_every_column(
    at: AtTabs, store: Store, school: PlanSchool, clock: Clock, kind: str
) -> None:
    evening(store, school.meetings.fau, on=date(2026, 8, 20), cases=(PLAN,))
    clock.set(datetime(2026, 8, 25, 9))
    at.open("presentations")
    at.reread()
    before = sorted(line.id for line in at.page.presentations.box.table.rows.rows)
    at.page.presentations.box.table.sort_by(kind, True)

    assert sorted(line.id for line in at.page.presentations.box.table.rows.rows) == before

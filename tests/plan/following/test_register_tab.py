"""The tab *Andre planer*: added, written in place, reviewed, put in the yearly wheel, taken out."""

from __future__ import annotations

from datetime import date

from app.plan.followed import OtherPlanRow
from app.plan.other_plan_commands import add_other_plan
from app.plan.other_plans import other_plans
from app.yearwheel.queries import entry_rows
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.following.conftest import AtTabs


def stored(store: Store) -> tuple[OtherPlanRow, ...]:
    """Return the register."""
    return known(store, other_plans, TODAY)


def a_plan(at: AtTabs, name: str = "Strategisk plan", **fields: str) -> int:
    """Put a plan in the register and show it."""
    added = did(at.store, add_other_plan, name=name, kind="strategy", **fields)
    at.open(("other-plan", added))
    return added


def test_the_first_plan_is_added_from_the_empty_page(at: AtTabs) -> None:
    at.open("other-plans")
    part = at.page.register
    part.list._empty.button.click()  # type: ignore[union-attr]
    dialog = at.dialog()
    dialog.kind.setCurrentIndex(dialog.kind.findData("social"))
    dialog.owner.setText("sosiallærer")
    dialog.review_by.setText("31.13.2026")
    dialog.submit()
    assert dialog.isVisible()
    assert dialog._fields["review_by"][1].text
    dialog.review_by.setText("01.11.2026")
    dialog.submit()
    at.settle()

    (row,) = stored(at.store)
    assert (row.name, row.kind, row.owner, row.review_by) == ("Sosial plan", "social", "sosiallærer", date(2026, 11, 1))
    assert part.row == row


def test_the_facts_are_written_in_place(at: AtTabs) -> None:
    a_plan(at)
    pane = at.page.register.pane
    link = pane.form.fields["link"]
    link.control.setText("javascript:alert(1)")  # type: ignore[attr-defined]
    assert not pane.form.save_now()
    assert link.error.text
    link.control.setText("https://plan.example.no/strategi")  # type: ignore[attr-defined]
    assert pane.form.save_now()
    at.settle()

    assert stored(at.store)[0].link == "https://plan.example.no/strategi"
    assert pane.link_button.isVisible()


def test_the_review_comes_in_the_wheel_and_the_next_one_too(at: AtTabs) -> None:
    added = a_plan(at, review_by="10.09.2026")
    part = at.page.register
    assert [line.state for line in part.list.table.rows.rows] == ["Skal gjennomgås"]
    part.pane.wheel_button.click()
    at.settle()

    (row,) = stored(at.store)
    assert row.wheel_entry_id in {one.id for one in known(at.store, entry_rows, YEAR)}
    assert not part.pane.wheel_button.isVisible()
    part.reviewed()
    dialog = at.dialog()
    assert dialog.day.text() == "10.09.2027"
    assert dialog.in_wheel.isChecked()
    dialog.submit()
    at.settle()

    (after,) = stored(at.store)
    assert (after.id, after.review_by) == (added, date(2027, 9, 10))
    assert after.wheel_entry_id in {one.id for one in known(at.store, entry_rows, YEAR + 1)}
    assert [line.state for line in part.list.table.rows.rows] == ["Gjelder"]


def test_the_next_review_is_never_proposed_on_a_day_that_is_past(at: AtTabs) -> None:
    a_plan(at, review_by="29.02.2024")
    at.page.register.reviewed()

    assert at.dialog().day.text() == "28.02.2027"


def test_the_review_is_shown_in_the_wheel(at: AtTabs) -> None:
    a_plan(at, review_by="10.09.2026")
    at.page.register.pane.wheel_button.click()
    at.settle()
    at.page.register.pane.show_button.click()
    at.settle()

    assert at.window.page_id == "yearwheel"


def test_a_plan_is_taken_out_and_that_is_undone(at: AtTabs) -> None:
    a_plan(at)
    at.page.register.pane.remove_button.click()
    at.settle()
    assert stored(at.store) == ()
    assert at.said == "Tok Strategisk plan ut av planregisteret"

    at.context.undo()
    at.settle()
    assert len(stored(at.store)) == 1


def test_the_filter_finds_by_name_and_by_who_sees_to_it(at: AtTabs) -> None:
    a_plan(at, owner="rektor")
    a_plan(at, name="Regneplan", owner="matematikklærerne")
    part = at.page.register
    part.list.filter_box.setText("matematikk")
    at.settle()
    assert [line.name for line in part.list.table.rows.rows] == ["Regneplan"]
    part.list.filter_box.clear()
    part.which.choose("review")
    part.list.refilter()
    assert part.list.table.rows.rows == []

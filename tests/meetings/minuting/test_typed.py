"""Is what is being typed on the disk within two seconds, and offered back where it belongs?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.meetings.drafts import EVERY, Offer, offered
from app.meetings.minuting.begun_again import offer_back
from app.meetings.minuting.sitting_panel import SittingPanel
from db import drafts
from db.store import Store
from tests.meetings.factories import detail
from tests.meetings.minuting.at_sitting import Evening, Sitting


def kept(store: Store) -> dict[str, str]:
    return {row.place: row.text for row in store.read(drafts.find)}


def again(sitting: Sitting) -> SittingPanel:
    """Open the screen anew, as after a start."""
    panel = SittingPanel(sitting.office.context, sitting.evening.meeting, sitting.evening.cases[0])
    sitting.office.context.show_panel(panel)
    sitting.panel = panel
    sitting.settle()
    return panel


def test_a_letter_is_kept_soon_and_forgotten_once_it_is_a_step(
    sitting: Sitting, evening: Evening, store: Store, qtbot: QtBot
) -> None:
    assert EVERY <= 1.5
    sitting.type("Det ble")
    place = f"agenda_item:{evening.cases[0]}:discussion"
    qtbot.waitUntil(lambda: kept(store) == {place: "Det ble"})
    sitting.type(" sagt")
    qtbot.waitUntil(lambda: kept(store) == {place: "Det ble sagt"})
    assert evening.case(0).discussion == ""
    sitting.press("F4")
    assert evening.case(0).discussion == "Det ble sagt"
    assert kept(store) == {}


def test_what_is_erased_again_is_not_offered(sitting: Sitting, store: Store, qtbot: QtBot) -> None:
    sitting.type("X")
    qtbot.waitUntil(lambda: len(kept(store)) == 1)
    sitting.press("Esc")
    qtbot.waitUntil(lambda: kept(store) == {})


def test_every_line_that_is_typed_in_is_kept(sitting: Sitting, evening: Evening, store: Store, qtbot: QtBot) -> None:
    first = evening.cases[0]
    sitting.press("F5")
    sitting.type("Ringe komm")
    sitting.press("Ctrl+N")
    sitting.type("Ny sa")
    sitting.panel.editor.title.setFocus()
    sitting.press("Ctrl+a")
    sitting.type("Titt")
    places = {f"agenda_item:{first}:new_action", f"meeting:{evening.meeting}:new_case", f"agenda_item:{first}:title"}
    qtbot.waitUntil(lambda: set(kept(store)) == places)
    assert {offer.text for offer in store.read(offered)} == {"Ringe komm", "Ny sa", "Titt"}


def test_it_is_offered_over_its_field_and_put_back_by_a_button(
    sitting: Sitting, evening: Evening, store: Store
) -> None:
    sitting.press("Ctrl+Down")
    drafts.save(store, f"agenda_item:{evening.cases[0]}:discussion", "Halve setn", "")
    drafts.save(store, f"agenda_item:{evening.cases[0]}:new_action", "Ringe", "")
    drafts.save(store, f"meeting:{evening.meeting}:new_case", "Ny sak om", "")
    panel = again(sitting)
    bar = panel.editor.offers["discussion"]
    assert bar.isVisible()
    assert bar.text.text() == "Halve setn"
    assert panel.new_case.text() == "Ny sak om"
    assert panel.new_case.isVisible()
    bar.take.click()
    assert evening.case(0).discussion == "Halve setn"
    panel.editor.to_do.bar.drop.click()
    assert set(kept(store)) == {f"meeting:{evening.meeting}:new_case"}
    assert detail(store, evening.meeting).actions == ()


def test_it_is_said_when_something_else_stands_there_by_now(sitting: Sitting, evening: Evening, store: Store) -> None:
    sitting.type("Nytt")
    sitting.press("Ctrl+Down")
    drafts.save(store, f"agenda_item:{evening.cases[0]}:discussion", "Gammelt", "")
    panel = again(sitting)
    assert "er endret siden" in panel.editor.offers["discussion"].words.text()
    assert panel.editor.said.text() == "Nytt"


def test_the_start_tells_of_it_once_and_forgets_what_is_of_no_use(
    sitting: Sitting, evening: Evening, store: Store
) -> None:
    context, told = sitting.office.context, sitting.office.notices
    told.clear()
    offer_back(context)
    assert told == []
    drafts.save(store, f"agenda_item:{evening.cases[1]}:decision", "Skolen", "")
    drafts.save(store, "agenda_item:999:decision", "hører ikke til noe", "")
    offer_back(context)
    assert len(told) == 1
    assert "«Benker»" in told[0].text
    assert set(kept(store)) == {f"agenda_item:{evening.cases[1]}:decision"}
    told[0].actions[0].call()
    panel = sitting.office.window.panel
    assert isinstance(panel, SittingPanel)
    assert panel.item_id == evening.cases[1]
    offers: dict[str, Offer] = panel.editor.typing.offers()
    assert set(offers) == {f"agenda_item:{evening.cases[1]}:decision"}

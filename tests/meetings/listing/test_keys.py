"""No two things in sight on the page of meetings or in its dialogs are reached by the same Alt key, tabs counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from app.meetings.actions import add_action
from app.meetings.agenda import add_item
from app.meetings.hearings import add_hearing
from app.meetings.page import PARTS
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, did
from tests.meetings.listing.conftest import Open


def twice(surface: QWidget) -> dict[str, list[str]]:
    """Return each Alt key that more than one visible thing has, tabs too, with the words of them."""
    words = [button.text() for button in surface.findChildren(QAbstractButton) if button.isVisible()]
    words += [label.text() for label in surface.findChildren(QLabel) if label.buddy() and label.isVisible()]
    for bar in surface.findChildren(QTabBar):
        words += [bar.tabText(at) for at in range(bar.count()) if bar.isVisible()]
    found: dict[str, list[str]] = defaultdict(list)
    for one in words:
        if key := QKeySequence.mnemonic(one).toString():
            found[key].append(one)
    return {key: taken for key, taken in found.items() if len(taken) > 1}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice(
    store: Store, school: MeetingSchool, open_page: Open, clock: Clock, language: str
) -> None:
    clock.set(datetime(2026, 10, 12, 9))
    held = a_meeting(store, school.fau, held_on=date(2026, 9, 8))
    did(store, add_action, held, None, "Ringe kommunen – Berit Lunde – 01.10.2026")
    did(store, add_hearing, "Skolebehovsplan")
    coming = a_meeting(store, school.fau, held_on=date(2026, 11, 12))
    case = did(store, add_item, coming, title="Skolevei")
    at = open_page(language)
    faults: dict[str, dict[str, list[str]]] = {}
    for entry in PARTS:
        at.choose(entry.id)
        faults[entry.id] = twice(at.page)
    at.page.show_item(("item", case))
    at.settle()
    faults["a case"] = twice(at.page)
    for name, call in dialogs(at.page).items():
        call()
        at.settle()
        dialog = at.dialog()
        faults[name] = twice(dialog)
        dialog.reject()
    assert {name: found for name, found in faults.items() if found} == {}


def dialogs(page: object) -> dict[str, Callable[[], object]]:
    """What opens each dialog of the page."""
    from app.meetings.page import MeetingsPage

    assert isinstance(page, MeetingsPage)
    return {
        "new": page.meetings.new_meeting,
        "plan": page.meetings.plan_year,
        "rules": page.meetings.open_rules,
        "request": page.follow_up.new_request,
        "done": page.follow_up.finish,
        "hearing": page.hearings.new_hearing,
    }

"""On no tab and in no dialog of what comes of the plan are two things reached by the same Alt key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.plan.other_plan_commands import add_other_plan
from app.plan.result_commands import add_result
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import evening
from tests.plan.following.conftest import AtTabs
from tests.stories.test_mnemonics import twice


@pytest.fixture
def full(store: Store, school: PlanSchool) -> None:
    """Let every tab have something to show, and every dialog something to ask."""
    did(store, add_result, YEAR, kind="pupil_survey", received_on=TODAY.isoformat())
    did(store, add_other_plan, name="Regneplan", kind="arithmetic", review_by="10.09.2026")
    a_meeting(store, school.meetings.fau)
    evening(store, school.meetings.smu, on=TODAY, cases=("Elevundersøkelsen",))


def surfaces(at: AtTabs) -> Iterator[tuple[str, QWidget]]:
    """Show every tab and every dialog, one after the other."""
    page = at.page
    for entry in page.entries[2:]:
        at.open(entry.id)
        yield entry.id, at.window
    parts = page.presentations, page.commitments, page.results, page.register, page.classes
    presentations, commitments, found, register, classes = parts
    at.open("commitments")
    commitments.show_commitment(next(line.id for line in commitments.lines if line.row.kind == "date"))
    at.open("results")
    presentations.box.choose("parent_committee")
    dialogs: list[tuple[str, Callable[[], object]]] = [
        ("presentations", presentations.box.put_on_agenda),
        ("presentations", presentations.box.note_seen),
        ("commitments", commitments.finish),
        ("results", lambda: found.new_result([Path("Prøver.pdf")])),
        ("results", found.pane.measures.add),
        ("other-plans", register.new_plan),
        ("other-plans", register.reviewed),
        ("classes", classes.write_day),
    ]
    for tab, call in dialogs:
        at.open(tab)
        call()
        dialog = at.dialog()
        yield type(dialog).__name__, dialog
        dialog.reject()
        at.settle()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice(qtbot: QtBot, store: Store, language: str) -> None:
    at = AtTabs(qtbot, store, language)
    seen, faults = [], {}
    for name, surface in surfaces(at):
        seen.append(name)
        if clashes := twice(surface):
            faults[name] = clashes
    at.close()

    assert faults == {}
    assert len(seen) == 13

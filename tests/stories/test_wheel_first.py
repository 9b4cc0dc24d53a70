"""A new school gets its first wheel, and looks at it as it is printed: every click and key is counted.

When this was written it took 5 from the start of the program, where 30 are allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bodies.commands import add_body
from app.yearwheel.templates import shipped
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import MeetingSchool
from tests.stories.conftest import Open
from tests.stories.secretary import text_of
from tests.stories.wheel_desk import WheelDesk

MOST = 30
BODIES = ("fau_class", "pupil_council_class", "su_standard", "smu_extended")


class NewSchool(WheelDesk):
    """A school with FAU, elevråd, SU and SMU, and nothing else: no class, no calendar, nobody in an office."""

    def school_at(self, path: Path) -> MeetingSchool:
        with opened(path, "Åsen skole") as store, store.change("Added the bodies") as session:
            fau, council, su, smu = (add_body(session, code) for code in BODIES)
        return MeetingSchool(fau, su, smu, council, parent_meetings=0, classes={}, people={}, principal=0)

    def arrive(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.page.isVisible() and not self.context.tasks.running)
        self.settle()


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> NewSchool:
    return NewSchool(qtbot, start, school_file, clock)


def test_from_the_start_to_a_wheel_on_paper_in_at_most_thirty_presses(
    desk: NewSchool, record_property: Callable[[str, object], None]
) -> None:
    at = [entry.id for entry in desk.window.entries].index("yearwheel") + 1
    desk.press(f"Ctrl+{at}")  # Årshjul
    assert desk.focused is desk.page.empty.button
    desk.press("Enter")  # Velg fra en mal …
    dialog = desk.asked()
    ticked = {row.code: row.title for row in dialog.chosen}
    desk.press("Enter")  # Sett inn … innslag
    assert not desk.is_asked
    desk.press("Alt+H")  # Hjul
    assert desk.page._current == "wheel"
    desk.press("Ctrl+P")  # Skriv ut …
    paper = desk.made(desk.preview_now)
    record_property("presses from the start of the program", desk.presses)
    assert desk.presses <= MOST
    assert desk.presses == 5

    # everything of those bodies, of parents, staff, office and the school: the whole template but what needs styret
    rings = {row.ring.name for row in desk.all_stored()}
    assert {"FAU", "SU", "SMU"} < rings
    assert len(ticked) >= 40
    assert set(ticked) <= {row.code for row in shipped("nb")}
    assert {row.title for row in desk.all_stored()} == set(ticked.values())
    assert all(row.first is not None for row in desk.all_stored()), "each has a day, though there is no calendar yet"
    # and it is said that the days are counted from a usual year
    text = text_of(paper.pdf)
    for title in ticked.values():
        assert title in text
    assert "Åsen skole" in text
    assert "2026/27" in text
    desk.window.close_panel()
    assert desk.page.estimated.isVisible()
    assert "øsferie" not in desk.page.estimated.words.text()
    assert "øst" in desk.page.estimated.words.text()
    # one step makes it, and one takes it away
    desk.undo()
    assert desk.all_stored() == ()
    desk.redo()
    assert {row.title for row in desk.all_stored()} == set(ticked.values())

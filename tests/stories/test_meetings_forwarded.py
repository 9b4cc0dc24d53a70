"""The pupils' council asks for benches; the case goes to SMU, on to FAU, and each sees what the one before said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.meetings.agenda import add_item
from app.meetings.queries import meetings_in
from app.meetings.way import way_of
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, did
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk

BENCHES = "Flere benker i skolegården"
COUNCIL, SMU, FAU = date(2026, 10, 22), date(2026, 11, 12), date(2026, 12, 3)
SAID = (
    "Elevrådet ber om fire benker.",
    "SMU støtter elevrådet, og ber FAU om hjelp til å bygge.",
    "FAU bygger fire benker på dugnaden.",
)


def planned(store: Store, school: MeetingSchool) -> None:
    """Each body has its meeting; the case stands on the council's agenda alone."""
    council = a_meeting(store, school.council, held_on=COUNCIL)
    did(store, add_item, council, title=BENCHES, kind="decision", raised_by="6A")
    a_meeting(store, school.smu, held_on=SMU)
    a_meeting(store, school.fau, held_on=FAU)


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock, planned)


def sit(desk: MeetingDesk, meeting_id: int, day: date, decision: str) -> None:
    """Hold the meeting, and write what is decided about the benches."""
    desk.it_is(day.year, day.month, day.day, 18, 0)
    desk.choose(meeting_id)
    desk.next_step("Start møtet")
    desk.press("Enter")
    while desk.sitting.item is not None and desk.sitting.item.title != BENCHES:
        desk.press("Ctrl+Down")
    desk.press("F4")
    desk.write_here(decision)
    desk.press("Ctrl+E")


def forward(desk: MeetingDesk, body: str) -> None:
    """Send the case one is at on, with keys."""
    desk.press("F10", "s")
    desk.qtbot.waitUntil(lambda: desk.is_asked)
    dialog: Any = desk.dialog()
    next(box for box in dialog.boxes.values() if body in box.text()).setFocus()
    desk.press("Space")
    desk.submit()
    desk.window.close_panel()


def test_from_the_council_by_smu_to_fau(desk: MeetingDesk) -> None:
    council, smu, fau = (row.id for row in desk.store.read(meetings_in, YEAR))
    sit(desk, council, COUNCIL, SAID[0])
    forward(desk, "SMU")

    # SMU: it waits, is proposed with where it comes from, and has the council's decision in its papers
    desk.it_is(2026, 10, 26, 9, 0)
    desk.choose(smu)
    dialog = desk.propose()
    (proposed,) = (one for one in dialog.proposals if one.title == BENCHES)
    assert proposed.ticked
    assert desk.context.tr.say(proposed.why.msgid, proposed.why.values) == "Sendt videre fra Elevråd."
    dialog.submit()
    desk.settle()
    case = desk.case(smu, BENCHES)
    assert case.paper == f"**Elevråd 22.10.2026:**\n{SAID[0]}"
    assert case.decision == ""
    desk.send_notice()
    sit(desk, smu, SMU, SAID[1])
    forward(desk, "FAU")

    # FAU: with what both said
    desk.it_is(2026, 11, 16, 9, 0)
    desk.choose(fau)
    desk.take_proposals()
    case = desk.case(fau, BENCHES)
    assert case.paper == (f"**Elevråd 22.10.2026:**\n{SAID[0]}\n\n**Skolemiljøutvalg (SMU) 12.11.2026:**\n{SAID[1]}")
    desk.send_notice()
    sit(desk, fau, FAU, SAID[2])
    desk.window.close_panel()

    # the whole way is the same from wherever one asks
    for meeting_id in (council, smu, fau):
        steps = desk.store.read(way_of, desk.case(meeting_id, BENCHES).id)
        assert [(step.meeting_id, step.decision, step.because) for step in steps] == [
            (council, SAID[0], ""),
            (smu, SAID[1], "forwarded"),
            (fau, SAID[2], "forwarded"),
        ]
    desk.choose(fau)
    desk.pane.show_item(desk.case(fau, BENCHES).id)
    desk.pane.agenda.way_action.trigger()
    dialog = desk.asked()
    words = desk.words(dialog)
    for said in SAID:
        assert said in words
    assert words.index(SAID[0]) < words.index(SAID[1]) < words.index(SAID[2])
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Vis dette møtet")
    desk.click(button)
    desk.qtbot.waitUntil(lambda: desk.pane.meeting_id == council)

"""Minutes are approved and locked; what was wrong is added, and only the newest approval can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.meetings.agenda import add_item, set_item
from app.meetings.minutes import NEWER_APPROVED, is_unchanged, take_back_approval
from app.meetings.sitting import begin, end, set_attended
from app.shell.print_preview import PrintPreview
from tests.conftest import Clock
from tests.meetings.factories import a_meeting, did
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

DAYS = (date(2026, 9, 17), date(2026, 10, 15), date(2026, 11, 12))
WRONG, RIGHT = "Dugnaden er lørdag 8. mai.", "Dugnaden er søndag 9. mai."
PAPERS = {"minutes", "public-minutes", "case-extract", "word"}


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock)


def held(desk: MeetingDesk) -> list[int]:
    """Hold three meetings of FAU, each with the approval of the one before on its agenda."""
    made: list[int] = []
    for day in DAYS:
        meeting_id = a_meeting(desk.store, desk.lia.fau, held_on=day)
        if made:
            title, code = "Godkjenning av referat", "approve_minutes"
            last = made[-1]
            did(desk.store, add_item, meeting_id, title=title, kind="decision", code=code, approves_meeting_id=last)
        item_id = did(desk.store, add_item, meeting_id, title="Dugnad", kind="decision")
        did(desk.store, begin, meeting_id, None)
        did(desk.store, set_item, item_id, "decision", WRONG)
        did(desk.store, end, meeting_id, None)
        made.append(meeting_id)
    return made


def minutes_of(desk: MeetingDesk, meeting_id: int) -> set[str]:
    """Open the minutes of a meeting; returns what can be done, without the papers."""
    desk.window.close_panel()
    desk.choose(meeting_id)
    desk.pane.minutes_action.trigger()
    desk.settle()
    return {name for name, button in desk.minutes.box.buttons.items() if not button.isHidden()} - PAPERS


def approve(desk: MeetingDesk, meeting_id: int) -> None:
    assert "approved" in minutes_of(desk, meeting_id)
    desk.go_on_with_minutes("approved")
    desk.submit()


def test_approved_locked_corrected_and_only_the_newest_taken_back(desk: MeetingDesk) -> None:
    first, second, third = held(desk)
    desk.it_is(2026, 11, 13, 9, 0)
    approve(desk, first)
    assert minutes_of(desk, first) == {"addition", "take_back"}  # it is the newest so far
    approve(desk, second)
    assert desk.minutes.box.state.text().startswith("Godkjent 12.11.2026. I FAU 12.11.2026, sak 4/26.")
    assert [desk.detail(one).row.status for one in (first, second, third)] == ["approved", "approved", "held"]

    # the older one is locked for good: not offered, refused by the command too, and no screen writes in it
    assert minutes_of(desk, first) == {"addition"}
    with pytest.raises(UserError) as refused, desk.store.change("Not this one") as session:
        take_back_approval(session, first)
    assert refused.value.message == NEWER_APPROVED
    desk.click(desk.minutes.write)
    assert desk.sitting.editor.decision.isReadOnly()
    for name in ("F4",):
        desk.press(name)
    desk.write_here("Noe annet.")
    desk.press("Ctrl+E", "Ctrl+N")
    assert desk.case(first, "Dugnad").decision == WRONG
    assert desk.case(first, "Dugnad").balloting == ""

    # so it is corrected by an addition, with who and when
    minutes_of(desk, first)
    dialog = desk.go_on_with_minutes("addition")
    dialog.who.setText("Berit Lunde")
    dialog.text.setPlainText(RIGHT)
    desk.submit()
    assert is_unchanged(desk.detail(first))
    desk.click(desk.minutes.box.buttons["minutes"])
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    text = text_of(desk.made(preview).pdf)
    assert WRONG in text
    assert f"Tilføyelse 13.11.2026, Berit Lunde: {RIGHT}" in text
    assert text.index(WRONG) < text.index(RIGHT)

    # the newest can be taken back, changed, and approved anew
    assert minutes_of(desk, second) == {"addition", "take_back"}
    desk.go_on_with_minutes("take_back").accept()
    desk.settle()
    assert desk.detail(second).row.status == "held"
    assert minutes_of(desk, first) == {"addition", "take_back"}  # now it is the newest again
    with desk.store.change("Corrected") as session:
        set_item(session, desk.case(second, "Dugnad").id, "decision", RIGHT)
    approve(desk, second)
    assert desk.case(second, "Dugnad").decision == RIGHT
    assert is_unchanged(desk.detail(second))


def test_what_a_vote_or_a_list_said_cannot_be_moved_past_the_lock(desk: MeetingDesk) -> None:
    first, *_ = held(desk)
    desk.it_is(2026, 11, 13, 9, 0)
    approve(desk, first)
    row = desk.detail(first).attendance[0]
    with pytest.raises(UserError), desk.store.change("Too late") as session:
        set_attended(session, row.id, "excused")
    with pytest.raises(UserError), desk.store.change("Too late") as session:
        add_item(session, first, title="En sak til")
    assert desk.detail(first).attendance[0].attended == "present"
    assert [item.title for item in desk.detail(first).items] == ["Dugnad"]

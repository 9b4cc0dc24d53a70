"""The pupils leave SMU for item 4: the parents get votes, or are more, and what is written down must add up to that.

The small school's SMU has eleven members with a vote each: 3 parents (Berit Lunde as FAU's chair, Cato Dale, Heidi
Ulvund), 3 pupils (Per Aune, Alma Sollid, Dina Myhre), 3 staff (Mari Haug, Nils Iversen, Rune Lie) and 2 of the
municipality (Siv Krogh, rektor, and Vera Olsen). At least half, 6 of 11, must take part.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bodies.commands import set_body
from app.meetings.agenda import add_item
from app.meetings.states import item_states
from app.shell.print_preview import PrintPreview
from tests.conftest import Clock
from tests.meetings.factories import a_meeting, detail, did
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

TITLES = ("Rektor orienterer om skolemiljøet", "Uteområdet", "Trivsel", "En sak om en elev", "Eventuelt")
FOURTH = TITLES[3]
PARENTS = ("Berit Lunde", "Cato Dale", "Heidi Ulvund")
ALL = "11 av 11 medlemmer er med · 11 stemmer (foreldre 3, elever 3, ansatte 3, andre 2) · vedtaksdyktig"


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock)


def at_item_four(desk: MeetingDesk, *excused: str) -> int:
    """Sit down, and go on to item 4; returns the meeting."""
    meeting_id = a_meeting(desk.store, desk.lia.smu, held_on=date(2026, 11, 12))
    for title in TITLES:
        kind = {TITLES[0]: "information", TITLES[4]: "any_other_business"}.get(title, "decision")
        did(desk.store, add_item, meeting_id, title=title, kind=kind)
    desk.it_is(2026, 11, 12, 18, 0)
    desk.choose(meeting_id)
    desk.next_step("Start møtet")
    desk.press("Enter")
    for name in excused:
        desk.press("F2", "Home")
        desk.go_down_to(name)
        desk.press("f")
    desk.press("F3", "Ctrl+Down", "Ctrl+Down", "Ctrl+Down")
    assert desk.sitting.item is not None
    assert desk.sitting.item.title == FOURTH
    return meeting_id


def sides(desk: MeetingDesk, meeting_id: int, title: str) -> tuple[int, dict[str, int]]:
    """How many votes there are in a case, and who has them."""
    found = detail(desk.store, meeting_id)
    state = desk.store.read(item_states, found)[desk.case(meeting_id, title).id]
    return state.entitled, {side: votes for side, votes in state.votes_by_side.items() if votes}


def test_each_parent_votes_for_a_pupil_too(desk: MeetingDesk) -> None:
    """Double votes, all there: 3 pupils go, so 3 parents have 2 each: 6 + 3 staff + 2 others = 11, and 6 of 11 is over
    half. Eight of eleven members are left, enough for a quorum of 6."""
    meeting_id = at_item_four(desk)
    assert desk.sitting.live.text == ALL
    desk.press("F10", "e")
    assert desk.sitting.live.text == (
        "8 av 11 medlemmer er med · 11 stemmer (foreldre 6, ansatte 3, andre 2) · vedtaksdyktig · elevene er ute"
    )
    assert desk.sitting.editor.findings.text == ""
    out = [line for line in desk.sitting.people.list.words.split("\n") if line.endswith("(elev, ute)")]
    assert {line.split(" (")[0] for line in out} == {"Per Aune", "Alma Sollid", "Dina Myhre"}

    # eight sit there, but eleven votes may be given
    desk.press("F8")
    desk.write_here("5")
    desk.press("Tab")
    desk.write_here("3")
    desk.press("Enter", "F3")
    assert desk.sitting.editor.votes.error.text == "Det er ført 8 stemmer, men 11 kan avgis her."
    assert desk.case(meeting_id, FOURTH).votes_for is None

    # by name: the parents for it and all others against, which is 3 x 2 = 6 to 3 + 2 = 5
    votes = desk.sitting.editor.votes
    for line in votes.numbers.values():
        line.clear()
    votes.names_chip.setFocus()
    desk.press("Space")
    for _ in range(8):
        current = votes.named.currentItem()
        assert current is not None
        desk.press("f" if current.text().startswith(PARENTS) else "m")
    case = desk.case(meeting_id, FOURTH)
    assert (case.votes_for, case.votes_against, case.votes_blank) == (6, 5, 0)
    assert len(case.votes) == 8

    # for the item after it they are in again
    desk.press("Ctrl+Down")
    assert desk.sitting.live.text == ALL
    assert case.provision == "opplæringslova § 10-4"
    assert "Vedtatt med 6 mot 5 stemmer." in paper(desk, meeting_id, adults=True)
    assert "6 mot 5" not in paper(desk, meeting_id, adults=False)  # which the pupils get as well


def test_one_pupil_is_ill_and_the_parents_are_just_half(desk: MeetingDesk) -> None:
    """Double votes, Dina Myhre excused without a deputy: 2 pupils go, so the first 2 of 3 parents have 2 votes:
    2 + 2 + 1 = 5, with 3 staff and 2 others 10. Half is not over half, and that is said."""
    meeting_id = at_item_four(desk, "Dina Myhre")
    assert desk.sitting.live.text.startswith("10 av 11 medlemmer er med · 10 stemmer (foreldre 3, elever 2,")
    desk.press("F10", "e")
    assert desk.sitting.live.text == (
        "8 av 11 medlemmer er med · 10 stemmer (foreldre 5, ansatte 3, andre 2) · vedtaksdyktig · elevene er ute"
    )
    assert desk.sitting.editor.findings.text == "Elevene er ute: foreldrene har 5 av 10. Det skal være over halvparten."
    assert sides(desk, meeting_id, "Eventuelt") == (10, {"parents": 3, "pupils": 2, "staff": 3, "others": 2})


def test_as_many_parents_are_called_in_as_pupils_leave(desk: MeetingDesk) -> None:
    """Extra members: 3 pupils go. With nobody in for them 3 of 8 are parents. With 3 more parents it is 6 of 11, each
    with one vote; a fourth would have none."""
    did(desk.store, set_body, desk.lia.smu, "pupils_out", "extra_members")
    meeting_id = at_item_four(desk)
    desk.press("F10", "e")
    assert sides(desk, meeting_id, FOURTH) == (8, {"parents": 3, "staff": 3, "others": 2})
    assert "Elevene er ute: 3 ekstra foreldre skal delta, og 0 gjør det." in desk.sitting.editor.findings.text

    for name in ("Hilde Nygård", "Isak Ulvund", "Bodil Dale", "Une Bakken"):
        desk.press("F2", "e")
        desk.write_here(name)
        desk.settle()
        desk.press("Enter")
        assert f"{name} (mens elevene er ute)" in desk.sitting.people.list.words
    assert desk.sitting.live.text == (
        "11 av 11 medlemmer er med · 11 stemmer (foreldre 6, ansatte 3, andre 2) · vedtaksdyktig · elevene er ute"
    )
    assert desk.sitting.editor.findings.text == ""
    desk.press("F8")
    desk.write_here("11")
    desk.press("Enter")
    case = desk.case(meeting_id, FOURTH)
    assert (case.votes_for, case.votes_against, case.votes_blank) == (11, 0, 0)
    assert sides(desk, meeting_id, TITLES[2]) == (11, {"parents": 3, "pupils": 3, "staff": 3, "others": 2})


def paper(desk: MeetingDesk, meeting_id: int, *, adults: bool) -> str:
    """The minutes of the members."""
    desk.window.close_panel()
    desk.choose(meeting_id)
    desk.pane.show_paper("minutes")
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    control = preview.side.choices.controls["confidential"]
    if adults:
        control.click()  # type: ignore[attr-defined]
    return text_of(desk.made(preview).pdf)

"""An evening of SU and SMU together: planned, called, sat through with keys, its minutes approved and locked."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.meetings.agenda import set_item
from app.meetings.listing.evenings import WAY
from app.meetings.locked import LOCKED
from app.meetings.minutes import is_unchanged
from app.meetings.queries import meetings_in
from app.shell.print_preview import PrintPreview
from tests.conftest import Clock
from tests.factories import YEAR
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

NOVEMBER, DECEMBER = date(2026, 11, 12), date(2026, 12, 10)
CHRISTMAS = date(2026, 12, 24)
THURSDAY = 3
BUDGET, ENVIRONMENT = "Budsjett for neste år", "Plan for et trygt og godt skolemiljø, og forebygging"
APPROVAL = "Godkjenning av referat fra SU og SMU 12.11.2026"


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    return MeetingDesk(qtbot, start, school_file, clock)


def planned(desk: MeetingDesk) -> list[int]:
    """Plan the evenings of both bodies: the fourth Thursday of December is a holiday, so it is the second."""
    part = desk.meetings.meetings
    part.plan_year()
    dialog = desk.asked()
    block = dialog.blocks[0]
    assert block.bodies.chosen == (desk.lia.fau,)  # the first of those that have none yet
    for body_id in (desk.lia.fau, desk.lia.su, desk.lia.smu):
        desk.click(block.bodies.chips[body_id])
    for line, text in (
        (block.starts_at, "18"),
        (block.minutes, "90"),
        (block.place, "Personalrommet"),
        (dialog.first, "1.11.2026"),
        (dialog.last, "31.12.2026"),
    ):
        line.setFocus()
        desk.write_here(text)
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData("nth"))
    dialog.weekday.setCurrentIndex(dialog.weekday.findData(THURSDAY))
    dialog.nth.setCurrentIndex(dialog.nth.findData(4))
    assert proposed(dialog) == [(date(2026, 11, 26), True, ""), (CHRISTMAS, False, "Ikke skoledag: Juleferie")]
    dialog.nth.setCurrentIndex(dialog.nth.findData(2))
    assert proposed(dialog) == [(NOVEMBER, True, ""), (DECEMBER, True, "")]
    desk.click(dialog.accept_button)
    assert not desk.is_asked
    rows = desk.store.read(meetings_in, YEAR)
    assert [(row.held_on, row.bodies) for row in rows] == [
        (day, (desk.lia.su, desk.lia.smu)) for day in (NOVEMBER, DECEMBER)
    ]
    assert {(row.starts_at, row.ends_at, row.place) for row in rows} == {(time(18), time(19, 30), "Personalrommet")}
    return [row.id for row in rows]


def proposed(dialog: Any) -> list[tuple[date, bool, str]]:
    """What the dialog proposes: the day, whether it is ticked, and what is in the way first."""
    dialog.propose()
    evenings = dialog.evenings
    said = [evenings.item(line, WAY).text().split("\n")[0] for line in range(evenings.rowCount())]
    return [(one.day, one.ticked, words) for one, words in zip(evenings.proposed, said, strict=True)]


def test_from_the_plan_to_minutes_that_are_locked(desk: MeetingDesk) -> None:
    first, second = planned(desk)

    # the agenda: what stands on every one, in November the budget (SU) and the school's environment (SMU)
    desk.it_is(2026, 10, 26, 9, 0)
    desk.choose(first)
    desk.take_proposals()
    desk.send_notice()
    assert [(item.number_text, item.title) for item in desk.detail(first).items] == [
        ("1/26", "Godkjenning av innkalling"),  # each body counts its own cases: SU has 1 to 5, SMU 1 to 4
        ("2/26", "Godkjenning av sakliste"),
        ("3/26", "Rektor orienterer"),
        ("1/26", "Rektor orienterer om skolemiljøet"),
        ("4/26", BUDGET),
        ("2/26", ENVIRONMENT),
        ("3/26", "Foreløpige tall om trivsel"),
        ("4/26", "Fysisk miljø og inneklima"),
        ("5/26", "Eventuelt"),
    ]
    assert len(desk.detail(first).notices[0].recipients) == 11  # nine of SU, and Heidi Ulvund and Dina Myhre of SMU
    assert desk.detail(first).row.status == "called"

    sit_through(desk, first)
    end(desk, "19.25")
    assert {item.outcome for item in desk.detail(first).items} == {"treated"}

    # the minutes go out the next day
    desk.it_is(2026, 11, 13, 9, 0)
    desk.click(desk.sitting.ending.minutes.buttons["sent"])
    desk.submit()
    assert desk.sitting.ending.minutes.state.text() == "Sendt til merknader 13.11.2026. Merknader innen 20.11.2026."
    desk.window.close_panel()

    # a month later the next meeting approves them
    desk.it_is(2026, 11, 24, 9, 0)
    desk.choose(second)
    desk.take_proposals()
    approval = desk.case(second, APPROVAL)
    assert (approval.kind, approval.approves_meeting_id) == ("decision", first)
    desk.send_notice()
    desk.it_is(2026, 12, 10, 18, 0)
    desk.pane.reload()
    desk.next_step("Start møtet")
    desk.press("Enter")
    while desk.sitting.item_id != approval.id:
        desk.press("Ctrl+Down")
    desk.press("F4")
    desk.write_here("Referatet er godkjent.")
    desk.press("Ctrl+E")
    desk.window.close_panel()

    desk.choose(first)
    desk.pane.minutes_action.trigger()
    desk.settle()
    dialog = desk.go_on_with_minutes("approved")
    assert dialog.case.currentText() == f"SU og SMU 10.12.2026: 8/26 {APPROVAL}"
    assert dialog.day.text() == "10.12.2026"
    desk.submit()
    assert desk.detail(first).is_locked
    assert is_unchanged(desk.detail(first))
    assert [step.kind for step in desk.detail(first).steps] == ["sent", "approved"]
    with pytest.raises(UserError, match="^" + LOCKED[:20]), desk.store.change("Too late") as session:
        set_item(session, desk.case(first, BUDGET).id, "decision", "Noe annet")

    read_paper(desk)


def sit_through(desk: MeetingDesk, meeting_id: int) -> None:
    """Berit Lunde has her deputy there, Vera Olsen nobody; the two bodies vote each over its own."""
    desk.it_is(2026, 11, 12, 18, 2)
    desk.pane.reload()
    desk.next_step("Start møtet")
    desk.press("Enter")
    assert desk.detail(meeting_id).row.opened_at == time(18, 2)
    assert desk.sitting.live.text.startswith("9 av 9 medlemmer er med")
    desk.press("F2", "Home")
    desk.go_down_to("Berit Lunde")
    desk.press("v")
    desk.press("Home")
    desk.go_down_to("Berit Lunde")
    desk.press("f")
    desk.go_down_to("Vera Olsen")
    desk.press("f")
    # SU: FAU's chair (by Frode Myhre), a parent, two pupils, two teachers, one of the staff, rektor
    assert desk.sitting.live.text == (
        "8 av 9 medlemmer er med · 8 stemmer (foreldre 2, elever 2, ansatte 3, andre 1) · vedtaksdyktig"
    )
    for words in ("Innkallingen er godkjent.", "Saklisten er godkjent."):
        desk.press("F4")
        desk.write_here(words)
        desk.press("Ctrl+E", "Ctrl+Down")
    desk.press("F3")
    desk.write_here("Rektor fortalte om høsten.")
    desk.press("Ctrl+Down")
    desk.write_here("Rektor la fram tallene fra trivselsundersøkelsen.")
    desk.press("Ctrl+Down")

    # 4 to 4 of eight: the chair's vote decides
    desk.press("F4")
    desk.write_here("SU ber om en vikarpott.")
    desk.press("F8")
    desk.write_here("4")
    desk.press("Tab")
    desk.write_here("4")
    desk.press("Enter", "F3")
    assert desk.sitting.editor.findings.text == "Stemmene er like. Møtelederens stemme avgjør."
    desk.click(desk.sitting.editor.votes.casting["for"])
    assert desk.sitting.editor.findings.text == ""
    budget = desk.case(meeting_id, BUDGET)
    assert (budget.votes_for, budget.votes_against, budget.votes_blank, budget.casting_vote) == (4, 4, 0, "for")

    # SMU has one parent and one pupil more: ten
    desk.press("Ctrl+Down")
    assert desk.sitting.live.text == (
        "10 av 11 medlemmer er med · 10 stemmer (foreldre 3, elever 3, ansatte 3, andre 1) · vedtaksdyktig"
    )
    desk.press("F4")
    desk.write_here("SMU støtter planen.")
    desk.press("F8")
    desk.write_here("7")
    desk.press("Tab")
    desk.write_here("2")
    desk.press("Tab")
    desk.write_here("1")
    desk.press("Enter", "F5")
    desk.write_here("Innhente pris på benker @Rune Lie 1.12.")
    desk.press("Enter")
    action = desk.detail(meeting_id).actions[0]
    assert (action.what, action.owner_name, action.due) == ("Innhente pris på benker", "Rune Lie", date(2026, 12, 1))
    for words in ("Tallene er gode.", "Luften er bedre.", "Ingenting."):
        desk.press("Ctrl+Down", "F3")
        desk.write_here(words)


def end(desk: MeetingDesk, at: str) -> None:
    """Go past the last case, and end."""
    desk.press("Ctrl+Down")
    ending = desk.sitting.ending
    assert desk.focused is ending.end_button
    ending.at.setFocus()
    desk.write_here(at)
    desk.press("Enter")
    assert not ending.untouched.isVisible()


def read_paper(desk: MeetingDesk) -> None:
    """What the office's copy says of the evening."""
    desk.click(desk.minutes.box.buttons["minutes"])
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    text = text_of(desk.made(preview).pdf)
    for said in (
        "Referat: SU og SMU 12.11.2026",
        "18.02–19.25",
        "Personalrommet",
        "mandag 26. oktober 2026",
        "SU: 8 av 9 medlemmer deltok.",
        "SMU: 10 av 11 medlemmer deltok.",
        "Vedtatt med 4 mot 4 stemmer, møtelederens stemme avgjorde.",
        "Vedtatt med 7 mot 2 stemmer. 1 stemte blankt.",
        "Innhente pris på benker",
        "Godkjent 10.12.2026 i SU 8/26, uten endringer.",
    ):
        assert said in text, said
    assert "Utkast" not in text

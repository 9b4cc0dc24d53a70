"""Are the guardians of a class called without noise, those without e-mail named, and nobody told who must not be?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.contacts.protection import protect
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.showing.send_panel import SendPanel
from db.store import Store
from tests.factories import TODAY, YEAR, guardian, pupil
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did
from tests.meetings.showing.at_pane import AtPane
from tests.meetings.showing.conftest import Show
from tests.meetings.test_called import change_link

Open = Callable[[int], SendPanel]


@pytest.fixture
def opened(show: Show) -> Open:
    """Return what opens the panel that sends the notice of a meeting, in a window of the usual size."""

    def call(meeting: int) -> SendPanel:
        at: AtPane = show(meeting)
        panel = SendPanel(at.context, meeting)
        at.window.takeCentralWidget()
        at.window.setCentralWidget(panel)
        panel.show()
        panel.focus_first()
        at.settle()
        panel.setProperty("at", at)
        return panel

    return call


def parents_of(store: Store, school: MeetingSchool, name: str = "5A") -> int:
    entry = ParentEntry(school.classes[name], date(2026, 9, 8), time(18), time(19, 30), "Rom 12")
    return did(store, plan_parent_meetings, YEAR, [entry])[0]


def lines(panel: SendPanel) -> list[str]:
    return [panel.list.item(at).text() for at in range(panel.list.count())]


def test_each_guardian_has_a_line_with_the_child_and_the_teacher_is_first(
    store: Store, school: MeetingSchool, opened: Open
) -> None:
    panel = opened(parents_of(store, school))
    assert lines(panel)[:2] == ["Mari Haug   Kontaktlærer", "Berit Lunde   Foresatt, Ask Lunde (5A)"]
    assert panel.count.text() == "13 personer kalles inn"
    assert panel.ways.text() == "12 på e-post, 1 på annen måte"
    assert panel.otherwise.text() == "Ikke med e-post, gi dem innkallingen på papir: Mari Haug"


def test_who_is_protected_is_named_as_reached_through_the_office_and_stands_in_no_draft(
    store: Store, school: MeetingSchool, opened: Open, tmp_path: Path
) -> None:
    protect(store, school["Eva Myhre"], "confidential")
    change_link(store, school["Ask Lunde"], school["Carl Lunde"], "contact_ban", "in_force")
    alone = pupil(store, "Ylva Alene", "5A")
    assert alone
    meeting = parents_of(store, school)
    panel = opened(meeting)
    assert panel.otherwise.text().split("\n") == [
        "Ikke med e-post, gi dem innkallingen på papir: Mari Haug",
        "Kontakt via kontoret: Eva Myhre",
        "Ingen foresatt er registrert: Ylva Alene (5A)",
        "Får ikke beskjed automatisk: Carl Lunde",
    ]
    assert lines(panel)[-1] == "Carl Lunde   Foresatt, Ask Lunde (5A), Kontaktforbud: kontoret avgjør"
    panel.tick(school["Carl Lunde"])  # the office decides: on paper, never by e-mail
    panel.save_draft_as(tmp_path / "Innkalling.eml")
    at = panel.property("at")
    at.qtbot.waitUntil(lambda: bool(panel.told.text()) or bool(panel.error.text))
    assert panel.error.text == ""
    message = message_from_bytes((tmp_path / "Innkalling.eml").read_bytes(), policy=default)
    assert message["To"] is None
    addresses = set(message["Bcc"].split(", "))
    assert len(addresses) == 12 - 2
    assert not {"eva@example.no", "carl@example.no"} & addresses
    assert message["Subject"] == "Innkalling til møte: Foreldremøte 5A 08.09.2026"
    body = message.get_body()
    assert body is not None
    assert "Velkommen til foreldremøte 5A: tirsdag 8. september 2026, 18.00–19.30, Rom 12." in str(body.get_content())
    panel.note_sent()
    found = dict(detail(store, meeting).notices[0].recipients)
    assert len(found) == 13
    assert found[school["Carl Lunde"]] == "member", "the office decided so"
    assert found[school["Mari Haug"]] == "right_to_attend"


def test_sixty_guardians_are_a_line_that_counts_them_and_a_list_that_scrolls(
    store: Store, school: MeetingSchool, opened: Open
) -> None:
    for number in range(24):
        child = pupil(store, f"Barn Nr{number}", "5A")
        mail = f"nr{number}@example.no"
        guardian(store, f"Mor Nr{number}", child, email=mail if number % 2 else "")
        guardian(store, f"Far Nr{number}", child, email=f"far{number}@example.no")
    panel = opened(parents_of(store, school))
    assert panel.count.text() == "61 personer kalles inn"
    assert panel.ways.text() == "48 på e-post, 13 på annen måte"
    assert panel.list.verticalScrollBar().maximum() > 0
    assert panel.list.horizontalScrollBar().isVisible() is False
    named = panel.otherwise.text()
    assert named.startswith("Ikke med e-post, gi dem innkallingen på papir: Mari Haug, Mor Nr0")
    assert named.endswith(" og 5 til")
    for button in (panel.draft_button, panel.note_button):
        assert button.isVisible()
        assert panel.window().rect().contains(button.mapTo(panel.window(), button.rect().bottomRight()))
    assert panel.focusWidget() is panel.draft_button


def test_a_tick_taken_away_changes_the_counts_at_once(store: Store, school: MeetingSchool, opened: Open) -> None:
    panel = opened(parents_of(store, school))
    panel.list.setFocus()
    panel.list.setCurrentRow(1)
    panel.property("at").press(Qt.Key.Key_Space)
    assert panel.count.text() == "12 personer kalles inn"
    assert panel.ways.text() == "11 på e-post, 1 på annen måte"
    assert school["Berit Lunde"] not in {one.person_id for one in panel.chosen}


def test_staff_and_talks_have_their_people_too(store: Store, school: MeetingSchool, opened: Open) -> None:
    panel = opened(a_meeting(store, kind="staff", held_on=date(2026, 9, 1)))
    assert panel.count.text() == "7 personer kalles inn"
    assert "Rune Lie   Lærer" in lines(panel)
    panel = opened(a_meeting(store, kind="talk", held_on=TODAY))
    assert lines(panel) == ["Siv Krogh   Rektor", "Berit Lunde   Leder, FAU"]

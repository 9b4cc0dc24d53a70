"""The leader of FAU resigns in January: who takes over, which other seats go along, and who is told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bodies.commands import add_body
from app.bodies.leaving import what_hangs_on
from app.bodies.offices import Chosen, appoint, install
from app.bodies.queries import bodies, offices_in_year, places
from app.bodies.showing.leave_dialog import VACANT, LeaveDialog
from app.contacts.reaching.panel import ReachingPanel
from app.shell.print_preview import PrintPreview
from db.store import Store
from tests.bodies.at_page import AtBodies
from tests.conftest import Clock
from tests.factories import START, YEAR, class_called, guardian, opened, pupil, teacher
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary, text_of

JANUARY = date(2027, 1, 12)
SU, SMU = "Samarbeidsutvalg (SU)", "Skolemiljøutvalg (SMU)"


def fill(store: Store) -> None:
    """Kari Berg sits in FAU for 5A with Liv Lie as deputy and leads it; Per Vik of 5B is vice chair."""
    teacher(store, "Åse Aune", "5A")
    kari = guardian(store, "Kari Berg", pupil(store, "Ola Berg", "5A"), email="kari@example.no")
    liv = guardian(store, "Liv Lie", pupil(store, "Nora Lie", "5A"), email="liv@example.no")
    per = guardian(store, "Per Vik", pupil(store, "Ada Vik", "5B"), email="per@example.no")
    eva = guardian(store, "Eva Moen", pupil(store, "Ella Moen", "5B"), email="eva@example.no")
    with store.change("Added the councils") as session:
        fau = add_body(session, "fau_class")
        su, _smu = add_body(session, "su_standard"), add_body(session, "smu_seven")
        seat = next(body for body in bodies(session) if body.id == fau).seats[0]
        parents = next(
            one
            for body in bodies(session)
            if body.id == su
            for one in body.seats
            if one.constituency == "parents" and one.follows_body_id is None
        )
    with store.change("Elected") as session:
        for class_name, member, deputy in (("5A", kari, liv), ("5B", per, eva)):
            install(
                session,
                seat.id,
                [Chosen(member), Chosen(deputy, "deputy")],
                class_id=class_called(store, class_name),
                valid_from=START,
                member_ends=date(2027, 8, 16),
                deputy_ends=date(2027, 8, 16),
                how="election",
            )
        for role, who in (("chair", kari), ("vice_chair", per)):
            appoint(session, fau, who, role=role, valid_from=START, how="election")
        appoint(session, su, eva, seat_id=parents.id, valid_from=START, how="election")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> Secretary:
    with opened(school_file) as store:
        fill(store)
    clock.set(datetime(2027, 1, 12, 9, 0))
    return Secretary(qtbot, start)


def holders(desk: Secretary, name: str) -> list[str]:
    """Who holds the seat of FAU's chair in a body, on the day."""
    body = next(one for one in desk.store.read(bodies) if one.name_nb == name)
    return [
        holder.full_name
        for place in desk.store.read(places, body, YEAR, JANUARY)
        if place.seat.follows_role == "chair"
        for holder in place.holders
    ]


def test_the_chair_resigns_and_everything_that_hangs_on_it_is_settled_at_once(
    desk: Secretary, qtbot: QtBot, tmp_path: Path
) -> None:
    assert (holders(desk, SU), holders(desk, SMU)) == (["Kari Berg"], ["Kari Berg"])
    at = AtBodies(desk)
    at.body("FAU")
    before = desk.newest.id
    at.choose("Leder Kari Berg")
    at.press(at.page.who.table, Qt.Key.Key_Delete)

    # one window says all she holds, what follows it, and who ought to know
    dialog = at.dialog()
    assert isinstance(dialog, LeaveDialog)
    assert [(row.what, row.choice.currentText()) for row in dialog.rows] == [
        ("FAU: leder", "Per Vik rykker opp"),
        ("FAU: FAU-representant 5A", "Liv Lie rykker opp"),
    ]
    said = at.office.words(dialog)
    for body in (SU, SMU):
        assert f"Med vervet går plassen i {body}: den følger den som tar over." in said
    told = {line.split(":")[0] for line in dialog.told_lines}
    assert {"Per Vik", "Liv Lie", "Åse Aune", "Eva Moen"} <= told
    assert "Kari Berg" not in told
    assert dialog.last_day.text() == "12.01.2027"
    dialog.last_day.selectAll()
    qtbot.keyClicks(dialog.last_day, "11.01.2027")
    dialog.write_after.click()
    qtbot.keyClick(dialog.last_day, Qt.Key.Key_Return)

    # those who ought to know are at hand to be written to, blind copies
    qtbot.waitUntil(lambda: isinstance(desk.window.panel, ReachingPanel))
    panel = desk.window.panel
    assert isinstance(panel, ReachingPanel)
    qtbot.waitUntil(lambda: "3 adresser" in desk.words(panel))
    assert "Blindkopi" in desk.words(panel)
    desk.window.close_panel()
    at.settle()

    # it was one step, and each seat has somebody from the next day
    assert desk.newest.id == before + 1
    assert desk.history(1) == ["Kari Berg fratrådte"]
    at.body("FAU")
    assert "Leder Per Vik" in at.lines
    assert "Nestleder ubesatt" in at.lines
    assert "FAU-representant 5A Liv Lie" in at.lines
    assert "Vara 5A ubesatt" in at.lines
    assert (holders(desk, SU), holders(desk, SMU)) == (["Per Vik"], ["Per Vik"])
    assert desk.store.read(what_hangs_on, _id(desk, "Kari Berg"), YEAR, JANUARY).held == ()
    ended = [row for row in desk.store.read(offices_in_year, YEAR) if row.full_name == "Kari Berg"]
    assert {(row.valid_to, row.ended_because) for row in ended} == {(date(2027, 1, 11), "resigned")}
    began = [row.valid_from for row in desk.store.read(offices_in_year, YEAR) if row.full_name == "Per Vik"]
    assert date(2027, 1, 12) in began

    # the list that hangs on the wall says so too
    at.page.print_action.trigger()
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    desk.made(preview)
    assert preview.paper is not None
    text = text_of(preview.paper.pdf)
    assert "Leder Per Vik" in text
    assert "Kari Berg" not in text
    desk.window.close_panel()

    # and it is taken back as it was
    desk.undo()
    qtbot.waitUntil(lambda: "Leder Kari Berg" in at.lines)
    assert (holders(desk, SU), holders(desk, SMU)) == (["Kari Berg"], ["Kari Berg"])


def test_nobody_is_willing_and_the_seats_that_hang_on_it_are_vacant_too(desk: Secretary, qtbot: QtBot) -> None:
    at = AtBodies(desk)
    at.body("FAU")
    at.choose("Leder Kari Berg")
    at.page.leave_action.trigger()
    dialog = at.dialog()
    assert isinstance(dialog, LeaveDialog)
    choice = dialog.rows[0].choice
    choice.setCurrentIndex(next(at for at in range(choice.count()) if choice.itemData(at)[0] == VACANT))
    dialog.last_day.setText("11.01.2027")
    dialog.submit()
    qtbot.waitUntil(lambda: "Leder ubesatt" in at.lines)
    assert (holders(desk, SU), holders(desk, SMU)) == ([], [])
    at.body(SU)
    assert "FAU-leder ubesatt" in at.lines
    assert any("FAU-leder" in words and "ubesatt" in words for words in at.page.pane.all_warnings.words)


def _id(desk: Secretary, name: str) -> int:
    return next(row.person_id for row in desk.store.read(offices_in_year, YEAR) if row.full_name == name)

"""The first parents' meeting of 5A: from the pack the teacher takes along to the list of the parents' committee."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox
from pytestqt.qtbot import QtBot

from app.bodies.page import BodiesPage
from app.bodies.queries import bodies, places
from app.contacts.commands import NewPerson, add_guardian
from app.elections.queries import elections_in
from app.shell.print_preview import PrintPreview
from tests.elections.desk import Elections, with_councils
from tests.factories import TODAY, YEAR, guardian, opened, pupil, teacher
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary, text_of

PARENTS = ("Kari Berg", "Per Berg", "Liv Lie", "Tor Lie", "Sara Khan")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path) -> Secretary:
    """Four homes of 5A, of which one is protected, and one of 5B."""
    with opened(school_file) as store:
        teacher(store, "Åse Aune", "5A")
        ola, nora, ali = (pupil(store, name, "5A") for name in ("Ola Berg", "Nora Lie", "Ali Khan"))
        for name, child in zip(PARENTS, (ola, ola, nora, nora, ali), strict=True):
            guardian(store, name, child)
        synne = pupil(store, "Synne Skjult", "5A")
        with store.change("Added a protected guardian") as session:
            add_guardian(session, synne, NewPerson("Mona", "Skjult", address_grade="strictly_confidential"))
        guardian(store, "Gro Vik", pupil(store, "Ada Vik", "5B"))
        with_councils(store)
    return Secretary(qtbot, start)


def read(desk: Secretary, choose: str = "", **ticks: bool) -> str:
    """Look at the paper that was asked for, or at another one of the same preview, and close it."""
    panel = desk.window.panel
    assert isinstance(panel, PrintPreview), [notice.text for notice in desk.notices[-1:]]
    if choose:
        pick(panel.side.report_box, choose)
    for name, on in ticks.items():
        control = panel.side.choices.controls[name]
        assert isinstance(control, QAbstractButton)
        if control.isChecked() is not on:
            control.click()
    desk.made(panel)
    assert panel.paper is not None
    text = text_of(panel.paper.pdf)
    desk.window.close_panel()
    return text


def pick(box: QComboBox, words: str) -> None:
    """Choose as with the mouse."""
    at = box.findText(words)
    assert at >= 0, [box.itemText(place) for place in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_from_the_pack_to_the_list(desk: Secretary) -> None:
    at = Elections(desk)
    assert at.here == ("5A", 0)

    # before the meeting: one of those who are asked is protected
    at.press("F4")
    at.settle()
    at.pane.plan_button.click()
    at.settle()
    assert at.pane.candidates.fold is not None
    at.pane.candidates.fold.button.click()
    at.stand(at.pane, "Kari Berg", "Mona Skjult")
    assert at.pane.course is not None
    assert [one.full_name for one in at.pane.course.row.candidates] == ["Kari Berg", "Mona Skjult"]
    at.grid.setFocus()
    at.press("F4")
    assert not at.part.course_is_shown
    at.page.print_pack_of_class()
    pack = read(desk, names=True)
    for part in ("Foreldremøte 5A", "Frammøte 5A", "Opptelling 5A", "Valgprotokoll 5A", "Meld tilbake til kontoret"):
        assert part in pack
    attendance = pack[pack.index("Frammøte 5A") :].split("Stemmeseddel")[0]
    for name in ("Berg", "Lie", "Khan"):
        assert name in attendance
    assert "Stemmeseddel: FAU-representant 5A" in pack
    assert "Kari Berg" in pack[pack.index("Stemmeseddel") :]
    assert "Skjult" not in pack
    assert "Mona" not in pack
    assert "Gro Vik" not in pack  # she is of another class

    # after it: the sheet comes back with four names
    at.page.activateWindow()
    at.grid.setFocus()
    at.press("Home")
    assert at.here == ("5A", 0)
    for name in ("Kari Berg", "Liv Lie", "Tor Lie", "Sara Khan"):
        at.type(name)
        at.press("Enter")
        at.settle()
    assert at.words("5A")[:4] == ["Kari Berg", "Liv Lie", "Tor Lie", "Sara Khan"]
    assert at.state("5A") == "Ferdig"

    # the list that parents are given
    page = desk.window.show_page("bodies")
    assert isinstance(page, BodiesPage)
    page.print_action.trigger()
    listed = read(desk, "FAU-liste")
    row = listed[listed.index("5A") :].split("5B")[0]
    chosen = ["Kari Berg", "Liv Lie", "Tor Lie", "Sara Khan"]  # FAU and deputy, class contact and deputy
    assert sorted(chosen, key=row.index) == chosen
    assert "Per Berg" not in row
    assert "ubesatt" not in row
    assert "ubesatt" in listed[listed.index("5B") :]
    assert "Skjult" not in listed
    fau = next(body for body in desk.store.read(bodies) if body.kind == "parent_committee")
    (held,) = [place for place in desk.store.read(places, fau, YEAR, TODAY) if place.class_name == "5A"]
    assert [one.full_name for one in held.holders] == ["Kari Berg"]
    (registered,) = [row for row in desk.store.read(elections_in, YEAR) if row.body_id == fau.id]
    assert registered.class_name == "5A"
    assert [one.full_name for one in registered.deputies] == ["Liv Lie"]

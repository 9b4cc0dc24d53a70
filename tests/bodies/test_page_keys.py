"""The page of the bodies by keyboard, and what it hands to others: mail, papers, elections, the palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bodies.finder import find
from app.bodies.showing.presets_dialog import PresetsDialog
from app.contacts.reaching.panel import ReachingPanel
from tests import factories
from tests.bodies.at_page import AtBodies
from tests.conftest import Clock
from tests.office import office_at
from tests.stories.test_mnemonics import twice

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def people(at: AtBodies) -> dict[str, int]:
    """FAU with a member and a deputy of 5A; 5B has nobody."""
    return furnish(at)


def furnish(at: AtBodies) -> dict[str, int]:
    ola, nora = factories.pupil(at.store, "Ola Berg", "5A"), factories.pupil(at.store, "Nora Lie", "5A")
    factories.class_called(at.store, "5B")
    people = {
        "kari": factories.guardian(at.store, "Kari Berg", ola, email="kari@example.no"),
        "liv": factories.guardian(at.store, "Liv Lie", nora, email="liv@example.no"),
    }
    row = at.add("fau_class")
    at.give(row.seats[0], [people["kari"]], "5A", deputies=[people["liv"]])
    at.add("smu_seven")
    at.body(row.name_nb)
    return people


def faces(at: AtBodies) -> Iterator[tuple[str, QWidget]]:
    """Show every face of the page and every dialog of it."""
    page = at.page
    yield "empty", page
    furnish(at)
    member = next(line for line in page.who.table.rows.rows if line.name == "Kari Berg")
    page.who.table.show_id(member.id)
    yield "who", page
    doing = page.doing
    for call in (doing.line_steps_down, doing.all_signed, doing.correct_days, doing.close_body, doing.remove_office):
        call()
        dialog = at.dialog()
        yield type(dialog).__name__, dialog
        dialog.reject()
    page.doing.choose_presets()
    presets = cast(PresetsDialog, at.dialog())
    presets.own.set_open(True)
    at.qtbot.wait(1)
    yield "presets", presets
    presets.reject()
    page.show_vacant()
    yield "vacant", page
    page.doing.fill()
    filling = at.dialog()
    filling.more.set_open(True)  # type: ignore[attr-defined]
    at.qtbot.wait(1)
    yield "filling", filling
    filling.reject()
    page.pane.show_rules("bases")
    rules = page.pane.rules
    assert rules is not None
    for fold in rules.folds.values():
        fold.set_open(True)
    for box in (*rules.seats.values(), *rules.bases.values()):
        box.set_open(True)
    yield "rules", page
    rules.add_basis()
    dialog = at.dialog()
    yield "basis", dialog
    dialog.reject()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice_and_everything_has_a_name(
    qtbot: QtBot, tmp_path: Path, clock: Clock, language: str
) -> None:
    with office_at(qtbot, tmp_path / "school.db", language) as office:
        at, seen, faults = AtBodies(office), set(), {}
        for name, face in faces(at):
            qtbot.wait(1)
            seen.add(name)
            clashes = twice(face)
            nameless = [
                type(control).__name__
                for kind in (QAbstractButton, QLineEdit, QComboBox)
                for control in face.findChildren(kind)
                if control.isVisible()
                and not isinstance(control.parent(), QLineEdit)  # the sign in the filter box
                and not (control.accessibleName() or getattr(control, "text", str)())
            ]
            if clashes or nameless:
                faults[name] = (clashes, nameless)
        assert faults == {}
        assert len(seen) >= 10


def test_enter_goes_from_the_filter_to_who_sits_and_escape_clears(at: AtBodies, people: dict[str, int]) -> None:
    box = at.page.list.filter_box
    box.setFocus()
    at.qtbot.keyClicks(box, "fau")
    at.press(box, Qt.Key.Key_Return)
    assert at.office.window.focusWidget() is at.page.who.table
    at.press(box, Qt.Key.Key_Escape)
    at.qtbot.waitUntil(lambda: len(at.page.list.table.rows.rows) == 2)


def test_arrows_in_the_filter_move_from_body_to_body(at: AtBodies, people: dict[str, int]) -> None:
    at.press(at.page.list.filter_box, Qt.Key.Key_Down)
    at.qtbot.waitUntil(lambda: at.page.look is not None and at.page.look.body.kind == "school_environment_committee")
    at.press(at.page.list.filter_box, Qt.Key.Key_Up)
    at.qtbot.waitUntil(lambda: at.page.look is not None and at.page.look.body.name_nb == "FAU")


def test_control_n_offers_ready_made_bodies(at: AtBodies, people: dict[str, int]) -> None:
    at.press(at.page.list.filter_box, Qt.Key.Key_N, CONTROL)
    dialog = at.dialog()
    assert type(dialog) is PresetsDialog
    items = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert any(text.startswith("FAU\n1 + 1 vara per klasse, 2 år") and "dere har det" in text for text in items)
    assert any("som ved" in text for text in items)
    dialog.reject()


def test_control_e_writes_to_all_of_them_without_showing_anybody_the_others(
    at: AtBodies, people: dict[str, int]
) -> None:
    at.press(at.page.list.filter_box, Qt.Key.Key_E, CONTROL)
    panel = at.office.window.panel
    assert isinstance(panel, ReachingPanel)
    words = [chip.text() for chip in panel.whom.chips.values()]
    assert words == ["Alle 2 personer", "1 medlem, ikke vara"]
    assert len(panel.found.by_email) == 2
    assert set(panel.people) == {people["kari"], people["liv"]}


def test_who_is_chosen_can_be_written_to_alone(at: AtBodies, people: dict[str, int]) -> None:
    at.choose("Vara 5A Liv Lie")
    at.page.write_action.trigger()
    panel = cast(ReachingPanel, at.office.window.panel)
    assert "Bare Liv Lie" in [chip.text() for chip in panel.whom.chips.values()]


def test_control_p_shows_the_papers_of_the_body(at: AtBodies, people: dict[str, int]) -> None:
    from unittest.mock import Mock

    shown = Mock()
    at.page.context.preview = shown  # type: ignore[method-assign]
    at.press(at.page.list.filter_box, Qt.Key.Key_P, CONTROL)
    reports = shown.call_args.args[0]
    assert [report.id for report in reports][:1] == ["representatives"]
    assert shown.call_args.kwargs["subject"] == "FAU"


def test_the_button_leads_to_the_elections_of_the_body(at: AtBodies, people: dict[str, int]) -> None:
    wanted: list[tuple[str, object]] = []
    at.page.context.page_wanted.disconnect()
    at.page.context.page_wanted.connect(lambda page, item: wanted.append((page, item)))
    at.page.election_action.trigger()
    assert at.page.look is not None
    assert wanted == [("elections", ("body", at.page.look.id))]


def test_the_person_is_shown_among_the_contacts(at: AtBodies, people: dict[str, int]) -> None:
    at.choose("Vara 5A Liv Lie")
    at.page.person_action.trigger()
    assert at.office.window.page_id == "contacts"
    at.qtbot.waitUntil(lambda: at.office.contacts.detail.person_id == people["liv"])


def test_the_palette_finds_bodies_and_those_who_sit_in_them(at: AtBodies, people: dict[str, int]) -> None:
    context = at.page.context
    assert [hit.title for hit in find(context, "fau")] == ["FAU"]
    assert [hit.title for hit in find(context, "skolemilj")] == ["Skolemiljøutvalg (SMU)"]
    hits = find(context, "lie")
    assert [(hit.title, hit.detail) for hit in hits] == [("Liv Lie", "FAU · vara · 5A")]
    at.office.window.show_page("contacts")
    hits[0].open()
    assert at.office.window.page_id == "bodies"
    assert at.page.line is not None
    assert at.page.line.name == "Liv Lie"
    assert find(context, "") == []
    assert find(context, "nobody of that name") == []


def test_a_row_of_the_list_is_copied_as_a_table_and_noted(at: AtBodies, people: dict[str, int]) -> None:
    from PySide6.QtGui import QGuiApplication

    from db.history import steps

    at.choose("FAU-representant 5A Kari Berg")
    at.press(at.page.who.table, Qt.Key.Key_C, CONTROL)
    assert "Kari Berg" in QGuiApplication.clipboard().text()
    newest = at.store.read(lambda session: steps(session, limit=1))[0]
    assert newest.kind == "export"


def test_everything_is_reached_at_a_narrow_window_with_large_text(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    from PySide6.QtWidgets import QApplication

    from app.shell import theme

    app = cast(QApplication, QApplication.instance())
    theme.apply(app, "light", 150)
    try:
        with office_at(qtbot, tmp_path / "school.db") as office:
            at = AtBodies(office)
            furnish(at)
            assert office.window.width() <= 1280
            for button in at.page.findChildren(QAbstractButton):
                if button.isVisible():
                    right = button.mapTo(office.window, button.rect().topRight()).x()
                    assert right <= office.window.width(), button.text()
            assert at.page.who.table.height() >= 3 * 32
    finally:
        theme.apply(app, "light", 100)

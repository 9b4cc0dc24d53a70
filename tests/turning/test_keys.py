"""No two things in sight on the page are reached by the same Alt key, nor by the same shortcut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QTabBar, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.office import office_at
from tests.stories import test_mnemonics
from tests.turning.conftest import JANUARY
from tests.turning.desk import Desk
from tests.turning.given import small_school

UNDO = ("&Angre", "&Undo")
"""What the notice says that takes back what was just done."""


@pytest.fixture(params=["nb", "nn", "en"])
def desk(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with office_at(qtbot, tmp_path / "school.db", request.param, given=small_school) as office:
        clock.set(JANUARY)
        yield Desk(office, clock)


def twice(surface: QWidget) -> dict[str, list[str]]:
    """Return each Alt key of two things, the tabs of the page and taking back what was just done among them."""
    found = test_mnemonics.twice(surface)
    things = [button for button in surface.findChildren(QAbstractButton) if button.isVisible()]
    taken = {QKeySequence.mnemonic(thing.text()).toString(): thing.text() for thing in things}
    for bar in surface.findChildren(QTabBar):
        for words in (bar.tabText(at) for at in range(bar.count()) if bar.isVisible()):
            key = QKeySequence.mnemonic(words).toString()
            if key and key in taken:
                found[key] = [*found.get(key, [taken[key]]), words]
            taken[key] = words
    return found


def test_alt_keys_are_of_one_thing(desk: Desk) -> None:
    window = desk.office.window
    for code in ("all", "contacts.classes", "contacts.first_grade", "contacts.teachers"):
        desk.go(code)
        assert twice(window) == {}, code
    desk.make_next_year()
    for code in ("contacts.classes", "contacts.teachers"):
        desk.go(code)
        assert twice(window) == {}, code
    desk.at("2A", "Ada")
    assert twice(window) == {}
    for call in (desk.board.split_class, desk.board.merge_classes, desk.board.rename_class, desk.board.new_class):
        call()
        dialog = desk.office.dialog()
        assert twice(dialog) == {}
        dialog.reject()
    desk.page.show_part("disposal")
    desk.office.qtbot.waitUntil(lambda: any(b.text() in UNDO for b in window.findChildren(QAbstractButton)))
    assert twice(window) == {}
    desk.page.show_part("steps")
    desk.steps.head.release()
    dialog = desk.office.dialog()
    assert twice(dialog) == {}
    dialog.reject()


def test_shortcuts_are_of_one_thing(desk: Desk) -> None:
    desk.make_next_year()
    for part in ("disposal", "steps", "board"):
        desk.page.show_part(part)
        keys = Counter(action.shortcut().toString() for action in desk.page.commands if not action.shortcut().isEmpty())
        assert set(keys.values()) == {1}
    assert QKeySequence("Ctrl+M").toString() in keys


def test_everything_has_a_name_for_those_who_listen(desk: Desk) -> None:
    desk.make_next_year()
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QComboBox, QListView, QTreeWidget)
    for part in ("steps", "board", "disposal"):
        desk.page.show_part(part)
        for kind in kinds:
            for control in desk.page.part.findChildren(kind):
                if isinstance(control.parentWidget(), QLineEdit):
                    continue  # the picture in a box one types in
                name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
                assert name or not control.isVisible(), control

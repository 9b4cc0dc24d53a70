"""A file is looked at before it lands; what is unticked stays out; Cancel leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Hashable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.core.errors import UserError
from app.core.progress import Progress
from app.shell.import_wizard import ImportWizard, Outcome, Preview, PreviewRow
from db.store import Store
from tests.shell.conftest import Desk, add


class Names:
    """Imports one name from each line of a text file."""

    title = "Import names"
    explanation = "One name to a line."
    kinds = "Text (*.txt)"

    def __init__(self, store: Store) -> None:
        self.store = store
        self.hold = threading.Event()
        self.hold.set()
        self.shown: list[Outcome] = []

    def prepare(self, path: Path, progress: Progress) -> Preview:
        if not path.exists():
            raise UserError("There is no file {name}.", name=path.name)
        names = path.read_text(encoding="utf-8").split()
        rows = [PreviewRow(name, "new", (name,), "", name != "Unticked") for name in names]
        problem = PreviewRow("p", "problem", ("",), "Row 7: no name. Write one.", None)
        return Preview(("Name",), [problem, *rows], ("The file covers <5A>.",), {"same": 3})

    def say_counts(self, preview: Preview, skipped: Collection[Hashable]) -> str:
        return f"{len(preview.rows) - 1 - len(skipped)} new"

    def commit(self, preview: Preview, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        with self.store.change("Imported {file}", file="names.txt") as session:
            for row in preview.rows:
                if row.ticked is not None and row.key not in skipped:
                    add(session, str(row.key))
            self.hold.wait(10)
            progress.step("Storing", 1, 1)
        return Outcome("Imported 3 names.", session.info["step"])

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)


@pytest.fixture
def names(desk: Desk) -> Names:
    return Names(desk.store)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("Anna Bjørn Unticked Dina", encoding="utf-8")
    return path


@pytest.fixture
def wizard(desk: Desk, names: Names, file: Path) -> ImportWizard:
    wizard = ImportWizard(desk.context, names, file)
    desk.context.show_panel(wizard)
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    return wizard


def test_the_preview_lists_what_would_happen_and_stores_nothing(wizard: ImportWizard, desk: Desk) -> None:
    rows = wizard.table.rows
    assert rows.rowCount() == 5
    assert rows.index(0, 0).data() == "Problem"
    assert rows.index(0, 2).data() == "Row 7: no name. Write one."
    assert not rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert wizard.summary.text() == "3 new"
    assert wizard.notes.text() == "The file covers <5A>."
    assert wizard.notes.textFormat() == Qt.TextFormat.PlainText
    assert desk.page.matching("") == []


def test_the_rows_are_narrowed_by_state(wizard: ImportWizard) -> None:
    assert wizard.states.chips["new"].text() == "Ny 4"
    assert wizard.states.chips["same"].text() == "Som før 3"
    assert not wizard.states.chips["same"].isEnabled()
    wizard.states.choose("problem")
    assert wizard.table.rows.rowCount() == 1


def test_what_is_ticked_lands_as_one_step_that_can_be_undone(wizard: ImportWizard, desk: Desk, names: Names) -> None:
    table = wizard.table
    table.selectRow(1)
    desk.qtbot.keyClick(table, Qt.Key.Key_Space)
    assert wizard.summary.text() == "2 new"
    wizard.accept()
    desk.qtbot.waitUntil(lambda: desk.window.panel is None)
    assert {row.name for row in desk.page.matching("")} == {"Bjørn", "Dina"}
    notice = desk.notices[-1]
    assert notice.text == "Imported 3 names."
    notice.actions[1].call()
    assert names.shown[0].step is not None
    notice.actions[0].call()
    desk.qtbot.waitUntil(lambda: desk.page.matching("") == [])


def test_cancel_leaves_nothing_and_the_preview_stays(wizard: ImportWizard, desk: Desk, names: Names) -> None:
    names.hold.clear()
    wizard.accept()
    assert not wizard.may_leave()
    assert not desk.window.close_panel()
    desk.context.tasks.running[0].cancel()
    names.hold.set()
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert desk.page.matching("") == []
    assert wizard.error.text == "Avbrutt. Ingenting ble endret."
    assert wizard.accept_button.isEnabled()
    assert desk.window.close_panel()


def test_a_file_that_cannot_be_read_says_so_and_another_can_be_taken(desk: Desk, names: Names, file: Path) -> None:
    wizard = ImportWizard(desk.context, names, file.with_name("gone.txt"))
    desk.context.show_panel(wizard)
    desk.qtbot.waitUntil(lambda: wizard.error.text == "There is no file gone.txt.")
    assert wizard.faces.currentWidget() is wizard.file_face
    wizard.take(file)
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.error.text == ""


def test_a_file_can_be_dropped(desk: Desk, names: Names, file: Path) -> None:
    wizard = ImportWizard(desk.context, names)
    desk.context.show_panel(wizard)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(wizard.drop_field, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(wizard.drop_field, QDropEvent(QPointF(5, 5), copy, data, left, none))
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)


def test_nothing_ticked_cannot_be_imported(wizard: ImportWizard, desk: Desk) -> None:
    wizard.table.selectAll()
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    assert not wizard.accept_button.isEnabled()


def test_return_chooses_a_file_as_soon_as_the_panel_is_open(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _tr: object, title: str, _kinds: str, take: Callable[[Path], None], _at: str) -> None:
        asked.append(title)
        take(file)

    monkeypatch.setattr("app.shell.import_wizard.choose_file", choose)
    wizard = ImportWizard(desk.context, names)
    desk.context.show_panel(wizard)
    assert QApplication.focusWidget() is wizard.choose_button
    desk.qtbot.keyClick(wizard.choose_button, Qt.Key.Key_Return)
    assert asked == [names.title]
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert QApplication.focusWidget() is wizard.table


def test_the_preview_is_used_with_the_keyboard_alone(wizard: ImportWizard, desk: Desk) -> None:
    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        desk.qtbot.keyClick(focus, key, held)

    assert QApplication.focusWidget() is wizard.table
    assert wizard.table.currentIndex().row() == 0
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert wizard.summary.text() == "2 new"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wizard.other_button
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wizard.accept_button
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: desk.window.panel is None)
    assert {row.name for row in desk.page.matching("")} == {"Bjørn", "Dina"}


def test_escape_closes_the_preview(wizard: ImportWizard, desk: Desk) -> None:
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Escape)
    assert desk.window.panel is None


def test_the_focus_comes_back_to_the_file_after_one_that_cannot_be_read(desk: Desk, names: Names, file: Path) -> None:
    wizard = ImportWizard(desk.context, names, file.with_name("gone.txt"))
    desk.context.show_panel(wizard)
    desk.qtbot.waitUntil(lambda: wizard.error.text != "")
    assert QApplication.focusWidget() is wizard.choose_button


def test_what_happens_with_the_current_row_stands_in_full_below(wizard: ImportWizard, desk: Desk) -> None:
    assert wizard.about.text() == "Row 7: no name. Write one."
    assert wizard.about.wordWrap()
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Down)
    assert wizard.about.text() == ""
    assert wizard.states.chips[""].text() == "Alle i listen 5"


def test_a_file_that_changes_nothing_says_so_where_the_list_would_be(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "prepare", lambda *_: Preview(("Name",), [], (), {"same": 2060}))
    monkeypatch.setattr(names, "say_counts", lambda *_: "")
    wizard = ImportWizard(desk.context, names, file)
    desk.context.show_panel(wizard)
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.nothing.isVisible()
    assert wizard.nothing.text() == "Ingenting endres: Alt i filen står her fra før."
    assert not wizard.table.isVisible()
    assert QApplication.focusWidget() is wizard.other_button


def test_a_file_that_only_settles_something_can_be_imported(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "prepare", lambda *_: Preview(("Name",), [], ("One is ticked off.",), settles=True))
    monkeypatch.setattr(names, "say_counts", lambda *_: "")
    wizard = ImportWizard(desk.context, names, file)
    desk.context.show_panel(wizard)
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.notes.text() == "One is ticked off."
    assert wizard.nothing.text() == "Resten av filen står her fra før."
    assert QApplication.focusWidget() is wizard.accept_button
    desk.qtbot.keyClick(wizard.accept_button, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: wizard.preview is None)

"""A file is looked at before it lands; what is unticked stays out; Back loses nothing and Cancel leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Hashable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.core.errors import UserError
from app.core.progress import Progress
from app.shell.context import Context
from app.shell.importing.shape import (
    LEFT_OUT,
    NEW_ONE,
    About,
    Candidate,
    Choice,
    ColumnRow,
    Columns,
    Decisions,
    Draft,
    Effect,
    Option,
    Outcome,
    Preview,
    PreviewRow,
    Question,
    Side,
)
from app.shell.importing.wizard import ImportWizard
from app.shell.words import Label
from db.store import Store
from tests.shell.conftest import Desk, add

FIELDS = (("Person", (("given", "Given name"), ("family", "Family name"))),)


class Names:
    """Imports one name from each line of a text file, whose columns are set apart by semicolons.

    A line “?Name” asks who that is; “!Name” is somebody protected.
    """

    title = "Import names"
    explanation = "One name to a line."
    kinds = "Text (*.txt)"
    takes_folders = True

    def __init__(self, store: Store) -> None:
        self.store = store
        self.hold = threading.Event()
        self.hold.set()
        self.shown: list[Outcome] = []
        self.complete = True
        self.asked_for: list[Decisions] = []

    def below(self, context: Context) -> QWidget | None:
        return Label("Earlier: <nothing>")

    def prepare(self, path: Path, decisions: Decisions, progress: Progress) -> Draft:
        self.asked_for.append(decisions)
        if not path.exists():
            raise UserError("It cannot be read.")
        self.hold.wait(10)
        progress.step("Reading", 1, 1)
        lines = [line.split(";") for line in path.read_text(encoding="utf-8").split("\n") if line]
        return self._draft(lines, path.name, decisions)

    def again(self, draft: Draft, decisions: Decisions, progress: Progress) -> Draft:
        self.asked_for.append(decisions)
        self.hold.wait(10)
        progress.step("Comparing", 1, 1)
        return self._draft(draft.plan, "names.txt", decisions)

    def effect(self, draft: Draft, fields: Mapping[str, str | None]) -> Effect:
        if "given" not in fields.values():
            return Effect(("Name",), (), missing="No column holds the names.")
        at = next(int(key) for key, field in fields.items() if field == "given")
        return Effect(("Name",), tuple((line[at],) for line in draft.plan[:2]), f"{len(draft.plan)} would be read.")

    def say_counts(self, draft: Draft, skipped: Collection[Hashable]) -> str:
        assert draft.preview is not None
        return f"{sum(row.ticked is not None for row in draft.preview.rows) - len(skipped)} new"

    def commit(self, draft: Draft, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        assert draft.preview is not None
        with self.store.change("Imported {file}", file="names.txt") as session:
            for row in draft.preview.rows:
                if row.ticked is not None and row.key not in skipped:
                    add(session, row.cells[0])
            self.hold.wait(10)
            progress.step("Storing", 1, 1)
        return Outcome("Imported names.", session.info["step"], ("New: 3",), ("1 was not ticked.",), "Saved in x.db.")

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)

    def _draft(self, lines: list[list[str]], file: str, decisions: Decisions) -> Draft:
        fields = decisions.fields or {"0": "given", "1": None}
        at = next((int(key) for key, field in fields.items() if field == "given"), None)
        covers = Choice(
            "covers",
            "It &covers",
            (Option("all", "Everybody", "Who is missing has left."), Option("some", "Some")),
            decisions.chosen.get("covers", "all"),
        )
        day = Choice(
            "day",
            "&From",
            (Option("2026-08-24", "Today"), Option("2026-08-01", "Start")),
            decisions.chosen.get("day", "2026-08-24"),
            "day",
        )
        sheet = Choice(
            "sheet",
            "&Sheet",
            (Option("1", "One"), Option("2", "Two")),
            decisions.chosen.get("sheet", "1"),
            "list",
            at_once=True,
        )
        about = About((("File", file), ("Lines", str(len(lines)))), (sheet, covers, day), ("Nothing was dropped.",))
        columns = Columns(
            (
                ColumnRow("0", "Name & more", tuple(line[0] for line in lines[:2]), fields["0"]),
                ColumnRow("1", "Other", (), fields.get("1"), look_over=not self.complete),
                ColumnRow("fnr", "Number", ("01010112345",), None, never_read=True),
            ),
            FIELDS,
            frozenset({"given", "family"}),
            self.complete or decisions.fields is not None,
        )
        preview = None if at is None else self._preview(lines, at, decisions)
        return Draft(about, columns, preview, lines)

    def _preview(self, lines: list[list[str]], at: int, decisions: Decisions) -> Preview:
        rows = [PreviewRow("p", "problem", ("",), "Row 7: no name. Write one.", None)]
        for line in lines:
            name = line[at] if at < len(line) else ""
            if name.startswith("?"):
                answer = decisions.answers.get(name)
                people = (Candidate(7, "Ola <b>Berg</b>", ("5A", "2015")), Candidate(8, "Ola Berg", ("6A", "")))
                question = Question(name, f"Who is {name}?", ("Class", "Born"), people, True, answer)
                rows.append(PreviewRow(name, "question", (name,), "Left out", None, question=question))
                if answer == NEW_ONE:
                    rows.append(PreviewRow(("new", name), "new", (name[1:],)))
                elif answer not in (None, LEFT_OUT):
                    rows.append(
                        PreviewRow(("c", name), "changed", (name[1:],), "A → B", sides=(Side("Phone", "A", "B"),))
                    )
            elif name.startswith("!"):
                rows.append(PreviewRow(name, "alarm", (name[1:],), "The address was not kept.", None))
            elif name:
                rows.append(PreviewRow(name, "new", (name,), f"{name} is new", name != "Unticked"))
        covered = decisions.chosen.get("covers", "all")
        return Preview(("Name",), rows, (f"The file covers <{covered}>.",), {"same": 3})


@pytest.fixture
def names(desk: Desk) -> Names:
    return Names(desk.store)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("Anna;x\nBjørn;y\nUnticked;z\nDina;w", encoding="utf-8")
    return path


def opened(desk: Desk, names: Names, file: Path | None) -> ImportWizard:
    wizard = ImportWizard(desk.context, names, file)
    desk.context.show_panel(wizard)
    if file is not None:
        desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    return wizard


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    desk.qtbot.keyClick(focus, key, held)


@pytest.fixture
def wizard(desk: Desk, names: Names, file: Path) -> ImportWizard:
    """The preview, one Next after the file was read."""
    wizard = opened(desk, names, file)
    press(desk, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    return wizard


def people(desk: Desk) -> set[str]:
    return {row.name for row in desk.page.matching("")}


# -- what the file is


def test_next_is_one_key_and_the_columns_are_passed_by_when_all_are_recognised(
    wizard: ImportWizard, names: Names
) -> None:
    assert wizard.faces.currentWidget() is wizard.preview_face
    assert len(names.asked_for) == 1, "nothing was decided otherwise, so nothing was done again"


def test_what_the_file_is_stands_before_anything_else(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    said = [label.text() for label in wizard.about_face.findChildren(Label)]
    assert {"names.txt", "4", "Nothing was dropped.", "Who is missing has left."} <= set(said)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in wizard.about_face.findChildren(Label))


def test_what_is_chosen_of_the_file_is_what_the_preview_is_made_with(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.about_face.fields["covers"].buttons["some"].click()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.preview_face.notes.text() == "The file covers <some>."
    assert names.asked_for[-1].chosen == {"covers": "some"}


def test_a_date_can_be_typed_and_one_that_is_none_is_said_at_its_field(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    day = wizard.about_face.fields["day"]
    assert day.day is not None
    desk.qtbot.keyClicks(day.day, "32.8.26")
    wizard.forward()
    assert day.error.text == "Skriv datoen slik: 24.08.2026."
    assert wizard.preview is None
    day.day.clear()
    desk.qtbot.keyClicks(day.day, "17.8.26")
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert names.asked_for[-1].chosen == {"day": "2026-08-17"}


def test_another_sheet_is_read_as_soon_as_it_is_chosen(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    box = wizard.about_face.fields["sheet"].list
    assert box is not None
    box.setCurrentIndex(1)
    desk.qtbot.waitUntil(lambda: len(names.asked_for) == 2 and not wizard.busy)
    assert names.asked_for[-1].chosen == {"sheet": "2"}
    assert wizard.faces.currentWidget() is wizard.about_face


# -- the columns


def test_columns_that_were_not_recognised_are_shown_before_the_preview(desk: Desk, names: Names, file: Path) -> None:
    names.complete = False
    wizard = opened(desk, names, file)
    wizard.forward()
    face = wizard.mapping_face
    assert wizard.faces.currentWidget() is face
    assert face.marks["1"].isVisible()
    assert not face.marks["0"].isVisible()
    assert QApplication.focusWidget() is face.boxes["1"], "where something is to be looked at"
    shown = [label.text() for label in face.findChildren(Label) if label.isVisible()]
    assert "fnr" not in face.boxes
    assert not [words for words in shown if "01010112345" in words], "of a column that is never read nothing is shown"
    assert [label for label in shown if "fødselsnummer" in label]


def test_another_field_shows_its_effect_at_once_and_is_what_the_preview_is_made_with(
    desk: Desk, names: Names, file: Path
) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    face = wizard.mapping_face
    desk.qtbot.waitUntil(lambda: face.effect.rows == (("Anna",), ("Bjørn",)))
    box = face.boxes["1"]
    box.setFocus()
    desk.qtbot.keyClicks(box, "given")
    desk.qtbot.waitUntil(lambda: face.effect.rows == (("x",), ("y",)))
    assert face.counted.text() == "4 would be read."
    assert face.boxes["0"].field is None, "only one column can hold it"
    assert face.marks["0"].isVisible()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert names.asked_for[-1].fields == {"0": None, "1": "given"}
    assert [row.cells[0] for row in wizard.table.rows.shown()][1:] == ["x", "y", "z", "w"]


def test_a_field_is_found_by_what_is_typed_also_in_two_words(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    box = wizard.mapping_face.boxes["1"]
    box.setFocus()
    desk.qtbot.keyClicks(box, "family n")
    assert box.field == "family"
    assert not box.view().isVisible(), "a blank between two words opens no list"
    box.choose(None)
    wizard.leave()
    assert desk.window.panel is None, "nothing was chosen otherwise"


def test_columns_that_were_corrected_are_not_left_without_asking(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    wizard.mapping_face.boxes["1"].choose("family")
    wizard.leave()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert desk.window.panel is wizard
    dialog.close()


def test_what_is_missing_is_said_at_once_and_next_waits_for_it(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    wizard.mapping_face.boxes["0"].choose(None)
    desk.qtbot.waitUntil(lambda: wizard.mapping_face.missing.text == "No column holds the names.")
    assert not wizard.next_button.isEnabled()
    wizard.forward()
    assert wizard.faces.currentWidget() is wizard.mapping_face
    wizard.mapping_face.boxes["0"].choose("given")
    desk.qtbot.waitUntil(wizard.next_button.isEnabled)
    assert wizard.mapping_face.missing.text == ""


def test_back_from_the_columns_forgets_nothing(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    wizard.mapping_face.boxes["1"].choose("given")
    desk.qtbot.waitUntil(lambda: wizard.mapping_face.effect.rows == (("x",), ("y",)))
    wizard.back()
    assert wizard.faces.currentWidget() is wizard.about_face
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert names.asked_for[-1].fields == {"0": None, "1": "given"}


# -- the preview


def test_the_preview_lists_what_would_happen_and_stores_nothing(wizard: ImportWizard, desk: Desk) -> None:
    rows = wizard.table.rows
    assert rows.rowCount() == 5
    assert rows.index(0, 0).data() == "Problem"
    assert rows.index(0, 2).data() == "Row 7: no name. Write one."
    assert not rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert wizard.preview_face.summary.text() == "3 new"
    assert wizard.preview_face.notes.text() == "The file covers <all>."
    assert wizard.preview_face.notes.textFormat() == Qt.TextFormat.PlainText
    assert people(desk) == set()


def test_the_rows_are_narrowed_by_state_and_by_text(wizard: ImportWizard, desk: Desk) -> None:
    face = wizard.preview_face
    assert face.chips["new"].text() == "Ny 4"
    assert face.chips["same"].text() == "Som før 3"
    assert not face.chips["same"].isEnabled()
    assert not face.chips["gone"].isVisible(), "a state nothing is in takes no room"
    face.choose_state("problem")
    assert wizard.table.rows.rowCount() == 1
    face.choose_state("")
    desk.qtbot.keyClicks(face.filter, "BJORN")
    desk.qtbot.waitUntil(lambda: [row.cells for row in wizard.table.rows.shown()] == [("Bjørn",)])
    desk.qtbot.keyClick(face.filter, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: wizard.table.rows.rowCount() == 5)
    assert desk.window.panel is wizard


def test_letters_typed_in_the_list_go_to_the_filter(wizard: ImportWizard, desk: Desk) -> None:
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_D)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "ina")
    desk.qtbot.waitUntil(lambda: [row.cells for row in wizard.table.rows.shown()] == [("Dina",)])


def test_what_is_ticked_lands_as_one_step_that_can_be_undone_from_the_last_face(
    wizard: ImportWizard, desk: Desk, names: Names
) -> None:
    table = wizard.table
    table.go_to("Anna")
    desk.qtbot.keyClick(table, Qt.Key.Key_Space)
    assert wizard.preview_face.summary.text() == "2 new"
    wizard.accept()
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None)
    assert people(desk) == {"Bjørn", "Dina"}
    assert desk.notices[-1].text == "Imported names."
    face = wizard.done_face
    said = [label.text() for label in face.findChildren(Label)]
    assert {"Imported names.", "New: 3", "1 was not ticked.", "Saved in x.db."} <= set(said)
    assert QApplication.focusWidget() is face.done_button
    face.show_button.click()
    assert names.shown == [wizard.outcome]
    face.undo_button.click()
    desk.qtbot.waitUntil(lambda: people(desk) == set())
    desk.qtbot.waitUntil(lambda: face.title.text() == "Importen er angret. Alt er som det var før.")
    assert not face.undo_button.isEnabled()
    desk.context.redo()
    desk.qtbot.waitUntil(lambda: face.title.text() == "Imported names.")
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.panel is None


def test_the_notice_undoes_and_shows_too(wizard: ImportWizard, desk: Desk, names: Names) -> None:
    wizard.accept()
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None)
    notice = desk.notices[-1]
    notice.actions[1].call()
    assert names.shown == [wizard.outcome]
    notice.actions[0].call()
    desk.qtbot.waitUntil(lambda: people(desk) == set())


def test_no_letter_stands_for_a_button_here_and_for_another_in_the_notice(wizard: ImportWizard, desk: Desk) -> None:
    wizard.accept()
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None)
    face = wizard.done_face
    letters = [QKeySequence.mnemonic(button.text()).toString() for button in face.findChildren(QPushButton)]
    letters += [QKeySequence.mnemonic(action.words).toString() for action in desk.notices[-1].actions]
    assert len(letters) == 5
    assert all(letters)
    assert len(set(letters)) == 5


def test_what_happens_is_in_sight_in_a_narrow_window_too(wizard: ImportWizard, desk: Desk) -> None:
    table = wizard.table
    cells = ("A long kind of thing, really", "Somebody with a very long name – and somebody else", "5A", "12")
    table.show_rows(Preview(("What", "Name", "Class", "Row"), [PreviewRow("long", "new", cells, "It is new")]))
    before = table.viewport().width()
    wizard.window().resize(640, 480)
    desk.qtbot.waitUntil(lambda: table.viewport().width() < before)
    last = table.model().columnCount() - 1
    desk.qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnWidth(last) >= table.viewport().width() // 3 - 1


def test_two_rows_stay_in_sight_above_a_long_question(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    desk.window.resize(desk.window.minimumWidth(), desk.window.minimumHeight())
    rows = 2 * wizard.table.verticalHeader().defaultSectionSize()
    desk.qtbot.waitUntil(lambda: wizard.table.viewport().height() >= rows)
    low = wizard.preview_face.detail.height()
    desk.window.resize(1400, 1000)
    desk.qtbot.waitUntil(lambda: wizard.preview_face.detail.height() >= low)
    assert wizard.preview_face.detail.height() == wizard.preview_face.detail.sizeHint().height()


def test_ticks_are_kept_when_one_goes_back_and_the_preview_is_made_again(wizard: ImportWizard, desk: Desk) -> None:
    for name in ("Anna", "Unticked"):  # one out, one in
        wizard.table.go_to(name)
        desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    assert wizard.table.rows.skipped() == {"Anna"}
    wizard.back()
    assert wizard.faces.currentWidget() is wizard.about_face
    wizard.about_face.fields["covers"].buttons["some"].click()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.preview_face.notes.text() == "The file covers <some>."
    assert wizard.table.rows.skipped() == {"Anna"}
    assert wizard.preview_face.summary.text() == "3 new"


def test_a_tick_is_not_kept_for_what_would_happen_otherwise_now(
    wizard: ImportWizard, desk: Desk, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard.table.go_to("Unticked")
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    assert wizard.table.rows.skipped() == set()
    other = Preview(("Name",), [PreviewRow("Unticked", "new", ("Unticked",), "something else", False)])
    monkeypatch.setattr(names, "_preview", lambda *_: other)
    wizard.back()
    wizard.about_face.fields["covers"].buttons["some"].click()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert wizard.table.rows.skipped() == {"Unticked"}


def test_one_row_is_chosen_also_while_ctrl_is_held(wizard: ImportWizard, desk: Desk) -> None:
    desk.qtbot.keyPress(wizard.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for name in ("Anna", "Dina", "Anna"):
        wizard.table.go_to(name)
        assert [index.row() for index in wizard.table.selectionModel().selectedRows()] == [1 if name == "Anna" else 4]
    desk.qtbot.keyRelease(wizard.table, Qt.Key.Key_Control)


def test_nothing_ticked_cannot_be_imported(wizard: ImportWizard, desk: Desk) -> None:
    wizard.table.selectAll()
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    assert not wizard.accept_button.isEnabled()


def test_what_happens_with_the_current_row_stands_in_full_below(wizard: ImportWizard, desk: Desk) -> None:
    assert wizard.preview_face.detail.text == "Row 7: no name. Write one."
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Down)
    assert wizard.preview_face.detail.text == "Anna is new"
    assert wizard.preview_face.chips[""].text() == "Alle i listen 5"


def test_the_problems_are_copied_as_a_table_and_that_is_noted(wizard: ImportWizard, desk: Desk) -> None:
    wizard.preview_face.copy_button.click()
    lines = QApplication.clipboard().text().split("\r\n")
    assert lines == ["Status\tName\tHva som skjer", "Problem\t\tRow 7: no name. Write one."]
    assert desk.notices[-1].text == "1 rad er kopiert. Lim den inn i Excel."
    assert people(desk) == set()


# -- questions


def asking(desk: Desk, names: Names, file: Path) -> ImportWizard:
    file.write_text("?Ola;x\nAnna;y\n?Kari;z\n!Liv;w", encoding="utf-8")
    wizard = opened(desk, names, file)
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    wizard.table.go_to("?Ola")
    return wizard


def test_a_question_is_answered_where_it_stands(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    detail = wizard.preview_face.detail
    assert detail.text == "Who is ?Ola?"
    assert [button.accessibleName() for button in detail.buttons.values()] == [
        "Ola <b>Berg</b>",
        "Ola Berg",
        "En ny person",
        "Hopp over",
    ]
    assert detail.buttons[7].accessibleDescription() == "Class: 5A, Born: 2015"
    detail.buttons[8].click()
    desk.qtbot.waitUntil(lambda: [row.state for row in wizard.table.rows.shown()].count("changed") == 1)
    assert names.asked_for[-1].answers == {"?Ola": 8}
    assert wizard.table.current is not None
    assert wizard.table.current.key == "?Kari", "the next question"
    wizard.table.go_to("?Ola")
    assert detail.buttons[8].accessibleName() == "Ola Berg: valgt"


def test_a_digit_in_the_list_answers_and_an_answer_can_be_another(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    wizard.table.setFocus()
    press(desk, Qt.Key.Key_3)
    desk.qtbot.waitUntil(lambda: names.asked_for[-1].answers == {"?Ola": NEW_ONE} and not wizard.busy)
    assert "Ola" in [row.cells[0] for row in wizard.table.rows.shown() if row.state == "new"]
    press(desk, Qt.Key.Key_4)  # the next one: skip
    desk.qtbot.waitUntil(
        lambda: names.asked_for[-1].answers == {"?Ola": NEW_ONE, "?Kari": LEFT_OUT} and not wizard.busy
    )
    wizard.table.go_to("?Ola")
    press(desk, Qt.Key.Key_4)
    desk.qtbot.waitUntil(lambda: names.asked_for[-1].answers["?Ola"] == LEFT_OUT and not wizard.busy)
    assert "Ola" not in [row.cells[0] for row in wizard.table.rows.shown()]


def test_answers_and_ticks_outlive_each_other_and_the_way_back(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    wizard.table.go_to("Anna")
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    wizard.table.go_to("?Ola")
    wizard.preview_face.detail.buttons[7].click()
    desk.qtbot.waitUntil(lambda: names.asked_for[-1].answers == {"?Ola": 7} and not wizard.busy)
    assert wizard.table.rows.skipped() == {"Anna"}
    wizard.back()
    wizard.about_face.fields["covers"].buttons["some"].click()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    assert names.asked_for[-1].answers == {"?Ola": 7}
    assert wizard.table.rows.skipped() == {"Anna"}


def test_an_answer_that_is_cancelled_is_no_answer(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    names.hold.clear()
    wizard.preview_face.detail.buttons[7].click()
    assert not wizard.accept_button.isEnabled(), "what would land is not known yet"
    desk.context.tasks.running[0].cancel()
    names.hold.set()
    desk.qtbot.waitUntil(lambda: not wizard.busy)
    assert wizard.error.text == "Avbrutt. Ingenting ble endret."
    assert wizard.preview is not None
    assert wizard.preview_face.unanswered() == 2
    assert wizard.accept_button.isEnabled()


def test_somebody_protected_is_a_red_line_with_a_word_and_a_picture(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    rows = wizard.table.rows
    at = rows.place_of("!Liv")
    assert at is not None
    first = rows.index(at, 0)
    assert first.data() == "Beskyttet"
    assert first.data(Qt.ItemDataRole.DecorationRole) is not None
    assert first.data(Qt.ItemDataRole.ForegroundRole).name() == "#a8201a"
    assert rows.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is None


def test_what_is_said_of_somebody_protected_is_not_copied(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    wizard.table.selectAll()
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Status\tName\tHva som skjer\r\nProblem\t\tRow 7: no name. Write one."
    wizard.preview_face.copy_button.click()
    assert "Liv" not in QApplication.clipboard().text()
    assert "Liv" not in QApplication.clipboard().mimeData().html()


def test_both_values_stand_side_by_side(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    wizard.preview_face.detail.buttons[7].click()
    desk.qtbot.waitUntil(lambda: not wizard.busy)
    wizard.table.go_to(("c", "?Ola"))
    said = [label.text() for label in wizard.preview_face.detail.findChildren(Label) if label.isVisible()]
    assert said == ["A → B", "", "Står her", "I filen", "Phone", "A", "B"]


# -- cancel and closing


@pytest.mark.parametrize("step", ["about", "columns", "import"])
def test_cancel_leaves_nothing_and_stays_where_one_was(desk: Desk, names: Names, file: Path, step: str) -> None:
    wizard = opened(desk, names, file)
    if step == "columns":
        wizard.look_at_columns()
        wizard.mapping_face.boxes["1"].choose("given")
    elif step == "import":
        wizard.forward()
        wizard.table.go_to("Anna")
        desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    else:
        wizard.about_face.fields["covers"].buttons["some"].click()
    face = wizard.faces.currentWidget()
    names.hold.clear()
    wizard.forward()
    assert wizard.busy
    assert not wizard.may_leave()
    assert not desk.window.close_panel()
    press(desk, Qt.Key.Key_Escape)  # the same as Cancel at the bottom
    names.hold.set()
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert people(desk) == set()
    assert wizard.error.text == "Avbrutt. Ingenting ble endret."
    assert wizard.faces.currentWidget() is face
    if step == "import":
        assert wizard.table.rows.skipped() == {"Anna", "Unticked"}
        assert wizard.accept_button.isEnabled()
    wizard.forward()
    desk.qtbot.waitUntil(lambda: wizard.preview is not None or wizard.outcome is not None)


def test_reading_can_be_cancelled_and_the_file_face_stays(desk: Desk, names: Names, file: Path) -> None:
    names.hold.clear()
    wizard = opened(desk, names, None)
    wizard.take(file)
    assert not wizard.choose_button.isEnabled()
    desk.context.tasks.running[0].cancel()
    names.hold.set()
    desk.qtbot.waitUntil(lambda: not wizard.busy)
    assert wizard.error.text == "Avbrutt. Ingenting ble endret."
    assert wizard.faces.currentWidget() is wizard.file_face
    assert wizard.choose_button.isEnabled()


def test_a_preview_that_is_ticked_is_not_left_without_asking_once(wizard: ImportWizard, desk: Desk) -> None:
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Escape)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "Gå ut av importen?"
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.window.panel is wizard
    wizard.leave()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.accept()  # type: ignore[attr-defined]
    assert desk.window.panel is None


def test_where_nothing_is_ticked_there_is_nothing_to_ask(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_preview", lambda *_: Preview(("Name",), [], (), {"same": 2060}))
    wizard = opened(desk, names, file)
    wizard.forward()
    assert wizard.preview_face.nothing.isVisible()
    said = "Her er det ikke mer å gjøre. Lukk importen, eller gå tilbake og velg en annen fil."
    assert wizard.preview_face.nothing.text() == said
    assert not wizard.table.isVisible()
    assert QApplication.focusWidget() is wizard.close_button
    wizard.leave()
    assert desk.window.panel is None


def test_a_file_that_only_settles_something_can_be_imported(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_preview", lambda *_: Preview(("Name",), [], ("One is ticked off.",), settles=True))
    wizard = opened(desk, names, file)
    wizard.forward()
    assert wizard.preview_face.nothing.text() == "Resten av filen står her fra før."
    assert QApplication.focusWidget() is wizard.accept_button
    desk.qtbot.keyClick(wizard.accept_button, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None)


# -- the file


def test_a_wrong_file_is_named_in_one_sentence_and_the_right_one_can_be_taken(
    desk: Desk, names: Names, file: Path
) -> None:
    wizard = opened(desk, names, None)
    wizard.take(file.with_name("gone.txt"))
    desk.qtbot.waitUntil(lambda: wizard.error.text == "gone.txt: It cannot be read.")
    assert wizard.faces.currentWidget() is wizard.file_face
    assert QApplication.focusWidget() is wizard.choose_button
    wizard.take(file)
    desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    assert wizard.error.text == ""


def test_a_wrong_file_after_a_right_one_takes_nothing_away(wizard: ImportWizard, desk: Desk, file: Path) -> None:
    wizard.table.go_to("Anna")
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    wizard.back()
    wizard.back()
    wizard.take(file.with_name("gone.txt"))
    desk.qtbot.waitUntil(lambda: wizard.error.text != "")
    wizard.forward()
    wizard.forward()
    assert wizard.preview is not None
    assert wizard.table.rows.skipped() == {"Anna", "Unticked"}


def test_another_file_begins_anew(wizard: ImportWizard, desk: Desk, file: Path) -> None:
    wizard.table.go_to("Anna")
    desk.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    other = file.with_name("other.txt")
    other.write_text("Anna;x\nEva;y", encoding="utf-8")
    wizard.back()
    wizard.back()
    wizard.take(other)
    desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    wizard.forward()
    assert wizard.table.rows.skipped() == set()
    assert wizard.table.rows.rowCount() == 3


def drag(path: Path) -> tuple[QMimeData, QDragEnterEvent, QDropEvent]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    return data, enter, QDropEvent(QPointF(5, 5), copy, data, left, none)


@pytest.mark.parametrize("where", ["drop_field", "about_face", "file_face"])
def test_a_file_can_be_dropped_on_the_field_and_beside_it(desk: Desk, names: Names, file: Path, where: str) -> None:
    wizard = opened(desk, names, None)
    _data, enter, drop = drag(file)
    target = getattr(wizard, where)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target if where == "drop_field" else wizard, drop)
    desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)


def test_a_file_that_is_dropped_on_a_preview_does_not_take_its_place(wizard: ImportWizard, file: Path) -> None:
    _data, enter, _drop = drag(file)
    wizard.dragEnterEvent(enter)
    enter.ignore()
    QApplication.sendEvent(wizard, enter)
    assert not enter.isAccepted()


def test_return_chooses_a_file_as_soon_as_the_panel_is_open(
    desk: Desk, names: Names, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _tr: object, title: str, _kinds: str, take: Callable[[Path], None], _at: str) -> None:
        asked.append(title)
        take(file)

    monkeypatch.setattr("app.shell.importing.wizard.choose_file", choose)
    wizard = opened(desk, names, None)
    assert QApplication.focusWidget() is wizard.choose_button
    press(desk, Qt.Key.Key_Return)
    assert asked == [names.title]
    desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    assert QApplication.focusWidget() is wizard.next_button


def test_what_came_in_before_stands_below_the_field(desk: Desk, names: Names) -> None:
    wizard = opened(desk, names, None)
    assert isinstance(wizard.file_face.below, Label)
    assert wizard.file_face.below.isVisible()


# -- the keyboard


def test_the_whole_way_is_gone_with_the_keyboard_alone(desk: Desk, names: Names, file: Path) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    wizard = opened(desk, names, file)
    press(desk, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is wizard.table
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Space)
    assert wizard.preview_face.summary.text() == "2 new"
    press(desk, Qt.Key.Key_Left, alt)
    assert wizard.faces.currentWidget() is wizard.about_face
    press(desk, Qt.Key.Key_Return, control)
    assert wizard.preview is not None
    press(desk, Qt.Key.Key_Return, control)
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None)
    assert people(desk) == {"Bjørn", "Dina"}
    press(desk, Qt.Key.Key_Return)
    assert desk.window.panel is None


def test_tab_goes_through_the_columns_and_on_to_next(desk: Desk, names: Names, file: Path) -> None:
    wizard = opened(desk, names, file)
    wizard.look_at_columns()
    boxes = wizard.mapping_face.boxes
    assert QApplication.focusWidget() is boxes["0"]
    press(desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is boxes["1"]
    press(desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wizard.back_button
    press(desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wizard.next_button


def test_tab_goes_from_the_list_to_the_answers(desk: Desk, names: Names, file: Path) -> None:
    wizard = asking(desk, names, file)
    wizard.table.setFocus()
    for button in list(wizard.preview_face.detail.buttons.values()):
        press(desk, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is button
    press(desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wizard.columns_button


def test_f6_goes_from_part_to_part(wizard: ImportWizard, desk: Desk) -> None:
    press(desk, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is wizard.accept_button
    press(desk, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is wizard.preview_face.filter
    press(desk, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is wizard.table
    press(desk, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is wizard.preview_face.filter

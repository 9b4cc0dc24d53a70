"""What a page asks for is done, told, taken back, and shown on every page."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from app.core.errors import UserError
from app.core.progress import Progress
from app.shell.dialog import Dialog
from tests.shell.conftest import Desk, add, rename


def test_a_command_is_told_with_undo_and_the_page_reads_again(desk: Desk) -> None:
    desk.people("Kari")
    assert desk.names == ["Kari"]
    assert desk.notices[-1].text == "Added Kari"
    assert desk.window.notices.text == "Added Kari"
    desk.window.notices.buttons[0].click()
    desk.qtbot.waitUntil(lambda: desk.names == [])


def test_undo_and_redo_say_what_they_would_do(desk: Desk) -> None:
    assert not desk.window.undo_action.isEnabled()
    desk.people("Kari", "Ola")
    assert desk.window.undo_action.text() == "&Angre «Added Ola»"
    desk.qtbot.keyClick(desk.page.list.filter_box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari"])
    assert "Added Ola" in desk.window.top_bar.redo.toolTip()
    desk.window.redo_action.trigger()
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari", "Ola"])


def test_undo_past_a_step_that_cannot_be_undone_is_asked_about_first(desk: Desk) -> None:
    kari, _ola = desk.people("Kari", "Ola")
    desk.store.set_grade(kari, "confidential", "Set the protection of {name}", name="Kari")
    desk.store.note("reveal", "Shown")
    desk.window.undo_action.trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "«Set the protection of Kari», kan ikke angres" in text
    assert "«Added Ola» i stedet" in text
    dialog.reject()
    assert desk.names == ["Kari", "Ola"]
    desk.window.undo_action.trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.accept()
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari"])


def test_setting_up_the_school_does_not_stand_in_the_way_of_undo(desk: Desk) -> None:
    desk.people("Kari")
    with desk.store.lasting_change("Set up the school") as session:
        add(session, "Skolen")
    desk.window.undo_action.trigger()
    assert QApplication.activeModalWidget() is None
    desk.qtbot.waitUntil(lambda: desk.names == ["Skolen"])


def test_numbers_in_what_was_done_are_written_as_everywhere(desk: Desk) -> None:
    desk.context.do("Removed {number}", add, "Kari", arguments={"number": 1152})
    assert desk.notices[-1].text == "Removed 1\u202f152"
    assert desk.window.undo_action.text() != ""
    step = desk.context.next_undo()
    assert step is not None
    assert desk.context.say_step(step) == "Removed 1\u202f152"


def test_a_refused_command_changes_nothing_and_points_at_the_field(desk: Desk) -> None:
    (kari,) = desk.people("Kari")
    told: list[tuple[str, str | None]] = []
    done = desk.context.do("Changed", rename, kari, "", on_error=lambda words, field: told.append((words, field)))
    assert done is None
    assert told == [("Write a name, du.", "given")]
    assert desk.names == ["Kari"]


def test_a_bug_is_raised_and_not_told_as_the_users_fault(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.context.do("Broken", lambda session: 1 / 0)


def test_a_label_with_words_like_markup_is_shown_as_it_stands(desk: Desk) -> None:
    desk.people("<b>Kari</b>")
    assert desk.window.notices._text.textFormat() == Qt.TextFormat.PlainText
    assert desk.window.notices.text == "Added <b>Kari</b>"
    assert "&lt;b&gt;" in desk.window.top_bar.undo.toolTip()


def test_steps_that_hang_together_are_listed_and_undone_together_or_not_at_all(desk: Desk) -> None:
    (kari,) = desk.people("Kari")
    first = desk.context.next_undo()
    desk.context.do("Changed name of {name}", rename, kari, "Karin", arguments={"name": "Kari"})
    assert first is not None
    desk.context.undo_step(first.id)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    listed = dialog.findChild(QListWidget)
    assert listed is not None
    assert [listed.item(at).text().split("   ")[1] for at in range(listed.count())] == [
        "Changed name of Kari",
        "Added Kari",
    ]
    dialog.accept()
    desk.qtbot.waitUntil(lambda: desk.names == [])


def test_background_work_reports_on_the_windows_thread(desk: Desk) -> None:
    threads: list[object] = []
    results: list[int] = []

    def work(progress: Progress) -> int:
        threads.append(threading.current_thread())
        progress.step("Reading", 1, 2)
        return 42

    def done(result: int) -> None:
        results.append(result)
        threads.append(QThread.currentThread())

    desk.context.run("Reading the file", work, done)
    desk.qtbot.waitUntil(lambda: results == [42])
    assert threads[0] is not threading.main_thread()
    assert threads[1] == desk.window.thread()


def test_cancel_leaves_nothing_and_is_told(desk: Desk) -> None:
    started = threading.Event()

    def work(progress: Progress) -> None:
        with desk.store.change("Import") as session:
            add(session, "Kari")
            started.set()
            while True:
                progress.step("Importing", 1, 100)

    desk.context.run("Importing", work, lambda _result: pytest.fail("it was cancelled"), writes=True)
    desk.qtbot.waitUntil(started.is_set)
    row = next(iter(desk.window.tasks._rows.values()))
    row.cancel_button.click()
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert desk.notices[-1].text == "Avbrutt. Ingenting ble endret."
    assert desk.page.matching("") == []
    assert not desk.window.tasks.isVisible()


def test_a_second_writer_is_told_to_wait_while_reading_goes_on(desk: Desk) -> None:
    desk.people("Kari")
    release = threading.Event()

    def work(progress: Progress) -> None:
        release.wait(10)

    desk.context.run("Importing", work, lambda _result: None, writes=True)
    assert desk.context.do("Added", add, "Ola") is None
    assert "Vent til" in desk.notices[-1].text
    assert desk.page.matching("")[0].name == "Kari"
    release.set()
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert desk.context.do("Added", add, "Ola") is not None


def test_what_the_user_must_put_right_in_the_background_is_told_where_it_was_asked(desk: Desk) -> None:
    told: list[str] = []

    def work(progress: Progress) -> None:
        raise UserError("Choose another file.", field="file")

    desk.context.run("Reading", work, lambda _result: None, lambda words, field: told.append(f"{words} {field}"))
    desk.qtbot.waitUntil(lambda: told == ["Choose another file. file"])


def test_changes_of_another_thread_reach_the_page(desk: Desk) -> None:
    def work(progress: Progress) -> None:
        with desk.store.change("Import") as session:
            add(session, "Kari")

    desk.context.run("Importing", work, lambda _result: None, writes=True)
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari"])


def test_a_hidden_page_reads_again_only_when_it_is_shown(desk: Desk) -> None:
    desk.window.show_page("history")
    before = desk.page.reads
    desk.people("Kari")
    assert desk.page.reads == before
    desk.window.show_page("people")
    assert desk.page.reads == before + 1
    assert desk.names == ["Kari"]


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.shell.context.AT_ONCE", 0)


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_step_is_undone_beside_the_window(desk: Desk) -> None:
    desk.people("Kari")
    desk.window.undo_action.trigger()
    assert desk.context.tasks.writing is not None
    desk.qtbot.waitUntil(lambda: desk.names == [])
    desk.qtbot.waitUntil(lambda: not desk.context.tasks.running)
    assert desk.notices[-1].text == "Angret: Added Kari"
    desk.notices[-1].actions[0].call()
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari"])


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_step_asks_before_it_takes_others_along(desk: Desk) -> None:
    (kari,) = desk.people("Kari")
    first = desk.context.next_undo()
    desk.context.do("Changed name of {name}", rename, kari, "Karin", arguments={"name": "Kari"})
    assert first is not None
    desk.context.undo_step(first.id)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.accept()
    desk.qtbot.waitUntil(lambda: desk.names == [])

"""The agenda is written with the keyboard, and every change is one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtWidgets import QWidget

from app.meetings.agenda import add_item
from app.meetings.queries import waiting_items
from tests.meetings.factories import MeetingSchool
from tests.meetings.showing.at_pane import AtPane


def three(at: AtPane) -> None:
    """Put three cases on the agenda."""
    for title in ("Skolegården", "Budsjett", "Skoleruta"):
        with at.store.change("Added a case") as session:
            add_item(session, at.pane.meeting_id, title=title)
    at.pane.reload()
    at.settle()


def test_titles_are_typed_one_after_the_other_with_enter(at: AtPane) -> None:
    button = at.pane.agenda.nothing.button
    assert button is not None
    button.click()
    at.settle()
    for title in ("Skolegården", "Budsjett"):
        at.type(title)
        at.press(Qt.Key.Key_Return)
    assert at.titles == ["Skolegården", "Budsjett"]
    assert at.shown == ["Skolegården", "Budsjett", ""]
    at.press(Qt.Key.Key_Escape)
    assert at.shown == ["Skolegården", "Budsjett"]
    assert at.said == "La til saken «Budsjett» i SMU 12.11.2026"


def test_enter_in_a_title_goes_on_with_a_case_right_under_it(at: AtPane) -> None:
    three(at)
    at.edit("Skolegården", "Case")
    at.press(Qt.Key.Key_Return)
    at.type("Trafikk")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Return)  # nothing was written: that was the last one
    assert at.titles == ["Skolegården", "Trafikk", "Budsjett", "Skoleruta"]
    assert at.shown == at.titles


def test_a_case_moves_with_alt_and_the_arrows_and_stays_current(at: AtPane) -> None:
    three(at)
    at.go_to("Skoleruta")
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is at the top already
    assert at.titles == ["Skoleruta", "Skolegården", "Budsjett"]
    assert at.pane.agenda.item is not None
    assert at.pane.agenda.item.title == "Skoleruta"
    at.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert at.titles == ["Skolegården", "Skoleruta", "Budsjett"]


def test_planned_minutes_move_the_clock_of_what_comes_after(at: AtPane) -> None:
    three(at)
    for title, minutes in (("Skolegården", "15"), ("Budsjett", "30")):
        line = at.edit(title, "Min.")
        line.setText(minutes)
        at.press(Qt.Key.Key_Return)
    assert [at.cell(title, "Time") for title in at.titles] == ["18.00", "18.15", "18.45"]
    assert "45 minutter" in at.pane.agenda.time.text()


def test_a_refused_cell_keeps_what_is_stored_and_says_why(at: AtPane) -> None:
    three(at)
    line = at.edit("Budsjett", "Min.")
    line.setText("mye")
    at.press(Qt.Key.Key_Return)
    assert at.item("Budsjett").minutes_planned is None
    assert at.cell("Budsjett", "Min.") == ""
    assert "helt tall" in at.notices[-1].text


def test_del_removes_a_case_and_undo_brings_it_back(at: AtPane) -> None:
    three(at)
    at.go_to("Budsjett")
    at.press(Qt.Key.Key_Delete)
    assert at.titles == ["Skolegården", "Skoleruta"]
    at.context.undo()
    at.settle()
    assert at.shown == ["Skolegården", "Budsjett", "Skoleruta"]


def test_a_presenter_who_is_registered_is_kept_as_the_person(at: AtPane) -> None:
    three(at)
    line = at.edit("Budsjett", "Presenter")
    line.setText("Berit Lunde")
    at.press(Qt.Key.Key_Return)
    line = at.edit("Skoleruta", "Presenter")
    line.setText("en fra kommunen")
    at.press(Qt.Key.Key_Return)
    known, other = at.item("Budsjett"), at.item("Skoleruta")
    assert (known.presenter_id is not None, known.presenter) == (True, "")
    assert (other.presenter_id, other.presenter) == (None, "en fra kommunen")
    assert at.cell("Budsjett", "Presenter") == "Berit Lunde"


class Dropped:
    """What Qt hands over when something is let go over the list: synthetic ones of its own have no source."""

    def __init__(self, source: QWidget | None, point: QPoint, data: QMimeData) -> None:
        self._source, self._point, self._data = source, point, data
        self.action: Qt.DropAction | None = None

    def source(self) -> QWidget | None:
        return self._source

    def position(self) -> QPointF:
        return QPointF(self._point)

    def mimeData(self) -> QMimeData:
        return self._data

    def setDropAction(self, action: Qt.DropAction) -> None:
        self.action = action

    def accept(self) -> None:
        """Take it."""


def let_go(at: AtPane, over: str, *, below: bool, data: QMimeData | None = None) -> Dropped:
    """Let go of the case that is current, or of files, over another case."""
    table = at.pane.agenda.table
    rect = table.visualRect(table.agenda.index(table.agenda.line_of(at.item(over).id), 1))
    point = rect.center() + QPoint(0, rect.height() // 3 if below else -rect.height() // 3)
    event = Dropped(table if data is None else None, point, data or QMimeData())
    table.dropEvent(event)  # type: ignore[arg-type]
    at.settle()
    return event


@pytest.mark.parametrize(
    ("dragged", "over", "below", "order"),
    [
        ("Skoleruta", "Skolegården", False, ["Skoleruta", "Skolegården", "Budsjett"]),
        ("Skoleruta", "Skolegården", True, ["Skolegården", "Skoleruta", "Budsjett"]),
        ("Skolegården", "Skoleruta", True, ["Budsjett", "Skoleruta", "Skolegården"]),
        ("Skolegården", "Skoleruta", False, ["Budsjett", "Skolegården", "Skoleruta"]),
        ("Budsjett", "Skolegården", True, ["Skolegården", "Budsjett", "Skoleruta"]),
    ],
)
def test_a_case_is_dragged_before_or_after_another(
    at: AtPane, dragged: str, over: str, below: bool, order: list[str]
) -> None:
    three(at)
    at.go_to(dragged)
    event = let_go(at, over, below=below)
    assert at.titles == order
    assert event.action == Qt.DropAction.IgnoreAction  # else Qt would take the line out of the list
    assert at.pane.agenda.item is not None
    assert at.pane.agenda.item.title == dragged


def test_files_let_go_over_a_case_are_attached_to_it(at: AtPane, tmp_path: Path) -> None:
    three(at)
    files = [tmp_path / "Tegning.pdf", tmp_path / "Tall.xlsx"]
    for file in files:
        file.write_bytes(b"innhold")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    let_go(at, "Budsjett", below=True, data=data)
    assert [one.file_name for one in at.item("Budsjett").attachments] == ["Tegning.pdf", "Tall.xlsx"]
    assert at.pane.agenda.table.agenda.signs(at.item("Budsjett")) == "2 vedlegg"


def test_a_case_is_put_off_taken_up_again_and_sent_on(at: AtPane, school: MeetingSchool) -> None:
    three(at)
    at.go_to("Budsjett")
    at.pane.agenda.postpone_action.trigger()
    at.settle()
    assert at.item("Budsjett").outcome == "postponed"
    assert at.pane.agenda.table.agenda.signs(at.item("Budsjett")) == "Utsatt"
    at.pane.agenda.again_action.trigger()
    at.settle()
    assert at.item("Budsjett").outcome == ""
    at.pane.agenda.forward_action.trigger()
    dialog = at.dialog()
    dialog.submit()
    assert dialog.error.text  # no body is ticked
    dialog.ticks[school.fau].setChecked(True)
    dialog.submit()
    at.settle()
    waiting = at.store.read(waiting_items, [school.fau])
    assert [(one.title, one.continues_id) for one in waiting] == [("Budsjett", at.item("Budsjett").id)]
    at.pane.agenda.way_action.trigger()
    assert at.dialog().isVisible()
    at.dialog().accept()


def test_what_is_being_written_survives_a_change_from_elsewhere(at: AtPane) -> None:
    three(at)
    line = at.edit("Budsjett", "Case")
    line.setText("Budsjett 2027")
    with at.store.change("Added a case") as session:
        add_item(session, at.pane.meeting_id, title="Trafikk")
    at.qtbot.waitUntil(lambda: len(at.detail.items) == 4)
    at.settle()
    assert at.focused is line
    at.press(Qt.Key.Key_Up)
    assert at.titles == ["Skolegården", "Budsjett 2027", "Skoleruta", "Trafikk"]
    assert at.shown == at.titles

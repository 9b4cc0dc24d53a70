"""A large list is read page by page, filtered while typing, sorted whole, chosen from beyond what is loaded, copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.core.settings import Settings
from app.shell.clipboard import table_data
from app.shell.context import Context
from app.shell.list_pane import ListPane
from app.shell.table import PAGE, Column, Request, Selection
from tests.shell.conftest import Desk, Row

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Thousand(ListPane):
    """1,000 rows from nowhere."""

    def __init__(self, context: Context) -> None:
        self.all = [Row(number, f"Name {number:04}", f"Family {number % 7}") for number in range(1000)]
        self.asked: list[Request] = []
        super().__init__(
            context,
            "thousand",
            (Column("name", "Name", 200), Column("family", "Family", 200), Column("id", "Number", 80, visible=False)),
            self.fetch,
            lambda text: len(self.matching(text)),
            lambda number: f"{number} people",
            "Filter",
        )

    def matching(self, text: str) -> list[Row]:
        return [row for row in self.all if text in row.name]

    def fetch(self, request: Request) -> list[Row]:
        self.asked.append(request)
        rows = sorted(
            self.matching(request.text), key=lambda row: getattr(row, request.sort), reverse=request.descending
        )
        return rows[request.offset : request.offset + request.limit]


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Thousand:
    pane = Thousand(desk.context)
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    pane.show()
    qtbot.waitExposed(pane)
    pane.refresh()
    pane.filter_box.setFocus()
    return pane


def test_the_first_page_is_read_and_the_next_when_it_is_wanted(pane: Thousand) -> None:
    table = pane.table
    assert len(table.rows.rows) == PAGE
    last = table.rows.rows[-1]
    table.rows.fetchMore(QModelIndex())
    assert len(table.rows.rows) == 2 * PAGE
    assert pane.asked[-1].after == last
    assert pane.asked[-1].offset == PAGE


def test_the_hits_are_counted_once_the_typing_pauses(pane: Thousand, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.counted.text() == "1000 people")
    qtbot.keyClicks(pane.filter_box, "000")
    qtbot.waitUntil(lambda: pane.counted.text() == "10 people")


def test_arrows_move_in_the_list_while_the_cursor_stays_in_the_box(pane: Thousand, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.filter_box, "00")
    qtbot.waitUntil(lambda: pane.table.rows.text == "00")
    for _ in range(3):
        qtbot.keyClick(pane.filter_box, Qt.Key.Key_Down)
    assert pane.table.current_row == pane.all[3]
    assert pane.filter_box.hasFocus()
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Up)
    assert pane.table.current_row == pane.all[2]
    with qtbot.waitSignal(pane.table.opened) as opened:
        qtbot.keyClick(pane.filter_box, Qt.Key.Key_Return)
    assert opened.args == [pane.all[2]]
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.table.rows.text == "")


def test_nothing_found_is_said_with_what_was_looked_for(pane: Thousand, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.filter_box, "<i>zz")
    qtbot.waitUntil(lambda: pane.table.rows.rows == [])
    assert "«<i>zz»" in pane.table.empty_text
    assert pane.counted.text() == "0 people"


def test_an_empty_list_says_what_belongs_there(desk: Desk) -> None:
    assert desk.page.list._stack.currentWidget() is desk.page.list._empty
    desk.people("Kari")
    assert desk.page.list._stack.currentWidget() is desk.page.list.table


def test_sorting_is_of_the_whole_list(pane: Thousand, qtbot: QtBot) -> None:
    header = pane.table.horizontalHeader()
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _inside(pane, 0)
    )
    assert pane.table.rows.rows[0].name == "Name 0999"
    menu = pane.table.columns_menu(pane)
    next(action for action in menu.actions() if action.text() == "Family").trigger()
    assert pane.table.rows.rows[0].family == "Family 6"


def test_columns_and_sorting_are_remembered(pane: Thousand, desk: Desk, qtbot: QtBot) -> None:
    pane.table.show_column("id", True)
    pane.table.show_column("family", False)
    pane.table.sort_by("id", True)
    again = Thousand(desk.context)
    qtbot.addWidget(again)
    assert [again.table.isColumnHidden(at) for at in range(3)] == [False, True, False]
    assert (again.table.rows.sort_key, again.table.rows.descending) == ("id", True)


def test_the_last_column_cannot_be_hidden(pane: Thousand) -> None:
    pane.table.show_column("family", False)
    pane.table.show_column("name", False)
    assert not pane.table.isColumnHidden(0)


def test_ctrl_a_chooses_all_that_match_also_beyond_what_is_loaded(pane: Thousand, qtbot: QtBot) -> None:
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_A, CONTROL)
    assert pane.selection() == Selection(frozenset(), True)
    assert pane.selected_count() == 1000
    assert 999 in pane.selection()
    pane.table.rows.fetchMore(QModelIndex())
    assert pane.table.selectionModel().isRowSelected(399, QModelIndex())
    pane.table.selectionModel().select(
        pane.table.rows.index(3, 0),
        pane.table.selectionModel().SelectionFlag.Deselect | pane.table.selectionModel().SelectionFlag.Rows,
    )
    assert pane.selection() == Selection(frozenset({3}), True)
    assert pane.selected_count() == 999
    assert 3 not in pane.selection()
    assert pane.counted.text() == "1000 people · 999 valgt"


def test_a_plain_click_after_all_chooses_one(pane: Thousand, qtbot: QtBot) -> None:
    pane.table.selectAll()
    qtbot.mouseClick(
        pane.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=pane.table.visualRect(pane.table.rows.index(2, 0)).center(),
    )
    assert pane.selection() == Selection(frozenset({2}))


def test_what_is_chosen_and_in_sight_stays_when_the_rows_are_read_again(pane: Thousand, qtbot: QtBot) -> None:
    pane.table.rows.fetchMore(QModelIndex())
    pane.table.show_id(250)
    pane.table.scrollTo(pane.table.currentIndex())
    place = pane.table.verticalScrollBar().value()
    pane.all.insert(0, Row(5000, "A first", "Family"))
    pane.refresh()
    assert pane.table.current_row.id == 250
    assert pane.selection() == Selection(frozenset({250}))
    assert len(pane.table.rows.rows) == 2 * PAGE
    assert pane.table.verticalScrollBar().value() == place


def test_a_row_far_down_is_shown_by_its_id(pane: Thousand) -> None:
    assert pane.table.show_id(777)
    assert pane.table.current_row.id == 777
    assert not pane.table.show_id(12345)


def test_copying_takes_the_chosen_rows_and_the_shown_columns(pane: Thousand, qtbot: QtBot) -> None:
    pane.table.go_to_row(1)
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(pane.filter_box, Qt.Key.Key_C, CONTROL)
    text = QApplication.clipboard().text()
    assert text.splitlines() == ["Name\tFamily", "Name 0001\tFamily 1", "Name 0002\tFamily 2"]


def test_copying_all_that_match_takes_what_is_not_loaded_too(pane: Thousand) -> None:
    pane.table.selectAll()
    pane.table.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 1001


def test_a_cell_stays_a_cell_and_a_text_a_text() -> None:
    data = table_data(["A", "B"], [["=1+1\tx", '<b>"1"</b>\n2'], ["+47 900 12 345", "+SUM(A1)"], ["-3", "@x"]])
    assert data.text() == ('A\tB\r\n"\'=1+1\tx"\t"<b>""1""</b>\n2"\r\n+47 900 12 345\t\'+SUM(A1)\r\n-3\t\'@x')
    assert "&lt;b&gt;&quot;1&quot;&lt;/b&gt;<br>2" in data.html()
    assert 'mso-number-format:"\\@"' in data.html()


def test_a_list_without_the_file_reads_nothing(qtbot: QtBot) -> None:
    pane = Thousand(Context(Settings.load(None), translator("nb")))
    qtbot.addWidget(pane)
    pane.refresh()
    pane.filter_box.setText("x")
    qtbot.wait(5)
    assert pane.asked == []


def _inside(pane: Thousand, column: int) -> QPoint:
    header = pane.table.horizontalHeader()
    return QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)


def test_only_widths_somebody_chose_are_remembered(pane: Thousand, desk: Desk) -> None:
    pane.resize(1200, 600)  # the last column grows with the window
    QApplication.processEvents()
    pane.table.setColumnWidth(0, 260)
    pane.table.save_widths()
    assert desk.context.settings.get("table.thousand.widths", dict[str, int]()) == {"name": 260}


def test_every_column_is_in_sight_where_the_list_is_narrow(pane: Thousand, desk: Desk) -> None:
    table = pane.table
    table.setColumnWidth(0, 400)
    for width in (1200, 520, 420):
        pane.resize(width, 400)
        QApplication.processEvents()
        assert table.horizontalScrollBar().maximum() == 0
    pane.resize(1200, 400)
    QApplication.processEvents()
    assert table.columnWidth(0) == 400
    table.save_widths()
    assert desk.context.settings.get("table.thousand.widths", dict[str, int]()) == {"name": 400}

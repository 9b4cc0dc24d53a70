"""Ctrl+K finds pages, commands and what pages can find, by keyboard only, and remembers no names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.shell.context import Context, Hit
from tests.shell.conftest import Desk

opened: list[str] = []


def find(context: Context, text: str) -> Sequence[Hit]:
    """Find one person."""
    return (
        [Hit("Kari Berg", "5A", "user", lambda: opened.append("Kari Berg"))] if text.casefold() in "kari berg" else []
    )


def _titles(desk: Desk) -> list[str]:
    listed = desk.window._palette.list
    return [listed.item(at).text() for at in range(listed.count())]


def test_the_palette_goes_to_a_page(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = desk.window._palette
    desk.qtbot.keyClicks(palette.box, "histo")
    desk.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page_id == "history")


def test_the_palette_runs_a_command_of_the_page_and_offers_it_first_next_time(desk: Desk) -> None:
    done: list[bool] = []
    desk.page.add_command("&Count everybody", lambda: done.append(True), key="Ctrl+J")
    desk.window.open_palette("count")
    desk.qtbot.keyClick(desk.window._palette.box, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: done == [True])
    desk.window.open_palette()
    assert _titles(desk)[0] == "Count everybody"
    desk.window._palette.close()


def test_a_command_of_a_page_that_was_open_is_found_and_goes_there_first(desk: Desk) -> None:
    pages: list[str] = []
    desk.page.add_command("&Count everybody", lambda: pages.append(desk.window.page_id))
    desk.window.show_page("history")
    desk.window.open_palette("count")
    assert _titles(desk) == ["Count everybody"]
    desk.qtbot.keyClick(desk.window._palette.box, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: pages == ["people"])


def test_the_palette_finds_what_a_page_can_find(desk: Desk) -> None:
    entry = desk.window.entries[0]._replace(finder="tests.shell.test_palette:find")
    desk.window.entries = (entry, *desk.window.entries[1:])
    desk.window.open_palette("kari")
    palette = desk.window._palette
    assert _titles(desk) == ["Kari Berg"]
    desk.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert opened == ["Kari Berg"]
    assert "Kari" not in str(desk.context.settings.get("palette.recent", list[str]()))


def test_arrows_move_and_nothing_found_is_said(desk: Desk) -> None:
    desk.window.open_palette("gå")
    palette = desk.window._palette
    palette.box.setText("")
    palette._find()
    desk.qtbot.keyClick(palette.box, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    palette.box.setText("zzz")
    palette._find()
    assert "zzz" in palette.nothing.text()
    assert palette.nothing.isVisible()
    palette.close()


def test_typing_in_the_search_field_goes_on_in_the_palette(desk: Desk) -> None:
    desk.qtbot.keyClicks(desk.window.top_bar.search, "h")
    assert desk.window._palette.box.text() == "h"
    assert desk.window.top_bar.search.text() == ""
    desk.window._palette.close()

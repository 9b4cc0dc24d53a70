"""The wheel is saved on A3 from its page, with the list on page two."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.stories.conftest import Open
from tests.stories.secretary import text_of
from tests.stories.wheel_desk import WheelDesk
from tests.yearwheel.factories import ENTRIES

MM = 72 / 25.4


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    return WheelDesk(qtbot, start, school_file, clock)


def pages_of(path: Path) -> list[tuple[tuple[int, int], str]]:
    """The size (mm) and the words of each page."""
    with pypdfium2.PdfDocument(path) as document:
        found = []
        for page in document:
            width, height = page.get_size()
            words = " ".join(page.get_textpage().get_text_range().split())
            found.append(((round(width / MM), round(height / MM)), words))
        return found


def test_on_a3_with_the_list_on_page_two(desk: WheelDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog))
    assert desk.page.isVisible()
    desk.press("Ctrl+P")
    preview = desk.preview_now
    assert preview.side.report.id == "year-wheel"
    paper = preview.side.choices.controls["paper"]
    assert isinstance(paper, QComboBox)
    assert paper.currentText() == "A4"
    paper.setFocus()
    desk.press("End")
    assert paper.currentText() == "A3"
    desk.made(preview)
    desk.qtbot.mouseClick(preview.side.save_buttons["pdf"], Qt.MouseButton.LeftButton)
    path = tmp_path / "Årshjul.pdf"
    asked[0].fileSelected.emit(str(path))
    desk.qtbot.waitUntil(lambda: path.exists() and not desk.context.tasks.running)

    pages = pages_of(path)
    assert [size for size, _words in pages] == [(420, 297)] * len(pages)
    wheel, listed = pages[0][1], " ".join(words for _size, words in pages[1:])
    for _code, _ring, title, rule, _topic in ENTRIES:
        assert title in listed
        assert (title in wheel) == bool(rule), title  # what has no day is on the list alone
    for words in ("Lia skole", "2026/27", "24.08.2026", "Skrevet ut"):
        assert words in wheel, words
    for month in ("august", "desember", "juli"):
        assert month[:3] in wheel.casefold()
    assert "Skolefoto" in listed
    assert preview.side.note.text.startswith("1 innslag har ingen dag ennå")
    assert len(pages) >= 2


def test_what_is_filtered_is_what_is_printed(desk: WheelDesk) -> None:
    page = desk.page
    desk.settle()
    desk.click(page.bar.chips[desk.wheel_school.rings["fau"]])
    assert {line.ring for line in desk.lines} == {"FAU"}
    desk.press("Ctrl+P")
    preview = desk.preview_now
    words = text_of(desk.made(preview).pdf)
    assert "Refleksdag" in words
    assert "Utviklingssamtaler" not in words

"""The box that finds a decision says that it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.shell.palette import Palette
from tests.meetings.listing.at_page import CTRL, AtPage


def test_the_boxes_name_cases_and_meetings(at: AtPage) -> None:
    closed = [box.placeholderText() for box in at.window.findChildren(QLineEdit)]
    assert any(words.startswith("Søk etter personer, saker, møter og handlinger") for words in closed)
    at.press(Qt.Key.Key_K, CTRL)
    (palette,) = at.window.findChildren(Palette)
    assert palette.box.placeholderText() == "Navn, telefon, sak, møte eller handling"

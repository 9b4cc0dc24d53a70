"""Has the picture before the words of a row the colour of what it means?"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from app.shell import icons
from app.shell.table import Column, TableView
from app.shell.theme import tones
from tests.shell.conftest import Desk, Row


@pytest.mark.parametrize(
    ("name", "warns", "role"),
    [
        ("circle-alert", False, "danger"),
        ("check", False, "muted"),
        ("lock", False, "muted"),
        ("lock", True, "danger"),
    ],
)
def test_only_what_is_wrong_or_guarded_is_painted_as_an_alarm(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, warns: bool, role: str
) -> None:
    used: list[str] = []

    def pixmap(_name: str, colour: str, *_size: float) -> QPixmap:
        used.append(colour)
        return QPixmap(14, 14)

    monkeypatch.setattr(icons, "pixmap", pixmap)
    rows = [Row(number, f"Name {number}", "") for number in (1, 2)]
    column = Column("name", "Name", icon=lambda row: name if row.id == 2 else "", warns=warns)
    table = TableView(desk.context, "pictures", (column,), lambda wanted: rows[wanted.offset :])
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    qtbot.waitExposed(table)
    table.load("")
    used.clear()
    table.grab()
    assert used
    assert set(used) == {getattr(tones(table), role)}

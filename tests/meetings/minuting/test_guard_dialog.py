"""Is every mark decided by the user before the public gets the text, with a letter each?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.core.settings import Settings
from app.meetings.minuting.guard_dialog import GAP, GuardDialog, Marked
from app.shell.context import Context

TEXT = "Ola Berg er syk. Karis mor ringte. Kari kommer."


def mark(words: str, kind: str = "name", after: str = "") -> Marked:
    start = TEXT.index(after + words) + len(after)
    return Marked("agenda_item:1:discussion", "Sak 1/26", TEXT, start, start + len(words), kind)


class Asked:
    """The dialog, and what came of it."""

    def __init__(self, qtbot: QtBot, *marks: Marked) -> None:
        self.result: tuple[Marked, ...] | None = None
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.parent.show()
        self.dialog = GuardDialog(self.parent, Context(Settings.load(None), translator("nb")), marks, self._done)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)

    def press(self, *keys: str) -> None:
        for key in keys:
            target = QApplication.focusWidget() or self.dialog.list
            QTest.keyClick(target, Qt.Key.Key_Return) if key == "Enter" else QTest.keyClicks(target, key)
            QApplication.processEvents()

    def _done(self, marks: tuple[Marked, ...]) -> None:
        self.result = marks


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot, mark("Ola Berg"), mark("syk", "health"), mark("Karis"), mark("Kari", after="ringte. "))


def test_nothing_goes_on_before_each_is_decided(asked: Asked) -> None:
    asked.press("f")
    asked.dialog.submit()
    assert asked.result is None
    assert asked.dialog.isVisible()
    assert asked.dialog.error.text == "3 er ikke avgjort ennå."


def test_a_letter_decides_and_goes_on_to_the_next(asked: Asked) -> None:
    asked.press("f", "l")  # out, stands
    asked.press("s")
    asked.press("en mor", "Enter")
    asked.press("l")
    asked.press("Enter")
    assert asked.result is not None
    assert [(one.words, one.stays) for one in asked.result] == [
        ("Ola Berg", False),
        ("syk", True),
        ("Karis", False),
        ("Kari", True),
    ]
    assert [one.instead for one in asked.result if not one.stays] == [GAP, "en mor"]


def test_all_of_the_same_stand_at_once_in_the_genitive_too(asked: Asked) -> None:
    asked.press("f", "f", "a")
    assert [one.stays for one in asked.dialog.marks] == [False, False, True, True]
    asked.press("Enter")
    assert asked.result is not None


def test_the_passage_is_shown_with_the_mark_in_its_midst(asked: Asked) -> None:
    assert asked.dialog.passage.text() == "«Ola Berg» er syk. Karis mor ringte. Kari kommer."
    asked.press("f")
    assert asked.dialog.passage.text() == "Ola Berg er «syk». Karis mor ringte. Kari kommer."


def test_leaving_without_deciding_hands_nothing_out(asked: Asked) -> None:
    asked.press("f")
    asked.dialog.reject()
    assert asked.result is None

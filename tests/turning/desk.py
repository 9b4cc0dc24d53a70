"""What does somebody do at the page of the next school year, and what stands there?"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.turning.board.column import Column
from app.turning.board.part import BoardPart
from app.turning.page import TurningPage
from app.turning.steps.part import StepsPart
from tests.conftest import Clock
from tests.office import Office

Key = Qt.Key
Held = Qt.KeyboardModifier


class Desk:
    """The page, its parts, and the keys."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office, self.clock, self.store = office, clock, office.store
        self.qtbot = office.qtbot
        self.page = cast(TurningPage, office.window.show_page("turning"))

    @property
    def steps(self) -> StepsPart:
        return self.page.steps

    @property
    def board(self) -> BoardPart:
        if self.page._current != "board":
            self.page.show_part("board")
        return self.page.board

    @property
    def shown(self) -> dict[str, list[str]]:
        """{class on the board: the given names of its pupils, from above}"""
        return {one.title: [row.name.split()[0] for row in one.view.pupils.rows] for one in self.board.columns}

    def column(self, name: str) -> Column:
        return next(one for one in self.board.columns if one.title == name)

    def at(self, class_name: str, *given: str) -> Column:
        """Choose pupils of a class, and put the focus there."""
        column = self.column(class_name)
        people = [row.id for row in column.view.pupils.rows if row.name.split()[0] in given]
        assert len(people) == len(given)
        column.view.setFocus()
        column.view.choose(people)
        return column

    def press(self, key: Key, held: Held = Held.NoModifier) -> None:
        """Press a key where the focus is."""
        focused = self.office.window.focusWidget()
        assert isinstance(focused, QWidget)
        self.qtbot.keyClick(focused, key, held)
        self.settle()

    def settle(self) -> None:
        """Let what was announced be read."""
        for _ in range(5):  # what is put off until later may put off more
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.page._stale and not self.steps._quiet.isActive())

    def take(self, code: str) -> None:
        """Do a step with its button."""
        self.go(code)
        self.steps.pane.do_button.click()
        self.settle()

    def go(self, code: str) -> None:
        """Choose a step."""
        if self.page._current != "steps":
            self.page.show_part("steps")
        self.steps.show_step(code)
        self.settle()

    def state(self, code: str) -> str:
        """What stands under the title of a step in the list."""
        return next(line.about for line in self.steps.list.lines if line.code == code)

    @property
    def said(self) -> str:
        """The newest notice."""
        return self.office.notices[-1].text

    def make_next_year(self) -> None:
        """Take the steps that give next year its classes and pupils."""
        self.take("contacts.classes")
        self.take("contacts.pupils")

"""What does somebody do at the page of elections: type, press keys, look at what stands there?"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bodies.commands import add_usual_bodies
from app.elections.detail.pane import ElectionPane
from app.elections.grid.model import FIRST
from app.elections.grid.part import SheetPart
from app.elections.grid.view import GridView
from app.elections.page import ElectionsPage
from app.shell.form import ChoiceField, LineField
from db.store import Store
from tests import factories
from tests.office import Office

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Backtab": Qt.Key.Key_Backtab,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Right": Qt.Key.Key_Right,
    "Left": Qt.Key.Key_Left,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Del": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "F2": Qt.Key.Key_F2,
    "F4": Qt.Key.Key_F4,
}


def family(store: Store, class_name: str, child: str, *parents: str) -> list[int]:
    """Add a pupil and the guardians; returns the guardians' ids."""
    pupil = factories.pupil(store, child, class_name)
    return [factories.guardian(store, parent, pupil) for parent in parents]


def with_councils(store: Store) -> None:
    """Let the school have the councils most schools have."""
    with store.change("Added the usual councils") as session:
        add_usual_bodies(session)


class Elections:
    """The page of elections in the window, and the keys that were pressed on it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.pressed = 0
        self.page = cast(ElectionsPage, office._page("elections"))
        self.page.activateWindow()
        self.settle()

    @property
    def part(self) -> SheetPart:
        return cast(SheetPart, self.page.part)

    @property
    def grid(self) -> GridView:
        return self.part.grid

    @property
    def pane(self) -> ElectionPane:
        return self.part.pane

    def settle(self) -> None:
        """Wait until the page has read what was changed and shows the election one is at."""
        self.office.qtbot.wait(1)
        QApplication.processEvents()
        if isinstance(self.page.part, SheetPart):
            self.office.qtbot.waitUntil(lambda: not self.part._quiet.isActive())

    # -- the keyboard

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the focus is: letters, or Enter, Tab, Ctrl+Enter …"""
        for key in keys:
            name, modifier = key, Qt.KeyboardModifier.NoModifier
            if key.startswith("Ctrl+"):
                name, modifier = key[5:], Qt.KeyboardModifier.ControlModifier
            focused = QApplication.focusWidget()
            assert focused is not None, key
            self.pressed += 1
            if name in KEYS:
                QTest.keyClick(focused, KEYS[name], modifier)
            else:
                QTest.keyClicks(focused, name, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letter by letter: the first one opens the cell."""
        self.press(*text)

    @property
    def proposed(self) -> list[str]:
        """The lines under the cell that is typed in."""
        editor = self.grid.editor
        if editor is None or editor.proposals.isHidden():
            return []
        return [editor.proposals.item(row).text() for row in range(editor.proposals.count())]

    # -- what stands there

    @property
    def titles(self) -> list[str]:
        model = self.grid.grid_model
        return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]

    @property
    def classes(self) -> list[str]:
        return [row.name for row in self.grid.grid_model.rows]

    def words(self, class_name: str) -> list[str]:
        """The cells of a class that are typed in."""
        model = self.grid.grid_model
        row = self.classes.index(class_name)
        return [model.words(model.index(row, at)) for at in range(FIRST, model.columnCount())]

    def hints(self, class_name: str) -> list[str]:
        """What stands in grey in the cells of a class."""
        model = self.grid.grid_model
        row = self.classes.index(class_name)
        return [model.hint(model.index(row, at)) for at in range(FIRST, model.columnCount())]

    def state(self, class_name: str) -> str:
        model = self.grid.grid_model
        return model.words(model.index(self.classes.index(class_name), 1))

    @property
    def here(self) -> tuple[str, int]:
        """The class one is in, and the column."""
        index = self.grid.currentIndex()
        return self.classes[index.row()], index.column() - FIRST

    @property
    def said(self) -> str:
        """The sentence under the grid."""
        shown = [line.text for line in (self.part.problem, self.part.told) if line.isVisible()]
        assert len(shown) < 2
        return "".join(shown)

    # -- the course of an election

    def write(self, form_of: QWidget, name: str, text: str) -> None:
        """Replace what stands in a field of a form and leave it with Enter."""
        control = cast(LineField, form_of.fields[name].control)  # type: ignore[attr-defined]
        control.setFocus()
        control.selectAll()
        QTest.keyClicks(control, text) if text else control.clear()
        QTest.keyClick(control, Qt.Key.Key_Return)
        self.settle()

    def stand(self, pane: ElectionPane, *names: str) -> None:
        """Add candidates by typing their names."""
        for name in names:
            finder = pane.candidates.finder
            finder.line.setFocus()
            QTest.keyClicks(finder.line, name)
            QTest.keyClick(finder.line, Qt.Key.Key_Return)
            self.settle()

    def choose(self, control: ChoiceField, words: str) -> None:
        """Choose among the words of a field, as with the mouse."""
        at = control.findText(words)
        assert at >= 0, [control.itemText(place) for place in range(control.count())]
        control.setCurrentIndex(at)
        control.activated.emit(at)
        self.settle()


def texts(widget: QWidget) -> str:
    """Every text that is shown in a widget, one to a line."""
    shown = []
    for part in widget.findChildren(QWidget):
        text = getattr(part, "text", None)
        said = text() if callable(text) else text
        if part.isVisibleTo(widget) and isinstance(said, str) and said:
            shown.append(said)
    return "\n".join(shown)

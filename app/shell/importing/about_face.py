"""What is the file, and what does it cover? Read off where the file says so, and decided here where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.error_line import ErrorLine
from app.shell.importing.shape import About, Choice
from app.shell.importing.sheet import put_sheet
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, without_mnemonic, wrapped

WIDEST = 96 * GRID
_TYPED = "typed"


class ChoiceBox(QComboBox):
    """A list to choose one from; the wheel scrolls what it stands in, unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(QWidget):
    """One choice, as a list or as buttons of which one is on."""

    changed = Signal()

    def __init__(self, context: Context, choice: Choice) -> None:
        super().__init__()
        self._tr = context.tr
        self.choice = choice
        self.list: ChoiceBox | None = None
        self.buttons: dict[str, QRadioButton] = {}
        self.day: QLineEdit | None = None
        self.error = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        if choice.kind == "list":
            self._make_list(column)
        else:
            self._make_buttons(column)
        column.addWidget(self.error)

    @property
    def first(self) -> QWidget:
        """The control that the label leads to."""
        if self.list is not None:
            return self.list
        return next(
            (button for button in self.buttons.values() if button.isChecked()), next(iter(self.buttons.values()))
        )

    def controls(self) -> list[QWidget]:
        """Return what is chosen or typed with, in order."""
        found: list[QWidget] = [self.list] if self.list is not None else [*self.buttons.values()]
        return [*found, *([self.day] if self.day is not None else [])]

    def code(self) -> str | None:
        """Return what is chosen; None, and it is said why, if the day that was typed is none."""
        self.error.clear()
        if self.list is not None:
            return str(self.list.currentData())
        code = next(code for code, button in self.buttons.items() if button.isChecked())
        if code != _TYPED or self.day is None:
            return code
        try:
            day = parse_date(self.day.text())
            if day is None:
                raise UserError(N_("Write the date like 24.08.2026."))
        except UserError as error:
            self.error.say(explain(error, self._tr) or "")
            return None
        return day.isoformat()

    def _make_list(self, column: QVBoxLayout) -> None:
        self.list = ChoiceBox()
        self.list.setAccessibleName(without_mnemonic(self.choice.label))
        for option in self.choice.options:
            self.list.addItem(option.words, option.code)
        self.list.setCurrentIndex(max(0, self.list.findData(self.choice.chosen)))
        self.list.currentIndexChanged.connect(lambda _at: self.changed.emit())
        column.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_buttons(self, column: QVBoxLayout) -> None:
        group = QButtonGroup(self)
        for option in self.choice.options:
            button = self._button(group, option.code, option.words)
            button.setAccessibleDescription(option.detail)
            column.addWidget(button)
            if option.detail:
                detail = wrapped(option.detail, "muted")
                detail.setContentsMargins(3 * GRID, 0, 0, GRID // 2)
                column.addWidget(detail)
        if self.choice.kind == "day":
            self._make_day(group, column)
        else:
            self.buttons[self._known(self.choice.chosen)].setChecked(True)
        group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)

    def _make_day(self, group: QButtonGroup, column: QVBoxLayout) -> None:
        tr = self._tr
        other = self._button(group, _TYPED, tr(N_("Another date:")))
        self.day = QLineEdit()
        self.day.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.day.setAccessibleName(tr(N_("Another date:")))
        self.day.setMaximumWidth(18 * GRID)
        self.day.setAcceptDrops(False)  # a file is for the face
        self.day.textEdited.connect(lambda _text: other.setChecked(True))
        give_menu(self.day, tr)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(other)
        row.addWidget(self.day)
        row.addStretch(1)
        column.addLayout(row)
        chosen = self.choice.chosen
        if chosen in self.buttons:
            self.buttons[chosen].setChecked(True)
        else:
            other.setChecked(True)
            self.day.setText(date.fromisoformat(chosen).strftime("%d.%m.%Y"))

    def _button(self, group: QButtonGroup, code: str, words: str) -> QRadioButton:
        button = QRadioButton(words.replace("&", "&&"))
        group.addButton(button)
        self.buttons[code] = button
        return button

    def _known(self, code: str) -> str:
        return code if code in self.buttons else next(iter(self.buttons))


class AboutFace(QWidget):
    """Facts, choices and remarks about the file; ``changed`` asks for the file to be looked at anew at once."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._about: About | None = None
        self.fields: dict[str, ChoiceField] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.viewport().setAutoFillBackground(False)
        outer.addWidget(self._room)

    def show_about(self, about: About) -> None:
        """Show what is known and to be decided; what stands already stays as it is."""
        if about == self._about:
            return
        self._about = about
        at_hand = QApplication.focusWidget()
        focused = next((name for name, field in self.fields.items() if at_hand and field.isAncestorOf(at_hand)), "")
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, 14 * GRID)
        grid.setColumnMinimumWidth(1, 64 * GRID)
        grid.setColumnStretch(2, 1)  # what room is left stands at the right
        for title, fact in about.facts:
            at = grid.rowCount()
            grid.addWidget(Label(title, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            said = wrapped(fact)
            said.setMaximumWidth(WIDEST)
            grid.addWidget(said, at, 1)
        self.fields = {}
        for choice in about.choices:
            field = ChoiceField(self._context, choice)
            field.setMaximumWidth(WIDEST)
            label = Label(choice.label)
            label.setBuddy(field.first)
            label.setContentsMargins(0, GRID // 2, 0, 0)
            at = grid.rowCount()
            grid.setRowMinimumHeight(at, GRID)
            grid.addWidget(label, at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, at + 1, 1)
            self.fields[choice.name] = field
            if choice.at_once:
                field.changed.connect(self.changed)
        column.addLayout(grid)
        for note in about.notes:
            words = wrapped(note)
            words.setMaximumWidth(WIDEST + 20 * GRID)
            column.addWidget(words)
        column.addStretch(1)
        put_sheet(self._room, sheet)
        if focused in self.fields:
            self.fields[focused].first.setFocus()

    def said(self) -> Mapping[str, str] | None:
        """Return {choice: code} of what is chosen otherwise than it stood.

        None, and it is said where, if something that was typed cannot be read.
        """
        found: dict[str, str] = {}
        for name, field in self.fields.items():
            code = field.code()
            if code is None:
                if field.day is not None:
                    field.day.setFocus()
                return None
            if code != field.choice.chosen:
                found[name] = code
        return found

    def controls(self) -> list[QWidget]:
        """Return what Tab goes through."""
        return [control for field in self.fields.values() for control in field.controls()]

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes through."""
        return [field.first for field in self.fields.values()]

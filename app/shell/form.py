"""How are facts edited in place, without a save button?

Each field is saved when it is left, as one undo step. Enter saves too, Esc restores, and while something unsaved is
typed Ctrl+Z is the field's own. A refused value stays, with the sentence right under it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.core.errors import UserError, explain
from app.core.i18n import N_
from app.shell.context import Context, Refuse
from app.shell.dates import parse_date
from app.shell.drops import carries_files
from app.shell.error_line import ErrorLine
from app.shell.menus import give_menu
from app.shell.note_field import NoteField
from app.shell.theme import GRID
from app.shell.words import Label, without_mnemonic, wrapped

Save = Callable[[Any, Refuse], object]
"""Saves a value: usually ``lambda value, refuse: context.do(label, command, …, on_error=refuse)``; falsy = refused."""


class LineField(QLineEdit):
    """A line of text that is saved when left."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._kept = ""
        self.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        self.setMinimumHeight(4 * GRID - 2)
        give_menu(self, context.tr)

    @property
    def unsaved(self) -> bool:
        return self.text() != self._kept

    def keep(self, text: str) -> None:
        """Show ``text`` as what is saved."""
        self._kept = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def restore(self) -> None:
        self.setText(self._kept)
        self.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undoing and not self.unsaved:
                event.ignore()  # the program's own undo
                return False
            if event.key() == Qt.Key.Key_Escape and self.unsaved:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.unsaved:
            self.restore()
        elif undoing and not self.unsaved:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceField(QComboBox):
    """One of a few codes, each with its words; the wheel does not change it by accident."""

    def __init__(self, choices: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setMinimumHeight(4 * GRID - 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for code, words in choices:
            self.addItem(words, code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keep(self, code: object) -> None:
        at = self.findData(code)
        if at != self.currentIndex():
            self.setCurrentIndex(at)


TYPED = (LineField, NoteField)
"""Fields one types in: what is typed and not yet saved survives."""


class Field:
    """One row of a form: label, control, error line, and how its value is saved."""

    def __init__(self, name: str, control: QWidget, error: ErrorLine, save: Save) -> None:
        self.name = name
        self.control = control
        self.error = error
        self.save = save
        self.saving = False


class Form(QWidget):
    """Labelled fields under each other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.fields: dict[str, Field] = {}
        self._read_only = False
        self._values: dict[str, Any] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(2 * GRID)
        self._layout.setVerticalSpacing(GRID)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    # -- making fields

    def add_text(self, name: str, label: str, save: Save, *, hint: str = "", limit: int = 200) -> LineField:
        """Add a line of text; ``save`` gets it without blanks around it."""
        control, cell = self.place_text(name, label, save, hint=hint, limit=limit)
        self._add_row(label, control, cell)
        return control

    def place_text(
        self, name: str, label: str, save: Save, *, hint: str = "", limit: int = 200
    ) -> tuple[LineField, QWidget]:
        """Make a line of text for a place of the caller's own; returns it, and it with its error line below."""
        control = LineField(self.context)
        control.setPlaceholderText(hint)
        control.setMaxLength(limit)
        field, cell = self._make(name, label, control, save)
        control.left.connect(lambda: self._leave_line(field, control, lambda text: text))
        return control, cell

    def place_note(self, name: str, label: str, save: Save) -> tuple[NoteField, QWidget]:
        """Make room for lines of text in a place of the caller's own; returns it, and it with its error line."""
        control = NoteField(self.context)
        field, cell = self._make(name, label, control, save)
        control.left.connect(lambda: self._leave_line(field, control, lambda text: text))
        return control, cell

    def add_date(self, name: str, label: str, save: Save) -> LineField:
        """Add a date, written as 24.08.2026, 24.8.26 or 240826; ``save`` gets a date or None."""
        control = LineField(self.context)
        control.setPlaceholderText(self.context.tr(N_("dd.mm.yyyy")))
        field, cell = self._make(name, label, control, save)
        self._add_row(label, control, cell)
        control.left.connect(lambda: self._leave_line(field, control, parse_date))
        return control

    def add_choice(self, name: str, label: str, choices: Sequence[tuple[object, str]], save: Save) -> ChoiceField:
        """Add a choice of (code, words); ``save`` gets the code."""
        control, cell = self.place_choice(name, label, choices, save)
        self._add_row(label, control, cell)
        return control

    def place_choice(
        self, name: str, label: str, choices: Sequence[tuple[object, str]], save: Save
    ) -> tuple[ChoiceField, QWidget]:
        """Make a choice for a place of the caller's own; returns it, and it with its error line below."""
        control = ChoiceField(choices)
        field, cell = self._make(name, label, control, save)
        control.activated.connect(lambda at: self._save(field, control.itemData(at)))
        return control, cell

    def place_check(self, name: str, label: str, save: Save) -> tuple[QCheckBox, QWidget]:
        """Make a yes or no for a place of the caller's own; returns it, and it with its error line below."""
        control = QCheckBox(label)
        field, cell = self._make(name, label, control, save)
        control.clicked.connect(lambda on: self._save(field, on))
        return control, cell

    def add_fact(self, label: str, text: str = "") -> Label:
        """Add words that cannot be edited but can be marked and copied."""
        words = wrapped(text)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setAccessibleName(without_mnemonic(label))
        self._layout.addRow(Label(label, "muted"), words)
        return words

    # -- values

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show what is stored; a field with unsaved typing keeps it."""
        for name, value in values.items():
            self._values[name] = value
            self._show(self.fields[name], value)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed (a past year)."""
        self._read_only = read_only
        for field in self.fields.values():
            if isinstance(field.control, TYPED):
                field.control.setReadOnly(read_only)
            else:
                field.control.setEnabled(not read_only)

    def refuse(self, words: str, name: str | None) -> None:
        """Show an error under the field it is about."""
        field = self.fields.get(name or "")
        if field is None:
            self.context.notify(words)
        else:
            field.error.say(words)

    def save_now(self, *, take_focus: bool = True) -> bool:
        """Save what is typed and not yet left; False if it was refused, and then the cursor is put there."""
        for field in self.fields.values():
            if isinstance(field.control, TYPED) and field.control.unsaved:
                field.control.left.emit()
                if field.control.unsaved:
                    if take_focus:
                        field.control.setFocus()
                    return False
        return True

    # -- private

    def _make(self, name: str, label: str, control: QWidget, save: Save) -> tuple[Field, QWidget]:
        error = ErrorLine()
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(control)
        column.addWidget(error)
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        control.setAccessibleName(without_mnemonic(label))
        field = self.fields[name] = Field(name, control, error, save)
        return field, cell

    def _add_row(self, label: str, control: QWidget, cell: QWidget) -> None:
        if not label:
            self._layout.addRow("", cell)
            return
        words = Label(label, "muted")
        words.setBuddy(control)
        words.setMinimumHeight(4 * GRID - 2)
        self._layout.addRow(words, cell)

    def _show(self, field: Field, value: Any) -> None:
        control = field.control
        if isinstance(control, TYPED):
            if not control.unsaved:
                control.keep(self._text(value))
                field.error.clear()
        elif isinstance(control, ChoiceField):
            control.keep(value)
            field.error.clear()
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))
            field.error.clear()

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        return self.context.tr.date(value) if isinstance(value, date) else str(value)

    def _leave_line(self, field: Field, control: LineField | NoteField, parse: Callable[[str], object]) -> None:
        if not control.unsaved or control.isReadOnly():
            if not control.unsaved:
                field.error.clear()
            return
        text = control.text().strip()
        try:
            value = parse(text)
        except UserError as error:
            field.error.say(explain(error, self.context.tr) or "")
            return
        if value == self._values.get(field.name, "" if isinstance(value, str) else None):
            control.keep(self._text(value))
            field.error.clear()
            return
        self._save(field, value)

    def _save(self, field: Field, value: object) -> None:
        if field.saving or self._read_only or self.context.store is None:
            return
        field.saving = True
        refused: list[str] = []

        def refuse(words: str, _name: str | None) -> None:
            refused.append(words)

        try:
            saved = field.save(value, refuse)
        finally:
            field.saving = False
        if refused or not saved:
            if refused:
                field.error.say(refused[0])
            if not isinstance(field.control, TYPED):
                self._show_again(field)
            return
        self._values[field.name] = value
        field.error.clear()
        if isinstance(field.control, TYPED):
            field.control.keep(self._text(value))

    def _show_again(self, field: Field) -> None:
        """Put a refused choice back to what is stored, and leave the sentence."""
        words = field.error.text
        self._show(field, self._values.get(field.name))
        if words:
            field.error.say(words)

"""How do the fields of a case or a meeting keep long texts, and what was typed when the power went?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.meetings.minuting.typed import OfferBar, Typing
from app.meetings.showing.marked_field import MarkedBox, MarkedField
from app.meetings.showing.people_line import PeopleCompleter
from app.shell.form import Form, LineField
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.meetings.drafts import Offer
    from app.shell.context import Context
    from app.shell.form import Save
    from app.shell.note_field import NoteField


class LongText(QWidget):
    """A long text and above it what was being typed there when the program stopped.

    ``place`` says what a draft of it is called and ``stands`` what is saved; it is forgotten once the text is a step.
    """

    def __init__(self, context: Context, name: str, field: NoteField, shown: QWidget, typing: Typing) -> None:
        super().__init__()
        self.name, self.field = name, field
        self.place: Callable[[], str] = str
        self.stands: Callable[[], str] = str
        self._typing = typing
        self.bar = OfferBar(context)
        self.bar.taken.connect(self._put_back)
        self.bar.dropped.connect(lambda: typing.throw_away(self.place()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(shown)
        typing.watch(field, lambda: self.place(), lambda: self.stands())
        field.left.connect(self._left)

    def offer(self, offers: Mapping[str, Offer]) -> None:
        """Offer what was being typed here, if it is no step."""
        self.bar.offer(None if self.field.isReadOnly() else offers.get(self.place()))

    def _left(self) -> None:
        if not self.field.unsaved and self.place():
            self._typing.forget(self.place())

    def _put_back(self, text: str) -> None:
        self.field.setText(text)
        self.field.setFocus()


class CaseForm(Form):
    """A form that also has texts with marks, and lines where a registered person or anybody else is named."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._boxes: list[MarkedBox] = []

    def add_marked(self, name: str, label: str, save: Save, typing: Typing) -> LongText:
        """Add a long text with marks."""
        control = MarkedField(self.context)
        field, cell = self._make(name, label, control, save)
        control.left.connect(lambda: self._leave_line(field, control, lambda text: text))
        box = MarkedBox(self.context, control, cell, label)
        self._boxes.append(box)
        return self._add_long(name, label, control, box, typing)

    def add_note(self, name: str, label: str, save: Save, typing: Typing) -> LongText:
        """Add lines of plain text."""
        control, cell = self.place_note(name, label, save)
        return self._add_long(name, label, control, cell, typing)

    def add_people_line(self, name: str, label: str, save: Save, *, hint: str = "") -> LineField:
        """Add a line that proposes people."""
        control = self.add_text(name, label, save, hint=hint)
        PeopleCompleter(self.context, control)
        return control

    def add_tick(self, name: str, label: str, save: Save) -> None:
        """Add a yes or no in a line of its own."""
        _control, cell = self.place_check(name, label, save)
        self._layout.addRow("", cell)

    def add_beside(self, label: str, widget: QWidget) -> None:
        """Add something that is no field, with words before it."""
        self._add_row(label, widget, widget)

    def show_row(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label."""
        cell = self.fields[name].control.parentWidget()
        if cell is not None:
            self._layout.setRowVisible(cell, visible)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for box in self._boxes:
            box.set_read_only(read_only)

    def _add_long(self, name: str, label: str, control: NoteField, shown: QWidget, typing: Typing) -> LongText:
        text = LongText(self.context, name, control, shown, typing)
        self._add_row(label, control, text)
        return text

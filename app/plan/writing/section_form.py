"""How are the title, the text and the heads of the columns of a section typed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.meetings.showing.marked_field import MarkedBox, MarkedField
from app.shell.form import Form, LineField
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.plan.rows import SectionRow
    from app.shell.context import Context, Refuse

LABELS = {
    "title": N_("Changed the title of {section}"),
    "text": N_("Changed the text of {section}"),
    "left_title": N_("Changed the columns of {section}"),
    "right_title": N_("Changed the columns of {section}"),
}


class TextField(MarkedField):
    """A text as high as its words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_room(self) -> None:
        lines = max(2, round(self.document().size().height()))
        margins = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)


class SectionForm(Form):
    """Its fields stand where the section's page puts them; each is saved when it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.section: SectionRow | None = None
        self.title, self.title_cell = self._line("title", tr(N_("Title of the section")))
        font = QFont(self.title.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.title.setMinimumHeight(5 * GRID)
        self.left_title, self.left_cell = self._line("left_title", tr(N_("Title of the left column")))
        self.right_title, self.right_cell = self._line("right_title", tr(N_("Title of the right column")))
        for line in (self.left_title, self.right_title):
            font = QFont(line.font())
            font.setWeight(QFont.Weight.DemiBold)
            line.setFont(font)
        self.text = TextField(context)
        self.text.setPlaceholderText(tr(N_("Write here what stands before the points …")))
        label = tr(N_("Text of the section"))
        field, cell = self._make("text", label, self.text, lambda value, refuse: self._write("text", value, refuse))
        self.text.left.connect(lambda: self._leave_line(field, self.text, lambda text: text))
        self.text_box = MarkedBox(context, self.text, cell, label)

    def show_section(self, section: SectionRow, *, read_only: bool) -> None:
        """Show what is stored; what is being typed in the same section stays."""
        if self.section is not None and self.section.id != section.id:
            for name, field in self.fields.items():
                if isinstance(field.control, (LineField, MarkedField)):
                    field.control.keep(getattr(section, name))
        self.section = section
        self.set_values({name: getattr(section, name) for name in LABELS})
        self.set_read_only(read_only)
        self.text_box.set_read_only(read_only)

    def _line(self, name: str, label: str) -> tuple[LineField, QWidget]:
        return self.place_text(name, label, lambda value, refuse: self._write(name, value, refuse))

    def _write(self, name: str, value: str, refuse: Refuse) -> object:
        from app.plan.commands import set_section

        if self.section is None:
            return None
        arguments = {"section": self.section.title}
        return self.context.do(
            LABELS[name], set_section, self.section.id, name, value, arguments=arguments, on_error=refuse
        )

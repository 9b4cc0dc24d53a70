"""What does each column of the file hold, and how would the first rows be read then?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.importing.about_face import ChoiceBox, ChoiceField
from app.shell.importing.shape import ColumnRow, Columns, Effect
from app.shell.importing.sheet import Sheet, put_sheet
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

MOST_COLUMNS = 200
"""More columns than this are not shown: they are read as they were found."""
_SAMPLE_LENGTH = 28
_NOT_USED = ""


class FieldBox(ChoiceBox):
    """What one column holds."""

    def __init__(self, model: QStandardItemModel, row: ColumnRow) -> None:
        super().__init__()
        self._typed, self._typing = "", QElapsedTimer()
        self._typing.start()
        self.setModel(model)
        self.setMaxVisibleItems(16)
        self.choose(row.field)
        self.setAccessibleName(row.heading)
        self.setAccessibleDescription(", ".join(row.samples))

    @property
    def field(self) -> str | None:
        """The field that is chosen, None for “not used”."""
        return self.currentData() or None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find by what is typed: the whole words of a field, or what stands after the colon."""
        typed = event.text()
        if self._typing.elapsed() > QApplication.keyboardInputInterval():
            self._typed = ""
        begins = typed.isalnum() or (typed in (" ", ":", "-") and bool(self._typed))
        if not typed or not begins or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        self._typing.start()
        self._typed += typed.casefold()
        texts = [self.itemText(at).casefold() for at in range(self.count())]
        starts = [at for at, text in enumerate(texts) if text.startswith(self._typed)]
        inside = [at for at, text in enumerate(texts) if f": {self._typed}" in text]
        can_be = [at for at in (*starts, *inside) if self.model().flags(self.model().index(at, 0))]
        if can_be:
            self.setCurrentIndex(can_be[0])

    def choose(self, field: str | None) -> None:
        """Choose a field as it stands in the list."""
        self.setCurrentIndex(max(0, self.findData(field or _NOT_USED)))


class Mark(QWidget):
    """A picture and a word at a column somebody should look at."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = Label(words, "danger")
        picture = Label()
        icons.put(picture, "circle-alert", "danger", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(picture)
        row.addWidget(self.words)


class MappingFace(QWidget):
    """A line for each column, and below them the first pupils as they would be read."""

    header_changed = Signal()
    effect_shown = Signal()

    def __init__(self, context: Context, effect_of: Callable[[Mapping[str, str | None]], Effect]) -> None:
        super().__init__()
        self._context = context
        self._effect_of = effect_of
        self._columns: Columns | None = None
        self.boxes: dict[str, FieldBox] = {}
        self.marks: dict[str, Mark] = {}
        self.header: ChoiceField | None = None
        self.effect = Effect((), ())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_effect)
        self._build()

    def show_columns(self, columns: Columns) -> None:
        """Show what was found; what the user has chosen since stays while the columns are the same."""
        if columns == self._columns:
            return
        self._columns = columns
        sheet = Sheet()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(GRID, GRID, GRID, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(3, 1)
        tr = self._context.tr
        for at, words in ((0, tr(N_("Column"))), (1, tr(N_("Is read as"))), (3, tr(N_("Samples")))):
            head = Label(words, "muted")
            font = QFont(head.font())
            font.setWeight(QFont.Weight.DemiBold)
            head.setFont(font)
            grid.addWidget(head, 0, at)
        self.boxes, self.marks = {}, {}
        model = self._fields_model(columns)
        for line, row in enumerate(columns.rows[:MOST_COLUMNS], 1):
            self._add_row(grid, line, row, model)
        grid.setRowStretch(len(columns.rows) + 1, 1)
        put_sheet(self._room, sheet)
        self._show_header(columns)
        marked = any(row.look_over for row in columns.rows)
        said = (
            N_("Look over the columns that are marked. What you choose is remembered for files with these headings.")
            if marked
            else N_("Every column was recognised. What you change is remembered for files with these headings.")
        )
        self._hint.setText(tr(said))
        self._show_effect()

    def forget(self) -> None:
        """Another file: nothing that is chosen here is about it."""
        self._columns = None
        self.boxes, self.marks = {}, {}

    def fields(self) -> dict[str, str | None]:
        """Return {column key: field or None} as it is chosen now."""
        return {key: box.field for key, box in self.boxes.items()}

    @property
    def edited(self) -> bool:
        """Whether a column holds something else than was found."""
        found = {row.key: row.field for row in (self._columns.rows if self._columns else ())}
        return any(found[key] != field for key, field in self.fields().items())

    def said(self) -> Mapping[str, str]:
        """Return where the headings stand, if that was chosen otherwise than it was found."""
        code = self.header.code() if self.header is not None else None
        if self.header is None or code is None or code == self.header.choice.chosen:
            return {}
        return {self.header.choice.name: code}

    def focus_first(self) -> None:
        """Begin at the first column that is to be looked at."""
        marked = [row.key for row in (self._columns.rows if self._columns else ()) if row.look_over]
        key = next((key for key in marked if key in self.boxes), next(iter(self.boxes), None))
        if key is not None:
            self.boxes[key].setFocus()
            self._room.ensureWidgetVisible(self.boxes[key])

    def controls(self) -> list[QWidget]:
        """Return what Tab goes through."""
        return [*([self.header.first] if self.header is not None else []), *self.boxes.values()]

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes through."""
        boxes = list(self.boxes.values())[:1]
        return [*([self.header.first] if self.header is not None else []), *boxes]

    # -- private

    def _build(self) -> None:
        tr = self._context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._hint = wrapped("")
        column.addWidget(self._hint)
        self._header_row = QHBoxLayout()
        self._header_row.setSpacing(2 * GRID)
        self._header_label = Label(tr(N_("The &headings stand in")))
        self._header_row.addWidget(self._header_label)
        self._header_row.addStretch(1)
        column.addLayout(self._header_row)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._room, 4)
        self.title = heading(tr(N_("This is how the first ones are read")), 1.05)
        column.addWidget(self.title)
        self.missing = ErrorLine(sign="triangle-alert")
        column.addWidget(self.missing)
        frame = self._effect_frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        self._effect_room = QScrollArea()
        self._effect_room.setWidgetResizable(True)
        self._effect_room.setFrameShape(QFrame.Shape.NoFrame)
        self._effect_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._effect_room.setMinimumHeight(14 * GRID)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._effect_room)
        frame.setMaximumHeight(24 * GRID)
        column.addWidget(frame, 2)
        self.counted = wrapped("")
        column.addWidget(self.counted)

    def _add_row(self, grid: QGridLayout, line: int, row: ColumnRow, model: QStandardItemModel) -> None:
        tr = self._context.tr
        label = wrapped(row.heading)
        grid.addWidget(label, line, 0)
        label.setMinimumWidth(14 * GRID)
        label.setMaximumWidth(26 * GRID)
        if row.never_read:
            grid.addWidget(Label(tr(N_("Never read: holds fødselsnummer")), "muted"), line, 1)
            grid.addWidget(Label(tr(N_("(not shown)")), "muted"), line, 3)
            return
        box = FieldBox(model, row)
        box.setMinimumWidth(30 * GRID)
        label.setBuddy(box)
        grid.addWidget(box, line, 1)
        mark = self.marks[row.key] = Mark(tr(N_("Look over")))
        grid.addWidget(mark, line, 2)
        mark.setVisible(row.look_over)
        if row.look_over:
            box.setAccessibleDescription(f"{mark.words.text()}. {box.accessibleDescription()}")
        said = Label(" · ".join(_shortened(sample) for sample in row.samples), "muted")
        said.setMinimumWidth(10 * GRID)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid.addWidget(said, line, 3)
        self.boxes[row.key] = box
        box.currentIndexChanged.connect(lambda _at, key=row.key: self._changed(key))

    def _fields_model(self, columns: Columns) -> QStandardItemModel:
        model = QStandardItemModel(self)
        unused = QStandardItem(self._context.tr(N_("Not used")))
        unused.setData(_NOT_USED, Qt.ItemDataRole.UserRole)
        model.appendRow(unused)
        for group, fields in columns.fields:
            head = QStandardItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            head.setFont(font)
            model.appendRow(head)
            for code, words in fields:
                item = QStandardItem(words)
                item.setData(code, Qt.ItemDataRole.UserRole)
                model.appendRow(item)
        return model

    def _show_header(self, columns: Columns) -> None:
        if self.header is not None:
            self._header_row.removeWidget(self.header)
            self.header.deleteLater()
            self.header = None
        self._header_label.setVisible(columns.choice is not None)
        if columns.choice is not None:
            self.header = ChoiceField(self._context, columns.choice)
            self.header.changed.connect(self.header_changed)
            self._header_label.setBuddy(self.header.first)
            self._header_row.insertWidget(1, self.header)

    def _changed(self, key: str) -> None:
        """One column holds what only one can: the other is left without it, and marked."""
        field = self.boxes[key].field
        self.marks[key].hide()  # somebody has looked
        if self._columns is not None and field in self._columns.single:
            for other, box in self.boxes.items():
                if other != key and box.field == field:
                    box.blockSignals(True)
                    box.choose(None)
                    box.blockSignals(False)
                    self.marks[other].show()
        self._soon.start()

    def _show_effect(self) -> None:
        effect = self.effect = self._effect_of(self.fields())
        sheet = Sheet()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(GRID, GRID, GRID, GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        for at, words in enumerate(effect.heads):
            grid.addWidget(Label(words, "muted"), 0, at)
            widest = max((len(row[at]) for row in effect.rows), default=0)
            grid.setColumnStretch(at, min(max(widest, len(words), 6), 40))
        for line, row in enumerate(effect.rows, 1):
            for at, words in enumerate(row):
                cell = wrapped(words or "–")
                cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(cell, line, at)
        grid.setRowStretch(len(effect.rows) + 1, 1)
        put_sheet(self._effect_room, sheet)
        self._effect_frame.setVisible(bool(effect.rows))
        self.title.setVisible(bool(effect.rows))
        self.counted.setText(effect.counted)
        self.counted.setVisible(bool(effect.counted))
        if effect.missing:
            self.missing.say(effect.missing)
        else:
            self.missing.clear()
        self.effect_shown.emit()


def _shortened(words: str) -> str:
    return words if len(words) <= _SAMPLE_LENGTH else words[: _SAMPLE_LENGTH - 1] + "…"

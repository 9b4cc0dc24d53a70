"""How do two people stand beside each other, field by field, so that one sees what is kept?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.contacts.duplicates.merging import GONE, KEPT
from app.contacts.duplicates.pair_words import FIELD_WORDS, FIRST, SECOND, Proposal, said_values, together
from app.contacts.duplicates.side_by_side import DuplicateRow, FieldRow
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID, tones
from app.shell.words import Label, heading, wrapped

NOTHING = "–"
MAY_BREAK = "\u200b"  # a space without width


class Dot(QRadioButton):
    """The circle before a value; Fusion's own is hardly seen in the dark look."""

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(height + 2, height)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.height() - 5
        circle = QRectF(1.5, 2.5, size, size)
        on, usable = self.isChecked(), self.isEnabled()
        line = look.link if on or self.hasFocus() else look.muted
        painter.setPen(QPen(QColor(line if usable else look.disabled), 2.5 if self.hasFocus() else 1.5))
        painter.setBrush(QColor(look.base))
        painter.drawEllipse(circle)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.link if usable else look.disabled))
            inner = size / 4
            painter.drawEllipse(circle.adjusted(inner, inner, -inner, -inner))


class Side(QWidget):
    """One of two values of which one stays: chosen with the mouse anywhere on it, or with the arrow keys."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__()
        self.button = Dot()
        self.button.setAccessibleName(f"{field}: {words}")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.label = _value(words)
        row.addWidget(self.label, 1)
        self.button.toggled.connect(self._stress)
        self._stress(False)

    def _stress(self, on: bool) -> None:
        """What stays is said more loudly than what goes; the dot says it too."""
        font = self.label.font()
        font.setWeight(QFont.Weight.DemiBold if on else QFont.Weight.Normal)
        self.label.setFont(font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.button.isEnabled():
            self.button.setChecked(True)
            self.button.setFocus()
        super().mousePressEvent(event)


class PairView(QWidget):
    """Three columns: the field, and what each of the two entries says."""

    def __init__(self, context: Context, row: DuplicateRow, proposed: Proposal) -> None:
        super().__init__()
        self.context = context
        self.row = row
        self.stays = proposed.stays
        self.sides: dict[str, dict[str, Side]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID - 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._heads = {FIRST: self._head(1, row.first_name), SECOND: self._head(2, row.second_name)}
        for field in row.fields:
            self._add(field, proposed.values.get(field.code, FIRST))
        self._say_heads()

    @property
    def kept_id(self) -> int:
        """The id of the entry that stays."""
        return self.row.first_id if self.stays == FIRST else self.row.second_id

    @property
    def gone_id(self) -> int:
        """The id of the entry that goes into the other."""
        return self.row.second_id if self.stays == FIRST else self.row.first_id

    @property
    def names(self) -> tuple[str, str]:
        """The names of the entry that stays and of the one that goes."""
        names = self.row.first_name, self.row.second_name
        return names if self.stays == FIRST else names[::-1]

    @property
    def choices(self) -> Mapping[str, str]:
        """Whose value stays of each field of which only one can, as ``merge_people`` takes it."""
        return {code: KEPT if sides[self.stays].button.isChecked() else GONE for code, sides in self.sides.items()}

    def swap(self) -> None:
        """Let the other entry stay; the values that were chosen stay chosen."""
        self.stays = SECOND if self.stays == FIRST else FIRST
        self._say_heads()

    def choose(self, code: str, side: str) -> None:
        """Choose whose value of a field stays."""
        self.sides[code][side].button.setChecked(True)

    # -- private

    def _head(self, at: int, name: str) -> tuple[Label, Label]:
        words = heading(name, 1.1)
        words.setWordWrap(True)
        sign, state = Label(), wrapped("", "muted")
        line = QHBoxLayout()
        line.setSpacing(GRID // 2)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(state, 1)
        self._grid.addWidget(words, 0, at)
        self._grid.addLayout(line, 1, at)
        return sign, state

    def _say_heads(self) -> None:
        tr = self.context.tr
        for side, (sign, state) in self._heads.items():
            stays = side == self.stays
            icons.put(sign, "check" if stays else "chevron-right", "good" if stays else "muted", 16)
            state.setText(tr(N_("This entry stays")) if stays else tr(N_("Goes into the other")))
            for label in (sign, state):
                label.setVisible(not self.row.refusal)

    def _add(self, field: FieldRow, proposed: str) -> None:
        tr = self.context.tr
        at = self._grid.rowCount()
        name = tr(FIELD_WORDS[field.code])
        label = Label(name, "muted")
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        said = {side: _breakable(field.code, said_values(field.code, values, tr)) for side, values in _both(field)}
        if field.is_equal:
            self._grid.addWidget(_value(said[FIRST]), at, 1, 1, 2)
        elif field.can_choose and field.code != "note":  # of two notes both are kept
            self._add_sides(field.code, name, said, at, proposed)
        else:
            for place, side in enumerate((FIRST, SECOND), 1):
                self._grid.addWidget(_value(said[side]), at, place)
            if field.first and field.second:
                both = said_values(field.code, together(field), tr).replace("\n", ", ")
                words = (
                    tr(N_("Both notes are kept"))
                    if field.code == "note"
                    else tr(N_("All is kept: {values}"), values=both)
                )
                self._grid.addWidget(wrapped(words, "muted"), at + 1, 1, 1, 2)

    def _add_sides(self, code: str, name: str, said: Mapping[str, str], at: int, proposed: str) -> None:
        group = QButtonGroup(self)
        self.sides[code] = {}
        for place, side in enumerate((FIRST, SECOND), 1):
            part = self.sides[code][side] = Side(name, said[side])
            group.addButton(part.button)
            part.button.setEnabled(not self.row.refusal)
            part.button.setChecked(side == proposed)
            self._grid.addWidget(part, at, place)


def _both(field: FieldRow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (FIRST, field.first), (SECOND, field.second)


def _breakable(code: str, words: str) -> str:
    """Let a long e-mail address go on in the next line."""
    for sign in "@." if code == "emails" else "":
        words = words.replace(sign, f"{sign}{MAY_BREAK}")
    return words or NOTHING


def _value(words: str) -> Label:
    label = wrapped(words)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setMinimumWidth(8 * GRID)
    return label

"""What is not as it should be with a body, by which rule, and where is it put right?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.bodies.showing.said import capital
from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.bodies.warnings import BodyWarning

MANY = 99


class WarningsBox(QWidget):
    """Each warning with its sign, its source and a button; ``more_wanted`` where only ``few`` are shown."""

    more_wanted = Signal()

    def __init__(
        self, context: Context, lead: Callable[[BodyWarning], Callable[[], object] | None], few: int = MANY
    ) -> None:
        super().__init__()
        self.context = context
        self._lead = lead
        self._few = few
        self._words: list[str] = []
        self._may_change, self._body = False, ""
        self.buttons: list[QPushButton] = []
        self.more_button = QPushButton()
        self.more_button.setFlat(True)
        icons.put(self.more_button, "chevron-right")
        self.more_button.clicked.connect(self.more_wanted)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._lines)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(context.tr(N_("Warnings")))
        self.show_warnings((), may_change=False)

    @property
    def words(self) -> list[str]:
        """The sentences that are shown."""
        return list(self._words)

    def show_warnings(self, warnings: Sequence[BodyWarning], *, may_change: bool, body: str = "") -> None:
        """Show these; without ``may_change`` no button leads to where they are put right.

        ``body`` is the one whose name stands above, and need not be said in each.
        """
        tr = self.context.tr
        self._may_change, self._body = may_change, body
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        self._words, self.buttons = [], []
        shown = warnings if len(warnings) <= self._few + 1 else warnings[: self._few]
        for warning in shown:
            self._lines.addWidget(self._line(warning))
        left = len(warnings) - len(shown)
        self.more_button.setText(tr.n("{n} more warning", "{n} more warnings", left) if left else "")
        self.more_button.setVisible(bool(left))
        self.setVisible(bool(warnings))

    def _line(self, warning: BodyWarning) -> QWidget:
        tr = self.context.tr
        said = capital(tr(warning.msgid, **warning.values).removeprefix(f"{self._body}: "))
        self._words.append(said)
        sign = Label()
        icons.put(sign, "triangle-alert", "danger", 16)
        sign.setMinimumHeight(2 * GRID + 4)
        text = wrapped(said)
        source = wrapped(tr(warning.source) if warning.source else "", "muted")
        source.setVisible(bool(warning.source))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(text)
        column.addWidget(source)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        beside = Qt.AlignmentFlag.AlignTop if warning.source else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(sign, 0, beside)
        row.addLayout(column, 1)
        call = self._lead(warning) if self._may_change else None
        if call is not None:
            button = QPushButton(tr(N_("Put it right")))
            button.setAccessibleDescription(said)
            button.clicked.connect(lambda _checked=False, call=call: call())
            self.buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

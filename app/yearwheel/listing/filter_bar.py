"""How are all views narrowed: by ring, by who is responsible, by status, by what one looks for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell.chips import TICK, Chip
from app.shell.flow import Flow
from app.shell.form import ChoiceField
from app.shell.theme import GRID
from app.yearwheel.listing.signs import SIGN, paint_ring
from app.yearwheel.words import STATUS_WORDS

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.yearwheel.rows import RingRow
    from app.yearwheel.shown import Shown


class RingChip(Chip):
    """A chip with the sign of its ring before its name."""

    def __init__(self, ring: RingRow) -> None:
        super().__init__(ring.name.replace("&", "&&"))
        self.ring = ring

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + SIGN + 6, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = 2 * GRID + TICK if self.isChecked() else GRID + 1
        paint_ring(painter, QRect(left, (self.height() - SIGN) // 2, SIGN, SIGN), self.ring, self)
        painter.end()


class FilterBar(QWidget):
    """The line one types in (the list's own), choices beside it, and the rings below."""

    def __init__(self, context: Context, shown: Shown, filter_box: QWidget, columns: QWidget) -> None:
        super().__init__()
        self.context, self.shown = context, shown
        tr = context.tr
        self.status = ChoiceField([("", tr(N_("All statuses"))), *((code, tr(w)) for code, w in STATUS_WORDS.items())])
        self.status.setAccessibleName(tr(N_("Status")))
        self.status.activated.connect(lambda _at: shown.narrow(status=str(self.status.currentData())))
        self.responsible = ChoiceField([("", tr(N_("All responsible")))])
        self.responsible.setAccessibleName(tr(N_("Responsible")))
        self.responsible.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.responsible.setMinimumContentsLength(16)
        self.responsible.activated.connect(
            lambda _at: shown.narrow(responsible=str(self.responsible.currentData() or ""))
        )
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(filter_box, 1)
        top.addWidget(self.responsible)
        top.addWidget(self.status)
        top.addWidget(columns)
        self.chips: dict[int, RingChip] = {}
        self._rings = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self._rings)

    def show_wheel(self) -> None:
        """Offer the rings and those who are responsible for something this year."""
        wheel = self.shown.wheel
        rings = () if wheel is None else tuple(wheel.rings)
        used = {row.ring.id for row in wheel.occurrences} if wheel is not None else set()
        rings = tuple(ring for ring in rings if ring.id in used)
        if [chip.ring for chip in self.chips.values()] != list(rings):
            self._make_chips(rings)
        self._rings.setVisible(len(rings) > 1)
        names = sorted({row.responsible for row in wheel.occurrences if row.responsible}) if wheel is not None else []
        self._offer_names(names)
        self.follow()

    def follow(self) -> None:
        """Show what is asked for."""
        asked = self.shown.narrowed
        for ring_id, chip in self.chips.items():
            chip.setChecked(ring_id in asked.rings)
        self.status.keep(asked.status)
        self.responsible.keep(asked.responsible)

    def clear(self) -> None:
        """Let everything through again; what was typed is the list's."""
        self.shown.narrow(rings=frozenset(), status="", responsible="")
        self.follow()

    # -- private

    def _make_chips(self, rings: tuple[RingRow, ...]) -> None:
        for chip in self.chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self.chips = {}
        for ring in rings:
            chip = self.chips[ring.id] = RingChip(ring)
            chip.clicked.connect(lambda _on: self._chips_changed())
            self._rings.add(chip)

    def _chips_changed(self) -> None:
        on = frozenset(ring_id for ring_id, chip in self.chips.items() if chip.isChecked())
        self.shown.narrow(rings=on)

    def _offer_names(self, names: list[str]) -> None:
        asked = self.shown.narrowed.responsible
        if asked and asked not in names:
            names = [*names, asked]
        offered = [str(self.responsible.itemData(at)) for at in range(1, self.responsible.count())]
        if offered != names:
            while self.responsible.count() > 1:
                self.responsible.removeItem(1)
            for name in names:
                self.responsible.addItem(name, name)

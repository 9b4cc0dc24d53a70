"""Is the year on screen the running one?"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID, tones
from app.shell.words import Label, wrapped


class YearBand(QFrame):
    """A band above the page while another year than the running one is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAutoFillBackground(True)
        sign = Label()
        icons.put(sign, "info", "on_band")
        self.words = wrapped("", "on_band")
        self.back = QPushButton()
        self.back.setAutoDefault(False)
        self.back.clicked.connect(lambda: context.set_year(context.this_year))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)
        context.year_changed.connect(self._say)
        context.years_changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        context, tr = self._context, self._context.tr
        self.setVisible(context.year != context.this_year)
        if context.year == context.this_year:
            return
        year = year_name(context.year)
        if context.year < context.this_year:
            words = tr(N_("You are looking at {year} as it was. Past years can only be read."), year=year)
        elif context.year in context.drafts:
            words = tr(N_("You are looking at the draft for {year}."), year=year)
        else:
            words = tr(N_("You are looking at {year}, which has not begun."), year=year)
        self.words.setText(words)
        self.back.setText(tr(N_("&Back to {year}"), year=year_name(context.this_year)))
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def _colour(self) -> None:
        palette, colour = self.palette(), QColor(tones().band)
        if palette.color(self.backgroundRole()) != colour:
            palette.setColor(self.backgroundRole(), colour)
            self.setPalette(palette)

"""What must be known before the first school can be opened? Three things, each with an answer ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from app.core import clock
from app.core.errors import UserError, explain
from app.core.i18n import N_, Translator
from app.core.schoolyear import parse_year, year_name, year_of
from app.core.settings import Settings
from app.places import own_folder, shared_folder
from app.shell import icons
from app.shell.dialog import Dialog
from app.shell.words import wrapped


@dataclass(frozen=True)
class Wishes:
    """What was answered; ``folder`` is where the school's file goes. An example needs no answers."""

    name: str
    written_standard: str
    start_year: int
    folder: Path
    example: bool = False


class FirstStart(Dialog):
    """Name, målform and school year; where the data is kept is folded until wanted."""

    def __init__(self, parent: QWidget, tr: Translator, settings: Settings, then: Callable[[Wishes], object]) -> None:
        super().__init__(parent, tr, tr(N_("Welcome to Skolekontoret")))
        self._tr = tr
        self._settings = settings
        self._then = then
        self.body.insertWidget(0, wrapped(tr(N_("Contact lists for the school office. Everything stays on this PC."))))
        self.name = QLineEdit(tr(N_("Our school")))
        self.name.setMaxLength(120)
        self.name.selectAll()
        self.add_field("name", tr(N_("Name of the &school")), self.name)
        self.standard = QComboBox()
        self.standard.addItem(tr(N_("Bokmål")), "nb")
        self.standard.addItem(tr(N_("Nynorsk")), "nn")
        self.standard.setCurrentIndex(1 if tr.language == "nn" else 0)
        self.add_field("written_standard", tr(N_("&Written standard of letters and lists")), self.standard)
        self.year = QLineEdit(year_name(year_of(clock.today())))
        self.add_field("start_year", tr(N_("School &year")), self.year)
        self.folder = QComboBox()
        self.folder.addItem(tr(N_("Only for me, on this PC")), own_folder())
        self.folder.addItem(tr(N_("For everyone who uses this PC")), shared_folder())
        self.more = QPushButton(tr(N_("&More choices")))
        self.more.setAutoDefault(False)
        icons.put(self.more, "chevron-down")
        self.more.clicked.connect(self._unfold)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.example = QPushButton(tr(N_("Look at an &example school")))
        self.example.setAutoDefault(False)
        self.example.clicked.connect(self._choose_example)
        self.buttons.insertWidget(0, self.example)
        self.add_buttons(tr(N_("&Get started")))
        self.rejected.connect(parent.close)

    def submit(self) -> None:
        """Hand on the answers, or say at the field what must be put right."""
        self.clear_errors()
        name = " ".join(self.name.text().split())
        if not name:
            self.refuse(self._tr(N_("Write the name of the school.")), "name")
            return
        try:
            year = parse_year(self.year.text())
        except UserError as error:
            self.refuse(explain(error, self._tr) or "", error.field)
            return
        self._answer(Wishes(name, self.standard.currentData(), year, self.folder.currentData()))

    def _choose_example(self) -> None:
        self._answer(Wishes("", "nb", 0, own_folder(), example=True))

    def _answer(self, wishes: Wishes) -> None:
        self.rejected.disconnect()
        self.accept()
        self._then(wishes)

    def _unfold(self) -> None:
        self.more.hide()
        self.add_field("folder", self._tr(N_("&Keep the data")), self.folder)
        self.folder.setFocus()

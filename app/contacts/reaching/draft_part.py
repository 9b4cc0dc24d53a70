"""What is asked before addresses become a draft: subject, text and a file that goes along?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from app.core.i18n import N_, Translator
from app.core.identity import holds_identity_number
from app.shell import icons
from app.shell.dialog import choose_file
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, without_mnemonic

LINES = 5  # of the text that are in sight


class DraftPart(Fold):
    """Folded away until a draft is wanted; ``save`` is called when everything is right."""

    def __init__(self, tr: Translator, save: Callable[[], object]) -> None:
        super().__init__(tr, tr(N_("Draft in Outlook (.eml)")))
        self._said = tr
        self._save = save
        self._attachment: Path | None = None
        self._fields()
        self._file_row()
        self.error = ErrorLine()
        self.save_button = QPushButton(tr(N_("Save &draft …")))
        icons.put(self.save_button, "save")
        self.save_button.clicked.connect(self._check)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.form.addRow("", self.error)
        self.form.addRow("", row)
        self.body.addLayout(self.form)
        self.unfolded.connect(lambda is_open: self.subject.setFocus() if is_open else None)

    @property
    def attachment(self) -> Path | None:
        """The file that goes along, if one was chosen."""
        return self._attachment

    def take(self, path: Path | None) -> None:
        """Let a file go along, or none."""
        self._attachment = path
        self.file_name.setText(path.name if path is not None else self._said(N_("no file")))
        self.drop_file.setVisible(path is not None)

    def refuse(self, words: str) -> None:
        """Say what must be put right."""
        self.error.say(words)

    def _fields(self) -> None:
        tr = self._said
        self.form = QFormLayout()
        self.form.setSpacing(GRID)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.subject = QLineEdit()
        self.subject.setMaxLength(200)
        give_menu(self.subject, tr)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(LINES * self.text.fontMetrics().lineSpacing() + 2 * GRID)
        for label, control in ((tr(N_("&Subject")), self.subject), (tr(N_("Te&xt")), self.text)):
            self._add(label, control)

    def _file_row(self) -> None:
        tr = self._said
        self.choose = QPushButton(tr(N_("&Attachment …")))
        icons.put(self.choose, "folder-open")
        self.choose.clicked.connect(self._choose)
        self.file_name = Label("", "muted")
        self.drop_file = QToolButton()
        self.drop_file.setAutoRaise(True)
        self.drop_file.setAccessibleName(tr(N_("Without attachment")))
        self.drop_file.setToolTip(tooltip(tr(N_("Without attachment"))))
        icons.put(self.drop_file, "x")
        self.drop_file.clicked.connect(lambda: self.take(None))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.choose, self.file_name, self.drop_file):
            row.addWidget(widget)
        row.addStretch(1)
        self.form.addRow("", row)
        self.take(None)

    def _add(self, label: str, control: QWidget) -> None:
        words = Label(label)
        words.setBuddy(control)
        control.setAccessibleName(without_mnemonic(label))
        self.form.addRow(words, control)

    def _choose(self) -> None:
        tr = self._said
        choose_file(self, tr, tr(N_("Attachment")), tr(N_("All files (*)")), self.take)

    def _check(self) -> None:
        """No national identity number in an e-mail; a subject, since one without is taken for spam."""
        tr = self._said
        self.error.clear()
        if not self.subject.text().strip():
            self.subject.setFocus()
            self.refuse(tr(N_("Write what it is about.")))
            return
        for control, text in ((self.subject, self.subject.text()), (self.text, self.text.toPlainText())):
            if holds_identity_number(text):
                control.setFocus()
                self.refuse(tr(N_("A fødselsnummer must never stand in an e-mail. Leave it out.")))
                return
        self._save()

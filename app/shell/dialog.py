"""How is one decision asked for, in our own words (Qt has no bokmål)?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.shell.error_line import ErrorLine
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

NARROWEST = 52 * GRID


class Dialog(QDialog):
    """Title, ``form`` (or anything added to ``body``), an error line and our buttons; shown with ``open()``.

    ``submit`` is called by the default button; it closes the dialog itself (``accept``) or calls ``refuse``, which is
    what ``Context.do`` takes as ``on_error``: the sentence is shown under the field it is about and nothing is lost.
    """

    def __init__(self, parent: QWidget | None, tr: Translator, title: str) -> None:
        super().__init__(parent)
        self._words = tr
        self._fields: dict[str, tuple[QWidget, ErrorLine]] = {}
        self._rows: dict[str, int] = {}
        self._is_snug = False  # no higher than it must be, just before something in it comes or goes
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(NARROWEST)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        outer.setSpacing(2 * GRID)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        outer.addLayout(self.body, 1)
        self.form = QFormLayout()
        self.form.setSpacing(GRID)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(self.form)
        self.error = ErrorLine()
        outer.addWidget(self.error)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def changeEvent(self, event: QEvent) -> None:
        """Let the focus be seen from the start: Fusion marks a choice only once somebody has used Tab."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self, self._mark_focus)

    def _mark_focus(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        focused = self.focusWidget()
        if focused is not None:
            focused.update()

    def add_field(self, name: str, label: str, control: QWidget) -> None:
        """Add a labelled control; an error about the field ``name`` is shown right under it."""
        words = Label(label)
        words.setBuddy(control)
        control.setAccessibleName(label.replace("&", ""))
        if isinstance(control, QLineEdit):
            give_menu(control, self._words)
        line = ErrorLine()
        cell = QVBoxLayout()
        cell.setSpacing(GRID // 2)
        cell.addWidget(control)
        cell.addWidget(line)
        self._rows[name] = self.form.rowCount()
        self.form.addRow(words, cell)
        self._fields[name] = (control, line)

    def show_field(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label; what is hidden is not asked."""
        self._keep_snug()
        control, line = self._fields[name]
        self.form.setRowVisible(self._rows[name], visible)
        control.setVisible(visible)
        line.setVisible(visible and bool(line.text))
        QTimer.singleShot(0, self.make_room)

    def add_buttons(self, yes: str, no: str | None = None, *, danger: bool = False) -> QPushButton:
        """Add the default button, called ``yes``, and the one that leaves everything as it was."""
        accept = QPushButton(yes)
        accept.setDefault(not danger)
        accept.clicked.connect(lambda: self.submit())
        reject = QPushButton(self._words(N_("Cancel")) if no is None else no)
        reject.setAutoDefault(danger)
        reject.setDefault(danger)
        reject.clicked.connect(self.reject)
        self.buttons.addWidget(accept)
        self.buttons.addWidget(reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        return accept

    def submit(self) -> None:
        """Do what the dialog is for."""
        self.accept()

    def refuse(self, words: str, field: str | None = None) -> None:
        """Show why it cannot be done, at the field it is about, and put the focus there."""
        self._keep_snug()
        self.clear_errors()
        if field in self._fields:
            control, line = self._fields[str(field)]
            line.say(words)
            control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.error.say(words)
        QTimer.singleShot(0, self.make_room)

    def make_room(self) -> None:
        """Grow until nothing is cut: a window never asks how high lines that wrap are at its width.

        What a field or a sentence that is gone took is given back, unless the user has made the window higher.
        """
        wanted = self._wanted_height()
        self.resize(self.width(), wanted if self._is_snug else max(self.height(), wanted))
        self._is_snug = False

    def _keep_snug(self) -> None:
        """Note whether the height is ours to change: Qt grows a window on the way and never takes it back."""
        if self.isVisible() and not self._is_snug:
            self._is_snug = self.height() <= self._wanted_height()

    def _wanted_height(self) -> int:
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        by_width = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
        return max(by_width, layout.totalMinimumSize().height() if by_width else layout.totalSizeHint().height())

    def clear_errors(self) -> None:
        self.error.clear()
        for _control, line in self._fields.values():
            line.clear()


def ask(
    parent: QWidget,
    tr: Translator,
    *,
    title: str,
    text: str,
    yes: str,
    then: Callable[[], object],
    no: str | None = None,
    danger: bool = False,
) -> Dialog:
    """Ask one question; ``then`` is called on yes. A dangerous yes is not the default button."""
    dialog = Dialog(parent, tr, title)
    words = wrapped(text)
    words.setMinimumWidth(NARROWEST - 6 * GRID)
    dialog.body.insertWidget(0, words)
    dialog.add_buttons(yes, no, danger=danger)
    dialog.accepted.connect(lambda: then())
    dialog.open()
    return dialog


class _ReasonDialog(Dialog):
    def __init__(
        self, parent: QWidget, tr: Translator, title: str, text: str, yes: str, then: Callable[[str], object]
    ) -> None:
        super().__init__(parent, tr, title)
        self._then = then
        self.body.insertWidget(0, wrapped(text))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.add_field("reason", tr(N_("&Reason")), self.reason)
        self.add_buttons(yes)

    def submit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.refuse(self._words(N_("Write why, in a few words. It is kept in the history.")), "reason")
            return
        try:
            self._then(reason)
        except UserError as error:
            self.refuse(self._words(error.message, **error.values), error.field)
            return
        self.accept()


def ask_reason(
    parent: QWidget, tr: Translator, *, title: str, text: str, yes: str, then: Callable[[str], object]
) -> Dialog:
    """Ask for a reason before something that is noted; ``then`` gets it, and may refuse it with a UserError."""
    dialog = _ReasonDialog(parent, tr, title, text, yes, then)
    dialog.open()
    return dialog


def choose_file(
    parent: QWidget, tr: Translator, title: str, kinds: str, then: Callable[[Path], object], folder: str = ""
) -> QFileDialog:
    """Let the user choose a file to read. ``kinds`` is Qt's filter text, “Excel (*.xlsx);;…”."""
    dialog = _file_dialog(parent, tr, title, kinds, folder, tr(N_("&Open")))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def choose_folder(
    parent: QWidget, tr: Translator, title: str, then: Callable[[Path], object], folder: str = ""
) -> QFileDialog:
    """Let the user choose a folder to read."""
    dialog = _file_dialog(parent, tr, title, "", folder, tr(N_("&Open")))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog


def choose_target(
    parent: QWidget, tr: Translator, title: str, kinds: str, name: str, then: Callable[[Path], object], folder: str = ""
) -> QFileDialog:
    """Let the user choose where to save; ``name`` is proposed, with its ending."""
    dialog = _file_dialog(parent, tr, title, kinds, folder, tr(N_("&Save")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog


def _file_dialog(parent: QWidget, tr: Translator, title: str, kinds: str, folder: str, accept: str) -> QFileDialog:
    if not folder or not Path(folder).is_dir():
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for part, words in (
        (QFileDialog.DialogLabel.LookIn, tr(N_("Folder:"))),
        (QFileDialog.DialogLabel.FileName, tr(N_("File &name:"))),
        (QFileDialog.DialogLabel.FileType, tr(N_("Kind of file:"))),
        (QFileDialog.DialogLabel.Accept, accept),
        (QFileDialog.DialogLabel.Reject, tr(N_("&Cancel"))),
    ):
        dialog.setLabelText(part, words)
    return dialog

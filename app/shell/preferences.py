"""What can the user choose about the program itself?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from app.core.i18n import N_, Translator, system_language
from app.shell import theme
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.theme import TEXT_SIZES, tones
from app.shell.words import Label, tooltip

LANGUAGE = "language"
LOOK = "look"
TEXT_SIZE = "text_size"
WHO = "who"


class PreferencesDialog(Dialog):
    """Language, look, text size and name; each takes effect at once."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Preferences")))
        self._context = context
        settings = context.settings
        self.language = _choice(
            (
                ("", tr(N_("As the system"))),
                ("nb", "Norsk bokmål"),
                ("nn", "Norsk nynorsk"),
                ("en", "English"),
            ),
            settings.get(LANGUAGE, ""),
        )
        self.look = _choice(
            (("system", tr(N_("As the system"))), ("light", tr(N_("Light"))), ("dark", tr(N_("Dark")))),
            settings.get(LOOK, "system"),
        )
        self.text_size = _choice(tuple((size, f"{size} %") for size in TEXT_SIZES), settings.get(TEXT_SIZE, 100))
        self.who = QLineEdit(settings.get(WHO, ""))
        self.who.setMaxLength(80)
        self.add_field("language", tr(N_("&Language of the window")), self.language)
        self.add_field("look", tr(N_("L&ook")), self.look)
        self.add_field("text_size", tr(N_("&Text size")), self.text_size)
        self.add_field("who", tr(N_("Your &name, written in the history")), self.who)
        if context.store is not None:
            from db.backup import folder_of

            file = context.store.path
            for words, folder in ((tr(N_("Data folder")), file.parent), (tr(N_("Backup folder")), folder_of(file))):
                self.form.addRow(Label(words), FolderLabel(str(folder), words, tr))
        close = QPushButton(tr(N_("&Close")))
        close.setDefault(True)
        close.clicked.connect(self.submit)
        self.buttons.addWidget(close)
        self.language.activated.connect(self._take_language)
        self.look.activated.connect(self._take_look)
        self.text_size.activated.connect(self._take_text_size)
        self.who.editingFinished.connect(self._take_who)

    def submit(self) -> None:
        self._take_who()
        self.accept()

    def reject(self) -> None:
        self._take_who()
        super().reject()

    def _take_language(self) -> None:
        choice = self.language.currentData()
        self._context.settings.set(LANGUAGE, choice)
        language = choice or system_language()
        if language != self._context.tr.language:
            parent = self.parentWidget()
            self._take_who()
            self.accept()
            self._context.set_language(language)
            if parent is not None:
                PreferencesDialog(parent, self._context).open()

    def _take_look(self) -> None:
        self._context.settings.set(LOOK, self.look.currentData())
        self._context.settings.set(TEXT_SIZE, self.text_size.currentData())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.look.currentData(), self.text_size.currentData())

    def _take_text_size(self) -> None:
        self._take_look()
        self._context.build_anew()

    def _take_who(self) -> None:
        who = self.who.text().strip()
        self._context.settings.set(WHO, who)
        if self._context.store is not None and who:
            self._context.store.who = who


def _choice(choices: tuple[tuple[object, str], ...], now: object) -> QComboBox:
    box = QComboBox()
    for code, words in choices:
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(now)))
    return box


class FolderLabel(Label):
    """A folder, shortened in the middle where there is no room for all of it; its menu copies the whole of it."""

    def __init__(self, folder: str, words: str, tr: Translator) -> None:
        super().__init__()
        self.folder = folder
        self.setAccessibleName(f"{words}: {folder}")
        self.setToolTip(tooltip(folder))
        self.copy_action = QAction(tr(N_("&Copy")), self)
        self.copy_action.triggered.connect(lambda: QGuiApplication.clipboard().setText(folder))
        self.addAction(self.copy_action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.folder, Qt.TextElideMode.ElideMiddle, self.width())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.folder), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        box = self.rect()
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.shown)
        if self.hasFocus():
            painter.setPen(QColor(tones(self).link))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

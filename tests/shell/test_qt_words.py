"""Qt's own dialogs, menus and names of keys speak the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.shell.dialog import choose_file, choose_target
from app.shell.qt_words import QtSpeech

SAME_IN_ALL = {"1 (1x1)", "2 (2x1)", "4 (2x2)", "6 (2x3)", "9 (3x3)", "16 (4x4)", "mm", "...", "Form", "Show "}
RARE = ("Pica", "Cicero", "Didot")  # units nobody here measures a margin in


class Listening(QTranslator):
    """Takes down what Qt asks for that nobody before it knew."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown: set[tuple[str, str]] = set()

    def translate(self, context: str, source: str, _comment: str | None = None, _n: int = -1) -> str | None:
        self.unknown.add((context, source))
        return None


@pytest.fixture
def speech() -> Iterator[QtSpeech]:
    speech = QtSpeech()
    yield speech
    speech.speak(translator("en"))


def _left_arrow() -> str:
    return QKeySequence("Alt+Left").toString(QKeySequence.SequenceFormat.NativeText)


def test_the_names_of_keys_follow_the_language(qtbot: QtBot, speech: QtSpeech) -> None:
    for language, words in (("nb", "Alt+Pil venstre"), ("nn", "Alt+Pil venstre"), ("en", "Alt+Left")):
        speech.speak(translator(language))
        assert _left_arrow() == words


def test_nynorsk_has_the_words_of_qt_and_ours(qtbot: QtBot, speech: QtSpeech) -> None:
    speech.speak(translator("nn"))
    assert QCoreApplication.translate("QPrintSettingsOutput", "Copies") == "Eksemplar"
    assert QCoreApplication.translate("QPageSetupWidget", "Page &order:") == "Side&rekkjefølgje:"
    assert QCoreApplication.translate("QShortcut", "Caps Lock") == "Caps Lock"
    speech.speak(translator("en"))
    assert QCoreApplication.translate("QPrintSettingsOutput", "Copies") == "Copies"


def test_the_dialogs_of_qt_ask_for_nothing_that_has_no_bokmal(qtbot: QtBot, speech: QtSpeech, tmp_path: Path) -> None:
    listening = Listening()
    QCoreApplication.installTranslator(listening)  # the first one installed is asked last
    speech.speak(translator("nb"))
    for accept in (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave):
        files = QFileDialog(None, "", str(tmp_path))
        qtbot.addWidget(files)
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setAcceptMode(accept)
        files.show()
    asked = QMessageBox()
    qtbot.addWidget(asked)
    button = QMessageBox.StandardButton
    asked.setStandardButtons(button.Yes | button.No | button.Ok | button.Cancel | button.Save | button.Close)
    asked.show()
    field = QLineEdit("x")
    qtbot.addWidget(field)
    field.createStandardContextMenu()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    QDialog.open(dialog)
    qtbot.wait(20)
    QCoreApplication.removeTranslator(listening)
    missing = {
        (context, source)
        for context, source in listening.unknown
        if context.startswith(("QFile", "QPrint", "QPageSetup", "QPlatform", "QLineEdit", "QMessageBox", "QDialog"))
        and source not in SAME_IN_ALL
        and not source.startswith((*RARE, "Alt+"))
    }
    assert missing == set()


def test_files_are_looked_for_in_documents_where_nothing_is_remembered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Dokumenter"
    remembered = tmp_path / "Lister"
    documents.mkdir()
    remembered.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    parent = QWidget()
    qtbot.addWidget(parent)
    tr = translator("nb")
    for folder, expected in (("", documents), (str(remembered), remembered), (str(tmp_path / "gone"), documents)):
        for dialog in (
            choose_file(parent, tr, "Open", "Excel (*.xlsx)", print, folder),
            choose_target(parent, tr, "Save", "Excel (*.xlsx)", "5A.xlsx", print, folder),
        ):
            assert Path(dialog.directory().absolutePath()) == expected
            dialog.reject()

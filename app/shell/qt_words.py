"""What does Qt itself say, in its own dialogs, in the window's language?

Qt has no bokmål, and its nynorsk lacks words. Where the system has file and print dialogs of its own, they are used.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from app.core.i18n import N_, Translator

WORDS = frozenset(
    (
        N_("%1 already exists.\nDo you want to overwrite it?"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1 is a directory.\nPlease choose a different file name."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("&Copy"),
        N_("&Delete"),
        N_("&Look in:"),
        N_("&Name:"),
        N_("&New Folder"),
        N_("&No"),
        N_("&Open"),
        N_("&Options <<"),
        N_("&Options >>"),
        N_("&Paste"),
        N_("&Print"),
        N_("&Redo"),
        N_("&Rename"),
        N_("&Save"),
        N_("&Select All"),
        N_("&Step up"),
        N_("&Undo"),
        N_("&Yes"),
        N_("All Files (*)"),
        N_("All Pages"),
        N_("Apply"),
        N_("Are you sure you want to delete '%1'?"),
        N_("Back"),
        N_("Bottom to Top, Left to Right"),
        N_("Bottom to Top, Right to Left"),
        N_("Cancel"),
        N_("Change to detail view mode"),
        N_("Change to list view mode"),
        N_("Close"),
        N_("Collate"),
        N_("Color"),
        N_("Color Mode"),
        N_("Computer"),
        N_("Copies"),
        N_("Copies:"),
        N_("Could not delete directory."),
        N_("Create New Folder"),
        N_("Create a New Folder"),
        N_("Cu&t"),
        N_("Current Page"),
        N_("Custom"),
        N_("Date Modified"),
        N_("Delete"),
        N_("Detail View"),
        N_("Directories"),
        N_("Directory:"),
        N_("Double Sided Printing"),
        N_("Drive"),
        N_("Even Pages"),
        N_("File"),
        N_("File %1 is not writable.\nPlease choose a different file name."),
        N_("File &name:"),
        N_("Files"),
        N_("Files of &type:"),
        N_("Folder"),
        N_("Forward"),
        N_("Go back"),
        N_("Go forward"),
        N_("Go to the parent directory"),
        N_("Grayscale"),
        N_("Height:"),
        N_("Help"),
        N_("Inches (in)"),
        N_("Landscape"),
        N_("Left to Right, Bottom to Top"),
        N_("Left to Right, Top to Bottom"),
        N_("List View"),
        N_("List of places and bookmarks"),
        N_("Local file"),
        N_("Location:"),
        N_("Long side binding"),
        N_("Margins"),
        N_("Millimeters (mm)"),
        N_("Name"),
        N_("New Folder"),
        N_("OK"),
        N_("Odd Pages"),
        N_("Off"),
        N_("Open"),
        N_("Options"),
        N_("Orientation"),
        N_("Output &file:"),
        N_("Output Settings"),
        N_("P&roperties"),
        N_("Page &Set:"),
        N_("Page &order:"),
        N_("Page Layout"),
        N_("Page Setup"),
        N_("Page size:"),
        N_("Pages"),
        N_("Pages &per sheet:"),
        N_("Pages from"),
        N_("Paper"),
        N_("Paper source:"),
        N_("Parent Directory"),
        N_("Points (pt)"),
        N_("Portrait"),
        N_("Preview"),
        N_("Print"),
        N_("Print all"),
        N_("Print range"),
        N_("Print to File (PDF)"),
        N_("Printer"),
        N_("Recent Places"),
        N_("Remove"),
        N_("Reverse"),
        N_("Reverse landscape"),
        N_("Reverse portrait"),
        N_("Right to Left, Bottom to Top"),
        N_("Right to Left, Top to Bottom"),
        N_("Save"),
        N_("Save As"),
        N_("Scroll Left"),
        N_("Scroll Right"),
        N_("Select All"),
        N_("Selection"),
        N_("Short side binding"),
        N_("Show &hidden files"),
        N_("Sidebar"),
        N_("Size"),
        N_(
            "Specify pages or ranges separated by commas. Ranges are specified by two numbers "
            "separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
        ),
        N_("Step &down"),
        N_("The 'From' value cannot be greater than the 'To' value."),
        N_("Top to Bottom, Left to Right"),
        N_("Top to Bottom, Right to Left"),
        N_("Type"),
        N_("Type:"),
        N_("Width:"),
        N_("Write PDF file"),
        N_("bottom margin"),
        N_("left margin"),
        N_("right margin"),
        N_("to"),
        N_("top margin"),
    )
)
KEYS = frozenset(
    (
        N_("Backspace"),
        N_("Del"),
        N_("Down"),
        N_("Ins"),
        N_("Left"),
        N_("PgDown"),
        N_("PgUp"),
        N_("Right"),
        N_("Space"),
        N_("Up"),
    )
)
"""Names of keys; the same words mean something else elsewhere."""


class QtWords(QTranslator):
    """Answers Qt from our own catalogue; what is not in it is Qt's to say."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = tr

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:  # None, and only None, lets Qt ask the next one
        known = KEYS if context == "QShortcut" else WORDS
        return self._words(source) if context.startswith("Q") and source in known else None


class QtSpeech(QObject):
    """Which translators are installed for the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._installed: list[QTranslator] = []

    def speak(self, tr: Translator) -> None:
        """Let Qt speak the language of ``tr`` from now on."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        if tr.language == "nn":
            own = QTranslator(self)
            if own.load("qtbase_nn", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._installed.append(own)
        if tr.language != "en":
            self._installed.append(QtWords(tr, self))
        for translator in self._installed:  # the last one is asked first
            QCoreApplication.installTranslator(translator)

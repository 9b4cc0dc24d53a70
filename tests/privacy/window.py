"""What does the window say: to the eye, to a screen reader, in its titles and hints, in its lists and menus?"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_TEXTS = ("text", "toPlainText", "placeholderText", "title", "currentText", "words")


def everything_said() -> list[str]:
    """Return every text in every window there is, hidden parts too; what was closed goes first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [text for window in QApplication.topLevelWidgets() for text in said_by(window) if text]


def titles() -> list[str]:
    """Return what the system and the task bar show of every window, and the names that widgets have."""
    found = [window.windowTitle() for window in QApplication.topLevelWidgets()]
    found += [f"{window.title()} {window.objectName()}" for window in QGuiApplication.allWindows()]
    found += [widget.objectName() for widget in QApplication.allWidgets()]
    return [*found, QApplication.applicationDisplayName(), QApplication.applicationName()]


def said_by(root: QWidget) -> Iterator[str]:
    """Yield every text of a widget and all in it."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        for name in _TEXTS:
            text = getattr(widget, name, None)
            said = text() if callable(text) else text
            if isinstance(said, str):
                yield said
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(widget.model())
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip(), action.iconText())


def copied() -> str:
    """Return all that is on the clipboard, in each of its formats."""
    data = QGuiApplication.clipboard().mimeData()
    parts = [data.text(), data.html()]
    parts += [bytes(data.data(kind).data()).decode("utf-8", "replace") for kind in data.formats()]
    return "\n".join(parts)


def _cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = QModelIndex() if parent is None else parent
    for row in range(model.rowCount(above)):
        for column in range(_columns(model, above)):
            index = model.index(row, column, above)
            yield from (str(said) for role in _ROLES if (said := index.data(role)))
        first = model.index(row, 0, above)
        if model.rowCount(first):
            yield from _cells(model, first)


def _columns(model: QAbstractItemModel, above: QModelIndex) -> int:
    try:
        return model.columnCount(above)
    except TypeError:  # Qt's models of one column hide it
        return 1

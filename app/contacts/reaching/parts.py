"""What does the panel that reaches everybody consist of: rows to copy, and lists of people with the reason?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.contacts.reaching.rules import PROTECTED, REASONS, Recipient, said_about
from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.announce import announce
from app.shell.theme import GRID
from app.shell.words import Label

HEADS = (N_("Name"), N_("About"), N_("Why"), N_("Phone"))
WAYS = (N_("Name"), N_("About"), N_("How"))
MOST_ROWS = 10  # of a list that are in sight


class CopyRow(QWidget):
    """What can be copied, in words, with a button; a tick when it was."""

    def __init__(self, tr: Translator, words: str, button: str, spoken: str, copy: Callable[[], bool]) -> None:
        super().__init__()
        self._copy = copy
        self.button = QPushButton(button)
        self.button.setAccessibleName(spoken)
        icons.put(self.button, "copy")
        self.button.clicked.connect(self._do)
        self.sign = Label()
        icons.put(self.sign, "check", "link", 16)
        self.done = Label(tr(N_("Copied")), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.button)
        row.addWidget(Label(words))
        for part in (self.sign, self.done):
            row.addWidget(part)
            part.hide()
        row.addStretch(1)

    def _do(self) -> None:
        if self._copy():
            self.sign.show()
            self.done.show()
            announce(self, self.done.text())


class _Roomy(QStyledItemDelegate):
    """Rows that are as generous as in the other lists."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * GRID, GRID)


class PeopleTree(QTreeWidget):
    """A list of people with the reason why they are on it, or how they are reached; as high as it needs to be."""

    def __init__(self, tr: Translator, name: str, heads: Sequence[str] = HEADS) -> None:
        super().__init__()
        self._words = tr
        self._cells = cells if heads == HEADS else ways
        self.setColumnCount(len(heads))
        self.setHeaderLabels([tr(head) for head in heads])
        self.setRootIsDecorated(False)
        self.setItemDelegate(_Roomy(self))
        self.setUniformRowHeights(True)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)

    def fill(self, people: Sequence[Recipient]) -> None:
        """Show people; the mark of a protected one is for the screen alone."""
        self.clear()
        for one in people:
            item = QTreeWidgetItem(self, self._cells(one, self._words))
            if one.reason == PROTECTED:
                item.setText(2, self._words(N_("Address protection: contact through the office")))
        rows = min(MOST_ROWS, len(people))
        height = self.sizeHintForRow(0) if people else 0
        self.setFixedHeight(self.header().sizeHint().height() + rows * height + 2 * self.frameWidth() + 2)


def cells(one: Recipient, tr: Translator) -> list[str]:
    """Return a row of such a list: name, about whom, why, and the phones there are."""
    return [one.person.name, said_about(one), tr(REASONS[one.reason]), ", ".join(map(tr.phone, one.phones))]


def ways(one: Recipient, tr: Translator) -> list[str]:
    """Return a row of the list of everybody: name, about whom, and how they are reached or why not."""
    way = one.email or (f"SMS {tr.phone(one.phone)}" if one.phone else tr(REASONS[one.reason]))
    if one.is_revealed:  # asked for to be written to, not to be read here
        way = tr(N_("E-mail, protected")) if one.email else tr(N_("SMS, protected"))
    return [one.person.name, said_about(one), way]


def labelled(words: str, control: QWidget) -> QWidget:
    """Return a control with words before it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(Label(words))
    row.addWidget(control)
    row.addStretch(1)
    return box


def button(words: str, icon: str, call: Callable[[], object]) -> QPushButton:
    """Return a button with a picture."""
    made = QPushButton(words)
    icons.put(made, icon)
    made.clicked.connect(lambda: call())
    return made

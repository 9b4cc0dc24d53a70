"""How are names typed in a cell, and found among the class's own as one types?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.core.i18n import N_, Translator
from app.elections.grid.typed import AGAIN, NOBODY, Choice, called, matching, tokens
from app.shell.announce import announce
from app.shell.menus import give_menu
from app.shell.theme import GRID

MOST = 8
"""How many are proposed at a time."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_CODE = Qt.ItemDataRole.UserRole


class Asked(NamedTuple):
    """What a cell was left with: whom it names, nobody for a vacant one, None where nothing is said."""

    people: tuple[int, ...] | None


class CellEditor(QLineEdit):
    """One cell while it is typed in, with the proposals under it.

    ``left`` carries where to go then: next, before, class, below or stay.
    """

    left = Signal(str)
    cancelled = Signal()
    same_again = Signal()
    unknown = Signal(str)  # what is done about somebody who is not found: new or open

    def __init__(self, parent: QWidget, tr: Translator, choices: Sequence[Choice], number: int, labels: str) -> None:
        super().__init__(parent)
        self.tr_ = tr
        self.choices = choices
        self.number = number
        self.class_name = ""
        self.of_pupils = False
        self._leaving = False
        self._first = labels
        self.proposals = QListWidget(parent)
        self.proposals.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.proposals.setUniformItemSizes(True)
        self.proposals.setFrameShape(QFrame.Shape.StyledPanel)
        self.proposals.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.proposals.setAccessibleName(tr(N_("Proposals")))
        self.proposals.itemClicked.connect(self._clicked)
        self.proposals.currentItemChanged.connect(self._say_proposal)
        self.proposals.hide()
        self.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        give_menu(self, tr)
        self.setText(labels)
        self.textEdited.connect(lambda _text: self.propose())

    # -- what is typed

    @property
    def unsaved(self) -> bool:
        """Whether something else stands here than when it was begun."""
        return self.text().strip() != self._first

    @property
    def token(self) -> str:
        """The name the cursor is in."""
        before = self.text()[: self.cursorPosition()]
        return before[self._token_start() :].strip()

    def begin(self, typed: str) -> None:
        """Begin with what was typed in place of what stands there."""
        self.setText(typed)
        self.propose()

    def propose(self) -> None:
        """Show who matches what is typed, the best one chosen."""
        self.proposals.clear()
        typed = self.token
        taken = [choice.id for choice in map(self._called, tokens(self.text())) if choice is not None]
        if typed and self._called(typed) is None and typed not in NOBODY:
            found = [choice for choice in matching(self.choices, typed) if choice.id not in taken]
            for choice in found[:MOST]:
                self._add_line(f"{choice.name}   {choice.about}" if choice.about else choice.name, choice.id)
            if found:
                self.proposals.setCurrentRow(0)
            elif not means_nobody(self.text()):
                self._propose_what_to_do(typed)
        self.place_proposals()

    def resolve(self) -> Asked | str:
        """Return whom the cell names, or a sentence that says why that cannot be told."""
        text = self.text().strip()
        if not text:
            return Asked(None)
        if text in NOBODY or fold_is_vacant(text, self.tr_):
            return Asked(())
        people: list[int] = []
        for name in tokens(text):
            choice = self._called(name)
            if choice is None:
                found = matching(self.choices, name)
                if not found and means_nobody(text):
                    return Asked(())
                if len(found) != 1:
                    return self._say_unknown(name, len(found))
                choice = found[0]
            if choice.id not in people:
                people.append(choice.id)
        if len(people) > self.number:
            return self.tr_.n("There is room for {n} name here.", "There is room for {n} names here.", self.number)
        return Asked(tuple(people))

    def take(self) -> bool:
        """Put the proposal that is chosen in place of what was typed; False if there is none."""
        item = self.proposals.currentItem()
        code = item.data(_CODE) if item is not None and not self.proposals.isHidden() else None
        if isinstance(code, str):
            self.unknown.emit(code)
            return False
        choice = next((one for one in self.choices if one.id == code), None)
        if choice is None:
            return False
        start, after = self._token_start(), self.text()[self.cursorPosition() :]
        rest = after[after.index(",") :] if "," in after else ""
        lead = " " if start else ""
        self.setText(self.text()[:start] + lead + choice.label + rest)
        self.setCursorPosition(start + len(lead + choice.label))
        self.propose()
        return True

    def place_proposals(self) -> None:
        """Put the proposals under the cell, or above where there is no room below."""
        number = self.proposals.count()
        if not number:
            self.proposals.hide()
            return
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else QRect()
        height = number * self.proposals.sizeHintForRow(0) + 2 * self.proposals.frameWidth()
        metrics = self.proposals.fontMetrics()
        widest = max(metrics.horizontalAdvance(self.proposals.item(row).text()) for row in range(number))
        width = min(room.width(), max(self.width(), widest + 3 * GRID))
        left = min(self.x(), room.width() - width)
        top = self.geometry().bottom() + 1
        if top + height > room.height() and self.y() - height >= 0:
            top = self.y() - height
        self.proposals.setGeometry(left, top, width, height)
        self.proposals.show()
        self.proposals.raise_()

    def leave(self, where: str) -> None:
        """Leave the cell; whoever shows it stores what stands there, or keeps it open."""
        if self._leaving:
            return
        self._leaving = True
        try:
            self.left.emit(where)
        finally:
            self._leaving = False

    # -- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undoing and not self.unsaved:
                event.ignore()  # the program's own undo
                return False
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in tabs:
            self._take_and_leave("before" if event.key() == Qt.Key.Key_Backtab else "next")
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, typed = event.key(), event.text()
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take_and_leave("class")
        elif key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in _LIST_KEYS:
            self._move(key)
        elif typed and typed in NOBODY and not self.text().strip():
            self.setText(typed)
            self.leave("next")
        elif typed and typed in AGAIN and not self.text().strip():
            self.same_again.emit()
        elif typed == "," and self.token and self._called(self.token) is None and self.take():
            self.insert(", ")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.leave("stay")

    # -- private

    def _called(self, words: str) -> Choice | None:
        return called(self.choices, words)

    def _token_start(self) -> int:
        before = self.text()[: self.cursorPosition()]
        return max(before.rfind(","), before.rfind(";")) + 1

    def _enter(self) -> None:
        waiting = not self.proposals.isHidden() and self.proposals.currentItem() is not None
        if waiting and not self.take():
            return
        asked = self.resolve()
        if waiting and isinstance(asked, Asked) and len(asked.people or ()) < self.number:
            self.end(False)
            self.insert(", ")
            self.propose()
        else:
            self.leave("next")

    def _take_and_leave(self, where: str) -> None:
        if not self.proposals.isHidden() and isinstance(self._chosen_code(), int):
            self.take()
        self.leave(where)

    def _chosen_code(self) -> object:
        item = self.proposals.currentItem()
        return item.data(_CODE) if item is not None else None

    def _move(self, key: int) -> None:
        if self.proposals.isHidden():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.leave("below" if key == Qt.Key.Key_Down else "above")
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -MOST, Qt.Key.Key_PageDown: MOST}
        at, last = self.proposals.currentRow() + step[Qt.Key(key)], self.proposals.count() - 1
        first = 0 if self.proposals.item(0).flags() & Qt.ItemFlag.ItemIsEnabled else 1
        self.proposals.setCurrentRow(min(max(at, first), last))

    def _say_proposal(self, item: QListWidgetItem | None, _before: object = None) -> None:
        """Let a screen reader say who is proposed: the focus stays in the cell."""
        if item is not None:
            announce(self, item.text())

    def _clicked(self, item: QListWidgetItem) -> None:
        self.proposals.setCurrentItem(item)
        self._enter()

    def _add_line(self, words: str, code: object) -> None:
        item = QListWidgetItem(words)
        item.setData(_CODE, code)
        item.setSizeHint(self._line_size())
        self.proposals.addItem(item)

    def _propose_what_to_do(self, typed: str) -> None:
        tr = self.tr_
        nobody = tr(N_("Nobody in {class_name} is called “{name}”"), class_name=self.class_name, name=typed)
        item = QListWidgetItem(nobody)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(self._line_size())
        self.proposals.addItem(item)
        words = N_("New pupil in {class_name} …") if self.of_pupils else N_("New guardian in {class_name} …")
        self._add_line(tr(words, class_name=self.class_name), "new")
        self._add_line(tr(N_("Open {class_name} in Contacts"), class_name=self.class_name), "open")

    def _line_size(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + GRID)

    def _say_unknown(self, name: str, number: int) -> str:
        if number:
            words = N_("More than one in {class_name} matches “{name}”. Choose one of them, or type more letters.")
        else:
            words = N_(
                "Nobody in {class_name} is called “{name}”. Add somebody new, or open the class and look for the child."
            )
        return self.tr_(words, class_name=self.class_name, name=name)


def fold_is_vacant(text: str, tr: Translator) -> bool:
    """Say whether the word for a vacant place was typed, or stands there from before."""
    return text.casefold() == tr(N_("vacant")).casefold()


def means_nobody(text: str) -> bool:
    """Say whether one of the words was typed that mean the same in a file of results: "ingen ville", "ledig" …"""
    from app.contacts.imports.tables.headers import normalise
    from app.elections.imports.ballots import NOBODY as WORDS

    return normalise(text) in WORDS

"""How is the list of people narrowed without typing: by role, place at the school, and what is missing or special?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.contacts.rules import (
    EXTERNAL,
    GUARDIAN,
    INTERPRETER,
    LEFT,
    NO_EMAIL,
    NO_PHONE,
    NO_RESPONSIBILITY,
    NOT_CONFIRMED,
    PROPOSED,
    PUPIL,
    STAFF,
    TO_REGISTER,
    TWO_HOMES,
)
from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.chips import Chip, OneOf
from app.shell.flow import Flow
from app.shell.form import ChoiceField
from app.shell.theme import GRID
from app.shell.words import tooltip, without_mnemonic

ROLES = ((0, N_("All")), (PUPIL, N_("Pupils")), (GUARDIAN, N_("Guardians")), (STAFF, N_("Staff")))
MARKS = (
    (NO_EMAIL, N_("Missing e-mail")),
    (NO_PHONE, N_("Missing phone")),
    (NOT_CONFIRMED, N_("Not confirmed for a year")),
    (NO_RESPONSIBILITY, N_("Without parental responsibility")),
    (INTERPRETER, N_("Needs interpreter")),
    (TWO_HOMES, N_("Two homes")),
    (TO_REGISTER, N_("To be entered in the register")),
    (PROPOSED, N_("Address grade proposed")),
    (LEFT, N_("Have left")),
)


class Group(NamedTuple):
    """A group one can choose; ``comes`` says what it is and that a file brought it, "" of the school's own."""

    id: int
    name: str
    comes: str = ""


class Place(NamedTuple):
    """Where at the school: in a class, a grade or a group; none of them is everywhere."""

    class_name: str = ""
    grade: int = 0
    group: int = 0


EVERYWHERE = Place()


class FilterState(NamedTuple):
    """What the list is narrowed to, all of it together: ``roles`` and ``marks`` are bits."""

    text: str = ""
    roles: int = 0
    place: Place = EVERYWHERE
    marks: int = 0

    @property
    def is_on(self) -> bool:
        """Whether anything but a text narrows the list."""
        return bool(self.roles or self.marks or self.place != EVERYWHERE)


class PlaceBox(ChoiceField):
    """All classes, or one grade, class or group. A class is kept by its name, a grade by its number, a group by −id."""

    def __init__(self, tr: Translator) -> None:
        super().__init__([("", tr(N_("All classes")))])
        self._tr = tr
        self._offered: tuple[object, ...] = ()
        self._groups: dict[int, Group] = {}
        self.setAccessibleName(tr(N_("Class, grade or group")))
        self.setMaxVisibleItems(30)
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)

    @property
    def place(self) -> Place:
        """What is chosen."""
        kept = self.currentData()
        if isinstance(kept, int):
            return Place(grade=kept) if kept > 0 else Place(group=-kept)
        return Place(class_name=str(kept or ""))

    @property
    def group_name(self) -> str:
        """The name of the group that is chosen, empty if none is."""
        return self.group.name if self.group is not None else ""

    @property
    def group(self) -> Group | None:
        """The group that is chosen."""
        return self._groups.get(self.place.group)

    def choose(self, place: Place) -> None:
        """Show a place as chosen; one that is not there any more is everywhere."""
        kept: object = place.grade or (-place.group if place.group else place.class_name)
        self.setCurrentIndex(max(0, self.findData(kept)))

    def fill(self, grades: Sequence[int], classes: Sequence[str], groups: Sequence[Group]) -> None:
        """Offer what there is; what is chosen stays chosen."""
        offered = (tuple(grades), tuple(classes), tuple(groups))
        if offered == self._offered:
            return
        self._offered = offered
        place = self.place
        while self.count() > 1:
            self.removeItem(self.count() - 1)
        tr = self._tr
        self._add(tr(N_("Grades")), [(grade, tr(N_("Grade {grade}"), grade=grade)) for grade in grades])
        self._add(tr(N_("Classes")) if grades or groups else "", [(name, name) for name in classes])
        self._groups = {group.id: group for group in groups}
        for title, brought in ((tr(N_("Own groups")), False), (tr(N_("Groups from a file")), True)):
            self._add(title, [(-group.id, group.name) for group in groups if bool(group.comes) is brought])
        for group in groups:
            if group.comes:
                self.setItemData(self.findData(-group.id), tooltip(group.comes), Qt.ItemDataRole.ToolTipRole)
        self.choose(place)

    def class_names(self) -> list[str]:
        """Return the names of the classes one can choose."""
        kept = (self.itemData(at) for at in range(1, self.count()))
        return [name for name in kept if isinstance(name, str)]

    def groups(self, *, own: bool = False) -> list[Group]:
        """Return the groups one can choose, or only the school's ``own``."""
        return [group for group in self._groups.values() if not (own and group.comes)]

    def sizeHint(self) -> QSize:
        """A long name of a group is cut here (not in what folds out), so that the row stays one."""
        size = super().sizeHint()
        return QSize(min(size.width(), self.fontMetrics().horizontalAdvance("n" * 11) + 4 * GRID), size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 4 * GRID)
        super().showPopup()

    def _add(self, title: str, choices: Sequence[tuple[object, str]]) -> None:
        if not choices:
            return
        if title:
            self.addItem(title)
            model = self.model()
            if isinstance(model, QStandardItemModel):
                item = model.item(self.count() - 1)
                item.setEnabled(False)
                font = item.font()
                font.setBold(True)
                item.setFont(font)
        for kept, words in choices:
            self.addItem(words, kept)


class ListFilters(QWidget):
    """A row of what is used all day; the rest is folded away, but for what is on: nothing narrows the list unseen."""

    changed = Signal()
    clear_wanted = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        roles = [*ROLES, (EXTERNAL, N_("Externals"))]
        self.roles = OneOf([(code, tr(words)) for code, words in roles], self)
        self.roles.hide()  # its chips stand in the row, which wraps
        self.places = PlaceBox(tr)
        self.marks = {bit: Chip(tr(words)) for bit, words in MARKS}
        self._proposed = False
        self._make_more()
        first, self._second = Flow(self), Flow(self)
        for widget in (*self.roles.chips.values(), self.places, self.more):
            first.add(widget)
        for chip in self.marks.values():
            self._second.add(chip)
            chip.toggled.connect(self._marked)
        self._second.add(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(first)
        column.addWidget(self._second)
        self.roles.changed.connect(lambda _code: self._told())
        self.places.activated.connect(lambda _at: self._told())
        self.unfold(is_open=False)

    @property
    def state(self) -> FilterState:
        """What is on; the text is somebody else's."""
        roles = self.roles.code
        bits = sum(bit for bit, chip in self.marks.items() if chip.isChecked())
        return FilterState("", roles if isinstance(roles, int) else 0, self.places.place, bits)

    @property
    def is_open(self) -> bool:
        """Whether every filter is in sight."""
        return self._open

    def controls(self) -> list[QWidget]:
        """Return everything that can have the keyboard, in the order it stands in."""
        return [*self.roles.chips.values(), self.places, self.more, *self.marks.values(), self.clear]

    def show_state(self, state: FilterState) -> None:
        """Turn the filters on and off, without telling anybody."""
        self.roles.chips[state.roles].setChecked(True)
        self.places.choose(state.place)
        for bit, chip in self.marks.items():
            chip.blockSignals(True)
            chip.setChecked(bool(state.marks & bit))
            chip.blockSignals(False)
            chip.updateGeometry()
        self._show_chips()

    def offer_proposed(self, there_are: bool) -> None:
        """Offer those a grade is proposed for, if there are any."""
        if there_are != self._proposed:
            self._proposed = there_are
            self._show_chips()

    def unfold(self, *, is_open: bool) -> None:
        """Show every filter, or only those that are on."""
        self._open = is_open
        icons.put(self.more, "chevron-down" if is_open else "chevron-right")
        said = self._tr(N_("Folded out")) if is_open else self._tr(N_("Folded away"))
        self.more.setAccessibleDescription(said)
        self._show_chips()

    def focus_more(self) -> None:
        """Show every filter and put the cursor on the first one."""
        self.unfold(is_open=True)
        next(iter(self.marks.values())).setFocus()

    def _make_more(self) -> None:
        self.more, self.clear = QToolButton(), QToolButton()
        for button in (self.more, self.clear):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(lambda: self.unfold(is_open=not self._open))
        icons.put(self.clear, "x")
        self.clear.setText(self._tr(N_("Clear")))
        self.clear.setAccessibleName(self._tr(N_("Clear every filter")))
        self.clear.clicked.connect(self.clear_wanted)

    def _marked(self, _on: bool) -> None:
        self._show_chips()
        self.changed.emit()

    def _told(self) -> None:
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        for bit, chip in self.marks.items():
            offered = bit != PROPOSED or self._proposed
            shown = chip.isChecked() or (self._open and offered)
            if not shown and chip.hasFocus():
                self.more.setFocus()
            chip.setVisible(shown)
        self._second.setVisible(any(not chip.isHidden() for chip in self.marks.values()))
        number = sum(chip.isChecked() for chip in self.marks.values())
        words = self._tr(N_("More filters"))
        self.more.setText(f"{words} ({number})" if number else words)
        self.more.setAccessibleName(without_mnemonic(self.more.text()))
        self.clear.setVisible(number > 0)

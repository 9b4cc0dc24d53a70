"""How do next year's classes stand beside each other, and how does somebody get from one to another?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_of
from app.shell import icons
from app.shell.announce import announce
from app.shell.chips import OneOf
from app.shell.flow import Flow
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label
from app.turning.board.asking import Asking
from app.turning.board.classes import Board, ColumnRow, PupilRow
from app.turning.board.columns import ALL, Columns
from app.turning.board.doing import Doing
from app.turning.board.menus import class_menu, move_menu, pop_up
from app.turning.board.search_box import SearchBox

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.turning.board.column import Column
    from app.turning.board.pupils import PupilList

NOWHERE = ColumnRow(None, "", (), (), ())


class BoardPart(Part):
    """A column for each class; ``to_year`` is the year whose classes they are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.to_year = context.this_year + 1
        self.board = Board(self.to_year, ())
        self.cut: frozenset[int] = frozenset()
        self._words: tuple[str, ...] = ()
        self._grade: object = ALL
        self._coming: tuple[int | None, tuple[int, ...]] | None = None  # whom to choose where, once it is read
        self._doing = Doing(context)
        self._asking = Asking(context, self, self._doing)
        self._make_widgets()
        self._arrange()

    # -- what is shown

    def reload(self) -> None:
        from app.turning.board.classes import board

        self.show_board(self.context.read(board, self.to_year, clock.today()))

    def show_board(self, found: Board) -> None:
        """Show classes and pupils as they are now; who was chosen stays so."""
        had_focus = any(one.view.hasFocus() for one in self.columns)
        if found.year != self.board.year:
            self.cut = frozenset()
        self.board = found
        self.cut &= {pupil.id for column in found.columns for pupil in column.pupils}
        self.area.show_rows(found.columns)
        self._offer_grades(found.grades)
        self.area.narrow(self._grade)
        self._search()
        self._stack.setCurrentWidget(self._room if found.classes else self.empty)
        coming, self._coming = self._coming, None
        at = self.area.place_of(coming[0]) if coming is not None else None
        if coming is not None and at is not None:
            self.area.go(at, coming[1])
        elif had_focus and self.columns:
            self.current.view.setFocus()
        self._allow()

    @property
    def columns(self) -> list[Column]:
        """The classes as they stand, from left to right."""
        return self.area.columns

    @property
    def current(self) -> Column:
        """The class that commands are about."""
        return self.area.current

    @property
    def chosen(self) -> tuple[int, ...]:
        """The pupils who are chosen; all of them are in one class."""
        return self.area.chosen

    @property
    def may_move(self) -> bool:
        """Whether the year has not begun: who moves in the midst of one does so from a day, under Contacts."""
        return year_of(clock.today()) < self.board.year and not self.context.read_only

    def focus_first(self) -> None:
        if self.board.classes:
            self.search.setFocus()
        elif self.empty.button is not None:
            self.empty.button.setFocus()

    def show_class(self, class_id: int) -> None:
        """Go to a class."""
        at = self.area.place_of(class_id)
        if at is None:
            self._coming = class_id, ()
            return
        if self.columns[at].isHidden():
            self.chips.choose(ALL)
        self.area.go(at, ())

    def go_to_board(self) -> None:
        """Put the focus in the current class."""
        if self.columns:
            self.current.view.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what is looked for

    @property
    def hits(self) -> list[tuple[int, PupilRow]]:
        """(column, pupil) of everybody who is found, from left and above."""
        if not self._words:
            return []
        return [
            (at, pupil)
            for at, column in enumerate(self.columns)
            for pupil in column.row.pupils
            if column.view.pupils.matches(pupil)
        ]

    def next_hit(self, step: int = 1) -> None:
        """Choose the next who is found, and show the class."""
        found = self.hits
        if not found:
            return
        chosen = set(self.chosen)
        here = next((at for at, (_column, pupil) in enumerate(found) if pupil.id in chosen), None)
        at = (0 if step > 0 else -1) if here is None else here + step
        column, pupil = found[at % len(found)]
        if self.columns[column].isHidden():
            self.chips.choose(ALL)
        self.area.choose(column, (pupil.id,))
        announce(self.search, f"{pupil.name}, {self.columns[column].title}")

    def _search(self) -> None:
        from db.search import fold

        self._words = tuple(fold(self.search.text()).split())
        for column in self.columns:
            model = column.view.pupils
            model.words, model.cut = self._words, self.cut
            column.view.viewport().update()
        found, chosen = self.hits, set(self.chosen)
        if found and not any(pupil.id in chosen for _at, pupil in found):
            self.next_hit()
        self._say()

    # -- what is done with pupils

    def cut_out(self) -> None:
        """Take up those who are chosen, to put them in somewhere else."""
        if not self._may():
            return
        self.cut = frozenset(self.chosen)
        if self.cut:
            announce(self, self.context.tr.n("{n} pupil cut out", "{n} pupils cut out", len(self.cut)))
        self._search()

    def paste(self) -> None:
        """Put those who were cut out into the current class."""
        if self.cut and self.columns:
            self._place(self.cut, self.current.row, follow=True)

    def let_go(self) -> None:
        """Put nobody anywhere; else forget what is looked for."""
        if self.cut:
            self.cut = frozenset()
            self._search()
        else:
            self.search.clear()

    def take_away(self) -> None:
        """Take away the places of those who are chosen."""
        if self.chosen and self.current.row.id is not None:
            self._place(self.chosen, NOWHERE)

    def ask_where(self) -> None:
        """Open the menu of classes at the pupil who is current."""
        if self.columns and self.chosen and self._may():
            view = self.current.view
            below = view.visualRect(view.currentIndex()).bottomLeft()
            pop_up(self.move_menu(), view.viewport().mapToGlobal(below))

    def move_menu(self) -> QMenu:
        """Build the menu of where those who are chosen can go."""
        here = self.current.row
        return move_menu(
            self, self.context.tr, self.board, here, lambda to: self._place(self.chosen, to), self.take_away
        )

    def context_menu(self) -> QMenu:
        """Build the menu of a class and of those who are chosen in it."""
        where = self.move_menu() if self.chosen else None
        return class_menu(self, self.context.tr, where, self.class_actions)

    def _place(self, people: Collection[int], to: ColumnRow, *, follow: bool = False) -> None:
        """Move pupils, but those who are there already; ``follow`` takes the focus along."""
        there = {pupil.id for column in self.board.columns if column.id == to.id for pupil in column.pupils}
        wanted = [one for one in people if one not in there or to.id is None]
        if not wanted or not self._may():
            return
        self.cut = frozenset()
        if follow:
            self._coming = to.id, tuple(wanted)
        if self._doing.place(self.board, wanted, to) is None:
            self._coming = None
        self._search()

    def _dropped(self, source: PupilList, column: Column) -> None:
        QTimer.singleShot(0, self, lambda: self._place(source.chosen, column.row))  # once the drag has ended

    def _ask(self, point: QPoint) -> None:
        if self.may_move:
            pop_up(self.context_menu(), point)

    # -- what is done with classes

    def new_class(self) -> None:
        """Ask what a new class is called."""
        if not self._may():
            return
        grades = self.current.row.grades if self.columns else ()
        grade = self._grade if isinstance(self._grade, int) and self._grade else grades[0] if grades else None
        self._asking.new_class(self.board, grade, self.show_class)

    def rename_class(self) -> None:
        """Ask what the current class is called."""
        if (row := self._class()) is not None:
            self._asking.rename(row)

    def remove_class(self) -> None:
        """Remove the current class; refused with a sentence while there are pupils in it."""
        if (row := self._class()) is not None:
            self._doing.remove(row)

    def split_class(self) -> None:
        """Ask who goes from the current class into a new one."""
        if (row := self._class()) is not None:
            self._asking.split(self.board, row, self.chosen)

    def merge_classes(self) -> None:
        """Ask which class the current one is put together with."""
        if (row := self._class()) is not None:
            self._asking.merge(self.board, row)

    def _class(self) -> ColumnRow | None:
        """The current class, where something may be done with it."""
        if not self.columns or not self._may():
            return None
        return self.current.row if self.current.row.id is not None else None

    def _may(self) -> bool:
        """Say whether pupils may be moved here; the user is told why not."""
        if not self.context.may_write():
            return False
        if not self.may_move:
            words = N_("{year} has begun. Pupils are moved from a day, on the page Contacts.")
            self.context.notify(self.context.tr(words, year=year_name(self.board.year)))
        return self.may_move

    # -- private: making and saying

    def _make_widgets(self) -> None:
        tr = self.context.tr
        hint = tr(N_("Find a pupil, or the class they were in"))
        self.search = SearchBox(tr, hint, self.next_hit, self.go_to_board)
        self.search.setMaximumWidth(44 * GRID)
        self.search.textChanged.connect(lambda _text: self._search())
        self.chips = OneOf([(ALL, tr(N_("All")))])
        self.counted = Label("", "muted")
        self.move_button = icons.button(tr(N_("Mo&ve to …")), "users", self.ask_where)
        self.split_button = icons.button(tr(N_("S&plit the class …")), "copy", self.split_class)
        self.merge_button = icons.button(tr(N_("Put &together …")), "list-checks", self.merge_classes)
        self.rename_button = icons.button(tr(N_("Rena&me …")), "pencil", self.rename_class)
        self.remove_button = icons.button(tr(N_("&Remove the class")), "trash-2", self.remove_class)
        self._of_class: tuple[QPushButton, ...] = (
            self.split_button,
            self.merge_button,
            self.rename_button,
            self.remove_button,
        )
        self.class_actions = [QAction(button.text(), self) for button in self._of_class]
        for action, button in zip(self.class_actions, self._of_class, strict=True):
            action.triggered.connect(lambda _checked=False, button=button: button.click())
        self.area = Columns(tr)
        self.area.tab_before = self.remove_button
        for signal, call in (
            (self.area.cut_out, self.cut_out),
            (self.area.pasted, self.paste),
            (self.area.move_wanted, self.ask_where),
            (self.area.let_go, self.let_go),
            (self.area.asked, self._ask),
            (self.area.dropped, self._dropped),
            (self.area.changed, self._chosen_changed),
        ):
            signal.connect(call)
        text = N_(
            "Begin with the first step: every class goes on a grade up. Then pupils can be moved here, and "
            "classes split or put together."
        )
        self.empty = EmptyState(
            tr(N_("Next year has no classes yet")),
            tr(text),
            tr(N_("Go to the &steps")),
            lambda: self.context.show_page("turning", "steps"),
            "graduation-cap",
        )

    def _arrange(self) -> None:
        self._buttons = Flow()
        for button in (self.move_button, *self._of_class):
            button.setAutoDefault(False)
            self._buttons.add(button)
        self._top = QHBoxLayout()
        self._top.setSpacing(GRID)
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.chips, 2)
        self._room = QWidget()
        whole = QVBoxLayout(self._room)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(self._top)
        whole.addWidget(self._buttons)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.counted)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self._room)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)

    def _offer_grades(self, grades: tuple[int, ...]) -> None:
        """Offer one grade at a time, where there are several."""
        if list(self.chips.chips) == [ALL, *grades]:
            return
        tr, old = self.context.tr, self.chips
        self.chips = OneOf([(ALL, tr(N_("All"))), *((grade, str(grade)) for grade in grades)])
        for grade in grades:
            self.chips.chips[grade].setAccessibleName(tr(N_("Grade {grade}"), grade=grade))
        self.chips.changed.connect(self._show_grade)
        self._top.replaceWidget(old, self.chips)
        old.hide()
        old.deleteLater()
        self.chips.setVisible(len(grades) > 1)
        self._grade = self._grade if self._grade in grades else ALL
        self.chips.chips[self._grade].setChecked(True)
        before: QWidget = self.search
        for control in (*self.chips.chips.values(), self.move_button, *self._of_class):
            QWidget.setTabOrder(before, control)
            before = control

    def _show_grade(self, grade: object) -> None:
        self._grade = grade
        self.area.narrow(grade)
        self.area.horizontalScrollBar().setValue(0)
        self._allow()

    def _chosen_changed(self) -> None:
        self._say()
        self._allow()

    def _allow(self) -> None:
        row = self.current.row if self.columns else NOWHERE
        is_class = self.may_move and row.id is not None
        self.move_button.setEnabled(self.may_move and bool(self.chosen))
        for button in self._of_class:
            button.setEnabled(is_class)
        self.remove_button.setEnabled(is_class and not row.pupils)
        for action, button in zip(self.class_actions, self._of_class, strict=True):
            action.setEnabled(button.isEnabled())

    def _say(self) -> None:
        tr, found = self.context.tr, self.board
        number = sum(len(one.pupils) for one in found.classes)
        said = [tr.n("{n} class", "{n} classes", len(found.classes)), tr.n("{n} pupil", "{n} pupils", number)]
        if found.without:
            said.append(tr.n("{n} without a class", "{n} without a class", len(found.without)))
        if self._words:
            said.append(tr.n("{n} found", "{n} found", len(self.hits)))
        if len(self.chosen) > 1:
            said.append(tr(N_("{n} selected"), n=tr.number(len(self.chosen))))
        if self.cut:
            said.append(tr.n("{n} pupil cut out: Ctrl+V puts in", "{n} pupils cut out: Ctrl+V puts in", len(self.cut)))
        self.counted.setText(" · ".join(said))

"""How do next year's classes stand beside each other, and how does somebody get from one to another?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_of
from app.shell import icons
from app.shell.announce import announce
from app.shell.chips import OneOf
from app.shell.flow import Flow
from app.shell.menus import give_menu
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label
from app.turning.board.classes import Board, ColumnRow, PupilRow
from app.turning.board.column import Column
from app.turning.board.doing import Doing

if TYPE_CHECKING:
    from app.shell.context import Context, Done, Refuse
    from app.turning.board.pupils import PupilList

EDGE = 6 * GRID
"""How near the edge of the board something dragged lets it scroll."""
ALL = 0
FEW = 14
"""Classes that stand below each other in a menu; where there are more, they stand by grade."""


class SearchBox(QLineEdit):
    """Typing finds; Enter and Down go to whoever is found, Shift+Enter back; Esc clears."""

    def __init__(self, part: BoardPart, hint: str) -> None:
        super().__init__()
        self._part = part
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumHeight(4 * GRID)
        self._glass = QAction(self)
        icons.put(self._glass, "search", "muted", 16)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        give_menu(self, part.context.tr)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._part.next_hit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Down:
            self._part.go_to_board()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class BoardPart(Part):
    """A column for each class; ``to_year`` is the year whose classes they are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.to_year = context.this_year + 1
        self.board = Board(self.to_year, ())
        self.columns: list[Column] = []
        self.cut: frozenset[int] = frozenset()
        self._current: int | None = None
        self._coming: tuple[int | None, tuple[int, ...]] | None = None  # whom to choose where, once it is read
        self._doing = Doing(context)
        self._grade: object = ALL
        self.search = SearchBox(self, tr(N_("Find a pupil, or the class they were in")))
        self.search.textChanged.connect(lambda _text: self._search())
        self.chips = OneOf([(ALL, tr(N_("All")))])
        self._chip_room = QHBoxLayout()
        self._chip_room.setContentsMargins(0, 0, 0, 0)
        self._chip_room.addWidget(self.chips)
        self.counted = Label("", "muted")
        self._make_buttons()
        self._make_board()
        top = QHBoxLayout()
        top.setSpacing(GRID)
        self.search.setMaximumWidth(44 * GRID)
        top.addWidget(self.search, 1)
        top.addLayout(self._chip_room, 2)
        self._room = QWidget()
        whole = QVBoxLayout(self._room)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(top)
        whole.addWidget(self._buttons)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.counted)
        self.empty = EmptyState(
            tr(N_("Next year has no classes yet")),
            tr(
                N_(
                    "Begin with the first step: every class goes on a grade up. Then pupils can be moved here, and "
                    "classes split or put together."
                )
            ),
            tr(N_("Go to the &steps")),
            lambda: context.show_page("turning", "steps"),
            "graduation-cap",
        )
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self._room)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)
        self._scroll = QTimer(self, singleShot=True, interval=30)

    # -- what is shown

    def reload(self) -> None:
        from app.turning.board.classes import board

        self.show_board(self.context.read(board, self.to_year, clock.today()))

    def show_board(self, found: Board) -> None:
        """Show classes and pupils as they are now; who was chosen stays so."""
        focused = next((at for at, one in enumerate(self.columns) if one.view.hasFocus()), None)
        current = self.current.row.id if self.columns else -1
        if found.year != self.board.year:
            self.cut = frozenset()
        self.board = found
        people = {pupil.id for column in found.columns for pupil in column.pupils}
        self.cut &= people
        self._fill(found.columns)
        self._show_grades(found)
        ids = [column.row.id for column in self.columns]
        if current in ids:
            self._current = ids.index(current)
        else:
            self._current = min(self._current or 0, len(ids) - 1) if ids else None
        self._search()
        self._show_current()
        self._stack.setCurrentWidget(self._room if found.classes else self.empty)
        if self._coming is not None:
            (class_id, chosen), self._coming = self._coming, None
            if class_id in ids:
                self._go(ids.index(class_id), chosen)
        elif focused is not None and self.columns:
            self.current.view.setFocus()
        self._allow()

    @property
    def current(self) -> Column:
        """The class that commands are about."""
        return self.columns[self._current or 0]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The pupils who are chosen; all of them are in one class."""
        return self.current.view.chosen if self.columns else ()

    @property
    def may_move(self) -> bool:
        """Whether the year has not begun: who moves in the midst of one does so from a day, under Contacts."""
        return year_of(clock.today()) < self.board.year and not self.context.read_only

    def focus_first(self) -> None:
        if self.board.classes:
            self.search.setFocus()
        elif self.empty.button is not None:
            self.empty.button.setFocus()

    def column_of(self, class_id: int | None) -> Column:
        """Return the column of a class. Raises StopIteration."""
        return next(one for one in self.columns if one.row.id == class_id)

    def show_class(self, class_id: int) -> None:
        """Go to a class."""
        at = next((at for at, one in enumerate(self.columns) if one.row.id == class_id), None)
        if at is None:
            self._coming = class_id, ()
        else:
            if self.columns[at].isHidden():
                self.chips.choose(ALL)
            self._go(at, ())

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
        if not self.columns[column].isVisibleTo(self._room):
            self.chips.choose(ALL)
        self._select_only(column, (pupil.id,))
        announce(self.search, f"{pupil.name}, {self.columns[column].title}")

    def _search(self) -> None:
        from db.search import fold

        self._words = tuple(fold(self.search.text()).split())
        for column in self.columns:
            model = column.view.pupils
            model.words, model.cut = self._words, self.cut
            column.view.viewport().update()
        found = self.hits
        chosen = set(self.chosen)
        if found and not any(pupil.id in chosen for _at, pupil in found):
            self.next_hit()
        self._say()

    # -- what is done

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
            self._place(self.chosen, ColumnRow(None, "", (), (), ()), follow=False)

    def ask_where(self) -> None:
        """Open the menu of classes at the pupil who is current."""
        if self.columns and self.chosen and self._may():
            view = self.current.view
            self._pop_up(
                self.move_menu(), view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
            )

    def new_class(self) -> None:
        """Ask what a new class is called."""
        from app.turning.board.dialogs import NewClassDialog

        if not self._may():
            return
        grades = self.current.row.grades if self.columns else ()
        grade = self._grade if isinstance(self._grade, int) and self._grade else grades[0] if grades else None

        def save(name: str, chosen: int | None, refuse: Refuse) -> Done | None:
            done = self._doing.add(self.board, name, chosen, refuse)
            if done is not None:
                self._coming = done.result, ()
            return done

        NewClassDialog(self.context, self, grade, save).open()

    def rename_class(self) -> None:
        """Ask what the current class is called."""
        from app.turning.board.dialogs import NameDialog

        if (row := self._class()) is not None:
            title = self.context.tr(N_("Rename {name}"), name=row.name)
            NameDialog(self.context, self, title, row.name, partial(self._doing.rename, row)).open()

    def remove_class(self) -> None:
        """Remove the current class; refused with a sentence while there are pupils in it."""
        if (row := self._class()) is not None:
            self._doing.remove(row)

    def split_class(self) -> None:
        """Ask who goes from the current class into a new one."""
        from app.contacts.turning.rules import free_name
        from app.turning.board.dialogs import SplitDialog

        if (row := self._class()) is not None:
            name = free_name(row.name, [one.name for one in self.board.classes])
            SplitDialog(self.context, self, row, self.chosen, name, partial(self._doing.split, row)).open()

    def merge_classes(self) -> None:
        """Ask which class the current one is put together with."""
        from app.turning.board.dialogs import MergeDialog

        if (row := self._class()) is not None:
            others = [one for one in self._nearest(row) if one.id is not None]
            if others:
                MergeDialog(self.context, self, row, others, partial(self._doing.merge, row)).open()
            else:
                self.context.notify(self.context.tr(N_("There is no other class to put it together with.")))

    # -- the menus

    def move_menu(self) -> QMenu:
        """Build the menu of where the chosen can go: classes of the same grade, then all."""
        tr, menu = self.context.tr, QMenu(self)
        here = self.current.row
        near = [one for one in self._nearest(here) if set(one.grades) & set(here.grades)]
        for one in near:
            self._menu_line(menu, one)
        if near:
            menu.addSeparator()
        others = [one for one in self.board.classes if one not in near and one.id != here.id]
        by_grade: dict[str, list[ColumnRow]] = {}
        for one in others:
            by_grade.setdefault("–".join(map(str, sorted({*one.grades[:1], *one.grades[-1:]}))), []).append(one)
        for grade, classes in by_grade.items():
            below = menu
            if len(others) > FEW:
                below = menu.addMenu(tr(N_("Grade {grade}"), grade=grade) if grade else tr(N_("Without a grade")))
            for one in classes:
                self._menu_line(below, one)
        if here.id is not None:
            menu.addSeparator()
            away = menu.addAction(tr(N_("No class next year (leaves)")))
            away.triggered.connect(lambda _checked=False: self.take_away())
        return menu

    def context_menu(self) -> QMenu:
        """Build the menu of a class and of those who are chosen in it."""
        tr = self.context.tr
        menu = self.move_menu() if self.chosen else QMenu(self)
        if self.chosen:
            menu.setTitle(tr(N_("&Move to")))
            outer = QMenu(self)
            menu.setParent(outer, menu.windowFlags())
            outer.addMenu(menu)
            menu = outer
        for action in self.class_actions:
            menu.addAction(action)
        return menu

    def _menu_line(self, menu: QMenu, to: ColumnRow) -> None:
        tr = self.context.tr
        words = tr.n("{name} ({n} pupil)", "{name} ({n} pupils)", len(to.pupils), name=to.name)
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False: self._place(self.chosen, to, follow=False))

    def _pop_up(self, menu: QMenu, point: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)
        first = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _ask(self, point: QPoint) -> None:
        if self.may_move:
            self._pop_up(self.context_menu(), point)

    # -- private: making

    def _make_buttons(self) -> None:
        tr = self.context.tr
        self._buttons = Flow()
        self.move_button = icons.button(tr(N_("&Move to …")), "users", self.ask_where)
        self.split_button = icons.button(tr(N_("S&plit the class …")), "copy", self.split_class)
        self.merge_button = icons.button(tr(N_("Put &together …")), "list-checks", self.merge_classes)
        self.rename_button = icons.button(tr(N_("Rena&me …")), "pencil", self.rename_class)
        self.remove_button = icons.button(tr(N_("&Remove the class")), "trash-2", self.remove_class)
        for button in (
            self.move_button,
            self.split_button,
            self.merge_button,
            self.rename_button,
            self.remove_button,
        ):
            button.setAutoDefault(False)
            self._buttons.add(button)
        self.class_actions: list[QAction] = []
        for button, call in (
            (self.split_button, self.split_class),
            (self.merge_button, self.merge_classes),
            (self.rename_button, self.rename_class),
            (self.remove_button, self.remove_class),
        ):
            action = QAction(button.text(), self)
            action.triggered.connect(lambda _checked=False, call=call: call())
            self.class_actions.append(action)

    def _make_board(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch(1)
        self.area.setWidget(inside)

    def _fill(self, rows: Sequence[ColumnRow]) -> None:
        """Let there be a column for each class, in order; those that are there are used again."""
        kept = {column.row.id: column for column in self.columns}
        spare = [column for key, column in kept.items() if key not in {row.id for row in rows}]
        columns: list[Column] = []
        for at, row in enumerate(rows):
            column = kept.pop(row.id, None)
            if column is None:
                column = spare.pop() if spare else self._new_column()
                column.view.selectionModel().clear()
            column.show_row(row)
            if self._row.indexOf(column) != at:
                self._row.insertWidget(at, column)
            columns.append(column)
        for column in spare:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = columns

    def _new_column(self) -> Column:
        column = Column(self.context.tr)
        view = column.view
        view.stepped.connect(self._step)
        view.cut_out.connect(self.cut_out)
        view.pasted.connect(self.paste)
        view.move_wanted.connect(self.ask_where)
        view.let_go.connect(self.let_go)
        view.focused.connect(lambda: self._came_to(column))
        view.chosen_changed.connect(lambda: self._chose(column))
        column.dropped.connect(lambda source: self._dropped(source, column))
        column.dragged_over.connect(lambda point: self._scroll_along(column.mapTo(self.area.viewport(), point)))
        column.asked.connect(self._ask)
        return column

    def _show_grades(self, found: Board) -> None:
        """Offer one grade at a time, where there are several."""
        grades = found.grades
        if list(self.chips.chips) == [ALL, *grades]:
            self._narrow()
            return
        tr = self.context.tr
        old = self.chips
        self.chips = OneOf([(ALL, tr(N_("All"))), *((grade, str(grade)) for grade in grades)])
        for grade in grades:
            self.chips.chips[grade].setAccessibleName(tr(N_("Grade {grade}"), grade=grade))
        self.chips.changed.connect(self._show_grade)
        self._chip_room.replaceWidget(old, self.chips)
        old.hide()
        old.deleteLater()
        self.chips.setVisible(len(grades) > 1)
        self._grade = self._grade if self._grade in grades else ALL
        self.chips.chips[self._grade].setChecked(True)
        QWidget.setTabOrder(self.search, self.chips)
        QWidget.setTabOrder(self.chips, self._buttons)
        self._narrow()

    def _show_grade(self, grade: object) -> None:
        self._grade = grade
        self._narrow()
        if self.columns and self.current.isHidden():
            self._current = next((at for at, one in enumerate(self.columns) if not one.isHidden()), 0)
            self._show_current()
        self.area.horizontalScrollBar().setValue(0)

    def _narrow(self) -> None:
        for column in self.columns:
            column.setVisible(self._grade == ALL or column.row.id is None or self._grade in column.row.grades)

    # -- private: who is current and chosen

    def _came_to(self, column: Column) -> None:
        at = self.columns.index(column) if column in self.columns else None
        if at is not None and at != self._current:
            self._current = at
            self._show_current()
        self._allow()

    def _chose(self, column: Column) -> None:
        """Only one class has somebody chosen."""
        if column.view.chosen and column in self.columns:
            for other in self.columns:
                if other is not column and other.view.selectionModel().hasSelection():
                    other.view.selectionModel().clearSelection()
            self._current = self.columns.index(column)
            self._show_current()
        self._say()
        self._allow()

    def _step(self, step: int) -> None:
        shown = [at for at, one in enumerate(self.columns) if not one.isHidden()]
        here = shown.index(self._current) if self._current in shown else 0
        to = here + step
        if 0 <= to < len(shown):
            row = self.current.view.currentIndex().row()
            self._current = shown[to]
            self._show_current()
            self.current.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.current.view.choose_row(row)

    def _select_only(self, at: int, people: Collection[int]) -> None:
        self._current = at
        self.columns[at].view.choose(people)
        self._show_current()

    def _go(self, at: int, people: Collection[int]) -> None:
        self._select_only(at, people)
        self.current.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        for at, column in enumerate(self.columns):
            column.set_current(at == self._current)
        if self.columns:
            self.area.ensureWidgetVisible(self.current, GRID, 0)
            QWidget.setTabOrder(self.remove_button, self.current.view)

    def _class(self) -> ColumnRow | None:
        """The current class, where something may be done with it."""
        if not self._may() or not self.columns:
            return None
        return self.current.row if self.current.row.id is not None else None

    def _nearest(self, row: ColumnRow) -> list[ColumnRow]:
        """Return the other classes, those of the same grade first."""
        others = [one for one in self.board.classes if one.id != row.id]
        return sorted(others, key=lambda one: not set(one.grades) & set(row.grades))

    # -- private: moving

    def _dropped(self, source: PupilList, column: Column) -> None:
        QTimer.singleShot(0, self, lambda: self._place(source.chosen, column.row, follow=False))

    def _place(self, people: Collection[int], to: ColumnRow, *, follow: bool) -> None:
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

    def _scroll_along(self, point: QPoint) -> None:
        """Scroll while something is dragged to the edge."""
        if self._scroll.isActive():
            return
        bar, width = self.area.horizontalScrollBar(), self.area.viewport().width()
        if point.x() < EDGE or point.x() > width - EDGE:
            bar.setValue(bar.value() + (3 * GRID if point.x() > EDGE else -3 * GRID))
            self._scroll.start()

    def _may(self) -> bool:
        """Say whether pupils may be moved here; the user is told why not."""
        if not self.context.may_write():
            return False
        if not self.may_move:
            words = N_("{year} has begun. Pupils are moved from a day, on the page Contacts.")
            self.context.notify(self.context.tr(words, year=year_name(self.board.year)))
        return self.may_move

    def _allow(self) -> None:
        may, row = self.may_move and bool(self.columns), self.current.row if self.columns else None
        is_class = may and row is not None and row.id is not None
        self.move_button.setEnabled(may and bool(self.chosen))
        for button in (self.split_button, self.merge_button, self.rename_button):
            button.setEnabled(is_class)
        self.remove_button.setEnabled(is_class and row is not None and not row.pupils)
        for action, button in zip(
            self.class_actions,
            (self.split_button, self.merge_button, self.rename_button, self.remove_button),
            strict=True,
        ):
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

"""Who of the school's people is shown beside the list, and how does one get from one to the other?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.contacts.people.filters import FilterState
from app.contacts.people.people_list import PeopleList
from app.contacts.rules import LEFT, PUPIL
from app.core import clock
from app.core.schoolyear import day_in_year
from app.shell.page import Page, scrolled
from app.shell.splitter import SideBySide
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.contacts.person.pane import DetailPane
    from app.contacts.person_queries import ContactDetail

QUIET = 60  # milliseconds without a key before the person beside the list is read
SPLITTER = "contacts.splitter"
NARROWEST = 90 * GRID  # below this the person stands under the list


class PeoplePage(Page):
    """The list of people, and the one that is chosen beside it."""

    number_shown = Signal(int)  # of those who are chosen
    has_trail = Signal(bool)  # whether one can go back to the person before

    def build(self) -> None:
        self.person_actions: tuple[QAction, ...] = ()  # what is offered beside the person
        self.many_actions: tuple[tuple[QAction, ...], ...] = ()  # and where several are chosen, part by part
        self._detail: DetailPane | None = None
        self._trail: list[int] = []
        self._shown_under = FilterState()  # the filter the person was shown under
        self._taken: int | None = None  # the person the list itself put forward, whom nobody chose
        self._place = 0  # the row the person stood in
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._show_chosen)
        self._make_list()
        self._lay_out()

    def reload(self) -> None:
        self.list.fill_places(self.day)
        self.list.refresh()
        if self._detail is None:
            self._note_first()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()
        self.list.filter_box.selectAll()
        self._room.ensureWidgetVisible(self.list.filter_box)

    def may_leave(self) -> bool:
        return self._detail is None or self._detail.save_now()

    @property
    def detail(self) -> DetailPane:
        """The pane beside the list, made when the first person is shown: the list is painted before."""
        if self._detail is None:
            self._detail = self._make_detail()
        return self._detail

    @property
    def day(self) -> date:
        """The day the chosen year is shown as it stands on."""
        return day_in_year(self.context.year, clock.today())

    def chosen_ids(self, roles: int = 0) -> list[int]:
        """Return the ids of those who are chosen (and have one of ``roles``), also beyond the rows that are loaded."""
        chosen = self.list.selection()
        person = self.detail.shown
        if person is not None and not (chosen.all_that_match or chosen.ids):  # no longer in the list, but shown
            return [person.id] if not roles or (roles == PUPIL and person.is_pupil) else []
        return self.list.chosen_ids(roles)

    @property
    def chosen_person(self) -> ContactDetail | None:
        """The person who is shown because somebody wanted to see them; None if the list put its first row forward."""
        shown = self.detail.shown
        return shown if shown is not None and shown.id != self._taken else None

    def go_back(self) -> None:
        """Show the person that was shown before a name in the detail was clicked."""
        if self._trail and self.may_leave():
            self._choose(self._trail.pop())
        self.has_trail.emit(bool(self._trail))

    def _make_list(self) -> None:
        self.list = PeopleList(self.context)
        self.roles, self.classes = self.list.roles, self.list.classes
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.selection_changed.connect(self._quiet.start)
        self.list.table.clicked.connect(self._note_click)
        self.list.filtered.connect(self._keep_person)
        self.list.filter_box.installEventFilter(self)

    def _lay_out(self) -> None:
        self._side = QWidget()
        QVBoxLayout(self._side).setContentsMargins(0, 0, 0, 0)
        self._splitter = SideBySide(self.context, SPLITTER, (self.list, self._side), [620, 430])
        self._splitter.setMinimumWidth(44 * GRID)  # else both must fit beside each other
        # Large text in a small window: the list keeps some rows, and all of it can be reached.
        self._room = scrolled(self._splitter)
        self._room.setMinimumWidth(44 * GRID)
        self.body.addWidget(self._room, 1)

    def _make_detail(self) -> DetailPane:
        from app.contacts.person.pane import DetailPane

        pane = DetailPane(self.context, self.person_actions, self.many_actions)
        pane.person_wanted.connect(self._go_to)
        pane.left.connect(self.focus_first)
        layout = self._side.layout()
        if layout is not None:
            layout.addWidget(pane)
        pane.show()  # at once; a layout does it when the events come, and hidden fields have no place in the tab order
        return pane

    # -- what is shown beside the list

    def _show_chosen(self) -> bool:
        """Show who is chosen; False if a value that is refused keeps the person, whom the list then goes back to."""
        self._quiet.stop()
        if self.context.store is None:
            return False
        self._mark_one()
        row = self.list.current_row()
        shown = self.detail.person_id
        number = self.list.selected_count()
        leaving = number > 1 or row is None or row.id != shown
        if shown is not None and leaving and not self.detail.save_now():
            if self._stands(shown):
                self._return_to(shown)
                return False
            self.detail.show_person(None, self.day)  # gone, and what was typed with it
            return self._show_chosen()
        if number > 1:
            self.detail.show_many(number)
        elif row is not None:
            if row.id != self._taken:
                self._taken = None
            self._remember_place()
            self.detail.show_person(row.id, self.day)
        else:
            self._show_without_row()
        self.number_shown.emit(number)
        return True

    def _mark_one(self) -> None:
        """Let one row be both the current and the chosen one, also after a row was left out again or came to go."""
        table, chosen = self.list.table, self.list.selection()
        row = table.current_row
        if chosen.all_that_match:
            return
        if len(chosen.ids) == 1 and (row is None or row.id not in chosen.ids):
            table.show_id(next(iter(chosen.ids)))
        elif not chosen.ids and row is not None:
            table.show_id(row.id)
        self._quiet.stop()

    def _show_without_row(self) -> None:
        """No row is the current one: keep the person who only left the filter, else take the row where one was."""
        table, shown = self.list.table, self.detail.person_id
        same_filter = self._shown_under == self.list.filter_state()
        if shown is not None and same_filter and self._stands(shown):
            if self.list.is_listed(shown) and table.show_id(shown):
                self._remember_place()
            self.detail.show_person(shown, self.day)
        elif table.rows.rows:
            table.go_to_row(min(self._place, len(table.rows.rows) - 1))
            self._taken = table.current_row.id
            self._remember_place()
            self.detail.show_person(table.current_row.id, self.day)
        else:
            self.detail.show_person(None, self.day)
        self._quiet.stop()

    def _stands(self, person_id: int) -> bool:
        from app.contacts.queries import person_name

        return bool(self.context.read(person_name, person_id))

    def _remember_place(self) -> None:
        self._shown_under = self.list.filter_state()
        self._place = max(0, self.list.table.currentIndex().row())

    def _return_to(self, person_id: int) -> None:
        """Go back in the list to a person who cannot be left, under the filter they were shown under."""
        table = self.list.table
        if not self.list.is_listed(person_id) and self._shown_under != self.list.filter_state():
            self.list.set_filter(self._shown_under)
        if not (self.list.is_listed(person_id) and table.show_id(person_id)):
            self._mark_nobody()
        self._quiet.stop()

    def _mark_nobody(self) -> None:
        self.list.table.selectionModel().clear()
        self._quiet.stop()

    def _keep_person(self, text: str) -> None:
        """Keep the person when the filter box is emptied."""
        shown = self._detail.person_id if self._detail is not None else None
        if shown is not None and not text and self.list.is_listed(shown):
            self.list.table.show_id(shown)
        self._note_first()

    def _note_first(self) -> None:
        """Remember whom the list put forward by itself: the first of those it found."""
        row, shown = self.list.current_row(), self._detail.person_id if self._detail is not None else None
        if row is not None and row.id != shown:
            self._taken = row.id

    def _go_to(self, person_id: int) -> None:
        shown = self.detail.person_id
        if not self.detail.save_now():
            return
        if shown is not None and shown != person_id:
            self._trail.append(shown)
            self.has_trail.emit(True)
        self._choose(person_id)

    def _choose(self, person_id: int) -> None:
        """Choose a person in the list; if the filter hides them, the list is filtered by their name instead."""
        if not self.may_leave():
            self._show_chosen()
            return
        table = self.list.table
        if not self.list.is_listed(person_id):
            self._find(person_id)
        if table.show_id(person_id):
            self._show_chosen()
        else:
            self._mark_nobody()
            self._shown_under = self.list.filter_state()
            self.detail.show_person(person_id, self.day)
            self.number_shown.emit(1)

    def _find(self, person_id: int) -> None:
        """Narrow the list to a person's name; who has left is looked for among those who have."""
        from app.contacts.queries import person_name

        name = self.context.read(person_name, person_id)
        self.list.set_filter(FilterState(name))
        if not self.list.is_listed(person_id):
            self.list.set_filter(FilterState(name, marks=LEFT))
            if not self.list.is_listed(person_id):
                self.list.set_filter(FilterState(name))

    def _note_click(self) -> None:
        self._taken = None

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the person under the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = Qt.Orientation.Horizontal if self.width() >= NARROWEST else Qt.Orientation.Vertical
        if self._splitter.orientation() != beside:
            self._splitter.setOrientation(beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the box from taking keys of the page: Del while it is empty, and Ctrl+E (the line's end on Linux).

        Who goes to the box from a value that is refused is told so before typing, not in the middle of a word.
        """
        if watched is self.list.filter_box and event.type() == QEvent.Type.FocusIn and self._detail is not None:
            QTimer.singleShot(0, self._detail, self._detail.save_now)
        if (
            watched is self.list.filter_box
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_the_pages(event)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _is_the_pages(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Delete:
            return not self.list.filter_box.text()
        return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier

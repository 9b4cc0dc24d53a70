"""What was changed here that somebody must enter in the school's register, and whom else is it told?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.contacts.words import REGISTER_FIELDS
from app.core import clock
from app.core.i18n import N_, later
from app.core.schoolyear import day_in_year
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.context import Context, Refuse
from app.shell.flow import Flow
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.panel import Panel
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.register.words import RegisterFact

WATCHES = frozenset(
    "register_change person phone email address guardian_link class_membership school_class contact_teacher".split()
)
WAITING, ENTERED = "waiting", "entered"
COPIED = N_("Copied what to enter in the register (office), persons: {number}")


@dataclass(frozen=True)
class ChangeRow:
    """One change in words; ``searched`` is what the filter looks in, ``people`` are the ids of those named."""

    id: int
    person_id: int
    classes: str
    pupils: str
    who: str
    name: str
    field: str
    what: str
    now: str
    told_by: str
    made_on: date
    made_by: str
    is_withheld: bool
    is_entered: bool
    searched: str
    people: frozenset[int]


class RegisterPanel(Panel):
    """*Å føre i fagsystemet*: a row for each change that waits, ticked when it is entered."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.tr(N_("To enter in the register")))
        self._rows: tuple[ChangeRow, ...] = ()
        self._shown: ChangeRow | None = None
        self._place = 0
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.reload)
        self._build()
        self.reload()
        context.changed.connect(self._tables_changed)

    # -- what one can do

    def turn(self) -> None:
        """Tick what is chosen as entered, or (of what is ticked) say that it is not entered after all."""
        from app.contacts.register.lines import tick_entered, untick_entered

        rows = self.chosen()
        if not rows or not self.form.save_now():
            return
        tick = self.states.code == WAITING
        ids = [row.id for row in rows]
        if len(rows) == 1:
            label = (
                N_("Entered {what} of {name} in the register")
                if tick
                else N_("{what} of {name} is not entered in the register after all")
            )
            said: dict[str, object] = {"what": later(REGISTER_FIELDS[rows[0].field]), "name": rows[0].name}
        else:
            label = (
                N_("Entered changes in the register: {number}")
                if tick
                else N_("Not entered in the register after all: {number}")
            )
            said = {"number": len(rows)}
        self.context.do(label, tick_entered if tick else untick_entered, ids, arguments=said)

    def show_person(self) -> None:
        """Open the person the current change is about."""
        if self._shown is not None:
            self.context.show_page("contacts", self._shown.person_id)

    def copy_for_teachers(self) -> None:
        """Copy what is chosen in the school's own language, by contact teacher, and note that in the history."""
        from app.contacts.register.telling_teachers import copy_for_teachers

        chosen = {row.id for row in self.chosen()}
        if chosen and self.form.save_now():
            copy_for_teachers(self.context, chosen, self._day)

    def copy_table(self) -> None:
        """Copy what is chosen as a table for Excel."""
        self.pane.table.copy()

    def print_list(self) -> None:
        """Open the preview of the list as a paper, to tick with a pen."""
        from app.contacts.reports.to_register import TO_REGISTER

        if self.print_button.isEnabled():
            self.context.preview([TO_REGISTER])

    def chosen(self) -> list[ChangeRow]:
        """Return the rows that are chosen, in the order they stand in, also beyond those that are loaded."""
        chosen, rows = self.pane.selection(), self.pane.table.rows
        return [row for row in (rows.read_all() if chosen.all_that_match else rows.rows) if row.id in chosen]

    # -- the panel

    def reload(self) -> None:
        """Read again what waits; the place in the list stays."""
        from app.contacts.register.words import register_facts

        if self.context.store is None:
            return
        facts = self.context.read(_with_entered, register_facts, self._day)
        self._rows = tuple(self._row(fact) for fact in facts)
        self.pane.refresh()
        table = self.pane.table
        if table.current_row is None and table.rows.rows:
            table.go_to_row(min(self._place, len(table.rows.rows) - 1))
        elif not self.pane.selection().ids and table.current_row is not None:
            table.go_to_row(table.currentIndex().row())
        self._allow()

    def may_leave(self) -> bool:
        return self.form.save_now()

    def focus_first(self) -> None:
        self.pane.filter_box.setFocus()

    @property
    def _day(self) -> date:
        return day_in_year(self.context.this_year, clock.today())

    def _build(self) -> None:
        tr = self.context.tr
        self.body.addWidget(
            wrapped(
                tr(
                    N_(
                        "What was changed here and the school's register does not know yet. Tick it when you have "
                        "entered it there; what stands in the next file you import ticks itself."
                    )
                ),
                "muted",
            )
        )
        self._make_list()
        self.body.addWidget(self.pane, 1)
        self.body.addWidget(self._current())
        self.body.addWidget(self._buttons())
        self.print_button = QPushButton(tr(N_("&Print …")))
        icons.put(self.print_button, "printer")
        self.print_button.setAutoDefault(True)
        self.print_button.clicked.connect(self.print_list)
        self.head.insertWidget(self.head.count() - 1, self.print_button)
        QShortcut(
            QKeySequence.StandardKey.Print, self, self.print_list, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        order: list[QWidget] = [self.pane.table, self.told_by, self.turn_button, *self._others]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)

    def _make_list(self) -> None:
        tr = self.context.tr
        lock: Callable[[ChangeRow], str] = lambda row: "lock" if row.is_withheld else ""  # noqa: E731 - typed
        columns = (
            Column("classes", tr(N_("Class")), 78),
            Column("pupils", tr(N_("Pupil")), 170),
            Column("who", tr(N_("About")), 200),
            Column("what", tr(N_("What")), 130),
            Column("now", tr(N_("Stands here now")), 230, icon=lock, warns=True),
            Column("told_by", tr(N_("Told by")), 100),
            Column("made_on", tr(N_("Changed")), 90, text=lambda row: tr.date(row.made_on)),
            Column("made_by", tr(N_("Changed by")), 100),
        )
        self.pane = ListPane(
            self.context,
            "register",
            columns,
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} change", "{n} changes", number),
            tr(N_("Filter by class, name, what or value")),
        )
        self.states = OneOf([(WAITING, tr(N_("Waiting"))), (ENTERED, tr(N_("Entered, not confirmed yet")))])
        self.states.changed.connect(lambda _state: self._other_state())
        self.pane.chips.addWidget(self.states)
        self.pane.is_filtered = lambda: self.states.code != WAITING
        self.pane.set_empty(
            EmptyState(
                tr(N_("Nothing waits to be entered")),
                tr(
                    N_(
                        "When a phone, an address, a class or a guardian is changed here, it stands in this list "
                        "until somebody has entered it in the school's register (Visma or another)."
                    )
                ),
                tr(N_("To the &people")),
                self.leave,
                "check",
            )
        )
        table = self.pane.table
        table.row_changed.connect(self._show)
        table.selection_changed.connect(self._allow)
        table.opened.connect(lambda _row: self.turn())
        table.may_copy = self._note_copy
        QShortcut(QKeySequence(Qt.Key.Key_Space), table, self.turn, context=Qt.ShortcutContext.WidgetShortcut)

    def _current(self) -> QWidget:
        """What the row that is marked says, in full, and who told it."""
        tr = self.context.tr
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        row = QHBoxLayout(frame)
        row.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        row.setSpacing(2 * GRID)
        self.about = wrapped("")
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form = Form(self.context)
        self.told_by, cell = self.form.place_text("told_by", tr(N_("&Told by")), self._save_told_by)
        self.told_by.setPlaceholderText(tr(N_("mother, on the phone")))
        cell.setFixedWidth(30 * GRID)
        label = Label(tr(N_("&Told by")), "muted")
        label.setBuddy(self.told_by)
        row.addWidget(self.about, 1)
        row.addWidget(label)
        row.addWidget(cell)
        self.form.hide()
        self.form.setParent(frame)
        self.detail = frame
        return frame

    def _buttons(self) -> Flow:
        tr = self.context.tr
        row = Flow()
        self.turn_button = QPushButton()
        icons.put(self.turn_button, "check")
        self.turn_button.clicked.connect(self.turn)
        self.person_button = QPushButton(tr(N_("Sh&ow the person")))
        icons.put(self.person_button, "user")
        self.person_button.clicked.connect(self.show_person)
        self.teachers_button = QPushButton(tr(N_("&Send to contact teacher")))
        icons.put(self.teachers_button, "mail")
        self.teachers_button.setToolTip(tr(N_("Copies the changes as text, for a message to the contact teacher.")))
        self.teachers_button.clicked.connect(self.copy_for_teachers)
        self.table_button = QPushButton(tr(N_("Copy as a t&able")))
        icons.put(self.table_button, "copy")
        self.table_button.clicked.connect(self.copy_table)
        self._others = (self.person_button, self.teachers_button, self.table_button)
        for button in (self.turn_button, *self._others):
            button.setAutoDefault(True)
            row.add(button)
        return row

    def _other_state(self) -> None:
        self._place = 0
        self.pane.refilter()
        self._allow()

    def _tables_changed(self, tables: frozenset[str]) -> None:
        if WATCHES & tables:
            self._again.start()

    def _allow(self) -> None:
        tr = self.context.tr
        any_row = bool(self.pane.table.rows.rows)
        waiting = self.states.code == WAITING
        self.turn_button.setText(tr(N_("&Entered")) if waiting else tr(N_("Not &entered after all")))
        for button in (self.turn_button, *self._others):
            button.setEnabled(any_row)
        self.detail.setVisible(any_row)
        self.print_button.setEnabled(bool(self._rows))

    def _show(self, row: ChangeRow | None) -> None:
        before = self._shown
        if before is not None and (row is None or row.id != before.id) and not self.form.save_now():
            if self.pane.table.show_id(before.id):
                return
            self.told_by.restore()
        self._shown = row
        if row is None:
            return
        self._place = max(0, self.pane.table.currentIndex().row())
        about = f"{row.who} – {row.what}: {row.now}"
        self.about.setText(about if row.pupils in row.who else f"{row.classes} {row.pupils} – {about}")
        self.form.set_values({"told_by": row.told_by})

    def _note_copy(self, rows: Sequence[ChangeRow]) -> bool:
        from app.shell.noted import noted

        return noted(self.context, COPIED, frozenset().union(*(row.people for row in rows)))

    def _save_told_by(self, text: str, refuse: Refuse) -> object:
        from app.contacts.register.lines import set_told_by

        row = self._shown
        if row is None:
            return None
        label = N_("Wrote down who told us of {what} of {name}")
        said = {"what": later(REGISTER_FIELDS[row.field]), "name": row.name}
        return self.context.do(label, set_told_by, row.id, text, arguments=said, on_error=refuse)

    # -- rows

    def _fetch(self, wanted: Request) -> Sequence[ChangeRow]:
        from db.search import sort_key

        rows = self._matching(wanted.text)
        if wanted.sort == "classes":  # by class and name, as they come
            rows = rows[::-1] if wanted.descending else rows
        elif wanted.sort == "made_on":
            rows.sort(key=lambda row: row.made_on, reverse=wanted.descending)
        else:
            rows.sort(key=lambda row: sort_key(getattr(row, wanted.sort)), reverse=wanted.descending)
        return rows[wanted.offset : wanted.offset + wanted.limit]

    def _matching(self, text: str) -> list[ChangeRow]:
        from db.search import fold

        words = fold(text).split()
        entered = self.states.code == ENTERED
        return [row for row in self._rows if row.is_entered == entered and all(word in row.searched for word in words)]

    def _row(self, fact: RegisterFact) -> ChangeRow:
        from app.contacts.register.words import said_field, said_value, said_who
        from db.search import fold

        tr = self.context.tr
        line = fact.line
        classes = ", ".join(dict.fromkeys(class_name for _, _, class_name in line.pupils))
        pupils = ", ".join(name for _, name, _ in line.pupils)
        who, what, now = said_who(fact, tr), said_field(fact, tr), said_value(fact, tr)
        searched = fold(" ".join((classes, pupils, who, what, now, now.replace(" ", ""), line.told_by, fact.made_by)))
        return ChangeRow(
            line.id,
            line.person_id,
            classes,
            pupils,
            who,
            line.name,
            line.field,
            what,
            now,
            line.told_by,
            line.made_on,
            fact.made_by,
            fact.is_withheld,
            line.entered_on is not None,
            searched,
            frozenset({line.person_id, *fact.named, *(pupil for pupil, _, _ in line.pupils)}),
        )


def _with_entered(session: Session, facts: Callable[..., Any], day: date) -> Any:
    return facts(session, day, entered_too=True)

"""What has each class chosen? All classes on one screen, and names typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_, later
from app.elections.grid.model import GridCell, GridColumn, GridRow
from app.elections.grid.typed import Choice, choices_of
from app.elections.grid.view import GridView
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.context import Context, Done, Refuse
from app.shell.error_line import ErrorLine
from app.shell.form import Form
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.bodies.queries import SeatRow
    from app.elections.detail.pane import ElectionPane
    from app.elections.sheet import Sheet, SheetCell, SheetColumn, SheetRow

PARENTS, PUPILS = "parents", "pupils"
SPLITTER = "elections.{who}.splitter"
STATES_OF = {
    "all": ("done", "vacant", "part", "missing"),
    "missing": ("missing", "part"),
    "vacant": ("vacant",),
    "done": ("done",),
}
"""Which states each chip lets through."""
NONE_LEFT = {
    "all": N_("There are no classes this school year."),
    "missing": N_("No class is missing."),
    "vacant": N_("No class has a vacant place."),
    "done": N_("No class is done yet."),
}
MOST_REMARKS = 3


class SheetPart(Part):
    """The classes with their names in columns, and the course of one election beside them when it is wanted."""

    def __init__(self, context: Context, who: str = PARENTS) -> None:
        super().__init__(context)
        tr = context.tr
        self.who = who
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._follow)
        self._sheet: Sheet | None = None
        self._seats: dict[int, SeatRow] = {}
        self._kinds: dict[int, str] = {}
        self._choices: dict[tuple[int, int], dict[int, tuple[Choice, ...]]] = {}
        self._chip = "all"
        self._kept: frozenset[int] | None = None  # the classes of the chip that is on, also when they become others
        self.held_on: date | None = None
        self.form = Form(context)
        self.date = self.form.add_date("held_on", tr(N_("Meeting hel&d on")), self._set_day)
        self.form.setMaximumWidth(36 * GRID)
        self.progress = Label("")
        self.chips = OneOf(
            [
                ("all", tr(N_("All"))),
                ("missing", tr(N_("Missing"))),
                ("vacant", tr(N_("Vacant"))),
                ("done", tr(N_("Done"))),
            ]
        )
        self.chips.changed.connect(lambda _code: self._filter())
        self.grid = GridView(tr, self)
        self.grid.of_pupils = who == PUPILS
        self.grid.setAccessibleName(tr(N_("All classes")))
        self.grid.place_changed.connect(lambda _row, _at: self._quiet.start())
        self.grid.opened.connect(lambda _row, _at: self.show_course(True))
        self.problem = ErrorLine()
        self.told = ErrorLine(sign="info", role="text")
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(GRID // 2)
        self.hint = wrapped(self._say_keys(), "muted")
        self.grid.setAccessibleDescription(self.hint.text().replace("\u00a0", " "))
        self._nothing = wrapped("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.course_button = QPushButton(tr(N_("Sho&w the election")))
        icons.put(self.course_button, "vote")
        self.course_button.setCheckable(True)
        self.course_button.clicked.connect(self.show_course)
        self._pane: ElectionPane | None = None
        self._lay_out()

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.form, *(self._pane.forms if self._pane is not None else ()))

    @property
    def pane(self) -> ElectionPane:
        """The course of the election of the cell one is in, made when it is first wanted."""
        if self._pane is None:
            from app.elections.detail.pane import ElectionPane

            self._pane = ElectionPane(self.context)
            self._pane.closed.connect(lambda: self.show_course(False))
            self._side.setWidget(self._pane)
        return self._pane

    # -- reading

    def reload(self) -> None:
        from app.bodies.queries import bodies
        from app.elections.queries import class_sheet

        read = self.context.read
        if self.held_on is None:
            self.held_on = self.day
        self.form.set_values({"held_on": self.held_on})
        self.form.set_read_only(self.context.read_only)
        self.grid.read_only = self.context.read_only
        there = read(bodies)
        self._seats = {seat.id: seat for body in there for seat in body.seats}
        self._kinds = {body.id: body.kind for body in there}
        sheet = read(lambda session: class_sheet(session, self.context.year, self.day, who=self.who))
        self._sheet = sheet
        self._has_bodies = bool(there)
        self._show()
        self._quiet.start()

    def focus_first(self) -> None:
        if self.grid.grid_model.rows:
            self.grid.setFocus()
        elif self._empty is not None and self._empty.button is not None and self._empty.isVisible():
            self._empty.button.setFocus()
        else:
            self.date.setFocus()

    def may_leave(self) -> bool:
        return self.grid.finish() and super().may_leave()

    def show_class(self, class_id: int) -> None:
        """Go to the first cell of a class."""
        if not self.grid.go_to(class_id, 0):
            self.chips.choose("all")
            self.grid.go_to(class_id, 0)
        self.grid.setFocus()

    def show_course(self, shown: bool) -> None:
        """Show or hide the course of the election beside the classes."""
        self.course_button.setChecked(shown)
        had_focus = self._pane is not None and self._pane.isAncestorOf(self.window().focusWidget() or self)
        if shown:
            self._side_of_pane().show()
            self._follow()
        else:
            self._side.hide()
            if had_focus:
                self.grid.setFocus()

    @property
    def course_is_shown(self) -> bool:
        return not self._side.isHidden()

    # -- what the grid asks

    def choices(self, row: GridRow, column: GridColumn) -> Sequence[Choice]:
        return self._people(column.seat_id).get(row.id, ())

    def forget_people(self) -> None:
        """Read anew who is in which class, the next time it is asked."""
        self._choices.clear()

    def _people(self, seat_id: int) -> dict[int, tuple[Choice, ...]]:
        """Return {class: who can be chosen to a seat}, all classes at once; kept until somebody's facts change."""
        from app.bodies.eligible import people_for_classes, say_about

        year, day, tr = self.context.year, self.day, self.context.tr
        if (seat_id, year) not in self._choices:
            seat = self._seats[seat_id]
            found = self.context.read(lambda session: people_for_classes(session, seat, day, year))
            self._choices[seat_id, year] = {
                class_id: choices_of((one.id, one.name, say_about(one, tr), one.letters) for one in people)
                for class_id, people in found.items()
            }
        return self._choices[seat_id, year]

    def store(self, row: GridRow, at: int, people: Sequence[int] | None) -> bool:
        from app.elections.commands import forget_class, register_class

        sheet, columns = self._sheet, self.grid.grid_model.columns
        if sheet is None or self.context.store is None:
            return False
        of_class, column = next(one for one in sheet.rows if one.class_id == row.id), columns[at]
        if people is None and of_class.cells[at].people and not of_class.cells[at].is_up:
            self.tell(self._say_sits(of_class.cells[at]))
            return False
        chosen: dict[str, Sequence[int] | None] = {"member": (), "deputy": ()}
        is_told = people is not None
        for place, (other, cell) in enumerate(zip(columns, of_class.cells, strict=True)):
            if other.seat_id != column.seat_id:
                continue
            if place == at:
                chosen[other.role] = people
            else:
                chosen[other.role] = None if cell.missing else [person for person, _name in cell.people]
                is_told = is_told or (cell.is_up and not cell.missing)
        if not is_told:
            done = self._do(N_("Took back what was registered for {class_name}"), row, forget_class, column.seat_id)
        else:
            known = {choice.id: choice.name for choice in self.choices(row, column)}
            known.update((*row.cells[at].people, *row.cells[at].before))
            names: object = ", ".join(known.get(person, "") for person in people or ())
            names = names or later(N_("vacant") if people is not None else N_("not told yet"))
            day = of_class.held_on or self.held_on
            more = (chosen["member"], chosen["deputy"], day)
            label = N_("Registered for {class_name}: {names}")
            done = self._do(label, row, register_class, column.seat_id, *more, names=names)
        if done is None:
            return False
        self.reload()
        return True

    def _do(
        self, label: str, row: GridRow, command: Callable[..., object], seat_id: int, *more: object, **said: object
    ) -> Done | None:
        return self.context.do(
            label,
            command,
            seat_id,
            self.context.year,
            row.id,
            *more,
            arguments={"class_name": row.name, **said},
            on_error=lambda words, _field: self.say(words),
        )

    def _say_sits(self, cell: SheetCell) -> str:
        names = ", ".join(name for _person, name in cell.people)
        return self.context.tr(N_("{names} was chosen for longer than a year, and is not up now."), names=names)

    def tell(self, words: str) -> None:
        self.problem.clear()
        self.told.say(words)

    def say(self, words: str) -> None:
        self.told.clear()
        if words:
            self.problem.say(words)
        else:
            self.problem.clear()

    def not_found(self, row: GridRow, at: int, what: str) -> None:
        typed = self.grid.editor.token if self.grid.editor is not None else ""
        self.grid.cancel()
        if what == "new":
            self._new_person(row, at, typed)
        else:
            self.context.show_page("contacts", row.name)

    # -- private

    def _new_person(self, row: GridRow, at: int, typed: str) -> None:
        from app.contacts.person.new_people import NewGuardianDialog, NewPersonDialog, NewPupilDialog
        from app.contacts.person.picker import PersonPicker

        dialog: NewPersonDialog
        if self.who == PUPILS:
            dialog = NewPupilDialog(self, self.context, self.day, row.name)
        else:
            dialog = NewGuardianDialog(self, self.context, None, self.day)
            picker = dialog.findChild(PersonPicker)
            if picker is not None:
                picker.box.setText(row.name)
        given, _, family = typed.title().rpartition(" ")
        dialog.lines["given_name"].setText(given or family)
        dialog.lines["family_name"].setText(family if given else "")

        def put(person_id: int) -> None:
            self.reload()
            self.grid.put(row.id, at, person_id)

        dialog.added.connect(lambda person_id: QTimer.singleShot(0, self, lambda: put(person_id)))
        dialog.open()

    def _show(self) -> None:
        sheet, tr = self._sheet, self.context.tr
        if sheet is None:
            return
        if not sheet.columns or not sheet.rows:
            self._show_empty(sheet)
            return
        self._faces.setCurrentWidget(self._main)
        numbers = {state: sum(row.state == state for row in sheet.rows) for state in STATES_OF["all"]}
        missing = numbers["missing"] + numbers["part"]
        self.progress.setText(
            tr(
                N_("{done} of {total} classes done, {vacant} vacant, {missing} missing"),
                done=numbers["done"],
                total=len(sheet.rows),
                vacant=numbers["vacant"],
                missing=missing,
            )
        )
        columns = self._columns(sheet)
        rows = [self._row(row, columns) for row in sheet.rows if self._kept is None or row.class_id in self._kept]
        self.grid.show_rows(columns, rows)
        self.grid.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(tr(NONE_LEFT[str(self.chips.code)]))
        self._show_remarks(sheet)
        self.hint.setVisible(not self.context.read_only)

    def _columns(self, sheet: Sheet) -> list[GridColumn]:
        return [self._column(column, sheet.columns) for column in sheet.columns]

    def _column(self, column: SheetColumn, columns: Sequence[SheetColumn]) -> GridColumn:
        tr, title = self.context.tr, self._seat_title(column)
        if column.role != "deputy":
            return GridColumn(column.seat_id, column.role, title, title, column.number)
        seat = title[:1].lower() + title[1:] if title[1:2].islower() else title  # but FAU
        name = tr(N_("Deputy for {seat}"), seat=seat)
        return GridColumn(column.seat_id, column.role, tr(N_("Deputy")), name, column.number)

    def _seat_title(self, column: SheetColumn) -> str:
        """Return what the school calls those who sit there."""
        from app.school.queries import the_school
        from app.school.words import local_words

        language = self.context.tr.language
        kind, school = self._kinds.get(column.body_id, ""), self.context.read(the_school)
        if school is not None and kind in ("parent_committee", "class_contacts"):
            words = local_words(school, language)
            title = words.committee_rep if kind == "parent_committee" else words.parent_rep
        else:
            title = column.seat_name(language) or column.body_name(language)
        return title[:1].upper() + title[1:]

    def _row(self, row: SheetRow, columns: Sequence[GridColumn]) -> GridRow:
        cells = []
        for cell, column in zip(row.cells, columns, strict=True):
            labels = self._labels(row.class_id, column.seat_id, (*cell.people, *cell.outgoing))
            people = tuple((person, labels[person]) for person, _name in cell.people)
            before = tuple((person, labels[person]) for person, _name in cell.outgoing)
            cells.append(GridCell(people, cell.vacant, before, cell.applies))
        teachers = ", ".join(name for _id, name in row.teachers)
        return GridRow(row.class_id, row.class_name, row.state, teachers, tuple(cells))

    def _labels(self, class_id: int, seat_id: int, people: Sequence[tuple[int, str]]) -> dict[int, str]:
        """Return what people are called in a cell: as they are typed."""
        if not people:
            return {}
        known = {choice.id: choice.label for choice in self._people(seat_id).get(class_id, ())}
        return {person: known.get(person, name) for person, name in people}

    def _show_remarks(self, sheet: Sheet) -> None:
        while self._remarks.count():
            item = self._remarks.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        for remark in sheet.remarks[:MOST_REMARKS]:
            line = ErrorLine(sign="triangle-alert", role="on_band")
            self._remarks.addWidget(line)
            line.say(self.context.tr(remark.words, **remark.values))

    def _filter(self) -> None:
        code = str(self.chips.code)
        if not self.grid.finish():  # what was typed and means nobody would be out of sight
            self.chips.chips[self._chip].setChecked(True)
            return
        self._chip = code
        rows = self._sheet.rows if self._sheet is not None else ()
        self._kept = None if code == "all" else frozenset(r.class_id for r in rows if r.state in STATES_OF[code])
        self._show()

    def _follow(self) -> None:
        """Show the election of the cell one is in, if it is wanted."""
        if not self.course_is_shown or self._sheet is None or self.context.store is None:
            return
        place = self.grid.place
        if place is None or place[1] < 0:
            return
        class_id, at = place
        row = next((one for one in self._sheet.rows if one.class_id == class_id), None)
        if row is not None:
            column = self._sheet.columns[at]
            self.pane.show_place(column.seat_id, row.class_id, row.cells[at].election_id, self.held_on)

    def _set_day(self, day: date | None, refuse: Refuse) -> bool:
        if day is None:
            refuse(self.context.tr(N_("Write the date of the meeting.")), "held_on")
            return False
        self.held_on = day
        return True

    def _say_keys(self) -> str:
        tr = self.context.tr
        return "   ·   ".join(  # a line is broken between two of them
            tr(words).replace(" ", "\u00a0")
            for words in (
                N_("Some letters of the name") if self.who == PUPILS else N_("Some letters of the name or the child's"),
                N_("Enter: take the proposal"),
                N_("Tab: next cell"),
                N_("Ctrl+Enter: next class"),
                N_("+ same as last year"),
                N_("− nobody willing"),
                N_("Del: empty the cell"),
                N_("Esc: as it was"),
            )
        )

    def _lay_out(self) -> None:
        self._empty: EmptyState | None = None
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.chips)
        top.addStretch(1)
        top.addWidget(self.course_button, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.grid, 1)
        column.addWidget(self._nothing)
        column.addWidget(self.problem)
        column.addWidget(self.told)
        column.addLayout(self._remarks)
        column.addWidget(self.hint)
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QScrollArea.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setMinimumWidth(44 * GRID)
        self._side.hide()
        beside = SideBySide(self.context, SPLITTER.format(who=self.who), (left, self._side), [620, 420])
        self._main = QWidget()
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self.progress)
        whole.addLayout(top)
        whole.addWidget(beside, 1)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._main)
        self.body.addWidget(self._faces, 1)

    def _side_of_pane(self) -> QScrollArea:
        _ = self.pane
        return self._side

    def _show_empty(self, sheet: Sheet) -> None:
        """Say what is wanting before a class can choose anybody, and lead there."""
        tr = self.context.tr
        if self._empty is not None:
            self._faces.removeWidget(self._empty)
            self._empty.deleteLater()
        if sheet.columns:
            self._empty = EmptyState(
                tr(N_("No classes this year")),
                tr(N_("Classes come with the roster you import under Contacts, or are added here one by one.")),
                tr(N_("Open Contacts")),
                partial(self.context.show_page, "contacts"),
                "vote",
            )
        else:
            self._empty = self._no_bodies()
        self._faces.addWidget(self._empty)
        self._faces.setCurrentWidget(self._empty)
        icons.draw_all()

    def _no_bodies(self) -> EmptyState:
        """Offer the usual councils with one button, or, where the school has others, the page they are set up on."""
        tr = self.context.tr
        pupils = self.who == PUPILS
        title = tr(N_("Here is whom the pupils choose") if pupils else N_("Here is whom the classes choose"))
        if self.context.read_only:
            return EmptyState(title, tr(N_("Nothing is kept of that school year.")), "", None, "vote")
        if self._has_bodies:
            text = N_(
                "None of the school's councils has seats that are chosen by each class. Set that up under Councils and "
                "committees."
            )
            return EmptyState(title, tr(text), tr(N_("Open Councils and committees")), self._open_bodies, "vote")
        text = N_(
            "The school has no councils yet. Add the usual ones (FAU, class contacts, pupil council, SU and SMU) and "
            "go on, or choose others under Councils and committees."
        )
        return EmptyState(title, tr(text), tr(N_("Add the usual ones and go on")), self.add_bodies, "vote")

    def _open_bodies(self) -> None:
        self.context.show_page("bodies")

    def add_bodies(self) -> None:
        """Add what most schools choose to, and go on."""
        from app.bodies.commands import add_usual_bodies

        self.context.do(N_("Added the usual councils and committees"), add_usual_bodies)
        self.reload()
        self.focus_first()


class PupilSheetPart(SheetPart):
    """The pupil council, chosen by the pupils of each class."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, PUPILS)

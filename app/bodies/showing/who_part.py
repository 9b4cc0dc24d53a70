"""Who holds which office and seat of a body, and what is done about one of them?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.bodies.showing.lines import LEFT, VACANT, BodyLook, Line
from app.bodies.showing.room import is_large
from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.context import Context, Done, Refuse
from app.shell.flow import Flow
from app.shell.form import Form
from app.shell.noted import noted
from app.shell.table import Column, Request, TableView
from app.shell.theme import GRID
from app.shell.words import Label

ALL, EMPTY, UNSIGNED = "all", "vacant", "unsigned"
TIME = 149  # two days and a dash, just so narrow that it does not give way to the names
COPIED = N_("Rows of the councils and committees copied (office), persons: {number}")


class WhoPart(QWidget):
    """The lines of a body with room for buttons above, and of the chosen line what can be written under them.

    ``unnamed`` are the people who stand on public lists by their office or by a name the principal chose.
    """

    line_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.look: BodyLook | None = None
        self._text = ""
        self.unnamed: frozenset[int] = frozenset()
        self._written_of: int | None = None
        tr = context.tr
        self.buttons = Flow()
        self.which = OneOf(
            [(ALL, tr(N_("All"))), (EMPTY, tr(N_("Vacant"))), (UNSIGNED, tr(N_("Declaration not signed")))]
        )
        self.which.changed.connect(lambda _code: self._fill())
        self.table = self._make_table()
        self.counted = Label("", "muted")
        self.about = Label("", "muted")
        self.strip = self._make_strip()
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.buttons)
        column.addWidget(self.which)
        column.addWidget(frame, 1)
        column.addWidget(self.counted)
        column.addWidget(self.strip)

    # -- what is shown

    def show_look(self, look: BodyLook | None, text: str) -> None:
        """Show a body, narrowed to the lines that match ``text`` if there are any."""
        is_same = look is not None and self.look is not None and look.id == self.look.id
        self.look, self._text = look, text
        if not is_same:
            self.which.chips[ALL].setChecked(True)
        self._fill(keep=is_same)

    @property
    def line(self) -> Line | None:
        """The line that is chosen."""
        row = self.table.current_row
        return row if isinstance(row, Line) else None

    def chosen(self) -> list[Line]:
        """Return every line that is chosen."""
        selection = self.table.selection()
        return [line for line in self.table.rows.rows if line.id in selection]

    def go_to(self, office_id: int) -> bool:
        """Choose the line of an office; False if it is not here."""
        if self.which.code != ALL and not any(line.id == office_id for line in self.table.rows.rows):
            self.which.choose(ALL)
        return self.table.show_id(office_id)

    def go_to_vacancy(self, seat: str = "", role: str = "", classes: Sequence[str] = ()) -> bool:
        """Choose the first line nobody has, with the focus in the list: that of a seat, a role and a class, if any."""
        self.which.choose(ALL)
        language = self.context.tr.language
        vacant = [line for line in self.table.rows.rows if line.state == VACANT and line.seat is not None]

        def unlike(line: Line) -> tuple[bool, bool, bool]:
            name = line.seat.name(language) if line.seat is not None else ""
            return bool(seat) and name != seat, bool(role) and line.role != role, line.class_name not in classes

        if not vacant:
            return False
        self.table.show_id(min(vacant, key=unlike).id)
        self.table.setFocus()
        return True

    def may_leave(self) -> bool:
        return self._declared.save_now() and self._printed.save_now()

    # -- private

    def _make_table(self) -> TableView:
        from app.bodies.showing import said

        tr = self.context.tr

        def of(say: Any) -> Any:
            return lambda line: say(line, self.look, tr)

        columns = [
            Column("place", tr(N_("Office")), 152, text=of(said.say_office)),
            Column("where", tr(N_("For")), 50, text=lambda line: said.say_where(line, tr)),
            Column("name", tr(N_("Name")), 152, text=lambda line: said.say_name(line, tr), icon=self._sign),
            Column("time", tr(N_("Time")), TIME, text=of(said.say_time_shortly if is_large() else said.say_time)),
            Column("how", tr(N_("How")), 68, text=lambda line: said.say_how(line, tr), visible=not is_large()),
            Column(
                "declared",
                tr(N_("Declaration")),
                95,
                text=lambda line: said.say_declaration(line, tr),
                visible=not is_large(),
            ),
        ]
        table = TableView(self.context, "body-lines", columns, self._fetch)
        table.setAccessibleName(tr(N_("Seats and holders")))
        table.is_muted = lambda line: line.state == LEFT
        table.may_copy = self._may_copy
        table.row_changed.connect(lambda _line: self._line_moved())
        table.selection_changed.connect(self.line_changed)
        return table

    def _may_copy(self, lines: list[Line]) -> bool:
        people = {line.office.person_id for line in lines if line.office is not None}
        return not people or noted(self.context, COPIED, sorted(people))

    def _fill(self, *, keep: bool = True) -> None:
        if self.look is None or self.context.store is None:
            self.table.clear()
            self.counted.setText("")
        else:
            self.table.empty_text = self._say_empty()
            if keep and self.table.rows.rows:
                self.table.reload()
                if self.table.current_row is None and self.table.rows.rows:
                    self.table.go_to_row(0)
            else:
                self.table.load(self._text)
            shown, every = len(self.table.rows.rows), len(self.look.lines)
            tr = self.context.tr
            words = tr(N_("{shown} of {all} lines are shown"), shown=shown, all=every) if shown < every else ""
            self.counted.setText(words)
        self.counted.setVisible(bool(self.counted.text()))
        self._line_moved()

    def _say_empty(self) -> str:
        tr = self.context.tr
        if self.which.code == EMPTY:
            return tr(N_("Nothing is vacant here."))
        if self.which.code == UNSIGNED:
            return tr(N_("Everybody here has signed."))
        if self.look is not None and not self.look.body.seats:
            return tr(N_("There are no seats here yet. Add them under The body's own rules."))
        return tr(
            N_("There are no classes this year, so there are no seats to fill. Add the classes under The school.")
        )

    def _fetch(self, wanted: Request) -> Sequence[Line]:
        from app.bodies.showing import said
        from db.search import fold, sort_key

        look, tr = self.look, self.context.tr
        if look is None:
            return ()
        words = fold(self._text).split()
        found = [line for line in look.lines if all(word in fold(said.letters(line, look, tr)) for word in words)]
        lines = list(found or look.lines)
        if self.which.code == EMPTY:
            lines = [line for line in lines if line.state == VACANT]
        elif self.which.code == UNSIGNED:
            lines = [line for line in lines if is_unsigned(line)]
        place = {line.id: at for at, line in enumerate(look.lines)}
        keys: dict[str, Any] = {
            "place": lambda line: place[line.id],
            "where": lambda line: (line.grade or 0, sort_key(line.class_name), place[line.id]),
            "name": lambda line: (
                line.office is None,
                sort_key(line.office.family) if line.office is not None else "",
                sort_key(line.office.given) if line.office is not None else "",
                place[line.id],
            ),
            "time": lambda line: (line.office.valid_from if line.office is not None else date.min, place[line.id]),
            "how": lambda line: (said.say_how(line, tr), place[line.id]),
            "declared": lambda line: (_signed(line), place[line.id]),
        }
        lines.sort(key=keys[wanted.sort], reverse=wanted.descending)
        return lines[wanted.offset : wanted.offset + wanted.limit]

    # -- what stands under the lines

    def _make_strip(self) -> QWidget:
        tr = self.context.tr
        self._declared, self._printed = Form(self.context), Form(self.context)
        self.declared_field = self._declared.add_date(
            "declared", tr(N_("&Declaration signed")), lambda day, refuse: self._save_declared(day, refuse)
        )
        self.printed_field = self._printed.add_choice(
            "printed",
            tr(N_("On &public lists")),
            [("role", tr(N_("The office, without a name"))), ("alias", tr(N_("Another name")))],
            lambda value, refuse: self._save_printed(value, refuse),
        )
        beside = self._printed.sizePolicy()
        beside.setRetainSizeWhenHidden(True)
        self._printed.setSizePolicy(beside)
        strip = QWidget()
        policy = strip.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the list above keeps its height from line to line
        strip.setSizePolicy(policy)
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._declared, 2)
        row.addWidget(self._printed, 3)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.about)
        column.addWidget(strip)
        self._fields = strip
        return box

    def _line_moved(self) -> None:
        from app.bodies.showing import said

        line, look, tr = self.line, self.look, self.context.tr
        office = line.office if line is not None else None
        if self._written_of != (line.id if line is not None else None):
            self._written_of = line.id if line is not None else None
            self.declared_field.restore()  # what was refused for one person is not saved for another
        for form in (self._declared, self._printed):
            form.set_read_only(self.context.read_only)
        self._fields.setVisible(line is not None and line.is_own_row)
        self._printed.setVisible(self._is_unnamed(line))
        words = ""
        if line is not None and look is not None:
            where = said.say_where(line, tr)
            parts = [said.say_office(line, look, tr), where, said.say_name(line, tr), said.say_time(line, look, tr)]
            if office is not None and office.derived:
                parts.append(tr(N_("sits here by an office in another body")))
            if self._is_unnamed(line):
                parts.append(tr(N_("not by name on public lists")))
            words = " · ".join(part for part in parts if part)
        self.about.setText(words)
        self.strip.setVisible(line is not None)
        if line is not None and line.is_own_row and office is not None:
            self._declared.set_values({"declared": office.declaration_signed_on})
            self._printed.set_values({"printed": office.printed_as})
        self.line_changed.emit()

    def _is_unnamed(self, line: Line | None) -> bool:
        return line is not None and line.office is not None and line.office.person_id in self.unnamed

    def _sign(self, line: Line) -> str:
        from app.bodies.showing.said import sign

        return "eye-off" if self._is_unnamed(line) else sign(line)

    def _save_declared(self, day: date | None, refuse: Refuse) -> Done | None:
        from app.bodies.offices import sign_declaration

        line = self.line
        if line is None or line.office is None:
            return None
        label = (
            N_("The declaration of {name} was signed {day}") if day else N_("The declaration of {name} is not signed")
        )
        names = {"name": line.name, "day": self.context.tr.date(day) if day else ""}
        if not day:
            del names["day"]
        return self.context.do(label, sign_declaration, [line.office.id], day, arguments=names, on_error=refuse)

    def _save_printed(self, value: str, refuse: Refuse) -> Done | None:
        from app.bodies.offices import set_printed_as

        line = self.line
        if line is None or line.office is None:
            return None
        label = N_("Changed how {name} stands on public lists")
        return self.context.do(
            label, set_printed_as, line.office.id, value, arguments={"name": line.name}, on_error=refuse
        )


def is_unsigned(line: Line) -> bool:
    """Say whether somebody holds it now who has not signed the declaration."""
    office = line.office
    return line.is_held and office is not None and not office.derived and office.declaration_signed_on is None


def _signed(line: Line) -> date:
    office = line.office
    return office.declaration_signed_on or date.max if office is not None else date.max

"""How is one section of a plan written: its title, its text, and its points in a list or in two columns?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.plan.writing.column import Column
from app.plan.writing.doing import put_points
from app.plan.writing.mark_lines import MarkLines
from app.plan.writing.point_row import PointRow
from app.plan.writing.section_form import SectionForm
from app.shell import icons
from app.shell.page import scrolled
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail, SectionRow
    from app.plan.writing.marks import Key, Mark
    from app.shell.context import Context

ROLES = (
    (N_("Guardians"), N_("The school's staff")),
    (N_("Class parent representatives"), N_("Contact teachers")),
    (N_("The FAU representatives"), N_("The principal")),
    (N_("What can you expect of the school?"), N_("What can the school expect of you?")),
)
"""The heads of two columns that plans usually have."""
CHANGED, ADDED, REMOVED, MOVED = (
    N_("Changed a point in {section}"),
    N_("Added a point to {section}"),
    N_("Removed a point from {section}"),
    N_("Moved a point in {section}"),
)
NARROW = 70 * GRID
"""With less room than this two columns stand under each other."""


class SectionPane(QWidget):
    """What is typed is saved when it is left; what moves points is shown at once, with the cursor where it was.

    ``renew`` is asked for when what is stored has changed and must be seen before the next key.
    """

    renew = Signal()
    outline_wanted = Signal()
    commitment_wanted = Signal(int, object)  # the point, and the CommitmentRow (None: a new one)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.section: SectionRow | None = None
        self._detail: PlanDetail | None = None
        self._read_only = False
        self._wanted: tuple[int, int] | None = None  # the point, and the place in its text
        self._pool: dict[int, PointRow] = {}
        self._stacked: bool | None = None
        self._last: PointRow | None = None
        self.form = SectionForm(context)
        self.text_marks = MarkLines()
        self.text_marks.pressed.connect(lambda mark: self._press(None, mark))
        self.columns = {side: Column(context, side, self._pool) for side in ("text", "left", "right")}
        for column in self.columns.values():
            column.made = self._wire
            # once the drag is over: its row may be thrown away
            column.dropped.connect(self.drop_point, Qt.ConnectionType.QueuedConnection)
        self.room = self._lay_out()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.room)

    def _lay_out(self) -> QScrollArea:
        tr = self.context.tr
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GRID, 0, GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.form.title_cell)
        column.addWidget(self.form.text_box)
        column.addWidget(self.text_marks)
        self.split_button = QPushButton(tr(N_("T&wo columns")))
        icons.put(self.split_button, "users")
        self.split_button.setAutoDefault(False)
        self.split_menu = QMenu(self.split_button)
        for left, right in ROLES:
            words = f"{tr(left)} | {tr(right)}".replace("&", "&&")
            self.split_menu.addAction(words, partial(self.make_table, tr(left), tr(right)))
        self.split_button.setMenu(self.split_menu)
        self.join_button = icons.button(tr(N_("One &list")), "clipboard-list", self.make_list)
        self.join_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.split_button)
        row.addWidget(self.join_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.columns["text"])
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        column.addWidget(self._table)
        column.addStretch(1)
        self._place_columns(stacked=False)
        return scrolled(content)

    # -- what is shown

    def show_section(
        self, detail: PlanDetail, section: SectionRow, marks: Mapping[Key, Sequence[Mark]], *, read_only: bool
    ) -> None:
        """Show a section; what is being typed in it stays, and so does the cursor."""
        if self.section is None or self.section.id != section.id:
            self._forget()
        self._detail, self.section, self._read_only = detail, section, read_only
        self.form.show_section(section, read_only=read_only)
        self.form.text.setVisible(True)
        self.form.text_box.setVisible(not read_only or bool(section.text))
        self.text_marks.show_marks(self._marks(marks, None), read_only=read_only)
        self.split_button.setVisible(not read_only and not section.is_table)
        self.join_button.setVisible(not read_only and section.is_table)
        by_point = {point.id: self._marks(marks, point.id) for point in section.points}
        self._table.setVisible(section.is_table)
        titles = {"text": section.title, "left": section.left_title, "right": section.right_title}
        for side, column in self.columns.items():
            points = section.on(side)
            is_shown = self._is_shown(section, side)
            column.setVisible(is_shown)
            if is_shown:
                column.show_points(points, by_point, read_only=read_only, title=titles[side] or section.title)
            else:
                column.clear()
        self._drop_rows({point.id for point in section.points})
        self._order_keys()
        self._go_to_wanted()

    def _is_shown(self, section: SectionRow, side: str) -> bool:
        if side == "text":
            return not section.is_table or bool(section.on("text"))
        return section.is_table

    def _marks(self, marks: Mapping[Key, Sequence[Mark]], point_id: int | None) -> tuple[Mark, ...]:
        section = self.section.id if self.section is not None else 0
        fields = ("text",) if point_id is not None else ("title", "text", "left_title", "right_title")
        return tuple(mark for field in fields for mark in marks.get((section, point_id, field), ()))

    def row(self, point_id: int) -> PointRow:
        """Return the row of a point that is shown. Raises KeyError."""
        return self._pool[point_id]

    @property
    def focused(self) -> PointRow | None:
        """The row one is writing in, or was before a menu or a dialog took the focus."""
        return self._last if self._last is not None and self._last in self._rows() else None

    def focus_title(self) -> None:
        """Put the cursor in the title."""
        self.form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.title.selectAll()

    def show_point(self, point_id: int) -> None:
        """Go to a point of the section that is shown."""
        row = self._pool.get(point_id)
        if row is not None:
            row.field.go_to_end()
            self.room.ensureWidgetVisible(row)

    def save_now(self) -> bool:
        """Save what is being typed; False if it was refused."""
        for row in self._rows():
            if row.field.unsaved and not self.save(row):
                row.field.setFocus()
                return False
        return self.form.save_now()

    # -- one point

    def save(self, row: PointRow) -> bool:
        """Save what is typed in a row; a point whose words were all taken away is removed."""
        text, section = row.field.text().strip(), self.section
        if row.is_gone or row.saving or section is None or row.field.isReadOnly() or not row.field.unsaved:
            return True
        if self.context.store is None:
            return True
        if not text:
            return self._remove_empty(row)
        row.saving = True
        try:
            done = self._put(row, text, ())
        finally:
            row.saving = False
        return done

    def _put(self, row: PointRow, text: str, more: Sequence[str]) -> bool:
        section = self.section
        assert section is not None
        column = self.columns[row.side]
        at = column.place_of(row)
        label = ADDED if row.point_id is None or more else CHANGED
        done = self.context.do(
            label,
            put_points,
            section.id,
            row.side,
            row.point_id,
            text,
            tuple(more),
            at,
            arguments={"section": section.title},
            on_error=lambda words, _field: row.error.say(words),
        )
        if done is None:
            return False
        row.error.clear()
        if more:
            row.field.keep(text)
            if row.point_id is None:
                row.field.keep("")
            self._wanted = (int(done.result), len(more[-1]))
            self.renew.emit()
        elif row.point_id is None:
            column.adopt(row, int(done.result), text)
            self._order_keys()
        else:
            row.field.keep(text)
        return True

    def _remove_empty(self, row: PointRow) -> bool:
        column = self.columns[row.side]
        if row.point_id is None:
            row.field.keep("")
            if row is column.blank:
                column.remove_blank()
            return True
        return self.remove(row)

    def remove(self, row: PointRow) -> bool:
        """Remove a point."""
        from app.plan.commands import remove_point

        section = self.section
        if section is None or row.is_gone or self._read_only:
            return True
        if row.point_id is None:
            return self._remove_empty(row)
        row.is_gone = True
        done = self.context.do(REMOVED, remove_point, row.point_id, arguments={"section": section.title})
        row.is_gone = done is not None
        return done is not None

    def _left_empty(self, row: PointRow) -> None:
        if not row.is_gone and not self._read_only and (row.point_id is None or row.field.unsaved):
            self._remove_empty(row)

    def _next(self, row: PointRow) -> None:
        """Begin the next point, or part this one where the cursor is."""
        from app.plan.commands import split_point

        text, at, section = row.field.text(), row.field.textCursor().position(), self.section
        if not text.strip() or section is None or not self.save(row) or row.point_id is None:
            return
        column = self.columns[row.side]
        if not text[at:].strip():
            self._go(column.make_room(column.place_of(row) + 1))
        elif not text[:at].strip():
            self._go(column.make_room(column.place_of(row)))
        else:
            at -= len(text) - len(text.lstrip())
            done = self.context.do(
                N_("Parted a point of {section}"),
                split_point,
                row.point_id,
                at,
                arguments={"section": section.title},
                on_error=lambda words, _field: row.error.say(words),
            )
            if done is not None:
                self._wanted = (int(done.result), 0)
                self.renew.emit()

    def _back(self, row: PointRow) -> None:
        """Take away an empty point; join one that says something with the one above it."""
        from app.plan.commands import join_points

        rows = [one for one in self.columns[row.side].rows if one is not row]
        at = self.columns[row.side].rows.index(row)
        before = rows[at - 1] if at else None
        if not row.field.text().strip():
            target = before or (rows[0] if rows else None)
            if target is not None:
                target.field.go_to_end()  # what is left empty goes
            return
        section = self.section
        if before is None or before.point_id is None or section is None or not self.save(row) or row.point_id is None:
            return
        end = len(before.field.text())
        row.is_gone = True
        done = self.context.do(
            N_("Joined two points of {section}"),
            join_points,
            before.point_id,
            row.point_id,
            arguments={"section": section.title},
            on_error=lambda words, _field: before.error.say(words),
        )
        row.is_gone = done is not None
        if done is not None:
            self._wanted = (before.point_id, end)
            self.renew.emit()

    def move_point(self, row: PointRow, down: int, right: int) -> None:
        """Move a point among those of its column, or into the column beside it."""
        section = self.section
        if section is None or self._read_only or not self.save(row) or row.point_id is None:
            return
        sides = [side for side in self.columns if self._is_shown(section, side)]
        side, at = row.side, self.columns[row.side].place_of(row)
        if right:
            to = sides.index(side) + right
            if not 0 <= to < len(sides):
                return
            side = sides[to]
            at = min(at, len(self.columns[side].rows) - 1)
        else:
            at += down
            if not 0 <= at < len([one for one in self.columns[side].rows if one.point_id is not None]):
                return
        self._move_to(row.point_id, section.id, side, at, row.field.textCursor().position())

    def drop_point(self, point_id: int, side: str, at: int) -> None:
        """Put a point that was dragged at a place of a side."""
        if self.section is not None and not self._read_only and self.save_now():
            self._move_to(point_id, self.section.id, side, at, 0)

    def _move_to(self, point_id: int, section_id: int, side: str, at: int, cursor: int) -> None:
        from app.plan.commands import move_point

        section = self.section
        assert section is not None
        self._wanted = (point_id, cursor)
        arguments = {"section": section.title}
        self.context.do(MOVED, move_point, point_id, section_id, side, at, arguments=arguments)
        self.renew.emit()

    def move_to_section(self, point_id: int, section_id: int) -> None:
        """Move a point to the end of another section: of its list, or of its left column."""
        if self._detail is None or self._read_only or not self.save_now():
            return
        target = self._detail.section(section_id)
        side = "left" if target.is_table else "text"
        self._move_to(point_id, section_id, side, len(target.on(side)), 0)

    def _step(self, row: PointRow, way: int) -> None:
        """Go to the point above or below; from the first one up to the text."""
        rows = self.columns[row.side].rows
        to = rows.index(row) + way
        if 0 <= to < len(rows):
            rows[to].field.go_to_end()
            self.room.ensureWidgetVisible(rows[to])
        elif way < 0:
            self.form.text.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _add_lines(self, row: PointRow, lines: Sequence[str]) -> None:
        self._put(row, row.field.text().strip(), lines)

    def _press(self, row: PointRow | None, mark: Mark) -> None:
        """Do what the button of a mark says."""
        if mark.kind == "commitment" and row is not None and row.point_id is not None:
            if self.save(row):
                self.commitment_wanted.emit(row.point_id, mark.item)
        elif mark.kind == "reference" and self.save_now():
            self._put_in_new(mark)

    def _put_in_new(self, mark: Mark) -> None:
        from app.plan.commands import set_point, set_section
        from app.plan.rules.references import Finding, with_new

        finding, section = mark.item, self.section
        if section is None or not isinstance(finding, Finding) or self._detail is None:
            return
        label, arguments = N_("Put in {new} for {old}"), {"new": finding.new, "old": finding.old}
        if finding.point_id is not None:
            text = with_new(self._detail.point(finding.point_id).text, finding)
            self._wanted = (finding.point_id, finding.start)
            self.context.do(label, set_point, finding.point_id, text, arguments=arguments)
        else:
            text = with_new(str(getattr(section, finding.field)), finding)
            self.context.do(label, set_section, section.id, finding.field, text, arguments=arguments)
        self.renew.emit()

    # -- columns

    def make_table(self, left: str, right: str) -> None:
        """Let the section have two columns."""
        from app.plan.commands import make_table

        if self.section is not None and self.save_now():
            arguments = {"section": self.section.title}
            label = N_("Gave {section} two columns")
            if self.context.do(label, make_table, self.section.id, left, right, arguments=arguments) is not None:
                self.renew.emit()
                self.form.left_title.setFocus()

    def make_list(self) -> None:
        """Let the points stand in one list."""
        from app.plan.commands import make_list

        if self.section is not None and self.save_now():
            arguments = {"section": self.section.title}
            self.context.do(N_("Made one list of {section}"), make_list, self.section.id, arguments=arguments)
            self.renew.emit()

    # -- private

    def _rows(self) -> list[PointRow]:
        return [row for column in self.columns.values() if not column.isHidden() for row in column.rows]

    def _wire(self, row: PointRow) -> None:
        field = row.field
        field.left.connect(partial(self.save, row))
        field.left_empty.connect(partial(self._left_empty, row))
        field.next_wanted.connect(partial(self._next, row))
        field.backspaced.connect(partial(self._back, row))
        field.moved.connect(partial(self.move_point, row))
        field.stepped.connect(partial(self._step, row))
        field.lines_pasted.connect(partial(self._add_lines, row))
        row.marks.pressed.connect(partial(self._press, row))
        field.more = partial(self._fill_menu, row)
        field.focused.connect(partial(self._entered, row))

    def _entered(self, row: PointRow) -> None:
        row.update()
        if row.field.hasFocus():
            self._last = row
            self.room.ensureWidgetVisible(row, 0, 3 * GRID)

    def _fill_menu(self, row: PointRow, menu: QMenu) -> None:
        tr = self.context.tr
        is_open = not self._read_only and row.point_id is not None
        is_table = self.section is not None and self.section.is_table
        lines: list[tuple[str, str, Callable[[], object], bool]] = [
            (tr(N_("Tie a co&mmitment to it …")), "Ctrl+T", partial(self._want_commitment, row), is_open),
            (tr(N_("Move &up")), "Alt+Up", partial(self.move_point, row, -1, 0), is_open),
            (tr(N_("Move &down")), "Alt+Down", partial(self.move_point, row, 1, 0), is_open),
            (
                tr(N_("Move to the &left column")),
                "Alt+Left",
                partial(self.move_point, row, 0, -1),
                is_open and is_table,
            ),
            (
                tr(N_("Move to the &right column")),
                "Alt+Right",
                partial(self.move_point, row, 0, 1),
                is_open and is_table,
            ),
        ]
        for words, key, call, possible in lines:
            action = menu.addAction(words, call)
            action.setShortcut(key)
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(possible)
        others = menu.addMenu(tr(N_("Move to an&other section")))
        for section in self._detail.sections if self._detail is not None else ():
            if self.section is not None and section.id != self.section.id and row.point_id is not None:
                words = section.title.replace("&", "&&")
                others.addAction(words, partial(self.move_to_section, row.point_id, section.id))
        others.setEnabled(is_open and not others.isEmpty())
        action = menu.addAction(tr(N_("Remove the &point")), partial(self._remove_shown, row))
        action.setEnabled(is_open)

    def _want_commitment(self, row: PointRow) -> None:
        if self.save(row) and row.point_id is not None:
            self.commitment_wanted.emit(row.point_id, None)

    def tie(self) -> None:
        """Ask what the point one is writing promises."""
        row = self.focused
        if row is not None and not self._read_only and self.save(row) and row.point_id is not None:
            self.commitment_wanted.emit(row.point_id, None)
        elif not self._read_only:
            self.context.notify(self.context.tr(N_("Put the cursor in the point that promises something.")))

    def _remove_shown(self, row: PointRow) -> None:
        rows = self.columns[row.side].rows
        at = rows.index(row)
        row.field.restore()
        if self.remove(row):
            rows[at - 1 if at else min(1, len(rows) - 1)].field.go_to_end()

    def _go(self, row: PointRow) -> None:
        self._order_keys()
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.room.ensureWidgetVisible(row)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        row = self._pool.get(wanted[0]) if wanted is not None else None
        if row is not None and wanted is not None:
            row.field.go_to(wanted[1])
            self.room.ensureWidgetVisible(row)

    def _forget(self) -> None:
        """Leave a section: nothing of it is used for the next one."""
        self._last = None
        for column in self.columns.values():
            column.clear()
        self._drop_rows(set())
        self.room.verticalScrollBar().setValue(0)

    def _drop_rows(self, kept: set[int]) -> None:
        for point_id in [one for one in self._pool if one not in kept]:
            row = self._pool.pop(point_id)
            row.is_gone = True
            row.hide()
            row.deleteLater()

    def _order_keys(self) -> None:
        """Let Tab go down one column and then the next."""
        chain: list[QWidget] = [self.form.title, self.form.text, *self.text_marks.buttons, self.split_button]
        chain += [self.join_button, *self._chain("text"), self.form.left_title, *self._chain("left")]
        chain += [self.form.right_title, *self._chain("right")]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _chain(self, side: str) -> list[QWidget]:
        return [widget for row in self.columns[side].rows for widget in (row.field, *row.marks.buttons)]

    def _place_columns(self, *, stacked: bool) -> None:
        """Put the columns beside each other, or under each other where there is little room."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for at, (head, column) in enumerate(
            ((self.form.left_cell, self.columns["left"]), (self.form.right_cell, self.columns["right"]))
        ):
            across, down = (0, 2 * at) if stacked else (at, 0)
            self._grid.addWidget(head, down, across)
            self._grid.addWidget(column, down + 1, across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if stacked else 1)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_columns(stacked=self.width() < NARROW)

"""When do the parents of each class meet this term, and what is in the way?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.parents_lines import FIELDS, ParentLine, read_lines, stored, with_collisions
from app.meetings.listing.parents_table import ParentsTable
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.meetings.planning import ParentMeetingRow

WRITTEN = "meetings.parents.written"
PARENT_NOTICES = "parent-meeting-notices"


class ParentsPart(Part):
    """One table of all classes; what is written in it becomes meetings with one button, as one step.

    What is written and not made yet is kept on this machine: days, times and rooms are nobody's secret.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._rows: tuple[ParentMeetingRow, ...] = ()
        self.lines: tuple[ParentLine, ...] = ()
        self.terms = OneOf([("autumn", tr(N_("Autumn"))), ("spring", tr(N_("Spring")))])
        self.terms.choose("autumn" if clock.today().month >= 8 else "spring")
        self.terms.changed.connect(lambda _code: self.reload())
        self.make_button = QPushButton(tr(N_("&Make the meetings")))
        self.make_button.clicked.connect(self.make)
        icons.put(self.make_button, "check")
        self.print_button = QPushButton(tr(N_("Print all n&otices …")))
        self.print_button.clicked.connect(self.print_notices)
        icons.put(self.print_button, "printer")
        self.send_button = QPushButton(tr(N_("Send the not&ices …")))
        self.send_button.clicked.connect(self.send_notices)
        icons.put(self.send_button, "mail")
        for button in (self.make_button, self.send_button, self.print_button):
            button.setAutoDefault(False)
        self.told = wrapped("", "muted")
        words = N_("Enter goes down, Tab to the right. Ctrl+D fills the lines below. A table can be pasted.")
        self.hint = wrapped(tr(words), "muted")
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.terms)
        top.addStretch(1)
        top.addWidget(self.make_button)
        top.addWidget(self.send_button)
        top.addWidget(self.print_button)
        self.table = ParentsTable(context, self._write)
        self.empty = EmptyState(
            tr(N_("No classes this year yet")),
            tr(N_("The classes come with the list of pupils. Then all parents' meetings are planned here.")),
            tr(N_("Go to the contacts")),
            lambda: context.show_page("contacts"),
            "users",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addLayout(top)
        self.body.addWidget(self.told)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.hint)
        self._quiet = QTimer(self, singleShot=True, interval=120)
        self._quiet.timeout.connect(self._look)

    @property
    def term(self) -> str:
        """The term that is shown."""
        return str(self.terms.code)

    def reload(self) -> None:
        from app.meetings.planning import parent_meetings

        if self.context.store is None:
            return
        self._rows = self.context.read(parent_meetings, self.context.year, self.term)
        self._stack.setCurrentIndex(0 if self._rows else 1)
        self.hint.setVisible(bool(self._rows) and not self.context.read_only)
        self._show()
        self._look()

    def focus_first(self) -> None:
        self.table.setFocus()

    def show_class(self, class_id: int) -> None:
        """Be at the line of a class."""
        self.table.show_class(class_id)

    # -- what is done

    def make(self) -> None:
        """Make or change all the meetings that are written, as one step; what cannot be is said at its line."""
        from app.meetings.planning import plan_parent_meetings

        self._quiet.stop()
        self._look()
        changed = [line for line in self.lines if line.is_changed]
        wrong = [line for line in changed if line.entry is None]
        tr = self.context.tr
        if wrong:
            self.table.show_class(wrong[0].row.class_id)
            self.table.setFocus()
            self.context.notify(f"{wrong[0].row.class_name}: {wrong[0].problems[0]}")
            return
        entries = [line.entry for line in changed if line.entry is not None]
        if not entries:
            self.context.notify(tr(N_("Write a day for each class first. Ctrl+D fills the lines below.")))
            return
        done = self.context.do(
            N_("Planned the parents' meetings of {n} classes"),
            plan_parent_meetings,
            self.context.year,
            entries,
            arguments={"n": len(entries)},
        )
        if done is not None:
            self._keep({})
            self.reload()

    def fill_down(self) -> None:
        """Write what stands in the current cell in all the lines below."""
        self.table.fill_down()

    def print_notices(self) -> None:
        """Open the preview of the notices to the parents of all classes."""
        from app.meetings.reports import REPORTS

        if self._has_meeting():
            self.context.preview(REPORTS, on_paper=PARENT_NOTICES)

    def send_notices(self) -> None:
        """Open what sends the notices to the parents of all classes in one go."""
        from app.meetings.listing.parents_sending import ParentsSendingPanel

        if self._has_meeting():
            self.context.show_panel(ParentsSendingPanel(self.context, self.term))

    # -- private

    def _has_meeting(self) -> bool:
        """Whether there is a meeting to call to; it is told where there is none."""
        if self.context.store is None:
            return False
        found = any(line.row.meeting is not None for line in self.lines)
        if not found:
            self.context.notify(self.context.tr(N_("No parents' meeting is made yet.")))
        return found

    def _write(self, cells: dict[int, dict[str, str]]) -> None:
        written = self._written()
        for class_id, fields in cells.items():
            written[class_id] = {**written.get(class_id, {}), **fields}
        there = {row.class_id: stored(row) for row in self._rows}
        self._keep(
            {
                class_id: fields
                for class_id, fields in written.items()
                if class_id in there and any(there[class_id][name] != text for name, text in fields.items())
            }
        )
        self._show()
        self._quiet.start()

    def _show(self) -> None:
        """Show what is written, without what is in the way: that is looked for when the hands rest."""
        lines = read_lines(self._rows, self._written(), self.context.tr)
        before = {line.row.class_id: line for line in self.lines}
        self.lines = tuple(
            before[line.row.class_id]
            if line.row.class_id in before and _same(line, before[line.row.class_id])
            else line
            for line in lines
        )
        self._show_lines()

    def _look(self) -> None:
        from app.meetings.class_evenings import in_the_way

        if self.context.store is None:
            return
        lines = read_lines(self._rows, self._written(), self.context.tr)
        entries = [line.entry for line in lines if line.entry is not None]
        found = self.context.read(in_the_way, self.context.year, entries) if entries else {}
        self.lines = with_collisions(lines, found, self.context.tr)
        self._show_lines()

    def _show_lines(self) -> None:
        from app.meetings.planning import who_need_interpreters

        tr, may_write = self.context.tr, not self.context.read_only
        self.table.show_lines(self.lines, may_write=may_write)
        changed = sum(line.is_changed for line in self.lines)
        is_new = any(line.is_changed and line.row.meeting is None for line in self.lines)
        if changed and is_new:
            words = tr.n("&Make {n} meeting", "&Make {n} meetings", changed)
        elif changed:
            words = tr.n("Save {n} &change", "Save {n} &changes", changed)
        else:
            words = tr(N_("&Make the meetings"))
        self.make_button.setText(words)
        self.make_button.setEnabled(may_write and bool(self._rows))
        self.send_button.setEnabled(may_write and bool(self._rows))
        self.print_button.setEnabled(bool(self._rows))
        made = sum(line.row.meeting is not None for line in self.lines)
        interpreters = who_need_interpreters(line.row for line in self.lines)
        said = [tr(N_("{made} of {all} classes have their meeting"), made=made, all=len(self.lines))]
        if interpreters:
            said.append(tr.n("{n} guardian needs an interpreter", "{n} guardians need an interpreter", interpreters))
        self.told.setText(" · ".join(said) if self.lines else "")
        self.told.setVisible(bool(self.lines))

    @property
    def _place(self) -> str:
        store = self.context.store
        return f"{store.path if store is not None else ''}:{self.context.year}:{self.term}"

    def _written(self) -> dict[int, dict[str, str]]:
        kept = self.context.settings.get(WRITTEN, dict[str, dict[str, dict[str, str]]]())
        found = kept.get(self._place, {})
        return {
            int(class_id): {name: str(text) for name, text in fields.items() if name in FIELDS}
            for class_id, fields in found.items()
            if class_id.isdecimal()
        }

    def _keep(self, written: dict[int, dict[str, str]]) -> None:
        kept = dict(self.context.settings.get(WRITTEN, dict[str, dict[str, dict[str, str]]]()))
        kept.pop(self._place, None)
        if written:
            kept[self._place] = {str(class_id): fields for class_id, fields in written.items()}
        self.context.settings.set(WRITTEN, kept)


def _same(one: ParentLine, other: ParentLine) -> bool:
    return one.row == other.row and dict(one.typed) == dict(other.typed)

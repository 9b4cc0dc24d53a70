"""How do the notices of all the parents' meetings of a term go out in one go, a draft or a paper for each class?"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.bodies.showing.said import capital
from app.core import clock
from app.core.errors import UserError, explain
from app.core.i18n import N_, translator
from app.core.schoolyear import day_in_year, year_of
from app.meetings.listing.parents_lines import say_languages
from app.meetings.minuting.keyed_list import pressed_by_enter
from app.meetings.words import CHANNEL_WORDS, say_time
from app.shell import icons
from app.shell.dates import parse_date
from app.shell.dialog import choose_folder
from app.shell.error_line import ErrorLine
from app.shell.form import ChoiceField, LineField
from app.shell.header import ListHeader
from app.shell.noted import noted
from app.shell.panel import Panel
from app.shell.theme import GRID, ROW_HEIGHT
from app.shell.words import Label, heading, without_mnemonic, wrapped

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.core.report import Report, ReportRequest
    from app.documents.model import Document
    from app.meetings.class_notices import ClassNotice
    from app.shell.context import Context

LAST_FOLDER = "meetings.class_notices_folder"
HEADS = (N_("Class"), N_("When"), N_("Called"), N_("Not by e-mail"), N_("Interpreter"), N_("Sent on"))
_NUMBERS = (2, 3)
_ID = Qt.ItemDataRole.UserRole
_Paper = tuple["ReportRequest", "Document"]


class ParentsSendingPanel(Panel):
    """The classes on the left, with how many are called and how; on the right how it is sent."""

    def __init__(self, context: Context, term: str) -> None:
        from app.meetings.class_notices import parent_notices

        tr = context.tr
        super().__init__(context, tr(N_("Send the notices of parents' meetings")))
        self.notices: tuple[ClassNotice, ...] = context.read(parent_notices, context.year, term, clock.today())
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addWidget(self._build_classes(), 2)
        row.addWidget(self._build_ways(), 1)
        self.body.addLayout(row, 1)
        self._show_chosen()
        self._show_current()
        self._set_way()

    @property
    def chosen(self) -> tuple[ClassNotice, ...]:
        """The classes that are ticked."""
        lines = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        ids = {line.data(0, _ID) for line in lines if line and line.checkState(0) == Qt.CheckState.Checked}
        return tuple(one for one in self.notices if one.meeting.id in ids)

    def focus_first(self) -> None:
        self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first_button(self) -> QPushButton:
        """What is done first the chosen way."""
        return self.draft_button if self.channel.currentData() == "email" else self.print_button

    # -- what is done

    def save_drafts(self) -> None:
        """Ask for a folder, and write a draft for each class there."""
        if self._is_nothing_chosen():
            return
        tr, settings = self.context.tr, self.context.settings

        def chosen(folder: Path) -> None:
            settings.set(LAST_FOLDER, str(folder))
            self.save_drafts_in(folder)

        choose_folder(self, tr, tr(N_("A folder for the drafts")), chosen, settings.get(LAST_FOLDER, ""))

    def save_drafts_in(self, folder: Path) -> None:
        """Write a draft with its notice for each class that is ticked; the paper alone where nobody has e-mail."""
        from app.contacts.reaching.draft import remove
        from app.meetings.class_notices import WRITING, class_draft, save_class_drafts
        from app.meetings.reports.parent_notices import PARENT_NOTICES
        from app.school.queries import own_language, the_school

        chosen, context = self.chosen, self.context
        language, school = context.read(own_language), context.read(the_school)
        separator, with_slip = context.settings.get("reaching.separator", ";"), self.slip.isChecked()
        tr, name = translator(language), school.name if school is not None else ""

        def work(progress: Progress) -> tuple[list[_Paper], tuple[Path, ...]]:
            papers, drafts = [], []
            for number, one in enumerate(chosen):
                progress.step(WRITING, number, 2 * len(chosen))
                request, document, data = self._made(PARENT_NOTICES, one, with_slip=with_slip)
                papers.append((request, document))
                drafts.append(class_draft(one, data, tr, name, separator))
            return papers, save_class_drafts(folder, drafts, tr, progress)

        def done(result: tuple[list[_Paper], tuple[Path, ...]]) -> None:
            papers, paths = result
            people = list(dict.fromkeys(one.id for notice in chosen for one in notice.reach.by_email))
            if not noted(context, N_("E-mail draft saved (office), persons: {number}"), people):
                remove(paths)
                return
            if context.paper_desk is not None:
                for request, document in papers:
                    context.paper_desk.note(PARENT_NOTICES, request, document)
            self._tell(
                context.tr.n(
                    "{n} file is saved. Send it from your e-mail program.",
                    "{n} files are saved. Send them from your e-mail program.",
                    len(paths),
                )
            )

        self.error.clear()
        context.run(WRITING, work, done, lambda words, _field: self.error.say(words))

    def print_notices(self) -> None:
        """Show the notices of all classes, to be printed from there."""
        from app.meetings.reports.parent_notices import PARENT_NOTICES

        self._tell("")
        self.context.preview([PARENT_NOTICES], on_paper=PARENT_NOTICES.id)

    def note_sent(self) -> None:
        """Note for all classes that are ticked that the notice was sent, as one step."""
        from app.meetings.class_notices import send_parent_notices

        if self._is_nothing_chosen():
            return
        try:
            day = parse_date(self.day.text())
        except UserError as error:
            self._refuse(explain(error, self.context.tr) or "", "day")
            return
        ids = [one.meeting.id for one in self.chosen]
        done = self.context.do(
            N_("Sent the notices of parents' meetings: {n}"),
            send_parent_notices,
            ids,
            day or clock.today(),
            str(self.channel.currentData()),
            arguments={"n": len(ids)},
            on_error=self._refuse,
        )
        if done is not None:
            self.leave()

    def _is_nothing_chosen(self) -> bool:
        self.error.clear()
        if not self.chosen:
            self.error.say(self.context.tr(N_("Tick at least one class.")))
            self.list.setFocus()
        return not self.chosen

    def _refuse(self, words: str, field: str | None) -> None:
        self.error.say(words)
        if field == "day":
            self.day.setFocus()

    def _made(self, report: Report, one: ClassNotice, *, with_slip: bool) -> tuple[ReportRequest, Document, bytes]:
        from app.core.progress import NO_PROGRESS
        from app.core.report import ReportRequest
        from app.meetings.reports.parent_notices import collect_notice_of

        desk = self.context.paper_desk
        if desk is None:
            raise RuntimeError("no desk to write papers at")
        year = year_of(one.meeting.held_on)
        options = {"slip": "yes"} if with_slip else {}
        on = day_in_year(year, clock.today())
        request = ReportRequest(one.row.class_name, report.audiences[0], year, on, options=options)
        tr = translator(desk.language())
        request, facts = self.context.read(report.gathered, request, collect_notice_of, one.row)
        document = report.composed(request, facts, tr)
        with tempfile.TemporaryDirectory(prefix="skolekontoret-") as folder:
            path = Path(folder) / "notice.pdf"
            desk.write(report, facts, document, tr, path, NO_PROGRESS)
            return request, document, path.read_bytes()

    # -- making it

    def _build_classes(self) -> QWidget:
        tr = self.context.tr
        self.count = heading("", 1.1)
        self.interpreters = wrapped("", "muted")
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr(N_("Classes whose parents meet")))
        header = ListHeader(self.list)
        header.padding = GRID // 2  # as far in as the words of a tree's cells
        self.list.setHeader(header)
        self.list.setHeaderLabels([tr(head) for head in HEADS])
        for column in range(len(HEADS)):
            side = Qt.AlignmentFlag.AlignHCenter if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            self.list.headerItem().setTextAlignment(column, side | Qt.AlignmentFlag.AlignVCenter)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        for one in self.notices:
            self.list.addTopLevelItem(self._line(one))
        for column in range(len(HEADS) - 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + 2 * GRID)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.itemChanged.connect(lambda _item, _column: self._show_chosen())
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_current())
        self.nothing = wrapped(tr(N_("No parents' meeting is made yet.")), "muted")
        self.nothing.setVisible(not self.notices)
        self.list.setVisible(bool(self.notices))
        self.rest = wrapped("", "muted")
        box = QWidget()
        column_of = QVBoxLayout(box)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(GRID)
        for widget in (self.count, self.interpreters):
            column_of.addWidget(widget)
        column_of.addWidget(self.list, 1)
        for widget in (self.nothing, self.rest):
            column_of.addWidget(widget)
        if not self.notices:
            column_of.addStretch(1)
        return box

    def _line(self, one: ClassNotice) -> QTreeWidgetItem:
        tr = self.context.tr
        when = " ".join(filter(None, (tr.date(one.meeting.held_on), say_time(one.meeting))))
        number = len(one.recipients)
        sent = "" if one.meeting.sent_on is None else tr.date(one.meeting.sent_on)
        if one.changed:
            sent = tr(N_("{day}, changed since"), day=sent)
        cells = [
            one.row.class_name,
            when,
            tr.number(number),
            tr.number(number - len(one.reach.by_email)),
            say_languages(one.row, tr),
            sent,
        ]
        line = QTreeWidgetItem(cells)
        line.setData(0, _ID, one.meeting.id)
        line.setSizeHint(0, QSize(0, ROW_HEIGHT))
        for column in _NUMBERS:
            line.setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
        line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(0, Qt.CheckState.Checked if one.is_waiting else Qt.CheckState.Unchecked)
        return line

    def _build_ways(self) -> QWidget:
        tr = self.context.tr
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.channel = ChoiceField([(code, capital(tr(words))) for code, words in CHANNEL_WORDS.items()])
        self.channel.activated.connect(lambda _at: self._set_way())
        self.day = LineField(self.context)
        self.day.keep(tr.date(clock.today()))
        for label, control in ((tr(N_("&How it is sent")), self.channel), (tr(N_("&Day")), self.day)):
            words = Label(label, "muted")
            words.setBuddy(control)
            control.setAccessibleName(without_mnemonic(label))
            form.addRow(words, control)
        column.addLayout(form)
        self.slip = QCheckBox(tr(N_("With a reply slip")))
        column.addWidget(self.slip)
        self.draft_button = icons.button(tr(N_("Save an &e-mail draft for each class …")), "mail", self.save_drafts)
        self.print_button = icons.button(tr(N_("&Print the notices …")), "printer", self.print_notices)
        self.told = Label("", "good")
        self.error = ErrorLine()
        self.note_button = icons.button(tr(N_("&Note as sent")), "check", self.note_sent)
        column.addWidget(self.draft_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.told)
        column.addWidget(self.error)
        column.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        why = N_("Who was called and when is kept with each meeting, all of them in one step.")
        column.addWidget(wrapped(tr(why), "muted"))
        column.addStretch(1)
        for button in (self.draft_button, self.print_button, self.note_button):
            button.setEnabled(bool(self.notices))
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button one is at, and Ctrl+Enter notes."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.note_sent()
        elif not pressed_by_enter(event, self) and not is_enter:
            super().keyPressEvent(event)

    # -- what follows from what is chosen

    def _show_chosen(self) -> None:
        from app.meetings.planning import who_need_interpreters

        tr, chosen = self.context.tr, self.chosen
        people = {person for one in chosen for person, _ in one.recipients}
        called = tr.n("{n} person is called", "{n} people are called", len(people))
        self.count.setText(f"{tr.n('{n} class', '{n} classes', len(chosen))}: {called}")
        needed = [one.row for one in chosen if one.row.interpreters]
        number = who_need_interpreters(needed)
        said = tr.n("{n} guardian needs an interpreter", "{n} guardians need an interpreter", number)
        self.interpreters.setText(said)
        self.interpreters.setVisible(bool(needed))

    def _show_current(self) -> None:
        """Say of the class one is at who gets no e-mail."""
        from app.meetings.showing.reached import say_rest, say_ways

        item, tr = self.list.currentItem(), self.context.tr
        one = next((one for one in self.notices if item is not None and one.meeting.id == item.data(0, _ID)), None)
        said: Sequence[str] = ()
        if one is not None:
            ids = [person for person, _ in one.recipients]
            said = [say_ways(one.reach, len(ids), tr), *say_rest(one.reach, one.called, ids, (), tr)]
            said = [
                f"{one.row.class_name}: {words}" if at == 0 else words for at, words in enumerate(filter(None, said))
            ]
        self.rest.setText("\n".join(said))
        self.rest.setVisible(bool(said))

    def _set_way(self) -> None:
        """Show what belongs to the chosen way."""
        self.draft_button.setVisible(self.channel.currentData() == "email")
        for button in (self.draft_button, self.print_button):
            font = QFont(button.font())
            font.setWeight(QFont.Weight.DemiBold if button is self.first_button else QFont.Weight.Normal)
            button.setFont(font)

    def _tell(self, words: str) -> None:
        """Say what was handed out, and lead to noting it."""
        self.told.setText(words)
        self.note_button.setFocus(Qt.FocusReason.OtherFocusReason)

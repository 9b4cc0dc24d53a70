"""How does the notice reach those who are called: as a draft, as a paper, or as addresses to copy?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.bodies.showing.said import capital
from app.core import clock
from app.core.errors import explain
from app.core.i18n import N_, translator
from app.meetings.minuting.keyed_list import pressed_by_enter
from app.meetings.showing.doing import Doing
from app.meetings.showing.papers import FOLDER, NOTICE, paper, show_paper, subject_of
from app.meetings.words import CAPACITY_WORDS, CHANNEL_WORDS, join_names, say_meeting, short_name
from app.shell import icons
from app.shell.dates import parse_date
from app.shell.dialog import choose_target
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.fold import Fold
from app.shell.form import ChoiceField, LineField
from app.shell.note_field import NoteField
from app.shell.noted import noted
from app.shell.panel import Panel
from app.shell.theme import GRID, ROW_HEIGHT
from app.shell.words import Label, heading, tooltip, without_mnemonic, wrapped

if TYPE_CHECKING:
    from app.contacts.reaching.rules import Batch, Reach
    from app.core.i18n import Translator
    from app.core.progress import Progress
    from app.core.report import ReportRequest
    from app.documents.model import Document
    from app.meetings.called import Called
    from app.shell.context import Context

LAST_FOLDER = "meetings.notice_folder"
_ID = Qt.ItemDataRole.UserRole


class _Made(NamedTuple):
    """A paper that was written to a file, and as what it is noted."""

    path: Path
    request: ReportRequest
    document: Document


class SendPanel(Panel):
    """Whom on the left, how on the right; what was handed out is noted as sent with one more Enter."""

    def __init__(self, context: Context, meeting_id: int) -> None:
        from app.meetings.called import called_to, guests_without_address
        from app.meetings.queries import meeting
        from app.meetings.told import changes

        detail = context.read(meeting, meeting_id)
        self.row = detail.row
        self.changed = changes(detail)
        tr = context.tr
        self.is_cancelled = self.row.cancelled_on is not None
        title = N_("Tell of the cancellation: {meeting}") if self.is_cancelled else N_("Send the notice: {meeting}")
        if self.changed:
            title = N_("Send the change: {meeting}")
        super().__init__(context, tr(title, meeting=say_meeting(self.row, tr)))
        self.doing = Doing(context)
        self.doing.row = self.row
        self.called: tuple[Called, ...] = context.read(called_to, meeting_id, clock.today())
        self.guests: tuple[str, ...] = context.read(guests_without_address, meeting_id)
        self._handed_out = False
        self._build()
        self._reach()

    # -- who

    @property
    def chosen(self) -> tuple[Called, ...]:
        """Those who are ticked."""
        lines = [self.list.item(at) for at in range(self.list.count())]
        ids = {line.data(_ID) for line in lines if line.checkState() == Qt.CheckState.Checked}
        return tuple(one for one in self.called if one.person_id in ids)

    def tick(self, person_id: int, on: bool = True) -> None:
        """Tick somebody, or take the tick away."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_ID) == person_id:
                self.list.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def focus_first(self) -> None:
        self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first_button(self) -> QPushButton:
        """What is done first the chosen way."""
        return self.draft_button if self.channel.currentData() == "email" else self.print_button

    # -- what is done

    def save_draft(self) -> None:
        """Ask where, and write e-mail drafts with the paper."""
        if not self._batches():
            self.error.say(self.context.tr(N_("Nobody who is ticked has an e-mail address that can be used.")))
            return
        name = f"{self.context.tr(N_('Notice'))} {self.row.held_on:%Y-%m-%d}.eml"  # never to whom
        self._ask(N_("Save the draft"), N_("E-mail draft (*.eml)"), name, self.save_draft_as)

    def save_draft_as(self, path: Path) -> None:
        """Write a draft for each batch of addresses; several have numbers."""
        from app.contacts.reaching import draft
        from app.meetings.message import calendar_attachment
        from app.school.queries import the_school

        batches, subject, text = self._batches(), self.subject.text(), self.text.text()
        people = [one for batch in batches for one in batch.people]
        report_id, title = self._report_id(), self.file_title
        school = self.context.read(the_school)
        paper_tr = self._paper_tr()
        calendar = calendar_attachment(self.row, title, paper_tr, school.name if school is not None else "")

        def work(progress: Progress) -> tuple[_Made, tuple[Path, ...]]:
            with tempfile.TemporaryDirectory(prefix="skolekontoret-") as folder:
                made = self._make(report_id, Path(folder) / f"{title}.pdf", progress)
                attachment = draft.Attachment(made.path.name, made.path.read_bytes())
            return made, draft.save_drafts(path, batches, subject, text, attachment, self.context.tr, [calendar])

        def done(result: tuple[_Made, tuple[Path, ...]]) -> None:
            made, paths = result
            if not noted(self.context, N_("E-mail draft saved (office), persons: {number}"), people):
                draft.remove(paths)
                return
            self._note_paper(report_id, made)
            self._tell(self.context.tr(N_("The draft is saved. Send it from your e-mail program.")))

        self._run(N_("Making the notice"), work, done)

    def save_paper(self, ending: str) -> None:
        """Ask where, and save the notice in the format of ``ending``."""
        kinds = {"pdf": N_("PDF (*.pdf)"), "docx": N_("Word (*.docx)")}
        name = f"{self.file_title}.{ending}"
        self._ask(N_("Save the paper"), kinds[ending], name, self.save_paper_as)

    def save_paper_as(self, path: Path) -> None:
        """Write the notice to a file; the ending decides the format."""
        report_id = self._report_id() if path.suffix.lower() == ".pdf" else NOTICE

        def done(made: _Made) -> None:
            self._note_paper(report_id, made)
            self._tell(self.context.tr(N_("Saved: {file}"), file=made.path.name))

        self._run(N_("Making the notice"), lambda progress: self._make(report_id, path, progress), done)

    def print_paper(self) -> None:
        """Show the notice, to be printed from there."""
        self._tell("")
        show_paper(self.context, self.row, NOTICE)

    def copy_batch(self, at: int) -> None:
        """Put one batch of addresses on the clipboard."""
        batch = self._batches()[at]
        if noted(self.context, N_("E-mail addresses copied (office), persons: {number}"), batch.people):
            QGuiApplication.clipboard().setText(batch.text)
            self._tell(self.context.tr(N_("Copied. Paste into the field Bcc, so that nobody sees the others.")))

    def note_sent(self) -> None:
        """Note that the notice was sent, that day, that way, to those who are ticked."""
        from app.core.errors import UserError
        from app.meetings.notices import send_notice

        try:
            day = parse_date(self.day.text())
        except UserError as error:
            self.error.say(explain(error, self.context.tr) or "")
            self.day.setFocus()
            return
        channel = str(self.channel.currentData())
        recipients = [(one.person_id, one.capacity) for one in self.chosen]
        kind = "cancellation" if self.is_cancelled else "notice"
        label = N_("Sent the change of {meeting}") if self.changed else N_("Sent the notice of {meeting}")
        done = self.context.do(
            N_("Told of the cancellation of {meeting}") if self.is_cancelled else label,
            lambda session: send_notice(session, self.row.id, day or clock.today(), channel, recipients, kind),
            arguments={"meeting": self.doing.meeting},
            on_error=self._refuse,
        )
        if done is not None:
            self.leave()

    def _refuse(self, words: str, field: str | None) -> None:
        self.error.say(words)
        if field == "day":
            self.day.setFocus()

    # -- making it

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addWidget(self._build_people(), 1)
        row.addWidget(self._build_ways(), 1)
        self.body.addLayout(row, 1)

    def _build_people(self) -> QWidget:
        tr = self.context.tr
        self.count = heading("", 1.1)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Those who are called")))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in self.called:
            self.list.addItem(self._line(one))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._reach())
        self.nobody = wrapped(
            tr(N_("Nobody sits in a body of this meeting. Hand the notice out as a paper, and note it as sent.")),
            "muted",
        )
        self.nobody.setVisible(not self.called)
        self.list.setVisible(bool(self.called))
        self.ways = wrapped("", "muted")
        self.otherwise = wrapped("", "muted")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.count)
        column.addWidget(self.ways)
        column.addWidget(self.list, 1)
        column.addWidget(self.nobody)
        column.addWidget(self.otherwise)
        if not self.called:
            column.addStretch(1)
        return box

    def _line(self, one: Called) -> QListWidgetItem:
        words = f"{one.name}   {self._say_what(one)}"
        line = QListWidgetItem(words)
        line.setToolTip(tooltip(words))
        line.setData(_ID, one.person_id)
        line.setSizeHint(QSize(0, ROW_HEIGHT - GRID // 2))
        line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(Qt.CheckState.Checked if one.is_usual else Qt.CheckState.Unchecked)
        return line

    def _say_what(self, one: Called) -> str:
        """Return as what somebody is called: "Medlem, SU og SMU", "Foresatt, Ask Lunde (5A)", "Kontaktlærer"."""
        from app.contacts.reaching.rules import REASONS
        from app.meetings.called import STAFF

        tr = self.context.tr
        if one.what == STAFF and one.about:
            return capital(one.about)
        named = [short_name(nn if tr.language == "nn" and nn else nb) for nb, nn in one.bodies]
        said = [tr(one.what or CAPACITY_WORDS[one.capacity]), join_names(named, tr), one.about]
        if one.why_not:
            said.append(tr(REASONS[one.why_not]))
        return ", ".join(filter(None, said))

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
        self.folder = QCheckBox(tr(N_("With all papers in one PDF (the meeting folder)")))
        has_folder = paper(FOLDER) is not None and not self.is_cancelled
        self.folder.setChecked(has_folder)
        self.folder.setVisible(has_folder)
        for label, control in ((tr(N_("&How it is sent")), self.channel), (tr(N_("&Day")), self.day)):
            self._add(form, label, control)
        column.addLayout(form)
        column.addWidget(self.folder)
        self.draft_button = icons.button(tr(N_("Save an &e-mail draft with the PDF …")), "mail", self.save_draft)
        self.print_button = icons.button(tr(N_("&Print the notice …")), "printer", self.print_paper)
        self.pdf_button = icons.button(tr(N_("Save as PD&F …")), "file-down", lambda: self.save_paper("pdf"))
        self.word_button = icons.button(tr(N_("Save as &Word …")), "file-text", lambda: self.save_paper("docx"))
        ways = Flow()
        for button in (self.draft_button, self.print_button, self.pdf_button, self.word_button):
            ways.add(button)
        column.addWidget(ways)
        self.copying = Flow()
        self.copy_buttons: list[QPushButton] = []
        column.addWidget(self.copying)
        column.addWidget(self._build_message())
        self.told = Label("", "good")
        column.addWidget(self.told)
        self.error = ErrorLine()
        column.addWidget(self.error)
        self.note_button = icons.button(tr(N_("&Note as sent")), "check", self.note_sent)
        column.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            wrapped(
                tr(N_("The cases get their numbers, and who was called and when is kept with the meeting.")), "muted"
            )
        )
        column.addStretch(1)
        return box

    def _build_message(self) -> QWidget:
        from app.meetings.message import subject_of_message, text_of_message

        tr = self.context.tr
        self.message = Fold(tr, tr(N_("Subject and te&xt of the e-mail")))
        paper_tr = self._paper_tr()
        self.subject = LineField(self.context)
        self.subject.keep(subject_of_message(self.row, self.changed, paper_tr))
        self.text = NoteField(self.context)
        self.text.keep(text_of_message(self.row, self.changed, paper_tr))
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add(form, tr(N_("Subject")), self.subject)
        self._add(form, tr(N_("Text")), self.text)
        self.message.body.addLayout(form)
        return self.message

    def _paper_tr(self) -> Translator:
        from app.school.queries import own_language

        return translator(self.context.read(own_language))

    def _add(self, form: QFormLayout, label: str, control: QLineEdit | ChoiceField | NoteField) -> None:
        words = Label(label, "muted")
        words.setBuddy(control)
        control.setAccessibleName(without_mnemonic(label))
        form.addRow(words, control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button one is at, and Ctrl+Enter notes."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.note_sent()
        elif not pressed_by_enter(event, self) and not is_enter:
            super().keyPressEvent(event)

    # -- what follows from who is ticked

    def _reach(self) -> None:
        from app.meetings.called import reach_of
        from app.meetings.showing.reached import say_rest, say_ways

        tr, chosen = self.context.tr, [one.person_id for one in self.chosen]
        self.found: Reach = self.context.read(reach_of, self.row.id, chosen, clock.today())
        self.count.setText(tr.n("{n} person is called", "{n} people are called", len(chosen)))
        ways = say_ways(self.found, len(chosen), tr)
        self.ways.setText(ways)
        self.ways.setVisible(bool(ways))
        said = "\n".join(say_rest(self.found, self.called, chosen, self.guests, tr))
        self.otherwise.setText(said)
        self.otherwise.setVisible(bool(said))
        self._show_copying()
        self._set_way()

    def _batches(self) -> tuple[Batch, ...]:
        from app.contacts.reaching.rules import batches

        return batches(self.found.by_email, self.context.settings.get("reaching.separator", ";"))

    def _show_copying(self) -> None:
        tr, number = self.context.tr, len(self._batches())
        while len(self.copy_buttons) > number:
            self.copy_buttons.pop().deleteLater()
        while len(self.copy_buttons) < number:
            at = len(self.copy_buttons)
            button = icons.button("", "copy", lambda at=at: self.copy_batch(at))  # type: ignore[misc]
            self.copy_buttons.append(button)
            self.copying.add(button)
        for at, button in enumerate(self.copy_buttons, 1):
            words = tr(N_("Copy the &addresses (Bcc)"))
            if number > 1:
                words = tr(N_("Copy addresses (Bcc), {part} of {parts}"), part=at, parts=number)
            button.setText(words)
            button.setAccessibleName(without_mnemonic(words))

    def _set_way(self) -> None:
        """Show what belongs to the chosen way."""
        is_mail = self.channel.currentData() == "email"
        for widget in (self.draft_button, self.copying, self.message):
            widget.setVisible(is_mail)
        for button in (self.draft_button, self.print_button):
            font = QFont(button.font())
            font.setWeight(QFont.Weight.DemiBold if button is self.first_button else QFont.Weight.Normal)
            button.setFont(font)

    # -- papers

    @property
    def file_title(self) -> str:
        """What the file of the notice is called."""
        from app.meetings.message import file_title

        return file_title(self.row, self._paper_tr())

    def _report_id(self) -> str:
        return FOLDER if self.folder.isChecked() and paper(FOLDER) is not None else NOTICE

    def _make(self, report_id: str, path: Path, progress: Progress) -> _Made:
        from app.core.report import ReportRequest
        from app.core.schoolyear import year_of

        report, desk = paper(report_id), self.context.paper_desk
        if report is None or desk is None:
            raise RuntimeError(f"no paper called {report_id}")
        request = ReportRequest(str(self.row.id), report.audiences[0], year_of(self.row.held_on), clock.today())
        tr = translator(desk.language())
        request, facts = self.context.read(report.gathered, request)
        document = report.composed(request, facts, tr)
        desk.write(report, facts, document, tr, path, progress)
        return _Made(path, request, document)

    def _note_paper(self, report_id: str, made: _Made) -> None:
        from dataclasses import replace

        report, desk = paper(report_id), self.context.paper_desk
        if report is not None and desk is not None:
            desk.note(report, replace(made.request, subject=subject_of(self.context, self.row)), made.document)

    def _ask(self, title: str, kind: str, name: str, then: Callable[[Path], object]) -> None:
        tr = self.context.tr
        folder = self.context.settings.get(LAST_FOLDER, "")

        def chosen(path: Path) -> None:
            self.context.settings.set(LAST_FOLDER, str(path.parent))
            then(path)

        choose_target(self, tr, tr(title), tr(kind), name, chosen, folder)

    def _run(self, title: str, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self.error.clear()
        self.context.run(title, work, done, lambda words, _field: self.error.say(words))

    def _tell(self, words: str) -> None:
        """Say what was handed out, and lead to noting it."""
        self._handed_out = True
        self.told.setText(words)
        self.note_button.setFocus(Qt.FocusReason.OtherFocusReason)

"""What can be chosen beside the preview, and what can be done with the paper?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.core.report import Report, ReportRequest
from app.shell import icons
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.paper_choices import PaperChoices
from app.shell.theme import GRID
from app.shell.words import Label, without_mnemonic, wrapped

LANGUAGES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
SAVE_WORDS = {
    "pdf": (N_("Save as P&DF …"), "file-text"),
    "xlsx": (N_("Save as E&xcel …"), "file-spreadsheet"),
    "docx": (N_("Save as &Word …"), "file-text"),
    "vcf": (N_("Save as &vCard …"), "users"),
    "ics": (N_("Save for the ca&lendar …"), "calendar"),
    "xml": (N_("Save as X&ML …"), "file-text"),
}
SELECTION = -1
"""Stands in the box of subjects for those who were chosen; the whole school is None."""


def offered(reports: Sequence[Report], people: Sequence[int]) -> tuple[Report, ...]:
    """Return the reports that can be made: one about a single person only when exactly one is chosen."""
    return tuple(report for report in reports if not report.per_person or len(people) == 1)


class _Choices(QScrollArea):
    """As high as what is in it, where there is room; else it scrolls."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        layout = self._content.layout()
        width = self.viewport().width()
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(26 * GRID, height if height >= 0 else self._content.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)


class PaperSide(QWidget):
    """Paper, subject, audience, language and what the paper itself asks for; below them what is done with it."""

    wanted = Signal()
    """Another paper is wanted."""
    typing = Signal()
    """Another paper will be wanted as soon as the keys are quiet."""
    print_wanted = Signal()
    save_wanted = Signal(str)
    cancel_wanted = Signal()

    def __init__(
        self,
        context: Context,
        reports: Sequence[Report],
        audience_names: Mapping[str, str],
        language: str,
        *,
        subject: str | None,
        on_paper: str,
        people: Sequence[int],
    ) -> None:
        super().__init__()
        self.context = context
        self._reports = {report.id: report for report in reports}
        self._audience_names = audience_names
        self._people = tuple(people)
        self._wanted: tuple[object, ...] = (SELECTION, subject) if people else (subject,)
        self._choices: dict[str, PaperChoices] = {}
        self._page = ""
        self._build()
        for code, words in LANGUAGES:
            self.language.addItem(words, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        for report in reports:
            self.report_box.addItem(context.tr(report.title), report.id)
        self.report_box.setCurrentIndex(max(0, self.report_box.findData(on_paper)))
        self.report_box.setEnabled(len(reports) > 1)
        self._offer_choices()
        self.report_box.activated.connect(self._report_chosen)
        self.subject.activated.connect(self._subject_chosen)
        for box in (self.audience, self.language):
            box.activated.connect(lambda _at: self.wanted.emit())

    # -- what is chosen

    @property
    def report(self) -> Report:
        """The report that is chosen."""
        return self._reports[self.report_box.currentData()]

    @property
    def choices(self) -> PaperChoices:
        """What the report that is chosen asks for."""
        return self._choices[self.report.id]

    def request(self, on: date) -> ReportRequest:
        """Return what is asked for in the window's school year. Raises UserError, its field says which control."""
        about = self.subject.currentData()
        whole = about == SELECTION
        return ReportRequest(
            None if whole else about,
            self.audience.currentData(),
            self.context.year,
            on,
            self._people if whole else None,
            self.choices.chosen_columns(),
            self.choices.answers(),
        )

    # -- what is said

    def enable(self, ready: bool, *, printing: bool) -> None:
        """Let the paper be printed and saved, if it is made."""
        self.print_button.setEnabled(ready and not printing)
        self.cancel_button.setVisible(printing)
        for button in self.save_buttons.values():
            button.setEnabled(ready)

    def say(self, words: str) -> None:
        """Say how far it is."""
        self.state.set_role("muted")
        self.state.setText(words)

    def remark(self, words: str, page: str = "") -> None:
        """Say what whoever hands the paper out should know of it; "" for nothing. ``page``: where it is put right."""
        self._page = page
        self.page_button.setVisible(bool(words and page))
        if words:
            self.note.say(words)
        else:
            self.note.clear()

    def refuse(self, words: str, field: str | None) -> None:
        """Say why there is no paper, at the control it is about."""
        self.say("")
        place: QWidget | None = None
        if field in ("subject", "people") and not self.subject.isHidden():
            self.about_error.say(words)
            place = self.about_error
        else:
            place = self.choices.refuse(words, field)
        if place is None:
            self.state.set_role("danger")
            self.state.setText(words)
        else:
            self._bring_into_sight(place)

    def ask_for(self, words: str) -> None:
        """Say what is still to be written before there is a paper; nobody has done anything wrong."""
        self.say(words)

    def clear_errors(self) -> None:
        self.about_error.clear()
        self.choices.clear_errors()

    # -- private

    def _build(self) -> None:
        tr = self.context.tr
        self.report_box, self.subject, self.audience, self.language = (QComboBox() for _ in range(4))
        self.about_error = ErrorLine()
        side = QVBoxLayout()
        side.setSpacing(GRID)
        side.setContentsMargins(2 * GRID, 0, GRID, 0)
        self._labels: dict[QComboBox, Label] = {}
        for label, box in (
            (tr(N_("Pape&r")), self.report_box),
            (tr(N_("&About")), self.subject),
            (tr(N_("&For")), self.audience),
            (tr(N_("&Language of the paper")), self.language),
        ):
            words = self._labels[box] = Label(label, "muted")
            words.setBuddy(box)
            box.setAccessibleName(without_mnemonic(label))
            box.setMinimumHeight(4 * GRID)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID)
        side.addLayout(self._grid)
        self._arrange(side_by_side=False)
        self._asked = QVBoxLayout()
        side.addLayout(self._asked)
        content = QWidget()
        content.setLayout(side)
        self._scroll = _Choices(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._scroll)
        column.addLayout(self._done_with_it())
        column.addStretch(1)

    def _done_with_it(self) -> QVBoxLayout:
        tr = self.context.tr
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.setContentsMargins(2 * GRID, GRID // 2, GRID, 0)
        self.note = ErrorLine(sign="info", role="text")
        column.addWidget(self.note)
        self.page_button = self._button(tr(N_("Go to &that page")), "chevron-right", self._go_to_page)
        self.page_button.hide()
        column.addWidget(self.page_button)
        self.print_button = self._button(tr(N_("&Print …")), "printer", self.print_wanted.emit)
        column.addWidget(self.print_button)
        self.save_buttons: dict[str, QPushButton] = {}
        for ending in dict.fromkeys(ending for report in self._reports.values() for ending in report.formats):
            words, picture = SAVE_WORDS.get(ending, (N_("Save as {format} …"), "file-down"))
            said = tr(words) if ending in SAVE_WORDS else tr(words, format=ending.upper())
            button = self._button(said, picture, partial(self.save_wanted.emit, ending))
            self.save_buttons[ending] = button
            column.addWidget(button)
        self.state = wrapped("", "muted")
        column.addWidget(self.state)
        self.cancel_button = self._button(tr(N_("Cancel")), "x", self.cancel_wanted.emit)
        self.cancel_button.hide()
        column.addWidget(self.cancel_button)
        return column

    def _button(self, words: str, picture: str, call: Callable[[], object]) -> QPushButton:
        button = icons.button(words, picture, call)
        button.setMinimumHeight(4 * GRID)
        return button

    def _offer_choices(self) -> None:
        """Fill the boxes for the report that is chosen; the usual audience comes first."""
        tr, report = self.context.tr, self.report
        self._offer_subjects(report)
        self.audience.clear()
        may = self.context.read(report.audiences_in, self.context.year)
        for code in [one for one in report.audiences if one in may] or report.audiences:
            self.audience.addItem(tr(self._audience_names.get(code, code)), code)
        self.audience.setEnabled(self.audience.count() > 1)
        for ending, button in self.save_buttons.items():
            button.setVisible(ending in report.formats)
        self.print_button.setVisible("pdf" in report.formats)
        if report.id not in self._choices:
            choices = self._choices[report.id] = PaperChoices(self.context, report)
            choices.changed.connect(self.wanted)
            choices.typing.connect(self.typing)
            choices.unfolded.connect(self._bring_into_sight)
            self._asked.addWidget(choices)
        for choices in self._choices.values():
            choices.setVisible(choices is self.choices and not choices.is_empty)
        room = (38 if self.choices.wants_room else 26) * GRID
        self.setMinimumWidth(room)
        self.setMaximumWidth(room + 8 * GRID)
        half = (room - 6 * GRID) // 2
        pair = (self._labels[self.audience], self._labels[self.language])
        self._arrange(side_by_side=self.choices.wants_room and all(words.sizeHint().width() <= half for words in pair))

    def _arrange(self, *, side_by_side: bool) -> None:
        """Put each box under its words; audience and language in one row where that makes room for a text."""
        for row, box in enumerate((self.report_box, self.subject, self.audience, self.language)):
            right = side_by_side and box is self.language
            place, column = (row - 1, 1) if right else (row, 0)
            span = 1 if side_by_side and row >= 2 else 2
            self._grid.addWidget(self._labels[box], 3 * place, column, 1, span)
            self._grid.addWidget(box, 3 * place + 1, column, 1, span)
        self._grid.addWidget(self.about_error, 5, 0, 1, 2)

    def _bring_into_sight(self, place: QWidget) -> None:
        """Scroll to ``place`` once it has been laid out."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(place, 0, GRID))

    def _offer_subjects(self, report: Report) -> None:
        tr = self.context.tr
        self.subject.clear()
        if self._people and (report.takes_people or report.per_person):
            words = tr.n("The selection ({n} person)", "The selection ({n} persons)", len(self._people))
            self.subject.addItem(words, SELECTION)
        if not report.per_person:
            self.subject.addItem(tr(report.whole), None)
            for subject in self.context.read(report.subjects, self.context.year):
                self.subject.addItem(subject, subject)
        places = [self._place_of(subject) for subject in self._wanted]
        self.subject.setCurrentIndex(next((at for at in places if at >= 0), max(0, self._place_of(None))))
        for widget in (self._labels[self.subject], self.subject):
            widget.setVisible(self.subject.count() > 1)

    def _place_of(self, subject: object) -> int:
        """Return where a subject stands in its box, -1 if it is not there."""
        return next((at for at in range(self.subject.count()) if self.subject.itemData(at) == subject), -1)

    def _go_to_page(self) -> None:
        self.context.show_page(self._page)

    def _report_chosen(self) -> None:
        self._offer_choices()
        self.wanted.emit()

    def _subject_chosen(self) -> None:
        self._wanted = (self.subject.currentData(),)
        self.wanted.emit()

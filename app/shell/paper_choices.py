"""What is asked for one paper: its columns, and what it wants to know beside them?

What the paper says (a text, a date) is in sight; how it is made (ticks, numbers, choices, columns) is folded away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.report import Report, ReportOption
from app.shell.column_choice import ColumnChoice
from app.shell.context import Context
from app.shell.dates import parse_date
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.form import ChoiceField
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label, without_mnemonic, wrapped

QUIET = 400  # ms without a key before the paper is made anew
QUIET_DATE = 1500  # ms before a date that is not one is told, while it may still be typed
LINES_SHOWN = 9
FEW_LINES = 4
A_LONG_TEXT = 1000  # characters: what may be longer is written at length
MOST = 9999
TYPED = ("line", "lines")


class _Asked(NamedTuple):
    """One option: its control, where an error is told, what is answered, and the fold it is in."""

    option: ReportOption
    control: QWidget
    error: ErrorLine
    answer: Callable[[], str]
    fold: Fold | None


class NumberField(QSpinBox):
    """A number; the wheel does not change it by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PaperChoices(QWidget):
    """What one report asks for.

    ``changed``: the paper must be made anew. ``typing``: what is shown is no longer what was asked for, and ``changed``
    follows when the keys have been quiet for a while.
    """

    changed = Signal()
    typing = Signal()
    unfolded = Signal(object)  # the fold

    def __init__(self, context: Context, report: Report) -> None:
        super().__init__()
        self.context = context
        self._report = report
        self._asked: dict[str, _Asked] = {}
        self._typed: set[str] = set()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._settle)
        self.columns: ColumnChoice | None = None
        self.more: Fold | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        seen = [option for option in report.options if self._is_in_sight(option)]
        folded = [option for option in report.options if option not in seen]
        for option in seen:
            self._add(option, column, None)
        if report.columns:
            self.columns = ColumnChoice(context.settings, context.tr, report.id, report.columns)
            self.columns.changed.connect(self._change)
            column.addWidget(self.columns)
        if folded:
            self.more = Fold(context.tr, context.tr(N_("Mor&e choices")))
            self.more.body.setSpacing(GRID)
            for option in folded:
                self._add(option, self.more.body, self.more)
            column.addWidget(self.more)
        for fold in (self.columns, self.more):
            if fold is not None:
                fold.unfolded.connect(lambda is_open, fold=fold: self.unfolded.emit(fold) if is_open else None)

    @property
    def controls(self) -> dict[str, QWidget]:
        """The control of each option."""
        return {key: asked.control for key, asked in self._asked.items()}

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked."""
        return not self._asked and self.columns is None

    @property
    def wants_room(self) -> bool:
        """Say whether a long text is written here."""
        return any(_is_long(asked.option) for asked in self._asked.values())

    @property
    def first_text(self) -> QWidget | None:
        """The control where writing begins, if something is written."""
        texts = (asked.control for asked in self._asked.values() if asked.option.kind in TYPED and not asked.fold)
        return next(texts, None)

    def chosen_columns(self) -> tuple[str, ...]:
        """Return the columns in order, () where there are none to choose. Raises UserError."""
        if self.columns is None:
            return ()
        if not self.columns.chosen:
            raise UserError(N_("Tick at least one column."), field="columns")
        return self.columns.chosen

    def answers(self) -> dict[str, str]:
        """Return what was answered, as a request wants it. Raises UserError."""
        return {key: asked.answer() for key, asked in self._asked.items()}

    def is_untouched(self, field: str | None) -> bool:
        """Say whether a text is empty because nobody has begun to write it."""
        asked = self._asked.get(field or "")
        return asked is not None and asked.option.kind in TYPED and field not in self._typed and not asked.answer()

    def refuse(self, words: str, field: str | None) -> QWidget | None:
        """Tell an error at what it is about, unfolded; return that control, or None if it is not here."""
        if field == "columns" and self.columns is not None:
            self.columns.set_open(True)
            self.columns.error.say(words)
            return self.columns
        asked = self._asked.get(field or "")
        if asked is None:
            return None
        if asked.fold is not None:
            asked.fold.set_open(True)
        asked.error.say(words)
        return asked.error

    def clear_errors(self) -> None:
        for asked in self._asked.values():
            asked.error.clear()
        if self.columns is not None:
            self.columns.error.clear()

    # -- private

    def _is_in_sight(self, option: ReportOption) -> bool:
        has_text = any(other.kind == "lines" for other in self._report.options)
        return option.kind in ("lines", "date") or (option.kind == "line" and has_text)

    def _add(self, option: ReportOption, column: QVBoxLayout, fold: Fold | None) -> None:
        tr = self.context.tr
        control, answer = self._control(option)
        title = tr(option.title)
        control.setAccessibleName(without_mnemonic(title))
        cell = QVBoxLayout()
        cell.setSpacing(GRID // 2)
        if option.kind != "check":
            words = Label(title, "muted")
            words.setBuddy(control)
            cell.addWidget(words)
        cell.addWidget(control)
        if option.hint:
            hint = tr(option.hint)
            control.setAccessibleDescription(hint)
            cell.addWidget(wrapped(hint, "muted"))
        error = ErrorLine()
        cell.addWidget(error)
        column.addLayout(cell)
        self._asked[option.key] = _Asked(option, control, error, answer, fold)

    def _control(self, option: ReportOption) -> tuple[QWidget, Callable[[], str]]:
        """Return the control of an option, and what says the answer it holds."""
        tr = self.context.tr
        kept = self.context.paper_texts.get((self._report.id, option.key), option.default)
        if option.kind == "check":
            check = QCheckBox(tr(option.title))
            check.setChecked(option.default == "yes")
            check.toggled.connect(self._change)
            return check, lambda: "yes" if check.isChecked() else ""
        if option.kind == "number":
            number = NumberField()
            number.setRange(0, option.most or MOST)
            number.setValue(int(option.default or 0))
            number.setMinimumHeight(4 * GRID)
            number.valueChanged.connect(lambda _number: self._type(option.key))
            return number, lambda: str(number.value())
        if option.kind == "choice":
            choice = ChoiceField([(code, tr(words)) for code, words in option.choices])
            choice.keep(option.default)
            choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.activated.connect(self._change)
            return choice, lambda: str(choice.currentData())
        if option.kind == "lines":
            text = QPlainTextEdit(kept)
            text.setTabChangesFocus(True)
            lines = LINES_SHOWN if _is_long(option) else FEW_LINES
            text.setFixedHeight(text.fontMetrics().lineSpacing() * lines + 2 * GRID)
            text.textChanged.connect(lambda: self._type(option.key))
            return text, text.toPlainText
        line = QLineEdit(kept)
        line.setMinimumHeight(4 * GRID)
        line.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        give_menu(line, tr)
        line.textEdited.connect(lambda _text: self._type(option.key))
        line.editingFinished.connect(self._leave)
        if option.kind == "date":
            line.setPlaceholderText(tr(N_("dd.mm.yyyy")))
            line.setText(_said_date(option.default, self.context))
            return line, lambda: _read_date(line.text(), option.key)
        if option.most:
            line.setMaxLength(option.most)
        return line, line.text

    def _change(self, *_told: object) -> None:
        self._quiet.stop()
        self.changed.emit()

    def _type(self, key: str) -> None:
        self._typed.add(key)
        self._keep_texts()
        self._quiet.start(QUIET)
        self.typing.emit()

    def _leave(self) -> None:
        if self._quiet.isActive():
            self._change()

    def _settle(self) -> None:
        """Go on when the keys are quiet; a date that is half typed is given some more time."""
        if self._quiet.interval() == QUIET and any(_is_half_typed(asked) for asked in self._asked.values()):
            self._quiet.start(QUIET_DATE)
        else:
            self._change()

    def _keep_texts(self) -> None:
        """Keep what was written until the school is closed; never in a file, since it may be about people."""
        for key, asked in self._asked.items():
            if asked.option.kind in TYPED:
                self.context.paper_texts[self._report.id, key] = asked.answer()


def _is_long(option: ReportOption) -> bool:
    return option.kind == "lines" and not 0 < option.most <= A_LONG_TEXT


def _is_half_typed(asked: _Asked) -> bool:
    if asked.option.kind != "date" or not asked.control.hasFocus():
        return False
    try:
        asked.answer()
    except UserError:
        return True
    return False


def _read_date(text: str, key: str) -> str:
    try:
        day = parse_date(text)
    except UserError as error:
        raise UserError(error.message, field=key, **error.values) from None
    return day.isoformat() if day else ""


def _said_date(iso: str, context: Context) -> str:
    return context.tr.date(date.fromisoformat(iso)) if iso else ""

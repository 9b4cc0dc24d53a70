"""Who must draw lots for what, and how was it drawn? Asked only where the outcome hangs on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.elections.commands import draw_lot, remove_lot
from app.elections.detail.section import Section, clear
from app.elections.rows import LotRow
from app.elections.rules.deciding import Lot, drawn_order
from app.elections.words import join_names, say_lot
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.form import ChoiceField, LineField
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

NOBODY = 0


class LotSection(Section):
    """The lots that must be drawn, and those that were."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.boxes: list[LotBox] = []
        self._shown: tuple[object, ...] = ()
        self._room = QVBoxLayout()
        self._room.setSpacing(GRID)
        self.body.addLayout(self._room)

    def refresh(self) -> None:
        assert self.course is not None
        outcome, row = self.course.outcome, self.course.row
        wanted = outcome.lots if outcome is not None and self.may_edit else ()
        shown = (row.id, wanted, row.lots, self.may_edit)
        if shown != self._shown:
            self._shown = shown
            clear(self._room)
            self.boxes = []
            for lot in row.lots:
                self._room.addWidget(self._drawn(lot))
            for round, to_draw in wanted:
                box = LotBox(self, round, to_draw)
                self.boxes.append(box)
                self._room.addWidget(box)
        self.setVisible(bool(wanted or row.lots))

    def _drawn(self, lot: LotRow) -> QWidget:
        assert self.course is not None
        tr, row = self.context.tr, self.course.row
        names = join_names([row.candidate(one).full_name for one in lot.order], tr)
        said = tr(N_("Drawn by lot, in this order: {names}."), names=names)
        more = [
            tr(words, who=text)
            for words, text in (
                (N_("How: {who}."), lot.how),
                (N_("Drawn by {who}."), lot.drawn_by),
                (N_("Seen by {who}."), lot.witnesses),
            )
            if text
        ]
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(wrapped(" ".join([said, *more])))
        if self.may_edit:
            wrong = self.button(N_("This lot is wrong: take it away"), lambda: self._remove(lot))
            column.addWidget(wrong, 0, Qt.AlignmentFlag.AlignLeft)
        return room

    def _remove(self, lot: LotRow) -> None:
        self.do(N_("Took a lot away in {where}"), remove_lot, lot.id)


class LotBox(QWidget):
    """One tie that is broken in the room: who was drawn first, how, by whom and who saw it."""

    def __init__(self, section: LotSection, round: str, lot: Lot) -> None:
        super().__init__()
        assert section.course is not None
        self._section, self._round, self._lot = section, round, lot
        course, tr = section.course, section.context.tr
        self._election_id = course.row.id
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(heading(tr(N_("Equal votes: draw lots")), 1.0))
        column.addWidget(wrapped(say_lot(lot, course.row, tr)))
        self.order: list[ChoiceField] = []
        names: list[tuple[object, str]] = [(NOBODY, tr(N_("Choose …")))]
        names += [(one, course.row.candidate(one).full_name) for one in lot.candidates]
        for number in range(1, lot.draws + 1):
            field = ChoiceField(names)
            self.order.append(field)
            self._add(column, tr(N_("Drawn as number {number}"), number=number), field)
        self.lines: dict[str, LineField] = {}
        for name, words in (
            ("how", N_("How it was drawn")),
            ("drawn_by", N_("Drawn by")),
            ("witnesses", N_("Seen by")),
        ):
            line = self.lines[name] = LineField(section.context)
            line.setMaxLength(200)
            self._add(column, tr(words), line)
        self.lines["how"].setPlaceholderText(tr(N_("For example: names on slips in a hat")))
        self.problem = ErrorLine()
        self.save_button: QPushButton = section.button(N_("Write the lot down"), self._save, "check")
        column.addWidget(self.problem)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, column: QVBoxLayout, words: str, control: ChoiceField | LineField) -> None:
        said = Label(words, "muted")
        said.setBuddy(control)
        control.setAccessibleName(words)
        column.addWidget(said)
        column.addWidget(control)

    def _save(self) -> None:
        from app.core.errors import UserError, explain

        tr = self._section.context.tr
        self.problem.clear()
        drawn = [int(field.currentData()) for field in self.order if field.currentData() != NOBODY]
        try:
            order = drawn_order(self._lot, drawn)
        except UserError as error:
            self.problem.say(explain(error, tr) or "")
            return
        texts = [self.lines[name].text().strip() for name in ("how", "drawn_by", "witnesses")]
        for line, text in zip(self.lines.values(), texts, strict=True):
            line.keep(text)
        self._section.do(
            N_("Wrote down the lot that was drawn in {where}"),
            draw_lot,
            self._election_id,
            self._round,
            order,
            *texts,
            refuse=lambda words, _field: self.problem.say(words),
        )

"""Who stands, and what did they answer when they were asked?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QToolButton, QWidget

from app.core.i18n import N_
from app.elections.commands import add_candidate, order_candidates, remove_candidate, set_consent
from app.elections.detail.name_finder import NameFinder
from app.elections.detail.section import Section, clear
from app.elections.grid.typed import Choice, choices_of
from app.elections.rows import CandidateRow
from app.elections.words import CONSENT_WORDS
from app.shell import icons
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.form import ChoiceField
from app.shell.theme import GRID
from app.shell.words import tooltip, wrapped


class CandidatesSection(Section):
    """The candidates with their answers, in order, and a line to add one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Candidates"))
        tr = context.tr
        self._people: tuple[Choice, ...] | None = None
        self._nobody = wrapped(tr(N_("Nobody is written down yet.")), "muted")
        room = QWidget()
        self._rows = QGridLayout(room)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(GRID)
        self._rows.setVerticalSpacing(GRID // 2)
        self._rows.setColumnStretch(0, 1)
        self.answers: dict[int, ChoiceField] = {}
        self.finder = NameFinder(tr, tr(N_("Add a candidate: name or child")), self._choices)
        self.finder.chosen.connect(self._add)
        self.problem = ErrorLine()
        for part in (self._nobody, room, self.finder, self.problem):
            self.body.addWidget(part)

    def refresh(self) -> None:
        assert self.course is not None
        self._people = None
        rows = self.course.row.candidates
        focused = next((id for id, field in self.answers.items() if field.hasFocus()), None)
        clear(self._rows)
        self.answers = {}
        for at, row in enumerate(rows):
            self._add_row(at, row)
        self._nobody.setVisible(not rows)
        self.finder.setVisible(self.may_edit)
        if self.fold is not None:
            self.fold.say_more(str(len(rows)) if rows else "")
        if focused in self.answers:
            self.answers[focused].setFocus()
        if self.finder.line.hasFocus():
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Let the line stay in sight where the next name is typed, though those above it have grown."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.finder.line)

    def _add_row(self, at: int, row: CandidateRow) -> None:
        tr = self.context.tr
        name = wrapped(row.full_name)
        answer = ChoiceField([(code, tr(words)) for code, words in CONSENT_WORDS.items()])
        answer.keep(row.consent)
        answer.setAccessibleName(tr(N_("What {name} answered"), name=row.full_name))
        answer.activated.connect(lambda place, answer=answer: self._answered(row, str(answer.itemData(place))))
        answer.setEnabled(self.may_edit)
        self.answers[row.id] = answer
        self._rows.addWidget(name, at, 0)
        self._rows.addWidget(answer, at, 1)
        if self.may_edit:
            self._rows.addWidget(
                self._tool("arrow-up", tr(N_("{name} further up"), name=row.full_name), partial(self._up, at)), at, 2
            )
            said = tr(N_("Take {name} away"), name=row.full_name)
            self._rows.addWidget(self._tool("x", said, partial(self._remove, row)), at, 3)

    def _tool(self, icon: str, words: str, call: object) -> QToolButton:
        made = QToolButton()
        made.setAutoRaise(True)
        made.setToolTip(tooltip(words))
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(made, icon)
        made.clicked.connect(lambda _checked=False: call())  # type: ignore[operator]
        return made

    def _choices(self) -> Sequence[Choice]:
        from app.bodies.eligible import people_for, say_about

        if self._people is None:
            assert self.course is not None
            row = self.course.row
            found = self.context.read(
                lambda session: people_for(
                    session, row.seat, row.held_on or self.day, class_id=row.class_id, grade=row.grade
                )
            )
            standing = {candidate.person_id for candidate in row.candidates}
            tr = self.context.tr
            self._people = choices_of(
                (one.id, one.name, say_about(one, tr), one.letters) for one in found if one.id not in standing
            )
        return self._people

    @property
    def day(self) -> date:
        from app.core import clock
        from app.core.schoolyear import day_in_year

        return day_in_year(self.context.year, clock.today())

    def _refuse(self, words: str, _field: str | None) -> None:
        self.problem.say(words)

    def _add(self, person_id: int) -> None:
        assert self.course is not None
        self.problem.clear()
        self.do(N_("Added a candidate in {where}"), add_candidate, self.course.row.id, person_id, refuse=self._refuse)
        self.finder.setFocus()

    def _answered(self, row: CandidateRow, consent: str) -> None:
        self.problem.clear()
        if self.do(N_("Noted what a candidate in {where} answered"), set_consent, row.id, consent, refuse=self._refuse):
            return
        self.answers[row.id].keep(row.consent)

    def _remove(self, row: CandidateRow) -> None:
        self.problem.clear()
        self.do(N_("Took a candidate away in {where}"), remove_candidate, row.id, refuse=self._refuse)

    def _up(self, at: int) -> None:
        assert self.course is not None
        ids = [row.id for row in self.course.row.candidates]
        if at:
            ids[at - 1], ids[at] = ids[at], ids[at - 1]
            self.do(N_("Put the candidates in {where} in order"), order_candidates, self.course.row.id, ids)

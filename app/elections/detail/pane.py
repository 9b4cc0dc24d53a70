"""What is shown beside the list of one election, from who stands to what was reported?"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.elections.detail.candidates_section import CandidatesSection
from app.elections.detail.counting_section import CountingSection
from app.elections.detail.facts_section import FactsSection
from app.elections.detail.lot_section import LotSection
from app.elections.detail.outcome_section import OutcomeSection
from app.elections.detail.rule_section import RuleSection
from app.elections.detail.section import Section
from app.elections.detail.view import Course, course_of
from app.elections.words import KIND_WORDS, STAGE_WORDS, say_unit_of
from app.shell import icons
from app.shell.context import Context
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import heading, tooltip, wrapped


class ElectionPane(QWidget):
    """One election, or the place one would be held for; read anew whenever the page is."""

    closed = Signal()
    changed_to = Signal(int)  # another election is shown than the one that was asked for

    def __init__(self, context: Context, *, closable: bool = True) -> None:
        super().__init__()
        self.context = context
        self._place: tuple[int, int, date | None] | None = None
        self._id: int | None = None
        self._instead: tuple[int | None, int | None] = (None, None)  # what the place has, and what is shown of it
        self.course: Course | None = None
        self._unfolded: int | None = None
        tr = context.tr
        self.heading = heading("", 1.15)
        self.heading.setWordWrap(True)
        self.about = wrapped("", "muted")
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        words = tr(N_("Hide the election"))
        self.close_button.setAccessibleName(words)
        self.close_button.setToolTip(tooltip(f"{words} (F4)"))
        icons.put(self.close_button, "x")
        self.close_button.clicked.connect(self.closed)
        if not closable:
            self.close_button.hide()
        self.nothing = wrapped(
            tr(
                N_(
                    "Nothing is written down of this election yet. Names typed in the cell are enough; this is for who "
                    "wants the votes, lots and decision kept too."
                )
            ),
            "muted",
        )
        self.facts, self.candidates = FactsSection(context), CandidatesSection(context)
        self.counting, self.lots = CountingSection(context), LotSection(context)
        self.outcome, self.rule = OutcomeSection(context), RuleSection(context)
        self.outcome.shown_instead = self.show_election  # type: ignore[method-assign]
        self.sections: tuple[Section, ...] = (
            self.facts,
            self.candidates,
            self.counting,
            self.lots,
            self.outcome,
            self.rule,
        )
        self.plan_button = self.facts.button(N_("Write the election down"), self.plan, "plus")
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.about)
        column.addWidget(self.nothing)
        column.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignLeft)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that may hold unsaved typing."""
        return tuple(form for section in self.sections for form in section.forms) if self.course is not None else ()

    def show_place(self, seat_id: int, class_id: int, election_id: int | None, held_on: date | None) -> None:
        """Show the election of a seat in a class; one that is not there yet can be written down."""
        if self._place is not None and self._place[:2] != (seat_id, class_id) and not self._settled():
            return
        if self._place is None or self._place[:2] != (seat_id, class_id) or self._instead[0] != election_id:
            self._instead = (election_id, election_id)
        self._place = (seat_id, class_id, held_on)
        self._id = self._instead[1]
        self.refresh()

    def show_election(self, election_id: int | None) -> None:
        """Show one election, or nothing."""
        if self._id is not None and self._id != election_id and not self._settled():
            return
        self._id = election_id
        self._instead = (self._instead[0], election_id)
        self.refresh()
        if election_id is not None:
            self.changed_to.emit(election_id)

    def refresh(self) -> None:
        """Read what is shown again."""
        if self._id is None:
            self.course = None
            self._show_place()
            return
        day = day_in_year(self.context.year, clock.today())
        try:
            self.course = self.context.read(course_of, self._id, day)
        except ValueError:  # it was taken away, or undone
            self._id, self._instead = None, (None, None)
            self.refresh()
            return
        self.nothing.hide()
        self.plan_button.hide()
        self.heading.setText(self._title(self.course))
        self.about.setText(self._say_about(self.course))
        self.about.show()
        for section in self.sections:
            section.show()
            section.show_course(self.course)
        self._unfold(self.course)

    def _unfold(self, course: Course) -> None:
        """Open what is the next step: the candidates of an election that is not decided, and the count of many."""
        if course.outcome is not None and course.outcome.too_many and self.counting.fold is not None:
            self.counting.fold.set_open(True)
        is_new, self._unfolded = self._unfolded != course.row.id, course.row.id
        if is_new:
            self._begin_at_the_top()
        if is_new and course.is_open and not course.row.is_decided and self.candidates.fold is not None:
            self.candidates.fold.set_open(True)

    def _begin_at_the_top(self) -> None:
        """Let another election be seen from its heading on, however far down one was in the last."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.verticalScrollBar().setValue(0)

    def plan(self) -> None:
        """Write the election of the place down, so that its course can be."""
        from app.elections.commands import plan_election

        if self._place is None:
            return
        seat_id, class_id, held_on = self._place
        done = self.context.do(
            N_("Wrote down the election in {where}"),
            lambda session: plan_election(session, seat_id, self.context.year, class_id=class_id, held_on=held_on),
            arguments={"where": self.heading.text()},
        )
        if done is not None:
            self._id = int(done.result)
            self._instead = (self._instead[0], self._id)
            self.refresh()

    def _settled(self) -> bool:
        return all(form.save_now(take_focus=False) for form in self.forms)

    def _show_place(self) -> None:
        tr = self.context.tr
        for section in self.sections:
            section.hide()
        there = self._place is not None
        self.nothing.setVisible(there)
        self.plan_button.setVisible(there and not self.context.read_only)
        self.about.setVisible(not there)
        self.about.setText("" if there else tr(N_("Choose an election in the list.")))
        if self._place is not None:
            self.heading.setText(self._title_of_place(*self._place[:2]))
        else:
            self.heading.setText("")

    def _title_of_place(self, seat_id: int, class_id: int) -> str:
        from app.bodies.queries import bodies
        from app.school.queries import school_classes

        day = day_in_year(self.context.year, clock.today())
        seats = {seat.id: seat for body in self.context.read(bodies) for seat in body.seats}
        names = {row.id: row.name for row in self.context.read(school_classes, self.context.year, day)}
        return _joined(seats[seat_id].name(self.context.tr.language), names.get(class_id, ""))

    def _title(self, course: Course) -> str:
        return _joined(course.row.seat.name(self.context.tr.language), say_unit_of(course.row, self.context.tr))

    def _say_about(self, course: Course) -> str:
        tr, row = self.context.tr, course.row
        parts = [tr(STAGE_WORDS[row.stage])]
        if row.kind != "ordinary":
            parts.insert(0, tr(KIND_WORDS[row.kind]).capitalize())
        if row.held_on is not None:
            parts.append(tr.date(row.held_on))
        places = tr.n("{n} place", "{n} places", row.open_seats)
        if row.open_deputies:
            places += " + " + tr.n("{n} deputy", "{n} deputies", row.open_deputies)
        return " · ".join([*parts, places])


def _joined(title: str, unit: str) -> str:
    title = title[:1].upper() + title[1:]
    return f"{title}, {unit}" if unit else title

"""Who is elected by what was written down, what stands in the way, and what happens after it is decided?"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.elections.commands import correct, decide, remove_election, report, set_election
from app.elections.detail.section import Section, clear
from app.elections.queries import Problem
from app.elections.rows import ElectionRow
from app.elections.words import ROUND_WORDS, join_names
from app.shell.context import Context, Refuse
from app.shell.error_line import ErrorLine
from app.shell.flow import FlowLayout
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

PROTOCOL = "election-protocol"


class OutcomeSection(Section):
    """What the votes lead to, errors apart from what must be confirmed, and the buttons that decide and report."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.title = heading(tr(N_("Result")), 1.0)
        self.said = wrapped("")
        self._shown: tuple[object, ...] = ()
        self._problems = QVBoxLayout()
        self._problems.setSpacing(GRID // 2)
        self.ticks: dict[str, QCheckBox] = {}
        self._confirmed: set[str] = set()
        self._of = 0
        self.form = Form(context)
        self.form.add_text("reason", tr(N_("Reason or remark")), self._save_reason, limit=500)
        self.problem = ErrorLine()
        self.decide_button = self.button(N_("It is decided"), self._decide, "check")
        self.protocol_button = self.button(N_("Protocol …"), self._print, "printer")
        self.report_button = self.button(N_("Reported to the office today"), self._report, "check")
        self.unreport_button = self.button(N_("Not reported after all"), self._unreport, "undo-2")
        self.correct_button = self.button(N_("Correct …"), self._correct, "pencil")
        self.supplement_button = self.button(N_("By-election …"), self._supplement, "plus")
        self.remove_button = self.button(N_("Take the election away"), self._remove, "trash-2")
        self.body.addWidget(self.title)
        self.body.addWidget(self.said)
        self.body.addLayout(self._problems)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        room = QWidget()
        buttons = FlowLayout(room, GRID)
        for button in (
            self.decide_button,
            self.report_button,
            self.protocol_button,
            self.unreport_button,
            self.correct_button,
            self.supplement_button,
            self.remove_button,
        ):
            buttons.addWidget(button)
        self.body.addWidget(room)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.form,)

    def refresh(self) -> None:
        assert self.course is not None
        row = self.course.row
        if row.id != self._of:
            self._of = row.id
            self._confirmed.clear()
            self.problem.clear()
        self.said.setText("\n".join(self._said()))
        self.said.setVisible(bool(self.said.text()))
        shown = (row.id, self.course.problems, self.may_edit)
        if shown != self._shown:  # else a tick one is about to set would be another
            self._shown = shown
            self._show_problems()
        self.form.set_values({"reason": row.reason})
        self.form.set_read_only(not self.may_edit)
        self._allow(row)

    def _allow(self, row: ElectionRow) -> None:
        writable = not self.context.read_only
        decided = row.status in ("decided", "in_force", "reported")
        self.decide_button.setVisible(self.may_edit)
        tr = self.context.tr
        self.decide_button.setText(tr(N_("Decide it again")) if decided else tr(N_("It is decided")))
        self.report_button.setVisible(writable and decided and row.reported_on is None)
        self.unreport_button.setVisible(writable and row.status == "reported")
        self.correct_button.setVisible(writable and row.status == "reported")
        self.supplement_button.setVisible(writable and decided)
        self.remove_button.setVisible(writable and not decided and row.status != "corrected")

    def _said(self) -> list[str]:
        """Return who is elected, or would be as it stands now, in sentences."""
        assert self.course is not None
        tr, row = self.context.tr, self.course.row
        found = []
        if row.is_decided or row.status == "corrected":
            found += self._decided(row)
        else:
            found += self._leads_to()
        if row.reported_on is not None:
            found.append(tr(N_("Reported on {day}."), day=tr.date(row.reported_on)))
        if row.correction_reason:
            found.append(tr(N_("Corrects an earlier election: {reason}"), reason=row.correction_reason))
        if row.corrected_by_id is not None:
            found.append(tr(N_("This election was corrected; its protocol is kept as it was.")))
        return found

    def _decided(self, row: ElectionRow) -> list[str]:
        tr = self.context.tr
        found = []
        holders = join_names([one.full_name for one in row.holders], tr)
        if row.unsaid == "members":
            found.append(tr(N_("Who was elected is not told yet.")))
        else:
            found.append(tr(N_("Elected: {names}."), names=holders) if holders else tr(N_("Nobody was willing.")))
        deputies = join_names([one.full_name for one in row.deputies], tr)
        if deputies:
            found.append(tr.n("Deputy: {names}.", "Deputies in order: {names}.", len(row.deputies), names=deputies))
        elif row.unsaid == "deputies":
            found.append(tr(N_("Who the deputies are is not told yet.")))
        found += self._vacant(row.vacant_seats, row.vacant_deputies)
        if row.outgoing:
            found.append(tr(N_("Until now: {names}."), names=join_names([name for _id, name in row.outgoing], tr)))
        return found

    def _leads_to(self) -> list[str]:
        assert self.course is not None
        tr, row, outcome = self.context.tr, self.course.row, self.course.outcome
        if outcome is None:
            return []
        if not row.candidates:
            if any(problem.number == 84 for problem in self.course.problems):
                return []  # the same stands below
            return [tr(N_("Nobody stands. Decided like this, the places are vacant."))]
        decision, found = outcome.decision, []
        for tie in decision.ties:
            names = join_names([row.candidate(one).full_name for one in tie.candidates], tr)
            found.append(
                tr.n(
                    "Equal, with {n} vote each: {names}.",
                    "Equal, with {n} votes each: {names}.",
                    tie.votes,
                    names=names,
                )
            )
        if outcome.next_round:
            found.append(tr(N_("Wanting: {what}."), what=tr(ROUND_WORDS[outcome.next_round]).lower()))
        if outcome.too_many:
            if all(problem.number != 42 for problem in self.course.problems):  # else the same stands below
                found.append(tr(N_("More stand than there are places: vote, and write down the numbers.")))
        else:
            holders = join_names([row.candidate(one).full_name for one in decision.holders], tr)
            deputies = join_names([row.candidate(one).full_name for one in decision.deputies], tr)
            if holders:
                found.append(tr(N_("As it stands, elected: {names}."), names=holders))
            if deputies:
                found.append(tr(N_("As it stands, deputies: {names}."), names=deputies))
        if outcome.final:
            found += self._vacant(decision.vacant_seats, decision.vacant_deputies)
        return found

    def _vacant(self, seats: int, deputies: int) -> list[str]:
        tr = self.context.tr
        found = []
        if seats:
            found.append(tr.n("{n} place is vacant.", "{n} places are vacant.", seats))
        if deputies:
            found.append(tr.n("{n} deputy is wanting.", "{n} deputies are wanting.", deputies))
        return found

    def _show_problems(self) -> None:
        assert self.course is not None
        clear(self._problems)
        self.ticks = {}
        for problem in self.course.problems:
            words = self.context.tr(problem.words, **problem.values)
            if problem.kind == "warning":
                self._ask(problem, words)
                continue
            line = ErrorLine() if problem.kind == "error" else ErrorLine(sign="info", role="muted")
            self._problems.addWidget(line)
            line.say(words)

    def _ask(self, problem: Problem, words: str) -> None:
        tr = self.context.tr
        line = ErrorLine(sign="triangle-alert", role="text")
        self._problems.addWidget(line)
        line.say(words)
        tick = self.ticks[problem.key] = QCheckBox(tr(N_("This is so all the same")))
        tick.setAccessibleName(f"{words} {tr(N_('This is so all the same'))}")
        tick.setChecked(problem.key in self._confirmed)
        tick.setEnabled(self.may_edit)
        tick.toggled.connect(lambda on, key=problem.key: self._confirm(key, on))
        self._problems.addWidget(tick)

    def _confirm(self, key: str, on: bool) -> None:
        self._confirmed.add(key) if on else self._confirmed.discard(key)

    def _refuse(self, words: str, _field: str | None) -> None:
        self.problem.say(words)

    def _save_reason(self, value: str, refuse: Refuse) -> object:
        assert self.course is not None
        label = N_("Changed the election in {where}")
        return self.do(label, set_election, self.course.row.id, "reason", value, refuse=refuse)

    def _decide(self) -> None:
        assert self.course is not None
        self.problem.clear()
        label = N_("Decided the election in {where}")
        confirmed = frozenset(self._confirmed)
        self.do(label, decide, self.course.row.id, confirmed=confirmed, refuse=self._refuse)

    def _print(self) -> None:
        from app.elections.queries import elections_in
        from app.elections.reports import REPORTS
        from app.elections.reports.which import subject_names

        assert self.course is not None
        row, read = self.course.row, self.context.read
        names = read(lambda session: subject_names(session, elections_in(session, row.year)))
        self.context.preview(REPORTS, subject=names.get(row.id), on_paper=PROTOCOL)

    def _report(self) -> None:
        assert self.course is not None
        self.problem.clear()
        label = N_("Reported the election in {where}")
        self.do(label, report, self.course.row.id, clock.today(), refuse=self._refuse)

    def _unreport(self) -> None:
        assert self.course is not None
        label = N_("The election in {where} is not reported after all")
        self.do(label, report, self.course.row.id, None, refuse=self._refuse)

    def _correct(self) -> None:
        from app.shell.dialog import ask_reason

        course = self.course
        assert course is not None
        tr = self.context.tr
        ask_reason(
            self,
            tr,
            title=tr(N_("Correct the election")),
            text=tr(
                N_(
                    "The protocol is kept as it was. A new election begins with the same candidates and numbers; those "
                    "who were elected sit until it is decided."
                )
            ),
            yes=tr(N_("&Correct it")),
            then=partial(self._corrected, course.row.id),
        )

    def _corrected(self, election_id: int, reason: str) -> None:
        done = self.do(N_("Corrected the election in {where}"), correct, election_id, reason, refuse=self._refuse)
        if done is not None:
            self.shown_instead(int(done.result))

    def _supplement(self) -> None:
        from app.elections.commands import plan_election

        assert self.course is not None
        row = self.course.row
        grade = row.grade if row.class_id is None else None  # a class has one of its own
        more = {"class_id": row.class_id, "grade": grade, "held_on": clock.today(), "kind": "by_election"}
        label = N_("Planned a by-election in {where}")
        done = self.do(label, plan_election, row.seat_id, row.year, refuse=self._refuse, **more)
        if done is not None:
            self.shown_instead(int(done.result))

    def _remove(self) -> None:
        assert self.course is not None
        label = N_("Took the election in {where} away")
        if self.do(label, remove_election, self.course.row.id, refuse=self._refuse):
            self.shown_instead(None)

    def shown_instead(self, election_id: int | None) -> None:
        """Let another election be shown; the pane puts its own way here."""

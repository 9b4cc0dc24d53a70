"""What was counted: ballots, blank and invalid ones, and each candidate's votes, once or by two who count apart?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.elections.ballots import SEATS
from app.elections.commands import remove_count, set_count
from app.elections.detail.section import Section, clear
from app.elections.queries import CountRow, Problem
from app.elections.rules.counting import Count, differing
from app.elections.words import COUNT_WORDS, ROUND_WORDS
from app.shell.context import Context, Refuse
from app.shell.dialog import Dialog
from app.shell.form import Form
from app.shell.theme import GRID
from app.shell.words import heading, wrapped


class CountingSection(Section):
    """A box for each ballot that is held; what is wrong with a number stands at the number."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Counting"))
        self.boxes: dict[str, CountBox] = {}
        self._room = QVBoxLayout()
        self._room.setSpacing(GRID)
        self._none = wrapped(
            context.tr(N_("Write down who stands first. Then their votes are asked for here.")), "muted"
        )
        self.body.addWidget(self._none)
        self.body.addLayout(self._room)

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(form for box in self.boxes.values() for form in box.forms.values())

    def refresh(self) -> None:
        assert self.course is not None
        wanted = dict(self._rounds())
        self._none.setVisible(not wanted)
        for name, box in tuple(self.boxes.items()):
            if wanted.get(name) != box.candidates or box.election_id != self.course.row.id:
                del self.boxes[name]
                self._room.removeWidget(box)
                box.hide()
                box.deleteLater()
        for at, (name, who) in enumerate(wanted.items()):
            if name not in self.boxes:
                self.boxes[name] = CountBox(self, name, who)
                self._room.insertWidget(at, self.boxes[name])
            self.boxes[name].title.setVisible(len(wanted) > 1)
            self.boxes[name].refresh()
        self.boxes = {name: self.boxes[name] for name in wanted}

    def _rounds(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return the ballots that are held, and who stands in each."""
        assert self.course is not None
        row, outcome = self.course.row, self.course.outcome
        found = {ballot.round: ballot.candidates for ballot in outcome.ballots} if outcome is not None else {}
        everybody = tuple(one.id for one in row.candidates if one.consent != "declined")
        for count in row.counts:
            found.setdefault(count.round, tuple(count.votes) or everybody)
        if not found and everybody:
            found = {SEATS: everybody}
        return [(name, found[name]) for name in ROUND_WORDS if found.get(name)]


class CountBox(QWidget):
    """One ballot: the first count, and the second where the two differ."""

    def __init__(self, section: CountingSection, round: str, candidates: tuple[int, ...]) -> None:
        super().__init__()
        assert section.course is not None
        self.section, self.round, self.candidates = section, round, candidates
        self.election_id = section.course.row.id
        tr = section.context.tr
        self.forms: dict[int, Form] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self.title = heading(tr(ROUND_WORDS[round]), 1.0)
        column.addWidget(self.title)
        self.forms[1] = self._form(1, self._names())
        column.addWidget(self.forms[1])
        self.apart = wrapped("", "muted")
        column.addWidget(self.apart)
        self._second = QVBoxLayout()
        column.addLayout(self._second)
        self.again = section.button(N_("Count again, by somebody else …"), self._count_again, "list-checks")
        self.drop = section.button(N_("Take the second count away"), self._drop)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Show what was counted, and what is wrong with it."""
        course, tr = self.section.course, self.section.context.tr
        assert course is not None
        first, second = course.row.count(self.round), course.row.count(self.round, 2)
        differ = differing(_count(first), _count(second)) if first is not None and second is not None else ()
        self._show_second(differ if second is not None else ())
        for counter, form in self.forms.items():
            row = first if counter == 1 else second
            form.set_values({name: _field(row, name) for name in form.fields})
            form.set_read_only(not self.section.may_edit)
        for problem in course.problems:
            self._point_at(problem)
        self.apart.setVisible(second is not None)
        self.apart.setText(
            tr(N_("The two counts agree."))
            if not differ
            else tr.n(
                "The two counts differ in {n} number. Count that once more:",
                "The two counts differ in {n} numbers. Count those once more:",
                len(differ),
            )
        )
        self.again.setVisible(self.section.may_edit and first is not None and second is None)
        self.drop.setVisible(self.section.may_edit and second is not None)

    def _names(self) -> dict[str, str]:
        course, tr = self.section.course, self.section.context.tr
        assert course is not None
        names = {f"votes:{one}": course.row.candidate(one).full_name for one in self.candidates}
        return {**{name: tr(words) for name, words in COUNT_WORDS.items()}, **names}

    def _form(self, counter: int, fields: dict[str, str]) -> Form:
        form = Form(self.section.context)
        for name, words in fields.items():
            said = self.section.context.tr(N_("Votes for {name}"), name=words) if name.startswith("votes") else words
            control = form.add_text(name, words, partial(self._save, counter, name), limit=6)
            control.setAccessibleName(said)
        return form

    def _show_second(self, differ: tuple[str, ...]) -> None:
        """Show of the second count the numbers in which it differs, and nothing else."""
        form = self.forms.get(2)
        if form is not None and tuple(form.fields) == differ:
            return
        clear(self._second)
        self.forms.pop(2, None)
        if differ:
            names = self._names()
            tr = self.section.context.tr
            said = {name: tr(N_("{what}, second count"), what=names.get(name, name)) for name in differ}
            self.forms[2] = self._form(2, said)
            self._second.addWidget(self.forms[2])

    def _point_at(self, problem: Problem) -> None:
        form = self.forms.get(problem.counter)
        if problem.kind != "error" or problem.round != self.round or form is None:
            return
        field = form.fields.get(problem.field)
        if field is not None:
            tr = self.section.context.tr
            field.error.say(f"{problem.number}: {tr(problem.words, **problem.values)}")

    def _save(self, counter: int, name: str, value: str, refuse: Refuse) -> object:
        label = N_("Changed the count in {where}")
        args = (self.election_id, self.round, counter, {name: value})
        return self.section.do(label, set_count, *args, refuse=refuse)

    def _count_again(self) -> None:
        SecondCountDialog(self, self._names()).open()

    def _drop(self) -> None:
        self.section.do(N_("Took the second count away in {where}"), remove_count, self.election_id, self.round, 2)


class SecondCountDialog(Dialog):
    """Asks for every number once more, without showing what the first who counted found."""

    def __init__(self, box: CountBox, names: dict[str, str]) -> None:
        tr = box.section.context.tr
        super().__init__(box, tr, tr(N_("The second count")))
        self._box = box
        words = N_("Somebody else counts all over, without having seen the first count. Then the two are compared.")
        self.body.insertWidget(0, wrapped(tr(words)))
        self.lines: dict[str, QLineEdit] = {}
        for name, said in names.items():
            line = self.lines[name] = QLineEdit()
            line.setMaxLength(6)
            self.add_field(name, said, line)
        self.add_buttons(tr(N_("&Save the count")))

    def submit(self) -> None:
        values = {name: line.text().strip() for name, line in self.lines.items()}
        box = self._box
        args = (box.election_id, box.round, 2, values)
        if box.section.do(N_("Wrote down the second count in {where}"), set_count, *args, refuse=self.refuse):
            self.accept()


def _count(row: CountRow) -> Count:
    return Count(row.handed_out, row.in_box, row.blank, row.invalid, dict(row.votes))


def _field(row: CountRow | None, name: str) -> str:
    if row is None:
        return ""
    value = row.votes.get(int(name[6:])) if name.startswith("votes:") else getattr(row, name)
    return "" if value is None else str(value)

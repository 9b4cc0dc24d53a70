"""What is said and decided in the case the meeting is at?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.documents.marked import unmarked
from app.meetings.minuting.actions import ActionLines
from app.meetings.minuting.apart import AWAY, DISQUALIFIED, ApartFold
from app.meetings.minuting.typed import OfferBar, Typing
from app.meetings.minuting.view import SittingView, say_number
from app.meetings.minuting.votes import VotesFold
from app.meetings.minuting.written import WrittenNote, written_line
from app.meetings.rows import ItemRow
from app.meetings.words import ITEM_KIND_WORDS, OPENNESS_WORDS, OUTCOME_WORDS
from app.shell.chips import Chip
from app.shell.context import Context, Done, Refuse
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.fold import Fold
from app.shell.form import LineField
from app.shell.note_field import NoteField
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

SAID, DECISION, DISSENT, TITLE, TO_DO, VOTES = "discussion", "decision", "dissent", "title", "to_do", "votes"
SAVED_AS = {
    TITLE: N_("Changed what case {case} is called"),
    SAID: N_("Wrote what was said in case {case}"),
    DECISION: N_("Wrote the decision in case {case}"),
    DISSENT: N_("Wrote a dissent in case {case}"),
}


class CaseEditor(QWidget):
    """One case, wide: what was said, the decision, what is to be done, and what is folded away until it is wanted."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.view: SittingView | None = None
        self.item: ItemRow | None = None
        self.may_edit = True
        tr = context.tr
        self.title = written_line(context, tr(N_("What the case is called")))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.about = wrapped("", "muted")
        self.said = WrittenNote(context, 4)
        self.decision = WrittenNote(context, 3, stretches=False)
        self.dissent = WrittenNote(context, 2, stretches=False)
        self.fields: dict[str, LineField | NoteField] = {
            TITLE: self.title,
            SAID: self.said,
            DECISION: self.decision,
            DISSENT: self.dissent,
        }
        self.errors = {name: ErrorLine() for name in self.fields}
        self.offers = {name: OfferBar(context) for name in self.fields}
        self.typing = Typing(context, self)
        for name, field in self.fields.items():
            field.left.connect(lambda name=name: self._left(name))
            self.typing.watch(field, partial(self._place, name), partial(self._stands, name))
        for name, bar in self.offers.items():
            bar.taken.connect(lambda text, name=name: self._put_back(name, text))
            bar.dropped.connect(lambda name=name: self.typing.throw_away(self._place(name)))
        self.proposal = wrapped("", "muted")
        self.take_proposal = QPushButton(tr(N_("Take the proposal in")))
        self.take_proposal.setAutoDefault(False)
        self.take_proposal.clicked.connect(lambda: self.fill_in_proposal())
        self.unanimous = Chip(tr(N_("Unanimous")))
        self.acclamation = Chip(tr(N_("By acclamation")))
        self.unanimous.clicked.connect(lambda: self.say_balloting("unanimous"))
        self.acclamation.clicked.connect(lambda: self.say_balloting("acclamation"))
        self.to_do = ActionLines(context, self.typing)
        self.away = ApartFold(context, "away")
        self.disqualified = ApartFold(context, "disqualified")
        self.votes = VotesFold(context)
        self.dissents = Fold(tr, tr(N_("Dissent for the record")))
        self.folds: dict[str, Fold] = {
            AWAY: self.away,
            DISQUALIFIED: self.disqualified,
            VOTES: self.votes,
            DISSENT: self.dissents,
        }
        for fold in self.folds.values():
            fold.unfolded.connect(lambda _open: self._show_folds())
        self.refusal = ErrorLine()
        self.findings = ErrorLine(sign="triangle-alert", role="danger")
        self._lay_out()

    def show_case(self, view: SittingView, item: ItemRow, *, may_edit: bool) -> None:
        """Show a case; what is being typed in the same one stays."""
        another = self.item is None or self.item.id != item.id
        self.view, self.item, self.may_edit = view, item, may_edit
        for name, field in self.fields.items():
            if another or not field.unsaved:
                field.keep(getattr(item, name))
                self.errors[name].clear()
            field.setReadOnly(not may_edit)
        self._say()
        state = view.states.get(item.id)
        self.to_do.show_case(view, item, may_edit=may_edit, another=another)
        self.votes.show_case(view, item, may_edit=may_edit, another=another)
        for fold in (self.away, self.disqualified):
            fold.show_case(view, item, may_edit=may_edit)
        if another:
            self.refusal.clear()
            self.away.set_open(False)
            self.disqualified.set_open(False)
            self.dissents.set_open(bool(item.dissent))
            self._offer()
        self.dissents.say_more(self.context.tr(N_("written down")) if item.dissent else "")
        self._show_folds()
        tr = self.context.tr
        words = " ".join(tr(one.msgid, **one.values) for one in state.findings) if state is not None else ""
        if words != self.findings.text:
            self.findings.say(words) if words else self.findings.clear()

    def save_now(self) -> bool:
        """Save what is typed; False where something was refused, and the cursor is put there."""
        for name, field in self.fields.items():
            if field.unsaved:
                self._left(name)
                if field.unsaved:
                    field.setFocus()
                    return False
        return self.to_do.save_now() and self.votes.save_now()

    def keep_typing(self) -> None:
        """Keep what is typed as a draft, now."""
        self.typing.keep_now()

    def fill_in_proposal(self) -> None:
        """Take the proposal in as the decision, below what stands there already."""
        if self.item is None or not self.may_edit or not self.item.proposal:
            return
        written = self.decision.text().strip()
        if self.item.proposal not in written:
            self.decision.setText(f"{written}\n\n{self.item.proposal}".strip())
        self.decision.setFocus()
        self.decision.moveCursor(self.decision.textCursor().MoveOperation.End)
        self._left(DECISION)

    def say_balloting(self, how: str) -> None:
        """Say that all agreed (or by acclamation), or take it back; nobody else ever says it."""
        from app.meetings.sitting import set_balloting

        if self.item is None or not self.may_edit:
            return
        wanted = "" if self.item.balloting == how else how
        if not self._do(N_("Noted how case {case} was decided"), set_balloting, self.item.id, wanted):
            self._say()

    def go_to(self, name: str) -> None:
        """Put the cursor in a field, or in what is unfolded for it; the same key once more folds that away."""
        fold, focused = self.folds.get(name), self.window().focusWidget()
        if fold is not None and fold.is_open and focused is not None and fold.isAncestorOf(focused):
            fold.set_open(False)
            name, fold = SAID, None
        elif fold is not None:
            for other in self.folds.values():
                if other is not fold and other is not self.dissents:
                    other.set_open(False)
            fold.show()
            fold.set_open(True)
        wanted: QWidget = fold.first if isinstance(fold, ApartFold | VotesFold) else self._field(name)
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def at(self) -> str:
        """The field one is in, "" for another place."""
        focused = self.window().focusWidget()
        if focused is self.to_do.line:
            return TO_DO
        return next((name for name, field in self.fields.items() if field is focused), "")

    def _show_folds(self) -> None:
        """Show what is unfolded, and what says something; the rest is one key away."""
        item = self.item
        if item is None:
            return
        because = {one.because for one in item.absences}
        says = {AWAY: AWAY in because, DISQUALIFIED: DISQUALIFIED in because, DISSENT: bool(item.dissent)}
        says[VOTES] = item.balloting == "counted"
        for name, fold in self.folds.items():
            fold.setVisible(fold.is_open or says[name])

    def _field(self, name: str) -> QWidget:
        return self.to_do.line if name == TO_DO else self.fields[name]

    def _lay_out(self) -> None:
        tr = self.context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.offers[TITLE])
        column.addWidget(self.title)
        column.addWidget(self.errors[TITLE])
        column.addWidget(self.about)
        column.addWidget(self.refusal)
        column.addWidget(self.findings)
        self._add_note(column, SAID, tr(N_("What was said")), 1)
        column.addWidget(self.proposal)
        row = Flow()
        label = Label(tr(N_("Decision")), "muted")
        row.add(label)
        row.add(self.unanimous)
        row.add(self.acclamation)
        row.add(self.take_proposal)
        column.addWidget(row)
        self._add_note(column, DECISION, "", 0)
        self.decision.setAccessibleName(tr(N_("Decision")))
        column.addWidget(self.to_do)
        for fold in self.folds.values():
            column.addWidget(fold)
        inner = QVBoxLayout()
        self._add_note(inner, DISSENT, "", 0)
        self.dissent.setAccessibleName(tr(N_("Dissent for the record")))
        self.dissents.body.addLayout(inner)
        column.addStretch(0)

    def _add_note(self, column: QVBoxLayout, name: str, words: str, stretch: int) -> None:
        field = self.fields[name]
        if words:
            label = Label(words, "muted")
            column.addWidget(label)
            field.setAccessibleName(words)
        column.addWidget(self.offers[name])
        column.addWidget(field, stretch)
        column.addWidget(self.errors[name])

    def _say(self) -> None:
        assert self.item is not None
        tr, item = self.context.tr, self.item
        about = [
            say_number(self.view.short_name(item) if self.view else "", tr),
            tr(ITEM_KIND_WORDS[item.kind]),
        ]
        if item.presenter:
            about.append(item.presenter)
        if item.openness != "open":
            about.append(", ".join(filter(None, (tr(OPENNESS_WORDS[item.openness]), item.provision))))
        if item.outcome:
            about.append(tr(OUTCOME_WORDS[item.outcome]))
        if item.is_late:
            about.append(tr(N_("came after the notice")))
        self.about.setText(" · ".join(about))
        self.proposal.setText(tr(N_("Proposed: {text}"), text=unmarked(item.proposal)) if item.proposal else "")
        self.proposal.setVisible(bool(item.proposal) and not self.decision.text().strip())
        self.take_proposal.setVisible(bool(item.proposal))
        self.unanimous.setChecked(item.balloting == "unanimous")
        self.acclamation.setChecked(item.balloting == "acclamation")
        self.acclamation.setVisible(item.kind == "election" or item.balloting == "acclamation")
        for control in (self.unanimous, self.acclamation, self.take_proposal):
            control.setEnabled(self.may_edit)

    def _place(self, name: str) -> str:
        return f"agenda_item:{self.item.id}:{name}" if self.item is not None else ""

    def _stands(self, name: str) -> str:
        return str(getattr(self.item, name)) if self.item is not None else ""

    def _left(self, name: str) -> None:
        """Save a field that was left, as one step."""
        from app.meetings.agenda import set_item

        field, item = self.fields[name], self.item
        if item is None or not field.unsaved or field.isReadOnly():
            if not field.unsaved:
                self.errors[name].clear()
            return
        text = field.text()
        if text.strip() == getattr(item, name):
            field.keep(getattr(item, name))
            self.typing.forget(self._place(name))
            return
        error = self.errors[name]
        error.clear()
        if self._do(SAVED_AS[name], set_item, item.id, name, text, refuse=lambda words, _field: error.say(words)):
            field.keep(text)
            self.typing.forget(self._place(name))

    def _put_back(self, name: str, text: str) -> None:
        field = self.fields[name]
        field.setText(text)
        field.setFocus()
        self._left(name)

    def _offer(self) -> None:
        """Offer back what was being typed here when the program stopped."""
        offers = self.typing.offers()
        for name, bar in self.offers.items():
            bar.offer(offers.get(self._place(name)))
        if self._place(DISSENT) in offers:
            self.dissents.set_open(True)
        self.to_do.offer(offers)

    def _do(self, label: str, command: Callable[..., Any], *args: Any, refuse: Refuse | None = None) -> Done | None:
        assert self.view is not None
        assert self.item is not None
        self.refusal.clear()
        return self.context.do(
            label,
            command,
            *args,
            arguments={"case": self.view.short_name(self.item)},
            on_error=refuse or (lambda words, _field: self.refusal.say(words)),
        )

"""What is another plan of the school called, and by when is it to be reviewed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.i18n import N_
from app.plan.following_words import PLAN_KIND_WORDS
from app.shell.dialog import Dialog

if TYPE_CHECKING:
    from app.shell.context import Context


class NewPlanDialog(Dialog):
    """The rest is written beside the list; ``added`` carries the id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New plan in the register")))
        self.context = context
        self.kind, self.name = QComboBox(), QLineEdit()
        self.owner, self.review_by = QLineEdit(), QLineEdit()
        self.name.setMaxLength(150)
        self.review_by.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        for code, words in PLAN_KIND_WORDS.items():
            self.kind.addItem(tr(words), code)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_field("owner", tr(N_("Who &sees to it")), self.owner)
        self.add_field("review_by", tr(N_("&Review by")), self.review_by)
        self.add_buttons(tr(N_("&Add")))
        self.kind.currentIndexChanged.connect(lambda _at: self._hint())
        self._hint()
        self.kind.setFocus()

    def _hint(self) -> None:
        kind = str(self.kind.currentData())
        self.name.setPlaceholderText("" if kind == "other" else self.context.tr(PLAN_KIND_WORDS[kind]))

    def submit(self) -> None:
        from app.plan.other_plan_commands import add_other_plan

        self.clear_errors()
        kind = str(self.kind.currentData())
        name = self.name.text().strip() or self.name.placeholderText()
        owner, review_by = self.owner.text(), self.review_by.text()
        done = self.context.do(
            N_("Added {name} to the register of plans"),
            lambda session: add_other_plan(session, name=name, kind=kind, owner=owner, review_by=review_by),
            arguments={"name": name},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            self.added.emit(int(done.result))

"""Which result has come, when, with which files, and may it be public?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.core import clock
from app.core.i18n import N_
from app.plan.following_words import RESULT_KIND_WORDS
from app.plan.outcomes.doing import guessed_kind, new_result
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.shell.context import Context

SMALL = N_("Cases about it are closed from the first, and parents' meetings and pupils do not get it.")


class NewResultDialog(Dialog):
    """What the name of the file says is there already; ``added`` carries the id."""

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context, paths: Sequence[Path] = ()) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New result")))
        self.context, self.paths = context, tuple(paths)
        if paths:
            names = ", ".join(path.name for path in paths)
            self.body.insertWidget(0, wrapped(tr.n("File: {names}", "Files: {names}", len(paths), names=names)))
        self.kind = QComboBox()
        for code, words in RESULT_KIND_WORDS.items():
            self.kind.addItem(tr(words), code)
        self.kind.setCurrentIndex(self.kind.findData(guessed_kind(paths)))
        self.title, self.day = QLineEdit(), QLineEdit(tr.date(clock.today()))
        self.title.setMaxLength(200)
        if paths and self.kind.currentData() == "other":
            self.title.setText(paths[0].stem)
        self.day.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.small = QCheckBox(tr(N_("&Groups so small that people can be known")))
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        self.add_field("title", tr(N_("&Title")), self.title)
        self.add_field("received_on", tr(N_("Re&ceived")), self.day)
        self.add_field("small_groups", "", self.small)
        self.why = wrapped(tr(SMALL), "muted")
        self.why.setVisible(False)
        self.body.addWidget(self.why)
        self.small.toggled.connect(self._say_why)
        self.add_buttons(tr(N_("&Add")))
        self.kind.currentIndexChanged.connect(lambda _at: self._hint())
        self._hint()
        self.kind.setFocus()

    def _say_why(self, is_small: bool) -> None:
        self._keep_snug()
        self.why.setVisible(is_small)
        QTimer.singleShot(0, self, self.make_room)

    def _hint(self) -> None:
        kind = str(self.kind.currentData())
        self.title.setPlaceholderText("" if kind == "other" else self.context.tr(RESULT_KIND_WORDS[kind]))

    def submit(self) -> None:
        self.clear_errors()
        kind, title = str(self.kind.currentData()), self.title.text().strip()
        fields = {"received_on": self.day.text(), "small_groups": "yes" if self.small.isChecked() else "no"}
        named = title or self.context.tr(RESULT_KIND_WORDS[kind])
        done = self.context.do(
            N_("Added the result {title}"),
            new_result,
            self.context.year,
            kind,
            title,
            fields,
            self.paths,
            arguments={"title": named},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            self.added.emit(int(done.result))

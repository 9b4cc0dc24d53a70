"""What becomes of each name, number and word of health in a text the public will read? The user decides each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Translator
from app.meetings.minuting.apart import say_key
from app.meetings.minuting.keyed_list import KeyedList, Row, RowCommand
from app.meetings.minuting.written import EnteredLine, enlarge, entered_line
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

AROUND = 90
"""Letters on each side of a mark that are shown."""
GAP = "[…]"
KIND_WORDS: Mapping[str, str] = {
    "name": N_("name"),
    "phone": N_("phone number"),
    "email": N_("e-mail address"),
    "health": N_("word of health"),
}
INTRODUCTION = N_("These may tell of somebody who should not be named in public. Decide each; nothing else is changed.")
ICONS = {None: "circle-help", True: "check", False: "x"}


@dataclass(frozen=True)
class Marked:
    """Something that was found: ``text[start:end]`` in the text of ``place``, which is called ``where``.

    ``about`` says who may be meant. ``stays`` is what was decided, None for nothing yet; ``instead`` stands where it is
    taken out.
    """

    place: str
    where: str
    text: str
    start: int
    end: int
    kind: str
    about: str = ""
    stays: bool | None = None
    instead: str = GAP

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def passage(self) -> str:
        """Return the mark in the midst of what stands around it, in one line."""
        before = self.text[max(0, self.start - AROUND) : self.start]
        after = self.text[self.end : self.end + AROUND]
        first = "… " if self.start > AROUND else ""
        last = " …" if self.end + AROUND < len(self.text) else ""
        return " ".join(f"{first}{before}«{self.words}»{after}{last}".split())


class GuardDialog(Dialog):
    """Every mark with its place; one letter decides, and goes on to the next that is not decided.

    ``then`` gets all of them, decided.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        marks: Sequence[Marked],
        then: Callable[[tuple[Marked, ...]], object],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Before the public reads this")))
        self.context, self.marks, self._then = context, list(marks), then
        self.setMinimumWidth(84 * GRID)
        self.intro = wrapped(tr(INTRODUCTION))
        self.list = KeyedList(tr(N_("What was found")))
        self.list.commands = (
            RowCommand(tr(N_("Take it &out")), self.take_out),
            RowCommand(tr(N_("&Write something else")), self.rewrite),
            RowCommand(tr(N_("&Let it stand")), self.let_stand),
            RowCommand(tr(N_("Let &all of these stand")), self.let_all_stand),
        )
        self.list.setMinimumHeight(22 * GRID)
        self.list.currentRowChanged.connect(lambda _row: self._say())
        self.passage = wrapped("")
        enlarge(self.passage)
        self.passage.setMinimumHeight(3 * self.passage.fontMetrics().lineSpacing())
        self.passage.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.instead: EnteredLine = entered_line(context, tr(N_("What shall stand there instead")))
        self.instead.entered.connect(self._rewritten)
        self.instead.hide()
        keys = Label(" · ".join(say_key(one) for one in self.list.commands), "muted")
        keys.setWordWrap(True)
        for at, widget in enumerate((self.intro, self.list, keys, self.passage, self.instead)):
            self.body.insertWidget(at, widget, 1 if widget is self.list else 0)
        self.go_on = self.add_buttons(tr(N_("&Go on")))
        self.go_on.setAutoDefault(False)
        self.go_on.setDefault(False)
        self._show()
        self.list.setFocus()

    @property
    def undecided(self) -> int:
        return sum(mark.stays is None for mark in self.marks)

    def submit(self) -> None:
        if self.undecided:
            words = self.context.tr.n("{n} is not decided yet.", "{n} are not decided yet.", self.undecided)
            self.refuse(words)
            self._next()
            self.list.setFocus()
            return
        self.accept()
        self._then(tuple(self.marks))

    def take_out(self) -> None:
        """Take out what one is at; a sign stands where it was."""
        self._decide(stays=False, instead=GAP)

    def rewrite(self) -> None:
        """Ask what shall stand there instead."""
        if 0 <= self.list.currentRow() < len(self.marks):
            self.instead.show()
            self.instead.setText("")
            self.instead.setFocus()
            self.make_room()

    def let_stand(self) -> None:
        """Leave this one as it is."""
        self._decide(stays=True)

    def let_all_stand(self) -> None:
        """Leave every mark of the same words as it is."""
        at = self.list.currentRow()
        if 0 <= at < len(self.marks):
            same = _plain(self.marks[at].words)
            self.marks = [replace(one, stays=True) if _plain(one.words) == same else one for one in self.marks]
            self._show()
            self._next()

    def _rewritten(self) -> None:
        words = self.instead.text().strip()
        self.instead.hide()
        self.list.setFocus()
        self._decide(stays=False, instead=words or GAP)

    def _decide(self, *, stays: bool, instead: str = GAP) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self.marks):
            self.marks[at] = replace(self.marks[at], stays=stays, instead=instead)
            self._show()
            self._next()

    def _next(self) -> None:
        """Go to the next that is not decided, else to the button."""
        at, number = self.list.currentRow(), len(self.marks)
        order = [(at + step) % number for step in range(1, number + 1)] if number else []
        waiting = next((row for row in order if self.marks[row].stays is None), None)
        if waiting is None:
            self.go_on.setDefault(True)
            self.go_on.setFocus()
        else:
            self.list.setCurrentRow(waiting)

    def _show(self) -> None:
        tr = self.context.tr
        self.list.show_rows([Row(at, say_mark(mark, tr), ICONS[mark.stays]) for at, mark in enumerate(self.marks)])
        self._say()

    def _say(self) -> None:
        at = self.list.currentRow()
        self.passage.setText(self.marks[at].passage() if 0 <= at < len(self.marks) else "")


def say_mark(mark: Marked, tr: Translator) -> str:
    """Return "Sak 12/26, vedtak: «Ola» (name; Ola Berg 5A) – taken out"."""
    about = "; ".join(filter(None, (tr(KIND_WORDS[mark.kind]), mark.about)))
    said = f"{mark.where}: «{mark.words}» ({about})"
    if mark.stays is None:
        return said
    decided = tr(N_("stands")) if mark.stays else tr(N_("becomes {words}"), words=mark.instead)
    return f"{said} – {decided}"


def _plain(words: str) -> str:
    """Return words without case and the genitive: "Kari" and "Karis" are the same."""
    plain = words.casefold().rstrip("’'")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") else plain

"""How is a class of next year named, split in two, or put together with another?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.form import ChoiceField
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.shell.context import Done, Refuse
    from app.turning.board.classes import ColumnRow

CHOSEN, LAST_HALF, EVERY_OTHER, NOBODY = "chosen", "last_half", "every_other", "nobody"
LONGEST = 40
Grade = int | None


class NameDialog(Dialog):
    """One name; ``save(name, refuse)`` is truthy when it was saved."""

    def __init__(
        self, context: Context, parent: QWidget, title: str, name: str, save: Callable[[str, Refuse], Done | None]
    ) -> None:
        super().__init__(parent, context.tr, title)
        self._save = save
        self.name = _line(name)
        self.add_field("name", context.tr(N_("&Name of the class")), self.name)
        self.add_buttons(context.tr(N_("&Save")))
        self.name.selectAll()

    def submit(self) -> None:
        if self._save(self.name.text().strip(), self.refuse) is not None:
            self.accept()


class NewClassDialog(Dialog):
    """The name of a new class, and its grade where the name does not tell it."""

    def __init__(
        self, context: Context, parent: QWidget, grade: int | None, save: Callable[[str, Grade, Refuse], Done | None]
    ) -> None:
        from app.school.rules import GRADES

        tr = context.tr
        super().__init__(parent, tr, tr(N_("New class next year")))
        self._save = save
        self.name = _line("" if grade is None else str(grade))
        self.add_field("name", tr(N_("&Name of the class")), self.name)
        grades: list[tuple[object, str]] = [(None, tr(N_("As the name says"))), *((one, str(one)) for one in GRADES)]
        self.grade = ChoiceField(grades)
        self.add_field("grade", tr(N_("Gra&de")), self.grade)
        self.add_buttons(tr(N_("&Add the class")))

    def submit(self) -> None:
        if self._save(self.name.text().strip(), self.grade.currentData(), self.refuse) is not None:
            self.accept()


class SplitDialog(Dialog):
    """Who goes into the new class, and what it is called; ``save(people, name, refuse)``."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        column: ColumnRow,
        chosen: Sequence[int],
        name: str,
        save: Callable[[Sequence[int], str, Refuse], Done | None],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Split {name}"), name=column.name))
        self._save, self._column, self._chosen = save, column, tuple(chosen)
        self.body.insertWidget(
            0, wrapped(tr(N_("A new class of the same grade is made. All can be moved later, too.")))
        )
        self.name = _line(name)
        self.add_field("name", tr(N_("&Name of the new class")), self.name)
        choices: list[tuple[object, str]] = [(code, tr(_WHO[code])) for code in (EVERY_OTHER, LAST_HALF, NOBODY)]
        if 0 < len(chosen) < len(column.pupils):
            choices.insert(0, (CHOSEN, tr.n("The one who is chosen", "The {n} who are chosen", len(chosen))))
        self.who = ChoiceField(choices)
        self.add_field("who", tr(N_("&Who goes there")), self.who)
        self.add_buttons(tr(N_("&Split the class")))
        self.name.selectAll()

    @property
    def people(self) -> tuple[int, ...]:
        """Those who go into the new class."""
        code, all_of_it = self.who.currentData(), tuple(one.id for one in self._column.pupils)
        if code == CHOSEN:
            return self._chosen
        if code == EVERY_OTHER:
            return all_of_it[1::2]
        return all_of_it[(len(all_of_it) + 1) // 2 :] if code == LAST_HALF else ()

    def submit(self) -> None:
        if self._save(self.people, self.name.text().strip(), self.refuse) is not None:
            self.accept()


class MergeDialog(Dialog):
    """Which class a class is put together with, and what both are called then; ``save(other, name, refuse)``."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        into: ColumnRow,
        others: Sequence[ColumnRow],
        save: Callable[[ColumnRow, str, Refuse], Done | None],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Put {name} together with another class"), name=into.name))
        self._save, self._others = save, {one.id: one for one in others}
        self.about = wrapped("", "muted")
        choices: list[tuple[object, str]] = [
            (one.id, tr.n("{name} ({n} pupil)", "{name} ({n} pupils)", len(one.pupils), name=one.name))
            for one in others
        ]
        self.other = ChoiceField(choices)
        self.add_field("other", tr(N_("&The other class")), self.other)
        self.name = _line(into.name)
        self.add_field("name", tr(N_("&Name of the class")), self.name)
        self.body.addWidget(self.about)
        self.add_buttons(tr(N_("&Put them together")))
        self._into, self._tr = into, tr
        self.other.currentIndexChanged.connect(lambda _at: self._say())
        self._say()

    def submit(self) -> None:
        other = self._others.get(self.other.currentData())
        name = self.name.text().strip()
        if other is not None and self._save(other, "" if name == self._into.name else name, self.refuse) is not None:
            self.accept()

    def _say(self) -> None:
        other = self._others.get(self.other.currentData())
        number = len(self._into.pupils) + (len(other.pupils) if other is not None else 0)
        self.about.setText(
            self._tr.n(
                "There will be {n} pupil in it. The other class is removed.",
                "There will be {n} pupils in it. The other class is removed.",
                number,
            )
        )


_WHO = {
    EVERY_OTHER: N_("Every other one by name"),
    LAST_HALF: N_("The last half by name"),
    NOBODY: N_("Nobody yet: they are moved by hand"),
}


def _line(text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(LONGEST)
    return line

"""What must be chosen in the middle of a meeting: somebody who is not on the list, other bodies, what closes a case?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.contacts.person.picker import PersonPicker
from app.core.i18n import N_
from app.shell.context import Context, Refuse
from app.shell.dialog import Dialog
from app.shell.theme import GRID


class PersonDialog(Dialog):
    """Asks for one person of the school."""

    def __init__(self, parent: QWidget, context: Context, title: str, then: Callable[[int], object]) -> None:
        tr = context.tr
        super().__init__(parent, tr, title)
        self._then = then
        self.people = PersonPicker(context)
        self.people.list.setMinimumHeight(20 * GRID)
        self.body.insertWidget(0, self.people, 1)
        self.add_buttons(tr(N_("&Choose")))
        self.people.setFocus()

    def submit(self) -> None:
        person_id = self.people.person_id
        if person_id is None:
            self.refuse(self._words(N_("Type a name and choose somebody.")))
            return
        self.accept()
        self._then(person_id)


class BodiesDialog(Dialog):
    """Asks which bodies a case goes on to; the first one has the focus, and Space ticks."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        bodies: Sequence[tuple[int, str]],
        then: Callable[[tuple[int, ...], Refuse], object],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, title)
        self._then = then
        self.boxes = {body_id: QCheckBox(name.replace("&", "&&")) for body_id, name in bodies}
        for at, box in enumerate(self.boxes.values()):
            self.body.insertWidget(at, box)
        self.add_buttons(tr(N_("&Forward")))
        for box in list(self.boxes.values())[:1]:
            box.setFocus()

    def submit(self) -> None:
        chosen = tuple(body_id for body_id, box in self.boxes.items() if box.isChecked())
        if not chosen:
            self.refuse(self._words(N_("Choose at least one.")))
        elif self._then(chosen, self.refuse):
            self.accept()


class ProvisionDialog(Dialog):
    """Asks by which provision a case is closed: one of those that are known, or in words."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        provisions: Sequence[str],
        given: str,
        then: Callable[[str, Refuse], object],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, title)
        self._then = then
        self.provision = QComboBox()
        self.provision.setEditable(True)
        self.provision.addItems(list(provisions))
        self.provision.setCurrentText(given or next(iter(provisions), ""))
        line = self.provision.lineEdit()
        if line is not None:
            line.selectAll()
        self.add_field("provision", tr(N_("&Provision")), self.provision)
        self.add_buttons(tr(N_("&Close the case")))
        self.provision.setFocus()

    def submit(self) -> None:
        if self._then(self.provision.currentText().strip(), self.refuse):
            self.accept()

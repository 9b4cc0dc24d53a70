"""What must be decided before a person is moved, leaves, is protected or removed?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.contacts import commands, protection, words
from app.contacts.entered import entered_day
from app.contacts.person_queries import ContactDetail
from app.contacts.queries import only_guardians_of, person_name
from app.core import clock
from app.core.errors import UserError, explain
from app.core.feature import StillHolds
from app.core.i18n import N_
from app.school.queries import school_classes
from app.shell.context import Context, Done
from app.shell.dialog import Dialog, ask
from app.shell.notices import Action
from app.shell.words import wrapped

MOST_NAMED = 5
MOST_BUTTONS = 3
AT_ONCE = 200  # people that may be changed on the window's thread


class MoveDialog(Dialog):
    """To which class, and from which day?"""

    def __init__(self, parent: QWidget, context: Context, people: Sequence[int], day: date) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Move to another class")))
        self.context = context
        self._people = tuple(people)
        names = _said(context, people)
        self.body.insertWidget(0, wrapped(names))
        self.classes = QComboBox()
        self.classes.setMaxVisibleItems(20)
        self.classes.setPlaceholderText(tr(N_("Choose …")))
        for row in context.read(school_classes, context.year, day):
            self.classes.addItem(row.name, row.id)
        self.classes.setCurrentIndex(-1)
        self.add_field("class", tr(N_("To &class")), self.classes)
        self.day = QLineEdit(tr.date(day))
        self.add_field("valid_from", tr(N_("From &day")), self.day)
        self.add_buttons(tr(N_("&Move")))

    def submit(self) -> None:
        """Move them; the time in the class before is kept."""
        self.clear_errors()
        tr = self.context.tr
        class_id = self.classes.currentData()
        if class_id is None:
            self.refuse(tr(N_("Choose the class to move to.")), "class")
            return
        try:
            first_day = entered_day(self.day.text(), "valid_from")
        except UserError as error:
            self.refuse(tr(error.message, **error.values), error.field)
            return
        label, names = N_("Moved {name} to {class_name}"), {"class_name": self.classes.currentText()}
        if len(self._people) == 1:
            names["name"] = self.context.read(person_name, self._people[0])
        else:
            label, names = N_("Moved {number} pupils to {class_name}"), {**names, "number": str(len(self._people))}
        change_people(
            self,
            self.context,
            label,
            names,
            commands.move_people_to_class,
            self._people,
            class_id,
            first_day,
            then=lambda result: tell_who_holds(self.context, result),
        )


class LeaveDialog(Dialog):
    """Which day is the pupil's last?"""

    def __init__(self, parent: QWidget, context: Context, person: ContactDetail, day: date) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Leaves the school")))
        self.context = context
        self._person = person
        text = N_("{name} is no longer on the class list after the last day. What is written about {name} stays.")
        self.body.insertWidget(0, wrapped(tr(text, name=person.name)))
        self.day = QLineEdit(tr.date(day))
        self.add_field("last_day", tr(N_("&Last day")), self.day)
        self.add_buttons(tr(N_("&Save")))

    def submit(self) -> None:
        """End the time in the class."""
        self.clear_errors()
        try:
            last_day = entered_day(self.day.text(), "last_day")
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        done = self.context.do(
            N_("{name} leaves the school after {day}"),
            commands.leave_school,
            self._person.id,
            last_day,
            arguments={"name": self._person.name, "day": self.context.tr.date(last_day)},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            tell_who_holds(self.context, done.result)


class GradeDialog(Dialog):
    """Which address grade? Said plainly before it is done: it is no step that can be undone.

    Who lives behind the same door is taken along unless somebody says otherwise: the address would else still be
    written here. Afterwards one is told which papers must be called back.
    """

    def __init__(self, parent: QWidget, context: Context, person: ContactDetail, day: date | None = None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Address protection")))
        self.context = context
        self._person = person
        self._day = day or clock.today()
        self.body.insertWidget(0, wrapped(person.name))
        self.grade = QComboBox()
        for code, said in words.GRADES.items():
            self.grade.addItem(tr(said), code)
        proposed = person.proposed_grade if person.address_grade == "none" else ""
        self.grade.setCurrentIndex(self.grade.findData(proposed or person.address_grade))
        self.grade.currentIndexChanged.connect(lambda _at: self._explain())
        self.add_field("address_grade", tr(N_("&Grade")), self.grade)
        self._explained = wrapped("", "muted")
        self.body.addWidget(self._explained)
        self._add_household(context.read(protection.household, person.id, self._day))
        self.add_buttons(tr(N_("&Set the grade")))
        self._explain()

    def submit(self) -> None:
        """Set the grade."""
        store = self.context.store
        grade = str(self.grade.currentData())
        if store is None or (grade == self._person.address_grade and not self._person.proposed_grade):
            self.accept()
            return
        if grade == self._person.address_grade:
            words_ = N_("Choose a grade, or press Cancel and then “Not protected”.")
            self.refuse(self.context.tr(words_), "address_grade")
            return
        along = [row.id for row, box in self.household if box.isChecked() and not box.isHidden()]
        try:
            for person_id in (self._person.id, *along):
                protection.protect(store, person_id, grade)
        except Exception as error:
            sentence = explain(error, self.context.tr)
            if sentence is None:
                raise  # a bug
            self.refuse(sentence, "address_grade")
            return
        self.context.steps_changed.emit()
        tr = self.context.tr
        said = tr(N_("The address protection of {name} is set. This cannot be undone."), name=self._person.name)
        if along:
            said = tr.n(
                "The address protection of {name} and {n} other is set. This cannot be undone.",
                "The address protection of {name} and {n} others is set. This cannot be undone.",
                len(along),
                name=self._person.name,
            )
        self.context.notify(said)
        self.accept()
        if self._person.address_grade == "none":
            self._call_back()

    def _add_household(self, rows: Sequence[protection.HouseholdRow]) -> None:
        tr = self.context.tr
        self._along = wrapped(tr(N_("Set the same grade for:")))
        self.body.addWidget(self._along)
        self.household: list[tuple[protection.HouseholdRow, QCheckBox]] = []
        for row in rows:
            said = tr(N_("{name} (same address)"), name=row.name) if row.same_door else row.name
            box = QCheckBox(said.replace("&", "&&"))
            box.setChecked(row.same_door)
            self.household.append((row, box))
            self.body.addWidget(box)

    def _show_household(self, grade: str) -> None:
        """Offer those who have not got the grade; to end a protection is decided for each person."""
        for row, box in self.household:
            box.setVisible(grade not in ("none", row.address_grade) and grade != self._person.address_grade)
        self._along.setVisible(any(not box.isHidden() for _, box in self.household))

    def _call_back(self) -> None:
        """Tell which papers and backups are out there; this dialog is closed by now."""
        from app.contacts.person.recall import RecallDialog, is_anything_out

        parent = self.parentWidget()
        if parent is not None and is_anything_out(self.context, self._person.id, self._day):
            RecallDialog(parent, self.context, self._person.id, self._day).open()

    def _explain(self) -> None:
        grade = self.grade.currentData()
        text = N_(
            "Phone, e-mail and address are moved behind “Show” and taken out of the history. The household "
            "disappears from every list that is shared."
        )
        if grade == "strictly_confidential":
            text = N_(
                "A strictly confidential address is not kept here: it is deleted now and cannot be brought back. Phone "
                "and e-mail are moved behind “Show”. The household disappears from every list that is shared."
            )
        if grade == "none":
            text = N_(
                "Phone, e-mail and address become visible to everybody in the office again, and the household may "
                "stand on shared lists."
            )
        undo = self.context.tr(N_("You cannot undo this, nor later changes of what is protected."))
        told = f"{self.context.tr(text)}\n\n{undo}"
        self._explained.setText("" if grade == self._person.address_grade else told)
        self._show_household(str(grade))
        QTimer.singleShot(0, self.make_room)


def ask_to_remove(parent: QWidget, context: Context, people: Sequence[int]) -> Dialog:
    """Ask before people are removed, and say whom it takes along."""
    tr = context.tr
    along = context.read(only_guardians_of, people)
    text = tr(N_("{name} is removed, with everything that is written about them."), name=_said(context, people))
    if len(people) > 1:
        text = tr.n(
            "{n} person is removed, with everything that is written about them.",
            "{n} persons are removed, with everything that is written about them.",
            len(people),
        )
    if along:
        named = ", ".join(name for _, name in along[:MOST_NAMED])
        if len(along) > MOST_NAMED:
            named = tr(N_("{names} and {more} more"), names=named, more=len(along) - MOST_NAMED)
        text += "\n\n" + tr(N_("Guardians nobody else here needs go along: {names}."), names=named)
    text += "\n\n" + tr(N_("You can undo it."))
    label, names = N_("Removed {number} persons"), {"number": str(len(people))}
    if len(people) == 1:
        label, names = N_("Removed {name}"), {"name": context.read(person_name, people[0])}
    return ask(
        parent,
        tr,
        title=tr(N_("Remove?")),
        text=text,
        yes=tr(N_("&Remove")),
        then=lambda: change_people(None, context, label, names, commands.remove_people, people),
        danger=True,
    )


def change_people(
    dialog: Dialog | None,
    context: Context,
    label: str,
    names: dict[str, str],
    command: Any,
    people: Collection[int],
    *args: Any,
    then: Callable[[Any], None] = lambda _result: None,
) -> None:
    """Run a command on some people as one step: at once, or in the background if they are many.

    ``then`` takes what the command returned.
    """
    if len(people) <= AT_ONCE:
        refuse = dialog.refuse if dialog is not None else None
        made = context.do(label, command, people, *args, arguments=names, on_error=refuse)
        if made and dialog is not None:
            dialog.accept()
        if made:
            then(made.result)
        return
    store = context.store
    if store is None:
        return

    def work(_progress: object) -> Done:
        with store.change(label, **names) as session:
            result = command(session, people, *args)
        return Done(result, session.info.get("step"))

    def done(made: Done) -> None:
        if made.step is not None:
            context.notify(context.tr(label, **names), context.undo_action(made.step))
        then(made.result)

    if dialog is not None:
        dialog.accept()  # what goes wrong from here on is said by a notice
    context.run(N_("Changing many persons"), work, done, writes=True)


def tell_who_holds(context: Context, found: Sequence[StillHolds]) -> None:
    """Say who may have something to leave now that a pupil has left, with a button for each that opens it."""
    tr = context.tr
    if len(found) == 1:
        (one,) = found
        what = one.what[1] if tr.language == "nn" else one.what[0]
        said = tr(N_("{name} may have an office to leave because of this: {offices}."), name=one.name, offices=what)
        context.notify(said, Action(tr(N_("&Who takes over?")), partial(context.show_page, one.page, one.item)))
    elif found:
        said = tr.n(
            "{n} person may have an office to leave because of this.",
            "{n} persons may have an office to leave because of this.",
            len(found),
        )
        buttons = [Action(one.name.replace("&", "&&"), partial(context.show_page, one.page, one.item)) for one in found]
        context.notify(said, *buttons[:MOST_BUTTONS])


def _said(context: Context, people: Sequence[int]) -> str:
    if len(people) == 1:
        return context.read(person_name, people[0])
    return context.tr.n("{n} person", "{n} persons", len(people))

"""What must be decided before several people are changed at once?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.contacts.entered import entered_day
from app.contacts.people import bulk
from app.contacts.person.changes import change_people, tell_who_holds
from app.contacts.queries import person_name
from app.core.errors import UserError
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.words import wrapped

WISHES = (
    ("list_opt_out", N_("Off every shared list")),
    ("unlisted_phone", N_("Phone off shared lists")),
    ("unlisted_email", N_("E-mail off shared lists")),
    ("unlisted_address", N_("Address off shared lists")),
)


class _ManyDialog(Dialog):
    """One decision about several people."""

    def __init__(self, parent: QWidget, context: Context, title: str, people: Sequence[int]) -> None:
        super().__init__(parent, context.tr, title)
        self.context = context
        self.people = tuple(people)

    def say_people(self, text: str = "") -> None:
        """Say first how many it is about (the name, if it is one), then ``text``."""
        words = said_people(self.context, self.people)
        self.body.insertWidget(0, wrapped(f"{words}\n\n{text}" if text else words))


class LeaveTogetherDialog(_ManyDialog):
    """Which day is the last of several pupils?"""

    def __init__(self, parent: QWidget, context: Context, people: Sequence[int], day: date) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("Leave the school")), people)
        self.say_people(tr(N_("They are no longer on the class lists after the last day. What is written stays.")))
        self.day = QLineEdit(tr.date(day))
        self.add_field("last_day", tr(N_("&Last day")), self.day)
        self.add_buttons(tr(N_("&Save")))

    def submit(self) -> None:
        """End their time in the class, all as one step."""
        self.clear_errors()
        tr = self.context.tr
        try:
            last_day = entered_day(self.day.text(), "last_day")
        except UserError as error:
            self.refuse(tr(error.message, **error.values), error.field)
            return
        names = {"number": str(len(self.people)), "day": tr.date(last_day)}
        label = N_("{number} pupils leave the school after {day}")
        change_people(
            self,
            self.context,
            label,
            names,
            bulk.leave_together,
            self.people,
            last_day,
            then=lambda result: tell_who_holds(self.context, result),
        )


class LanguageDialog(_ManyDialog):
    """Which language do they speak, and is an interpreter needed?"""

    def __init__(self, parent: QWidget, context: Context, people: Sequence[int]) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("Language and interpreter")), people)
        self.say_people(tr(N_("What you leave empty stays as it is.")))
        self.language = QLineEdit()
        self.language.setMaxLength(60)
        self.add_field("language", tr(N_("&Language")), self.language)
        self.interpreter = QComboBox()
        for value, words in (("", N_("As it is")), ("yes", N_("Yes")), ("no", N_("No"))):
            self.interpreter.addItem(tr(words), value)
        self.add_field("interpreter", tr(N_("Needs &interpreter")), self.interpreter)
        self.add_buttons(tr(N_("&Save")))

    def submit(self) -> None:
        """Write it down for all of them."""
        self.clear_errors()
        label, names = N_("Changed the language of {number} persons"), {"number": str(len(self.people))}
        language, interpreter = self.language.text(), str(self.interpreter.currentData())
        change_people(self, self.context, label, names, bulk.set_language, self.people, language, interpreter)


class WishDialog(_ManyDialog):
    """What do they wish to be left off?"""

    def __init__(self, parent: QWidget, context: Context, people: Sequence[int]) -> None:
        tr = context.tr
        super().__init__(parent, context, tr(N_("Off shared lists")), people)
        self.say_people(tr(N_("Lists for parents and others outside the school. The office and the staff see all.")))
        self.wish, self.value = QComboBox(), QComboBox()
        for code, words in WISHES:
            self.wish.addItem(tr(words), code)
        for code, words in (("yes", N_("Yes, leave it off")), ("no", N_("No, it may be there"))):
            self.value.addItem(tr(words), code)
        self.add_field("wish", tr(N_("&Wish")), self.wish)
        self.add_field("value", tr(N_("&Answer")), self.value)
        self.add_buttons(tr(N_("&Save")))

    def submit(self) -> None:
        """Write the wish down for all of them."""
        self.clear_errors()
        label, names = N_("Changed the wish about lists of {number} persons"), {"number": str(len(self.people))}
        wish, value = str(self.wish.currentData()), str(self.value.currentData())
        change_people(self, self.context, label, names, bulk.set_wish, self.people, wish, value)


def said_people(context: Context, people: Sequence[int]) -> str:
    """Return the name of the one, or how many they are."""
    if len(people) == 1:
        return context.read(person_name, people[0])
    return context.tr.n("{n} person", "{n} persons", len(people))

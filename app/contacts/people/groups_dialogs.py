"""What must be decided before a group is made, filled, renamed or removed?

What a file brought is left to the next file, and that is said; it can be removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.contacts import groups
from app.contacts.people import bulk
from app.contacts.people.bulk_dialogs import said_people
from app.contacts.people.filters import Group
from app.contacts.person.changes import change_people
from app.contacts.queries import person_name
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog, ask
from app.shell.words import tooltip, wrapped

LONGEST = 60


class NewGroupDialog(Dialog):
    """What is the new group called?"""

    def __init__(self, parent: QWidget, context: Context, people: Sequence[int]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New group")))
        self.context = context
        self._people = tuple(people)
        text = tr(N_("A group of your own for a trip or a committee. It is in the list of classes, and has lists."))
        if people:
            text += "\n\n" + tr(N_("In it from the start: {people}."), people=said_people(context, people))
        self.body.insertWidget(0, wrapped(text))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText(tr(N_("for example: School camp")))
        self.add_field("name", tr(N_("&Name")), self.name)
        self.add_buttons(tr(N_("&Make the group")))

    def submit(self) -> None:
        """Make it."""
        self.clear_errors()
        names = {"group": " ".join(self.name.text().split())}
        year = self.context.year
        change_people(
            self, self.context, N_("Made the group {group}"), names, bulk.gather, self._people, year, self.name.text()
        )


class PutInGroupDialog(Dialog):
    """Into which group?"""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        people: Sequence[int],
        there_are: Sequence[Group],
        *,
        brought: bool = False,
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Put in a group")))
        self.context = context
        self._people = tuple(people)
        text = said_people(context, people)
        if brought:
            text += "\n\n" + tr(N_("Groups that came with a file are not here: the next file says who is in them."))
        self.body.insertWidget(0, wrapped(text))
        self.groups = _group_box(there_are)
        self.add_field("group", tr(N_("&Group")), self.groups)
        self.add_buttons(tr(N_("&Put in")))

    def submit(self) -> None:
        """Put them in."""
        self.clear_errors()
        one, many = N_("Put {name} in the group {group}"), N_("Put {number} persons in the group {group}")
        label, names = _named(self.context, self._people, one, many, self.groups.currentText())
        group_id = int(self.groups.currentData())
        change_people(self, self.context, label, names, bulk.put_in, self._people, group_id)


class RenameGroupDialog(Dialog):
    """Which group gets another name, and which?"""

    def __init__(self, parent: QWidget, context: Context, there_are: Sequence[Group], group: int) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Rename a group")))
        self.context = context
        self.groups = _group_box(there_are, group)
        self.add_field("group", tr(N_("&Group")), self.groups)
        self.name = QLineEdit(self.groups.currentText())
        self.name.setMaxLength(LONGEST)
        self.add_field("name", tr(N_("Ne&w name")), self.name)
        self.groups.activated.connect(lambda _at: self.name.setText(self.groups.currentText()))
        self.add_buttons(tr(N_("&Rename")))
        if group:
            self.name.setFocus()
            self.name.selectAll()

    def submit(self) -> None:
        """Rename it."""
        self.clear_errors()
        names = {"old": self.groups.currentText(), "new": " ".join(self.name.text().split())}
        label = N_("The group {old} is now called {new}")
        group_id = int(self.groups.currentData())
        done = self.context.do(
            label, groups.rename_group, group_id, self.name.text(), arguments=names, on_error=self.refuse
        )
        if done is not None:
            self.accept()


class RemoveGroupDialog(Dialog):
    """Which group is removed? Its people stay."""

    def __init__(self, parent: QWidget, context: Context, there_are: Sequence[Group]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Remove a group")))
        self.context = context
        text = tr(N_("The people in it stay. You can undo it."))
        if any(group.comes for group in there_are):
            text += " " + tr(N_("One that came with a file comes back with the next file that has it."))
        self.body.insertWidget(0, wrapped(text))
        self.groups = _group_box(there_are)
        self.add_field("group", tr(N_("&Group")), self.groups)
        self.add_buttons(tr(N_("&Remove")))

    def submit(self) -> None:
        """Remove it."""
        if remove(self.context, int(self.groups.currentData()), self.groups.currentText(), self.refuse):
            self.accept()


def ask_to_remove(parent: QWidget, context: Context, group: Group) -> Dialog:
    """Ask before a group is removed."""
    tr = context.tr
    text = tr(N_("The group {group} is removed. The people in it stay. You can undo it."), group=group.name)
    if group.comes:
        text += " " + tr(N_("It came with a file, and comes back with the next file that has it."))
    return ask(
        parent,
        tr,
        title=tr(N_("Remove a group")),
        text=text,
        yes=tr(N_("&Remove")),
        then=lambda: remove(context, group.id, group.name),
    )


def say_kept(parent: QWidget, context: Context, group: Group) -> Dialog:
    """Say why a group that a file brought is not changed by hand, and offer one that can be."""
    tr = context.tr
    return ask(
        parent,
        tr,
        title=tr(N_("A group from a file")),
        text=tr(groups.KEPT_BY_FILES, group=group.name),
        yes=tr(N_("Own group of the &same people …")),
        then=lambda: NewGroupDialog(parent, context, context.read(groups.members_of, group.id)).open(),
    )


def remove(context: Context, group: int, name: str, refuse: Callable[[str, str | None], None] | None = None) -> bool:
    """Remove a group as one step."""
    label = N_("Removed the group {group}")
    return context.do(label, groups.remove_group, group, arguments={"group": name}, on_error=refuse) is not None


def take_out(context: Context, people: Sequence[int], group: int, name: str) -> None:
    """Take people out of a group as one step."""
    one, many = N_("Took {name} out of the group {group}"), N_("Took {number} persons out of the group {group}")
    label, names = _named(context, people, one, many, name)
    change_people(None, context, label, names, bulk.take_out, people, group)


def _named(context: Context, people: Sequence[int], one: str, many: str, group: str) -> tuple[str, dict[str, str]]:
    """Return the label of a step and its arguments: the name of the one, or how many they are."""
    if len(people) == 1:
        return one, {"group": group, "name": context.read(person_name, people[0])}
    return many, {"group": group, "number": str(len(people))}


def _group_box(there_are: Sequence[Group], chosen: int = 0) -> QComboBox:
    box = QComboBox()
    box.setMaxVisibleItems(20)
    for group in there_are:
        box.addItem(group.name, group.id)
        if group.comes:
            box.setItemData(box.count() - 1, tooltip(group.comes), Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box

"""What do the parts of a person's page share: the form, the rows, how a command is run and where a name leads?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.contacts.person.sources import Sources
from app.contacts.person.widgets import Link, Rows
from app.contacts.person_queries import ContactDetail
from app.core.errors import explain
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form

Save = Callable[[Any, Refuse], object]


class PersonFields:
    """The rows of a person's page and the fields in them, which its parts add to."""

    def __init__(
        self, context: Context, form: Form, rows: Rows, person: ContactDetail, go_to: Callable[[int], object]
    ) -> None:
        self.context = context
        self.tr = context.tr
        self.form = form
        self.rows = rows
        self.person = person  # as stored last
        self.sources = Sources(context)
        self._go_to = go_to

    def do(
        self, label: str, names: Mapping[str, object], refuse: Refuse | None, command: str, *args: Any
    ) -> Done | None:
        """Run one of the commands by its name: they bring in the readers of phones, which no start needs."""
        return self.context.do(label, _command(command), *args, arguments=names, on_error=refuse)

    def do_for_good(
        self, label: str, names: Mapping[str, object], refuse: Refuse | None, command: str, *args: Any
    ) -> bool:
        """Run a command about a proposed grade, which no undo takes back; whether it was carried out."""
        store = self.context.store
        if store is None:
            return False
        try:
            with store.lasting_change(label, **names) as session:
                _command(command)(session, *args)
        except Exception as error:  # a bug is raised again
            sentence = explain(error, self.tr)
            if sentence is None:
                raise
            if refuse is not None:
                refuse(sentence, None)
            else:
                self.context.notify(sentence)
            return False
        self.context.steps_changed.emit()
        self.context.notify(self.tr.say(label, names))
        return True

    def link(self, person_id: int, name: str, *, bold: bool = False) -> Link:
        """Return a name that leads to the person."""
        return Link(name, lambda: self._go_to(person_id), bold=bold)

    def save_own(self, label: str, field: str) -> Save:
        """Return what saves a fact of the person's own; ``label`` says what was changed."""

        def save(value: Any, refuse: Refuse) -> Done | None:
            text = ("yes" if value else "no") if isinstance(value, bool) else value
            return self.do(label, {"name": self.person.name}, refuse, "set_field", self.person.id, field, text)

        return save


def _command(name: str) -> Callable[..., Any]:
    from app.contacts import commands
    from app.contacts.register import lines as register

    found: Callable[..., Any] = getattr(commands if hasattr(commands, name) else register, name)
    return found

"""Which bodies does the school have, how far are they filled, and which of them must be looked at?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.bodies.showing.room import is_large
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.list_pane import ListPane
from app.shell.table import Column, Request

if TYPE_CHECKING:
    from app.bodies.showing.lines import BodyLook
    from app.bodies.warnings import BodyWarning


class BodyList(ListPane):
    """The bodies in the school's own order; found by their names and by who sits in them."""

    def __init__(self, context: Context) -> None:
        self.looks: tuple[BodyLook, ...] = ()
        self._warnings: tuple[BodyWarning, ...] = ()
        tr = context.tr
        super().__init__(
            context,
            "bodies",
            [
                Column("position", tr(N_("The school's own order")), 60, text=lambda look: "", visible=False),
                Column("name", tr(N_("Name")), 172, text=self._name, icon=self._sign),
                Column("filled", tr(N_("Filled")), 65, text=self._say_filled),
                Column("notes", tr(N_("Warnings")), 85, text=self._say_notes, visible=not is_large()),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} body", "{n} bodies", number),
            tr(N_("Body, name or class")),
        )

    def show_all(self, looks: tuple[BodyLook, ...], warnings: tuple[BodyWarning, ...]) -> None:
        """Show the bodies of a year, those that match what is typed."""
        self.looks, self._warnings = looks, warnings
        self.refresh()

    def warnings_of(self, body_id: int) -> list[BodyWarning]:
        """Return what is not as it should be with a body."""
        return [warning for warning in self._warnings if warning.body_id == body_id]

    def _name(self, look: BodyLook) -> str:
        return look.body.name(self.context.tr.language)

    def _sign(self, look: BodyLook) -> str:
        return "triangle-alert" if self.warnings_of(look.id) else ""

    def _say_filled(self, look: BodyLook) -> str:
        from app.bodies.showing.said import say_filled

        return say_filled(look, self.context.tr)

    def _say_notes(self, look: BodyLook) -> str:
        number = len(self.warnings_of(look.id))
        return self.context.tr.number(number) if number else ""

    def _matching(self, text: str) -> list[BodyLook]:
        from app.bodies.showing.said import letters
        from db.search import fold

        wanted, tr = fold(text).split(), self.context.tr

        def is_meant(look: BodyLook) -> bool:
            names = (f"{look.body.name_nb} {look.body.name_nn}", *(letters(line, look, tr) for line in look.lines))
            return any(all(word in fold(name) for word in wanted) for name in names)

        return [look for look in self.looks if not wanted or is_meant(look)]

    def _fetch(self, wanted: Request) -> Sequence[BodyLook]:
        from db.search import sort_key

        found = self._matching(wanted.text)
        keys: dict[str, Any] = {
            "position": lambda look: (look.body.position, look.id),
            "name": lambda look: (sort_key(self._name(look)), look.id),
            "filled": lambda look: (look.filled / look.seats if look.seats else 1, look.id),
            "notes": lambda look: (-len(self.warnings_of(look.id)), look.id),
        }
        found.sort(key=keys[wanted.sort], reverse=wanted.descending)
        return found[wanted.offset : wanted.offset + wanted.limit]

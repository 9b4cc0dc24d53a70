"""Where does a value on a person's page come from? Read from the history when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Translator
from app.shell.context import Context
from app.shell.words import tooltip

if TYPE_CHECKING:
    from app.core.about import Source


class Sources:
    """Says who wrote a value, or which file it came with, and when."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_rows(self, person_id: int) -> dict[tuple[str, int], str]:
        """Say where each row about a person comes from, by its table and id."""
        from app.contacts.provenance import sources_of

        return {key: self._say(source) for key, source in self._context.read(sources_of, person_id).items()}

    def of_row(self, person_id: int, table: str, row_id: int) -> str:
        """Say where a phone number, an e-mail address or an address comes from; "" if the history does not know."""
        return self.of_rows(person_id).get((table, row_id), "")

    def of_field(self, person_id: int, *columns: str) -> str:
        """Say where facts of a person's own come from, each source once."""
        from app.contacts.provenance import field_sources

        found = self._context.read(field_sources, person_id)
        return ", ".join(dict.fromkeys(said for column in columns if (said := self._say(found.get(column)))))

    def tell(self, control: QWidget, ask: Callable[[], str], hint: str = "") -> None:
        """Say where a value comes from when the pointer rests on ``control``, and what can be done below it."""
        control.installEventFilter(_Tip(control, lambda: "\n".join(part for part in (ask(), hint) if part)))

    def _say(self, source: Source | None) -> str:
        return say_source(source, self._context.tr) if source is not None else ""


def say_source(source: Source, tr: Translator) -> str:
    """Say “Imported from elevliste.xlsx 24.08.2026” or “Written by Kari 03.03.2027, told by the mother”."""
    from app.contacts.imports.history import IMPORTED

    given = {"day": tr.date(source.made_at), "who": source.made_by}
    if source.label == IMPORTED:
        return tr.say(N_("Imported from {file} {day}"), {**source.arguments, **given})
    said = tr.say(N_("Written by {who} {day}") if source.made_by else N_("Written here {day}"), given)
    told = tr(N_("told by {name}"), name=source.told_by) if source.told_by else ""
    return ", ".join(filter(None, (said, told)))


class _Tip(QObject):
    """Asks for the words of a tooltip just before it is shown: no start and no change of person needs them."""

    def __init__(self, control: QWidget, words: Callable[[], str]) -> None:
        super().__init__(control)
        self._words = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(watched, QWidget):
            watched.setToolTip(tooltip(self._words()))
        return False

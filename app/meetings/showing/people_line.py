"""Who is meant where a name is written, and others may be written in words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.core.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.shell.context import Context

MOST = 8
FEWEST = 2  # letters before anybody is proposed


class PeopleCompleter(QCompleter):
    """Proposes those whose names begin so; what is written may also be nobody who is registered."""

    def __init__(self, context: Context, line: QLineEdit) -> None:
        super().__init__(line)
        self._context = context
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = self.popup()
        if popup is not None:
            popup.setAccessibleName(context.tr(N_("Proposals")))
        line.setCompleter(self)
        line.textEdited.connect(self.look)

    def look(self, text: str) -> None:
        """Propose who matches what is typed."""
        from app.contacts.queries import ContactFilter, list_contacts

        names: list[str] = []
        if len(text.strip()) >= FEWEST:
            which = ContactFilter(self._context.year, text.strip())
            rows = self._context.read(lambda session: list_contacts(session, which, limit=MOST))
            names = [said(row.name) for row in rows]
        self._names.setStringList(list(dict.fromkeys(names)))


def said(name: str) -> str:
    """Return "Kari Berg" for "Berg, Kari"."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def who(session: Session, text: str, year: int) -> int | None:
    """Return the one person who is called so, None for nobody or for several."""
    from app.contacts.queries import called

    if not text or text.isdecimal():
        return None
    found = called(session, text, year)
    return found[0].id if len(found) == 1 else None


def has_popup(line: QLineEdit) -> bool:
    """Say whether proposals are shown, which the arrows and Enter are for then."""
    completer = line.completer()
    popup = completer.popup() if completer is not None else None
    return popup is not None and popup.isVisible()

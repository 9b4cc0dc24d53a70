"""Whom does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence

from app.contacts.rules import PROTECTED
from app.contacts.words import ROLES
from app.core.i18n import N_
from app.shell.context import Context, Hit

MOST = 12


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return the persons that match what is typed, each opening on the contacts page."""
    from app.contacts.queries import ContactFilter, ContactRow, list_contacts

    tr = context.tr
    which = ContactFilter(context.year, text)
    rows = context.read(lambda session: list_contacts(session, which, limit=MOST))

    def say(row: ContactRow) -> str:
        roles = [tr(name) for bit, name in ROLES if row.roles & bit]
        if row.roles & PROTECTED:
            roles.append(tr(N_("Protected")))
        return " · ".join((*roles, row.classes) if row.classes else roles)

    return [
        Hit(
            row.name,
            say(row),
            "lock" if row.roles & PROTECTED else "user",
            lambda person_id=row.id: context.show_page("contacts", person_id),  # type: ignore[misc]
        )
        for row in rows
    ]

"""What can go wrong in a way the user can put right, and how is it said?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from app.core.i18n import Translator


class UserError(Exception):
    """Something the user can put right: what is wrong and what to do, in one sentence.

    ``message`` is an English msgid, ``values`` its placeholders and ``field`` the name of the field to point at.
    The values are kept out of ``str(error)``, so that a log never holds a name.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values


class Cancelled(Exception):
    """The user pressed Cancel; the work leaves nothing behind."""


@runtime_checkable
class Explained(Protocol):
    """An error that carries its own words; the database's errors have the same shape without importing this."""

    message: str
    values: dict[str, object]


def explain(error: BaseException, tr: Translator) -> str | None:
    """Return one plain sentence for an error that has words, None for a bug."""
    return tr(error.message, **error.values) if isinstance(error, Explained) else None

"""What comes in: files of many shapes become one roster, compared with what is known before anything lands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.contacts.imports.work import ImportResult


def bring_in(*args: Any, **options: Any) -> ImportResult:
    """Import a file; see :func:`app.contacts.imports.work.bring_in`, loaded here only when it is used."""
    from app.contacts.imports import work

    return work.bring_in(*args, **options)

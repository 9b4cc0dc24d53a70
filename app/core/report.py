"""What can be handed out, about what, to whom, and in which shape?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.documents.model import Document

FORMATS = ("pdf", "xlsx")


@dataclass(frozen=True)
class ReportRequest:
    """One wish: ``subject`` as a person would say it ("5A"; None for everything there is), in a school year."""

    subject: str | None
    audience: str
    year: int
    on: date


@dataclass(frozen=True)
class Report:
    """One kind of paper: ``title`` is a msgid, ``audiences`` the narrowest first.

    ``subjects(session, year)`` lists what it can be about; ``collect(session, request)`` reads the facts, through
    disclosure; ``compose(facts, tr)`` makes the paper of them, in the paper's own language.
    """

    id: str
    title: str
    audiences: tuple[str, ...]
    subjects: Callable[[Any, int], tuple[str, ...]]
    collect: Callable[[Any, ReportRequest], Any]
    compose: Callable[[Any, Translator], Document]
    formats: tuple[str, ...] = FORMATS

    def make(self, read: Callable[..., Any], request: ReportRequest, tr: Translator) -> Document:
        """Return the paper; ``read`` is the store's."""
        return self.compose(read(self.collect, request), tr)

    def file_name(self, request: ReportRequest, tr: Translator) -> str:
        """Return a file name without ending that says what the paper is, and never who is on it."""
        name = f"{tr(self.title)} {request.subject or ''} {request.year}-{(request.year + 1) % 100:02d}"
        return " ".join("".join(char if char not in '<>:"/\\|?*' else " " for char in name).split())

"""What does every paper need to know of the school before it is handed out?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.core.progress import Progress
    from app.core.report import Report, ReportRequest
    from app.documents.model import Document


class PaperDesk(NamedTuple):
    """Given to the context by the composition root once the school is open."""

    audience_names: Mapping[str, str]  # msgid by code
    language: Callable[[], str]  # the school's own written standard
    note: Callable[[Report, ReportRequest, Document], object]  # writes into the history that a paper was handed out
    write: Callable[[Report, Any, Document, Translator, Path, Progress], object]  # to a file; the Any is its facts

"""What is the daily work done with, and what may become of it? Each feature says; the office decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.core.about import Saying

Decision = Literal["keep", "archive", "delete"]


@dataclass(frozen=True)
class ArchivePaper:
    """A paper that is laid in the package for the archive: a report, what it is about, and its school year."""

    report_id: str
    subject: str | None
    year: int
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ArchiveEntry:
    """What the sheet that goes with the package says of one thing (arkivlova § 5: its origin and context).

    All but ``papers`` are said in the school's own language; "" where it is not known. ``access`` is "" for what is
    open, else ``basis`` is the law it is exempt by.
    """

    document_type: str
    body: str = ""
    case_number: str = ""
    access: str = ""
    basis: str = ""
    responsible: str = ""
    papers: tuple[ArchivePaper, ...] = ()


@dataclass(frozen=True)
class DisposalLine:
    """Somebody or something the daily work is done with: ``kind`` and ``subject_id`` name it ("meeting" 7).

    ``day`` is when it was last in use. ``suggested`` is what is proposed and ``why`` says so; nothing is done by
    itself.
    ``hindered`` says why it cannot be deleted yet, None where it can. ``entry`` is None for what no archive takes.
    ``page`` and ``item`` show it ("": nowhere).
    """

    kind: str
    subject_id: int
    title: Saying
    day: date
    suggested: Decision
    why: Saying
    hindered: Saying | None = None
    entry: ArchiveEntry | None = None
    page: str = ""
    item: object = None

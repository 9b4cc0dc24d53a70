"""What is the daily work done with, and what may become of it? Each feature says; the office decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.core.about import Saying
from app.core.i18n import N_

NOT_HANDED_OVER = N_("It has not been handed over to the archive. Until then it must not be deleted (arkivlova § 13).")
TO_BE_ASSESSED = N_("Personal data: assess access before anybody else sees it")
"""The access of what has people's names in it and is not known to be exempt: nobody has decided on it here."""
EXEMPT_IN_PART = N_("Exempt in part")
EXEMPT = N_("Exempt from public access")

LONGEST_ENDING = 5

Decision = Literal["keep", "archive", "delete"]


@dataclass(frozen=True)
class ArchivePaper:
    """A paper that is laid in the package for the archive: a report, what it is about, and its school year."""

    report_id: str
    subject: str | None
    year: int
    options: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArchiveFile:
    """A file that somebody else made, laid in the package as it came; ``ending`` is what its name ends in (".pdf")."""

    sha256: str
    ending: str


@dataclass(frozen=True)
class ArchiveEntry:
    """What the sheet that goes with the package says of one thing (arkivlova § 5: its origin and context).

    All but ``papers`` and ``files`` are said in the school's own language; "" where it is not known. ``access`` is ""
    for what is open, else ``basis`` is the law it is exempt by.
    """

    document_type: str
    body: str = ""
    case_number: str = ""
    access: str = ""
    basis: str = ""
    responsible: str = ""
    papers: tuple[ArchivePaper, ...] = ()
    files: tuple[ArchiveFile, ...] = ()


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


def file_of(file_name: str, sha256: str) -> ArchiveFile:
    """Return a file without its name, which may tell of somebody: only a short, plain ending is kept."""
    _, dot, ending = file_name.rpartition(".")
    is_plain = bool(dot) and ending.isascii() and ending.isalnum() and len(ending) <= LONGEST_ENDING
    return ArchiveFile(sha256, f".{ending.lower()}" if is_plain else "")

"""What does the sheet say that goes with a package for the archive? One line for each thing that is handed over.

Arkivlova § 5: the archive must know where a document is from and what it belongs to, and that it has not been changed;
the SHA-256 of each file tells that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.contacts.reports.frame import Frame, framed
from app.core.disposal import ArchiveEntry
from app.core.i18n import N_, Translator
from app.documents.model import Cell, Column, Document, Paragraph, Row, Table

TITLE = N_("Hand-over to the archive")
ABOUT = N_(
    "What each file is, from whom, and the SHA-256 of its bytes (arkivlova § 5). "
    "A file whose SHA-256 is another has been changed since it was handed over."
)


@dataclass(frozen=True)
class HandedFile:
    """A file of the package: its name, and the SHA-256 (hex) of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class HandedThing:
    """A thing that is handed over, as the sheet has it; ``title`` is said in the school's own language."""

    title: str
    day: date
    entry: ArchiveEntry
    files: tuple[HandedFile, ...]


def compose_sheet(frame: Frame, things: Sequence[HandedThing], tr: Translator) -> Document:
    """Make the sheet: what a thing is stands once, with a line for each of its files."""
    columns = (
        Column(tr(N_("Title")), 17, group=True),
        Column(tr(N_("Date")), 8, "date", group=True),
        Column(tr(N_("Body")), 11, group=True),
        Column(tr(N_("Case no.")), 8, group=True),
        Column(tr(N_("Kind of document")), 11, group=True),
        Column(tr(N_("Access")), 11, group=True),
        Column(tr(N_("Basis")), 11, group=True),
        Column(tr(N_("Responsible")), 11, group=True),
        Column(tr(N_("File")), 26),
        Column("SHA-256", 16),
    )
    rows = tuple(Row(_cells(one), tuple((file.name, file.sha256) for file in one.files)) for one in things)
    blocks = (Paragraph(tr(ABOUT)), Table(columns, rows))
    return framed(frame, tr, tr(TITLE), blocks, frozenset(), landscape=True)


def _cells(one: HandedThing) -> tuple[Cell, ...]:
    entry = one.entry
    facts = (entry.body, entry.case_number, entry.document_type, entry.access, entry.basis, entry.responsible)
    return (one.title, one.day, *facts)

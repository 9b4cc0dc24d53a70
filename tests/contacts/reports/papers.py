"""How does a test make a paper, and how does it read one?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import (
    Ballots,
    BulletList,
    Contents,
    CutLine,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    PointGroup,
    Poster,
    SideBySide,
    Signatures,
    Table,
)
from db.store import Store
from tests.documents.papers import as_lines
from tests.factories import TODAY, YEAR

GOLDEN = Path(__file__).parents[2] / "golden"


def paper(
    store: Store,
    report: Report,
    subject: str | None = "5A",
    language: str = "nb",
    audience: str = "",
    *,
    people: tuple[int, ...] | None = None,
    columns: tuple[str, ...] = (),
    options: Mapping[str, str] | None = None,
) -> Document:
    """Make a paper on Monday 24 August 2026, for whom it is usually for unless an audience is named."""
    request = ReportRequest(subject, audience or report.audiences[0], YEAR, TODAY)
    request = replace(request, people=people, columns=columns, options=options or {})
    return report.make(store.read, request, translator(language))


def as_text(document: Document) -> str:
    """Write a paper as plain text: what a golden file holds."""
    lines = [document.title, " | ".join((document.school, document.school_year, document.audience))]
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(f"\n# {block.text}")
        elif isinstance(block, Paragraph):
            lines.append(f"\n{block.text}")
        elif isinstance(block, BulletList):
            lines += ["", *(f"{'[ ]' if block.boxes else '-'} {item}" for item in block.items)]
        elif isinstance(block, Picture):
            lines.append(f"\n[{block.bookmark}]\n{block.drawing.alt}")
        elif isinstance(block, Contents):
            lines.append("\n[...]")
        elif isinstance(block, SideBySide):
            lines += [line for group in block.columns for line in _points(group, "|")]
        elif isinstance(block, Poster):
            lines += [f"\n[[ {block.heading} ]]", *([block.lead] if block.lead else [])]
            lines += [line for group in block.groups for line in _points(group, "#")] + [f"\n({block.foot})"]
        elif isinstance(block, CutLine):
            lines.append("\n- - - -")
        elif isinstance(block, Table):
            lines.append("\n" + " | ".join(_titles(block)))
            for row in block.rows:
                for line in block.lines_of(row):
                    cells = (*block.group_cells(row), *line) if block.groups else row.cells
                    lines.append(" | ".join("" if cell is None else str(cell).replace("\n", " / ") for cell in cells))
        elif isinstance(block, Facts | Signatures | Ballots):
            lines.append("\n" + "\n".join(as_lines(block)))
    if document.note:
        lines.append(f"\n{document.note}")
    return "\n".join(lines) + "\n"


def rows_of(document: Document) -> list[str]:
    """Return the lines of every table, as they stand in ``as_text``."""
    return [line for line in as_text(document).splitlines() if " | " in line][1:]


def _points(group: PointGroup, mark: str) -> list[str]:
    return ["", *([f"{mark} {group.title}"] if group.title else []), *(f"- {point}" for point in group.points)]


def _titles(table: Table) -> list[str]:
    marks = {"blank": "___", "check": "[ ]"}
    return [
        f"{column.title} {marks[column.kind]}".strip() if column.kind in marks else column.title
        for column in table.columns
    ]

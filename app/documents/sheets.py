"""Which sheets does a paper have as a workbook?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from app.core.i18n import N_, Translator, translator
from app.documents.model import (
    Ballots,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Facts,
    Form,
    Heading,
    Labels,
    Letter,
    Paragraph,
    PointGroup,
    Poster,
    Row,
    SideBySide,
    Table,
)


@dataclass
class WorkSheet:
    """Tables with the same columns. ``heading`` is the one above them; of several, the document's title."""

    columns: tuple[Column, ...]
    heading: str
    tables: list[Table] = field(default_factory=list)

    @property
    def section_title(self) -> str | None:
        """The title of the column that says which section a row is of; None where there is none, or one already."""
        title = next((table.section_title for table in self.tables if table.section), None)
        return None if title in {column.title for column in self.columns} else title

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        sectioned = self.section_title is not None
        for table in self.tables:
            section: tuple[Cell, ...] = (table.section,) if sectioned else ()
            for row in table.rows:
                first = section + table.group_cells(row)
                for line in table.lines_of(row):
                    yield first + line

    def all_columns(self) -> list[Column]:
        """Return the columns as they are written: the section's first."""
        section = self.section_title
        return [*([] if section is None else [Column(section, 1)]), *self.columns]


def sheets_of(document: Document) -> list[WorkSheet]:
    """Return a sheet for all tables with the same columns; letters and slips are rows of a table too."""
    sheets: dict[object, WorkSheet] = {}
    tr = translator(document.language)
    heading = paper = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
            paper = heading if block.apart else paper
            continue
        table = _as_table(block, heading, tr)
        if table is not None and table.columns:
            key: object = tuple((column.title, column.kind) for column in table.columns)
            named = heading
            if isinstance(block, Facts):  # those of one paper, not of all that are handed out with it
                key, named = ("facts", paper), paper
            elif isinstance(block, Ballots | Form | Poster):
                named = block.heading
            sheet = sheets.setdefault(key, WorkSheet(table.columns, named))
            sheet.tables.append(table)
            if named != sheet.heading:
                sheet.heading = document.title
    return list(sheets.values()) or [_texts(document)]


def _as_table(block: Block, heading: str, tr: Translator) -> Table | None:
    if isinstance(block, Table):
        return block
    if isinstance(block, Labels):
        return block.table
    if isinstance(block, Letter):
        return _letter(block, tr)
    if isinstance(block, Facts):
        return _facts(block, tr)
    if isinstance(block, Ballots):
        return _ballots(block, tr) if block.names else None
    if isinstance(block, SideBySide):
        return _side_by_side(block.columns, heading, tr)
    if isinstance(block, Poster):
        return _side_by_side(block.groups, block.lead, tr)
    return _form(block, tr) if isinstance(block, Form) else None


def _letter(letter: Letter, tr: Translator) -> Table:
    """Who the letter goes to."""
    columns = (Column(tr(N_("Recipient")), 2), Column(tr(N_("Address")), 3), Column(tr(N_("Letter")), 2))
    name, *address = letter.recipient or ("",)
    return Table(columns, (Row((name, ", ".join(filter(None, address)), letter.heading)),))


def _form(form: Form, tr: Translator) -> Table:
    titles = (N_("Slip"), N_("Part"), N_("Detail"), N_("On record"), N_("Correction"))
    name = form.name or form.heading
    rows = tuple(
        Row((name, group.title, item.label, item.value, None)) for group in form.groups for item in group.fields
    )
    kinds = (Column(tr(title), 1) for title in titles[:-1])
    return Table((*kinds, Column(tr(titles[-1]), 1, "blank")), rows)


def _facts(facts: Facts, tr: Translator) -> Table:
    """What is to be written by hand has its own cells to write in."""
    columns = (Column(tr(N_("Detail")), 1), Column(tr(N_("Content")), 2, "blank"))
    return Table(columns, tuple(Row((field.label, field.value.strip() or None)) for field in facts.fields))


def _ballots(ballots: Ballots, tr: Translator) -> Table:
    """Who can be voted for."""
    columns = (Column(tr(N_("Ballot")), 1), Column(tr(N_("Candidate")), 2))
    return Table(columns, tuple(Row((ballots.heading, name)) for name in ballots.names))


def _side_by_side(groups: tuple[PointGroup, ...], section: str, tr: Translator) -> Table:
    """Each list below its title; two points on a row have nothing to do with each other."""
    columns = tuple(Column(group.title, 1) for group in groups)
    return Table(columns, tuple(map(Row, zip_longest(*(group.points for group in groups)))), section, tr(N_("Section")))


def _texts(document: Document) -> WorkSheet:
    """A paper without a table is its texts, one below the other under its title."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            texts.append(block.text)
        elif isinstance(block, BulletList):
            texts.extend(block.items)
    column = Column(document.title, 1)
    return WorkSheet((column,), document.title, [Table((column,), tuple(Row((text,)) for text in texts))])

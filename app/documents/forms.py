"""Which lines does a slip have, to read and to write on?"""

from __future__ import annotations

from collections.abc import Iterator

from app.core.i18n import N_, Translator
from app.documents.boxes import GUTTER, Box, CellBox, ListBox, RowBox, TableBox, TextBox
from app.documents.grids import TICK_BOX
from app.documents.model import Column, Form, FormField, FormGroup
from app.documents.signatures import signature_box
from app.documents.tables import cell_box, row_box
from app.documents.texts import CHECK, CHECK_BOX, CHECK_INDENT, PARAGRAPHS, TITLE, list_boxes, text_box

_SHARES = (0.23, 0.37, 0.40)
"""Of the page: what it is, what is on record, and room to correct it."""

_SIZE = 9.5
_SPACE_AFTER_GROUP = 11.0


def lay_out_form(form: Form, bookmark: str, width: float, tr: Translator) -> list[Box]:
    """Break the texts of ``form`` into lines for a page ``width`` points wide."""
    heading = text_box("H1", TITLE, form.heading, width)
    heading.keep_with_next = True
    heading.bookmark = bookmark
    boxes: list[Box] = [heading]
    if form.lead:
        boxes.append(text_box("P", PARAGRAPHS["body"], form.lead, width))
    boxes.extend(_group(group, width, tr) for group in form.groups if group.fields)
    checks = list(list_boxes(form.checks, width, CHECK, ListBox(TICK_BOX, CHECK_INDENT, CHECK_BOX)))
    return [*boxes, *checks, *_end(form, checks, width)]


def _group(group: FormGroup, width: float, tr: Translator) -> TableBox:
    titles = (group.title, tr(N_("On record")), tr(N_("Correction")))
    columns = tuple(Column(title, share) for title, share in zip(titles, _SHARES, strict=True))
    widths = [width * share for share in _SHARES]
    head = row_box([[_cell(index, title, widths, bold=not index) for index, title in enumerate(titles)]])
    rows = [_row(form_field, widths) for form_field in group.fields]
    return TableBox(
        columns, 0, widths, _SIZE, head, rows, _SPACE_AFTER_GROUP, ruling="lines", heads_rows=True, whole=True
    )


def _row(form_field: FormField, widths: list[float]) -> RowBox:
    cells = [_cell(0, form_field.label, widths), _cell(1, form_field.value, widths, bold=True), CellBox(2, [])]
    return row_box([cells], max(form_field.lines, 1))


def _cell(index: int, text: str, widths: list[float], bold: bool = False) -> CellBox:
    return cell_box(index, text, widths[index] - GUTTER, _SIZE, bold)


def _end(form: Form, checks: list[TextBox], width: float) -> Iterator[Box]:
    """The lines to sign on stay with what is signed, and what to do with the slip stays with them."""
    if checks and (form.signatures or form.closing):
        checks[-1].keep_with_next = True
    if form.signatures:
        yield signature_box(form.signatures, len(form.signatures), width)
    if form.closing:
        yield text_box("P", PARAGRAPHS["body"], form.closing, width)

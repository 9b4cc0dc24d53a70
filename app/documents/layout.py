"""Which lines of text does each block of a paper become?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.core.i18n import N_
from app.core.progress import Progress
from app.documents.boxes import Box, ListBox, SideBox, SignatureBox, TableBox, TextBox, TextStyle
from app.documents.contents import contents_boxes
from app.documents.facts import facts_boxes
from app.documents.fonts import REGULAR
from app.documents.grids import TICK_BOX
from app.documents.model import (
    Block,
    BulletList,
    Contents,
    CutLine,
    Document,
    Facts,
    Heading,
    Paragraph,
    SideBySide,
    Signatures,
    Table,
)
from app.documents.points import side_box
from app.documents.runs import run_box
from app.documents.signatures import signature_boxes
from app.documents.tables import Frames, table_box
from app.documents.texts import (
    CHECK,
    CHECK_BOX,
    CHECK_INDENT,
    HEADINGS,
    PARAGRAPHS,
    TITLE,
    list_boxes,
    text_box,
)

_CUT = TextStyle(REGULAR, 10, 22, before=10)


def lay_out(document: Document, width: float, progress: Progress) -> list[Box]:
    """Break every text of ``document`` into lines for a page ``width`` points wide. The title comes first."""
    frames = Frames(document, width)
    return [title_box(document, width), *lay_out_blocks(document, document.blocks, frames, progress)]


def title_box(document: Document, width: float) -> TextBox:
    return _title(document.title, width)


def _title(text: str, width: float) -> TextBox:
    title = text_box("H1", TITLE, text, width)
    title.keep_with_next = True
    return title


def lay_out_blocks(document: Document, blocks: Sequence[Block], frames: Frames, progress: Progress) -> list[Box]:
    """Break the texts of ``blocks``, what flows from page to page, into lines under the title of ``document``."""
    width = frames.width
    boxes: list[Box] = []
    facts = iter(facts_boxes([block for block in blocks if isinstance(block, Facts) and block.fields], width))
    contents: list[tuple[int, int]] = []
    level = 1
    for number, block in enumerate(blocks):
        progress.step(N_("Setting the pages"), number, len(blocks))
        if isinstance(block, Heading) and block.apart:
            level = 1
            boxes.append(_title(block.text, width))
        elif isinstance(block, Heading):
            level = min(max(block.level, 1) + 1, level + 1, 6)  # a screen reader must not meet H3 right after H1
            boxes.append(_heading(block, level, width))
        elif isinstance(block, Paragraph):
            boxes.append(_paragraph(block, width))
        elif isinstance(block, BulletList):
            boxes.extend(_list(block, width))
        elif isinstance(block, Table) and block.columns:
            boxes.append(table_box(block, frames[block.columns], document.language, progress))
        elif isinstance(block, Facts) and block.fields:
            boxes.append(next(facts))
        elif isinstance(block, CutLine):
            boxes.append(TextBox("P", _CUT, "", [""], keep_with_next=True, cut=True))
        elif isinstance(block, Signatures):
            boxes.extend(signature_boxes(block, width))
        elif isinstance(block, SideBySide) and block.columns:
            boxes.append(side_box(block, width))
        elif isinstance(block, Contents):
            contents.append((len(boxes), block.deepest))
    for place, deepest in reversed(contents):
        boxes[place:place] = contents_boxes(boxes[place:], deepest, width)
    _keep_together(boxes)
    return boxes


def _paragraph(block: Paragraph, width: float) -> TextBox:
    style = PARAGRAPHS[block.style]
    return run_box("P", style, block.runs, width) if block.runs else text_box("P", style, block.text, width)


def _list(block: BulletList, width: float) -> Iterator[TextBox]:
    bullets = ListBox(TICK_BOX, CHECK_INDENT, CHECK_BOX) if block.boxes else ListBox()
    style = CHECK if block.boxes else PARAGRAPHS["body"]
    for number, box in enumerate(list_boxes(block.items, width, style, bullets)):
        if block.runs:
            marked = run_box("LBody", style, block.runs[number], width - bullets.indent)
            box.lines, box.text, box.spoken = marked.lines, marked.text, None
            box.runs, box.pieces = marked.runs, marked.pieces
        yield box


def _heading(block: Heading, level: int, width: float) -> TextBox:
    box = text_box(f"H{level}", HEADINGS[min(level - 2, len(HEADINGS) - 1)], block.text, width)
    box.new_page = block.new_page
    box.keep_with_next = True
    return box


def _keep_together(boxes: list[Box]) -> None:
    """A few lines that introduce a table do not stay behind on the page before it, nor lines to sign on go alone."""
    for box, following in pairwise(boxes):
        if isinstance(box, SideBox):
            continue
        if isinstance(following, SignatureBox) or (
            isinstance(box, TextBox) and isinstance(following, TableBox | SideBox) and len(box.lines) <= 3
        ):
            box.keep_with_next = True
    for heading, box, _ in zip(boxes, boxes[1:], boxes[2:], strict=False):
        is_heading = isinstance(heading, TextBox) and heading.role.startswith("H")
        if is_heading and isinstance(box, TextBox) and box.style is PARAGRAPHS["small"] and len(box.lines) <= 3:
            box.keep_with_next = True  # what is said of a heading stays with what it is the heading of

"""Which parts does a paper have, and on what pages does each stand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.core.i18n import N_, translator
from app.core.progress import Progress
from app.documents.ballots import ballot_sheets
from app.documents.characters import clean
from app.documents.contents import number_contents
from app.documents.forms import lay_out_form
from app.documents.furniture import Furniture
from app.documents.labels import sheets
from app.documents.layout import lay_out_blocks, title_box
from app.documents.letters import lay_out_letter
from app.documents.model import Ballots, Block, Document, Form, Heading, Labels, Letter, Picture, Poster
from app.documents.pages import SPACINGS, Page, PlacedPicture, Spacing, paginate
from app.documents.posters import poster_pages
from app.documents.sheet import Sheet, flowing_sheet, label_sheet, letter_sheet, picture_sheet
from app.documents.tables import Frames

Kind = Literal["flow", "form", "letter", "labels", "ballots", "picture"]


@dataclass(frozen=True)
class Section:
    """Pages that are counted together. ``title`` is what a page after the first goes on with."""

    kind: Kind
    sheet: Sheet
    pages: list[Page]
    spacing: Spacing
    title: str = ""


def sections_of(document: Document, furniture: Furniture, progress: Progress) -> list[Section]:
    """Return the pages of ``document``: a section for each letter, slip, picture, labels or ballots, and the rest.

    A paper that begins with one of these bears no title (but after pictures), and one without anything is its title.
    """
    sheet = flowing_sheet(document, furniture.note_height)
    frames = Frames(document, sheet.body_width)
    found = list(_sections(document, furniture, frames, progress))
    return found or [_flow(document, (), furniture, frames, progress)]


def _sections(document: Document, furniture: Furniture, frames: Frames, progress: Progress) -> Iterator[Section]:
    parts = list(_parts(document.blocks))
    for number, part in enumerate(parts):
        first = part[0]
        if isinstance(first, Form | Letter):
            progress.step(N_("Setting the pages"), number, len(document.blocks))
        if isinstance(first, Form):
            yield _form(document, first, number + 1, furniture)
        elif isinstance(first, Letter):
            yield _letter(document, first, number + 1, furniture)
        elif isinstance(first, Labels):
            yield Section("labels", label_sheet(), sheets(first), SPACINGS[0])
        elif isinstance(first, Ballots):
            yield Section("ballots", label_sheet(), ballot_sheets(first), SPACINGS[0])
        elif isinstance(first, Picture):
            yield Section("picture", picture_sheet(document, first.drawing), [[PlacedPicture(first)]], SPACINGS[0])
        elif isinstance(first, Poster):
            yield _poster(document, first, furniture)
        else:
            pictures = sum(isinstance(before[0], Picture) for before in parts[:number])
            yield _flow(document, part, furniture, frames, progress, pictures, titled=pictures == number)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each letter, slip, picture and set of labels or ballots is a part of its own, and so is what is between them.

    A heading that stands apart begins one.
    """
    flowing: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.apart and flowing:
            yield flowing
            flowing = []
        if (isinstance(block, Labels) and not block.labels) or (isinstance(block, Ballots) and block.copies < 1):
            continue
        if isinstance(block, Form | Letter | Labels | Ballots | Picture | Poster):
            if flowing:
                yield flowing
                flowing = []
            yield [block]
        else:
            flowing.append(block)
    if flowing:
        yield flowing


def _flow(
    document: Document,
    blocks: Sequence[Block],
    furniture: Furniture,
    frames: Frames,
    progress: Progress,
    before: int = 0,
    titled: bool = True,
) -> Section:
    """Fill pages with what flows; ``before`` pages of pictures are counted with them."""
    sheet = flowing_sheet(document, furniture.note_height)
    boxes = lay_out_blocks(document, blocks, frames, progress)
    own = next((block.text for block in blocks[:1] if isinstance(block, Heading) and block.apart), None)
    if titled and own is None:
        boxes.insert(0, title_box(document, sheet.body_width))
    pages, spacing = paginate(boxes, sheet.body_height, furniture.start)
    number_contents(pages, before)
    return Section("flow", sheet, pages, spacing, clean(own or document.title).replace("\n", " "))


def _poster(document: Document, poster: Poster, furniture: Furniture) -> Section:
    sheet = flowing_sheet(replace(document, orientation="portrait", paper="A4"), furniture.note_height)
    pages = poster_pages(poster, sheet, furniture.start)
    return Section("flow", sheet, pages, SPACINGS[0], clean(poster.heading).replace("\n", " "))


def _form(document: Document, form: Form, number: int, furniture: Furniture) -> Section:
    sheet = flowing_sheet(replace(document, orientation="portrait"), furniture.note_height)
    bookmark = _bookmark(document, form.bookmark, number)
    boxes = lay_out_form(form, bookmark, sheet.body_width, translator(document.language))
    pages, spacing = paginate(boxes, sheet.body_height, furniture.start)
    return Section("form", sheet, pages, spacing, clean(form.heading).replace("\n", " "))


def _letter(document: Document, letter: Letter, number: int, furniture: Furniture) -> Section:
    sheet = letter_sheet()
    bookmark = _bookmark(document, letter.bookmark, number)
    boxes = lay_out_letter(letter, bookmark, sheet.top, sheet.body_width, furniture.letter_logo_width)
    pages, spacing = paginate(boxes, sheet.body_height, -sheet.top)
    return Section("letter", sheet, pages, spacing, clean(letter.heading).replace("\n", " "))


def _bookmark(document: Document, wanted: str, number: int) -> str:
    """What is not named is numbered: a heading may hold somebody's name."""
    return clean(wanted or f"{document.title} {number}").replace("\n", " ")

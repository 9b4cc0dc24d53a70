"""In which styles does a poster stand in a Word document? All its letters grow with those of its points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from app.documents.posters import HEADING, LEAD, TITLE_SIZE
from app.documents.word_points import bullet_style

_HEADING_NAME, _LEAD_NAME = "Poster heading", "Poster lead"


@dataclass(frozen=True)
class PosterStyles:
    """The names of the styles."""

    heading: str
    lead: str
    title: str
    point: str


def poster_styles(word: Any, size: float) -> PosterStyles:
    """Return the styles of a poster whose points have letters of ``size``; they are made the first time."""
    point, title = f"Poster {size:g}", f"Poster title {size:g}"
    known = {style.name for style in word.styles}
    if _HEADING_NAME not in known:
        _style(word, _HEADING_NAME, "Title", HEADING.size)
        _style(word, _LEAD_NAME, "Lead", LEAD.size)
    if point not in known:
        bullet_style(word, point, size, size * 0.5)
        spaced = _style(word, title, "Heading 3", size * TITLE_SIZE).paragraph_format
        spaced.space_before, spaced.space_after = Pt(round(size * 0.6)), Pt(round(size * 0.2))
    return PosterStyles(_HEADING_NAME, _LEAD_NAME, title, point)


def _style(word: Any, name: str, base: str, size: float) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = word.styles[base], Pt(round(size * 2) / 2)
    return style

"""How does a Word document get a table of contents that Word itself keeps up to date?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_INDENT = 5
"""Millimetres a level further in."""


def mark_place(paragraph: Any, number: int) -> None:
    """Give the text of a heading a name that a line of the contents can lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _name(number))
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def add_contents(word: Any, listed: Sequence[tuple[int, int, str]], deepest: int, width: float) -> None:
    """Add the field with a line for each heading: (its number, its level, its text); ``width`` in millimetres.

    The pages are not ours to say, so the field is marked to be counted anew when the document is opened.
    """
    for at, (number, level, text) in enumerate(listed):
        paragraph = word.add_paragraph(style=_style(word, level, width))
        if at == 0:
            begin = _mark(paragraph._p, "begin")
            begin.set(qn("w:dirty"), "true")
            _instruction(paragraph._p, f' TOC \\o "1-{deepest}" \\h \\z \\u ')
            _mark(paragraph._p, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        link.set(qn("w:history"), "1")
        paragraph._p.append(link)
        _text(link, text)
        _tab(link)
        _mark(link, "begin")
        _instruction(link, f" PAGEREF {_name(number)} \\h ")
        _mark(link, "separate")
        _mark(link, "end")
        if at + 1 == len(listed):
            _mark(paragraph._p, "end")


def _name(number: int) -> str:
    return f"_Toc{number:08}"


def _style(word: Any, level: int, width: float) -> Any:
    """Return Word's own style for a line of the contents; it is made the first time, as Word does it."""
    name = f"toc {level}"
    styles = word.styles
    known = [style for style in styles if style.name == name]
    if known:
        return known[0]
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.font.bold = level == 1
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.left_indent = Mm(_INDENT * (level - 1))
    style.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return style


def _run(parent: Any) -> Any:
    run = OxmlElement("w:r")
    parent.append(run)
    return run


def _mark(parent: Any, kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    _run(parent).append(mark)
    return mark


def _instruction(parent: Any, code: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = code
    _run(parent).append(element)


def _text(parent: Any, text: str) -> None:
    run: Any = _run(parent)
    run.text = text


def _tab(parent: Any) -> None:
    _run(parent).append(OxmlElement("w:tab"))

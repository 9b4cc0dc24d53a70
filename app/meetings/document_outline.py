"""What is in a Word document, as plain HTML: headings, paragraphs, items of lists, tables, bold and links.

Read in the limited child alone; whoever gets it reads it as HTML from anywhere (app/plan/imports).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|tittel", re.IGNORECASE)
_LIST = re.compile(r"list|liste|punkt", re.IGNORECASE)
_DEEPEST = 20


def html_of(data: bytes) -> str:
    """Return the HTML of a Word document. Raises whatever python-docx does."""
    import docx

    document = docx.Document(BytesIO(data))
    return "".join(_Reading(document).blocks(document.element.body, 0))


class _Reading:
    """A document that is being read, with its styles and what its links lead to."""

    def __init__(self, document: Any) -> None:
        from docx.oxml.ns import qn

        self._qn = qn
        self._names = {style.style_id: style.name or "" for style in document.styles}
        self._links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}

    def blocks(self, parent: Any, depth: int) -> Iterator[str]:
        """Yield the paragraphs and tables of a body, a cell, or what is set around them."""
        qn = self._qn
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
            elif child.tag == qn("w:tbl") and depth < _DEEPEST:
                yield self._table(child, depth)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                yield from self.blocks(child, depth)

    def _table(self, table: Any, depth: int) -> str:
        qn = self._qn
        rows = []
        for row in table.iter(qn("w:tr")):
            if _around(row, qn("w:tbl")) is table:
                cells = (cell for cell in row.iter(qn("w:tc")) if _around(cell, qn("w:tr")) is row)
                rows.append(f"<tr>{''.join(f'<td>{self._cell(cell, depth)}</td>' for cell in cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _cell(self, cell: Any, depth: int) -> str:
        return "".join(self.blocks(cell, depth + 1))

    def _paragraph(self, paragraph: Any) -> str:
        qn = self._qn
        said = "".join(self._runs(paragraph, ""))
        if not said:
            return ""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._names.get(style.get(qn("w:val")), "") if style is not None else ""
        heading = _HEADING.match(name)
        if heading:
            level = max(1, min(6, int(heading[1])))
            return f"<h{level}>{said}</h{level}>"
        if _TITLE.fullmatch(name):
            return f"<h1>{said}</h1>"
        is_numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        return f"<li>{said}</li>" if is_numbered or _LIST.match(name) else f"<p>{said}</p>"

    def _runs(self, parent: Any, link: str) -> Iterator[str]:
        qn = self._qn
        for child in parent.iterchildren():
            if child.tag == qn("w:r"):
                yield self._run(child)
            elif child.tag == qn("w:hyperlink"):
                address = self._links.get(child.get(qn("r:id")), "")
                said = "".join(self._runs(child, address))
                yield f'<a href="{escape(address)}">{said}</a>' if address else said
            elif child.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent"), qn("w:fldSimple")):
                yield from self._runs(child, link)

    def _run(self, run: Any) -> str:
        qn = self._qn
        said = []
        for child in run.iterchildren():
            if child.tag == qn("w:t"):
                said.append(escape(child.text or ""))
            elif child.tag in (qn("w:br"), qn("w:cr")):
                said.append("<br>")
            elif child.tag == qn("w:tab"):
                said.append(" ")
            elif child.tag == qn("w:noBreakHyphen"):
                said.append("-")
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        is_bold = bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off", "none")
        text = "".join(said)
        return f"<b>{text}</b>" if is_bold and text.strip() else text


def _around(element: Any, tag: str) -> Any:
    """Return the nearest element of a kind that one stands in."""
    return next(element.iterancestors(tag), None)

"""How does a table reach Excel through the clipboard, with every text still a text?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

_FORMULA = "=@+-"


def table_data(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return the table as tab-separated text and as HTML (which Excel prefers, and where every cell is text)."""
    data = QMimeData()
    lines = [heads, *rows]
    data.setText("\r\n".join("\t".join(_plain(cell) for cell in line) for line in lines))
    body = "".join("<tr>" + "".join(f"<td>{_marked_up(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    head = "".join(f"<th>{_marked_up(cell)}</th>" for cell in heads)
    style = '<style>td{mso-number-format:"\\@";vertical-align:top} br{mso-data-placement:same-cell}</style>'
    page = f'<html><head><meta charset="utf-8">{style}</head><body><table><tr>{head}</tr>{body}</table></body></html>'
    data.setHtml(page)
    return data


def _plain(cell: str) -> str:
    if cell[:1] in _FORMULA and cell and not _is_number(cell):
        cell = "'" + cell
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _is_number(cell: str) -> bool:
    """+47 900 12 345 and -3 are harmless, +SUM(A1) is not."""
    return cell[0] in "+-" and cell[1:].replace(" ", "").replace("\xa0", "").isdigit()


def _marked_up(cell: str) -> str:
    return escape(cell).replace("\r\n", "\n").replace("\n", "<br>")

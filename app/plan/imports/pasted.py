"""Which sections, columns and points are in a text that is pasted, or in a Word document?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PastedSection:
    """A section as it was found. ``left`` and ``right`` are the points of its columns, ``points`` those of its list.

    Only a section with ``left_title`` and ``right_title`` has columns. Texts have simple marks (documents/marked.py).
    """

    title: str
    level: int
    text: str = ""
    left_title: str = ""
    right_title: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def read(text: str) -> tuple[PastedSection, ...]:
    """Return the sections of what is on the clipboard, HTML or plain text. Raises UserError."""
    raise NotImplementedError

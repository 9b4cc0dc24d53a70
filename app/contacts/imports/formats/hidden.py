"""How is somebody kept apart whom a file calls by a fødselsnummer, when the number may go nowhere?

A stand-in takes its place where the file is read, in the child process: links inside the file hold, and nothing else.
"""

from __future__ import annotations

from app.core.identity import holds_identity_number, is_identity_number, looks_like_identity_number

MARK = "\x01"
"""No id of a file begins with it: no XML can hold it, and it is taken out of every cell."""


class StandIns:
    """The stand-in of every fødselsnummer that was met as an id."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Return the id as it is, or its stand-in."""
        found = text.replace(MARK, "").strip()
        if not _is_number(found):
            return found
        return self._known.setdefault(found, f"{MARK}{len(self._known) + 1}")


def is_stand_in(text: str) -> bool:
    """Say whether this stands for a number that was not kept."""
    return text.startswith(MARK)


def _is_number(text: str) -> bool:
    if len(text) == 10 and text.isdecimal():  # its zero was lost on the way through a spreadsheet
        return is_identity_number("0" + text)
    return holds_identity_number(text) or (len(text) >= 11 and looks_like_identity_number(text))

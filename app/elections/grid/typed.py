"""Whom does a cell mean, by the letters that were typed in it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOBODY = "-–−"
AGAIN = "+="
"""One key for "nobody was willing", and one for "the same as last year"."""


def choices_of(people: Iterable[tuple[int, str, str, str]]) -> tuple[Choice, ...]:
    """Return those who can be chosen, from (person id, name, about, letters); two alike are called by what parts them.

    ``about`` is what a person is here ("mother of Ola"), ``letters`` what they are found by.
    """
    rows = list(people)
    names = [fold(name) for _id, name, _about, _letters in rows]
    return tuple(
        Choice(id, f"{name} ({about})" if about and names.count(fold(name)) > 1 else name, name, about, fold(letters))
        for id, name, about, letters in rows
    )


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return those whose words begin with all that was typed; those whose own name does come first.

    Nothing typed matches everybody.
    """
    wanted = fold(typed.replace("(", " ").replace(")", " ")).split()
    found = [choice for choice in choices if _begins(choice.letters, wanted)]
    return sorted(found, key=lambda choice: not _begins(fold(choice.name), wanted))


def called(choices: Sequence[Choice], words: str) -> Choice | None:
    """Return the one who is called exactly so, or None."""
    return next((choice for choice in choices if fold(choice.label) == fold(words)), None)


def tokens(text: str) -> list[str]:
    """Return the names of a cell, parted by commas."""
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def fold(text: str) -> str:
    """Return a text as it is searched; the page is built before what is behind this is needed."""
    from db.search import fold as folded

    return folded(text)


def _begins(letters: str, wanted: Sequence[str]) -> bool:
    words = letters.replace("-", " ").replace(",", " ").replace("(", " ").replace(")", " ").split()
    whole = letters.split()
    return all(any(word.startswith(part) for word in (*words, *whole)) for part in wanted)


@dataclass(frozen=True)
class Choice:
    """One who can be chosen; ``label`` is what stands in the cell, and means nobody else of those there are."""

    id: int
    label: str
    name: str
    about: str = ""
    letters: str = ""

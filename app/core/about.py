"""What does a feature say of one person, when the person asks what is held of them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The step a value came with: ``label`` is a msgid, ``arguments`` fill it (``Translator.say``).

    ``told_by``: who said that it is so, if that was asked.
    """

    label: str
    arguments: Mapping[str, object]
    made_at: datetime
    made_by: str
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in the paper's language: a msgid, and what fills it (a ``later(…)`` is translated too)."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AboutRow:
    """One thing that is held: ``what`` is a msgid, ``lines`` are what it says.

    ``people`` are the ids of others it names.
    """

    what: str
    lines: tuple[str | date | Saying, ...]
    source: Source | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutPart:
    """What one feature, or one room of it, holds of a person; ``title`` is a msgid and names nobody."""

    title: str
    rows: tuple[AboutRow, ...]

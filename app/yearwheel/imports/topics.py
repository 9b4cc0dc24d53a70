"""Which topics stand in one cell, and what is said before a topic of when it is?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.contacts.texts import clean_text
from app.yearwheel.imports.when import MONTHS

_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*]|[-–—](?=\s|[^\W\d_])|o(?=\s{2,}))\s*")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=[^\W\d_])")
_WITHIN = re.compile(r"\s*[•●▪‣]\s*|\s+[·|]\s+")
_LINES = re.compile(r"\r\n|\r|\n|\u2028|\u000b")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = rf"\d{{1,2}}\.\d{{1,2}}\.?(?:20\d\d|\d\d)?|\d{{1,2}}\.\s?(?:{_MONTH})\b\.?(?:\s?20\d\d)?"
_WHEN = re.compile(
    rf"((?:(?:uke|veke|week)\s?\d{{1,2}}(?:\s?[-–]\s?(?:uke |veke )?\d{{1,2}})?)|(?:{_DATE})(?:\s?[-–]\s?(?:{_DATE}))?)"
    r"(?:\s*[:–—-]\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
_NOT_A_DATE = re.compile(r"\d{1,2}\.\s?(?:trinn|klasse|steg)", re.IGNORECASE)
LEAST = 2


@dataclass(frozen=True)
class Topic:
    """A topic, what stands under it, and when it is where the topic says it itself."""

    title: str
    more: str = ""
    when: str = ""


def topics_of(cell: object) -> tuple[Topic, ...]:
    """Return the topics of a cell: each line or bullet one, and bullets under "Heading:" what it is about."""
    written = _LINES.split(str(cell))
    numbers = [match[1] for line in written if (match := _NUMBER.match(line))]
    if numbers[:2] == ["1", "2"]:  # a numbered list; "1. trinn" is no number of a list
        written = [_NUMBER.sub("• ", line) for line in written]
    lines = [part for line in written for part in _parts(line)]
    has_bullets = any(bullet for bullet, _ in lines)
    found: list[list[str]] = []
    heading: list[str] | None = None
    for bullet, text in lines:
        if heading is not None and bullet:
            heading.append(text)
        elif found and not bullet and heading is None and _goes_on(text, has_bullets, found[-1]):
            found[-1][0] = f"{found[-1][0]} {text}"
        else:
            found.append([text])
            heading = found[-1] if text.endswith(":") and not bullet else None
    return tuple(_topic(one) for one in found)


def _parts(line: str) -> list[tuple[bool, str]]:
    """Return (has a bullet, text) for what stands in a line; several bullets may stand in one."""
    bullet = _BULLET.match(line)
    rest = line[bullet.end() :] if bullet else line
    parts = [clean_text(part) for part in _WITHIN.split(rest)]
    return [(bullet is not None or at > 0, part) for at, part in enumerate(parts) if len(part) >= LEAST]


def _goes_on(text: str, has_bullets: bool, before: list[str]) -> bool:
    """Say whether a line goes on with the sentence of the one before it."""
    return text[:1].islower() and (has_bullets or before[0].endswith((",", " og", "-", "–")))


def _topic(parts: list[str]) -> Topic:
    title = parts[0].removesuffix(":").strip() if len(parts) > 1 else parts[0]
    match = None if _NOT_A_DATE.match(title) else _WHEN.match(title)
    if match is not None:
        title = title[match.end() :]
    return Topic(title[:1].upper() + title[1:] if match else title, "\n".join(parts[1:]), match[1] if match else "")

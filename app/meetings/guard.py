"""Where does a text for the public name somebody in the register, give their number or address, or tell of health?

It finds, and never changes: whoever publishes the text decides about each mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.meetings.guard_contact import ADDRESS, EMAIL, emails_in, phones_in
from app.meetings.guard_health import health_in
from app.meetings.guard_names import names_in
from app.meetings.guard_register import Register

KINDS = ("name", "phone", "email", "health")


@dataclass(frozen=True)
class Mark:
    """``text[start:end]`` of a text, what it is (``KINDS``), and the ids of those who may be meant."""

    start: int
    end: int
    kind: str
    text: str
    people: tuple[int, ...] = ()


def find(text: str, register: Register) -> tuple[Mark, ...]:
    """Return what somebody must decide about before the text is public, in its order; no two overlap."""
    masked = _masked(text)
    found = [Mark(start, end, "email", text[start:end], _ids(ids)) for start, end, ids in emails_in(text, register)]
    phones = phones_in(masked, register)
    names = names_in(masked, register)
    found += [Mark(start, end, "phone", text[start:end], _ids(ids)) for start, end, ids in phones]
    for start, end, ids in names:
        found += [Mark(begins, ends, "name", text[begins:ends], _ids(ids)) for begins, ends in _lines(text, start, end)]
    found += [Mark(start, end, "health", text[start:end]) for start, end in health_in(masked)]
    return tuple(_apart(text, found))


def _masked(text: str) -> str:
    """Return the text, as long as it was, with nothing where addresses of mail and pages stand."""
    for pattern in (EMAIL, ADDRESS):
        text = pattern.sub(lambda match: "_" * len(match[0]), text)
    return text


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return a name that goes on in the next line as one in each: what is decided is written a line each."""
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _ids(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(people))


def _apart(text: str, marks: Iterable[Mark]) -> Iterable[Mark]:
    """Return the marks in order; of one that begins within another only what is behind that one."""
    reached = 0
    for mark in sorted(marks, key=lambda one: (one.start, KINDS.index(one.kind))):
        start = mark.start if mark.start >= reached else reached
        while start < mark.end and start != mark.start and not text[start].isalnum():
            start += 1
        if start < mark.end:
            reached = mark.end
            yield Mark(start, mark.end, mark.kind, text[start : mark.end], mark.people)

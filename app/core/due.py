"""What is due, as a line on the first page, and what did the office put aside of it?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.core.about import Saying

AHEAD = timedelta(days=14)
"""How far ahead the first page looks."""
WEEK = timedelta(days=7)
"""How long a line is put off."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One of those a line stands for: ``item`` shows it, ``said`` are the values of the words of a single one.

    ``key`` is the same from day to day, and nobody's name; it is kept where the line is put off.
    """

    key: str
    day: date | None = None
    item: object = None
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DueLine:
    """One kind of thing that waits, with how many there are, why it is said, and where it is done.

    ``code`` is that of the kind and the same from day to day ("meetings.notice"): what the office answers is kept by
    it. ``day`` is when the first is due. ``page`` and ``item`` are where it is put right: the one thing where there is
    only one, else the list where they are; ``button`` is a msgid. ``words`` and ``why`` name no person. Where
    ``report`` names a paper, a second button (``print_button``, a msgid) previews it about ``subject``. ``is_next``: a
    meeting that is near, in a section of its own; its code ends in ":" and its id. ``things`` are those it stands for.
    """

    code: str
    words: Saying
    number: int
    day: date | None
    page: str
    item: object
    button: str
    why: Saying
    things: tuple[Thing, ...] = ()
    report: str = ""
    subject: str = ""
    print_button: str = ""
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office said of a kind of line: put off ``until`` a day, or (None) that it is none of the school's.

    ``seen`` are the keys of the things it stood for then.
    """

    code: str
    until: date | None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that was put aside: it comes back on the day ``until``, or (None) not this school year."""

    line: DueLine
    until: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the first page on a day: what waits, the meetings that are near, and what was put aside."""

    day: date
    waiting: tuple[DueLine, ...] = ()
    meetings: tuple[DueLine, ...] = ()
    aside: tuple[Aside, ...] = ()


def line_of(
    code: str,
    things: Sequence[Thing],
    *,
    one: str,
    several: str,
    why: str | Saying,
    page: str,
    where: object,
    button: str,
    **paper: Any,
) -> tuple[DueLine, ...]:
    """Return one line for some things of a kind, none where there are none.

    ``one`` says a single thing by its own values, ``several`` how many {n} there are; both may hold {day}, the first
    day. A single one is shown itself, several where they are listed (``where``).
    """
    if not things:
        return ()
    days = [one.day for one in things if one.day is not None]
    day = min(days, default=None)
    is_alone = len(things) == 1
    values: dict[str, object] = {"n": len(things), "day": "" if day is None else f"{day:%d.%m.%Y}"}
    if is_alone:
        values |= things[0].said
    words = Saying(one if is_alone else several, values)
    item = things[0].item if is_alone and things[0].item is not None else where
    because = why if isinstance(why, Saying) else Saying(why)
    return (DueLine(code, words, len(things), day, page, item, button, because, tuple(things), **paper),)


def due_lines(session: Any, today: date) -> tuple[DueLine, ...]:
    """Return what waits in all features in the next two weeks, the nearest first; what has no day last."""
    hooks = session.info.get("hooks")
    found = hooks.run("due", session, today) if hooks is not None else []
    lines = [line for some in found for line in some if line.day is None or line.day <= today + AHEAD]
    return tuple(sorted(lines, key=lambda line: (line.day is None, line.day or today)))


def standing(lines: Sequence[DueLine], answers: Collection[Answer], today: date) -> Standing:
    """Return what stands on the first page: what is past its day first, the latest of it on top."""
    said = {answer.code: answer for answer in answers}
    asked = [line for line in lines if not line.is_next]
    aside = [line for line in asked if line.code in said and is_aside(line, said[line.code], today)]
    waiting = [line for line in asked if line not in aside]
    late = [line for line in waiting if line.day is not None and line.day < today]
    return Standing(
        today,
        (*late[::-1], *(line for line in waiting if line not in late)),
        tuple(line for line in lines if line.is_next),
        tuple(Aside(line, said[line.code].until) for line in aside),
    )


def is_aside(line: DueLine, answer: Answer, today: date) -> bool:
    """Say whether a line stays put aside.

    Put off it comes back on its day, or at once when something is past its day that nobody had seen then: what was
    seen may wait, since somebody said so, but not what came after.
    """
    if answer.until is None:
        return True
    is_new = any(one.day is not None and one.day < today and one.key not in answer.seen for one in line.things)
    return today < answer.until and not is_new


def papers_of(session: Any, line: DueLine) -> tuple[Any, ...]:
    """Return the reports of the feature whose line it is."""
    hooks = session.info.get("hooks")
    return hooks.reports(line.page) if hooks is not None else ()

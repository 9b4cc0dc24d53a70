"""On which days of a school year do the rules of its wheel land?

Days are calendar days. What is counted back (FØR, "-n") lands on the nearest open day before, all else on the nearest
one after; a span begins and ends within itself. A date and 17 May stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.school.calendar import SchoolCalendar
from app.yearwheel.rules.forms import ANCHORS, Rule
from app.yearwheel.rules.landing import Landed, Nowhere, Span, land
from app.yearwheel.rules.reading import read, same_code
from app.yearwheel.rules.rule import refers_to
from app.yearwheel.rules.year import EASTER_BREAK, SchoolYear

__all__ = ["Resolved", "Span", "circle", "estimated", "resolve", "resolve_in_turn"]

_BY_RULE: Mapping[str, Sequence[Span]] = MappingProxyType({})

ESTIMATED = N_("The calendar does not have {what} yet: the days are estimated.")
CIRCLE = N_("These are counted from each other: {circle}. Change one of the rules.")
MISSING = N_("The rule counts from “{code}”, which is not in this year's wheel. Choose another entry.")
UNDATED = N_("The rule counts from “{code}”, which has no day yet. Give that one a day first.")


@dataclass(frozen=True)
class Resolved:
    """Where a rule lands: its ``spans`` in order (an occurrence's number counts from 1), or none and a ``problem``.

    ``remarks`` are what the reader should know of the days; ``remarks_of`` gives those of one occurrence. ``estimated``
    are the anchors (msgids) that the calendar does not have. ``circle`` are the codes of the entries that count from
    each other, this one first, each once. A rule that is not written yet ("") has neither days nor a problem.
    The problem names entries by their codes: ``named`` says it with titles.
    """

    spans: tuple[Span, ...]
    remarks: tuple[Saying, ...] = ()
    problem: Saying | None = None
    circle: tuple[str, ...] = ()
    estimated: tuple[str, ...] = ()
    own: tuple[tuple[Saying, ...], ...] = ()

    def remarks_of(self, number: int) -> tuple[Saying, ...]:
        """Return the remarks of the occurrence with a number, from 1."""
        own = self.own[number - 1] if 1 <= number <= len(self.own) else ()
        return (*own, *_said_estimated(self.estimated))

    def named(self, titles: Mapping[str, str]) -> Saying | None:
        """Return the problem with the entries' titles (code → title) in place of their codes."""
        if self.problem is None:
            return None
        values = dict(self.problem.values)
        if self.circle:
            values["circle"] = _chain(titles.get(code, code) for code in self.circle)
        if "code" in values:
            code = str(values["code"])
            values["code"] = titles.get(code, code)
        return replace(self.problem, values=values)


def resolve(
    rules: Mapping[str, str], calendar: SchoolCalendar, really: Mapping[str, Sequence[Span]] = _BY_RULE
) -> Mapping[str, Resolved]:
    """Return where every rule (code → text) lands in a school year; never raises.

    Whoever counts from an entry in ``really`` counts from the days it has there; it is still told where its own rule
    puts it.
    """
    return resolve_in_turn(rules, calendar, lambda found: {code: really[code] for code in found if code in really})


def resolve_in_turn(
    rules: Mapping[str, str],
    calendar: SchoolCalendar,
    settle: Callable[[Mapping[str, Resolved]], Mapping[str, Sequence[Span]]],
) -> Mapping[str, Resolved]:
    """Return where every rule lands, asking ``settle`` where entries really are before others are counted from them.

    It is told of every entry once, together with those of the same turn: first those that count from nobody. What it
    does not tell is where its rule puts it.
    """
    year = SchoolYear(calendar)
    turn: dict[str, Resolved] = {}
    read_rules: dict[str, Rule] = {}
    for code, text in rules.items():
        try:
            if text.strip():
                read_rules[code] = read(text)
            else:
                turn[code] = Resolved(())
        except UserError as error:
            turn[code] = _problem(Saying(error.message, error.values))
    codes = {same_code(code): code for code in rules}
    points = {code: _points(rule, codes) for code, rule in read_rules.items()}
    waiting = {code: set(points[code]) for code in read_rules}
    waited_for: dict[str, list[str]] = defaultdict(list)
    for code, on in waiting.items():
        for other in on:
            waited_for[other].append(code)
    found: dict[str, Resolved] = {}
    known: dict[str, Landed] = {}
    ready = [code for code in read_rules if not waiting[code]]
    while turn or ready or waiting.keys() - found.keys():
        turn.update({code: _resolved(read_rules[code], year, known, codes) for code in ready})
        if not turn:  # they wait for each other
            around = {code: _around(code, points) for code in waiting if code not in found}
            turn = {code: _circle(way) for code, way in around.items() if way}
        found.update(turn)
        really = settle(turn)
        known.update({code: _counted_from(one, really.get(code)) for code, one in turn.items()})
        ready = []
        for other in turn:
            for code in waited_for[other]:
                waiting[code].discard(other)
                if not waiting[code] and code not in found:
                    ready.append(code)
        turn = {}
    return {code: found[code] for code in rules}


def estimated(calendar: SchoolCalendar) -> tuple[str, ...]:
    """Return the anchors (msgids) whose days the calendar does not have, in the order of the year."""
    anchors = SchoolYear(calendar).anchors
    return tuple(word for anchor, word in ANCHORS.items() if anchors[anchor].is_estimated)


def circle(rules: Mapping[str, str], code: str, text: str) -> tuple[str, ...]:
    """Return the codes of the circle that the rule ``text`` of an entry would close, that entry first, or ()."""
    rules = {**rules, code: text}
    codes = {same_code(one): one for one in rules}
    return _around(code, {one: _points_of(written, codes) for one, written in rules.items()})


def _points_of(text: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return _points(read(text), codes)
    except UserError:
        return ()


def _points(rule: Rule, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the entries a rule counts from as they are called in the wheel; those that are not there are left out."""
    return tuple(codes[code] for code in refers_to(rule) if code in codes)


def _around(code: str, points: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from an entry over those it counts from back to itself, or ()."""
    came_from: dict[str, str] = {}
    ahead = [code]
    for at in ahead:
        for to in points.get(at, ()):
            if to == code:
                way = [at]
                while way[-1] != code:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if to not in came_from:
                came_from[to] = at
                ahead.append(to)
    return ()


def _counted_from(found: Resolved, really: Sequence[Span] | None) -> Landed:
    """Return the days that others count from; what is estimated of them while any is where the rule has it."""
    if not really:
        return Landed(found.spans, estimated=found.estimated)
    return Landed(tuple(really), estimated=found.estimated if set(really) & set(found.spans) else ())


def _resolved(rule: Rule, year: SchoolYear, settled: Mapping[str, Landed], codes: Mapping[str, str]) -> Resolved:
    known: dict[str, Landed] = {}
    for code in refers_to(rule):
        if code not in codes:
            return _problem(Saying(MISSING, {"code": code}))
        other = settled[codes[code]]
        if not other.spans:
            return _problem(Saying(UNDATED, {"code": codes[code]}))
        known[code] = other
    try:
        landed = land(rule, year, known)
    except Nowhere as nowhere:
        return _problem(nowhere.why)
    order = (*ANCHORS.values(), EASTER_BREAK)
    missing = tuple(word for word in order if word in landed.estimated)
    own = landed.remarks or ((),) * len(landed.spans)
    remarks = (*(remark for some in own for remark in some), *_said_estimated(missing))
    return Resolved(landed.spans, remarks, estimated=missing, own=own)


def _said_estimated(words: Sequence[str]) -> tuple[Saying, ...]:
    return tuple(Saying(ESTIMATED, {"what": {"msgid": word}}) for word in words)


def _circle(around: tuple[str, ...]) -> Resolved:
    return Resolved((), problem=Saying(CIRCLE, {"circle": _chain(around)}), circle=around)


def _problem(saying: Saying) -> Resolved:
    return Resolved((), problem=saying)


def _chain(names: Iterable[str]) -> str:
    names = tuple(names)
    return " → ".join((*names, names[0]))

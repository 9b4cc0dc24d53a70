"""By which rule does a school elect: a ready-made one (resources/presets/election_rules.toml), changed or its own?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import set_body, set_seat
from app.contacts.entered import entered_line
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.paths import resource
from app.elections.reading import RULE_FIELDS, TERM_FIELDS, usual_rules
from app.elections.rows import RuleRow
from db.models import Body, ElectionRule, Seat
from db.models.elections import BALLOTS, DUE, ELIGIBLE, GENDER_BALANCES, PUBLISH_COUNTS, TIES, VOTE_WEIGHTS, WINS

LONGEST_TEXT = 200
REPORT_TO = ("office", "chair")


@dataclass(frozen=True)
class RulePreset:
    """A ready-made rule, called by what it does; ``after`` says after which school or law.

    ``rule``, ``body`` and ``seat`` are columns of ``db.models``; what is not among them has its usual value, but where
    nothing is said of the body or the seat these stay as they are. ``bodies`` are the kinds of bodies it is meant for,
    none for all.
    """

    code: str
    name_nb: str
    name_nn: str
    name_en: str
    after: str = ""
    bodies: tuple[str, ...] = ()
    rule: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    seat: Mapping[str, Any] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Return what it does, in nb, nn or en."""
        return {"nb": self.name_nb, "nn": self.name_nn}.get(language, self.name_en)


@cache
def rule_presets() -> tuple[RulePreset, ...]:
    """Return every ready-made rule, in the order they are offered."""
    with resource("presets", "election_rules.toml").open("rb") as file:
        read = tomllib.load(file)["preset"]
    return tuple(RulePreset(**{**entry, "bodies": tuple(entry["bodies"])}) for entry in read)


def rule_presets_for(kind: str) -> tuple[RulePreset, ...]:
    """Return the ready-made rules for a kind of body."""
    return tuple(one for one in rule_presets() if kind in one.bodies or not one.bodies)


def rule_preset(code: str) -> RulePreset:
    """Return one ready-made rule. Raises KeyError."""
    return {one.code: one for one in rule_presets()}[code]


def use_rule_preset(session: Session, body_id: int, code: str) -> None:
    """Elect the seats of a body by a ready-made rule: the rule, the terms, and how many. Raises UserError."""
    found = rule_preset(code)
    body = session.get_one(Body, body_id)
    if found.body:
        for name in TERM_FIELDS:
            set_body(session, body_id, name, _text(found.body.get(name, getattr(RuleRow(body_id), name))))
    elected = select(Seat).where(Seat.body_id == body.id, Seat.filled_by == "election", Seat.follows_body_id.is_(None))
    for seat in session.scalars(elected).all() if found.seat else ():
        for name, value in found.seat.items():
            set_seat(session, seat.id, name, _text(value))
    row = _own_rule(session, body_id)
    session.flush()
    usual = usual_rules(session, [body])[body_id]
    for name in RULE_FIELDS:
        setattr(row, name, found.rule.get(name, row.source if name == "source" else getattr(usual, name)))
    row.preset = code
    session.flush()


def set_rule(session: Session, body_id: int, field: str, value: str | bool) -> None:
    """Change how the seats of a body are elected, as typed: a field of the rule, or of the body's terms.

    Raises UserError.
    """
    if field in TERM_FIELDS:
        set_body(session, body_id, field, value)
        row = session.scalars(select(ElectionRule).where(ElectionRule.body_id == body_id)).first()
        if row is not None:
            row.preset = ""
        return
    cleaned = _FIELDS[field](value, field)
    row = _own_rule(session, body_id)
    setattr(row, field, cleaned)
    row.preset = ""
    session.flush()


def _own_rule(session: Session, body_id: int) -> ElectionRule:
    """Return the rule of a body, written for the first time if it has none."""
    found = session.scalars(select(ElectionRule).where(ElectionRule.body_id == body_id)).first()
    if found is not None:
        return found
    usual = usual_rules(session, [session.get_one(Body, body_id)])[body_id]
    added = ElectionRule(body_id=body_id, **{name: getattr(usual, name) for name in RULE_FIELDS})
    session.add(added)
    session.flush()
    return added


def _text(value: Any) -> str | bool:
    return value if isinstance(value, bool) else "" if value is None else str(value)


def _one_of(*codes: str) -> Callable[[Any, str], Any]:
    def clean(value: Any, field: str) -> str:
        if value not in codes:
            raise UserError(N_("Choose one of the words in the list."), field=field)
        return str(value)

    return clean


def _number(first: int, last: int, *, blank: int | None = None) -> Callable[[Any, str], Any]:
    def clean(value: Any, field: str) -> int | None:
        text = str(value).strip()
        if not text:
            return blank
        if not (text.isascii() and text.isdecimal() and first <= int(text) <= last):
            message = N_("Write a whole number from {first} to {last}.")
            raise UserError(message, field=field, first=first, last=last)
        return int(text)

    return clean


def _ticked(value: Any, _field: str) -> bool:
    return value if isinstance(value, bool) else str(value).strip().casefold() in ("yes", "true", "1")


def _line(value: Any, field: str) -> str:
    line = entered_line(str(value), field)
    if len(line) > LONGEST_TEXT:
        raise UserError(N_("The text is too long. Use at most {most} characters."), field=field, most=LONGEST_TEXT)
    return line


def _told(value: Any, field: str) -> str:
    told = [part.strip() for part in str(value).split(",") if part.strip()]
    if not set(told) <= set(REPORT_TO):
        raise UserError(N_("Choose one of the words in the list."), field=field)
    return ",".join(told)


_FIELDS: Mapping[str, Callable[[Any, str], Any]] = {
    "eligible": _one_of(*ELIGIBLE),
    "exclude_staff": _ticked,
    "excluded": _line,
    "max_units": _number(1, 99),
    "vote_weight": _one_of(*VOTE_WEIGHTS),
    "ballot": _one_of(*BALLOTS),
    "max_names": _number(1, 99, blank=1),
    "self_vote": _ticked,
    "deputies_apart": _ticked,
    "win": _one_of(*WINS),
    "blank_counts": _ticked,
    "tie": _one_of(*TIES),
    "publish_counts": _one_of(*PUBLISH_COUNTS),
    "gender_balance": _one_of(*GENDER_BALANCES),
    "due": _one_of(*DUE),
    "due_days": _number(0, 365),
    "report_to": _told,
    "source": _line,
}

"""Which ready-made bodies can a school start from? As data, in resources/presets/bodies.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from app.core.paths import resource


@cache
def presets() -> tuple[Preset, ...]:
    """Return every ready-made body, in the order they are offered."""
    with resource("presets", "bodies.toml").open("rb") as file:
        return tuple(_preset(**entry) for entry in tomllib.load(file)["body"])


def preset(code: str) -> Preset:
    """Return one ready-made body. Raises KeyError."""
    return {found.code: found for found in presets()}[code]


@dataclass(frozen=True)
class PresetSeat:
    """The seats of one kind in a ready-made body, named as the columns of ``db.models.bodies.Seat``."""

    constituency: str
    name_nb: str
    name_nn: str
    filled_by: str = "election"
    chosen_by: str = ""
    unit: str = "school"
    number: int = 1
    deputies: int = 0
    deputy_kind: str = "none"
    counts_as_member: bool = True
    has_vote: bool = True
    follows_role: str = ""
    first_grade: int | None = None
    last_grade: int | None = None


@dataclass(frozen=True)
class PresetBasis:
    """What a ready-made body rests on."""

    text: str
    source: str = ""
    valid_from: date | None = None


@dataclass(frozen=True)
class Preset:
    """A ready-made body. ``facts`` are columns of ``db.models.bodies.Body``; what is not among them has its default.

    ``source`` is after whom, a school or an office. ``usual``: most schools have it. Those facts that a body is told
    from others by (its term, and how often it meets) are here by name, too.
    """

    code: str
    kind: str
    name_nb: str
    name_nn: str
    source: str = ""
    usual: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    seats: tuple[PresetSeat, ...] = ()
    bases: tuple[PresetBasis, ...] = ()
    term_years: int | None = None
    stagger: str = "none"
    first_grade_years: int | None = None
    last_grade_deputy_years: int | None = None
    deputy_years: int | None = None
    meetings_from: int | None = None
    meetings_to: int | None = None

    def name(self, language: str) -> str:
        """Return what the body is called in nynorsk, or else in bokmål."""
        return self.name_nn if language == "nn" else self.name_nb


_TOLD_BY = (
    "term_years",
    "stagger",
    "first_grade_years",
    "last_grade_deputy_years",
    "deputy_years",
    "meetings_from",
    "meetings_to",
)


def _preset(
    code: str,
    kind: str,
    name_nb: str,
    name_nn: str,
    source: str = "",
    usual: bool = False,
    seat: list[dict[str, Any]] | None = None,
    basis: list[dict[str, Any]] | None = None,
    **facts: Any,
) -> Preset:
    return Preset(
        code=code,
        kind=kind,
        name_nb=name_nb,
        name_nn=name_nn,
        source=source,
        usual=usual,
        facts=facts,
        seats=tuple(PresetSeat(**entry) for entry in seat or ()),
        bases=tuple(PresetBasis(**entry) for entry in basis or ()),
        **{name: facts[name] for name in _TOLD_BY if name in facts},
    )

"""Which law does the duty of confidentiality rest on, on a day? As data, in resources/presets/confidentiality.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from app.core.paths import resource


@dataclass(frozen=True)
class DutyBasis:
    """The sections of the ``duty``, of asking for a ``declaration``, and of a ``breach``, each by language.

    One without ``valid_from`` is adopted and not in force.
    """

    source: str
    duty: Mapping[str, str]
    breach: Mapping[str, str]
    declaration: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None


@cache
def duty_bases() -> tuple[DutyBasis, ...]:
    """Return what the duty rests on, has rested on, and is to rest on."""
    with resource("presets", "confidentiality.toml").open("rb") as file:
        return tuple(DutyBasis(**entry) for entry in tomllib.load(file)["basis"])


def duty_on(day: date) -> DutyBasis:
    """Return what is in force on a day: of what has a day, the newest."""
    begun = [(basis.valid_from, basis) for basis in duty_bases() if basis.valid_from and basis.valid_from <= day]
    return max(begun, key=lambda found: found[0])[1]

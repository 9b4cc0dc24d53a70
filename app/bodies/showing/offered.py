"""Which bodies does most every school have, and how are those that are chosen added?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.bodies.presets import presets

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def say_usual(language: str) -> str:
    """Return the names of the bodies that most schools have, beside each other."""
    names = (preset.name(language) for preset in presets() if preset.usual)
    return ", ".join(_short(name) for name in names)


def add_all(session: Session, codes: tuple[str, ...]) -> tuple[int, ...]:
    """Add ready-made bodies as one step; returns their ids. Raises UserError."""
    from app.bodies.commands import add_body

    return tuple(add_body(session, code) for code in codes)


def _short(name: str) -> str:
    """Return SU of Samarbeidsutvalg (SU)."""
    return name[name.index("(") + 1 : -1] if name.endswith(")") and "(" in name else name

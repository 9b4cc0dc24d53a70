"""Which words of the plan promise less than the law does?"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.about import Saying


def weaker(text: str) -> tuple[Weak, ...]:
    """Return what is said more weakly than a rule that was verified, in the order it stands; no two overlap."""
    raise NotImplementedError


@dataclass(frozen=True)
class Weak:
    """``said`` is ``text[start:end]``; ``rule`` says what the rule is, ``source`` where it stands."""

    start: int
    end: int
    said: str
    rule: Saying
    source: str

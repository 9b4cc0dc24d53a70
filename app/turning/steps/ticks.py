"""What is ticked of each step, where somebody has ticked otherwise than proposed?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.core.turn import TurnStep


class Ticks:
    """Kept while the page is open; a line that is new is ticked as it is proposed."""

    def __init__(self) -> None:
        self._turned: dict[str, dict[str, bool]] = {}

    def is_ticked(self, code: str, key: str, proposed: bool) -> bool:
        """Say whether a line is ticked."""
        return self._turned.get(code, {}).get(key, proposed)

    def keep(self, step: TurnStep, ticked: Collection[str]) -> None:
        """Remember what is ticked of a step."""
        here = {line.key: line.key in ticked for line in step.lines if line.ticked is not None}
        proposed = {line.key: bool(line.ticked) for line in step.lines}
        self._turned[step.code] = {key: is_on for key, is_on in here.items() if is_on != proposed[key]}

    def forget(self, code: str) -> None:
        """Forget what was ticked by hand, since the step was taken."""
        self._turned.pop(code, None)

    def keys(self, step: TurnStep) -> tuple[str, ...]:
        """Return the lines of a step that are ticked."""
        return tuple(
            line.key
            for line in step.lines
            if line.ticked is not None and self.is_ticked(step.code, line.key, line.ticked)
        )

    def chosen(self, steps: Iterable[TurnStep]) -> dict[str, tuple[str, ...]]:
        """Return {step: its ticked lines} of those steps where something was ticked by hand."""
        return {step.code: self.keys(step) for step in steps if self._turned.get(step.code)}

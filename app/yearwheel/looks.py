"""What colours has the wheel, in a light window, in a dark one and on paper?

Roles: "ground" (behind all), "ink", "muted" (text), "line", "leader", "month", "month2" (grounds of the months in
turn), "week", "rest" (breaks), "holiday", "today", "alarm" (overdue), "chosen" (what is chosen or dragged), and of each
ring of ``COLOURS``: "ring3" (its colour), "ring3.ground" (the ring itself), "ring3.tint" (a planned mark), "ring3.mid".
"""

from __future__ import annotations

from collections.abc import Mapping

COLOURS = 12
"""So many colours do rings choose from."""

LIGHT: Mapping[str, str] = {}
DARK: Mapping[str, str] = {}
PAPER: Mapping[str, str] = {}


def ring_role(colour: int) -> str:
    """Return the role of a ring's colour, whatever number it has."""
    return f"ring{colour % COLOURS}"

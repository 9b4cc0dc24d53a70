"""Where do the arrow keys go from one entry of the picture to the next?"""

from __future__ import annotations

from app.yearwheel.geometry.parts import Mark, Scene


def beside(scene: Scene, key: str, step: int) -> str:
    """Return the key nearest in time in the next ring inwards (1) or outwards (−1) that has any; "" if none has."""
    here = next((mark for mark in scene.marks if mark.key == key), None)
    if here is None:
        return scene.marks[0].key if scene.marks else ""
    ring = here.ring + step
    while 0 <= ring < len(scene.rings):
        found = [mark for mark in scene.marks if mark.ring == ring]
        if found:
            return min(found, key=lambda mark: (_apart(here, mark), mark.first, mark.key)).key
        ring += step
    return ""


def _apart(one: Mark, other: Mark) -> int:
    """Return how many days lie between two marks, counted from their middles; twice as many, to stay whole."""
    return abs(one.first.toordinal() + one.last.toordinal() - other.first.toordinal() - other.last.toordinal())

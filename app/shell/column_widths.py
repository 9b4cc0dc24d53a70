"""How wide is each column of a list, so that all of them are in sight?"""

from __future__ import annotations

from collections.abc import Sequence

ROOMY = 150  # a column that is wanted this wide holds words, and can be read when they are cut
LEAST = 62
FIRST = 0.75  # the first column says what the row is about


def fitted(wanted: Sequence[int], room: int, scale: float = 1.0) -> list[int]:
    """Return the widths that fit into ``room``: columns of words give way first, the widest of them most.

    The first column keeps most of its width. ``scale`` is the size of text; there may still be too little room.
    """
    least = int(LEAST * scale)
    first = [max(least, int(width * FIRST)) if at == 0 else least for at, width in enumerate(wanted)]
    words = [floor if width >= ROOMY * scale else width for floor, width in zip(first, wanted, strict=True)]
    return _levelled(_levelled(list(wanted), words, room), first, room)


def _levelled(widths: list[int], floors: Sequence[int], room: int) -> list[int]:
    """Take from the widest what is too much, until all fit or each has come down to its floor."""
    widths = list(widths)
    while (excess := sum(widths) - room) > 0:
        yielding = [at for at, width in enumerate(widths) if width > floors[at]]
        if not yielding:
            break
        widest = max(widths[at] for at in yielding)
        those = [at for at in yielding if widths[at] == widest]
        second = max((widths[at] for at in yielding if widths[at] < widest), default=0)
        down_to = max(second, widest - -(-excess // len(those)))
        for at in those:
            widths[at] = max(down_to, floors[at])
    return widths

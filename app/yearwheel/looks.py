"""What colours has the wheel, in a light window, in a dark one and on paper?

Roles: "ground" (behind all), "ink", "muted" (text), "line", "edge" (between rings), "leader", "month", "month2" (the
months in turn), "on_month", "week", "rest" (breaks), "holiday", "today", "alarm" (overdue), "chosen" (what is
chosen or dragged), and of each ring of ``COLOURS``: "ring3" (its colour), "ring3.mid", "ring3.tint" (a planned mark),
"ring3.ground" (the ring itself).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLOURS = 12
"""So many colours do rings choose from."""
SHADES = ("", ".mid", ".tint", ".ground")

# Twelve ways round the colour circle (OKLCH), neighbours in the row far apart, all of one look as light as each other.
_LIGHT_RINGS = (
    ("#2765a5", "#83afdf", "#c8e3ff", "#e9f4ff"),
    ("#0b7643", "#7fbb93", "#c7ead1", "#e9f7ed"),
    ("#984a1a", "#d89b7c", "#fdd7c4", "#ffefe7"),
    ("#734f99", "#b79dd6", "#e7d8fb", "#f6f0fe"),
    ("#00767e", "#63bbc0", "#baeaed", "#e4f7f8"),
    ("#9c4249", "#db9597", "#ffd3d3", "#ffeeee"),
    ("#825c00", "#c4a76b", "#efdebb", "#f9f2e4"),
    ("#914373", "#d295b7", "#f9d3e7", "#fdeef6"),
    ("#006f98", "#6eb6d5", "#bee7fa", "#e6f6fe"),
    ("#546e0d", "#9eb579", "#d8e6c2", "#f0f5e7"),
    ("#545aa6", "#9ea6e0", "#d7ddff", "#eff2ff"),
    ("#915200", "#d0a071", "#f8dabe", "#fdf0e5"),
)
_DARK_RINGS = (
    ("#85bcf9", "#5783b5", "#314a65", "#2a3139"),
    ("#7ecc9a", "#519068", "#2e513b", "#2a332d"),
    ("#efa37c", "#ac6f4f", "#603e2d", "#382e29"),
    ("#c7a6ee", "#8d72ac", "#4f4060", "#322e37"),
    ("#56ccd2", "#2b9095", "#1c5153", "#263334"),
    ("#f39c9e", "#b0696c", "#623b3c", "#392d2d"),
    ("#d6b265", "#997c3c", "#554523", "#343027"),
    ("#e89cc7", "#a76a8d", "#5d3b4e", "#372d32"),
    ("#67c5ec", "#3c8baa", "#244d5f", "#283237"),
    ("#a8c378", "#748a4c", "#414d2b", "#2e3229"),
    ("#a7b1fa", "#747bb6", "#414565", "#2e3039"),
    ("#e6a96d", "#a57543", "#5c4127", "#372f27"),
)
_PAPER_RINGS = (
    ("#1e5a96", "#77a2d2", "#cfe5ff", "#ebf5ff"),
    ("#006a3a", "#72ae87", "#ceecd7", "#ebf8ef"),
    ("#8a4011", "#ca8e70", "#fcdbcb", "#fff1ea"),
    ("#67458b", "#ab91c9", "#e9dcfa", "#f6f1fe"),
    ("#006a71", "#56afb3", "#c3ecee", "#e7f8f8"),
    ("#8d383f", "#ce898a", "#fed8d8", "#ffefef"),
    ("#755100", "#b79b5f", "#f0e1c4", "#f9f3e7"),
    ("#833a67", "#c589ab", "#f9d8e9", "#fdeff6"),
    ("#00628a", "#62a9c8", "#c7e9f9", "#e8f7fe"),
    ("#496201", "#92a86d", "#dce8ca", "#f1f6e9"),
    ("#4a4f97", "#9299d3", "#dce1ff", "#f1f3ff"),
    ("#824700", "#c39465", "#f7dec6", "#fdf2e8"),
)


def _palette(rings: Sequence[Sequence[str]], **roles: str) -> Mapping[str, str]:
    shades = {
        f"ring{number}{shade}": colour
        for number, ring in enumerate(rings)
        for shade, colour in zip(SHADES, ring, strict=True)
    }
    return {**roles, **shades}


LIGHT = _palette(
    _LIGHT_RINGS,
    ground="#ffffff",
    ink="#1b2330",
    muted="#525c6a",
    line="#cfd4dc",
    edge="#ffffff",
    leader="#8a93a0",
    month="#33475f",
    month2="#41566f",
    on_month="#ffffff",
    week="#f3f4f6",
    rest="#ebedf0",
    holiday="#d6d9df",
    today="#c2271f",
    alarm="#b3201a",
    chosen="#1d5fa6",
)
DARK = _palette(
    _DARK_RINGS,
    ground="#292f37",
    ink="#e7eaee",
    muted="#b4bcc6",
    line="#48515c",
    edge="#1f242a",
    leader="#78828f",
    month="#46586d",
    month2="#3b4b5e",
    on_month="#ffffff",
    week="#242a31",
    rest="#3a424c",
    holiday="#414a55",
    today="#ff8f85",
    alarm="#ff9d94",
    chosen="#7ab4f5",
)
PAPER = _palette(
    _PAPER_RINGS,
    ground="#ffffff",
    ink="#111820",
    muted="#47505c",
    line="#c6cbd3",
    edge="#ffffff",
    leader="#7d8692",
    month="#2f4258",
    month2="#3d5068",
    on_month="#ffffff",
    week="#f4f5f7",
    rest="#eceef1",
    holiday="#d9dce2",
    today="#b3201a",
    alarm="#a81a14",
    chosen="#1d5fa6",
)


def ring_role(colour: int) -> str:
    """Return the role of a ring's colour, whatever number it has."""
    return f"ring{colour % COLOURS}"

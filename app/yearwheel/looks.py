"""What colours has the wheel, in a light window, in a dark one and on paper?

Roles: "ground" (behind all), "ink", "muted" (text), "line", "edge" (between rings), "leader", "month", "month2" (grounds
of the months in turn), "on_month", "week", "rest" (breaks), "holiday", "today", "alarm" (overdue), "chosen" (what is
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
    ("#2765a5", "#83afdf", "#d0e5fe", "#f2f9ff"),
    ("#0b7643", "#7fbb93", "#cfebd8", "#f2faf4"),
    ("#984a1a", "#d89b7c", "#fadccc", "#fff6f1"),
    ("#734f99", "#b79dd6", "#e9ddf9", "#f9f6ff"),
    ("#00767e", "#63bbc0", "#c5eced", "#effafb"),
    ("#9c4249", "#db9597", "#fdd9d9", "#fff5f5"),
    ("#825c00", "#c4a76b", "#efe2c5", "#fbf7ef"),
    ("#914373", "#d295b7", "#f8d9e9", "#fef5fa"),
    ("#006f98", "#6eb6d5", "#c8e9f8", "#f0fafe"),
    ("#546e0d", "#9eb579", "#dde8cb", "#f6f9f1"),
    ("#545aa6", "#9ea6e0", "#dce1fe", "#f6f7ff"),
    ("#915200", "#d0a071", "#f6dec8", "#fef6f0"),
)
_DARK_RINGS = (
    ("#85bcf9", "#5783b5", "#314a65", "#283039"),
    ("#7ecc9a", "#519068", "#2e513b", "#27322b"),
    ("#efa37c", "#ac6f4f", "#603e2d", "#382c26"),
    ("#c7a6ee", "#8d72ac", "#4f4060", "#312d37"),
    ("#56ccd2", "#2b9095", "#1c5153", "#233233"),
    ("#f39c9e", "#b0696c", "#623b3c", "#392b2b"),
    ("#d6b265", "#997c3c", "#554523", "#342e24"),
    ("#e89cc7", "#a76a8d", "#5d3b4e", "#372b31"),
    ("#67c5ec", "#3c8baa", "#244d5f", "#253137"),
    ("#a8c378", "#748a4c", "#414d2b", "#2d3126"),
    ("#a7b1fa", "#747bb6", "#414565", "#2c2e39"),
    ("#e6a96d", "#a57543", "#5c4127", "#362d25"),
)
_PAPER_RINGS = (
    ("#1e5a96", "#77a2d2", "#d6e8fe", "#f4faff"),
    ("#006a3a", "#72ae87", "#d5eedc", "#f4fbf6"),
    ("#8a4011", "#ca8e70", "#fbe0d3", "#fff7f3"),
    ("#67458b", "#ab91c9", "#ebe1fa", "#fbf8ff"),
    ("#006a71", "#56afb3", "#cceeef", "#f2fbfc"),
    ("#8d383f", "#ce898a", "#fddddd", "#fff7f6"),
    ("#755100", "#b79b5f", "#f1e5cc", "#fcf9f2"),
    ("#833a67", "#c589ab", "#f9ddec", "#fef7fb"),
    ("#00628a", "#62a9c8", "#cfebf9", "#f3fbfe"),
    ("#496201", "#92a86d", "#e1ebd2", "#f7faf3"),
    ("#4a4f97", "#9299d3", "#e0e5fe", "#f7f9ff"),
    ("#824700", "#c39465", "#f7e2cf", "#fef8f2"),
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

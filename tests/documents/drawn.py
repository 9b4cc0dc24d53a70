"""A drawing with one of everything, as the tests of its writers want it."""

from __future__ import annotations

from app.documents.drawing import Disc, Drawing, Ink, Polyline, Sector, Shape, Words

COLOURS = {"ink": "#101010", "red": "#c00000", "blue": "#0040c0", "paper": "#ffffff"}
TITLES = ("Foreldremøte for 5A", "<b>Ola & Kari", 'O\'Connor, Nguyễn og "Ánne"', "Šiega Łukasz")


def a_drawing(width: float = 400, height: float = 300) -> Drawing:
    """Return sectors in every pattern around (200, 150), a swatch, a disc, a leader line and words."""
    shapes: list[Shape] = [Sector((200, 150), 60, 80, 0, 360, Ink(fill="paper", stroke="ink", width=0.5))]
    patterns = ("", "solid", "lines", "dots", "cross", "bars", "empty")
    for number, pattern in enumerate(patterns):
        ink = Ink("red" if pattern != "empty" else "", "ink", 0.8, pattern=pattern, pattern_colour="paper")
        shapes.append(Sector((200, 150), 90, 130, 50 * number, 40, ink, of=f"{number}.1"))
    shapes.append(Polyline(((10, 10), (40, 10), (40, 30), (10, 30)), Ink("blue"), closed=True))
    shapes.append(Polyline(((50, 20), (90, 60)), Ink(stroke="ink", width=0.7, dash=(2, 1))))
    shapes.append(Disc((60, 250), 12, Ink(fill="blue", stroke="ink", width=1)))
    for number, title in enumerate(TITLES):
        shapes.append(Words((200, 120 + 18 * number), title, 8, bold=number == 0, anchor="middle"))
    shapes.append(Words((390, 290), "ytterst", 7, colour="red", anchor="end"))
    return Drawing(width, height, tuple(shapes), "Årshjul\n24.08.2026: Foreldremøte for 5A <b>", COLOURS)

"""How does a drawing become ink on a page of its own, and one figure that a screen reader can say?"""

from __future__ import annotations

from app.documents.characters import clean
from app.documents.drawing import Drawing, Ink, Words
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.hatching import hatching
from app.documents.model import Picture
from app.documents.outlines import Outline, box_of, outline
from app.documents.tags import Element, TaggedCanvas

_BY_STEP = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_BLACK = "#000000"


def draw_picture(canvas: TaggedCanvas, picture: Picture, width: float, height: float, parent: Element) -> None:
    """Fill a page with a picture, as large as it can be without being distorted, in the middle of it."""
    drawing = picture.drawing
    scale = min(width / drawing.width, height / drawing.height)
    left, top = (width - drawing.width * scale) / 2, (height - drawing.height * scale) / 2
    corners = " ".join(
        f"{at:.2f}" for at in (left, top, left + drawing.width * scale, top + drawing.height * scale)
    )  # the same from below: it stands in the middle
    attributes = f"<</O /Layout /Placement /Block /BBox [{corners}]>>"
    canvas.mark(Element("Figure", parent, attributes, alt=clean(drawing.alt)))
    if picture.bookmark:
        canvas.bookmark(clean(picture.bookmark).replace("\n", " "), 0, height)
    canvas.saveState()
    canvas.translate(left, height - top)
    canvas.scale(scale, scale)
    _Ink(canvas, drawing).draw()
    canvas.restoreState()


class _Ink:
    """Writes the shapes as they come; what is set already is not set again."""

    def __init__(self, canvas: TaggedCanvas, drawing: Drawing) -> None:
        self._canvas = canvas
        self._code = canvas.operators
        self._drawing = drawing
        self._colours = {role: _rgb(colour) for role, colour in drawing.colours.items()}
        self._set: dict[str, str] = {}

    def draw(self) -> None:
        for shape in self._drawing.shapes:
            if isinstance(shape, Words):
                self._write(shape)
            else:
                self._shape(outline(shape), shape.ink)

    def _shape(self, edge: Outline, ink: Ink) -> None:
        lined = bool(ink.stroke) and ink.width > 0
        if not edge or not (ink.fill or lined or ink.pattern_colour):
            return
        path = _path(edge)
        if ink.fill:
            self._colour(ink.fill, "rg")
        if lined:
            self._colour(ink.stroke, "RG")
            self._say("w", f"{ink.width:.3g} w")
            self._say("d", f"[{' '.join(f'{part:.3g}' for part in ink.dash)}] 0 d")
        if ink.pattern and ink.pattern_colour:
            if ink.fill:
                self._code.append(f"{path} f")
            self._fill_with_pattern(edge, path, ink)
            if lined:
                self._code.append(f"{path} S")
        elif ink.fill or lined:
            self._code.append(f"{path} {'B' if ink.fill and lined else 'f' if ink.fill else 'S'}")

    def _fill_with_pattern(self, edge: Outline, path: str, ink: Ink) -> None:
        marks = hatching(ink.pattern, *box_of(edge))
        if not marks.lines and not marks.dots:
            return
        red, green, blue = self._colours.get(ink.pattern_colour) or _rgb(_BLACK)
        lines = [f"{x1:.2f} {-y1:.2f} m {x2:.2f} {-y2:.2f} l" for x1, y1, x2, y2 in marks.lines]
        width, cap = marks.width, 0
        if marks.dots:  # a line without length is its round ends
            lines = [f"{x:.2f} {-y:.2f} m {x:.2f} {-y:.2f} l" for x, y in marks.dots]
            width, cap = 2 * marks.radius, 1
        self._code.append(f"q {path} W n {red} {green} {blue} RG {width:.3g} w [] 0 d {cap} J {' '.join(lines)} S Q")

    def _write(self, words: Words) -> None:
        font = BOLD if words.bold else REGULAR
        letters = face(font)
        text = letters.printable(clean(words.text).replace("\n", " "))
        x, y = words.at
        if words.anchor != "start":
            x -= letters.width(text) * words.size / 1000 * (0.5 if words.anchor == "middle" else 1.0)
        self._colour(words.colour, "rg")
        self._canvas.setFont(font, words.size)
        self._canvas.drawString(x, -y, text)

    def _colour(self, role: str, operator: str) -> None:
        red, green, blue = self._colours.get(role) or _rgb(_BLACK)
        self._say(operator, f"{red} {green} {blue} {operator}")

    def _say(self, key: str, code: str) -> None:
        if self._set.get(key) != code:
            self._set[key] = code
            self._code.append(code)


def _path(edge: Outline) -> str:
    parts = []
    for step, place in edge:
        if step == "C":
            a, b, c, d, e, f = place
            parts.append(f"{a:.2f} {-b:.2f} {c:.2f} {-d:.2f} {e:.2f} {-f:.2f} c")
        elif step == "Z":
            parts.append("h")
        else:
            parts.append(f"{place[0]:.2f} {-place[1]:.2f} {_BY_STEP[step]}")
    return " ".join(parts)


def _rgb(colour: str) -> tuple[str, str, str]:
    """Return #rrggbb as PDF writes it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return f"{parts[0]:.3f}", f"{parts[1]:.3f}", f"{parts[2]:.3f}"

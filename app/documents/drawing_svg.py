"""How is a drawing written as SVG, that a browser, an office program or a print shop can open?"""

from __future__ import annotations

from xml.sax.saxutils import escape

from app.documents.characters import clean
from app.documents.drawing import Drawing, Ink, Shape, Words
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.hatching import hatching
from app.documents.languages import LANGUAGE_TAGS
from app.documents.outlines import Outline, box_of, outline

_FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', Arial, sans-serif"
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}
_BLACK = "#000000"


def svg_of(drawing: Drawing, title: str = "", language: str = "") -> bytes:
    """Return ``drawing`` as a picture of its own size in points, that can be searched and read aloud.

    Each text says how wide it is: it keeps its place where the font is not there, too.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    said = f' xml:lang="{LANGUAGE_TAGS.get(language, language)}"' if language else ""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="title" aria-describedby="desc"{said} font-family="{_FAMILY}">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="desc">{_text(drawing.alt)}</desc>',
    ]
    for number, shape in enumerate(drawing.shapes):
        parts += _shape(shape, drawing, number)
    parts.append("</svg>")
    return "\n".join(parts).encode("utf-8")


def _shape(shape: Shape, drawing: Drawing, number: int) -> list[str]:
    if isinstance(shape, Words):
        return [_words(shape, drawing)]
    edge = outline(shape)
    if not edge:
        return []
    path, ink = _path(edge), shape.ink
    if not (ink.pattern and ink.pattern_colour):
        return [f'<path d="{path}"{_fill(ink, drawing)}{_stroke(ink, drawing)}/>']
    return [
        f'<path d="{path}"{_fill(ink, drawing)}/>',
        *_pattern(edge, path, ink, drawing, number),
        f'<path d="{path}" fill="none"{_stroke(ink, drawing)}/>',
    ]


def _pattern(edge: Outline, path: str, ink: Ink, drawing: Drawing, number: int) -> list[str]:
    """Return the lines or dots of the pattern, cut off at the edge of their shape."""
    marks = hatching(ink.pattern, *box_of(edge))
    lines = [f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}" for x1, y1, x2, y2 in marks.lines]
    width, cap = marks.width, ""
    if marks.dots:  # a line without length is its round ends
        lines = [f"M{_number(x)} {_number(y)}h0" for x, y in marks.dots]
        width, cap = 2 * marks.radius, ' stroke-linecap="round"'
    if not lines:
        return []
    colour = _colour(drawing, ink.pattern_colour)
    return [
        f'<clipPath id="edge{number}"><path d="{path}"/></clipPath>',
        f'<path d="{"".join(lines)}" clip-path="url(#edge{number})" fill="none" stroke="{colour}"'
        f' stroke-width="{_number(width)}"{cap}/>',
    ]


def _words(words: Words, drawing: Drawing) -> str:
    letters = face(BOLD if words.bold else REGULAR)
    text = clean(words.text).replace("\n", " ")
    width = letters.width(letters.printable(text)) * words.size / 1000
    weight = ' font-weight="600"' if words.bold else ""
    length = f' textLength="{_number(width)}" lengthAdjust="spacingAndGlyphs"' if len(text) > 1 else ""
    x, y = words.at
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(words.size)}"{weight}{_ANCHORS[words.anchor]}'
        f'{length} fill="{_colour(drawing, words.colour)}">{escape(text)}</text>'
    )


def _fill(ink: Ink, drawing: Drawing) -> str:
    return f' fill="{_colour(drawing, ink.fill)}"' if ink.fill else ' fill="none"'


def _stroke(ink: Ink, drawing: Drawing) -> str:
    if not ink.stroke or ink.width <= 0:
        return ""
    dash = f' stroke-dasharray="{" ".join(map(_number, ink.dash))}"' if ink.dash else ""
    return f' stroke="{_colour(drawing, ink.stroke)}" stroke-width="{_number(ink.width)}"{dash}'


def _path(edge: Outline) -> str:
    return "".join(f"{step}{' '.join(map(_number, place))}" for step, place in edge)


def _colour(drawing: Drawing, role: str) -> str:
    return escape(drawing.colours.get(role, _BLACK), {'"': "&quot;"})


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(clean(text))

"""How long does the yearly wheel on paper take, against the same shapes and texts straight on reportlab's canvas?"""

from __future__ import annotations

import sys
from io import BytesIO

from app.documents.drawing import Disc, Drawing, Ink, Polyline, Sector, Shape, Words
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.hatching import Hatching, hatching
from app.documents.model import Document, Picture
from app.documents.outlines import Outline, box_of, outline
from app.documents.writer import pdf_bytes
from benchmarks.measure import Line
from benchmarks.papers import compare, report_run

LIMIT = 1.5
ENTRIES, RINGS, TIMES = 60, 6, 20
PATTERNS = ("solid", "lines", "dots", "cross", "bars", "empty")
COLOURS = {"ink": "#1a1a1a", "ground": "#ffffff", "line": "#8a8a8a", **{f"ring{at}": f"#4060{at}0" for at in range(6)}}
Edge = tuple[Outline, Ink, Hatching]


def run(rounds: int = 5) -> list[Line]:
    """Return the comparison; the drawing, its edges and its patterns are there before the clock starts."""
    what = f"tagged PDF of the yearly wheel with {ENTRIES} entries, {TIMES} times"
    return [
        compare("benchmarks.bench_wheel_pdf", what, "the same paths and texts straight in reportlab", LIMIT, rounds)
    ]


def wheel() -> Drawing:
    """Return a wheel as full as a school's: months, weeks, rings, entries in every pattern, labels on leader lines."""
    middle = (421.0, 298.0)
    thin = Ink(stroke="line", width=0.4)
    shapes: list[Shape] = [Sector(middle, 0, 260, 0, 360, Ink(fill="ground", stroke="line", width=0.4))]
    shapes += [Sector(middle, 240, 260, 30 * at, 30, Ink(fill="ground", stroke="line", width=0.4)) for at in range(12)]
    shapes += [Words((421 + at, 50), "September", 8, bold=True, anchor="middle") for at in range(12)]
    shapes += [Sector(middle, 228, 240, 6.9 * at, 6.9, thin) for at in range(52)]
    shapes += [Words((421 + at, 62), f"{at + 1}", 6.5, anchor="middle") for at in range(52)]
    shapes += [Sector(middle, 80 + 24 * at, 104 + 24 * at, 0, 360, thin) for at in range(RINGS)]
    for at in range(ENTRIES):
        ring = at % RINGS
        ink = Ink(f"ring{ring}", "ink", 0.6, pattern=PATTERNS[ring], pattern_colour="ground")
        shapes.append(Sector(middle, 82 + 24 * ring, 102 + 24 * ring, 6 * at, 4 + at % 9, ink, of=f"{at}.1"))
        left = at % 2 == 0
        level = 30 + 9 * at
        bend = ((180 if left else 660, level), (150 if left else 690, level))
        shapes.append(Polyline((middle, *bend), Ink(stroke="line", width=0.4), of=f"{at}.1"))
        for line in range(2):
            text = f"{at}. FAU: trafikk og trygg skolevei, refleks" if line == 0 else "natteravn og 17. mai-komité"
            shapes.append(Words((148 if left else 692, level + 7 * line), text, 6.5, anchor="end" if left else "start"))
        shapes.append(Disc((421 + at, 298), 1.5, Ink(fill="ink")))
    return Drawing(841.89, 595.28, tuple(shapes), "Årshjul 2026/27", COLOURS)


def ours(drawing: Drawing) -> bytes:
    return pdf_bytes(Document("Årshjul", "nb", (Picture(drawing, "Årshjul"),), orientation="landscape"))


def floor(drawing: Drawing, edges: list[Edge]) -> bytes:
    """A careful hand on the canvas: one path for each shape, one string for each text, colours set once."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    colours = {role: HexColor(colour) for role, colour in drawing.colours.items()}
    file = BytesIO()
    canvas = Canvas(file, (drawing.width, drawing.height), pageCompression=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    left = iter(edges)
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            canvas.setFillColor(colours[shape.colour])
            canvas.setFont(BOLD if shape.bold else REGULAR, shape.size)
            x, y = shape.at[0], drawing.height - shape.at[1]
            draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
            draw[shape.anchor](x, y, shape.text)
            continue
        edge, ink, marks = next(left)
        path = canvas.beginPath()
        for step, place in edge:
            flipped = [drawing.height - value if at % 2 else value for at, value in enumerate(place)]
            if step == "M":
                path.moveTo(*flipped)
            elif step == "L":
                path.lineTo(*flipped)
            elif step == "C":
                path.curveTo(*flipped)
            else:
                path.close()
        if ink.fill:
            canvas.setFillColor(colours[ink.fill])
        if ink.stroke:
            canvas.setStrokeColor(colours[ink.stroke])
            canvas.setLineWidth(ink.width)
        canvas.drawPath(path, stroke=int(bool(ink.stroke)), fill=int(bool(ink.fill)))
        if marks.lines or marks.dots:
            canvas.saveState()
            canvas.clipPath(path, stroke=0, fill=0)
            canvas.setStrokeColor(colours[ink.pattern_colour])
            canvas.setLineWidth(marks.width if marks.lines else 2 * marks.radius)
            canvas.setLineCap(0 if marks.lines else 1)
            lines = marks.lines or tuple((x, y, x, y) for x, y in marks.dots)
            canvas.lines([(x1, drawing.height - y1, x2, drawing.height - y2) for x1, y1, x2, y2 in lines])
            canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def edges_of(drawing: Drawing) -> list[Edge]:
    """Return the edge of every shape, and its pattern."""
    found = []
    for shape in drawing.shapes:
        if not isinstance(shape, Words):
            edge = outline(shape)
            patterned = shape.ink.pattern if shape.ink.pattern_colour else ""
            found.append((edge, shape.ink, hatching(patterned, *box_of(edge))))
    return found


def many(side: str) -> None:
    drawing = wheel()
    edges = edges_of(drawing)
    report_run(lambda: [ours(drawing) if side == "ours" else floor(drawing, edges) for _ in range(TIMES)])


if __name__ == "__main__":
    face(REGULAR), face(BOLD)  # read before the clock starts
    ours(Drawing(10, 10, (Words((1, 1), "a", 5),)))
    many(sys.argv[1])

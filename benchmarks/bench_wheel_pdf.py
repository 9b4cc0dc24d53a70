"""How long does the yearly wheel on paper take, against the same shapes and texts straight on reportlab's canvas?"""

from __future__ import annotations

import sys
from io import BytesIO

from app.documents.drawing import Drawing, Ink, Words
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.hatching import Hatching, hatching
from app.documents.model import Document, Picture
from app.documents.outlines import Outline, box_of, outline
from app.documents.writer import pdf_bytes
from app.yearwheel.geometry.layout import layout
from app.yearwheel.geometry.sheet import A4
from app.yearwheel.looks import PAPER
from benchmarks.measure import Line
from benchmarks.papers import compare, report_run
from benchmarks.wheels import wheel_of

LIMIT = 1.5
ENTRIES, TIMES = 60, 20
Edge = tuple[Outline, Ink, Hatching]


def run(rounds: int = 5) -> list[Line]:
    """Return the comparison; the drawing, its edges and its patterns are there before the clock starts."""
    what = f"tagged PDF of the yearly wheel with {ENTRIES} entries, {TIMES} times"
    return [
        compare("benchmarks.bench_wheel_pdf", what, "the same paths and texts straight in reportlab", LIMIT, rounds)
    ]


def wheel() -> Drawing:
    """Return a wheel as full as a school's, laid out on its sheet."""
    scene, _rows, _calendar = wheel_of(ENTRIES)
    return layout(scene, A4, PAPER).drawing


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

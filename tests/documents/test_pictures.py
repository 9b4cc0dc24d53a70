"""Does a drawing stand on its page as it was drawn, in PDF, SVG and PNG, and is it heard?"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from math import cos, hypot, pi, sin
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from app.documents.drawing import Anchor, Disc, Drawing, Ink, Polyline, Sector, Words
from app.documents.drawing_svg import svg_of
from app.documents.fonts import REGULAR, face
from app.documents.model import Block, Column, Document, Paragraph, Picture, Row, Table
from app.documents.outlines import Outline, outline
from app.documents.page_picture import first_page_png
from app.documents.writer import pdf_bytes
from app.documents.xlsx import write_xlsx
from tests.documents.drawn import COLOURS, TITLES, a_drawing
from tests.documents.structure import read_paper

MM = 72 / 25.4
LIST = Table(
    (Column("Dato", 1), Column("Hva", 3)), tuple(Row((f"{day}.09.2026", f"Sak {day}")) for day in range(1, 90))
)


def a_paper(*after: Block, drawing: Drawing | None = None, paper: str = "A4") -> Document:
    document = Document("Årshjul", "nb", (Picture(drawing or a_drawing(), "Hjulet"), *after), "Lia skole", "2026/27")
    return replace(document, orientation="landscape", paper="A3" if paper == "A3" else "A4")


def dots(document: Document, page: int = 0, scale: float = 1.0) -> Image.Image:
    """Draw a page; at scale 1 a point is a dot."""
    pdf = pypdfium2.PdfDocument(pdf_bytes(document))
    picture: Image.Image = pdf[page].render(scale=scale).to_pil().convert("RGB").copy()
    pdf.close()
    return picture


def is_red(dot: object) -> bool:
    assert isinstance(dot, tuple)
    return bool(dot[0] > 150 and dot[1] < 60 and dot[2] < 60)


# -- the edges


def ends(edge: Outline) -> list[tuple[float, float]]:
    return [(place[-2], place[-1]) for _, place in edge if place]


def test_a_sector_begins_at_twelve_and_goes_clockwise() -> None:
    edge = outline(Sector((100, 100), 40, 80, 0, 90, Ink("red")))
    corners = ends(edge)
    assert corners[0] == pytest.approx((100, 20))
    assert (180, 100) in [pytest.approx(one) for one in corners]
    assert (140, 100) in [pytest.approx(one) for one in corners]
    assert corners[-1] == pytest.approx((100, 60))
    assert edge[-1] == ("Z", ())


def test_an_arc_keeps_its_distance_from_the_middle() -> None:
    """Also between the ends of its curves: a circle that is drawn is round."""
    edge = outline(Sector((0, 0), 0, 100, 17, 200, Ink("red")))
    here = (0.0, 0.0)
    for step, place in edge:
        if step == "C":
            x1, y1, x2, y2, x3, y3 = place
            for part in (0.25, 0.5, 0.75):
                rest = 1 - part
                x = rest**3 * here[0] + 3 * rest**2 * part * x1 + 3 * rest * part**2 * x2 + part**3 * x3
                y = rest**3 * here[1] + 3 * rest**2 * part * y1 + 3 * rest * part**2 * y2 + part**3 * y3
                assert hypot(x, y) == pytest.approx(100, abs=0.001)
        if place:
            here = (place[-2], place[-1])


@pytest.mark.parametrize(
    ("shape", "begins", "closes"),
    [
        (Sector((0, 0), 10, 20, 0, 360, Ink("red")), 2, 2),
        (Sector((0, 0), 0, 20, 0, 360, Ink("red")), 1, 1),
        (Sector((0, 0), 10, 20, 0, 30, Ink("red")), 1, 1),
        (Sector((0, 0), 20, 20, 0, 30, Ink("red")), 1, 0),
        (Disc((0, 0), 5, Ink("red")), 1, 1),
        (Polyline(((0, 0), (1, 1)), Ink("red")), 1, 0),
        (Polyline((), Ink("red"), closed=True), 0, 0),
    ],
)
def test_an_edge_is_as_many_lines_as_the_shape_has(shape: Sector | Disc | Polyline, begins: int, closes: int) -> None:
    steps = [step for step, _ in outline(shape)]
    assert (steps.count("M"), steps.count("Z")) == (begins, closes)


# -- on paper


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("A3", (420, 297))])
def test_a_picture_has_a_page_of_its_own_in_the_size_that_was_asked_for(paper: str, size: tuple[int, int]) -> None:
    with pikepdf.open(BytesIO(pdf_bytes(a_paper(LIST, paper=paper)))) as pdf:
        boxes = [[float(one) for one in page.MediaBox] for page in pdf.pages]
    assert len(boxes) > 2
    assert all(box[2:] == pytest.approx([size[0] * MM, size[1] * MM], abs=0.01) for box in boxes)


def test_an_upright_drawing_stands_on_an_upright_page() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(a_paper(drawing=a_drawing(300, 400))))) as pdf:
        box = [float(one) for one in pdf.pages[0].MediaBox]
    assert box[2:] == pytest.approx([210 * MM, 297 * MM], abs=0.01)


def test_other_papers_have_the_size_they_had() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(Document("Liste", "nb", (Paragraph("Hei"),))))) as pdf:
        assert [float(one) for one in pdf.pages[0].MediaBox[2:]] == pytest.approx([210 * MM, 297 * MM], abs=0.01)


def test_what_is_drawn_stands_where_it_was_drawn() -> None:
    """A drawing of 400 × 300 fills the height of the page, and stands in the middle of its width."""
    picture = dots(a_paper(), scale=2)
    scale, left = 210 * MM / 300, (297 * MM - 400 * 210 * MM / 300) / 2

    def dot(angle: float, radius: float) -> object:
        x, y = 200 + radius * sin(angle * pi / 180), 150 - radius * cos(angle * pi / 180)
        return picture.getpixel((round(2 * (left + x * scale)), round(2 * y * scale)))

    assert is_red(dot(20, 110))  # without a pattern
    assert is_red(dot(70, 110))  # "solid"
    assert not is_red(dot(45, 110))  # between the sectors
    assert not is_red(dot(320, 110))  # "empty"
    for middle in (120, 170, 220, 270):  # lines, dots, cross, bars: red with something over it
        around = [dot(middle + step / 4, 105 + radius) for step in range(-40, 40) for radius in (0, 2, 5, 8)]
        share = sum(map(is_red, around)) / len(around)
        assert 0.15 < share < 0.95, middle


def test_a_pattern_ends_at_the_edge_of_its_shape() -> None:
    ink = Ink("red", pattern="cross", pattern_colour="blue")
    drawing = Drawing(297, 210, (Sector((148, 105), 40, 80, 30, 60, ink),), "x", COLOURS)
    picture = dots(a_paper(drawing=drawing), scale=2)
    scale = 2 * MM
    for x in range(0, picture.width, 2):
        for y in range(0, picture.height, 2):
            if picture.getpixel((x, y)) != (255, 255, 255):
                away = hypot(x / scale - 148, y / scale - 105)
                assert 39 < away < 81


def test_each_text_is_where_its_anchor_says() -> None:
    anchors: tuple[Anchor, ...] = ("start", "middle", "end")
    words = [Words((200, 40 + 20 * at), "Skolemiljøutvalg", 10, anchor=one) for at, one in enumerate(anchors)]
    pdf = pypdfium2.PdfDocument(pdf_bytes(a_paper(drawing=Drawing(297 * MM, 210 * MM, tuple(words), "x", COLOURS))))
    found = pdf[0].get_textpage()
    width = face(REGULAR).width("Skolemiljøutvalg") / 100
    assert found.count_rects() == 3
    for at, left in enumerate((200, 200 - width / 2, 200 - width)):
        box = found.get_rect(at)
        assert box[0] == pytest.approx(left, abs=1.5)
        assert box[2] == pytest.approx(left + width, abs=1.5)
        assert box[1] == pytest.approx(210 * MM - 40 - 20 * at, abs=3)
    found.close()
    pdf.close()


def test_the_letters_are_embedded_and_can_be_copied() -> None:
    data = pdf_bytes(a_paper())
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.obj.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    pdf_ = pypdfium2.PdfDocument(data)
    text = pdf_[0].get_textpage().get_text_bounded()
    assert all(title in text for title in TITLES)


def test_the_picture_is_one_figure_that_says_what_it_shows() -> None:
    paper = read_paper(pdf_bytes(a_paper()))
    (figure,) = paper.root.kids
    assert figure.role == "Figure"
    assert figure.alt == "Årshjul\n24.08.2026: Foreldremøte for 5A <b>"
    assert str(figure.attributes["/O"]) == "/Layout"
    left, bottom, right, top = (float(one) for one in figure.attributes["/BBox"])
    assert (bottom, top) == pytest.approx((0, 210 * MM), abs=0.02)
    assert right - left == pytest.approx(210 * MM * 4 / 3, abs=0.02)
    assert paper.stray == []
    assert paper.furniture(0) == ""  # nothing stands around it


def test_the_list_after_a_picture_has_the_title_and_counts_its_page() -> None:
    paper = read_paper(pdf_bytes(a_paper(LIST)))
    assert [kid.role for kid in paper.root.kids] == ["Figure", "H1", "Table"]
    assert paper.root.kids[1].heard() == "Årshjul"
    pages = max(page for page, _, _ in paper.artifacts) + 1
    assert f"Side 2 av {pages}" in paper.furniture(1)
    assert f"Side {pages} av {pages}" in paper.furniture(pages - 1)


def test_a_picture_does_not_forbid_both_sides_of_the_sheet() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(a_paper(LIST)))) as pdf:
        assert "/Duplex" not in pdf.Root.ViewerPreferences


def test_a_workbook_of_it_is_the_list() -> None:
    from openpyxl import load_workbook

    file = BytesIO()
    write_xlsx(a_paper(LIST), file)
    (sheet,) = load_workbook(file).worksheets
    assert [cell.value for cell in sheet[2]] == ["1.09.2026", "Sak 1"]


# -- as pictures


def test_the_svg_says_its_texts_and_what_it_shows() -> None:
    data = svg_of(a_drawing(), "Årshjul <2026>", "nb")
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2000/svg}"
    texts = [one.text for one in root.iter(f"{space}text")]
    assert all(title in texts for title in TITLES)
    assert root.findtext(f"{space}title") == "Årshjul <2026>"
    assert root.findtext(f"{space}desc") == "Årshjul\n24.08.2026: Foreldremøte for 5A <b>"
    assert root.get("viewBox") == "0 0 400 300"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb-NO"
    assert "Source Sans 3" in (root.get("font-family") or "")


def test_the_svg_gives_each_text_the_room_it_has_on_paper() -> None:
    root = ElementTree.fromstring(svg_of(a_drawing()))
    text = next(one for one in root.iter("{http://www.w3.org/2000/svg}text") if one.text == "ytterst")
    assert float(text.get("textLength") or 0) == pytest.approx(face(REGULAR).width("ytterst") * 7 / 1000, abs=0.01)
    assert text.get("text-anchor") == "end"
    assert text.get("fill") == "#c00000"


def test_what_no_file_may_hold_does_not_break_the_svg() -> None:
    drawing = Drawing(10, 10, (Words((1, 1), "a\x00b\ud800\ufffe\nc", 5),), "\x01", {})
    root = ElementTree.fromstring(svg_of(drawing, "\x02"))
    (text,) = root.iter("{http://www.w3.org/2000/svg}text")
    assert text.text == "ab c"


def test_a_role_cannot_bring_markup_into_the_svg() -> None:
    drawing = Drawing(10, 10, (Disc((5, 5), 2, Ink("x")),), "", {"x": '#000000"/><script/>'})
    root = ElementTree.fromstring(svg_of(drawing))
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_the_png_is_as_sharp_as_it_says_and_tells_nothing_else() -> None:
    with Image.open(BytesIO(first_page_png(a_paper()))) as picture:
        assert picture.format == "PNG"
        assert picture.size == pytest.approx((297 / 25.4 * 200, 210 / 25.4 * 200), abs=2)
        assert set(picture.info) == {"dpi"}
        assert picture.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 20

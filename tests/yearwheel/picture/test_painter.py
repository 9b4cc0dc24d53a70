"""Is a drawing painted as it is described?"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.documents.drawing import Disc, Drawing, Ink, Polyline, Sector, Shape, Words
from app.documents.fonts import BOLD, REGULAR
from app.documents.fonts import face as paper_face
from app.yearwheel.picture.letters import face
from app.yearwheel.picture.painter import box_of, outline, picture_of

COLOURS = {"ink": "#000000", "ring": "#0000ff"}


def painted(*shapes: Shape, ratio: float = 1.0) -> QImage:
    return picture_of(Drawing(100, 100, shapes, "", COLOURS), ratio, "#ffffff").toImage()


def dark(picture: QImage) -> int:
    """Count the dots that are not the ground's."""
    ground = QColor("#ffffff")
    return sum(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(picture.height()))


def test_a_sector_goes_clockwise_from_twelve(qtbot: QtBot) -> None:
    picture = painted(Sector((50, 50), 20, 40, 0, 90, Ink(fill="ring")))
    inside = {(75, 25): True, (75, 75): False, (25, 75): False, (25, 25): False, (55, 45): False}
    assert {at: picture.pixelColor(*at) == QColor("#0000ff") for at in inside} == inside


def test_a_whole_ring_has_a_hole(qtbot: QtBot) -> None:
    picture = painted(Sector((50, 50), 20, 40, 0, 360, Ink(fill="ring")))
    assert picture.pixelColor(50, 20) == picture.pixelColor(20, 50) == QColor("#0000ff")
    assert picture.pixelColor(50, 50) == QColor("#ffffff")


def test_patterns_differ_and_stay_inside(qtbot: QtBot) -> None:
    ring = Sector((50, 50), 20, 40, 30, 200, Ink())
    area = dark(painted(Sector((50, 50), 20, 40, 30, 200, Ink(fill="ring"))))
    seen = set()
    for pattern in ("lines", "falling", "dots", "cross", "bars", "rows"):
        ink = Ink(pattern=pattern, pattern_colour="ink")
        picture = painted(Sector(ring.centre, ring.inner, ring.outer, ring.start, ring.sweep, ink))
        assert 0.1 * area < dark(picture) < area
        assert picture.pixelColor(50, 50) == picture.pixelColor(25, 20) == QColor("#ffffff")
        seen.add(bytes(picture.constBits()))
    assert len(seen) == 6
    assert dark(painted(Sector((50, 50), 20, 40, 30, 200, Ink(pattern="empty", pattern_colour="ink")))) == 0


def test_a_screen_of_twice_the_dots_has_twice_the_dots(qtbot: QtBot) -> None:
    picture = painted(Disc((50, 50), 10, Ink(fill="ring")), ratio=2.0)
    assert (picture.width(), picture.height()) == (200, 200)
    assert picture.pixelColor(100, 100) == picture.pixelColor(100, 84) == QColor("#0000ff")


def test_a_line_is_as_wide_and_dashed_as_said(qtbot: QtBot) -> None:
    points = ((10.0, 50.0), (90.0, 50.0))
    whole = dark(painted(Polyline(points, Ink(stroke="ink", width=4))))
    assert whole == 80 * 4
    assert dark(painted(Polyline(points, Ink(stroke="ink", width=4, dash=(4, 4))))) == whole / 2


@pytest.mark.parametrize("text", ["Skolemiljøutvalget", "Šuvva AVATo ĐŊŦ", "To Ve, 17. mai", "uke 35–38"])
def test_letters_are_as_wide_as_on_paper(qtbot: QtBot, text: str) -> None:
    for bold, name in ((False, REGULAR), (True, BOLD)):
        assert face(bold, 9.5).width(text) == pytest.approx(paper_face(name).width(text) * 9.5 / 1000, abs=0.001)


def test_what_the_font_does_not_have_is_a_box(qtbot: QtBot) -> None:
    assert face(False, 10).width("漢") == face(False, 10).width("□")
    assert face(False, 10).width("a\xa0b") == face(False, 10).width("a b")


def test_text_stands_where_it_is_anchored(qtbot: QtBot) -> None:
    width = face(False, 10).width("Høring")
    for anchor, left in (("start", 50.0), ("middle", 50 - width / 2), ("end", 50 - width)):
        words = Words((50, 50), "Høring", 10, anchor=anchor)  # type: ignore[arg-type]
        assert box_of(words).left() == pytest.approx(left)
        picture = painted(words)
        columns = [x for x in range(100) if any(picture.pixelColor(x, y) != QColor("#ffffff") for y in range(100))]
        assert left - 0.5 <= columns[0] <= left + 2.5
        assert left + width - 2.5 <= columns[-1] <= left + width + 0.5


def test_the_outline_holds_what_is_painted(qtbot: QtBot) -> None:
    for shape in (
        Sector((50, 50), 20, 40, 300, 120, Ink(fill="ring")),
        Polyline(((10, 10), (60, 20), (30, 70)), Ink(fill="ring"), closed=True),
        Disc((40, 60), 15, Ink(fill="ring")),
    ):
        picture, path = painted(shape), outline(shape)
        for x in range(100):
            for y in range(100):
                if picture.pixelColor(x, y) == QColor("#0000ff"):
                    assert path.boundingRect().adjusted(-1, -1, 1, 1).contains(x, y)

"""Does the scene hold what the wheel of a year shows, in the language it is read in?"""

from __future__ import annotations

from datetime import date

from app.core.i18n import translator
from app.yearwheel.geometry.parts import Scene, Stretch
from app.yearwheel.rows import OccurrenceRow, Wheel
from app.yearwheel.scene import scene_of
from tests.yearwheel.picture.rows import CALENDAR, RINGS, occurrence

ROWS = (
    occurrence(1, date(2026, 9, 15), title="SMU 1:  konstituering\nog status", status="done"),
    occurrence(2, date(2026, 12, 14), date(2027, 1, 15), ring=3, title="Kartlegging"),
    occurrence(3, None, ring=1, title="Uten dag"),
)


def wheel(*rows: OccurrenceRow) -> Wheel:
    return Wheel(2026, RINGS, (), rows, CALENDAR, ())


def shown(language: str = "nb", **how: object) -> Scene:
    return scene_of(wheel(*ROWS), translator(language), **how)  # type: ignore[arg-type]


def test_a_year_is_the_school_year_with_all_that_has_a_day() -> None:
    scene = shown(school="Fjellheim skole")

    assert (scene.first, scene.last, scene.top) == (date(2026, 8, 1), date(2027, 7, 31), None)
    assert [(mark.key, mark.ring, mark.first, mark.last, mark.status) for mark in scene.marks] == [
        ("1.1", 0, date(2026, 9, 15), date(2026, 9, 15), "done"),
        ("2.1", 2, date(2026, 12, 14), date(2027, 1, 15), "planned"),
    ]
    assert scene.marks[0].label == "SMU 1: konstituering og status"
    assert [(ring.name, ring.colour, ring.pattern) for ring in scene.rings][:2] == [
        ("Skolemiljøutvalget", "ring1", "solid"),
        ("FAU", "ring2", "lines"),
    ]
    assert (scene.title, scene.subtitle) == ("2026/27", "Fjellheim skole")


def test_breaks_and_holidays_are_those_of_the_calendar() -> None:
    scene = shown()

    assert Stretch(date(2026, 10, 5), date(2026, 10, 9), "Høstferie") in scene.breaks
    assert scene.holidays == (Stretch(date(2027, 5, 17), date(2027, 5, 17), "17. mai"),)


def test_it_is_said_in_the_language_it_is_read_in() -> None:
    assert shown("nb").short_months[:4] == ("jan", "feb", "mars", "apr")
    assert shown("nn").months[7] == "august"
    assert (shown("nb").statuses["dropped"], shown("nn").statuses["dropped"]) == ("Utgår", "Går ut")
    assert shown("en").statuses["overdue"] == "Overdue"


def test_some_rings_alone_are_shown_with_their_marks() -> None:
    scene = shown(ring_ids={3})

    assert [ring.name for ring in scene.rings] == ["Foreldremøter"]
    assert [(mark.key, mark.ring) for mark in scene.marks] == [("2.1", 0)]
    assert "konstituering" not in scene.alt


def test_a_quarter_and_a_month_say_which_they_are() -> None:
    quarter = shown(first=date(2026, 8, 1), last=date(2026, 10, 31), school="Fjellheim skole")
    month = shown(first=date(2027, 1, 1), last=date(2027, 1, 31))

    assert (quarter.title, quarter.subtitle) == ("August – oktober 2026", "Fjellheim skole · 2026/27")
    assert month.title == "Januar 2027"
    assert "Kartlegging" in month.alt
    assert "konstituering" not in month.alt


def test_january_may_be_at_the_top_of_the_same_year() -> None:
    scene = shown(start_month=1)

    assert (scene.first, scene.last, scene.top) == (date(2026, 8, 1), date(2027, 7, 31), date(2027, 1, 1))


def test_the_list_in_words_tells_all_of_it() -> None:
    lines = shown(school="Fjellheim skole").alt.split("\n")

    assert lines[0] == "Årshjul 2026/27, Fjellheim skole"
    assert lines[1] == "tir. 15. sep. 2026, Skolemiljøutvalget, SMU 1: konstituering og status (Ferdig)"
    assert lines[2].endswith("Foreldremøter, Kartlegging (Planlagt)")
    assert lines[3].endswith("Skolemiljøutvalget, Uten dag (Planlagt)")

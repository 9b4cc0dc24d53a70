"""What of the wheel is there without a single mark: months, weeks, the school's calendar, the rings' grounds?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.documents.drawing import Disc, Ink, Point, Polyline, Sector, Shape, Words
from app.yearwheel.geometry.circle import Dial, point, within
from app.yearwheel.geometry.parts import Scene, Stretch
from app.yearwheel.geometry.rings import Rings
from app.yearwheel.geometry.widths import ABOVE, BELOW, LEADING, MIDDLE, box_of, em

_DAY = timedelta(days=1)


def grounds(scene: Scene, dial: Dial, rings: Rings) -> Iterator[Shape]:
    """Return what everything else lies on: the rings, breaks and holidays shaded through them, months' borders."""
    centre = dial.centre
    for look, (outer, inner) in zip(scene.rings, rings.edges, strict=True):
        yield Sector(centre, inner, outer, 0, 360, Ink(f"{look.colour}.ground"))
    yield Sector(centre, rings.edges[0][0] if rings.edges else rings.inner, rings.calendar, 0, 360, Ink("week"))
    for stretch, role in (*((one, "rest") for one in scene.breaks), *((one, "holiday") for one in scene.holidays)):
        start, end = dial.start(stretch.first), dial.end(stretch.last)
        if end > start:
            yield Sector(centre, rings.inner, rings.calendar, start, end - start, Ink(role))
    for first, _ in months(dial):
        start = dial.start(first)
        yield Polyline((point(centre, rings.inner, start), point(centre, rings.calendar, start)), Ink("", "line", 0.5))
    for outer, _ in rings.edges:
        yield Disc(centre, outer, Ink("", "edge", 0.9))
    yield Disc(centre, rings.inner, Ink("ground", "line", 0.5))


def shade(middle: Point, half: float, role: str) -> Polyline:
    """Return the little field that stands for what is shaded so: breaks ("rest") or holidays."""
    (x, y), half = middle, half * 0.9
    corners = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
    return Polyline(corners, Ink(role, "muted", 0.5), closed=True)


def months(dial: Dial) -> Iterator[tuple[date, date]]:
    """Return the first and last day of each month that is shown, within what is shown."""
    last = dial.first + timedelta(days=dial.days - 1)
    first = dial.first
    while first <= last:
        end = min((first.replace(day=1) + timedelta(days=32)).replace(day=1) - _DAY, last)
        yield first, end
        first = end + _DAY


def weeks(dial: Dial) -> Iterator[tuple[date, date]]:
    """Return the first and last day of each ISO week that is shown, within what is shown."""
    last = dial.first + timedelta(days=dial.days - 1)
    first = dial.first
    while first <= last:
        end = min(first + timedelta(days=6 - first.weekday()), last)
        yield first, end
        first = end + _DAY


def month_ring(scene: Scene, dial: Dial, rings: Rings) -> Iterator[Shape]:
    """Return the months: their grounds in turn, a line between, their names in full if all have room, else short."""
    centre, size = dial.centre, rings.month_size
    shown = list(months(dial))
    for number, (first, last) in enumerate(shown):
        start, end = dial.start(first), dial.end(last)
        yield Sector(centre, rings.weeks, rings.outer, start, end - start, Ink("month2" if number % 2 else "month"))
        if first.month == 1 and first.day == 1 and number:
            yield Polyline((point(centre, rings.weeks, start), point(centre, rings.outer, start)), Ink("", "ink", 1.2))
    for names in (scene.months, scene.short_months):
        found = [_word(dial, rings, first, last, names[first.month - 1], size) for first, last in shown if names]
        if found and (all(found) or names is scene.short_months):
            yield from (word for word in found if word)
            return


def _word(dial: Dial, rings: Rings, first: date, last: date, name: str, size: float) -> Words | None:
    width = em(name, True) * size
    at = within(
        dial.centre, rings.weeks + 0.5, rings.outer - 0.5, dial.start(first), dial.end(last), width, LEADING * size
    )
    return Words((at[0], at[1] + MIDDLE * size), name, size, "on_month", True, "middle") if at else None


def week_ring(dial: Dial, rings: Rings) -> Iterator[Shape]:
    """Return the weeks with their numbers: every one, or every second or fourth where they are too narrow."""
    centre, size = dial.centre, rings.week_size
    radius = (rings.weeks + rings.calendar) / 2
    yield Sector(centre, rings.calendar, rings.weeks, 0, 360, Ink("week"))
    numbers = []
    for first, last in weeks(dial):
        if first.weekday() == 0 and first != dial.first:
            start = dial.start(first)
            yield Polyline(
                (point(centre, rings.calendar, start), point(centre, rings.weeks, start)), Ink("", "line", 0.5)
            )
        if (last - first).days >= 2:
            x, y = point(centre, radius, (dial.start(first) + dial.end(last)) / 2)
            week = first.isocalendar().week
            numbers.append((week, Words((x, y + MIDDLE * size), str(week), size, "muted", anchor="middle")))
    yield Disc(centre, rings.weeks, Ink("", "line", 0.5))
    yield Disc(centre, rings.calendar, Ink("", "line", 0.5))
    for step in (1, 2, 4, 8):
        shown = [words for week, words in numbers if week % step == 0 or step == 1]
        boxes = [box_of(words) for words in shown]
        if all(not box.meets(boxes[number - 1], 1.0) for number, box in enumerate(boxes) if len(boxes) > 1):
            yield from shown
            return


def calendar_ring(scene: Scene, dial: Dial, rings: Rings, size: float) -> tuple[list[Words], list[Stretch]]:
    """Return the names of breaks and holidays that have room in the calendar ring, and the breaks that have not."""
    inner = rings.edges[0][0] if rings.edges else rings.inner
    found: list[Words] = []
    left: list[Stretch] = []
    for stretch in (*scene.breaks, *scene.holidays):
        start, end = dial.start(stretch.first), dial.end(stretch.last)
        if end <= start or not stretch.name:
            continue
        at = within(
            dial.centre, inner + 0.2, rings.calendar - 0.2, start, end, em(stretch.name) * size, (ABOVE + BELOW) * size
        )
        word = at and Words((at[0], at[1] + MIDDLE * size), stretch.name, size, "muted", anchor="middle")
        if word and not any(box_of(word).meets(box_of(other), 1.5) for other in found):
            found.append(word)
        elif stretch in scene.breaks:
            left.append(stretch)
    return found, left


def day_ring(dial: Dial, rings: Rings, size: float) -> list[Words]:
    """Return the days of the month in the calendar ring, where every day has room for its number; else none."""
    inner = rings.edges[0][0] if rings.edges else rings.inner
    radius = (inner + rings.calendar) / 2
    if radius * dial.step / 57.3 < 1.9 * size:
        return []
    found = []
    for number in range(dial.days):
        day = dial.first + number * _DAY
        x, y = point(dial.centre, radius, dial.start(day) + dial.step / 2)
        role = "muted" if day.weekday() >= 5 else "ink"
        found.append(Words((x, y + MIDDLE * size), str(day.day), size, role, anchor="middle"))
    return found


def today_line(day: date, dial: Dial, rings: Rings) -> tuple[Point, Point]:
    """Return the line through the middle of today."""
    way = (dial.start(day) + dial.end(day)) / 2
    return point(dial.centre, rings.inner, way), point(dial.centre, rings.outer, way)


def today_arrow(day: date, dial: Dial, rings: Rings) -> Polyline:
    """Return the arrow at the outer end of today's line."""
    way = (dial.start(day) + dial.end(day)) / 2
    wide = 3.2 / rings.outer * 57.3
    tips = (
        point(dial.centre, rings.outer - 2.5, way),
        point(dial.centre, rings.outer + 3.5, way - wide),
        point(dial.centre, rings.outer + 3.5, way + wide),
    )
    return Polyline(tips, Ink("today"), closed=True)

"""How is a wheel put together from its parts?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.documents.drawing import Drawing, Ink, Point, Polyline, Sector, Shape, Words
from app.yearwheel.geometry import frame, signs
from app.yearwheel.geometry.circle import Dial, around, point, unbroken, within
from app.yearwheel.geometry.foot import foot
from app.yearwheel.geometry.layout import Layout, Placed
from app.yearwheel.geometry.middle import middle
from app.yearwheel.geometry.outside import SIGN_RADIUS, Beside, Label, beside, label_at
from app.yearwheel.geometry.parts import Box, Mark, Scene, Stretch
from app.yearwheel.geometry.rings import Arc, Rings, rings_of
from app.yearwheel.geometry.sheet import Sheet
from app.yearwheel.geometry.sizing import SIGN, Choice, Named, again, choose
from app.yearwheel.geometry.widths import ABOVE, BELOW, LEADING, MIDDLE, box_of, em
from app.yearwheel.geometry.wrapping import broken

SMALLEST_CIRCLE = {True: 0.2, False: 0.26}
"""Of the sheet's height, with and without a legend: a wheel with a smaller radius could not be read."""
_SHORT = 3
"""Days: what is shorter is named beside the wheel only where that costs nothing."""
_CLEAR = 1.0
"""Between a text and a line that passes it, or the edge of the arc it stands on."""


@dataclass(frozen=True)
class _Plan:
    choice: Choice
    rings: Rings
    on_arc: Mapping[int, Label]
    outside: tuple[int, ...]
    """Which marks are named outside, in the order that ``choice`` counts them."""


def composed(scene: Scene, sheet: Sheet, colours: Mapping[str, str]) -> Layout:
    """Return a wheel laid out; the rings are said in the middle, or at the foot where the middle has no room."""
    found = _composed(scene, sheet, colours, rings_at_foot=False)
    return found if found is not None else _composed(scene, sheet, colours, rings_at_foot=True) or _nothing()


def _nothing() -> Layout:
    raise AssertionError("a wheel whose rings stand at the foot is always drawn")


def _composed(scene: Scene, sheet: Sheet, colours: Mapping[str, str], rings_at_foot: bool) -> Layout | None:
    small = sheet.sizes[-1] if len(sheet.sizes) < 3 else sheet.sizes[-2]
    foot_shapes, foot_height = foot(scene, sheet.inside, rings_at_foot, small) if sheet.has_legend else ([], 0.0)
    inside = sheet.inside
    area = Box(inside.x0, inside.y0, inside.x1, inside.y1 - foot_height)
    centre = (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2
    days = (scene.last - scene.first).days + 1
    turn = -(scene.top - scene.first).days * 360 / days % 360 if scene.top else 0.0
    dial = Dial(centre, scene.first, days, turn)
    marks = _shown(scene)
    plan, names, breaks = _planned(scene, dial, marks, sheet, area)
    rings, choice = plan.rings, plan.choice
    middle_shapes, has_rings = middle(
        scene,
        centre,
        rings.inner,
        (*(size for size in sheet.sizes if size <= choice.size + 1), sheet.sizes[-1]),
        min(rings.inner * 0.36, 34.0),
    )
    if sheet.has_legend and not has_rings and not rings_at_foot:
        return None
    named = [(marks[number].label, rings.arcs[number].middle % 360) for number in plan.outside]
    named += [(one.name, dial.middle(one.first, one.last) % 360) for one in breaks]
    stands, _ = beside(named, choice, centre, area)
    drawn = _Drawn(scene, dial, rings, choice, plan, stands, [angle for _, angle in named[len(plan.outside) :]])
    shapes = [
        *frame.grounds(scene, dial, rings),
        *frame.week_ring(dial, rings),
        *frame.month_ring(scene, dial, rings),
        *names,
        *middle_shapes,
        *foot_shapes,
    ]
    shapes = [
        *(shape for shape in shapes if not isinstance(shape, Words)),
        *drawn.marks(),
        *(shape for shape in shapes if isinstance(shape, Words)),
    ]
    texts = drawn.texts()
    boxes = [box_of(shape) for shape in (*shapes, *texts) if isinstance(shape, Words)]
    lines = drawn.lines(boxes)
    today = []
    if scene.today is not None and scene.first <= scene.today <= scene.last:
        today = [
            *(
                Polyline(piece, Ink("", "today", 1.2))
                for piece in unbroken(*frame.today_line(scene.today, dial, rings), boxes, _CLEAR)
            ),
            frame.today_arrow(scene.today, dial, rings),
        ]
    drawing = Drawing(sheet.width, sheet.height, (*shapes, *today, *lines, *drawn.signs(), *texts), scene.alt, colours)
    return Layout(
        scene,
        sheet,
        drawing,
        dial,
        rings.inner,
        rings.outer,
        rings.edges,
        drawn.placed(),
        sheet.has_legend and choice.has_legend,
    )


def _shown(scene: Scene) -> list[Mark]:
    """Return the marks with a day that is shown, in time order."""
    found = [
        mark
        for mark in scene.marks
        if mark.first <= scene.last and mark.last >= scene.first and 0 <= mark.ring < len(scene.rings)
    ]
    return sorted(found, key=lambda mark: (max(mark.first, scene.first), mark.last, mark.ring, mark.key))


def _way(dial: Dial, one: Mark | Stretch) -> float:
    """Return which way the middle of some days is. It is the same whatever the sizes: the order must not change."""
    return (dial.start(one.first) + dial.end(one.last)) / 2 % 360


def _planned(
    scene: Scene, dial: Dial, marks: Sequence[Mark], sheet: Sheet, area: Box
) -> tuple[_Plan, list[Words], list[Stretch]]:
    """Return the plan, the names that stand in the wheel itself, and the breaks that are named beside it."""
    plan = _plan(scene, dial, marks, sheet, area, ())
    names, unsaid = _calendar(scene, dial, plan.rings, sheet)
    if not unsaid or plan.choice.numbered:
        return plan, names, []
    breaks = [Named(one.name, dial.middle(one.first, one.last) % 360) for one in unsaid]
    outside = [Named(marks[number].label, plan.rings.arcs[number].middle % 360, False) for number in plan.outside]
    both = again([*outside, *breaks], area, plan.choice)
    if both is not None:
        return replace(plan, choice=both), names, unsaid
    unsaid = [one for one in unsaid if _days(one) >= _SHORT]
    breaks = [Named(one.name, dial.middle(one.first, one.last) % 360) for one in unsaid]
    both = again([*outside, *breaks], area, plan.choice)
    if both is not None:
        return replace(plan, choice=both), names, unsaid
    other = _plan(scene, dial, marks, sheet, area, breaks) if sheet.has_legend and breaks else plan
    if other.choice.numbered or other is plan:
        return plan, names, []
    inside, _ = _calendar(scene, dial, other.rings, sheet)
    beside_it = {one.name for one in unsaid}
    return other, [words for words in inside if words.text not in beside_it], unsaid


def _plan(scene: Scene, dial: Dial, marks: Sequence[Mark], sheet: Sheet, area: Box, breaks: Sequence[Named]) -> _Plan:
    """Choose sizes with all labels outside, put on their arcs those that fit, and give the room that is left away."""
    smallest = SMALLEST_CIRCLE[sheet.has_legend] * min(sheet.height, sheet.width)
    text = sheet.sizes[-1]
    first_rings = rings_of(scene, dial, marks, area.y1 - area.y0, text)
    angle = {arc.mark.key: arc.middle % 360 for arc in first_rings.arcs}
    named = [Named(mark.label, angle[mark.key], mark.status in ("done", "dropped")) for mark in marks]
    choice = choose([*named, *breaks], sheet, area, smallest)
    rings = _in_order(rings_of(scene, dial, marks, choice.radius, text), marks)
    everybody = tuple(range(len(marks)))
    on_arc = _on_arcs(rings.arcs, choice.size, sheet, everybody, dial.centre)
    if not on_arc:
        return _Plan(choice, rings, {}, everybody)
    rest = tuple(number for number in everybody if number not in on_arc)
    left = [*(named[number] for number in rest), *breaks]
    larger = choose(left, sheet, area, smallest)
    if larger.radius >= choice.radius - 1e-6 and not larger.numbered:
        wider = _in_order(rings_of(scene, dial, marks, larger.radius, text), marks)
        still = _on_arcs(wider.arcs, larger.size, sheet, tuple(on_arc), dial.centre)
        if len(still) == len(on_arc):
            return _Plan(larger, wider, still, rest)
    same = again(left, area, choice) if not choice.numbered else None
    if same is not None:
        return _Plan(same, rings, on_arc, rest)
    return _Plan(choice, rings, {}, everybody)


def _in_order(rings: Rings, marks: Sequence[Mark]) -> Rings:
    by_key = {arc.mark.key: arc for arc in rings.arcs}
    return replace(rings, arcs=tuple(by_key[mark.key] for mark in marks))


def _on_arcs(arcs: Sequence[Arc], size: float, sheet: Sheet, among: Sequence[int], centre: Point) -> dict[int, Label]:
    sizes = [each for each in sheet.sizes if each <= size]
    found = {}
    for number in among:
        arc = arcs[number]
        deep = arc.outer - arc.inner - 2 * _CLEAR
        if deep < sizes[-1]:
            continue
        label = next((label for each in sizes if (label := _on_arc(arc, each, centre)) is not None), None)
        if label is not None:
            found[number] = label
    return found


def _on_arc(arc: Arc, size: float, centre: Point) -> Label | None:
    label = broken(arc.mark.label)
    for lines in ((arc.mark.label,), label.lines):
        wide = (max(em(line) for line in lines) + SIGN) * size
        high = ((len(lines) - 1) * LEADING + ABOVE + BELOW) * size
        edge = _CLEAR / arc.inner * 57.3
        at = within(centre, arc.inner + _CLEAR, arc.outer - _CLEAR, arc.start + edge, arc.end - edge, wide, high)
        if at is not None:
            return label_at(lines, size, at[0] - wide / 2, at[1] - high / 2, False)
    return None


def _calendar(scene: Scene, dial: Dial, rings: Rings, sheet: Sheet) -> tuple[list[Words], list[Stretch]]:
    """Return what stands in the wheel, days or the names of breaks, and the breaks it does not name."""
    days = frame.day_ring(dial, rings, sheet.sizes[-1])
    if days:
        shown = [one for one in scene.breaks if one.name and one.first <= scene.last and one.last >= scene.first]
        return days, shown
    names, left = frame.calendar_ring(scene, dial, rings, sheet.sizes[-1])
    unsaid: list[Stretch] = []
    # The longest first: what is split by the turn of the school year is named once, where it has most room.
    for one in sorted(left, key=lambda one: one.first - one.last):
        if one.name in (words.text for words in names):
            continue
        word = _across(one, dial, rings, sheet)
        if word is not None:
            names.append(word)
        elif one.name not in (other.name for other in unsaid) or _days(one) < _SHORT:
            unsaid.append(one)
    return names, sorted(unsaid, key=lambda one: one.first)


def _days(stretch: Stretch) -> int:
    return (stretch.last - stretch.first).days + 1


def _across(stretch: Stretch, dial: Dial, rings: Rings, sheet: Sheet) -> Words | None:
    """Return a break's name across the rings, where it has room and nothing comes up."""
    outer = rings.edges[0][0] if rings.edges else rings.inner
    start, end = dial.start(stretch.first), dial.end(stretch.last)
    marks = [around(dial.centre, arc.inner, arc.outer, arc.start, arc.end - arc.start) for arc in rings.arcs]
    for size in sheet.sizes:
        for part in (0.25, 0.5, 1.0):
            wide, high = em(stretch.name) * size + 6 * _CLEAR, (ABOVE + BELOW) * size
            inner = outer - (outer - rings.inner) * part
            at = within(dial.centre, inner, outer - _CLEAR, start, end, wide, high)
            if at is None:
                continue
            words = Words((at[0], at[1] + MIDDLE * size), stretch.name, size, "muted", anchor="middle")
            if not any(box_of(words).meets(box, 2 * _CLEAR) for box in marks):
                return words
    return None


@dataclass(frozen=True)
class _Drawn:
    """The marks with their names, as shapes."""

    scene: Scene
    dial: Dial
    rings: Rings
    choice: Choice
    plan: _Plan
    stands: Mapping[int, Beside]
    breaks: Sequence[float]

    def _sector(self, arc: Arc) -> Sector:
        return Sector(self.dial.centre, arc.inner, arc.outer, arc.start, arc.end - arc.start, Ink(), arc.mark.key)

    def _outside(self) -> list[tuple[Arc, Beside]]:
        return [(self.rings.arcs[number], self.stands[place]) for place, number in enumerate(self.plan.outside)]

    def _extra(self) -> list[tuple[float, Beside]]:
        """What is named outside and is no mark: breaks, with the angle of each."""
        count = len(self.plan.outside)
        return [(self.breaks[place - count], stand) for place, stand in self.stands.items() if place >= count]

    def marks(self) -> list[Shape]:
        """Return the arcs."""
        found: list[Shape] = []
        for number, arc in enumerate(self.rings.arcs):
            look = self.scene.rings[arc.mark.ring]
            found += signs.arc(
                self._sector(arc), arc.mark.status, look.colour, look.pattern, number in self.plan.on_arc
            )
        return found

    def lines(self, boxes: list[Box]) -> list[Shape]:
        """Return the leader lines, which no text is struck through by, each from its arc on."""
        found: list[Shape] = []
        for arc, stand in self._outside():
            if not stand.way:
                continue
            radial = point(self.dial.centre, arc.outer, arc.middle)
            found += self._line((radial, *stand.way), boxes, arc.mark.key)
        for angle, stand in self._extra():
            if stand.way:
                found += self._line((point(self.dial.centre, self.rings.calendar, angle), *stand.way), boxes, "")
        return found

    def _line(self, way: Sequence[Point], boxes: list[Box], key: str) -> list[Shape]:
        pieces: list[list[Point]] = []
        for start, end in pairwise(way):
            for one, two in unbroken(start, end, boxes, _CLEAR):
                if pieces and pieces[-1][-1] == one:
                    pieces[-1].append(two)
                else:
                    pieces.append([one, two])
        return [Polyline(tuple(piece), Ink("", "leader", 0.5), of=key) for piece in pieces]

    def signs(self) -> list[Shape]:
        """Return the sign before each label."""
        found: list[Shape] = []
        for number, label in self.plan.on_arc.items():
            arc = self.rings.arcs[number]
            found += self._sign(arc, label, label.words[0].size)
        for arc, stand in self._outside():
            if stand.label is not None:
                found += self._sign(arc, stand.label, self.choice.size)
        for _, stand in self._extra():
            if stand.label is not None:
                found.append(frame.shade(stand.label.sign, SIGN_RADIUS * self.choice.size, "rest"))
        return found

    def _sign(self, arc: Arc, label: Label, size: float) -> list[Shape]:
        colour = self.scene.rings[arc.mark.ring].colour
        return list(signs.sign(label.sign, SIGN_RADIUS * size, arc.mark.status, colour, arc.mark.key))

    def texts(self) -> list[Words | Polyline]:
        """Return every label and number; what was dropped is crossed out."""
        found: list[Words | Polyline] = []
        for number, label in self.plan.on_arc.items():
            found += self._text(self.rings.arcs[number].mark, label)
        for arc, stand in self._outside():
            if stand.label is not None:
                found += self._text(arc.mark, stand.label)
            if stand.number_words is not None:
                found.append(replace(stand.number_words, of=arc.mark.key))
        for _, stand in self._extra():
            if stand.label is not None:
                found += [replace(words, colour="muted") for words in stand.label.words]
        return found

    def _text(self, mark: Mark, label: Label) -> list[Words | Polyline]:
        dropped = mark.status == "dropped"
        found: list[Words | Polyline] = []
        for words in label.words:
            found.append(replace(words, of=mark.key, colour="muted" if dropped else "ink"))
            if dropped and not words.bold:
                box, y = box_of(words), words.at[1] - 0.24 * words.size
                found.append(Polyline(((box.x0, y), (box.x1, y)), Ink("", "muted", 0.5), of=mark.key))
        return found

    def placed(self) -> dict[str, Placed]:
        """Return where each mark is, in time order."""
        found = {}
        by_arc = {
            self.plan.outside[place]: stand for place, stand in self.stands.items() if place < len(self.plan.outside)
        }
        for number, arc in enumerate(self.rings.arcs):
            sector = self._sector(arc)
            if number in self.plan.on_arc:
                label = self.plan.on_arc[number]
                lines = tuple(words.text for words in label.words)
                found[arc.mark.key] = Placed(arc.mark.key, sector, "arc", lines, label.words[0].size, label.box)
                continue
            stand = by_arc[number]
            texts = () if stand.label is None else tuple(words for words in stand.label.words if not words.bold)
            found[arc.mark.key] = Placed(
                arc.mark.key,
                sector,
                "number" if stand.number or not stand.label else "leader",
                tuple(words.text for words in texts),
                self.choice.size,
                stand.label.box if stand.label else None,
                stand.number,
                box_of(stand.number_words) if stand.number_words else None,
            )
        return found

"""Who is up for election next year, who moves up and who stays?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.elections.next_year import Cascade

BECOMES = {"stays": N_("stays"), "up": N_("is up"), "moves_up": N_("moves up"), "leaves": N_("leaves the school")}


@dataclass(frozen=True)
class Line:
    """One who holds an office now, or a place that is to be filled."""

    id: int
    seat: str
    unit: str
    name: str
    becomes: str
    code: str
    until: str
    why: str


class NextYearPart(Part):
    """A list to read: it changes nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[Line, ...] = ()
        self.told = wrapped("", "muted")
        self.list = ListPane(
            context,
            "elections.next",
            [
                Column("seat", tr(N_("Office")), 180, sortable=False),
                Column("unit", tr(N_("Class or grade")), 110, sortable=False),
                Column("name", tr(N_("Who")), 200, sortable=False),
                Column("becomes", tr(N_("Next year")), 130, sortable=False),
                Column("until", tr(N_("Chosen until")), 110, sortable=False),
                Column("why", tr(N_("Why")), 260, sortable=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} line", "{n} lines", number),
            tr(N_("Office, class or name")),
        )
        self.chips = OneOf(
            [
                ("all", tr(N_("All"))),
                ("up", tr(N_("Is up"))),
                ("moves_up", tr(N_("Moves up"))),
                ("stays", tr(N_("Stays"))),
            ]
        )
        self.chips.changed.connect(lambda _code: self.list.refilter())
        self.list.chips.addWidget(self.chips)
        self.list.is_filtered = lambda: self.chips.code != "all"
        self.list.set_empty(
            EmptyState(
                tr(N_("Nobody holds an elected office yet")),
                tr(N_("When the classes have chosen, it stands here who is up next year, who moves up and who stays.")),
                "",
                None,
                "vote",
            )
        )
        self.body.addWidget(self.told)
        self.body.addWidget(self.list, 1)

    def reload(self) -> None:
        from app.bodies.queries import bodies
        from app.elections.queries import cascade_of

        tr, year = self.context.tr, self.context.year + 1
        seats = {seat.id: seat.name(tr.language) for body in self.context.read(bodies) for seat in body.seats}
        cascades = self.context.read(cascade_of, year)
        lines: list[Line] = []
        for cascade in cascades:
            lines += self._lines_of(cascade, seats.get(cascade.seat_id, ""), len(lines))
        self._lines = tuple(lines)
        number = sum(cascade.open_seats for cascade in cascades)
        deputies = sum(cascade.open_deputies for cascade in cascades)
        self.told.setText(
            tr(
                N_("In {year}, {seats} places and {deputies} deputies are to be chosen, if nobody steps down before."),
                year=year_name(year),
                seats=number,
                deputies=deputies,
            )
        )
        self.told.setVisible(bool(lines))
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def _lines_of(self, cascade: Cascade, seat: str, first: int) -> list[Line]:
        from app.bodies.words import role_name

        tr = self.context.tr
        unit = cascade.class_name or (tr(N_("grade {grade}"), grade=cascade.grade) if cascade.grade else "")
        title = seat[:1].upper() + seat[1:]
        lines: list[Line] = []
        for office in cascade.offices:
            named = f"{title} ({role_name(office, tr)})" if office.role == "deputy" else title
            lines.append(
                Line(
                    id=first + len(lines) + 1,
                    seat=named,
                    unit=unit,
                    name=office.name,
                    becomes=tr(BECOMES[office.becomes]),
                    code=office.becomes,
                    until=tr.date(office.term_ends) if office.term_ends else "",
                    why=tr(office.because) if office.because else "",
                )
            )
        return lines

    def _matching(self, text: str) -> list[Line]:
        from db.search import fold

        wanted, code = fold(text).split(), self.chips.code
        return [
            line
            for line in self._lines
            if code in ("all", line.code)
            and all(word in fold(f"{line.seat} {line.unit} {line.name} {line.becomes}") for word in wanted)
        ]

    def _fetch(self, wanted: Request) -> Sequence[Line]:
        rows = self._matching(wanted.text)
        return rows[wanted.offset : wanted.offset + wanted.limit]

"""The principal sees on one screen how far every class is, ticks what nobody else knows, and prints it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.elections.registering import register_class
from app.meetings.receiving import receive
from app.shell.print_preview import PrintPreview
from db.models import Seat
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, class_called
from tests.meetings.factories import MeetingSchool, did
from tests.plan.facts.office import a_pdf, evening
from tests.stories.conftest import Open
from tests.stories.plan_desk import PlanDesk
from tests.stories.secretary import text_of

PLAN = "Plan for skole-hjem-samarbeid"


def known_by_others(store: Store, school: MeetingSchool) -> None:
    """5B met its parents on 1 September with the plan on its agenda, chose whom it should, and wrote it down."""
    class_id = class_called(store, "5B")
    meeting = evening(store, on=date(2026, 9, 1), kind="parents", school_class_id=class_id, cases=(PLAN,))
    did(store, receive, meeting, "Referat 5B.pdf", a_pdf("Referat"), date(2026, 9, 4))
    query = select(Seat.id).where(Seat.body_id == school.fau).order_by(Seat.id)
    seat = store.read(lambda session: session.scalars(query.limit(1)).one())
    elected = ([school["Eva Myhre"]], [school["Berit Lunde"]], date(2026, 9, 1))
    did(store, register_class, seat, YEAR, class_id, *elected)


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> PlanDesk:
    clock.set(datetime(2026, 10, 6, 9))
    return PlanDesk(qtbot, start, school_file, clock, known_by_others)


def line(desk: PlanDesk, name: str) -> list[str]:
    """Return what stands in the line of a class."""
    model = desk.plan.classes.grid.lines
    at = next(at for at, row in enumerate(model.rows) if row.name == name)
    return [model.words(model.index(at, column)) for column in range(model.columnCount())]


def test_the_status_of_the_classes_is_known_ticked_and_printed(desk: PlanDesk) -> None:
    desk.open_tab("classes")
    assert line(desk, "5B")[:5] == ["5B", "01.09.2026", "01.09.2026", "04.09.2026", "01.09.2026"]
    assert line(desk, "5A")[1:5] == ["", "fortsetter", "", ""]

    grid = desk.plan.classes.grid
    grid.show_class(next(row.class_id for row in grid.lines.rows if row.name == "5B"))
    grid.setFocus()
    assert desk.plan.classes.about.text() == "5B, Utviklingssamtale 1: planlagt 02.10.2026."
    desk.press("Space")
    assert line(desk, "5B")[5] == "06.10.2026"
    assert desk.plan.classes.about.text() == "5B, Utviklingssamtale 1: gjort 06.10.2026. Kontoret har sagt det."

    desk.press("Ctrl+P")
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    desk.qtbot.waitUntil(lambda: preview.paper is not None)
    paper = preview.paper
    assert paper is not None
    assert paper.report.id == "class-status"
    said = text_of(paper.pdf)
    assert "Klassestatus" in said
    assert "5B ✓ 01.09.2026 ✓ 01.09.2026 ✓ 04.09.2026 ✓ 01.09.2026 ✓ 06.10.2026" in said

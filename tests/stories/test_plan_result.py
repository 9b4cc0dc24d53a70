"""Elevundersøkelsen comes as a file, is treated by SMU, and leads to a measure that is done."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.clock import today
from app.meetings.agenda import set_item
from app.meetings.sitting import begin, end
from app.plan.due import due as due_lines
from app.plan.results import measures, results
from db import blobs
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, did, known
from tests.plan.facts.office import a_pdf
from tests.stories.conftest import Open
from tests.stories.plan_desk import PlanDesk

FEBRUARY = date(2027, 2, 10)


def planned(store: Store, school: MeetingSchool) -> None:
    """SMU meets on 10 February."""
    a_meeting(store, school.smu, held_on=FEBRUARY)


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> PlanDesk:
    clock.set(datetime(2027, 1, 20, 9))
    return PlanDesk(qtbot, start, school_file, clock, planned)


def due(desk: PlanDesk) -> list[str]:
    """Return the codes of what waits."""
    return [line.code for line in known(desk.store, due_lines, today())]


def test_a_result_goes_from_its_file_to_a_measure_that_is_done(desk: PlanDesk, tmp_path: Path) -> None:
    file = tmp_path / "Elevundersøkelsen 2027.pdf"
    file.write_bytes(a_pdf("Trivsel: 4,3"))
    desk.open_tab("results")
    desk.drop(file)
    dialog: Any = desk.dialog()
    assert dialog.kind.currentText() == "Elevundersøkelsen"
    desk.submit()
    part = desk.plan.results
    (row,) = known(desk.store, results, YEAR)
    assert (row.title, row.received_on) == ("Elevundersøkelsen", date(2027, 1, 20))
    assert desk.store.read(blobs.get, row.files[0].sha256) == file.read_bytes()

    desk.it_is(2027, 2, 4, 9)
    assert "plan.results" in due(desk)
    readers = part.pane.readers
    readers.choose("school_environment_committee")
    readers.agenda_button.click()
    dialog = desk.dialog()
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == ["SMU 10.02.2027 18.00"]
    desk.submit()
    assert "plan.results" not in due(desk)
    readers.open_button.click()
    desk.settle()
    assert desk.window.page_id == "meetings"
    meeting = desk.pane.meeting_id
    assert meeting is not None
    case = desk.case(meeting, "Elevundersøkelsen")
    assert [one.file_name for one in case.attachments] == ["Elevundersøkelsen 2027.pdf"]

    desk.it_is(2027, 2, 10, 18)
    did(desk.store, begin, meeting)
    did(desk.store, set_item, case.id, "decision", "SMU ber om flere voksne ute.")
    did(desk.store, set_item, case.id, "outcome", "treated")
    desk.open_tab("results")
    readers.choose("school_environment_committee")
    assert readers.line is not None
    assert (readers.line.status, readers.line.day) == ("Lagt fram", "10.02.2027")
    assert "«SMU ber om flere voksne ute.»" in readers.about.text()
    desk.plan.results.pane.measures.add_button.click()
    dialog = desk.dialog()
    dialog.what.setText("To voksne til i storefri – rektor – 01.03.2027")
    desk.submit()
    did(desk.store, end, meeting)

    desk.it_is(2027, 3, 1, 12)
    part.reload()
    box = part.pane.measures
    (line,) = box.table.rows.rows
    assert (line.what, line.due, line.status) == ("To voksne til i storefri", "01.03.2027", "Skal gjøres")
    box.table.setFocus()
    desk.press("Space")
    dialog = desk.dialog()
    dialog.note.setText("Ny vaktliste fra 1. mars")
    desk.submit()

    (measure,) = known(desk.store, measures, row.id)
    assert measure.done_on == date(2027, 3, 1)
    assert [one.measures for one in part.list.table.rows.rows] == ["1 av 1 gjort"]
    box.open_button.click()
    desk.settle()
    assert desk.meetings._current == "follow-up"

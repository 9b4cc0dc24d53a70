"""A result goes from a file to a case of SMU, from there to a measure, and the measure is done."""

from __future__ import annotations

from datetime import date, datetime

from app.meetings.actions import finish_action
from app.meetings.agenda import set_item
from app.meetings.commands import add_meeting
from app.meetings.minutes import approve, send_minutes
from app.meetings.proposing import proposals, take
from app.meetings.queries import action_points
from app.meetings.sitting import begin, end
from app.plan.due import due
from app.plan.presentation_commands import plan_presentation
from app.plan.presentations import presentations
from app.plan.result_commands import add_file, add_measure, add_result
from app.plan.results import measures, result
from db import blobs
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import detail, did, known
from tests.yearwheel.factories import WheelSchool


def test_from_a_file_to_a_measure_that_is_done(store: Store, school: WheelSchool, clock: Clock) -> None:
    clock.set(datetime(2027, 1, 20, 9))
    found = did(
        store,
        add_result,
        YEAR,
        kind="pupil_survey",
        received_on="20.01.2027",
        summary="Trivselen er god, uroen større.",
    )
    did(store, add_file, found, "elevundersokelsen.pdf", b"%PDF-1.4 tall")
    assert [line.code for line in known(store, due, date(2027, 2, 4)) if line.code == "plan.results"]

    meeting = did(store, add_meeting, body_ids=[school.meetings.smu], held_on=date(2027, 2, 10))
    case = did(store, plan_presentation, meeting, result_id=found)
    (row,) = [one for one in detail(store, meeting).items if one.id == case]
    assert (row.title, row.openness, row.paper) == ("Elevundersøkelsen", "open", "Trivselen er god, uroen større.")
    (file,) = row.attachments
    assert store.read(blobs.get, file.sha256) == b"%PDF-1.4 tall"
    assert not [line for line in known(store, due, date(2027, 2, 4)) if line.code == "plan.results"]

    clock.set(datetime(2027, 2, 10, 18))
    did(store, begin, meeting)
    did(store, set_item, case, "discussion", "SMU er bekymret for uro i friminuttene.")
    did(store, set_item, case, "decision", "SMU ber om flere voksne ute.")
    action = did(store, add_measure, found, case, "Flere voksne ute i storefri – rektor – 01.03.2027")
    did(store, end, meeting)
    did(store, send_minutes, meeting, date(2027, 2, 12))

    seen = {one.reader: one for one in known(store, presentations, result_id=found, today=date(2027, 2, 12))}
    smu = seen["school_environment_committee"]
    assert (smu.held_on, smu.decision, smu.is_done) == (date(2027, 2, 10), "SMU ber om flere voksne ute.", True)
    assert smu.case_number == detail(store, meeting).item(case).number_text != ""
    assert seen["parent_committee"].is_waiting
    (measure,) = known(store, measures, found)
    assert (measure.action_id, measure.what, measure.due) == (
        action,
        "Flere voksne ute i storefri",
        date(2027, 3, 1),
    )
    assert [one.id for one in known(store, action_points, body_id=school.meetings.smu)] == [action]

    clock.set(datetime(2027, 3, 10, 18))
    later = did(store, add_meeting, body_ids=[school.meetings.smu], held_on=date(2027, 3, 10))
    keys = [one.key for one in known(store, proposals, later)]
    did(store, take, later, keys)
    assert case in {one.continues_id for one in detail(store, later).items}, "it comes back until it is done"
    approving = next(one.id for one in detail(store, later).items if one.approves_meeting_id == meeting)
    did(store, begin, later)
    did(store, approve, meeting, date(2027, 3, 10), approving)
    did(store, finish_action, action, date(2027, 3, 1), "To til ute fra 1. mars")

    assert known(store, measures, found)[0].done_on == date(2027, 3, 1)
    assert known(store, result, found).files[0].file_name == "elevundersokelsen.pdf"

"""Do the bodies of the example school live through an autumn that shows what the program can do?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.i18n import translator
from app.core.paths import resource
from app.core.settings import Settings
from app.example import open_example
from app.handing_out import current_year
from app.meetings.minutes import is_unchanged
from app.meetings.queries import action_points, hearings, meeting, meetings_in, waiting_items
from app.meetings.rows import MeetingDetail
from app.meetings.states import item_states
from app.meetings.way import way_of
from app.yearwheel.queries import tasks, wheel
from db.store import Store

LANGUAGES = ("nb", "nn")


@pytest.fixture(scope="module", params=LANGUAGES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("example") / "school.db"
    store = open_example(path, Settings.load(None), translator(request.param))
    yield store
    store.close()


def autumn(store: Store) -> dict[str, list[MeetingDetail]]:
    """Return the meetings by "FAU", "SU / SMU" … or what kind they are, in their order."""

    def read(session: Session) -> dict[str, list[MeetingDetail]]:
        found: dict[str, list[MeetingDetail]] = {}
        for row in meetings_in(session, current_year(store)):
            whose = "" if row.kind == "talk" else row.body_name("nb")
            found.setdefault(whose or row.kind, []).append(meeting(session, row.id))
        return found

    return store.read(read)


def texts(entry: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield (where, the name of a text) of all that is told in two languages."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key in LANGUAGES or key.endswith(("_nb", "_nn")):
                yield where, key
            else:
                yield from texts(value, f"{where}.{key}")
    elif isinstance(entry, list):
        for at, value in enumerate(entry):
            yield from texts(value, f"{where}.{at}")


@pytest.mark.parametrize(("name", "fewest"), [("meetings", 300), ("wheel", 50)])
def test_all_that_is_told_is_told_in_both_written_standards(name: str, fewest: int) -> None:
    with resource("demo", f"{name}.toml").open("rb") as file:
        told = set(texts(tomllib.load(file)))
    assert len(told) > fewest
    other = {"nb": "nn", "nn": "nb"}
    assert {(where, key[:-2] + other[key[-2:]]) for where, key in told} == told


def test_fau_has_minutes_at_each_step_and_a_short_notice(example: Store) -> None:
    september, october, november, *planned = autumn(example)["FAU"]
    assert [one.row.status for one in (september, october, november, *planned)] == [
        "approved", "sent", "called", "planned", "planned", "planned",
    ]  # fmt: skip
    assert september.is_locked
    assert is_unchanged(september)
    assert [step.kind for step in september.steps] == ["sent", "approved", "addition"]
    assert november.row.sent_on == november.row.held_on - timedelta(days=9)
    assert [item.continues_because for item in november.items if item.continues_id] == [
        "open_action", "open_action", "postponed", "forwarded",
    ]  # fmt: skip
    assert {one.file_name.rpartition(".")[2] for item in september.items for one in item.attachments} == {"pdf", "xlsx"}


def test_votes_are_as_many_as_could_be_given(example: Store) -> None:
    counted = 0
    for detail in (one for meetings in autumn(example).values() for one in meetings):
        states = example.read(item_states, detail)
        for item in detail.items:
            assert not [saying.msgid for saying in states[item.id].findings], item.title
            if item.balloting == "counted":
                counted += 1
                given = (item.votes_for or 0) + (item.votes_against or 0) + (item.votes_blank or 0)
                assert given == states[item.id].entitled
    assert counted == 4


def test_a_case_of_the_pupils_goes_on_to_smu_and_to_fau(example: Store) -> None:
    found = autumn(example)
    benches = next(item for detail in found["Elevråd"] for item in detail.items if item.attachments)
    assert len(example.read(way_of, benches.id)) == 3
    every = {body for meetings in found.values() for one in meetings for body in one.row.bodies}
    assert example.read(waiting_items, every) == ()


def test_the_combined_evening_to_come_has_a_closed_case_and_one_the_pupils_leave_for(example: Store) -> None:
    held, coming, *_ = next(meetings for whose, meetings in autumn(example).items() if whose.count("U)") == 2)
    assert (held.row.status, coming.row.status) == ("approved", "planned")
    assert [item.openness for item in coming.items if item.openness != "open"] == ["pupils_leave", "closed"]
    assert all(item.public_title and item.provision for item in coming.items if item.openness != "open")
    assert len([item for item in held.items if item.dissent]) == 1
    assert len([one for item in held.items for one in item.absences if one.because == "disqualified"]) == 2


def test_the_parents_of_every_class_have_met_and_meet_again_in_spring(example: Store) -> None:
    meetings = autumn(example)["parents"]
    half = len(meetings) // 2
    assert sorted(one.row.status for one in meetings[:half]) == ["held"] * (half - 2) + ["received"] * 2
    assert {one.row.status for one in meetings[half:]} == {"planned"}
    assert {one.row.class_name for one in meetings[:half]} == {one.row.class_name for one in meetings[half:]}
    assert all("Storfjellet" in one.text for detail in meetings for one in detail.received)


def test_something_is_done_something_is_open_and_somebody_waits_for_an_answer(example: Store) -> None:
    every = example.read(lambda session: action_points(session, open_only=False))
    assert len([one for one in every if one.done_on is None]) > 4
    assert len([one for one in every if one.done_on is not None]) > 4
    assert all(one.due and (one.owner_id or one.owner) for one in every)
    assert len(example.read(lambda session: hearings(session, open_only=True))) == 1
    assert [one.row.status for one in autumn(example)["talk"]] == ["held", "planned"]
    assert [one.row.status for one in autumn(example)["staff"]] == ["approved", "approved"]


def test_the_wheel_has_something_at_every_status_and_follows_the_meetings(example: Store) -> None:
    year = current_year(example)
    found = example.read(wheel, year, date(year, 11, 23))
    assert found.estimated == ()
    assert {row.status for row in found.occurrences} == {"planned", "called", "done", "overdue", "dropped"}
    assert not [row.title for row in found.occurrences if row.problem is not None or row.first is None]
    by_code = {row.entry.code: row for row in found.occurrences if row.entry is not None}
    assert by_code["M01"].meetings == by_code["S01"].meetings  # one evening of both
    assert by_code["M01"].status == "done"
    assert by_code["M02"].meetings == by_code["S02"].meetings  # joined to the evening SU's own was planned for
    assert len(by_code["F01"].meetings) == 10
    lines = example.read(lambda session: tasks(session, by_code["X17"].entry.id if by_code["X17"].entry else 0))
    assert len(lines) == 8
    assert all(line.done_by for line in lines)

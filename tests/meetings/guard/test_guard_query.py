"""Whom does the guard ask about at a meeting, where, and is nothing published before each mark was decided?"""

from __future__ import annotations

from datetime import date

import pytest

from app.contacts.protection import protect
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.meetings.actions import add_action
from app.meetings.agenda import add_item, close, forward, set_item
from app.meetings.guard_query import known_at, marks_in, marks_of, read_register
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.decisions import DECISION_LIST
from app.meetings.reports.public_minutes import PUBLIC_MINUTES, public_texts, removal_line
from app.meetings.sitting import add_guest, begin, end, set_attended
from db.models import Attendance
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

DECISION = "Skolen ringer Jorunn Grøn og Mari Haug."
"""A pupil of 7A, and a teacher who sits in SU."""
TITLE = "Dugnad"


@pytest.fixture
def meeting_id(store: Store, school: MeetingSchool, clock: Clock) -> int:
    """A meeting of FAU with one open case that names a pupil, and a closed one."""
    meeting_id = a_meeting(store, school.fau)
    item_id = did(store, add_item, meeting_id, title=TITLE, kind="decision")
    closed = did(store, add_item, meeting_id, title="Om Maja Wiik", kind="decision")
    did(store, set_item, closed, "decision", "Maja Wiik får bytte.")
    did(store, close, closed, "closed", "offl. § 13, jf. fvl. § 13")
    did(store, begin, meeting_id, None)
    did(store, set_item, item_id, "decision", DECISION)
    did(store, end, meeting_id, None)
    clock.set(clock.time.replace(month=12, day=11))
    return meeting_id


def item_of(store: Store, meeting_id: int) -> int:
    return next(one.id for one in detail(store, meeting_id).items if one.title == TITLE)


def marks(store: Store, meeting_id: int) -> list[tuple[str, str, str]]:
    """Return (place, words, who may be meant)."""
    found, _ = known(store, marks_of, meeting_id)
    return [(one.place, one.mark.text, one.about) for one in found]


def publish(store: Store, report: Report, about: str, **options: str) -> None:
    request = ReportRequest(about, "public", 2026, date(2026, 12, 11), options=options)
    store.read(report.collect, report.filled(request))


def test_a_pupil_is_asked_about_with_the_class_and_a_teacher_in_office_is_not(store: Store, meeting_id: int) -> None:
    place = f"agenda_item:{item_of(store, meeting_id)}:decision"
    assert marks(store, meeting_id) == [(place, "Jorunn Grøn", "Jorunn Grøn 7A")]


def test_the_place_is_said(store: Store, meeting_id: int) -> None:
    found, places = known(store, marks_of, meeting_id)
    where = found[0].where
    assert translator("nb").say(where.msgid, where.values) == "Sak 1/26 – Vedtak"
    assert set(places) == {one.place for one in known(store, public_texts, meeting_id)}


def test_whoever_is_on_the_list_leads_or_presents_is_known(
    store: Store, school: MeetingSchool, meeting_id: int
) -> None:
    item_id = item_of(store, meeting_id)
    did(store, set_item, item_id, "decision", "Klara Grøn kom sammen med Mari Haug.")
    assert [words for _, words, _ in marks(store, meeting_id)] == ["Klara Grøn"]
    did(store, add_guest, meeting_id, person_id=school["Klara Grøn"])
    assert marks(store, meeting_id) == []
    did(store, set_item, item_id, "decision", "Ivo Fjeld og Nora Wiik orienterte.")
    assert [words for _, words, _ in marks(store, meeting_id)] == ["Ivo Fjeld", "Nora Wiik"]
    did(store, set_item, item_id, "presenter_id", str(school["Ivo Fjeld"]))
    assert [words for _, words, _ in marks(store, meeting_id)] == ["Nora Wiik"]
    did(store, add_guest, meeting_id, guest="Nora Wiik, gjest")
    assert marks(store, meeting_id) == []


def test_somebody_who_sent_their_excuses_is_on_the_list_too(
    store: Store, school: MeetingSchool, meeting_id: int
) -> None:
    row = next(one for one in detail(store, meeting_id).attendance if one.person_id == school["Bente Sollid"])
    did(store, set_attended, row.id, "excused")
    did(store, set_item, item_of(store, meeting_id), "decision", "Bente Sollid meldte forfall.")
    assert marks(store, meeting_id) == []


def test_whoever_stands_in_the_list_by_role_is_asked_about(store: Store, school: MeetingSchool) -> None:
    protect(store, school["Heidi Ulvund"], "confidential")
    smu_meeting = a_meeting(store, school.smu, held_on=date(2026, 12, 1))
    did(store, begin, smu_meeting, None)
    listed = {row.person_id for row in detail(store, smu_meeting).attendance}
    assert {school["Heidi Ulvund"], school["Dina Myhre"], school["Mari Haug"]} <= listed
    text = "Heidi Ulvund, Dina Myhre og Mari Haug var uenige."
    did(store, add_item, smu_meeting, title="Skolegården", presenter="Dina Myhre", discussion=text)
    asked = {(place.rpartition(":")[2], words) for place, words, _ in marks(store, smu_meeting)}
    assert asked == {("discussion", "Heidi Ulvund"), ("discussion", "Dina Myhre")}  # who presents stands by role


def test_a_protected_name_is_asked_about(store: Store, school: MeetingSchool, meeting_id: int) -> None:
    protect(store, school["Jorunn Grøn"], "strictly_confidential")
    assert [words for _, words, _ in marks(store, meeting_id)] == ["Jorunn Grøn"]


def test_a_guest_who_was_typed_is_asked_about_where_the_public_must_not_have_the_name(
    store: Store, school: MeetingSchool, meeting_id: int
) -> None:
    protect(store, school["Heidi Ulvund"], "strictly_confidential")
    for guest in ("Heidi Ulvund", "Jorunn Grøn (elev)", "Nora Wiik", "Geir Holm fra politiet"):
        did(store, add_guest, meeting_id, guest=guest)
    did(store, set_item, item_of(store, meeting_id), "decision", "Ja.")
    found = marks(store, meeting_id)
    assert [words for _, words, _ in found] == ["Heidi Ulvund", "Jorunn Grøn"]
    with pytest.raises(UserError):
        publish(store, PUBLIC_MINUTES, str(meeting_id))
    publish(store, PUBLIC_MINUTES, str(meeting_id), removed="Heidi Ulvund\nJorunn Grøn")
    item_id = item_of(store, meeting_id)
    publish(store, CASE_EXTRACT, str(item_id))  # none of them stands there
    did(store, set_item, item_id, "presenter", "Heidi Ulvund")
    with pytest.raises(UserError) as caught:
        publish(store, CASE_EXTRACT, str(item_id))
    assert caught.value.values["n"] == 1
    publish(store, CASE_EXTRACT, str(item_id), removed="Heidi Ulvund")


def test_numbers_and_addresses_of_the_register_are_found(store: Store, meeting_id: int) -> None:
    did(store, set_item, item_of(store, meeting_id), "decision", "Skriv til klara@example.no.")
    assert [words for _, words, _ in marks(store, meeting_id)] == ["klara@example.no"]


def test_what_is_to_be_done_is_read_too(store: Store, meeting_id: int) -> None:
    did(store, add_action, meeting_id, item_of(store, meeting_id), "Ringe Jorunn Grøn")
    assert "Jorunn Grøn" in [words for place, words, _ in marks(store, meeting_id) if place.startswith("action_point:")]


def test_a_case_that_waits_is_read_without_a_meeting(store: Store, school: MeetingSchool, meeting_id: int) -> None:
    item_id = item_of(store, meeting_id)
    did(store, forward, item_id, (school.su,))
    waiting = known(store, lambda session: marks_in(session, {"agenda_item:99999:title": "Jorunn Grøn"}))
    assert [one.mark.text for one in waiting] == ["Jorunn Grøn"]


@pytest.mark.parametrize("report", [PUBLIC_MINUTES, CASE_EXTRACT, DECISION_LIST, ANNUAL_REPORT], ids=lambda one: one.id)
def test_nothing_is_published_before_each_mark_is_decided(
    store: Store, school: MeetingSchool, meeting_id: int, report: Report
) -> None:
    item_id = item_of(store, meeting_id)
    about = {"public-minutes": str(meeting_id), "case-extract": str(item_id)}.get(report.id, "FAU")
    place = f"agenda_item:{item_id}:decision"
    line = removal_line(place, DECISION.index("Jorunn"), "Jorunn Grøn", "en elev")
    with pytest.raises(UserError) as caught:
        publish(store, report, about)
    assert caught.value.field == "stands"
    assert caught.value.values["n"] == 1
    assert "»Jorunn Grøn«" in str(caught.value.values["words"])
    assert "Jorunn" not in str(caught.value)
    for options in (
        {"removed": line},
        {"removed": "Jorunn Grøn"},
        {"stands": line},
        {"stands": "Jorunn Grøn"},
        {"unguarded": "yes"},
    ):
        publish(store, report, about, **options)
    for options in ({"removed": "Jorunn"}, {"stands": "Mari Haug"}, {"stands": line.replace("\t", "\t1", 1)}):
        with pytest.raises(UserError):
            publish(store, report, about, **options)


def test_a_mark_that_came_later_is_asked_about_anew(store: Store, meeting_id: int) -> None:
    item_id = item_of(store, meeting_id)
    line = removal_line(f"agenda_item:{item_id}:decision", DECISION.index("Jorunn"), "Jorunn Grøn")
    publish(store, PUBLIC_MINUTES, str(meeting_id), stands=line)
    did(store, set_item, item_id, "decision", f"Nora Wiik var med. {DECISION}")
    with pytest.raises(UserError) as caught:
        publish(store, PUBLIC_MINUTES, str(meeting_id), stands=line)
    assert caught.value.values["n"] == 2


def test_members_and_the_office_read_it_as_it_is(store: Store, meeting_id: int) -> None:
    request = ReportRequest("FAU", DECISION_LIST.audiences[0], 2026, date(2026, 12, 11))
    assert request.audience != "public"
    store.read(DECISION_LIST.collect, DECISION_LIST.filled(request))


def test_the_register_is_everybody(store: Store, school: MeetingSchool, meeting_id: int) -> None:
    with_nobody = known(store, read_register)
    for name in ("Jorunn Grøn", "Klara Grøn", "Mari Haug"):
        given, family = name.split()
        assert school[name] in with_nobody.look(given).given & with_nobody.look(family).family
    everybody = known(store, lambda session: known_at(session, detail(store, meeting_id), with_nobody))
    listed = known(store, lambda session: {row.person_id for row in session.query(Attendance)})
    assert {one for one in listed if one} <= everybody

"""Does a paper of a meeting tell its reader what they need, and no more?"""

from __future__ import annotations

from datetime import date, time

import pytest

from app.core.errors import UserError
from app.core.report import Report
from app.documents.model import Facts, Signatures
from app.meetings.agenda import add_attachment, add_item
from app.meetings.commands import cancel_meeting
from app.meetings.hearings import add_hearing, answer_hearing
from app.meetings.reports.agenda import AGENDA
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.hearing_statement import HEARING_STATEMENT
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.reports.public_minutes import PUBLIC_MINUTES
from app.meetings.sitting import begin, end, set_attended
from app.school.commands import set_school_field
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.meetings.factories import MeetingSchool, a_meeting, did, known
from tests.meetings.reports.decided import made, remarked
from tests.meetings.reports.held import attendance


@pytest.fixture
def cancelled(store: Store, school: MeetingSchool) -> str:
    """Call SU to a meeting that is cancelled; returns its id."""
    meeting_id = a_meeting(store, school.su, place="Rom 1")
    did(store, add_item, meeting_id, title="Skoleruta", kind="decision")
    did(store, cancel_meeting, meeting_id, "Siv Krogh er syk.", date(2026, 11, 10))
    return str(meeting_id)


@pytest.mark.parametrize("report", [MEETING_NOTICE, AGENDA], ids=lambda one: one.id)
def test_a_paper_of_a_cancelled_meeting_begins_with_that(store: Store, cancelled: str, report: Report) -> None:
    inside = as_text(paper(store, report, cancelled)).splitlines()
    assert inside[3:6] == ["Møtet er avlyst.", "", "Siv Krogh er syk."]
    outside = as_text(paper(store, report, cancelled, audience="public"))
    assert "Møtet er avlyst." in outside
    assert "syk" not in outside


def test_the_minutes_of_a_cancelled_meeting_have_nothing_to_sign(store: Store, cancelled: str) -> None:
    text = as_text(made(store, MINUTES, cancelled))
    assert "Status: Møtet ble avlyst." in text
    for word in ("Frammøte", "Skoleruta", "Møteleder", "____", "syk"):
        assert word not in text


def test_who_is_called_to_a_common_evening_is_named_once(store: Store, school: MeetingSchool) -> None:
    text = as_text(paper(store, MEETING_NOTICE, str(a_meeting(store, school.su, school.smu))))
    assert text.count("Mari Haug") == 1
    assert "Bare SMU: Heidi Ulvund, Dina Myhre" in text
    apart = as_text(paper(store, MEETING_NOTICE, str(a_meeting(store, school.fau, school.council))))
    assert "Bare" not in apart


def test_a_notice_says_how_to_reach_whoever_is_told_of_absence(store: Store, school: MeetingSchool) -> None:
    meeting_id = str(a_meeting(store, school.su))
    assert "melder fra til skolen så snart som råd" in as_text(paper(store, MEETING_NOTICE, meeting_id))
    did(store, set_school_field, "phone", "+4733445566")
    did(store, set_school_field, "email", "post@lia.example")
    text = as_text(paper(store, MEETING_NOTICE, meeting_id))
    assert "melder fra til skolen (33 44 55 66, post@lia.example) så snart som råd" in text


def test_whoever_was_excused_did_not_lead_the_meeting(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su)
    item = did(store, add_item, meeting_id, title="Skoleruta", kind="decision", decision="Ja.")
    did(store, begin, meeting_id, time(18))
    rows = known(store, attendance, meeting_id)
    assert "Møteleder: Cato Dale" in as_text(made(store, MINUTES, meeting_id))
    did(store, set_attended, rows[school.su, "Cato Dale"], "excused")
    did(store, end, meeting_id, time(19))
    document = made(store, MINUTES, meeting_id)
    head = {one.label: one.value for block in document.blocks if isinstance(block, Facts) for one in block.fields}
    assert head["Møteleder"] == ""  # a line to write on
    assert head["Referent"] == "Siv Krogh"
    assert [block.places for block in document.blocks if isinstance(block, Signatures)] == [
        ("Møteleder", "Siv Krogh, referent")
    ]
    said = remarked(store, MINUTES, meeting_id)
    assert said == "Møteleder: Den som er ført opp, møtte ikke, så navnet er utelatt."
    assert "Møteleder" not in as_text(made(store, CASE_EXTRACT, item))
    assert "Møteleder" not in as_text(made(store, PUBLIC_MINUTES, meeting_id, "public"))


def test_a_presenter_who_is_typed_and_on_the_list_stands_as_there(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.smu)
    for presenter in ("Dina Myhre", "dina myhre ", "Geir Holm"):
        did(store, add_item, meeting_id, title="Skolegården", presenter=presenter)
    did(store, begin, meeting_id, time(18))
    public = as_text(made(store, PUBLIC_MINUTES, meeting_id, "public"))
    assert "myhre" not in public.casefold()
    assert public.count("Innleder: elevrepresentant") == 2
    assert "Innleder: Geir Holm" in public
    assert "Innleder: Dina Myhre" in as_text(made(store, MINUTES, meeting_id, "office"))


def test_a_statement_that_was_sent_is_no_proposal(store: Store, school: MeetingSchool) -> None:
    with store.change("Answered a hearing") as session:
        hearing = add_hearing(session, "Budsjett", kind="budget", received_on="01.09.2026", statement="Mer til bøker.")
        answer_hearing(session, hearing, date(2026, 10, 1), "e-post")
    text = as_text(paper(store, HEARING_STATEMENT, None))
    assert "# Uttalelsen" in text
    assert "Sendt uten at noe møte har vedtatt den." in text
    assert "Forslag" not in text
    assert remarked(store, HEARING_STATEMENT, None, "public") == ""


@pytest.mark.parametrize("report", [MEETING_NOTICE, AGENDA], ids=lambda one: one.id)
def test_what_the_public_is_called_to_is_looked_over_for_names_first(
    store: Store, school: MeetingSchool, report: Report
) -> None:
    meeting_id = a_meeting(store, school.fau)
    item = did(store, add_item, meeting_id, title="Dugnad", presenter="Dina Myhre", paper="Tiril Bakken har skrevet.")
    did(store, add_attachment, item, "Brev fra Gro Ulvund.txt", b"Hei")
    with pytest.raises(UserError) as refused:
        paper(store, report, str(meeting_id), audience="public", options={"papers": "yes"})
    said = str(refused.value.values["words"])
    assert refused.value.values["n"] == 3
    for name in ("Dina Myhre", "Tiril Bakken", "Gro Ulvund"):
        assert name in said
    removed = {"papers": "yes", "removed": "Dina Myhre\nTiril Bakken\nGro Ulvund"}
    public = as_text(paper(store, report, str(meeting_id), audience="public", options=removed))
    for name in ("Myhre", "Bakken", "Ulvund"):
        assert name not in public
    assert "Brev fra […].txt" in public
    assert "Tiril Bakken" in as_text(paper(store, report, str(meeting_id), options={"papers": "yes"}))


def test_a_statement_is_looked_over_for_names_first(store: Store, school: MeetingSchool) -> None:
    with store.change("Wrote down a hearing") as session:
        add_hearing(session, "Budsjett", received_on="01.09.2026", statement="Tiril Bakken må få skyss.")
    with pytest.raises(UserError) as refused:
        paper(store, HEARING_STATEMENT, None)
    assert refused.value.values["words"] == "Høringen: »Tiril Bakken«"
    text = as_text(paper(store, HEARING_STATEMENT, None, options={"removed": "Tiril Bakken"}))
    assert "[…] må få skyss." in text
    assert "Tiril Bakken" in as_text(paper(store, HEARING_STATEMENT, None, audience="members"))

"""Is everything one reads before a meeting in one file, and nothing that is not for the one who reads it?"""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from app.core.i18n import translator
from app.core.report import ReportRequest
from app.meetings.agenda import add_attachment, add_item, close, set_item
from app.meetings.minutes import send_minutes
from app.meetings.reports.folder import MEETING_FOLDER, folder_pdf
from app.meetings.sitting import begin
from db.store import Store
from tests.documents.test_binder import foreign, words
from tests.factories import YEAR
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did


def folder(store: Store, meeting: int, audience: str = "members", language: str = "nb", **options: str) -> bytes:
    request = ReportRequest(str(meeting), audience, YEAR, date(2026, 10, 27), options=options)
    facts = store.read(MEETING_FOLDER.collect, MEETING_FOLDER.filled(request))
    return folder_pdf(facts, translator(language))


@pytest.fixture
def evening(store: Store, school: MeetingSchool) -> int:
    """A meeting with a paper, a PDF, a workbook and a broken PDF."""
    meeting = a_meeting(store, school.smu, place="Personalrommet")
    plan = did(store, add_item, meeting, title="Uteområdet", minutes_planned="20")
    did(store, set_item, plan, "paper", "Skolen foreslår flere husker.")
    did(store, add_attachment, plan, "plan.pdf", foreign("Tegning av husker", "Tegning to"))
    did(store, add_attachment, plan, "pris.xlsx", b"PK\x03\x04")
    budget = did(store, add_item, meeting, title="Budsjett")
    did(store, set_item, budget, "own_note", "Spør kommunen først.")
    did(store, add_attachment, budget, "skadet.pdf", b"%PDF-1.7 og ikke mer")
    return meeting


def test_notice_papers_and_files_are_one_pdf_numbered_through(store: Store, evening: int) -> None:
    pdf = folder(store, evening)
    said = words(pdf)
    assert all(f"Side {page} av {len(said)}" in text for page, text in enumerate(said, 1))
    assert "Innkalling" in said[0]
    whole = " ".join(said)
    for text in ("Skolen foreslår flere husker.", "Tegning av husker", "pris.xlsx", "skadet.pdf", "låst eller skadet"):
        assert text in whole
    assert "Tegning to" in said[-1]
    titles = [item.get_title() for item in pypdfium2.PdfDocument(pdf).get_toc()]
    assert titles[-2:] == ["Vedlegg", "Sak 1/26: plan.pdf"]
    assert set(PdfReader(BytesIO(pdf)).attachments) == {"pris.xlsx", "skadet.pdf"}


def test_own_notes_and_clock_times_are_on_the_principals_copy_alone(store: Store, evening: int) -> None:
    for audience, own_copy in (("members", "yes"), ("office", ""), ("members", "")):
        whole = " ".join(words(folder(store, evening, audience, own_copy=own_copy)))
        assert "Spør kommunen" not in whole
        assert "18.20" not in whole
    own = " ".join(words(folder(store, evening, "office", own_copy="yes")))
    assert "Spør kommunen først." in own
    assert "18.20" in own  # after the first case of twenty minutes


def test_files_of_a_case_the_pupils_leave_for_are_not_in_the_members_folder(store: Store, evening: int) -> None:
    item = did(store, add_item, evening, title="Skolemiljøet i 6A", public_title="Skolemiljø")
    did(store, add_attachment, item, "vedtak.pdf", foreign("Bare for voksne"))
    did(store, add_attachment, item, "notat.docx", b"PK\x03\x04 hemmelig")
    did(store, close, item, "pupils_leave", "opplæringslova § 10-4")
    pdf = folder(store, evening)
    assert "Bare for voksne" not in " ".join(words(pdf))
    assert "notat.docx" not in PdfReader(BytesIO(pdf)).attachments
    assert b"vedtak.pdf" not in pdf
    office = folder(store, evening, "office")
    assert "Bare for voksne" in " ".join(words(office))
    assert "notat.docx" in PdfReader(BytesIO(office)).attachments


def test_the_minutes_that_are_to_be_approved_are_bound_with_their_case(store: Store, school: MeetingSchool) -> None:
    before = a_meeting(store, school.fau, held_on=date(2026, 10, 1))
    case = did(store, add_item, before, title="Refleksdagen")
    did(store, begin, before, time(18))
    did(store, set_item, case, "decision", "FAU deler ut refleksvester.")
    did(store, send_minutes, before, date(2026, 10, 3))
    meeting = a_meeting(store, school.fau, held_on=EVENING)
    did(store, add_item, meeting, title="Godkjenning av referat", code="approve_minutes", approves_meeting_id=before)
    pdf = folder(store, meeting)
    said = words(pdf)
    assert "FAU deler ut refleksvester." in " ".join(said)
    assert all(f"Side {page} av {len(said)}" in text for page, text in enumerate(said, 1))
    assert all(text.count("Side ") == 1 for text in said), "the minutes are not numbered by themselves too"
    assert pypdfium2.PdfDocument(pdf).get_toc()
    titles = [item.get_title() for item in pypdfium2.PdfDocument(pdf).get_toc()]
    assert titles[-1].startswith("Sak 2/26: Referat")


def test_pupils_of_a_combined_evening_do_not_get_closed_cases_from_the_minutes_of_another_body(
    store: Store, school: MeetingSchool
) -> None:
    before = a_meeting(store, school.fau, held_on=date(2026, 10, 1))
    case = did(store, add_item, before, title="Klagen fra Uskyld")
    did(store, close, case, "closed", "offl. § 13, jf. fvl. § 13")
    did(store, begin, before, time(18))
    did(store, set_item, case, "decision", "Uskyld får medhold.")
    did(store, send_minutes, before, date(2026, 10, 3))
    for bodies, is_there in (((school.fau,), True), ((school.fau, school.smu), False)):
        meeting = a_meeting(store, *bodies, held_on=EVENING)
        did(
            store,
            add_item,
            meeting,
            title="Godkjenning av referat",
            code="approve_minutes",
            body_id=school.fau,
            approves_meeting_id=before,
        )
        assert ("Uskyld" in " ".join(words(folder(store, meeting)))) == is_there
        assert "Uskyld får medhold." in " ".join(words(folder(store, meeting, "office")))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_meeting_without_papers_is_the_notice_in_every_language(
    store: Store, school: MeetingSchool, language: str
) -> None:
    meeting = a_meeting(store, school.su)
    assert len(words(folder(store, meeting, language=language))) == 1

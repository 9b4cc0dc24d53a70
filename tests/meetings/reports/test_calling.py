"""What stands on the papers that call to a meeting, for whom, and what never does?"""

from __future__ import annotations

import zipfile
from datetime import date, time
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document, Facts, Paragraph, Table
from app.documents.writer import pdf_bytes, write
from app.handing_out import hand_out
from app.meetings.agenda import add_item, close, set_item, withdraw
from app.meetings.commands import add_meeting, cancel_meeting
from app.meetings.numbering import give_numbers
from app.meetings.queries import meetings_in
from app.meetings.reports import REPORTS
from app.meetings.reports.agenda import AGENDA, clock_times
from app.meetings.reports.hearing_statement import HEARING_STATEMENT
from app.meetings.reports.meeting_plan import MEETING_PLAN
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.reports.parent_notices import PARENT_NOTICES
from app.meetings.sitting import begin, put_in_deputy, set_attended
from db.history import steps
from db.models import AgendaItem
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.documents.structure import read_paper
from tests.factories import TODAY, YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did
from tests.meetings.reports.called import NAUGHTY, PROVISION, SECRET, TALKED_OVER, Called, call

PROTECTED = "Ulvund"
PRIVATE = ("Ring kommunen", "Naboen er imot", "18.05", "18.30")


@pytest.fixture
def called(store: Store, school: MeetingSchool) -> Called:
    """The meetings of ``called.py``."""
    return call(store, school)


def notice(store: Store, called: Called, audience: str = "members", **options: str) -> Document:
    return paper(store, MEETING_NOTICE, str(called.evening), audience=audience, options={"unguarded": "yes", **options})


def remark(store: Store, report: Report, subject: str | None, audience: str, **options: str) -> str:
    request = ReportRequest(subject, audience, YEAR, TODAY, options=options)
    facts = store.read(report.collect, report.filled(request))
    return report.remark(facts, translator("nb"))


def everything_in(document: Document, folder: Path) -> str:
    """Return what can be read anywhere in the paper, in each of its formats: text, metadata, bookmarks."""
    read = read_paper(pdf_bytes(document))
    found = [as_text(document), read.root.heard(), repr(read), repr(document)]
    for ending in ("docx", "xlsx"):
        write(document, folder / f"paper.{ending}")
        with zipfile.ZipFile(folder / f"paper.{ending}") as archive:
            found += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    with pikepdf.open(BytesIO(pdf_bytes(document))) as pdf:
        found += [str(pdf.docinfo), *(str(item.title) for item in pdf.open_outline().root)]
    return "\n".join(found)


@pytest.mark.parametrize("report", [MEETING_NOTICE, AGENDA])
@pytest.mark.parametrize("audience", ["members", "public"])
def test_a_protected_member_stands_by_role_in_every_format(
    store: Store, called: Called, report: Report, audience: str, tmp_path: Path
) -> None:
    document = paper(
        store, report, str(called.evening), audience=audience, options={"papers": "yes", "unguarded": "yes"}
    )
    found = everything_in(document, tmp_path)
    assert PROTECTED not in found
    assert "foreldrerepresentant" in found.casefold()


def test_the_office_sees_the_name_and_is_told_who_is_not_named(store: Store, called: Called) -> None:
    assert "Heidi Ulvund" in as_text(notice(store, called, "office"))
    said = remark(store, MEETING_NOTICE, str(called.evening), "members")
    assert "Én deltaker kan ikke stå med navn på dette papiret og står oppført som: foreldrerepresentant." in said
    assert said.count("foreldrerepresentant") == 1
    assert PROTECTED not in said


def test_the_public_has_no_pupil_and_nothing_of_a_closed_case(store: Store, called: Called, tmp_path: Path) -> None:
    found = everything_in(notice(store, called, "public", papers="yes"), tmp_path)
    for hidden in (SECRET, "Uskyld", TALKED_OVER, "Tall for 7A", "Per Aune", "Alma Sollid", "Dina Myhre"):
        assert hidden not in found
    for shown in ("Personalsak", "Lukket sak", PROVISION, "elevrepresentant (2)"):
        assert shown in as_text(notice(store, called, "public"))


def test_pupils_among_the_members_have_nothing_of_a_case_they_must_leave(
    store: Store, school: MeetingSchool, called: Called, tmp_path: Path
) -> None:
    did(store, set_item, called.cases["secret"], "raised_by", "Familien Uskyld")
    found = everything_in(notice(store, called, papers="yes"), tmp_path)
    assert "Uskyld" not in found
    assert "Personalsak" in found
    assert TALKED_OVER in found
    assert "Tall for 7A" not in found
    assert "SU" not in remark(store, AGENDA, str(called.evening), "members")
    said = remark(store, MEETING_NOTICE, str(called.evening), "members", papers="yes")
    assert "2/26" in said
    assert "3/26" in said
    for text in ("Tall for 7A", SECRET, "Om Kalle Uskyld.", "Familien Uskyld"):
        assert text in as_text(notice(store, called, "office", papers="yes"))
    for provision, hidden in (("offl. § 23 første ledd", False), ("", True)):
        with store.change("Closed it by something else") as session:
            session.get_one(AgendaItem, called.cases["secret"]).provision = provision
        assert ("Om Kalle Uskyld." in as_text(notice(store, called, papers="yes"))) != hidden


def test_members_without_pupils_have_closed_cases_with_their_papers(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    item = did(store, add_item, meeting, title=SECRET, paper="Om Kalle Uskyld.")
    did(store, close, item, "closed", PROVISION)
    found = as_text(paper(store, MEETING_NOTICE, str(meeting), options={"papers": "yes"}))
    assert SECRET in found
    assert "Om Kalle Uskyld." in found


def test_who_presents_an_open_case_does_not_stand_beside_a_closed_one(
    store: Store, school: MeetingSchool, called: Called
) -> None:
    for key in ("traffic", "secret"):
        did(store, set_item, called.cases[key], "presenter_id", str(school["Mari Haug"]))
    request = ReportRequest(str(called.evening), "public", YEAR, TODAY, options={"unguarded": "yes"})
    facts = store.read(AGENDA.collect, AGENDA.filled(request))
    by_case = {case.item.id: case.presenter for case in facts.cases}
    assert by_case[called.cases["traffic"]] is not None
    assert by_case[called.cases["secret"]] is None


def test_pupils_get_the_neutral_title_of_a_case_they_leave_for(store: Store, called: Called) -> None:
    did(store, set_item, called.cases["absence"], "public_title", "Orientering")
    assert TALKED_OVER not in as_text(notice(store, called))
    assert TALKED_OVER in as_text(notice(store, called, "office"))


@pytest.mark.parametrize(
    ("audience", "own_copy"), [("members", ""), ("members", "yes"), ("public", "yes"), ("office", "")]
)
def test_times_and_own_notes_stand_on_nobody_else_s_copy(
    store: Store, called: Called, audience: str, own_copy: str, tmp_path: Path
) -> None:
    found = everything_in(notice(store, called, audience, own_copy=own_copy), tmp_path)
    assert [private for private in PRIVATE if private in found] == []


def test_the_principal_s_own_copy_has_them(store: Store, called: Called) -> None:
    found = as_text(notice(store, called, "office", own_copy="yes"))
    assert [private for private in PRIVATE if private not in found] == []


def test_clock_times_run_until_a_case_has_no_length() -> None:
    assert clock_times(time(18), [5, 25, None, 10]) == (time(18), time(18, 5), time(18, 30), None)
    assert clock_times(time(23, 50), [20, 5]) == (time(23, 50), time(0, 10))
    assert clock_times(None, [5]) == (None,)


@pytest.mark.parametrize("text", [NAUGHTY, "**", "<img src=x>", "a" * 200])
def test_text_that_was_typed_is_printed_as_it_is(store: Store, called: Called, text: str, tmp_path: Path) -> None:
    did(store, set_item, called.cases["traffic"], "title", text)
    document = notice(store, called)
    assert " ".join(text.split()) in " ".join(as_text(document).split())
    heard = [cell.heard() for cell in read_paper(pdf_bytes(document)).root.find("TD")]
    assert any(text[:100] in one for one in heard)


def test_a_case_paper_of_a_hundred_thousand_characters_is_printed_whole(
    store: Store, called: Called, tmp_path: Path
) -> None:
    text = "**Skolen** mener noe. " * 4400 + "Slutt."
    with store.change("Pasted a book") as session:  # more than can be typed
        session.get_one(AgendaItem, called.cases["traffic"]).paper = text
    document = notice(store, called)
    heard = [node.text for node in read_paper(pdf_bytes(document)).root.find("P")]
    assert any(" ".join(one.split()) == text.replace("**", "") for one in heard)


def test_a_meeting_is_found_by_its_name_in_any_standard_by_its_number_and_as_the_next_one(
    store: Store, school: MeetingSchool, called: Called
) -> None:
    for subject in ("SU og SMU 12.11.2026", "su OG smu 12.11.2026", str(called.evening)):
        assert paper(store, MEETING_NOTICE, subject).title == "Innkalling til møte i SU og SMU 12.11.2026"
    assert paper(store, MEETING_NOTICE, None).title == "Innkalling: Foreldremøte 5A 08.09.2026"
    other_year = a_meeting(store, school.fau, held_on=date(2025, 11, 12))
    assert paper(store, MEETING_NOTICE, str(other_year)).school_year == "2025/26"
    for unknown in ("KFU 1.1.2026", "99999"):
        with pytest.raises(UserError) as refused:
            paper(store, MEETING_NOTICE, unknown)
        assert refused.value.field == "subject"


def test_after_the_last_meeting_the_next_one_is_the_last(store: Store, called: Called) -> None:
    request = ReportRequest(None, "members", YEAR, date(2027, 7, 1))
    assert MEETING_NOTICE.make(store.read, request, translator("nb")).title == "Innkalling til møte i FAU 04.02.2027"


def test_a_year_without_meetings_says_so(store: Store, school: MeetingSchool) -> None:
    with pytest.raises(UserError, match="There is no meeting this year yet"):
        paper(store, MEETING_NOTICE, None)


def test_a_cancelled_meeting_says_so_and_has_no_agenda(store: Store, called: Called) -> None:
    did(store, cancel_meeting, called.evening, "Sykdom", TODAY)
    document = notice(store, called)
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "Møtet er avlyst."
    assert not [block for block in document.blocks if isinstance(block, Table)]
    assert "Sykdom" in as_text(document)


def test_deputies_who_are_called_in_stand_there_and_those_who_are_not_do_not(
    store: Store, school: MeetingSchool, called: Called
) -> None:
    assert "Une Bakken" not in as_text(notice(store, called))
    did(store, begin, called.evening, time(18))
    row = next(one for one in detail(store, called.evening).attendance if one.person_id == school["Cato Dale"])
    did(store, set_attended, row.id, "excused")
    did(store, put_in_deputy, row.id, school["Une Bakken"])
    assert "Innkalt vara: Une Bakken" in as_text(notice(store, called))


def test_a_withdrawn_case_is_gone_unless_somebody_was_told_its_number(store: Store, called: Called) -> None:
    untold = did(store, add_item, called.evening, title="Glemt sak")
    did(store, withdraw, untold)
    assert "Glemt sak" not in as_text(notice(store, called))
    told = did(store, add_item, called.evening, title="Meldt sak")
    did(store, give_numbers, called.evening)
    did(store, withdraw, told)
    assert "Meldt sak / Trukket" in as_text(notice(store, called))


def test_a_meeting_without_time_place_or_cases_still_has_a_notice(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.council, starts_at=None)
    document = paper(store, MEETING_NOTICE, str(meeting))
    facts = next(block for block in document.blocks if isinstance(block, Facts))
    assert [field.value for field in facts.fields if field.label in ("Tid", "Sted")] == ["", ""]
    assert "Det står ingen saker på saklisten ennå." in as_text(document)
    said = remark(store, MEETING_NOTICE, str(meeting), "members")
    assert said == (
        "Det står ingen saker på saklisten ennå. Tid eller sted er ikke ført opp ennå; papiret har en linje til det."
    )


def test_the_plan_of_the_public_has_only_what_is_the_public_s(
    store: Store, school: MeetingSchool, called: Called
) -> None:
    for kind, title in (("staff", "Personalmøte uke 40"), ("talk", "Rektor og FAU-leder")):
        did(store, add_meeting, kind=kind, title=title, held_on=date(2026, 10, 1))
    assert "Rektor og FAU-leder" in as_text(paper(store, MEETING_PLAN, None, audience="office"))
    for audience in ("public", "members"):
        said = as_text(paper(store, MEETING_PLAN, None, audience=audience))
        assert "uke 40" not in said
        assert "Rektor" not in said
        assert "SU og SMU" in said


def test_the_plan_of_a_body_has_its_meetings_and_their_deadlines(store: Store, called: Called) -> None:
    document = paper(store, MEETING_PLAN, "FAU", columns=("day", "meeting", "input", "notice"))
    assert as_text(document).splitlines()[-1] == "tor. 4. feb. 2027 | FAU | 2027-01-14 | 2027-01-21"
    with pytest.raises(UserError, match="No body called"):
        paper(store, MEETING_PLAN, "KFU")


def test_each_class_has_a_page_of_its_own_and_interpreters_are_the_office_s_alone(
    store: Store, called: Called, tmp_path: Path
) -> None:
    document = paper(store, PARENT_NOTICES, None)
    assert len(pypdfium2.PdfDocument(pdf_bytes(document))) == 2
    said = remark(store, PARENT_NOTICES, None, "class_parents")
    assert said == (
        "2 foresatte trenger tolk: 5A 1 (polsk), 6A 1 (arabisk). Det er ikke satt opp foreldremøte for 7A. "
        "Tid eller rom er ikke ført opp for 6A; det står en linje til det."
    )
    found = as_text(document)
    assert "polsk" not in found
    assert "tolk" not in found, "without a slip nobody is asked"
    with_slip = paper(store, PARENT_NOTICES, None, options={"slip": "yes"})
    assert len(pypdfium2.PdfDocument(pdf_bytes(with_slip))) == 2, "the slip is on the same page"


def test_only_a_class_that_has_a_meeting_is_offered(store: Store, called: Called) -> None:
    assert store.read(PARENT_NOTICES.subjects, YEAR) == ("5A", "6A")
    with pytest.raises(UserError, match="No parents' meeting is planned yet"):
        paper(store, PARENT_NOTICES, "7A")


def test_the_notice_of_a_class_has_the_cases_of_its_meeting(
    store: Store, school: MeetingSchool, called: Called
) -> None:
    meeting = next(row for row in store.read(meetings_in, YEAR) if row.class_name == "5A")
    did(store, add_item, meeting.id, title="Leirskole i mai")
    did(store, add_item, meeting.id, title="Valg", kind="election")
    lines = as_text(paper(store, PARENT_NOTICES, "5A")).splitlines()
    assert [line for line in lines if line.startswith("- ")] == ["- Leirskole i mai", "- Valg av foreldrekontakt"]


def test_a_statement_is_the_decision_once_there_is_one(store: Store, school: MeetingSchool, called: Called) -> None:
    assert "Ikke vedtatt i noe møte ennå" in remark(store, HEARING_STATEMENT, None, "public")
    item = did(
        store, add_item, called.evening, title="Høring", kind="hearing", body_id=school.su, hearing_id=called.hearing
    )
    did(store, give_numbers, called.evening)
    with store.change("Wrote it down") as session:
        row = session.get_one(AgendaItem, item)
        row.decision, row.outcome, row.dissent = "SU **støtter** planen.", "treated", "Cato Dale er uenig."
    said = as_text(paper(store, HEARING_STATEMENT, "Skolebehovsplan 2027–2040"))
    assert "Vedtatt av SU og SMU torsdag 12. november 2026, SU 4/26." in said
    assert "SU støtter planen." in said
    assert "Cato Dale er uenig." in said
    assert remark(store, HEARING_STATEMENT, None, "public") == ""
    with store.change("Closed it") as session:
        row = session.get_one(AgendaItem, item)
        row.openness, row.provision = "closed", PROVISION
    for_all = as_text(paper(store, HEARING_STATEMENT, None))
    assert "støtter" not in for_all
    assert PROVISION in for_all
    assert "støtter" not in as_text(paper(store, HEARING_STATEMENT, None, audience="members"))  # pupils left for it
    assert "SU støtter planen." in as_text(paper(store, HEARING_STATEMENT, None, audience="office"))


def test_a_notice_is_handed_out_as_a_word_document_and_the_history_says_of_what(
    store: Store, called: Called, tmp_path: Path
) -> None:
    request = ReportRequest(None, "members", YEAR, TODAY)
    hand_out(store, MEETING_NOTICE, request, translator("nn"), tmp_path / "innkalling.docx")
    word = docx.Document(str(tmp_path / "innkalling.docx"))
    assert word.paragraphs[0].text == "Innkalling: Foreldremøte 5A 08.09.2026"
    assert word.core_properties.author == "Skolekontoret"
    assert ["Møteleiar", "Mari Haug"] in [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    step = store.read(steps)[0]
    assert translator("nb").say(step.label, step.arguments) == "Leverte ut Innkalling, Neste møte (Medlemmene): 1"


def test_every_paper_of_a_meeting_can_be_had_in_word() -> None:
    ids = {"meeting-notice", "agenda", "meeting-plan", "parent-meeting-notices", "hearing-statement"}
    mine = [report for report in REPORTS if report.id in ids]
    assert {report.id for report in mine} == ids
    assert all({"pdf", "docx"} <= set(report.formats) for report in mine)

"""A result of groups so small that people can be known reaches nobody but the office and those who treat it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.features import all_reports
from app.handing_out import write_paper
from app.meetings.agenda import add_attachment, add_item, close, forward, postpone, reopen, set_item
from app.meetings.kept_closed import NOT_PUBLIC
from app.meetings.message import calendar_attachment, file_title, subject_of_message, text_of_message
from app.meetings.minutes import send_minutes
from app.meetings.proposing import proposals, take
from app.meetings.queries import item, meeting_row, meetings_in
from app.meetings.reports.case_extract import case_subjects
from app.meetings.sitting import end
from app.meetings.subjects import subjects
from app.plan.closed import WHY
from app.plan.presentation_commands import NOT_TO_THEM, STAYS, dismiss, forget, note_presentation, plan_presentation
from app.plan.presentations import presentations
from app.plan.result_commands import (
    NOT_ITS_CASE,
    ON_AGENDA,
    add_file,
    add_measure,
    add_result,
    remove_result,
    set_result,
)
from app.plan.results import cases_of, measures
from db.models import AgendaItem
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import detail, did, known
from tests.plan.facts.office import a_pdf, evening, hold
from tests.privacy.papers import words_of
from tests.privacy.plants import Plant
from tests.privacy.scanner import Scanner
from tests.yearwheel.factories import WheelSchool

FEBRUARY, MARCH = date(2027, 2, 3), date(2027, 3, 10)
INSIDE = ("office",)
OF_A_MEETING = (
    "minutes",
    "agenda",
    "meeting-notice",
    "meeting-folder",
    "case-extract",
    "decision-list",
    "follow-up-list",
)
SECRETS = {
    "title": "xqtittelzw",
    "summary": "xqsamletzw",
    "file": "xqfilnavnzw",
    "page": "xqinnholdzw",
    "discussion": "xqdroftetzw",
    "decision": "xqvedtakzw",
    "measure": "xqtiltakzw",
    "note": "xqnotatzw",
}


@pytest.fixture
def scanner() -> Scanner:
    return Scanner([Plant(1, "result", SECRETS)])


@pytest.fixture
def result(store: Store) -> int:
    """A result of small groups with a file, each text of it a word that is found again."""
    found = did(
        store,
        add_result,
        YEAR,
        kind="pupil_survey",
        title=f"Elevundersøkelsen {SECRETS['title']}",
        received_on="20.01.2027",
        summary=f"Fire elever svarte. {SECRETS['summary']}",
        small_groups="yes",
    )
    did(store, add_file, found, f"{SECRETS['file']}.pdf", a_pdf(SECRETS["page"]))
    return found


@pytest.fixture
def treated(store: Store, school: WheelSchool, result: int, clock: Clock) -> int:
    """The case of SMU, treated, with a measure, and put off once in FAU so that it comes back there."""
    clock.set(clock.time.replace(year=2027, month=2, day=1))
    meeting = evening(store, school.meetings.smu, on=FEBRUARY, held=False)
    did(store, add_item, meeting, title="Uteområdet")
    case = did(store, plan_presentation, meeting, result_id=result)
    clock.set(clock.time.replace(day=3))
    hold(store, meeting)
    for field in ("discussion", "decision"):
        did(store, set_item, case, field, f"De fire elevene {SECRETS[field]}.")
    did(store, add_measure, result, case, f"Flere voksne ute {SECRETS['measure']} – rektor – 01.03.2027")
    did(store, end, meeting)
    did(store, send_minutes, meeting, FEBRUARY)
    return case


def test_its_case_is_closed_from_the_first_with_a_neutral_title(store: Store, treated: int) -> None:
    case = known(store, item, treated)
    assert case.openness == "closed"
    assert case.provision == "offl. § 13, jf. fvl. § 13 første ledd"
    assert case.public_title == "Resultater fra Elevundersøkelsen"
    assert [one.file_name for one in case.attachments] == [f"{SECRETS['file']}.pdf"]


def test_no_paper_for_anybody_outside_has_a_word_of_it(
    store: Store, school: WheelSchool, treated: int, scanner: Scanner, tmp_path: Path, clock: Clock
) -> None:
    smu, fau, su = school.meetings.smu, school.meetings.fau, school.meetings.su
    (waiting, _) = did(store, forward, treated, [fau, su])
    later = evening(store, smu, on=MARCH, held=False)
    taken = known(store, proposals, later)
    did(store, take, later, [one.key for one in taken])
    other = evening(store, fau, on=MARCH, held=False)
    did(store, take, other, [one.key for one in known(store, proposals, other) if one.waiting_id == waiting])
    tr, made = translator("nb"), 0
    for report in all_reports():
        for request in _wishes(store, report):
            facts = _read(store, report, request, scanner)
            if facts is None:
                continue
            document = report.compose(facts, tr)
            assert not scanner.texts(words_of(document)), f"{report.id} {request.audience} {request.subject}"
            assert not scanner.text(report.remark(facts, tr)), report.id
            assert not scanner.text(report.file_name(request, tr)), report.id
            for ending in report.formats if request.subject is not None or request.audience == "public" else ():
                path = tmp_path / f"paper.{ending}"
                write_paper(report, facts, document, tr, path)
                assert not scanner.data(path.read_bytes()), f"{report.id} {request.audience} .{ending}"
            made += 1
    assert made > 60, "the papers were really made"
    office = next(one for one in all_reports() if one.id == "minutes")
    request = ReportRequest(_subject(store, FEBRUARY), "office", YEAR, MARCH)
    assert scanner.texts(words_of(office.make(store.read, request, tr))), "the office has them, and they are found"


def test_mail_calendar_and_file_names_say_nothing(
    store: Store, school: WheelSchool, treated: int, scanner: Scanner
) -> None:
    tr = translator("nb")
    row = known(store, meeting_row, known(store, item, treated).meeting_id or 0)
    said = (subject_of_message(row, (), tr), text_of_message(row, (), tr), file_title(row, tr))
    calendar = calendar_attachment(row, "mote", tr, "Lia skole")
    assert not scanner.texts(said)
    assert not scanner.texts(words_of(calendar))


def test_it_is_not_opened_again_by_any_way(store: Store, school: WheelSchool, result: int) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False)
    case = did(store, plan_presentation, meeting, result_id=result)
    for command, values in ((reopen, ()), (set_item, ("openness", "open"))):
        with pytest.raises(UserError) as refused:
            did(store, command, case, *values)
        assert refused.value.message == WHY
    said = next(one.id for one in known(store, presentations, result_id=result, today=MARCH) if one.item_id == case)
    for wrong in (
        lambda session: forget(session, said or 0),
        lambda session: dismiss(session, "school_environment_committee", result_id=result, item_id=case),
        lambda session: dismiss(session, "other", result_id=result, item_id=case),
    ):
        with pytest.raises(UserError) as refused:
            did(store, wrong)
        assert refused.value.message == STAYS
    with pytest.raises(UserError) as refused:
        did(store, remove_result, result)
    assert refused.value.message == ON_AGENDA
    assert known(store, item, case).openness == "closed"
    did(store, close, case, "pupils_leave", "")  # not the public's either


def test_its_file_is_kept_with_no_open_case(store: Store, school: WheelSchool, result: int) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False)
    case = did(store, add_item, meeting, title="Trivsel")
    with pytest.raises(UserError) as refused:
        did(store, add_attachment, case, "annet-navn.pdf", a_pdf(SECRETS["page"]))
    assert refused.value.message == WHY
    did(store, close, case, "closed", "offl. § 13")
    did(store, add_attachment, case, "annet-navn.pdf", a_pdf(SECRETS["page"]))
    with pytest.raises(UserError):
        did(store, reopen, case)


def test_where_the_case_goes_on_it_stays_closed(store: Store, school: WheelSchool, result: int) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False)
    case = did(store, plan_presentation, meeting, result_id=result)
    (sent_on,) = did(store, forward, case, [school.meetings.fau])
    hold(store, meeting)
    did(store, postpone, case)
    later = evening(store, school.meetings.smu, on=date(2026, 11, 4), held=False)
    key = next(one.key for one in known(store, proposals, later) if one.source == "carried")
    (carried,) = did(store, take, later, [key])

    assert known(store, cases_of, result) == {case, sent_on, carried}
    for one in (sent_on, carried):
        assert known(store, item, one).openness == "closed"
        with pytest.raises(UserError):
            did(store, reopen, one)
    assert [file.file_name for file in known(store, item, carried).attachments] == [f"{SECRETS['file']}.pdf"]


def test_a_result_that_turns_out_to_be_of_small_groups_closes_its_cases(store: Store, school: WheelSchool) -> None:
    found = did(store, add_result, YEAR, kind="parent_survey", received_on="20.08.2026")
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), held=False)
    case = did(store, plan_presentation, meeting, result_id=found)
    assert known(store, item, case).openness == "open"

    did(store, set_result, found, "small_groups", "yes")

    closed = known(store, item, case)
    assert (closed.openness, closed.public_title) == ("closed", "Resultater fra Foreldreundersøkelsen")
    store.undo()
    assert known(store, item, case).openness == "open"


def test_a_case_somebody_links_to_it_is_closed(store: Store, school: WheelSchool, result: int) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 9, 30), cases=("Små grupper",))
    case = detail(store, meeting).items[0].id
    did(store, note_presentation, "school_environment_committee", result_id=result, item_id=case)
    assert known(store, item, case).openness == "closed"


def test_what_stands_open_all_the_same_is_refused_to_the_public(store: Store, treated: int) -> None:
    with store.change("Opened it past the commands") as session:
        session.get_one(AgendaItem, treated).openness = "open"
    for name in ("public-minutes", "agenda", "decision-list", "case-extract"):
        report = next(one for one in all_reports() if one.id == name)
        about = _subject(store, FEBRUARY)
        subject = {"decision-list": "SMU", "case-extract": f"{about}, {_number(store, treated)}"}.get(name, about)
        request = ReportRequest(subject, "public", YEAR, MARCH, options={"unguarded": "yes"})
        with pytest.raises(UserError) as refused:
            store.read(report.collect, report.filled(request))
        assert refused.value.message == NOT_PUBLIC, name


def test_parents_and_pupils_do_not_have_it_presented(store: Store, school: WheelSchool, result: int) -> None:
    parents = evening(store, on=date(2026, 9, 3), kind="parents", grade=5, held=False)
    council = evening(store, school.meetings.council, on=date(2026, 9, 3), held=False)
    for meeting in (parents, council):
        with pytest.raises(UserError) as refused:
            did(store, plan_presentation, meeting, result_id=result)
        assert refused.value.message == NOT_TO_THEM
        assert detail(store, meeting).items == ()


def test_a_measure_belongs_to_a_case_of_its_result(
    store: Store, school: WheelSchool, result: int, treated: int
) -> None:
    assert [(one.what, one.due) for one in known(store, measures, result)] == [
        (f"Flere voksne ute {SECRETS['measure']}", date(2027, 3, 1))
    ]
    meeting = known(store, item, treated).meeting_id or 0
    other = next(one.id for one in detail(store, meeting).items if one.id != treated)
    with pytest.raises(UserError) as refused:
        did(store, add_measure, result, other, "Rydde")
    assert refused.value.message == NOT_ITS_CASE


def _wishes(store: Store, report: Report) -> Iterator[ReportRequest]:
    """Yield every way to ask for a paper outside the office, with and without everything ticked.

    Members of FAU, where no pupils are, may have what FAU treats itself, and in SMU those who are no pupils a copy of
    their own, which a tick asks for: theirs are left out, but never the public's.
    """
    subjects = known(store, report.subjects, YEAR)
    ticked = {option.key: "yes" for option in report.options if option.kind == "check"}
    for audience in report.audiences:
        if audience in INSIDE:
            continue
        named = (None, *subjects)
        if audience == "members" and report.id in OF_A_MEETING:
            named = tuple(one for one in subjects if one.startswith("SMU"))
        for subject in named:
            for options in ({}, ticked) if audience != "members" else ({},):
                yield ReportRequest(subject, audience, YEAR, MARCH, options=options)


def _read(store: Store, report: Report, request: ReportRequest, scanner: Scanner) -> object | None:
    """Return what a paper is made of; None where it is refused, which says no word of it either."""
    try:
        facts: object = store.read(report.collect, report.filled(request))
    except UserError as error:
        said = scanner.texts(str(value) for value in error.values.values())
        if said:
            pytest.fail(f"{report.id} {request.audience}: {said}")
        return None
    return facts


def _number(store: Store, item_id: int) -> str:
    numbered = known(store, case_subjects, YEAR)
    text = known(store, item, item_id).number_text
    return next(one for one in numbered if one.startswith(_subject(store, FEBRUARY)) and one.endswith(text)).rpartition(
        ", "
    )[2]


def _subject(store: Store, on: date) -> str:
    rows = known(store, meetings_in, YEAR)
    row = next(one for one in rows if one.held_on == on and "SMU" in one.body_name("nb"))
    return subjects(rows, "nb")[row.id]

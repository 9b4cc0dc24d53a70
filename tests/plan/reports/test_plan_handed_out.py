"""Which plan is printed for whom, what is said beside it, and what of it lies in the parents' meeting package?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.contacts.protection import protect
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Contents, Document, Heading, Poster
from app.documents.writer import write
from app.elections.reports.package import MEETING_PACKAGE
from app.plan.commands import add_point, new_version, send, set_point
from app.plan.reports.chosen import plan_subject
from app.plan.reports.plan import PLAN
from app.plan.reports.poster import POSTER
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool, adopted
from tests.plan.halsa import enter_halsa


def package(store: Store, options: Mapping[str, str] | None = None) -> Document:
    return paper(store, MEETING_PACKAGE, "5A", options=options)


def posters(document: Document) -> list[str]:
    return [block.heading for block in document.blocks if isinstance(block, Poster)]


def test_the_newest_version_is_printed_unless_another_is_asked_for(store: Store, school: PlanSchool) -> None:
    adopted(store, school.plan)
    newer = did(store, new_version, school.plan)
    did(store, set_point, _point(store, newer, "leser planen"), "leser den nye planen")
    newest, first = known(store, PLAN.subjects, YEAR)
    assert newest.endswith("(2)")
    assert first == known(store, plan_subject, school.plan, YEAR)
    assert "leser den nye planen" in as_text(paper(store, PLAN, None))
    assert "leser den nye planen" in as_text(paper(store, PLAN, newest))
    assert "leser den nye planen" not in as_text(paper(store, PLAN, first))


def test_what_is_not_there_is_refused_with_what_is(store: Store, school: PlanSchool, planless: Store) -> None:
    with pytest.raises(UserError) as refused:
        paper(store, PLAN, "Noe annet")
    assert refused.value.field == "subject"
    with pytest.raises(UserError) as refused:
        paper(store, POSTER, "Noe annet")
    assert "Møter: Foresatte" in str(refused.value.values["names"])
    with pytest.raises(UserError):
        paper(planless, PLAN, None)
    assert known(planless, PLAN.subjects, YEAR) == known(planless, POSTER.subjects, YEAR) == ()


def test_a_plan_sent_for_consultation_says_so_and_by_when_answers_are_wanted(store: Store, school: PlanSchool) -> None:
    did(store, send, school.plan, TODAY, date(2026, 9, 14))
    assert "Utkast. Planen er ikke vedtatt. Sendt på høring 24.08.2026. Svarfrist 14.09.2026." in as_text(
        paper(store, PLAN, None)
    )


def test_a_short_plan_has_no_contents_and_a_long_one_has_them_on_a_page_of_their_own(
    store: Store, planless: Store
) -> None:
    assert not any(isinstance(block, Contents) for block in paper(store, PLAN, None).blocks)
    did(planless, enter_halsa, YEAR)
    blocks = paper(planless, PLAN, None).blocks
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Contents))
    following = blocks[place + 1]
    assert isinstance(following, Heading)
    assert following.new_page
    assert not any(isinstance(block, Heading) and block.new_page for block in blocks[place + 2 :])


def test_words_of_the_other_written_standard_are_said_beside_the_paper(store: Store, school: PlanSchool) -> None:
    request = ReportRequest(None, "public", YEAR, TODAY)
    facts = store.read(PLAN.collect, request)
    assert PLAN.remark(facts, translator("nb")) == ""
    assert "foresatte" in PLAN.remark(facts, translator("nn"))
    did(store, add_point, school.sections["Mål for planen"], "text", "Vi skal ikkje gje oss.")
    facts = store.read(PLAN.collect, request)
    assert "ikkje" in PLAN.remark(facts, translator("nb"))
    assert "foresatte" not in PLAN.remark(facts, translator("nb"))
    assert PLAN.remark_page(facts) == "plan"


def test_nobody_who_must_not_be_named_is_named_outside_the_office(store: Store, school: PlanSchool) -> None:
    said = {"leser planen": "spør Berit Lunde om planen", "inviterer til to samtaler": "gjør som Berit Lunde sier"}
    for point, text in said.items():
        did(store, set_point, school.points[point], text)
    for report in (PLAN, POSTER):
        assert "Berit Lunde" in as_text(paper(store, report, None, audience="public"))
    protect(store, school.meetings["Berit Lunde"], "confidential")
    for report in (PLAN, POSTER):
        assert as_text(paper(store, report, None, audience="office")).count("Berit Lunde") == 2
        told = as_text(paper(store, report, None, audience="public"))
        assert "Lunde" not in told
        assert "spør […] om planen" in told


def test_the_package_has_the_posters_of_both_roles_once_the_plan_is_adopted(store: Store, school: PlanSchool) -> None:
    assert posters(package(store)) == []
    adopted(store, school.plan)
    assert posters(package(store)) == ["Foresatte", "Skolens ansatte"]
    assert isinstance(package(store).blocks[-1], Poster), "they lie last, behind the sheets of the class"
    assert posters(package(store, {"enclosed": ""})) == []


def test_each_poster_of_a_real_plan_is_one_page(planless: Store, tmp_path: Path) -> None:
    did(planless, enter_halsa, YEAR)
    for subject in (None, *known(planless, POSTER.subjects, YEAR)):
        document = paper(planless, POSTER, subject)
        path = tmp_path / "poster.pdf"
        write(document, path)
        pdf = pypdfium2.PdfDocument(path)
        assert len(pdf) == len(document.blocks) == (1 if subject else 6)  # four roles have one table, two have five
        pdf.close()


def test_points_that_no_page_takes_are_said_beside_the_poster(store: Store, school: PlanSchool) -> None:
    request = ReportRequest(None, "public", YEAR, TODAY)
    assert POSTER.remark(store.read(POSTER.collect, request), translator("nb")) == ""
    section = school.sections["Møter"]
    with store.change("Wrote a hundred points") as session:
        for number in range(100):
            add_point(session, section, "left", f"Punkt {number} om " + "det vi venter av hverandre " * 4)
    said = POSTER.remark(store.read(POSTER.collect, request), translator("nb"))
    assert "Foresatte" in said
    assert "Skolens ansatte" not in said


def _point(store: Store, plan_id: int, text: str) -> int:
    from app.plan.queries import plan_detail

    detail = known(store, plan_detail, plan_id, TODAY)
    return next(point.id for one in detail.sections for point in one.points if point.text == text)

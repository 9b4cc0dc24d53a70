"""Does the paper say what is new since last year, word by word, and nothing of what is the same?"""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.progress import NO_PROGRESS
from app.core.report import ReportRequest
from app.documents.boxes import TableBox
from app.documents.layout import lay_out
from app.documents.model import Document, Heading, Paragraph, Table
from app.documents.sheet import MM
from app.documents.writer import write
from app.plan.commands import add_point, add_section, move_point, remove_point, set_point, set_section, start_from
from app.plan.queries import plan_detail
from app.plan.reports import REPORTS
from app.plan.reports import changes as module
from app.plan.reports.changes import CHANGES
from app.plan.rows import PlanDetail
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool

NEXT = YEAR + 1


def next_year(store: Store, school: PlanSchool) -> PlanDetail:
    """Make next year's plan of this year's, and return it."""
    copied = did(store, start_from, school.plan, NEXT)
    return known(store, plan_detail, copied, TODAY)


def paper(store: Store, language: str = "nb") -> Document:
    return CHANGES.make(store.read, ReportRequest(None, "public", NEXT, TODAY), translator(language))


def rows(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Table) for row in block.rows]


def point(detail: PlanDetail, text: str) -> int:
    return next(one.id for section in detail.sections for one in section.points if one.text == text)


def section(detail: PlanDetail, title: str) -> int:
    return next(one.id for one in detail.sections if one.title == title)


def test_a_copy_has_no_changes(store: Store, school: PlanSchool) -> None:
    next_year(store, school)
    made = paper(store)
    assert rows(made) == []
    assert "Ingenting er endret." in [block.text for block in made.blocks if isinstance(block, Paragraph)]


def test_every_change_stands_once_beside_what_was(store: Store, school: PlanSchool) -> None:
    detail = next_year(store, school)
    meetings = section(detail, "Møter")
    did(store, set_point, point(detail, "deltar på to utviklingssamtaler"), "deltar på **minst** to utviklingssamtaler")
    did(store, remove_point, point(detail, "deltar på foreldremøter"))
    did(store, add_point, meetings, "right", "sender ut referat")
    did(store, move_point, point(detail, "leser planen"), meetings, "right", 0)
    did(store, set_section, section(detail, "Roller"), "title", "Roller og ansvar")
    did(store, add_section, detail.plan.id, "Personvern")
    made = paper(store)
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Roller og ansvar",
        "Møter",
        "Personvern",
    ]
    assert rows(made) == [
        ("Endret", "Overskrift", "Roller", "Roller [og ansvar]"),
        ("Fjernet", "Foresatte", "deltar på foreldremøter", ""),
        ("Endret", "Foresatte", "deltar på to utviklingssamtaler", "deltar på [minst] to utviklingssamtaler"),
        ("Flyttet", "Skolens ansatte, fra Informasjon", "leser planen", "leser planen"),
        ("Nytt", "Skolens ansatte", "", "sender ut referat"),
        ("Nytt", "Overskrift", "", "Personvern"),
    ]
    counted = [block.text for block in made.blocks if isinstance(block, Paragraph)][1]
    assert counted == "1 nytt punkt, 1 endret punkt, 1 fjernet punkt, 1 flyttet punkt."


def test_the_paper_is_written_in_all_its_formats(store: Store, school: PlanSchool, tmp_path: Path) -> None:
    detail = next_year(store, school)
    did(store, add_point, section(detail, "Møter"), "right", "sender ut referat")
    made = paper(store)
    pdf, xlsx, word = (tmp_path / f"endringer.{ending}" for ending in ("pdf", "xlsx", "docx"))
    for path in (pdf, xlsx, word):
        write(made, path)
    assert "sender ut referat" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    sheet = openpyxl.load_workbook(xlsx).worksheets[0]
    assert "sender ut referat" in [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    cells = [cell.text for table in docx.Document(str(word)).tables for row in table.rows for cell in row.cells]
    assert "sender ut referat" in cells


def test_the_first_plan_has_nothing_to_be_compared_with(store: Store, school: PlanSchool) -> None:
    with pytest.raises(UserError) as error:
        CHANGES.make(store.read, ReportRequest(None, "public", YEAR, TODAY), translator("nb"))
    assert error.value.message == module.NOTHING_BEFORE


def test_it_is_among_the_papers_of_the_plan() -> None:
    assert CHANGES in REPORTS


def test_words_of_a_link_are_compared_and_its_address_is_not_said(store: Store, school: PlanSchool) -> None:
    before = "[Lova](https://lovdata.no/lov/1998-07-17-61) § 1-1: Skolen samarbeider med **hjemmet**."
    after = "[Opplæringslova](https://lovdata.no/lov/2023-06-09-30) § 10-3: Skolen samarbeider med **foreldrene**."
    did(store, set_point, school.points["leser planen"], before)
    detail = next_year(store, school)
    did(store, set_point, point(detail, before), after)
    assert rows(paper(store)) == [
        (
            "Endret",
            "Foresatte",
            "[Lova § 1-1]: Skolen samarbeider med [hjemmet].",
            "[Opplæringslova § 10-3]: Skolen samarbeider med [foreldrene].",
        )
    ]


def test_what_was_and_what_is_have_the_same_room(store: Store, school: PlanSchool) -> None:
    detail = next_year(store, school)
    did(store, add_point, section(detail, "Møter"), "right", "sender ut referat fra alle møtene innen to uker " * 5)
    (table,) = [box for box in lay_out(paper(store), 178 * MM, NO_PROGRESS) if isinstance(box, TableBox)]
    assert table.widths[2] == pytest.approx(table.widths[3])
    assert sum(table.widths) == pytest.approx(178 * MM)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_paper_reads_as_the_golden_text(store: Store, school: PlanSchool, language: str) -> None:
    """It was written by hand from what is done here: one change of each kind, and an old reference with a link."""
    detail = next_year(store, school)
    meetings = section(detail, "Møter")
    did(store, set_section, section(detail, "Mål for planen"), "text", "Hjem og skole drar i **en felles retning**.")
    did(store, set_section, section(detail, "Roller"), "title", "Roller og ansvar")
    did(store, remove_point, point(detail, "deltar på foreldremøter"))
    did(store, set_point, point(detail, "deltar på to utviklingssamtaler"), "deltar på minst to utviklingssamtaler")
    did(store, set_point, point(detail, "inviterer til to samtaler"), "inviterer Nguyễn, Áilu, O'Connor og <b>Ola")
    did(store, add_point, meetings, "right", "sender ut referat")
    did(store, move_point, point(detail, "leser planen"), meetings, "right", 0)
    did(store, add_section, detail.plan.id, "Personvern")
    golden = GOLDEN / f"plan-changes-{language}.txt"
    assert as_text(paper(store, language)) == golden.read_text(encoding="utf-8")

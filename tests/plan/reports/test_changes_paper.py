"""Does the paper say what is new since last year, word by word, and nothing of what is the same?"""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Document, Heading, Paragraph, Table
from app.documents.writer import write
from app.plan.commands import add_point, add_section, move_point, remove_point, set_point, set_section, start_from
from app.plan.queries import plan_detail
from app.plan.reports import REPORTS
from app.plan.reports import changes as module
from app.plan.reports.changes import CHANGES
from app.plan.rows import PlanDetail
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool

NEXT = YEAR + 1


def next_year(store: Store, school: PlanSchool) -> PlanDetail:
    """Make next year's plan of this year's, and return it."""
    copied = did(store, start_from, school.plan, NEXT)
    return known(store, plan_detail, copied, TODAY)


def paper(store: Store) -> Document:
    return CHANGES.make(store.read, ReportRequest(None, "public", NEXT, TODAY), translator("nb"))


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

"""The papers of what was kept say what the screen says; the golden texts were read against ``told``, line by line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document
from app.documents.writer import write
from app.meetings.commands import cancel_meeting
from app.plan.class_status_commands import set_step
from app.plan.commitment_commands import mark_done
from app.plan.reports.class_status import CLASS_STATUS
from app.plan.reports.commitment_status import COMMITMENT_STATUS
from db.store import Store
from tests.conftest import Clock
from tests.contacts.reports.papers import GOLDEN, as_text
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did
from tests.plan.facts.office import TITLE, Planned, evening, promised
from tests.privacy.papers import words_of
from tests.yearwheel.factories import WheelSchool

OCTOBER = date(2026, 10, 20)


@pytest.fixture
def told(store: Store, school: WheelSchool, plan: Planned, clock: Clock) -> None:
    """Two SMU evenings held of four, one cancelled; two classes have met; a day is kept late; a talk is missing."""
    clock.set(datetime(2026, 10, 20, 9))
    smu, classes = school.meetings.smu, school.meetings.classes
    for day in (date(2026, 9, 9), date(2026, 10, 1)):
        evening(store, smu, on=day)
    did(store, cancel_meeting, evening(store, smu, on=date(2026, 10, 14), held=False), "Sykdom", TODAY)
    for name, number in (("5A", 1), ("6A", 2)):
        evening(store, on=date(2026, 9, number), kind="parents", school_class_id=classes[name], cases=(TITLE,))
    evening(store, on=date(2026, 10, 27), kind="parents", school_class_id=classes["7A"], held=False)
    did(store, set_step, classes["5A"], "talk_1", True, date(2026, 10, 1))
    promised(store, plan, "meetings", body_id=smu, number_from=4, number_to=5)
    promised(store, plan, "meetings", meeting_kind="parents", number_from=1, by=date(2026, 9, 18))
    did(store, mark_done, promised(store, plan, "date", by=date(2026, 9, 1)), date(2026, 9, 3))
    promised(store, plan, "talks", number_from=2)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("report", [COMMITMENT_STATUS, CLASS_STATUS], ids=lambda report: report.id)
def test_the_paper_reads_as_the_golden_text(store: Store, told: None, report: Report, language: str) -> None:
    golden = GOLDEN / f"{report.id}-{language}.txt"
    assert as_text(_paper(store, report, language=language)) == golden.read_text(encoding="utf-8")


def test_outside_the_office_what_it_was_read_from_is_left_out(store: Store, told: None) -> None:
    said = "\n".join(words_of(_paper(store, COMMITMENT_STATUS, "public")))
    assert "Møter i SMU: 4–5" in said
    assert "SMU 09.09.2026" not in said
    assert "SMU 09.09.2026" in "\n".join(words_of(_paper(store, COMMITMENT_STATUS)))


def _paper(store: Store, report: Report, audience: str = "office", language: str = "nb") -> Document:
    return report.make(store.read, ReportRequest(None, audience, YEAR, OCTOBER), translator(language))


def test_the_day_a_commitment_is_due_can_be_sorted_in_a_workbook(store: Store, told: None, tmp_path: Path) -> None:
    path = tmp_path / "status.xlsx"
    write(_paper(store, COMMITMENT_STATUS), path)
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True)
    days = [day.date() for day in (row[5] for row in rows) if isinstance(day, datetime)]
    assert days == [date(2027, 7, 31), date(2026, 9, 18), date(2026, 9, 1), date(2027, 7, 31)]

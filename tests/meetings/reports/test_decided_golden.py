"""Do the papers of what was decided read, word for word, as they should in both written standards?

The golden texts were read line by line against ``held.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from app.core.report import Report
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.decisions import DECISION_LIST
from app.meetings.reports.follow_up import FOLLOW_UP_LIST
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.public_minutes import PUBLIC_MINUTES
from db.store import Store
from tests.contacts.reports.papers import GOLDEN
from tests.meetings.reports.decided import read
from tests.meetings.reports.held import Evening


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    about: Callable[[Evening], object]
    audience: str = ""
    options: Mapping[str, str] = {}


CASES = (
    Case("minutes", MINUTES, lambda evening: evening.combined),
    Case("minutes-office", MINUTES, lambda evening: evening.combined, "office"),
    Case("public-minutes", PUBLIC_MINUTES, lambda evening: "SU og SMU 12.11.2026"),
    Case("case-extract", CASE_EXTRACT, lambda evening: "SU og SMU 12.11.2026, SU 5/26"),
    Case("case-extract-public", CASE_EXTRACT, lambda evening: evening.items["closed"], "public"),
    Case("decision-list", DECISION_LIST, lambda evening: None),
    Case("follow-up-list", FOLLOW_UP_LIST, lambda evening: "SU"),
    Case("follow-up-list-office", FOLLOW_UP_LIST, lambda evening: None, "office", {"done": "yes", "order": "person"}),
    Case("annual-report", ANNUAL_REPORT, lambda evening: "SU"),
    Case("annual-report-public", ANNUAL_REPORT, lambda evening: "SMU", "public"),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(held: Store, evening: Evening, case: Case, language: str) -> None:
    text = read(held, case.report, case.about(evening), case.audience, language, **case.options)
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert text == golden.read_text(encoding="utf-8")

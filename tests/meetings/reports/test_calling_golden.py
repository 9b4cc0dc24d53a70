"""Do the papers that call to meetings read, word for word, as they should in both written standards?

The golden texts were read line by line against ``called.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from app.core.report import Report
from app.meetings.reports.agenda import AGENDA
from app.meetings.reports.hearing_statement import HEARING_STATEMENT
from app.meetings.reports.meeting_plan import MEETING_PLAN
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.reports.parent_notices import PARENT_NOTICES
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper
from tests.meetings.factories import MeetingSchool
from tests.meetings.reports.called import call

EVENING = "SU og SMU 12.11.2026"


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    audience: str = ""
    subject: str | None = EVENING
    options: Mapping[str, str] = {}


CASES = (
    Case("meeting-notice", MEETING_NOTICE),
    Case("meeting-notice-public", MEETING_NOTICE, "public", options={"unguarded": "yes"}),
    Case("meeting-notice-own", MEETING_NOTICE, "office", options={"own_copy": "yes"}),
    Case("agenda", AGENDA),
    Case("meeting-plan", MEETING_PLAN, "office", None),
    Case("parent-meeting-notices", PARENT_NOTICES, subject=None, options={"slip": "yes", "deadline": "2026-09-04"}),
    Case("hearing-statement", HEARING_STATEMENT, subject=None),
)


@pytest.fixture
def called(store: Store, school: MeetingSchool) -> Store:
    """The school with its meetings."""
    call(store, school)
    return store


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(called: Store, case: Case, language: str) -> None:
    document = paper(called, case.report, case.subject, language, case.audience, options=case.options)
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")

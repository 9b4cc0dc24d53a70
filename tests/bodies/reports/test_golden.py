"""Do the papers of bodies read, word for word, as they should in both written standards?

The golden texts were read line by line against the school in ``school.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.bodies.reports import REPORTS
from app.bodies.reports.committee_list import COMMITTEE_LIST
from app.bodies.reports.confidentiality import CONFIDENTIALITY
from app.bodies.reports.representatives import REPRESENTATIVES
from app.bodies.reports.vacancies import VACANCIES
from app.core.report import Report
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    audience: str = ""
    subject: str | None = None


CASES = (
    Case("representatives", REPRESENTATIVES),
    Case("representatives-parents", REPRESENTATIVES, "class_parents"),
    Case("representatives-office", REPRESENTATIVES, "office", "FAU"),
    Case("committee-list", COMMITTEE_LIST),
    Case("committee-list-office", COMMITTEE_LIST, "office"),
    Case("vacancies", VACANCIES),
    Case("confidentiality", CONFIDENTIALITY, subject="FAU"),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(school: Store, case: Case, language: str) -> None:
    document = paper(school, case.report, case.subject, language, case.audience)
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")


def test_every_paper_has_golden_texts() -> None:
    assert {report.id for report in REPORTS} == {case.report.id for case in CASES}

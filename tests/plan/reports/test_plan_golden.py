"""Do the plan and its posters read, word for word, as they should in both written standards?

The golden texts were read line by line against ``presented.py`` and ``tests/plan/factories.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.core.report import Report
from app.plan.reports.plan import PLAN
from app.plan.reports.poster import POSTER
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper
from tests.plan.factories import PlanSchool
from tests.plan.reports.presented import presented


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    subject: str | None = None
    is_presented: bool = True


CASES = (
    Case("plan-draft", PLAN, is_presented=False),
    Case("plan", PLAN),
    Case("plan-poster", POSTER),
    Case("plan-poster-one", POSTER, "Møter: Skolens ansatte"),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(store: Store, school: PlanSchool, case: Case, language: str) -> None:
    if case.is_presented:
        presented(store, school)
    document = paper(store, case.report, case.subject, language)
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")

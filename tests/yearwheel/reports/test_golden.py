"""Do the wheel, its list and the task list read, word for word, as they should in both written standards?

The golden texts were read line by line against ``planned.py`` and ``tests/yearwheel/factories.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from app.core.report import Report
from app.yearwheel.reports.task_list import TASK_LIST
from app.yearwheel.reports.year_wheel import YEAR_WHEEL
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    audience: str = ""
    subject: str | None = None
    options: Mapping[str, str] = {}


CASES = (
    Case("year-wheel", YEAR_WHEEL),
    Case("year-wheel-public", YEAR_WHEEL, "public"),
    Case("year-wheel-ring", YEAR_WHEEL, "office", "Kontoret"),
    Case("task-list", TASK_LIST, subject="FAU planlegger høsten"),
    Case("task-list-parents", TASK_LIST, "class_parents"),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(store: Store, met: int, case: Case, language: str) -> None:
    document = paper(store, case.report, case.subject, language, case.audience, options=case.options)
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")

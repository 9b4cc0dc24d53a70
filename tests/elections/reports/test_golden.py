"""Do the papers of elections read, word for word, as they should in both written standards?

The golden texts were read line by line against the school in ``school.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.core.report import Report
from app.elections.reports import REPORTS
from app.elections.reports.ballots import BALLOTS
from app.elections.reports.entitled import ENTITLED
from app.elections.reports.overview import ELECTION_OVERVIEW
from app.elections.reports.package import MEETING_PACKAGE
from app.elections.reports.protocol import ELECTION_PROTOCOL
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper


class Case(NamedTuple):
    """A paper, the beginning of its golden files' name, and whether the classes have elected."""

    name: str
    report: Report
    subject: str | None
    is_after: bool = False
    audience: str = ""
    options: tuple[tuple[str, str], ...] = ()


PACKAGE = (
    ("meeting", "Torsdag 27. august kl. 18, rom 214"),
    ("deadline", "2026-09-04"),
    ("items", "Klassetur\n\nLeirskole"),
)
CASES = (
    Case("parent-meeting-package", MEETING_PACKAGE, "5A", options=PACKAGE),
    Case("ballots", BALLOTS, "5A", options=(("names", "yes"),)),
    Case("entitled", ENTITLED, "5A"),
    Case("election-protocol", ELECTION_PROTOCOL, "5A", is_after=True),
    Case("election-protocol-corrected", ELECTION_PROTOCOL, "5B", is_after=True, audience="election_officer"),
    Case("election-overview", ELECTION_OVERVIEW, None, is_after=True),
    Case(
        "election-overview-chair",
        ELECTION_OVERVIEW,
        None,
        is_after=True,
        audience="class_parents",
        options=(("contact", "yes"),),
    ),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paper_reads_as_the_golden_text(before: Store, after: Store, case: Case, language: str) -> None:
    store = after if case.is_after else before
    document = paper(store, case.report, case.subject, language, case.audience, options=dict(case.options))
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")


def test_every_paper_of_elections_has_golden_texts() -> None:
    assert {report.id for report in REPORTS} == {case.report.id for case in CASES}

"""Do the lists read, word for word, as they should in both written standards?

The golden texts were read line by line against the school in ``school.py``. Every report of lists is here; the papers
for the homes and the access report have their own test.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.contacts.reports import LISTS
from app.contacts.reports.changes_since import CHANGES_SINCE
from app.contacts.reports.class_overview import CLASS_OVERVIEW
from app.contacts.reports.name_list import NAME_LIST
from app.contacts.reports.phone_list import PHONE_LIST
from app.contacts.reports.to_register import TO_REGISTER
from app.contacts.reports.vcards import VCARDS
from app.core.report import Report
from db.store import Store
from tests.contacts.reports.papers import GOLDEN, as_text, paper


class Case(NamedTuple):
    """A paper, and the beginning of its golden files' name."""

    name: str
    report: Report
    subject: str | None = "5A"
    audience: str = ""
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()


CASES = (
    *(Case(report.id, report) for report in LISTS),
    Case(
        "name-list-parents",
        NAME_LIST,
        audience="class_parents",
        options=(("heads", "Dugnad\nKake"), ("tick", "yes")),
    ),
    Case(
        "name-list-group",
        NAME_LIST,
        "Leirskole",
        options=(("blank_columns", "0"),),
        columns=("number", "given_name", "family_name", "class", "born", "phone"),
    ),
    Case("phone-list-staff", PHONE_LIST, None, options=(("staff", "yes"),)),
    Case("class-overview", CLASS_OVERVIEW, None),
    Case("changes-since", CHANGES_SINCE, None, options=(("since", "2026-08-20"),)),
    Case("to-register", TO_REGISTER),
    Case("vcard", VCARDS),
)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_list_reads_as_the_golden_text(school: Store, case: Case, language: str) -> None:
    document = paper(
        school,
        case.report,
        case.subject,
        language,
        case.audience,
        columns=case.columns,
        options=dict(case.options),
    )
    golden = GOLDEN / f"{case.name}-{language}.txt"
    assert as_text(document) == golden.read_text(encoding="utf-8")


def test_every_list_has_golden_texts() -> None:
    lists = (*LISTS, CLASS_OVERVIEW, CHANGES_SINCE, TO_REGISTER, VCARDS)
    assert {report.id for report in lists} == {case.report.id for case in CASES}

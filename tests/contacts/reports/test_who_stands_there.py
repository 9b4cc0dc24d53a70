"""Does every list know exactly who stands on it, so that it can be called back?"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.report import Report
from db.models import Person
from db.store import Store
from tests.contacts.reports.papers import as_text, paper
from tests.contacts.reports.test_golden import CASES, Case

AUDIENCES = [
    (case, audience)
    for case in CASES
    if not case.columns
    for audience in ([case.audience] if case.audience else case.report.audiences)
]
TAKE_PEOPLE = {case.report.id: case.report for case in CASES if case.report.takes_people}


def names(store: Store) -> dict[int, tuple[str, str]]:
    """Return (given, family) of everybody."""
    query = select(Person.id, Person.given_name, Person.family_name)
    return {
        person: (given, family) for person, given, family in store.read(lambda session: session.execute(query).all())
    }


@pytest.mark.parametrize(("case", "audience"), AUDIENCES, ids=lambda value: getattr(value, "name", value))
def test_those_noted_are_those_named(school: Store, case: Case, audience: str) -> None:
    document = paper(school, case.report, case.subject, "nb", audience, options=dict(case.options))
    text = as_text(document)
    named = {
        person
        for person, (given, family) in names(school).items()
        if f"{family}, {given}" in text or f"{given} {family}" in text
    }
    assert named == document.people
    assert named


def test_a_guardian_whose_phone_alone_is_left_out_is_not_noted(school: Store) -> None:
    case = next(case for case in CASES if case.name == "name-list-group")
    document = paper(school, case.report, case.subject, columns=case.columns, options=dict(case.options))
    known = {f"{given} {family}": person for person, (given, family) in names(school).items()}
    there = ("Ågot Jacobsen", "Bo Lie", "Synne Skjult", "Ola Aasen", "Lise Moe", "Kari Aasen", "Per O'Connor")
    assert document.people == {known[name] for name in there}


@pytest.mark.parametrize("report", TAKE_PEOPLE.values(), ids=TAKE_PEOPLE)
def test_a_selection_is_listed_without_a_class_of_its_own(school: Store, report: Report) -> None:
    known = {f"{given} {family}": person for person, (given, family) in names(school).items()}
    chosen = (known["Ola Aasen"], known["Bo Lie"])
    document = paper(school, report, None, people=chosen)
    text = as_text(document)
    assert "Aasen" in text
    assert "Nguyễn" not in text
    assert "5A" not in document.title

"""Who must not be named is named on no paper of the plan for those outside, however the name was typed."""

from __future__ import annotations

import pytest

from app.core.i18n import translator
from app.core.report import ReportRequest
from app.plan.commands import adopt, set_plan, set_point, set_section
from app.plan.reports import REPORTS
from db.models import Person
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool
from tests.privacy.papers import words_of

NAME = "Xqola Zwnord"


@pytest.mark.parametrize(
    "typed",
    [
        NAME,
        NAME.upper(),
        "Xqola\nZwnord",
        "Xqola\u00a0 Zwnord",
        "**Xqola** Zwnord",
        "**Xqola Zwnord**",
        "**Xqola\nZwnord**",
    ],
)
def test_a_name_typed_in_a_plan_is_taken_out(store: Store, school: PlanSchool, typed: str) -> None:
    with store.change("Added somebody") as session:
        person = Person(given_name="Xqola", family_name="Zwnord")
        session.add(person)
        session.flush()
        person_id = person.id
    store.set_grade(person_id, "confidential", "Graded")
    did(store, set_plan, school.plan, "title", f"Plan {NAME}")
    did(store, set_section, school.sections["Informasjon"], "title", f"Fra {NAME}")
    did(store, set_section, school.sections["Informasjon"], "text", f"Spør {typed} om dette.")
    did(store, set_point, school.points["leser planen"], f"spør {typed}, eller noen")
    did(store, adopt, school.plan, TODAY, f"rektor {NAME}", None, TODAY)
    tr, made = translator("nb"), 0
    for report in (one for one in REPORTS if "public" in one.audiences and one.id != "plan-changes"):
        for subject in (None, *known(store, report.subjects, YEAR)):
            if subject is not None and NAME in subject:
                continue  # what is asked for by the name is the office's own choice
            facts = store.read(report.collect, report.filled(ReportRequest(subject, "public", YEAR, TODAY)))
            said = " ".join((*words_of(report.compose(facts, tr)), report.remark(facts, tr)))
            assert "zwnord" not in said.casefold(), (report.id, subject)
            made += 1
    assert made >= 4

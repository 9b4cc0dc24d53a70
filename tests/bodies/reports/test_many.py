"""Do the papers hold a whole school: 24 classes, long names, and a body nobody has sat in?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body, add_empty_body
from app.bodies.offices import Chosen, install
from app.bodies.queries import body
from app.bodies.reports.committee_list import COMMITTEE_LIST
from app.bodies.reports.representatives import REPRESENTATIVES
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document, Table
from app.handing_out import write_paper
from db.models import SchoolClass
from db.store import Store
from tests import factories
from tests.conftest import Clock
from tests.contacts.reports.papers import as_text, paper
from tests.factories import START, TODAY, YEAR

CLASSES = [f"{grade}{letter}" for grade in range(1, 9) for letter in "ABC"]
LONG = "Anne-Kristine Skogstad-Bjørklund-Haugen"


@pytest.fixture(scope="module")
def whole_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """24 classes, of which 2A has nobody and 8C one with the longest of names."""
    with factories.opened(tmp_path_factory.mktemp("many") / "school.db") as store:
        people = {}
        for name in CLASSES:
            child = factories.pupil(store, f"Barn {name}", name)
            factories.teacher(store, f"Lærer {name}", name)
            said = LONG if name == "8C" else f"Foresatt {name}"
            people[name] = factories.guardian(store, said, child, phone="90012345", email="f@example.no")
        with store.change("Chose the representatives") as session:
            seats = [body(session, add_body(session, code)).seats[0] for code in ("fau_class", "class_contacts")]
            add_empty_body(session, "Turkomité", "Turkomité", "committee")
            for seat in seats:
                for name in CLASSES:
                    if name != "2A":
                        install(
                            session,
                            seat.id,
                            [Chosen(people[name])],
                            class_id=_class(session, name),
                            valid_from=START,
                            member_ends=date(2027, 7, 31),
                            deputy_ends=None,
                            how="election",
                        )
        yield store


def _class(session: Session, name: str) -> int:
    return session.scalars(select(SchoolClass.id).where(SchoolClass.name == name)).one()


def pages(store: Store, report: Report, document: Document, path: Path) -> list[str]:
    """Write a paper and return the text of each page."""
    tr = translator("nb")
    facts = store.read(report.collect, report.filled(ReportRequest(None, report.audiences[0], YEAR, TODAY)))
    write_paper(report, facts, document, tr, path)
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def test_the_fau_list_of_24_classes_is_one_page(whole_school: Store, clock: Clock, tmp_path: Path) -> None:
    document = paper(whole_school, COMMITTEE_LIST, None)
    (only,) = pages(whole_school, COMMITTEE_LIST, document, tmp_path / "paper.pdf")
    assert [name for name in CLASSES if f"Lærer {name}" not in only] == []
    assert "Skogstad-Bjørklund-Haugen" in only


def test_every_class_has_its_line_and_the_one_without_anybody_says_vacant(whole_school: Store, clock: Clock) -> None:
    (table,) = (block for block in paper(whole_school, COMMITTEE_LIST, None).blocks if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == CLASSES
    lines = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert lines["2A"] == ("ubesatt", "ubesatt", "ubesatt", "ubesatt", "Lærer 2A")
    assert lines["8C"] == (LONG, "ubesatt", LONG, "ubesatt", "Lærer 8C")


@pytest.mark.parametrize("audience", REPRESENTATIVES.audiences)
def test_a_body_without_seats_says_so(whole_school: Store, clock: Clock, audience: str) -> None:
    text = as_text(paper(whole_school, REPRESENTATIVES, "Turkomité", audience=audience))
    assert text.splitlines()[:4] == [
        "Representantliste: Turkomité",
        text.splitlines()[1],
        "",
        "Det er ikke registrert noen plasser her.",
    ]


def test_the_heads_repeat_on_every_page_of_a_long_list(whole_school: Store, clock: Clock, tmp_path: Path) -> None:
    document = paper(whole_school, REPRESENTATIVES, None)
    found = pages(whole_school, REPRESENTATIVES, document, tmp_path / "paper.pdf")
    assert len(found) > 1
    assert all("Verv" in page and "Klasse" in page for page in found)

"""Does everybody who must sign get a page of their own, on the law in force, with no more of them than a name?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from sqlalchemy import select

from app.bodies.duty import DutyBasis, duty_bases, duty_on
from app.bodies.offices import sign_declaration
from app.bodies.reports.confidentiality import CONFIDENTIALITY
from app.core.i18n import LANGUAGES, translator
from app.core.report import ReportRequest
from app.documents.model import Document, Facts, Heading, Signatures
from app.handing_out import write_paper
from db.models import Body, Office
from db.store import Store
from tests.bodies.reports.school import person
from tests.contacts.reports.papers import as_text, paper
from tests.factories import TODAY, YEAR

SU = "Samarbeidsutvalg (SU)"


def signers(document: Document) -> list[str]:
    return [block.fields[0].value for block in document.blocks if isinstance(block, Facts)]


def offices(document: Document) -> list[str]:
    return [block.fields[1].value for block in document.blocks if isinstance(block, Facts)]


def test_who_has_not_signed_gets_a_page_each_in_order_of_family_name(school: Store) -> None:
    document = paper(school, CONFIDENTIALITY, SU)
    assert signers(document) == ["Bjørn Dahl", "Maja Lunde", "Lise Moe", "Gro Skjult", "Ola Aasen"]
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.apart for heading in headings] == [True] * 5
    assert [block.places for block in document.blocks if isinstance(block, Signatures)] == [
        ("Sted og dato", "Underskrift")
    ] * 5


def test_those_too_who_have_signed_are_there_if_they_are_asked_for(school: Store) -> None:
    document = paper(school, CONFIDENTIALITY, SU, options={"everybody": "yes"})
    assert set(signers(document)) - set(signers(paper(school, CONFIDENTIALITY, SU))) == {
        "Per O'Connor",
        "Ågot Jacobsen",
        "Nora Zahl",
    }


def test_one_page_is_for_all_the_offices_somebody_holds(school: Store) -> None:
    document = paper(school, CONFIDENTIALITY, None)
    said = dict(zip(signers(document), offices(document), strict=True))
    assert len(said) == len(signers(document))
    assert said["Ola Aasen"].splitlines() == [
        "Leder i Elevråd",
        "Elevrådsrepresentant 5A i Elevråd",
        "Elevrepresentant i Samarbeidsutvalg (SU)",
    ]
    assert said["Lise Moe"].splitlines() == [
        "Leder i FAU",
        "FAU-representant 5B i FAU",
        "Foreldrekontakt 1A i Foreldrekontakter",
        "FAU-leder i Samarbeidsutvalg (SU)",
    ]


def test_who_signed_once_for_a_body_has_signed_for_every_office_in_it(own_school: Store) -> None:
    with own_school.change("Signed") as session:
        query = select(Office.id).join(Body, Body.id == Office.body_id)
        mine = query.where(
            Office.person_id == person(session, "Lise Moe"), Body.preset == "fau_class", Office.role == "member"
        )
        sign_declaration(session, list(session.scalars(mine)), TODAY)
    assert "Lise Moe" not in signers(paper(own_school, CONFIDENTIALITY, "FAU"))
    assert "Lise Moe" in signers(paper(own_school, CONFIDENTIALITY, "Foreldrekontakter"))
    assert "Lise Moe" in signers(paper(own_school, CONFIDENTIALITY, None))


def test_whoever_is_chosen_gets_one_with_or_without_an_office(school: Store) -> None:
    chosen = tuple(school.read(person, name) for name in ("Per O'Connor", "Ina Lunde"))
    document = paper(school, CONFIDENTIALITY, None, people=chosen)
    assert signers(document) == ["Ina Lunde", "Per O'Connor"]
    assert offices(document) == ["", f"Foreldrerepresentant i {SU}"]
    assert document.people == set(chosen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_has_more_there_than_a_name(school: Store, language: str) -> None:
    text = as_text(paper(school, CONFIDENTIALITY, None, language))
    assert "Gro Skjult" in text
    for value in ("911", "900", "Kvistveien", "0660", "Storgata", "@", "05.05.2016", "2016"):
        assert value not in text, value


def test_whoever_hands_it_out_is_told_whom_the_office_alone_reaches(school: Store) -> None:
    facts = school.read(CONFIDENTIALITY.collect, CONFIDENTIALITY.filled(ReportRequest("FAU", "office", YEAR, TODAY)))
    assert CONFIDENTIALITY.remark(facts, translator("nb")) == (
        "Én av dem nås bare gjennom kontoret. Lever den ut selv: Gro Skjult."
    )


def test_its_file_has_a_page_for_each_and_names_nobody_outside_them(school: Store, tmp_path: Path) -> None:
    request = ReportRequest("FAU", "office", YEAR, TODAY)
    tr = translator("nb")
    facts = school.read(CONFIDENTIALITY.collect, CONFIDENTIALITY.filled(request))
    path = tmp_path / f"{CONFIDENTIALITY.file_name(request, tr)}.pdf"
    write_paper(CONFIDENTIALITY, facts, CONFIDENTIALITY.compose(facts, tr), tr, path)
    assert path.name == "Taushetserklæring FAU 2026-27.pdf"
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 3
        assert {str(item.title) for item in outline.root} == {"Taushetserklæring"}


def test_its_workbook_lists_who_signs_and_when_they_did(school: Store, tmp_path: Path) -> None:
    tr = translator("nb")
    request = CONFIDENTIALITY.filled(ReportRequest(SU, "office", YEAR, TODAY, options={"everybody": "yes"}))
    facts = school.read(CONFIDENTIALITY.collect, request)
    path = tmp_path / "paper.xlsx"
    write_paper(CONFIDENTIALITY, facts, CONFIDENTIALITY.compose(facts, tr), tr, path)
    book = openpyxl.load_workbook(path)
    rows = [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    assert rows[0] == ("Navn", "Verv", "Underskrevet")
    families = [str(row[0]).partition(",")[0] for row in rows[1:]]
    assert families == ["Dahl", "Jacobsen", "Lunde", "Moe", "O'Connor", "Skjult", "Zahl", "Aasen"]
    signed = {row[0]: row[2] for row in rows[1:]}
    assert signed["Skjult, Gro"] is None
    assert signed["Zahl, Nora"] is not None
    assert f"{signed['Zahl, Nora']:%d.%m.%Y}" == "21.08.2026"


# -- the law


def test_the_law_of_1967_is_in_force_and_that_of_2025_is_not() -> None:
    assert duty_on(date(2026, 8, 24)).source == "LOV-1967-02-10"
    assert [basis.source for basis in duty_bases() if basis.valid_from is None] == ["LOV-2025-06-20-81"]


def test_a_law_holds_from_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = date(2027, 7, 1)
    old, new = duty_bases()
    later = DutyBasis(new.source, new.duty, new.breach, new.declaration, first)
    monkeypatch.setattr("app.bodies.duty.duty_bases", lambda: (old, later))
    assert duty_on(first - timedelta(days=1)) is old
    assert duty_on(first) is later


def test_every_law_is_named_in_every_language() -> None:
    for basis in duty_bases():
        for words in (basis.duty, basis.breach, *([basis.declaration] if basis.declaration else [])):
            assert set(words) == set(LANGUAGES)
            assert all("§" in said for said in words.values())


def test_nothing_is_printed_of_a_law_that_is_not_in_force(school: Store) -> None:
    for language in LANGUAGES:
        text = as_text(paper(school, CONFIDENTIALITY, "FAU", language))
        assert "§§ 13–13 e" in text
        assert "§§ 30–39" not in text

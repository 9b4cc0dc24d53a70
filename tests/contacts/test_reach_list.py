"""The paper beside an e-mail: who must be reached otherwise, each once, and nothing protected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.protection import protect
from app.contacts.reaching.rules import THEMSELVES
from app.contacts.reports.reach_list import REACH_LIST
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Document, Paragraph, Table
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR, guardian, opened, pupil


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def paper(store: Store, subject: str | None = None, people: tuple[int, ...] | None = None, to: str = "") -> Document:
    options = {"to": to} if to else {}
    request = ReportRequest(subject, "office", YEAR, TODAY, people, options=options)
    return REACH_LIST.make(store.read, request, translator("nb"))


def rows(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Table) for row in block.rows]


def test_each_is_there_once_with_the_reason(store: Store) -> None:
    ola, ida = pupil(store, "Ola Berg", "5A"), pupil(store, "Ida Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, ida, phone="22123456")
    guardian(store, "Per Berg", ola, email="per@example.no")
    alone = pupil(store, "Alf Moe", "7B")
    document = paper(store)
    assert document.title == "Må nås på annen måte"
    assert document.audience == "Til kontoret"
    assert rows(document) == [
        ("Berg, Kari", "Ola Berg (5A), Ida Berg (7B)", "Ikke e-post, og telefonen tar ikke SMS", "22 12 34 56"),
        ("Moe, Alf", "7B", "Ingen foresatt er registrert", ""),
    ]
    assert document.people == {kari, alone}
    assert paper(store, "5A").title == "Må nås på annen måte: 5A"
    assert [row[1] for row in rows(paper(store, "5A"))] == ["Ola Berg (5A)"]
    assert rows(paper(store, people=(alone,))) == rows(document)[1:]


def test_a_protected_guardian_is_reached_through_the_office_and_no_number_is_there(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "5A")
    kari = guardian(store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
    protect(store, kari, "strictly_confidential")
    assert rows(paper(store, "5A")) == [("Berg, Kari", "Ola Berg (5A)", "Kontakt via kontoret", "")]
    assert "900" not in repr(paper(store))


def test_to_the_pupils_themselves(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "5A")
    guardian(store, "Kari Berg", ola, email="kari@example.no")
    assert rows(paper(store, "5A", to=THEMSELVES)) == [("Berg, Ola", "5A", "Verken e-post eller telefon", "")]


def test_nobody_is_said(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "5A")
    guardian(store, "Kari Berg", ola, email="kari@example.no")
    said = [block.text for block in paper(store, "5A").blocks if isinstance(block, Paragraph)]
    assert said == ["Det er ingen på denne listen."]

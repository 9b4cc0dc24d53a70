"""Are the other rows of a list the same with protected people in the school and without them?

No gap, no count, no page more, no column that is there only because of somebody who is not.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import delete, select, update

from app.contacts.disclosure import disclosure
from app.contacts.listed import (
    children_for,
    class_names_for,
    guardians_for,
    homes_for,
    people_for,
    sections_for,
    staff_for,
)
from app.core.i18n import LANGUAGES, translator
from app.core.report import Report, ReportRequest
from app.core.settings import Settings
from app.opening import open_store
from db.models import Person
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.privacy.papers import CLASS, LONG, every_report, make, wishes, words_of, write
from tests.privacy.plants import CHANGED, Planted
from tests.privacy.scanner import Scanner, pdf_pages
from tests.privacy.seated import STAND_IN, put_others_in

LEFT_OUT = ("class_parents", "public", "home", "election_officer")
CASES = [(report, audience) for report in every_report() for audience in report.audiences if audience in LEFT_OUT]
_STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*<")


@pytest.fixture(scope="session")
def file_without(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted school without anybody whom a grade keeps off the lists, and others in their seats."""
    path = Path(shutil.copy(planted.path, tmp_path_factory.mktemp("without") / "school.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.core.clock.now", lambda: CHANGED)
        store = open_store(path, Settings.load(None))
        with store.change("Removed") as session:
            put_others_in(session, planted, planted.protected())
            session.execute(delete(Person).where(Person.id.in_(planted.protected())))
        store.close()
    return path


@pytest.fixture
def without(file_without: Path, clock: Clock) -> Iterator[Store]:
    store = open_store(file_without, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


@pytest.fixture(scope="session")
def file_without_aliases(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted school where the principal has chosen no alias: all of them are left out of an election's papers."""
    path = Path(shutil.copy(planted.path, tmp_path_factory.mktemp("unnamed") / "school.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.core.clock.now", lambda: CHANGED)
        store = open_store(path, Settings.load(None))
        with store.change("Without aliases") as session:
            session.execute(update(Person).values(election_alias=""))
        store.close()
    return path


@pytest.fixture
def unnamed(file_without_aliases: Path, clock: Clock) -> Iterator[Store]:
    store = open_store(file_without_aliases, Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


@pytest.mark.parametrize(("report", "audience"), CASES, ids=[f"{report.id}-{audience}" for report, audience in CASES])
def test_the_paper_is_the_same(
    school: Store, without: Store, unnamed: Store, planted: Planted, tmp_path: Path, report: Report, audience: str
) -> None:
    if audience == "election_officer":
        school = unnamed
    for wish in wishes(planted, report, audience):
        for language in ("nb",) if wish.about == "whole school" else LANGUAGES:
            tr = translator(language)
            assert list(words_of(make(school, wish, tr))) == list(words_of(make(without, wish, tr))), wish.name
        if wish.about == "whole school" and report.id in LONG:
            continue
        folders = tmp_path / "with", tmp_path / "without"
        for folder, store in zip(folders, (school, without), strict=True):
            folder.mkdir(exist_ok=True)
            list(write(store, wish, translator("nb"), folder))
        names = [sorted(path.name for path in folder.iterdir()) for folder in folders]
        assert names[0] == names[1]
        for name in names[0]:
            one, other = ((folder / name).read_bytes() for folder in folders)
            assert _said(one, name) == _said(other, name), (wish.name, name)
        for folder in folders:
            shutil.rmtree(folder)


@pytest.mark.parametrize("audience", ["class_parents", "public", "home", "election_officer"])
def test_everything_lists_are_made_of_is_the_same(
    school: Store, without: Store, planted: Planted, scanner: Scanner, audience: str
) -> None:
    """Also for the audiences no paper is for yet."""
    aliased = audience == "election_officer"

    def facts(store: Store) -> list[object]:
        def read(session: object) -> list[object]:
            from sqlalchemy.orm import Session

            assert isinstance(session, Session)
            allowed = disclosure(session, audience, TODAY)
            request = ReportRequest(CLASS, audience, YEAR, TODAY)
            everybody = sorted(session.scalars(select(Person.id).where(Person.given_name != STAND_IN)))
            people = people_for(session, everybody, allowed)
            shown = [one for one in people if not (aliased and planted.has_alias(one))]
            return [
                sorted(section.name for section in sections_for(session, request)),
                [people[one] for one in shown],
                {pupil: found for pupil, found in guardians_for(session, shown, allowed, TODAY).items() if found},
                {pupil: found for pupil, found in homes_for(session, shown, allowed, TODAY).items() if found},
                {one: found for one, found in children_for(session, shown, allowed, TODAY).items() if found},
                staff_for(session, allowed, YEAR, TODAY),
                class_names_for(session, everybody, allowed, YEAR, TODAY),
            ]

        return store.read(read)

    with_them, without_them = facts(school), facts(without)
    assert with_them == without_them
    found = scanner.texts(words_of(with_them))
    traced = {person for person, _ in found}
    assert traced & planted.protected() == set()
    assert planted.id("plain 5A") in traced
    for person, value in found:
        assert value in planted.allowed(person, audience), (planted.plants[person].key, value)


def test_an_alias_is_all_that_those_who_hold_an_election_see(school: Store, planted: Planted, scanner: Scanner) -> None:
    def read(session: object) -> list[object]:
        from sqlalchemy.orm import Session

        assert isinstance(session, Session)
        allowed = disclosure(session, "election_officer", TODAY)
        return [people_for(session, planted.plants, allowed)]

    found = scanner.texts(words_of(school.read(read)))
    for person in planted.aliases:
        assert {value for owner, value in found if owner == person} == {"alias"}
    assert {person for person, _ in found} & planted.omitted_for("election_officer") == set()


def test_the_paper_would_tell_one_who_is_there(school: Store, without: Store, planted: Planted, tmp_path: Path) -> None:
    """The control: for the staff, who see every name, the two papers differ in text, in pages and in the sheet."""
    report = next(report for report in every_report() if report.id == "name-list")
    wish = next(wish for wish in wishes(planted, report, "staff") if wish.about == CLASS)
    for ending in (".pdf", ".xlsx"):
        said = []
        for name, store in (("with", school), ("without", without)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            path = next(path for path in write(store, wish, translator("nb"), folder) if path.suffix == ending)
            said.append(_said(path.read_bytes(), path.name))
        assert said[0] != said[1]


def _said(data: bytes, name: str) -> object:
    """Return all a file says but when it was made."""
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
            titles = [str(item.title) for item in outline.root]
            return pdf_pages(data), titles, str(pdf.docinfo.get("/Title"))
    if name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry: _STAMPS.sub(b"", archive.read(entry)) for entry in archive.namelist()}
    return data

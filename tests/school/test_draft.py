"""Are the papers of a draft year provisional, and for the office alone, however they are handed out?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import rollover
from app.contacts.disclosure import AUDIENCE_NAMES
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.features import all_reports
from app.handing_out import hand_out
from app.school.draft import is_draft
from app.shell.paper_side import PaperSide
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import small_school, take_all
from tests.factories import START, YEAR, opened
from tests.office import office_at

NEXT = YEAR + 1
JANUARY = datetime(2027, 1, 20, 9, 0)
FIRST = date(2027, 8, 1)


def with_draft(store: Store) -> None:
    """Lia skole with next year made and not released."""
    small_school(store)
    take_all(store)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db", given=with_draft) as store:
        clock.set(JANUARY)
        yield store


def called(name: str) -> Report:
    return next(one for one in all_reports() if one.id == name)


def asked(audience: str, year: int = NEXT, subject: str | None = "2A") -> ReportRequest:
    return ReportRequest(subject, audience, year, FIRST if year == NEXT else START)


def release(store: Store) -> None:
    with store.change("Released") as session:
        rollover.release(session, NEXT, date(2027, 1, 20))


def test_a_year_to_come_is_a_draft_until_it_is_released_or_begins(store: Store) -> None:
    today = JANUARY.date()
    assert not store.read(is_draft, YEAR, today)
    assert store.read(is_draft, NEXT, today)
    assert store.read(is_draft, NEXT, date(2027, 7, 31))
    assert not store.read(is_draft, NEXT, FIRST)
    release(store)
    assert not store.read(is_draft, NEXT, today)


def test_a_school_that_begins_with_the_program_in_the_summer_has_no_draft(tmp_path: Path, clock: Clock) -> None:
    clock.set(datetime(2026, 6, 20, 9, 0))
    with opened(tmp_path / "school.db", given=small_school) as store:
        assert not store.read(is_draft, YEAR, date(2026, 6, 20))


@pytest.mark.parametrize("report", [one for one in all_reports() if not one.own_draft], ids=lambda one: one.id)
def test_no_paper_of_a_draft_is_begun_for_anybody_but_the_office(store: Store, report: Report) -> None:
    """Every report there is: what is refused is refused before anything of it is read."""
    people = (1,) if report.per_person else None
    for audience in report.audiences:
        if audience != "office":
            request = ReportRequest(None, audience, NEXT, FIRST, people)
            with pytest.raises(UserError, match="draft"):
                store.read(report.gathered, request, _must_not_be_read)
    assert set(store.read(report.audiences_in, NEXT)) <= {"office"}
    assert store.read(report.audiences_in, YEAR) == report.audiences
    release(store)
    assert store.read(report.audiences_in, NEXT) == report.audiences


def _must_not_be_read(*_arguments: object) -> object:
    raise AssertionError("the paper was begun")


@pytest.mark.parametrize(("language", "word"), [("nb", "Foreløpig"), ("nn", "Førebels"), ("en", "Provisional")])
def test_the_offices_own_paper_says_that_it_is_provisional(store: Store, language: str, word: str) -> None:
    report, tr = called("name-list"), translator(language)
    request, facts = store.read(report.gathered, asked("office"))
    assert report.composed(request, facts, tr).school_year == f"2027/28 · {word}"
    assert report.file_name(request, tr).endswith(f"2A 2027-28 {word.casefold()}")
    assert report.make(store.read, asked("office"), tr).school_year == f"2027/28 · {word}"
    request, facts = store.read(report.gathered, asked("office", YEAR))
    assert report.composed(request, facts, tr).school_year == "2026/27"
    assert report.file_name(request, tr).endswith("2A 2026-27")
    release(store)
    request, facts = store.read(report.gathered, asked("office"))
    assert report.composed(request, facts, tr).school_year == "2027/28"


def test_handing_out_a_draft_to_the_staff_writes_nothing(store: Store, tmp_path: Path) -> None:
    """By this way the command line hands out too."""
    path = tmp_path / "liste.xlsx"
    with pytest.raises(UserError, match="draft"):
        hand_out(store, called("name-list"), asked("staff"), translator("nb"), path)
    assert not path.exists()
    hand_out(store, called("name-list"), asked("office"), translator("nb"), path)
    assert path.exists()


def test_the_paper_desk_offers_the_office_alone_for_a_draft(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    with office_at(qtbot, tmp_path / "school.db", given=with_draft) as office:
        clock.set(JANUARY)
        report, context = called("name-list"), office.context

        def offered() -> list[object]:
            side = PaperSide(context, [report], AUDIENCE_NAMES, "nb", subject=None, on_paper=report.id, people=())
            qtbot.addWidget(side)
            return [side.audience.itemData(at) for at in range(side.audience.count())]

        assert offered() == list(report.audiences)
        context.set_year(NEXT)
        assert offered() == ["office"]


def test_a_plan_is_sent_for_consultation_before_its_year(store: Store) -> None:
    assert store.read(called("plan").audiences_in, NEXT) == called("plan").audiences

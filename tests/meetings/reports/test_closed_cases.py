"""Is anything of a closed case in a file for the public? 300 names and what else stands in them, planted in 30 cases.

They are looked for in the text, the metadata, the bookmarks, the tags and whatever else a PDF or Word file can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice, product
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.core.i18n import LANGUAGES, translator
from app.core.report import Report
from app.core.settings import Settings
from app.handing_out import write_paper
from app.meetings.actions import add_action, set_action
from app.meetings.agenda import add_attachment, add_item, close, set_item
from app.meetings.commands import add_meeting
from app.meetings.minutes import add_addition, add_remark, approve, send_minutes
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.decisions import DECISION_LIST
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.public_minutes import PUBLIC_MINUTES
from app.meetings.sitting import add_guest, begin, disqualify, end, set_away, set_balloting, vote_by_name
from app.opening import open_store
from db.store import Store
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.reports.decided import asked
from tests.meetings.reports.held import attendance, held_file
from tests.privacy.plants import Plant
from tests.privacy.scanner import Scanner, pdf_pages

CASES, IN_EACH = 30, 10
DAY, LATER = date(2026, 12, 10), datetime(2026, 12, 14, 9, 30)
COLUMNS = ("title", "presenter", "raised_by", "paper", "proposal", "discussion", "decision", "dissent")
ON_PAPER = ("title", "presenter", "raised_by", "proposal", "discussion", "decision", "dissent", "action")
"""What of it stands in the minutes of the office, so that it could have stood in the others."""
PROVISIONS = (
    "offl. § 13, jf. fvl. § 13 første ledd nr. 1",
    "kommuneloven § 11-5 andre ledd",
    "offl. § 23 første ledd",
)


def names() -> Iterator[str]:
    """Yield words that are found nowhere else."""
    for one, two, three, four in product("bdfgklmnprstv", "eiu", "bdgkmv", "aeo"):
        yield f"xq{one}{two}{three}{four}zw"


Planted = tuple[int, tuple[int, ...], Scanner]
"""The meeting, its closed cases, and what finds the names."""


@pytest.fixture(scope="module")
def school_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    """Hold a meeting of FAU with 30 closed cases between open ones."""
    path = tmp_path_factory.mktemp("closed") / "school.db"
    school = held_file(path).school
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.core.clock.now", lambda: LATER)
        with opened(path) as store, store.change("Held a meeting") as session:
            return path, _plant(session, school.fau)


@pytest.fixture
def planted(school_file: tuple[Path, Planted]) -> Planted:
    """Return what was planted in the school of ``held``."""
    return school_file[1]


@pytest.fixture
def held(school_file: tuple[Path, Planted], clock: Clock) -> Iterator[Store]:
    """Open the school, to be read."""
    clock.set(LATER)
    store = open_store(school_file[0], Settings.load(None), exclusive=False, create=False)
    yield store
    store.close()


def _plant(session: Session, fau: int) -> Planted:
    meeting_id = add_meeting(session, body_ids=(fau,), held_on=DAY, starts_at=time(18))
    words = islice(names(), CASES * IN_EACH)
    planted: dict[str, str] = {}
    open_cases = [add_item(session, meeting_id, title="Første sak", kind="decision", decision="Ja til første.")]
    cases = []
    for number in range(CASES):
        mine = {kind: next(words) for kind in (*COLUMNS, "action", "other")}
        planted |= {f"{kind} {number}": word for kind, word in mine.items()}
        case = add_item(session, meeting_id, title=f"Om {mine['title'].capitalize()}", kind="decision")
        for column in COLUMNS[1:]:
            set_item(session, case, column, f"Om {mine[column].capitalize()} og mer")
        set_item(session, case, "own_note", mine["other"])
        provision = f"{PROVISIONS[number % 3]}, {number + 1}"
        close(session, case, "pupils_leave" if number % 5 == 4 else "closed", provision)
        add_attachment(session, case, f"{mine['other']}.txt", f"Brev fra {mine['other']}".encode())
        cases.append(case)
    open_cases.append(add_item(session, meeting_id, title="Siste sak", kind="decision", decision="Ja til siste."))
    begin(session, meeting_id, time(18))
    rows = attendance(session, meeting_id)
    disqualify(session, cases[0], rows[fau, "Cato Dale"], f"fvl. § 6 og {planted['other 0']}")
    guest = add_guest(session, meeting_id, guest=f"{planted['other 1']} fra PPT")
    for item in open_cases:
        set_away(session, item, guest, True)
    vote_by_name(session, cases[0], {rows[fau, "Berit Lunde"]: "for", rows[fau, "Bente Sollid"]: "against"})
    for number, case in enumerate(cases):
        if number:
            set_balloting(session, case, "unanimous")
        action = add_action(session, meeting_id, case, f"Ringe {planted[f'action {number}']}")
        set_action(session, action, "owner", planted[f"other {number}"])
    end(session, meeting_id, time(20))
    send_minutes(session, meeting_id, date(2026, 12, 11))
    add_remark(session, meeting_id, date(2026, 12, 12), planted["other 2"], f"Feil om {planted['other 2']}")
    approve(session, meeting_id, date(2026, 12, 13), None, True, f"Rettet om {planted['other 3']}")
    add_addition(session, meeting_id, date(2026, 12, 13), planted["other 4"], f"Mer om {planted['other 4']}")
    assert len(planted) == CASES * IN_EACH == 300
    return meeting_id, tuple(cases), Scanner([Plant(0, "closed cases", planted)])


def written(store: Store, report: Report, about: object, audience: str, language: str, folder: Path) -> Iterator[Path]:
    """Write a paper in each of its formats, under the name the program proposes."""
    request, tr = report.filled(asked(report, about, audience)), translator(language)
    facts = store.read(report.collect, request)
    document = report.compose(facts, tr)
    for ending in report.formats:
        path = folder / f"{report.file_name(request, tr)} {language}.{ending}"
        write_paper(report, facts, document, tr, path)
        yield path


@pytest.mark.parametrize("report", [PUBLIC_MINUTES, CASE_EXTRACT, DECISION_LIST, ANNUAL_REPORT], ids=lambda one: one.id)
def test_no_name_in_a_closed_case_is_in_a_file_for_the_public(
    held: Store, planted: Planted, tmp_path: Path, report: Report
) -> None:
    meeting_id, cases, scanner = planted
    about = {"public-minutes": str(meeting_id), "case-extract": str(cases[0])}.get(report.id, "FAU")
    for language in LANGUAGES:
        for path in written(held, report, about, "public", language, tmp_path):
            assert scanner.file(path) == set(), path.name


def test_the_public_minutes_hold_of_a_closed_case_its_number_and_the_exact_provision(
    held: Store, planted: Planted, tmp_path: Path
) -> None:
    meeting_id, _, _ = planted
    paths = {path.suffix: path for path in written(held, PUBLIC_MINUTES, str(meeting_id), "public", "nb", tmp_path)}
    text = " ".join(" ".join(pdf_pages(paths[".pdf"].read_bytes())).split())
    for number in range(CASES):
        provision = f"{PROVISIONS[number % 3]}, {number + 1}."
        assert f"Sak {number + 5}/26 Lukket sak Unntatt offentlighet, {provision}" in text  # after four of FAU
    assert "Ja til første." in text
    assert "Ja til siste." in text
    assert "PPT" not in text
    assert set(paths) == {".pdf", ".docx"}


def test_the_office_has_all_of_it(held: Store, planted: Planted, tmp_path: Path) -> None:
    """The control: the scanner finds every one of the names that stand in the full minutes, in both formats."""
    meeting_id, _, scanner = planted
    expected = {(0, f"{kind} {number}") for kind in ON_PAPER for number in range(CASES)}
    for path in written(held, MINUTES, str(meeting_id), "office", "nb", tmp_path):
        found = scanner.file(path)
        assert expected <= found, path.name
        assert {(0, "other 0"), (0, "other 1"), (0, "other 4")} <= found

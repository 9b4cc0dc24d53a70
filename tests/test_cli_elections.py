"""Can a script bring in the week's results, and ask how the elections stand?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.elections.commands import plan_election
from db.lock import OwnerLock
from db.models import ElectionRule
from tests.conftest import Clock
from tests.elections.given import a_body, a_family, did, seat_of
from tests.factories import YEAR, class_called, opened

Answer = tuple[int, str, str]
Line = Callable[..., Answer]
DAY = ("--held-on", "2026-09-10")


@pytest.fixture(autouse=True)
def after_the_meetings(clock: Clock) -> None:
    clock.set(datetime(2026, 9, 14, 9, 30))


@pytest.fixture
def line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Line:
    """Run a command on a file of its own; gives (exit code, stdout, stderr)."""

    def call(*words: object, language: str = "nb") -> Answer:
        code = run(["--database", str(tmp_path / "school.db"), "--language", language, *map(str, words)])
        out, error = capfd.readouterr()
        return code, out, error

    return call


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A school with two classes, FAU and class contacts; returns its file, closed."""
    path = tmp_path / "school.db"
    with opened(path) as store:
        for name in ("Berg", "Dahl", "Lie"):
            a_family(store, name)
        a_family(store, "Moe", "5B")
        a_body(store, "fau_class_one_year")
        a_body(store, "class_contacts")
    return path


def answer(result: Answer) -> Any:
    code, out, error = result
    assert (code, error) == (0, "")
    return json.loads(out)


def results(tmp_path: Path, *rows: str, head: str = "Klasse;Verv;Navn;Stemmer", name: str = "resultater.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return path


WEEK = (
    "5A;FAU;Mor Berg;3",
    "5A;FAU;Far Dahl;2",
    "5A;FAU;Mor Lie;1",
    "5A;foreldrekontakt;Mor Dahl;2",
    "5A;foreldrekontakt;Mor Lie;2",
    "5B;FAU;;",
    "5B;foreldrekontakt;Mor Mo;",
)
DECIDED = [
    {"class": "5A", "office": "fau", "holders": ["Mor Berg"], "deputies": ["Far Dahl"], "lot": None},
    {
        "class": "5A",
        "office": "class_contact",
        "holders": [],
        "deputies": [],
        "lot": [{"who": ["Mor Dahl", "Mor Lie"], "for": ["plassen", "vara"]}],
    },
    {"class": "5B", "office": "fau", "holders": [], "deputies": [], "lot": None},
]
PROBLEMS = [
    {"sheet": "", "row": 8, "column": "Navn", "message": "Ingen i 5B heter «Mor Mo». Mente du Mor Moe?"},
]


def test_a_week_comes_in_and_the_answer_says_all_of_it(line: Line, store: Path, tmp_path: Path) -> None:
    path = results(tmp_path, *WEEK)
    dry = answer(line("elect", path, *DAY, "--dry-run", "--json"))
    assert dry == {"decided": DECIDED, "problems": PROBLEMS, "step": None}
    assert answer(line("elections", "--json")) == []
    first = answer(line("elect", path, *DAY, "--json"))
    assert isinstance(first["step"], int)
    assert {**first, "step": None} == dry
    assert answer(line("elect", path, *DAY, "--json")) == dry
    newest = answer(line("history", "--json"))[0]
    assert (newest["id"], newest["text"]) == (first["step"], "Valgresultater fra en fil: 3")


def test_a_dry_run_needs_nobody_to_close_the_school_and_leaves_no_copy(line: Line, store: Path, tmp_path: Path) -> None:
    path = results(tmp_path, *WEEK)
    there = sorted(tmp_path.iterdir())
    lock = OwnerLock.take(store, "Kari", datetime(2026, 9, 14, 9, 0))
    try:
        before = store.stat()
        assert answer(line("elect", path, *DAY, "--dry-run", "--json"))["decided"] == DECIDED
        assert (store.stat().st_mtime_ns, store.stat().st_size) == (before.st_mtime_ns, before.st_size)
        code, _, error = line("elect", path, *DAY)
        assert (code, error.startswith("Kari har alt denne skolen åpen")) == (3, True)
    finally:
        lock.release()
    assert sorted(tmp_path.iterdir()) == there
    assert answer(line("elections", "--json")) == []


def test_undo_takes_the_whole_file_back(line: Line, store: Path, tmp_path: Path) -> None:
    line("elect", results(tmp_path, *WEEK), *DAY)
    assert len(answer(line("elections", "--json"))) == 3
    assert line("undo")[:2] == (0, "Angret: Valgresultater fra en fil: 3\n")
    assert answer(line("elections", "--json")) == []


def test_the_elections_of_the_year_are_listed_as_they_stand(line: Line, store: Path, tmp_path: Path) -> None:
    line("elect", results(tmp_path, *WEEK), *DAY)
    fau_5a, fau_5b, contacts = answer(line("elections", "--json"))
    assert fau_5a == {
        "id": fau_5a["id"],
        "class": "5A",
        "office": "fau",
        "body": "FAU",
        "kind": "ordinary",
        "status": "in_force",
        "held_on": "2026-09-10",
        "holders": ["Mor Berg"],
        "deputies": ["Far Dahl"],
        "vacant": 0,
        "vacant_deputies": 0,
        "not_said": None,
        "counts": [
            {
                "round": "seats",
                "counter": 1,
                "handed_out": None,
                "in_box": None,
                "blank": None,
                "invalid": None,
                "votes": [
                    {"name": "Mor Berg", "votes": 3},
                    {"name": "Far Dahl", "votes": 2},
                    {"name": "Mor Lie", "votes": 1},
                ],
            }
        ],
        "lots": [],
        "corrects": None,
    }
    assert (fau_5b["class"], fau_5b["holders"], fau_5b["vacant"], fau_5b["vacant_deputies"]) == ("5B", [], 1, 1)
    assert (contacts["class"], contacts["office"], contacts["status"]) == ("5A", "class_contact", "counted")
    assert contacts["lots"] == [{"round": "seats", "who": ["Mor Dahl", "Mor Lie"], "for": ["plassen", "vara"]}]
    assert answer(line("elections", "--year", 2025, "--json")) == []


def test_counts_the_rule_keeps_are_not_listed(line: Line, store: Path, tmp_path: Path) -> None:
    with opened(store) as school, school.change("Wrote a rule") as session:
        session.add(ElectionRule(body_id=1, publish_counts="never"))
    line("elect", results(tmp_path, *WEEK), *DAY)
    listed = answer(line("elections", "--json"))
    assert [entry["counts"] is None for entry in listed] == [True, True, False]


def test_planned_and_by_elections_are_listed_with_what_they_are(line: Line, store: Path) -> None:
    with opened(store) as school:
        seat, class_id = seat_of(school, 1), class_called(school, "5B")
        did(school, plan_election, seat.id, YEAR, class_id=class_id, held_on=date(2026, 9, 17))
        did(school, plan_election, seat.id, YEAR, class_id=class_id, kind="by_election")
    listed = answer(line("elections", "--json"))
    assert [(one["kind"], one["status"], one["held_on"]) for one in listed] == [
        ("ordinary", "planned", "2026-09-17"),
        ("by_election", "planned", None),
    ]
    assert line("elections")[1] == "5B FAU: Planlagt, 17.09.2026\n5B FAU: Planlagt, suppleringsvalg\n"


def test_without_json_it_is_said_in_lines(line: Line, store: Path, tmp_path: Path) -> None:
    path = results(tmp_path, *WEEK)
    code, out, _ = line("elect", path, *DAY, "--dry-run")
    assert code == 0
    assert out.splitlines() == [
        "Ingenting er endret. Dette ville skjedd:",
        "5A FAU: Mor Berg; vara: Far Dahl",
        "5A Foreldrekontakter: Mor Dahl og Mor Lie trekker lodd om: plassen og vara",
        "5B FAU: ingen",
        "Rad 8, Navn: Ingen i 5B heter «Mor Mo». Mente du Mor Moe?",
    ]
    out = line("elect", path, *DAY, language="nn")[1]
    assert out.splitlines()[-1] == "Rad 8, Navn: Ingen i 5B heiter «Mor Mo». Meinte du Mor Moe?"
    assert line("elections")[1].splitlines() == [
        "5A FAU: Mor Berg; vara: Far Dahl (I kraft, 10.09.2026)",
        "5B FAU: ingen (Avgjort, 10.09.2026)",
        "5A Foreldrekontakter: Mor Dahl og Mor Lie trekker lodd om: plassen og vara (Talt opp, 10.09.2026)",
    ]


def test_what_cannot_be_done_is_one_sentence_and_never_a_traceback(line: Line, store: Path, tmp_path: Path) -> None:
    path = results(tmp_path, "5A;Mor Berg", head="Klasse;Navn", name="uten verv.csv")
    for words in (
        ("elect", tmp_path / "nowhere.csv"),
        ("elect", path),
        ("elect", results(tmp_path, *WEEK), "--held-on", "2027-01-01"),
        ("elect", results(tmp_path, *WEEK), "--year", 2031, "--held-on", "2031-09-01"),
        ("elect", results(tmp_path, *WEEK), "--year", 2025),
    ):
        code, out, error = line(*words)
        assert (code, out, error.count("\n")) == (3, "", 1), words
        assert "Mor" not in error
    assert line("elect", path, "--held-on", "10.09.2026")[0] == 2
    assert answer(line("elections", "--json")) == []


def test_names_from_all_over_are_answered_as_they_are_written(line: Line, store: Path, tmp_path: Path) -> None:
    from tests.factories import guardian, pupil

    names = ["Thị Nguyễn", "Áilu Sara", "Sean O'Connor", "<b>Ola"]
    with opened(store) as school:
        for at, name in enumerate(names):
            guardian(school, name, pupil(school, "Liv Lund", f"6{'ABCD'[at]}"))
    path = results(tmp_path, *(f"6{'ABCD'[at]};fau;{name};" for at, name in enumerate(names)))
    found = answer(line("elect", path, *DAY, "--json"))
    assert [entry["holders"] for entry in found["decided"]] == [[name] for name in names]


def test_nobody_is_named_in_the_log_or_in_an_error(
    line: Line, store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        line("elect", results(tmp_path, *WEEK), *DAY)
    assert not [record for record in caplog.records if "Berg" in record.getMessage() or "Moe" in record.getMessage()]


def test_help_shows_the_columns(line: Line, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = line("elect", "--help")
    assert code == 0
    assert "class, office, name, votes" in out

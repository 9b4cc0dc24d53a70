"""Do school years, progress, errors, features and files answer what everything else builds on?"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import clock
from app.core.errors import Cancelled, UserError, explain
from app.core.feature import Feature, Hooks
from app.core.i18n import LANGUAGES, translator
from app.core.paths import resource
from app.core.progress import NO_PROGRESS, Progress
from app.core.schoolyear import day_in_year, parse_year, year_name, year_of, year_range
from db.errors import HeldByOther, LaterSteps, StoreError

YEARS = st.integers(2000, 2098)


@given(day=st.dates(date(2000, 8, 1), date(2098, 12, 31)))
def test_every_day_is_in_exactly_one_school_year(day: date) -> None:
    year = year_of(day)
    first, last = year_range(year)
    assert first <= day <= last
    assert year_range(year + 1)[0] == last + timedelta(days=1)


def test_a_school_year_turns_on_the_first_of_august() -> None:
    assert year_of(date(2026, 7, 31)) == 2025
    assert year_of(date(2026, 8, 1)) == 2026
    assert year_range(2026) == (date(2026, 8, 1), date(2027, 7, 31))


@given(year=YEARS)
def test_the_name_of_a_year_is_read_back(year: int) -> None:
    assert parse_year(year_name(year)) == year


@pytest.mark.parametrize("text", ["2026/27", "2026/2027", "2026-27", "2026", " 2026 / 27 ", "2026-2027"])
def test_a_year_may_be_written_in_several_ways(text: str) -> None:
    assert parse_year(text) == 2026


@pytest.mark.parametrize(
    "text", ["", "26", "2026/28", "2027/26", "2026/2028", "1999/00", "2026/27/28", "skoleår", "２０２６x"]
)
def test_what_is_no_year_points_at_the_field(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_year(text)
    assert caught.value.field == "start_year"


def test_the_turn_of_the_century_has_two_digits() -> None:
    assert (year_name(2026), year_name(2008), year_name(2099)) == ("2026/27", "2008/09", "2099/00")
    assert parse_year("2099/00") == 2099


@given(year=YEARS, today=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_year_is_shown_as_it_stands_on_the_nearest_day_in_it(year: int, today: date) -> None:
    first, last = year_range(year)
    shown = day_in_year(year, today)
    assert first <= shown <= last
    assert shown == today or shown in (first, last)
    assert (shown == first) == (today <= first)


def test_progress_reports_and_stops_when_cancelled() -> None:
    told: list[tuple[str, int, int]] = []
    wish = [False]
    progress = Progress(lambda text, done, total: told.append((text, done, total)), lambda: wish[0])
    progress.step("Reading", 1, 3)
    wish[0] = True
    with pytest.raises(Cancelled):
        progress.step("Reading", 2, 3)
    assert told == [("Reading", 1, 3)]
    NO_PROGRESS.step("Reading", 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_the_user_can_put_right_is_one_sentence_in_each_language(language: str) -> None:
    tr = translator(language)
    error = UserError("There is no file called {path}.", field="file", path="a {b}.xlsx")
    said = explain(error, tr)
    assert said is not None
    assert "a {b}.xlsx" in said
    assert error.field == "file"
    for kind in _all_kinds(StoreError):
        made = LaterSteps((1,)) if kind is LaterSteps else kind(who="Kari", since="24.08.2026 09:30")
        sentence = explain(made, tr)
        assert sentence
        assert "{" not in sentence
        assert (sentence == kind.message.format(**made.values)) == (language == "en")


def _all_kinds(kind: type[StoreError]) -> list[type[StoreError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _all_kinds(child))]


def test_a_bug_has_no_sentence() -> None:
    tr = translator("nb")
    for error in (ValueError("x"), Cancelled(), KeyError("message"), RuntimeError()):
        assert explain(error, tr) is None


def test_no_error_carries_a_name_in_its_own_text() -> None:
    assert "Kari" not in str(UserError("{name} is twice in the list.", name="Kari Lie"))
    assert "Kari" not in repr(UserError("{name} is twice in the list.", name="Kari Lie"))
    assert "Kari" not in str(HeldByOther(who="Kari Lie", since="x"))


def test_hooks_run_in_the_order_of_the_features_and_unknown_ones_are_refused() -> None:
    first = Feature("first", hooks={"due": "tests.core.test_small_words:due_first"})
    none = Feature("none")
    second = Feature("second", hooks={"due": "tests.core.test_small_words:due_second"})
    assert Hooks((first, none, second)).run("due", 3) == ["first 3", "second 3"]
    assert Hooks((second, first)).run("due", 1) == ["second 1", "first 1"]
    assert Hooks((first,)).run("roll_over") == []
    with pytest.raises(ValueError, match="no such hook"):
        Feature("wrong", hooks={"deu": "x:y"})


def due_first(number: int) -> str:
    return f"first {number}"


def due_second(number: int) -> str:
    return f"second {number}"


def test_shipped_files_are_found_in_the_source_and_in_a_built_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resource("i18n", "nb", "LC_MESSAGES", "skolekontoret.mo").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("fonts", "x.ttf") == tmp_path / "resources" / "fonts" / "x.ttf"


def test_the_clock_says_local_time() -> None:
    assert abs(clock.now() - datetime.now()) < timedelta(seconds=5)  # noqa: DTZ005 - that is what is tested
    assert clock.now().tzinfo is None
    assert clock.today() in {datetime.now().date() - timedelta(days=1), datetime.now().date()}  # noqa: DTZ005

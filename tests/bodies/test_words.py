"""Every code of the bodies has its words, and numbers, terms and grades are said as an office says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from app.bodies import words
from app.bodies.presets import PresetSeat
from app.core.i18n import translator
from db.models import bodies as codes

NB, NN, EN = translator("nb"), translator("nn"), translator("en")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (words.BODY_KIND_WORDS, codes.BODY_KINDS),
        (words.ROLE_WORDS, codes.OFFICE_ROLES),
        (words.CONSTITUENCY_WORDS, codes.CONSTITUENCIES),
        (words.FILLED_BY_WORDS, codes.FILLED_BY),
        (words.CHOSEN_BY_WORDS, codes.CHOSEN_BY),
        (words.UNIT_WORDS, codes.UNITS),
        (words.DEPUTY_KIND_WORDS, codes.DEPUTY_KINDS),
        (words.QUORUM_WORDS, codes.QUORUMS),
        (words.RECORD_NAME_WORDS, codes.RECORD_NAMES),
        (words.MAJORITY_WORDS, codes.MAJORITIES),
        (words.PUPILS_OUT_WORDS, codes.PUPILS_OUT),
        (words.TERM_START_WORDS, codes.TERM_STARTS),
        (words.STAGGER_WORDS, codes.STAGGERS),
        (words.DEPUTY_SUCCEEDS_WORDS, codes.DEPUTY_SUCCEEDS),
        (words.ENDED_BECAUSE_WORDS, codes.ENDINGS),
    ],
)
def test_every_code_has_words_of_its_own(said: Mapping[str, str], known: tuple[str, ...]) -> None:
    assert set(said) == set(known)
    assert len(set(said.values())) == len(said)


@dataclass(frozen=True)
class Held:
    role: str
    rank: int | None


@dataclass(frozen=True)
class Term:
    term_years: int | None
    stagger: str = "none"
    first_grade_years: int | None = None
    last_grade_deputy_years: int | None = None
    deputy_years: int | None = None


def seat(number: int, deputies: int, kind: str, **facts: object) -> PresetSeat:
    return PresetSeat("parents", "x", "x", number=number, deputies=deputies, deputy_kind=kind, **facts)  # type: ignore[arg-type]


def test_a_role_is_said_with_the_rank_of_a_deputy() -> None:
    assert [words.role_name(role, NB) for role in codes.OFFICE_ROLES] == [
        "leder",
        "nestleder",
        "kasserer",
        "sekretær",
        "medlem",
        "vara",
    ]
    assert words.role_name("chair", NN) == "leiar"
    assert words.role_name(Held("deputy", 2), NB) == "2. vara"
    assert words.role_name(Held("deputy", None), NB) == "vara"
    assert words.role_name(Held("chair", None), NB) == "leder"


@pytest.mark.parametrize(
    ("number", "deputies", "kind", "said"),
    [
        (1, 1, "personal", "1 + 1 vara"),
        (1, 1, "ranked", "1 + 1 vara"),
        (2, 2, "ranked", "2 + 2 vara"),
        (2, 1, "personal", "2 + 2 personlige vara"),  # one for each of the two
        (3, 2, "personal", "3 + 6 personlige vara"),
        (8, 0, "none", "8"),
    ],
)
def test_seats_are_said_with_the_deputies_they_have_in_all(number: int, deputies: int, kind: str, said: str) -> None:
    assert words.say_seat(seat(number, deputies, kind), NB) == said


def test_whom_seats_are_for() -> None:
    one = {"number": 1, "deputies": 1, "kind": "ranked"}
    assert words.say_whole_seat(seat(**one), NB) == "1 + 1 vara"  # type: ignore[arg-type]
    assert words.say_whole_seat(seat(**one, unit="class"), NB) == "1 + 1 vara per klasse"  # type: ignore[arg-type]
    assert words.say_unit(seat(**one, unit="grade"), NN) == "per trinn"  # type: ignore[arg-type]
    some = seat(1, 0, "none", unit="class", first_grade=8, last_grade=10)
    assert words.say_unit(some, NB) == "per klasse på 8.–10. trinn"
    assert (
        words.say_unit(seat(1, 0, "none", unit="grade", first_grade=5, last_grade=7), NB) == "per trinn på 5.–7. trinn"
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, ""),
        (5, 7, "5.–7. trinn"),
        (5, 5, "5. trinn"),
        (5, None, "5. trinn og oppover"),
        (None, 7, "trinnene til og med 7. trinn"),
    ],
)
def test_grades(first: int | None, last: int | None, said: str) -> None:
    assert words.say_grades(first, last, NB) == said


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term(2), "2 år"),
        (Term(1), "1 år"),
        (Term(None), ""),
        (Term(2, stagger="odd_even"), "2 år (halvparten hvert år)"),
        (Term(2, first_grade_years=1), "2 år (første trinn 1 år)"),
        (Term(2, first_grade_years=2), "2 år"),
        (Term(1, deputy_years=2, last_grade_deputy_years=1), "1 år (vara 2 år, vara på siste trinn 1 år)"),
        (Term(2, last_grade_deputy_years=1), "2 år (vara på siste trinn 1 år)"),
    ],
)
def test_a_term_is_said_with_what_differs_from_it(term: Term, said: str) -> None:
    assert words.say_term(term, NB) == said


def test_how_often_a_body_meets() -> None:
    assert words.say_meetings(4, 5, NB) == "4–5 møter i året"
    assert words.say_meetings(1, 1, NB) == "1 møte i året"
    assert words.say_meetings(None, 6, NN) == "6 møte i året"
    assert words.say_meetings(4, None, EN) == "4 meetings a year"
    assert words.say_meetings(None, None, NB) == ""


def test_a_period() -> None:
    first, last = date(2024, 8, 1), date(2026, 7, 31)
    assert words.say_period(first, last, NB) == "fra 01.08.2024 til 31.07.2026"
    assert words.say_period(first, None, NN) == "frå 01.08.2024"
    assert words.say_period(None, last, NB) == "til 31.07.2026"
    assert words.say_period(None, None, NB) == ""

"""What is taken out of a line typed at a meeting, and what stays in the words because it could mean two things?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.meetings.rules.typed_action import Known, Typed, day_meant, person_named, read

ON = date(2026, 11, 5)
"""A Thursday in week 45."""
NEXT = date(2026, 12, 10)
KARI, PER, PER_LIE, AUD, KARI_ANNE = range(1, 6)
PEOPLE = (
    Known(KARI, "Kari", "Berg"),
    Known(PER, "Per", "Ødegård"),
    Known(PER_LIE, "Per", "Lie"),
    Known(AUD, "Aud", "Aas"),
)


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("Ringe kommunen – Kari Berg – 12.11.", Typed("Ringe kommunen", KARI, "", date(2026, 11, 12))),
        ("Ringe kommunen - Kari - 12.11", Typed("Ringe kommunen", KARI, "", date(2026, 11, 12))),
        ("Ringe kommunen @Kari 12.11.", Typed("Ringe kommunen", KARI, "", date(2026, 11, 12))),
        ("Ringe kommunen @kari berg innen fredag", Typed("Ringe kommunen", KARI, "", date(2026, 11, 6))),
        ("Ringje kommunen @Kari innan måndag", Typed("Ringje kommunen", KARI, "", date(2026, 11, 9))),
        ("Kari – ringe kommunen – uke 47", Typed("ringe kommunen", KARI, "", date(2026, 11, 20))),
        ("Kari Berg: ringe kommunen innen uke 47", Typed("ringe kommunen", KARI, "", date(2026, 11, 20))),
        ("Ringe kommunen (Kari, 12.11.)", Typed("Ringe kommunen", KARI, "", date(2026, 11, 12))),
        ("Ringe kommunen – Per Ø. – neste møte", Typed("Ringe kommunen", PER, "", NEXT)),
        ("Ringe kommunen innen neste møte", Typed("Ringe kommunen", None, "", NEXT)),
        ("Ringe kommunen til neste møte", Typed("Ringe kommunen", None, "", NEXT)),
        ("Ringe kommunen, 12.11.2026", Typed("Ringe kommunen", None, "", date(2026, 11, 12))),
        ("Ringe kommunen innen 1. desember", Typed("Ringe kommunen", None, "", date(2026, 12, 1))),
        ("Ringe kommunen frist: 15.1.", Typed("Ringe kommunen", None, "", date(2027, 1, 15))),
        ("Ringe kommunen, uke 2", Typed("Ringe kommunen", None, "", date(2027, 1, 15))),
        ("Sende referat fra 5.10. innen 12.11.", Typed("Sende referat fra 5.10.", None, "", date(2026, 11, 12))),
        ("Call the municipality – Kari – by Friday", Typed("Call the municipality", KARI, "", date(2026, 11, 6))),
        ("Ringe kommunen", Typed("Ringe kommunen")),
        ("  ", Typed("")),
        # somebody who is no one person stays in words
        ("Svare kommunen – rektor – 12.11.", Typed("Svare kommunen", None, "rektor", date(2026, 11, 12))),
        ("Rektor: svare kommunen", Typed("svare kommunen", None, "Rektor")),
        ("Lage plan – Kari og Per Lie – 12.11.", Typed("Lage plan", None, "Kari og Per Lie", date(2026, 11, 12))),
        ("Lage plan – Kari – Aud", Typed("Lage plan", None, "Kari, Aud")),
        ("Ringe kommunen – Per – 12.11.", Typed("Ringe kommunen", None, "Per", date(2026, 11, 12))),
        ("Ringe kommunen @Per 12.11.", Typed("Ringe kommunen", None, "Per", date(2026, 11, 12))),
        ("Ringe kommunen @ukjent innen fredag", Typed("Ringe kommunen", None, "ukjent", date(2026, 11, 6))),
        # what could mean something else is not touched
        ("Planlegge dugnaden 12.11.", Typed("Planlegge dugnaden 12.11.")),
        ("Utsette møtet til 12.11.", Typed("Utsette møtet til 12.11.")),
        ("Dugnad 5.12., 12.12.", Typed("Dugnad 5.12., 12.12.")),
        ("Kjøpe 2.5", Typed("Kjøpe 2.5")),
        ("Sjekke lekeplassen – gynge og sklie", Typed("Sjekke lekeplassen – gynge og sklie")),
        ("Invitere Kari, Aud", Typed("Invitere Kari, Aud")),
        ("Kari må få beskjed", Typed("Kari må få beskjed")),
        ("Ta det opp på neste møte", Typed("Ta det opp på neste møte")),
        ("Møtes kl. 10.11 – Kari", Typed("Møtes kl. 10.11", KARI)),
        ("Lese § 10.4 – Kari", Typed("Lese § 10.4", KARI)),
        ("Svare – Kari – 31.2.", Typed("Svare – 31.2.", KARI)),
        ("Rydde – innen fredag 12.11.", Typed("Rydde – innen fredag 12.11.")),  # the 12th is a Thursday
        ("Sende regnskapet – 20.10.", Typed("Sende regnskapet – 20.10.")),  # two weeks ago, or nearly a year ahead?
        ("Kari", Typed("Kari")),
        ("12.11.", Typed("12.11.")),
    ],
)
def test_a_line_is_understood_or_left_as_it_is(line: str, understood: Typed) -> None:
    assert read(line, PEOPLE, ON, NEXT) == understood


def test_the_next_meeting_is_a_word_until_it_is_planned() -> None:
    assert read("Ringe – Kari – neste møte", PEOPLE, ON, None) == Typed("Ringe – neste møte", KARI)


def test_a_first_name_of_two_is_nobodys() -> None:
    both = (*PEOPLE, Known(KARI_ANNE, "Kari Anne", "Moe"))
    assert person_named("Kari", both) is None
    assert person_named("Kari Berg", both) == PEOPLE[0]
    assert person_named("Kari Anne", both) == both[-1]
    assert person_named("kari  b", both) == PEOPLE[0]
    assert person_named("Berg", both) is None
    assert person_named("", both) is None


def test_somebody_who_is_there_twice_is_one() -> None:
    assert person_named("Aud", (*PEOPLE, Known(AUD, "Aud", "Aas"))) == PEOPLE[3]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("torsdag", date(2026, 11, 12)),  # said on a Thursday it is the next one
        ("fredag", date(2026, 11, 6)),
        ("tysdag", date(2026, 11, 10)),
        ("i morgen", date(2026, 11, 6)),
        ("uke 45", date(2026, 11, 6)),
        ("uke 44", None),  # over; the next one is a year away
        ("uke 53", date(2027, 1, 1)),
        ("veke 54", None),
        ("2026-11-12", date(2026, 11, 12)),
        ("12/11", date(2026, 11, 12)),
        ("12.11.26", date(2026, 11, 12)),
        ("29.2.", None),
        ("fredag 13.11.", date(2026, 11, 13)),
        ("snart", None),
        ("12.11.–14.11.", None),
    ],
)
def test_which_day_words_mean(words: str, day: date | None) -> None:
    assert day_meant(words, ON, NEXT) == day


@given(st.text(max_size=60))
def test_whatever_is_typed_something_shall_be_done(line: str) -> None:
    found = read(line, PEOPLE, ON, NEXT)
    assert bool(found.what) == bool(line.split())
    assert found.owner_id is None or not found.owner


@given(
    st.lists(
        st.sampled_from([
            "Ringe", "@Kari", "@Per", "Kari:", "–", "-", "12.11.", "innen", "fredag", "uke", "47", "(", ")", ",", "og",
            "Aud", "neste", "møte", "rektor", "31.2.", "99.99.",
        ]),
        max_size=12,
    )
)  # fmt: skip
def test_no_order_of_words_and_signs_is_too_much(words: list[str]) -> None:
    found = read(" ".join(words), PEOPLE, ON, NEXT)
    assert bool(found.what) == bool(words)
    assert found.due is None or found.due > ON

"""The ready-made bodies are ones the file can hold, and are those of the schools they are made after."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.bodies.presets import Preset, preset, presets
from app.bodies.rules.legal import repealed_in
from app.bodies.words import say_body
from app.core.i18n import translator
from db.models import Body, Seat
from db.models import bodies as codes

EACH = pytest.mark.parametrize("found", presets(), ids=lambda found: found.code)
CHOICES = {
    "quorum": codes.QUORUMS,
    "record_name": codes.RECORD_NAMES,
    "majority": codes.MAJORITIES,
    "pupils_out": codes.PUPILS_OUT,
    "term_starts": codes.TERM_STARTS,
    "stagger": codes.STAGGERS,
    "deputy_succeeds": codes.DEPUTY_SUCCEEDS,
}
SEAT_CHOICES = {
    "constituency": codes.CONSTITUENCIES,
    "filled_by": codes.FILLED_BY,
    "chosen_by": codes.CHOSEN_BY,
    "unit": codes.UNITS,
    "deputy_kind": codes.DEPUTY_KINDS,
    "follows_role": ("", *codes.OFFICE_ROLES),
}


def members(found: Preset) -> dict[str, int]:
    """Return how many members each constituency has."""
    counted: dict[str, int] = {}
    for seat in found.seats:
        if seat.counts_as_member:
            counted[seat.constituency] = counted.get(seat.constituency, 0) + seat.number
    return counted


@EACH
def test_each_fact_is_a_column_with_a_value_it_takes(found: Preset) -> None:
    assert found.kind in codes.BODY_KINDS
    assert found.facts.keys() <= set(Body.__table__.columns.keys())
    assert all(value in CHOICES[name] for name, value in found.facts.items() if name in CHOICES)
    for seat in found.seats:
        assert {name for name, known in SEAT_CHOICES.items() if getattr(seat, name) not in known} == set()
        assert set(seat.__dataclass_fields__) <= set(Seat.__table__.columns.keys())
        assert bool(seat.deputies) == (seat.deputy_kind != "none")
        assert not seat.follows_role or seat.filled_by == "ex_officio"
    both = (found.facts.get("meetings_from"), found.facts.get("meetings_to"))
    assert both == (None, None) or (both[0] is not None and both[0] <= both[1])


@EACH
def test_each_has_both_names_and_a_school_only_as_its_source(found: Preset) -> None:
    names = [found.name_nb, found.name_nn, *(name for seat in found.seats for name in (seat.name_nb, seat.name_nn))]
    assert all(names)
    school = re.compile(r"skole\b|skule\b|kommune\b|Oslo|Askøy|Haugesund|Stange")
    assert not [name for name in names if school.search(name)]


@EACH
def test_none_rests_on_what_is_repealed(found: Preset) -> None:
    for basis in found.bases:
        assert repealed_in(basis.text, date(2026, 8, 24), about=found.name_nb) == ()


def test_codes_are_told_apart_and_an_unknown_one_is_a_mistake() -> None:
    assert len({found.code for found in presets()}) == len(presets())
    assert preset("fau_board").seats[0].number == 8
    with pytest.raises(KeyError):
        preset("fau_bord")


def test_bodies_of_one_name_differ_in_what_they_do_or_after_whom() -> None:
    said = [(found.name_nb, say_body(found, translator("nb")), found.source) for found in presets()]
    assert len(set(said)) == len(said)


def test_every_kind_of_body_is_ready_made() -> None:
    assert {found.kind for found in presets()} == set(codes.BODY_KINDS) - {"other"}


def test_the_usual_ones_are_one_of_a_kind() -> None:
    usual = [found.kind for found in presets() if found.usual]
    assert usual == [
        "class_contacts",
        "parent_committee",
        "pupil_council",
        "cooperation_committee",
        "school_environment_committee",
    ]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        # 2 teachers, 1 other, 2 parents, 2 pupils, 2 of the municipality, of whom one is the rektor: nine
        ("su_standard", {"parents": 2, "pupils": 2, "teachers": 2, "other_staff": 1, "municipality": 2}),
        ("su_principal_secretary", {"parents": 2, "pupils": 2, "teachers": 2, "other_staff": 1, "municipality": 1}),
        ("smu_seven", {"parents": 2, "pupils": 2, "staff": 1, "management": 1, "municipality": 1}),
        ("smu_extended", {"parents": 3, "pupils": 3, "teachers": 2, "other_staff": 1, "municipality": 2}),
        ("smu_more_parents", {"parents": 4, "pupils": 2, "teachers": 2, "other_staff": 1, "municipality": 2}),
        ("smu_principal_secretary", {"parents": 3, "pupils": 3, "teachers": 2, "other_staff": 1, "municipality": 1}),
        ("smu_more_pupils", {"parents": 2, "pupils": 3, "teachers": 2, "other_staff": 1, "management": 1}),
        ("governing_board_primary", {"parents": 2, "staff": 2, "external": 3}),
        ("governing_board_lower_secondary", {"parents": 2, "pupils": 2, "staff": 2, "external": 3}),
    ],
)
def test_a_committee_has_the_members_its_school_has(code: str, wanted: dict[str, int]) -> None:
    assert members(preset(code)) == wanted


def test_the_deputies_of_the_governing_boards_of_oslo() -> None:
    board = preset("governing_board_lower_secondary")
    deputies = {seat.constituency: seat.deputies for seat in board.seats if seat.counts_as_member}
    assert deputies == {"parents": 3, "pupils": 2, "staff": 2, "external": 3}
    (rektor,) = [seat for seat in board.seats if seat.constituency == "management"]
    assert (rektor.counts_as_member, rektor.has_vote) == (False, False)


@EACH
def test_nobody_has_two_votes_where_groups_meet(found: Preset) -> None:
    """The chair of FAU sits in SU by that, and is not the other parent too; in FAU one may sit for two classes."""
    groups = {seat.constituency for seat in found.seats}
    assert found.facts.get("max_seats") == (1 if len(groups) > 1 else None)


def test_the_pupils_of_a_governing_board_are_of_lower_secondary() -> None:
    (pupils,) = [seat for seat in preset("governing_board_lower_secondary").seats if seat.constituency == "pupils"]
    assert (pupils.first_grade, pupils.last_grade) == (8, None)


@pytest.mark.parametrize(
    ("code", "meetings"),
    [
        ("smu_seven", (2, 2)),
        ("smu_more_pupils", (2, 2)),
        ("smu_extended", (4, 5)),
        ("fau_class_three_years", (6, 6)),
        ("fau_class_first_grade_one_year", (4, 5)),
        ("governing_board_primary", (4, 6)),
    ],
)
def test_a_body_meets_as_often_as_that_of_its_school(code: str, meetings: tuple[int, int]) -> None:
    assert (preset(code).meetings_from, preset(code).meetings_to) == meetings


def test_the_chair_of_fau_sits_in_su_and_smu_with_a_personal_deputy() -> None:
    for code in ("su_standard", "smu_extended"):
        chair, other = (seat for seat in preset(code).seats if seat.constituency == "parents")
        assert (chair.follows_role, chair.deputies, chair.deputy_kind) == ("chair", 1, "personal")
        assert (other.follows_role, other.deputy_kind) == ("", "personal")


@pytest.mark.parametrize(
    ("code", "nb", "nn"),
    [
        ("fau_class", "1 + 1 vara per klasse, 2 år", "1 + 1 vara per klasse, 2 år"),
        (
            "fau_class_halves",
            "1 + 1 vara per klasse, 2 år (halvparten hvert år)",
            "1 + 1 vara per klasse, 2 år (halvparten kvart år)",
        ),
        (
            "fau_class_first_grade_one_year",
            "1 + 1 vara per klasse, 2 år (første trinn 1 år)",
            "1 + 1 vara per klasse, 2 år (første trinn 1 år)",
        ),
        (
            "fau_class_deputy_succeeds",
            "1 + 1 vara per klasse, 1 år (første trinn 1 år, vara 2 år, vara på siste trinn 1 år)",
            "1 + 1 vara per klasse, 1 år (første trinn 1 år, vara 2 år, vara på siste trinn 1 år)",
        ),
        ("class_contacts_two", "2 per klasse, 1 år", "2 per klasse, 1 år"),
        ("fau_board", "8 medlemmer, 2 år", "8 medlemmer, 2 år"),
        ("pupil_council_two", "2 + 2 vara per klasse, 1 år", "2 + 2 vara per klasse, 1 år"),
        (
            "pupil_council_grades_5_7",
            "1 + 1 vara per klasse på 5.–7. trinn, 1 år",
            "1 + 1 vara per klasse på 5.–7. trinn, 1 år",
        ),
        (
            "smu_seven",
            "7 medlemmer (2 foreldre, 2 elever, 1 ansatt, 1 fra skoleledelsen, 1 fra kommunen), 1 år",
            "7 medlemmer (2 foreldre, 2 elevar, 1 tilsett, 1 frå skuleleiinga, 1 frå kommunen), 1 år",
        ),
        ("parent_meeting", "1–2 møter i året", "1–2 møte i året"),
    ],
)
def test_a_body_is_said_by_what_it_does(code: str, nb: str, nn: str) -> None:
    assert (say_body(preset(code), translator("nb")), say_body(preset(code), translator("nn"))) == (nb, nn)

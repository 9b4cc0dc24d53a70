"""Is every ready-made rule one that the program can follow, and one's own rule changed as typed?"""

from __future__ import annotations

import pytest

from app.bodies.queries import SeatRow
from app.core.errors import UserError
from app.elections.commands import set_rule, use_rule_preset
from app.elections.presets import RulePreset, rule_preset, rule_presets, rule_presets_for
from app.elections.queries import rule_of
from app.elections.reading import RULE_FIELDS, TERM_FIELDS
from db.models.bodies import BODY_KINDS
from db.store import Store
from tests.elections.given import a_body, did, known, seat_of

SEAT_FIELDS = frozenset(SeatRow.__dataclass_fields__)


@pytest.mark.parametrize("preset", rule_presets(), ids=lambda one: one.code)
def test_a_ready_made_rule_names_only_what_there_is(store: Store, preset: RulePreset) -> None:
    assert preset.rule.keys() <= set(RULE_FIELDS) - {"preset"}
    assert preset.body.keys() <= set(TERM_FIELDS)
    assert preset.seat.keys() <= SEAT_FIELDS
    assert set(preset.bodies) <= set(BODY_KINDS)
    assert all(preset.name(language) for language in ("nb", "nn", "en"))
    body = a_body(store, "pupil_council_class" if preset.bodies == ("pupil_council",) else "fau_class")
    did(store, use_rule_preset, body, preset.code)
    rule, seat = known(store, rule_of, body), seat_of(store, body)
    assert rule.preset == preset.code
    assert {name: getattr(rule, name) for name in preset.rule} == dict(preset.rule)
    assert {name: getattr(rule, name) for name in preset.body} == dict(preset.body)
    assert {name: getattr(seat, name) for name in preset.seat} == dict(preset.seat)


def test_no_two_are_called_the_same(store: Store) -> None:
    for language in ("nb", "nn", "en"):
        assert len({one.name(language) for one in rule_presets()}) == len(rule_presets())
    assert len({one.code for one in rule_presets()}) == len(rule_presets())


def test_the_schools_rules_are_there() -> None:
    """By their own by-laws: three years, deputies who move up or take over, notice to the chair, secret numbers."""
    assert rule_preset("three_years").body["term_years"] == 3
    assert rule_preset("deputies_move_up").body["deputy_succeeds"] == "next_year_auto"
    takes_over = rule_preset("deputy_takes_over")
    assert (takes_over.body["deputy_years"], takes_over.body["last_grade_deputy_years"]) == (2, 1)
    assert (rule_preset("two_years_notice").rule["report_to"], rule_preset("two_years_notice").rule["max_units"]) == (
        "office,chair",
        1,
    )
    pupils = rule_preset("pupils_two_names")
    assert (pupils.rule["max_names"], pupils.rule["publish_counts"]) == (2, "unless_objection")
    assert rule_preset("absolute_majority").rule["win"] == "absolute_then_runoff"
    assert rule_preset("halves").body["stagger"] == "odd_even"


def test_a_body_is_offered_what_is_meant_for_it() -> None:
    codes = {one.code for one in rule_presets_for("pupil_council")}
    assert codes == {"pupils_two_names", "absolute_majority"}


def test_a_rule_that_is_silent_on_the_term_leaves_it(store: Store) -> None:
    body = a_body(store, "fau_class_three_years")
    did(store, use_rule_preset, body, "absolute_majority")
    rule = known(store, rule_of, body)
    assert (rule.term_years, rule.win, rule.ballot) == (3, "absolute_then_runoff", "show_of_hands")


def test_what_is_changed_is_the_schools_own(store: Store) -> None:
    body = a_body(store, "fau_class")
    did(store, use_rule_preset, body, "two_years_notice")
    did(store, set_rule, body, "source", "Vedtekter for FAU § 4, 12.03.2025")
    did(store, set_rule, body, "max_units", "")
    did(store, set_rule, body, "term_years", "3")
    rule = known(store, rule_of, body)
    assert (rule.preset, rule.source, rule.max_units, rule.term_years) == (
        "",
        "Vedtekter for FAU § 4, 12.03.2025",
        None,
        3,
    )
    # Another ready-made rule keeps the by-law the school has named, and changes the rest.
    did(store, use_rule_preset, body, "one_year")
    assert (known(store, rule_of, body).source, known(store, rule_of, body).excluded) == (
        "Vedtekter for FAU § 4, 12.03.2025",
        "",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("tie", "coin"), ("max_names", "0"), ("max_units", "mange"), ("report_to", "rektor"), ("term_years", "40")],
)
def test_what_cannot_be_is_refused_at_its_field(store: Store, field: str, value: str) -> None:
    body = a_body(store, "fau_class")
    with pytest.raises(UserError) as error:
        did(store, set_rule, body, field, value)
    assert error.value.field == field

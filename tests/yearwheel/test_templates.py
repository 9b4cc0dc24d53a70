"""Is the program's template whole, and is a template of the school's own what was saved, without dates and people?"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.paths import resource
from app.yearwheel.choosing import choose
from app.yearwheel.commands import add_entry, add_ring, set_entry
from app.yearwheel.queries import entry_rows, rings
from app.yearwheel.rules.rule import parse, refers_to, written
from app.yearwheel.templates import (
    NOT_READABLE,
    TOO_NEW,
    TemplateRow,
    content_of,
    own,
    read_content,
    remove_own,
    save_own,
    shipped,
)
from db.models.bodies import BODY_KINDS
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known, school_file

RULES_OF_PRACTICE = {
    # the rows every school begins from: id, month(s), ring, rule
    "A01": ([8], "office", "SKOLESTART-5..SKOLESTART+10"),
    "A02": ([8], "staff", "SKOLESTART-3"),
    "A03": ([8], "parents", "FØR(F01,14)"),
    "F01": ([8, 9], "parents", "UKE(35)..UKE(38)"),
    "E01": ([8, 9], "pupil_council", "SKOLESTART+21"),
    "A04": ([9], "office", "ETTER(F01,3)"),
    "E02": ([9], "pupil_council", "ETTER(E01,10)"),
    "U01": ([9, 10], "parent_committee", "ETTER(F01,14)"),
    "N01": ([9], "school", "UKE(36)..UKE(39)"),
    "M01": ([9, 10], "school_environment_committee", "FØR(HØSTFERIE,1)"),
    "S01": ([9, 10], "cooperation_committee", "SAMTIDIG(M01)"),
    "K01": ([9, 10], "school", "FØR(HØSTFERIE,1)"),
    "U02": ([10], "parent_committee", "UKE(42)"),
    "E03": ([10], "pupil_council", "UKE(43)"),
    "D01": ([10, 11], "cooperation_committee", "UKE(44)"),
    "L01": ([11], "school", "UKE(44)..UKE(49)"),
    "M02": ([11], "school_environment_committee", "UKE(47)"),
    "U03": ([11], "parent_committee", "FØR(M02,7)"),
    "E04": ([11], "pupil_council", "FØR(M02,7)"),
    "S02": ([12], "cooperation_committee", "UKE(49)"),
    "A05": ([1], "office", "UKE(2)"),
    "M03": ([1, 2], "school_environment_committee", "UKE(4)..UKE(6)"),
    "U04": ([1], "parent_committee", "FØR(M03,7)"),
    "K02": ([1, 2], "school", "FØR(VINTERFERIE,1)"),
    "F02": ([2, 3], "parents", "UKE(9)..UKE(12)"),
    "S03": ([3], "cooperation_committee", "UKE(11)"),
    "U05": ([3], "parent_committee", "UKE(11)"),
    "M04": ([4, 5], "school_environment_committee", "PÅSKE+14"),
    "E05": ([4], "pupil_council", "UKE(17)"),
    "F03": ([4, 5, 6], "parents", "PÅSKE+7..SKOLESLUTT-10"),
    "U06": ([5], "parent_committee", "UKE(20)..UKE(22)"),
    "X17": ([5], "committee", "17MAI"),
    "M05": ([5, 6], "school_environment_committee", "UKE(22)..UKE(23)"),
    "S04": ([5, 6], "cooperation_committee", "SAMTIDIG(M05)"),
    "A06": ([6], "office", "SKOLESLUTT+3"),
    "U07": ([6], "parent_committee", "SKOLESLUTT-10"),
}


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def test_the_rows_a_school_begins_from_are_there_with_month_ring_and_rule() -> None:
    found = {row.code: (list(row.months), row.ring, row.rule) for row in shipped("nb")}
    assert {code: found[code] for code in RULES_OF_PRACTICE} == RULES_OF_PRACTICE


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_row_has_all_its_texts_a_known_ring_and_a_rule_that_names_only_rows(language: str) -> None:
    rows = shipped(language)
    codes = {row.code for row in rows}
    known_rings = {*BODY_KINDS, "parents", "staff", "office", "school"}
    for row in rows:
        assert row.title
        assert row.responsible
        assert row.basis
        assert set(row.rings) <= known_rings
        assert written(parse(row.rule)) == row.rule
        assert set(refers_to(parse(row.rule))) <= codes
        assert row.topic == row.code
        assert len(row.title) <= 200
    assert len(codes) == len(rows) == 51


def test_a_row_is_written_in_one_language_only() -> None:
    text = {
        one: " ".join(f"{r.title} {r.responsible} {r.basis} {r.description}" for r in shipped(one))
        for one in ("nb", "nn")
    }
    for word in (" ikkje ", "skule", "elevar", "heim", " frå ", "leiar", " blir "):
        assert word not in text["nb"].casefold().replace("skulemiljø", "")
    for word in (" ikke ", "skole", "elever ", "hjem", " fra ", "leder", " kommer "):
        assert word not in text["nn"].casefold()


def test_what_is_practice_is_not_called_law_and_no_school_is_named() -> None:
    for language in ("nb", "nn"):
        by_code = {row.code: row for row in shipped(language)}
        assert "raksis" in by_code["A03"].basis  # how many days before is what schools do
        assert "raksis" in by_code["E01"].basis  # the three weeks were law until 2024
        assert "raksis" in by_code["E03"].basis
        assert by_code["F01"].basis.startswith("Opplæringsforskrifta § 11-1")
        assert "§ 10-5" in by_code["U01"].basis
    with resource("presets", "wheel_topics.toml").open("rb") as file:
        held = json.dumps(tomllib.load(file), ensure_ascii=False).casefold()
    assert not [
        name for name in ("halsa", "marienlyst", "enga skole", "oslostandard", "§ 11-4", "§ 13-3d") if name in held
    ]


def test_a_template_saved_from_a_year_is_what_the_year_was(store: Store) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code in ("M02", "U03", "A05")])
    with store.change("Added") as session:
        ring = add_ring(session, kind="theme", name="Natteravnene")
        add_entry(
            session, YEAR, ring_id=ring, title="Første tur", rule="DATO(2026-10-16)", links="https://skole.no/tur"
        )
    did(store, save_own, YEAR, "Vårt hjul")
    (template,) = known(store, own)
    assert (template.name, template.problem) == ("Vårt hjul", "")
    by_code = {row.code: row for row in template.rows}
    assert set(by_code) == {"A05", "M02", "U03", "X1"}
    assert by_code["U03"].rule == "FØR(M02,7)"
    assert by_code["M02"].rings == ("school_environment_committee",)
    assert by_code["M02"].months == (11,)
    own_row = by_code["X1"]
    assert (own_row.rings, own_row.ring_name, own_row.links) == (("theme",), "Natteravnene", "https://skole.no/tur")
    assert own_row.rule == "UKE(42,FREDAG)"  # 16 October 2026, without its year


def test_it_is_chosen_like_the_shipped_one_in_another_year(store: Store) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code in ("M02", "U03")])
    with store.change("Added") as session:
        add_entry(session, YEAR, ring_id=add_ring(session, kind="theme", name="Natteravnene"), title="Tur")
    did(store, save_own, YEAR, "Vårt hjul")
    (template,) = known(store, own)
    taken = did(store, choose, YEAR + 1, [row for row in template.rows if row.code != "M02"])
    then = {one.title: one for one in known(store, entry_rows, YEAR + 1)}
    assert len(taken.ids) == 2
    assert len(known(store, rings)) == 3  # those that were there
    (loosened,) = taken.loosened
    assert (loosened.rule, then["Nasjonale prøver, læringsmiljø og saker til SU og SMU"].rule) == (
        "UKE(46,MANDAG)",
        "UKE(46,MANDAG)",
    )


def test_no_person_goes_into_a_template(store: Store) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code in ("M02", "A05")])
    by_code = {one.code: one.id for one in known(store, entry_rows, YEAR)}
    did(store, set_entry, by_code["M02"], "responsible", "Berit Lunde (SMU-leder)")
    did(store, save_own, YEAR, "Uten navn")
    (template,) = known(store, own)
    assert {row.code: row.responsible for row in template.rows} == {"M02": "", "A05": "Kontorleder"}
    assert "Lunde" not in content_of(template.rows)


@pytest.mark.parametrize(
    ("name", "message"), [("", "Give the template"), ("x" * 81, "too long"), (" vårt  HJUL ", "already")]
)
def test_a_name_must_be_there_and_be_nobody_else_s(store: Store, name: str, message: str) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code == "M02"])
    did(store, save_own, YEAR, "Vårt hjul")
    with pytest.raises(UserError, match=message) as error:
        did(store, save_own, YEAR, name)
    assert error.value.field == "name"


def test_an_empty_year_is_not_saved(store: Store) -> None:
    with pytest.raises(UserError, match="no entries yet"):
        did(store, save_own, YEAR, "Tomt")


def test_a_template_is_removed_and_that_undone(store: Store) -> None:
    did(store, choose, YEAR, [row for row in shipped("nb") if row.code == "M02"])
    made = did(store, save_own, YEAR, "Vårt hjul")
    did(store, remove_own, made)
    assert known(store, own) == ()
    assert len(known(store, entry_rows, YEAR)) == 1
    store.undo()
    assert [one.name for one in known(store, own)] == ["Vårt hjul"]


def test_what_is_kept_comes_back_the_same() -> None:
    rows = tuple(TemplateRow(row.code, row.rings, row.title, row.rule, row.months, row.topic) for row in shipped("nn"))
    assert read_content(content_of(rows)) == (rows, "")


ROW = {"code": "A", "rings": ["office"], "title": "Noe"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", NOT_READABLE),
        ("[1, 2]", NOT_READABLE),
        ("{", NOT_READABLE),
        ("null", NOT_READABLE),
        ("[" * 100_000, NOT_READABLE),
        (json.dumps({"version": 1}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": []}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [ROW, ROW]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "title": 3}]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "rule": "UKE(99)"}]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "months": [13]}]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "rings": "office"}]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": 7}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "title": "Møte 13097248022"}]}), NOT_READABLE),
        (json.dumps({"version": 1, "rows": [{**ROW, "title": "\ud800"}]}), NOT_READABLE),
        (json.dumps({"version": 2, "rows": "whatever comes"}), TOO_NEW),
        (json.dumps({"version": "1", "rows": [ROW]}), NOT_READABLE),
    ],
)
def test_damaged_content_says_so(content: str, problem: str) -> None:
    assert read_content(content) == ((), problem)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*ROW, "rule", "months", "version", "rows"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(JSON, st.booleans())
def test_no_content_whatever_breaks_the_program(held: object, as_rows: bool) -> None:
    rows, problem = read_content(json.dumps({"version": 1, "rows": [held]} if as_rows else held))
    assert bool(rows) is not bool(problem)

"""Words of the other written standard are found, and law that is quoted is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.imports.pasted import read
from app.plan.rows import PlanDetail, PlanRow, PointRow, SectionRow
from app.plan.rules.mixed import language_of, mixed

DATA = Path(__file__).parents[1] / "data"


def plan(*sections: tuple[str, str, tuple[str, ...]]) -> PlanDetail:
    rows = tuple(
        SectionRow(
            at, 1, at, 1, title, text, "", "", "", None,
            tuple(PointRow(at * 100 + by, at, "text", by, said, None) for by, said in enumerate(points, 1)),
        )
        for at, (title, text, points) in enumerate(sections, 1)
    )  # fmt: skip
    return PlanDetail(PlanRow(1, 2026, 1, "Plan", "draft", None, None, None, "", None, None, None), rows)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Foresatte sørger for at elevene ikke kommer for sent.", "nb"),
        ("Føresette syter for at elevane ikkje kjem for seint.", "nn"),
        ("Vi har to møte i august.", ""),
        ("", ""),
        ("kontaktlærarar og rettleiing", "nn"),
        ("tydelige mål, skriftlig", "nb"),
    ],
)
def test_words_tell_the_standard(text: str, language: str) -> None:
    assert language_of(text) == language


def test_words_of_the_other_standard_are_found_where_they_stand() -> None:
    detail = plan(("Korleis vi samarbeider", "Skolen er ikke alene.\nHeile skolen er med.", ("foresatte og elevane",)))
    found = mixed(detail, "nb")
    assert [(one.section_id, one.point_id, one.field, one.word) for one in found] == [
        (1, None, "title", "Korleis"),
        (1, None, "text", "Heile"),
        (1, 101, "text", "elevane"),
    ]
    assert detail.sections[0].text[found[1].start : found[1].end] == "Heile"
    assert [one.word for one in mixed(detail, "nn")] == ["ikke", "foresatte"]


def test_law_in_its_own_words_is_a_quotation() -> None:
    quoted = "Forskrift §2-1: Skolen skal sørgje for samarbeid med heimen. Eit godt samarbeid styrkjer fleire elevar."
    assert mixed(plan(("Grunnlaget", "", (quoted,))), "nb") == ()
    assert mixed(plan(("Opplæringslova § 11-4", "", ("På kvar skole skal det vere eit råd.",))), "nb") == ()
    assert mixed(plan(("Grunnlaget", "Det står «eit godt samarbeid er viktig for elevane» i planen.", ())), "nb") == ()


def test_nynorsk_without_law_is_no_quotation() -> None:
    assert [one.word for one in mixed(plan(("Mål", "", ("Eit godt samarbeid er viktig for elevane.",))), "nb")] == [
        "Eit",
        "elevane",
    ]


def test_law_beside_own_words_is_one_line_of_the_two() -> None:
    found = mixed(plan(("Grunnlaget", "Etter § 1 skal vi ikke være trege, men hjelpe kvar elev.", ())), "nb")
    assert [one.word for one in found] == ["kvar"]


def test_a_real_plan_in_bokmaal_that_quotes_the_law_is_all_bokmaal() -> None:
    sections = read((DATA / "halsa-plan.txt").read_text(encoding="utf-8"))
    detail = plan(*((one.title, one.text, (*one.points, *one.left, *one.right)) for one in sections))
    assert mixed(detail, "nb") == ()
    assert len(mixed(detail, "nn")) > 100


@given(st.text(max_size=60), st.sampled_from(["nb", "nn"]))
def test_no_text_is_too_odd_to_read(text: str, language: str) -> None:
    for one in mixed(plan(("", text, (text,))), language):
        assert text[one.start : one.end] == one.word
    assert language_of(text) in ("", "nb", "nn")


def test_the_curriculum_a_city_quotes_is_a_quotation_in_what_is_pasted() -> None:
    text = (Path(__file__).parent / "data" / "oslo-skole-hjem.txt").read_text(encoding="utf-8")
    sections = [one for one in read(text) if "prinsipp for opplæringa" in one.title]
    assert [one.title[:20] for one in sections] == ["Fra Lærerplanen KL06"]
    assert mixed(plan(*((one.title, one.text, one.points) for one in sections)), "nb") == ()

"""Every repealed reference of a plan is found, and the new one takes its place without leaving a trace of the old."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.legal import every_repealed_in
from app.plan.rows import PlanDetail, PlanRow, PointRow, SectionRow
from app.plan.rules.references import Finding, repealed, with_new

TODAY = date(2026, 8, 24)
USER_BODIES = "opplæringslova § 10-5 og § 10-7, og lokal forskrift"


def plan(text: str, *points: str, title: str = "Grunnlaget for planen") -> PlanDetail:
    row = PlanRow(1, 2026, 1, "Plan for skole-hjem-samarbeid", "draft", None, None, None, "", None, None, None)
    rows = tuple(PointRow(10 + at, 2, "text", at, said, None) for at, said in enumerate(points, 1))
    return PlanDetail(row, (SectionRow(2, 1, 1, 1, title, text, "", "", "", None, rows),))


def renewed(text: str) -> str:
    """Return a text with the new reference for every old one, the last first."""
    for finding in reversed(repealed(plan(text), TODAY)):
        text = with_new(text, finding)
    return text


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Forskrift til opplæringslova § 2-1", "Opplæringsforskrifta § 11-1"),
        (
            "Skolen skal sørgje for samarbeid, jf. Opplæringslova §1-1 og §13-3d. Slik er det.",
            "Skolen skal sørgje for samarbeid, jf. Opplæringslova § 1-3 og § 10-3. Slik er det.",
        ),
        ("Opplæringslovens § 11-4. Foreldreråd ved grunnskolar", "Opplæringslova § 10-5. Foreldreråd ved grunnskolar"),
        ("Jfr opplæringslovens § 11-1a skal det opprettes SMU.", f"Jfr {USER_BODIES} skal det opprettes SMU."),
        ("opplæringslova §§ 11-1 og 11-1a.", f"{USER_BODIES}."),
        ("oppl. §§ 9 A-4 og 9 A-5", "opplæringslova §§ 12-4 og 12-5"),
        ("forskrift til opplæringslova §§ 20-1–20-4", "opplæringsforskrifta § 11-1"),
        ("§ 11-4 i opplæringsloven om FAU", "§ 10-5 i opplæringsloven om FAU"),
        ("§ 9a-4 i tidligere opplæringslov", "opplæringslova § 12-4"),
        ("opplæringslova av 1998 § 11-2", "opplæringslova § 10-5"),
        ("opplæringslova (LOV-1998-07-17-61) § 11-4", "opplæringslova § 10-5"),
        ("§ 15-1 i opplæringslova om taushetsplikt", "forvaltningsloven om taushetsplikt"),
        ("arkivlova av 1992 gjelder", "arkivlova (LOV-2025-06-20-96) gjelder"),
        ("se § 13-3d og ellers", "se opplæringslova § 10-3 og ellers"),
        ("se opplæringslova §13\u20113d og § 13\u22123d", "se opplæringslova § 10-3"),
        ("etter arkivlova av 4. desember 1992 nr. 126 gjelder", "etter arkivlova (LOV-2025-06-20-96) gjelder"),
        (
            "[opplæringslova § 13-3d](https://lovdata.no/lov/1998-07-17-61/§13-3d)",
            "[opplæringslova § 10-3](https://lovdata.no/lov/1998-07-17-61/§13-3d)",
        ),
        (
            "opplæringslova § 10-3 og opplæringsforskrifta § 11-1",
            "opplæringslova § 10-3 og opplæringsforskrifta § 11-1",
        ),
    ],
)
def test_the_new_reference_fits_into_the_sentence(text: str, new: str) -> None:
    assert renewed(text) == new
    assert repealed(plan(new), TODAY) == ()


def test_it_says_where_what_and_since_when() -> None:
    detail = plan("Se opplæringslova § 13-3d.", "FAU: oppl. § 11-4", title="Etter § 9A-4")
    assert [(one.section_id, one.point_id, one.field, one.old, one.new) for one in repealed(detail, TODAY)] == [
        (2, None, "title", "§ 9A-4", "opplæringslova § 12-4"),
        (2, None, "text", "opplæringslova § 13-3d", "opplæringslova § 10-3"),
        (2, 11, "text", "oppl. § 11-4", "opplæringslova § 10-5"),
    ]
    assert {one.since for one in repealed(detail, TODAY)} == {date(2024, 8, 1)}
    assert repealed(detail, date(2024, 7, 31)) == ()


def test_the_same_reference_twice_is_found_twice() -> None:
    assert [one.start for one in repealed(plan("§ 9A-4 og så § 9A-4"), TODAY)] == [0, 13]


def test_a_text_that_has_changed_since_is_left_alone() -> None:
    finding = Finding(2, None, 3, 9, "§ 9A-4", "opplæringslova § 12-4", TODAY, "text", "opplæringslova § 12-4")
    assert with_new("Se § 9A-4.", finding) == "Se opplæringslova § 12-4."
    assert with_new("Les § 9A-4.", finding) == "Les § 9A-4."
    assert with_new("", finding) == ""


CERTAIN = (
    "opplæringslovens § 11-1a",
    "opplæringslova § 13-3d",
    "Opplæringslova § 9 A-4",
    "opplæringslova av 1998 § 11-2",
    "forskrift til opplæringslova § 20-1",
    "LOV-1998-07-17-61",
)
"""Those that can be of the old law alone, whatever is said around them."""
SENTENCES = st.lists(
    st.sampled_from(
        (
            "Kommuneloven gjelder.",
            "Skolen er til for elevene.",
            "Etter opplæringslova § 10-5 er det FAU.",
            "Ny forskrift kommer.",
            "Se § 11-1.",
            "Leksehjelp og tilpassa opplæring er annet.",
        )
    )
    | st.text(alphabet="abc æøå§-.,19\n", max_size=12).map(lambda said: f"X{said}."),
    max_size=4,
).map("\n\n".join)


@given(SENTENCES, st.sampled_from(CERTAIN), SENTENCES)
def test_what_is_found_is_found_whatever_stands_around_it(before: str, reference: str, after: str) -> None:
    text = f"{before}\n\nDette følger av {reference}.\n\n{after}"
    at = text.index(reference, len(before))
    assert any(one.start <= at and one.end >= at + len(reference) for one in every_repealed_in(text, TODAY))


REFERENCES = st.sampled_from(
    (
        *CERTAIN,
        "§§ 9 A-4 og 9 A-5",
        "tidligere opplæringslov § 8-2 om klasser",
        "§ 11-4 i opplæringslova om FAU",
        "§ 15-1 i opplæringslova om teieplikt",
        "opplæringslova § 1-1 og § 13-3d",
        "forskrift til opplæringslova § 2-1",
        "arkivlova (1992)",
        "opplæringslova (1998)",
        "kap. 9A",
    )
)


@given(st.lists(SENTENCES | REFERENCES, max_size=5).map(". ".join))
def test_what_was_replaced_is_not_found_again(text: str) -> None:
    for _ in range(40):
        found = every_repealed_in(text, TODAY, about="skole og hjem")
        if not found:
            break
        one = found[-1]
        text = text[: one.start] + one.instead + text[one.end :]
        again = every_repealed_in(text, TODAY, about="skole og hjem")
        assert not [other for other in again if other.start < one.start + len(one.instead) and other.end > one.start]
    assert every_repealed_in(text, TODAY, about="skole og hjem") == ()


@given(st.text(alphabet="§ opl.æringslvafskt 0123456789-–aA()\n,", max_size=80))
def test_findings_stand_in_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for one in every_repealed_in(text, TODAY, about="SU"):
        assert end <= one.start < one.end <= len(text)
        assert one.instead
        end = one.end

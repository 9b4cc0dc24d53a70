"""Repealed paragraphs are found however a school writes them, and law that is in force is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.legal import repealed_in

TODAY = date(2026, 8, 24)
ACT, USER_BODIES = "opplæringslova § ", "opplæringslova § 10-5 og § 10-7, og lokal forskrift"
REGULATION = "opplæringsforskrifta § 11-1"


def found(text: str, about: str = "", on: date = TODAY) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in repealed_in(text, on, about=about)]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        # Numbers that only the act of 1998 had, in every way of writing them.
        ("oppl. § 11-1a", "§ 11-1a", USER_BODIES),
        ("Opplæringslova § 11-1 a", "§ 11-1 a", USER_BODIES),
        ("opplæringsloven §11-1a.", "§ 11-1a", USER_BODIES),
        ("opplæringslova § 9 A-4", "§ 9 A-4", ACT + "12-4"),
        ("§ 9A-4", "§ 9A-4", ACT + "12-4"),
        ("opplæringsloven § 9a-5", "§ 9a-5", ACT + "12-5"),
        ("jf. oppll. § 9 A–6", "§ 9 A–6", ACT + "12-6"),
        ("§9A-2", "§ 9A-2", ACT + "12-2"),
        ("opplæringslovens § 9 A-10", "§ 9 A-10", ACT + "10-7"),
        ("paragraf 9a-4 i opplæringsloven", "§ 9a-4", ACT + "12-4"),
        ("opplæringslova § 9 A-7", "§ 9 A-7", "opplæringslova kap. 12"),
        ("opplæringslova kap. 9 A", "kap. 9 A", "opplæringslova kap. 12"),
        ("kapittel 9a i opplæringsloven", "kap. 9a", "opplæringslova kap. 12"),
        ("opplæringsloven § 13-3d", "§ 13-3d", ACT + "10-3"),
        ("§ 13-3 d", "§ 13-3 d", ACT + "10-3"),
        # Numbers both acts have, with words beside them that tell which.
        ("Samarbeidsutvalget (oppl. § 11-1)", "§ 11-1", USER_BODIES),
        ("opplæringsloven §11-1 om samarbeidsutval", "§ 11-1", USER_BODIES),
        ("SMU og SU, jf. opplæringslova § 11-1", "§ 11-1", USER_BODIES),
        ("Elevrådet velges etter § 11-2 i opplæringsloven", "§ 11-2", ACT + "10-5"),
        ("Foreldrerådet, opplæringslova § 11-4", "§ 11-4", ACT + "10-5"),
        ("FAU er hjemlet i opplæringsloven § 11-4.", "§ 11-4", ACT + "10-5"),
        ("FUG, opplæringslova § 11-9", "§ 11-9", ACT + "10-9"),
        ("Opplæringsloven §1-1: i samarbeid og forståelse med hjemmet", "§ 1-1", ACT + "1-3"),
        ("Skoleruta, opplæringslova § 2-2", "§ 2-2", ACT + "14-1"),
        ("hver klasse har en kontaktlærer (oppl. § 8-2)", "§ 8-2", ACT + "14-2"),
        ("Taushetsplikt: oppl. § 15-1", "§ 15-1", "forvaltningsloven"),
        ("oppl. § 15-1, jf. forvaltningsloven", "§ 15-1", "forvaltningsloven"),
        ("Opplysningsplikt til barnevernet, opplæringslova § 15-3", "§ 15-3", ACT + "24-3"),
        # The year or the number of the act.
        ("opplæringslova av 1998 § 11-1", "§ 11-1", USER_BODIES),
        ("opplæringsloven (1998) § 11-2", "§ 11-2", ACT + "10-5"),
        ("LOV-1998-07-17-61 § 11-4", "§ 11-4", ACT + "10-5"),
        ("tidligere opplæringslov § 8-2", "§ 8-2", ACT + "14-2"),
        # The regulation of 2006.
        ("forskrift til opplæringslova § 20-1", "§ 20-1", REGULATION),
        ("Forskrift til opplæringsloven kapittel 20", "kap. 20", REGULATION),
        ("foreldremøter etter forskrifta § 20-3", "§ 20-3", REGULATION),
        ("Samarbeid skole–hjem (forskrift § 2-1)", "§ 2-1", REGULATION),
        # Acts by name.
        ("etter lov 17. juli 1998 nr. 61", "lov 17. juli 1998 nr. 61", "opplæringslova (LOV-2023-06-09-30)"),
        ("FOR-2006-06-23-724", "FOR-2006-06-23-724", "opplæringsforskrifta (FOR-2024-06-03-900)"),
        ("arkivlova av 1992 gjelder", "arkivlova av 1992", "arkivlova (LOV-2025-06-20-96)"),
    ],
)
def test_a_repealed_paragraph_is_named_with_the_new_one(text: str, old: str, new: str) -> None:
    assert found(text) == [(old, new)]


@pytest.mark.parametrize(
    "text",
    [
        "Opplæringslova § 10-5",
        "opplæringsforskrifta § 11-1",
        "Opplæringsforskriften § 11-1 om foreldremøter og samarbeid med hjemmet",
        "forskrift til opplæringslova § 11-1 (foreldremøte)",
        "opplæringslova § 11-1 (tilpassa opplæring)",
        "opplæringslova § 11-1",
        "oppl. § 11-4 personlig assistanse",
        "opplæringsloven § 2-2 om permisjon fra skolen i skoleåret",
        "opplæringsforskrifta § 20-1 om opplysninger fra Folkeregisteret om foreldre",
        "opplæringsforskrifta § 2-1 leksehjelp i samarbeid med hjemmet",
        "forskrift til opplæringslova § 20-1: hvem foreldrene er, fra Folkeregisteret",
        "FAU følger § 11-4 i kommuneloven",
        "opplæringslova (2023) § 11-1 gjelder ikke SU",
        "ny opplæringslov § 11-2, elevrådet",
        "opplæringslova § 12-4, § 12-5 og § 14-2",
        "opplæringslova § 9-4 om oppfølgingstjenesten",
        "Lokal forskrift om samarbeidsutvalg § 2-1",
        "Lokal forskrift § 2-1 om samarbeid med hjemmet",
        "Vedtekter for FAU § 11-4",
        "Vedtektene § 9 A-4",
        "kommuneloven § 11-4 om møtebok i samarbeidsutvalget",
        "kommuneloven § 11-9, driftsstyret",
        "privatskolelova § 5A-5 om foreldreråd",
        "forvaltningsloven § 15-1",
        "FAU møtes kl. 11-4 og elevrådet 11-2",
        "arkivlova (2025) § 5",
        "arkivlova § 5",
        "fvl. § 13, offl. § 13",
        "Kapittel 20 i planen handler om foreldre",
        "",
    ],
)
def test_law_that_is_in_force_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_each_of_several_is_named() -> None:
    assert found("Etter opplæringslova §§ 11-1, 11-1a og § 11-4 skal skolen ha SU, SMU og FAU.") == [
        ("§ 11-1", USER_BODIES),
        ("§ 11-1a", USER_BODIES),
        ("§ 11-4", ACT + "10-5"),
    ]


def test_a_number_of_the_old_act_alone_shows_what_the_rest_of_the_list_is() -> None:
    assert found("opplæringslova §§ 11-1 og 11-1a") == [("§ 11-1", USER_BODIES), ("§ 11-1a", USER_BODIES)]


def test_each_is_named_once() -> None:
    assert found("§ 9 A-4 … og igjen § 9A-4 og § 9a-4") == [("§ 9 A-4", ACT + "12-4")]


def test_the_name_of_the_body_tells_what_its_paragraph_is_about() -> None:
    assert found("Opplæringslova § 11-1") == []
    assert found("Opplæringslova § 11-1", "Samarbeidsutvalg (SU)") == [("§ 11-1", USER_BODIES)]
    assert found("Opplæringslova § 11-4", "FAU") == [("§ 11-4", ACT + "10-5")]
    assert found("Opplæringslova § 11-2", "Elevråd") == [("§ 11-2", ACT + "10-5")]
    assert found("Opplæringslova § 10-5", "Elevråd") == []
    assert found("Kommuneloven § 11-4", "FAU") == []


def test_nothing_is_repealed_before_its_day() -> None:
    assert found("opplæringslova § 9 A-4", on=date(2024, 7, 31)) == []
    assert found("opplæringslova § 9 A-4", on=date(2024, 8, 1)) == [("§ 9 A-4", ACT + "12-4")]
    assert found("arkivloven (1992)", on=date(2025, 12, 31)) == []
    assert found("arkivloven (1992)", on=date(2026, 1, 1)) == [("arkivloven (1992)", "arkivlova (LOV-2025-06-20-96)")]
    (one,) = repealed_in("Se opplæringslova § 13-3d.", TODAY)
    assert (one.since, one.at) == (date(2024, 8, 1), 20)


def test_the_act_in_the_sentence_before_is_another() -> None:
    assert found("Kommuneloven gjelder. Elevrådet følger § 11-2.") == [("§ 11-2", ACT + "10-5")]
    assert found("Etter kommuneloven § 11-2 kalles elevrådet inn.") == []
    far = "Kommuneloven gjelder for driftsstyret og for alt det andre kommunen har satt i verk her, mens elevrådet"
    assert found(f"{far} har § 11-2.") == [("§ 11-2", ACT + "10-5")]


@given(st.text(alphabet="§ opl.æringslvafskt 0123456789-–aA()\n,", max_size=80))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    for one in repealed_in(text, TODAY, about="SU"):
        assert 0 <= one.at < len(text)
        assert one.since <= TODAY

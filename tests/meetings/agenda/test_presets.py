"""Is what a school starts from whole: agendas of every kind of body, the topics of a year, provisions by day?"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from app.meetings.presets import (
    USES,
    all_provisions,
    provisions,
    pupils_leave_provision,
    standing_preset,
    topics_for,
    wheel_topics,
)
from db.models.bodies import BODY_KINDS
from db.models.meetings import ITEM_CODES, ITEM_KINDS

KINDS = (*BODY_KINDS, "staff", "talk")
TOPICS = (
    "A01 A02 I01 A03 F01 E01 A04 F04 E02 U01 N01 M01 S01 K01 H01 U02 G01 P01 E03 D01 C01 T01 L01 H02 M02 U03 E04 S02 "
    "A05 M03 U04 K02 Z01 T02 R01 F02 S03 U05 M04 Y01 E05 F03 U06 X17 C02 M05 S04 Z03 Z02 A06 U07"
).split()


@pytest.mark.parametrize("kind", KINDS)
def test_an_agenda_has_known_kinds_both_languages_and_any_other_business_last(kind: str) -> None:
    items = standing_preset(kind)
    assert all(one.kind in ITEM_KINDS and one.code in ITEM_CODES and one.title_nb and one.title_nn for one in items)
    assert max(Counter(one.code for one in items if one.code).values(), default=1) == 1
    if kind != "talk":
        assert items[-1].code == "any_other_business"


def test_smu_hears_of_the_school_environment_from_the_principal() -> None:
    (told,) = [one for one in standing_preset("school_environment_committee") if one.code == "report_on_environment"]
    assert told.title("nb") == "Rektor orienterer om skolemiljøet"
    assert told.title("nn") == "Rektor orienterer om skulemiljøet"


def test_every_topic_of_the_year_is_there_once_in_order_and_whole() -> None:
    assert [topic.id for topic in wheel_topics()] == TOPICS
    for topic in wheel_topics():
        assert topic.title_nb
        assert topic.title_nn
        assert topic.doers_nb
        assert topic.doers_nn
        assert topic.rule
        assert topic.months
        assert set(topic.months) <= set(range(1, 13))
        assert set(topic.bodies) <= set(KINDS)
        assert bool(topic.bodies) == bool(topic.cases)
        assert all(case.kind in ITEM_KINDS and case.title_nb and case.title_nn for case in topic.cases)


def test_smu_has_its_second_meeting_s_topics_in_november() -> None:
    assert [topic.id for topic in topics_for("school_environment_committee", 11)] == ["M02"]
    assert [case.topic for case in topics_for("school_environment_committee", 11)[0].cases] == [
        "M02.1",
        "M02.2",
        "M02.3",
    ]
    assert [topic.id for topic in topics_for("cooperation_committee", 10)] == ["S01", "D01"]
    assert topics_for("school_environment_committee", 7) == ()


def test_provisions_are_offered_only_while_they_are_law() -> None:
    today = date(2026, 11, 23)
    assert {use: provisions(use, today)[0].code for use in USES} == {
        "closed": "confidentiality",
        "pupils_leave": "confidentiality",
        "disqualified": "disqualified",
    }
    began = date(2024, 8, 1)  # the day of the education act of 2023
    assert "pupils_leave" in {one.code for one in provisions("pupils_leave", began)}
    assert "pupils_leave" not in {one.code for one in provisions("pupils_leave", began - timedelta(days=1))}


def test_the_act_that_has_no_day_yet_is_never_offered() -> None:
    new = [one for one in all_provisions() if "LOV-2025-06-20-81" in one.nb]
    assert len(new) == 2
    assert not any(one.is_in_force(date(year, 6, 1)) for one in new for year in range(2025, 2040))


def test_a_provision_is_printed_in_the_school_s_language() -> None:
    (meeting,) = [one for one in all_provisions() if one.code == "closed_meeting"]
    assert (meeting.text("nb"), meeting.text("nn")) == ("kommuneloven § 11-5", "kommunelova § 11-5")
    assert "tenestlege" in meeting.about("nn")
    assert pupils_leave_provision("nn") == "opplæringslova § 10-4"
    assert all(one.nb and one.nn and one.about_nb and one.about_nn and one.uses for one in all_provisions())

"""How is a meeting named, and has every code its words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

import pytest

from app.core.i18n import translator
from app.meetings import words
from app.meetings.commands import set_meeting
from app.meetings.queries import meeting_row
from app.meetings.rows import MeetingRow
from db.models import meetings as codes
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did, known


@pytest.mark.parametrize(
    ("said", "known_codes"),
    [
        (words.MEETING_KIND_WORDS, codes.MEETING_KINDS),
        (words.ITEM_KIND_WORDS, codes.ITEM_KINDS),
        (words.ITEM_CODE_WORDS, codes.ITEM_CODES),
        (words.CONTINUES_WORDS, codes.CONTINUES_BECAUSE[1:]),
        (words.OUTCOME_WORDS, codes.OUTCOMES),
        (words.OPENNESS_WORDS, codes.OPENNESS),
        (words.BALLOTING_WORDS, codes.BALLOTING),
        (words.VOTE_WORDS, codes.VOTES),
        (words.HEARING_KIND_WORDS, codes.HEARING_KINDS),
        (words.NOTICE_KIND_WORDS, codes.NOTICE_KINDS),
        (words.CHANNEL_WORDS, codes.CHANNELS),
        (words.CAPACITY_WORDS, codes.CAPACITIES),
        (words.ATTENDED_WORDS, codes.ATTENDED),
        (words.ABSENCE_WORDS, codes.ABSENCES),
        (words.STEP_WORDS, codes.MINUTES_STEPS),
        (words.ACTION_KIND_WORDS, codes.ACTION_KINDS),
        (words.NUMBER_RESET_WORDS, codes.NUMBER_RESETS),
    ],
)
def test_every_code_has_its_words(said: Mapping[str, str], known_codes: Sequence[str]) -> None:
    assert set(said) == set(known_codes)
    for language in ("nb", "nn", "en"):
        told = [translator(language)(msgid) for msgid in said.values()]
        assert all(told)
        assert len(set(told)) == len(told)


def named(store: Store, language: str, *bodies: int, **more: Any) -> str:
    """Return what a meeting is called in a language."""
    found: MeetingRow = known(store, meeting_row, a_meeting(store, *bodies, **more))
    return words.say_meeting(found, translator(language))


def test_a_meeting_is_named_by_whose_it_is(store: Store, school: MeetingSchool) -> None:
    bodies = (school.fau, school.su, school.smu)
    assert named(store, "nb", *bodies) == "FAU, SU og SMU 12.11.2026"
    assert named(store, "nn", *bodies[1:]) == "SU og SMU 12.11.2026"
    assert named(store, "en", *bodies[1:]) == "SU and SMU 12.11.2026"
    assert named(store, "nb", school.council) == "Elevråd 12.11.2026"


def test_a_meeting_of_no_body_is_named_by_its_title_or_kind(store: Store, school: MeetingSchool) -> None:
    class_id = school.classes["5A"]
    parents = {"kind": "parents", "held_on": date(2026, 9, 8)}
    assert (
        named(store, "nb", school.parent_meetings, school_class_id=class_id, **parents) == "Foreldremøte 5A 08.09.2026"
    )
    assert named(store, "nb", grade=1, **parents) == "Foreldremøte 1. trinn 08.09.2026"
    assert named(store, "nb", school_class_id=class_id, title="Temakveld", **parents) == "Temakveld 08.09.2026"
    assert named(store, "nn", kind="staff") == "Personalmøte 12.11.2026"
    assert named(store, "nb", kind="talk") == "Samtale 12.11.2026"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "said"),
    [(None, None, ""), (time(18), None, "18.00"), (time(8, 5), time(9, 30), "08.05–09.30")],
)
def test_when_a_meeting_is(
    store: Store, school: MeetingSchool, starts_at: time | None, ends_at: time | None, said: str
) -> None:
    found = known(store, meeting_row, a_meeting(store, school.fau, starts_at=starts_at, ends_at=ends_at))
    assert words.say_time(found) == said
    assert found.held_on == EVENING


def test_where_a_meeting_is(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    assert words.say_where(known(store, meeting_row, meeting_id), translator("nb")) == ""
    did(store, set_meeting, meeting_id, "is_remote", "yes")
    assert words.say_where(known(store, meeting_row, meeting_id), translator("nb")) == "digitalt"
    did(store, set_meeting, meeting_id, "place", "Aulaen")
    assert words.say_where(known(store, meeting_row, meeting_id), translator("nn")) == "Aulaen, digitalt"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Samarbeidsutvalg (SU)", "SU"),
        ("Skulemiljøutval (SMU)", "SMU"),
        ("FAU", "FAU"),
        ("Komité (17. mai)", "Komité (17. mai)"),
        ("(SU) gammelt", "(SU) gammelt"),
    ],
)
def test_what_a_body_is_called_for_short(name: str, short: str) -> None:
    assert words.short_name(name) == short

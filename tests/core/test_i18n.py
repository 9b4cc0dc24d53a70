"""Are dates, weeks, numbers and phones written as people here write them, in each language?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.core.i18n import LANGUAGES, N_, system_language, translator

MONDAY = date(2026, 8, 24)


@pytest.mark.parametrize(
    ("language", "long", "week", "stamp"),
    [
        ("nb", "man. 24. aug. 2026", "uke 35", "24.08.2026 kl. 09.05"),
        ("nn", "må. 24. aug. 2026", "veke 35", "24.08.2026 kl. 09.05"),
        ("en", "Mon 24 Aug 2026", "week 35", "24.08.2026 09:05"),
    ],
)
def test_days_are_written_as_people_write_them(language: str, long: str, week: str, stamp: str) -> None:
    tr = translator(language)
    assert tr.date(MONDAY) == "24.08.2026"
    assert tr.date(date(2027, 1, 2)) == "02.01.2027"
    assert tr.long_date(MONDAY) == long
    assert tr.week(MONDAY) == week
    assert tr.time_stamp(datetime(2026, 8, 24, 9, 5, 59)) == stamp


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 31), 53),
        (date(2027, 1, 3), 53),  # a Sunday: the week began last year
        (date(2027, 1, 4), 1),
        (date(2024, 12, 30), 1),  # a Monday: the week is next year's
        (date(2026, 8, 23), 34),
    ],
)
def test_weeks_begin_on_monday_and_the_first_holds_the_first_thursday(day: date, week: int) -> None:
    assert translator("nb").week(day) == f"uke {week}"


def test_every_day_and_month_has_its_short_name() -> None:
    nb, nn = translator("nb"), translator("nn")
    week = [date(2026, 8, 24 + at) for at in range(7)]
    assert [nb.long_date(day).split()[0] for day in week] == ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."]
    assert [nn.long_date(day).split()[0] for day in week] == ["må.", "ty.", "on.", "to.", "fr.", "la.", "sø."]
    months = [nb.long_date(date(2026, month, 1)).split()[2] for month in range(1, 13)]
    assert months == "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.".split()


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+4790012345", "900 12 345"),
        ("+4745678901", "456 78 901"),
        ("+4780012345", "800 12 345"),
        ("+4722123456", "22 12 34 56"),
        ("+4755123456", "55 12 34 56"),
        ("+4702800", "+4702800"),
        ("+46701234567", "+46 701 234 567"),
        ("+48601234567", "+48 601 234 567"),
        ("+4520123456", "+45 20 12 34 56"),
        ("+12025550123", "+1 202 555 0123"),
        ("+358401234567", "+358 401 234 567"),
        ("+84912345678", "+84 912 345 678"),
        ("+4670123", "+4670123"),
        ("+467", "+467"),
        ("+", "+"),
        ("+²³²³²³²³²³", "+²³²³²³²³²³"),
        ("+479001234x", "+479001234x"),
        ("113", "113"),
        ("ring skolen", "ring skolen"),
        ("", ""),
    ],
)
def test_a_number_is_grouped_as_its_country_does_and_what_is_none_is_left_as_it_is(number: str, written: str) -> None:
    assert translator("nb").phone(number) == written


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1\u202f000", "1,000"),
        (63000, "63\u202f000", "63,000"),
        (-1234567, "-1\u202f234\u202f567", "-1,234,567"),
    ],
)
def test_thousands_are_set_apart(value: int, norwegian: str, english: str) -> None:
    assert translator("nb").number(value) == translator("nn").number(value) == norwegian
    assert translator("en").number(value) == english


def test_a_number_chooses_its_words() -> None:
    words = N_("{n} pupil"), N_("{n} pupils")
    assert [translator("nb").n(*words, count) for count in (0, 1, 2, 1200)] == [
        "0 elever",
        "1 elev",
        "2 elever",
        "1\u202f200 elever",
    ]
    assert [translator("en").n(*words, count) for count in (0, 1, 2)] == ["0 pupils", "1 pupil", "2 pupils"]


def test_placeholders_are_filled_and_braces_in_values_are_left_alone() -> None:
    tr = translator("en")
    assert tr("Saved: {path}", path="{x} 100%") == "Saved: {x} 100%"
    assert tr("{") == "{"
    assert tr("") == ""  # gettext would answer with the head of the catalogue


def test_an_unknown_language_speaks_bokmal() -> None:
    assert translator("sv").language == "nb"
    assert [translator(language).language for language in LANGUAGES] == list(LANGUAGES)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": ""}, "nb"),
        ({"LANG": "nb_NO", "LC_MESSAGES": "nn_NO"}, "nn"),
        ({"LANG": "nb_NO", "LC_MESSAGES": "nn_NO", "LC_ALL": "en_US.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_system_is_followed_if_we_speak_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language

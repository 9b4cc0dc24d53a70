"""Reading a municipality's school calendar in both shapes, and comparing it with what stands here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import UserError, explain
from app.core.i18n import translator
from app.core.schoolyear import year_range
from app.school.calendar import Entry, SchoolCalendar
from app.school.calendar_file import (
    CalendarFile,
    Stored,
    compare,
    entries_of,
    own_school,
    parse_calendar,
    read_calendar_file,
)
from app.school.public_holidays import public_holidays

DATA = Path(__file__).resolve().parent.parent / "data"
STAVANGER = DATA / "skolerute-stavanger.csv"
GJESDAL = DATA / "skolerute-gjesdal.csv"
FIRST, LAST = year_range(2026)
HOLIDAYS = public_holidays(FIRST, LAST)
YEAR = SchoolCalendar(FIRST, LAST, (), HOLIDAYS)
HEAD = "dato,skole,elevdag,laererdag,sfodag,kommentar\n"


def entries(file: CalendarFile, school: str, language: str = "nb") -> list[tuple[str, str, str, str]]:
    found = entries_of(file.days[school], YEAR, HOLIDAYS, translator(language))
    return [(f"{e.first_day:%d.%m.%y}", f"{e.last_day:%d.%m.%y}", e.kind, e.name) for e in found]


def refused(text: str) -> str:
    with pytest.raises(UserError) as caught:
        parse_calendar(text)
    return explain(caught.value, translator("nb")) or ""


def test_stavangers_shape_becomes_one_entry_for_each_reason() -> None:
    file = read_calendar_file(STAVANGER)
    assert file.schools == ("Lia skole", "Fjell skole")
    assert entries(file, "Lia skole") == [
        ("01.08.26", "12.08.26", "break", "Sommerferie"),
        ("13.08.26", "14.08.26", "planning_day", "Planleggingsdag, alle ansatte"),
        ("05.10.26", "09.10.26", "break", "Høstferie, uke 41"),
        ("27.11.26", "27.11.26", "day_off", "Fridag"),
        ("21.12.26", "31.12.26", "break", "Juleferie"),
        ("22.02.27", "26.02.27", "break", "Vinterferie"),
        ("22.03.27", "30.03.27", "break", "Påskeferie"),
        ("07.05.27", "07.05.27", "planning_day", "Planleggingsdag"),
        ("21.06.27", "31.07.27", "break", "Sommerferie"),
    ]
    assert ("28.09.26", "02.10.26", "break", "Høstferie, uke 40") in entries(file, "Fjell skole")


def test_what_the_file_does_not_name_is_named_in_the_schools_written_standard() -> None:
    found = entries(read_calendar_file(STAVANGER), "Lia skole", "nn")
    assert [name for *_, name in found if name in ("Vinterferie", "Fridag", "Planleggingsdag")] == [
        "Fridag",
        "Vinterferie",
        "Planleggingsdag",
    ]
    silent = parse_calendar("dato,elevdag\n2026-10-05,Nei\n2026-10-06,Nei\n")
    assert entries(silent, "", "nn") == [("05.10.26", "06.10.26", "break", "Haustferie")]


def test_gjesdals_shape_becomes_entries_and_the_summers_around_the_pupils_days() -> None:
    file = read_calendar_file(GJESDAL)
    assert file.schools == ("Li skule",)
    assert entries(file, "Li skule") == [
        ("01.08.26", "16.08.26", "break", "Sommerferie"),
        ("05.10.26", "09.10.26", "break", "Høstferie"),
        ("06.11.26", "06.11.26", "planning_day", "Planleggingsdag for lærarane"),
        ("21.12.26", "04.01.27", "break", "Juleferie"),
        ("22.02.27", "26.02.27", "break", "Vinterferie"),
        ("22.03.27", "30.03.27", "break", "Påskeferie"),
        ("07.05.27", "07.05.27", "day_off", "Elevfri"),
        ("19.06.27", "31.07.27", "break", "Sommerferie"),
    ]


def test_the_pupils_first_and_last_day_follow_from_a_file() -> None:
    file = read_calendar_file(STAVANGER)
    found = entries_of(file.days["Lia skole"], YEAR, HOLIDAYS, translator("nb"))
    year = SchoolCalendar(FIRST, LAST, found, HOLIDAYS)
    assert (year.starts_on(), year.ends_on()) == (date(2026, 8, 17), date(2027, 6, 18))
    # 44 weeks from 17 August to 18 June, less 5 + 1 + 10 + 5 + 7 days in the breaks with their holidays,
    # 6 and 7 May, and 17 May.
    assert len(year.school_days()) == 44 * 5 - 28 - 2 - 1


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_columns_are_read(mark: str) -> None:
    text = HEAD.replace(",", mark) + mark.join(("05.10.2026", "Lia", "Nei", "Nei", "Ja", "Høstferie")) + "\n"
    assert entries(parse_calendar(text), "Lia") == [("05.10.26", "05.10.26", "break", "Høstferie")]


def test_a_comment_in_quotes_keeps_its_commas() -> None:
    file = parse_calendar(HEAD + '2026-11-06,Lia,Nei,Nei,Ja,"Fri, etter avtale"\n')
    assert entries(file, "Lia") == [("06.11.26", "06.11.26", "day_off", "Fri, etter avtale")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_letters_of_every_program_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rute.csv"
    path.write_bytes((HEAD + "2026-10-05,Åsen skole,Nei,Nei,Ja,Høstferie\n").encode(encoding))
    file = read_calendar_file(path)
    assert file.schools == ("Åsen skole",)
    assert entries(file, "Åsen skole")[0][3] == "Høstferie"


def test_a_weekday_the_file_leaves_out_is_a_school_day() -> None:
    rows = "2026-10-05,Lia,Nei,Nei,Ja,Ferie\n2026-10-07,Lia,Nei,Nei,Ja,Ferie\n"
    assert [first for first, *_ in entries(parse_calendar(HEAD + rows), "Lia")] == ["05.10.26", "07.10.26"]


def test_a_file_of_half_a_year_says_nothing_of_the_summer_before() -> None:
    rows = "2027-01-04,Lia,Ja,Ja,Ja,\n2027-02-22,Lia,Nei,Nei,Ja,Vinterferie\n"
    assert entries(parse_calendar(HEAD + rows), "Lia") == [("22.02.27", "22.02.27", "break", "Vinterferie")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Dette er ikke en skolerute."),
        ("navn,klasse\nOla,5A\n", "Dette er ikke en skolerute."),
        ("bare tekst", "Dette er ikke en skolerute."),
        (HEAD, "Det er ingen dager i filen."),
        (HEAD + "2026-10-05,Lia,Ja,,,\n5. oktober,Lia,Ja,,,\n", "Rad 3, kolonnen dato: «5. oktober» er ikke en dato."),
        (HEAD + "2026-02-30,Lia,Ja,Ja,Ja,\n", "Rad 2, kolonnen dato: «2026-02-30» er ikke en dato."),
        (HEAD + "\n2026-10-05,Lia,kanskje,Ja,Ja,\n", "Rad 3, kolonnen elevdag: «kanskje» er verken Ja eller Nei."),
        (HEAD + "2026-10-05,Lia\n", "Rad 2, kolonnen elevdag: «» er verken Ja eller Nei."),
        (HEAD + "2026-10-05,Lia,Nei,delvis,Ja,\n", "Rad 2, kolonnen laererdag: «delvis» er verken Ja eller Nei."),
        (
            HEAD + "2026-10-05,Lia,Nei,Nei,Ja,\n2026-10-05,Lia,Ja,Ja,Ja,\n",
            "Rad 3, kolonnen elevdag: 05.10.2026 har et annet svar lenger oppe.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_row_and_column(text: str, words: str) -> None:
    assert refused(text).startswith(words)


def test_a_workbook_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    workbook = tmp_path / "rute.csv"
    workbook.write_bytes((DATA / "elevliste.xlsx").read_bytes())
    huge = tmp_path / "stor.csv"
    with huge.open("wb") as file:
        file.truncate(20_000_001)
    for path, words in ((workbook, "Dette er ikke en skolerute."), (huge, "Filen er for stor")):
        with pytest.raises(UserError) as caught:
            read_calendar_file(path)
        assert (explain(caught.value, translator("nb")) or "").startswith(words)


def test_our_school_is_the_only_one_or_the_one_with_our_name() -> None:
    assert own_school(("Li skule",), "Lia skole") == "Li skule"
    assert own_school(("Lia skole", "Fjell skole"), "LIA  skule") == "Lia skole"
    assert own_school(("Lia skole", "Fjell skole"), "Lia") == "Lia skole"
    assert own_school(("Lia skole", "Lia ungdomsskole"), "Lia ungdomsskole") == "Lia ungdomsskole"
    assert own_school(("Lia skole", "Lia barneskole"), "Lia") is None
    assert own_school(("Lia skole", "Lia barneskole"), "Lia skole") == "Lia skole"
    assert own_school(("Lia skole", "Fjell skole"), "Berg skole") is None


# -- what it changes


def stored(*found: Entry) -> list[Stored]:
    return [Stored(at, entry) for at, entry in enumerate(found, start=1)]


FILE = read_calendar_file(STAVANGER)
DAYS = FILE.days["Lia skole"]
ENTRIES = entries_of(DAYS, YEAR, HOLIDAYS, translator("nb"))


def test_all_is_new_in_an_empty_calendar() -> None:
    found = compare(ENTRIES, DAYS, [], YEAR)
    assert found is not None
    assert [one.state for one in found.differences] == ["new"] * 9
    assert (found.same, found.first_day, found.last_day) == (0, FIRST, LAST)


def test_the_same_file_again_changes_nothing() -> None:
    found = compare(ENTRIES, DAYS, stored(*ENTRIES), YEAR)
    assert found is not None
    assert (found.differences, found.same) == ((), 9)


def test_what_meets_a_day_of_the_file_follows_it_and_what_it_denies_goes() -> None:
    before = stored(
        Entry(date(2026, 9, 28), date(2026, 10, 6), "break", "Høstferie"),  # meets the file's autumn break
        Entry(date(2026, 11, 2), date(2026, 11, 2), "planning_day", "Planleggingsdag"),  # the file has school
        *(entry for entry in ENTRIES if not entry.name.startswith("Høstferie")),
    )
    found = compare(ENTRIES, DAYS, before, YEAR)
    assert found is not None
    assert [(one.state, one.before, one.after) for one in found.differences] == [
        ("changed", before[0], Entry(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie, uke 41")),
        ("gone", before[1], None),
    ]


def test_what_lies_outside_the_days_of_the_file_stays() -> None:
    half = parse_calendar(HEAD + "2027-01-04,Lia,Ja,Ja,Ja,\n2027-02-22,Lia,Nei,Nei,Ja,Vinterferie\n")
    days = half.days["Lia"]
    autumn = stored(Entry(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie"))
    found = compare(entries_of(days, YEAR, HOLIDAYS, translator("nb")), days, autumn, YEAR)
    assert found is not None
    assert [one.state for one in found.differences] == ["new"]


def test_a_file_of_another_year_says_nothing() -> None:
    first, last = year_range(2029)
    year = SchoolCalendar(first, last, (), {})
    assert entries_of(DAYS, year, {}, translator("nb")) == ()
    assert compare((), DAYS, [], year) is None

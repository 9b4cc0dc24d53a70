"""What is done with the school, its classes, its calendar and its assessments, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.core.errors import UserError, explain
from app.core.i18n import translator
from app.school import calendar_commands, commands, queries
from app.school.calendar import Entry
from app.school.calendar_file import Difference, Stored
from app.school.queries import CalendarRow, SchoolRow
from app.school.words import local_words
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def do(store: Store, command: Any, *args: Any) -> Any:
    with store.change("Did it") as session:
        return command(session, *args)


def refused(store: Store, command: Any, *args: Any) -> tuple[str | None, str]:
    """Return the field and the sentence of a refusal."""
    with pytest.raises(UserError) as caught:
        do(store, command, *args)
    return caught.value.field, explain(caught.value, translator("nb")) or ""


def school(store: Store) -> SchoolRow:
    found = store.read(queries.the_school)
    assert found is not None
    return found


def calendar(store: Store, year: int = YEAR) -> list[tuple[date, date, str, str]]:
    return [(row.first_day, row.last_day, row.kind, row.name) for row in store.read(queries.calendar_entries, year)]


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    data = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(data, kind)
    return data.getvalue()


# -- the school


def test_a_fact_of_the_school_is_changed_and_undone(store: Store) -> None:
    do(store, commands.set_school_field, "organisation_number", "123 456 785")
    do(store, commands.set_school_field, "phone", "51 50 75 00")
    assert (school(store).organisation_number, school(store).phone) == ("123456785", "+4751507500")
    store.undo()
    assert (school(store).organisation_number, school(store).phone) == ("123456785", "")


def test_a_slip_in_the_organisation_number_is_told_at_its_field(store: Store) -> None:
    field, words = refused(store, commands.set_school_field, "organisation_number", "123 456 786")
    assert field == "organisation_number"
    assert words == "«123 456 786» er ikke et organisasjonsnummer. Det har ni sifre. Se etter en skrivefeil."


def test_the_grades_of_the_school_are_kept_in_order(store: Store) -> None:
    do(store, commands.set_school_field, "first_grade", 8)
    assert refused(store, commands.set_school_field, "last_grade", 7)[0] == "last_grade"
    do(store, commands.set_school_field, "last_grade", 10)
    assert refused(store, commands.set_school_field, "first_grade", 11)[0] == "first_grade"
    do(store, commands.set_school_field, "last_grade", None)
    do(store, commands.set_school_field, "first_grade", 11)
    assert (school(store).first_grade, school(store).last_grade) == (11, None)


def test_what_stands_on_the_class_list_is_given_in_a_fixed_order(store: Store) -> None:
    assert school(store).class_list_fields == ("phone", "email")
    do(store, commands.set_school_field, "class_list_fields", "address,phone")
    assert school(store).class_list_fields == ("phone", "address")
    do(store, commands.set_school_field, "class_list_fields", "")
    assert school(store).class_list_fields == ()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_as_it_is_and_taken_away(store: Store, kind: str) -> None:
    data = picture(kind)
    do(store, commands.set_school_field, "logo", data)
    assert store.read(queries.school_logo) == data
    do(store, commands.set_school_field, "logo", b"")
    assert store.read(queries.school_logo) is None
    store.undo()
    assert store.read(queries.school_logo) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a" + bytes(100), "Filen er ikke et bilde som kan brukes. Velg en hel PNG- eller JPEG-fil."),
        (b"%PDF-1.7", "Filen er ikke et bilde som kan brukes. Velg en hel PNG- eller JPEG-fil."),
        (picture()[:300], "Filen er ikke et bilde som kan brukes. Velg en hel PNG- eller JPEG-fil."),
        (picture("JPEG")[:-200], "Filen er ikke et bilde som kan brukes. Velg en hel PNG- eller JPEG-fil."),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "Filen er ikke et bilde som kan brukes. Velg en hel PNG- eller JPEG-fil."),
        (b"\x89PNG\r\n\x1a\n" + bytes(1_000_000), "Bildet er for stort. Velg et på høyst 1 MB."),
    ],
)
def test_a_broken_or_too_large_picture_is_no_logo(store: Store, data: bytes, words: str) -> None:
    assert refused(store, commands.set_school_field, "logo", data) == ("logo", words)


def test_a_small_file_with_a_huge_picture_is_no_logo(store: Store) -> None:
    data = BytesIO()
    Image.new("1", (8_000, 8_000)).save(data, "PNG")
    assert len(data.getvalue()) < 100_000
    assert refused(store, commands.set_school_field, "logo", data.getvalue())[1].startswith("Bildet er for stort.")


def test_every_paper_uses_the_schools_own_words(store: Store) -> None:
    words = local_words(school(store), "nb")
    assert (words.parent_rep, words.parent_reps) == ("foreldrekontakt", "foreldrekontakter")
    assert (words.committee_rep, words.after_school) == ("FAU-representant", "SFO")
    assert words.cooperation == "skole–hjem-samarbeid"
    for field, code in (
        ("parent_rep_word", "klassekontakt"),
        ("committee_rep_word", "fau_kontakt"),
        ("after_school_word", "aks"),
        ("cooperation_word", "hjem_skole"),
    ):
        do(store, commands.set_school_field, field, code)
    words = local_words(school(store), "nn")
    assert (words.parent_rep, words.parent_reps) == ("klassekontakt", "klassekontaktar")
    assert (words.committee_rep, words.committee_reps) == ("FAU-kontakt", "FAU-kontaktar")
    assert (words.after_school, words.cooperation) == ("AKS", "heim–skule-samarbeid")


# -- the classes


def test_a_mixed_class_has_the_grades_its_name_tells_until_they_are_corrected(store: Store) -> None:
    added = do(store, commands.add_class, YEAR, "1–2A")

    def grades() -> tuple[int | None, int | None]:
        row = store.read(queries.school_classes, YEAR, FIRST)[0]
        return row.grade, row.last_grade

    assert grades() == (1, 2)
    do(store, commands.set_class_grades, added, 3, 4)
    assert grades() == (3, 4)
    do(store, commands.set_class_grades, added, 3, 3)
    assert grades() == (3, None)
    do(store, commands.rename_class, added, "5A")
    assert grades() == (5, None)


def test_grades_in_the_wrong_order_are_refused(store: Store) -> None:
    added = do(store, commands.add_class, YEAR, "5A")
    assert refused(store, commands.set_class_grades, added, 5, 4)[0] == "last_grade"
    assert refused(store, commands.set_class_grades, added, None, 4)[0] == "last_grade"


def test_two_classes_of_a_year_have_no_common_name(store: Store) -> None:
    do(store, commands.add_class, YEAR, "5A")
    other = do(store, commands.add_class, YEAR, "5B")
    assert refused(store, commands.rename_class, other, " 5A ")[0] == "name"
    do(store, commands.rename_class, other, "5B")  # to what it is called
    do(store, commands.add_class, YEAR + 1, "5A")


# -- the calendar


def test_days_without_school_are_written_down_changed_and_removed(store: Store) -> None:
    added = do(store, calendar_commands.add_entry, YEAR, date(2026, 10, 5), date(2026, 10, 9), "break")
    assert calendar(store) == [(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie")]
    do(store, calendar_commands.set_entry_field, YEAR, added, "name", "  Høstferie uke 41 ")
    do(store, calendar_commands.set_entry_field, YEAR, added, "last_day", date(2026, 10, 12))
    do(store, calendar_commands.set_entry_field, YEAR, added, "kind", "day_off")
    assert calendar(store) == [(date(2026, 10, 5), date(2026, 10, 12), "day_off", "Høstferie uke 41")]
    assert date(2026, 10, 12) not in store.read(queries.school_days, YEAR)
    assert date(2026, 10, 13) in store.read(queries.school_days, YEAR)
    do(store, calendar_commands.remove_entry, added)
    assert calendar(store) == []


def test_a_single_day_is_moved_whole(store: Store) -> None:
    added = do(store, calendar_commands.add_entry, YEAR, date(2026, 11, 6), None, "planning_day", "Kursdag")
    do(store, calendar_commands.set_entry_field, YEAR, added, "first_day", date(2026, 11, 27))
    assert calendar(store) == [(date(2026, 11, 27), date(2026, 11, 27), "planning_day", "Kursdag")]


def test_an_entry_without_a_name_is_called_as_usual_in_the_schools_language(store: Store) -> None:
    do(store, commands.set_school_field, "written_standard", "nn")
    do(store, calendar_commands.add_entry, YEAR, date(2026, 10, 5), date(2026, 10, 9), "break", " ")
    assert calendar(store)[0][3] == "Haustferie"


def test_days_that_cannot_be_are_refused_at_their_field(store: Store) -> None:
    add, change = calendar_commands.add_entry, calendar_commands.set_entry_field
    autumn = do(store, add, YEAR, date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie")
    assert refused(store, add, YEAR, None, None, "break")[0] == "first_day"
    assert refused(store, add, YEAR, date(2026, 11, 6), date(2026, 11, 5), "break")[0] == "last_day"
    assert refused(store, add, YEAR, date(2026, 7, 31), None, "day_off") == (
        "first_day",
        "Dagen er ikke i skoleåret 2026/27 (01.08.2026–31.07.2027).",
    )
    assert refused(store, add, YEAR, date(2026, 10, 9), date(2026, 10, 16), "break") == (
        "first_day",
        "«Høstferie» står allerede 09.10.2026.",
    )
    assert refused(store, add, YEAR, date(2026, 11, 6), None, "holiday")[0] == "kind"
    assert refused(store, change, YEAR, autumn, "last_day", None)[0] == "last_day"
    assert refused(store, change, YEAR, autumn, "last_day", date(2026, 10, 4))[0] == "last_day"
    assert refused(store, change, YEAR, autumn, "first_day", date(2026, 10, 10))[0] == "first_day"
    assert refused(store, change, YEAR, autumn, "name", "x" * 81)[0] == "name"
    do(store, add, YEAR, date(2026, 10, 9), None, "planning_day")  # the staff may plan in the pupils' break


def test_the_pupils_first_and_last_day_are_the_edges_of_the_summer(store: Store) -> None:
    do(store, calendar_commands.set_first_school_day, YEAR, date(2026, 8, 17))
    do(store, calendar_commands.set_last_school_day, YEAR, date(2027, 6, 18))
    assert calendar(store) == [
        (FIRST, date(2026, 8, 16), "break", "Sommerferie"),
        (date(2027, 6, 19), LAST, "break", "Sommerferie"),
    ]
    do(store, calendar_commands.set_first_school_day, YEAR, date(2026, 8, 20))
    year = store.read(queries.school_calendar, YEAR)
    assert (year.starts_on(), year.ends_on()) == (date(2026, 8, 20), date(2027, 6, 18))
    assert len(calendar(store)) == 2
    years = store.read(queries.school_years)
    assert (years[0].starts_on, years[0].ends_on) == (FIRST, LAST)


def test_pupils_do_not_begin_on_a_day_without_school(store: Store) -> None:
    first, last = calendar_commands.set_first_school_day, calendar_commands.set_last_school_day
    do(store, first, YEAR, date(2026, 8, 17))
    do(store, calendar_commands.add_entry, YEAR, date(2026, 8, 18), None, "planning_day")
    assert refused(store, first, YEAR, date(2026, 8, 18)) == (
        "starts_on",
        "Elevene er ikke på skolen 18.08.2026 (Planleggingsdag).",
    )
    assert refused(store, first, YEAR, date(2026, 8, 22))[1] == "Elevene er ikke på skolen 22.08.2026 (helg)."
    assert refused(store, last, YEAR, date(2027, 5, 17))[1] == "Elevene er ikke på skolen 17.05.2027 (17. mai)."
    assert refused(store, last, YEAR, None)[0] == "ends_on"
    assert refused(store, last, YEAR, date(2027, 8, 2))[0] == "ends_on"


def test_what_a_file_says_lands_as_one_step(store: Store) -> None:
    autumn = do(store, calendar_commands.add_entry, YEAR, date(2026, 9, 28), date(2026, 10, 2), "break", "Høstferie")
    free = do(store, calendar_commands.add_entry, YEAR, date(2026, 11, 6), None, "day_off", "Fri")
    before = calendar(store)
    moved = Entry(date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie")
    winter = Entry(date(2027, 2, 22), date(2027, 2, 26), "break", "Vinterferie")
    rows: dict[int, CalendarRow] = {row.id: row for row in store.read(queries.calendar_entries, YEAR)}

    def kept(entry_id: int) -> Stored:
        row = rows[entry_id]
        return Stored(entry_id, Entry(row.first_day, row.last_day, row.kind, row.name))

    differences = (
        Difference("changed", kept(autumn), moved),
        Difference("gone", kept(free), None),
        Difference("new", None, winter),
    )
    do(store, calendar_commands.take_calendar, differences)
    assert calendar(store) == [
        (date(2026, 10, 5), date(2026, 10, 9), "break", "Høstferie"),
        (date(2027, 2, 22), date(2027, 2, 26), "break", "Vinterferie"),
    ]
    store.undo()
    assert calendar(store) == before


def test_the_calendar_knows_the_year_before_and_after(store: Store) -> None:
    do(store, calendar_commands.set_last_school_day, YEAR, date(2027, 6, 18))
    do(store, calendar_commands.set_first_school_day, YEAR + 1, date(2027, 8, 16))
    assert store.read(queries.school_calendar, YEAR).next_school_day(date(2027, 6, 18)) == date(2027, 8, 16)
    assert store.read(queries.school_calendar, YEAR + 1).previous_school_day(date(2027, 8, 16)) == date(2027, 6, 18)
    assert len(calendar(store, YEAR)) == len(calendar(store, YEAR + 1)) == 1


# -- the assessment


def test_the_newest_assessment_stands_and_the_older_ones_are_kept(store: Store) -> None:
    assert store.read(queries.list_assessment) is None
    do(store, commands.add_assessment, date(2026, 8, 20), " Kari  Nordmann ", "Vi har veid dette.\n")
    do(store, commands.add_assessment, date(2025, 8, 20), "Ola Nordmann", "Ført inn senere.")
    found = store.read(queries.list_assessment)
    assert found is not None
    assert (found.author, found.text) == ("Kari Nordmann", "Vi har veid dette.")
    assert [row.written_on.year for row in store.read(queries.list_assessments)] == [2026, 2025]
    do(store, commands.add_assessment, date(2026, 8, 20), "Kari Nordmann", "Samme dag, men skrevet sist.")
    found = store.read(queries.list_assessment)
    assert found is not None
    assert found.text == "Samme dag, men skrevet sist."


def test_an_assessment_needs_a_date_an_author_and_a_text(store: Store) -> None:
    day = date(2026, 8, 20)
    assert refused(store, commands.add_assessment, None, "Kari", "x")[0] == "written_on"
    assert refused(store, commands.add_assessment, day, " ", "x")[0] == "author"
    assert refused(store, commands.add_assessment, day, "Kari", "\n ")[0] == "text"
    assert refused(store, commands.add_assessment, day, "Kari", "x" * 10_001)[0] == "text"


# Made for testing (month + 80): 018101 is 1 January 2001, and both control digits of 018101062 are 0 (99 and 66 are
# divisible by 11).
def test_no_field_of_the_school_keeps_a_fodselsnummer(store: Store) -> None:
    number = "01810106200"
    with pytest.raises(UserError):
        do(store, commands.set_school_field, "street", f"Veien 1 {number}")
    with pytest.raises(UserError):
        do(store, commands.add_assessment, date(2026, 8, 20), "Kari", f"Gjelder {number}.")
    assert school(store).street == ""

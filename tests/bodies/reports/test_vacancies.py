"""Does the office see what is vacant, for how long, and who is to fill it?"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.offices import appoint, end_office
from app.bodies.queries import bodies, body
from app.bodies.reports.vacancies import VACANCIES, Vacancy, vacancies_in
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.school.commands import add_class
from db.models import Office, Seat
from db.store import Store
from tests.bodies.reports.school import END_OF_TERM, person, sit
from tests.conftest import Clock
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.factories import TODAY, YEAR


def vacant(store: Store, preset: str, on: date = TODAY, year: int = YEAR) -> list[Vacancy]:
    def read(session: Session) -> list[Vacancy]:
        (row,) = (row for row in bodies(session) if row.preset == preset)
        ((_, found),) = vacancies_in(session, [row], year, on)
        return list(found)

    return store.read(read)


def end_all(store: Store, name: str, last_day: date) -> None:
    with store.change("Stepped down") as session:
        query = select(Office.id).where(Office.person_id == person(session, name))
        for office in session.scalars(query).all():
            end_office(session, office, last_day, "resigned")


def test_a_seat_is_vacant_from_the_day_after_somebody_left_it(school: Store) -> None:
    found = {(one.class_name, one.is_deputy): one.since for one in vacant(school, "fau_class")}
    assert found == {
        ("1A", False): None,
        ("1A", True): None,
        ("1–2A", False): date(2026, 8, 23),
        ("1–2A", True): None,
        ("5B", True): None,
    }


def test_a_deputys_leaving_does_not_date_the_seat_nor_a_members_the_deputys(own_school: Store) -> None:
    end_all(own_school, "Kari Aasen", date(2026, 8, 21))
    found = {(one.class_name, one.is_deputy): one.since for one in vacant(own_school, "fau_class")}
    assert found["5A", True] == date(2026, 8, 22)
    assert ("5A", False) not in found
    assert found["1–2A", True] is None


def test_a_seat_that_follows_the_chair_is_vacant_since_the_chair_left(own_school: Store) -> None:
    end_all(own_school, "Lise Moe", date(2026, 8, 22))
    (chair,) = (one for one in vacant(own_school, "su_standard") if one.seat.follows_role and not one.is_deputy)
    assert (chair.number, chair.of, chair.since) == (1, 1, date(2026, 8, 23))


def test_a_seat_somebody_has_again_is_not_vacant_and_one_left_twice_is_since_the_last_time(own_school: Store) -> None:
    with own_school.change("Chose another") as session:
        (row,) = (row for row in bodies(session) if row.preset == "fau_class")
        (office,) = sit(session, row.seats[0], "1–2A", ["Mona Berg"], ends=END_OF_TERM, valid_from=date(2026, 8, 23))
    assert not [one for one in vacant(own_school, "fau_class") if one.class_name == "1–2A" and not one.is_deputy]
    with own_school.change("Left again") as session:
        end_office(session, office, date(2026, 8, 23), "resigned")
    (again,) = (one for one in vacant(own_school, "fau_class") if one.class_name == "1–2A" and not one.is_deputy)
    assert again.since == TODAY


def test_an_office_that_ended_in_a_class_of_last_year_dates_the_seat_of_what_the_class_is_now(
    own_school: Store, clock: Clock
) -> None:
    clock.set(datetime(2027, 9, 15, 9, 30))
    with own_school.change("A year later") as session:
        add_class(session, YEAR + 1, "6B")
        query = select(Office.id).where(Office.person_id == person(session, "Lise Moe"), Office.seat_id.is_not(None))
        for office in session.scalars(query).all():
            end_office(session, office, date(2027, 7, 31), "term")
    (seat,) = (one for one in vacant(own_school, "fau_class", date(2027, 9, 15), YEAR + 1) if not one.is_deputy)
    assert (seat.class_name, seat.since) == ("6B", date(2027, 8, 1))


def test_who_sits_for_the_last_day_has_not_left_yet(own_school: Store) -> None:
    """Of two seats one has been vacant for a while; the other will be from tomorrow on."""
    with own_school.change("Two leave") as session:
        for name, last_day in (("Synne Skjult", date(2026, 8, 21)), ("Ola Aasen", TODAY)):
            query = select(Office.id).where(Office.person_id == person(session, name), Office.role == "member")
            for office in session.scalars(query).all():
                end_office(session, office, last_day, "resigned")
    (seat,) = (one for one in vacant(own_school, "pupil_council_two") if one.class_name == "5A" and not one.is_deputy)
    assert (seat.number, seat.of, seat.since) == (1, 2, date(2026, 8, 22))


def test_who_followed_somebody_in_one_seat_does_not_date_the_other_that_was_always_vacant(own_school: Store) -> None:
    with own_school.change("Chose one after another") as session:
        (row,) = (row for row in bodies(session) if row.preset == "pupil_council_two")
        (first,) = sit(session, row.seats[0], "5B", ["Maja Lunde"], valid_from=date(2026, 8, 18))
        end_office(session, first, date(2026, 8, 20), "resigned")
        sit(session, row.seats[0], "5B", ["Linh Nguyễn"], valid_from=date(2026, 8, 21))
    (seat,) = (one for one in vacant(own_school, "pupil_council_two") if one.class_name == "5B" and not one.is_deputy)
    assert (seat.number, seat.of, seat.since) == (1, 2, None)


def test_a_seat_of_a_grade_is_dated_by_what_the_grade_was_called_then(own_school: Store, clock: Clock) -> None:
    """Whoever the fifth grade chose in 2026 sits for the sixth in 2027, and leaves that one vacant."""
    clock.set(datetime(2027, 9, 15, 9, 30))
    with own_school.change("An FAU by grades") as session:
        row = body(session, add_body(session, "committee", valid_from=date(2026, 8, 1)))
        session.get_one(Seat, row.seats[0].id).unit = "grade"
        for name in ("5B", "6B"):
            add_class(session, YEAR + 1, name)
        office = appoint(
            session, row.id, person(session, "Lise Moe"), seat_id=row.seats[0].id, grade=5, valid_from=date(2026, 8, 20)
        )
        end_office(session, office, date(2027, 9, 1), "resigned")
    found = vacant(own_school, "committee", date(2027, 9, 15), YEAR + 1)
    assert {one.grade: one.since for one in found} == {5: None, 6: date(2027, 9, 2)}


def test_several_seats_of_one_kind_are_one_line_with_a_number(school: Store) -> None:
    rows = rows_of(paper(school, VACANCIES, "17. mai-komité"))
    assert rows == ["Verv | Klasse | Ubesatt | Ubesatt fra | Velges av", "Komitémedlem |  | 6 av 6 |  | FAU"]


def test_the_sum_counts_every_seat_and_not_every_line(school: Store) -> None:
    text = as_text(paper(school, VACANCIES, "Elevråd"))
    assert "12 verv er ubesatte." in text  # two seats and two deputies in each of three classes


def test_it_names_nobody(school: Store) -> None:
    document = paper(school, VACANCIES, None)
    assert document.people == frozenset()
    assert "Moe" not in as_text(document)


def test_a_body_with_everybody_in_place_says_that_nothing_is_vacant(own_school: Store) -> None:
    names = ["Mona Berg", "Kari Aasen", "Lise Moe", "Ingrid Ås", "Tone Nordby", "Ina Lunde"]
    with own_school.change("Chose a committee") as session:
        (row,) = (row for row in bodies(session) if row.preset == "committee_17_may")
        sit(session, row.seats[0], "", names)
    request = ReportRequest("17. mai-komité", "office", YEAR, TODAY)
    document = VACANCIES.make(own_school.read, request, translator("nb"))
    assert "Ingen verv er ubesatt." in as_text(document)
    assert rows_of(document) == []

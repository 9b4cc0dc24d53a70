"""Does the list of changes tell what is different in the end, of whom, and nothing of what is protected?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.class_changes import ClassChange, class_changes_since
from app.contacts.commands import (
    leave_school,
    link_guardian,
    move_people_to_class,
    remove_people,
    set_address,
    set_email,
    set_field,
    set_link,
    set_phone,
    unlink_guardian,
)
from app.contacts.differences import differences_since
from app.contacts.protection import protect
from app.contacts.queries import emails_of, phones_of
from app.contacts.reports.changes_since import CHANGES_SINCE
from app.core.schoolyear import year_range
from app.school.commands import add_class, add_year
from db.models import ClassMembership, GuardianLink, SchoolClass
from db.store import Store
from tests.conftest import Clock
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.factories import START, TODAY, YEAR, class_called, guardian, opened, pupil

SINCE = date(2026, 8, 20)
BEFORE, NOW = datetime(2026, 8, 17, 9, 0), datetime(2026, 8, 24, 9, 30)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Ola Aasen in 5A with Kari, and an empty 5B, on 17 August; then it is the 24th."""
    clock.set(BEFORE)
    with opened(tmp_path / "school.db") as store:
        ola = pupil(store, "Ola Aasen")
        guardian(store, "Kari Aasen", ola, phone="90054321", email="kari@example.no")
        class_called(store, "5B")
        clock.set(NOW)
        yield store


def told(store: Store, since: date = SINCE) -> list[tuple[str, str, str]]:
    """Return (fact, old, new) of every difference."""
    found = store.read(differences_since, since, TODAY)
    return [(one.fact, one.old, one.new) for one in found]


def moves(store: Store, since: date = SINCE) -> list[tuple[str, str, str, date]]:
    found = store.read(class_changes_since, since)
    return [(one.kind, one.old_class, one.new_class, one.day) for one in found]


def id_of(store: Store, name: str) -> int:
    from app.contacts.queries import called

    (found,) = store.read(called, name, YEAR)
    return found.id


def give_phone(store: Store, name: str, number: str) -> None:
    person = id_of(store, name)
    rows = store.read(phones_of, [person]).get(person, ())
    with store.change("Changed a phone") as session:
        set_phone(session, person, rows[0].id if rows else None, number)


def link_of(store: Store) -> int:
    """Return the only guardian link."""
    return store.read(lambda session: session.scalars(select(GuardianLink.id)).one())


# -- what is different


def test_nothing_has_changed_where_nothing_was_done(store: Store) -> None:
    assert told(store) == []
    assert moves(store) == []
    assert "Ingenting er endret." in as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))


def test_a_number_changed_twice_is_told_once_from_first_to_last(store: Store) -> None:
    give_phone(store, "Kari Aasen", "91111111")
    give_phone(store, "Kari Aasen", "92222222")
    assert told(store) == [("phone", "+4790054321", "+4792222222")]


def test_what_was_changed_back_or_undone_is_no_difference(store: Store) -> None:
    give_phone(store, "Kari Aasen", "91111111")
    give_phone(store, "Kari Aasen", "90054321")
    give_phone(store, "Kari Aasen", "92222222")
    store.undo()
    assert told(store) == []
    store.redo()
    assert told(store) == [("phone", "+4790054321", "+4792222222")]


def test_the_same_address_in_another_row_is_no_difference(store: Store) -> None:
    kari = id_of(store, "Kari Aasen")
    row = store.read(emails_of, [kari])[kari][0]
    with store.change("Written anew") as session:
        set_email(session, kari, row.id, "")
        set_email(session, kari, None, "kari@example.no")
        set_email(session, kari, None, "ny@example.no")
    assert told(store) == [("email", "", "ny@example.no")]


def test_what_was_done_before_the_day_is_not_told(store: Store, clock: Clock) -> None:
    clock.set(datetime(2026, 8, 19, 23, 59))
    give_phone(store, "Kari Aasen", "91111111")
    assert told(store) == []
    assert told(store, date(2026, 8, 19)) == [("phone", "+4790054321", "+4791111111")]


def test_names_birth_dates_and_addresses_are_told(store: Store) -> None:
    ola = id_of(store, "Ola Aasen")
    with store.change("Changed") as session:
        set_field(session, ola, "family_name", "Berg")
        set_field(session, ola, "birth_date", "03.02.2016")
        set_field(session, ola, "gender", "male")
        for field, value in (("street", "Storgata 1"), ("postal_code", "0150"), ("city", "Oslo")):
            set_address(session, ola, field, value)
    assert told(store) == [
        ("name", "Ola Aasen", "Ola Berg"),
        ("birth_date", "", "2016-02-03"),
        ("address", "", "Storgata 1, 0150 Oslo"),
    ]
    lines = rows_of(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))
    assert any("Født, ny: 03.02.2016" in line for line in lines)


def test_new_and_former_guardians_are_told_of_the_pupil(store: Store) -> None:
    ola = id_of(store, "Ola Aasen")
    with store.change("Removed") as session:
        unlink_guardian(session, link_of(store))
    guardian(store, "Per Berg", ola, phone="93333333")
    found = store.read(differences_since, SINCE, TODAY)
    assert {(one.person_id, one.fact, one.old, one.new, one.guardian_id) for one in found} == {
        (ola, "guardian", "yes", "", id_of(store, "Kari Aasen")),
        (ola, "guardian", "", "yes", id_of(store, "Per Berg")),
    }
    text = as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))
    assert "Ikke lenger foresatt: Kari Aasen" in text
    assert "Ny foresatt: Per Berg" in text
    assert "933" not in text  # who is new brings no differences of their own


def test_the_guardians_of_a_new_pupil_are_not_told_one_by_one(store: Store) -> None:
    guardian(store, "Mona Berg", pupil(store, "Ida Berg"))
    assert told(store) == []
    text = as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))
    assert "Berg, Ida" in text
    assert "Mona" not in text


def test_a_guardian_who_was_removed_is_not_spoken_of(store: Store) -> None:
    with store.change("Removed") as session:
        remove_people(session, [id_of(store, "Kari Aasen")])
    assert told(store) == []
    assert "Kari" not in as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))


def test_what_a_guardian_is_to_the_pupil_is_told_but_never_a_contact_ban(store: Store) -> None:
    with store.change("Changed") as session:
        set_link(session, link_of(store), "relation", "mother")
        set_link(session, link_of(store), "lives_with", "shared")
        set_link(session, link_of(store), "contact_ban", "in_force")
    assert told(store) == [("relation", "", "mother"), ("lives_with", "unknown", "shared")]
    text = as_text(paper(store, CHANGES_SINCE, None, "nn", options={"since": "2026-08-20"}))
    assert "Kari Aasen, relasjon: ikkje oppgitt → mor" in text
    assert "Kari Aasen, eleven bur der: ukjent → delt" in text


def test_who_was_removed_is_not_spoken_of(store: Store) -> None:
    give_phone(store, "Kari Aasen", "91111111")
    with store.change("Removed") as session:
        remove_people(session, [id_of(store, "Ola Aasen")])
    text = as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-17"}))
    assert "Aasen" not in text


def test_nothing_is_told_of_how_a_protected_person_is_reached(store: Store) -> None:
    kari, ola = id_of(store, "Kari Aasen"), id_of(store, "Ola Aasen")
    give_phone(store, "Kari Aasen", "91111111")
    with store.change("Changed") as session:
        set_field(session, kari, "given_name", "Karin")
        set_address(session, ola, "street", "Kvistveien 7")
        set_address(session, kari, "street", "Kvistveien 7")
    protect(store, kari, "confidential")
    text = as_text(paper(store, CHANGES_SINCE, None, options={"since": "2026-08-20"}))
    assert "Navn: Kari Aasen → Karin Aasen" in text
    assert "Adresse: endret" in text  # the pupil's own, which may be the same
    assert not any(value in text for value in ("900 54 321", "911 11 111", "kari@example.no", "Kvistveien"))
    assert "fortrolig" not in text.lower()


# -- who started, moved and left


def test_who_started_moved_and_left_is_told_with_the_day(store: Store) -> None:
    ola = id_of(store, "Ola Aasen")
    with store.change("Moved") as session:
        move_people_to_class(session, [ola], class_called(store, "5B"), date(2026, 8, 21))
    assert moves(store) == [("moved", "5A", "5B", date(2026, 8, 21))]
    with store.change("Left") as session:
        leave_school(session, ola, date(2026, 12, 18))
    assert moves(store) == [("moved", "5A", "5B", date(2026, 8, 21)), ("left", "5B", "", date(2026, 12, 18))]


def test_a_day_that_lies_before_is_told_when_it_is_written_down_late(store: Store) -> None:
    pupil(store, "Ida Berg")  # from the 17th, written on the 24th
    assert moves(store) == [("started", "", "5A", START)]
    assert moves(store, TODAY + timedelta(days=1)) == []


def test_the_first_roster_of_all_is_no_news(tmp_path: Path, clock: Clock) -> None:
    clock.set(NOW)
    with opened(tmp_path / "new.db") as store:
        pupil(store, "Ola Aasen")
        assert moves(store) == []  # at the school from the 17th; on the 24th the school began to use the program
        assert moves(store, START) == [("started", "", "5A", START)]
        pupil(store, "Ida Berg", "5B")
        assert moves(store) == [("started", "", "5B", START)]


def test_who_left_long_ago_has_not_started_since(store: Store, clock: Clock) -> None:
    clock.set(BEFORE)
    with store.change("Left") as session:
        leave_school(session, id_of(store, "Ola Aasen"), date(2026, 8, 18))
    clock.set(NOW)
    assert moves(store) == []
    assert moves(store, date(2026, 8, 18)) == [("left", "5A", "", date(2026, 8, 18))]


def test_who_leaves_and_comes_back_has_left_and_started(store: Store) -> None:
    ola = id_of(store, "Ola Aasen")
    with store.change("Left") as session:
        leave_school(session, ola, date(2026, 8, 20))
    with store.change("Back") as session:
        move_people_to_class(session, [ola], class_called(store, "5A"), date(2026, 8, 24))
    assert moves(store) == [("left", "5A", "", date(2026, 8, 20)), ("started", "", "5A", date(2026, 8, 24))]


def test_a_place_that_lasts_the_year_is_no_leaving(store: Store) -> None:
    with store.change("The year ends") as session:
        session.scalars(select(ClassMembership)).one().valid_to = date(2027, 7, 31)
    assert moves(store) == []
    with store.change("Left on the last school day") as session:
        session.scalars(select(ClassMembership)).one().valid_to = date(2027, 6, 18)
    assert moves(store) == [("left", "5A", "", date(2027, 6, 18))]


def test_a_start_that_is_put_right_is_told_without_the_leaving_of_long_ago(store: Store, clock: Clock) -> None:
    clock.set(BEFORE)
    with store.change("Left") as session:
        leave_school(session, id_of(store, "Ola Aasen"), date(2026, 8, 18))
    clock.set(NOW)
    with store.change("Put right") as session:
        session.scalars(select(ClassMembership)).one().valid_from = date(2026, 8, 16)
    assert moves(store) == [("started", "", "5A", date(2026, 8, 16))]


@pytest.mark.parametrize("last_day", [None, date(2027, 7, 31), date(2027, 6, 18)])
def test_the_next_school_year_is_no_move(store: Store, clock: Clock, last_day: date | None) -> None:
    clock.set(datetime(2027, 8, 1, 9, 0))
    with store.change("A new year") as session:
        add_year(session, YEAR + 1)
        added = add_class(session, YEAR + 1, "6A")
        row = session.query(ClassMembership).one()
        row.valid_to = last_day
        session.add(ClassMembership(person_id=row.person_id, school_class_id=added, valid_from=year_range(YEAR + 1)[0]))
    assert moves(store, date(2027, 6, 1)) == []


def test_a_change_is_told_with_who_wrote_it_and_when(store: Store) -> None:
    with store.change("Moved") as session:
        move_people_to_class(session, [id_of(store, "Ola Aasen")], class_called(store, "5B"), date(2026, 8, 21))
    (change,) = store.read(class_changes_since, SINCE)
    assert isinstance(change, ClassChange)
    assert change.written is not None
    assert change.written.made_at == NOW


# -- the paper


def test_a_class_is_told_of_its_own_pupils_and_their_guardians_alone(store: Store) -> None:
    ida = pupil(store, "Ida Berg", "5B")
    guardian(store, "Mona Berg", ida)
    with store.change("A guardian of both") as session:
        link_guardian(session, ida, id_of(store, "Kari Aasen"))
    give_phone(store, "Kari Aasen", "91111111")
    since = {"since": "2026-08-20"}
    in_5a = as_text(paper(store, CHANGES_SINCE, "5a", options=since))
    assert "Kari" in in_5a
    assert "Ida Berg" in in_5a  # whom Kari is guardian of, too
    assert "Berg, Ida" not in in_5a
    assert "Berg, Ida" in as_text(paper(store, CHANGES_SINCE, "5B", options=since))


def test_without_a_day_it_is_the_last_thirty_days(store: Store) -> None:
    document = paper(store, CHANGES_SINCE, None)
    assert document.title == "Endringer siden 25.07.2026"
    assert "Aasen, Ola | 5A | Begynte i 5A den 17.08.2026" in as_text(document)


def test_a_class_that_was_renamed_is_told_by_its_name_today(store: Store) -> None:
    with store.change("Moved") as session:
        move_people_to_class(session, [id_of(store, "Ola Aasen")], class_called(store, "5B"), date(2026, 8, 21))
        session.query(SchoolClass).filter_by(name="5B").one().name = "5C"
    assert moves(store) == [("moved", "5A", "5C", date(2026, 8, 21))]

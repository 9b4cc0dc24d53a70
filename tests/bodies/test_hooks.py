"""What do bodies say of a person, and what becomes of their offices when two are one, or a pupil leaves?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bodies.about import about_person
from app.bodies.offices import Chosen, appoint, end_office, install, sign_declaration
from app.contacts.commands import leave_school, move_people_to_class
from app.contacts.duplicates.merging import MERGED, merge_people
from app.contacts.people.bulk import leave_together
from app.core.about import Saying
from app.core.feature import StillHolds
from app.core.i18n import later
from db.models import Body
from db.store import Store
from tests.bodies.given import Given, a_body, a_seat, an_election, class_of, did, fau, held, homes, rows
from tests.factories import START, class_called, guardian, opened, pupil

DAY = timedelta(days=1)
AUTUMN, JANUARY = date(2026, 9, 10), date(2027, 1, 15)
NONE: Any = {"member_ends": None, "deputy_ends": None, "how": "election"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def chosen(store: Store, there: Given, who: int, class_name: str = "5A", role: str = "member") -> int:
    class_id = class_called(store, class_name)
    (office,) = did(store, install, there.seat, [Chosen(who, role)], class_id=class_id, valid_from=AUTUMN, **NONE)
    return office


# -- what is held of a person ----------------------------------------------------------------------------------------


def test_every_office_is_told_to_who_asks_what_is_held(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store, deputies=1, deputy_kind="personal")
    terms: Any = {"member_ends": date(2027, 7, 31), "deputy_ends": date(2027, 7, 31), "how": "election"}
    both = [Chosen(aud), Chosen(bo, "deputy", deputy_for=aud)]
    class_id = class_called(store, "5A")
    offices = did(store, install, there.seat, both, class_id=class_id, valid_from=AUTUMN, **terms)
    did(store, sign_declaration, [offices[1]], AUTUMN)
    did(store, end_office, offices[1], JANUARY, "resigned")
    (part,) = store.read(about_person, bo)
    (row,) = part.rows
    assert part.title == "Councils and committees"
    assert row.what == "Office"
    assert row.lines == (
        "FAU",
        Saying("As {role}", {"role": later("deputy")}),
        "5A 2026/27",
        Saying("Deputy for {name}", {"name": "Aud Voksen0"}),
        Saying("From {date}", {"date": AUTUMN}),
        Saying("To {date}", {"date": JANUARY}),
        Saying("Chosen until {date}", {"date": date(2027, 7, 31)}),
        Saying("Ended: {reason}", {"reason": later("stepped down")}),
        Saying("Signed the declaration of confidentiality {date}", {"date": AUTUMN}),
    )
    assert row.people == (aud,)
    assert row.source is not None
    assert row.source.label == "Did something"


def test_a_body_is_called_by_the_schools_own_language(tmp_path: Path) -> None:
    with opened(tmp_path / "school.db", written_standard="nn") as store:
        (aud,) = homes(store, 1)
        council = a_body(store, "Samarbeidsutvalg", kind="cooperation_committee")
        with store.change("Named it") as session:
            session.get_one(Body, council).name_nn = "Samarbeidsutval"
        did(store, appoint, council, aud, valid_from=START)
        assert store.read(about_person, aud)[0].rows[0].lines[0] == "Samarbeidsutval"


def test_of_who_never_held_an_office_nothing_is_told(store: Store) -> None:
    (aud,) = homes(store, 1)
    assert store.read(about_person, aud) == ()


# -- two people are one ----------------------------------------------------------------------------------------------


def merged(store: Store, kept: int, gone: int) -> None:
    with store.change(MERGED, gone="…", name="…") as session:
        merge_people(session, kept, gone)


def test_the_offices_of_one_go_to_the_other_and_it_can_be_undone(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there = fau(store, deputies=1, deputy_kind="personal")
    class_id = class_called(store, "5A")
    both = [Chosen(bo), Chosen(cai, "deputy", deputy_for=bo)]
    did(store, install, there.seat, both, class_id=class_id, valid_from=AUTUMN, **NONE)
    before = rows(store)
    merged(store, aud, bo)
    assert held(store, AUTUMN) == sorted([(aud, "member"), (cai, "deputy")])
    assert rows(store)[1]["deputy_for_id"] == rows(store)[0]["id"]
    after = rows(store)
    store.undo()
    assert rows(store) == before
    store.redo()
    assert rows(store) == after
    assert store.check() == []


def test_two_offices_of_one_seat_that_share_a_day_become_one(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", number=2, deputies=1, deputy_kind="personal")
    first = did(store, appoint, su, aud, seat_id=seat, valid_from=AUTUMN)
    second = did(store, appoint, su, bo, seat_id=seat, valid_from=START)
    deputy = did(store, appoint, su, cai, seat_id=seat, role="deputy", deputy_for_id=second, valid_from=START)
    did(store, sign_declaration, [second], START)
    did(store, end_office, first, JANUARY, "resigned")
    merged(store, aud, bo)
    found = {row["id"]: row for row in rows(store)}
    assert set(found) == {first, deputy}
    assert (found[first]["valid_from"], found[first]["valid_to"], found[first]["ended_because"]) == (START, None, "")
    assert found[first]["declaration_signed_on"] == START
    assert found[deputy]["deputy_for_id"] == first


def test_two_terms_one_after_the_other_stay_two(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, appoint, there.body, bo, role="chair", valid_from=AUTUMN)
    merged(store, aud, bo)
    assert [(row["person_id"], row["valid_from"], row["valid_to"]) for row in rows(store)] == [
        (aud, START, AUTUMN - DAY),
        (aud, AUTUMN, None),
    ]


def test_nobody_becomes_deputy_for_themselves(store: Store) -> None:
    aud, bo = homes(store, 2)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", number=1, deputies=1, deputy_kind="personal")
    did(store, install, seat, [Chosen(aud), Chosen(bo, "deputy", deputy_for=aud)], valid_from=AUTUMN, **NONE)
    merged(store, aud, bo)
    assert [(row["person_id"], row["role"], row["deputy_for_id"]) for row in rows(store)] == [
        (aud, "member", None),
        (aud, "deputy", None),
    ]


def test_an_election_that_gave_way_is_still_the_one_that_ended_it(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there, class_id = fau(store), class_called(store, "5A")
    chosen(store, there, aud)
    chosen(store, there, bo, "5B")
    election = an_election(store, there, class_id=class_id)
    more: Any = {"class_id": class_id, "valid_from": JANUARY, "election_id": election, **NONE}
    did(store, install, there.seat, [Chosen(cai)], **more)
    merged(store, cai, aud)
    assert [row["ended_by_id"] for row in rows(store)] == [election, None, None]


# -- a pupil leaves --------------------------------------------------------------------------------------------------


def left(store: Store, pupil_id: int, last_day: date = JANUARY) -> tuple[StillHolds, ...]:
    before = rows(store)
    found = did(store, leave_school, pupil_id, last_day)
    assert rows(store) == before, "it only asks"
    return found


def moved_to(store: Store, pupil_id: int, class_name: str) -> tuple[StillHolds, ...]:
    class_id = class_called(store, class_name)
    before = rows(store)
    found = did(store, move_people_to_class, [pupil_id], class_id, JANUARY)
    assert rows(store) == before, "it only asks"
    return found


def test_a_pupil_who_leaves_raises_the_question_of_the_guardians_office(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari, per = guardian(store, "Kari Berg", ola), guardian(store, "Per Berg", ola)
    chosen(store, fau(store), kari)
    assert left(store, ola) == (StillHolds(kari, "Kari Berg", ("FAU 5A", "FAU 5A"), "bodies", ("steps_down", kari)),)
    assert per not in {one.person_id for one in left(store, ola)}


def test_a_sibling_in_the_class_keeps_the_office_and_one_in_another_class_does_not(store: Store) -> None:
    ola, nora = pupil(store, "Ola Berg"), pupil(store, "Nora Berg")
    kari = guardian(store, "Kari Berg", ola, nora, pupil(store, "Ida Berg", "2B"))
    chosen(store, fau(store), kari)
    assert left(store, ola) == ()
    assert [one.person_id for one in left(store, nora)] == [kari]


def test_siblings_who_leave_together_ask_once(store: Store) -> None:
    ola, nora = pupil(store, "Ola Berg"), pupil(store, "Nora Berg")
    kari = guardian(store, "Kari Berg", ola, nora)
    chosen(store, fau(store), kari)
    assert [one.person_id for one in did(store, leave_together, [ola, nora], JANUARY)] == [kari]


def test_one_who_moves_to_another_class_asks_about_the_class_and_not_about_the_school(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari = guardian(store, "Kari Berg", ola)
    there = fau(store)
    chosen(store, there, kari)
    did(store, appoint, there.body, kari, role="chair", valid_from=AUTUMN)
    assert [one.what for one in moved_to(store, ola, "5B")] == [("FAU 5A", "FAU 5A")]
    assert moved_to(store, ola, "5B") == ()


def test_the_last_child_at_the_school_takes_the_chair_and_the_seat_in_su_along(store: Store) -> None:
    ola, ida = pupil(store, "Ola Berg"), pupil(store, "Ida Berg", "2B")
    kari = guardian(store, "Kari Berg", ola, ida)
    there = fau(store)
    chosen(store, there, kari)
    did(store, appoint, there.body, kari, role="chair", valid_from=AUTUMN)
    su = a_body(store, "SU", kind="cooperation_committee")
    parents = a_seat(store, su, unit="school")
    a_seat(store, su, unit="school", constituency="pupils")
    did(store, appoint, su, kari, seat_id=parents, valid_from=AUTUMN)
    did(store, appoint, su, kari, role="vice_chair", valid_from=AUTUMN)
    assert [one.what[0] for one in left(store, ola)] == ["FAU 5A"]
    assert [one.what[0] for one in left(store, ida)] == ["FAU, SU"]


def test_who_sits_for_the_staff_does_not_lose_that_with_a_child(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari = guardian(store, "Kari Berg", ola)
    su = a_body(store, "SU", kind="cooperation_committee")
    seat = a_seat(store, su, unit="school", constituency="teachers")
    did(store, appoint, su, kari, seat_id=seat, valid_from=AUTUMN)
    did(store, appoint, su, kari, role="chair", valid_from=AUTUMN)
    assert left(store, ola) == ()


def test_the_pupils_own_seat_is_asked_about_too(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    council = a_body(store, "Elevråd", kind="pupil_council")
    there = Given(council, a_seat(store, council, constituency="pupils"))
    chosen(store, there, ola)
    chair = did(store, appoint, council, ola, role="chair", valid_from=AUTUMN)
    assert [(one.person_id, one.what[0]) for one in moved_to(store, ola, "5B")] == [(ola, "Elevråd 5A")]
    did(store, end_office, chair, AUTUMN, "resigned")
    assert [(one.person_id, one.item) for one in left(store, ola)] == [(ola, ("steps_down", ola))]


def test_an_office_of_the_grade_is_kept_while_the_child_is_in_the_grade(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari = guardian(store, "Kari Berg", ola)
    of = a_body(store)
    seat = a_seat(store, of, unit="grade")
    did(store, install, seat, [Chosen(kari)], grade=5, valid_from=AUTUMN, **NONE)
    assert moved_to(store, ola, "5B") == ()
    assert [one.person_id for one in left(store, ola)] == [kari]


def test_to_go_on_to_the_next_school_year_with_the_class_is_no_leaving(store: Store) -> None:
    ola, bo = pupil(store, "Ola Berg"), pupil(store, "Bo Lie")
    kari, liv = guardian(store, "Kari Berg", ola), guardian(store, "Liv Lie", bo)
    there = fau(store, number=2)
    chosen(store, there, kari)
    chosen(store, there, liv)
    six_a, six_b = class_of(store, "6A", 2027), class_of(store, "6B", 2027)
    first = date(2027, 8, 16)
    assert did(store, move_people_to_class, [bo], six_a, first) == ()
    assert [one.person_id for one in did(store, move_people_to_class, [ola], six_b, first)] == [kari]


def test_an_office_that_is_over_is_not_asked_about(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    kari = guardian(store, "Kari Berg", ola)
    office = chosen(store, fau(store), kari)
    did(store, end_office, office, JANUARY - DAY, "resigned")
    assert left(store, ola) == ()

"""Does the list say of each thing what is true, and does it take few statements however large the school is?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.commands import link_guardian
from app.contacts.disposal import (
    CONTACT_BAN,
    FAMILY,
    HOLDS_OFFICE,
    IN_CLASS_LISTS,
    IN_ELECTIONS,
    IN_MEETINGS,
    NO_PART,
    TO_DO,
    TO_REGISTER,
)
from app.core.disposal import NOT_HANDED_OVER
from app.elections.disposal import STILL_SIT
from app.meetings.disposal import OPEN_ACTIONS, SERIES_GOES_ON
from app.turning.disposal.lines import DecidedLine, disposal_list
from db.models import (
    ActionPoint,
    ClassMembership,
    Disposal,
    GuardianLink,
    Meeting,
    Office,
    Person,
    RegisterChange,
    SchoolClass,
    SchoolYear,
)
from db.store import Store
from tests.bodies.given import statements
from tests.factories import opened, teacher
from tests.turning.disposal.past import FOREIGN, LEFT, MARKED_UP, TODAY, Past, listed

MOST = 60
"""Statements for the whole list, of all features."""


def person(store: Store, person_id: int) -> DecidedLine:
    return listed(store, "person")[person_id]


def hindrance(store: Store, person_id: int) -> str:
    found = person(store, person_id).line.hindered
    return "" if found is None else found.msgid


def hand_over_lists(store: Store, past: Past) -> None:
    """Note that the class lists are handed over, as a package does."""
    with store.lasting_change("Handed over") as session:
        for class_id in past.classes.values():
            row = Disposal(kind="class_list", subject_id=class_id, decision="archive", decided_on=TODAY, done_on=TODAY)
            session.add(row)


def test_those_who_left_and_their_guardians_are_there_and_nobody_who_is_here(store: Store, past: Past) -> None:
    names = {str(one.line.title.values["name"]) for one in listed(store, "person").values()}
    assert {*LEFT, FOREIGN, MARKED_UP, "Mai Nguyễn", "Siri Lie", "Sol Skjult", "Far Skjult", "Hege Fjeld"} <= names
    assert not names & {"Ask Lunde", "Berit Lunde", "Sam Skjult", "Mor Skjult", "Oda Jensen", "Rune Lie", "Vera Olsen"}
    assert len(names) == 6 * 3 + 4 + 2


def test_a_line_says_when_they_left_and_what_is_proposed(store: Store, past: Past) -> None:
    line = person(store, past[FOREIGN]).line
    assert (line.day, line.suggested, line.page, line.item) == (date(2027, 7, 31), "delete", "contacts", past[FOREIGN])
    assert line.why.values == {"day": "31.07.2027", "class_name": "7A"}
    assert line.entry is None
    assert person(store, past["Mai Nguyễn"]).line.why.values == {"day": "31.07.2027"}


def test_who_has_no_part_at_all_is_looked_at_and_not_proposed(store: Store, past: Past) -> None:
    with store.change("Added") as session:
        nobody = Person(given_name="Ingen", family_name="Aanestad")
        session.add(nobody)
        session.flush()
        added = nobody.id
    line = person(store, added).line
    assert (line.suggested, line.why.msgid, line.day) == ("keep", NO_PART, TODAY)
    first, *_, last = (one for one in store.read(disposal_list, TODAY) if one.line.kind == "person")
    assert (first.line.title.values["name"], last.line.subject_id) == ("Per Aune", added)  # Aa is Å


def test_a_pupil_waits_for_the_class_lists_they_stand_on(store: Store, past: Past) -> None:
    assert hindrance(store, past[FOREIGN]) == IN_CLASS_LISTS
    assert hindrance(store, past["Mai Nguyễn"]) == ""
    hand_over_lists(store, past)
    assert hindrance(store, past[FOREIGN]) == ""


def test_a_protected_family_with_somebody_here_is_kept_together(store: Store, past: Past) -> None:
    hand_over_lists(store, past)
    assert hindrance(store, past["Sol Skjult"]) == hindrance(store, past["Far Skjult"]) == FAMILY
    with store.change("Sam left too") as session:
        for row in session.scalars(select(ClassMembership).where(ClassMembership.person_id == past["Sam Skjult"])):
            row.valid_to = TODAY - timedelta(days=1)
    assert hindrance(store, past["Far Skjult"]) == ""


def test_a_grade_that_is_only_proposed_protects_the_family_too(store: Store, past: Past) -> None:
    hand_over_lists(store, past)
    with store.change("Proposed") as session:
        session.get_one(Person, past["Mai Nguyễn"]).proposed_grade = "confidential"
        sibling = past.plan_school.meetings["Ask Lunde"]
        link_guardian(session, sibling, past["Siri Lie"])
        link_guardian(session, past[FOREIGN], past["Siri Lie"])
    assert hindrance(store, past[FOREIGN]) == FAMILY


def test_an_office_a_task_a_meeting_and_an_election_hold_somebody_back(store: Store, past: Past) -> None:
    hand_over_lists(store, past)
    stein, ragna, ivo = past["Stein Aune"], past["Ragna Aune"], past["Ivo Fjeld"]
    assert [hindrance(store, one) for one in (stein, ragna, ivo)] == ["", "", ""]
    with store.change("Gave them something") as session:
        fau = past.plan_school.meetings.fau
        session.add(Office(person_id=stein, body_id=fau, valid_from=date(2027, 8, 1)))
        session.add(ActionPoint(meeting_id=past.unwritten, what="Ringe", owner_id=ragna))
        session.get_one(Meeting, past.unwritten).chair_id = ivo
    assert [hindrance(store, one) for one in (stein, ragna, ivo)] == [HOLDS_OFFICE, TO_DO, IN_MEETINGS]
    assert hindrance(store, past["Hege Fjeld"]) in (HOLDS_OFFICE, IN_MEETINGS)
    with store.change("Nothing else holds her") as session:
        session.query(ActionPoint).filter(ActionPoint.owner_id == past["Hege Fjeld"]).update({"owner_id": None})
        session.query(Office).filter(Office.person_id == past["Hege Fjeld"]).update({"valid_to": date(2027, 7, 31)})
    assert hindrance(store, past["Hege Fjeld"]) in (IN_MEETINGS, IN_ELECTIONS)


def test_the_register_must_know_that_they_left(store: Store, past: Past) -> None:
    with store.change("Left") as session:
        session.add(RegisterChange(person_id=past["Mai Nguyễn"], field="left", made_on=TODAY))
    assert hindrance(store, past["Mai Nguyễn"]) == TO_REGISTER


def test_a_contact_ban_about_a_pupil_who_is_here_is_kept(store: Store, past: Past) -> None:
    with store.change("Banned") as session:
        session.add(
            GuardianLink(
                pupil_id=past["Ask Lunde"],
                guardian_id=past["Siri Lie"],
                contact_ban="in_force",
                valid_to=date(2027, 1, 1),
            )
        )
    assert hindrance(store, past["Siri Lie"]) == CONTACT_BAN


def test_who_stopped_working_here_is_listed_with_the_day(store: Store, past: Past) -> None:
    added = teacher(store, "Turid Vikar")
    assert added not in listed(store, "person")
    with store.change("Stopped") as session:
        session.connection().exec_driver_sql(
            "UPDATE staff_role SET valid_from = '2026-08-01', valid_to = '2027-06-30' WHERE person_id = ?", (added,)
        )
    assert person(store, added).line.day == date(2027, 6, 30)


def test_what_is_for_the_archive_is_not_deleted_before_it_is_there(store: Store, past: Past) -> None:
    found = [one.line for one in store.read(disposal_list, TODAY) if one.line.entry is not None]
    assert {line.kind for line in found} == {"class_list", "election", "meeting", "plan", "result", "wheel"}
    assert {line.hindered.msgid if line.hindered else "" for line in found} == {NOT_HANDED_OVER}
    assert {line.suggested for line in found} == {"archive"}


def test_a_meeting_nobody_wrote_of_is_kept_and_one_that_was_cancelled_may_go(store: Store, past: Past) -> None:
    line = listed(store, "meeting")[past.unwritten].line
    assert (line.suggested, line.hindered, line.entry) == ("keep", None, None)
    with store.change("Cancelled") as session:
        session.get_one(Meeting, past.unwritten).cancelled_on = date(2026, 10, 14)
    assert listed(store, "meeting")[past.unwritten].line.suggested == "delete"


def test_an_open_action_and_a_series_that_goes_on_hold_a_meeting_back(store: Store, past: Past) -> None:
    with store.lasting_change("Handed over") as session:
        row = Disposal(kind="meeting", subject_id=past.meeting, decision="archive", decided_on=TODAY, done_on=TODAY)
        session.add(row)
    assert listed(store, "meeting")[past.meeting].line.hindered is None
    in_the_same_year = listed(store, "meeting", date(2026, 12, 1)).get(past.meeting)
    assert in_the_same_year is None  # its school year is not over
    with store.change("Moved") as session:
        session.get_one(Meeting, past.meeting).held_on = date(2027, 2, 1)
    found = listed(store, "meeting")[past.meeting].line.hindered
    assert found is not None
    assert found.msgid == SERIES_GOES_ON
    with store.change("To do") as session:
        session.add(ActionPoint(meeting_id=past.meeting, what="Ringe"))
    found = listed(store, "meeting")[past.meeting].line.hindered
    assert found is not None
    assert found.msgid == OPEN_ACTIONS


def test_an_election_whose_elected_still_sit_stays(store: Store, past: Past) -> None:
    with store.lasting_change("Handed over") as session:
        session.add(
            Disposal(kind="election", subject_id=past.election, decision="archive", decided_on=TODAY, done_on=TODAY)
        )
        session.query(Office).filter(Office.election_id == past.election).update({"valid_to": None})
    found = listed(store, "election")[past.election].line.hindered
    assert found is not None
    assert found.msgid == STILL_SIT


def test_nothing_of_this_year_is_in_the_list(store: Store, past: Past) -> None:
    assert all(one.line.day < date(2027, 8, 1) for one in store.read(disposal_list, TODAY))


def test_a_school_that_has_just_begun_is_done_with_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "new.db") as new:
        assert new.read(disposal_list, date(2026, 8, 24)) == ()


def grow(store: Store, pupils: int) -> None:
    """Let a school have so many more pupils who left, each with a guardian, twenty in a class of last year."""
    with store.change("Grew") as session:
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == 2026)).one()
        there = session.query(SchoolClass).count()
        for at in range(pupils):
            if at % 20 == 0:
                in_class = SchoolClass(school_year_id=year, name=f"{there + at}Z", grade=7)
                session.add(in_class)
            child = Person(given_name=f"Elev{at}", family_name="Prøve")
            parent = Person(given_name=f"Voksen{at}", family_name="Prøve")
            session.add_all([child, parent])
            session.flush()
            session.add(
                ClassMembership(
                    person_id=child.id,
                    school_class_id=in_class.id,
                    valid_from=date(2026, 8, 1),
                    valid_to=date(2027, 7, 31),
                )
            )
            session.add(GuardianLink(pupil_id=child.id, guardian_id=parent.id))


@pytest.mark.parametrize("more", [480])
def test_480_pupils_take_as_few_statements_as_a_handful(store: Store, past: Past, more: int) -> None:
    small = statements(store, disposal_list, TODAY)
    grow(store, more)
    assert len(listed(store)) > 960
    assert statements(store, disposal_list, TODAY) == small <= MOST

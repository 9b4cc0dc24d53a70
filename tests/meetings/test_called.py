"""Is everybody called to a meeting who should be, each once, and nobody by themselves who must not be told?"""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import select

from app.bodies.commands import add_body
from app.bodies.offices import appoint
from app.contacts.commands import add_staff, set_link
from app.contacts.protection import protect
from app.meetings.called import GUARDIAN, Called, called_to, reach_of
from app.meetings.commands import cancel_meeting
from app.meetings.notices import recipients_of, send_notice
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.sitting import add_guest, put_in_deputy, refresh_attendance, set_attended
from db.models import GuardianLink, Seat
from db.store import Store
from tests.factories import START, TODAY, YEAR, guardian, person, pupil
from tests.meetings.factories import SINCE, MeetingSchool, a_meeting, detail, did, known

SENT = date(2026, 10, 27)


def called(store: Store, meeting: int) -> dict[str, Called]:
    """Who may be called, by name; each is there once."""
    found = known(store, called_to, meeting)
    assert len({one.person_id for one in found}) == len(found)
    return {one.name: one for one in found}


def ticked(store: Store, meeting: int) -> set[str]:
    return {name for name, one in called(store, meeting).items() if one.is_usual}


def parents_of(store: Store, school: MeetingSchool, name: str) -> int:
    entry = ParentEntry(school.classes[name], date(2026, 9, 8), time(18), time(19, 30), "Rom 12")
    return did(store, plan_parent_meetings, YEAR, [entry])[0]


def change_link(store: Store, child: int, parent: int, field: str, value: str) -> None:
    with store.change("Changed") as session:
        query = select(GuardianLink.id).where(GuardianLink.pupil_id == child, GuardianLink.guardian_id == parent)
        set_link(session, session.scalars(query).one(), field, value)


# -- bodies


def test_of_one_body_members_are_ticked_and_deputies_offered_after_them(store: Store, school: MeetingSchool) -> None:
    found = known(store, called_to, a_meeting(store, school.fau))
    said = [(one.name, one.capacity, one.is_usual) for one in found]
    assert said == [
        ("Berit Lunde", "member", True),
        ("Bente Sollid", "member", True),
        ("Cato Dale", "member", True),
        ("Frode Myhre", "deputy", False),
        ("Unni Rismoen", "deputy", False),
        ("Une Bakken", "deputy", False),
    ]


def test_who_sits_in_two_bodies_is_there_once_with_both_named(store: Store, school: MeetingSchool) -> None:
    found = called(store, a_meeting(store, school.su, school.smu))
    assert [nb for nb, _ in found["Cato Dale"].bodies] == ["Samarbeidsutvalg (SU)", "Skolemiljøutvalg (SMU)"]
    assert [nb for nb, _ in found["Heidi Ulvund"].bodies] == ["Skolemiljøutvalg (SMU)"]
    assert [nb for nb, _ in found["Une Bakken"].bodies] == ["Samarbeidsutvalg (SU)", "Skolemiljøutvalg (SMU)"]


def test_a_deputy_who_was_put_in_is_ticked_and_the_excused_member_stays(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    did(store, refresh_attendance, meeting)
    berit = next(one.id for one in detail(store, meeting).attendance if one.person_id == school["Berit Lunde"])
    did(store, set_attended, berit, "excused")
    did(store, put_in_deputy, berit, school["Frode Myhre"])
    assert ticked(store, meeting) == {"Berit Lunde", "Bente Sollid", "Cato Dale", "Frode Myhre"}
    assert (school["Frode Myhre"], "deputy") in known(store, recipients_of, meeting)
    assert (school["Berit Lunde"], "member") in known(store, recipients_of, meeting)


def test_guests_who_were_put_on_the_list_are_called_too(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    did(store, add_guest, meeting, person_id=school["Vera Olsen"], capacity="right_to_attend")
    did(store, add_guest, meeting, person_id=school["Rune Lie"])
    found = called(store, meeting)
    assert (found["Vera Olsen"].capacity, found["Vera Olsen"].is_usual) == ("right_to_attend", True)
    assert (found["Rune Lie"].capacity, found["Rune Lie"].is_usual) == ("guest", True)


def test_after_a_notice_those_it_went_to_are_ticked_and_of_a_cancellation_they_alone(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.fau)
    whom = [(school["Berit Lunde"], "member"), (school["Une Bakken"], "deputy"), (school["Rune Lie"], "guest")]
    did(store, send_notice, meeting, SENT, "email", whom)
    # A change goes to the members, and to the deputy who was called; the guest is no guest any more.
    assert ticked(store, meeting) == {"Berit Lunde", "Bente Sollid", "Cato Dale", "Une Bakken"}
    assert called(store, meeting)["Rune Lie"].capacity == "guest"
    did(store, cancel_meeting, meeting, "Sykdom", SENT)
    assert ticked(store, meeting) == {"Berit Lunde", "Une Bakken", "Rune Lie"}


# -- parents


def test_the_guardians_of_the_class_are_called_and_its_contact_teacher(store: Store, school: MeetingSchool) -> None:
    meeting = parents_of(store, school, "5A")
    found = known(store, called_to, meeting)
    assert (found[0].name, found[0].capacity, found[0].what) == ("Mari Haug", "right_to_attend", "Contact teacher")
    guardians = found[1:]
    assert [one.name for one in guardians][:3] == ["Berit Lunde", "Carl Lunde", "Eva Myhre"]
    assert len(guardians) == 12
    assert {(one.capacity, one.what, one.is_usual) for one in guardians} == {("member", GUARDIAN, True)}
    assert guardians[0].about == "Ask Lunde (5A)"
    assert len(known(store, recipients_of, meeting)) == 13


def test_a_guardian_of_two_in_the_class_is_called_once_about_both(store: Store, school: MeetingSchool) -> None:
    twin_a, twin_b = pupil(store, "Ane Zahl", "5A"), pupil(store, "Bo Zahl", "5A")
    guardian(store, "Cecilie Zahl", twin_a, twin_b, email="c@example.no")
    assert called(store, parents_of(store, school, "5A"))["Cecilie Zahl"].about == "Ane Zahl (5A), Bo Zahl (5A)"


def test_the_contact_of_a_class_is_named_as_that(store: Store, school: MeetingSchool) -> None:
    contacts = did(store, add_body, "class_contacts", valid_from=START)
    with store.change("Chose") as session:
        seat = session.scalars(select(Seat.id).where(Seat.body_id == contacts)).one()
        appoint(
            session,
            contacts,
            school["Eva Myhre"],
            seat_id=seat,
            class_id=school.classes["5A"],
            valid_from=SINCE,
            how="election",
        )
    assert called(store, parents_of(store, school, "5A"))["Eva Myhre"].bodies == (
        ("foreldrekontakt", "foreldrekontakt"),
    )
    assert called(store, parents_of(store, school, "6A"))["Unni Rismoen"].bodies == ()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("contact_ban", "in_force", "contact_ban"), ("information_on_request", "yes", "on_request")],
)
def test_who_is_not_told_by_themselves_is_there_unticked_and_gets_no_address(
    store: Store, school: MeetingSchool, field: str, value: str, reason: str
) -> None:
    change_link(store, school["Ask Lunde"], school["Carl Lunde"], field, value)
    meeting = parents_of(store, school, "5A")
    found = called(store, meeting)
    assert (found["Carl Lunde"].is_usual, found["Carl Lunde"].why_not) == (False, reason)
    assert list(found)[-1] == "Carl Lunde"
    assert school["Carl Lunde"] not in dict(known(store, recipients_of, meeting))
    reached = known(store, reach_of, meeting, [one.person_id for one in found.values()], TODAY)
    assert [one.id for one in reached.not_told] == [school["Carl Lunde"]]
    assert school["Carl Lunde"] not in {one.id for one in reached.by_email}


def test_a_ban_that_came_after_the_notice_takes_the_tick_away(store: Store, school: MeetingSchool) -> None:
    meeting = parents_of(store, school, "5A")
    did(store, send_notice, meeting, TODAY, "email", known(store, recipients_of, meeting))
    assert "Carl Lunde" in ticked(store, meeting)
    change_link(store, school["Ask Lunde"], school["Carl Lunde"], "contact_ban", "in_force")
    assert "Carl Lunde" not in ticked(store, meeting)
    did(store, cancel_meeting, meeting, "", TODAY)
    assert "Carl Lunde" not in ticked(store, meeting)


def test_protected_guardians_are_called_through_the_office(store: Store, school: MeetingSchool) -> None:
    protect(store, school["Eva Myhre"], "confidential")
    meeting = parents_of(store, school, "5A")
    assert called(store, meeting)["Eva Myhre"].is_usual
    found = known(store, reach_of, meeting, [person for person, _ in known(store, recipients_of, meeting)], TODAY)
    assert ("protected", school["Eva Myhre"]) in {(one.reason, one.id) for one in found.otherwise}
    assert school["Eva Myhre"] not in {one.id for one in found.by_email}


def test_a_pupil_without_guardians_is_not_called_but_not_forgotten(store: Store, school: MeetingSchool) -> None:
    alone = pupil(store, "Ylva Alene", "5A")
    meeting = parents_of(store, school, "5A")
    assert "Ylva Alene" not in called(store, meeting)
    found = known(store, reach_of, meeting, [school["Berit Lunde"]], TODAY)
    assert [(one.id, one.reason) for one in found.otherwise] == [(alone, "no_guardian")]
    assert [one.id for one in found.by_email] == [school["Berit Lunde"]]


def test_of_a_grade_the_guardians_of_all_its_classes_meet(store: Store, school: MeetingSchool) -> None:
    other = pupil(store, "Knut Bø", "5B")
    guardian(store, "Lise Bø", other, email="lise@example.no")
    meeting = a_meeting(store, kind="parents", grade=5, held_on=date(2026, 9, 8))
    found = called(store, meeting)
    assert len(found) == 12 + 1 + 1
    assert {"Lise Bø", "Berit Lunde", "Mari Haug"} <= set(found)
    assert "Unni Rismoen" not in found


def test_who_moves_away_before_the_meeting_is_told_of_its_cancellation_alone(
    store: Store, school: MeetingSchool
) -> None:
    meeting = parents_of(store, school, "5A")
    whom = [*known(store, recipients_of, meeting), (school["Unni Rismoen"], "member")]
    did(store, send_notice, meeting, TODAY, "email", whom)
    assert "Unni Rismoen" not in ticked(store, meeting)
    did(store, cancel_meeting, meeting, "", TODAY)
    assert "Unni Rismoen" in ticked(store, meeting)
    found = known(store, reach_of, meeting, [school["Unni Rismoen"]], TODAY)
    assert [one.email for one in found.by_email] == ["unni@example.no"]
    change_link(store, school["Tor Rismoen"], school["Unni Rismoen"], "contact_ban", "in_force")
    assert "Unni Rismoen" not in ticked(store, meeting), "nor is who must not be told of any pupil"
    assert called(store, meeting)["Unni Rismoen"].why_not == "contact_ban"


# -- staff and talks


def test_to_a_staff_meeting_come_those_who_work_here_that_day(store: Store, school: MeetingSchool) -> None:
    did(store, add_staff, person("Ny Vikar"), "vikar", date(2027, 1, 1))
    before, after = (a_meeting(store, kind="staff", held_on=day) for day in (date(2026, 11, 12), date(2027, 1, 7)))
    everybody = {"Mari Haug", "Nils Iversen", "Oda Jensen", "Siv Krogh", "Rune Lie", "Trine Moe", "Ulf Ness"}
    assert ticked(store, before) == everybody
    assert ticked(store, after) == everybody | {"Ny Vikar"}
    assert called(store, after)["Ny Vikar"].about == "vikar"


def test_to_a_talk_come_the_principal_and_who_leads_the_fau(store: Store, school: MeetingSchool) -> None:
    for bodies in ((), (school.fau,)):
        found = known(store, called_to, a_meeting(store, *bodies, kind="talk"))
        assert [(one.name, one.what) for one in found] == [("Siv Krogh", "Principal"), ("Berit Lunde", "Leader")]


def test_the_principal_is_who_the_school_says(store: Store, school: MeetingSchool) -> None:
    with store.change("Employed") as session:
        add_staff(session, person("Anne Rektorsen"), "Rektor", START)
        add_staff(session, person("Bo Nestleder"), "assisterende rektor", START)
    found = known(store, called_to, a_meeting(store, kind="talk"))
    assert [one.name for one in found] == ["Anne Rektorsen", "Berit Lunde"]

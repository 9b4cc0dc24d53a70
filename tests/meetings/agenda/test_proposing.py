"""Is what belongs on an agenda proposed, once, from where it comes, with the ticks that most want, and put in place?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from app.bodies.offices import end_office
from app.core.errors import UserError
from app.elections.planning import plan_election
from app.meetings.agenda import add_attachment, add_item, forward, postpone, remove_item, set_item, withdraw
from app.meetings.commands import add_standing, cancel_meeting, remove_standing, use_standing_preset
from app.meetings.hearings import add_hearing, answer_hearing, ask_body
from app.meetings.proposing import ItemProposal, proposals, take
from app.meetings.queries import standing_items
from db.models import ActionPoint, Meeting, MinutesStep, Office, ReceivedMinutes, Seat
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

JULY = date(2027, 7, 1)
"""A month without topics, so that a test sees only what it is about."""
JUNE = date(2027, 6, 29)


def proposed(store: Store, meeting_id: int, source: str = "") -> list[ItemProposal]:
    """Return what is proposed, from one source or all."""
    return [one for one in known(store, proposals, meeting_id) if not source or one.source == source]


def titles(found: list[ItemProposal]) -> list[str]:
    """Return the titles of proposals."""
    return [one.title for one in found]


def on_agenda(store: Store, meeting_id: int) -> list[str]:
    """Return the titles of an agenda."""
    return [one.title for one in detail(store, meeting_id).items]


def held(store: Store, meeting_id: int) -> None:
    """Let a meeting have been held and closed."""
    with store.change("Held it") as session:
        found = session.get_one(Meeting, meeting_id)
        found.opened_at, found.closed_at = time(18), time(19)


def with_action(store: Store, meeting_id: int, item_id: int) -> int:
    """Let something be to be done after a case; returns its id."""
    with store.change("To do") as session:
        point = ActionPoint(meeting_id=meeting_id, agenda_item_id=item_id, what="Ringe kommunen")
        session.add(point)
        session.flush()
        return point.id


def test_smu_in_november_gets_its_usual_cases_and_the_month_s_topics_all_ticked(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.smu)
    found = proposed(store, meeting)
    assert [(one.title, one.source) for one in found] == [
        ("Godkjenning av innkalling", "standing"),
        ("Godkjenning av sakliste", "standing"),
        ("Rektor orienterer om skolemiljøet", "standing"),
        ("Plan for et trygt og godt skolemiljø, og forebygging", "topic"),
        ("Foreløpige tall om trivsel", "topic"),
        ("Fysisk miljø og inneklima", "topic"),
        ("Eventuelt", "standing"),
    ]
    assert all(one.ticked for one in found)
    did(store, take, meeting, [one.key for one in found])
    assert on_agenda(store, meeting) == titles(found)
    assert proposed(store, meeting) == []
    store.undo()
    assert on_agenda(store, meeting) == []


def test_a_nynorsk_school_gets_its_agenda_in_nynorsk(store: Store, school: MeetingSchool) -> None:
    from db.models import School

    with store.change("Changed the language") as session:
        session.scalars(select(School)).one().written_standard = "nn"
    a_meeting(store, school.smu, held_on=date(2026, 10, 1))
    found = titles(proposed(store, a_meeting(store, school.smu)))
    assert found[2] == "Godkjenning av referat frå SMU 01.10.2026"
    assert found[3] == "Rektor orienterer om skulemiljøet"
    assert found[-1] == "Ymse"


def test_what_is_taken_later_stands_where_it_belongs(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    did(store, add_item, meeting, title="Egen sak")
    for source in ("topic", "standing"):
        did(store, take, meeting, [one.key for one in proposed(store, meeting, source)])
    assert on_agenda(store, meeting) == [
        "Godkjenning av innkalling",
        "Godkjenning av sakliste",
        "Rektor orienterer om skolemiljøet",
        "Egen sak",
        "Plan for et trygt og godt skolemiljø, og forebygging",
        "Foreløpige tall om trivsel",
        "Fysisk miljø og inneklima",
        "Eventuelt",
    ]


def test_a_body_s_own_standing_cases_take_the_place_of_the_usual_ones(store: Store, school: MeetingSchool) -> None:
    did(store, use_standing_preset, school.smu)
    rows = known(store, standing_items, school.smu)
    did(store, remove_standing, rows[0].id)
    did(store, add_standing, school.smu, "Neste møte", "")
    meeting = a_meeting(store, school.smu, held_on=JULY)
    did(store, add_item, meeting, title="Egen sak")
    did(store, take, meeting, [one.key for one in proposed(store, meeting)])
    assert on_agenda(store, meeting) == [
        "Godkjenning av sakliste",
        "Rektor orienterer om skolemiljøet",
        "Egen sak",
        "Eventuelt",
        "Neste møte",
    ]


def test_a_combined_meeting_has_what_both_have_once(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su, school.smu, held_on=JULY)
    found = proposed(store, meeting, "standing")
    assert [(one.title, one.body_id) for one in found] == [
        ("Godkjenning av innkalling", school.su),
        ("Godkjenning av sakliste", school.su),
        ("Rektor orienterer", school.su),
        ("Rektor orienterer om skolemiljøet", school.smu),
        ("Eventuelt", school.su),
    ]


def test_the_last_minutes_are_named_and_bring_the_file_others_wrote(store: Store, school: MeetingSchool) -> None:
    last = a_meeting(store, school.smu, held_on=JUNE)
    older = a_meeting(store, school.smu, held_on=date(2027, 6, 1))
    with store.change("Received them") as session:
        session.add(
            ReceivedMinutes(
                meeting_id=last,
                received_on=JULY,
                file_name="referat.pdf",
                media_type="application/pdf",
                sha256="0" * 64,
                size=9,
            )
        )
        session.add(MinutesStep(meeting_id=older, kind="sent", made_on=date(2027, 6, 8)))
    meeting = a_meeting(store, school.smu, held_on=JULY)
    found = proposed(store, meeting, "minutes")
    assert [(one.title, one.code, one.ticked) for one in found] == [
        ("Godkjenning av referat fra SMU 01.06.2027", "approve_minutes", True),
        ("Godkjenning av referat fra SMU 29.06.2027", "approve_minutes", True),
    ]
    did(store, take, meeting, [one.key for one in found])
    items = detail(store, meeting).items
    assert [item.approves_meeting_id for item in items] == [older, last]
    assert [[file.file_name for file in item.attachments] for item in items] == [[], ["referat.pdf"]]
    assert proposed(store, meeting, "minutes") == []


def test_minutes_that_are_approved_are_not_proposed_nor_those_of_a_cancelled_meeting(
    store: Store, school: MeetingSchool
) -> None:
    first, second = (a_meeting(store, school.smu, held_on=date(2027, 6, day)) for day in (1, 29))
    meeting = a_meeting(store, school.smu, held_on=JULY)
    did(store, cancel_meeting, second, "Sykdom", JUNE)
    assert [one.key for one in proposed(store, meeting, "minutes")] == [f"minutes:{first}"]
    with store.change("Approved them") as session:
        session.add(MinutesStep(meeting_id=first, kind="approved", made_on=JUNE))
    assert proposed(store, meeting, "minutes") == []


def test_minutes_nobody_has_written_are_proposed_without_a_tick(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, school.smu, held_on=date(2026, 6, 4))  # it is August 2026
    (found,) = proposed(store, a_meeting(store, school.smu), "minutes")
    assert not found.ticked
    assert found.why.msgid == "Nothing is written of that meeting yet."


def test_what_was_not_treated_comes_back_with_its_paper_and_files(store: Store, school: MeetingSchool) -> None:
    before = a_meeting(store, school.smu, held_on=JUNE)
    left, told, done, gone, moved = (
        did(store, add_item, before, title=title, kind=kind)
        for title, kind in (
            ("Utelatt", "discussion"),
            ("Orientert", "information"),
            ("Behandlet", "decision"),
            ("Trukket", "decision"),
            ("Utsatt", "decision"),
        )
    )
    did(store, set_item, left, "paper", "Bakgrunn")
    did(store, add_attachment, left, "a.pdf", b"%PDF-1.7")
    did(store, set_item, done, "decision", "Ja")
    did(store, withdraw, gone)
    did(store, postpone, moved)
    meeting = a_meeting(store, school.smu, held_on=JULY)
    held(store, before)
    found = proposed(store, meeting, "carried")
    assert [(one.title, one.ticked) for one in found] == [("Utelatt", True), ("Orientert", False), ("Utsatt", True)]
    (again,) = did(store, take, meeting, [f"carried:{left}"])
    item = detail(store, meeting).item(again)
    assert (item.continues_id, item.continues_because, item.paper) == (left, "postponed", "Bakgrunn")
    assert [file.file_name for file in item.attachments] == ["a.pdf"]
    assert titles(proposed(store, meeting, "carried")) == ["Orientert", "Utsatt"]
    assert told


def test_nothing_comes_back_of_a_meeting_nobody_has_said_anything_of_but_what_was_put_off(
    store: Store, school: MeetingSchool
) -> None:
    before = a_meeting(store, school.smu, held_on=JUNE)
    did(store, add_item, before, title="Usagt")
    put_off = did(store, add_item, before, title="Utsatt")
    meeting = a_meeting(store, school.smu, held_on=JULY)
    assert proposed(store, meeting, "carried") == []
    did(store, cancel_meeting, before, "Snø", JUNE)
    assert titles(proposed(store, meeting, "carried")) == ["Usagt", "Utsatt"]
    assert put_off


def test_a_recurring_case_comes_each_time_and_without_what_was_said(store: Store, school: MeetingSchool) -> None:
    first = a_meeting(store, school.smu, held_on=date(2027, 6, 1))
    item = did(store, add_item, first, title="HMS", is_recurring=True, paper="Sist gang")
    did(store, set_item, item, "outcome", "treated")
    second = a_meeting(store, school.smu, held_on=JUNE)
    (again,) = did(store, take, second, [f"carried:{item}"])
    found = detail(store, second).item(again)
    assert (found.is_recurring, found.paper, found.continues_because) == (True, "", "recurring")
    did(store, set_item, again, "outcome", "treated")
    third = a_meeting(store, school.smu, held_on=JULY)
    assert [one.key for one in proposed(store, third, "carried")] == [f"carried:{again}"]


def test_a_case_comes_back_until_what_is_to_be_done_is_done(store: Store, school: MeetingSchool) -> None:
    first = a_meeting(store, school.smu, held_on=date(2025, 2, 4))
    item = did(store, add_item, first, title="Gjerdet", kind="decision")
    did(store, set_item, item, "outcome", "treated")
    point = with_action(store, first, item)
    second = a_meeting(store, school.smu, held_on=JUNE)  # more than two years later
    did(store, postpone, did(store, add_item, first, title="Utsatt for lenge siden"))
    (found,) = proposed(store, second, "carried")
    assert (found.kind, found.values["continues_because"]) == ("information", "open_action")
    (again,) = did(store, take, second, [found.key])
    did(store, set_item, again, "outcome", "treated")
    third = a_meeting(store, school.smu, held_on=JULY)
    assert [one.key for one in proposed(store, third, "carried")] == [f"carried:{again}"]
    with store.change("Did it") as session:
        session.get_one(ActionPoint, point).done_on = JUNE
    assert proposed(store, third, "carried") == []


def test_what_waits_is_taken_up_and_what_is_for_information_stands_first(store: Store, school: MeetingSchool) -> None:
    council = a_meeting(store, school.council, held_on=JUNE)
    case = did(store, add_item, council, title="Benker")
    (sent,) = did(store, forward, case, [school.fau])
    logged = did(store, add_item, None, title="Brev fra kommunen", kind="referred", body_id=school.fau)
    did(store, add_item, None, title="Til elevrådet", body_id=school.council)
    meeting = a_meeting(store, school.fau, held_on=JULY)
    found = proposed(store, meeting, "waiting")
    assert [(one.waiting_id, one.ticked) for one in found] == [(logged, True), (sent, True)]
    assert (found[1].why.msgid, dict(found[1].why.values)) == ("Forwarded from {body}.", {"body": "Elevråd"})
    assert did(store, take, meeting, [one.key for one in found]) == (logged, sent)
    assert on_agenda(store, meeting) == ["Brev fra kommunen", "Benker"]
    did(store, remove_item, sent)
    assert titles(proposed(store, meeting, "waiting")) == ["Benker"]


def test_a_hearing_is_proposed_to_those_who_are_asked_until_it_is_answered(store: Store, school: MeetingSchool) -> None:
    hearing = did(
        store,
        add_hearing,
        "Skolegrenser",
        kind="boundaries",
        from_whom="Lia kommune",
        deadline="05.07.2027",
        statement="Vi støtter forslaget.",
    )
    did(store, ask_body, hearing, school.smu)
    meeting, late = (a_meeting(store, school.smu, held_on=day) for day in (JULY, date(2027, 7, 6)))
    assert proposed(store, a_meeting(store, school.fau, held_on=JULY), "hearing") == []
    (found,) = proposed(store, meeting, "hearing")
    assert (found.title, found.kind, found.ticked) == ("Skolegrenser", "hearing", True)
    assert dict(found.why.values) == {"whom": "Lia kommune", "day": "05.07.2027"}
    assert not proposed(store, late, "hearing")[0].ticked
    (item,) = did(store, take, meeting, [found.key])
    kept = detail(store, meeting).item(item)
    assert (kept.hearing_id, kept.proposal, kept.raised_by) == (hearing, "Vi støtter forslaget.", "Lia kommune")
    assert proposed(store, late, "hearing") == []
    did(store, withdraw, item)
    assert len(proposed(store, late, "hearing")) == 1
    did(store, answer_hearing, hearing, JULY)
    assert proposed(store, late, "hearing") == []


def test_fau_is_asked_to_choose_where_a_place_of_its_own_choosing_is_open(store: Store, school: MeetingSchool) -> None:
    autumn, winter = (a_meeting(store, school.fau, held_on=day) for day in (date(2026, 10, 20), date(2027, 2, 2)))
    assert titles(proposed(store, autumn, "election")) == [
        "Valg til Skolemiljøutvalg (SMU): vara for foreldrerepresentant"
    ]
    with store.change("Left") as session:
        seat = select(Seat.id).where(Seat.body_id == school.su, Seat.name_nb == "foreldrerepresentant")
        office = session.scalars(select(Office.id).where(Office.seat_id.in_(seat), Office.role == "member")).one()
        end_office(session, office, date(2026, 10, 1), "resigned")
    found = proposed(store, autumn, "election")
    assert "Valg til Samarbeidsutvalg (SU): foreldrerepresentant" in titles(found)
    assert all(one.ticked for one in found)
    assert not any(one.ticked for one in proposed(store, winter, "election"))


def test_an_election_that_is_planned_for_a_class_is_on_its_parents_agenda_alone(
    store: Store, school: MeetingSchool
) -> None:
    with store.change("Planned it") as session:
        seat = session.scalars(select(Seat.id).where(Seat.body_id == school.fau)).one()
        election = plan_election(session, seat, YEAR, class_id=school.classes["5A"])
    found = {
        name: proposed(
            store,
            a_meeting(
                store, school.parent_meetings, kind="parents", held_on=JULY, school_class_id=school.classes[name]
            ),
            "election",
        )
        for name in ("5A", "6A")
    }
    assert [(one.values, one.ticked) for one in found["5A"]] == [({"election_id": election}, True)]
    assert found["6A"] == []


def test_a_topic_comes_once_a_year_and_again_the_next(store: Store, school: MeetingSchool) -> None:
    first = a_meeting(store, school.smu, held_on=date(2026, 9, 17))
    keys = [one.key for one in proposed(store, first, "topic")]
    assert keys == [f"topic:M01.{number}:{school.smu}" for number in (1, 2, 3)]
    did(store, take, first, keys[:2])
    second = a_meeting(store, school.smu, held_on=date(2026, 10, 15))
    assert [one.key for one in proposed(store, second, "topic")] == keys[2:]
    next_year = a_meeting(store, school.smu, held_on=date(2027, 9, 16))
    assert [one.key for one in proposed(store, next_year, "topic")] == keys
    did(store, cancel_meeting, first, "Snø", date(2026, 9, 16))
    back = [one for one in proposed(store, second) if one.source in ("carried", "topic")]  # two of them put off
    assert [(one.source, one.values["topic"]) for one in back] == [
        ("carried", "M01.1"),
        ("carried", "M01.2"),
        ("topic", "M01.3"),
    ]


def test_the_meeting_of_another_class_tells_nothing_of_this_one(store: Store, school: MeetingSchool) -> None:
    def of(name: str, day: date) -> int:
        return a_meeting(
            store, school.parent_meetings, kind="parents", held_on=day, school_class_id=school.classes[name]
        )

    other, mine = of("6A", JUNE), of("5A", JULY)
    did(store, postpone, did(store, add_item, other, title="Klassetur"))
    assert proposed(store, mine, "carried") == []
    earlier = of("5A", date(2027, 6, 1))
    did(store, postpone, did(store, add_item, earlier, title="Klassetur 5A"))
    assert titles(proposed(store, mine, "carried")) == ["Klassetur 5A"]


def test_a_talk_has_no_formalities(store: Store, school: MeetingSchool) -> None:
    did(store, use_standing_preset, school.fau)
    talk = a_meeting(store, school.fau, kind="talk", held_on=JULY)
    assert titles(proposed(store, talk)) == ["Siden sist", "Saker som kommer"]
    bare: dict[str, Any] = {"kind": "staff", "held_on": JULY}
    ticked = [one for one in proposed(store, a_meeting(store, **bare)) if one.ticked]
    assert titles(ticked) == ["Informasjon fra ledelsen", "Eventuelt"]


def test_nothing_is_taken_into_a_meeting_whose_minutes_are_approved(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    with store.change("Approved them") as session:
        session.add(MinutesStep(meeting_id=meeting, kind="approved", made_on=JUNE))
    with pytest.raises(UserError):
        did(store, take, meeting, ["standing:approve_notice"])

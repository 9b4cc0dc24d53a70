"""What do meetings say of a person, what waits for who steps down, and what becomes of who was two?"""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from app.bodies.leaving import what_hangs_on
from app.contacts.duplicates.merging import merge_people
from app.core.about import Saying
from app.core.i18n import later
from app.meetings.about import about_person
from app.meetings.agenda import add_item, close
from app.meetings.hanging import hangs_on
from app.meetings.minutes import is_unchanged
from app.meetings.sitting import begin, disqualify, vote_by_name
from db.models import ActionPoint, Meeting, MeetingNotice, NoticeRecipient
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail, did, known

BEFORE = date(2026, 10, 27)


def called(store: Store, meeting: int, *people: int) -> None:
    def send(session: Session) -> None:
        notice = MeetingNotice(meeting_id=meeting, sent_on=BEFORE, channel="email")
        session.add(notice)
        session.flush()
        session.add_all(NoticeRecipient(notice_id=notice.id, person_id=one, capacity="member") for one in people)

    did(store, send)


def test_who_asks_is_told_of_every_part_in_meetings(store: Store, school: MeetingSchool) -> None:
    berit = school["Berit Lunde"]
    meeting = a_meeting(store, school.fau)
    did(store, lambda session: setattr(session.get_one(Meeting, meeting), "chair_id", None))
    called(store, meeting, berit)
    did(store, add_item, meeting, title="Trafikk", presenter_id=berit)
    secret = did(store, add_item, meeting, title="Om Ask", presenter_id=berit)
    did(store, close, secret, "closed", "offl. § 13")
    did(store, lambda session: session.add(ActionPoint(meeting_id=meeting, what="Ringe", owner_id=berit)))
    closed = ActionPoint(
        meeting_id=meeting, agenda_item_id=secret, what="Ringe om Ask", owner_id=berit, done_note="Ask"
    )
    did(store, lambda session: session.add(closed))
    (part,) = known(store, about_person, berit)
    sent = Saying("Notice sent {day}", {"day": BEFORE})
    assert part.title == "Meetings"
    assert [(row.what, row.lines[1:]) for row in part.rows] == [
        ("Was called to a meeting", (sent, Saying("As {role}", {"role": later("Member")}))),
        ("Presents a case", ("Trafikk",)),
        ("Presents a case", ("",)),
        ("Has something to do after a meeting", ("Ringe",)),
        ("Has something to do after a meeting", ()),
    ]
    assert {row.lines[0] for row in part.rows} == {"FAU 12.11.2026"}
    assert all(row.source is not None for row in part.rows)
    assert known(store, about_person, school["Dina Myhre"]) == ()


def test_who_asks_is_told_how_they_voted_and_what_they_were_disqualified_in(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.fau)
    case, other = (did(store, add_item, meeting, title=title) for title in ("Trafikk", "Anbud"))
    did(store, begin, meeting, time(18))
    here = detail(store, meeting).attendance
    me = here[0]
    did(store, vote_by_name, case, {one.id: "against" if one is me else "for" for one in here if one.has_vote})
    did(store, disqualify, other, me.id, "fvl. § 6")
    assert me.person_id is not None
    (part,) = known(store, about_person, me.person_id)
    said = {row.what: row.lines[1:] for row in part.rows}
    assert said["Voted by name"] == ("Trafikk", Saying("Against"))
    assert said["Was disqualified in a case"] == ("Anbud", "fvl. § 6")


def test_what_is_to_be_done_and_meetings_ahead_wait_for_who_steps_down(store: Store, school: MeetingSchool) -> None:
    berit, other = school["Berit Lunde"], school["Eva Myhre"]
    meeting = a_meeting(store, school.fau)
    past = a_meeting(store, school.fau, held_on=date(2026, 9, 1))
    for one in (meeting, past):
        called(store, one, berit, other)
    did(store, lambda session: setattr(session.get_one(Meeting, meeting), "chair_id", berit))
    did(store, lambda session: session.add(ActionPoint(meeting_id=past, what="Kjøpe vester", owner_id=berit)))
    said = [(thing.what.msgid, thing.item) for thing in known(store, hangs_on, berit, BEFORE)]
    assert said[0][0] == "Still to be done: {what}"
    assert said[1:] == [("Leads the meeting {meeting}", meeting)]
    assert [thing.item for thing in known(store, hangs_on, other, BEFORE)] == [meeting]
    leaving = known(store, what_hangs_on, berit, 2026, BEFORE)
    assert [thing.item for thing in leaving.open] == [said[0][1], meeting]


def test_who_was_two_is_one_in_meetings_and_minutes_stay_what_they_were(store: Store, school: MeetingSchool) -> None:
    kept, gone = school["Berit Lunde"], school["Eva Myhre"]
    meeting = a_meeting(store, school.fau)
    called(store, meeting, kept, gone)
    did(store, begin, meeting, time(18))
    did(store, lambda session: session.add(ActionPoint(meeting_id=meeting, what="Ringe", owner_id=gone)))
    before = detail(store, meeting)
    assert {one.person_id for one in before.attendance} >= {kept}
    did(store, merge_people, kept, gone)
    after = detail(store, meeting)
    assert after.notices[0].recipients == ((kept, "member"),)
    assert after.actions[0].owner_id == kept
    assert len(after.attendance) == len(before.attendance)
    assert gone not in {one.person_id for one in after.attendance}
    assert is_unchanged(after)


def test_undoing_a_merge_gives_each_their_own_again(store: Store, school: MeetingSchool) -> None:
    kept, gone = school["Berit Lunde"], school["Eva Myhre"]
    meeting = a_meeting(store, school.fau, held_on=EVENING)
    called(store, meeting, kept, gone)
    before = detail(store, meeting)
    did(store, merge_people, kept, gone)
    store.undo()
    assert detail(store, meeting) == before

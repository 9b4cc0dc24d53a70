"""What is found of meetings, and that it stays true whatever is done."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.meetings.agenda import add_item, set_item
from app.meetings.commands import set_meeting
from app.meetings.search import Found, find_in_meetings
from db.models import ActionPoint, MinutesEntry, ReceivedMinutes
from db.search import rebuild
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, did, known


def found(store: Store, typed: str) -> list[tuple[int, str]]:
    return [(one.meeting_id, one.title) for one in known(store, find_in_meetings, typed)]


def test_a_case_is_found_by_a_word_of_its_decision(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.fau)
    item = did(store, add_item, meeting, title="Trafikken ved porten")
    did(store, set_item, item, "decision", "FAU ber kommunen om fartshumper på Bekkeveien.")
    assert known(store, find_in_meetings, "fartshump bekkev") == (
        Found(meeting, item, False, "2026-11-12", "Trafikken ved porten"),
    )
    assert found(store, "fartshumper i skogen") == []


def test_æøå_and_capitals_are_found_however_they_are_typed(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su)
    did(store, add_item, meeting, title="ØKONOMI og skolemiljø på Áilus trinn")
    for typed in ("økonomi", "okonomi", "SKOLEMILJO", "ailus"):
        assert found(store, typed) == [(meeting, "ØKONOMI og skolemiljø på Áilus trinn")], typed


def test_the_name_of_the_body_narrows_what_is_found(store: Store, school: MeetingSchool) -> None:
    ours, theirs = a_meeting(store, school.fau), a_meeting(store, school.su)
    for meeting in (ours, theirs):
        did(store, add_item, meeting, title="Budsjett")
    assert sorted(found(store, "budsjett")) == sorted([(ours, "Budsjett"), (theirs, "Budsjett")])
    assert found(store, "budsjett samarbeidsutvalg") == [(theirs, "Budsjett")]


def test_received_minutes_and_tasks_are_found_and_the_newest_meeting_comes_first(
    store: Store, school: MeetingSchool
) -> None:
    old = a_meeting(store, school.fau, held_on=date(2026, 9, 10))
    new = a_meeting(store, school.fau)

    def receive(session: Session) -> None:
        session.add(
            ReceivedMinutes(
                meeting_id=old, received_on=date(2026, 9, 20), file_name="referat.pdf", media_type="application/pdf",
                sha256="0" * 64, size=1, text="Vi snakket om refleksvester.",
            )
        )  # fmt: skip
        session.add(ActionPoint(meeting_id=new, agenda_item_id=None, what="Kjøpe refleksvester"))

    did(store, receive)
    item = did(store, add_item, new, title="Trygg skolevei")
    did(
        store, lambda session: session.add(ActionPoint(meeting_id=new, agenda_item_id=item, what="Telle refleksvester"))
    )
    assert found(store, "refleksvester") == [(new, "Trygg skolevei"), (old, "referat.pdf")]


def test_what_is_found_stays_true_through_changes_undo_and_a_new_day(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    item = did(store, add_item, meeting, title="Uteområdet")
    did(store, set_item, item, "discussion", "Elevene ønsker flere husker.")
    did(store, set_meeting, meeting, "held_on", "19.11.2026")
    assert found(store, "husker") == [(meeting, "Uteområdet")]
    store.undo()
    store.undo()
    assert found(store, "husker") == []
    store.redo()
    assert found(store, "husker") == [(meeting, "Uteområdet")]
    before = known(store, _all)
    from app.meetings.search import SOURCE

    with store.change("Build anew") as session:
        rebuild(session, SOURCE, None)
    assert known(store, _all) == before


def _all(session: Session) -> list[tuple[object, ...]]:
    columns = MinutesEntry.__table__.columns
    return sorted(tuple(row) for row in session.query(*columns).all())

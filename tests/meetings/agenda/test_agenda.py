"""Can cases be added, moved, changed, closed, sent on and taken away, and is what must not be done refused?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from app.core.errors import UserError
from app.meetings import agenda
from app.meetings.agenda import (
    add_attachment,
    add_item,
    close,
    forward,
    media_type,
    move_item,
    postpone,
    remove_attachment,
    remove_item,
    reopen,
    set_item,
    withdraw,
)
from app.meetings.locked import LOCKED
from app.meetings.queries import item, waiting_items
from app.meetings.rows import ItemRow
from db import blobs
from db.models import AgendaItem, Attachment, Meeting, MinutesStep
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

PDF = b"%PDF-1.7\n% a file\n"


def titles(store: Store, meeting_id: int) -> list[str]:
    """Return the titles of an agenda in order."""
    return [one.title for one in detail(store, meeting_id).items]


def one(store: Store, item_id: int) -> ItemRow:
    """Return a case."""
    return known(store, item, item_id)


def approve(store: Store, meeting_id: int) -> None:
    """Lock a meeting, as its approval does."""
    with store.change("Approved") as session:
        session.add(MinutesStep(meeting_id=meeting_id, kind="approved", made_on=date(2026, 12, 1)))


def test_cases_stand_where_they_are_put_and_moved(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    first = did(store, add_item, meeting, title="Ute")
    did(store, add_item, meeting, title="Inne")
    did(store, add_item, meeting, title="Skoleveien", after_id=first)
    assert titles(store, meeting) == ["Ute", "Skoleveien", "Inne"]
    did(store, move_item, first, 2)
    assert titles(store, meeting) == ["Skoleveien", "Inne", "Ute"]
    did(store, move_item, first, 1)
    assert titles(store, meeting) == ["Skoleveien", "Ute", "Inne"]
    did(store, move_item, first, 99)
    assert titles(store, meeting) == ["Skoleveien", "Inne", "Ute"]
    store.undo()
    assert titles(store, meeting) == ["Skoleveien", "Ute", "Inne"]


def test_a_case_is_its_body_s_and_the_leading_body_s_where_nobody_says(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.su, school.smu)
    mine, theirs = (did(store, add_item, meeting, title="Sak", body_id=body) for body in (None, school.smu))
    assert (one(store, mine).body_id, one(store, theirs).body_id) == (school.su, school.smu)
    did(store, set_item, mine, "body_id", str(school.smu))
    assert one(store, mine).body_id == school.smu
    with pytest.raises(UserError) as refused:
        did(store, set_item, mine, "body_id", str(school.fau))
    assert refused.value.field == "body_id"
    with pytest.raises(UserError):
        did(store, add_item, None, title="Venter på ingen")


def test_what_is_typed_in_a_case_is_read(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Ute")
    for field, typed, kept in (
        ("title", "  Uteområdet   ved  skolen ", "Uteområdet ved skolen"),
        ("kind", "decision", "decision"),
        ("minutes_planned", "15", 15),
        ("minutes_planned", "", None),
        ("presenter_id", str(school.principal), school.principal),
        ("is_recurring", "yes", True),
        ("paper", "Første linje  \r\n\r\n- et punkt\n**fet**\n", "Første linje\n\n- et punkt\n**fet**"),
        ("decision", "Vedtatt.", "Vedtatt."),
    ):
        did(store, set_item, found, field, typed)
        assert getattr(one(store, found), field) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("kind", "chat"),
        ("minutes_planned", "0"),
        ("minutes_planned", "ti"),
        ("paper", "x" * 40_001),
        ("discussion", "Fødselsnummer 150507 90018 ble nevnt"),
        ("openness", "secret"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(
    store: Store, school: MeetingSchool, field: str, typed: str
) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Ute")
    with pytest.raises(UserError) as refused:
        did(store, set_item, found, field, typed)
    assert refused.value.field == field


def test_a_case_is_closed_with_a_provision_alone(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Personalsak")
    with pytest.raises(UserError) as refused:
        did(store, close, found, "closed", " ")
    assert refused.value.field == "provision"
    with pytest.raises(UserError) as refused:
        did(store, set_item, found, "openness", "closed")
    assert refused.value.field == "provision"
    did(store, close, found, "closed", "offl. § 23")
    assert (one(store, found).openness, one(store, found).provision) == ("closed", "offl. § 23")
    with pytest.raises(UserError):
        did(store, set_item, found, "provision", "")
    did(store, reopen, found)
    assert (one(store, found).openness, one(store, found).provision) == ("open", "")


def test_pupils_leave_by_the_act_where_nobody_says_more(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Sak med taushetsplikt")
    did(store, close, found, "pupils_leave", "")
    assert one(store, found).provision == "opplæringslova § 10-4"


def test_a_case_goes_on_to_another_body_with_its_files_and_what_was_decided(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.council)
    found = did(store, add_item, meeting, title="Benker ute", paper="Vi fryser.", kind="decision")
    did(store, add_attachment, found, "skisse.pdf", PDF)
    did(store, set_item, found, "decision", "Elevrådet ber om tre benker.")
    did(store, set_item, found, "own_note", "Ring vaktmesteren")
    approve(store, meeting)  # it may still be sent on
    (sent,) = did(store, forward, found, [school.fau])
    (waiting,) = known(store, waiting_items, [school.fau])
    assert waiting.id == sent
    assert (waiting.continues_id, waiting.continues_because, waiting.meeting_id) == (found, "forwarded", None)
    assert (waiting.title, waiting.kind, waiting.own_note, waiting.decision) == ("Benker ute", "decision", "", "")
    assert waiting.paper == "Vi fryser.\n\n**Elevråd 12.11.2026:**\nElevrådet ber om tre benker."
    assert [file.file_name for file in waiting.attachments] == ["skisse.pdf"]
    assert did(store, forward, found, [school.fau, school.council]) == ()
    with pytest.raises(UserError):
        did(store, forward, found, [])


def test_a_closed_case_stays_closed_in_the_next_body(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Sak", public_title="Skolemiljøsak")
    did(store, close, found, "closed", "offl. § 13, jf. fvl. § 13 første ledd")
    (sent,) = did(store, forward, found, [school.fau])
    there = one(store, sent)
    assert (there.openness, there.provision, there.public_title) == (
        "closed",
        "offl. § 13, jf. fvl. § 13 første ledd",
        "Skolemiljøsak",
    )


def test_a_forwarded_case_that_is_taken_off_waits_again(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.council), title="Benker")
    (sent,) = did(store, forward, found, [school.fau])
    meeting = a_meeting(store, school.fau)
    with store.change("Took it up") as session:
        session.get_one(AgendaItem, sent).meeting_id = meeting
    assert did(store, remove_item, sent)
    assert titles(store, meeting) == []
    assert [row.id for row in known(store, waiting_items, [school.fau])] == [sent]
    with pytest.raises(UserError):
        did(store, postpone, sent)


def test_files_are_kept_told_by_their_bytes_and_limited(
    store: Store, school: MeetingSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "LARGEST_FILE", 100)
    monkeypatch.setattr(agenda, "LARGEST_MEETING", 150)
    meeting = a_meeting(store, school.smu)
    first, second = (did(store, add_item, meeting, title=title) for title in ("En", "To"))
    file = did(store, add_attachment, first, "C:\\mappe\\Plan: 2026?.pdf", PDF)
    (kept,) = one(store, first).attachments
    assert (kept.file_name, kept.media_type, kept.size) == ("Plan 2026 .pdf", "application/pdf", len(PDF))
    assert known(store, blobs.get, kept.sha256) == PDF
    for data in (b"", b"x" * 101):
        with pytest.raises(UserError):
            did(store, add_attachment, first, "a.txt", data)
    did(store, add_attachment, second, "b.txt", b"x" * 100)
    with pytest.raises(UserError):  # the meeting's files together
        did(store, add_attachment, second, "c.txt", b"x" * 50)
    did(store, remove_attachment, file)
    assert one(store, first).attachments == ()
    did(store, add_attachment, second, "c.txt", b"x" * 50)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("plan.docx", PDF, "application/pdf"),
        ("plan.pdf", b"MZ", "application/octet-stream"),
        ("tall.XLSX", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("uten", b"?", "application/octet-stream"),
    ],
)
def test_a_pdf_is_known_by_its_bytes(name: str, data: bytes, kind: str) -> None:
    assert media_type(name, data) == kind


def test_nothing_of_an_approved_meeting_changes_but_the_own_note(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    found = did(store, add_item, meeting, title="Ute")
    file = did(store, add_attachment, found, "a.pdf", PDF)
    approve(store, meeting)
    changes: tuple[Callable[[], object], ...] = (
        lambda: did(store, add_item, meeting, title="Ny"),
        lambda: did(store, set_item, found, "decision", "Noe annet"),
        lambda: did(store, move_item, found, 0),
        lambda: did(store, remove_item, found),
        lambda: did(store, postpone, found),
        lambda: did(store, withdraw, found),
        lambda: did(store, close, found, "closed", "offl. § 23"),
        lambda: did(store, reopen, found),
        lambda: did(store, add_attachment, found, "b.pdf", PDF),
        lambda: did(store, remove_attachment, file),
    )
    for change in changes:
        with pytest.raises(UserError) as refused:
            change()
        assert refused.value.message == LOCKED
    did(store, set_item, found, "own_note", "Husk dette")
    assert one(store, found).own_note == "Husk dette"


def test_what_comes_after_the_notice_or_the_beginning_is_late(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    early = did(store, add_item, meeting, title="Før")
    with store.change("Began") as session:
        session.get_one(Meeting, meeting).opened_at = time(18)
    late = did(store, add_item, meeting, title="Etter")
    assert (one(store, early).is_late, one(store, late).is_late) == (False, True)


def test_removing_a_case_takes_its_files_and_undo_brings_both_back(store: Store, school: MeetingSchool) -> None:
    found = did(store, add_item, a_meeting(store, school.smu), title="Ute")
    did(store, add_attachment, found, "a.pdf", PDF)
    did(store, remove_item, found)
    assert known(store, lambda session: session.query(Attachment).count()) == 0
    store.undo()
    assert [file.file_name for file in one(store, found).attachments] == ["a.pdf"]

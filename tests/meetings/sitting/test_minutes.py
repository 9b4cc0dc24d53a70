"""How do minutes become approved and locked, and what is still possible then?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import update

from app.contacts.commands import set_field
from app.core.errors import UserError
from app.meetings import actions, agenda, commands, receiving, sitting
from app.meetings.locked import LOCKED
from app.meetings.minutes import (
    add_addition,
    add_remark,
    approve,
    approve_first,
    is_unchanged,
    may_take_back,
    send_minutes,
    take_back_approval,
    text_hash,
)
from db.models import AgendaItem
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did, known

FIRST, SECOND, THIRD = date(2026, 11, 12), date(2027, 1, 14), date(2027, 2, 11)


def refused(store: Store, command: Callable[..., object], *args: Any, **more: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args, **more)
    return error.value


def held(store: Store, *bodies: int, on: date = FIRST, decision: str = "Gangfeltet males.") -> tuple[int, int]:
    """Hold a meeting with one case in which something is decided; returns it and the case."""
    meeting_id = a_meeting(store, *bodies, held_on=on)
    item_id = did(store, lambda session: agenda.add_item(session, meeting_id, title="Gangfelt", kind="decision"))
    did(store, sitting.begin, meeting_id, time(18))
    did(store, agenda.set_item, item_id, "decision", decision)
    did(store, sitting.end, meeting_id, time(19))
    return meeting_id, item_id


def approving(store: Store, *bodies: int, on: date = SECOND) -> int:
    """Plan a later meeting with a case in which minutes are approved; returns the case."""
    meeting_id = a_meeting(store, *bodies, held_on=on)
    return did(
        store,
        lambda session: agenda.add_item(session, meeting_id, title="Referat", kind="decision", code="approve_minutes"),
    )


def kinds(store: Store, meeting_id: int) -> list[str]:
    return [step.kind for step in detail(store, meeting_id).steps]


def test_from_draft_over_remarks_to_approved_and_locked(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    assert detail(store, meeting_id).row.status == "held"
    did(store, send_minutes, meeting_id, date(2026, 11, 16))
    assert detail(store, meeting_id).row.status == "sent"
    did(store, add_remark, meeting_id, date(2026, 11, 18), "Vera Olsen", "Kommunen skal også spørres.")
    did(store, agenda.set_item, item_id, "decision", "Gangfeltet males. Kommunen spørres.")
    did(store, send_minutes, meeting_id, date(2026, 11, 20))
    later = approving(store, school.su)
    did(store, approve, meeting_id, SECOND, later, True, "Vedtaket fikk en setning til.")
    found = detail(store, meeting_id)
    assert (found.row.status, found.is_locked) == ("approved", True)
    assert kinds(store, meeting_id) == ["sent", "remark", "sent", "approved"]
    step = found.steps[-1]
    assert (step.made_on, step.agenda_item_id, step.with_changes) == (SECOND, later, True)
    assert step.text_hash == text_hash(found)
    assert is_unchanged(found)
    assert detail(store, found_meeting(store, later)).items[0].approves_meeting_id == meeting_id


def found_meeting(store: Store, item_id: int) -> int:
    return known(store, lambda session: session.get_one(AgendaItem, item_id).meeting_id) or 0


def test_changes_must_be_said(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = held(store, school.su)
    assert refused(store, approve, meeting_id, SECOND, approving(store, school.su), True, " ").field == "text"


def test_nothing_unwritten_or_cancelled_is_sent_or_approved(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su)
    for command in (
        lambda session: send_minutes(session, meeting_id, FIRST),
        lambda session: approve(session, meeting_id, SECOND, None),
        lambda session: add_remark(session, meeting_id, FIRST, "Kari", "Feil"),
    ):
        assert refused(store, command).message.startswith("Nothing is written")
    did(store, commands.cancel_meeting, meeting_id, "sykdom", FIRST)
    assert refused(store, send_minutes, meeting_id, FIRST).message.startswith("The meeting is cancelled")


def test_a_step_cannot_be_before_the_meeting(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = held(store, school.su)
    assert refused(store, send_minutes, meeting_id, date(2026, 11, 11)).field == "made_on"
    later = approving(store, school.su)
    assert refused(store, approve, meeting_id, date(2027, 1, 13), later).field == "made_on"


def test_only_a_case_of_a_later_meeting_of_the_body_approves(store: Store, school: MeetingSchool) -> None:
    earlier = approving(store, school.su, on=date(2026, 10, 1))
    meeting_id, own = held(store, school.su)
    others = approving(store, school.fau)
    for item_id in (earlier, own, others):
        assert refused(store, approve, meeting_id, THIRD, item_id).field == "item"
    taken = approving(store, school.su)
    other, _ = held(store, school.su, on=date(2026, 12, 3))
    did(store, approve, other, SECOND, taken)
    assert refused(store, approve, meeting_id, SECOND, taken).message.startswith("In this case the minutes of another")


def test_two_stages_where_the_body_says_so(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    assert refused(store, approve_first, meeting_id, date(2026, 11, 16)).message.startswith("Minutes of this body are")
    did(store, commands.set_rule, school.su, "two_stage", "yes")
    assert refused(store, approve, meeting_id, SECOND, None).message.startswith("In this body chair and minute taker")
    did(store, approve_first, meeting_id, date(2026, 11, 16), "Cato Dale og Siv Krogh")
    assert refused(store, approve_first, meeting_id, date(2026, 11, 17)).message.startswith("Chair and minute taker")
    assert not detail(store, meeting_id).is_locked
    assert is_unchanged(detail(store, meeting_id))
    did(store, agenda.set_item, item_id, "decision", "Noe annet.")
    assert not is_unchanged(detail(store, meeting_id))
    did(store, approve, meeting_id, SECOND, approving(store, school.su), True, "Vedtaket.")
    assert is_unchanged(detail(store, meeting_id))


# -- locked ----------------------------------------------------------------------------------------------------------


def test_nothing_of_approved_minutes_can_be_changed(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    action = did(store, actions.add_action, meeting_id, item_id, "Ringe kommunen")
    did(store, approve, meeting_id, SECOND, None)
    row = detail(store, meeting_id).attendance[0].id
    before = detail(store, meeting_id)
    attempts: list[Callable[[Any], object]] = [
        lambda session: sitting.begin(session, meeting_id, time(18)),
        lambda session: sitting.end(session, meeting_id, time(20)),
        lambda session: sitting.refresh_attendance(session, meeting_id),
        lambda session: sitting.set_attended(session, row, "absent"),
        lambda session: sitting.put_in_deputy(session, row, school["Frode Myhre"]),
        lambda session: sitting.add_guest(session, meeting_id, guest="Gjest"),
        lambda session: sitting.remove_guest(session, row),
        lambda session: sitting.set_away(session, item_id, row, True),
        lambda session: sitting.came_before(session, item_id, row),
        lambda session: sitting.left_after(session, item_id, row),
        lambda session: sitting.follow_on(session, item_id),
        lambda session: sitting.disqualify(session, item_id, row, "fvl. § 6"),
        lambda session: sitting.set_votes(session, item_id, 9, 0, 0),
        lambda session: sitting.set_balloting(session, item_id, "unanimous"),
        lambda session: sitting.vote_by_name(session, item_id, {}),
        lambda session: sitting.treat(session, (item_id,)),
        lambda session: agenda.add_item(session, meeting_id, title="Ny sak"),
        lambda session: agenda.set_item(session, item_id, "decision", "Noe annet."),
        lambda session: agenda.move_item(session, item_id, 1),
        lambda session: agenda.remove_item(session, item_id),
        lambda session: agenda.postpone(session, item_id),
        lambda session: agenda.withdraw(session, item_id),
        lambda session: agenda.close(session, item_id, "closed", "offl. § 13"),
        lambda session: agenda.reopen(session, item_id),
        lambda session: agenda.add_attachment(session, item_id, "a.pdf", b"%PDF-1.7"),
        lambda session: commands.set_meeting(session, meeting_id, "place", "Et annet sted"),
        lambda session: commands.set_bodies(session, meeting_id, (school.fau,)),
        lambda session: commands.cancel_meeting(session, meeting_id, "", SECOND),
        lambda session: actions.add_action(session, meeting_id, item_id, "Mer"),
        lambda session: actions.set_action(session, action, "what", "Noe annet"),
        lambda session: actions.set_action(session, action, "due", "12.12.2026"),
        lambda session: actions.remove_action(session, action),
        lambda session: receiving.receive(session, meeting_id, "a.pdf", b"%PDF-1.7", SECOND),
        lambda session: send_minutes(session, meeting_id, SECOND),
        lambda session: add_remark(session, meeting_id, SECOND, "Kari", "Feil"),
        lambda session: approve_first(session, meeting_id, SECOND),
        lambda session: approve(session, meeting_id, SECOND, None),
    ]
    assert {refused(store, attempt).message for attempt in attempts} == {LOCKED}
    refused(store, commands.remove_meeting, meeting_id)
    assert detail(store, meeting_id) == before


def test_what_is_done_is_still_noted_and_additions_are_made(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    action = did(store, actions.add_action, meeting_id, item_id, "Ringe kommunen")
    assert refused(store, add_addition, meeting_id, SECOND, "Siv Krogh", "Glemt.").message.startswith(
        "These minutes are"
    )
    did(store, approve, meeting_id, SECOND, None)
    did(store, actions.finish_action, action, SECOND, "Ringte 13.1.")
    did(store, actions.set_action, action, "done_note", "Ringte 13.1., de maler i mars.")
    did(store, actions.reopen_action, action)
    did(store, agenda.set_item, item_id, "own_note", "Følg med.")
    did(store, commands.set_meeting, meeting_id, "own_notes", "Til meg selv.")
    did(store, add_addition, meeting_id, date(2027, 1, 20), "Siv Krogh", "Vedtaket gjelder begge gangfelt.")
    assert refused(store, add_addition, meeting_id, SECOND, "", "Noe").field == "who"
    assert refused(store, add_addition, meeting_id, SECOND, "Siv", " ").field == "text"
    found = detail(store, meeting_id)
    assert is_unchanged(found)
    assert [(step.kind, step.who, step.text) for step in found.steps][1:] == [
        ("addition", "Siv Krogh", "Vedtaket gjelder begge gangfelt.")
    ]


def test_only_the_newest_approval_of_a_body_is_taken_back(store: Store, school: MeetingSchool) -> None:
    first, item_id = held(store, school.su)
    second, _ = held(store, school.su, school.smu, on=date(2026, 12, 3))
    other, _ = held(store, school.fau)
    did(store, approve, first, SECOND, approving(store, school.su))
    did(store, approve, second, SECOND, approving(store, school.su))
    did(store, approve, other, SECOND, approving(store, school.fau))
    assert not known(store, may_take_back, first)
    assert refused(store, take_back_approval, first).message.startswith("Newer minutes of the same body")
    assert known(store, may_take_back, second)
    did(store, take_back_approval, second)
    did(store, take_back_approval, first)
    assert refused(store, take_back_approval, first).message == "These minutes are not approved."
    did(store, agenda.set_item, item_id, "decision", "Noe annet.")
    assert detail(store, other).is_locked


# -- the hash --------------------------------------------------------------------------------------------------------


def test_a_new_name_does_not_break_the_hash(store: Store, school: MeetingSchool) -> None:
    meeting_id, _ = held(store, school.su)
    did(store, approve, meeting_id, SECOND, None)
    did(store, set_field, school["Berit Lunde"], "family_name", "Solheim")
    store.set_grade(school["Cato Dale"], "strictly_confidential", "Set the address grade")
    found = detail(store, meeting_id)
    assert "Berit Solheim" in [row.name for row in found.attendance]
    assert is_unchanged(found)


def test_whatever_is_said_in_the_minutes_is_in_the_hash(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    did(store, actions.add_action, meeting_id, item_id, "Ringe kommunen – rektor – 1.12.")
    did(store, sitting.set_away, item_id, detail(store, meeting_id).attendance[0].id, True)
    did(store, agenda.add_attachment, item_id, "plan.pdf", b"%PDF-1.7")
    found = detail(store, meeting_id)
    one = found.items[0]
    changed = [
        replace(found, row=replace(found.row, place="Et annet sted")),
        replace(found, row=replace(found.row, closed_at=time(20))),
        replace(found, items=(replace(one, decision="Noe annet."),)),
        replace(found, items=(replace(one, discussion="Noe."),)),
        replace(found, items=(replace(one, dissent="Noe."),)),
        replace(found, items=(replace(one, proposal="Noe."),)),
        replace(found, items=(replace(one, votes_for=8),)),
        replace(found, items=(replace(one, balloting="unanimous"),)),
        replace(found, items=(replace(one, openness="closed"),)),
        replace(found, items=(replace(one, provision="offl. § 13"),)),
        replace(found, items=(replace(one, outcome="postponed"),)),
        replace(found, items=(replace(one, number_text="99/26"),)),
        replace(found, items=(replace(one, absences=()),)),
        replace(found, items=(replace(one, attachments=()),)),
        replace(found, items=(replace(one, votes=((found.attendance[0].id, "for"),)),)),
        replace(found, items=()),
        replace(found, attendance=found.attendance[1:]),
        replace(found, attendance=(replace(found.attendance[0], attended="absent"), *found.attendance[1:])),
        replace(found, actions=(replace(found.actions[0], what="Noe annet"),)),
        replace(found, actions=(replace(found.actions[0], due=None),)),
        replace(found, actions=()),
    ]
    hashes = [text_hash(found), *(text_hash(other) for other in changed)]
    assert len(set(hashes)) == len(hashes)
    same = [
        replace(found, row=replace(found.row, own_notes="Mine", chair_id=None)),
        replace(found, items=(replace(one, own_note="Min", minutes_planned=7),)),
        replace(found, actions=(replace(found.actions[0], done_on=SECOND, done_note="Gjort"),)),
        replace(found, attendance=tuple(replace(row, name="–", person_id=None) for row in found.attendance)),
        replace(found, attendance=found.attendance[::-1]),
    ]
    assert {text_hash(other) for other in same} == {text_hash(found)}
    assert len(text_hash(found)) == 64


def test_a_text_changed_behind_the_commands_is_found_out(store: Store, school: MeetingSchool) -> None:
    meeting_id, item_id = held(store, school.su)
    did(store, approve, meeting_id, SECOND, None)
    with store.change("Behind its back") as session:
        session.execute(update(AgendaItem).where(AgendaItem.id == item_id).values(decision="Noe annet."))
    assert not is_unchanged(detail(store, meeting_id))

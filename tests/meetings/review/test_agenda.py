"""Is no case lost when meetings are changed, cancelled or removed, and is everything said at the field?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from app.bodies.commands import add_body
from app.core.errors import UserError
from app.meetings.actions import add_action, finish_action, set_action
from app.meetings.agenda import add_attachment, add_item, forward, set_item
from app.meetings.commands import (
    add_meeting,
    add_standing,
    cancel_meeting,
    remove_meeting,
    set_bodies,
    set_meeting,
)
from app.meetings.hearings import add_hearing
from app.meetings.notices import send_notice
from app.meetings.proposing import ItemProposal, proposals, take
from app.meetings.queries import waiting_items
from app.meetings.sitting import begin, disqualify, end
from app.meetings.way import way_of
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail, did, known

LATER = date(2026, 12, 10)


def refused(store: Store, command: Callable[..., object], *args: Any, **more: Any) -> UserError:
    with pytest.raises(UserError) as error:
        did(store, command, *args, **more)
    return error.value


def an_item(store: Store, meeting_id: int | None, title: str, **facts: Any) -> int:
    return did(store, lambda session: add_item(session, meeting_id, title=title, **facts))


def proposed(store: Store, meeting_id: int, source: str) -> list[ItemProposal]:
    return [one for one in known(store, proposals, meeting_id) if one.source == source]


# -- whose meeting it is ---------------------------------------------------------------------------------------------


def test_cases_that_were_nobodys_are_the_bodys_once_it_meets(store: Store, school: MeetingSchool) -> None:
    meeting_id = did(store, add_meeting, kind="other", held_on=EVENING, title="Skolemiljø")
    case = an_item(store, meeting_id, "Trafikk")
    did(store, set_bodies, meeting_id, (school.fau, school.su))
    did(store, set_meeting, meeting_id, "kind", "body")
    assert detail(store, meeting_id).item(case).body_id == school.fau
    did(store, send_notice, meeting_id, date(2026, 10, 20), "email", ())
    assert detail(store, meeting_id).item(case).number_text == "1/26"


def test_a_body_must_be_chosen_before_it_is_a_bodys_meeting(store: Store) -> None:
    meeting_id = did(store, add_meeting, kind="other", held_on=EVENING, title="Skolemiljø")
    assert refused(store, set_meeting, meeting_id, "kind", "body").message == "Choose whose meeting it is."


def test_another_body_takes_over_an_agenda_nobody_was_told_of(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    case = an_item(store, meeting_id, "Trafikk")
    assert refused(store, set_bodies, meeting_id, (school.su,)).field == "bodies"
    did(store, set_bodies, meeting_id, (school.su, school.fau))
    did(store, set_item, case, "body_id", str(school.su))
    did(store, set_bodies, meeting_id, (school.su,))
    assert [item.body_id for item in detail(store, meeting_id).items] == [school.su]


# -- a meeting is removed --------------------------------------------------------------------------------------------


def test_what_was_logged_waits_again_when_the_meeting_is_removed(store: Store, school: MeetingSchool) -> None:
    logged = an_item(store, None, "Brev fra departementet", kind="referred", body_id=school.fau)
    did(store, add_attachment, logged, "brev.pdf", b"%PDF-1.4")
    meeting_id = a_meeting(store, school.fau)
    did(store, take, meeting_id, [f"waiting:{logged}"])
    did(store, remove_meeting, meeting_id)
    (waiting,) = known(store, waiting_items, (school.fau,))
    assert (waiting.id, [file.file_name for file in waiting.attachments]) == (logged, ["brev.pdf"])


def test_a_forwarded_case_waits_as_if_it_had_never_been_taken_up(store: Store, school: MeetingSchool) -> None:
    first = a_meeting(store, school.council)
    (there,) = did(store, forward, an_item(store, first, "Kantina"), (school.fau,))
    meeting_id = a_meeting(store, school.fau, held_on=LATER)
    did(store, take, meeting_id, [f"waiting:{there}"])
    did(store, set_item, there, "outcome", "postponed")
    did(store, remove_meeting, meeting_id)
    (waiting,) = known(store, waiting_items, (school.fau,))
    assert (waiting.id, waiting.outcome, waiting.is_late) == (there, "", False)


def test_a_talk_after_which_somebody_has_something_to_do_is_not_removed(store: Store, school: MeetingSchool) -> None:
    meeting_id = did(store, add_meeting, kind="talk", body_ids=(school.fau,), held_on=EVENING)
    did(store, add_action, meeting_id, None, "Ringe kommunen")
    assert refused(store, remove_meeting, meeting_id)
    did(store, cancel_meeting, meeting_id, "", EVENING)  # and that loses nothing


# -- what is still to be done ----------------------------------------------------------------------------------------


def test_what_is_to_be_done_without_a_case_is_told_of_at_the_next_meeting(store: Store, school: MeetingSchool) -> None:
    meeting_id, later = a_meeting(store, school.fau), a_meeting(store, school.fau, held_on=LATER)
    did(store, begin, meeting_id, time(18))
    first = did(store, add_action, meeting_id, None, "Ringe kommunen")
    second = did(store, add_action, meeting_id, None, "Kjøpe vester")
    did(store, end, meeting_id, time(20))
    (found,) = [one for one in proposed(store, later, "carried") if one.key == f"actions:{meeting_id}"]
    assert (found.title, found.kind, found.ticked) == ("Oppfølging fra FAU 12.11.2026", "information", True)
    assert found.why.msgid == "Something is still to be done since {day}."
    (case,) = did(store, take, later, [found.key])
    assert detail(store, later).item(case).paper == "- Ringe kommunen\n- Kjøpe vester"
    assert not [one for one in proposed(store, later, "carried") if one.key == found.key]
    again = a_meeting(store, school.fau, held_on=date(2027, 1, 14))
    did(store, finish_action, first, LATER)
    assert [one.key for one in proposed(store, again, "carried") if one.key.startswith("actions")] == [found.key]
    did(store, finish_action, second, LATER)
    assert not [one for one in proposed(store, again, "carried") if one.key.startswith("actions")]


# -- what is typed ---------------------------------------------------------------------------------------------------


def test_a_case_may_be_about_protected_addresses(store: Store, school: MeetingSchool) -> None:
    title = "Rutiner for elever med skjermet adresse"
    meeting_id = a_meeting(store, school.fau, title=title)
    case = an_item(store, meeting_id, title)
    did(store, set_item, case, "provision", "offl. § 13, fortrolig adresse")
    did(store, add_attachment, case, "Rutine hemmelig adresse.pdf", b"%PDF-1.4")
    did(store, add_standing, school.fau, title)
    did(store, add_hearing, title)
    did(store, add_action, meeting_id, case, "Lage rutine for kode 6 og kode 7")
    did(store, begin, meeting_id, time(18))
    row = detail(store, meeting_id).attendance[0]
    did(store, disqualify, case, row.id, "fvl. § 6, fortrolig forhold")
    found = detail(store, meeting_id)
    assert found.item(case).attachments[0].file_name == "Rutine hemmelig adresse.pdf"
    assert found.actions[0].what == "Lage rutine for kode 6 og kode 7"


@pytest.mark.parametrize(
    ("field", "typed"), [("title", "Om 01010750160"), ("title", "x" * 201), ("raised_by", "x" * 201)]
)
def test_a_title_is_still_looked_at(store: Store, school: MeetingSchool, field: str, typed: str) -> None:
    case = an_item(store, a_meeting(store, school.fau), "Trafikk")
    error = refused(store, set_item, case, field, typed)
    assert error.field == field
    assert error.message.count(".") <= 2


@pytest.mark.parametrize("name", ["O'Connor", "O’Connor", "Nguyễn", "Áilu", "Bjørn-Åge"])
def test_a_name_after_a_sign_is_taken_whole(store: Store, school: MeetingSchool, name: str) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, add_action, meeting_id, None, f"Ringe kommunen @{name}")
    (action,) = detail(store, meeting_id).actions
    assert (action.what, action.owner) == ("Ringe kommunen", name)


def test_markup_in_names_and_titles_is_text(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    case = an_item(store, meeting_id, "<b>Ola</b> & {n}")
    did(store, add_action, meeting_id, case, "Ringe <b>Ola")
    found = detail(store, meeting_id)
    assert (found.item(case).title, found.actions[0].what) == ("<b>Ola</b> & {n}", "Ringe <b>Ola")


def test_what_shall_be_done_may_be_long(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    action = did(store, add_action, meeting_id, None, "Skrive til kommunen " + "x" * 300)
    did(store, set_action, action, "what", "y" * 400)
    assert refused(store, set_action, action, "what", "y" * 401).values == {"most": 400}


# -- one case through many years -------------------------------------------------------------------------------------


def test_the_way_of_a_case_of_many_years_is_asked_in_few_queries(store: Store, school: MeetingSchool) -> None:
    from sqlalchemy import event

    from app.meetings.way import WayStep

    before: int | None = None
    for number in range(40):
        meeting_id = a_meeting(store, school.fau, held_on=date(1990 + number, 11, 12))
        facts = {} if before is None else {"continues_id": before, "continues_because": "recurring"}
        before = an_item(store, meeting_id, "Trafikk", **facts)
    sent: list[str] = []

    def asked(session: Any) -> tuple[WayStep, ...]:
        event.listen(session.connection().engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
        return way_of(session, before or 0)

    assert len(known(store, asked)) == 40
    assert len(sent) <= 5


def test_a_body_with_meetings_is_not_removed_and_one_without_goes(store: Store) -> None:
    from app.bodies.commands import remove_body

    body_id = did(store, add_body, "committee")
    meeting_id = a_meeting(store, body_id)
    assert refused(store, remove_body, body_id)
    did(store, remove_meeting, meeting_id)
    did(store, remove_body, body_id)

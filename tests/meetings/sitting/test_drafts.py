"""Is what was being typed of a meeting offered back, and only where it is of use?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UserError
from app.meetings.agenda import add_item, remove_item, set_item
from app.meetings.commands import remove_meeting
from app.meetings.drafts import ITEM, NEW_ACTION, DraftKeeper, idle, offered, place_of
from app.meetings.minutes import approve
from db import drafts
from db.models import AgendaItem
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, did, known


@pytest.fixture
def item(store: Store, school: MeetingSchool) -> int:
    meeting_id = a_meeting(store, school.su)
    return did(store, lambda session: add_item(session, meeting_id, title="Gangfelt"))


def texts(store: Store) -> list[str]:
    return [offer.text for offer in known(store, offered)]


def test_what_was_typed_is_offered_with_what_stands_there(store: Store, item: int) -> None:
    did(store, set_item, item, "discussion", "Kort.")
    keeper = DraftKeeper(store)
    place = place_of(ITEM, item, "discussion")
    keeper.typed(place, "Kort. Og mer", "Kort.")
    keeper.typed(place, "Kort. Og mer til", "Kort.")
    assert keeper.is_waiting
    assert keeper.keep()
    assert not keeper.is_waiting
    (offer,) = known(store, offered)
    assert (offer.kind, offer.subject_id, offer.field, offer.title) == (ITEM, item, "discussion", "Gangfelt")
    assert (offer.text, offer.stands, offer.changed_since) == ("Kort. Og mer til", "Kort.", False)
    did(store, set_item, item, "discussion", "Noe annet.")
    assert known(store, offered)[0].changed_since


def test_nothing_is_offered_once_it_is_a_step(store: Store, item: int) -> None:
    keeper, place = DraftKeeper(store), place_of(ITEM, item, "discussion")
    keeper.typed(place, "Vi må ringe", "")
    keeper.keep()
    did(store, set_item, item, "discussion", "Vi må ringe")
    assert (texts(store), known(store, idle)) == ([], (place,))  # killed right here, nothing is asked
    keeper.became_step(place)
    assert known(store, drafts.find) == ()


def test_of_what_was_removed_nothing_that_was_typed_is_left_in_the_file(
    store: Store, item: int, school: MeetingSchool
) -> None:
    keeper, word = DraftKeeper(store), "Xqzwdraft"
    with_case = a_meeting(store, school.fau)
    others = [did(store, add_item, with_case, title="Dugnad"), did(store, add_item, with_case, title="Basar")]
    for kind, subject in ((ITEM, item), *((ITEM, other) for other in others), ("meeting", with_case)):
        keeper.typed(place_of(kind, subject, "title"), f"{word} og mer om noen {kind} {subject}", "")
    assert keeper.keep()
    assert word.encode() in store.path.read_bytes()
    did(store, remove_item, item)
    assert [one.place for one in known(store, drafts.find)] == sorted(
        [*(place_of(ITEM, other, "title") for other in others), place_of("meeting", with_case, "title")]
    )
    did(store, remove_meeting, with_case)
    assert known(store, drafts.find) == ()
    assert word.encode() not in store.path.read_bytes()


def test_what_is_typed_back_to_what_it_was_is_no_draft(store: Store, item: int) -> None:
    keeper, place = DraftKeeper(store), place_of(ITEM, item, "discussion")
    keeper.typed(place, "x", "")
    keeper.keep()
    keeper.typed(place, "", "")
    keeper.keep()
    assert known(store, drafts.find) == ()


def test_a_draft_from_before_the_start_is_forgotten_by_the_step_too(store: Store, item: int) -> None:
    place = place_of(ITEM, item, "discussion")
    drafts.save(store, place, "Fra i går", "")
    keeper = DraftKeeper(store)
    keeper.became_step(place)
    assert known(store, drafts.find) == ()


def test_a_line_that_becomes_something_new_is_offered_until_it_is(store: Store, item: int) -> None:
    keeper, place = DraftKeeper(store), place_of(ITEM, item, NEW_ACTION)
    keeper.typed(place, "Ringe kommunen – Ma", "")
    keeper.keep()
    assert [(one.text, one.stands, one.changed_since) for one in known(store, offered)] == [
        ("Ringe kommunen – Ma", "", False)
    ]
    keeper.became_step(place)
    assert texts(store) == []


def test_what_has_no_place_any_more_is_idle(store: Store, item: int) -> None:
    for place in (
        place_of(ITEM, item, "discussion"),
        place_of(ITEM, 9999, "discussion"),
        place_of(ITEM, item, "no_column"),
        place_of(ITEM, item, "number"),
        "unknown:1:x",
        "agenda_item:x:y",
        "",
    ):
        drafts.save(store, place, "Noe", "")
    assert texts(store) == ["Noe"]
    assert len(known(store, idle)) == 6
    drafts.forget(store, *known(store, idle))
    with store.change("Took it away") as session:
        session.delete(session.get_one(AgendaItem, item))
    assert (texts(store), known(store, idle)) == ([], (place_of(ITEM, item, "discussion"),))


def test_nothing_is_offered_into_approved_minutes_but_own_notes(store: Store, item: int) -> None:
    did(store, set_item, item, "decision", "Gangfeltet males.")
    for field in ("discussion", "own_note"):
        drafts.save(store, place_of(ITEM, item, field), field, "")
    assert sorted(texts(store)) == ["discussion", "own_note"]
    did(store, lambda session: approve(session, known_meeting(store, item), date(2027, 1, 14), None))
    assert texts(store) == ["own_note"]


def known_meeting(store: Store, item: int) -> int:
    return known(store, offered)[0].meeting_id or 0


def test_a_writer_in_the_way_only_delays(store: Store, item: int) -> None:
    keeper, place = DraftKeeper(store), place_of(ITEM, item, "discussion")
    keeper.typed(place, "Vi må ringe", "")
    with store.change("Long"):
        assert not keeper.keep()
    assert keeper.is_waiting
    assert keeper.keep()
    assert texts(store) == ["Vi må ringe"]


def test_a_fodselsnummer_is_not_kept_while_it_is_typed(store: Store, item: int) -> None:
    keeper, place = DraftKeeper(store), place_of(ITEM, item, "discussion")
    keeper.typed(place, "Eleven 01010750160", "")
    assert keeper.keep()
    assert known(store, drafts.find) == ()
    with pytest.raises(UserError):
        drafts.save(store, place, "Eleven 01010750160", "")

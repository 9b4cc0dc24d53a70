"""Is a case number given once, never again and with none left out, whatever is done, undone and done again?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.meetings.agenda import add_item, forward, move_item, postpone, remove_item, set_item, withdraw
from app.meetings.commands import remove_meeting, set_rule
from app.meetings.numbering import give_numbers, numbers
from app.meetings.proposing import proposals, take
from db.errors import CannotUndo, StoreError
from db.models import AgendaItem, HistoryStep, MeetingNotice
from db.store import Store
from tests.factories import opened
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, detail, did, known, school_file

AUTUMN, WINTER, SPRING = EVENING, date(2027, 1, 14), date(2027, 9, 9)


def send(session: Session, meeting_id: int, on: date = date(2026, 10, 29)) -> None:
    """Send a notice, as far as numbers are concerned."""
    session.add(MeetingNotice(meeting_id=meeting_id, sent_on=on))
    give_numbers(session, meeting_id)


def texts(store: Store, meeting_id: int) -> list[str]:
    """Return the numbers of a meeting's cases as they are shown, in the agenda's order."""
    found = detail(store, meeting_id)
    told = known(store, lambda session: numbers(found, session))
    return [told[item.id] for item in found.items]


def given_to(store: Store, item_id: int) -> str:
    """Return the number that a case was given."""
    return known(store, lambda session: session.get_one(AgendaItem, item_id).number_text)


def test_numbers_are_shown_before_they_are_given_and_given_by_the_order_of_the_agenda(
    store: Store, school: MeetingSchool
) -> None:
    did(store, set_rule, school.smu, "number_pattern", "Sak {n}/{yy}")
    meeting = a_meeting(store, school.smu)
    first, second = (did(store, add_item, meeting, title=title) for title in ("Uteområdet", "Kantina"))
    did(store, move_item, second, 0)
    assert texts(store, meeting) == ["Sak 1/26", "Sak 2/26"]
    assert given_to(store, first) == ""
    did(store, send, meeting)
    assert (given_to(store, second), given_to(store, first)) == ("Sak 1/26", "Sak 2/26")
    did(store, move_item, first, 0)
    assert texts(store, meeting) == ["Sak 2/26", "Sak 1/26"]


def test_what_is_added_later_gets_the_next_number_wherever_it_stands(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    for title in ("Uteområdet", "Kantina"):
        did(store, add_item, meeting, title=title)
    did(store, send, meeting)
    late = did(store, add_item, meeting, title="Skoleveien")
    did(store, move_item, late, 0)
    assert texts(store, meeting) == ["3/26", "1/26", "2/26"]
    did(store, give_numbers, meeting)
    assert given_to(store, late) == "3/26"
    assert detail(store, meeting).item(late).is_late


def test_a_case_with_a_number_is_withdrawn_and_not_removed(store: Store, school: MeetingSchool) -> None:
    meeting = a_meeting(store, school.smu)
    item, plain = (did(store, add_item, meeting, title=title) for title in ("Uteområdet", "Kantina"))
    did(store, withdraw, plain)
    did(store, send, meeting)
    assert given_to(store, plain) == ""
    assert not did(store, remove_item, item)
    assert did(store, remove_item, plain)
    assert [(one.number_text, one.outcome) for one in detail(store, meeting).items] == [("1/26", "withdrawn")]
    after = a_meeting(store, school.smu, held_on=date(2026, 12, 3))
    did(store, add_item, after, title="Ny sak")
    assert texts(store, after) == ["2/26"]


def test_in_a_combined_meeting_each_body_counts_its_own_cases(store: Store, school: MeetingSchool) -> None:
    did(store, set_rule, school.su, "number_pattern", "SU {n}/{yy}")
    did(store, set_rule, school.su, "number_start", "15")
    did(store, set_rule, school.smu, "number_pattern", "SMU {nn}/{yyyy}")
    meeting = a_meeting(store, school.su, school.smu)
    for body, title in ((school.su, "Budsjett"), (school.smu, "Uteområdet"), (school.su, "Skolerute")):
        did(store, add_item, meeting, title=title, body_id=body)
    did(store, add_item, meeting, title="Uten organ")  # the leading body's
    did(store, send, meeting)
    assert texts(store, meeting) == ["SU 15/26", "SMU 01/2026", "SU 16/26", "SU 17/26"]


def test_a_body_that_turns_with_the_school_year_after_the_calendar_goes_on_counting(
    store: Store, school: MeetingSchool
) -> None:
    for day in (date(2026, 3, 3), date(2026, 11, 12)):
        meeting = a_meeting(store, school.smu, held_on=day)
        did(store, add_item, meeting, title="Sak")
        did(store, send, meeting)
        did(store, set_rule, school.smu, "number_reset", "school_year")
    assert texts(store, meeting) == ["2/26"]
    spring = a_meeting(store, school.smu, held_on=date(2027, 3, 3))
    did(store, add_item, spring, title="Sak")
    assert texts(store, spring) == ["3/26"]


def test_cases_of_parents_and_of_talks_are_counted_from_one_each_time(store: Store, school: MeetingSchool) -> None:
    for kind, bodies in (("parents", (school.parent_meetings,)), ("talk", (school.fau,)), ("staff", ())):
        for _ in range(2):
            meeting = a_meeting(store, *bodies, kind=kind)
            did(store, add_item, meeting, title="Sak")
            did(store, send, meeting)
            assert texts(store, meeting) == ["1"]
    fau = a_meeting(store, school.fau)
    did(store, add_item, fau, title="Sak")
    assert texts(store, fau) == ["1/26"]


def test_undoing_the_notice_leaves_the_numbers_and_they_are_not_given_twice(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.smu)
    item = did(store, add_item, meeting, title="Uteområdet")
    did(store, send, meeting)
    store.undo()
    assert given_to(store, item) == "1/26"
    assert detail(store, meeting).notices == ()
    with pytest.raises(CannotUndo):  # it would take the case with it
        store.undo()
    other = did(store, add_item, meeting, title="Kantina")
    did(store, move_item, other, 0)
    did(store, send, meeting)
    assert texts(store, meeting) == ["2/26", "1/26"]


def test_a_numbered_case_does_not_go_back_to_another_meeting_or_body_by_undo(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.su, school.smu)
    waiting = did(store, add_item, None, title="Fra departementet", kind="referred", body_id=school.smu)
    did(store, take, meeting, [f"waiting:{waiting}"])
    moved = did(store, add_item, meeting, title="Uteområdet", body_id=school.su)
    did(store, set_item, moved, "body_id", str(school.smu))
    changed = known(store, lambda session: session.scalars(select(HistoryStep.id).order_by(HistoryStep.id)).all())
    did(store, send, meeting)
    with pytest.raises(UserError):
        did(store, set_item, moved, "body_id", str(school.su))
    for step in (changed[-1], changed[-3]):  # to the other body, and onto the agenda
        with pytest.raises(CannotUndo):
            store.undo(step, together=True)
    assert [item.number_text for item in detail(store, meeting).items] == ["1/26", "2/26"]


def test_a_postponed_case_gets_a_new_number_that_tells_what_it_goes_on_from(
    store: Store, school: MeetingSchool
) -> None:
    meeting = a_meeting(store, school.smu)
    item = did(store, add_item, meeting, title="Uteområdet")
    did(store, send, meeting)
    did(store, postpone, item)
    after = a_meeting(store, school.smu, held_on=date(2026, 12, 10))
    (again,) = did(store, take, after, [f"carried:{item}"])
    did(store, send, after)
    found = detail(store, after).item(again)
    assert (found.number_text, found.continues_id, found.continues_because) == ("2/26", item, "postponed")
    assert given_to(store, item) == "1/26"


# -- whatever is done

RESETS = ("calendar_year", "school_year", "meeting")
SMALL = st.integers(0, 9)
ACTIONS = st.one_of(
    st.tuples(st.sampled_from(("add", "add", "send", "wait")), SMALL, SMALL),
    st.tuples(st.sampled_from(("send", "take", "rebody", "forward")), SMALL, SMALL),
    st.tuples(st.sampled_from(("move", "remove", "postpone", "withdraw")), SMALL, SMALL),
    st.tuples(st.sampled_from(("undo", "undo_older", "redo", "reset", "start", "drop_meeting")), SMALL, SMALL),
)


class School:
    """A school whose SU and SMU meet three times, and every number that anybody was ever told."""

    def __init__(self, store: Store, school: MeetingSchool, reset: str) -> None:
        self.store = store
        self.bodies = (school.su, school.smu)
        for body in self.bodies:
            did(store, set_rule, body, "number_reset", reset)
            did(store, set_rule, body, "number_pattern", "Sak {n}/{yy}")
        self.meetings = [a_meeting(store, *self.bodies, held_on=day) for day in (AUTUMN, WINTER, SPRING)]
        for number, meeting in enumerate(self.meetings):
            did(store, add_item, meeting, title=f"Første sak {number}", body_id=self.bodies[number % 2])
        self.base = known(store, lambda session: len(session.scalars(select(HistoryStep.id)).all()))
        self.told: dict[int, tuple[object, ...]] = {}
        self.first: dict[tuple[object, ...], int] = {}

    def do(self, action: str, first: int, second: int) -> None:
        """Do one thing; what the program refuses is left undone."""
        items = known(self.store, lambda session: session.scalars(select(AgendaItem.id).order_by(AgendaItem.id)).all())
        meeting = self.meetings[first % len(self.meetings)]
        body = self.bodies[second % 2]
        item = items[first % len(items)] if items else None
        doing: dict[str, Callable[[], Any]] = {
            "add": lambda: did(self.store, add_item, meeting, title=f"Sak {first} {second}", body_id=body),
            "wait": lambda: did(self.store, add_item, None, title=f"Til orientering {first}", body_id=body),
            "send": lambda: did(self.store, send, meeting),
            "take": lambda: did(self.store, _take_what_there_is, meeting),
            "undo": self.store.undo,
            "undo_older": lambda: self.store.undo(self._step(first * 10 + second), together=True),
            "redo": self.store.redo,
            "reset": lambda: did(self.store, set_rule, body, "number_reset", RESETS[first % 3]),
            "start": lambda: did(self.store, set_rule, body, "number_start", str(first + 1)),
            "drop_meeting": lambda: did(self.store, remove_meeting, meeting),
        }
        with_item: dict[str, Callable[[int], Any]] = {
            "move": lambda one: did(self.store, move_item, one, second),
            "remove": lambda one: did(self.store, remove_item, one),
            "postpone": lambda one: did(self.store, postpone, one),
            "withdraw": lambda one: did(self.store, withdraw, one),
            "rebody": lambda one: did(self.store, set_item, one, "body_id", str(body)),
            "forward": lambda one: did(self.store, forward, one, [body]),
        }
        try:
            if action in doing:
                doing[action]()
            elif item is not None:
                with_item[action](item)
        except (UserError, StoreError) as error:
            event(f"{action} refused: {type(error).__name__}")
        else:
            event(f"{action} done")
        self._keep_only_meetings_there_are()
        self.check()

    def check(self) -> None:
        """Every number told is still that case's; in each series they follow each other, each once."""
        rows = known(self.store, _numbered)
        now = {row[0]: row[1:] for row in rows}
        for item_id, told in self.told.items():
            assert now.get(item_id) == told, "a number that was told is gone, or is another one"
        self.told = now
        series: dict[tuple[object, ...], list[int]] = {}
        for _item, _meeting, body, period, number, _text in rows:
            series.setdefault((body, period), []).append(number)
        for key, found in series.items():
            self.first.setdefault(key, min(found))
            assert sorted(found) == list(range(self.first[key], self.first[key] + len(found)))
        written = [(body, text) for _, _, body, period, _, text in rows if not str(period).startswith("meeting")]
        assert len(written) == len(set(written)), "two cases of a body are called the same"

    def _step(self, number: int) -> int:
        steps = known(
            self.store, lambda session: session.scalars(select(HistoryStep.id).order_by(HistoryStep.id)).all()
        )
        return steps[self.base + number % max(1, len(steps) - self.base)] if len(steps) > self.base else steps[-1]

    def _keep_only_meetings_there_are(self) -> None:
        if not self.meetings:
            return
        there = known(self.store, _meeting_ids)
        kept = [one for one in self.meetings if one in there]
        self.meetings = kept or [a_meeting(self.store, *self.bodies, held_on=AUTUMN)]


def _numbered(session: Session) -> list[tuple[Any, ...]]:
    of = AgendaItem
    query = select(of.id, of.meeting_id, of.body_id, of.number_period, of.number, of.number_text)
    return [tuple(row) for row in session.execute(query.where(of.number.is_not(None)).order_by(of.id))]


def _meeting_ids(session: Session) -> set[int]:
    from db.models import Meeting

    return set(session.scalars(select(Meeting.id)))


def _take_what_there_is(session: Session, meeting_id: int) -> None:
    found = proposals(session, meeting_id)
    take(session, meeting_id, [one.key for one in found if one.source in ("carried", "waiting")])


@contextmanager
def a_school() -> Iterator[tuple[Store, MeetingSchool]]:
    """Open a school of its own for one run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.db"
        school = school_file(path)
        with opened(path) as store:
            yield store, school


@settings(max_examples=40)
@given(reset=st.sampled_from(RESETS), actions=st.lists(ACTIONS, min_size=8, max_size=30))
def test_no_number_is_given_twice_left_out_or_lost_whatever_is_done(
    reset: str, actions: list[tuple[str, int, int]]
) -> None:
    with a_school() as (store, people):
        school = School(store, people, reset)
        for action in actions:
            school.do(*action)

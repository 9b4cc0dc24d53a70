"""How does what comes up become a meeting or a case, and does its status follow?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.meetings.agenda import postpone
from app.meetings.commands import cancel_meeting, set_meeting, set_rule
from app.meetings.proposing import proposals, take
from app.meetings.rows import MeetingDetail
from app.yearwheel.becoming import become_item, become_meeting, join_meeting, let_go, likely_meetings
from app.yearwheel.commands import add_entry, drop, mark_done, move_occurrence, set_entry
from app.yearwheel.topics import agenda_topics
from db.models import AgendaItem, MeetingNotice, MinutesStep
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, detail, did, known
from tests.yearwheel.factories import DAYS, WheelSchool, rows

DAY = date(2026, 10, 20)


def put(store: Store, *added: Any) -> None:
    with store.change("Wrote rows") as session:
        session.add_all(added)


def refused(store: Store, command: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(UserError) as caught:
        did(store, command, *args, **kwargs)
    said = translator("nb")(caught.value.message, **caught.value.values)
    assert said != caught.value.message
    return said


def topics(found: MeetingDetail) -> list[str]:
    return [item.topic for item in found.items if item.topic]


def proposed(store: Store, meeting_id: int) -> dict[str, str]:
    """Return {topic: title} of what the wheel proposes."""
    return {str(one.values["topic"]): one.title for one in known(store, proposals, meeting_id) if one.source == "topic"}


# A meeting


def test_it_becomes_a_meeting_with_the_usual_time_and_its_agenda(store: Store, school: WheelSchool) -> None:
    for field, value in (("starts_at", "18.00"), ("minutes", "90"), ("place", "Personalrommet")):
        did(store, set_rule, school.meetings.smu, field, value)
    made = did(store, become_meeting, school["M01"], 1)
    found = detail(store, made)
    assert (found.row.held_on, found.row.starts_at, found.row.ends_at) == (DAYS["M01"][0], time(18), time(19, 30))
    assert (found.row.place, found.row.kind, found.row.bodies) == ("Personalrommet", "body", (school.meetings.smu,))
    assert topics(found)[0] == "M01.1"
    assert found.items[0].code == "approve_notice"  # what stands on every agenda is there too
    row = rows(store)[school.key("M01")]
    assert (row.meetings, row.status, row.agenda_item_id) == ((made,), "planned", None)
    assert f"m{made}" not in rows(store)


def test_day_time_and_place_may_be_said(store: Store, school: WheelSchool) -> None:
    made = did(store, become_meeting, school["M01"], 1, held_on=DAY, starts_at=time(14), place="Biblioteket")
    row = detail(store, made).row
    assert (row.held_on, row.starts_at, row.place) == (DAY, time(14), "Biblioteket")
    assert rows(store)[school.key("M01")].first == DAY


def test_one_without_a_body_is_a_meeting_by_its_title(store: Store, school: WheelSchool) -> None:
    staff = detail(store, did(store, become_meeting, school["A02"], 1)).row
    assert (staff.kind, staff.title, staff.bodies) == ("staff", "Plan for samarbeidet legges fram", ())
    school_row = detail(store, did(store, become_meeting, school["K01"], 1)).row
    assert (school_row.kind, school_row.title) == ("other", "Utviklingssamtaler")
    said = refused(store, become_meeting, school["X3"], 1)
    assert said == "Velg hvilken dag møtet skal være."


def test_its_status_follows_the_meeting_to_approved_minutes(store: Store, school: WheelSchool) -> None:
    made = did(store, become_meeting, school["M01"], 1)
    key, later = school.key("M01"), date(2026, 10, 3)
    assert rows(store)[key].status == "planned"
    assert rows(store, later)[key].status == "overdue"
    put(store, MeetingNotice(meeting_id=made, sent_on=date(2026, 9, 18)))
    assert rows(store, later)[key].status == "called"
    did(store, set_meeting, made, "opened_at", "18.00")
    assert rows(store, later)[key].status == "called"
    put(store, MinutesStep(meeting_id=made, kind="sent", made_on=later))
    assert rows(store, later)[key].status == "called"
    put(store, MinutesStep(meeting_id=made, kind="approved", made_on=later))
    assert rows(store, later)[key].status == "done"


def test_a_meeting_that_is_moved_elsewhere_takes_it_along(store: Store, school: WheelSchool) -> None:
    made = did(store, become_meeting, school["M01"], 1)
    did(store, set_meeting, made, "held_on", "20.10.2026")
    row = rows(store)[school.key("M01")]
    assert (row.first, row.last, row.by_rule) == (DAY, DAY, DAYS["M01"])
    did(store, set_meeting, made, "held_on", "20.08.2027")  # another school year: it is still there
    assert rows(store)[school.key("M01")].first == date(2027, 8, 20)


def test_parents_meetings_are_not_made_here(store: Store, school: WheelSchool) -> None:
    said = "Foreldremøter planlegges klasse for klasse under Møter. De samles her av seg selv."
    other = a_meeting(store, school.meetings.fau)
    assert refused(store, become_meeting, school["F01"], 1) == said
    assert refused(store, join_meeting, school["F01"], 1, other) == said
    assert refused(store, let_go, school["F01"], 1) == said


def test_it_joins_a_meeting_that_is_planned(store: Store, school: WheelSchool) -> None:
    planned = a_meeting(store, school.meetings.su, school.meetings.smu, held_on=DAY)
    did(store, join_meeting, school["M01"], 1, planned)
    assert rows(store)[school.key("M01")].first == DAY
    did(store, join_meeting, school["S01"], 1, planned)  # two bodies meet together
    assert rows(store)[school.key("S01")].meetings == (planned,)
    assert refused(store, join_meeting, school["M01"], 1, planned) == (
        "Det er allerede blitt et møte. Løs det fra møtet først."
    )


def test_what_it_cannot_join_is_said(store: Store, school: WheelSchool) -> None:
    of_fau, off = a_meeting(store, school.meetings.fau), a_meeting(store, school.meetings.smu)
    did(store, cancel_meeting, off, "Streik", TODAY)
    assert refused(store, join_meeting, school["M01"], 1, of_fau).startswith("Dette er ikke et møte i SMU.")
    assert refused(store, join_meeting, school["M01"], 1, off) == "Dette møtet er holdt eller avlyst. Velg et annet."
    assert refused(store, become_item, school["M01"], 1, off) == "Dette møtet er holdt eller avlyst. Velg et annet."


def test_the_likely_meetings_are_of_the_body_and_the_nearest_first(store: Store, school: WheelSchool) -> None:
    days = (date(2026, 9, 3), date(2026, 10, 8), date(2026, 9, 29), date(2027, 3, 4))
    first, second, third, last = (a_meeting(store, school.meetings.smu, held_on=day) for day in days)
    a_meeting(store, school.meetings.fau, held_on=DAYS["M01"][0])
    gone, begun = (a_meeting(store, school.meetings.smu, held_on=DAYS["M01"][0]) for _ in range(2))
    did(store, cancel_meeting, gone, "Streik", TODAY)
    did(store, set_meeting, begun, "opened_at", "18.00")
    found = [row.id for row in known(store, likely_meetings, school["M01"], 1)]
    assert found == [third, second, first, last]  # 2 October: 3, 6, 29 and 153 days from it


def test_of_the_office_all_bodies_are_likely(store: Store, school: WheelSchool) -> None:
    fau, smu = a_meeting(store, school.meetings.fau), a_meeting(store, school.meetings.smu, held_on=date(2026, 9, 24))
    a_meeting(store, kind="talk", title="Rektor og FAU-leder")
    assert [row.id for row in known(store, likely_meetings, school["A04"], 1)] == [smu, fau]


# A case


def test_it_becomes_a_case_and_is_done_when_that_is_treated(store: Store, school: WheelSchool) -> None:
    did(store, set_entry, school["X1"], "description", "Hvem deler ut?")
    planned, key = a_meeting(store, school.meetings.fau, held_on=DAY), school.key("X1")
    item = did(store, become_item, school["X1"], 1, planned)
    (case,) = detail(store, planned).items
    assert (case.id, case.title, case.paper, case.body_id) == (
        item,
        "Refleksdag",
        "Hvem deler ut?",
        school.meetings.fau,
    )
    row = rows(store)[key]
    assert (row.first, row.last, row.agenda_item_id, row.meetings) == (DAY, DAY, item, (planned,))
    assert f"m{planned}" not in rows(store) or rows(store)[f"m{planned}"].ring.name == "FAU"
    put(store, MinutesStep(meeting_id=planned, kind="approved", made_on=DAY))
    assert rows(store)[key].status == "called"  # nobody has said that it was treated
    with store.change("Treated it") as session:
        session.get_one(AgendaItem, item).outcome = "treated"
    assert rows(store)[key].status == "done"


def test_the_meeting_a_case_stands_on_is_shown_too(store: Store, school: WheelSchool) -> None:
    planned = a_meeting(store, school.meetings.fau, held_on=DAY)
    did(store, become_item, school["X1"], 1, planned)
    assert rows(store)[f"m{planned}"].ring.name == "FAU"


def test_a_case_that_is_removed_lets_it_be_where_the_rule_has_it(store: Store, school: WheelSchool) -> None:
    from app.meetings.agenda import remove_item

    item = did(store, become_item, school["X1"], 1, a_meeting(store, school.meetings.fau, held_on=DAY))
    did(store, remove_item, item)
    row = rows(store)[school.key("X1")]
    assert ((row.first, row.last), row.agenda_item_id, row.meetings) == (DAYS["X1"], None, ())


def test_what_was_moved_or_dropped_by_hand_gives_way(store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 11, 5))
    did(store, drop, school["X1"], 1)
    did(store, become_item, school["X1"], 1, a_meeting(store, school.meetings.fau, held_on=DAY))
    row = rows(store)[school.key("X1")]
    assert (row.first, row.is_moved, row.status) == (DAY, False, "planned")


def test_it_is_let_go_though_its_cases_stay(store: Store, school: WheelSchool) -> None:
    made = did(store, become_meeting, school["M01"], 1)
    titles = [item.title for item in detail(store, made).items]
    did(store, let_go, school["M01"], 1)
    row = rows(store)[school.key("M01")]
    assert ((row.first, row.last), row.meetings) == (DAYS["M01"], ())
    assert [item.title for item in detail(store, made).items] == titles
    assert rows(store)[f"m{made}"].ring.name == "SMU"
    planned = a_meeting(store, school.meetings.fau, held_on=DAY)
    did(store, become_item, school["X1"], 1, planned)
    did(store, let_go, school["X1"], 1)
    assert rows(store)[school.key("X1")].meetings == ()
    assert [item.title for item in detail(store, planned).items] == ["Refleksdag"]


def test_approved_minutes_are_not_let_go(store: Store, school: WheelSchool) -> None:
    made = did(store, become_meeting, school["M01"], 1)
    put(store, MinutesStep(meeting_id=made, kind="approved", made_on=DAY))
    assert refused(store, let_go, school["M01"], 1).startswith("Referatet er godkjent")


# What the wheel proposes for an agenda


def test_without_a_wheel_the_months_of_the_template_stand(store: Store, school: WheelSchool) -> None:
    assert known(store, agenda_topics, "school_environment_committee", school.meetings.smu, YEAR + 1, 9) is None
    september = a_meeting(store, school.meetings.smu, held_on=date(2027, 9, 23))
    assert "M01.1" in proposed(store, september)


def test_with_a_wheel_only_what_is_in_it_is_proposed(store: Store, school: WheelSchool) -> None:
    october = a_meeting(store, school.meetings.fau, held_on=DAY)
    own = f"entry:{school['X1']}"
    found = proposed(store, october)
    assert found[own] == "Refleksdag"
    assert {topic.partition(".")[0] for topic in found} == {"U02", own}
    march = a_meeting(store, school.meetings.fau, held_on=date(2027, 3, 11))
    assert proposed(store, march) == {}  # U05 of the template is not in this wheel
    council = a_meeting(store, school.meetings.council, held_on=DAY)
    assert proposed(store, council) == {}


def test_a_topic_is_proposed_in_all_its_usual_months_until_it_is_moved(store: Store, school: WheelSchool) -> None:
    september = a_meeting(store, school.meetings.smu, held_on=date(2026, 9, 24))  # the rule says 2 October
    assert "M01.1" in proposed(store, september)
    did(store, move_occurrence, school["M01"], 1, date(2026, 11, 5))
    assert proposed(store, september) == {}
    assert "M01.1" in proposed(store, a_meeting(store, school.meetings.smu))


def test_what_is_done_or_dropped_is_not_proposed(store: Store, school: WheelSchool) -> None:
    october = a_meeting(store, school.meetings.fau, held_on=DAY)
    did(store, mark_done, school["X1"], 1, TODAY)
    did(store, drop, school["U02"], 1)
    assert proposed(store, october) == {}


def test_what_is_taken_up_follows_the_meeting_and_is_not_proposed_again(store: Store, school: WheelSchool) -> None:
    first, second = (a_meeting(store, school.meetings.fau, held_on=day) for day in (DAY, date(2026, 10, 29)))
    own = f"entry:{school['X1']}"
    keys = [one.key for one in known(store, proposals, first) if one.values.get("topic") == own]
    (item,) = did(store, take, first, keys)
    row = rows(store)[school.key("X1")]
    assert (row.first, row.meetings, row.agenda_item_id) == (DAY, (first,), None)
    assert own not in proposed(store, first)
    assert own not in proposed(store, second)
    did(store, postpone, item)
    assert own not in proposed(store, first)  # it stands there
    assert rows(store)[school.key("X1")].meetings == ()
    (again,) = [one for one in known(store, proposals, second) if one.values.get("topic") == own]
    assert again.source == "carried"  # once, as what was put off
    did(store, take, second, [again.key])
    assert rows(store)[school.key("X1")].meetings == (second,)


def test_what_comes_up_each_month_is_proposed_each_month(store: Store, school: WheelSchool) -> None:
    fau = school.rings["fau"]
    entry = did(store, add_entry, YEAR, ring_id=fau, title="Kasserapport", rule="MÅNEDLIG(2,TORSDAG)")
    for day in (date(2026, 11, 12), date(2026, 12, 3)):
        meeting_id = a_meeting(store, school.meetings.fau, held_on=day)
        assert proposed(store, meeting_id)[f"entry:{entry}"] == "Kasserapport"
        did(store, take, meeting_id, [f"topic:entry:{entry}:{school.meetings.fau}"])
    found = {row.number: row.first for row in rows(store).values() if row.entry and row.entry.id == entry}
    assert date(2026, 11, 12) in found.values()
    assert date(2026, 12, 3) in found.values()


def test_an_own_entry_that_is_the_meeting_is_no_case_on_it(store: Store, school: WheelSchool) -> None:
    fau = school.rings["fau"]
    entry = did(store, add_entry, YEAR, ring_id=fau, title="FAU-møte i oktober", rule="UKE(43,TIRSDAG)")
    made = did(store, become_meeting, entry, 1)
    titles = [item.title for item in detail(store, made).items]
    assert "FAU-møte i oktober" not in titles
    assert "Refleksdag" in titles


def test_staff_and_parents_are_proposed_what_is_in_their_rings(store: Store, school: WheelSchool) -> None:
    staff = a_meeting(store, kind="staff", title="Oppstart", held_on=date(2026, 8, 14))
    assert list(proposed(store, staff)) == ["A02.1"]
    parents = a_meeting(
        store,
        school.meetings.parent_meetings,
        kind="parents",
        held_on=date(2026, 9, 8),
        school_class_id=school.meetings.classes["5A"],
    )
    assert list(proposed(store, parents)) == ["F01.1", "F01.2"]

"""Which meetings do the planted people take part in, and what may stand of them on papers of meetings?"""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.actions import add_action, set_action
from app.meetings.agenda import add_item, close
from app.meetings.commands import add_meeting, set_meeting
from app.meetings.hearings import add_hearing, ask_body
from app.meetings.queries import meeting
from app.meetings.sitting import (
    add_guest,
    begin,
    disqualify,
    end,
    left_after,
    put_in_deputy,
    set_attended,
    vote_by_name,
)
from app.meetings.states import item_states
from db.models import AgendaItem, Body, MeetingNotice, NoticeRecipient, SchoolClass
from tests.privacy.plants import Gardener, Planted

HELD, TO_COME = date(2026, 8, 20), date(2026, 9, 10)
NAMES = frozenset({"given", "family"})
BEEN, COMES = "FAU, SU og Elevråd 20.08.2026", "SU 10.09.2026"
MEETING_PAPERS: dict[str, str | None] = {
    "meeting-notice": COMES,
    "agenda": COMES,
    "meeting-folder": COMES,
    "minutes": BEEN,
    "public-minutes": BEEN,
    "case-extract": f"{BEEN}, FAU 2/26",
    "decision-list": "FAU",
    "follow-up-list": "FAU",
    "annual-report": "SU",
    "meeting-plan": None,
    "parent-meeting-notices": "5A",
    "hearing-statement": "Skolegrenser",
}
"""The papers of meetings, each with something else than what it is usually about that it can be about."""
PRESENTERS = ("guardian client", "plain teacher", "aliased mother", "pupil confidential")
OWNERS = ("parent strictly_confidential", "plain teacher", "aliased mother", "pupil confidential", "proposed 0 mother")


def meet(garden: Gardener) -> None:
    """Let protected people and plain ones sit beside each other in a meeting that was held and one to come.

    They lead it, come and go, stand in for each other, vote by name, present cases, and have something to do after.
    """
    with garden.store.change("Held the meetings") as session:
        bodies = {one.kind: one.id for one in session.scalars(select(Body).order_by(Body.id.desc()))}
        fau, su, council = (bodies[kind] for kind in ("parent_committee", "cooperation_committee", "pupil_council"))
        hearing = add_hearing(session, "Skolegrenser", from_whom="Kommunen", deadline="01.10.2026")
        ask_body(session, hearing, su)
        _held(session, garden.planted, (fau, su, council), hearing)
        _to_come(session, garden.planted, su, hearing)
        class_id = session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one()
        parents = add_meeting(
            session, kind="parents", held_on=date(2026, 9, 3), starts_at=time(18), school_class_id=class_id
        )
        add_item(session, parents, title="Valg", kind="election", presenter_id=str(garden.planted.id("plain teacher")))


def allowed_on_meeting_paper(planted: Planted, person: int, audience: str, *, has_alias_printed: bool) -> set[str]:
    """Return which of a planted person's words may stand there: names, no pupil's to the public, or the alias alone."""
    if audience == "public" and person in planted.pupils:
        return set()
    if has_alias_printed and audience not in ("office", "staff"):
        return {"alias"}
    return planted.allowed(person, audience) & NAMES


def _held(session: Session, planted: Planted, bodies: tuple[int, ...], hearing: int) -> None:
    meeting_id = add_meeting(session, body_ids=bodies, held_on=HELD, starts_at=time(18), place="Personalrommet")
    set_meeting(session, meeting_id, "chair_id", str(planted.id("guardian confidential")))
    set_meeting(session, meeting_id, "minute_taker_id", str(planted.id("late mother")))
    cases = _cases(session, planted, meeting_id, bodies[1])
    answered = add_item(
        session, meeting_id, title="Svar", kind="hearing", body_id=bodies[1], decision="SU støtter det."
    )
    session.get_one(AgendaItem, answered).hearing_id = hearing
    begin(session, meeting_id, time(18))
    for key in ("plain teacher", "staff confidential", "proposed 0 mother", "chain far"):
        there = {row.person_id for row in meeting(session, meeting_id).attendance}
        if planted.id(key) not in there:
            add_guest(session, meeting_id, person_id=planted.id(key))
    rows = {(row.body_id, row.person_id): row.id for row in meeting(session, meeting_id).attendance}
    for body_id, member, deputy in (
        (bodies[0], "guardian client", "plain unreached"),
        (bodies[0], "plain 2B mother", "mother of pupil client"),
        (bodies[2], "plain 5A", "aliased"),
    ):
        row = rows[body_id, planted.id(member)]
        set_attended(session, row, "excused")
        put_in_deputy(session, row, planted.id(deputy))
    left_after(session, cases[2], rows[bodies[0], planted.id("parent strictly_confidential")])
    disqualify(session, cases[1], rows[bodies[0], planted.id("the parent that wished off")], "fvl. § 6")
    disqualify(session, cases[1], rows[bodies[1], planted.id("staff client")], "fvl. § 6")
    session.flush()
    voters = item_states(session, meeting(session, meeting_id))[cases[1]].votes
    vote_by_name(session, cases[1], {one: "against" if at % 3 else "for" for at, one in enumerate(voters)})
    for at, key in enumerate(OWNERS):
        action = add_action(session, meeting_id, cases[at % 2] if at % 3 else None, f"Gjøre noe nummer {at}")
        set_action(session, action, "owner_id", str(planted.id(key)))
    end(session, meeting_id, time(20))


def _cases(session: Session, planted: Planted, meeting_id: int, su: int) -> list[int]:
    """Add cases that protected and plain people present, and one that is closed; returns them."""
    cases = [
        add_item(
            session,
            meeting_id,
            title=f"Sak om noe {at}",
            kind="decision",
            decision=f"Vedtak om noe {at}.",
            presenter_id=str(planted.id(key)),
        )
        for at, key in enumerate(PRESENTERS)
    ]
    closed = add_item(
        session, meeting_id, title="Lukket", body_id=su, presenter_id=str(planted.id("plain teacher")), decision="Ja."
    )
    close(session, closed, "closed", "offl. § 13")
    return cases


def _to_come(session: Session, planted: Planted, su: int, hearing: int) -> None:
    meeting_id = add_meeting(session, body_ids=(su,), held_on=TO_COME, starts_at=time(18), place="Personalrommet")
    set_meeting(session, meeting_id, "chair_id", str(planted.id("plain teacher")))
    set_meeting(session, meeting_id, "minute_taker_id", str(planted.id("guardian client")))
    _cases(session, planted, meeting_id, su)
    notice = MeetingNotice(meeting_id=meeting_id, sent_on=date(2026, 8, 18), channel="email", days_required=14)
    session.add(notice)
    session.flush()
    for key in ("guardian confidential", "pupil confidential", "plain teacher", "external client", "late mother"):
        session.add(NoticeRecipient(notice_id=notice.id, person_id=planted.id(key)))
    session.flush()

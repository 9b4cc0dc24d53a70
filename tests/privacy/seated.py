"""Who of the planted people sits in a body, and what may stand of them on its papers?"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.offices import Chosen, appoint, install, set_printed_as
from app.bodies.queries import SeatRow, body
from db.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Meeting,
    NoticeRecipient,
    Office,
    Person,
    SchoolClass,
    WheelTask,
)
from tests.factories import START
from tests.privacy.elected import ELECTION_PAPERS, allowed_on_election_paper
from tests.privacy.met import MEETING_PAPERS, allowed_on_meeting_paper
from tests.privacy.plants import Gardener, Planted
from tests.privacy.turned import WHEEL_PAPERS

BODY_PAPERS = {"representatives": "FAU", "committee-list": None, "vacancies": "FAU", "confidentiality": "FAU"}
"""The papers of bodies, each with something else than the whole school that it can be about."""

STAND_IN = "Stedfortreder"
"""The given name of whoever stands in for somebody protected where the papers are made without them."""
SITS = (
    Office.person_id,
    Attendance.person_id,
    AgendaItem.presenter_id,
    ActionPoint.owner_id,
    Meeting.chair_id,
    Meeting.minute_taker_id,
    NoticeRecipient.person_id,
    WheelTask.person_id,
)
"""By what somebody has a part in a body or a meeting."""
ALIASED = {"adult": "aliased mother", "pupil": "aliased"}
"""Whose offices are printed as the alias the principal chose."""


def seat(garden: Gardener) -> None:
    """Let protected people and plain ones sit beside each other in every body, with a chair, deputies and aliases."""
    with garden.store.change("Chose the representatives") as session:
        fau = body(session, add_body(session, "fau_class"))
        contacts = body(session, add_body(session, "class_contacts_two_deputies"))
        council = body(session, add_body(session, "pupil_council_two"))
        su = body(session, add_body(session, "su_standard"))
        bench = _Bench(session, garden.planted)
        bench.sit(fau.seats[0], "5A", ["guardian client"], ["plain unreached"])
        bench.sit(fau.seats[0], "2B", ["plain 2B mother"], ["mother of pupil client"])
        bench.sit(fau.seats[0], "7A", ["parent strictly_confidential"])
        bench.sit(fau.seats[0], "5B", ["the parent that wished off"])
        for role, key in (("chair", "plain 5A mother"), ("vice_chair", "chain far"), ("secretary", "late mother")):
            appoint(session, fau.id, garden.planted.id(key), role=role, valid_from=START)
        bench.sit(
            contacts.seats[0], "5A", ["aliased mother", "plain 5A father"], ["banned father", "proposed 0 mother"]
        )
        bench.sit(contacts.seats[0], "2B", ["late mother", "unlisted mother"])
        bench.sit(council.seats[0], "5A", ["pupil client", "plain 5A"], ["aliased", "wished off"])
        bench.sit(council.seats[0], "2B", ["plain 2B", "alone 0"])
        appoint(session, council.id, garden.planted.id("pupil client"), role="chair", valid_from=START)
        seats = {one.name_nb: one for one in su.seats}
        bench.sit(seats["foreldrerepresentant"], "", ["guardian confidential"], ["plain unreached"])
        bench.sit(seats["elevrepresentant"], "", ["pupil confidential", "plain 5A"], ["both parents"])
        bench.sit(seats["lærer"], "", ["staff client", "plain teacher"], ["teacher and guardian", "plain staff"])
        bench.sit(seats["kommunens representant"], "", ["external client"], ["plain external"])
        for key in ALIASED.values():
            for office in session.scalars(select(Office.id).where(Office.person_id == garden.planted.id(key))):
                set_printed_as(session, office, "alias")


def put_others_in(session: Session, planted: Planted, people: Iterable[int]) -> None:
    """Let each of ``people`` have a stand-in in their offices and at their meetings, with the same alias.

    They are off shared lists without being protected: what stands there of a protected one says no more than of them.
    """
    for one in sorted(people):
        alias = session.scalars(select(Person.election_alias).where(Person.id == one)).one_or_none()
        other = Person(
            given_name=STAND_IN, family_name=f"{STAND_IN} {one}", list_opt_out=True, election_alias=alias or ""
        )
        session.add(other)
        session.flush()
        for column in SITS:
            session.execute(update(column.class_).where(column == one).values({column.key: other.id}))


def allowed_on(planted: Planted, report_id: str, person: int, audience: str) -> set[str]:
    """Return which of a planted person's words may stand on a paper for an audience.

    On papers of bodies: names, and to the office how to reach them; no pupil's to the public; of those left out the
    alias alone, where the principal chose it.
    """
    allowed = planted.allowed(person, audience)
    printed = {planted.id(key) for key in ALIASED.values()}
    if report_id in ELECTION_PAPERS:
        has_alias = person in printed
        return allowed_on_election_paper(planted, report_id, person, audience, has_alias_printed=has_alias)
    if report_id in MEETING_PAPERS or report_id in WHEEL_PAPERS:
        return allowed_on_meeting_paper(planted, person, audience, has_alias_printed=person in printed)
    if report_id not in BODY_PAPERS:
        return allowed
    if audience == "office":
        return allowed & {"given", "family"} | (
            allowed & {"phone", "email"} if report_id != "confidentiality" else set()
        )
    if audience == "public" and person in planted.pupils:
        return set()
    return {"alias"} if person in printed else allowed & {"given", "family"}


class _Bench:
    def __init__(self, session: Session, planted: Planted) -> None:
        self._session = session
        self._planted = planted

    def sit(self, seat: SeatRow, class_name: str, members: list[str], deputies: list[str] | None = None) -> None:
        classes = select(SchoolClass.id).where(SchoolClass.name == class_name)
        chosen = [Chosen(self._planted.id(key)) for key in members]
        for rank, key in enumerate(deputies or (), 1):
            is_ranked = seat.deputy_kind == "ranked"
            whose = None if is_ranked else chosen[rank - 1].person_id
            chosen.append(Chosen(self._planted.id(key), "deputy", rank if is_ranked else None, whose))
        install(
            self._session,
            seat.id,
            chosen,
            class_id=self._session.scalars(classes).one() if class_name else None,
            valid_from=START,
            member_ends=None,
            deputy_ends=None,
            how="election",
        )

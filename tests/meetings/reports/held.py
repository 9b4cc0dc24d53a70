"""Which meeting do the papers of what was decided tell of? A combined evening of SU and SMU, and the one before it.

On 15 October FAU put off a case; on 12 November SU and SMU met: people came late and left, stood in for others and were
disqualified, the pupils left, and votes were counted in every way. Heidi Ulvund, who sits in SMU for the parents, has a
protected address. All invented.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from app.contacts.protection import protect
from app.meetings.actions import add_action, finish_action
from app.meetings.agenda import add_item, close, forward, postpone
from app.meetings.commands import add_meeting, set_meeting, set_rule
from app.meetings.minutes import add_addition, add_remark, approve, send_minutes
from app.meetings.queries import meeting, waiting_items
from app.meetings.sitting import (
    add_guest,
    begin,
    came_before,
    disqualify,
    end,
    left_after,
    put_in_deputy,
    set_attended,
    set_balloting,
    set_votes,
    vote_by_name,
)
from db.models import AgendaItem, MeetingNotice
from tests.factories import opened
from tests.meetings.factories import EVENING, MeetingSchool, school_file

FAU_EVENING = date(2026, 10, 15)
NEXT_EVENING = date(2026, 12, 3)
CLOSED_BY = "offl. § 13, jf. forvaltningsloven § 13 første ledd nr. 1"
SCHOOL_ROUTE = """**Rektor** la fram to forslag:

- A: skolestart 16. august
- B: skolestart 19. august

Elevrådet mener at B gir en bedre start. Se [høringen](https://example.no/skolerute)."""


@dataclass(frozen=True)
class Evening:
    """What was held: the meetings, and the cases of the combined one by what they are about."""

    school: MeetingSchool
    fau: int
    combined: int
    after: int
    items: Mapping[str, int]


def held_file(path: Path) -> Evening:
    """Put the school with its meetings at a path; returns what was held."""
    template, evening = _template()
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, path)
    return evening


def attendance(session: Session, meeting_id: int) -> dict[tuple[int | None, str], int]:
    """Return {(body, name): the row} of those on the list of a meeting."""
    return {(row.body_id, row.name): row.id for row in meeting(session, meeting_id).attendance}


@cache
def _template() -> tuple[Path, Evening]:
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-held-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    school = school_file(folder / "school.db")
    with opened(folder / "school.db") as store, store.change("Held the meetings") as session:
        evening = _held(session, school)
    with opened(folder / "school.db") as store:
        protect(store, school["Heidi Ulvund"], "confidential")
    return folder / "school.db", evening


def _held(session: Session, school: MeetingSchool) -> Evening:
    for body_id in (school.su, school.smu, school.fau):
        set_rule(session, body_id, "number_pattern", "{n}/{yy}")
    fau = _fau(session, school)
    combined = add_meeting(
        session, body_ids=(school.su, school.smu), held_on=EVENING, starts_at=time(18), place="Personalrommet"
    )
    set_meeting(session, combined, "chair_id", str(school["Berit Lunde"]))
    after = add_meeting(session, body_ids=(school.su,), held_on=NEXT_EVENING, starts_at=time(18, 30), place="Rom 101")
    session.add(MeetingNotice(meeting_id=combined, sent_on=date(2026, 10, 29), channel="email", days_required=14))
    items = _agenda(session, school, combined)
    begin(session, combined, time(18, 2))
    _list(session, school, combined, items)
    _votes(session, school, combined, items)
    for about, typed in (
        ("environment", "Undersøke trivselen i 6A – Mari Haug – 01.12.2026"),
        ("route", "Sende uttalelsen til kommunen – rektor – 20.11.2026"),
        ("closed", "Ringe familien Xander – Siv Krogh – 13.11.2026"),
        ("leader", "Gi beskjed til kommunen – Heidi Ulvund – 20.11.2026"),
    ):
        add_action(session, combined, items[about], typed)
    add_action(session, combined, None, "Bestille kaffe – Berit Lunde – 01.12.2026")
    done = add_action(session, combined, items["crossing"], "Skrive til vegvesenet – Cato Dale – 30.11.2026")
    finish_action(session, done, date(2026, 11, 25), "Brev sendt")
    end(session, combined, time(19, 42))
    send_minutes(session, combined, date(2026, 11, 16))
    add_remark(session, combined, date(2026, 11, 18), "Vera Olsen", "Jeg kom kl. 18.20.")
    approving = add_item(session, after, title="Godkjenning av referat", code="approve_minutes", kind="decision")
    begin(session, after, time(18, 30))
    approve(session, combined, NEXT_EVENING, approving, with_changes=True, text="Tiden Vera Olsen kom, er rettet.")
    add_addition(session, combined, date(2026, 12, 10), "Siv Krogh", "Skolestart er 19. august 2027.")
    return Evening(school, fau, combined, after, items)


def _fau(session: Session, school: MeetingSchool) -> int:
    fau = add_meeting(session, body_ids=(school.fau,), held_on=FAU_EVENING, starts_at=time(19), place="Biblioteket")
    crossing = add_item(session, fau, title="Gangfelt ved skolen", kind="discussion", raised_by="FAU 6A")
    camp = add_item(session, fau, title="Leirskole", kind="decision", decision="FAU støtter leirskole.")
    begin(session, fau, time(19))
    postponed = add_item(session, fau, title="Dugnad", kind="discussion")
    set_balloting(session, camp, "unanimous")
    case = session.get_one(AgendaItem, crossing)
    case.decision, case.outcome = "FAU ber SU ta opp gangfeltet.", "treated"
    session.flush()
    postpone(session, postponed)
    forward(session, crossing, (school.su,))
    end(session, fau, time(20, 15))
    return fau


def _agenda(session: Session, school: MeetingSchool, meeting_id: int) -> dict[str, int]:
    su, smu = school.su, school.smu
    items = {
        "agenda": add_item(
            session, meeting_id, title="Godkjenning av innkalling og sakliste", code="approve_agenda", kind="decision"
        ),
        "environment": add_item(
            session,
            meeting_id,
            title="Rektor orienterer om skolemiljøet",
            kind="information",
            body_id=smu,
            presenter_id=str(school.principal),
            discussion="Elevundersøkelsen er gjennomført på 6. og 7. trinn.\n\nDet er lite mobbing.",
        ),
        "route": add_item(
            session,
            meeting_id,
            title="Skoleruta 2027/28",
            kind="decision",
            body_id=su,
            presenter="Kommunens skoleeier",
            raised_by="Elevrådet",
            discussion=SCHOOL_ROUTE,
            proposal="SU støtter forslag A.",
            decision="SU støtter **forslag B**.",
            dissent="Vera Olsen: Barnehagene starter 16. august.",
        ),
        "closed": add_item(
            session,
            meeting_id,
            title="Klage fra familien Xander",
            public_title="Klagesak",
            kind="decision",
            body_id=su,
            presenter="Yngve Zahl",
            discussion="Xander har klaget to ganger.",
            decision="Klagen fra Xander tas til følge.",
            dissent="Zahl er uenig.",
        ),
        "pupils": add_item(
            session,
            meeting_id,
            title="Vold på skoleveien",
            kind="discussion",
            body_id=smu,
            discussion="Eleven Quist ble nevnt.",
        ),
        "leader": add_item(
            session,
            meeting_id,
            title="Valg av nestleder",
            kind="election",
            body_id=su,
            decision="Vera Olsen ble valgt.",
        ),
    }
    waiting = waiting_items(session, [su])[0]
    crossing = session.get_one(AgendaItem, waiting.id)
    crossing.meeting_id, crossing.position = meeting_id, 7
    crossing.kind, crossing.decision = "decision", "SU ber kommunen om gangfelt."
    session.flush()
    items["crossing"] = crossing.id
    items["budget"] = add_item(session, meeting_id, title="Budsjett 2027", kind="hearing", body_id=su)
    items["other"] = add_item(
        session, meeting_id, title="Eventuelt", kind="any_other_business", code="any_other_business", body_id=su
    )
    close(session, items["closed"], "closed", CLOSED_BY)
    close(session, items["pupils"], "pupils_leave", "opplæringslova § 10-4")
    return items


def _list(session: Session, school: MeetingSchool, meeting_id: int, items: Mapping[str, int]) -> None:
    rows = attendance(session, meeting_id)
    set_attended(session, rows[school.su, "Rune Lie"], "excused")
    set_attended(session, rows[school.smu, "Heidi Ulvund"], "absent")
    set_attended(session, rows[school.su, "Cato Dale"], "excused")
    for body_id in (school.su, school.smu):
        put_in_deputy(session, rows[body_id, "Cato Dale"], school["Une Bakken"])
    add_guest(session, meeting_id, guest="Politikontakt Geir Holm")
    came_before(session, items["environment"], rows[school.su, "Vera Olsen"])
    left_after(session, items["crossing"], rows[school.su, "Nils Iversen"])
    disqualify(session, items["crossing"], rows[school.su, "Mari Haug"], "fvl. § 6 første ledd bokstav b")
    disqualify(session, items["closed"], rows[school.su, "Nils Iversen"], "fvl. § 6 andre ledd")


def _votes(session: Session, school: MeetingSchool, meeting_id: int, items: Mapping[str, int]) -> None:
    """SU has nine members: eight take part, seven where one of them is disqualified, five without the pupils too."""
    set_balloting(session, items["agenda"], "unanimous")
    set_votes(session, items["route"], 5, 2, 1)
    set_votes(session, items["closed"], 3, 2, 0)
    set_balloting(session, items["leader"], "acclamation")
    rows = attendance(session, meeting_id)
    against = {"Vera Olsen", "Per Aune", "Siv Krogh"}
    names = ("Berit Lunde", "Une Bakken", "Per Aune", "Alma Sollid", "Nils Iversen", "Siv Krogh", "Vera Olsen")
    votes = {rows[school.su, name]: "against" if name in against else "for" for name in names}
    vote_by_name(session, items["crossing"], votes)
    postpone(session, items["budget"])

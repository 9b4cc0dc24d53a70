"""Who sits in the bodies of Åsen skole on 24 August 2026? On top of everybody who is there anyway, and all invented.

Synne Skjult and Gro Skjult, her mother, are protected; Maja Lunde wished to be off shared lists.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.offices import Chosen, appoint, end_office, install, sign_declaration
from app.bodies.queries import SeatRow, body
from app.contacts.queries import called
from db.models import Office, SchoolClass
from tests.contacts.reports import school
from tests.factories import YEAR, opened

CHOSEN = date(2026, 8, 20)
END_OF_TERM, IN_TWO_YEARS = date(2027, 7, 31), date(2028, 7, 31)


def build(path: Path) -> None:
    """Make the school's file, with five bodies that were chosen on the 20th."""
    school.build(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.core.clock.now", lambda: datetime(2026, 8, 24, 9, 30))
        with opened(path, "Åsen skole") as store, store.change("Chose the representatives") as session:
            _choose(session)


def _choose(session: Session) -> None:
    codes = ("fau_class", "class_contacts", "pupil_council_two", "su_standard", "committee_17_may")
    rows = {code: body(session, add_body(session, code, valid_from=date(2025, 8, 1))) for code in codes}
    fau, contacts, council, su = (rows[code] for code in codes[:4])

    # FAU: the protected one sits for 5A, another left before the term was over, and 1A never had anybody.
    sit(session, fau.seats[0], "5A", ["Gro Skjult"], ["Kari Aasen"], ends=IN_TWO_YEARS)
    sit(session, fau.seats[0], "5B", ["Lise Moe"], ends=IN_TWO_YEARS)
    (left,) = sit(session, fau.seats[0], "1–2A", ["Ingrid Ås"], ends=IN_TWO_YEARS)
    end_office(session, left, date(2026, 8, 22), "resigned")
    appoint(session, fau.id, person(session, "Lise Moe"), role="chair", valid_from=CHOSEN, term_ends=END_OF_TERM)
    appoint(session, fau.id, person(session, "Gro Skjult"), role="treasurer", valid_from=CHOSEN, term_ends=END_OF_TERM)

    sit(session, contacts.seats[0], "5A", ["Anne-Kristine Skogstad-Bjørklund"], ["Hans-Christian Bjørklund-Haugen"])
    sit(session, contacts.seats[0], "1A", ["Lise Moe"])

    # Elevråd: two and two of 5A, of whom one each is protected; the deputies are in order.
    sit(session, council.seats[0], "5A", ["Synne Skjult", "Ola Aasen"], ["Linh Nguyễn", "Maja Lunde"])
    appoint(session, council.id, person(session, "Ola Aasen"), role="chair", valid_from=CHOSEN, term_ends=END_OF_TERM)

    seats = {seat.name_nb: seat for seat in su.seats}
    sit(session, seats["foreldrerepresentant"], "", ["Per O'Connor"], ["Gro Skjult"])
    sit(session, seats["elevrepresentant"], "", ["Ola Aasen", "Maja Lunde"])
    sit(session, seats["lærer"], "", ["Ågot Jacobsen"], ["Bjørn Dahl"])
    sit(session, seats["rektor (for kommunen)"], "", ["Nora Zahl"])
    signed = ("Per O'Connor", "Ågot Jacobsen", "Nora Zahl")
    ids = session.scalars(
        select(Office.id).where(Office.body_id == su.id, Office.person_id.in_([person(session, one) for one in signed]))
    )
    sign_declaration(session, list(ids), date(2026, 8, 21))


def sit(
    session: Session,
    seat: SeatRow,
    class_name: str,
    members: list[str],
    deputies: list[str] | None = None,
    *,
    ends: date = END_OF_TERM,
    valid_from: date = CHOSEN,
) -> tuple[int, ...]:
    """Give a seat to people by name; the deputies are personal, or in order. Returns the offices."""
    class_id = session.scalar(select(SchoolClass.id).where(SchoolClass.name == class_name)) if class_name else None
    chosen = [Chosen(person(session, name)) for name in members]
    for at, name in enumerate(deputies or ()):
        whose = chosen[at].person_id if seat.deputy_kind == "personal" else None
        rank = at + 1 if seat.deputy_kind == "ranked" else None
        chosen.append(Chosen(person(session, name), "deputy", rank, whose))
    return install(
        session,
        seat.id,
        chosen,
        class_id=class_id,
        valid_from=valid_from,
        member_ends=ends,
        deputy_ends=ends,
        how="election",
    )


def person(session: Session, name: str) -> int:
    """Return the id of the one who is called that."""
    (found,) = called(session, name, YEAR)
    return found.id

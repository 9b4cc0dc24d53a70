"""Which offices has a person held? For who asks what is held of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.bodies.words import ENDED_BECAUSE_WORDS, ROLE_WORDS
from app.contacts.disclosure import Disclosure, disclosure
from app.contacts.listed import people_for
from app.contacts.provenance import sources_of
from app.core import clock
from app.core.about import AboutPart, AboutRow, Saying
from app.core.i18n import N_, later
from app.core.schoolyear import year_name
from app.school.queries import own_language
from db.models import Body, Office, SchoolClass, SchoolYear


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return every office a person holds or held, oldest first."""
    other = aliased(Office)
    query = (
        select(Office, Body, SchoolClass.name, SchoolYear.start_year, other.person_id)
        .join(Body, Body.id == Office.body_id)
        .outerjoin(SchoolClass, SchoolClass.id == Office.school_class_id)
        .outerjoin(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .outerjoin(other, other.id == Office.deputy_for_id)
        .where(Office.person_id == person_id)
        .order_by(Office.valid_from, Office.id)
    )
    found = session.execute(query).all()
    if not found:
        return ()
    language = own_language(session)
    sources, allowed = sources_of(session, person_id), disclosure(session, "office", clock.today())
    rows = []
    for office, body, class_name, year, deputy_for in found:
        where = body.name_nn if language == "nn" and body.name_nn else body.name_nb
        unit = [f"{class_name} {year_name(year)}"] if class_name else []
        whom = [] if deputy_for is None else [_deputy_for(session, deputy_for, allowed)]
        role = Saying(N_("As {role}"), {"role": later(ROLE_WORDS[office.role])})
        lines: list[str | date | Saying] = [where, role, *unit, *whom, *_facts(office)]
        people = () if deputy_for is None else (deputy_for,)
        rows.append(AboutRow(N_("Office"), tuple(lines), sources.get((Office.__tablename__, office.id)), people))
    return (AboutPart(N_("Councils and committees"), tuple(rows)),)


def _deputy_for(session: Session, person_id: int, allowed: Disclosure) -> Saying:
    return Saying(N_("Deputy for {name}"), {"name": people_for(session, [person_id], allowed)[person_id].full_name})


def _facts(office: Office) -> Iterator[Saying]:
    if office.rank is not None:
        yield Saying(N_("As number {rank} of the deputies"), {"rank": office.rank})
    if office.grade is not None:
        yield Saying(N_("For grade {grade}"), {"grade": office.grade})
    yield Saying(N_("From {date}"), {"date": office.valid_from})
    if office.valid_to is not None:
        yield Saying(N_("To {date}"), {"date": office.valid_to})
    if office.term_ends is not None:
        yield Saying(N_("Chosen until {date}"), {"date": office.term_ends})
    if office.ended_because:
        yield Saying(N_("Ended: {reason}"), {"reason": later(ENDED_BECAUSE_WORDS[office.ended_because])})
    if office.declaration_signed_on is not None:
        yield Saying(N_("Signed the declaration of confidentiality {date}"), {"date": office.declaration_signed_on})

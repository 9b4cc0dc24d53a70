"""How is it said without a window who sits in the school's bodies, and what is vacant or wrong there?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.cli.job import Job, opened

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.bodies.named import Holder, NamedBody, NamedPlace
    from app.bodies.queries import SeatRow
    from app.bodies.reports.vacancies import Vacancy
    from app.bodies.warnings import BodyWarning
    from app.core.i18n import Translator


def list_bodies(job: Job) -> None:
    """Say which bodies the school has this year: their seats, who holds them, what is vacant and what is wrong."""
    from app.bodies.named import VACANT, say_officer, say_unit
    from app.bodies.words import role_name, say_body
    from app.core import clock
    from app.core.schoolyear import day_in_year, year_name
    from app.handing_out import current_year

    tr = job.tr
    with opened(job) as store:
        year = current_year(store)
        found, general, named = store.read(_read, year, day_in_year(year, clock.today()), tr)
    lines = []
    for body, described in zip(named, found, strict=True):
        lines.append(f"{described['name']}: {say_body(body.body, tr)}".rstrip(": "))
        lines += [f"  {role_name(one, tr)}: {say_officer(one, body.body, tr)}" for one in body.officers]
        for place in body.places:
            where = f"{place.seat.name(tr.language)} {say_unit(place, tr)}".strip()
            people = [_said(one, place, tr) for one in (*place.holders, *place.deputies)]
            lines.append(f"  {where}: {', '.join(people) or tr(VACANT)}")
        lines += [f"  ! {warning['message']}" for warning in described["warnings"]]
    lines += [f"! {warning['message']}" for warning in general]
    job.answer({"year": year_name(year), "bodies": found, "warnings": general}, lines)


def _read(
    session: Session, year: int, on: date, tr: Translator
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[NamedBody, ...]]:
    from app.bodies.named import named_bodies
    from app.bodies.queries import bodies
    from app.bodies.reports.vacancies import vacancies_in
    from app.bodies.warnings import warnings

    there = bodies(session, on)
    named = named_bodies(session, there, "office", year, on)
    vacant = {row.id: found for row, found in vacancies_in(session, there, year, on)}
    wrong = warnings(session, year, on, language=tr.language)
    found = [
        {
            "id": body.body.id,
            "code": body.body.preset,
            "kind": body.body.kind,
            "name": body.body.name(tr.language),
            "seats": [_seat(seat, tr) for seat in body.body.seats],
            "holders": _holders(body),
            "vacant": [_vacancy(one, tr) for one in vacant[body.body.id]],
            "warnings": [_warning(one, tr) for one in wrong if one.body_id == body.body.id],
        }
        for body in named
    ]
    return found, [_warning(one, tr) for one in wrong if one.body_id is None], named


def _seat(seat: SeatRow, tr: Translator) -> dict[str, Any]:
    return {
        "id": seat.id,
        "name": seat.name(tr.language),
        "constituency": seat.constituency,
        "unit": seat.unit,
        "number": seat.number,
        "deputies": seat.deputies,
        "deputy_kind": seat.deputy_kind,
        "chosen_by": seat.chosen_by,
    }


def _holders(body: NamedBody) -> list[dict[str, Any]]:
    found = [_holder(one, None) for one in body.officers]
    for place in body.places:
        found += [_holder(one, place) for one in (*place.holders, *place.deputies)]
    return found


def _holder(one: Holder, place: NamedPlace | None) -> dict[str, Any]:
    return {
        "office": one.office_id,
        "role": one.role,
        "rank": one.rank,
        "seat": place.seat.id if place is not None else None,
        "class": place.class_name if place is not None else "",
        "grade": place.grade if place is not None else None,
        "person": one.person.id if one.person is not None else None,
        "name": one.person.full_name if one.person is not None else "",
        "from": one.first_day.isoformat(),
        "until": one.last_day.isoformat() if one.last_day is not None else None,
        "signed": one.signed_on.isoformat() if one.signed_on is not None else None,
    }


def _vacancy(one: Vacancy, tr: Translator) -> dict[str, Any]:
    return {
        "seat": one.seat.id,
        "name": one.seat.name(tr.language),
        "role": "deputy" if one.is_deputy else "member",
        "class": one.class_name,
        "grade": one.grade,
        "number": one.number,
        "of": one.of,
        "since": one.since.isoformat() if one.since is not None else None,
    }


def _warning(one: BodyWarning, tr: Translator) -> dict[str, Any]:
    return {"code": one.code, "message": tr(one.msgid, **one.values), "source": tr(one.source)}


def _said(one: Holder, place: NamedPlace, tr: Translator) -> str:
    from app.bodies.named import say_holder, say_role

    said = say_holder(one, place, tr)
    return said if one.role != "deputy" else f"{said} ({say_role(one, place, tr)})"

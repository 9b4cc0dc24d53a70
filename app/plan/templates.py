"""What can a plan begin with? The program's template (resources/presets/plan_template.toml), in the school's words."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.core.paths import resource
from app.plan.guarding import refuse_unless_open
from app.plan.point_commands import add_point
from app.plan.section_commands import add_section, sections_in
from app.school.queries import SchoolRow, own_language, the_school
from app.yearwheel.queries import entry_rows
from db.models import PlanCommitment, PlanSection, Seat


@dataclass(frozen=True)
class Promise:
    """What a point of the template promises, as a commitment is kept (``db.models.PlanCommitment``).

    ``topic`` is the topic of the wheel entry it is tied to, ``body_kind`` the kind of the bodies, ``chosen_by`` who
    elects the seats it is about ("" : the whole body).
    """

    kind: str
    topic: str = ""
    body_kind: str = ""
    chosen_by: str = ""
    meeting_kind: str = ""
    number_from: int | None = None
    number_to: int | None = None
    by_rule: str = ""


@dataclass(frozen=True)
class TemplatePoint:
    """A point of the template in one language, and what it promises."""

    side: str
    text: str
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class TemplateSection:
    """A section of the template in one language. ``usual``: it is proposed; the others can be chosen too."""

    code: str
    level: int
    title: str
    text: str
    left_title: str
    right_title: str
    points: tuple[TemplatePoint, ...]
    usual: bool


def template(session: Session, language: str = "") -> tuple[TemplateSection, ...]:
    """Return the sections of the template in order, in nb or nn (else as the school writes), in its own words."""
    return _sections(language or own_language(session), _swaps(the_school(session)))


def proposed() -> frozenset[str]:
    """Return the codes of the sections that are proposed at first."""
    return frozenset(one["code"] for one in _told()["section"] if one.get("usual", True))


def default_title(session: Session, language: str = "") -> str:
    """Return what a plan is called at first, in the words of the school."""
    language = language or own_language(session)
    return _in_own_words(_told()[f"title_{_written(language)}"], _swaps(the_school(session)))


def taken(session: Session, plan_id: int) -> frozenset[str]:
    """Return the codes of the sections of the template that a plan has already."""
    query = select(PlanSection.code).where(PlanSection.plan_id == plan_id, PlanSection.code != "")
    return frozenset(session.scalars(query))


def plant(
    session: Session, plan_id: int, codes: Collection[str] | None = None, at: int | None = None
) -> tuple[int, ...]:
    """Add sections of the template (None: those proposed) at an index of a plan (None: at the end); returns their ids.

    What the plan has already is passed over. A promise of a body the school has not, or tied to an entry the year's
    wheel has not, is left out. Raises UserError once the plan is adopted.
    """
    found = refuse_unless_open(session, plan_id)
    wanted = (proposed() if codes is None else frozenset(codes)) - taken(session, plan_id)
    chosen = [one for one in template(session) if one.code in wanted]
    known = _Known(session, found.start_year)
    start = len(sections_in(session, plan_id)) if at is None else at
    ids = []
    for offset, one in enumerate(chosen):
        section_id = add_section(
            session,
            plan_id,
            one.title,
            at=start + offset,
            level=one.level,
            text=one.text,
            left_title=one.left_title,
            right_title=one.right_title,
            code=one.code,
        )
        for point in one.points:
            point_id = add_point(session, section_id, point.side, point.text)
            for promise in point.promises:
                session.add_all(known.rows(point_id, promise))
        ids.append(section_id)
    session.flush()
    return tuple(ids)


class _Known:
    """What the school has that promises can be tied to: bodies, their seats, the year's wheel."""

    def __init__(self, session: Session, year: int) -> None:
        self._bodies: dict[str, list[int]] = {}
        for body in bodies(session):
            self._bodies.setdefault(body.kind, []).append(body.id)
        self._seats = [(one.id, one.body_id, one.chosen_by) for one in session.scalars(select(Seat).order_by(Seat.id))]
        self._entries = {one.topic: one.id for one in entry_rows(session, year) if one.topic}

    def rows(self, point_id: int, promise: Promise) -> list[PlanCommitment]:
        """Return the rows of a promise: one for each body of the kind, or each of its seats."""
        told = {
            "plan_point_id": point_id,
            "kind": promise.kind,
            "meeting_kind": promise.meeting_kind,
            "number_from": promise.number_from,
            "number_to": promise.number_to,
            "by_rule": promise.by_rule,
        }
        if promise.topic:
            entry_id = self._entries.get(promise.topic)
            return [] if entry_id is None else [PlanCommitment(**told, wheel_entry_id=entry_id)]
        if not promise.body_kind:
            return [PlanCommitment(**told)]
        of_kind = self._bodies.get(promise.body_kind, [])
        if not promise.chosen_by:
            return [PlanCommitment(**told, body_id=body_id) for body_id in of_kind]
        return [
            PlanCommitment(**told, body_id=body_id, seat_id=seat_id)
            for seat_id, body_id, chosen_by in self._seats
            if body_id in of_kind and chosen_by == promise.chosen_by
        ]


@cache
def _told() -> Mapping[str, Any]:
    with resource("presets", "plan_template.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _sections(language: str, swaps: tuple[tuple[str, str], ...]) -> tuple[TemplateSection, ...]:
    return tuple(_section(told, _written(language), swaps) for told in _told()["section"])


def _section(told: Mapping[str, Any], language: str, swaps: tuple[tuple[str, str], ...]) -> TemplateSection:
    def said(name: str) -> str:
        return _in_own_words(told.get(f"{name}_{language}", ""), swaps)

    points = [
        TemplatePoint(
            side, _in_own_words(one[language], swaps), tuple(Promise(**promise) for promise in one.get("promises", ()))
        )
        for side in ("text", "left", "right")
        for one in told.get(side, ())
    ]
    return TemplateSection(
        code=told["code"],
        level=told.get("level", 1),
        title=said("title"),
        text=said("text").strip(),
        left_title=said("left_title"),
        right_title=said("right_title"),
        points=tuple(points),
        usual=told.get("usual", True),
    )


def _written(language: str) -> str:
    """Return the language of the two that the template is written in."""
    return "nn" if language == "nn" else "nb"


def _swaps(school: SchoolRow | None) -> tuple[tuple[str, str], ...]:
    """Return which stems the school says otherwise; their endings are the same, in both languages."""
    if school is None:
        return ()
    found: list[tuple[str, str]] = []
    if school.parent_rep_word == "klassekontakt":
        found += [("Foreldrekontakt", "Klassekontakt"), ("foreldrekontakt", "klassekontakt")]
    if school.committee_rep_word == "fau_kontakt":
        found.append(("FAU-representant", "FAU-kontakt"))
    if school.after_school_word == "aks":
        found.append(("SFO", "AKS"))
    if school.cooperation_word == "hjem_skole":
        found += [("skole-hjem-samarbeid", "hjem-skole-samarbeid"), ("skule-heim-samarbeid", "heim-skule-samarbeid")]
    return tuple(found)


def _in_own_words(text: str, swaps: tuple[tuple[str, str], ...]) -> str:
    for usual, own in swaps:
        text = text.replace(usual, own)
    return text

"""What is expected of one role? The poster (*Plakat*): its points of a table of the plan on one A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.reports.frame import Frame, frame_of, framed
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Enclosure, Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.model import Block, Document, Paragraph, PointGroup, Poster
from app.meetings.reports.frame import OFFICE, PUBLIC
from app.plan.queries import current_plan
from app.plan.reports.chosen import chosen_plan, hushed, point_group, say_status
from app.plan.rows import OPEN_STATUSES, PlanDetail, PlanRow, SectionRow
from app.yearwheel.reports.hushed import hush_for

TITLE = N_("Poster of the plan")
_SIDES = ("left", "right")


@dataclass(frozen=True)
class RolePoints:
    """What one role is expected to do by some tables: (the section's title, its points)."""

    role: str
    tables: tuple[PointGroup, ...]


@dataclass(frozen=True)
class PosterFacts:
    """The facts: a poster for each of ``roles``; ``is_one``: one was asked for."""

    frame: Frame
    plan: PlanRow
    roles: tuple[RolePoints, ...]
    is_one: bool


def poster_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the roles of the tables in the newest version, then each table with each of its roles."""
    detail = current_plan(session, year, clock.today())
    return tuple(_wanted(detail)) if detail is not None else ()


def poster_subject(section: SectionRow, side: str) -> str:
    """Return what the poster of one side of a table is asked for by."""
    return f"{section.title}: {_role(section, side)}"


def collect_poster(session: Session, request: ReportRequest) -> PosterFacts:
    """Read the poster asked for, or those of all roles. Raises UserError."""
    detail = hushed(chosen_plan(session, request, None), hush_for(session, request.audience, request.on))
    wanted = _wanted(detail)
    frame = frame_of(session, request)
    if request.subject is None:
        return PosterFacts(frame, detail.plan, tuple(_by_role(detail).values()), is_one=False)
    found = next((one for name, one in wanted.items() if name.casefold() == request.subject.strip().casefold()), None)
    if found is None:
        raise UserError(
            N_("The plan has no table called {name}. There are: {names}."),
            field="subject",
            name=request.subject,
            names=", ".join(wanted) or "–",
        )
    return PosterFacts(frame, detail.plan, (found,), is_one=True)


def compose_poster(facts: PosterFacts, tr: Translator) -> Document:
    """Make the posters, a page each."""
    blocks: list[Block] = [poster_of(role, facts.plan, tr) for role in facts.roles]
    if not blocks:
        blocks.append(Paragraph(tr(N_("No table of the plan has any points yet."))))
    title = f"{tr(TITLE)}: {facts.roles[0].role}" if facts.is_one else tr(TITLE)
    return framed(facts.frame, tr, title, blocks, frozenset())


def poster_of(role: RolePoints, plan: PlanRow, tr: Translator) -> Poster:
    """Return one poster: the role is what is read across the room; the title of a lone table stands under it."""
    about = tr(N_("{title}, school year {year}"), title=plan.title, year=year_name(plan.start_year))
    foot = f"{about}. {say_status(plan, tr)}"
    if len(role.tables) == 1:
        (table,) = role.tables
        return Poster(role.role, table.title, (PointGroup("", table.points, table.runs),), foot)
    return Poster(role.role, "", role.tables, foot)


def remark_on_poster(facts: PosterFacts, tr: Translator) -> str:
    """Say whose points are too many for one page."""
    from app.documents.posters import poster_pages  # the fonts are read for it, which no menu needs
    from app.documents.sheet import a4_sheet

    long = [
        role.role for role in facts.roles if len(poster_pages(poster_of(role, facts.plan, tr), a4_sheet(), 0.0)) > 1
    ]
    if not long:
        return ""
    return tr(N_("These have too many points for one page: {roles}. Choose one table."), roles=", ".join(long))


def package_papers(session: Session, request: ReportRequest) -> tuple[Enclosure, ...]:
    """Return the posters of both roles of the plan's first table for a parents' meeting, once it is adopted."""
    detail = current_plan(session, request.year, request.on)
    if detail is None or detail.plan.status in OPEN_STATUSES:
        return ()
    detail = hushed(detail, hush_for(session, request.audience, request.on))
    first = next((one for one in detail.sections if any(one.on(side) for side in _SIDES)), None)
    if first is None:
        return ()
    names = {_role(first, side).casefold() for side in _SIDES}
    roles = [one for name, one in _by_role(detail).items() if name in names]
    plan = detail.plan

    def blocks(tr: Translator) -> Iterator[Block]:
        for role in roles:
            yield poster_of(role, plan, tr)

    return (Enclosure(blocks),)


def _wanted(detail: PlanDetail) -> Mapping[str, RolePoints]:
    """Return every poster there can be, by what it is asked for by."""
    found = {role.role: role for role in _by_role(detail).values() if len(role.tables) > 1}
    for section in detail.sections:
        for side in _SIDES:
            points = section.on(side)
            if not section.is_table or not points:
                continue
            wanted, number = poster_subject(section, side), 1
            while wanted in found:
                number += 1
                wanted = f"{poster_subject(section, side)} ({number})"
            role = _role(section, side)
            found[wanted] = RolePoints(role, (point_group(section.title, points),))
    return found


def _by_role(detail: PlanDetail) -> Mapping[str, RolePoints]:
    """Return the roles in the order they first stand, each with its points of all tables."""
    found: dict[str, RolePoints] = {}
    for section in detail.sections:
        for side in _SIDES:
            points = section.on(side)
            if section.is_table and points:
                role = _role(section, side)
                before: Sequence[PointGroup] = found[role.casefold()].tables if role.casefold() in found else ()
                found[role.casefold()] = RolePoints(
                    found[role.casefold()].role if before else role,
                    (*before, point_group(section.title, points)),
                )
    return found


def _role(section: SectionRow, side: str) -> str:
    return section.left_title if side == "left" else section.right_title


POSTER = Report(
    own_draft=True,
    id="plan-poster",
    title=TITLE,
    audiences=(PUBLIC, "staff", OFFICE),
    subjects=poster_subjects,
    collect=collect_poster,
    compose=compose_poster,
    formats=("pdf", "docx"),
    remark=remark_on_poster,
    whole=N_("Every role, a page each"),
)

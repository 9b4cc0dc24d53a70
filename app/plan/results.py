"""Which results has the school in a year, which cases have treated them, and what was agreed?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.plain import plain
from app.plan.followed import FileRow, MeasureRow, ResultRow
from db.models import ActionPoint, AgendaItem, Person, Presentation, ResultFile, SurveyResult


def results(session: Session, year: int) -> tuple[ResultRow, ...]:
    """Return the results of a school year, those that came last first; what has not come yet before them."""
    query = select(SurveyResult).where(SurveyResult.start_year == year)
    ordered = query.order_by(SurveyResult.received_on.is_not(None), SurveyResult.received_on.desc(), SurveyResult.id)
    return _rows(session, session.scalars(ordered))


def result(session: Session, result_id: int) -> ResultRow:
    """Return one result. Raises NoResultFound."""
    return _rows(session, [session.get_one(SurveyResult, result_id)])[0]


def cases_of(session: Session, result_id: int) -> frozenset[int]:
    """Return the cases that somebody said treat a result, with all that goes on from them."""
    linked = select(Presentation.agenda_item_id).where(
        Presentation.survey_result_id == result_id,
        Presentation.agenda_item_id.is_not(None),
        Presentation.is_dismissed.is_(False),
    )
    return going_on(session, (one for one in session.scalars(linked) if one is not None))


def going_on(session: Session, item_ids: Iterable[int]) -> frozenset[int]:
    """Return some cases with all that goes on from them, in later meetings and in other bodies."""
    way = select(AgendaItem.id).where(AgendaItem.id.in_(list(item_ids))).cte("goes_on", recursive=True)
    way = way.union(select(AgendaItem.id).join(way, AgendaItem.continues_id == way.c.id))
    return frozenset(session.scalars(select(way.c.id)))


def measures(session: Session, result_id: int) -> tuple[MeasureRow, ...]:
    """Return what was agreed in the cases that treated a result, by day due; what has none last."""
    return measures_in(session, cases_of(session, result_id))


def measures_in(session: Session, item_ids: Collection[int]) -> tuple[MeasureRow, ...]:
    """Return what was agreed in some cases; the names are for the office's own window."""
    query = (
        select(ActionPoint, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == ActionPoint.owner_id)
        .where(ActionPoint.agenda_item_id.in_(item_ids))
        .order_by(ActionPoint.due.is_(None), ActionPoint.due, ActionPoint.id)
    )
    found = []
    for one, given, family in session.execute(query):
        name = " ".join(filter(None, (given, family))) or one.owner
        found.append(MeasureRow(one.id, one.meeting_id, one.agenda_item_id or 0, one.what, name, one.due, one.done_on))
    return tuple(found)


def _rows(session: Session, found: Iterable[SurveyResult]) -> tuple[ResultRow, ...]:
    rows = list(found)
    files: dict[int, list[FileRow]] = defaultdict(list)
    query = select(ResultFile).where(ResultFile.survey_result_id.in_([one.id for one in rows]))
    for file in session.scalars(query.order_by(ResultFile.position, ResultFile.id)):
        files[file.survey_result_id].append(plain(FileRow, file))
    return tuple(plain(ResultRow, one, files=tuple(files[one.id])) for one in rows)

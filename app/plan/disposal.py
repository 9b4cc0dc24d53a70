"""Which plans are superseded, and which results are of past school years: what is for the archive, and what may go?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.disposal import (
    EXEMPT,
    NOT_HANDED_OVER,
    ArchiveEntry,
    ArchiveFile,
    ArchivePaper,
    DisposalLine,
    file_of,
)
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_name, year_of, year_range
from app.plan.queries import all_plans
from app.plan.reports.chosen import by_name
from app.plan.result_commands import closing_provision
from app.plan.results import cases_of
from app.plan.rows import PlanRow
from app.plan.words import say_plan
from app.school.handed_over import handed_over
from app.school.queries import own_language, the_school
from db.models import Plan, ResultFile, SurveyResult

PLAN, RESULT = "plan", "result"
PAGE = "plan"
REPORT = "plan"

SUPERSEDED = N_("Another plan is in force. What was agreed is preserved: hand it over to the archive.")
NEVER_ADOPTED = N_("This version was sent to nobody and never adopted; a later one took its place.")
RESULTS_PRESERVED = N_("It is of a past school year. Hand it over to the archive, or keep it to compare with.")
NO_FILE = N_("There is no file of it here.")
KEEPS_CLOSED = N_("Cases about it stay closed because people can be known by it. Delete their meetings first.")


def disposal(session: Session, today: date) -> tuple[DisposalLine, ...]:
    """Return the plans that are superseded, and the results of past school years. The hook ``disposal``."""
    school, tr = the_school(session), translator(own_language(session))
    responsible = school.name if school is not None else ""
    return (*_plans(session, today, responsible, tr), *_results(session, today, responsible, tr))


def dispose(session: Session, kind: str, subject_id: int) -> None:
    """Delete a version of the plan with all that stands in it, or a result with its files. The hook ``dispose``."""
    for name, table in ((PLAN, Plan), (RESULT, SurveyResult)):
        if kind == name:
            session.execute(delete(table).where(table.id == subject_id))


def _plans(session: Session, today: date, responsible: str, tr: Translator) -> Iterator[DisposalLine]:
    rows = all_plans(session, today)
    by_year: defaultdict[int, list[PlanRow]] = defaultdict(list)
    for row in rows:
        by_year[row.start_year].append(row)
    subjects = {row.id: name for some in by_year.values() for name, row in by_name(some).items()}
    handed = handed_over(session, PLAN)
    for row in reversed(rows):
        if row.status != "superseded":
            continue
        is_told = row.adopted_on is not None or row.sent_on is not None
        yield DisposalLine(
            kind=PLAN,
            subject_id=row.id,
            title=Saying("{plan}", {"plan": say_plan(row, tr)}),
            day=row.adopted_on or row.sent_on or year_range(row.start_year)[1],
            suggested="archive" if is_told else "delete",
            why=Saying(SUPERSEDED if is_told else NEVER_ADOPTED),
            hindered=Saying(NOT_HANDED_OVER) if is_told and row.id not in handed else None,
            entry=_plan_entry(row, subjects[row.id], responsible, tr) if is_told else None,
            page=PAGE,
        )


def _plan_entry(row: PlanRow, subject: str, responsible: str, tr: Translator) -> ArchiveEntry:
    return ArchiveEntry(
        document_type=tr(N_("Plan for the cooperation of home and school")),
        body=row.adopted_by,
        responsible=responsible,
        papers=(ArchivePaper(REPORT, subject, row.start_year),),
    )


def _results(session: Session, today: date, responsible: str, tr: Translator) -> Iterator[DisposalLine]:
    past = select(SurveyResult).where(SurveyResult.start_year < year_of(today))
    rows = session.scalars(past.order_by(SurveyResult.start_year, SurveyResult.id)).all()
    if not rows:
        return
    files: defaultdict[int, list[ArchiveFile]] = defaultdict(list)
    kept = select(ResultFile.survey_result_id, ResultFile.file_name, ResultFile.sha256)
    for result_id, file_name, sha256 in session.execute(kept.order_by(ResultFile.position, ResultFile.id)):
        files[result_id].append(file_of(file_name, sha256))
    handed, provision = handed_over(session, RESULT), closing_provision(session)
    for row in rows:
        has_files = bool(files[row.id])
        hindered = NOT_HANDED_OVER if has_files and row.id not in handed else None
        if hindered is None and row.small_groups and cases_of(session, row.id):
            hindered = KEEPS_CLOSED
        entry = ArchiveEntry(
            document_type=tr(N_("Result")),
            access=tr(EXEMPT) if row.small_groups else "",
            basis=provision if row.small_groups else "",
            responsible=responsible,
            files=tuple(files[row.id]),
        )
        yield DisposalLine(
            kind=RESULT,
            subject_id=row.id,
            title=Saying("{result} {year}", {"result": row.title, "year": year_name(row.start_year)}),
            day=row.received_on or year_range(row.start_year)[1],
            suggested="archive" if has_files else "keep",
            why=Saying(RESULTS_PRESERVED if has_files else NO_FILE),
            hindered=None if hindered is None else Saying(hindered),
            entry=entry if has_files else None,
            page=PAGE,
        )

"""How does a paper get from the school's file to a file on the desk?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.contacts.disclosure import AUDIENCE_NAMES
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator, later
from app.core.progress import NO_PROGRESS, Progress
from app.core.report import WHOLE_SCHOOL, Report, ReportRequest
from app.core.schoolyear import day_in_year, year_of
from app.school.queries import own_language, school_years

if TYPE_CHECKING:
    from app.documents.model import Document
    from db.store import Store

EXPORTED = N_("Handed out {title}, {subject} ({audience}): {number}")


def usual_audience(report: Report) -> str:
    """Return whom a paper is for unless somebody says otherwise."""
    return report.audiences[0]


def current_year(store: Store) -> int:
    """Return the school year to work in: today's if the school has it, else its newest."""
    this = year_of(clock.today())
    years = [year.start_year for year in store.read(school_years)]
    return this if this in years or not years else years[0]


def paper_language(store: Store) -> str:
    """Return the school's own written standard (opplæringslova § 15-2)."""
    return store.read(own_language)


def hand_out(
    store: Store, report: Report, request: ReportRequest, tr: Translator, path: Path, progress: Progress = NO_PROGRESS
) -> Callable[[Translator], str]:
    """Write a paper to ``path`` and note in the history what was handed out, for whom; never its content.

    ``request.on`` is taken from its year. Returns what says the report's remark in a language. Raises UserError and
    StoreError.
    """
    if request.audience not in report.audiences:
        names = ", ".join(report.audiences)
        raise UserError(N_("This paper is not for {name}. It is for: {names}."), name=request.audience, names=names)
    if path.suffix.lower().lstrip(".") not in report.formats:
        endings = ", ".join(f".{name}" for name in report.formats)
        raise UserError(N_("Choose a file name that ends with one of: {endings}."), endings=endings)
    named = _as_listed(store.read(report.subjects, request.year), request.subject)
    wanted = replace(request, subject=named, on=day_in_year(request.year, clock.today()))
    wanted, facts = store.read(report.gathered, wanted)
    document = report.composed(wanted, facts, tr)
    write_paper(report, facts, document, tr, path, progress)
    note_export(store, report, wanted, document)
    return partial(report.remark, facts)


def write_paper(
    report: Report, facts: Any, document: Document, tr: Translator, path: Path, progress: Progress = NO_PROGRESS
) -> None:
    """Write a paper in the format of the file's ending, whole or not at all. Raises UserError."""
    from app.documents.writer import write, write_whole

    own = report.writers.get(path.suffix.lower().lstrip("."))
    if own is None:
        write(document, path, progress)
    else:
        write_whole(path, own(facts, tr))


def _as_listed(subjects: tuple[str, ...], typed: str | None) -> str | None:
    """Return the subject as the school writes it ("5 a" → "5A"); what is unknown is refused by the report itself."""
    plain = {"".join(name.casefold().split()): name for name in subjects}
    return None if typed is None else plain.get("".join(typed.casefold().split()), typed)


def note_export(store: Store, report: Report, request: ReportRequest, document: Document) -> None:
    """Note in the history what was handed out, of how many, for whom; it is said in the language of whoever reads it.

    Who stood on it is kept beside the step, so that a paper can be called back.
    """
    whole = N_("whole school") if report.whole == WHOLE_SCHOOL else report.whole
    chosen = later(N_("a selection") if request.people is not None else whole)
    store.note(
        "export",
        EXPORTED,
        people=document.people,
        title=later(report.title),
        audience=later(AUDIENCE_NAMES[request.audience]),
        subject=request.subject or chosen,
        number=later(N_("one person")) if report.per_person else len(document.people),
    )

"""How does a paper get from the school's file to a file on the desk?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.contacts.disclosure import AUDIENCE_NAMES
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator, later
from app.core.progress import NO_PROGRESS, Progress
from app.core.report import Report, ReportRequest
from app.core.schoolyear import day_in_year, year_of
from app.school.queries import school_years, the_school

if TYPE_CHECKING:
    from db.store import Store

EXPORTED = N_("Handed out {title}, {subject} ({audience})")


def narrowest(report: Report) -> str:
    """Return the audience that gets least, which is what a paper is for unless somebody says otherwise."""
    return report.audiences[0]


def current_year(store: Store) -> int:
    """Return the school year to work in: today's if the school has it, else its newest."""
    this = year_of(clock.today())
    years = [year.start_year for year in store.read(school_years)]
    return this if this in years or not years else years[0]


def paper_language(store: Store) -> str:
    """Return the school's own written standard (opplæringslova § 15-2)."""
    school = store.read(the_school)
    return school.written_standard if school else "nb"


def hand_out(
    store: Store,
    report: Report,
    subject: str | None,
    audience: str,
    tr: Translator,
    year: int,
    path: Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write a paper to ``path`` and note in the history what was handed out, for whom; never its content.

    Raises UserError and StoreError.
    """
    from app.documents.writer import write

    if audience not in report.audiences:
        names = ", ".join(report.audiences)
        raise UserError(N_("This paper is not for {name}. It is for: {names}."), name=audience, names=names)
    if path.suffix.lower().lstrip(".") not in report.formats:
        endings = ", ".join(f".{name}" for name in report.formats)
        raise UserError(N_("Choose a file name that ends with one of: {endings}."), endings=endings)
    named = _as_listed(store.read(report.subjects, year), subject)
    request = ReportRequest(named, audience, year, day_in_year(year, clock.today()))
    write(report.make(store.read, request, tr), path, progress)
    note_export(store, report, request)


def _as_listed(subjects: tuple[str, ...], typed: str | None) -> str | None:
    """Return the subject as the school writes it ("5 a" → "5A"); what is unknown is refused by the report itself."""
    plain = {"".join(name.casefold().split()): name for name in subjects}
    return None if typed is None else plain.get("".join(typed.casefold().split()), typed)


def note_export(store: Store, report: Report, request: ReportRequest) -> None:
    """Note in the history what was handed out, for whom; it is said in the language of whoever reads it."""
    subject = request.subject or later(N_("whole school"))
    audience = later(AUDIENCE_NAMES[request.audience])
    store.note("export", EXPORTED, title=later(report.title), audience=audience, subject=subject)

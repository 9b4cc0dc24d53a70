"""Which yearly wheels are of past school years? They are preserved (local plans: Narvik)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.disposal import NOT_HANDED_OVER, ArchiveEntry, ArchivePaper, DisposalLine
from app.core.i18n import N_, translator
from app.core.schoolyear import year_name, year_of, year_range
from app.school.handed_over import handed_over
from app.school.queries import own_language, the_school
from db.models import PlanCommitment, WheelEntry

WHEEL = "wheel"
REPORT = "year-wheel"

PRESERVED = N_("The yearly wheel shows what the school did in the year: hand it over to the archive.")
PROMISED = N_("A plan that is kept here promises something of it.")


def disposal(session: Session, today: date) -> tuple[DisposalLine, ...]:
    """Return the wheels of past school years; each is named by the year it starts in. The hook ``disposal``."""
    past = select(WheelEntry.start_year).where(WheelEntry.start_year < year_of(today)).distinct()
    years = sorted(session.scalars(past))
    if not years:
        return ()
    handed, school, tr = handed_over(session, WHEEL), the_school(session), translator(own_language(session))
    promised = set(
        session.scalars(
            select(WheelEntry.start_year)
            .join(PlanCommitment, PlanCommitment.wheel_entry_id == WheelEntry.id)
            .distinct()
        )
    )
    found = []
    for year in years:
        hindered = NOT_HANDED_OVER if year not in handed else PROMISED if year in promised else None
        entry = ArchiveEntry(
            document_type=tr(N_("Yearly wheel")),
            responsible=school.name if school is not None else "",
            papers=(ArchivePaper(REPORT, None, year),),
        )
        found.append(
            DisposalLine(
                kind=WHEEL,
                subject_id=year,
                title=Saying(N_("Yearly wheel {year}"), {"year": year_name(year)}),
                day=year_range(year)[1],
                suggested="archive",
                why=Saying(PRESERVED),
                hindered=None if hindered is None else Saying(hindered),
                entry=entry,
            )
        )
    return tuple(found)


def dispose(session: Session, kind: str, subject_id: int) -> None:
    """Delete the wheel of a school year. The hook ``dispose``."""
    if kind == WHEEL:
        session.execute(delete(WheelEntry).where(WheelEntry.start_year == subject_id))

"""Which paper of a meeting is shown, and how is one made without showing it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.i18n import N_

if TYPE_CHECKING:
    from app.core.report import Report
    from app.meetings.rows import MeetingRow
    from app.shell.context import Context

NOTICE, AGENDA, FOLDER, MINUTES = "meeting-notice", "agenda", "meeting-folder", "minutes"


def paper(report_id: str) -> Report | None:
    """Return a paper of meetings, None while there is no such."""
    from app.meetings.reports import REPORTS

    return next((report for report in REPORTS if report.id == report_id), None)


def subject_of(context: Context, row: MeetingRow) -> str:
    """Return what a meeting is called where a paper about it is asked for."""
    from app.meetings import subjects

    return context.read(subjects.subject_of, row)


def show_paper(context: Context, row: MeetingRow, report_id: str) -> None:
    """Open the preview of a paper about a meeting."""
    from app.meetings.reports import REPORTS

    if paper(report_id) is None:
        context.notify(context.tr(N_("There is nothing to print yet.")))
        return
    context.preview(REPORTS, subject=subject_of(context, row), on_paper=report_id)

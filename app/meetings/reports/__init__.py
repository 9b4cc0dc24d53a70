"""Which papers are there of meetings? In the order the menus show them."""

from __future__ import annotations

from app.meetings.reports.agenda import AGENDA
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.decisions import DECISION_LIST
from app.meetings.reports.folder import MEETING_FOLDER
from app.meetings.reports.follow_up import FOLLOW_UP_LIST
from app.meetings.reports.hearing_statement import HEARING_STATEMENT
from app.meetings.reports.meeting_plan import MEETING_PLAN
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.reports.parent_notices import PARENT_NOTICES
from app.meetings.reports.public_minutes import PUBLIC_MINUTES

REPORTS = (
    MEETING_NOTICE,
    AGENDA,
    MEETING_FOLDER,
    MINUTES,
    PUBLIC_MINUTES,
    CASE_EXTRACT,
    DECISION_LIST,
    FOLLOW_UP_LIST,
    ANNUAL_REPORT,
    MEETING_PLAN,
    PARENT_NOTICES,
    HEARING_STATEMENT,
)

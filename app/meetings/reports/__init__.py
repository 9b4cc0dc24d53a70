"""Which papers are there of meetings? In the order the menus show them."""

from __future__ import annotations

from app.meetings.reports.agenda import AGENDA
from app.meetings.reports.hearing_statement import HEARING_STATEMENT
from app.meetings.reports.meeting_plan import MEETING_PLAN
from app.meetings.reports.notice import MEETING_NOTICE
from app.meetings.reports.parent_notices import PARENT_NOTICES

REPORTS = (MEETING_NOTICE, AGENDA, MEETING_PLAN, PARENT_NOTICES, HEARING_STATEMENT)

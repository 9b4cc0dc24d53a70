"""Which papers are there of the plan? In the order the menus show them."""

from __future__ import annotations

from app.plan.reports.changes import CHANGES
from app.plan.reports.class_status import CLASS_STATUS
from app.plan.reports.commitment_status import COMMITMENT_STATUS
from app.plan.reports.plan import PLAN
from app.plan.reports.poster import POSTER

REPORTS = (PLAN, CHANGES, POSTER, COMMITMENT_STATUS, CLASS_STATUS)

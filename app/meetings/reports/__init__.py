"""Which papers are there of meetings?"""

from __future__ import annotations

from app.core.report import Report

REPORTS: tuple[Report, ...] = ()

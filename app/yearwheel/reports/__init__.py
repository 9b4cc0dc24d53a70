"""Which papers are there of the yearly wheel? In the order the menus show them."""

from __future__ import annotations

from app.yearwheel.reports.task_list import TASK_LIST
from app.yearwheel.reports.year_wheel import YEAR_WHEEL

REPORTS = (YEAR_WHEEL, TASK_LIST)

"""Which papers about the bodies of the school are handed out? In the order the menus show them."""

from __future__ import annotations

from app.bodies.reports.committee_list import COMMITTEE_LIST
from app.bodies.reports.confidentiality import CONFIDENTIALITY
from app.bodies.reports.representatives import REPRESENTATIVES
from app.bodies.reports.vacancies import VACANCIES

REPORTS = (REPRESENTATIVES, COMMITTEE_LIST, VACANCIES, CONFIDENTIALITY)

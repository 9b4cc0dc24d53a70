"""Which papers about people are handed out? In the order the menus show them."""

from __future__ import annotations

from app.contacts.reports.class_lists import CLASS_LIST, OFFICE_LIST

REPORTS = (CLASS_LIST, OFFICE_LIST)

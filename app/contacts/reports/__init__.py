"""Which papers about people are handed out? In the order the menus show them."""

from __future__ import annotations

from app.contacts.reports.access import ACCESS_REPORT
from app.contacts.reports.changes_since import CHANGES_SINCE
from app.contacts.reports.class_lists import CLASS_LIST, OFFICE_LIST
from app.contacts.reports.class_overview import CLASS_OVERVIEW
from app.contacts.reports.email_list import EMAIL_LIST
from app.contacts.reports.labels import ADDRESS_LABELS
from app.contacts.reports.letters import LETTERS
from app.contacts.reports.name_list import NAME_LIST
from app.contacts.reports.phone_list import PHONE_LIST
from app.contacts.reports.pifu import PIFU
from app.contacts.reports.slips import CHECK_DETAILS
from app.contacts.reports.to_register import TO_REGISTER
from app.contacts.reports.vcards import VCARDS

LISTS = (OFFICE_LIST, CLASS_LIST, NAME_LIST, PHONE_LIST, EMAIL_LIST)
"""A line for each pupil or guardian."""

HOME_PAPERS = (ADDRESS_LABELS, CHECK_DETAILS, LETTERS)
"""Something for each home."""

REPORTS = (*LISTS, *HOME_PAPERS, CLASS_OVERVIEW, CHANGES_SINCE, TO_REGISTER, ACCESS_REPORT, VCARDS, PIFU)

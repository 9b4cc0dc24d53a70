"""How does a test make a paper of what was decided, on 14 December 2026?"""

from __future__ import annotations

from datetime import date

from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document
from db.store import Store
from tests.contacts.reports.papers import as_text
from tests.factories import YEAR

LATER = date(2026, 12, 14)


def asked(report: Report, subject: object, audience: str = "", **options: str) -> ReportRequest:
    """Return a wish for a paper, for whom it is usually for unless somebody else is named."""
    about = None if subject is None else str(subject)
    return ReportRequest(about, audience or report.audiences[0], YEAR, LATER, options=options)


def made(
    store: Store, report: Report, subject: object, audience: str = "", language: str = "nb", **options: str
) -> Document:
    """Make a paper."""
    return report.make(store.read, asked(report, subject, audience, **options), translator(language))


def read(
    store: Store, report: Report, subject: object, audience: str = "", language: str = "nb", **options: str
) -> str:
    """Make a paper and return it as plain text."""
    return as_text(made(store, report, subject, audience, language, **options))


def remarked(store: Store, report: Report, subject: object, audience: str = "", **options: str) -> str:
    """Return what is said to whoever hands a paper out."""
    facts = store.read(report.collect, report.filled(asked(report, subject, audience, **options)))
    return report.remark(facts, translator("nb"))

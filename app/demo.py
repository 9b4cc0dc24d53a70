"""What can the program show of itself? The example school, all its papers, and a picture of every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import clock
from app.core.i18n import N_, Translator, translator
from app.core.report import ReportRequest
from app.core.settings import Settings
from app.example import open_example

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

PICTURE = (1280, 720)
ANSWERS = {
    "letters-home": {
        "heading": N_("Parents' meeting for {class}"),
        "text": N_(
            "Dear {guardians}\n\nWelcome to the parents' meeting for {class}. We talk about:\n\n"
            "- the school year\n- who represents the parents\n\nPlease tell us if nobody can come for {name}."
        ),
    }
}
"""What a paper asks for that cannot be without it."""


def build_demo(out: Path, tr: Translator, say: Callable[[str], None]) -> None:
    """Write DIR/school.db, every paper there is to DIR/reports and a picture of every page to DIR/pages."""
    database, reports, pages = out / "school.db", out / "reports", out / "pages"
    for folder in (out, reports, pages):
        folder.mkdir(parents=True, exist_ok=True)
    database.unlink(missing_ok=True)
    store = open_example(database, Settings.load(None), tr)
    try:
        _write_papers(store, reports)
    finally:
        store.close()
    _picture_pages(database, pages, tr.language)
    for folder in (database, reports, pages):
        say(tr(N_("Saved: {path}"), path=folder))


def _write_papers(store: Store, folder: Path) -> None:
    from app.features import all_reports
    from app.handing_out import current_year, hand_out, paper_language, usual_audience

    year, tr = current_year(store), translator(paper_language(store))
    for report in all_reports():
        subjects = store.read(report.subjects, year)
        people = store.read(_somebody, year) if report.per_person else None
        for subject in (None, *subjects[:1]):
            answers = {key: tr(words) for key, words in ANSWERS.get(report.id, {}).items()}
            request = ReportRequest(subject, usual_audience(report), year, clock.today(), people, options=answers)
            for ending in report.formats:
                name = f"{report.id}{'-' + subject if subject else ''}.{ending}"
                hand_out(store, report, request, tr, folder / name)


def _somebody(session: Session, year: int) -> tuple[int, ...]:
    from app.contacts.queries import ContactFilter, contact_ids
    from app.contacts.rules import PUPIL

    return tuple(contact_ids(session, ContactFilter(year, roles=PUPIL))[:1])


def _picture_pages(database: Path, folder: Path, language: str) -> None:
    """Open the real window offscreen on the school and take a picture of each page."""
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.pages import PAGES
    from app.startup import Program

    app = QApplication.instance()
    qt = app if isinstance(app, QApplication) else QApplication(["skolekontoret"])
    program = Program(qt, database, language, Settings.load(None))  # nobody's remembered sizes, and nobody's changed
    program.window.resize(*PICTURE)
    program.window.show()
    program.open_school()
    for entry in PAGES:
        program.window.show_page(entry.id)
        for _ in range(5):
            qt.processEvents()
        program.window.grab().save(str(folder / f"{entry.id}.png"))
    program.window.close()
    qt.processEvents()

"""What can the program show of itself? The example school, all its papers, and a picture of every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import clock
from app.core.i18n import N_, Translator, translator
from app.core.paths import resource
from app.core.progress import NO_PROGRESS, Progress
from app.core.report import ReportRequest
from app.core.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

ROSTER = ("demo", "elevliste.xlsx")
NAME = N_("Example school")
PICTURE = (1280, 720)


def open_example(path: Path, settings: Settings, tr: Translator, progress: Progress = NO_PROGRESS) -> Store:
    """Open the example school at ``path``, building it from the shipped roster by the same import as any other."""
    from app.contacts.imports import bring_in
    from app.opening import ensure_school, open_store
    from app.school.queries import the_school

    store = open_store(path, settings)
    try:
        if store.read(the_school) is None:
            ensure_school(store, tr(NAME), "nn" if tr.language == "nn" else "nb", is_example=True)
            bring_in(store, resource(*ROSTER), progress=progress)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


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
            request = ReportRequest(subject, usual_audience(report), year, clock.today(), people)
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

"""Does a built program have all its parts? Run before it is shipped."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import LANGUAGES, N_, Translator, translator


def self_test(tr: Translator, say: Callable[[str], None]) -> None:
    """Try words, holidays, import, papers, pictures, backup and check in a folder removed again. Raises UserError."""
    from app.core.settings import Settings
    from app.demo import build_demo
    from app.opening import open_store

    if len({translator(language)(N_("All is well.")) for language in LANGUAGES}) < len(LANGUAGES):
        raise UserError(N_("The words of the program are missing. Build it again."))
    _look_up_a_holiday()
    with tempfile.TemporaryDirectory(prefix="skolekontoret-") as folder:
        out = Path(folder)
        build_demo(out, tr, lambda _line: None)
        _look_at(out)
        store = open_store(out / "school.db", Settings.load(None), create=False)
        try:
            if store.check():
                raise UserError(N_("The file is damaged."))
        finally:
            store.close()
    say(tr(N_("All is well.")))


def _look_up_a_holiday() -> None:
    """Ask for one day: the package finds its countries by name, and a built program may have left Norway out."""
    from app.school.public_holidays import public_holidays

    day = date(2026, 5, 17)
    try:
        found = public_holidays(day, day).get(day)
    except (ImportError, NotImplementedError) as error:
        raise UserError(N_("The public holidays are missing. Build the program again.")) from error
    if found != ("Constitution Day",):
        raise UserError(N_("The public holidays are missing. Build the program again."))


def _look_at(out: Path) -> None:
    """Render the first page of each PDF, so that a missing font or library shows here and not at the school."""
    import pypdfium2

    for path in sorted((out / "reports").glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        try:
            document[0].render(scale=0.3)
        finally:
            document.close()
    if not all(path.stat().st_size > 0 for path in out.rglob("*.png")):
        raise UserError(N_("A picture of a page is empty."))

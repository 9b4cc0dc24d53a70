"""How are the README's pictures made? The real window on the example school, which holds only invented people.

.venv/bin/python -m tools.make_pictures
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.startup import Program

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1280, 720)


def main() -> int:
    """Write a picture of each thing the README shows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="skolekontoret-pictures-") as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        _take(Path(folder))
    return 0


def _take(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from app.startup import Program

    app = QApplication(["skolekontoret"])

    def wait(until: Callable[[], bool] = lambda: True) -> None:
        while not until():
            app.processEvents()
        end = time.monotonic() + 1
        while time.monotonic() < end:
            app.processEvents()

    def shoot(program: Program, name: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        program.window.grab().save(str(FOLDER / f"{name}.png"))

    from app.core.i18n import translator
    from app.core.paths import resource
    from app.core.settings import Settings
    from app.example import ROSTER, open_example
    from app.opening import ensure_school, open_store
    from app.shell import theme
    from app.shell.importing.wizard import ImportWizard
    from app.shell.print_preview import PrintPreview

    settings = Settings.load(None)
    open_example(folder / "full.db", settings, translator("nb")).close()
    empty = open_store(folder / "empty.db", settings)
    ensure_school(empty, "Lia skole")
    empty.close()

    program = Program(app, folder / "empty.db", "nb")
    program.window.resize(*SIZE)
    program.show()
    wait(lambda: program.context.store is not None)
    page = program.window.show_page("contacts")
    page.import_people()  # type: ignore[attr-defined]
    wizard = next(iter(program.window.findChildren(ImportWizard)))
    wizard.take(resource(*ROSTER))
    wait(lambda: wizard.faces.currentWidget() is wizard.about_face)
    wizard.forward()
    wait(lambda: wizard.preview is not None)
    shoot(program, "import")
    wizard.give_up()
    program.window.close()

    program = Program(app, folder / "full.db", "nb")
    program.window.resize(*SIZE)
    program.show()
    wait(lambda: program.context.store is not None)
    program.window.notices.hide()
    program.window.show_page("today")
    wait()
    shoot(program, "today")
    contacts = program.window.show_page("contacts")
    contacts.classes.setCurrentIndex(contacts.classes.findData("5A"))  # type: ignore[attr-defined]
    contacts.roles.chips[1].setChecked(True)  # type: ignore[attr-defined]
    contacts.list.refilter()  # type: ignore[attr-defined]
    wait()
    shoot(program, "contacts")
    theme.apply(app, "dark")
    wait()
    shoot(program, "dark")
    theme.apply(app, "light")
    for page_id in ("elections", "bodies"):
        program.window.show_page(page_id)
        wait()
        shoot(program, page_id)
    _take_meetings(program, wait, partial(shoot, program))
    for name, page_id, part in (
        ("wheel", "yearwheel", "wheel"),
        ("wheel-list", "yearwheel", "list"),
        ("plan", "plan", ("section", _first_table(program))),
        ("class-status", "plan", "classes"),
        ("turning", "turning", "steps"),
    ):
        program.window.show_page(page_id).show_item(part)
        wait()
        shoot(program, name)
    _make_next_year(program)
    wait()
    program.window.show_page("turning").show_item("board")
    wait()
    shoot(program, "board")
    program.window.show_page("contacts")
    contacts.print_paper("class-list")  # type: ignore[attr-defined]
    paper = next(iter(program.window.findChildren(PrintPreview)))
    wait(lambda: paper.paper is not None)
    shoot(program, "preview")
    program.window.close()


def _first_table(program: Program) -> int:
    """Return the first table of expectations of this year's plan."""
    from app.core import clock
    from app.handing_out import current_year
    from app.plan.queries import current_plan

    store = program.context.store
    assert store is not None
    plan = store.read(current_plan, current_year(store), clock.today())
    assert plan is not None
    return next(section.id for section in plan.sections if section.is_table)


def _make_next_year(program: Program) -> None:
    """Give next year its classes and pupils."""
    from app import rollover
    from app.handing_out import current_year

    store = program.context.store
    assert store is not None
    with store.change("Made next year") as session:
        for code in ("contacts.classes", "contacts.pupils", "contacts.leavers"):
            rollover.take(session, current_year(store) + 1, code)


def _take_meetings(program: Program, wait: Callable[[], None], shoot: Callable[[str], None]) -> None:
    """Take the list with a meeting beside it, the parents' meetings, what is to be done, and a meeting being held."""
    from app.handing_out import current_year
    from app.meetings.minuting.sitting_panel import SittingPanel
    from app.meetings.queries import items_of, meetings_in

    store = program.context.store
    assert store is not None
    rows = store.read(meetings_in, current_year(store))
    coming = next(row for row in rows if row.status == "planned" and row.items)
    held = next(row for row in rows if row.status == "sent")
    page = program.window.show_page("meetings")
    for name, item in (("meetings", coming.id), ("parents", "parents"), ("follow-up", "follow-up")):
        page.show_item(item)
        wait()
        shoot(name)
    page.show_item("list")
    voted = next(item for item in store.read(items_of, [held.id]) if item.balloting == "counted")
    program.context.show_panel(SittingPanel(program.context, held.id, voted.id))
    wait()
    shoot("sitting")
    program.window.close_panel()


if __name__ == "__main__":
    sys.exit(main())

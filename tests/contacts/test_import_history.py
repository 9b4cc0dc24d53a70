"""Can an earlier import be found and taken back where the next one begins?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.contacts.commands import set_field
from app.contacts.import_history import EarlierImports, say_run
from app.contacts.imports.history import import_runs
from tests.imports.rosters import DATA, bring
from tests.office import Office


def test_an_import_is_said_and_undone_where_the_next_one_begins(office: Office, qtbot: QtBot) -> None:
    store = office.store
    earlier = EarlierImports(office.context)
    qtbot.addWidget(earlier)
    assert earlier.title.isHidden()
    result = bring(store, DATA / "elevliste.xlsx")
    office.context.steps_changed.emit()
    assert not earlier.title.isHidden()
    (run,) = store.read(import_runs)
    assert say_run(run, office.context.tr).endswith("alt står fortsatt")
    assert result.step is not None
    earlier.undo_buttons[result.step].click()
    qtbot.waitUntil(lambda: not earlier.undo_buttons)
    (run,) = store.read(import_runs)
    assert run.undone


def test_what_does_not_stand_any_more_is_counted(office: Office) -> None:
    bring(office.store, DATA / "elevliste.xlsx")
    with office.store.change("Changed") as session:
        set_field(session, 1, "given_name", "Annen")
    (run,) = office.store.read(import_runs)
    number = office.context.tr.number
    assert f"{number(run.rows - 1)} av {number(run.rows)} opplysninger står" in say_run(run, office.context.tr)

"""Can an earlier import be found and taken back where the next one begins?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.contacts.commands import set_field
from app.contacts.import_history import EarlierImports, say_run
from app.contacts.importing.about import FORMATS, say_format
from app.contacts.importing.words import say_landed
from app.contacts.imports.formats import IMPORTERS
from app.contacts.imports.history import import_runs
from app.core.i18n import translator
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
    said = say_run(run, office.context.tr)
    assert said.startswith("Excel-liste · ")  # as it was called before it came in
    assert said.endswith("alt står fortsatt")
    assert result.step is not None
    earlier.undo_buttons[result.step].click()
    qtbot.waitUntil(lambda: not earlier.undo_buttons)
    (run,) = store.read(import_runs)
    assert run.undone


def test_a_format_is_called_the_same_before_and_after() -> None:
    nb = translator("nb")
    assert say_format("table", "Elever.CSV", "", nb) == "Tekstliste (CSV)"
    assert say_format("table", "elever.xlsx", "", nb) == "Excel-liste"
    assert say_format("pifu", "elever.xml", "Vigilo", nb) == "PIFU-IMS 1.3 fra Vigilo"
    assert say_format("wis", "elever.csv", "WIS", nb) == "WIS Skole"
    assert {importer.id for importer in IMPORTERS} == {"table", *FORMATS}, "each has a name"


def test_what_there_is_none_of_is_not_said() -> None:
    nb, nn, en = (translator(language) for language in ("nb", "nn", "en"))
    counts = {"new": {"pupils": 2, "guardians": 1, "links": 4}, "changed": {"staff": 0}, "gone": {"pupils": 1}}
    assert [say_landed(counts, tr) for tr in (nb, nn, en)] == [
        "3 nye personer, 1 sluttet", "3 nye personar, 1 slutta", "3 new people, 1 left",
    ]  # fmt: skip
    assert say_landed({"new": {"guardians": 1}, "changed": {"pupils": 2}}, nb) == "1 ny person, 2 endret"
    assert say_landed({"new": {"groups": 1}}, nb) == "personene er som før"


def test_what_does_not_stand_any_more_is_counted(office: Office) -> None:
    bring(office.store, DATA / "elevliste.xlsx")
    with office.store.change("Changed") as session:
        set_field(session, 1, "given_name", "Annen")
    (run,) = office.store.read(import_runs)
    number = office.context.tr.number
    assert f"{number(run.rows - 1)} av {number(run.rows)} opplysninger står" in say_run(run, office.context.tr)

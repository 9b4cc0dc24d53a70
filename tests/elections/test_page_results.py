"""Is a file of results looked at before it comes in, and taken back as one step?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.elections.listing.results_panel import ResultsPanel
from app.elections.queries import elections_in
from db.store import Store
from tests.conftest import Clock
from tests.elections.desk import Elections, family, with_councils
from tests.factories import YEAR
from tests.office import Office, office_at

HEAD = "klasse;verv;navn;stemmer"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    with office_at(qtbot, tmp_path / "school.db", given=two_classes) as office:
        yield office


def two_classes(store: Store) -> None:
    """Two classes, and the usual councils."""
    family(store, "5A", "Ola Berg", "Kari Berg", "Per Berg")
    family(store, "5A", "Ida Aas", "Liv Aas")
    family(store, "5B", "Emma Lie", "Anne Lie", "Tor Lie")
    with_councils(store)


@pytest.fixture
def at(office: Office) -> Elections:
    return Elections(office)


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / "valg.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return path


def looked_at(at: Elections, path: Path) -> ResultsPanel:
    at.page.look_at_results(path)
    at.office.qtbot.waitUntil(lambda: isinstance(at.office.window.panel, ResultsPanel))
    panel = at.office.window.panel
    assert isinstance(panel, ResultsPanel)
    return panel


def test_a_file_is_shown_before_anything_changes_and_comes_in_as_one_step(at: Elections, tmp_path: Path) -> None:
    rows = ("5A;FAU;Kari Berg;", "5A;Vara FAU;Liv Aas;", "5B;FAU;Ingen;", "5B;Foreldrekontakt;Ola Nordmann;")
    panel = looked_at(at, a_file(tmp_path, *rows))
    assert [line[0] + ": " + line[2] + " / " + line[3] for line in panel.decided.words] == [
        "5A: Kari Berg / Liv Aas",
        "5B: ubesatt / ",
    ]
    ((row, _column, words),) = panel.problems.words
    assert row == "5"
    assert "Ola Nordmann" in words
    assert at.office.store.read(elections_in, YEAR) == ()
    assert panel.accept_button.text() == "&Hent inn 2 valg"
    panel.accept_button.click()
    at.office.qtbot.waitUntil(lambda: at.office.window.panel is None)
    at.settle()
    assert at.words("5A")[:2] == ["Kari Berg", "Liv Aas"]
    assert at.words("5B")[:2] == ["ubesatt", "ubesatt"]
    assert at.words("5B")[2:] == ["", ""]
    assert at.office.window.notices.text == "Hentet inn resultatene av 2 valg."
    at.office.window.notices.buttons[0].click()
    at.office.qtbot.waitUntil(lambda: at.words("5A")[0] == "")


def test_whom_a_file_replaces_is_told_before_it_comes_in(at: Elections, tmp_path: Path) -> None:
    rows = ("5A;FAU;Kari Berg;", "5A;Vara FAU;Liv Aas;", "5B;FAU;Anne Lie;")
    looked_at(at, a_file(tmp_path, *rows)).accept_button.click()
    at.office.qtbot.waitUntil(lambda: at.office.window.panel is None)
    at.settle()
    panel = looked_at(at, a_file(tmp_path, "5A;FAU;Per Berg;", "5A;Vara FAU;Liv Aas;", "5B;FAU;Ingen;"))
    assert [line[2:4] for line in panel.decided.words] == [
        ["Per Berg\ni stedet for Kari Berg", "Liv Aas"],
        ["ubesatt\nAnne Lie sitter ikke lenger", ""],
    ]


def test_who_must_draw_lots_is_named(at: Elections, tmp_path: Path) -> None:
    family(at.office.store, "5A", "Nils Moe", "Jon Moe")
    panel = looked_at(at, a_file(tmp_path, "5A;FAU;Kari Berg;2", "5A;FAU;Liv Aas;1", "5A;FAU;Per Berg;1"))
    assert panel.problems.words == []
    ((_unit, _body, elected, _deputies, lots),) = panel.decided.words
    assert elected == "Kari Berg"
    assert lots == "Liv Aas og Per Berg trekker lodd om: vara"


def test_a_file_that_cannot_be_read_is_told_and_nothing_opens(at: Elections, tmp_path: Path) -> None:
    path = tmp_path / "valg.csv"
    path.write_text("x", encoding="utf-8")
    at.page.look_at_results(path)
    at.office.qtbot.waitUntil(lambda: bool(at.office.window.notices.text))
    assert at.office.window.panel is None


def test_nothing_to_bring_in_leaves_only_the_way_back(at: Elections, tmp_path: Path) -> None:
    panel = looked_at(at, a_file(tmp_path, "5A;FAU;Ola Nordmann;"))
    assert not panel.accept_button.isEnabled()
    assert len(panel.problems.words) == 1


def test_a_file_that_is_dropped_on_the_page_is_looked_at(at: Elections, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path, "5A;FAU;Kari Berg;")))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at.page.dropEvent(QDropEvent(QPoint(9, 9), copy, data, left, none))
    at.office.qtbot.waitUntil(lambda: isinstance(at.office.window.panel, ResultsPanel))

"""The frame around a page of its own, on a real file: the shell knows no feature, and neither do its tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.settings import Settings
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.main_window import MainWindow
from app.shell.notices import Notice
from app.shell.page import EmptyState, Page, PageEntry
from app.shell.table import Column, Request
from db.models import Person
from db.store import Store


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    family: str


def add(session: Any, given: str, family: str = "Berg") -> int:
    """Add a person."""
    person = Person(given_name=given, family_name=family)
    session.add(person)
    session.flush()
    return int(person.id)


def rename(session: Any, person_id: int, given: str) -> None:
    """Change a given name; an empty one is refused."""
    if not given:
        raise UserError("Write a name, {who}.", field="given", who="du")
    session.get_one(Person, person_id).given_name = given


class PeoplePage(Page):
    """A list and a form, as small as a page can be."""

    title = "Contacts"
    watches = frozenset({"person"})

    def build(self) -> None:
        self.reads = 0
        self.list = ListPane(
            self.context,
            "people",
            (Column("name", "Name", 200), Column("family", "Family", 200)),
            self.fetch,
            lambda text: len(self.matching(text)),
            lambda number: f"{number} people",
            "Filter",
        )
        self.list.set_empty(EmptyState("Nobody yet", "Import a list.", "&Import …", lambda: None))
        self.form = Form(self.context)
        self.given = self.form.add_text("given", "&Given name", self.save)
        self.born = self.form.add_date("born", "&Born", lambda value, refuse: self.save_born(value))
        self.saved_births: list[object] = []
        self.list.table.row_changed.connect(self.show_row)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.form)
        self.body.addLayout(row)

    def matching(self, text: str) -> list[Row]:
        def query(session: Any) -> list[Row]:
            people = session.execute(select(Person.id, Person.given_name, Person.family_name).order_by(Person.id))
            return [Row(*person) for person in people]

        return [row for row in self.context.read(query) if text.casefold() in f"{row.name} {row.family}".casefold()]

    def fetch(self, request: Request) -> list[Row]:
        self.reads += 1
        rows = sorted(
            self.matching(request.text), key=lambda row: getattr(row, request.sort), reverse=request.descending
        )
        return rows[request.offset : request.offset + request.limit]

    def save(self, value: str, refuse: Refuse) -> Done | None:
        row = self.list.table.current_row
        return self.context.do(
            "Changed name of {name}", rename, row.id, value, arguments={"name": row.name}, on_error=refuse
        )

    def save_born(self, value: object) -> bool:
        self.saved_births.append(value)
        return True

    def show_row(self, row: Row | None) -> None:
        if row is not None:
            self.form.set_values({"given": row.name, "born": None})

    def reload(self) -> None:
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def may_leave(self) -> bool:
        return self.form.save_now()


ENTRIES = (
    PageEntry("people", "Contacts", "users", "tests.shell.conftest:PeoplePage"),
    PageEntry("history", "History", "history", "app.shell.history_page:HistoryPage"),
)


class Desk:
    """The window with the page, and the notices it was told."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot = qtbot
        self.store = store
        self.context = Context(Settings.load(None), translator(language))
        self.notices: list[Notice] = []
        self.context.noticed.connect(self.notices.append)
        self.window = MainWindow(self.context, ENTRIES)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)

    def open(self) -> Desk:
        """Show the window, then the file."""
        self.show()
        self.context.attach(self.store)
        self.qtbot.wait(1)
        return self

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitExposed(self.window)
        self.qtbot.waitUntil(lambda: bool(self.window.property("painted")))

    def people(self, *names: str) -> list[int]:
        """Add people in one step each."""
        ids = []
        for name in names:
            done = self.context.do("Added {name}", add, name, arguments={"name": name})
            assert done is not None
            ids.append(done.result)
        self.qtbot.wait(1)
        return ids

    @property
    def page(self) -> PeoplePage:
        page = self.window.pages["people"]
        assert isinstance(page, PeoplePage)
        return page

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.page.list.table.rows.rows]


@pytest.fixture(scope="session")
def closed_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shell") / "school.db"
    Store.open(path, who="Kari").close()
    return path


@pytest.fixture
def store(tmp_path: Path, closed_school: Path) -> Iterator[Store]:
    store = Store.open(Path(shutil.copy(closed_school, tmp_path / "school.db")), who="Kari")
    yield store
    store.close()


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Iterator[Desk]:
    """The window, shown, with the file open."""
    desk = Desk(qtbot, store).open()
    yield desk
    desk.context.tasks.cancel_all(5)
    desk.context.detach()
    icons.draw_all()

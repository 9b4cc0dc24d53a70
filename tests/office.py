"""How does a test get the window with a school in it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.contacts.page import ContactsPage
from app.core.i18n import translator
from app.core.settings import Settings
from app.pages import PAGES
from app.school.page import SchoolPage
from app.school.queries import school_years
from app.shell.context import Context
from app.shell.form import ChoiceField, LineField
from app.shell.main_window import MainWindow
from app.shell.notices import Notice
from db.store import Store
from tests import factories


class Office:
    """The window, its pages, and what a person at the keyboard does."""

    def __init__(self, qtbot: QtBot, store: Store, language: str = "nb") -> None:
        self.qtbot = qtbot
        self.store = store
        self.context = Context(Settings.load(None), translator(language))
        self.notices: list[Notice] = []
        self.context.noticed.connect(self.notices.append)
        self.window = MainWindow(self.context, PAGES)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.context.offer_years([year.start_year for year in store.read(school_years)], factories.YEAR)
        self.context.attach(store)

    @property
    def contacts(self) -> ContactsPage:
        """The contacts page, opened if another one is open."""
        return cast(ContactsPage, self._page("contacts"))

    @property
    def school(self) -> SchoolPage:
        """The school page, opened if another one is open."""
        return cast(SchoolPage, self._page("school"))

    def _page(self, page_id: str) -> QWidget:
        """Return a page; opening the one that is open already would close a preview that stands before it."""
        return self.window.page if self.window.page_id == page_id else self.window.show_page(page_id)

    @property
    def names(self) -> list[str]:
        """The names in the list of people."""
        return [row.name for row in self.contacts.list.table.rows.rows]

    def type(self, text: str) -> None:
        """Type in the filter box and wait for the list and the person beside it."""
        page = self.contacts
        page.list.filter_box.clear()
        self.qtbot.keyClicks(page.list.filter_box, text)
        self.qtbot.waitUntil(lambda: page.list.table.rows.text == text)
        self.settle()

    def settle(self) -> None:
        """Wait until the person that is chosen is shown."""
        page = self.contacts
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not page._quiet.isActive() and page._detail is not None)

    def open(self, person_id: int) -> None:
        """Show a person."""
        self.contacts.show_item(person_id)
        self.qtbot.waitUntil(lambda: self.contacts.detail.person_id == person_id)

    def field(self, name: str) -> LineField:
        """The field whose name begins with ``name``, in the person beside the list."""
        view = self.contacts.detail.view
        assert view is not None
        control = next(field.control for key, field in view.form.fields.items() if key.startswith(name))
        assert isinstance(control, LineField)
        return control

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a field and leave it with Enter."""
        control = self.field(name)
        control.setFocus()
        control.selectAll()
        self.qtbot.keyClicks(control, text) if text else control.clear()
        self.qtbot.keyClick(control, Qt.Key.Key_Return)
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        shown = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        assert len(shown) == 1, [dialog.windowTitle() for dialog in shown]
        return shown[0]

    def words(self, widget: QWidget | None = None) -> str:
        """Every text on the screen in ``widget`` (the person beside the list), one to a line."""
        root = widget or self.contacts.detail
        shown = []
        for part in root.findChildren(QWidget):
            if part.isVisibleTo(root):
                text = getattr(part, "words", None) or getattr(part, "text", None)
                said = text() if callable(text) else text
                if isinstance(said, str) and said:
                    shown.append(said)
        return "\n".join(shown)


def teacher_choices(office: Office) -> list[ChoiceField]:
    """The choices of contact teachers for the class that is chosen on the school page."""
    controls = [field.control for field in office.school.class_form.fields.values()]
    return [control for control in controls if isinstance(control, ChoiceField)]


def choose_teacher(office: Office, place: int, name: str) -> None:
    """Choose a contact teacher as with the mouse."""
    control = teacher_choices(office)[place]
    control.setCurrentIndex(control.findText(name))
    control.activated.emit(control.currentIndex())


@contextmanager
def office_at(qtbot: QtBot, path: Path, language: str = "nb", given: factories.Given | None = None) -> Iterator[Office]:
    """Open the school at ``path`` in a window, with what is ``given`` in it when it is founded."""
    with factories.opened(path, given=given) as store:
        office = Office(qtbot, store, language)
        yield office
        page = cast(ContactsPage | None, office.window.pages.get("contacts"))
        if page is not None and page._detail is not None:
            page.detail.show_person(None, page.day)  # what a test left refused in a field is not tried again
        office.context.detach()
        office.window.close()

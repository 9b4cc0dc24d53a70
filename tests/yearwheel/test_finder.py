"""What of the wheel does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from app.core.i18n import translator
from app.shell.context import Context
from app.yearwheel.commands import set_entry
from app.yearwheel.finder import find
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import did, known
from tests.yearwheel.factories import WheelSchool


class Window:
    """What the palette lends: the store, the language, the year, and where it was sent."""

    def __init__(self, store: Store, year: int = YEAR) -> None:
        self.tr = translator("nb")
        self.year = year
        self.shown: list[tuple[str, object]] = []
        self._store = store

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        return known(self._store, query, *args)

    def show_page(self, page: str, item: object) -> None:
        self.shown.append((page, item))


def found(window: Window, text: str) -> list[tuple[str, str]]:
    return [(hit.title, hit.detail) for hit in find(cast(Context, window), text)]


def test_every_word_must_be_there_in_any_order(store: Store, school: WheelSchool) -> None:
    did(store, set_entry, school["X1"], "responsible", "Trafikkgruppa")
    window = Window(store)
    assert found(window, "smu forste") == [("Første SMU-møte", "Årshjulet 02.10.2026 · SMU")]
    assert found(window, "trafikkgruppa fau") == [("Refleksdag", "Årshjulet 22.10.2026 · FAU")]
    assert found(window, "skolefoto") == [("Skolefoto", "Årshjulet, uten dag · Skolen")]
    assert found(window, "refleksdag kontoret") == []
    assert found(window, "  ") == []


def test_it_is_shown_on_its_page(store: Store, school: WheelSchool) -> None:
    window = Window(store)
    (hit,) = find(cast(Context, window), "refleks")
    hit.open()
    assert window.shown == [("yearwheel", school.key("X1"))]


def test_of_a_year_without_a_wheel_nothing_is_found(store: Store, school: WheelSchool) -> None:
    assert found(Window(store, YEAR + 1), "refleks") == []

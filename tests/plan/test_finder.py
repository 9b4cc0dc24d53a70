"""What of the plans does the palette (Ctrl+K) find, and where is it shown?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from app.core.i18n import translator
from app.pages import PAGES
from app.plan.finder import find
from app.shell.context import Context
from db.models import OtherPlan
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import known
from tests.plan.factories import PlanSchool


class Window:
    """What the palette lends: the store, the language, the year, and where it was sent."""

    def __init__(self, store: Store) -> None:
        self.tr = translator("nb")
        self.year = YEAR
        self.shown: list[tuple[str, object]] = []
        self._store = store

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        return known(self._store, query, *args)

    def show_page(self, page: str, item: object) -> None:
        self.shown.append((page, item))


def test_what_is_found_is_shown_where_it_stands(store: Store, school: PlanSchool) -> None:
    with store.change("Added one") as session:
        session.add(OtherPlan(name="Regneplan"))
        session.flush()
        (other,) = (one.id for one in session.query(OtherPlan))
    window = Window(store)
    for typed, words, item in (
        ("skole-hjem", "Plan for skole-hjem-samarbeid", school.plan),
        ("vi motes ofte", "Møter", ("section", school.sections["Møter"])),
        ("leser planen", "leser planen", ("point", school.points["leser planen"])),
        ("regneplan", "Regneplan", ("other-plan", other)),
    ):
        (hit,) = find(cast(Context, window), typed)
        assert hit.title == words
        hit.open()
        assert window.shown[-1] == ("plan", item)


def test_the_palette_asks_the_plan() -> None:
    assert [entry.finder for entry in PAGES if entry.id == "plan"] == ["app.plan.finder:find"]

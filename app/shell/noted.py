"""How is what leaves the window by the clipboard or as a draft written into the history: what, how many, of whom?"""

from __future__ import annotations

from collections.abc import Collection

from app.core.errors import explain
from app.shell.context import Context


def noted(context: Context, label: str, people: Collection[int], *, number: int | None = None) -> bool:
    """Note that something of ``people`` is handed out to the office; False, and it is told, if it cannot be noted.

    ``label`` is a msgid with {number}: how many people, unless something else is counted. What cannot be noted must not
    be handed out.
    """
    from db.errors import StoreError

    store = context.store
    if store is None:
        return False
    try:
        store.note("export", label, people=people, number=len(people) if number is None else number)
    except StoreError as error:
        context.notify(explain(error, context.tr) or "")
        return False
    context.steps_changed.emit()
    return True

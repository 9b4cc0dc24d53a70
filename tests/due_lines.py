"""What does a feature's hook say is due, in words? For the tests of each feature's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app.core.due import DueLine
from app.core.i18n import translator
from db.store import Store

Due = Callable[[Session, date], tuple[DueLine, ...]]


def lines(store: Store, due: Due, today: date) -> dict[str, DueLine]:
    """Return the lines by their codes; every kind is there once, and says why in the catalogue's words."""
    found = store.read(lambda session: due(session, today))
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert one.is_next or translator("nb")(one.why.msgid) != one.why.msgid, one.why
    return {one.code: one for one in found}


def told(store: Store, due: Due, today: date, language: str = "nb") -> dict[str, str]:
    """Return {code: what is said}."""
    tr = translator(language)
    return {code: tr.say(one.words.msgid, one.words.values) for code, one in lines(store, due, today).items()}

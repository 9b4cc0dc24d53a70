"""Which cases must stay closed, since a later feature knows what they are made of?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from db.models import AgendaItem

NOT_PUBLIC = N_("The case {title} must not be public. Close it before the public reads this.")


def kept_closed(session: Session, item_ids: Collection[int]) -> Mapping[int, Saying]:
    """Return, of some cases, those that must not be open, with why."""
    hooks = session.info.get("hooks")
    found: dict[int, Saying] = {}
    for some in hooks.run("keeps_closed", session, item_ids) if hooks is not None else ():
        found.update(some)
    return found


def refuse_open(session: Session, item: AgendaItem) -> None:
    """Raise UserError where a case is open and must not be."""
    if item.openness != "open":
        return
    session.flush()
    why = kept_closed(session, [item.id]).get(item.id)
    if why is not None:
        raise UserError(why.msgid, field="openness", **why.values)


def refuse_public(session: Session, places: Collection[str]) -> None:
    """Refuse to publish texts, by where they stand ("agenda_item:12:title"), of a case that is open and must not be."""
    ids = {int(place.split(":")[1]) for place in places if place.startswith("agenda_item:")}
    for item_id in sorted(kept_closed(session, ids)):
        item = session.scalars(select(AgendaItem).where(AgendaItem.id == item_id)).one()
        if item.openness == "open":
            raise UserError(NOT_PUBLIC, title=f"«{item.number_text or item.public_title or item.position}»")

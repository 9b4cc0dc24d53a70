"""Was something being typed when the program stopped the last time? Then it is offered back at the start."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.notices import Action

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.drafts import Offer


def offer_back(context: Context) -> None:
    """Tell of what was typed and is no step, newest first, with the way to it; called once the school is open."""
    if context.store is None or not context.read(are_there):
        return
    from app.meetings.drafts import idle, offered
    from db import drafts
    from db.errors import StoreError

    useless = context.read(idle)
    if useless:
        with contextlib.suppress(StoreError):  # they do no harm either
            drafts.forget(context.store, *useless)
    found = context.read(offered)
    if not found:
        return
    newest, tr = found[-1], context.tr
    more = len(found) - 1
    words = tr(
        N_("The program stopped while you were typing in “{title}”. What you typed is kept."), title=newest.title
    )
    if more:
        words += " " + tr.n("So it was in {n} other place.", "So it was in {n} other places.", more)
    context.notify(words, Action(tr(N_("&Show it")), lambda: show(context, newest)))


def show(context: Context, offer: Offer) -> None:
    """Open the place where something was being typed."""
    if offer.meeting_id is not None and offer.field in WRITTEN_IN_THE_MEETING:
        from app.meetings.minuting.sitting_panel import SittingPanel

        item_id = offer.subject_id if offer.kind == "agenda_item" else None
        context.show_panel(SittingPanel(context, offer.meeting_id, item_id))
    else:
        context.show_page("meetings", offer.meeting_id)


def are_there(session: Session) -> bool:
    """Say whether there are drafts at all: one look into a table that is nearly always empty."""
    from sqlalchemy import select

    from db.models.meetings import Draft

    return session.scalar(select(Draft.place).limit(1)) is not None


WRITTEN_IN_THE_MEETING = ("title", "discussion", "decision", "dissent", "new_action", "new_case")

"""What is asked when undo is not as plain as it looks: together with later steps, or past one that stays?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog, ask
from app.shell.words import wrapped

if TYPE_CHECKING:
    from db.history import StepRow


def ask_together(parent: QWidget, context: Context, step_id: int, later: Sequence[int]) -> Dialog:
    """List the later steps and offer to undo all of them together, or nothing."""
    from db.history import step

    tr = context.tr
    dialog = Dialog(parent, tr, tr(N_("Undo several steps together")))
    first = context.read(step, step_id)
    words = tr(
        N_("“{what}” cannot be undone alone: later changes touched the same information. All of these go together:"),
        what=context.say_step(first),
    )
    dialog.body.insertWidget(0, wrapped(words))
    steps = QListWidget()
    steps.setAccessibleName(tr(N_("Steps that are undone together")))
    for row in (*(context.read(step, later_id) for later_id in later), first):
        steps.addItem(f"{tr.time_stamp(row.made_at)}   {context.say_step(row)}")
    dialog.body.insertWidget(1, steps)
    number = len(later) + 1
    dialog.add_buttons(tr.n("&Undo {n} step", "&Undo all {n} steps", number), danger=True)
    dialog.accepted.connect(lambda: context.undo_step(step_id, together=True))
    dialog.open()
    return dialog


def ask_older(parent: QWidget, context: Context, lasting: StepRow, older: StepRow) -> Dialog:
    """Say that the newest step cannot be undone, and offer the one before it."""
    tr = context.tr
    text = tr(
        N_("The last thing you did, “{what}”, cannot be undone. Do you want to undo “{older}” instead?"),
        what=context.say_step(lasting),
        older=context.say_step(older),
    )
    title, yes = tr(N_("Undo an older step")), tr(N_("&Undo it"))
    return ask(parent, tr, title=title, text=text, yes=yes, then=lambda: context.undo_step(older.id))

"""What was decided of the marks in a public text: how does it reach the paper?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.meetings.minuting.guard_dialog import GuardDialog, Marked
from app.shell.context import Context


def decide_first(
    parent: QWidget,
    context: Context,
    marks: Sequence[Marked],
    places: Collection[str],
    then: Callable[[], object],
) -> None:
    """Let each mark be decided, keep what is to be taken out for the public minutes, and go on; at once without marks.

    ``places`` are all the places that were looked through: what was decided there before is decided anew, and what was
    taken out then is proposed. Whoever leaves the dialog has handed nothing out.
    """

    def decided(found: tuple[Marked, ...]) -> None:
        keep_removals(context, found, places)
        then()

    if marks:
        GuardDialog(parent, context, as_before(context, marks), decided).open()
    else:
        decided(())


def as_before(context: Context, marks: Sequence[Marked]) -> tuple[Marked, ...]:
    """Return the marks, those as taken out that were taken out before."""
    from app.meetings.reports.public_minutes import removals_in

    before = {(one.place, one.start, one.words): one.instead for one in removals_in(_kept(context))}
    keyed = [((mark.place, mark.start, mark.words), mark) for mark in marks]
    return tuple(replace(mark, stays=False, instead=before[key]) if key in before else mark for key, mark in keyed)


def keep_removals(context: Context, marks: Sequence[Marked], places: Collection[str]) -> None:
    """Write what is taken out where the paper asks for it; what was written there by hand stays."""
    from app.meetings.reports.public_minutes import PUBLIC_MINUTES, REMOVED, removal_line

    lines = [line for line in _kept(context).splitlines() if line.partition("\t")[0] not in places]
    lines += [removal_line(one.place, one.start, one.words, one.instead) for one in marks if one.stays is False]
    context.paper_texts[PUBLIC_MINUTES.id, REMOVED] = "\n".join(lines)


def _kept(context: Context) -> str:
    from app.meetings.reports.public_minutes import PUBLIC_MINUTES, REMOVED

    return context.paper_texts.get((PUBLIC_MINUTES.id, REMOVED), "")

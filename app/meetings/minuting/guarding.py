"""What was decided of the marks in a public text: how does it reach the paper?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.meetings.minuting.guard_dialog import GuardDialog, Marked
from app.shell.context import Context

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.meetings.guard_query import PlacedMark
    from app.meetings.rows import MeetingRow


def look_through(parent: QWidget, context: Context, row: MeetingRow, then: Callable[[], object]) -> None:
    """Look for names and the like in all the public will read of a meeting, let each be decided, and go on."""
    from app.meetings.guard_query import marks_of

    gone: list[bool] = []
    parent.destroyed.connect(lambda: gone.append(True))

    def work(_progress: Progress) -> tuple[tuple[PlacedMark, ...], tuple[str, ...]]:
        return context.read(marks_of, row.id)

    def done(found: tuple[tuple[PlacedMark, ...], tuple[str, ...]]) -> None:
        if gone:  # whoever asked has closed it meanwhile
            return
        marks, places = found
        decide_first(parent, context, [_marked(one, context) for one in marks], places, then)

    context.run(N_("Looking for names"), work, done)


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
    """Return the marks as they were decided before, where they were."""
    from app.meetings.reports.public_minutes import REMOVED, STANDS, removals_in

    gone = {(one.place, one.start, one.words): one.instead for one in removals_in(_kept(context, REMOVED))}
    stays = {(one.place, one.start, one.words) for one in removals_in(_kept(context, STANDS))}
    found = []
    for mark in marks:
        key = (mark.place, mark.start, mark.words)
        if key in gone:
            found.append(replace(mark, stays=False, instead=gone[key]))
        else:
            found.append(replace(mark, stays=True) if key in stays else mark)
    return tuple(found)


def keep_removals(context: Context, marks: Sequence[Marked], places: Collection[str]) -> None:
    """Write what is taken out, and what stands, where the paper asks for it; what was written by hand stays."""
    from app.meetings.reports.public_minutes import PUBLIC_MINUTES, REMOVED, STANDS, removal_line

    for option, wanted in ((REMOVED, False), (STANDS, True)):
        lines = [line for line in _kept(context, option).splitlines() if line.partition("\t")[0] not in places]
        lines += [removal_line(one.place, one.start, one.words, one.instead) for one in marks if one.stays is wanted]
        context.paper_texts[PUBLIC_MINUTES.id, option] = "\n".join(lines)


def _kept(context: Context, option: str) -> str:
    from app.meetings.reports.public_minutes import PUBLIC_MINUTES

    return context.paper_texts.get((PUBLIC_MINUTES.id, option), "")


def _marked(one: PlacedMark, context: Context) -> Marked:
    where = context.tr.say(one.where.msgid, one.where.values)
    return Marked(one.place, where, one.text, one.mark.start, one.mark.end, one.mark.kind, one.about)

"""What is done with a meeting and its cases, and how does the history say it?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core import clock
from app.core.i18n import N_, later
from app.meetings.words import say_meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.rows import AttachmentRow, ItemRow, MeetingRow
    from app.shell.context import Context, Done, Refuse

ITEM_FACTS: Mapping[str, str] = {
    "title": N_("name"),
    "kind": N_("kind"),
    "body_id": N_("body"),
    "raised_by": N_("who raised it"),
    "presenter": N_("presenter"),
    "minutes_planned": N_("planned minutes"),
    "paper": N_("case paper"),
    "proposal": N_("proposed decision"),
    "public_title": N_("name for the public"),
    "openness": N_("who may be there"),
    "provision": N_("provision"),
    "is_recurring": N_("whether it comes at every meeting"),
    "own_note": N_("own note"),
}
"""What a fact of a case is called in the middle of a sentence."""
MEETING_FACTS: Mapping[str, str] = {
    "title": N_("name"),
    "held_on": N_("day"),
    "starts_at": N_("time"),
    "ends_at": N_("time"),
    "place": N_("place"),
    "is_remote": N_("whether it is held remotely"),
    "chair_id": N_("chair of the meeting"),
    "minute_taker_id": N_("minute taker"),
    "input_by": N_("deadline for cases"),
    "notice_by": N_("deadline for the notice"),
    "papers_by": N_("deadline for the papers"),
    "own_notes": N_("own notes"),
}


class Doing:
    """Everything the pane can do with the meeting that is shown; each is one step that can be undone."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.row: MeetingRow | None = None

    @property
    def meeting(self) -> str:
        """What the meeting is called."""
        return say_meeting(self.row, self.context.tr) if self.row is not None else ""

    # -- cases

    def add(self, title: str, after_id: int | None, refuse: Refuse | None = None) -> int | None:
        """Add a case after another one; returns its id, None where it was refused."""
        from app.meetings.agenda import add_item

        if self.row is None:
            return None
        id = self.row.id

        def command(session: Session) -> int:
            return add_item(session, id, title=title, after_id=after_id)

        done = self._do(N_("Added the case “{case}” to {meeting}"), command, case=title, refuse=refuse)
        return int(done.result) if done is not None else None

    def set_item(self, item: ItemRow, field: str, value: str, refuse: Refuse | None = None) -> Done | None:
        """Change one fact of a case; a presenter who is registered is kept as that person."""
        from app.meetings.agenda import set_item

        year = self.context.year

        def command(session: Session) -> None:
            if field != "presenter":
                set_item(session, item.id, field, value)
                return
            from app.meetings.showing.people_line import who

            person = who(session, value, year)
            set_item(session, item.id, "presenter_id", "" if person is None else str(person))
            set_item(session, item.id, "presenter", value if person is None else "")

        label = N_("Changed {what} of “{case}” in {meeting}")
        return self._do(label, command, case=item.title, what=later(ITEM_FACTS[field]), refuse=refuse)

    def close(self, item: ItemRow, openness: str, provision: str, refuse: Refuse | None = None) -> Done | None:
        """Say who may be there while a case is treated, and by which provision."""
        from app.meetings import agenda

        def command(session: Session) -> None:
            if openness == "open":
                agenda.reopen(session, item.id)
            else:
                agenda.close(session, item.id, openness, provision)

        what = later(ITEM_FACTS["openness"])
        return self._do(
            N_("Changed {what} of “{case}” in {meeting}"), command, case=item.title, what=what, refuse=refuse
        )

    def move(self, item: ItemRow, to: int) -> None:
        """Move a case to another place on the agenda."""
        from app.meetings.agenda import move_item

        self._do(N_("Moved “{case}” in {meeting}"), lambda session: move_item(session, item.id, to), case=item.title)

    def remove(self, item: ItemRow) -> None:
        """Take a case off the agenda; one that has its number is withdrawn."""
        from app.meetings.agenda import remove_item

        label = N_("Removed “{case}” from {meeting}") if item.number is None else N_("Withdrew “{case}” in {meeting}")
        self._do(label, lambda session: remove_item(session, item.id), case=item.title)

    def postpone(self, item: ItemRow) -> None:
        """Put a case off to the next meeting."""
        from app.meetings.agenda import postpone

        self._do(N_("Postponed “{case}” in {meeting}"), lambda session: postpone(session, item.id), case=item.title)

    def take_up_again(self, item: ItemRow) -> None:
        """Treat a case after all that was postponed or withdrawn."""
        from app.meetings.agenda import set_item

        label = N_("Took up “{case}” again in {meeting}")
        self._do(label, lambda session: set_item(session, item.id, "outcome", ""), case=item.title)

    def forward(self, item: ItemRow, body_ids: Collection[int], refuse: Refuse) -> Done | None:
        """Send a case on to other bodies."""
        from app.meetings.agenda import forward

        label = N_("Forwarded “{case}” from {meeting}")
        return self._do(
            label, lambda session: forward(session, item.id, body_ids), case=item.title, refuse=refuse, always=True
        )

    def take(self, keys: Sequence[str], refuse: Refuse) -> Done | None:
        """Put what was proposed on the agenda."""
        from app.meetings.proposing import take

        if self.row is None:
            return None
        id = self.row.id
        label = N_("Put proposed cases on the agenda of {meeting}")
        return self._do(label, lambda session: take(session, id, keys), refuse=refuse)

    # -- files

    def attach(self, item: ItemRow, paths: Sequence[Path]) -> None:
        """Keep files with a case; the first that cannot be kept is said, and none is."""
        from app.core.errors import UserError
        from app.meetings.agenda import LARGEST_FILE, add_attachment

        def command(session: Session) -> None:
            for path in paths:
                try:
                    is_too_large = path.stat().st_size > LARGEST_FILE
                    data = b" " * (LARGEST_FILE + 1) if is_too_large else path.read_bytes()
                except OSError:
                    raise UserError(N_("{file} could not be read."), file=path.name) from None
                add_attachment(session, item.id, path.name, data)

        self._do(N_("Attached files to “{case}” in {meeting}"), command, case=item.title)

    def detach(self, item: ItemRow, file: AttachmentRow) -> None:
        """Take a file away from its case."""
        from app.meetings.agenda import remove_attachment

        label = N_("Removed a file from “{case}” in {meeting}")
        self._do(label, lambda session: remove_attachment(session, file.id), case=item.title)

    # -- the meeting

    def set_meeting(self, field: str, value: str, refuse: Refuse | None = None) -> Done | None:
        """Change one fact of the meeting."""
        from app.meetings.commands import set_meeting

        if self.row is None:
            return None
        id = self.row.id
        label = N_("Changed {what} of {meeting}")
        return self._do(
            label, lambda s: set_meeting(s, id, field, value), what=later(MEETING_FACTS[field]), refuse=refuse
        )

    def cancel(self, because: str) -> None:
        """Cancel the meeting; it stays to be seen."""
        from app.meetings.commands import cancel_meeting

        if self.row is not None:
            id, today = self.row.id, clock.today()
            self._do(N_("Cancelled {meeting}"), lambda session: cancel_meeting(session, id, because, today))

    def uncancel(self) -> None:
        """Hold the meeting after all."""
        from app.meetings.commands import uncancel_meeting

        if self.row is not None:
            id = self.row.id
            self._do(N_("{meeting} is held after all"), lambda session: uncancel_meeting(session, id))

    def remove_received(self, received_id: int) -> None:
        """Take minutes others wrote away from the meeting."""
        from app.meetings.receiving import remove_received

        self._do(N_("Removed received minutes of {meeting}"), lambda session: remove_received(session, received_id))

    def remove_meeting(self) -> bool:
        """Remove the meeting, if nobody was called to it yet; says whether it is gone."""
        from app.meetings.commands import remove_meeting

        if self.row is None:
            return False
        id = self.row.id
        return self._do(N_("Removed {meeting}"), lambda session: remove_meeting(session, id)) is not None

    def _do(
        self,
        label: str,
        command: Callable[[Session], Any],
        *,
        refuse: Refuse | None = None,
        always: bool = False,
        **said: object,
    ) -> Done | None:
        """Carry out a command, unless a past year is shown."""
        if self.context.read_only and not always:
            return None
        return self.context.do(label, command, arguments={**said, "meeting": self.meeting}, on_error=refuse)

"""What is done with an entry, or with one time it comes up, in the words of the history?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_

if TYPE_CHECKING:
    from app.shell.context import Context, Done, Refuse
    from app.yearwheel.rows import EntryRow, OccurrenceRow, TaskRow


class Doing:
    """Each call is one step; what is refused is told by ``refuse``, else as a notice."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def set_entry(self, row: OccurrenceRow, field: str, value: str, refuse: Refuse | None = None) -> Done | None:
        """Change one fact of the entry an occurrence is of."""
        from app.yearwheel.commands import set_entry

        if row.entry is None:
            return None
        return self.context.do(
            N_("Changed {entry} in the yearly wheel"),
            set_entry,
            row.entry.id,
            field,
            value,
            arguments={"entry": row.title},
            on_error=refuse,
        )

    def move(self, row: OccurrenceRow, day: date, refuse: Refuse | None = None) -> Done | None:
        """Move one time to a day; says where it landed when that is another day."""
        from app.yearwheel.commands import move

        tr = self.context.tr
        done = self.context.do(
            N_("Moved {entry} to {day}"),
            move,
            row.key,
            day,
            arguments={"entry": row.title, "day": tr.date(day)},
            on_error=refuse,
        )
        if done is not None and done.result != day:
            words = N_("{asked} is no school day. {entry} begins {day}.")
            said = tr(words, asked=tr.date(day), entry=row.title, day=tr.long_date(done.result))
            actions = (self.context.undo_action(done.step),) if done.step is not None else ()
            self.context.notify(said, *actions)
        return done

    def put_back(self, row: OccurrenceRow, refuse: Refuse | None = None) -> Done | None:
        """Let one time be where the rule puts it."""
        from app.yearwheel.commands import put_back

        return self._of_one(N_("Put {entry} back where its rule says"), put_back, row, refuse=refuse)

    def drop(self, row: OccurrenceRow, refuse: Refuse | None = None) -> Done | None:
        """Let it not come up this time."""
        from app.yearwheel.commands import drop

        return self._of_one(N_("{entry} does not come up this time"), drop, row, refuse=refuse)

    def take_up(self, row: OccurrenceRow, refuse: Refuse | None = None) -> Done | None:
        """Let it come up after all."""
        from app.yearwheel.commands import take_up

        return self._of_one(N_("{entry} comes up after all"), take_up, row, refuse=refuse)

    def note(self, row: OccurrenceRow, text: str, refuse: Refuse | None = None) -> Done | None:
        """Write a note on one time."""
        from app.yearwheel.commands import note_occurrence

        return self._of_one(N_("Wrote a note on {entry}"), note_occurrence, row, text, refuse=refuse)

    def not_done(self, row: OccurrenceRow, refuse: Refuse | None = None) -> Done | None:
        """Say that it is not done after all."""
        from app.yearwheel.commands import mark_not_done

        return self._of_one(N_("{entry} is not done after all"), mark_not_done, row, refuse=refuse)

    def let_go(self, row: OccurrenceRow) -> Done | None:
        """Let it be no meeting and no case any more."""
        from app.yearwheel.becoming import let_go

        return self._of_one(N_("Let {entry} go from its meeting"), let_go, row)

    def become_entry(self, row: OccurrenceRow) -> Done | None:
        """Make an entry of a meeting that is no entry's, called what the meeting is called."""
        from app.yearwheel.becoming import become_entry

        if row.entry is not None:
            return None
        label = N_("Made {entry} an entry in the yearly wheel")
        return self.context.do(
            label, become_entry, row.meetings[0], row.ring.id, row.title, arguments={"entry": row.title}
        )

    def copy(self, entry: EntryRow) -> Done | None:
        """Add the same entry once more."""
        from app.yearwheel.commands import copy_entry

        return self.context.do(
            N_("Copied {entry} in the yearly wheel"), copy_entry, entry.id, arguments={"entry": entry.title}
        )

    def remove(self, entry: EntryRow) -> Done | None:
        """Take an entry out of the wheel."""
        from app.yearwheel.commands import remove_entry

        return self.context.do(
            N_("Removed {entry} from the yearly wheel"), remove_entry, entry.id, arguments={"entry": entry.title}
        )

    # -- the task list

    def add_task(self, entry: EntryRow, task: str, refuse: Refuse | None = None) -> Done | None:
        """Write down what is to be done, last."""
        from app.yearwheel.tasks import add_task

        return self._of_list(N_("Added to the task list of {entry}"), add_task, entry, entry.id, task, refuse=refuse)

    def set_task(
        self, entry: EntryRow, task: TaskRow, field: str, value: str, refuse: Refuse | None = None
    ) -> Done | None:
        """Change one fact of a line."""
        from app.yearwheel.tasks import set_task

        label = N_("Changed the task list of {entry}")
        return self._of_list(label, set_task, entry, task.id, field, value, refuse=refuse)

    def move_task(self, entry: EntryRow, task: TaskRow, to: int) -> Done | None:
        """Move a line to another place."""
        from app.yearwheel.tasks import move_task

        return self._of_list(N_("Moved a line in the task list of {entry}"), move_task, entry, task.id, to)

    def remove_task(self, entry: EntryRow, task: TaskRow) -> Done | None:
        """Take a line away."""
        from app.yearwheel.tasks import remove_task

        return self._of_list(N_("Took a line off the task list of {entry}"), remove_task, entry, task.id)

    def tick_task(self, entry: EntryRow, task: TaskRow, on: date | None) -> Done | None:
        """Say that a line is done, or not."""
        from app.yearwheel.tasks import tick_task

        return self._of_list(N_("Ticked in the task list of {entry}"), tick_task, entry, task.id, on)

    def copy_tasks(self, entry: EntryRow) -> Done | None:
        """Take in the list of the year before."""
        from app.yearwheel.tasks import copy_tasks

        return self._of_list(N_("Copied last year's task list of {entry}"), copy_tasks, entry, entry.id)

    # -- private

    def _of_one(
        self,
        label: str,
        command: Callable[..., object],
        row: OccurrenceRow,
        *values: object,
        refuse: Refuse | None = None,
    ) -> Done | None:
        if row.entry is None:
            return None
        return self.context.do(
            label, command, row.entry.id, row.number, *values, arguments={"entry": row.title}, on_error=refuse
        )

    def _of_list(
        self, label: str, command: Callable[..., object], entry: EntryRow, *values: object, refuse: Refuse | None = None
    ) -> Done | None:
        return self.context.do(label, command, *values, arguments={"entry": entry.title}, on_error=refuse)

"""What is done with next year's classes from the board, each as one step that can be undone?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.turning.board.classes import Board, ColumnRow

if TYPE_CHECKING:
    from app.shell.context import Context, Done, Refuse


class Doing:
    """Every method returns None where it was refused, and the user was told."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def place(self, board: Board, people: Sequence[int], to: ColumnRow) -> Done | None:
        """Give pupils a place in a class; the column of those without one takes it away."""
        from app.contacts.turning.commands import place_pupils, take_places

        said = {**self._who(board, people), "class_name": to.name}
        if to.id is not None:
            one, many = N_("{name} goes to {class_name} next year"), N_("{number} pupils go to {class_name} next year")
            label = one if len(people) == 1 else many
            return self._context.do(label, place_pupils, tuple(people), to.id, arguments=said)
        del said["class_name"]
        one, many = N_("{name} has no class next year"), N_("{number} pupils have no class next year")
        label = one if len(people) == 1 else many
        return self._context.do(label, take_places, tuple(people), board.year, arguments=said)

    def add(self, board: Board, name: str, grade: int | None, refuse: Refuse) -> Done | None:
        """Add a class to next year."""
        from app.school.commands import add_class

        label, said = N_("Added the class {name} to next year"), {"name": name}
        return self._context.do(label, add_class, board.year, name, grade, arguments=said, on_error=refuse)

    def rename(self, column: ColumnRow, name: str, refuse: Refuse) -> Done | None:
        """Let a class be called something else; its grades stay where the name tells none."""
        from app.turning.board.renaming import rename_class_of_draft

        label, said = N_("{before} is called {name} next year"), {"before": column.name, "name": name}
        return self._context.do(label, rename_class_of_draft, column.id, name, arguments=said, on_error=refuse)

    def remove(self, column: ColumnRow) -> Done | None:
        """Remove a class that nobody is in."""
        from app.school.commands import remove_class

        label = N_("Removed the class {name} from next year")
        return self._context.do(label, remove_class, column.id, arguments={"name": column.name})

    def split(self, column: ColumnRow, people: Sequence[int], name: str, refuse: Refuse) -> Done | None:
        """Make another class of some of a class."""
        from app.contacts.turning.commands import split_class

        label, said = N_("Split {before}: some go to {name}"), {"before": column.name, "name": name}
        return self._context.do(label, split_class, column.id, tuple(people), name, arguments=said, on_error=refuse)

    def merge(self, into: ColumnRow, other: ColumnRow, name: str, refuse: Refuse) -> Done | None:
        """Let the pupils of a class into another, and remove it."""
        from app.contacts.turning.commands import merge_classes

        label, said = N_("Put {one} and {other} together"), {"one": into.name, "other": other.name}
        return self._context.do(label, merge_classes, into.id, (other.id,), name, arguments=said, on_error=refuse)

    def _who(self, board: Board, people: Sequence[int]) -> dict[str, object]:
        if len(people) > 1:
            return {"number": len(people)}
        names = (pupil.name for column in board.columns for pupil in column.pupils if pupil.id == people[0])
        return {"name": next(names, "")}

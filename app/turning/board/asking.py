"""What is asked before a class is added, named anew, split or put together with another?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_

if TYPE_CHECKING:
    from app.shell.context import Context, Done, Refuse
    from app.turning.board.classes import Board, ColumnRow
    from app.turning.board.doing import Doing


class Asking:
    """Opens the dialogs over ``parent``; what they decide is done by ``doing``."""

    def __init__(self, context: Context, parent: QWidget, doing: Doing) -> None:
        self._context, self._parent, self._doing = context, parent, doing

    def new_class(self, board: Board, grade: int | None, then: Callable[[int], object]) -> None:
        """Ask what a new class is called; ``then`` gets its id."""
        from app.turning.board.dialogs import NewClassDialog

        def save(name: str, chosen: int | None, refuse: Refuse) -> Done | None:
            done = self._doing.add(board, name, chosen, refuse)
            if done is not None:
                then(done.result)
            return done

        NewClassDialog(self._context, self._parent, grade, save).open()

    def rename(self, row: ColumnRow) -> None:
        """Ask what a class is called."""
        from app.turning.board.dialogs import NameDialog

        title = self._context.tr(N_("Rename {name}"), name=row.name)
        NameDialog(self._context, self._parent, title, row.name, partial(self._doing.rename, row)).open()

    def split(self, board: Board, row: ColumnRow, chosen: Sequence[int]) -> None:
        """Ask who goes from a class into a new one."""
        from app.contacts.turning.rules import free_name
        from app.turning.board.dialogs import SplitDialog

        name = free_name(row.name, [one.name for one in board.classes])
        SplitDialog(self._context, self._parent, row, chosen, name, partial(self._doing.split, row)).open()

    def merge(self, board: Board, row: ColumnRow) -> None:
        """Ask which class it is put together with, those of the same grade first."""
        from app.turning.board.dialogs import MergeDialog

        others = [one for one in board.classes if one.id != row.id]
        others.sort(key=lambda one: not set(one.grades) & set(row.grades))
        if others:
            MergeDialog(self._context, self._parent, row, others, partial(self._doing.merge, row)).open()
        else:
            self._context.notify(self._context.tr(N_("There is no other class to put it together with.")))

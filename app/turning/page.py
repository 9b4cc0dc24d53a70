"""How does the school get from this year to the next? In steps, and class by class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from app.core import clock
from app.core.i18n import N_
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.turning.board.part import BoardPart
    from app.turning.disposal.part import DisposalPart
    from app.turning.steps.part import StepsPart

PARTS = (
    PartEntry("steps", N_("St&eps"), "app.turning.steps.part:StepsPart"),
    PartEntry("board", N_("Cla&sses"), "app.turning.board.part:BoardPart"),
    PartEntry("disposal", N_("Ar&chive and delete"), "app.turning.disposal.part:DisposalPart"),
)


class TurningPage(TabbedPage):
    """The steps of the turn, and next year's classes beside each other; both are about the same year."""

    title = N_("Next school year")
    watches = frozenset(
        "school school_year school_class class_membership contact_teacher person staff_role calendar_entry turn_step "
        "office body seat election election_rule meeting agenda_item action_point wheel_entry wheel_occurrence plan "
        "guardian_link disposal result".split()
    )
    entries = PARTS

    def build(self) -> None:
        self._chosen_year: int | None = None
        super().build()

    def make_commands(self) -> None:
        self.take_action = self.add_part_command(
            "steps", N_("&Do this step"), lambda: self.steps.pane.take(), "Ctrl+Return", "check"
        )
        self.undo_action = self.add_part_command(
            "steps", N_("Undo t&he step"), lambda: self.steps.pane.undo(), "", "undo-2"
        )
        self.release_action = self.add_part_command(
            "steps", N_("&Release …"), lambda: self.steps.head.release(), "", "check"
        )
        self.new_action = self.add_part_action(
            "board", N_("&New class …"), lambda: self.board.new_class(), "Ctrl+N", "plus"
        )
        for words, name, key, icon in (
            (N_("Mo&ve to …"), "ask_where", "Ctrl+M", "users"),
            (N_("S&plit the class …"), "split_class", "", "copy"),
            (N_("Put &together …"), "merge_classes", "", "list-checks"),
            (N_("Rena&me …"), "rename_class", "F2", "pencil"),
            (N_("&Remove the class"), "remove_class", "", "trash-2"),
            (N_("No class next year (leaves)"), "take_away", "", "x"),
        ):
            self.add_part_command("board", words, partial(self._on_board, name), key, icon)
        for words, name, icon in (
            (N_("Hand over to the archi&ve …"), "hand_over", "folder-open"),
            (N_("Delete what is dec&ided …"), "delete", "trash-2"),
        ):
            self.add_part_action("disposal", words, partial(self._on_disposal, name), "", icon)
        self.find_action = self.add_find()

    def _on_board(self, name: str) -> None:
        getattr(self.board, name)()

    def _on_disposal(self, name: str) -> None:
        getattr(self._made("disposal"), name)()

    def reload(self) -> None:
        from app.turning.standing import years_to_make

        years = self.context.read(years_to_make, self.context.this_year, clock.today())
        if self._chosen_year not in years:
            self._chosen_year = None
        self.steps.years = years
        self._set_year(self._chosen_year or years[0])
        for part, action, _key in self._keys:
            action.setEnabled(part != "board" or not self.context.read_only)
        super().reload()

    def show_item(self, item: object) -> None:
        """Show the class with this id, the step with this code, or the part with this name."""
        if isinstance(item, int):
            self.show_part("board")
            self.board.show_class(item)
        elif isinstance(item, str) and "." in item:
            self.show_part("steps")
            self.steps.show_step(item)
        else:
            super().show_item(item)

    def choose_year(self, year: int) -> None:
        """Make another year."""
        self._chosen_year = year
        self.reload()

    @property
    def steps(self) -> StepsPart:
        return cast("StepsPart", self._made("steps"))

    @property
    def board(self) -> BoardPart:
        return cast("BoardPart", self._made("board"))

    def _set_year(self, year: int) -> None:
        for part in self._parts.values():
            cast("StepsPart | BoardPart | DisposalPart", part).to_year = year

    def part_shown(self) -> None:
        """Both parts are about the same year."""
        part = cast("StepsPart | BoardPart | DisposalPart", self.part)
        part.to_year = self.steps.to_year
        if not self.property("listens"):
            self.setProperty("listens", True)
            self.steps.year_chosen.connect(self.choose_year)

"""What do home and school expect of each other? The plan of the year, what changed in it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from app.core.i18n import N_
from app.shell.page import Item
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.plan.classes.part import ClassStatusPart
    from app.plan.following.commitments_part import CommitmentsPart
    from app.plan.following.presentations_part import PresentationsPart
    from app.plan.outcomes.part import ResultsPart
    from app.plan.register.part import RegisterPart
    from app.plan.writing.part import WritingPart

PARTS = (
    PartEntry("plan", N_("&Plan"), "app.plan.writing.part:WritingPart"),
    PartEntry("changes", N_("Chan&ges"), "app.plan.comparing.part:ComparingPart"),
    PartEntry("presentations", N_("Presentation"), "app.plan.following.presentations_part:PresentationsPart"),
    PartEntry("commitments", N_("Commitments"), "app.plan.following.commitments_part:CommitmentsPart"),
    PartEntry("results", N_("Results"), "app.plan.outcomes.part:ResultsPart"),
    PartEntry("other-plans", N_("Other plans"), "app.plan.register.part:RegisterPart"),
    PartEntry("classes", N_("Class status"), "app.plan.classes.part:ClassStatusPart"),
)
PAPER = {
    "plan": "plan",
    "changes": "plan-changes",
    "presentations": "plan",
    "commitments": "commitment-status",
    "classes": "class-status",
}
"""The paper that is printed most from each part."""
NO_PAPER = N_("There is no paper of this list. Choose lines, copy them with Ctrl+C, and paste them into Excel or Word.")


class PlanPage(TabbedPage):
    """A tab for each of what is done with the plan in a year."""

    title = N_("Plan")
    watches = frozenset(
        "plan plan_section plan_point plan_commitment presentation survey_result result_file other_plan class_step "
        "wheel_entry wheel_occurrence meeting meeting_body agenda_item action_point minutes_step received_minutes "
        "attendance election body office seat school school_year school_class calendar_entry".split()
    )
    entries = PARTS

    def make_commands(self) -> None:
        tr = self.context.tr
        self.new_action = self.add_part_action(
            "plan", N_("&New section"), lambda: self.writing.new_section(), "Ctrl+N", "plus"
        )
        self.paste_action = self.add_part_action(
            "plan", N_("Paste from &Word …"), lambda: self.writing.paste(), "Ctrl+Shift+V", "clipboard-list"
        )
        self.tie_action = self.add_part_command(
            "plan", N_("Tie a commitment to the point …"), lambda: self.writing.pane.tie(), "Ctrl+T", "check"
        )
        self._make_following_commands()
        menu = self.add_menu(
            tr(N_("Mo&re")),
            [
                Item(tr(N_("New &version")), self._when_open(lambda: self.writing.new_version()), "", "copy"),
                Item(
                    tr(N_("Take &back what was sent or adopted")),
                    self._when_open(lambda: self.writing.reopen()),
                    "",
                    "undo-2",
                ),
                Item(
                    tr(N_("&Remove this version")),
                    self._when_open(lambda: self.writing.remove_version()),
                    "",
                    "trash-2",
                ),
            ],
        )
        menu.setAccessibleName(tr(N_("More to do with the plan")))
        self.more = menu
        self.version_action, self.reopen_action, self.remove_action = self.commands[-3:]
        self.print_button = self.add_action(
            tr(N_("P&rint …")), self._when_open(self.print_plan), key="Ctrl+P", icon="printer"
        )
        self.print_action = self.commands[-1]
        self.find_action = self.add_find()

    def _make_following_commands(self) -> None:
        """Add what is done on the tabs of what comes of the plan."""
        self.agenda_action = self.add_part_command(
            "presentations",
            N_("Put the plan on an agenda …"),
            lambda: self.presentations.put_on_agenda(),
            "Ctrl+N",
            "calendar-days",
        )
        self.result_action = self.add_part_action(
            "results", N_("&New result …"), lambda: self.results.new_result(), "Ctrl+N", "plus"
        )
        self.file_action = self.add_part_action(
            "results", N_("Result from a &file …"), lambda: self.results.new_from_file(), "Ctrl+O", "folder-open"
        )
        self.register_action = self.add_part_action(
            "other-plans", N_("&New plan …"), lambda: self.register.new_plan(), "Ctrl+N", "plus"
        )

    def part_shown(self) -> None:
        self.more.setVisible(self._current == "plan")
        self.print_button.setVisible(self._current in PAPER)

    def reload(self) -> None:
        super().reload()
        self._say_what_can_be_done()

    def _reload_part(self) -> None:
        super()._reload_part()
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        for action in (self.agenda_action, self.result_action, self.file_action, self.register_action):
            action.setEnabled(not self.context.read_only)
        writing = cast("WritingPart | None", self._parts.get("plan"))
        is_open = writing is not None and not writing.is_read_only
        there = writing is not None and writing.detail is not None
        self.new_action.setEnabled(is_open)
        self.tie_action.setEnabled(is_open)
        self.paste_action.setEnabled(not self.context.read_only and (is_open or not there))
        for action in (self.version_action, self.reopen_action, self.remove_action):
            action.setEnabled(there and not self.context.read_only)
        self.more.setEnabled(there and not self.context.read_only)

    @property
    def writing(self) -> WritingPart:
        """Where the plan is written."""
        return cast("WritingPart", self._made("plan"))

    @property
    def presentations(self) -> PresentationsPart:
        """Who has seen the plan."""
        return cast("PresentationsPart", self._made("presentations"))

    @property
    def commitments(self) -> CommitmentsPart:
        """What the plan promises."""
        return cast("CommitmentsPart", self._made("commitments"))

    @property
    def results(self) -> ResultsPart:
        """The results of surveys and tests."""
        return cast("ResultsPart", self._made("results"))

    @property
    def register(self) -> RegisterPart:
        """The other plans of the school."""
        return cast("RegisterPart", self._made("other-plans"))

    @property
    def classes(self) -> ClassStatusPart:
        """How far each class is."""
        return cast("ClassStatusPart", self._made("classes"))

    def _show_followed(self, kind: object, id: int) -> bool:
        """Show what is followed by its id; False where it is nothing of the kind."""
        show: dict[object, tuple[str, Callable[[int], object]]] = {
            "commitment": ("commitments", lambda id: self.commitments.show_commitment(id)),
            "result": ("results", lambda id: self.results.show_result(id)),
            "other-plan": ("other-plans", lambda id: self.register.show_plan(id)),
            "class": ("classes", lambda id: self.classes.show_class(id)),
        }
        if kind not in show:
            return False
        part, call = show[kind]
        self.show_part(part)
        if self.context.store is not None:
            call(id)
        return True

    def show_item(self, item: object) -> None:
        """Show a version by its id, ("section", id), ("point", id), or a part by its name.

        Also ("commitment", id), ("result", id), ("other-plan", id), ("class", id) and ("class", id, step), each on its
        tab.
        """
        if not isinstance(item, (int, tuple)):
            super().show_item(item)
            return
        if isinstance(item, tuple) and len(item) == 2 and self._show_followed(*item):
            return
        if isinstance(item, tuple) and len(item) == 3 and item[0] == "class":
            self.show_part("classes")
            if self.context.store is not None:
                self.classes.show_class(int(item[1]), str(item[2]))
            return
        self.show_part("plan")
        if self.context.store is not None and self.writing.is_stale:
            self.writing.is_stale = False
            self.writing.reload()
        if self.context.store is None:
            return
        if isinstance(item, int):
            self.writing.show_version(item)
        elif len(item) == 2 and item[0] in ("section", "point"):
            self.writing.show_found(str(item[0]), int(item[1]))

    def print_plan(self) -> None:
        """Open the preview of the plan's papers."""
        from app.plan.reports import REPORTS

        if not self.may_leave():
            return
        wanted = PAPER.get(self._current)
        if wanted is None:  # the plan would surprise whoever looks at a list of something else
            self.context.notify(self.context.tr(NO_PAPER))
            return
        self.context.preview(REPORTS, on_paper=wanted)

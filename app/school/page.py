"""What does the office decide about the school: its classes, its calendar, its own facts and the parents' lists?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.school.calendar_part import CalendarPart
    from app.school.classes_part import ClassesPart
    from app.school.facts_part import FactsPart
    from app.school.list_part import ListPart
    from app.shell.form import Form
    from app.shell.list_pane import ListPane

PARTS = (
    PartEntry("classes", N_("C&lasses"), "app.school.classes_part:ClassesPart"),
    PartEntry("calendar", N_("Sc&hool calendar"), "app.school.calendar_part:CalendarPart"),
    PartEntry("facts", N_("A&bout the school"), "app.school.facts_part:FactsPart"),
    PartEntry("list", N_("Class l&ist for parents"), "app.school.list_part:ListPart"),
)


class SchoolPage(TabbedPage):
    """The classes, the calendar, the school's own facts and the class lists of the parents."""

    title = N_("The school")
    watches = frozenset(
        "school school_year school_class class_membership contact_teacher person staff_role calendar_entry "
        "list_assessment".split()
    )
    entries = PARTS

    def reload(self) -> None:
        self._allow()
        super().reload()

    def show_item(self, item: object) -> None:
        """Show the class with this id, or the part with this name."""
        if isinstance(item, int):
            self.show_part("classes")
            self.classes.show_class(item)
        else:
            super().show_item(item)

    # -- the parts

    @property
    def classes(self) -> ClassesPart:
        return cast("ClassesPart", self._made("classes"))

    @property
    def calendar(self) -> CalendarPart:
        return cast("CalendarPart", self._made("calendar"))

    @property
    def facts(self) -> FactsPart:
        return cast("FactsPart", self._made("facts"))

    @property
    def class_list(self) -> ListPart:
        return cast("ListPart", self._made("list"))

    @property
    def list(self) -> ListPane:
        """The list of classes."""
        return self.classes.list

    @property
    def class_form(self) -> Form:
        """The contact teachers of the class that is chosen."""
        return self.classes.class_form

    # -- what can be done

    def make_commands(self) -> None:
        self.new_action = self.add_part_action("classes", N_("&New class …"), self.new_class, "Ctrl+N", "plus")
        self.rename_action = self.add_part_command("classes", N_("Rena&me …"), self.rename_class, "F2", "pencil")
        self.remove_action = self.add_part_command(
            "classes", N_("&Remove the class"), self.remove_class, "Del", "trash-2"
        )
        self.entry_action = self.add_part_action(
            "calendar", N_("&New break or day off …"), self.new_entry, "Ctrl+N", "plus"
        )
        self.read_action = self.add_part_action(
            "calendar", N_("&Read from a file …"), self.read_calendar, "Ctrl+O", "folder-open"
        )
        self.drop_action = self.add_part_command(
            "calendar", N_("Re&move from the calendar"), self.remove_entry, "Del", "trash-2"
        )
        self.assess_action = self.add_part_command(
            "list", N_("&Write a new assessment …"), self.new_assessment, "Ctrl+N", "file-text"
        )
        self._year_before = self.add_command("", self._when_open(lambda: self.facts.add_year(-1)))
        self._year_after = self.add_command("", self._when_open(lambda: self.facts.add_year(1)))
        self.find_action = self.add_find()

    def _allow(self) -> None:
        """Past years can only be read; an assessment belongs to no year."""
        for part, action, _key in self._keys:
            action.setEnabled(part == "list" or not self.context.read_only)
        tr, years = self.context.tr, self.context.years
        for action, year in ((self._year_before, min(years) - 1), (self._year_after, max(years) + 1)):
            action.setText(tr(N_("Add {year}"), year=year_name(year)))

    def new_class(self) -> None:
        """Ask what the class is called and add it."""
        self.show_part("classes")
        self.classes.new_class()

    def rename_class(self) -> None:
        """Ask what the chosen class is called now."""
        self.classes.rename_class()

    def remove_class(self) -> None:
        """Remove the chosen class; refused with a sentence while there are pupils in it."""
        self.classes.remove_class()

    def new_entry(self) -> None:
        """Ask which days are without school, and write them down."""
        self.show_part("calendar")
        self.calendar.new_entry()

    def read_calendar(self) -> None:
        """Ask for the municipality's file, and show what it would change."""
        self.show_part("calendar")
        self.calendar.choose_file()

    def remove_entry(self) -> None:
        """Take the chosen days out of the calendar."""
        self.calendar.remove_entry()

    def new_assessment(self) -> None:
        """Write an assessment of the class list, beginning with a proposal or with the one that stands."""
        self.show_part("list")
        self.class_list.new_assessment()

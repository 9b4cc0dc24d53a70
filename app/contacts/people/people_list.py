"""Which of the school's people are in the list, and what does it say about each of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.contacts.people.filters import EVERYWHERE, FilterState, Group, ListFilters
from app.contacts.rules import EXTERNAL, GUARDIAN, LEFT, PROPOSED, PROTECTED, PUPIL, STAFF
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.list_pane import ListPane
from app.shell.noted import noted
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.queries import ContactFilter, ContactRow

MOST_TO_READ = 3000  # rows that are read to find a person further down
FEWEST_ROWS = 4
COPIED = N_("Rows of the contact list copied (office), persons: {number}")
_SAID = PUPIL | GUARDIAN | STAFF | EXTERNAL | LEFT


class PeopleList(ListPane):
    """The list of people under its filters: what is typed, and what is chosen beside the box."""

    def __init__(self, context: Context) -> None:
        tr = context.tr
        super().__init__(
            context,
            "contacts",
            [
                Column(
                    "name", tr(N_("Name")), 160, icon=lambda row: "lock" if row.roles & PROTECTED else "", warns=True
                ),
                Column("role", tr(N_("Role")), 74, text=self._say_roles, sortable=False),
                Column("class", tr(N_("Class")), 56, text=lambda row: row.classes),
                Column("phone", tr(N_("Phone")), 92, text=self._say_phone),
                Column("email", tr(N_("E-mail")), 160),
                Column("born", tr(N_("Born")), 82, text=self._say_born),
            ],
            self._fetch,
            self.count,
            self._say_number,
            tr(N_("Name, class, phone or e-mail")),
        )
        self._role_words: dict[int, str] = {}
        self._totals: dict[tuple[int, int], int] = {}
        self._in_group: dict[int, str] = {}
        self.filters = ListFilters(tr)
        self.roles, self.classes = self.filters.roles, self.filters.places
        self.filters.changed.connect(self.refilter)
        self.filters.clear_wanted.connect(self.clear_filters)
        self.chips.addWidget(self.filters)
        order = [self.filter_box, self.columns_button, *self.filters.controls(), self.table]
        for one, next_one in pairwise(order):
            self.setTabOrder(one, next_one)
        self.is_filtered = lambda: self.filters.state.is_on
        self.table.may_copy = lambda rows: noted(context, COPIED, [row.id for row in rows])
        rows = FEWEST_ROWS * self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(rows + 5 * GRID)  # with the heads

    def filter_now(self, text: str) -> ContactFilter:
        """Return what the box, the chips and the choice of class, grade or group let through."""
        from app.contacts.queries import ContactFilter

        state = self.filters.state
        return ContactFilter(
            self.context.year,
            text,
            state.roles,
            state.place.class_name,
            state.place.grade,
            state.place.group,
            state.marks,
        )

    def filter_state(self) -> FilterState:
        """Return what the list is narrowed to, for ``set_filter``."""
        return self.filters.state._replace(text=self.table.rows.text)

    def set_filter(self, state: FilterState) -> None:
        """Narrow the list to this and nothing else."""
        self.filters.show_state(state)
        self.filter_box.setText(state.text)
        self.refilter()

    def clear_filters(self) -> None:
        """Show everybody."""
        self.set_filter(FilterState())
        self.filter_box.setFocus()

    def refresh(self) -> None:
        self._totals.clear()
        super().refresh()

    def fill_places(self, day: date) -> None:
        """Offer the grades, classes and groups there are on a day; what is chosen stays chosen."""
        self.context.read(self._read_places, day)

    def class_names(self) -> list[str]:
        """Return the names of the classes one can choose."""
        return self.classes.class_names()

    def class_asked_for(self) -> str:
        """Return the class that is chosen, else the one whose name is exactly what is typed in the filter box."""
        typed = self.filter_box.text().strip().casefold()
        typed_class = next((name for name in self.class_names() if name.casefold() == typed), "")
        return self.classes.place.class_name or typed_class

    def subject_asked_for(self) -> str:
        """Return the class or group the list shows all of and nobody else, empty if it shows anything else."""
        state, typed = self.filters.state, self.filter_box.text().strip()
        if state.marks or state.roles not in (0, PUPIL):
            return ""
        if state.place.class_name and not typed:
            return state.place.class_name
        if state.place.group and not state.roles and not typed:
            return self.classes.group_name
        return self.class_asked_for() if state.place == EVERYWHERE else ""

    @property
    def narrows(self) -> bool:
        """Whether anything is typed or chosen that leaves somebody out."""
        return bool(self.filter_box.text().strip()) or self.filters.state.is_on

    def is_listed(self, person_id: int) -> bool:
        """Say whether the list holds a person; in a long list only the rows that are loaded are looked through."""
        rows = self.table.rows
        if any(row.id == person_id for row in rows.rows):
            return True
        return not rows.complete and self.count(rows.text) <= MOST_TO_READ and self.table.show_id(person_id)

    def chosen_ids(self, roles: int = 0) -> list[int]:
        """Return the ids of those who are chosen (and have one of ``roles``), also beyond the rows that are loaded."""
        from app.contacts.queries import contact_ids

        chosen = self.selection()
        if not chosen.all_that_match:
            rows = [row for row in self.table.rows.rows if row.id in chosen.ids]
            return [row.id for row in rows if not roles or row.roles & roles]
        which = self.filter_now(self.table.rows.text)
        everybody = self.context.read(contact_ids, which)
        if roles:
            having = set(self.context.read(contact_ids, replace(which, roles=roles)))
            everybody = [person_id for person_id in everybody if person_id in having]
        return [person_id for person_id in everybody if person_id not in chosen.ids]

    def matching_ids(self) -> list[int]:
        """Return the ids of everybody the filter lets through, by name."""
        from app.contacts.queries import contact_ids

        return self.context.read(contact_ids, self.filter_now(self.filter_box.text()))

    def holds_pupils(self) -> bool:
        """Say whether a pupil may be among those who are chosen."""
        chosen = self.selection()
        if chosen.all_that_match and self.roles.code not in (GUARDIAN, STAFF, EXTERNAL):
            return True
        return any(row.roles & PUPIL for row in self.table.rows.rows if row.id in chosen)

    def count(self, text: str) -> int:
        """Return how many the filter lets through with ``text`` in the box."""
        from app.contacts.queries import count_contacts

        return self.context.read(count_contacts, self.filter_now(text))

    def _fetch(self, wanted: Request) -> Sequence[ContactRow]:
        from app.contacts.queries import list_contacts

        if not wanted.offset:
            self._read_group()
        return self.context.read(
            lambda session: list_contacts(
                session,
                self.filter_now(wanted.text),
                sort=wanted.sort,
                descending=wanted.descending,
                offset=wanted.offset,
                limit=wanted.limit,
            )
        )

    def _read_group(self) -> None:
        """Read what people are in the group that is shown, as far as the file that brought it said."""
        group = self.classes.group
        if group is None or not group.comes:
            self._in_group = {}
            return
        from app.contacts.groups import roles_in_group

        self._in_group = self.context.read(roles_in_group, group.id)

    def _after_read(self) -> None:
        super()._after_read()
        text = self.table.rows.text.strip()
        if self.is_filtered() and not text:
            words = N_("Nobody matches what you have chosen. Esc shows everybody.")
            self.table.empty_text = self.context.tr(words)
        elif text and not self.table.rows.rows and not self.filters.state.marks & LEFT:
            self._say_who_left(text)

    def _say_who_left(self, text: str) -> None:
        """Say where to look when only somebody who has left matches: one is asked about them on the phone too."""
        from app.contacts.queries import ContactFilter, count_contacts

        number = self.context.read(count_contacts, ContactFilter(self.context.year, text, marks=LEFT))
        if number:
            self.table.empty_text = self.context.tr.n(
                "Nobody who is here now matches “{text}”, but {n} person who has left does. Choose “Have left” under "
                "“More filters”.",
                "Nobody who is here now matches “{text}”, but {n} persons who have left do. Choose “Have left” under "
                "“More filters”.",
                number,
                text=text,
            )

    def _read_places(self, session: Session, day: date) -> None:
        from app.contacts.groups import groups_of_year, say_kind
        from app.contacts.queries import ContactFilter, list_contacts
        from app.school.queries import school_classes

        year = self.context.year
        rows = school_classes(session, year, day)
        grades = [grade for row in rows if row.grade for grade in range(row.grade, (row.last_grade or row.grade) + 1)]
        several = sorted(set(grades)) if len(grades) > len(set(grades)) else []  # else a grade is a class
        tr = self.context.tr
        groups = [Group(group.id, group.name, say_kind(group, tr)) for group in groups_of_year(session, year)]
        self.classes.fill(several, [row.name for row in rows], groups)
        proposed = ContactFilter(year, marks=PROPOSED)
        self.filters.offer_proposed(bool(list_contacts(session, proposed, limit=1)))

    def _say_number(self, number: int) -> str:
        """Say “482 elever”, or where something narrows the list “24 av 482 elever”, and where a group came from."""
        tr, group = self.context.tr, self.classes.group
        if not self.narrows:
            return self._say_people(number)
        said = tr(N_("{number} of {people}"), number=tr.number(number), people=self._say_people(self._total()))
        return f"{said}  ·  {group.comes}" if group is not None and group.comes else said

    def _say_people(self, number: int) -> str:
        tr = self.context.tr
        match self.roles.code:
            case 1:
                return tr.n("{n} pupil", "{n} pupils", number)
            case 2:
                return tr.n("{n} guardian", "{n} guardians", number)
            case 4:
                return tr.n("{n} member of staff", "{n} members of staff", number)
            case 16:
                return tr.n("{n} external", "{n} externals", number)
        return tr.n("{n} person", "{n} persons", number)

    def _total(self) -> int:
        """Return how many there are of the roles that are chosen, here or (if those are shown) gone."""
        from app.contacts.queries import ContactFilter, count_contacts

        state = self.filters.state
        kind = (state.roles, state.marks & LEFT)
        if kind not in self._totals:
            which = ContactFilter(self.context.year, roles=kind[0], marks=kind[1])
            self._totals[kind] = self.context.read(count_contacts, which)
        return self._totals[kind]

    def _say_roles(self, row: ContactRow) -> str:
        """Say what somebody is in the group that is shown, as far as that is known, else at the school."""
        if row.id in self._in_group:
            return self._in_group[row.id]
        bits = row.roles & _SAID
        words = self._role_words.get(bits)
        if words is None:
            words = self._role_words[bits] = self._role_named(bits)
        return words

    def _role_named(self, bits: int) -> str:
        tr = self.context.tr
        names = (
            (PUPIL, tr(N_("Pupil"))),
            (GUARDIAN, tr(N_("Guardian"))),
            (STAFF, tr(N_("Member of staff"))),
            (EXTERNAL, tr(N_("External"))),
        )
        role = " / ".join(said for bit, said in names if bits & bit)
        return tr(N_("{role} (left)"), role=role) if bits & LEFT else role

    def _say_phone(self, row: ContactRow) -> str:
        if row.phone:
            return self.context.tr.phone(row.phone)
        return self.context.tr(N_("Protected")) if row.roles & PROTECTED else ""

    def _say_born(self, row: ContactRow) -> str:
        return self.context.tr.date(date.fromisoformat(row.born)) if row.born else ""

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes one thing back at a time: first that several are chosen, then the text, then the filters."""
        if event.key() == Qt.Key.Key_Escape and self.table.keep_one():
            pass
        elif event.key() == Qt.Key.Key_Escape and self.filter_box.text():
            self.filter_box.clear()
        elif event.key() == Qt.Key.Key_Escape and self.narrows:
            self.clear_filters()
        else:
            super().keyPressEvent(event)

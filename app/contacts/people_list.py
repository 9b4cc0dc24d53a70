"""Which of the school's people are in the list, and what does it say about each of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.contacts.rules import GUARDIAN, PROTECTED, PUPIL, STAFF
from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.form import ChoiceField
from app.shell.list_pane import ListPane
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.contacts.queries import ContactFilter, ContactRow

MOST_TO_READ = 3000  # rows that are read to find a person further down
FEWEST_ROWS = 4


class PeopleList(ListPane):
    """The list of people under its filters: what is typed, the roles and the class."""

    def __init__(self, context: Context) -> None:
        tr = context.tr
        super().__init__(
            context,
            "contacts",
            [
                Column("name", tr(N_("Name")), 160, icon=lambda row: "lock" if row.roles & PROTECTED else ""),
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
        every = (PUPIL, tr(N_("Pupil"))), (GUARDIAN, tr(N_("Guardian"))), (STAFF, tr(N_("Member of staff")))
        self._role_words = {
            bits: " / ".join(said for bit, said in every if bits & bit)
            for bits in range((PUPIL | GUARDIAN | STAFF) + 1)
        }
        self.roles = OneOf(
            [(0, tr(N_("All"))), (PUPIL, tr(N_("Pupils"))), (GUARDIAN, tr(N_("Guardians"))), (STAFF, tr(N_("Staff")))]
        )
        self.roles.changed.connect(lambda _code: self.refilter())
        self.classes = ChoiceField([("", tr(N_("All classes")))])
        self.classes.setAccessibleName(tr(N_("Class")))
        self.classes.setMaxVisibleItems(24)
        self.classes.activated.connect(lambda _at: self.refilter())
        self.chips.addWidget(self.roles)
        self.chips.addStretch(1)
        self.chips.addWidget(self.classes)
        self.is_filtered = lambda: bool(self.roles.code or self.classes.currentData())
        rows = FEWEST_ROWS * self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(rows + 5 * GRID)  # with the heads

    def filter_now(self, text: str) -> ContactFilter:
        """Return what the box, the chips and the class choice let through."""
        from app.contacts.queries import ContactFilter

        roles = self.roles.code
        class_name = self.classes.currentData()
        return ContactFilter(
            self.context.year, text, roles if isinstance(roles, int) else 0, class_name if class_name else ""
        )

    def filter_state(self) -> tuple[str, int, int]:
        """Return what is typed, the roles and the place of the class, for ``set_filter``."""
        roles = self.roles.code
        return self.table.rows.text, roles if isinstance(roles, int) else 0, self.classes.currentIndex()

    def set_filter(self, text: str, roles: int, class_at: int) -> None:
        """Filter by a text, roles (0: all) and the class at a place of the choice (0: all)."""
        self.roles.chips[roles].setChecked(True)
        self.classes.setCurrentIndex(max(0, min(class_at, self.classes.count() - 1)))
        self.filter_box.setText(text)
        self.refilter()

    def fill_classes(self, day: date) -> None:
        """Offer the classes there are on a day; the one that is chosen stays chosen."""
        from app.school.queries import school_classes

        chosen = self.classes.currentData()
        names = [row.name for row in self.context.read(school_classes, self.context.year, day)]
        if names != self.class_names():
            while self.classes.count() > 1:
                self.classes.removeItem(1)
            for name in names:
                self.classes.addItem(name, name)
            self.classes.setCurrentIndex(max(0, self.classes.findData(chosen)))

    def class_names(self) -> list[str]:
        """Return the names of the classes one can choose."""
        return [str(self.classes.itemData(at)) for at in range(1, self.classes.count())]

    def class_asked_for(self) -> str:
        """Return the class that is chosen, else the one whose name is exactly what is typed in the filter box."""
        typed = self.filter_box.text().strip().casefold()
        typed_class = next((name for name in self.class_names() if name.casefold() == typed), "")
        return str(self.classes.currentData() or "") or typed_class

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

    def holds_pupils(self) -> bool:
        """Say whether a pupil may be among those who are chosen."""
        chosen = self.selection()
        if chosen.all_that_match and self.roles.code not in (GUARDIAN, STAFF):
            return True
        return any(row.roles & PUPIL for row in self.table.rows.rows if row.id in chosen)

    def count(self, text: str) -> int:
        """Return how many the filter lets through with ``text`` in the box."""
        from app.contacts.queries import count_contacts

        return self.context.read(count_contacts, self.filter_now(text))

    def _fetch(self, wanted: Request) -> Sequence[ContactRow]:
        from app.contacts.queries import list_contacts

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

    def _say_number(self, number: int) -> str:
        tr = self.context.tr
        match self.roles.code:
            case 1:
                return tr.n("{n} pupil", "{n} pupils", number)
            case 2:
                return tr.n("{n} guardian", "{n} guardians", number)
            case 4:
                return tr.n("{n} member of staff", "{n} members of staff", number)
        return tr.n("{n} person", "{n} persons", number)

    def _say_roles(self, row: ContactRow) -> str:
        return self._role_words.get(row.roles & (PUPIL | GUARDIAN | STAFF), "")

    def _say_phone(self, row: ContactRow) -> str:
        if row.phone:
            return self.context.tr.phone(row.phone)
        return self.context.tr(N_("Protected")) if row.roles & PROTECTED else ""

    def _say_born(self, row: ContactRow) -> str:
        return self.context.tr.date(date.fromisoformat(row.born)) if row.born else ""

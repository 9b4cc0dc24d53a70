"""What does one see first of a person: a warning, the name, the class and what is asked on the phone?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout

from app.contacts import words
from app.contacts.person_queries import ContactDetail
from app.contacts.person_values import age_on
from app.contacts.rules import GUARDIAN, PUPIL, STAFF
from app.contacts.widgets import Band, Link
from app.core.i18n import N_, Translator
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped


class PersonHeader(QVBoxLayout):
    """The bands of address protection, the name with its menu, the roles, and a line of facts."""

    def __init__(
        self,
        tr: Translator,
        person: ContactDetail,
        actions: Sequence[QAction],
        link: Callable[[int, str], Link],
    ) -> None:
        super().__init__()
        self._tr = tr
        self.setSpacing(GRID)
        self._add_bands(person)
        self._add_name(person, actions)
        self._add_roles(person, link)
        self._add_facts()

    def fill(self, person: ContactDetail, day: date, *, hides_address: bool) -> None:
        """Show the name and the facts that are stored."""
        self.name.setText(person.name)
        facts = self._say_facts(person, day, hides_address=hides_address)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

    def _add_bands(self, person: ContactDetail) -> None:
        tr = self._tr
        if person.address_grade != "none":
            grade = tr(words.GRADES[person.address_grade])
            self.addWidget(Band("shield-alert", tr(words.TELL_NOTHING), grade, "danger_ground", "danger"))
        elif person.protected_because:
            title = tr(N_("Belongs to a household with address protection"))
            text = tr(
                N_("{name} has address protection. The household is on no list that is shared."),
                name=person.protected_because,
            )
            self.addWidget(Band("shield", title, text, "band", "on_band"))

    def _add_name(self, person: ContactDetail, actions: Sequence[QAction]) -> None:
        self.name = heading(person.name, 1.5)
        self.name.setWordWrap(True)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        more = QPushButton(self._tr(N_("M&ore")))
        menu = QMenu(more)
        menu.addActions(list(actions))
        more.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.name, 1)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, more, lambda: _let_go(more)))
        row.addWidget(more)
        self.addLayout(row)

    def _add_roles(self, person: ContactDetail, link: Callable[[int, str], Link]) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        if person.class_name:
            line.addWidget(heading(person.class_name, 1.25))
        line.addWidget(Label(self._say_roles(person)))
        if person.class_teachers:
            line.addWidget(Label("·", "muted"))
            line.addWidget(Label(self._tr(N_("Contact teacher:")), "muted"))
            for person_id, name in person.class_teachers:
                line.addWidget(link(person_id, name))
        line.addStretch(1)
        self.addLayout(line)

    def _add_facts(self) -> None:
        self._facts = wrapped("")
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._facts.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.addWidget(self._facts)

    def _say_facts(self, person: ContactDetail, day: date, *, hides_address: bool) -> str:
        """Say birth date, age and address in one line: what one is asked on the phone."""
        tr, facts = self._tr, []
        if person.birth_date is not None:
            age = age_on(day, person.birth_date, tr)
            born = tr(N_("Born {day}"), day=tr.date(person.birth_date))
            facts.append(f"{born} ({age})" if age else born)
        if person.address is not None and not hides_address:
            home = person.address
            place = f"{home.postal_code} {home.city}".strip()
            facts.append(", ".join(part for part in (home.street, place) if part))
        return " · ".join(facts)

    def _say_roles(self, person: ContactDetail) -> str:
        tr = self._tr
        bits = (PUPIL * person.is_pupil) | (GUARDIAN * bool(person.children)) | (STAFF * person.is_staff)
        names = [tr(name) for bit, name in words.ROLES if bits & bit]
        if person.is_pupil and not person.class_name:
            names[0] = tr(N_("Pupil, in no class now"))
        return " · ".join(names) or tr(N_("No role at the school"))


def _let_go(button: QPushButton) -> None:
    """Look untouched again: a dialog that the button's menu opened lets no mouse event through."""
    button.setDown(False)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, button.rect().contains(button.mapFromGlobal(QCursor.pos())))
    button.update()

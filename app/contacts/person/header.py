"""What does one see first of a person: a warning, the name, the class and what is asked on the phone?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.contacts import words
from app.contacts.person.values import age_on
from app.contacts.person.widgets import Band, Fact, Link
from app.contacts.person_queries import ContactDetail
from app.contacts.rules import EXTERNAL, GUARDIAN, PUPIL, STAFF
from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped


class Decisions(NamedTuple):
    """What the buttons of the bands do."""

    set_grade: Call
    not_protected: Call
    call_back: Call


class PersonHeader(QVBoxLayout):
    """The bands of address protection and contact bans, the name with its menu, the roles, and the facts."""

    def __init__(
        self,
        tr: Translator,
        person: ContactDetail,
        actions: Sequence[QAction],
        link: Callable[[int, str], Link],
        decisions: Decisions,
        *,
        writable: bool,
    ) -> None:
        super().__init__()
        self._tr = tr
        self._writable = writable
        self.setSpacing(GRID)
        self._add_protection(person, decisions, link)
        self._add_bans(person)
        self._add_name(person, actions)
        self._add_roles(person, link)
        self._add_facts()

    def fill(self, person: ContactDetail, day: date, *, hides_address: bool) -> None:
        """Show the name and the facts that are stored."""
        self.name.setText(person.name)
        facts = self._say_facts(person, day, hides_address=hides_address)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        decides = self._tr(N_("Decides about their own education (15 or older)"))
        speaks = words.say_language(person.language, self._tr, needs_interpreter=person.needs_interpreter)
        unlisted = self._say_unlisted(person)
        leaves = self._say_last_day(person)
        self._leaves.say(leaves)
        self._decides.say(decides if person.decides_alone else "")
        self._speaks.say(speaks)
        self._unlisted.say(unlisted)
        groups = ", ".join(name for _, name in person.groups)
        self._groups.say(self._tr(N_("Groups: {names}"), names=groups) if groups else "")
        self._note.say(person.note)
        self._more.setVisible(bool(leaves or person.decides_alone or speaks or unlisted or groups or person.note))

    def _add_protection(self, person: ContactDetail, decisions: Decisions, link: Callable[[int, str], Link]) -> None:
        tr = self._tr
        if person.address_grade != "none":
            grade = tr(words.GRADES[person.address_grade])
            back = self._button(N_("Papers to call back …"), "file-text", decisions.call_back)
            self.addWidget(Band("shield-alert", tr(words.TELL_NOTHING), grade, "danger_ground", "danger", (back,)))
            return
        if person.proposed_grade:
            title = tr(N_("A file or text says “protected address”: set the grade"))
            text = tr(N_("Until it is decided, the household is on no list that is shared."))
            buttons = (
                self._button(N_("Set the grade …"), "shield", decisions.set_grade, changes=True),
                self._button(N_("Not protected"), "x", decisions.not_protected, changes=True),
            )
            self.addWidget(Band("shield-alert", title, text, "danger_ground", "danger", buttons))
        if person.protected_because:
            title = tr(N_("Belongs to a household with address protection"))
            text = tr(
                N_("{name} has address protection. The household is on no list that is shared."),
                name=person.protected_because,
            )
            self.addWidget(Band("shield", title, text, "band", "on_band"))
        elif person.waits_because is not None:
            cause, name = person.waits_because
            title = tr(N_("Address protection in the household is not decided"))
            text = tr(
                N_(
                    "A file or text says it of {name}. Until it is decided, the household is on no list that is shared."
                ),
                name=name,
            )
            self.addWidget(Band("shield", title, text, "band", "on_band", (link(cause, name),)))

    def _add_bans(self, person: ContactDetail) -> None:
        pairs = [(row.contact_ban, row.name, person.name) for row in person.guardians]
        pairs += [(row.contact_ban, person.name, row.name) for row in person.children]
        for ban, guardian, pupil in pairs:
            if ban == "none":
                continue
            title = self._tr(N_("Contact ban: {name} may not be in contact with {pupil}"), name=guardian, pupil=pupil)
            text = N_(
                "The addresses and phones of both homes are kept off slips and parents' lists until the office decides."
            )
            if ban == "lists_allowed":
                text = N_("The office has decided that lists may show both homes.")
            self.addWidget(Band("triangle-alert", title, self._tr(text), "danger_ground", "danger"))

    def _button(self, words_: str, icon: str, call: Call, *, changes: bool = False) -> QPushButton:
        button = icons.button(self._tr(words_), icon, call, size=16)
        button.setEnabled(self._writable or not changes)
        return button

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
        signs = "calendar", "user", "languages", "eye-off", "users", "file-text"
        lines = [Fact(sign) for sign in signs]
        self._leaves, self._decides, self._speaks, self._unlisted, self._groups, self._note = lines
        self._more = QWidget()
        column = QVBoxLayout(self._more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for fact in lines:
            column.addWidget(fact)
        self.addWidget(self._more)

    def _say_unlisted(self, person: ContactDetail) -> str:
        """Say what somebody wished to be kept off lists."""
        tr = self._tr
        if person.list_opt_out:
            return tr(N_("Does not want to be on shared lists"))
        wishes = (
            (person.unlisted_phone, N_("phone")),
            (person.unlisted_email, N_("e-mail")),
            (person.unlisted_address, N_("address")),
        )
        kept = ", ".join(tr(what) for wished, what in wishes if wished)
        return tr(N_("Not on shared lists: {what}"), what=kept) if kept else ""

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

    def _say_last_day(self, person: ContactDetail) -> str:
        """Say a pupil's last day at the school if it is known and still to come."""
        latest = max(person.memberships, key=lambda row: row.valid_from, default=None)
        if latest is None or latest.valid_to is None or not person.class_name:
            return ""
        return self._tr(N_("Leaves after {day}"), day=self._tr.date(latest.valid_to))

    def _say_roles(self, person: ContactDetail) -> str:
        tr = self._tr
        bits = (PUPIL * person.is_pupil) | (GUARDIAN * bool(person.children)) | (STAFF * person.is_staff)
        bits |= EXTERNAL * bool(person.external_roles)
        names = [tr(name) for bit, name in words.ROLES if bits & bit]
        if person.is_pupil and not person.class_name:
            names[0] = tr(N_("Pupil, in no class now"))
        return " · ".join(names) or tr(N_("No role at the school"))


def _let_go(button: QPushButton) -> None:
    """Look untouched again: a dialog that the button's menu opened lets no mouse event through."""
    button.setDown(False)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, button.rect().contains(button.mapFromGlobal(QCursor.pos())))
    button.update()

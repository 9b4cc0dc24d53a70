"""In which homes does a pupil live, side by side?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.contacts.households import NOWHERE
from app.contacts.person.fields import PersonFields
from app.contacts.person.widgets import Fact, section
from app.contacts.person_queries import HomeRow
from app.core.i18n import N_
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

BESIDE = 2  # homes beside each other


class HomeBox(QFrame):
    """One home, with a frame around it."""


def add_homes(fields: PersonFields, *, hides_address: bool) -> None:
    """Add the homes of a pupil who has more than one: who lives there, and where."""
    tr, homes = fields.tr, fields.person.homes
    fields.rows.add_wide(section(tr.n("{n} home", "{n} homes", len(homes))))
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(GRID)
    for place, home in enumerate(homes):
        grid.addWidget(_home(fields, home, hides_address=hides_address), place // BESIDE, place % BESIDE)
    for column in range(BESIDE):
        grid.setColumnStretch(column, 1)
    fields.rows.add_wide(box)


def _home(fields: PersonFields, home: HomeRow, *, hides_address: bool) -> HomeBox:
    tr = fields.tr
    frame = HomeBox()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    frame.setMinimumWidth(16 * GRID)
    column = QVBoxLayout(frame)
    column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    column.setSpacing(2)
    for person_id, name in home.guardians:
        row = QHBoxLayout()
        row.addWidget(fields.link(person_id, name))
        row.addStretch(1)
        column.addLayout(row)
    if not home.guardians:
        column.addWidget(Label(tr(N_("Nobody of the guardians")), "muted"))
    if hides_address:
        column.addWidget(wrapped(tr(N_("The address is hidden.")), "muted"))
    elif home.place == NOWHERE:
        column.addWidget(wrapped(tr(N_("The address is not known.")), "muted"))
    else:
        street, code, city = home.place
        where = wrapped("\n".join(part for part in (street, f"{code} {city}".strip()) if part))
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        where.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column.addWidget(where)
    if home.is_childs:
        column.addWidget(wrapped(tr(N_("The pupil lives here")), "muted"))
    if home.is_apart:
        fact = Fact("triangle-alert", "danger")
        column.addWidget(fact)
        fact.say(tr(N_("Contact ban")))
    column.addStretch(1)
    return frame

"""Who takes part in the case just now, how many may vote, and may the body decide?"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.minuting.view import SittingView
from app.meetings.minuting.written import enlarge
from app.meetings.rows import ItemRow
from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import Label

SIDE_WORDS = {
    "parents": N_("parents {n}"),
    "pupils": N_("pupils {n}"),
    "staff": N_("staff {n}"),
    "others": N_("others {n}"),
}


class LiveLine(QWidget):
    """One line that is always true: present, entitled to vote, quorate or not, and the sides of the votes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._sign = Label()
        self._words = Label()
        self._words.setWordWrap(True)
        enlarge(self._words, 1.05)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)

    @property
    def text(self) -> str:
        return self._words.text()

    def show_state(self, view: SittingView, item: ItemRow | None) -> None:
        """Say how a case stands, or (None) who is at the meeting."""
        tr = self.context.tr
        state = view.states.get(item.id) if item is not None else None
        if state is None or not state.known:
            here = sum(one.is_present for one in view.comers(item, tr.language))
            icons.put(self._sign, "users", "muted", 2 * GRID)
            self._words.set_role("text")
            self._words.setText(tr.n("{n} present", "{n} present", here))
            return
        said = [
            tr(N_("{present} of {members} members take part"), present=state.present, members=state.members),
            tr.n("{n} vote", "{n} votes", state.entitled),
        ]
        sides = [
            tr(words, n=state.votes_by_side[side])
            for side, words in SIDE_WORDS.items()
            if state.votes_by_side.get(side)
        ]
        if len(sides) > 1:
            said[-1] += f" ({', '.join(sides)})"
        if state.quorate:
            said.append(tr(N_("quorate")))
        else:
            said.append(tr(N_("NOT quorate: there must be {needed}"), needed=state.needed))
        if state.pupils_out:
            said.append(tr(N_("the pupils are out")))
        icons.put(self._sign, "check" if state.quorate else "triangle-alert", "good" if state.quorate else "danger", 18)
        self._words.setText(" · ".join(said))

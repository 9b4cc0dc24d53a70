"""What belongs on the page of bodies while there are none, and what are the next steps?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.page import Call
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped

WIDTH = 64 * GRID


class NothingYet(QWidget):
    """The usual bodies with one button, others chosen with the next, and those a file brought as groups."""

    def __init__(self, context: Context, add_usual: Call, choose: Call, take_over: Call) -> None:
        super().__init__()
        self.context = context
        tr = context.tr
        self.usual_button = QPushButton()
        self.choose_button = QPushButton(tr(N_("&Choose others …")))
        self.take_over_button = QPushButton(tr(N_("Ta&ke over from the file …")))
        self.text = wrapped("", "muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.text.setFixedWidth(WIDTH)
        picture = Label()
        icons.put(picture, "landmark", "muted", 40)
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = heading(tr(N_("Here are the school's councils and committees")), 1.15)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(title)
        column.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GRID)
        for button, icon, call in (
            (self.usual_button, "plus", add_usual),
            (self.choose_button, "list-checks", choose),
            (self.take_over_button, "download", take_over),
        ):
            icons.put(button, icon)
            button.clicked.connect(lambda _checked=False, call=call: call())
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, *, groups: bool) -> None:
        """Name the usual bodies; ``groups``: a file has brought some that can be taken over."""
        from app.bodies.showing.offered import say_usual

        context = self.context
        tr = context.tr
        writable = not context.read_only
        names = say_usual(tr.language)
        self.usual_button.setText(tr(N_("&Add the usual ones: {names}"), names=names.replace("&", "&&")))
        text = N_(
            "Parents', pupils' and joint bodies: who sits in them, for whom and until when, what is vacant, and what "
            "must be put right. Each begins as a ready-made one and is changed by the school."
        )
        self.text.setText(tr(text) if writable else tr(N_("Nothing is written down of this school year.")))
        for button in (self.usual_button, self.choose_button):
            button.setVisible(writable)
        self.take_over_button.setVisible(writable and groups)

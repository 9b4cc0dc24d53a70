"""What does a body rest on, and from when?"""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.bodies.showing.lines import BodyLook
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog


class BasisDialog(Dialog):
    """The local regulation or the statutes a body has, where they can be read, and from when to when."""

    def __init__(self, parent: QWidget, context: Context, look: BodyLook) -> None:
        tr = context.tr
        self.context, self._look = context, look
        self._name = look.body.name(tr.language)
        super().__init__(parent, tr, tr(N_("What {body} rests on"), body=self._name))
        self.lines: dict[str, QLineEdit] = {}
        day = tr(N_("dd.mm.yyyy"))
        for field, label, hint in (
            ("text", tr(N_("&Text")), tr(N_("For example the local regulation, § 3"))),
            ("source", tr(N_("&Where it can be read")), ""),
            ("valid_from", tr(N_("&From")), day),
            ("valid_to", tr(N_("&Until")), day),
        ):
            control = self.lines[field] = QLineEdit()
            control.setPlaceholderText(hint)
            control.setMaxLength(300)
            self.add_field(field, label, control)
        self.add_buttons(tr(N_("&Add")))

    def submit(self) -> None:
        """Write it down."""
        from app.bodies.commands import add_basis

        self.clear_errors()
        values = [self.lines[field].text() for field in ("text", "source", "valid_from", "valid_to")]
        names = {"body": self._name}
        label = N_("Added a legal basis of {body}")
        done = self.context.do(label, add_basis, self._look.id, *values, arguments=names, on_error=self.refuse)
        if done is not None:
            self.accept()

"""When and how was it held, who led it, and how many were there?"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox

from app.core.i18n import N_
from app.elections.commands import set_election
from app.elections.detail.section import Section
from app.elections.words import METHOD_WORDS
from app.shell.context import Context, Refuse
from app.shell.form import Form

NOBODY = ""


class FactsSection(Section):
    """The facts of the meeting, each saved when it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.form = Form(context)
        self.form.add_date("held_on", tr(N_("Held on")), self._save_day)
        self.form.add_text("meeting", tr(N_("Meeting")), partial(self._save, "meeting"))
        methods: list[tuple[object, str]] = [(NOBODY, tr(N_("as the rule says")))]
        methods += [(code, tr(words)) for code, words in METHOD_WORDS.items()]
        self.form.add_choice("method", tr(N_("How")), methods, partial(self._save, "method"))
        self.officer = self.form.add_choice("officer_id", tr(N_("Led by")), [], partial(self._save, "officer_id"))
        self.officer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.officer.setMinimumContentsLength(8)
        self.entitled = self.form.add_text("entitled", tr(N_("Entitled to vote")), partial(self._save, "entitled"))
        self.form.add_text("present", tr(N_("Present")), partial(self._save, "present"))
        self.objection, cell = self.form.place_check(
            "objection", tr(N_("Somebody wants the numbers of votes kept")), self._save_objection
        )
        self.body.addWidget(self.form)
        self.body.addWidget(cell)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.form,)

    def refresh(self) -> None:
        from app.school.queries import staff_members

        assert self.course is not None
        tr, row = self.context.tr, self.course.row
        self.officer.clear()
        self.officer.addItem(tr(N_("nobody written down")), NOBODY)
        staff = self.context.read(staff_members, row.held_on) if row.held_on else ()
        for person_id, name in staff:
            self.officer.addItem(name, str(person_id))
        if row.officer_id is not None and row.officer_id not in dict(staff):
            self.officer.addItem(row.officer_name, str(row.officer_id))
        self.form.set_values(
            {
                "held_on": row.held_on,
                "meeting": row.meeting,
                "method": row.method,
                "officer_id": "" if row.officer_id is None else str(row.officer_id),
                "entitled": _number(row.entitled),
                "present": _number(row.present),
                "objection": row.objection,
            }
        )
        self.entitled.setPlaceholderText(tr(N_("{number} by the school's lists"), number=self.course.voters))
        self.objection.setVisible(row.rule.publish_counts == "unless_objection")
        self.form.set_read_only(not self.may_edit)

    def _save(self, field: str, value: str, refuse: Refuse) -> object:
        assert self.course is not None
        label = N_("Changed the election in {where}")
        return self.do(label, set_election, self.course.row.id, field, value, refuse=refuse)

    def _save_day(self, day: object, refuse: Refuse) -> object:
        from datetime import date

        return self._save("held_on", self.context.tr.date(day) if isinstance(day, date) else "", refuse)

    def _save_objection(self, on: bool, refuse: Refuse) -> object:
        return self._save("objection", "1" if on else "", refuse)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)

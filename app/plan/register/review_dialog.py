"""A plan has been reviewed: by when is it to be reviewed again?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell.dialog import Dialog
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.plan.followed import OtherPlanRow
    from app.shell.context import Context


class ReviewedDialog(Dialog):
    """A year after the last day is proposed; it comes in the yearly wheel where the last review was there."""

    def __init__(self, context: Context, parent: QWidget, row: OtherPlanRow) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("The plan has been reviewed")))
        self.context, self.row = context, row
        self.body.insertWidget(0, wrapped(row.name, "muted"))
        self.day = QLineEdit(tr.date(_a_year_on(row.review_by, clock.today())))
        self.in_wheel = QCheckBox(tr(N_("&Put the next review in the yearly wheel")))
        self.in_wheel.setChecked(row.wheel_entry_id is not None)
        self.add_field("review_by", tr(N_("Review &again by")), self.day)
        self.add_field("wheel", "", self.in_wheel)
        self.add_buttons(tr(N_("It is &reviewed")))
        self.day.setFocus()
        self.day.selectAll()

    def submit(self) -> None:
        from app.plan.other_plan_commands import put_in_wheel, set_other_plan

        self.clear_errors()
        day, in_wheel = self.day.text(), self.in_wheel.isChecked()

        def reviewed(session: Session) -> None:
            set_other_plan(session, self.row.id, "review_by", day)
            if in_wheel and day.strip():
                put_in_wheel(session, self.row.id)

        label, values = N_("Reviewed {name}"), {"name": self.row.name}
        if self.context.do(label, reviewed, arguments=values, on_error=self.refuse) is not None:
            self.accept()


def _a_year_on(day: date | None, today: date) -> date:
    """Return the same day a year later, never one that is past."""
    found = day or today
    later = max(found.year + 1, today.year)
    while (proposed := _in_year(found, later)) <= today:
        later += 1
    return proposed


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)

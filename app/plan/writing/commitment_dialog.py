"""What does a point promise, so that the program can see by itself whether it was kept?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.plan.following_words import COMMITMENT_KIND_WORDS
from app.plan.writing.doing import put_commitment
from app.shell.dates import parse_date
from app.shell.dialog import Dialog
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.bodies.queries import BodyRow
    from app.plan.followed import CommitmentRow
    from app.plan.rows import PointRow
    from app.shell.context import Context

PARENTS = "parents"
ON_A_DAY = "day"
RULES = (
    "UKE(38)",
    "FØR(HØSTFERIE,1)",
    "FØR(JULEFERIE,1)",
    "FØR(VINTERFERIE,1)",
    "FØR(PÅSKE,1)",
    "FØR(SKOLESLUTT,1)",
)
"""By when schools usually promise something, as rules of the wheel."""
FIELDS = {
    "entry": ("wheel_entry_id",),
    "election": ("body_id", "seat_id", "by_rule"),
    "meetings": ("body_id", "number", "by_rule"),
    "talks": ("number", "by_rule"),
    "date": ("by_rule", "done_on"),
}
"""Which fields each kind of commitment has here."""


class CommitmentDialog(Dialog):
    """Only what the chosen kind needs is asked; an existing one can be changed or taken away."""

    def __init__(self, context: Context, parent: QWidget, point: PointRow, row: CommitmentRow | None) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("What does the point promise?")))
        self.context, self.point, self.row = context, point, row
        quoted = wrapped(f"«{point.text}»", "muted")
        self.body.insertWidget(0, quoted)
        self.kind = QComboBox()
        for kind, words in COMMITMENT_KIND_WORDS.items():
            self.kind.addItem(tr(words), kind)
        self.add_field("kind", tr(N_("&Tied to")), self.kind)
        self._make_entry()
        self._make_body()
        self._make_numbers()
        self._make_day()
        self._fill()
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.day.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.which.currentIndexChanged.connect(lambda _at: self._fill_seats())
        self.add_buttons(tr(N_("&Save")))
        if row is not None:
            self.remove = QPushButton(tr(N_("It does not &promise this")))
            self.remove.setAutoDefault(False)
            self.remove.clicked.connect(self.take_away)
            self.buttons.insertWidget(0, self.remove)
        self._kind_chosen()
        self.kind.setFocus()

    # -- the fields

    def _make_entry(self) -> None:
        from app.yearwheel.queries import wheel

        tr, found = self.context.tr, self.context.read(wheel, self.context.year, clock.today())
        self._titles = {entry.code: entry.title for entry in found.entries}
        self.entry = QComboBox()
        self.entry.addItem(tr(N_("Choose …")), None)
        for entry in sorted(found.entries, key=lambda one: one.title.casefold()):
            self.entry.addItem(entry.title, entry.id)
        self.add_field("wheel_entry_id", tr(N_("In the &wheel")), self.entry)

    def _make_body(self) -> None:
        from app.bodies.queries import bodies
        from app.core.schoolyear import day_in_year

        tr = self.context.tr
        day = day_in_year(self.context.year, clock.today())
        self._bodies: dict[int, BodyRow] = {one.id: one for one in self.context.read(bodies, day)}
        self.which = QComboBox()
        self.add_field("body_id", tr(N_("&Body")), self.which)
        self.seat = QComboBox()
        self.add_field("seat_id", tr(N_("&Seats")), self.seat)

    def _make_numbers(self) -> None:
        tr = self.context.tr
        self.number_from, self.number_to = QSpinBox(), QSpinBox()
        for box, words in ((self.number_from, N_("At least")), (self.number_to, N_("At most"))):
            box.setRange(0, 60)
            box.setSpecialValueText("–")
            box.setAccessibleName(tr(words))
        cell = QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.number_from)
        row.addWidget(Label(tr(N_("to"))))
        row.addWidget(self.number_to)
        row.addStretch(1)
        cell.setFocusProxy(self.number_from)
        self.add_field("number", tr(N_("&Number")), cell)

    def _make_day(self) -> None:
        from app.yearwheel.rules.say import say_rule

        tr = self.context.tr
        self.day = QComboBox()
        self.day.addItem(tr(N_("no day")), "")
        own = self.row.by_rule if self.row is not None else ""
        for rule in (*RULES, *((own,) if own and own not in RULES else ())):
            self.day.addItem(say_rule(rule, tr, self._titles), rule)
        self.day.addItem(tr(N_("on a day I write")), ON_A_DAY)
        self.add_field("by_rule", tr(N_("By w&hen")), self.day)
        self.by, self.done_on = QLineEdit(), QLineEdit()
        for line in (self.by, self.done_on):
            line.setPlaceholderText(tr(N_("dd.mm.yyyy")))
        self.add_field("by", tr(N_("&Day")), self.by)
        self.add_field("done_on", tr(N_("D&one")), self.done_on)

    def _fill(self) -> None:
        """Show what is stored; a new one begins with what its words seem to promise."""
        row, tr = self.row, self.context.tr
        kind = row.kind if row is not None else guessed_kind(self.point.text)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._fill_bodies()
        if row is None:
            return
        self.entry.setCurrentIndex(max(0, self.entry.findData(row.wheel_entry_id)))
        self.which.setCurrentIndex(max(0, self.which.findData(row.meeting_kind or row.body_id)))
        self._fill_seats()
        self.seat.setCurrentIndex(max(0, self.seat.findData(row.seat_id)))
        self.number_from.setValue(row.wanted_from or 0)
        self.number_to.setValue(row.wanted_to or 0)
        is_day = row.by is not None and not row.by_rule
        self.day.setCurrentIndex(self.day.findData(ON_A_DAY if is_day else row.by_rule))
        self.by.setText(tr.date(row.by) if is_day and row.by is not None else "")
        self.done_on.setText(tr.date(row.done_on) if row.done_on is not None else "")

    def _fill_bodies(self) -> None:
        tr, was = self.context.tr, self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        if self.kind.currentData() == "meetings":
            self.which.addItem(tr(N_("Parents' meetings in each class")), PARENTS)
        for one in self._bodies.values():
            self.which.addItem(one.name(tr.language), one.id)
        self.which.setCurrentIndex(max(0, self.which.findData(was)))
        self.which.blockSignals(False)
        self._fill_seats()

    def _fill_seats(self) -> None:
        from app.bodies.words import say_whole_seat

        tr, chosen = self.context.tr, self.which.currentData()
        self.seat.clear()
        self.seat.addItem(tr(N_("All of them")), None)
        body = self._bodies.get(chosen) if isinstance(chosen, int) else None
        for seat in body.seats if body is not None else ():
            self.seat.addItem(say_whole_seat(seat, tr), seat.id)

    def _kind_chosen(self) -> None:
        kind = str(self.kind.currentData())
        if (self.which.findData(PARENTS) >= 0) != (kind == "meetings"):
            self._fill_bodies()
        fields = FIELDS[kind]
        for name in ("wheel_entry_id", "body_id", "seat_id", "number", "by_rule", "done_on"):
            self.show_field(name, name in fields)
        self.show_field("by", "by_rule" in fields and self.day.currentData() == ON_A_DAY)

    # -- what is done

    def submit(self) -> None:
        kind = str(self.kind.currentData())
        try:
            fields, done_on = self._typed(kind)
        except UserError as error:
            self.refuse(self.context.tr(error.message, **error.values), error.field)
            return
        commitment = self.row.id if self.row is not None else None
        done = self.context.do(
            N_("Said what a point of the plan promises"),
            put_commitment,
            self.point.id,
            commitment,
            kind,
            fields,
            done_on,
            on_error=self._refused,
        )
        if done is not None:
            self.accept()

    def take_away(self) -> None:
        """Say that the point does not promise this."""
        from app.plan.commitment_commands import remove_commitment

        if self.row is None:
            return
        label = N_("Took a commitment away from a point of the plan")
        if self.context.do(label, remove_commitment, self.row.id, on_error=self.refuse) is not None:
            self.accept()

    def _refused(self, words: str, field: str | None = None) -> None:
        self.refuse(words, "number" if field in ("number_from", "number_to") else field)

    def _typed(self, kind: str) -> tuple[dict[str, object], date | None]:
        shown, fields = FIELDS[kind], dict[str, object]()
        if "wheel_entry_id" in shown:
            fields["wheel_entry_id"] = self.entry.currentData()
        if "body_id" in shown:
            chosen = self.which.currentData()
            fields["meeting_kind" if chosen == PARENTS else "body_id"] = chosen
        if "seat_id" in shown:
            fields["seat_id"] = self.seat.currentData()
        if "number" in shown:
            fields["number_from"] = self.number_from.value() or None
            fields["number_to"] = self.number_to.value() or None
        if "by_rule" in shown:
            rule = self.day.currentData()
            if rule == ON_A_DAY:
                fields["by"] = _day(self.by, "by")
            elif rule:
                fields["by_rule"] = rule
        done_on = _day(self.done_on, "done_on") if "done_on" in shown else None
        return {name: value for name, value in fields.items() if value is not None}, done_on


def guessed_kind(text: str) -> str:
    """Return what kind of promise a point seems to be, by its words (the source's language: bokmål or nynorsk)."""
    words = text.casefold()
    for kind, signs in (
        ("talks", ("utviklingssamtal", "samtale")),
        ("election", ("valg av", "val av", "velger", "velg ", "vel ", "valg ")),
        ("meetings", ("møte",)),
    ):
        if any(sign in words for sign in signs):
            return kind
    return "entry"


def _day(line: QLineEdit, field: str) -> date | None:
    try:
        return parse_date(line.text())
    except UserError as error:
        raise UserError(error.message, field=field, **error.values) from None

"""Does what was decided of a mark reach the public minutes, and nothing else?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.core.i18n import translator
from app.core.settings import Settings
from app.meetings.agenda import set_item
from app.meetings.minuting.guard_dialog import Marked
from app.meetings.minuting.guarding import as_before, decide_first, keep_removals, look_through
from app.meetings.reports.public_minutes import PUBLIC_MINUTES, REMOVED, public_text, removals_in
from app.shell.context import Context
from tests.meetings.factories import did
from tests.meetings.minuting.at_sitting import Sitting

PLACE = "agenda_item:1:discussion"
TEXT = "Ola Berg er syk. Ola kommer."


def marked(words: str, stays: bool | None, instead: str = "[…]", start: int | None = None) -> Marked:
    at = TEXT.index(words) if start is None else start
    return Marked(PLACE, "Sak 1/26", TEXT, at, at + len(words), "name", stays=stays, instead=instead)


def context_with(text: str = "") -> Context:
    context = Context(Settings.load(None), translator("nb"))
    context.paper_texts[PUBLIC_MINUTES.id, REMOVED] = text
    return context


def test_what_is_taken_out_is_gone_and_what_stands_stands() -> None:
    context = context_with()
    marks = (marked("Ola Berg", False, "En elev"), marked("syk", False), marked("Ola", True, start=17))
    keep_removals(context, marks, {PLACE})
    removals = removals_in(context.paper_texts[PUBLIC_MINUTES.id, REMOVED])
    assert public_text(PLACE, TEXT, removals) == "En elev er […]. Ola kommer."
    assert public_text("agenda_item:2:discussion", TEXT, removals) == TEXT


def test_what_was_written_by_hand_and_for_other_meetings_stays() -> None:
    other = "agenda_item:9:decision\t0\tKari\t[…]"
    context = context_with(f"Kastanjen\n{other}\n{PLACE}\t0\tgammelt\t[…]")
    keep_removals(context, (marked("syk", False),), {PLACE})
    lines = context.paper_texts[PUBLIC_MINUTES.id, REMOVED].splitlines()
    assert lines == ["Kastanjen", other, f"{PLACE}\t{TEXT.index('syk')}\tsyk\t[…]"]


def test_what_was_taken_out_before_is_proposed() -> None:
    context = context_with(f"{PLACE}\t0\tOla Berg\tEn elev")
    first, second = as_before(context, (marked("Ola Berg", None), marked("syk", None)))
    assert (first.stays, first.instead) == (False, "En elev")
    assert second.stays is None


def test_without_marks_it_goes_on_at_once() -> None:
    gone_on: list[bool] = []
    decide_first(None, context_with(), (), {PLACE}, lambda: gone_on.append(True))  # type: ignore[arg-type]
    assert gone_on == [True]


def test_who_closes_it_while_it_is_looked_through_is_asked_nothing(sitting: Sitting) -> None:
    context = sitting.office.context
    name = sitting.evening.detail.attendance[0].name
    did(sitting.evening.store, set_item, sitting.evening.cases[0], "discussion", f"{name} er syk.")
    gone_on: list[bool] = []
    box = QWidget()
    look_through(box, context, sitting.evening.detail.row, lambda: gone_on.append(True))
    delete(box)
    sitting.office.qtbot.waitUntil(lambda: not context.tasks.running)
    sitting.settle()
    assert gone_on == []

"""Do the minutes go from draft to locked with a button for each step, and no further than they may?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.meetings.agenda import add_item, set_item
from app.meetings.commands import set_rule
from app.meetings.minuting.guard_dialog import GuardDialog
from app.meetings.minuting.minutes_box import MinutesPanel
from app.meetings.minuting.papers import save_as_word
from app.meetings.sitting import begin, end
from db.history import steps
from db.models import AgendaItem, MeetingRule
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did
from tests.office import Office

NEXT = date(2026, 12, 10)


class Minutes:
    """The panel of one meeting's minutes, and what is pressed there."""

    def __init__(self, qtbot: QtBot, store: Store, meeting_id: int) -> None:
        self.office, self.store, self.meeting_id = Office(qtbot, store), store, meeting_id
        self.panel = MinutesPanel(self.office.context, meeting_id)
        self.box = self.panel.box
        self.office.context.show_panel(self.panel)
        self.settle()

    def settle(self) -> None:
        self.office.qtbot.wait(1)
        QApplication.processEvents()
        self.office.qtbot.waitUntil(lambda: not self.box._due.isActive())

    @property
    def possible(self) -> list[str]:
        return [name for name, button in self.box.buttons.items() if not button.isHidden()]

    def press(self, name: str) -> Any:
        """Press a button; returns the dialog it opens."""
        self.box.buttons[name].click()
        return self.office.dialog()

    def submit(self, dialog: Any) -> None:
        dialog.submit()
        self.settle()


@pytest.fixture
def minutes(qtbot: QtBot, store: Store, school: MeetingSchool, clock: Clock) -> Iterator[Minutes]:
    """The minutes of a meeting of FAU in November; the next one is in December."""
    meeting_id = a_meeting(store, school.fau)
    item_id = did(store, add_item, meeting_id, title="Dugnad")
    did(store, begin, meeting_id, None)
    did(store, set_item, item_id, "decision", "FAU holder dugnad.")
    did(store, end, meeting_id, None)
    later = a_meeting(store, school.fau, held_on=NEXT)
    for title, code in (("Godkjenning av innkalling", "approve_notice"), ("Godkjenning av referat", "approve_minutes")):
        did(store, add_item, later, title=title, code=code)
    clock.set(clock.time.replace(month=12, day=11))
    minutes = Minutes(qtbot, store, meeting_id)
    yield minutes
    minutes.office.context.detach()
    minutes.office.window.close()


PAPERS = ["minutes", "public-minutes", "case-extract", "word"]


def test_a_draft_can_be_sent_and_approved(minutes: Minutes) -> None:
    assert minutes.box.state.text() == "Referatet er et utkast. Ingen har fått det ennå."
    assert minutes.possible == ["sent", "approved", *PAPERS]
    minutes.submit(minutes.press("sent"))
    assert minutes.box.state.text() == "Sendt til merknader 11.12.2026. Merknader innen 18.12.2026."
    assert "remark" in minutes.possible


def test_a_remark_has_who_and_what(minutes: Minutes) -> None:
    minutes.submit(minutes.press("sent"))
    dialog = minutes.press("remark")
    dialog.who.setText("Cato Dale")
    minutes.submit(dialog)
    assert dialog.isVisible()  # nothing was said yet
    dialog.text.setPlainText("Dugnaden er i mai.")
    minutes.submit(dialog)
    assert "Merknad – Cato Dale: Dugnaden er i mai." in minutes.box.steps.text()


def test_approved_in_the_case_of_the_next_meeting_and_locked(minutes: Minutes) -> None:
    dialog = minutes.press("approved")
    assert dialog.case.currentText() == "FAU 10.12.2026: Godkjenning av referat"
    assert dialog.day.text() == "10.12.2026"
    minutes.submit(dialog)
    found = detail(minutes.store, minutes.meeting_id)
    assert found.is_locked
    assert "Godkjent 10.12.2026." in minutes.box.state.text()
    assert minutes.possible == ["addition", "take_back", *PAPERS]


def test_changes_must_be_told(minutes: Minutes) -> None:
    dialog = minutes.press("approved")
    dialog.changed.setChecked(True)
    minutes.submit(dialog)
    assert not detail(minutes.store, minutes.meeting_id).is_locked
    dialog.text.setPlainText("Sak 1: dugnaden er i mai.")
    minutes.submit(dialog)
    assert "Godkjent med endringer 10.12.2026." in minutes.box.state.text()
    assert "Sak 1: dugnaden er i mai." in minutes.box.steps.text()


def test_what_is_locked_can_be_added_to_and_unlocked(minutes: Minutes) -> None:
    minutes.submit(minutes.press("approved"))
    dialog = minutes.press("addition")
    dialog.who.setText("Berit Lunde")
    dialog.text.setPlainText("Datoen skal være 12. mai.")
    minutes.submit(dialog)
    assert "Tilføyelse – Berit Lunde: Datoen skal være 12. mai." in minutes.box.steps.text()
    minutes.press("take_back").accept()
    minutes.settle()
    assert not detail(minutes.store, minutes.meeting_id).is_locked


def test_where_the_body_says_so_chair_and_minute_taker_come_first(minutes: Minutes, school: MeetingSchool) -> None:
    did(minutes.store, set_rule, school.fau, "two_stage", "yes")
    assert minutes.store.read(lambda session: session.query(MeetingRule).filter_by(body_id=school.fau).one().two_stage)
    minutes.settle()
    assert "first_approval" in minutes.possible
    assert "approved" not in minutes.possible
    minutes.submit(minutes.press("first_approval"))
    assert "approved" in minutes.possible
    assert "first_approval" not in minutes.possible


def test_a_day_before_the_meeting_is_refused_at_the_field(minutes: Minutes) -> None:
    dialog = minutes.press("sent")
    dialog.day.setText("1.11.2026")
    minutes.submit(dialog)
    assert dialog.isVisible()
    assert dialog._fields["made_on"][1].text
    dialog.day.setText("i går")
    minutes.submit(dialog)
    assert dialog._fields["made_on"][1].text == "Skriv datoen slik: 24.08.2026."
    assert detail(minutes.store, minutes.meeting_id).steps == ()


def test_each_paper_opens_about_this_meeting(minutes: Minutes, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str | None, str]] = []

    def preview(_reports: object, *, subject: str | None = None, on_paper: str = "") -> None:
        shown.append((subject, on_paper))

    monkeypatch.setattr(minutes.office.context, "preview", preview)
    for name in ("minutes", "public-minutes", "case-extract"):
        minutes.box.buttons[name].click()
        minutes.office.qtbot.waitUntil(lambda: not minutes.office.context.tasks.running)
        QApplication.processEvents()
    assert shown == [
        ("FAU 12.11.2026", "minutes"),
        ("FAU 12.11.2026", "public-minutes"),
        ("FAU 12.11.2026, sak 1/26", "case-extract"),
    ]


def test_the_public_minutes_wait_until_each_name_is_decided(minutes: Minutes, monkeypatch: pytest.MonkeyPatch) -> None:
    context = minutes.office.context
    shown: list[str] = []
    monkeypatch.setattr(context, "preview", lambda _reports, *, subject="", on_paper="": shown.append(on_paper))
    with minutes.store.change("Imported them") as session:
        item = session.query(AgendaItem).filter_by(title="Dugnad").one()
        item.decision = "Jorunn Grøn rydder, og Ivo Fjeld koker kaffe."
        place = f"agenda_item:{item.id}:decision"
    minutes.box.buttons["public-minutes"].click()
    minutes.office.qtbot.waitUntil(lambda: minutes.box.findChild(GuardDialog) is not None)
    dialog = minutes.box.findChild(GuardDialog)
    assert dialog is not None
    assert [(mark.words, mark.about) for mark in dialog.marks] == [
        ("Jorunn Grøn", "Jorunn Grøn 7A"),
        ("Ivo Fjeld", "Ivo Fjeld"),
    ]
    assert shown == []
    dialog.take_out()
    dialog.let_stand()
    dialog.submit()
    assert shown == ["public-minutes"]
    assert context.paper_texts["public-minutes", "removed"] == f"{place}\t0\tJorunn Grøn\t[…]"
    assert context.paper_texts["public-minutes", "stands"].startswith(f"{place}\t23\tIvo Fjeld\t")
    minutes.box.buttons["public-minutes"].click()
    minutes.office.qtbot.waitUntil(lambda: len(minutes.box.findChildren(GuardDialog)) > 0)
    again = minutes.box.findChildren(GuardDialog)[-1]
    assert [mark.stays for mark in again.marks] == [False, True]
    again.reject()
    assert shown == ["public-minutes"]


def test_the_minutes_as_a_word_document_hold_the_decision_and_are_noted(minutes: Minutes, tmp_path: Path) -> None:
    from docx import Document

    from app.meetings.minuting.papers import _write
    from app.startup import Program

    context, store = minutes.office.context, minutes.store
    context.paper_desk = Program._paper_desk(None, store)  # type: ignore[arg-type]
    _write(context, detail(store, minutes.meeting_id).row, tmp_path / "referat")
    minutes.office.qtbot.waitUntil(lambda: not context.tasks.running)
    QApplication.processEvents()
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "referat.docx")).paragraphs)
    assert "FAU holder dugnad." in text
    assert store.read(lambda session: steps(session, limit=1))[0].kind == "export"


def test_a_day_that_has_not_come_is_refused_at_the_field(minutes: Minutes) -> None:
    dialog = minutes.press("approved")
    dialog.day.setText("12.12.2026")
    minutes.submit(dialog)
    assert dialog.isVisible()
    assert dialog._fields["made_on"][1].text == "Den dagen har ikke vært ennå. Skriv dagen det skjedde."
    assert not detail(minutes.store, minutes.meeting_id).is_locked
    dialog.reject()


def test_once_sent_the_approval_is_the_next_step(minutes: Minutes) -> None:
    minutes.box.focus_first()
    assert minutes.panel.window().focusWidget() is minutes.box.buttons["sent"]
    minutes.submit(minutes.press("sent"))
    minutes.box.focus_first()
    assert minutes.panel.window().focusWidget() is minutes.box.buttons["approved"]


def test_no_title_that_may_hold_a_name_stands_in_the_name_of_a_file(
    qtbot: QtBot, store: Store, school: MeetingSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []
    monkeypatch.setattr(
        "app.meetings.minuting.papers.choose_target",
        lambda _parent, _tr, _title, _kinds, name, _then: proposed.append(name),
    )
    talk = a_meeting(store, kind="talk", title="Samtale med Jorunn Grøn")
    body = a_meeting(store, school.fau)
    office = Office(qtbot, store)
    for meeting_id in (talk, body):
        save_as_word(office.window, office.context, detail(store, meeting_id).row)
    assert "Jorunn" not in proposed[0]
    assert "12.11.2026" in proposed[0]
    assert "FAU" in proposed[1]
    office.context.detach()
    office.window.close()

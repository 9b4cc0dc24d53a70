"""The notices of all parents' meetings in one go: seen, written as drafts, and noted with one Enter."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from app.contacts.protection import protect
from app.meetings.commands import set_meeting
from app.meetings.listing.parents_sending import ParentsSendingPanel
from app.meetings.planning import ParentEntry, plan_parent_meetings
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, detail, did
from tests.meetings.listing.at_page import AtPage
from tests.meetings.listing.conftest import Open
from tests.meetings.test_called import change_link


@pytest.fixture
def planned(store: Store, school: MeetingSchool) -> tuple[int, ...]:
    """The parents' meetings of 5A, 6A and 7A in September."""
    entries = [
        ParentEntry(class_id, date(2026, 9, 8 + at), time(18), time(19, 30), f"Rom {at}")
        for at, class_id in enumerate(school.classes.values())
    ]
    return did(store, plan_parent_meetings, YEAR, entries)


def sending(at: AtPage) -> ParentsSendingPanel:
    """Open the panel as the page does."""
    at.context.show_panel(ParentsSendingPanel(at.context, "autumn"))
    at.settle()
    return cast(ParentsSendingPanel, at.window.panel)


def table(panel: ParentsSendingPanel) -> list[list[str]]:
    lines = [panel.list.topLevelItem(at) for at in range(panel.list.topLevelItemCount())]
    return [[line.text(column) for column in range(panel.list.columnCount())] for line in lines if line is not None]


def untick(panel: ParentsSendingPanel, at: int) -> None:
    line = panel.list.topLevelItem(at)
    assert line is not None
    line.setCheckState(0, Qt.CheckState.Unchecked)


def test_each_class_has_a_line_with_its_people_and_interpreters(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], open_page: Open
) -> None:
    protect(store, school["Eva Myhre"], "confidential")
    change_link(store, school["Ask Lunde"], school["Carl Lunde"], "contact_ban", "in_force")
    panel = sending(open_page())
    assert table(panel) == [
        ["5A", "08.09.2026 18.00–19.30", "12", "2", "1: polsk", ""],
        ["6A", "09.09.2026 18.00–19.30", "13", "1", "1: arabisk", ""],
        ["7A", "10.09.2026 18.00–19.30", "13", "1", "", ""],
    ]
    assert panel.count.text() == "3 klasser: 38 personer kalles inn"
    assert panel.interpreters.text() == "2 foresatte trenger tolk"
    assert panel.rest.text().split("\n") == [
        "5A: 10 på e-post, 2 på annen måte",
        "Ikke med e-post, gi dem innkallingen på papir: Mari Haug",
        "Kontakt via kontoret: Eva Myhre",
        "Får ikke beskjed automatisk: Carl Lunde",
    ]


def test_the_drafts_are_written_and_noted_with_two_presses(
    store: Store,
    school: MeetingSchool,
    planned: tuple[int, ...],
    open_page: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: None)
    at = open_page()
    panel = sending(at)
    assert at.focused is panel.draft_button
    at.press(Qt.Key.Key_Return)
    panel.findChildren(QFileDialog)[-1].fileSelected.emit(str(tmp_path))
    at.qtbot.waitUntil(lambda: bool(panel.told.text()) or bool(panel.error.text), timeout=30_000)
    assert panel.error.text == ""
    assert panel.told.text() == "3 filer er lagret. Send dem fra e-postprogrammet."
    files = sorted(path.name for path in tmp_path.glob("*.eml"))
    assert files == [
        f"Innkalling Foreldremøte {name} 2026-09-{day}.eml" for name, day in (("5A", "08"), ("6A", "09"), ("7A", "10"))
    ]
    message = message_from_bytes((tmp_path / files[1]).read_bytes(), policy=default)
    pdf, ics = message.iter_attachments()
    document = pypdfium2.PdfDocument(pdf.get_payload(decode=True))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Foreldremøte 6A" in text
    assert "Rom 1" in text
    assert "5A" not in text
    assert ics.get_content_type() == "text/calendar"
    assert at.focused is panel.note_button
    at.press(Qt.Key.Key_Return)
    assert at.said == "Sendte innkallinger til foreldremøter: 3"
    for one in planned:
        notice = detail(store, one).notices[0]
        assert (notice.kind, notice.channel, len(notice.recipients)) == ("notice", "email", 13)
    assert at.window.panel is None


def test_what_was_sent_is_not_ticked_again_but_what_has_changed_since(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], open_page: Open
) -> None:
    at = open_page()
    panel = sending(at)
    untick(panel, 2)
    assert panel.count.text() == "2 klasser: 26 personer kalles inn"
    panel.note_sent()
    at.settle()
    did(store, set_meeting, planned[0], "place", "Gymsalen")
    again = sending(at)
    assert [one.row.class_name for one in again.chosen] == ["5A", "7A"]
    assert [line[-1] for line in table(again)] == ["24.08.2026, endret siden", "24.08.2026", ""]
    again.note_sent()
    assert [[notice.kind for notice in detail(store, one).notices] for one in planned] == [
        ["notice", "change"],
        ["notice"],
        ["notice"],
    ]


def test_nothing_ticked_and_a_day_after_the_meeting_are_refused(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], open_page: Open
) -> None:
    at = open_page()
    panel = sending(at)
    panel.day.setText("09.09.2026")
    panel.note_sent()
    assert panel.error.text
    assert at.focused is panel.day
    assert [detail(store, one).notices for one in planned] == [(), (), ()], "none of them, where one cannot be"
    for line in range(3):
        untick(panel, line)
    panel.save_drafts()
    assert panel.error.text == "Kryss av for minst én klasse."


def test_on_paper_the_first_button_prints_all_classes(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], open_page: Open
) -> None:
    at = open_page()
    panel = sending(at)
    panel.channel.setCurrentIndex(panel.channel.findData("paper"))
    panel.channel.activated.emit(0)
    assert not panel.draft_button.isVisible()
    assert panel.first_button is panel.print_button
    panel.note_sent()
    assert {detail(store, one).notices[0].channel for one in planned} == {"paper"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everything_has_a_name_and_no_alt_key_is_there_twice(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], open_page: Open, language: str
) -> None:
    panel = sending(open_page(language))
    keys: dict[str, list[str]] = defaultdict(list)
    shown = [one for kind in (QAbstractButton, QLabel) for one in panel.findChildren(kind) if one.isVisible()]
    for words in (cast(QLabel, one).text() for one in shown):
        key = QKeySequence.mnemonic(words).toString()
        if key:
            keys[key].append(words)
    assert {key: words for key, words in keys.items() if len(words) > 1} == {}
    assert all(one.accessibleName() or one.text() for one in panel.findChildren(QAbstractButton) if one.isVisible())
    assert panel.list.accessibleName()


def test_the_page_offers_it_once_there_is_a_meeting(store: Store, school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    part = at.page.parents
    part.send_button.click()
    assert at.window.panel is None
    assert at.told == "Ingen foreldremøter er laget ennå."
    did(store, plan_parent_meetings, YEAR, [ParentEntry(school.classes["6A"], date(2026, 9, 8))])
    part.reload()
    part.send_button.click()
    at.settle()
    panel = at.window.panel
    assert isinstance(panel, ParentsSendingPanel)
    assert [one.row.class_name for one in panel.chosen] == ["6A"]

"""Twenty parents' meetings are pasted in, made and called at once, in the school's own nynorsk, with interpreters.

Lia skole has 5A, 6A and 7A with six families of two guardians each, who all have e-mail: 36 people. Here 17 classes
more have a pupil with one guardian each, but Amina Ali has one child in 1A and one in 3B: 16 people more, 52 in all.
Of those the one of 4C has no e-mail. An interpreter is needed in 1A and 3B (Amina Ali, somali), 1C (tamil), 5A (Randi
Qvale, polish) and 6A (Heidi Ulvund, arabic): in five meetings, by four people.
"""

from __future__ import annotations

from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.contacts.commands import link_guardian, set_field
from app.meetings.listing.parents_part import ParentsPart
from app.meetings.listing.parents_sending import ParentsSendingPanel
from app.meetings.listing.parents_table import FIRST, INTERPRETER, WAY
from app.meetings.queries import meetings_in
from app.school.commands import add_class, set_school_field
from app.shell.print_preview import PrintPreview
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, guardian, pupil
from tests.meetings.factories import MeetingSchool, did
from tests.stories.conftest import Open
from tests.stories.meeting_desk import MeetingDesk
from tests.stories.secretary import text_of

CLASSES = "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 7B".split()
EARLY, LATE = date(2026, 9, 8), date(2026, 9, 9)
INTERPRETERS = {"1A": "1: somali", "1C": "1: tamil", "3B": "1: somali", "5A": "1: polsk", "6A": "1: arabisk"}


def given(store: Store, school: MeetingSchool) -> None:
    """Let the school write nynorsk, and have twenty classes."""
    did(store, set_school_field, "written_standard", "nn")
    amina = None
    for name in CLASSES:
        if name in school.classes:
            continue
        did(store, add_class, YEAR, name)
        child = pupil(store, f"Barn {name}-sen", name)
        if name == "3B":
            assert amina is not None
            did(store, link_guardian, child, amina)
            continue
        email = "" if name == "4C" else f"forelder{name.lower()}@example.no"
        adult = guardian(store, "Amina Ali" if name == "1A" else f"Vaksen {name}-sen", child, email=email)
        amina = adult if name == "1A" else amina
        if name in ("1A", "1C"):
            did(store, set_field, adult, "language", "somali" if name == "1A" else "tamil")
            did(store, set_field, adult, "needs_interpreter", "yes")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> MeetingDesk:
    clock.set(datetime(2026, 8, 24, 9, 0))
    return MeetingDesk(qtbot, start, school_file, clock, given)


def part_of(desk: MeetingDesk) -> ParentsPart:
    """Open the table of all classes."""
    desk.meetings.show_item("parents")
    part = desk.meetings.part
    assert isinstance(part, ParentsPart)
    desk.settle()
    desk.qtbot.waitUntil(lambda: not part._quiet.isActive() and len(part.lines) == len(CLASSES))
    return part


def day_of(name: str) -> date:
    return EARLY if name[0] in "1234" else LATE


def paste(desk: MeetingDesk, part: ParentsPart) -> None:
    """Paste the sheet of days and rooms from Excel."""
    table, lines = part.table, part.table.lines
    rows = (f"{day_of(name):%d.%m.%Y}\t18.00\t19.30\tRom {name}" for name in CLASSES)
    QApplication.clipboard().setText("\r\n".join(rows))
    table.setFocus()
    table.selectionModel().setCurrentIndex(lines.index(0, FIRST), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    desk.press("Ctrl+v")
    desk.qtbot.waitUntil(lambda: not part._quiet.isActive())


def test_twenty_meetings_are_called_at_once(desk: MeetingDesk, tmp_path: Path) -> None:
    part = part_of(desk)
    lines = part.table.lines
    assert [lines.words(line, 0) for line in part.lines] == CLASSES
    said = {line.row.class_name: lines.words(line, INTERPRETER) for line in part.lines}
    assert {name: words for name, words in said.items() if words} == INTERPRETERS

    paste(desk, part)
    way = {line.row.class_name: lines.words(line, WAY) for line in part.lines if lines.words(line, WAY)}
    assert way == {  # Amina Ali is asked to two places; that is said, and does not stop anybody
        "1A": "Foresatte som også har barn i 3B: 1",
        "3B": "Foresatte som også har barn i 1A: 1",
    }
    assert part.make_button.text().replace("&", "") == "Lag 20 møter"
    desk.click(part.make_button)
    assert desk.history(1) == ["Planla foreldremøter for 20 klasser"]
    made = desk.store.read(meetings_in, YEAR)
    assert len(made) == 20
    assert {(row.class_name, row.held_on, row.starts_at, row.ends_at, row.place) for row in made} == {
        (name, day_of(name), time(18), time(19, 30), f"Rom {name}") for name in CLASSES
    }
    assert part.told.text() == "20 av 20 klasser har møtet sitt · 4 foresatte trenger tolk"

    send(desk, part, tmp_path / "utkast")
    desk.qtbot.waitUntil(lambda: desk.window.panel is None)
    assert desk.history(1) == ["Sendte innkallinger til foreldremøter: 20"]
    found = [desk.detail(row.id) for row in made]
    assert {one.row.status for one in found} == {"called"}
    called = {one.row.class_name: len(one.notices[0].recipients) for one in found}
    # six families of two and the contact teacher; else the one guardian
    assert called == {name: 13 if name in ("5A", "6A", "7A") else 1 for name in CLASSES}
    desk.undo()
    assert {desk.detail(row.id).row.status for row in made} == {"planned"}


def send(desk: MeetingDesk, part: ParentsPart, folder: Path) -> None:
    """Save a draft for each class, and note all of them as sent with one press more."""
    folder.mkdir()
    desk.click(part.send_button)
    panel = desk.window.panel
    assert isinstance(panel, ParentsSendingPanel)
    assert panel.count.text() == "20 klasser: 55 personer kalles inn"  # 52 guardians, and three contact teachers
    assert panel.interpreters.text() == "4 foresatte trenger tolk"
    panel.save_drafts_in(folder)
    desk.qtbot.waitUntil(lambda: bool(panel.told.text()) or bool(panel.error.text))
    assert panel.error.text == ""
    assert {path.name for path in folder.iterdir()} == {
        f"Innkalling Foreldremøte {name} {day_of(name)}.{'pdf' if name == '4C' else 'eml'}" for name in CLASSES
    }
    assert "Vi ønskjer velkomen til foreldremøte i klassen." in text_of(
        (folder / "Innkalling Foreldremøte 4C 2026-09-08.pdf").read_bytes()
    )
    message = message_from_bytes((folder / "Innkalling Foreldremøte 1A 2026-09-08.eml").read_bytes(), policy=default)
    assert (message["To"], message["Cc"], message["Bcc"]) == (None, None, "forelder1a@example.no")
    attached = next(one for one in message.iter_attachments() if one.get_content_type() == "application/pdf")
    text = text_of(attached.get_content())
    for said in ("Til føresette i klasse 1A", "tysdag 8. september 2026", "kl. 18.00–19.30", "Rom 1A"):
        assert said in text
    for never in ("tolk", "somali", "Amina"):  # who needs an interpreter is the office's to know
        assert never not in text
    desk.press("Enter")  # Noter som sendt


def test_all_notices_are_one_paper_with_a_page_for_each(desk: MeetingDesk) -> None:
    part = part_of(desk)
    paste(desk, part)
    desk.click(part.make_button)
    desk.click(part.print_button)
    preview = desk.window.panel
    assert isinstance(preview, PrintPreview)
    pages = text_of(desk.made(preview).pdf).split("\n")
    assert len(pages) == 20
    for page, name in zip(pages, CLASSES, strict=True):
        assert f"Til føresette i klasse {name}" in page
        assert f"Rom {name}" in page
    assert preview.paper is not None
    assert preview.paper.remark.startswith(
        "4 foresatte trenger tolk: 1A 1 (somali), 1C 1 (tamil), 3B 1 (somali), 5A 1 (polsk), 6A 1 (arabisk)."
    )

"""Two plans beside each other: what is different stands in a list, and every word of it is marked without colour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextCharFormat, QTextFragment
from pytestqt.qtbot import QtBot

from app.plan.commands import add_point, adopt, move_point, new_version, remove_point, set_point
from app.plan.comparing.part import ComparingPart
from app.plan.queries import plan_detail
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import AtPage


@pytest.fixture
def changed(store: Store, school: PlanSchool) -> int:
    """A new version in which one point of each kind is different; returns its id."""
    did(store, adopt, school.plan, TODAY, "SU", None, TODAY)
    plan = did(store, new_version, school.plan)
    detail = known(store, plan_detail, plan, TODAY)
    point = {one.text: one for section in detail.sections for one in section.points}
    meetings = next(one for one in detail.sections if one.title == "Møter")
    did(store, set_point, point["deltar på foreldremøter"].id, "deltar på alle foreldremøter")
    did(store, remove_point, point["leser planen"].id)
    did(store, add_point, meetings.id, "left", "hilser på hverandre")
    did(store, move_point, point["kaller inn til SU og SMU"].id, meetings.id, "right", 0)
    return int(plan)


@pytest.fixture
def at(qtbot: QtBot, store: Store, school: PlanSchool) -> Iterator[AtPage]:
    """The page at its second tab."""
    found = AtPage(qtbot, store)
    found.page.show_part("changes")
    found.settle()
    yield found
    found.close()


def fragments(part: ComparingPart, words: str) -> list[QTextCharFormat]:
    """How the pieces of text that are exactly ``words`` look, from the top."""
    found, block = [], part.view.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            piece: QTextFragment = at.fragment()
            if piece.text().strip() == words:
                found.append(piece.charFormat())
            at += 1
        block = block.next()
    return found


def listed(part: ComparingPart) -> list[str]:
    """The lines of the list."""
    return [part.list.item(n).text() for n in range(part.list.count())]


def test_without_another_plan_it_says_so(at: AtPage) -> None:
    assert at.comparing.empty.isVisible()


@pytest.mark.usefixtures("changed")
def test_every_change_is_listed_and_counted(at: AtPage) -> None:
    assert sorted(listed(at.comparing)) == [
        "Endret: deltar på alle foreldremøter",
        "Fjernet: leser planen",
        "Flyttet: kaller inn til SU og SMU",
        "Ny: hilser på hverandre",
    ]
    assert at.comparing.counts.text() == "1 nytt · 1 endret · 1 flyttet · 1 fjernet"


@pytest.mark.usefixtures("changed")
def test_words_that_came_are_underlined_and_words_that_went_struck_through(at: AtPage) -> None:
    (came,) = fragments(at.comparing, "alle")
    assert came.fontUnderline()
    assert not came.fontStrikeOut()
    (went,) = fragments(at.comparing, "leser planen")
    assert went.fontStrikeOut()
    (new,) = fragments(at.comparing, "hilser på hverandre")
    assert new.fontUnderline()


@pytest.mark.usefixtures("changed")
def test_what_is_the_same_is_shown_when_it_is_asked_for(at: AtPage) -> None:
    part = at.comparing
    assert "holder valg på første foreldremøte" not in part.view.toPlainText()
    part.only.setChecked(False)
    assert part.view.toPlainText().count("holder valg på første foreldremøte") == 2
    assert len(listed(part)) == 4


@pytest.mark.usefixtures("changed")
def test_the_list_leads_to_the_row(at: AtPage) -> None:
    part = at.comparing
    part.focus_first()
    assert part.list.currentRow() == 0
    at_line = next(n for n in range(part.list.count()) if part.list.item(n).text().startswith("Fjernet"))
    part.list.setCurrentRow(at_line)
    assert part.view.textCursor().block().text().startswith("Foresatte · Fjernet")


@pytest.mark.usefixtures("changed")
def test_the_two_plans_can_be_exchanged(at: AtPage, school: PlanSchool, changed: int) -> None:
    part = at.comparing
    assert (part.before.currentData(), part.after.currentData()) == (school.plan, changed)


def test_a_link_and_what_is_bold_are_compared_as_they_are_read(
    at: AtPage, store: Store, school: PlanSchool, changed: int
) -> None:
    detail = known(store, plan_detail, changed, TODAY)
    point = {one.text: one for section in detail.sections for one in section.points}
    linked = "[deltar](https://lovdata.no/lov/2023-06-09-30) på **alle** foreldremøter"
    did(store, set_point, point["deltar på alle foreldremøter"].id, linked)
    did(store, set_point, point["hilser på hverandre"].id, "**hilser** på hverandre")
    same = point["holder valg på første foreldremøte"]
    did(store, set_point, same.id, "**holder valg** på første foreldremøte")
    at.comparing.reload()

    said = at.comparing.view.toPlainText()
    assert "lovdata" not in said
    assert "*" not in said
    assert "deltar på alle foreldremøter" in said
    assert said.count("bare fet skrift, lister eller lenker") == 1
    (came,) = fragments(at.comparing, "alle")
    assert came.fontUnderline()
    assert not fragments(at.comparing, "deltar")

"""What does the secretary do from January to August to let next year come about, from the program's start?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.core.schoolyear import year_range
from app.school.commands import set_school_field
from app.shell.due_rows import LineRow
from app.turning.board.column import Column
from app.turning.board.part import BoardPart
from app.turning.board.pupils import DRAGGED
from app.turning.page import TurningPage
from app.turning.steps.part import StepsPart
from db.models import ClassMembership, GuardianLink, Person, SchoolClass, SchoolYear
from db.store import Store
from tests.factories import YEAR, guardian, pupil, teacher
from tests.meetings.factories import MeetingSchool, a_meeting, did
from tests.stories.conftest import DATA
from tests.stories.plan_desk import PlanDesk

NEXT = YEAR + 1
FIRST, LAST = year_range(NEXT)[0], year_range(YEAR)[1]
SMALL = {"1A": ("Ada Berg", "Bo Dahl", "Cai Eng"), "1B": ("Dina Foss", "Eli Gran")}
"""Who is in the first grade, beside the classes of ``tests/meetings/factories.py``."""


def with_first_grade(store: Store, school: MeetingSchool) -> None:
    """Let the school have 1A and 1B too, 7 be its last grade, and SMU meet in February."""
    for name, grade in (("first_grade", 1), ("last_grade", 7)):
        did(store, set_school_field, name, grade)
    for class_name, names in SMALL.items():
        for name in names:
            guardian(store, f"Mor {name.split()[1]}", pupil(store, name, class_name))
    teacher(store, "Liv Aas", "1A")
    a_meeting(store, school.smu, held_on=date(2027, 2, 10))


class TurnDesk(PlanDesk):
    """The program on the small school of the plan, with a first grade: 1A, 1B, 5A, 6A and 7A."""

    # -- where one is

    @property
    def turning(self) -> TurningPage:
        """The page of the next school year, opened if another one is open."""
        return cast(TurningPage, self._page("turning"))

    @property
    def steps(self) -> StepsPart:
        """Its first tab, shown."""
        if self.turning._current != "steps":
            self.turning.show_part("steps")
            self.settle()
        return self.turning.steps

    @property
    def board(self) -> BoardPart:
        """Its second tab, shown."""
        if self.turning._current != "board":
            self.turning.show_part("board")
            self.settle()
        return self.turning.board

    @property
    def shown(self) -> dict[str, list[str]]:
        """{class on the board: the given names of its pupils, from above}"""
        return {one.title: [row.name.split()[0] for row in one.view.pupils.rows] for one in self.board.columns}

    def column(self, name: str) -> Column:
        return next(one for one in self.board.columns if one.title == name)

    def state(self, code: str) -> str:
        """What stands under the title of a step in the list."""
        return next(line.about for line in self.steps.list.lines if line.code == code)

    def settle(self) -> None:
        super().settle()
        page = self.window.pages.get("turning")
        if isinstance(page, TurningPage) and page.isVisible():
            self.qtbot.waitUntil(lambda: not page._stale and not page.steps._quiet.isActive())

    @property
    def all_waiting(self) -> list[LineRow]:
        """The lines of the first page, opened if another one is open."""
        self._page("today")
        self.settle()
        return self.today.due_rows

    def waiting(self, page: str) -> LineRow:
        """The line of the first page that leads to another page."""
        return next(row for row in self.all_waiting if row.line.page == page)

    # -- what is stored

    def places(self, year: int) -> dict[str, list[str]]:
        """{class of a year: the given names of those who have a place in it}"""
        query = (
            select(SchoolClass.name, Person.given_name)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .join(ClassMembership, ClassMembership.school_class_id == SchoolClass.id, isouter=True)
            .join(Person, Person.id == ClassMembership.person_id, isouter=True)
            .where(SchoolYear.start_year == year)
            .order_by(SchoolClass.name, Person.given_name)
        )
        found: dict[str, list[str]] = {}
        for class_name, given in self.store.read(lambda session: session.execute(query).all()):
            found.setdefault(class_name, []).extend([given] if given else [])
        return found

    def person(self, name: str) -> int:
        """Return the id of somebody."""
        given, _, family = name.partition(" ")
        query = select(Person.id).where(Person.given_name == given, Person.family_name == family)
        return self.store.read(lambda session: session.scalars(query).one())

    def time_of(self, name: str) -> list[tuple[str, date, date | None]]:
        """[(class, from, to)] of somebody, in order of time."""
        given, _, family = name.partition(" ")
        query = (
            select(SchoolClass.name, ClassMembership.valid_from, ClassMembership.valid_to)
            .join(ClassMembership, ClassMembership.school_class_id == SchoolClass.id)
            .join(Person, Person.id == ClassMembership.person_id)
            .where(Person.given_name == given, Person.family_name == family)
            .order_by(ClassMembership.valid_from)
        )
        rows = self.store.read(lambda session: session.execute(query).all())
        return [(row[0], row[1], row[2]) for row in rows]

    def families(self) -> Mapping[int, frozenset[int]]:
        """{pupil: their guardians who are so still}"""
        query = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(GuardianLink.valid_to.is_(None))
        found: dict[int, set[int]] = {}
        for child, adult in self.store.read(lambda session: session.execute(query).all()):
            found.setdefault(child, set()).add(adult)
        return {child: frozenset(adults) for child, adults in found.items()}

    # -- what is done

    def go(self, code: str) -> None:
        """Click on a step in the list."""
        steps = self.steps.list
        index = steps.model().index(next(at for at, line in enumerate(steps.lines) if line.code == code), 0)
        steps.scrollTo(index)
        self.presses += 1
        spot = steps.visualRect(index).center()
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        self.settle()
        assert steps.code == code

    def take(self, code: str) -> None:
        """Choose a step and press its button."""
        self.go(code)
        self.click(self.steps.pane.do_button)
        assert self.steps.pane.error.text == ""

    def undo_step(self, code: str) -> None:
        """Choose a step and press the button that undoes it."""
        self.go(code)
        self.click(self.steps.pane.undo_button)

    def open_of(self, code: str) -> None:
        """Choose a step and press the button that leads to where it is done."""
        self.go(code)
        self.click(self.steps.pane.open_button)

    def at(self, class_name: str, *given: str) -> Column:
        """Choose pupils of a class on the board, and be there."""
        column = self.column(class_name)
        people = [row.id for row in column.view.pupils.rows if row.name.split()[0] in given]
        assert len(people) == len(given)
        column.view.setFocus()
        column.view.choose(people)
        return column

    def drag(self, source: Column, target: Column) -> None:
        """Let go over a column who is chosen in another one."""
        data = QMimeData()
        data.setData(DRAGGED, b"1")

        class Dropped(QDropEvent):
            def source(self) -> object:  # type: ignore[override]
                return source.view

        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        target.dropEvent(Dropped(QPointF(20, 90), Qt.DropAction.MoveAction, data, left, none))
        self.settle()

    def look_at_year(self, year: int) -> None:
        """Choose a school year at the top of the window."""
        self.context.set_year(year)
        self.settle()

    def listed(self, class_name: str, year: int, report: str = "office-list", **answers: str) -> str:
        """The words of a paper of a class, as it is in a school year."""
        self.look_at_year(year)
        self.contacts.show_item(class_name)
        self.settle()
        return self.read_paper(report, **answers)

    def add_pupil(self, given: str, family: str, class_name: str) -> None:
        """Ctrl+N, the fields, Enter; from the day that is proposed."""
        self.contacts.new_pupil()
        dialog: Any = self.asked()
        dialog.choices["address_grade"].setCurrentIndex(dialog.choices["address_grade"].findData("none"))
        for name, text in (("given_name", given), ("family_name", family)):
            QTest.keyClicks(dialog.lines[name], text)
        classes = dialog.choices["class"]
        assert classes.findText(class_name) >= 0, [classes.itemText(at) for at in range(classes.count())]
        classes.setCurrentIndex(classes.findText(class_name))
        self.submit()


def new_first_grade(folder: Path) -> Path:
    """Write the list of those who begin: the first of the roster of ``tests/data``, born a year later."""
    with (DATA / "elevliste.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    head, children = rows[0], [row for row in rows[1:] if row[2] == "1A"][:4]
    born = head.index("Fødselsdato")
    for at, row in enumerate(children):
        row[born] = row[born].replace("2020", "2021")
        row[head.index("Klasse")] = "1A" if at < 3 else "1B"
    path = folder / "skolestartere.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *children])
    return path

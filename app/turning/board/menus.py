"""Where can those who are chosen go, and what can be done with a class? As menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.core.i18n import N_, Translator
from app.turning.board.classes import Board, ColumnRow

FEW = 14
"""Classes that stand below each other in a menu; where there are more, they stand by grade."""


def move_menu(
    parent: QWidget,
    tr: Translator,
    board: Board,
    here: ColumnRow,
    place: Callable[[ColumnRow], object],
    take_away: Callable[[], object],
) -> QMenu:
    """Build the menu of where pupils of ``here`` can go: classes of the same grade first, then all."""
    menu = QMenu(parent)
    others = [one for one in board.classes if one.id != here.id]
    near = [one for one in others if set(one.grades) & set(here.grades)]
    rest = [one for one in others if one not in near]
    for one in near:
        _add_class(menu, tr, one, place)
    if near:
        menu.addSeparator()
    by_grade: dict[str, list[ColumnRow]] = {}
    for one in rest:
        by_grade.setdefault("–".join(map(str, sorted({*one.grades[:1], *one.grades[-1:]}))), []).append(one)
    for grade, classes in by_grade.items():
        below = menu
        if len(rest) > FEW:
            below = menu.addMenu(tr(N_("Grade {grade}"), grade=grade) if grade else tr(N_("Without a grade")))
        for one in classes:
            _add_class(below, tr, one, place)
    if here.id is not None:
        menu.addSeparator()
        menu.addAction(tr(N_("No class next year (leaves)"))).triggered.connect(lambda _checked=False: take_away())
    return menu


def class_menu(parent: QWidget, tr: Translator, where: QMenu | None, actions: Sequence[QAction]) -> QMenu:
    """Build the menu of a class; ``where`` is that of where those who are chosen in it can go."""
    menu = QMenu(parent)
    if where is not None:
        where.setTitle(tr(N_("&Move to")))
        where.setParent(menu, where.windowFlags())
        menu.addMenu(where)
    for action in actions:
        menu.addAction(action)
    return menu


def pop_up(menu: QMenu, point: QPoint) -> None:
    """Show a menu with its first line chosen, so that keys alone do."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(point)
    first = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)


def _add_class(menu: QMenu, tr: Translator, to: ColumnRow, place: Callable[[ColumnRow], object]) -> None:
    words = tr.n("{name} ({n} pupil)", "{name} ({n} pupils)", len(to.pupils), name=to.name)
    menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _checked=False: place(to))

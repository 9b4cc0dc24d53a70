"""Where does a button get its picture from, in the colour of the words beside it?

The pictures are drawn only after the first paint (:func:`draw_all`), since reading SVG costs as much as a small window.
Until then a control has an empty picture of the right size, so that nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from weakref import WeakSet

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from app.core.paths import resource
from app.shell.words import without_mnemonic

SIZE = 18
_NAME = "icon_name"
_ROLE = "icon_role"
_SIZE = "icon_size"
_controls: WeakSet[QAbstractButton | QLabel | QAction] = WeakSet()


def put(control: QAbstractButton | QLabel | QAction, name: str, role: str = "text", size: int = SIZE) -> None:
    """Give ``control`` the picture ``name``; ``role`` is text, accent, danger, on_accent or on_notice."""
    _controls.add(control)
    control.setProperty(_NAME, name)
    control.setProperty(_ROLE, role)
    control.setProperty(_SIZE, size)
    if isinstance(control, QAbstractButton):
        control.setIconSize(QSize(size, size))
    _draw(control)


def button(words: str, name: str, call: Callable[[], object], size: int = SIZE) -> QPushButton:
    """Return a button that says ``words`` beside a picture, and calls when it is pressed."""
    made = QPushButton(words)
    made.setAccessibleName(without_mnemonic(words))
    put(made, name, size=size)
    made.clicked.connect(lambda: call())
    return made


def draw_all() -> None:
    """Draw every picture that is on screen, now or again after the colours changed."""
    app = QGuiApplication.instance()
    if app is None:
        return
    app.setProperty("icons_drawn", True)
    for control in tuple(_controls):
        if isValid(control):
            _draw(control)


def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """Return the picture ``name`` in ``colour``, ``size`` points wide and crisp at ``ratio``."""
    return _rendered(name, colour, size, ratio)


def icon(name: str, colour: str, size: int = SIZE) -> QIcon:
    """Return the picture ``name`` in ``colour`` for every screen there is."""
    result = QIcon()
    for ratio in {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
        result.addPixmap(_rendered(name, colour, size, ratio))
    return result


def _draw(control: QWidget | QAction) -> None:
    from app.shell.theme import tones

    app = QGuiApplication.instance()
    if app is None:
        return
    name, role, size = str(control.property(_NAME)), str(control.property(_ROLE)), int(control.property(_SIZE))
    drawn = bool(app.property("icons_drawn"))
    look = tones()  # the program's own, since a notice stands on the opposite ground
    colour = str(getattr(look, role))
    if isinstance(control, QLabel):
        ratio = control.devicePixelRatioF()
        control.setPixmap(_rendered(name, colour, size, ratio) if drawn else _empty(size))
    elif isinstance(control, (QAbstractButton, QAction)):
        if not drawn:
            control.setIcon(QIcon(_empty(size)))
            return
        picture = icon(name, colour, size)
        for ratio in {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
            picture.addPixmap(_rendered(name, look.disabled, size, ratio), QIcon.Mode.Disabled)
        control.setIcon(picture)


@lru_cache(maxsize=8)
def _empty(size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture

"""What colours and sizes does the program have, in light and in dark?"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

GRID = 8
ROW_HEIGHT = 32
LOOKS = ("system", "light", "dark")
FRAMED = (
    "QLineEdit",
    "QPlainTextEdit",
    "QComboBox",
    "QAbstractSpinBox",
    "QPushButton",
    "QToolButton",
    "QCheckBox",
    "QRadioButton",
)
"""Kinds of controls with a frame and a focus ring of their own."""
FUSION_OUTLINE = 140  # per cent: how much darker than the window's colour Fusion draws a frame
TEXT_SIZES = (90, 100, 115, 130, 150)  # per cent of the platform's own size


class Tones(NamedTuple):
    """The colours of one look; every text on its ground has a contrast of at least 4.5 : 1 (a test counts)."""

    window: str
    base: str
    stripe: str
    text: str
    muted: str
    disabled: str
    button: str
    line: str
    frame: str  # around what is written in; 3 : 1 on every ground it stands on
    ring: str  # around what has the focus; Fusion draws it a quarter darker
    on_ring: str
    accent: str
    on_accent: str
    tint: str  # ground of what is chosen but not in focus
    link: str
    danger: str
    danger_ground: str
    good: str
    band: str  # ground of a notice that stays
    on_band: str
    notice: str
    on_notice: str
    notice_link: str


LIGHT = Tones(
    window="#f3f4f6",
    base="#ffffff",
    stripe="#f8f9fb",
    text="#1b2330",
    muted="#555f6d",
    disabled="#626b77",
    button="#fbfbfc",
    line="#d3d7de",
    frame="#858b94",
    ring="#1d5fa6",
    on_ring="#ffffff",
    accent="#1d5fa6",
    on_accent="#ffffff",
    tint="#dbe7f5",
    link="#17559a",
    danger="#a8201a",
    danger_ground="#fdecea",
    good="#1c6b3c",
    band="#fff3d1",
    on_band="#5c4300",
    notice="#26303d",
    on_notice="#ffffff",
    notice_link="#9cc8ff",
)
DARK = Tones(
    window="#1b1f24",
    base="#292f37",
    stripe="#242a31",
    text="#e7eaee",
    muted="#a7b0bb",
    disabled="#98a1ac",
    button="#363d46",
    line="#48515c",
    frame="#8a939e",
    ring="#7ab4f5",
    on_ring="#10161d",
    accent="#2b6cb5",
    on_accent="#ffffff",
    tint="#2c4664",
    link="#86bcf7",
    danger="#ff9d94",
    danger_ground="#46211f",
    good="#7fd3a0",
    band="#453712",
    on_band="#ffe3a1",
    notice="#dfe5ec",
    on_notice="#1b2330",
    notice_link="#17559a",
)


def tones(widget: QWidget | None = None) -> Tones:
    """Return the colours that ``widget`` (or the program) is painted in now."""
    palette = widget.palette() if widget is not None else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def apply(app: QApplication, look: str = "system", text_size: int = 100) -> None:
    """Dress the program in our palette, following the system unless ``look`` is light or dark.

    The style is Fusion everywhere: ``qt_import`` says so to Qt before the program begins, which is cheaper.
    """
    hints = app.styleHints()
    if not app.property("own_look"):
        app.setProperty("own_look", True)
        app.setProperty("own_point_size", app.font().pointSizeF())
        hints.colorSchemeChanged.connect(_follow)
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(look, Qt.ColorScheme.Unknown)
    app.setProperty("look", look)
    hints.setColorScheme(scheme)
    _follow()
    _set_text_size(app, text_size)


def _follow() -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    look = app.property("look")
    dark = look == "dark" or (look != "light" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    tone = DARK if dark else LIGHT
    palette = palette_of(tone)
    if palette != app.palette():
        app.setPalette(palette)
        fields = field_palette_of(tone)
        for kind in FRAMED:
            app.setPalette(fields, kind)  # type: ignore[arg-type]  # the stub says bytes; a text is what is taken


def _set_text_size(app: QApplication, per_cent: int) -> None:
    own = float(app.property("own_point_size"))
    if own > 0:
        font = QFont(app.font())
        font.setPointSizeF(max(own, 9.0) * per_cent / 100)
        if font != app.font():
            app.setFont(font)


def field_palette_of(look: Tones) -> QPalette:
    """Return the palette of what is written in or pressed, whose frame and focus ring must be seen.

    Fusion takes a frame from the window's colour, made darker, which vanishes on dark ground; these controls paint
    nothing else in that colour.
    """
    palette = palette_of(look)
    palette.setColor(QPalette.ColorRole.Window, QColor(look.frame).lighter(FUSION_OUTLINE))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(look.ring))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.on_ring))
    return palette


def palette_of(look: Tones) -> QPalette:
    """Return the Qt palette of one look."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for part, colour in (
        (role.Window, look.window),
        (role.WindowText, look.text),
        (role.Base, look.base),
        (role.AlternateBase, look.stripe),
        (role.Text, look.text),
        (role.PlaceholderText, look.muted),
        (role.Button, look.button),
        (role.ButtonText, look.text),
        (role.BrightText, look.danger),
        (role.ToolTipBase, look.notice),
        (role.ToolTipText, look.on_notice),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Accent, look.accent),
        (role.Link, look.link),
        (role.LinkVisited, look.link),
        (role.Mid, look.line),
    ):
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, part, QColor(look.disabled))
    return palette

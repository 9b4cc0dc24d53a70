"""Which ready-made bodies does the school begin with, or what is its own called?"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.bodies import words
from app.bodies.presets import Preset, presets
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.fold import Fold
from app.shell.theme import FUSION_OUTLINE, GRID, tones
from app.shell.words import Label

_CODE = Qt.ItemDataRole.UserRole


class PresetsDialog(Dialog):
    """Each ready-made body by what it does; several can be ticked. ``added`` carries the id of the first.

    A body of the school's own making has a fold of its own.
    """

    added = Signal(int)

    def __init__(self, parent: QWidget, context: Context, there: Collection[str]) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("New bodies")))
        self.context = context
        self.setMinimumWidth(96 * GRID)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Ready-made bodies")))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(40 * GRID)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setSpacing(1)
        palette = self.list.palette()  # the boxes to tick take their frames from the window, and vanish in the dark
        palette.setColor(QPalette.ColorRole.Window, QColor(tones(self).frame).lighter(FUSION_OUTLINE))
        self.list.setPalette(palette)
        for preset in presets():
            self._add(preset, is_there=preset.code in there)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._say())
        self.list.itemActivated.connect(self._turn)
        self.told = Label("", "muted")
        self.own = Fold(tr, tr(N_("A body of &our own making")))
        self.own.button.setAutoRaise(True)
        label = Label(tr(N_("&Tick what the school has. Each is a copy that you can change.")))
        label.setBuddy(self.list)
        self.body.insertWidget(0, label)
        self.body.insertWidget(1, self.list, 1)
        self.body.insertWidget(2, self.told)
        self.body.insertWidget(3, self.own)
        self.name_nb, self.name_nn, self.kind = QLineEdit(), QLineEdit(), QComboBox()
        for code, said in words.BODY_KIND_WORDS.items():
            self.kind.addItem(tr(said), code)
        self.kind.setCurrentIndex(self.kind.findData("committee"))
        self.add_field("name_nb", tr(N_("Name in &bokmål")), self.name_nb)
        self.add_field("name_nn", tr(N_("Name in &nynorsk")), self.name_nn)
        self.add_field("kind", tr(N_("&Kind")), self.kind)
        for name in ("name_nb", "name_nn", "kind"):
            self.show_field(name, visible=False)
        self.own.unfolded.connect(self._show_own)
        self.add_buttons(tr(N_("&Add")))
        self._say()
        self.list.setFocus()

    @property
    def codes(self) -> tuple[str, ...]:
        """The ready-made bodies that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(item.data(_CODE)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, code: str) -> None:
        """Tick a ready-made body."""
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_CODE) == code:
                item.setCheckState(Qt.CheckState.Checked)

    def submit(self) -> None:
        """Add what is ticked, and the body of the school's own if it has a name."""
        from app.bodies.commands import add_empty_body
        from app.bodies.presets import preset
        from app.bodies.showing.offered import add_all

        self.clear_errors()
        codes, language, tr = self.codes, self.context.tr.language, self.context.tr
        own = (self.name_nb.text().strip(), self.name_nn.text().strip(), str(self.kind.currentData()))
        has_own = self.own.is_open and bool(own[0] or own[1])
        if not codes and not has_own:
            field = "name_nb" if self.own.is_open else None
            self.refuse(tr(N_("Tick at least one, or write the name of a body of your own.")), field)
            return
        names = [preset(code).name(language) for code in codes]
        if has_own:
            names.append((own[1] if language == "nn" else own[0]) or own[0] or own[1])

        def command(session: object) -> tuple[int, ...]:
            ids = add_all(session, codes)  # type: ignore[arg-type]
            return (*ids, add_empty_body(session, *own)) if has_own else ids  # type: ignore[arg-type]

        label, said = N_("Added {names}"), {"names": ", ".join(names)}
        done = self.context.do(label, command, arguments=said, on_error=self.refuse)
        if done is not None:
            self.added.emit(int(done.result[0]))
            self.accept()

    def _add(self, preset: Preset, *, is_there: bool) -> None:
        tr = self.context.tr
        about = [words.say_body(preset, tr) or tr(words.BODY_KIND_WORDS[preset.kind])]
        if preset.source:
            about.append(tr(N_("as at {school}"), school=preset.source))
        if is_there:
            about.append(tr(N_("you have it")))
        item = QListWidgetItem(f"{preset.name(tr.language)}\n{' · '.join(part for part in about if part)}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_CODE, preset.code)
        self.list.addItem(item)

    def _turn(self, item: QListWidgetItem) -> None:
        checked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _say(self) -> None:
        tr, number = self.context.tr, len(self.codes)
        self.told.setText(tr.n("{n} ticked", "{n} ticked", number) if number else tr(N_("The space bar ticks.")))

    def _show_own(self, is_open: bool) -> None:
        for name in ("name_nb", "name_nn", "kind"):
            self.show_field(name, visible=is_open)
        if is_open:
            QTimer.singleShot(0, self.name_nb.setFocus)

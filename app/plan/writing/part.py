"""How is the plan of a school year written? Its sections to the left, the chosen one to the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.plan.writing.marks import warnings_in
from app.plan.writing.outline import Outline
from app.plan.writing.section_pane import SectionPane
from app.plan.writing.start_view import StartView
from app.plan.writing.status_line import StatusLine, why_read_only
from app.shell import icons
from app.shell.error_line import ErrorLine
from app.shell.form import Form
from app.shell.page import scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.followed import CommitmentRow
    from app.plan.rows import PlanDetail, PlanRow, SectionRow
    from app.plan.writing.marks import Key, Mark
    from app.shell.context import Context

SPLITTER = "plan.splitter"
NEW_SECTION = N_("New section")
ROOMY = 50 * GRID


class WritingPart(Part):
    """The version that is shown is the newest of the year, until another is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.detail: PlanDetail | None = None
        self.marks: dict[Key, tuple[Mark, ...]] = {}
        self._before: PlanRow | None = None
        self._plan_id: int | None = None
        self._year = 0
        self._section_id: int | None = None
        self._is_reading = False
        self.start = StartView(tr)
        self.status = StatusLine(context)
        self.why = ErrorLine(sign="lock", role="muted")
        self.outline = Outline(tr)
        self.pane = SectionPane(context)
        self.nothing = wrapped(tr(N_("The plan has no sections yet. Make the first one, or paste from Word.")), "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tr = self.context.tr
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.outline, 1)
        self.section_button = QPushButton(tr(N_("Sec&tion")))
        self.section_menu = QMenu(self.section_button)
        self._fill_section_menu()
        self.section_button.setMenu(self.section_menu)
        icons.put(self.section_button, "list-checks")
        self.section_button.setAutoDefault(False)
        column.addWidget(self.section_button)
        self.keys = wrapped(
            tr(N_("Alt + arrows move, Tab changes the level, Enter writes, Esc leaves the list.")), "muted"
        )
        column.addWidget(self.keys)
        self._right = QWidget()
        self._right_stack = QStackedLayout(self._right)
        self._right_stack.addWidget(self.pane)
        self._right_stack.addWidget(self.nothing)
        written = QWidget()
        inner = QVBoxLayout(written)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.status)
        inner.addWidget(self.why)
        self._beside = SideBySide(self.context, SPLITTER, (left, self._right), [260, 760], grows=1)
        inner.addWidget(self._beside, 1)
        place = QWidget()
        self._whole = QStackedLayout(place)
        self._whole.addWidget(written)
        self._whole.addWidget(scrolled(self.start))
        self.body.addWidget(place, 1)

    def _fill_section_menu(self) -> None:
        tr = self.context.tr
        for words, key, call in (
            (tr(N_("Move &up")), "Alt+Up", lambda: self.outline.step(-1)),
            (tr(N_("Move &down")), "Alt+Down", lambda: self.outline.step(1)),
            (tr(N_("One level &lower")), "Tab", lambda: self.outline.deepen(1)),
            (tr(N_("One level &higher")), "Shift+Tab", lambda: self.outline.deepen(-1)),
            (tr(N_("Make a &copy")), "", self.copy_section),
            (tr(N_("&Remove …")), "Del", self.remove_section),
        ):
            action = self.section_menu.addAction(words, call)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here; the list itself takes the keys
            action.setShortcutVisibleInContextMenu(True)

    def _connect(self) -> None:
        self.start.template_wanted.connect(self.begin_from_template)
        self.start.before_wanted.connect(self.begin_from_before)
        self.start.paste_wanted.connect(self.paste)
        self.status.chosen.connect(self.show_version)
        self.status.send_wanted.connect(self.send)
        self.status.adopt_wanted.connect(self.adopt)
        self.status.version_wanted.connect(self.new_version)
        self.outline.currentRowChanged.connect(lambda _at: self._chosen())
        self.outline.opened.connect(self._open_section)
        self.outline.left.connect(lambda: self.pane.form.title.setFocus(Qt.FocusReason.TabFocusReason))
        self.outline.moved.connect(self._move_section)
        self.outline.removed.connect(lambda _id: self.remove_section())
        self.outline.point_dropped.connect(self.pane.move_to_section, Qt.ConnectionType.QueuedConnection)
        self.pane.renew.connect(self.renew)
        self.pane.commitment_wanted.connect(self.tie)

    # -- what is shown

    @property
    def forms(self) -> Iterable[Form]:
        return (self.status.form,)

    @property
    def plan_id(self) -> int | None:
        """The version that is shown."""
        return self.detail.plan.id if self.detail is not None else None

    @property
    def section(self) -> SectionRow | None:
        """The section that is shown."""
        if self.detail is None:
            return None
        return next((one for one in self.detail.sections if one.id == self._section_id), None)

    @property
    def is_read_only(self) -> bool:
        return self.detail is None or self.context.read_only or not self.detail.plan.is_open

    def reload(self) -> None:
        from app.plan.queries import plan_detail, plans

        year, today = self.context.year, clock.today()
        if year != self._year:
            self._year, self._plan_id, self._section_id = year, None, None
        versions = self.context.read(plans, year, today)
        shown = next((one for one in versions if one.id == self._plan_id), versions[0] if versions else None)
        if shown is None:
            self.detail = None
            self._before = self._latest_before(year)
            self.start.show_before(self._before, may_write=not self.context.read_only)
            self._whole.setCurrentIndex(1)
            return
        self.detail = self.context.read(plan_detail, shown.id, today)
        self.marks = self._read_marks()
        past = self.context.read_only
        self.status.show_plan(shown, versions, read_only=self.is_read_only, past=past)
        why = why_read_only(shown, self.context.tr, past=past)
        if why != self.why.text:
            self.why.say(why) if why else self.why.clear()
        self._show()
        self._whole.setCurrentIndex(0)

    def _latest_before(self, year: int) -> PlanRow | None:
        from app.plan.queries import all_plans

        earlier = [one for one in self.context.read(all_plans, clock.today()) if one.start_year < year]
        adopted = [one for one in earlier if one.adopted_on is not None and one.start_year == earlier[0].start_year]
        return next(iter(adopted or earlier), None)

    def _read_marks(self) -> dict[Key, tuple[Mark, ...]]:
        from app.plan.commitments import status_of
        from app.plan.writing.marks import marks_of
        from app.school.queries import own_language

        assert self.detail is not None
        today = clock.today()
        commitments = self.context.read(status_of, self.detail.plan.id, today)
        return marks_of(self.detail, commitments, today, self.context.read(own_language), self.context.tr)

    def _show(self) -> None:
        assert self.detail is not None
        sections = self.detail.sections
        if self.section is None:
            self._section_id = sections[0].id if sections else None
        warnings = {section.id: warnings_in(self.marks, section.id) for section in sections}
        read_only = self.is_read_only
        self.outline.show_sections(sections, warnings, self._section_id, read_only=read_only)
        self.section_button.setVisible(not read_only)
        self._show_keys()
        self.section_button.setEnabled(bool(sections))
        self._show_section()

    def _show_keys(self) -> None:
        """Say which keys there are where there is room for it."""
        self.keys.setVisible(not self.is_read_only and self.height() > ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def _show_section(self) -> None:
        section = self.section
        self._right_stack.setCurrentIndex(0 if section is not None else 1)
        if section is not None and self.detail is not None:
            self.pane.show_section(self.detail, section, self.marks, read_only=self.is_read_only)

    def renew(self) -> None:
        """Show at once what is stored now."""
        if not self._is_reading:
            self._is_reading = True
            try:
                self.reload()
            finally:
                self._is_reading = False

    def show_version(self, plan_id: int) -> None:
        """Show another version, and its school year."""
        from app.plan.queries import all_plans

        row = next((one for one in self.context.read(all_plans, clock.today()) if one.id == plan_id), None)
        if row is None or not self.may_leave():
            return
        if row.start_year != self.context.year and row.start_year in self.context.years:
            self.context.set_year(row.start_year)
        self._year, self._plan_id, self._section_id = self.context.year, plan_id, None
        self.reload()

    def show_found(self, kind: str, row_id: int) -> None:
        """Show a section or a point by its id, in whichever version it stands."""
        from app.plan.queries import all_plans, plan_detail

        today = clock.today()
        for plan in self.context.read(all_plans, today):
            for section in self.context.read(plan_detail, plan.id, today).sections:
                ids = [section.id] if kind == "section" else [point.id for point in section.points]
                if row_id in ids:
                    if plan.id != self.plan_id:
                        self.show_version(plan.id)
                    self.show_section(section.id, row_id if kind == "point" else None)
                    return

    def show_section(self, section_id: int, point_id: int | None = None) -> None:
        """Go to a section, and to a point of it."""
        if self.detail is None or all(one.id != section_id for one in self.detail.sections):
            return
        if section_id != self._section_id and self.pane.save_now():
            self._section_id = section_id
            self._show()
        if point_id is not None:
            self.pane.show_point(point_id)

    def focus_first(self) -> None:
        if self._whole.currentIndex():
            self.start.focus_first()
        else:
            self.outline.setFocus()

    def may_leave(self) -> bool:
        return super().may_leave() and (self.detail is None or self.pane.save_now())

    def _chosen(self) -> None:
        chosen = self.outline.section_id
        if chosen is None or chosen == self._section_id:
            return
        if self.pane.save_now():
            self._section_id = chosen
            self._show_section()
        else:  # what is typed was refused: it stays in sight
            self._show()

    def _open_section(self) -> None:
        self._chosen()
        self.pane.focus_title()

    # -- beginning

    def begin_from_template(self) -> None:
        """Begin with the program's own template."""
        from app.plan.commands import start_from_template

        if self.context.may_write():
            self._begin(self.context.do(N_("Began the plan from the template"), start_from_template, self.context.year))

    def begin_from_before(self) -> None:
        """Begin with the plan of an earlier year."""
        from app.core.schoolyear import year_name
        from app.plan.commands import start_from

        before = self._before
        if before is not None and self.context.may_write():
            arguments = {"year": year_name(before.start_year)}
            label = N_("Began the plan from that of {year}")
            self._begin(self.context.do(label, start_from, before.id, self.context.year, arguments=arguments))

    def _begin(self, done: object) -> None:
        if done is not None:
            self.renew()
            self.focus_first()

    def paste(self) -> None:
        """Show what is on the clipboard as sections, before any of it comes into the plan."""
        from app.plan.writing.pasting import PastePanel

        if self._may_change(none_is_fine=True) and self.may_leave():
            panel = PastePanel(self.context, self.plan_id, self._section_id)
            panel.taken.connect(self._taken)
            self.context.show_panel(panel)

    def _taken(self, section_id: int) -> None:
        self._section_id = section_id or self._section_id
        self.renew()
        self.outline.setFocus()

    # -- sections

    def new_section(self) -> None:
        """Make a section after the one that is shown, and write its title."""
        from app.plan.commands import add_section

        if not self._may_change() or not self.may_leave() or self.detail is None:
            return
        section = self.section
        at = None if section is None else [one.id for one in self.detail.sections].index(section.id) + 1
        title = self.context.tr(NEW_SECTION)
        plan_id, level = self.detail.plan.id, section.level if section is not None else 1
        done = self.context.do(
            N_("Added a section to the plan"),
            lambda session: add_section(session, plan_id, title, at=at, level=level),
        )
        if done is not None:
            self._section_id = int(done.result)
            self.renew()
            self.pane.focus_title()

    def copy_section(self) -> None:
        """Make a copy of the section with its points."""
        from app.plan.commands import copy_section

        section = self.section
        if section is not None and self._may_change() and self.may_leave():
            arguments = {"section": section.title}
            done = self.context.do(N_("Made a copy of {section}"), copy_section, section.id, arguments=arguments)
            if done is not None:
                self._section_id = int(done.result)
                self.renew()

    def remove_section(self) -> None:
        """Remove the section with its points; it can be undone."""
        from app.plan.commands import remove_section

        section = self.section
        if section is None or self.detail is None or not self._may_change():
            return
        at = [one.id for one in self.detail.sections].index(section.id)
        arguments = {"section": section.title}
        if self.context.do(N_("Removed the section {section}"), remove_section, section.id, arguments=arguments):
            rest = [one.id for one in self.detail.sections if one.id != section.id]
            self._section_id = rest[min(at, len(rest) - 1)] if rest else None
            self.renew()

    def _move_section(self, section_id: int, to: int, level: int) -> None:
        from app.plan.commands import move_section

        if self.detail is None or not self._may_change() or not self.pane.save_now():
            return
        arguments = {"section": self.detail.section(section_id).title}
        self.context.do(N_("Moved the section {section}"), move_section, section_id, to, level, arguments=arguments)
        self._section_id = section_id
        self.renew()

    # -- the version

    def send(self) -> None:
        """Ask when the plan is sent for consultation, and by when answers are wanted."""
        from app.plan.writing.version_dialogs import SendDialog

        if self._may_change() and self.may_leave() and self.detail is not None:
            SendDialog(self.context, self, self.detail.plan).open()

    def adopt(self) -> None:
        """Ask when, by whom and in which case the plan was adopted."""
        from app.plan.writing.version_dialogs import AdoptDialog

        if self._may_change() and self.may_leave() and self.detail is not None:
            AdoptDialog(self.context, self, self.detail.plan).open()

    def new_version(self) -> None:
        """Go on from this version in a new one."""
        from app.plan.commands import new_version

        if self.detail is None or not self.context.may_write() or not self.may_leave():
            return
        done = self.context.do(N_("Made a new version of the plan"), new_version, self.detail.plan.id)
        if done is not None:
            self._plan_id, self._section_id = int(done.result), None
            self.renew()
            self.focus_first()

    def reopen(self) -> None:
        """Take back that the plan was adopted, or sent."""
        from app.plan.commands import reopen

        if self.detail is None or not self.context.may_write():
            return
        plan = self.detail.plan
        label = N_("Took back that the plan was sent") if plan.adopted_on is None else N_("Took back the adoption")
        if plan.sent_on is None and plan.adopted_on is None:
            self.context.notify(self.context.tr(N_("This version has been neither sent nor adopted.")))
        elif self.context.do(label, reopen, plan.id) is not None:
            self.renew()

    def remove_version(self) -> None:
        """Remove this version; it can be undone."""
        from app.plan.commands import remove_plan

        if self.detail is not None and self.context.may_write():
            done = self.context.do(N_("Removed a version of the plan"), remove_plan, self.detail.plan.id)
            if done is not None:
                self._plan_id = self._section_id = None
                self.renew()

    # -- what a point promises

    def tie(self, point_id: int, row: CommitmentRow | None) -> None:
        """Ask what a point promises."""
        from app.plan.writing.commitment_dialog import CommitmentDialog

        if self.detail is not None and self._may_change():
            dialog = CommitmentDialog(self.context, self, self.detail.point(point_id), row)
            dialog.finished.connect(lambda _result: self._back_to(point_id))
            dialog.open()

    def _back_to(self, point_id: int) -> None:
        self.renew()
        self.pane.show_point(point_id)

    def _may_change(self, *, none_is_fine: bool = False) -> bool:
        """Say whether the plan may be written on; if not the user is told why."""
        if not self.context.may_write():
            return False
        if self.detail is None:
            return none_is_fine
        if not self.detail.plan.is_open:
            self.context.notify(why_read_only(self.detail.plan, self.context.tr, past=False))
            return False
        return True

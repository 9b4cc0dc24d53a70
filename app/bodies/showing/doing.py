"""What does the secretary do with bodies and those who sit in them?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.bodies.showing.lines import NOW, VACANT, BodyLook, Line
from app.core.i18n import N_
from app.shell.dialog import ask

if TYPE_CHECKING:
    from app.bodies.page import BodiesPage
    from app.bodies.warnings import BodyWarning
    from app.core.report import Report


class Doing:
    """Each method is one thing that can be done; it asks what must be asked, and does it as one undo step."""

    def __init__(self, page: BodiesPage) -> None:
        self.page = page
        self.context = page.context

    # -- bodies

    def add_usual(self) -> None:
        """Add the bodies that most schools have."""
        from app.bodies.commands import add_usual_bodies

        done = self.context.do(N_("Added the usual councils and committees"), add_usual_bodies)
        if done is not None and done.result:
            self.page.show_body(int(done.result[0]))

    def choose_presets(self) -> None:
        """Choose among the ready-made bodies, or begin an empty one."""
        from app.bodies.showing.presets_dialog import PresetsDialog

        if not self.context.read_only:
            dialog = PresetsDialog(
                self.page, self.context, {look.body.preset for look in self.page.looks if look.body.valid_to is None}
            )
            dialog.added.connect(self.page.show_body)
            dialog.open()

    def take_over(self) -> None:
        """Choose which of the groups that a file brought are bodies."""
        from app.bodies.showing.take_over_dialog import TakeOverDialog

        if not self.context.read_only:
            dialog = TakeOverDialog(self.page, self.context, self.page.day)
            dialog.added.connect(self.page.show_body)
            dialog.open()

    def close_body(self) -> None:
        """Ask for the last day of the body."""
        from app.bodies.showing.small_dialogs import CloseBodyDialog

        look = self.page.look
        if look is not None:
            CloseBodyDialog(self.page, self.context, look).open()

    def remove_body(self) -> None:
        """Remove the body; refused with a sentence where people have sat in it."""
        from app.bodies.commands import remove_body

        look = self.page.look
        if look is not None and not self.context.read_only:
            name = look.body.name(self.context.tr.language)
            self.context.do(N_("Removed {body}"), remove_body, look.id, arguments={"body": name})

    def lead(self, warning: BodyWarning) -> Callable[[], object] | None:
        """Return what leads to where a warning is put right, or None."""
        page = self.page
        place, _, where = warning.place_key.partition(":")
        ways: dict[str, Callable[[], object]] = {
            "vacant": partial(page.show_vacant, warning),
            "people": page.pane.show_who,
            "add": self.choose_presets,
            "rules": partial(page.pane.show_rules, where),
        }
        return ways.get(place)

    # -- seats

    def may_fill(self) -> bool:
        """Say whether somebody can be put in: the line is vacant, or the body has no seats at all."""
        look, line = self.page.look, self.page.line
        if look is None:
            return False
        return line.state == VACANT if line is not None and look.body.seats else not look.body.seats

    def fill(self, person: tuple[int, str] | None = None) -> None:
        """Ask who is to have the office or the seat that is chosen."""
        from app.bodies.showing.fill_dialog import FillDialog

        page, look, line = self.page, self.page.look, self.page.line
        if look is None or self.context.read_only or not self.may_fill():
            return
        if line is None or line.state != VACANT:  # a body without seats
            line = Line(0, look.id, VACANT, "member")
        dialog = FillDialog(page, self.context, look, line, page.day)
        if person is not None:
            dialog.choose(*person)
        dialog.filled.connect(self._go_to_office)
        dialog.outsider_wanted.connect(self._new_outsider)
        dialog.open()

    def _new_outsider(self) -> None:
        """Ask about somebody nobody knows here yet, and come back to the seat."""
        from app.contacts.person.new_people import NewExternalDialog

        dialog = NewExternalDialog(self.page, self.context, self.page.day)
        dialog.added.connect(lambda person_id: QTimer.singleShot(0, partial(self._fill_with, person_id)))
        dialog.open()

    def _fill_with(self, person_id: int) -> None:
        from app.contacts.queries import person_name

        self.fill((person_id, self.context.read(person_name, person_id)))

    def _go_to_office(self, office_id: int) -> None:
        """Show the line of who was put in, once the page has read it."""
        self.page.show_office_later(office_id)

    def give_office(self, role: str) -> None:
        """Let who is chosen be chair, or have another office of the body, from the day on."""
        from app.bodies.offices import appoint
        from app.bodies.showing.said import GIVEN

        page, look, line = self.page, self.page.look, self.page.line
        if look is None or line is None or line.office is None or line.state != NOW:
            return
        office, day = line.office, page.day
        if any(one.role == role and one.is_held and one.name == line.name for one in look.lines):
            return  # they have it already

        def command(session: object) -> int:
            return appoint(  # type: ignore[no-any-return, unused-ignore]
                session,  # type: ignore[arg-type]
                look.id,
                office.person_id,
                role=role,
                valid_from=day,
                term_ends=office.term_ends,
                how="election",
            )

        names = {"name": line.name, "body": look.body.name(self.context.tr.language)}
        done = self.context.do(GIVEN[role], command, arguments=names)
        if done is not None:
            self._go_to_office(int(done.result))

    def line_steps_down(self) -> None:
        """Ask what becomes of everything that who is chosen holds."""
        line = self.page.line
        if line is not None and line.office is not None and line.is_held and not self.context.read_only:
            self.step_down(line.office.person_id)

    def step_down(self, person_id: int) -> None:
        """Ask what becomes of everything somebody holds."""
        from app.bodies.showing.leave_dialog import LeaveDialog

        context = self.context
        if context.read_only:
            return
        dialog = LeaveDialog(self.page, context, person_id, self.page.day)
        if dialog.has_offices:
            dialog.open()
        else:
            dialog.deleteLater()
            context.notify(context.tr(N_("{name} holds no office now."), name=dialog.name))

    def correct_days(self) -> None:
        """Ask for the right days of an office where they were written wrongly."""
        from app.bodies.showing.days_dialog import DaysDialog

        look, line = self.page.look, self.page.line
        if look is not None and line is not None and line.office is not None and not self.context.read_only:
            DaysDialog(self.page, self.context, look, line, line.office).open()

    def remove_office(self) -> None:
        """Take out an office that was written by mistake: it was never held."""
        look, line, tr = self.page.look, self.page.line, self.context.tr
        if look is None or line is None or line.office is None or not line.is_own_row or self.context.read_only:
            return
        text = N_(
            "Somebody who was never chosen is taken out as if it had not been written. Who leaves an office that was "
            "held steps down instead. It can be undone."
        )
        ask(
            self.page,
            tr,
            title=tr(N_("Was {name} written here by mistake?"), name=line.name),
            text=tr(text),
            yes=tr(N_("&Take out")),
            then=partial(self._remove_office, look, line),
        )

    def _remove_office(self, look: BodyLook, line: Line) -> None:
        from datetime import timedelta

        from app.bodies.offices import end_office

        office = line.office
        if office is not None:
            names = {"name": line.name, "body": look.body.name(self.context.tr.language)}
            before = office.valid_from - timedelta(days=1)
            label = N_("Took {name} out of {body}")
            self.context.do(label, end_office, office.id, before, "corrected", arguments=names)

    def all_signed(self) -> None:
        """Ask for the day everybody in the body who has not signed before did so."""
        from app.bodies.showing.small_dialogs import SignedDialog
        from app.bodies.showing.who_part import is_unsigned

        look, tr = self.page.look, self.context.tr
        if look is None or self.context.read_only:
            return
        if not any(is_unsigned(line) for line in look.lines):
            self.context.notify(tr(N_("Everybody here has signed.")))
            return
        SignedDialog(self.page, self.context, look).open()

    def show_person(self) -> None:
        """Show who is chosen among the contacts."""
        line = self.page.line
        if line is not None and line.office is not None:
            self.context.show_page("contacts", line.office.person_id)

    # -- to others

    def write(self) -> None:
        """Open the panel with the addresses of everybody in the body, of the members, or of who is chosen."""
        from app.contacts.reaching.panel import ReachingPanel

        look, tr = self.page.look, self.context.tr
        if look is None or not self.page.may_leave():
            return
        everybody, members = look.people(), look.people(deputies=False)
        chosen = self._chosen_people()
        if not everybody:
            self.context.notify(tr(N_("Nobody sits in {body} yet."), body=look.body.name(tr.language)))
            return
        whom: list[tuple[str, Sequence[int]]] = [
            (tr.n("Only {n} person", "All {n} persons", len(everybody)), everybody),
        ]
        if members and len(members) < len(everybody):
            whom.append((tr.n("{n} member, no deputies", "{n} members, no deputies", len(members)), members))
        if chosen and len(chosen) < len(everybody):
            one = self.page.line
            words = tr.n("Only {n} who is chosen", "Only the {n} who are chosen", len(chosen))
            if len(chosen) == 1 and one is not None:
                words = tr(N_("Only {name}"), name=one.name)
            whom.append((words, chosen))
        self.context.show_panel(ReachingPanel(self.context, whom, self.page.day))

    def _chosen_people(self) -> tuple[int, ...]:
        """Return who holds the lines that are chosen, each once."""
        offices = [line.office for line in self.page.who.chosen() if line.is_held]
        return tuple(dict.fromkeys(office.person_id for office in offices if office is not None))

    def print_papers(self) -> None:
        """Open the preview with the papers of the bodies, about the chosen one; several chosen lines are its people."""
        from app.school.queries import the_school

        look = self.page.look
        if look is None or not self.page.may_leave():
            return
        school = self.context.read(the_school)
        name = look.body.name(school.written_standard if school is not None else "nb")
        people = self._chosen_people() if len(self.page.who.chosen()) > 1 else ()
        self.context.preview(papers(), subject=name, people=people)

    def open_election(self) -> None:
        """Show the elections of the body."""
        look = self.page.look
        if look is not None:
            self.context.show_page("elections", ("body", look.id))


def papers() -> tuple[Report, ...]:
    """Return the papers of the bodies."""
    from app.bodies.reports import REPORTS

    return tuple(REPORTS)

"""What is known of a meeting while it sits: its cases and their numbers, who comes, and who takes part in each case?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.meetings.rows import AttendanceRow, ItemRow, MeetingDetail
from app.meetings.words import ATTENDED_WORDS, short_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.states import ItemState

PUPILS_OUT = "pupils_out"


@dataclass(frozen=True)
class Comer:
    """Somebody who should be at the meeting or is; once, also where they sit for two bodies (``rows``).

    ``out`` is why they take no part in the case that is shown: away, disqualified, pupils_out; "" if they do.
    """

    rows: tuple[AttendanceRow, ...]
    bodies: str
    stands_in_for: str
    out: str

    @property
    def first(self) -> AttendanceRow:
        return self.rows[0]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(row.id for row in self.rows)

    @property
    def is_present(self) -> bool:
        return any(row.attended == "present" for row in self.rows)

    @property
    def attended(self) -> str:
        return "present" if self.is_present else self.first.attended

    def words(self, tr: Translator, *more: str) -> str:
        """Return "Kari Berg 5A" and what is out of the ordinary."""
        name = f"{self.first.name} {self.first.class_name}".strip()
        said = [self.bodies] if self.bodies else []
        if not self.is_present:
            said.append(tr(ATTENDED_WORDS[self.attended]).lower())
        if self.first.capacity == "guest":
            said.append(tr(N_("guest")))
        if self.first.capacity == "extra":
            said.append(tr(N_("while the pupils are out")))
        if self.stands_in_for:
            said.append(tr(N_("for {name}"), name=self.stands_in_for))
        if self.is_present and self.out:
            said.append(tr(OUT_WORDS[self.out]))
        said.extend(more)
        return f"{name} ({', '.join(said)})" if said else name


OUT_WORDS = {
    "away": N_("is out"),
    "disqualified": N_("is disqualified"),
    PUPILS_OUT: N_("pupil, is out"),
}


@dataclass(frozen=True)
class SittingView:
    """A meeting as it is shown while it sits."""

    detail: MeetingDetail
    states: Mapping[int, ItemState]
    numbers: Mapping[int, str]
    calls_extra: bool = False
    """Whether a body that meets calls in parents while its pupils are out."""

    @property
    def has_begun(self) -> bool:
        return self.detail.row.opened_at is not None or bool(self.detail.attendance)

    def case_words(self, item: ItemRow) -> str:
        """Return "12/26 Trivselstiltak"."""
        return f"{self.numbers.get(item.id, '')} {item.title}".strip()

    def short_name(self, item: ItemRow) -> str:
        """Return what a step calls a case: its number, else its title."""
        return self.numbers.get(item.id) or item.title

    def comers(self, item: ItemRow | None, language: str) -> tuple[Comer, ...]:
        """Return who stands in the strip, in order."""
        from app.meetings.states import sitters

        return tuple(self._comer(one.rows, item, language) for one in sitters(self.detail))

    def leaves_after(self, comer: Comer, item: ItemRow) -> bool:
        """Say whether somebody takes part in a case, and is out of the next."""
        items = self.detail.items
        after = next((items[at + 1] for at, one in enumerate(items[:-1]) if one.id == item.id), None)
        return not comer.out and after is not None and self._out(comer.rows, after) == "away"

    def _comer(self, rows: tuple[AttendanceRow, ...], item: ItemRow | None, language: str) -> Comer:
        names = dict(zip(self.detail.row.bodies, self.detail.row.body_names, strict=True))
        sits_for = {row.body_id for row in rows}
        bodies = ""
        if len(names) > 1 and rows[0].capacity in ("member", "deputy", "extra") and sits_for != set(names):
            said = [
                short_name(nn if language == "nn" and nn else nb) for key, (nb, nn) in names.items() if key in sits_for
            ]
            bodies = ", ".join(said)
        replaced = {row.id: row.name for row in self.detail.attendance}
        stands_in_for = next((replaced[row.stands_in_for_id] for row in rows if row.stands_in_for_id in replaced), "")
        return Comer(rows, bodies, stands_in_for, self._out(rows, item))

    def _out(self, rows: tuple[AttendanceRow, ...], item: ItemRow | None) -> str:
        if item is None:
            return ""
        because = {one.attendance_id: one.because for one in item.absences}
        found = [because[row.id] for row in rows if row.id in because]
        if found:
            return "disqualified" if "disqualified" in found else "away"
        state = self.states.get(item.id)
        return PUPILS_OUT if state is not None and any(row.id in state.out for row in rows) else ""


def sitting(session: Session, meeting_id: int, language: str) -> SittingView:
    """Return a meeting as it is shown while it sits. Raises NoResultFound."""
    from app.bodies.queries import body
    from app.bodies.rules.composition import EXTRA_MEMBERS
    from app.meetings.numbering import numbers
    from app.meetings.queries import meeting
    from app.meetings.reports.case_words import number_of
    from app.meetings.states import item_states

    detail = meeting(session, meeting_id)
    numbers_now = numbers(detail, session)
    calls_extra = any(body(session, body_id).pupils_out == EXTRA_MEMBERS for body_id in detail.row.bodies)
    told = {
        item.id: number_of(item, number, detail.row, language) if number else ""
        for item, number in ((item, numbers_now[item.id]) for item in detail.items)
    }
    return SittingView(detail, item_states(session, detail, language), told, calls_extra)


def say_number(number: str, tr: Translator) -> str:
    """Return "Sak 12/26"; "SMU 12/26" says by itself that it is a case."""
    return tr(N_("Case {number}"), number=number) if number[:1].isdigit() else number

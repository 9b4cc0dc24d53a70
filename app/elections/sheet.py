"""What has each class chosen so far, all classes on one screen?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now
from app.bodies.queries import BodyRow, SeatRow, bodies
from app.core.i18n import N_
from app.core.schoolyear import FIRST_MONTH
from app.elections.reading import DECIDED, rules_of
from app.elections.rows import IN_SPRING, RuleRow
from app.elections.rules.terms import SPRING
from app.elections.terms_query import begins_on, turn_of
from app.school.queries import school_classes
from db.models import Election, ElectionResult, Office, Person, SchoolYear

PARENTS, PUPILS = "parents", "pupils"
CHOSEN_BY = {PARENTS: "class_parents", PUPILS: "class_pupils"}
UNSAID_OF = {"member": "members", "deputy": "deputies"}
NOT_PLANNED: tuple[None, None, bool, str] = (None, None, False, "")

IN_SEVERAL_CLASSES = N_("{name} sits for {classes}. By the rule one person sits for at most {most}.")
HOLDS_BOTH = N_("{name} has several offices in {class_name}. The rule keeps apart: {excluded}")

FIRST = ("parent_committee", "class_contacts")
"""The kinds of bodies whose columns come first."""


@dataclass(frozen=True)
class SheetColumn:
    """A kind of place that every class chooses: FAU representative, FAU deputy, class contact …

    ``role`` is member or deputy. ``body_nb`` … are what the body and the seat are called, ``number`` how many.
    """

    seat_id: int
    body_id: int
    role: str
    number: int
    body_nb: str
    body_nn: str
    seat_nb: str
    seat_nn: str

    def body_name(self, language: str) -> str:
        """Return what the body is called in nynorsk, or else in bokmål."""
        return self.body_nn if language == "nn" and self.body_nn else self.body_nb

    def seat_name(self, language: str) -> str:
        """Return what the seat is called in nynorsk, or else in bokmål."""
        return self.seat_nn if language == "nn" and self.seat_nn else self.seat_nb


@dataclass(frozen=True)
class SheetCell:
    """Who holds the places of one column in one class: (person id, name) in order.

    ``vacant``: it has been decided, and a place is empty. ``missing``: nothing has been heard yet. ``staying`` are
    those of ``people`` whose term goes on, so that they were not up. ``outgoing`` held it last: offer "same again".
    A class whose grade has no such place does not ``apply``.
    """

    people: tuple[tuple[int, str], ...] = ()
    vacant: bool = False
    missing: bool = False
    staying: tuple[int, ...] = ()
    outgoing: tuple[tuple[int, str], ...] = ()
    election_id: int | None = None
    applies: bool = True

    @property
    def is_up(self) -> bool:
        """Say whether there is something to choose here: not where all go on from an earlier election."""
        return self.vacant or self.missing or any(person not in self.staying for person, _name in self.people)


@dataclass(frozen=True)
class SheetRow:
    """One class: ``state`` over all columns is done, vacant (all decided, a place empty), part or missing."""

    class_id: int
    class_name: str
    teachers: tuple[tuple[int, str], ...]
    state: str
    cells: tuple[SheetCell, ...]
    held_on: date | None = None


@dataclass(frozen=True)
class SheetRemark:
    """Something to look at again, said with ``tr(words, **values)``: one person in two classes …"""

    words: str
    values: Mapping[str, object]
    class_ids: tuple[int, ...] = ()
    person_id: int | None = None


@dataclass(frozen=True)
class Sheet:
    """All classes of a school year and all places they choose; a row's cells are in the order of the columns."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    remarks: tuple[SheetRemark, ...] = field(default=())

    def numbers(self) -> dict[str, int]:
        """Return how many classes are done, part, vacant and missing."""
        return {state: sum(row.state == state for row in self.rows) for state in ("done", "part", "vacant", "missing")}


def class_sheet(session: Session, year: int, on: date, *, who: str = PARENTS) -> Sheet:
    """Return what each class of a school year has chosen, as known on a day.

    ``who`` chooses: "parents" for FAU, then the class contacts, then what else there is, "pupils" for the pupil
    council. The names are for the office's own window; on paper they come through disclosure.
    """
    here = sorted(bodies(session, on), key=lambda body: FIRST.index(body.kind) if body.kind in FIRST else len(FIRST))
    found = [(body, seat) for body in here for seat in body.seats if _is_chosen(seat, who)]
    seats = [seat for _body, seat in found]
    columns = tuple(column for body, seat in found for column in _columns(body, seat))
    rules = rules_of(session, [body.id for body, _seat in found])
    held = _Held(session, seats, year, on, {seat.id: rules[seat.body_id] for seat in seats})
    by_seat = {seat.id: seat for seat in seats}
    rows = []
    for of_class in school_classes(session, year, on):
        cells = tuple(
            held.cell(column, of_class.id)
            if by_seat[column.seat_id].is_for(of_class.grade, of_class.last_grade)
            else SheetCell(applies=False)
            for column in columns
        )
        if any(cell.applies for cell in cells):
            days = [held.held_on(column.seat_id, of_class.id) for column in columns]
            held_on = max((day for day in days if day is not None), default=None)
            rows.append(SheetRow(of_class.id, of_class.name, of_class.teachers, _state(cells), cells, held_on))
    return Sheet(columns, tuple(rows), _remarks(columns, rows, rules))


def _is_chosen(seat: SeatRow, who: str) -> bool:
    is_elected = seat.filled_by == "election" and seat.follows_body_id is None and seat.number > 0
    return is_elected and seat.unit == "class" and seat.chosen_by == CHOSEN_BY[who]


def _columns(body: BodyRow, seat: SeatRow) -> Iterator[SheetColumn]:
    for role, number in (("member", seat.number), ("deputy", seat.deputies_wanted)):
        if number:
            yield SheetColumn(seat.id, body.id, role, number, body.name_nb, body.name_nn, seat.name_nb, seat.name_nn)


def _state(cells: Collection[SheetCell]) -> str:
    asked = [cell for cell in cells if cell.applies]
    if all(cell.missing and not cell.people for cell in asked):
        return "missing"
    if any(cell.missing for cell in asked):
        return "part"
    return "vacant" if any(cell.vacant for cell in asked) else "done"


def _remarks(
    columns: Sequence[SheetColumn], rows: Sequence[SheetRow], rules: Mapping[int, RuleRow]
) -> tuple[SheetRemark, ...]:
    """Return who sits for more classes than the rule allows, and who holds what the rule keeps apart."""
    found: list[SheetRemark] = []
    for at, column in enumerate(columns):
        rule = rules[column.body_id]
        if column.role == "deputy" or rule.max_units is None:
            continue
        classes: dict[tuple[int, str], list[SheetRow]] = {}
        for row in rows:
            for person in row.cells[at].people:
                classes.setdefault(person, []).append(row)
        for (person_id, name), several in classes.items():
            if len(several) > rule.max_units:
                names = ", ".join(row.class_name for row in several)
                ids = tuple(row.class_id for row in several)
                values = {"name": name, "classes": names, "most": rule.max_units}
                found.append(SheetRemark(IN_SEVERAL_CLASSES, values, ids, person_id))
    for row in rows:
        for (person_id, name), excluded in _kept_apart(columns, row, rules).items():
            values = {"name": name, "class_name": row.class_name, "excluded": excluded}
            found.append(SheetRemark(HOLDS_BOTH, values, (row.class_id,), person_id))
    return tuple(found)


def _kept_apart(
    columns: Sequence[SheetColumn], row: SheetRow, rules: Mapping[int, RuleRow]
) -> dict[tuple[int, str], str]:
    bodies_of: dict[tuple[int, str], list[int]] = {}
    for column, cell in zip(columns, row.cells, strict=True):
        for person in cell.people if column.role == "member" else ():
            bodies_of.setdefault(person, []).append(column.body_id)
    found = {}
    for person, several in bodies_of.items():
        excluded = next((rules[one].excluded for one in several if rules[one].excluded), "")
        if len(several) > 1 and excluded:
            found[person] = excluded
    return found


@dataclass(frozen=True)
class _Sits:
    """One office, as much of it as the sheet needs."""

    person: tuple[int, str]
    role: str
    rank: int
    valid_from: date
    valid_to: date | None
    term_ends: date | None
    election_id: int | None
    place: int

    def on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


class _Held:
    """The elections and offices of some seats in all classes of a year, read in a few statements."""

    def __init__(
        self, session: Session, seats: Collection[SeatRow], year: int, on: date, rules: Mapping[int, RuleRow]
    ) -> None:
        self._on, self._year, self._rules = on, year, rules
        self._elections: dict[tuple[int, int | None], tuple[int, date | None, bool, str]] = {}
        self._offices: dict[tuple[int, int], list[_Sits]] = {}
        ids = [seat.id for seat in seats]
        elections = (
            select(
                Election.seat_id,
                Election.school_class_id,
                Election.id,
                Election.held_on,
                Election.status,
                Election.unsaid,
            )
            .join(SchoolYear)
            .where(
                SchoolYear.start_year == year,
                Election.seat_id.in_(ids),
                Election.kind == "ordinary",
                Election.status != "corrected",
            )
            .order_by(Election.id)
        )
        for seat_id, class_id, election_id, held_on, status, unsaid in session.execute(elections):
            rule, season = self._rules[seat_id], self._season(self._rules[seat_id])
            if held_on is not None and status in DECIDED and not rule.is_for(held_on, season.year):
                continue
            known = self._elections.get((seat_id, class_id))
            # While one is being corrected it is the one that was decided that counts.
            if known is None or not known[2] or status in DECIDED:
                self._elections[seat_id, class_id] = (election_id, held_on, status in DECIDED, unsaid)
        self._read_offices(session, ids)

    def held_on(self, seat_id: int, class_id: int) -> date | None:
        """Return the day a class chose, None before it is decided."""
        _id, day, is_decided, _unsaid = self._elections.get((seat_id, class_id), NOT_PLANNED)
        return day if is_decided else None

    def cell(self, column: SheetColumn, class_id: int) -> SheetCell:
        """Return one cell."""
        election_id, held_on, is_decided, unsaid = self._elections.get((column.seat_id, class_id), NOT_PLANNED)
        is_said = is_decided and unsaid != UNSAID_OF[column.role]
        rule = self._rules[column.seat_id]
        begins = begins_on(rule, held_on) if is_decided and held_on is not None else self._on
        turn = turn_of(begins if is_decided else self._season(rule))
        here = [
            one
            for one in self._offices.get((column.seat_id, class_id), ())
            if (one.role == "deputy") == (column.role == "deputy")
        ]
        new = [one for one in here if is_decided and one.election_id == election_id and _lasts(one, self._on)]
        day = max(begins, self._on)
        stays = [
            one for one in here if one not in new and one.on(day) and (one.term_ends is None or one.term_ends >= turn)
        ]
        people = tuple(dict.fromkeys(one.person for one in (*stays, *new)))
        before = date(turn.year - 1, FIRST_MONTH, 1) - timedelta(days=1)
        outgoing = tuple(
            dict.fromkeys(one.person for one in here if one.on(before) and one not in stays and one not in new)
        )
        too_few = len(people) < column.number
        return SheetCell(
            people,
            vacant=is_said and too_few,
            missing=not is_said and too_few,
            staying=tuple(one.person[0] for one in stays),
            outgoing=outgoing,
            election_id=election_id,
        )

    def _season(self, rule: RuleRow) -> date:
        """Return a day of the season that is to be chosen for, where nothing is heard: in spring it may be the next."""
        for_next_year = rule.due in IN_SPRING and self._on >= date(self._year + 1, SPRING, 1)
        return date(self._year + for_next_year, FIRST_MONTH, 1)

    def _read_offices(self, session: Session, seat_ids: Collection[int]) -> None:
        since = date(self._year, FIRST_MONTH, 1) - timedelta(days=1)
        query = (
            select(
                Office.seat_id,
                Office.school_class_id,
                Office.person_id,
                Person.given_name,
                Person.family_name,
                Office.role,
                Office.rank,
                Office.valid_from,
                Office.valid_to,
                Office.term_ends,
                Office.election_id,
                ElectionResult.id,
            )
            .join(Person, Person.id == Office.person_id)
            .outerjoin(
                ElectionResult,
                (ElectionResult.election_id == Office.election_id) & (ElectionResult.person_id == Office.person_id),
            )
            .where(
                Office.seat_id.in_(seat_ids),
                Office.school_class_id.is_not(None),
                or_(Office.valid_to.is_(None), Office.valid_to >= since),
                Office.valid_from <= date(self._year + 1, FIRST_MONTH, 1),
            )
            .order_by(Office.valid_from, Office.id)
        )
        found = session.execute(query).all()
        now = classes_then_and_now(session, {row[1] for row in found if row[1] is not None}, self._year)
        for seat_id, then, person_id, given, family, role, rank, first, last, ends, election_id, place in found:
            class_id = now.get(then) if then is not None else None
            if seat_id is not None and class_id is not None:
                name = f"{given} {family}".strip()
                one = _Sits((person_id, name), role, rank or 0, first, last, ends, election_id, place or 0)
                self._offices.setdefault((seat_id, class_id), []).append(one)
        for several in self._offices.values():
            several.sort(key=lambda one: (one.rank, one.valid_from, one.place))


def _lasts(one: _Sits, on: date) -> bool:
    """Say whether somebody who was elected sits on a day, or will."""
    return one.valid_to is None or one.valid_to >= on

"""Which rows of a file are one ballot, and what is wrong with them? Nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.bodies.queries import BodyRow, SeatRow
from app.contacts.entered import entered_day
from app.contacts.imports.roster import Problem
from app.contacts.imports.tables.headers import normalise
from app.contacts.texts import shown
from app.core.errors import UserError
from app.core.i18n import N_
from app.elections.imports.lines import CLASS, HELD_ON, NAME, OFFICE, VOTES, Line
from app.elections.imports.office_words import is_elected, office_meant
from app.elections.imports.people import Electors, Found, Somebody, who_is
from app.school.queries import ClassRow

NO_CLASS = N_("Write which class it is.")
UNKNOWN_CLASS = N_("There is no class called “{value}” this school year. The classes are: {names}.")
NO_OFFICE = N_("Write which office it is.")
UNKNOWN_OFFICE = N_("There is no office called “{value}” that is elected here. There are: {names}.")
BY_GRADES = N_("“{value}” is chosen by the grades here. Write the grade, such as 5. trinn, in place of the class.")
BY_SCHOOL = N_("“{value}” is not chosen by the classes here, but by the whole school. Leave the class blank.")
NOT_IN_CLASS = N_("{class_name} chooses nobody to “{value}”: the office is for other grades.")
SEVERAL_OFFICES = N_("“{value}” can mean several offices: {names}. Write the whole name.")
NOBODY_CALLED = N_("Nobody in {class_name} is called “{value}”.")
DID_YOU_MEAN = N_("Nobody in {class_name} is called “{value}”. Did you mean {names}?")
SEVERAL_OF_NAME = N_(
    "{count} in {class_name} are called {name}. Write the child in parentheses behind the name: {examples}."
)
SEVERAL_PUPILS = N_("{count} in {class_name} are called {name}. Register this class in the window.")
TWICE = N_("{name} is written twice, here and in row {other}.")
NO_NUMBER = N_("“{value}” is no number of votes. Write a whole number, or nothing where nobody counted.")
VOTES_FOR_NOBODY = N_("There are votes, but no name.")
SOME_COUNTED = N_("Some here have votes and others none. Write a number for each, also 0, or for nobody.")
OTHER_DAY = N_("Another day than in row {other}, for the same election.")
AHEAD = N_("{day} lies ahead. Write the day the election was held.")
NOT_IN_YEAR = N_("{day} is not in the school year. Write the day the election was held.")

MOST_NAMED = 40
LONGEST_NAME = 200
NOBODY = frozenset(
    "ingen ingenville ingenvilde ingenkandidat ingenkandidater ingenkandidatar ingenvalgt ingenvald ikkevalgt "
    "ikkjevald ubesatt ubesett ledig vakant nobody noone none vacant".split()
)
"""What is written where nobody was willing; a blank and a dash say the same."""
BLANK = frozenset(
    "blank blanke blankt blankestemmer blankeroyster blankestemmesedler blankeroystesetlar blankvotes".split()
)
INVALID = frozenset(
    "ugyldig ugyldige ugyldigestemmer ugyldigestemmesedler ugild ugilde ugildeseroyster ugyldigeroyster forkastet "
    "forkastede forkasta invalid invalidvotes spoiled rejected".split()
)
WHOLE_SCHOOL = frozenset(
    ("", "skolen", "skulen", "skole", "skule", "heleskolen", "heileskulen", "alle", "school", "all")
)
_GRADE = re.compile(
    r"(?:(?:klasse)?trinn|steg|grade)?[ .]*(\d{1,2})[ .]*(?:(?:klasse)?trinn|steg|grade)?", re.IGNORECASE
)
_VOTES = re.compile(r"(\d{1,9})(?:[.,]0+)?(?:\s*(?:stemmer?|røyst(?:er)?|votes?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """Who chooses: a class, a grade, or (neither) the whole school. ``name`` is for sentences."""

    name: str
    class_id: int | None = None
    grade: int | None = None

    @property
    def label(self) -> str:
        """Return what stands in the answer, "" for the whole school."""
        return self.name if self.class_id is not None or self.grade is not None else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One named person in a ballot; ``votes`` is None where nobody counted."""

    line: Line
    person: Somebody
    votes: int | None
    is_deputy: bool = False
    rank: int | None = None


@dataclass(slots=True)
class Ballot:
    """The rows of one class (or grade, or the school) and office.

    ``blank`` and ``invalid`` are ballots, None where nobody counted them.
    ``names_seat``: a row is about the seat itself, though it may say that nobody was willing.
    """

    unit: Unit
    body: BodyRow
    seat: SeatRow
    electors: Electors
    lines: list[Line] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    blank: int | None = None
    invalid: int | None = None
    held_on: date | None = None
    day_row: int = 0
    names_seat: bool = False

    @property
    def is_counted(self) -> bool:
        """Say whether votes are written."""
        return any(entry.votes is not None for entry in self.entries)

    @property
    def plain(self) -> list[Entry]:
        """Those who are not written as deputies, in order of the rows."""
        return [entry for entry in self.entries if not entry.is_deputy]

    @property
    def deputies(self) -> list[Entry]:
        """Those who are written as deputies, by number and then in order of the rows."""
        found = [entry for entry in self.entries if entry.is_deputy]
        return sorted(found, key=lambda entry: entry.rank or len(self.entries) + 1)


class Known:
    """What the school has: classes, bodies, and who chooses in a class, asked when it is first needed."""

    def __init__(
        self,
        classes: Sequence[ClassRow],
        bodies: Sequence[BodyRow],
        school_name: str,
        language: str,
        days: tuple[date, date],
        today: date,
    ) -> None:
        self.bodies = bodies
        self.language = language
        self._school = Unit(school_name)
        self._grades = {
            grade
            for row in classes
            if row.grade is not None
            for grade in range(row.grade, (row.last_grade or row.grade) + 1)
        }
        self.days, self.today = days, today
        self._classes: dict[str, list[ClassRow]] = {}
        for row in classes:
            self._classes.setdefault(_class_key(row.name), []).append(row)

    def class_called(self, text: str) -> ClassRow | None:
        """Return a class however it is written ("5 a", "Klasse 5A"), None where there is none, or two."""
        found = self._classes.get(_class_key(text), [])
        exact = [row for row in found if row.name == text]
        return (exact or found)[0] if len(exact or found) == 1 else None

    @property
    def class_names(self) -> str:
        """Return the classes by name."""
        return _listed([row.name for rows in self._classes.values() for row in rows])

    @property
    def office_names(self) -> str:
        """Return what is elected here, by the names of the bodies."""
        there = (body for body in self.bodies if any(is_elected(seat) for seat in body.seats))
        return _listed(list(dict.fromkeys(body.name(self.language) for body in there))) or "–"

    def grade_called(self, text: str) -> Unit | None:
        """Return a grade of the school ("5. trinn", "trinn 5", "5"), None for anything else."""
        match = _GRADE.fullmatch(text.strip())
        if match is None or int(match[1]) not in self._grades:
            return None
        return Unit(f"{int(match[1])}. trinn", grade=int(match[1]))

    def school_called(self, text: str) -> Unit | None:
        """Return the whole school, where a cell is blank or says so."""
        return self._school if normalise(text) in WHOLE_SCHOOL | {normalise(self._school.name)} else None

    def told_apart(self, seats: Sequence[SeatRow]) -> list[str]:
        """Return what seats are called: by their bodies, or by themselves where they are of one."""
        bodies = {body.id: body.name(self.language) for body in self.bodies}
        names = [bodies[seat.body_id] for seat in seats]
        return names if len(set(names)) == len(names) else [seat.name(self.language) for seat in seats]


class Sorting:
    """The rows as they come: ballots, and problems; a ballot with a problem is ``bad`` as a whole."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.ballots: dict[tuple[Unit, int], Ballot] = {}
        self.problems: list[Problem] = []
        self.bad: set[tuple[Unit, int]] = set()

    def good(self) -> list[Ballot]:
        """Return the ballots with nothing wrong, in order of the file."""
        return [ballot for key, ballot in self.ballots.items() if key not in self.bad]

    def refuse(self, ballot: Ballot, problems: Collection[Problem]) -> None:
        """Leave a ballot out, and say why."""
        self.bad.add((ballot.unit, ballot.seat.id))
        self.problems += problems

    def place_of(self, line: Line) -> tuple[Unit, BodyRow, SeatRow, bool, int | None] | None:
        """Return who chooses which seat in a row, whether a deputy and which one; None with a problem."""
        if not line.office:
            self._problem(line, OFFICE, NO_OFFICE)
            return None
        meant = office_meant(line.office, self.known.bodies)
        value = shown(line.office)
        if not meant.seats:
            self._problem(line, OFFICE, UNKNOWN_OFFICE, value=value, names=self.known.office_names)
            return None
        units = {seat.unit for seat in meant.seats}
        if "school" in units and (whole := self.known.school_called(line.class_name)):
            unit, seats = whole, [seat for seat in meant.seats if seat.unit == "school"]
        elif "grade" in units and (of_grade := self.known.grade_called(line.class_name)):
            unit, seats = (
                of_grade,
                [seat for seat in meant.seats if seat.unit == "grade" and seat.is_for(of_grade.grade)],
            )
        else:
            of_class = self._class(line)
            if of_class is None:
                return None
            if "class" not in units:
                words = BY_GRADES if "grade" in units else BY_SCHOOL
                self._problem(line, CLASS, words, value=value)
                return None
            unit = Unit(of_class.name, of_class.id)
            seats = [
                one for one in meant.seats if one.unit == "class" and one.is_for(of_class.grade, of_class.last_grade)
            ]
        if not seats:
            self._problem(line, OFFICE, NOT_IN_CLASS, value=value, class_name=unit.name)
        elif len(seats) > 1:
            self._problem(line, OFFICE, SEVERAL_OFFICES, value=value, names=", ".join(self.known.told_apart(seats)))
        else:
            body = next(body for body in self.known.bodies if body.id == seats[0].body_id)
            return unit, body, seats[0], meant.is_deputy, meant.rank
        return None

    def put(self, ballot: Ballot, line: Line, is_deputy: bool, rank: int | None) -> None:
        """Put a row into its ballot."""
        ballot.lines.append(line)
        ballot.names_seat |= not is_deputy
        problems = [*self._day(ballot, line), *self._row(ballot, line, is_deputy, rank)]
        if problems:
            self.refuse(ballot, problems)

    def finish(self) -> None:
        """Look at each ballot as a whole."""
        for ballot in self.ballots.values():
            if ballot.is_counted:
                blank = [entry for entry in ballot.entries if entry.votes is None]
                self.refuse(ballot, found) if (found := [_at(e.line, VOTES, SOME_COUNTED) for e in blank]) else None

    def _class(self, line: Line) -> ClassRow | None:
        if not line.class_name:
            self._problem(line, CLASS, NO_CLASS)
            return None
        found = self.known.class_called(line.class_name)
        if found is None:
            self._problem(line, CLASS, UNKNOWN_CLASS, value=shown(line.class_name), names=self.known.class_names)
        return found

    def _day(self, ballot: Ballot, line: Line) -> list[Problem]:
        if not line.held_on:
            return []
        try:
            day = entered_day(line.held_on, HELD_ON)
        except UserError as error:
            return [_at(line, HELD_ON, error.message)]
        wrong = wrong_day(day, self.known.days, self.known.today)
        if wrong:
            return [_at(line, HELD_ON, wrong, day=day.strftime("%d.%m.%Y"))]
        if ballot.held_on not in (None, day):
            return [_at(line, HELD_ON, OTHER_DAY, other=ballot.day_row)]
        ballot.held_on, ballot.day_row = day, ballot.day_row or line.row
        return []

    def _row(self, ballot: Ballot, line: Line, is_deputy: bool, rank: int | None) -> list[Problem]:
        problems = []
        votes = None
        if line.votes:
            match = _VOTES.fullmatch(line.votes)
            if match is None:
                problems.append(_at(line, VOTES, NO_NUMBER, value=shown(line.votes)))
            else:
                votes = int(match[1])
        found = None
        if any(map(str.isalnum, line.name)):
            named = len(line.name) <= LONGEST_NAME
            found = who_is(line.name, ballot.electors.people, line.child) if named else Found()
        if found is None or not found.people:
            word = normalise(line.name)
            if found is None or word in NOBODY:
                return [*problems, _at(line, VOTES, VOTES_FOR_NOBODY)] if votes else problems
            if votes is not None and word in BLANK:
                ballot.blank = (ballot.blank or 0) + votes
            elif votes is not None and word in INVALID:
                ballot.invalid = (ballot.invalid or 0) + votes
            else:
                problems.append(_nobody(ballot, line, found.suggested))
            return problems
        if len(found.people) > 1:
            return [*problems, _several(ballot, line, found.people)]
        person = found.people[0]
        twice = [
            entry
            for entry in ballot.entries
            if entry.person.id == person.id and (entry.is_deputy == is_deputy or entry.votes is None or votes is None)
        ]
        if twice:
            return [*problems, _at(line, NAME, TWICE, name=person.name, other=twice[0].line.row)]
        ballot.entries.append(Entry(line, person, votes, is_deputy, rank))
        return problems

    def _problem(self, line: Line, column: str, words: str, **values: object) -> None:
        self.problems.append(_at(line, column, words, **values))


def wrong_day(day: date, days: tuple[date, date], today: date) -> str:
    """Return what is wrong with the day of an election that is said to have been held, "" if nothing."""
    if not days[0] <= day <= days[1]:
        return NOT_IN_YEAR
    return AHEAD if day > today else ""


def problem_at(line: Line, column: str, words: str, values: Mapping[str, object]) -> Problem:
    """Return a problem of a row, at the heading of a column."""
    return Problem(line.row, line.heading(column), words, values, sheet=line.sheet)


def _at(line: Line, column: str, words: str, **values: object) -> Problem:
    return problem_at(line, column, words, values)


def _nobody(ballot: Ballot, line: Line, suggested: Sequence[Somebody]) -> Problem:
    values = {"class_name": ballot.unit.name, "value": shown(line.name)}
    if not suggested:
        return _at(line, NAME, NOBODY_CALLED, **values)
    return _at(line, NAME, DID_YOU_MEAN, **values, names=", ".join(_told_apart(suggested, ballot.electors.people)))


def _several(ballot: Ballot, line: Line, people: Sequence[Somebody]) -> Problem:
    values: dict[str, object] = {"count": len(people), "class_name": ballot.unit.name, "name": people[0].name}
    if not all(one.children for one in people):
        return _at(line, NAME, SEVERAL_PUPILS, **values)
    return _at(line, NAME, SEVERAL_OF_NAME, **values, examples=", ".join(_told_apart(people, people)))


def _told_apart(people: Sequence[Somebody], among: Sequence[Somebody]) -> list[str]:
    """Return names, with the child where another has the same."""
    names = [one.name for one in among]
    return [
        f"{one.name} ({one.children[0]})" if names.count(one.name) > 1 and one.children else one.name for one in people
    ]


def _class_key(text: str) -> str:
    key = normalise(text)
    for word in ("klasse", "class"):
        key = key.removeprefix(word) or key
    return key


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")

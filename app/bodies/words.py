"""How are the bodies' codes said: roles, who sits for whom, how they are chosen, terms and quorums?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from app.core.i18n import N_, Translator

BODY_KIND_WORDS: Mapping[str, str] = {
    "parent_meeting": N_("Parents' meeting of the class"),
    "class_contacts": N_("Parent contacts"),
    "parent_council": N_("Parents' council"),
    "parent_committee": N_("Parents' committee (FAU)"),
    "committee": N_("Committee"),
    "pupil_council": N_("Pupil council"),
    "cooperation_committee": N_("Cooperation committee"),
    "school_environment_committee": N_("School environment committee (SMU)"),
    "governing_board": N_("Governing board"),
    "municipal_parent_committee": N_("Municipal parents' committee (KFU)"),
    "other": N_("Another body"),
}
ROLE_WORDS: Mapping[str, str] = {
    "chair": N_("chair"),
    "vice_chair": N_("vice chair"),
    "treasurer": N_("treasurer"),
    "secretary": N_("secretary"),
    "member": N_("member"),
    "deputy": N_("deputy"),
}
CONSTITUENCY_WORDS: Mapping[str, str] = {
    "parents": N_("parents"),
    "pupils": N_("pupils"),
    "teachers": N_("teachers"),
    "other_staff": N_("other staff"),
    "staff": N_("staff"),
    "management": N_("school management"),
    "municipality": N_("the municipality"),
    "external": N_("external members"),
}
MEMBER_WORDS: Mapping[str, tuple[str, str]] = {
    "parents": (N_("parent"), N_("parents")),
    "pupils": (N_("pupil"), N_("pupils")),
    "teachers": (N_("teacher"), N_("teachers")),
    "other_staff": (N_("other member of staff"), N_("other members of staff")),
    "staff": (N_("member of staff"), N_("members of staff")),
    "management": (N_("of the school management"), N_("of the school management")),
    "municipality": (N_("from the municipality"), N_("from the municipality")),
    "external": (N_("external member"), N_("external members")),
}
"""One member of each constituency, and several."""
FILLED_BY_WORDS: Mapping[str, str] = {
    "election": N_("elected"),
    "appointment": N_("appointed"),
    "ex_officio": N_("by office"),
}
CHOSEN_BY_WORDS: Mapping[str, str] = {
    "": N_("not written down"),
    "class_parents": N_("the parents of the class"),
    "grade_parents": N_("the parents of the grade"),
    "annual_meeting": N_("the annual meeting"),
    "parent_committee": N_("FAU"),
    "class_pupils": N_("the pupils of the class"),
    "pupil_council": N_("the pupil council"),
    "staff": N_("the staff"),
    "principal": N_("the principal"),
    "municipality": N_("the municipality"),
    "district_committee": N_("the district committee"),
}
UNIT_WORDS: Mapping[str, str] = {"school": N_("the whole school"), "grade": N_("grade"), "class": N_("class")}
DEPUTY_KIND_WORDS: Mapping[str, str] = {
    "none": N_("no deputies"),
    "personal": N_("personal deputies"),
    "ranked": N_("deputies in order"),
}
QUORUM_WORDS: Mapping[str, str] = {
    "none": N_("not written down"),
    "half": N_("at least half of the members"),
    "two_thirds": N_("at least two thirds of the members"),
    "number": N_("a number of members"),
}
RECORD_NAME_WORDS: Mapping[str, str] = {
    "minutes": N_("minutes"),
    "minute_book": N_("minute book"),
    "protocol": N_("protocol"),
}
MAJORITY_WORDS: Mapping[str, str] = {
    "none": N_("no rule"),
    "parents_and_pupils": N_("parents and pupils together are more than half"),
    "no_group_alone": N_("no group is more than half alone"),
}
PUPILS_OUT_WORDS: Mapping[str, str] = {
    "nothing": N_("the parents' votes stay as they are"),
    "double_votes": N_("the parents have double votes"),
    "extra_members": N_("extra parents are called in"),
}
TERM_START_WORDS: Mapping[str, str] = {
    "election_day": N_("on the day of the election"),
    "08-01": N_("1 August"),
    "01-01": N_("1 January"),
}
STAGGER_WORDS: Mapping[str, str] = {
    "none": N_("all at the same time"),
    "odd_even": N_("half of them each year"),
}
DEPUTY_SUCCEEDS_WORDS: Mapping[str, str] = {
    "none": N_("the deputy does not move up"),
    "next_year_auto": N_("the deputy moves up the next year"),
    "if_no_reelection": N_("the deputy moves up if the representative does not stand again"),
}
ENDED_BECAUSE_WORDS: Mapping[str, str] = {
    "": "",
    "term": N_("the term was over"),
    "resigned": N_("stepped down"),
    "moved_up": N_("moved up"),
    "left_school": N_("left the school"),
    "corrected": N_("corrected"),
}


class SeatFacts(Protocol):
    """What the words of a seat are made of: a seat of the school, or of a ready-made body."""

    @property
    def number(self) -> int: ...
    @property
    def deputies(self) -> int: ...
    @property
    def deputy_kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def constituency(self) -> str: ...
    @property
    def counts_as_member(self) -> bool: ...
    @property
    def first_grade(self) -> int | None: ...
    @property
    def last_grade(self) -> int | None: ...


class TermFacts(Protocol):
    """What the words of a term are made of."""

    @property
    def term_years(self) -> int | None: ...
    @property
    def stagger(self) -> str: ...
    @property
    def first_grade_years(self) -> int | None: ...
    @property
    def last_grade_deputy_years(self) -> int | None: ...
    @property
    def deputy_years(self) -> int | None: ...


class BodyFacts(TermFacts, Protocol):
    """What the words of a body are made of."""

    @property
    def seats(self) -> tuple[SeatFacts, ...]: ...
    @property
    def meetings_from(self) -> int | None: ...
    @property
    def meetings_to(self) -> int | None: ...


class OfficeFacts(Protocol):
    """What the words of an office are made of."""

    @property
    def role(self) -> str: ...
    @property
    def rank(self) -> int | None: ...


def role_name(of: str | OfficeFacts, tr: Translator) -> str:
    """Return "leder" or "vara"; "2. vara" for an office with that rank."""
    if isinstance(of, str):
        return tr(ROLE_WORDS[of])
    if of.role == "deputy" and of.rank is not None:
        return tr(N_("deputy no. {rank}"), rank=of.rank)
    return tr(ROLE_WORDS[of.role])


def say_seat(seat: SeatFacts, tr: Translator) -> str:
    """Return "1 + 1 vara", or "2 + 2 personlige vara" where it makes a difference whose deputy each is."""
    if seat.deputy_kind == "none" or not seat.deputies:
        return str(seat.number)
    if seat.deputy_kind == "personal" and seat.number > 1:
        count = seat.number * seat.deputies
        return tr(N_("{number} + {deputies} personal deputies"), number=seat.number, deputies=count)
    return tr.n("{number} + {n} deputy", "{number} + {n} deputies", seat.deputies, number=seat.number)


def say_unit(seat: SeatFacts, tr: Translator) -> str:
    """Return "per klasse", "per klasse på 5.–7. trinn", "per trinn", or nothing for seats of the whole school."""
    if seat.unit == "school":
        return ""
    grades = say_grades(seat.first_grade, seat.last_grade, tr)
    if seat.unit == "grade":
        return tr(N_("for each of {grades}"), grades=grades) if grades else tr(N_("for each grade"))
    return tr(N_("for each class of {grades}"), grades=grades) if grades else tr(N_("for each class"))


def say_whole_seat(seat: SeatFacts, tr: Translator) -> str:
    """Return "1 + 1 vara per klasse"; "2 + 2 vara" for seats of the whole school."""
    return f"{say_seat(seat, tr)} {say_unit(seat, tr)}".rstrip()


def say_grades(first: int | None, last: int | None, tr: Translator) -> str:
    """Return "5.–7. trinn", "5. trinn", "5. trinn og oppover", "til og med 7. trinn", or nothing for all."""
    if first is None and last is None:
        return ""
    if first is None:
        return tr(N_("grades up to {last}"), last=last)
    if last is None:
        return tr(N_("grades from {first}"), first=first)
    if first == last:
        return tr(N_("grade {grade}"), grade=first)
    return tr(N_("grades {first}–{last}"), first=first, last=last)


def say_term(body: TermFacts, tr: Translator) -> str:
    """Return "2 år", or "2 år (halvparten hvert år, 1. trinn 1 år, vara 1 år)"; nothing without a term."""
    if body.term_years is None:
        return ""
    more = []
    if body.stagger == "odd_even":
        more.append(tr(STAGGER_WORDS["odd_even"]))
    others = {body.term_years, body.deputy_years or body.term_years}
    if body.first_grade_years is not None and others != {body.first_grade_years}:
        more.append(tr(N_("first grade {years}"), years=_years(body.first_grade_years, tr)))
    if body.deputy_years is not None and body.deputy_years != body.term_years:
        more.append(tr(N_("deputies {years}"), years=_years(body.deputy_years, tr)))
    usual = body.term_years if body.deputy_years is None else body.deputy_years
    if body.last_grade_deputy_years is not None and body.last_grade_deputy_years != usual:
        more.append(tr(N_("deputies in the last grade {years}"), years=_years(body.last_grade_deputy_years, tr)))
    said = _years(body.term_years, tr)
    return f"{said} ({', '.join(more)})" if more else said


def say_body(body: BodyFacts, tr: Translator) -> str:
    """Return what a body is by what it does: "1 + 1 vara per klasse, 2 år", "9 medlemmer (2 foreldre, …), 1 år".

    One without seats, as a parents' meeting, is said by how often it meets.
    """
    if not body.seats:
        return say_meetings(body.meetings_from, body.meetings_to, tr)
    return ", ".join(filter(None, (_say_seats(body.seats, tr), say_term(body, tr))))


def say_meetings(first: int | None, last: int | None, tr: Translator) -> str:
    """Return "4–5 møter i året", or nothing where nobody has said how many."""
    count = last if first is None else first
    if count is None:
        return ""
    if last is not None and count != last:
        return tr(N_("{first}–{last} meetings a year"), first=count, last=last)
    return tr.n("{n} meeting a year", "{n} meetings a year", count)


def say_period(valid_from: date | None, valid_to: date | None, tr: Translator) -> str:
    """Return "fra 01.08.2024", "til 31.07.2026" or both; nothing without a day."""
    if valid_from is not None and valid_to is not None:
        return tr(N_("from {first} to {last}"), first=tr.date(valid_from), last=tr.date(valid_to))
    if valid_from is not None:
        return tr(N_("from {first}"), first=tr.date(valid_from))
    return "" if valid_to is None else tr(N_("until {last}"), last=tr.date(valid_to))


def _years(count: int, tr: Translator) -> str:
    return tr.n("{n} year", "{n} years", count)


def _say_seats(seats: tuple[SeatFacts, ...], tr: Translator) -> str:
    members = [seat for seat in seats if seat.counts_as_member and seat.number]
    if len(members) == 1 and (members[0].unit != "school" or members[0].deputies):
        return say_whole_seat(members[0], tr)
    if any(seat.unit != "school" for seat in members):
        return "; ".join(
            f"{say_whole_seat(seat, tr)} ({tr(CONSTITUENCY_WORDS[seat.constituency])})" for seat in members
        )
    numbers: dict[str, int] = {}
    for seat in members:
        numbers[seat.constituency] = numbers.get(seat.constituency, 0) + seat.number
    said = tr.n("{n} member", "{n} members", sum(numbers.values()))
    groups = ", ".join(f"{number} {_group(code, number, tr)}" for code, number in numbers.items())
    return f"{said} ({groups})" if len(numbers) > 1 else said


def _group(code: str, number: int, tr: Translator) -> str:
    one, many = MEMBER_WORDS[code]
    return tr(one if number == 1 else many)

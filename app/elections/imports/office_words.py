"""Which office is meant by what somebody wrote: "FAU", "fau vara", "1. vara elevråd", "Foreldrekontakter"?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.bodies.queries import BodyRow, SeatRow
from app.contacts.imports.tables.headers import normalise

CODES = {
    "parent_committee": "fau",
    "class_contacts": "class_contact",
    "pupil_council": "pupil_council",
}
"""What an office is called in a file and in the answer, by the kind of its body; others are called as the kind."""
WORDS = {
    "parent_committee": "fau faurepresentant faurepresentanter faurepresentantar faukontakt faukontakter faukontaktar "
    "faumedlem faumedlemmer faumedlemer fauutsending arbeidsutvalg arbeidsutval foreldreradetsarbeidsutvalg "
    "foreldreradetsarbeidsutval parentcommittee parentscommittee faurep",
    "class_contacts": "classcontact classcontacts parentcontact parentcontacts klassekontakt klassekontakter "
    "klassekontaktar foreldrekontakt foreldrekontakter foreldrekontaktar foresattkontakt foresattkontakter "
    "foresettkontakt foresettkontaktar klasseforelder klasseforeldre klasserepresentant klasserepresentanter "
    "klasserepresentantar",
    "pupil_council": "pupilcouncil studentcouncil schoolcouncil elevrad elevradet elevradsrepresentant "
    "elevradsrepresentanter elevradsrepresentantar elevradsmedlem elevradsmedlemmer elevradsmedlemer tillitselev "
    "tillitselever tillitselevar elevtillitsvalgt elevtillitsvald elevrepresentant",
}
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words.split()}

_RANK = re.compile(r"(?<!\d)([1-9])(?!\d)")
_DEPUTY = re.compile(
    r"(?:personlig(?:e|a)?|personleg(?:e)?|personal)?"
    r"(?:vara(?:representant(?:er|ar)?|medlem(?:mer|er)?|person(?:er|ar)?)?|deputy|deputies|substitute|reserve)(?:nr|no)?"
)
_MEMBER = re.compile(r"^(?:fast)?(?:representant(?:er|ar)?|medlem(?:mer|er)?|member|representative)")
_TO = re.compile(r"^(?:til|for|i|to|of)")


@dataclass(frozen=True, slots=True)
class Meant:
    """The seats that can be meant, whether as a deputy, and as which (None: not said)."""

    seats: tuple[SeatRow, ...]
    is_deputy: bool = False
    rank: int | None = None


def code_of(kind: str) -> str:
    """Return what the office of a body of this kind is called in the answer."""
    return CODES.get(kind, kind)


def office_meant(text: str, bodies: Iterable[BodyRow]) -> Meant:
    """Return what is meant by a cell; no seats where nothing is known by that name.

    A name that the school itself has given a body or a seat goes before the words everybody uses.
    """
    there = [(body, seat) for body in bodies for seat in body.seats if is_elected(seat)]
    whole = normalise(text)
    if seats := _called(whole, there):
        return Meant(seats)
    bare, number = _RANK.sub("", whole), _RANK.search(whole)
    rest, times = _DEPUTY.subn("", bare, count=1)
    if not times:
        return Meant(_of_kind(_MEMBER.sub("", bare), there) or _of_kind(bare, there))
    ways = (rest, _TO.sub("", rest))  # "vara for FAU", and "varaforeldrekontakt"
    seats = next((found for way in ways if (found := _called(way, there) or _of_kind(way, there))), ())
    return Meant(seats, is_deputy=True, rank=int(number[1]) if number is not None else None)


def is_elected(seat: SeatRow) -> bool:
    """Say whether a seat is filled by an election of its own."""
    return seat.filled_by == "election" and seat.follows_body_id is None and seat.number > 0


def _called(word: str, there: Iterable[tuple[BodyRow, SeatRow]]) -> tuple[SeatRow, ...]:
    """Return the seats that are called so, else those of the bodies that are."""
    if not word:
        return ()
    by_seat = tuple(seat for _, seat in there if word in (normalise(seat.name_nb), normalise(seat.name_nn)))
    return by_seat or tuple(seat for body, seat in there if word in (normalise(body.name_nb), normalise(body.name_nn)))


def _of_kind(word: str, there: Iterable[tuple[BodyRow, SeatRow]]) -> tuple[SeatRow, ...]:
    plain = (word, _TO.sub("", word), word.removesuffix("representant"))
    kind = next((KIND_OF[one] for one in plain if one in KIND_OF), "")
    return tuple(seat for body, seat in there if body.kind == kind or normalise(body.kind) == word)

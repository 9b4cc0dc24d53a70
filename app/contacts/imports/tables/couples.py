"""Do two guardians stand in one cell ("Kari og Ola Berg"), and who of them has which phone and e-mail?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from app.contacts import values
from app.contacts.cell import Cell, text_of
from app.contacts.imports.files.cells import is_text
from app.contacts.phones import Labelled, Phones, labelled_phones
from app.contacts.texts import Trouble, clean_text
from app.contacts.values import Emails
from app.core.i18n import N_
from db.search import fold

WHOSE = N_(
    "Two guardians stand in one cell, and nothing says whose “{value}” is, so it was left out. "
    "Give each guardian columns or a row of their own."
)

_SIGNS = ("/", ";", "&", "+", "\n", " og ", " and ", " samt ", " Og ", " OG ", ",")
_BREAK = re.compile(r"\s*[/;&+\n]\s*|\s+(?:og|and|samt)\s+", re.IGNORECASE)

Names = tuple[str, str]


class Contacts(NamedTuple):
    """What each of the people of one cell has, and (field, text) of what nobody knows whose it is."""

    phones: list[Phones]
    emails: list[Emails]
    open: list[tuple[str, str]]


def people_in(cells: Sequence[Cell], split: Callable[[Cell], Any]) -> dict[Cell, list[Names]]:
    """Return {cell: given and family name of each} of the cells of a column of whole names that hold several people.

    ``split`` takes one name apart, as the column writes them.
    """
    found = {}
    for cell in _perhaps(cells):
        people = _whole_names(text_of(cell), split)
        if len(people) > 1:
            found[cell] = people
    return found


def given_names_in(cells: Sequence[Cell]) -> dict[Cell, list[str]]:
    """Return {cell: each name} of the cells of a column of given, or of family, names that hold several people's."""
    found = {}
    for cell in _perhaps(cells):
        if "," not in text_of(cell):
            names = [clean_text(part) for part in _BREAK.split(text_of(cell)) if part.strip()]
            if len(names) > 1 and not any(isinstance(values.clean_name(name), Trouble) for name in names):
                found[cell] = names
    return found


def share_contacts(people: Sequence[Names], phone_cells: Sequence[Cell], phones: Phones, emails: Emails) -> Contacts:
    """Say who of the people has which phone and e-mail: by the names beside them, else in the same order.

    A phone at home is everybody's. What can be anybody's is nobody's, and is told.
    """
    found = Contacts([()] * len(people), [()] * len(people), [])
    _share_phones(people, phone_cells, phones, found)
    _share_emails(people, emails, found)
    return found


def _perhaps(cells: Sequence[Cell]) -> Iterable[Cell]:
    """Return the different cells in which several people can stand: in most columns none."""
    if is_text(cells):
        joined = "\0".join(cells)  # type: ignore[arg-type]
        if not any(sign in joined for sign in _SIGNS):
            return ()
    return [cell for cell in set(cells) if isinstance(cell, str) and any(sign in cell for sign in _SIGNS)]


def _whole_names(text: str, split: Callable[[Cell], Any]) -> list[Names]:
    parts = [clean_text(part) for part in _BREAK.split(text) if part.strip()]
    if len(parts) == 1:
        parts = _with_one_family_name(parts[0])
    people: list[Names] = []
    for part in parts:
        name = split(part)
        if isinstance(name, Trouble):
            return []
        people.append(name)
    return _with_family_names(people) if len(people) > 1 else people


def _with_one_family_name(text: str) -> list[str]:
    """ "Kari Berg, Ola Berg" is two people; "Lie Berg, Kari" is one."""
    parts = [part.strip() for part in text.split(",")]
    ends = {part.split(" ")[-1].casefold() for part in parts}
    return parts if len(parts) > 1 and len(ends) == 1 and all(" " in part for part in parts) else [text]


def _with_family_names(people: Sequence[Names]) -> list[Names]:
    """Give who has one name alone the family name of the next, else of the one before: "Kari og Ola Berg"."""
    found = list(people)
    for place in reversed(range(len(found) - 1)):
        if not found[place][1]:
            found[place] = (found[place][0], found[place + 1][1])
    for place in range(1, len(found)):
        if not found[place][1]:
            found[place] = (found[place][0], found[place - 1][1])
    return found


def _share_phones(people: Sequence[Names], cells: Sequence[Cell], phones: Phones, found: Contacts) -> None:
    labelled = {one.number: _named(people, one) for cell in cells for one in labelled_phones(cell)}
    if phones and all(labelled.get(number) is not None for number, _ in phones):
        for number, kind in phones:
            owner = labelled[number]
            assert owner is not None
            found.phones[owner] = (*found.phones[owner], (number, kind))
        return
    for kind in dict.fromkeys(kind for _, kind in phones):
        of_kind = [phone for phone in phones if phone[1] == kind]
        if len(of_kind) == len(people):
            for place, phone in enumerate(of_kind):
                found.phones[place] = (*found.phones[place], phone)
        elif kind == "home" and len(of_kind) == 1:
            found.phones[:] = [(*own, of_kind[0]) for own in found.phones]
        else:
            found.open.append(("phone", ", ".join(number for number, _ in of_kind)))


def _named(people: Sequence[Names], phone: Labelled) -> int | None:
    words = set(fold(re.sub(r"[^\w]+", " ", phone.words)).split())
    owners = [place for place, (given, _) in enumerate(people) if set(fold(given).split()) & words]
    return owners[0] if len(owners) == 1 else None


def _share_emails(people: Sequence[Names], emails: Emails, found: Contacts) -> None:
    owners = [_owner(people, email) for email in emails]
    if None not in owners and len(set(owners)) == len(owners):
        for owner, email in zip(owners, emails, strict=True):
            assert owner is not None
            found.emails[owner] = (email,)
    elif len(emails) == len(people):
        found.emails[:] = [(email,) for email in emails]
    elif emails:
        found.open.append(("email", ", ".join(emails)))


def _owner(people: Sequence[Names], email: str) -> int | None:
    box = re.split(r"[._\-+\d]+", fold(email.partition("@")[0]))
    owners = [place for place, (given, _) in enumerate(people) if set(fold(given).split()) & set(box)]
    return owners[0] if len(owners) == 1 else None

"""How are two people told apart, or made one?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.contacts.duplicates.repointing import repoint
from app.contacts.duplicates.side_by_side import (
    ADDRESS_FIELDS,
    CHOICES,
    OWN_FIELDS,
    WISHES,
    refusal_of,
    related,
    told_apart,
)
from app.contacts.entered import entered_note
from app.contacts.register.lines import to_register
from app.core.errors import UserError
from app.core.i18n import N_
from db.models import GuardianLink, NotTheSame, Person

MERGED = N_("Merged {gone} into {name}")
TOLD_APART = N_("{first} and {second} are not the same person")
KEPT, GONE = "kept", "gone"

_OF_REGISTER = ("given_name", "family_name", "birth_date", "gender", "language")
_UNKNOWN = {"gender": "unknown"}

ITSELF = N_("This is the same entry. Choose two different people.")
REMOVED = N_("One of the two is no longer here. Look for duplicates again.")


def not_the_same(session: Session, first_id: int, second_id: int) -> None:
    """Note that two people are two, so that they are not asked about again. Raises UserError."""
    low, high = sorted((first_id, second_id))
    if low == high:
        raise UserError(ITSELF)
    known = told_apart().where(NotTheSame.first_id == low, NotTheSame.second_id == high)
    if session.execute(known).first() is None:
        session.add(NotTheSame(first_id=low, second_id=high))


def merge_people(session: Session, kept_id: int, gone_id: int, choices: Mapping[str, str] | None = None) -> None:
    """Make two people one: ``gone_id`` goes into ``kept_id``, with everything that hangs on it. Raises UserError.

    ``choices`` says for fields of :data:`CHOICES` whose value stays, "kept" or "gone". Where nothing is said it is the
    kept person's, or the other's if that one is empty; of two notes both. Later features learn of it through the hook
    ``merge_people``. Call it in a step labelled :data:`MERGED`.
    """
    chosen = _chosen(choices or {})
    kept, gone = _both(session, kept_id, gone_id)
    pair = min(kept_id, gone_id), max(kept_id, gone_id)
    refusal = refusal_of(kept, gone, pair in related(session, pair))
    if refusal:
        raise UserError(refusal)
    values = _merged_values(kept, gone, chosen)
    register = {field for field in _OF_REGISTER if values[field] != getattr(kept, field)}
    renamed = (gone.given_name, gone.family_name) != (values["given_name"], values["family_name"])
    pupils = _pupils_of(session, gone_id) if renamed else ()
    for field, value in values.items():
        setattr(kept, field, value)
    flag_modified(kept, "given_name")  # a merge is known in the history by one person altered and one removed
    session.flush()
    register |= repoint(
        session, kept_id, gone_id, {kind: chosen.get(field, KEPT) for field, kind in ADDRESS_FIELDS.items()}
    )
    hooks = session.info.get("hooks")
    if hooks is not None:
        hooks.run("merge_people", session, kept_id, gone_id)
    session.flush()
    session.delete(gone)
    session.flush()
    for field in sorted(register):
        to_register(session, kept_id, field)
    for pupil_id in pupils:  # the register still has the guardian by the other name
        to_register(session, pupil_id, "guardians")


def _chosen(choices: Mapping[str, str]) -> Mapping[str, str]:
    for field, whose in choices.items():
        if field not in CHOICES:
            raise KeyError(field)
        if whose not in (KEPT, GONE):
            raise UserError(N_("Choose one of the values in the list."), field=field)
    return choices


def _both(session: Session, kept_id: int, gone_id: int) -> tuple[Person, Person]:
    if kept_id == gone_id:
        raise UserError(ITSELF)
    kept, gone = session.get(Person, kept_id), session.get(Person, gone_id)
    if kept is None or gone is None:
        raise UserError(REMOVED)
    return kept, gone


def _merged_values(kept: Person, gone: Person, chosen: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {wish: getattr(kept, wish) or getattr(gone, wish) for wish in WISHES}
    for field in OWN_FIELDS:
        mine, theirs = getattr(kept, field), getattr(gone, field)
        whose = chosen.get(field, "")
        if not whose and field == "note" and mine and theirs and mine != theirs:
            values[field] = entered_note(f"{mine}\n{theirs}", field)
            continue
        # When somebody last said that it is right was said of the one entry, and not of the other.
        lacks = mine in (None, "", _UNKNOWN.get(field)) and field != "confirmed_on"
        values[field] = theirs if whose == GONE or (not whose and lacks) else mine
    if not (values["given_name"] or values["family_name"]):
        raise UserError(N_("Write a name here."), field="given_name")
    return values


def _pupils_of(session: Session, guardian_id: int) -> tuple[int, ...]:
    query = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id == guardian_id).distinct()
    return tuple(session.scalars(query.order_by(GuardianLink.pupil_id)))

"""Who came to the parents' meeting? Pupils with their guardians, each with room to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.contacts.listed import ListedGuardian
from app.core.i18n import N_, Translator
from app.documents.model import Cell, Column, Row, Table
from app.elections.reports.electing import ElectingClass

_BESIDE = 2
"""Guardians on a line; a pupil with more has a line more."""

_MORE_ROWS = 3
"""For whoever comes and stands on no list."""


def attendance_table(one: ElectingClass, tr: Translator) -> Table:
    """Return a row for each pupil with two guardians beside each other, and empty ones at the end."""
    columns = [Column(tr(N_("Pupil")), 24)]
    for title in (N_("Guardian"), N_("Second guardian")):
        columns += [Column(tr(title), 20), Column(tr(N_("Signature")), 18, "blank")]
    rows = [row for pupil in one.pupils for row in _rows(pupil.name, called_in(one, pupil.id))]
    rows += [Row(("", "", None, "", None))] * _MORE_ROWS
    return Table(tuple(columns), tuple(rows), one.name, tr(N_("Class")), roomy=True)


def called_in(one: ElectingClass, pupil: int) -> tuple[ListedGuardian, ...]:
    """Return the guardians who are called in to a meeting without more ado.

    Without parental responsibility there is no right to attend, and with a contact ban in force, or where somebody is
    told on request alone, the office decides.
    """
    return tuple(guardian for guardian in one.guardians.get(pupil, ()) if _is_called_in(guardian))


def not_called_in(one: ElectingClass) -> int:
    """Return how many guardians stand beside none of the pupils."""
    everybody = {guardian.person.id for some in _of(one) for guardian in some}
    return len(everybody - attending(one))


def attending(one: ElectingClass) -> set[int]:
    """Return the ids of the guardians on the sheet."""
    return {guardian.person.id for some in _of(one) for guardian in some if _is_called_in(guardian)}


def _of(one: ElectingClass) -> Iterator[Sequence[ListedGuardian]]:
    yield from (one.guardians.get(pupil.id, ()) for pupil in one.pupils)


def _is_called_in(guardian: ListedGuardian) -> bool:
    return (
        guardian.parental_responsibility != "no"
        and guardian.contact_ban != "in_force"
        and not guardian.information_on_request
    )


def _rows(pupil: str, guardians: Sequence[ListedGuardian]) -> Iterator[Row]:
    for first in range(0, len(guardians) or 1, _BESIDE):
        cells: list[Cell] = [pupil]
        for at in range(first, first + _BESIDE):
            cells += [guardians[at].person.full_name if at < len(guardians) else "", None]
        yield Row(tuple(cells))

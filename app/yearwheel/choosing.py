"""How do rows of a template become the entries of a year, in the rings of this school?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.yearwheel.templates import TemplateRow


@dataclass(frozen=True)
class Loosened:
    """An entry whose rule named a row that was not chosen (``named`` is its title): ``rule`` is what it has instead."""

    entry_id: int
    title: str
    named: str
    rule: str


@dataclass(frozen=True)
class Taken:
    """What was put in: the ids of the new entries, the titles of those that were there already, rules changed."""

    ids: tuple[int, ...]
    there: tuple[str, ...] = ()
    loosened: tuple[Loosened, ...] = ()


def suggested(session: Session) -> frozenset[str]:
    """Return the codes of the shipped rows to tick at first: of the bodies the school has, the office and the school."""
    raise NotImplementedError


def chosen_already(session: Session, year: int, rows: Sequence[TemplateRow]) -> frozenset[str]:
    """Return the codes of the rows the year has already."""
    raise NotImplementedError


def choose(session: Session, year: int, rows: Sequence[TemplateRow]) -> Taken:
    """Make entries of rows, and the rings that are missing; what the year has already is passed over."""
    raise NotImplementedError

"""What can a school choose its wheel from: the program's own template, and those it has saved itself?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class TemplateRow:
    """A row of a template; its texts are in one language.

    ``rings`` is in whose ring it stands, the first the school has: a kind of body, or parents, staff, office, school;
    or "theme", whose ring is named ``ring_name``. ``code`` is what other rows' rules call it by. ``is_shipped``: it is
    the program's own, and is chosen in the language the school writes, whatever language it is shown in.
    """

    code: str
    rings: tuple[str, ...]
    title: str
    rule: str
    months: tuple[int, ...] = ()
    topic: str = ""
    ring_name: str = ""
    responsible: str = ""
    description: str = ""
    basis: str = ""
    links: str = ""
    is_shipped: bool = False

    @property
    def ring(self) -> str:
        """The ring it stands in where the school has it."""
        return self.rings[0]


@dataclass(frozen=True)
class OwnTemplate:
    """A template the school has saved; ``problem`` is a msgid where it cannot be read, and then it has no rows."""

    id: int
    name: str
    saved_on: date
    rows: tuple[TemplateRow, ...]
    problem: str = ""


def shipped(language: str) -> tuple[TemplateRow, ...]:
    """Return the rows of the program's own template, in the order of the school year, in nynorsk or else bokmål."""
    raise NotImplementedError


def own(session: Session) -> tuple[OwnTemplate, ...]:
    """Return the school's own templates by name; one that cannot be read says so."""
    raise NotImplementedError


def save_own(session: Session, year: int, name: str) -> int:
    """Save the wheel of a year as a template of the school's own: rules, rings and texts, no dates and no people.

    Returns its id. Raises UserError (field "name") where the name is empty or taken, or the year has no entries.
    """
    raise NotImplementedError


def remove_own(session: Session, template_id: int) -> None:
    """Remove a template of the school's own; what was chosen from it stays. Raises NoResultFound."""
    raise NotImplementedError


def rules_by_code(rows: tuple[TemplateRow, ...]) -> Mapping[str, str]:
    """Return the rule of each row by its code, to be resolved or said."""
    return {row.code: row.rule for row in rows}

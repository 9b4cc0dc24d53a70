"""On which day must something be kept, by a rule of the wheel, counted out in a school year?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.school.queries import school_calendar
from app.yearwheel.next_year import next_rule
from app.yearwheel.queries import rules_in
from app.yearwheel.rules import rule as rules
from app.yearwheel.rules.resolve import resolve

OWN = "ZZZ999"
"""What the rule is called while it is counted out: a code no entry of a wheel has."""


def day_by_rule(session: Session, year: int, rule: str) -> date | None:
    """Return the last day a rule ("FØR(HØSTFERIE,1)") gives in a school year; None where it gives none.

    It may count from entries of that year's wheel, by their codes, where their rules put them.
    """
    return days_by_rule(session, year, (rule,)).get(rule)


def days_by_rule(session: Session, year: int, wanted: tuple[str, ...]) -> Mapping[str, date]:
    """Return {rule: its last day} of those rules that give a day in a school year, in one reading of the calendar."""
    known = {code: text for code, text in rules_in(session, year).items() if text}
    calendar = school_calendar(session, year)
    found: dict[str, date] = {}
    for text in dict.fromkeys(wanted):
        if not text or not _is_read(text):
            continue
        spans = resolve({**known, OWN: text}, calendar)[OWN].spans
        if spans:
            found[text] = spans[-1][1]
    return found


def same_day(day: date, from_year: int, to_year: int) -> date:
    """Return the same weekday of the same week in another school year, as the wheel moves its fixed dates."""
    return date.fromisoformat(next_rule(f"DATO({day.isoformat()})", from_year, to_year).removeprefix("DATO(")[:-1])


def written_rule(text: str) -> str:
    """Return a rule as it is kept, "" for none. Raises UserError where it cannot be read."""
    return rules.written(rules.parse(text)) if text.strip() else ""


def _is_read(text: str) -> bool:
    try:
        rules.parse(text)
    except UserError:
        return False
    return True

"""What stands in the fields for a rule, and which rule is it? Pure, so that every form of a rule can be tried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from app.core.i18n import N_
from app.yearwheel.rules.rule import (
    ANCHORS,
    After,
    Anchored,
    Before,
    Between,
    HalfYearly,
    InWeek,
    LastWeek,
    NthWeekday,
    OnDate,
    Point,
    Rule,
    Together,
    WeekdayOf,
    WholeMonth,
    YearDay,
)

BEFORE, ON, AFTER = "before", "on", "after"
POINT_KINDS = {
    "week": N_("In a week"),
    "around": N_("Before or after something"),
    "date": N_("On the same date each year"),
    "once": N_("On one date, this year only"),
    "month": N_("In a month"),
    "nth": N_("A weekday in a month"),
    "last_week": N_("The last school week before something"),
}
"""What one point in the year may be, as it is chosen."""
KINDS = {
    "week": POINT_KINDS["week"],
    "weeks": N_("In the weeks from … to …"),
    **{kind: words for kind, words in POINT_KINDS.items() if kind != "week"},
    "monthly": N_("Every month"),
    "half": N_("Once each half-year"),
    "span": N_("From … to …"),
    "none": N_("No day yet"),
}
"""What a rule may be, as it is chosen: what is used most comes first."""


@dataclass(frozen=True)
class PointForm:
    """What is chosen for one point. Each kind looks at its own fields; the others keep what stood there.

    ``what`` is an anchor or the code of another entry. ``spelled``: days before an anchor were written as FØR, and
    still are.
    """

    kind: str = "week"
    week: int = 35
    weekday: int | None = None
    what: str = "SKOLESTART"
    relation: str = BEFORE
    days: int = 14
    spelled: bool = False
    day: int = 1
    month: int = 10
    once: date | None = None
    nth: int = 2
    nth_weekday: int = 1
    anchor: str = "HØSTFERIE"


@dataclass(frozen=True)
class RuleForm:
    """What is chosen for a rule; ``point`` is that of a kind that is one point, ``first`` and ``last`` are a span's."""

    kind: str = "week"
    point: PointForm = field(default_factory=PointForm)
    first: PointForm = field(default_factory=PointForm)
    last: PointForm = field(default_factory=lambda: PointForm(week=38))
    from_week: int = 35
    to_week: int = 38
    monthly: int = 1
    monthly_weekday: int = 1
    half_week: int = 3


def form_of(rule: Rule | None, form: RuleForm | None = None) -> RuleForm:
    """Return the fields filled for a rule (None: no day yet); what it says nothing of stays as in ``form``."""
    form = form or RuleForm()
    match rule:
        case None:
            return replace(form, kind="none")
        case Between(InWeek(first, None), InWeek(last, None)):
            return replace(form, kind="weeks", from_week=first, to_week=last)
        case Between(begins, ends):
            return replace(form, kind="span", first=point_form(begins, form.first), last=point_form(ends, form.last))
        case HalfYearly(week):
            return replace(form, kind="half", half_week=week)
        case NthWeekday(nth, weekday):
            return replace(form, kind="monthly", monthly=nth, monthly_weekday=weekday)
        case _:
            point = point_form(rule, form.point)
            return replace(form, kind=point.kind, point=point)


def rule_of(form: RuleForm) -> Rule | None:
    """Return the rule that is chosen; None where there is no day yet, or a date is missing."""
    match form.kind:
        case "none":
            return None
        case "weeks":
            return Between(InWeek(form.from_week), InWeek(form.to_week))
        case "monthly":
            return NthWeekday(form.monthly, form.monthly_weekday)
        case "half":
            return HalfYearly(form.half_week)
        case "span":
            first, last = point_of(form.first), point_of(form.last)
            return None if first is None or last is None else Between(first, last)
        case _:
            return point_of(replace(form.point, kind=form.kind))


def point_form(point: Point, form: PointForm) -> PointForm:
    """Return the fields filled for one point."""
    match point:
        case InWeek(week, weekday):
            return replace(form, kind="week", week=week, weekday=weekday)
        case Anchored(anchor, 0):
            return replace(form, kind="around", what=anchor, relation=ON)
        case Anchored(anchor, days):
            relation = BEFORE if days < 0 else AFTER
            return replace(form, kind="around", what=anchor, relation=relation, days=abs(days), spelled=False)
        case Before(what, days):
            return replace(form, kind="around", what=what, relation=BEFORE, days=days, spelled=what in ANCHORS)
        case After(code, days):
            return replace(form, kind="around", what=code, relation=AFTER, days=days)
        case Together(code):
            return replace(form, kind="around", what=code, relation=ON)
        case WeekdayOf(nth, weekday, month):
            return replace(form, kind="nth", nth=nth, nth_weekday=weekday, month=month)
        case YearDay(day, month):
            return replace(form, kind="date", day=day, month=month)
        case OnDate(on):
            return replace(form, kind="once", once=on)
        case LastWeek(anchor):
            return replace(form, kind="last_week", anchor=anchor)
        case WholeMonth(month):
            return replace(form, kind="month", month=month)


def point_of(form: PointForm) -> Point | None:
    """Return the point that is chosen; None where its date is missing."""
    match form.kind:
        case "week":
            return InWeek(form.week, form.weekday)
        case "around":
            return _around(form)
        case "date":
            return YearDay(form.day, form.month)
        case "once":
            return None if form.once is None else OnDate(form.once)
        case "month":
            return WholeMonth(form.month)
        case "nth":
            return WeekdayOf(form.nth, form.nth_weekday, form.month)
        case _:
            return LastWeek(form.anchor)


def _around(form: PointForm) -> Point:
    if form.what not in ANCHORS:
        if form.relation == ON:
            return Together(form.what)
        return Before(form.what, form.days) if form.relation == BEFORE else After(form.what, form.days)
    if form.relation == ON:
        return Anchored(form.what)
    if form.relation == AFTER:
        return Anchored(form.what, form.days)
    is_spelled = form.spelled or form.days == 0  # "-0" would be the anchor itself
    return Before(form.what, form.days) if is_spelled else Anchored(form.what, -form.days)

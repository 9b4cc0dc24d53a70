"""What should one know of a point while writing: what it promises, what is repealed, what says less than the rule?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from app.core.i18n import Translator
    from app.plan.followed import CommitmentRow
    from app.plan.rows import PlanDetail
    from app.plan.rules.references import Finding

STATE_SIGNS: Mapping[str, tuple[str, str]] = {
    "kept": ("check", "good"),
    "on_the_way": ("circle-dot", "muted"),
    "due": ("calendar", "muted"),
    "late": ("circle-alert", "danger"),
    "unknown": ("circle-help", "muted"),
}
"""The picture of each state and its colour."""


@dataclass(frozen=True)
class Mark:
    """One line under a text. ``place`` is where in the text (from, to), None: all of it; ``item`` what it is about.

    ``button`` is what pressing its button does, "" where there is nothing to press.
    """

    kind: str  # commitment, reference, wording or language
    words: str
    sign: str
    role: str
    button: str = ""
    place: tuple[int, int] | None = None
    item: object = None


Key = tuple[int, int | None, str]
"""The section, the point (None: the section itself), and the field."""


def marks_of(
    detail: PlanDetail, commitments: Sequence[CommitmentRow], on: date, language: str, tr: Translator
) -> dict[Key, tuple[Mark, ...]]:
    """Return the marks of every text of a plan that has some; ``language`` is what the plan is written in."""
    from app.plan.rules.references import repealed

    found: dict[Key, list[Mark]] = {}
    for finding in repealed(detail, on):
        key = (finding.section_id, finding.point_id, finding.field)
        found.setdefault(key, []).append(_reference(finding, tr))
    for section in detail.sections:
        for point_id, text in ((None, section.text), *((point.id, point.text) for point in section.points)):
            marks = _wording(text, tr)
            if marks:
                found.setdefault((section.id, point_id, "text"), []).extend(marks)
    for row in commitments:
        mark = _commitment(row, tr)
        found.setdefault((row.section_id, row.point_id, "text"), []).append(mark)
    for key, mark in _strange(detail, language, tr).items():
        found.setdefault(key, []).append(mark)
    return {key: tuple(marks) for key, marks in found.items()}


def warnings_in(marks: Mapping[Key, Sequence[Mark]], section_id: int) -> int:
    """Return how many texts of a section should be looked at."""
    return sum(
        1
        for (section, _point, _field), here in marks.items()
        if section == section_id
        for mark in here
        if mark.kind in ("reference", "wording")
    )


def _commitment(row: CommitmentRow, tr: Translator) -> Mark:
    sign, role = STATE_SIGNS[row.state]
    what = tr.say(row.words.msgid, row.words.values)
    said = tr(N_("Commitment: {what} · {state}"), what=what, state=_state(row, tr))
    return Mark("commitment", said, sign, role, tr(N_("Change …")), None, row)


def _state(row: CommitmentRow, tr: Translator) -> str:
    from app.plan.following_words import STATE_WORDS

    said = tr(STATE_WORDS[row.state])
    if row.wanted_from is not None and row.state != "unknown":
        said = tr(N_("{state} ({done} of {wanted})"), state=said, done=row.counted, wanted=row.wanted_from)
    if row.by is not None and row.state in ("due", "late", "on_the_way"):
        said = tr(N_("{state}, by {day}"), state=said, day=tr.date(row.by))
    return said


def _reference(finding: Finding, tr: Translator) -> Mark:
    words = tr(
        N_("{old} was repealed {day}. Now: {new}."), old=finding.old, new=finding.new, day=tr.date(finding.since)
    )
    place = (finding.start, finding.end)
    return Mark("reference", words, "triangle-alert", "danger", tr(N_("Put in the new one")), place, finding)


def _strange(detail: PlanDetail, language: str, tr: Translator) -> dict[Key, Mark]:
    """Return a line for each text that has words of the other written standard."""
    from app.plan.rules.mixed import mixed

    words: dict[Key, list[str]] = {}
    for one in mixed(detail, language):
        words.setdefault((one.section_id, one.point_id, one.field), []).append(one.word)
    other = N_("Bokmål here: {words}") if language == "nn" else N_("Nynorsk here: {words}")
    return {
        key: Mark("language", tr(other, words=", ".join(dict.fromkeys(found))), "languages", "muted")
        for key, found in words.items()
    }


def _wording(text: str, tr: Translator) -> list[Mark]:
    from app.plan.rules.weaker import weaker

    marks = []
    for weak in weaker(text):
        rule = tr.say(weak.rule.msgid, weak.rule.values)
        words = tr(
            N_("“{said}” promises less than the rule: {rule} ({source})"), said=weak.said, rule=rule, source=weak.source
        )
        marks.append(Mark("wording", words, "triangle-alert", "danger", "", (weak.start, weak.end), weak))
    return marks

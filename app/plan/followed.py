"""What is a commitment, a presentation, a result, another plan, a class's step? As plain data (``db.models.plan``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.about import Saying

STATES = ("kept", "on_the_way", "due", "late", "unknown")
"""Kept; enough is held, planned or in the wheel; still to be planned; its day has passed; nothing to read it from."""


@dataclass(frozen=True)
class Fact:
    """Something a state was read from: what it says, its day, and where it is shown (``item`` on ``page``)."""

    words: Saying
    day: date | None
    page: str
    item: object


@dataclass(frozen=True)
class CommitmentRow:
    """What a point promises and how far it has come (``state``: one of ``STATES``).

    ``words`` says the promise itself ("Meetings of {body}: {n}"). ``counted`` is what is done of ``wanted_from`` to
    ``wanted_to`` (both None where nothing is counted). ``by`` is the last day, by the day itself or its rule;
    ``kept_late``: it is done, but after that. ``facts`` are what it was read from. The rest is as it was entered.
    """

    id: int
    point_id: int
    section_id: int
    point_text: str
    kind: str
    words: Saying
    state: str
    counted: int
    wanted_from: int | None
    wanted_to: int | None
    by: date | None
    kept_late: bool = False
    facts: tuple[Fact, ...] = ()
    problem: Saying | None = None
    wheel_entry_id: int | None = None
    body_id: int | None = None
    seat_id: int | None = None
    meeting_kind: str = ""
    by_rule: str = ""
    done_on: date | None = None
    done_note: str = ""


@dataclass(frozen=True)
class PresentationRow:
    """That a plan or a result is presented to one of its readers (``db.models.plan.READERS``), in one case.

    A reader who has nothing yet has one row without day and case. ``id`` is that of what somebody wrote, None of what
    was derived alone. ``is_planned``: it is on the agenda of a meeting that has not been held. ``classes`` are, of the
    parents' meetings gathered to one row, how many classes of how many. ``decision`` is "" where the case is closed.
    ``is_dismissed``: they need not see it.
    """

    id: int | None
    reader: str
    body_id: int | None
    held_on: date | None
    case_number: str
    decision: str
    item_id: int | None
    meeting_id: int | None
    is_derived: bool
    is_planned: bool
    note: str = ""
    title: str = ""
    classes: tuple[int, int] | None = None
    is_dismissed: bool = False

    @property
    def is_done(self) -> bool:
        """Whether this reader has seen it: all classes, of the parents' meetings."""
        if self.is_planned or self.is_dismissed:
            return False
        reached = self.classes is None or self.classes[0] == self.classes[1]
        return (self.held_on is not None and reached) or (self.item_id is None and bool(self.note))

    @property
    def is_waiting(self) -> bool:
        """Whether this reader has neither seen it nor will at a meeting that is planned."""
        return not (self.held_on or self.item_id or self.is_dismissed or self.note)


@dataclass(frozen=True)
class FileRow:
    """A file of a result; its bytes are ``db.blobs.get(session, sha256)``."""

    id: int
    survey_result_id: int
    position: int
    file_name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class MeasureRow:
    """What was agreed after a result: an action of a case that treated it. ``owner_name`` is for the window alone."""

    action_id: int
    meeting_id: int
    item_id: int
    what: str
    owner_name: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class ResultRow:
    """A result of a school year; ``small_groups``: people can be known by it, so that its cases are never public."""

    id: int
    start_year: int
    kind: str
    title: str
    received_on: date | None
    summary: str
    small_groups: bool
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True)
class OtherPlanRow:
    """Another plan of the school; ``state``: valid, coming, over, or review (its review is due within a month)."""

    id: int
    kind: str
    name: str
    owner: str
    link: str
    valid_from: date | None
    valid_to: date | None
    review_by: date | None
    note: str
    wheel_entry_id: int | None
    state: str = "valid"


@dataclass(frozen=True)
class StepState:
    """How far a class is with a step: done on a day, which the program knows (``known``) or the office said.

    ``by_hand``: the office said it, also that it was not done. ``planned_for`` is the day of what is planned for it.
    ``page`` and ``item`` show what it was read from.
    """

    done_on: date | None
    known: Saying | None = None
    by_hand: bool = False
    planned_for: date | None = None
    page: str = ""
    item: object = None
    note: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the class has done it."""
        return self.done_on is not None


@dataclass(frozen=True)
class ClassStatusRow:
    """A class with its steps, by ``db.models.plan.CLASS_STEPS``."""

    class_id: int
    name: str
    grade: int | None
    steps: Mapping[str, StepState]

"""What must a feature tell the import wizard? All words are in the window's language already.

The wizard knows nothing of what is imported: it shows what an ``Importer`` says of a file, and hands back what the user
decided. ``prepare``, ``again`` and ``commit`` run in the background and may be cancelled; then nothing has happened.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from app.core.i18n import N_
from app.core.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.shell.context import Context

STATES = {
    "alarm": N_("Protected"),
    "question": N_("Who is this?"),
    "problem": N_("Problem"),
    "kept": N_("Kept as it is"),
    "gone": N_("Not in the file"),
    "changed": N_("Changed"),
    "new": N_("New"),
    "note": N_("To know"),
    "same": N_("As before"),
}
"""What a row of the preview is, in the order the filter buttons stand in."""
COPIED = ("problem",)
"""The states of rows that are copied for somebody to put right; what is said of protected people stays here."""
NEW_ONE, LEFT_OUT = "new one", "left out"
"""Answers to a question beside its candidates."""


class Option(NamedTuple):
    """One of several; ``detail`` is said under it in small."""

    code: str
    words: str
    detail: str = ""


@dataclass(frozen=True)
class Choice:
    """Something to decide about a file; ``chosen`` is what holds unless the user says otherwise.

    ``kind`` is "list" (many, of which one is seen), "one" (all are seen) or "day": codes are ISO dates, and another
    date may be typed. ``at_once``: the file is looked at anew as soon as another is chosen.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str
    kind: str = "one"
    at_once: bool = False


@dataclass(frozen=True)
class About:
    """What a file is (label and words), what is to be decided about it, and sentences about it as a whole."""

    facts: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnRow:
    """One column of a file; ``field`` None: it is not used.

    ``look_over``: nobody is sure of it. ``never_read``: nothing of it may be shown or chosen.
    """

    key: str
    heading: str
    samples: tuple[str, ...]
    field: str | None
    look_over: bool = False
    never_read: bool = False


@dataclass(frozen=True)
class Columns:
    """A file's columns and what they can hold: ``fields`` are groups of (code, words), in the order they are offered.

    ``single`` are the fields that one column alone can hold. ``complete``: nothing needs to be looked at. ``choice`` is
    where the headings stand, if that can be chosen.
    """

    rows: tuple[ColumnRow, ...]
    fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    single: frozenset[str] = frozenset()
    complete: bool = True
    choice: Choice | None = None


@dataclass(frozen=True)
class Effect:
    """How the first rows would be read; ``missing`` is said where an import cannot be made yet."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counted: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who is here already; ``details`` stand under the question's heads."""

    code: Hashable
    name: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Who somebody in the file is. ``key`` stays the same when the file is read once more.

    ``answer`` is a candidate's code, NEW_ONE, LEFT_OUT, or None as long as nobody has answered.
    """

    key: Hashable
    words: str
    heads: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    may_be_new: bool = True
    answer: Hashable | None = None


class Side(NamedTuple):
    """A value that stands here and what the file says instead."""

    field: str
    here: str
    file: str


@dataclass(frozen=True)
class PreviewRow:
    """One thing that would change (or stands in the way): ``cells`` under the preview's heads, and what happens.

    ``state`` is one of STATES. ``ticked`` None means that there is nothing to choose; ``about`` says old → new, or
    what is wrong with which row and column and what to do; ``unticked`` stands in its place while the row is unticked.
    ``lasting`` is how the row is known again when the preview is made once more (its key, unless it is given).
    """

    key: Hashable
    state: str
    cells: tuple[str, ...]
    about: str = ""
    ticked: bool | None = True
    unticked: str = ""
    sides: tuple[Side, ...] = ()
    question: Question | None = None
    lasting: Hashable = None

    @property
    def known_as(self) -> Hashable:
        """Return what it is known by from one preview to the next."""
        return self.key if self.lasting is None else self.lasting


@dataclass(frozen=True)
class Preview:
    """What would happen, in the window's language.

    ``heads`` name the cells of the rows, ``notes`` are sentences above the list (what the file covers, columns that
    were left out), ``counts`` the number of rows by state where not all are listed. ``settles``: something lands that
    has no row, and a note says what.
    """

    heads: tuple[str, ...]
    rows: Sequence[PreviewRow]
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None
    settles: bool = False


@dataclass(frozen=True)
class Decisions:
    """What the user has said: {choice: code}, {column key: field or None} or None for what was found, and answers."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str | None] | None = None
    answers: Mapping[Hashable, Hashable] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A file that has been read and compared, and everything that is shown of it; ``plan`` is the importer's own.

    ``columns`` None: there is nothing to map. ``preview`` None: the columns do not say enough yet.
    """

    about: About
    columns: Columns | None
    preview: Preview | None
    plan: Any = None

    @property
    def needs_columns(self) -> bool:
        """Say whether somebody must look at the columns first."""
        return self.preview is None or (self.columns is not None and not self.columns.complete)


@dataclass(frozen=True)
class Outcome:
    """What happened, in one sentence, and its undo step (None: nothing changed).

    ``landed`` and ``left_out`` are lines for the last face, ``backup`` says which copy was made first.
    """

    words: str
    step: int | None
    landed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    backup: str = ""


class Importer(Protocol):
    """What a feature hands to the wizard."""

    title: str
    explanation: str
    """What kind of file belongs here, in one or two sentences."""
    kinds: str
    """The file dialog's filter, such as “Excel and text (*.xlsx *.csv)”."""
    takes_folders: bool
    """Whether a file may also be a folder of files."""

    def below(self, context: Context) -> QWidget | None:
        """Return what stands below the place where files are dropped, such as earlier imports."""

    def prepare(self, path: Path, decisions: Decisions, progress: Progress) -> Draft:
        """Read and compare; nothing is stored. Raises UserError or Cancelled."""

    def again(self, draft: Draft, decisions: Decisions, progress: Progress) -> Draft:
        """Look at the same file in the light of other decisions. Raises UserError or Cancelled."""

    def effect(self, draft: Draft, fields: Mapping[str, str | None]) -> Effect:
        """Say how the first rows would be read; called on the window's thread, so it must be quick."""

    def say_counts(self, draft: Draft, skipped: Collection[Hashable]) -> str:
        """Say in one line what will land when the rows with these keys are left out."""

    def commit(self, draft: Draft, skipped: Collection[Hashable], progress: Progress) -> Outcome:
        """Let everything but ``skipped`` land, as one step. Raises UserError or Cancelled; then nothing has landed."""

    def show(self, outcome: Outcome) -> None:
        """Show what landed (called on the window's thread when *Show* is pressed)."""

"""What does a room of the office give the rest of the program?

A feature names its parts as "module:attribute"; they are imported when they are first used, so that starting the
program loads only what the window shows. What must reach later features goes through the hooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

HOOKS = (
    "due",
    "search_rows",
    "about_person",
    "hides_address",
    "merge_people",
    "person_left",
    "hangs_on",
    "erase_person",
    "turn_steps",
    "roll_over",
    "agenda_topics",
    "package_papers",
    "undone",
    "keeps_closed",
    "is_draft",
    "disposal",
    "dispose",
)
"""Run in the order of the features, in the caller's transaction:

due(session, today): what waits, as app.core.due.DueLine · search_rows: a db.search.SearchSource ·
about_person(session, person_id): everything that is held of a person, as app.core.about.AboutPart ·
hides_address(session): the ids of those whose address is shown for a reason only ·
merge_people(session, kept_id, gone_id) · person_left(session, person_id, last_day, class_id): a pupil has left
the school, or a class (None: was in none); changes nothing, returns who has something to leave by that, as StillHolds ·
hangs_on(session, person_id, on): what waits for somebody who steps down · erase_person(session, person_id): takes away
what hangs on a person who is deleted, and the database does not by itself ·
turn_steps(session, from_year, to_year): what it has to do when a school year is made of the one before, as
app.core.turn.TurnStep; reads only · roll_over(session, from_year, to_year): does all that is ticked in its steps ·
agenda_topics(session, kind, body_id, year, month): which topics of a school year a body (or, "staff", "parent_meeting",
a kind of meeting) takes up in a month, as app.meetings.presets.WheelTopic, None where nobody has said ·
package_papers(session, request): what is laid in the package for a parents' meeting, as app.core.report.Enclosure ·
undone(session, step_id): a step was taken back or done again by the step with this id; raises UserError where that must
not be · keeps_closed(session, item_ids): which of some cases must not be open, as {case: why, a Saying} ·
is_draft(session, year): whether a school year is a draft, and its papers for the office alone ·
disposal(session, today): what the daily work is done with, as app.core.disposal.DisposalLine; reads only ·
dispose(session, kind, subject_id): deletes that one thing; nothing where its kind is another feature's
"""


@dataclass(frozen=True)
class StillHolds:
    """Somebody has something to leave now that a pupil has left; ``item`` shows it on a page.

    ``what`` is its name in bokmål and in nynorsk: "FAU 5A".
    """

    person_id: int
    name: str
    what: tuple[str, str]
    page: str
    item: object


@dataclass(frozen=True)
class Feature:
    """One feature: its name, and where its reports and hooks are."""

    name: str
    reports: str = ""
    hooks: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError for a hook nobody runs."""
        unknown = set(self.hooks) - set(HOOKS)
        if unknown:
            raise ValueError(f"no such hook: {', '.join(sorted(unknown))}")


class Hooks:
    """The hooks of all features. The composition root hands it to the store, which lends it to every session."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self._features = tuple(features)

    def of(self, name: str) -> Iterator[Any]:
        """Yield what each feature gives for one hook, in the features' order."""
        for feature in self._features:
            if name in feature.hooks:
                yield load(feature.hooks[name])

    def reports(self, feature: str) -> tuple[Any, ...]:
        """Return the papers of one feature."""
        named = (one.reports for one in self._features if one.name == feature and one.reports)
        return tuple(report for place in named for report in load(place))

    def run(self, name: str, *arguments: Any) -> list[Any]:
        """Call each feature's hook with the arguments; returns what they returned."""
        return [hook(*arguments) for hook in self.of(name)]


def load(place: str) -> Any:
    """Import and return the attribute that "module:attribute" names."""
    module, _, attribute = place.partition(":")
    return getattr(import_module(module), attribute)

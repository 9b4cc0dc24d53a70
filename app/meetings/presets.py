"""What does a school start from: cases that stand on agendas, topics of the year, provisions? As data in TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.core.paths import resource

USES = ("closed", "pupils_leave", "disqualified")
"""What a provision is asked for."""


def standing_preset(kind: str) -> tuple[StandingPreset, ...]:
    """Return what usually stands on the agenda of a body (or, "talk" and "staff", a meeting) of a kind, in order."""
    agendas = _read("agendas")
    items = agendas[kind]["item"] if kind in agendas else agendas["other"]["item"]
    return tuple(StandingPreset(**entry) for entry in items)


@cache
def wheel_topics() -> tuple[WheelTopic, ...]:
    """Return the topics of a school year, in its order."""
    return tuple(_topic(**entry) for entry in _read("wheel_topics")["topic"])


def topics_for(kind: str, month: int) -> tuple[WheelTopic, ...]:
    """Return the topics a body of a kind (or "staff") takes up in a month, 1 to 12."""
    return tuple(topic for topic in wheel_topics() if kind in topic.bodies and month in topic.months)


def provisions(use: str, on: date) -> tuple[Provision, ...]:
    """Return the provisions of a use (``USES``) that are in force on a day, the usual one first."""
    return tuple(one for one in all_provisions() if use in one.uses and one.is_in_force(on))


def pupils_leave_provision(language: str) -> str:
    """Return why pupils leave where nobody says it more exactly."""
    return next(one for one in all_provisions() if one.code == "pupils_leave").text(language)


@cache
def all_provisions() -> tuple[Provision, ...]:
    """Return every provision that is known, in force or not."""
    return tuple(
        Provision(uses=tuple(entry.pop("for")), **entry)
        for entry in (dict(one) for one in _read("provisions")["provision"])
    )


@dataclass(frozen=True)
class StandingPreset:
    """A case that usually stands on an agenda, named as the columns of ``db.models.meetings.StandingItem``."""

    title_nb: str
    title_nn: str
    kind: str = "information"
    code: str = ""
    minutes_planned: int | None = None

    def title(self, language: str) -> str:
        """Return the title in nynorsk, or else in bokmål."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True)
class TopicCase:
    """A case that a topic becomes; ``topic`` is the topic with the case's number in it ("M01.2")."""

    topic: str
    title_nb: str
    title_nn: str
    kind: str = "discussion"

    def title(self, language: str) -> str:
        """Return the title in nynorsk, or else in bokmål."""
        return self.title_nn if language == "nn" else self.title_nb


@dataclass(frozen=True)
class WheelTopic:
    """A topic that comes up each school year: in which ``months``, and on whose agenda (``bodies`` are kinds of body).

    ``doers_*`` says who sees to it, ``rule`` when it is, as an anchor with days or a week ("UKE(47)"). One without
    bodies stands on no agenda. ``ring`` is where it stands in the wheel: a kind of body, or parents, staff, office,
    school; ``else_ring`` where, if the school has no such body. ``basis_*`` is the law, or says that it is practice.
    """

    id: str
    months: tuple[int, ...]
    title_nb: str
    title_nn: str
    doers_nb: str
    doers_nn: str
    rule: str
    ring: str
    basis_nb: str
    basis_nn: str
    description_nb: str = ""
    description_nn: str = ""
    else_ring: str = ""
    bodies: tuple[str, ...] = ()
    cases: tuple[TopicCase, ...] = ()

    def title(self, language: str) -> str:
        """Return the title in nynorsk, or else in bokmål."""
        return self.title_nn if language == "nn" else self.title_nb

    def doers(self, language: str) -> str:
        """Return who sees to it, in nynorsk or else in bokmål."""
        return self.doers_nn if language == "nn" else self.doers_nb

    def basis(self, language: str) -> str:
        """Return what it rests on, in nynorsk or else in bokmål."""
        return self.basis_nn if language == "nn" else self.basis_nb

    def description(self, language: str) -> str:
        """Return what there is to say of it ("": nothing), in nynorsk or else in bokmål."""
        return self.description_nn if language == "nn" else self.description_nb


@dataclass(frozen=True)
class Provision:
    """A provision as it is printed (``nb``, ``nn``), what it is ``about``, and from when to when it is in force."""

    code: str
    uses: tuple[str, ...]
    nb: str
    nn: str
    about_nb: str
    about_nn: str
    valid_from: date | None = None
    valid_to: date | None = None
    in_force: bool = True

    def text(self, language: str) -> str:
        """Return the provision as it is printed in nynorsk, or else in bokmål."""
        return self.nn if language == "nn" else self.nb

    def about(self, language: str) -> str:
        """Return what it is about, in nynorsk or else in bokmål."""
        return self.about_nn if language == "nn" else self.about_nb

    def is_in_force(self, on: date) -> bool:
        """Say whether it is law on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return self.in_force and begun and (self.valid_to is None or on <= self.valid_to)


def _topic(
    id: str, months: list[int], bodies: Sequence[str] = (), case: Sequence[dict[str, str]] = (), **facts: str
) -> WheelTopic:
    cases = tuple(TopicCase(f"{id}.{number}", **one) for number, one in enumerate(case, 1))
    return WheelTopic(id=id, months=tuple(months), bodies=tuple(bodies), cases=cases, **facts)


@cache
def _read(name: str) -> dict[str, Any]:
    with resource("presets", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)

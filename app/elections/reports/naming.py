"""What is a seat, its deputy or its body called on a paper, in the school's own words?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.bodies.words import BODY_KIND_WORDS
from app.core.i18n import N_, Translator
from app.school.queries import SchoolRow
from app.school.words import local_words


class Named(Protocol):
    """A body or a seat: it has a name in bokmål and in nynorsk."""

    def name(self, language: str) -> str: ...


class Kind(Named, Protocol):
    """A body: its kind says what it is in another language."""

    @property
    def kind(self) -> str: ...


_SHORT: Mapping[str, str] = {"parent_committee": N_("FAU"), "pupil_council": N_("pupil council")}
"""What is said of a body in English, where its own name is Norwegian."""


def body_name(body: Kind, tr: Translator) -> str:
    """Return what a body is called: its own name, or in English what it is."""
    if tr.language == "en":
        return tr(_SHORT.get(body.kind, BODY_KIND_WORDS[body.kind]))
    return body.name(tr.language)


def seat_name(seat: Named, body: Kind, school: SchoolRow | None, tr: Translator) -> str:
    """Return what somebody is who has a seat: "FAU-representant", "foreldrekontakt"."""
    own = seat.name(tr.language)
    if tr.language != "en" and own:
        return own
    if school is not None:
        words = local_words(school, tr.language)
        if body.kind == "parent_committee":
            return words.committee_rep
        if body.kind == "class_contacts":
            return words.parent_rep
    return tr(N_("representative in {body}"), body=body_name(body, tr))


def deputy_name(seat: str, tr: Translator, rank: int | None = None) -> str:
    """Return what a deputy of a seat is: "vara for FAU-representant", "2. vara for FAU-representant"."""
    if rank is not None:
        return tr(N_("deputy no. {rank} for {seat}"), rank=rank, seat=seat)
    return tr(N_("deputy for {seat}"), seat=seat)


def in_class(office: str, unit: str) -> str:
    """Return an office with the class it is for: "FAU-representant 5A"."""
    return f"{office} {unit}".strip()


def capital(text: str) -> str:
    """Return ``text`` as it begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"

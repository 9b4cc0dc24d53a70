"""Can every text of the wheel be read on its ground, in each look, and are rings told apart without colour?"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.yearwheel.looks import COLOURS, DARK, LIGHT, PAPER, ring_role

LOOKS = {"light": LIGHT, "dark": DARK, "paper": PAPER}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_texts_have_contrast_on_what_they_stand_on(look: str) -> None:
    colours = LOOKS[look]
    grounds = {
        "ink": ["ground", *(f"ring{number}.tint" for number in range(COLOURS))],
        "muted": ["ground", "week", "rest", "holiday", *(f"ring{number}.tint" for number in range(COLOURS))],
        "on_month": ["month", "month2"],
    }
    assert low(colours, grounds, 4.5) == []


@pytest.mark.parametrize("look", LOOKS)
def test_arcs_and_signs_are_seen_on_their_rings(look: str) -> None:
    colours = LOOKS[look]
    grounds = {f"ring{number}": ["ground", "rest", f"ring{number}.ground"] for number in range(COLOURS)}
    assert low(colours, {**grounds, "alarm": ["ground", "rest"], "today": ["ground", "rest"]}, 3.0) == []


def low(colours: Mapping[str, str], grounds: Mapping[str, list[str]], least: float) -> list[tuple[str, str]]:
    return [
        (role, ground)
        for role, stands_on in grounds.items()
        for ground in stands_on
        if contrast(colours[role], colours[ground]) < least
    ]


def test_every_look_has_the_same_roles() -> None:
    assert LIGHT.keys() == DARK.keys() == PAPER.keys()


def test_every_number_is_a_colour() -> None:
    assert {ring_role(number) for number in range(40)} <= PAPER.keys()

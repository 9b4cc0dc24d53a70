"""Does the guard find at least 98 of 100 planted names and the like, and is at least 9 of 10 of its marks right?

The guard was made looking at the passages of one half; the other half was counted once before anything was changed for
it (recall 0.954, precision 0.971), and looked at afterwards. Both halves are held to the aim on their own.
"""

from __future__ import annotations

import hashlib

import pytest

from app.meetings.guard_register import Register
from tests.meetings.guard.planted import Passage, count, passages, register


def half_of(passage: Passage) -> int:
    return hashlib.sha256(passage.id.encode()).digest()[0] % 2


@pytest.mark.parametrize("half", [(0,), (1,), (0, 1)], ids=["made with", "held back", "all"])
def test_recall_and_precision(half: tuple[int, ...]) -> None:
    counted = count(tuple(one for one in passages() if half_of(one) in half))
    said = "\n".join(
        (
            f"recall {counted.recall:.4f}, precision {counted.precision:.4f}",
            "missed:",
            *counted.missed,
            "wrong:",
            *counted.wrong,
        )
    )
    assert counted.planted > 200 * len(half)
    assert counted.recall >= 0.98, said
    assert counted.precision >= 0.9, said


def test_a_guard_that_knows_nobody_finds_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the counting tells a guard that does its work from one that does not."""
    monkeypatch.setattr("tests.meetings.guard.planted.register", lambda: Register([]))
    counted = count(passages())
    assert counted.recall < 0.2
    assert all("health" in line for line in counted.wrong)
    assert register  # the real one is as it was

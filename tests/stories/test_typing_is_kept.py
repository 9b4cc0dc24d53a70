"""The plug is pulled while the secretary writes minutes: all that is older than two seconds is there afterwards.

Killed a few times here, 50 times with ``make faults``. The control keeps no drafts, and loses by the same check.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.meetings.agenda import add_item
from app.meetings.drafts import offered
from app.meetings.minuting.sitting_panel import SittingPanel
from app.meetings.queries import meeting
from app.meetings.sitting import begin
from tests.db.test_faults import KILLS, Killer
from tests.factories import opened
from tests.meetings.factories import a_meeting, did, school_file
from tests.stories.conftest import Open
from tests.stories.typist import MEETING

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a typist is a fork of a process that has loaded everything"),
]

SHARE = 0.05
LOST_AT_MOST = 2.0
"""Seconds."""


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    killer = Killer("tests.stories.typist")
    yield killer
    killer.close()


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with a meeting that has begun."""
    path = tmp_path_factory.mktemp("evening") / "school.db"
    school = school_file(path)
    with opened(path) as store:
        meeting_id = a_meeting(store, school.su)
        for title in ("Skolegården", "Budsjett", "Leksehjelp"):
            did(store, add_item, meeting_id, title=title)
        did(store, begin, meeting_id, time(18))
    assert meeting_id == MEETING
    return path


def fresh(evening: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(evening, folder / "school.db")
    return folder


def lost(folder: Path, told: list[str]) -> list[str]:
    """Return the places where something is missing that was typed more than two seconds before the end."""
    last = max(float(line.split("|")[1]) for line in told if line.startswith("beat|"))
    wanted: dict[tuple[int, str], str] = {}
    for line in told:
        if line != "started" and not line.startswith("beat|"):
            field, item_id, at, text = line.split("|")
            if float(at) < last - LOST_AT_MOST:
                wanted[int(item_id), field] = text
    with opened(folder / "school.db") as store:
        assert store.check() == []
        items = {item.id: item for item in store.read(meeting, MEETING).items}
        drafts = {(offer.subject_id, offer.field): offer.text for offer in store.read(offered)}
    there = {key: drafts.get(key) or str(getattr(items[key[0]], key[1])) for key in wanted}
    return [
        f"{key}: {len(there[key])} of {len(text)}" for key, text in wanted.items() if not there[key].startswith(text)
    ]


def test_all_that_is_older_than_two_seconds_is_there(killer: Killer, evening: Path, tmp_path: Path) -> None:
    chance = random.Random()
    letters = 0
    for seed in range(max(1, round(KILLS * SHARE))):
        folder, seconds = fresh(evening, tmp_path / "scene"), chance.uniform(0.5, 6)
        told = killer.kill("typist", folder, seed, seconds)
        letters += sum(not line.startswith(("beat|", "started")) for line in told)
        assert lost(folder, told) == [], f"seed {seed}, killed after {seconds:.2f} s"
    assert letters > 20  # somebody was typing


def test_without_drafts_it_would_be_lost(killer: Killer, evening: Path, tmp_path: Path) -> None:
    folder = fresh(evening, tmp_path / "scene")
    assert lost(folder, killer.kill("typist without drafts", folder, 1, 4)) != []


def test_what_was_being_typed_is_offered_back_when_the_program_is_started_again(
    killer: Killer, evening: Path, tmp_path: Path, start: Open, qtbot: QtBot
) -> None:
    folder = fresh(evening, tmp_path / "scene")
    told = killer.kill("quiet typist", folder, 3, 2.5)
    typed = [line for line in told if line.startswith("discussion|")][-1].split("|")[-1]
    program = start(database=folder / "school.db")
    notices = program.window.notices
    qtbot.waitUntil(lambda: "stanset mens du skrev" in notices.text)
    assert "Skolegården" in notices.text
    notices.buttons[0].click()
    qtbot.waitUntil(lambda: isinstance(program.window.panel, SittingPanel))
    panel = program.window.panel
    assert isinstance(panel, SittingPanel)
    bar = panel.editor.offers["discussion"]
    assert bar.isVisible()
    assert len(bar.text.text()) > len(typed) // 3
    assert typed.startswith(bar.text.text())
    offered_text = bar.text.text()
    assert panel.editor.said.text() == ""  # it is hers to decide
    bar.take.click()
    assert program.context.read(meeting, MEETING).items[0].discussion == offered_text
    assert program.context.read(offered) == ()

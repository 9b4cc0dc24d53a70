"""Garbage is collected on the window's thread alone, and by Python again when the window is gone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.shell import garbage


class Knot:
    """Garbage only a collector can find; says which thread it was found on."""

    def __init__(self, found: list[str]) -> None:
        self.me = self
        self.found = found

    def __del__(self) -> None:
        self.found.append(threading.current_thread().name)


@pytest.fixture(autouse=True)
def collector_as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_knots_are_found_on_the_windows_thread(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "OFTEN", 20)
    gc.collect()
    parent = QObject()
    garbage.Collector(parent)
    found: list[str] = []
    thread = threading.Thread(target=lambda: [Knot(found) for _ in range(100_000)] and None, name="worker")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(found) == 100_000)
    assert set(found) == {threading.main_thread().name}
    delete(parent)


def test_python_collects_again_when_the_window_is_gone(qtbot: QtBot) -> None:
    gc.enable()
    parent = QObject()
    garbage.Collector(parent)
    assert not gc.isenabled()
    delete(parent)
    assert not gc.isenabled()  # a collection now would be one inside what is being destroyed
    qtbot.waitUntil(gc.isenabled)

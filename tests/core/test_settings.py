"""Does the PC remember what it was told, whatever happened to the file?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.core.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_what_is_set_is_there_at_the_next_start(path: Path) -> None:
    settings = Settings.load(path)
    for key, value in (
        ("language", "nn"),
        ("text_size", 125),
        ("narrow", True),
        ("wide", {"Æ": [1, 2]}),
        ("empty", ""),
    ):
        settings.set(key, value)
    again = Settings.load(path)
    assert again.get("language", "nb") == "nn"
    assert again.get("text_size", 100) == 125
    assert again.get("narrow", False) is True
    assert again.get("wide", dict[str, list[int]]()) == {"Æ": [1, 2]}
    assert again.get("empty", "x") == ""
    assert again.get("never set", 7) == 7
    assert "Æ" in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[1, 2]", b"null", b'"text"', b"\xff\xfe\x00", b"\0" * 300, b"[" * 100_000, b'{"language": 1}'],
)
def test_a_damaged_file_means_the_defaults_and_can_be_written_again(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    settings = Settings.load(path)
    assert settings.get("language", "nb") == "nb"
    settings.set("language", "en")
    assert Settings.load(path).get("language", "nb") == "en"


@pytest.mark.parametrize(
    ("stored", "default"), [("125", 100), (True, 100), (1, False), (None, "x"), ([1], "x"), ("x", [1]), (1.5, 1)]
)
def test_a_value_of_another_type_is_the_default(path: Path, stored: object, default: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"key": stored}), encoding="utf-8")
    assert Settings.load(path).get("key", default) == default


def test_a_list_that_was_changed_by_its_reader_is_saved_when_it_is_set(path: Path) -> None:
    settings = Settings.load(path)
    settings.set("recent", ["Eva"])
    recent = settings.get("recent", list[str]())
    recent.append("Ola")
    assert settings.get("recent", list[str]()) == ["Eva"]
    settings.set("recent", recent)
    recent.append("Kari")
    assert settings.get("recent", list[str]()) == ["Eva", "Ola"]
    assert Settings.load(path).get("recent", list[str]()) == ["Eva", "Ola"]


def test_what_is_set_again_is_not_written_again(path: Path) -> None:
    settings = Settings.load(path)
    settings.set("size", 1)
    path.unlink()
    settings.set("size", 1)
    assert not path.exists()
    settings.set("size", True)
    assert path.exists()


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    settings = Settings.load(tmp_path / "config" / "settings.json")
    settings.set("language", "nn")
    assert settings.get("language", "nb") == "nn"


def test_a_write_that_fails_leaves_the_file_before_and_no_stub(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load(path)
    settings.set("language", "nn")

    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        settings.set("language", "en")
    assert Settings.load(path).get("language", "nb") == "nn"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_what_json_cannot_hold_is_a_bug_that_spoils_nothing(path: Path) -> None:
    settings = Settings.load(path)
    settings.set("language", "nn")
    with pytest.raises(TypeError):
        settings.set("language", {1, 2})
    assert Settings.load(path).get("language", "nb") == "nn"


def test_without_a_path_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.load(None)
    settings.set("language", "nn")
    assert settings.get("language", "nb") == "nn"
    assert list(tmp_path.iterdir()) == []

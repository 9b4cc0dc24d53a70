"""Does setting up say what is missing, install it only where that asks nothing, and do nothing twice?"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands that setting up would have run; none is run."""
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda command, trouble: ran.append(command))
    return ran


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with locks and something that looks like a .venv."""
    for lock in LOCKS:
        (tmp_path / lock).write_text("thing==1.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    python = setup.venv_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    return tmp_path


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks Qt's libraries")


@linux
def test_this_machine_lacks_nothing_after_setting_up() -> None:
    assert setup.missing_packages() == []


@linux
def test_a_missing_library_is_named_by_its_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "can_load", lambda library: library not in {"libEGL.so.1", "libxcb-cursor.so.0"})
    monkeypatch.setattr(setup, "has_display", lambda: False)
    assert setup.missing_packages() == ["libegl1"]
    monkeypatch.setattr(setup, "has_display", lambda: True)
    assert setup.missing_packages() == ["libegl1", "libxcb-cursor0"]


@linux
def test_a_python_without_ensurepip_needs_its_venv_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setup, "can_load", lambda library: True)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert setup.missing_packages() == [f"python3.{sys.version_info.minor}-venv"]


def test_a_library_that_is_not_there_cannot_be_loaded() -> None:
    assert not setup.can_load("libno-such-library.so.1")


def test_without_rights_the_packages_are_named_and_nothing_is_run(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "missing_packages", lambda: ["libegl1", "libgl1"])
    monkeypatch.setattr(setup, "administrator_prefix", lambda: None)
    assert setup.main([]) == 3
    assert "sudo apt-get install libegl1 libgl1\n" in capsys.readouterr().err
    assert commands == []


@pytest.mark.parametrize("prefix", [[], ["sudo", "-n"]])
def test_with_rights_the_packages_are_installed_without_a_question(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], prefix: list[str]
) -> None:
    monkeypatch.setattr(setup, "administrator_prefix", lambda: prefix)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    setup.install_packages(["libegl1"])
    update, install = commands
    assert update[: len(prefix)] == prefix
    assert update[-1] == "update"
    assert install[-3:] == ["-y", "--no-install-recommends", "libegl1"]
    assert all("DEBIAN_FRONTEND=noninteractive" in command for command in commands)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root on Windows")
@pytest.mark.parametrize(("answer", "prefix"), [(0, ["sudo", "-n"]), (1, None)])
def test_sudo_is_used_only_where_it_asks_for_no_password(
    monkeypatch: pytest.MonkeyPatch, answer: int, prefix: list[str] | None
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.call", lambda command, **options: answer)
    assert setup.administrator_prefix() == prefix


def test_a_command_that_fails_is_told_in_one_sentence_with_what_it_said() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no room')"]
    with pytest.raises(setup.SetupError, match=r"It could not be done\. What was said:\nno room") as caught:
        setup.run(command, "It could not be done")
    assert caught.value.code == 4


def test_an_old_python_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert setup.main([]) == 3
    assert capsys.readouterr().err == "Skolekontoret needs Python 3.11 or newer; this is Python 3.9.\n"


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)

    def call(command: list[str]) -> int:
        called.append(command)
        return 5

    monkeypatch.setattr("subprocess.call", call)
    assert setup.main(["--dev"]) == 5
    assert called == [["/usr/bin/python3.12", str(ROOT / "tools" / "setup.py"), "--dev"]]


def test_an_old_python_can_read_the_file_that_says_it_is_too_old() -> None:
    ast.parse((ROOT / "tools" / "setup.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_setting_up_needs_only_the_standard_library() -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import setup; print(setup.ROOT)"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str(ROOT)), done.stderr


def test_what_is_done_is_not_done_again(project: Path, commands: list[list[str]]) -> None:
    stamp = project / ".venv" / "setup-stamp"
    stamp.write_text(setup.fingerprint(project, project / "requirements-dev.lock"), encoding="utf-8")
    setup.prepare_venv(project, dev=True)
    setup.prepare_venv(project, dev=False)
    assert commands == []


def test_a_venv_for_running_does_not_serve_for_testing(
    project: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "is_venv_usable", lambda root: True)
    monkeypatch.setattr(setup, "installed_names", lambda pip: {"pip", "thing"})
    monkeypatch.setattr("subprocess.call", lambda command, **options: 0)
    stamp = project / ".venv" / "setup-stamp"
    stamp.write_text(setup.fingerprint(project, project / "requirements.lock"), encoding="utf-8")
    setup.prepare_venv(project, dev=True)
    assert [command[-1] for command in commands] == [str(project / "requirements-dev.lock")]


@pytest.mark.parametrize("dev", [True, False])
def test_a_changed_lock_is_installed_by_its_hashes_and_what_it_no_longer_names_goes(
    project: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, dev: bool
) -> None:
    monkeypatch.setattr(setup, "is_venv_usable", lambda root: True)
    monkeypatch.setattr(setup, "installed_names", lambda pip: {"pip", "thing", "gone"})
    monkeypatch.setattr("subprocess.call", lambda command, **options: 0)
    (project / ".venv" / "setup-stamp").write_text("of an older lock", encoding="utf-8")
    setup.prepare_venv(project, dev)
    install, uninstall = commands
    assert install[-3:] == ["--require-hashes", "-r", str(project / LOCKS[dev])]
    assert uninstall[-2:] == ["-y", "gone"]
    setup.prepare_venv(project, dev)
    assert len(commands) == 2


def test_a_venv_that_was_moved_or_is_broken_is_not_used(project: Path) -> None:
    (project / ".venv" / "pyvenv.cfg").write_text("command = python -m venv /elsewhere/.venv\n", encoding="utf-8")
    assert not setup.is_venv_usable(project)
    assert not setup.is_venv_usable(project / "nowhere")


def test_a_venv_is_used_whichever_python_asks(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".venv" / "pyvenv.cfg").write_text(f"command = python -m venv {project}/.venv\n", encoding="utf-8")
    monkeypatch.setattr("subprocess.call", lambda command, **options: 0)
    assert setup.is_venv_usable(project)
    monkeypatch.setattr("subprocess.call", lambda command, **options: 1)
    assert not setup.is_venv_usable(project)


@pytest.mark.skipif(os.name == "nt", reason="a .venv holds a copy of Python on Windows")
def test_a_newer_python_under_an_old_venv_is_noticed(project: Path) -> None:
    python, lock = setup.venv_python(project), project / "requirements.lock"
    python.unlink()
    for version in ("3.11", "3.13"):
        (project / version).write_text("", encoding="utf-8")
    python.symlink_to(project / "3.11")
    before = setup.fingerprint(project, lock)
    python.unlink()
    python.symlink_to(project / "3.13")
    assert setup.fingerprint(project, lock) != before


def test_words_are_compiled_only_when_they_changed(project: Path, commands: list[list[str]]) -> None:
    source = project / "resources" / "i18n" / "nb" / "LC_MESSAGES" / "skolekontoret.po"
    source.parent.mkdir(parents=True)
    source.write_text("", encoding="utf-8")
    setup.compile_words(project)
    assert [command[-1] for command in commands] == ["compile"]
    target = source.with_suffix(".mo")
    target.write_bytes(b"")
    os.utime(target, (source.stat().st_mtime + 10, source.stat().st_mtime + 10))
    setup.compile_words(project)
    assert len(commands) == 1


# ------------------------------------------------------------------------------------------------------------ the locks


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {setup.normal_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_every_package_has_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|--trusted-host| @ ", text)
    entries = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_testing_uses_the_versions_that_running_does() -> None:
    running, testing = (pins(lock) for lock in LOCKS)
    assert running.items() <= testing.items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running, testing = (pins(lock).keys() for lock in LOCKS)
    assert {name_of(line) for line in project["dependencies"]} <= running
    assert {name_of(line) for line in project["optional-dependencies"]["dev"]} <= testing - running


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return setup.normal_name(found[0])


def test_every_runtime_package_is_in_the_list_of_licences() -> None:
    listed = (ROOT / "THIRD-PARTY-LICENCES.md").read_text(encoding="utf-8").lower()
    missing = [name for name in pins("requirements.lock") if f"| {name} |" not in listed]
    assert missing == []

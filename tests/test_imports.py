"""May each module import what it imports, and does each contract notice a forbidden import?"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

# Contract -> a module, made if it is not there, and an import that the contract forbids it.
FORBIDDEN = {
    "layers": ("app/school/queries.py", "import app.contacts"),
    "core": ("app/core/clock.py", "from sqlalchemy import select"),
    "documents": ("app/documents/model.py", "from PySide6.QtGui import QFont"),
    "db": ("db/errors.py", "from app.core.errors import UserError"),
    "driver": ("app/core/paths.py", "import sqlite3"),
    "windowless": ("app/contacts/imports/__init__.py", "from app.shell.context import Context"),
    "command-line": ("app/opening.py", "from app.shell.page import Page"),
    "pages": ("app/contacts/page.py", "import app.school.page"),
    "rules": ("app/contacts/rules.py", "import db.store"),
}


def contracts_broken(root: Path) -> set[str]:
    """Return the names of the contracts that the tree at ``root`` breaks."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    verdicts = dict(re.findall(r"^(.+?) ?(KEPT|BROKEN)", plain, flags=re.MULTILINE))
    assert set(verdicts) == {contract["name"] for contract in CONTRACTS}, done.stdout + done.stderr
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program, to be broken."""
    root = tmp_path_factory.mktemp("program")
    shutil.copy(ROOT / "pyproject.toml", root)
    for package in ("app", "db"):
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_the_program_keeps_every_contract_and_each_notices_a_forbidden_import(copy: Path) -> None:
    assert contracts_broken(copy) == set()
    assert set(FORBIDDEN) == {contract["id"] for contract in CONTRACTS}
    for path, line in FORBIDDEN.values():
        file = copy / path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(f"{text}\n{line}\n", encoding="utf-8")
    assert contracts_broken(copy) == {contract["name"] for contract in CONTRACTS}


def test_main_only_hands_over_to_the_window_or_the_command_line() -> None:
    tree = ast.parse((ROOT / "main.py").read_text(encoding="utf-8"))
    ours = {
        name
        for node in ast.walk(tree)
        for name in imported_names(node)
        if name.split(".")[0] in {"app", "db", "PySide6", "sqlalchemy"}
    }
    assert ours <= {"app.arguments", "app.startup", "app.cli"}


def test_no_module_takes_now_by_name() -> None:
    """A test stops the clock at app.core.clock.now; a module with its own ``now`` would go on."""
    takers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("app", "db")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom)
        and node.module == "app.core.clock"
        and "now" in {alias.name for alias in node.names}
    ]
    assert takers == []


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []

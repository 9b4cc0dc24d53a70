"""Does what goes wrong, or is done without a window, name anybody: in errors, tracebacks, the log, the output?"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from app.cli import run
from app.contacts import commands, protection
from app.contacts.commands import NewPerson
from app.contacts.duplicates.merging import merge_people
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.handing_out import hand_out
from app.shell.crash import where
from db.models import Email, Person, Phone
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.privacy.papers import every_report
from tests.privacy.plants import Planted
from tests.privacy.scanner import Scanner

GRADED, PLAIN = "late mother", "plain 5A mother"
Fail = Callable[[Store, Planted, Path], object]


def _change(store: Store, command: Callable[..., object], *arguments: object) -> None:
    with store.change("Changed {name}", name="–") as session:
        command(session, *arguments)


def _out(store: Store, path: Path, **more: Any) -> None:
    wanted = more.pop("report", "name-list")
    report = next(report for report in every_report() if report.id == wanted)
    request = ReportRequest(more.pop("subject", "5A"), more.pop("audience", "staff"), YEAR, TODAY, **more)
    hand_out(store, report, request, translator("nb"), path)


def _words(planted: Planted, key: str = GRADED) -> dict[str, str]:
    return planted.people[key].words


def _double(planted: Planted) -> dict[str, Any]:
    one = planted.people[PLAIN]
    names = {"given_name": one.words["given"], "family_name": one.words["family"]}
    return {"id": one.id, **names, "gender": "unknown", "address_grade": "none", "list_opt_out": False, "version": 1}


def _stumble(session: Session, person: int, name: str) -> None:
    commands.set_field(session, person, "given_name", name)
    raise ZeroDivisionError("a bug")


FAILURES: dict[str, Fail] = {
    "a protected number": lambda s, p, f: _change(s, commands.set_phone, p.id(GRADED), None, _words(p)["phone"]),
    "no number": lambda s, p, f: _change(s, commands.set_phone, p.id(PLAIN), None, _words(p)["email"]),
    "no e-mail": lambda s, p, f: _change(s, commands.set_email, p.id(PLAIN), None, _words(p)["phone"]),
    "no date": lambda s, p, f: _change(s, commands.set_field, p.id(PLAIN), "birth_date", _words(p)["family"]),
    "no grade": lambda s, p, f: protection.protect(s, p.id(PLAIN), _words(p)["family"]),
    "no reason": lambda s, p, f: protection.reveal(s, p.id(GRADED), ""),
    "contact of a new graded one": lambda s, p, f: _change(
        s, commands.add_guardian, p.id("late"), NewPerson(_words(p)["given"], "", "client", phone=_words(p)["phone"])
    ),
    "guardian twice": lambda s, p, f: _change(s, commands.link_guardian, p.id("late"), p.id(GRADED)),
    "merged though protected": lambda s, p, f: _change(s, merge_people, p.id(PLAIN), p.id(GRADED)),
    "a row twice": lambda s, p, f: _change(s, lambda session: session.execute(insert(Person), [_double(p)])),
    "a value too few": lambda s, p, f: _change(
        s, lambda session: session.execute(insert(Phone), [{"person_id": p.id(PLAIN)}, {"number": _words(p)["phone"]}])
    ),
    "a value of another kind": lambda s, p, f: _change(
        s, lambda session: session.execute(insert(Email), [{"person_id": p.id(PLAIN), "address": object()}])
    ),
    "a check": lambda s, p, f: _change(
        s, lambda session: session.execute(update(Person).values(gender=_words(p)["family"]))
    ),
    "the protected table": lambda s, p, f: s.read(
        lambda session: session.execute(
            text("SELECT * FROM protected_contact WHERE value LIKE :value"), {"value": _words(p)["phone"]}
        )
    ),
    "a bug in a command": lambda s, p, f: _change(s, _stumble, p.id(PLAIN), _words(p)["alias"]),
    "a row that is gone": lambda s, p, f: _change(s, commands.set_field, 10**9, "given_name", _words(p)["given"]),
    "a class nobody knows": lambda s, p, f: _out(s, f / "x.pdf", subject=_words(p)["family"]),
    "for whom it is not": lambda s, p, f: _out(s, f / "x.pdf", audience=_words(p)["family"]),
    "a column nobody knows": lambda s, p, f: _out(s, f / "x.pdf", columns=(_words(p)["family"],)),
    "a folder that is not there": lambda s, p, f: _out(s, f / "no" / "x.pdf"),
    "a folder in the way": lambda s, p, f: _out(s, f, subject="5A"),
    "a field of a letter": lambda s, p, f: _out(
        s, f / "x.pdf", report="letters-home", audience="office", options={"text": f"{{{_words(p)['family']}}}"}
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_no_error_carries_anybody_into_a_log(
    own_school: Store, planted: Planted, scanner: Scanner, tmp_path: Path, name: str
) -> None:
    """What a helper may be sent: the error, its traceback with all that caused it, and what the program logs of it."""
    with pytest.raises(Exception, match=r".") as caught:
        FAILURES[name](own_school, planted, tmp_path)
    error = caught.value
    said = [
        "".join(traceback.format_exception(error)),
        str(error),
        repr(error),
        where(type(error), error.__traceback__),
    ]
    assert scanner.texts(said) == set()
    assert scanner.texts(path.name for path in tmp_path.iterdir()) == set()
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".part", ".tmp")]


def test_a_traceback_with_values_would_be_found(planted: Planted, scanner: Scanner) -> None:
    """The control."""
    with pytest.raises(ValueError, match="xq") as caught:
        int(_words(planted, PLAIN)["email"])
    said = "".join(traceback.format_exception(caught.value))
    assert (planted.id(PLAIN), "email") in scanner.text(said)


def test_the_command_line_tells_and_logs_no_protected_value(
    own_file: Path,
    planted: Planted,
    scanner: Scanner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    graded, plain = _words(planted), _words(planted, PLAIN)

    def told(*argv: str) -> tuple[int, str]:
        code = run(["--database", str(own_file), "--language", "nb", *argv])
        out = capsys.readouterr()
        return code, out.out + out.err

    met = set()
    for words in (graded, plain):
        for value in ("family", "phone", "email"):
            code, said = told("search", words[value], "--json")
            assert code == 0
            met |= scanner.text(said)
    assert {value for person, value in met if person == planted.id(GRADED)} == {"given", "family"}
    assert {value for person, value in met if person == planted.id(PLAIN)} == {"given", "family", "phone", "email"}
    for argv in (("history",), ("history", "--json"), ("reports", "--json"), ("check",)):
        code, said = told(*argv)
        assert code == 0
        assert {value for _, value in scanner.text(said)} <= {"given", "family"}, argv
    out = tmp_path / "list.pdf"
    code, said = told("export", "class-list", "--for", "5A", "--out", str(out))
    assert (code, scanner.text(said)) == (0, set())
    assert {person for person, _ in scanner.file(out)} & planted.omitted_for("class_parents") == set()
    code, said = told("export", "class-list", "--audience", "office", "--out", str(out))
    assert code == 3
    code, said = told("protect", f"{plain['given']} {plain['family']}", "strictly_confidential")
    assert (code, {value for _, value in scanner.text(said)}) == (0, {"given", "family"})
    code, said = told("undo")
    assert {value for _, value in scanner.text(said)} <= {"given", "family"}
    assert scanner.text(caplog.text) == set()

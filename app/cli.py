"""What can be done without a window? The same work, by the same commands, for scripts and tests.

Exit codes: 0 done (row problems are listed and still 0); 2 wrong usage; 3 the user must put something right
(one sentence on stderr). Bad input never ends in a traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import UserError, explain
from app.core.i18n import LANGUAGES, N_, Translator, system_language, translator

if TYPE_CHECKING:
    from app.contacts.queries import ContactRow
    from app.core.report import Report
    from app.core.settings import Settings
    from db.history import StepRow
    from db.store import Store

DONE, USAGE, TO_PUT_RIGHT = 0, 2, 3
READ_TABLE = "read-table"

EXAMPLES = """\
examples:
  main.py import elevliste.xlsx --dry-run --json
      {"format": "table", "new": {"pupils": 480, "guardians": 650, "staff": 21, "classes": 21, "links": 888},
       "changed": {…}, "same": {…}, "gone": {…}, "step": null,
       "problems": [{"row": 7, "column": "Født", "message": "…"}]}
  main.py reports --json
      [{"id": "class-list", "title": "Klasseliste til foresatte", "subjects": ["1A", …],
        "audiences": ["class_parents"], "formats": ["pdf", "xlsx"]}, …]
  main.py export class-list --for 5A --paper nn --out 5A.pdf
  main.py search "kari 900" --json
      [{"kind": "person", "id": 12, "title": "Berg, Kari", "classes": "5A", "roles": ["guardian"],
        "phone": "+4790012345", "email": "kari@example.no", "protected": false}, …]
  main.py protect "Kari Berg" confidential
  main.py history --json
      [{"id": 7, "kind": "change", "text": "Importerte elevliste.xlsx", "made_at": "2026-08-24T09:15:00",
        "made_by": "Kari", "undone": false, "counts": {"person": {"I": 1130}}}, …]
  main.py undo            main.py redo            main.py check
  main.py backup --out copy.db                    main.py restore copy.db
  main.py demo --out demo-out                     main.py self-test
"""


@dataclass(frozen=True)
class Job:
    """What a command works with."""

    options: argparse.Namespace
    settings: Settings
    tr: Translator

    @property
    def database(self) -> Path:
        """The school's file: the one named on the command line, else the one chosen at first start."""
        from app.places import database_file

        named: Path | None = self.options.database
        return named if named is not None else database_file(self.settings)

    def say(self, text: str) -> None:
        """Print one line."""
        print(text)

    def answer(self, found: object, lines: Sequence[str]) -> None:
        """Print ``found`` as JSON if that was asked for, else the lines."""
        if self.options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                print(line)


def run(argv: Sequence[str]) -> int:
    """Do what the command line says; returns the exit code."""
    if argv and argv[0] == READ_TABLE:  # the child process that reads workbooks; not for people
        from app.contacts.imports.child import main as read_table

        return read_table(list(argv[1:]))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    settings = load_settings()
    tr = translator(options.language or settings.get("language", "") or system_language())
    try:
        options.work(Job(options, settings, tr))
    except BrokenPipeError:  # "| head" has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        words = explain(error, tr) or _about_file(error, tr)
        if words is None:
            raise
        print(words, file=sys.stderr)
        return TO_PUT_RIGHT
    return DONE


def load_settings() -> Settings:
    """Return this user's settings."""
    from app.core.settings import Settings
    from app.places import settings_file

    return Settings.load(settings_file())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="The school office without a window. Without a command the window opens.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", type=Path, metavar="FILE", help="the school's file; made if it is missing")
    parser.add_argument("--language", choices=LANGUAGES, help="the language of what is printed")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, work: Callable[[Job], None], words: str, *, as_json: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=words, description=words, epilog=_examples_of(name), formatter_class=parser.formatter_class
        )
        command.set_defaults(work=work, json=False)
        if as_json:
            command.add_argument("--json", action="store_true", help="answer in JSON")
        return command

    bring = add("import", _import, "bring in a file of pupils and guardians", as_json=True)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--format", default="auto", choices=("auto", "table"), help="what the file is")
    bring.add_argument("--mapping", type=Path, metavar="FILE", help="JSON that says what each column holds")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    add("reports", _reports, "list every paper that can be made", as_json=True)
    export = add("export", _export, "write a paper; the ending of the file decides the format")
    export.add_argument("report", metavar="REPORT", help="its id or its title")
    export.add_argument("--for", dest="subject", metavar="SUBJECT", help="what it is about, such as 5A; else all")
    export.add_argument("--audience", metavar="A", help="who it is for; the paper's own choice unless said")
    export.add_argument("--paper", choices=LANGUAGES, help="the paper's language; the school's own unless said")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    search = add("search", _search, "find people by name, class, phone or e-mail", as_json=True)
    search.add_argument("text", metavar="TEXT")
    protect = add("protect", _protect, "give a person an address grade")
    protect.add_argument("person", metavar="PERSON", help="an id, or a name only one person has")
    protect.add_argument("grade", metavar="GRADE", choices=("none", "client", "confidential", "strictly_confidential"))
    add("history", _history, "list what was done, newest first", as_json=True)
    add("undo", _undo, "take back the newest step")
    add("redo", _redo, "do the last undone step again")
    add("check", _check, "look the whole file over")
    backup = add("backup", _backup, "write a verified copy of the school's file")
    backup.add_argument("--out", type=Path, required=True, metavar="FILE")
    restore = add("restore", _restore, "put a backup in the place of the school's file")
    restore.add_argument("file", type=Path, metavar="FILE")
    demo = add("demo", _demo, "build the example school, all its papers and a picture of every page")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    add("self-test", _self_test, "try the program's own parts")
    return parser


def _examples_of(name: str) -> str:
    lines = EXAMPLES.splitlines()[1:]
    starts = [at for at, line in enumerate(lines) if line.startswith("  main.py")]
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if f"main.py {name}" in lines[start]:
            found += lines[start:end]
    return "example:\n" + "\n".join(found)


@contextmanager
def _open(job: Job, *, writes: bool = False, create: bool = False) -> Iterator[Store]:
    from app.core import clock
    from app.opening import open_store
    from db.backup import make_backup

    if not create and not job.database.exists():
        raise UserError(
            N_("There is no school in {path} yet. Import a roster first, or name its file with --database."),
            path=job.database,
        )
    store = open_store(job.database, job.settings, exclusive=writes, create=create)
    try:
        yield store
        if store.changed:
            make_backup(store, clock.now())
    finally:
        store.close()


def _import(job: Job) -> None:
    from app.contacts.imports import bring_in
    from app.handing_out import current_year
    from app.opening import DEFAULT_NAME, ensure_school

    _existing(job.options.file)
    with _school_to_fill(job) as store:
        ensure_school(store, job.tr(DEFAULT_NAME))
        found = bring_in(
            store,
            job.options.file,
            year=current_year(store),
            format_name=job.options.format,
            mapping_file=job.options.mapping,
            dry_run=job.options.dry_run,
        )
    answer = found.as_json(job.tr)
    job.answer(answer, _import_lines(answer, job))


@contextmanager
def _school_to_fill(job: Job) -> Iterator[Store]:
    """Lend the school a file comes into; a new one is there afterwards only if the import was done."""
    if job.database.exists():
        with _open(job, writes=not job.options.dry_run) as store:
            yield store
        return
    with tempfile.TemporaryDirectory(prefix="skolekontoret-") as folder:
        path = Path(folder) / "school.db" if job.options.dry_run else job.database
        options = argparse.Namespace(**{**vars(job.options), "database": path})
        try:
            with _open(replace(job, options=options), writes=True, create=True) as store:
                yield store
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _import_lines(answer: dict[str, Any], job: Job) -> list[str]:
    tr = job.tr
    kinds = {
        "pupils": tr(N_("Pupils")),
        "guardians": tr(N_("Guardians")),
        "staff": tr(N_("Staff")),
        "classes": tr(N_("Classes")),
        "links": tr(N_("Guardian links")),
    }
    lines = [tr(N_("Nothing has been changed: this is what would happen."))] if job.options.dry_run else []
    for kind, name in kinds.items():
        counts = {state: answer[state][kind] for state in ("new", "changed", "same", "gone")}
        lines.append(f"{name}: " + tr(N_("{new} new, {changed} changed, {same} the same, {gone} gone"), **counts))
    for problem in answer["problems"]:
        lines.append(f"{_place(problem, tr)}: {problem['message']}" if problem["row"] else problem["message"])
    return lines


def _place(problem: dict[str, Any], tr: Translator) -> str:
    if not problem["column"]:
        return tr(N_("Row {row}"), row=problem["row"])
    return tr(N_("Row {row}, {column}"), row=problem["row"], column=problem["column"])


def _reports(job: Job) -> None:
    from app.features import all_reports

    subjects = _subjects(job)
    found = [
        {
            "id": report.id,
            "title": job.tr(report.title),
            "subjects": subjects(report),
            "audiences": list(report.audiences),
            "formats": list(report.formats),
        }
        for report in all_reports()
    ]
    job.answer(found, [f"{row['id']}: {row['title']} ({', '.join(map(str, row['audiences']))})" for row in found])


def _subjects(job: Job) -> Callable[[Report], list[str]]:
    """Return what lists the subjects of a report: none where there is no school yet."""
    if not job.database.exists():
        return lambda _report: []
    from app.features import all_reports
    from app.handing_out import current_year

    with _open(job) as store:
        year = current_year(store)
        found = {report.id: list(store.read(report.subjects, year)) for report in all_reports()}
    return lambda report: found[report.id]


def _export(job: Job) -> None:
    from app.core import clock
    from app.core.report import ReportRequest
    from app.core.schoolyear import day_in_year
    from app.handing_out import current_year, hand_out, paper_language, usual_audience

    report = _report_called(job.options.report, job.tr)
    with _open(job, writes=True) as store:
        audience = job.options.audience or usual_audience(report)
        language = job.options.paper or paper_language(store)
        year = current_year(store)
        request = ReportRequest(job.options.subject, audience, year, day_in_year(year, clock.today()))
        hand_out(store, report, request, translator(language), job.options.out)
    job.say(job.tr(N_("Saved: {path}"), path=job.options.out))


def _report_called(name: str, tr: Translator) -> Report:
    from app.features import all_reports

    wanted = name.casefold()
    for report in all_reports():
        titles = {translator(language)(report.title).casefold() for language in LANGUAGES}
        if wanted == report.id or wanted in titles:
            return report
    names = ", ".join(f"{report.id} ({tr(report.title)})" for report in all_reports())
    raise UserError(N_("There is no paper called {name}. The papers are: {names}."), name=name, names=names)


def _search(job: Job) -> None:
    from app.contacts.queries import EVERYBODY, ContactFilter, list_contacts
    from app.handing_out import current_year

    with _open(job) as store:
        which = ContactFilter(current_year(store), job.options.text)
        rows = store.read(lambda session: list_contacts(session, which, limit=EVERYBODY))
    found = [_person(row) for row in rows]
    lines = [
        " · ".join(filter(None, (str(row.id), row.name, row.classes, job.tr.phone(row.phone), row.email)))
        for row in rows
    ]
    job.answer(found, lines or [job.tr(N_("Nobody found."))])


def _person(row: ContactRow) -> dict[str, object]:
    from app.contacts.rules import GUARDIAN, PROTECTED, PUPIL, STAFF

    roles = {"pupil": PUPIL, "guardian": GUARDIAN, "staff": STAFF}
    return {
        "kind": "person",
        "id": row.id,
        "title": row.name,
        "classes": row.classes,
        "roles": [name for name, bit in roles.items() if row.roles & bit],
        "phone": row.phone,
        "email": row.email,
        "protected": bool(row.roles & PROTECTED),
    }


def _protect(job: Job) -> None:
    from app.contacts.protection import GRADE_NAMES, protect
    from app.contacts.queries import called, person_name
    from app.handing_out import current_year

    with _open(job, writes=True) as store:
        rows = store.read(called, job.options.person, current_year(store))
        if not rows:
            raise UserError(
                N_("Nobody is called {name}. Write the whole name, or the number."), name=job.options.person
            )
        if len(rows) > 1:
            names = ", ".join(f"{row.id} {row.name} ({row.classes or '–'})" for row in rows)
            raise UserError(N_("Several people fit. Use the number of one of them: {names}."), names=names)
        protect(store, rows[0].id, job.options.grade)
        name = store.read(person_name, rows[0].id)
    job.say(f"{name}: {job.tr(GRADE_NAMES[job.options.grade])}")


def _history(job: Job) -> None:
    from db.history import steps

    with _open(job) as store:
        rows = store.read(steps)
    found = [
        {
            "id": row.id,
            "kind": row.kind,
            "text": say_step(row, job.tr),
            "target": row.target_id,
            "made_at": row.made_at.isoformat(timespec="seconds"),
            "made_by": row.made_by,
            "undone": row.undone,
            "counts": row.counts,
        }
        for row in rows
    ]
    job.answer(
        found,
        [f"{row.id}  {job.tr.time_stamp(row.made_at)}  {say_step(row, job.tr)}" for row in rows],
    )


def say_step(step: StepRow, tr: Translator) -> str:
    """Return what a step did; an undo or redo says so before what it concerned."""
    said = tr.say(step.label, step.arguments)
    words = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}.get(step.kind)
    return tr(words, what=said) if words else said


def _undo(job: Job) -> None:
    with _open(job, writes=True) as store:
        step = store.undo()
    job.say(job.tr(N_("Undone: {what}"), what=job.tr.say(step.label, step.arguments)))


def _redo(job: Job) -> None:
    with _open(job, writes=True) as store:
        step = store.redo()
    job.say(job.tr(N_("Done again: {what}"), what=job.tr.say(step.label, step.arguments)))


def _check(job: Job) -> None:
    with _open(job) as store:
        problems = store.check()
    if problems:
        raise UserError(" ".join(job.tr(problem) for problem in problems))
    job.say(job.tr(N_("All is well with the file.")))


def _backup(job: Job) -> None:
    from db.backup import write_backup

    with _open(job) as store:
        write_backup(store, job.options.out)
    job.say(job.tr(N_("Saved: {path}"), path=job.options.out))


def _restore(job: Job) -> None:
    from app.core import clock
    from app.opening import who_is_it
    from db.backup import restore

    _existing(job.options.file)
    job.database.parent.mkdir(parents=True, exist_ok=True)
    kept = restore(job.database, job.options.file, None, clock.now(), who_is_it(job.settings))
    job.say(job.tr(N_("Restored from {path}."), path=job.options.file))
    if kept is not None:
        job.say(job.tr(N_("The school as it was is kept in {path}."), path=kept))


def _demo(job: Job) -> None:
    from app.demo import build_demo

    build_demo(job.options.out, job.tr, job.say)


def _self_test(job: Job) -> None:
    from app.selftest import self_test

    self_test(job.tr, job.say)


def _existing(path: Path) -> None:
    if not path.is_file():
        raise UserError(N_("There is no file called {path}."), path=path)


def _about_file(error: BaseException, tr: Translator) -> str | None:
    """Return a sentence for what the system says of a file or folder; never its own words, which may hold a name."""
    if isinstance(error, OSError):
        return tr(N_("The file or folder cannot be used. Check that it exists and that you may write there."))
    return None

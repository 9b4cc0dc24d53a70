"""Which commands are there, and what does each take?"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.cli import bringing_in, councils, elections, keeping, meetings, papers, people, plan, yearwheel
from app.cli.job import Job
from app.core.errors import UserError
from app.core.i18n import LANGUAGES
from app.core.schoolyear import parse_year

EXAMPLES = """\
examples:
  main.py import elevliste.xlsx --dry-run --json
      {"format": "table",
        "new": {"pupils": 480, "guardians": 650, "staff": 21, "classes": 21, "links": 888, "groups": 0},
       "changed": {…}, "same": {…}, "gone": {…}, "step": null,
       "problems": [{"sheet": "", "row": 7, "column": "Født", "message": "…"}], "remarks": ["…"]}
  main.py reports --json
      [{"id": "class-list", "title": "Klasseliste til foresatte", "subjects": ["1A", …],
        "people": "none", "audiences": ["class_parents"], "formats": ["pdf", "xlsx"],
        "columns": [{"key": "pupil", "title": "Elev", "chosen": true}, …], "options": []}, …]
  main.py export class-list --for 5A --paper nn --out 5A.pdf
  main.py export office-list --people 12,15 --columns pupil,phone --out two.xlsx
  main.py export changes-since --set since=2026-08-01 --out changes.pdf
  main.py search "kari 900" --json
      [{"kind": "person", "id": 12, "title": "Berg, Kari", "classes": "5A", "roles": ["guardian"],
        "phone": "+4790012345", "email": "kari@example.no", "protected": false}, …]
  main.py protect "Kari Berg" confidential
  main.py elect results.csv --dry-run --json
      columns: class, office, name, votes (blank where nobody counted); a day and the child may stand beside them.
      Rows of one class and office are one ballot; without votes the first are elected, and the next are deputies.
      {"decided": [{"class": "5A", "office": "fau", "holders": ["Kari Berg"], "deputies": [],
        "lot": [{"who": ["Per Aas", "Liv Dahl"], "for": ["vara"]}]}, …],
       "problems": [{"sheet": "", "row": 7, "column": "Navn", "message": "…"}], "step": null}
  main.py elections --year 2025 --json
      [{"id": 3, "class": "5A", "office": "fau", "body": "FAU", "kind": "ordinary", "status": "in_force",
        "held_on": "2025-09-10", "holders": ["Kari Berg"], "deputies": [], "counts": [], "lots": [], …}, …]
  main.py bodies --json
      {"year": "2026/27", "warnings": [], "bodies": [{"code": "fau_class", "kind": "parent_committee", "name": "FAU",
        "seats": [{"id": 2, "constituency": "parents", "unit": "class", "number": 1, "deputies": 1, …}],
        "holders": [{"role": "member", "class": "5A", "person": 12, "name": "Kari Berg", "seat": 2, …}],
        "vacant": [{"seat": 2, "role": "deputy", "class": "5A", "number": 1, …}],
        "warnings": [{"code": "vacant", "message": "…", "source": ""}], …}, …]}
  main.py meetings --json
      [{"id": 3, "name": "SU 12.11.2026", "kind": "body", "held_on": "2026-11-12", "starts_at": "18:00",
        "status": "called", "bodies": [{"id": 2, "name": "Samarbeidsutvalg (SU)", "number": 2}],
        "notice_by": "2026-10-29", …}, …]
  main.py agenda 3 --json
      {"id": 3, "name": "SU 12.11.2026", …, "items": [{"number": "12/26", "title": "Budsjett 2027", …}, …]}
  main.py export meeting-notice --for 3 --out innkalling.pdf
  main.py export year-wheel --rings SMU,FAU --set paper=A3 --out wheel.pdf
  main.py wheel --year 2026/27 --json
      [{"id": "12.1", "title": "Første SMU-møte", "ring": "SMU", "rule": "FØR(HØSTFERIE,1)", "from": "2026-10-02",
        "to": "2026-10-02", "status": "planned", …}, …]
  main.py plan --year 2026/27 --json
      {"id": 3, "year": 2026, "number": 1, "title": "Plan for skole-hjem-samarbeid", "status": "draft",
        "sections": [{"id": 9, "level": 2, "title": "Informasjon", "left_title": "Foresatte",
          "points": [{"id": 41, "side": "left", "text": "leser det skolen sender ut"}, …], …}, …], …}
  main.py history --json
      [{"id": 7, "kind": "change", "text": "Importerte elevliste.xlsx", "made_at": "2026-08-24T09:15:00",
        "made_by": "Kari", "undone": false, "counts": {"person": {"I": 1130}}}, …]
  main.py imports --json
      [{"step": 7, "file": "elevliste.xlsx", "made_at": "2026-08-24T09:15:00", "made_by": "Kari",
        "format": "table", "rows": 4978, "standing": 4975, "undone": false, …}, …]
  main.py undo            main.py undo 7          main.py redo            main.py check
  main.py backup --out copy.db                    main.py restore copy.db
  main.py demo --out demo-out                     main.py self-test
"""


def make_parser() -> argparse.ArgumentParser:
    """Return what reads the command line; each command sets ``work``, which takes a Job."""
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

    bring = add("import", bringing_in.bring_in_file, "bring in a file of pupils and guardians", as_json=True)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--format", default="auto", metavar="FORMAT", help="what the file is; else found by its content")
    bring.add_argument("--mapping", type=Path, metavar="FILE", help="JSON that says what each column holds")
    bring.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook; else found by its headings")
    bring.add_argument("--year", type=int, metavar="YEAR", help="the school year it is of, by the year it begins in")
    bring.add_argument("--from", dest="valid_from", type=_day, metavar="DATE", help="the day it holds from, 2026-08-17")
    bring.add_argument(
        "--covers",
        choices=("school", "classes", "changes"),
        help="who may have left when they are missing: anybody, those of the file's classes, nobody",
    )
    bring.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    add("imports", bringing_in.list_imports, "list what came in, and how much of it stands", as_json=True)
    add("reports", papers.list_papers, "list every paper that can be made", as_json=True)
    export = add("export", papers.export_paper, "write a paper; the ending of the file decides the format")
    export.add_argument("report", metavar="REPORT", help="its id or its title")
    about = export.add_mutually_exclusive_group()
    about.add_argument("--for", dest="subject", metavar="SUBJECT", help="what it is about, such as 5A; else all")
    about.add_argument("--people", type=_numbers, metavar="ID,ID", help="those it is about, as search numbers them")
    export.add_argument(
        "--columns", type=_words, default=(), metavar="A,B", help="its columns in order; as usual unless said"
    )
    export.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="what else it asks for, see reports",
    )
    export.add_argument("--rings", metavar="A,B", help="the rings of the yearly wheel; all unless said")
    export.add_argument("--audience", metavar="A", help="who it is for; the paper's own choice unless said")
    export.add_argument("--paper", choices=LANGUAGES, help="the paper's language; the school's own unless said")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    search = add("search", people.search, "find people by name, class, phone or e-mail", as_json=True)
    search.add_argument("text", metavar="TEXT")
    protect = add("protect", people.protect, "give a person an address grade")
    protect.add_argument("person", metavar="PERSON", help="an id, or a name only one person has")
    protect.add_argument("grade", metavar="GRADE", choices=("none", "client", "confidential", "strictly_confidential"))
    listed = add("elections", elections.list_elections, "list the elections of a school year", as_json=True)
    listed.add_argument("--year", type=int, metavar="YEAR", help="the school year, by the year it begins in")
    elect = add("elect", elections.elect, "bring in a file of who was elected", as_json=True)
    elect.add_argument("file", type=Path, metavar="FILE", help="class, office, name, votes; CSV or Excel")
    elect.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook; else found by its headings")
    elect.add_argument("--year", type=int, metavar="YEAR", help="the school year it is of, by the year it begins in")
    elect.add_argument("--held-on", type=_day, metavar="DATE", help="the day it was held, 2026-09-10; else today")
    elect.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    add("bodies", councils.list_bodies, "list councils and committees: seats, who holds them, vacancies", as_json=True)
    held = add("meetings", meetings.list_meetings, "list the meetings of a school year", as_json=True)
    held.add_argument("--year", type=int, metavar="YEAR", help="the school year, by the year it begins in")
    agenda = add("agenda", meetings.show_agenda, "say what is on the agenda of one meeting", as_json=True)
    agenda.add_argument("meeting", type=int, metavar="ID", help="as meetings numbers it")
    wheel = add("wheel", yearwheel.list_wheel, "list what comes up in a school year", as_json=True)
    wheel.add_argument("--year", type=_year, metavar="YEAR", help="the school year, 2026/27")
    shown = add("plan", plan.show_plan, "say what stands in the plan of a school year", as_json=True)
    shown.add_argument("--year", type=_year, metavar="YEAR", help="the school year, 2026/27")
    add("history", keeping.history, "list what was done, newest first", as_json=True)
    undo = add("undo", keeping.undo, "take back a step, the newest unless its id is given")
    undo.add_argument("step", type=int, nargs="?", metavar="STEP", help="its id, as history and imports number it")
    undo.add_argument("--together", action="store_true", help="and the later ones that touched the same")
    add("redo", keeping.redo, "do the last undone step again")
    add("check", keeping.check, "look the whole file over")
    backup = add("backup", keeping.backup, "write a verified copy of the school's file")
    backup.add_argument("--out", type=Path, required=True, metavar="FILE")
    restore = add("restore", keeping.restore, "put a backup in the place of the school's file")
    restore.add_argument("file", type=Path, metavar="FILE")
    demo = add("demo", keeping.demo, "build the example school, all its papers and a picture of every page")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    add("self-test", keeping.self_test, "try the program's own parts")
    return parser


def _examples_of(name: str) -> str:
    lines = EXAMPLES.splitlines()[1:]
    starts = [at for at, line in enumerate(lines) if line.startswith("  main.py")]
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if f"main.py {name}" in lines[start]:
            found += lines[start:end]
    return "example:\n" + "\n".join(found)


def _numbers(text: str) -> tuple[int, ...]:
    words = _words(text)
    if not all(word.isascii() and word.isdecimal() and len(word) < 19 for word in words):
        raise argparse.ArgumentTypeError(f"numbers with commas between them are wanted, not {text!r}")
    return tuple(dict.fromkeys(int(word) for word in words))


def _words(text: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split(","))
    if not all(words):
        raise argparse.ArgumentTypeError(f"words with commas between them are wanted, not {text!r}")
    return words


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day like 2026-08-17 is wanted, not {text!r}") from None


def _year(text: str) -> int:
    try:
        return parse_year(text)
    except UserError:
        raise argparse.ArgumentTypeError(f"a school year like 2026/27 is wanted, not {text!r}") from None


def _setting(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise argparse.ArgumentTypeError(f"KEY=VALUE is wanted, not {text!r}")
    return key, value

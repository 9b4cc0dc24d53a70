"""Can a bad file hurt anybody? Each is read safely or refused in one plain sentence, and the database is as it was."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.contacts.imports.files import frames, job_object, limits, reading, words
from app.contacts.imports.files.reading import read_table, start_records
from app.contacts.imports.work import prepare_import
from app.core.errors import UserError
from app.core.i18n import translator
from db.store import Store
from tests.conftest import Clock
from tests.imports import hostile
from tests.imports import workbooks as make
from tests.imports.hostile import READ, SECRET
from tests.imports.rosters import DATA, open_store

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 30.0
"""Seconds a file may take on a busy machine; nearly all take a tenth of one."""
FINGERPRINT = """
import hashlib, pathlib, sys
for line in sys.stdin:
    files = sorted(path for path in pathlib.Path(line.rstrip()).iterdir() if not path.name.endswith(".lock"))
    print([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files if path.is_file()], flush=True)
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One school for all the files: none of them may change it."""
    opened = open_store(tmp_path_factory.mktemp("school"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def fingerprint(school: Store) -> Iterator[Callable[[], str]]:
    """Return what tells the school's files apart, read by another process: opening them here would drop our locks."""
    with subprocess.Popen(
        [sys.executable, "-c", FINGERPRINT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        reader, writer = process.stdout, process.stdin

        def ask() -> str:
            writer.write(f"{school.path.parent}\n")
            writer.flush()
            return reader.readline()

        yield ask
        writer.close()


def naive(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Read a file as it would be done without a second thought, in 1 GB and 10 seconds."""
    limited = (
        "import resource, sys, warnings; warnings.simplefilter('ignore')\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10)); resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", f"{limited}path = {str(path)!r}\n{code}"],
        capture_output=True, text=True, check=False, errors="replace",
    )  # fmt: skip


CALAMINE = "import python_calamine\nbook = python_calamine.CalamineWorkbook.from_path(path)\n"
ALL_CELLS = CALAMINE + "print([book.get_sheet_by_index(0).to_python()[row][:3] for row in (1, 2)])"
OPENPYXL = (
    "import openpyxl\nrows = openpyxl.load_workbook(path).active.rows\n"
    "print([[cell.value for cell in row[:3]] for row in rows][1:3])"
)
LXML = (
    "from lxml import etree\nparser = etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=True)\n"
    "print(len(etree.tostring(etree.parse(path, parser), encoding='unicode', method='text')))"
)
WHOLE_TEXT = "print(len(list(open(path, encoding='utf-8').read())))"
PUPILS = "[['5A', 'Kari', 'Berg'], ['5B', 'Ola', 'Lie']]"


def test_there_are_more_than_a_hundred_bad_files() -> None:
    assert len(hostile.ALL) >= 190


@pytest.mark.parametrize("name", list(hostile.ALL))
def test_a_bad_file_is_read_safely_or_refused_in_one_plain_sentence(
    school: Store, fingerprint: Callable[[], str], clock: Clock, tmp_path: Path, name: str
) -> None:
    bad = hostile.ALL[name]
    path = bad.make(tmp_path)
    allowed = bad.outcome if isinstance(bad.outcome, tuple) else (bad.outcome,)
    before = fingerprint()
    assert "school.db" in before
    begin = time.monotonic()
    try:
        outcome: int | str = len(prepare_import(school, path).plan.roster.pupils)
    except UserError as error:
        outcome = error.message
        for language in ("nb", "nn", "en"):
            said = translator(language)(error.message, **error.values)
            assert said.endswith(".")
            assert said.count("\n") == 0
            assert not any(word in said for word in ("Traceback", "Error", str(tmp_path), path.name))
    assert outcome in allowed
    assert time.monotonic() - begin < LONGEST
    assert fingerprint() == before


# ------------------------------------------------ what happens to those who do not look first


@pytest.mark.parametrize("code", [ALL_CELLS, OPENPYXL], ids=["calamine", "openpyxl"])
def test_the_naive_readers_read_the_good_file(tmp_path: Path, code: str) -> None:
    (tmp_path / "god.xlsx").write_bytes(make.xlsx())
    done = naive(code, tmp_path / "god.xlsx")
    assert (done.returncode, done.stdout.strip()) == (0, PUPILS)


@pytest.mark.skipif(os.name == "nt", reason="the naive readers are limited as Linux and macOS do it")
@pytest.mark.parametrize(
    ("name", "code", "end"),
    [
        ("17 billion cells", ALL_CELLS, "abort"),
        ("a row of 32 bits", ALL_CELLS, "abort"),
        ("a row of 70 bits", ALL_CELLS, "abort"),
        ("a text of 100 kB 20,000 times", ALL_CELLS, "abort"),
        ("a cell in the last corner", ALL_CELLS, "abort"),
        ("a column of 16 bits", ALL_CELLS, "abort"),
        ("a directory that bites its tail", ALL_CELLS, "abort"),
        ("a date of -1e300", ALL_CELLS, "PanicException"),
        ("hours without end", ALL_CELLS, "OverflowError"),
        ("a truth that is seven", ALL_CELLS, "Unrecognized boolean"),
        ("an error of a newer Excel", ALL_CELLS, "Unsupported cell error"),
        ("a row of 32 bits", OPENPYXL, "ValueError"),
        ("five gigabytes of nothing", WHOLE_TEXT, "MemoryError"),
    ],
)
def test_a_naive_reader_dies_of_it(tmp_path: Path, name: str, code: str, end: str) -> None:
    done = naive(code, hostile.ALL[name].make(tmp_path))
    if end == "abort":
        assert done.returncode == -signal.SIGABRT
    else:
        assert done.returncode == 1
        assert end in done.stderr


def test_a_naive_reader_lets_another_file_in(tmp_path: Path) -> None:
    (tmp_path / "hemmelig.txt").write_text(SECRET, encoding="utf-8")
    page = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/hemmelig.txt">]>'
    path = tmp_path / "liste.xls"
    path.write_text(
        make.spreadsheet_xml(before=page, inside="<Row><Cell><Data ss:Type='String'>&x;</Data></Cell></Row>"),
        encoding="utf-8",
    )
    code = LXML.replace("print(len(", "print((")
    assert SECRET in naive(code, path).stdout
    with pytest.raises(UserError) as raised:
        read_table(path)
    assert raised.value.message == words.UNSAFE


# ------------------------------------------------ one cell's problem


@pytest.mark.parametrize(
    ("value", "style"), [("-1", 1), ("2958466", 1), ("1e300", 1), ("-1e300", 1), ("NaN", 1), ("-inf", 1), ("1e300", 2)]
)
def test_an_impossible_date_is_one_cells_problem(
    school: Store, clock: Clock, tmp_path: Path, value: str, style: int
) -> None:
    prepared = prepare_import(school, hostile.impossible_date(value, style)(tmp_path))
    kari, ola = prepared.plan.roster.pupils
    assert (kari.given, ola.given) == ("Kari", "Ola")
    assert ola.birth_date is None
    assert [(problem.row, problem.column) for problem in prepared.problems] == [(3, "Fødselsdato")]


def test_the_cells_beside_an_impossible_one_keep_their_kind(tmp_path: Path) -> None:
    row = make.xlsx_cell("A1", 47, 's="1"') + make.xlsx_cell("B1", 4_790_012_345) + make.xlsx_cell("C1", "-1e300")
    row += '<c r="D1" s="1"><v>-1e300</v></c><c r="E1" t="s"><v>0</v></c><c r="F1" t="b"><v>1</v></c>'
    strings = make.shared_strings("<si><t>Æ</t></si>")
    sheet = make.xlsx_sheet(f'<row r="1">{row}</row><row r="2"><c r="A2"><v>1</v></c></row>')
    (tmp_path / "bok.xlsx").write_bytes(make.xlsx(sheet, shared=strings))
    cells = read_table(tmp_path / "bok.xlsx").row(0)
    assert [str(cell) for cell in cells] == ["1900-02-16", "4790012345", "-1e300", "-1e300", "Æ", "True"]


# ------------------------------------------------ the child, its limits and its end


def child_instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Start other Python code where the child would be started; ``go()`` is the child itself."""
    start = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); arguments = sys.argv[1:]\n"
        "from app.contacts.imports.files import child\n"
        "def go(): sys.exit(child.main(arguments))\n"
    )
    monkeypatch.setattr(reading, "child_command", lambda *given: [sys.executable, "-c", start + code, *given])


def refused(path: Path) -> str:
    with pytest.raises(UserError) as raised:
        read_table(path)
    return raised.value.message


def good_file(folder: Path) -> Path:
    (folder / "god.xlsx").write_bytes(make.xlsx())
    return folder / "god.xlsx"


@pytest.mark.parametrize(
    "code",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os; os.abort()",
        "sys.stdout.buffer.write(b'\\x05\\x00\\x00\\x00hello')",
        "sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff' + bytes(1000))",
        "child.Answer(sys.stdout.buffer).send(('end', 7))",
        "child.Answer(sys.stdout.buffer).send(7)",
        "",
    ],
    ids=["killed", "aborted", "rubbish", "four gigabytes", "an end too early", "a number", "nothing"],
)
def test_a_child_that_dies_or_talks_nonsense_is_a_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str
) -> None:
    child_instead(monkeypatch, code)
    assert refused(good_file(tmp_path)) == reading.DIED


def test_a_child_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child_instead(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(reading, "PATIENCE", 0.5)
    begin = time.monotonic()
    assert refused(good_file(tmp_path)) == reading.DIED
    assert time.monotonic() - begin < 10


@pytest.mark.skipif(sys.platform != "linux", reason="macOS may not keep a limit of memory, Windows has none of these")
@pytest.mark.parametrize(
    "code",
    [
        "from app.contacts.imports.files import limits; limits.limit_time(1)\nwhile True: pass",
        "from app.contacts.imports.files import limits; limits.limit_memory()\nx = bytearray(500_000_000); go()",
    ],
    ids=["time", "memory"],
)
def test_the_limits_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    child_instead(monkeypatch, code)
    begin = time.monotonic()
    assert refused(good_file(tmp_path)) == reading.DIED
    assert time.monotonic() - begin < 15


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("path.unlink()", words.MISSING),
        ("path.write_bytes(b'')", words.EMPTY),
        ("path.write_bytes(path.read_bytes()[:500])", words.DAMAGED),
        ("import os; os.truncate(path, 70_000_000)", words.TOO_LARGE),
        ("path.unlink(); path.mkdir()", words.NOT_READABLE),
    ],
    ids=["gone", "emptied", "cut", "grown", "a folder now"],
)
def test_a_file_that_changes_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: str, message: str
) -> None:
    child_instead(monkeypatch, f"from pathlib import Path; path = Path(arguments[1]); {change}; go()")
    assert refused(good_file(tmp_path)) == message


def test_a_file_that_changes_while_it_is_read_is_read_as_it_was_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change = (
        "looked = child.look\n"
        "def look(data):\n"
        "    found = looked(data)\n"
        "    open(arguments[1], 'wb').write(b'rubbish')\n"
        "    return found\n"
        "child.look = look; go()"
    )
    child_instead(monkeypatch, change)
    path = good_file(tmp_path)
    assert read_table(path).row(2)[1] == "Ola"
    assert path.read_bytes() == b"rubbish"


def test_a_file_nobody_may_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Or that Excel holds fast: the system says the same. Not by its rights, for root may read everything."""
    path = good_file(tmp_path)
    deny = "from pathlib import Path\ndef deny(*_): raise PermissionError\nPath.open = deny; go()"
    child_instead(monkeypatch, deny)
    assert refused(path) == words.NOT_READABLE

    def denied(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == words.NOT_READABLE


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}))",
        "import socket; socket.getaddrinfo('example.no', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.posix_spawn('/bin/true', ['true'], {{}})",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.fork()",
        "open({path!r}, 'w')",
        "open({path!r}, 'ab')",
        "import os; os.open({path!r}, os.O_RDWR | os.O_CREAT)",
        "import os; os.remove({path!r})",
        "import os; os.rename({path!r}, {path!r} + '2')",
        "import ctypes; ctypes.CDLL(None)",
    ],
)
def test_the_child_can_do_nothing_but_read(tmp_path: Path, deed: str) -> None:
    path = tmp_path / "liste.txt"
    path.write_text("som den var", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = deed.format(port=server.getsockname()[1], path=str(path))
        code = (
            "import ctypes, os, socket, subprocess\n"
            "from app.contacts.imports.files import limits\n"
            "limits.refuse_everything_else()\n"
            f"assert open({str(path)!r}).read()\n"
            f"try:\n    {done}\nexcept limits.Forbidden:\n    print('refused')\n"
        )
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout == "refused\n", run.stderr
    assert path.read_text(encoding="utf-8") == "som den var"
    assert len(list(tmp_path.iterdir())) == 1


def test_nobody_is_asked_for_what_a_file_points_at(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        relations = f'<Relationships><Relationship Id="rId1" TargetMode="External" Target="{address}"/></Relationships>'
        formula = f'<row r="4"><c r="A4" t="str"><f>WEBSERVICE("{address}")</f><v>5C</v></c></row>'
        book = make.xlsx(
            make.xlsx_sheet(make.xlsx_rows() + formula),
            parts={
                "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
                "xl/externalLinks/externalLink1.xml": "<a/>",
            },
        )
        page = make.html(
            before=f'<link rel=stylesheet href="{address}"><img src="{address}"><script src="{address}"></script>'
        )
        (tmp_path / "bok.xlsx").write_bytes(book)
        (tmp_path / "side.xls").write_text(page, encoding="utf-8")
        assert read_table(tmp_path / "bok.xlsx").row(3)[0] == "5C"
        assert read_table(tmp_path / "side.xls").row(2)[1] == "Ola"
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_a_formula_would_do_is_text_or_its_last_answer(school: Store, clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "formel.csv"
    path.write_text("Klasse;Fornavn;Etternavn;Adresse\n5A;Kari;Berg;=HYPERLINK(1)\n", encoding="utf-8")
    assert prepare_import(school, path).plan.roster.pupils[0].address[0] == "=HYPERLINK(1)"
    formula = '<row r="4"><c r="A4" t="str"><f>cmd|\' /C calc\'!A0</f><v>5C</v></c></row>'
    (tmp_path / "bok.xlsx").write_bytes(make.xlsx(make.xlsx_sheet(make.xlsx_rows() + formula)))
    assert read_table(tmp_path / "bok.xlsx").row(3)[0] == "5C"


# ------------------------------------------------ the other formats' way through the child

READER = """
from app.core.errors import UserError
def read(path):
    yield from ({body})
import sys, types
module = types.ModuleType("reader_of_the_test"); module.read = read
sys.modules["reader_of_the_test"] = module
child.READERS["test"] = "reader_of_the_test"
go()
"""


def records(monkeypatch: pytest.MonkeyPatch, path: Path, body: str) -> list[object]:
    child_instead(monkeypatch, READER.format(body=body))
    return start_records(path, "test").records()


def test_records_of_another_format_come_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "data.xml"
    path.write_text("<?xml version='1.0'?><a/>", encoding="utf-8")
    found = records(monkeypatch, path, "{'n': n, 'æ': ('x', None, 1.5)} for n in range(5_000)")
    assert found == [{"n": n, "æ": ("x", None, 1.5)} for n in range(5_000)]
    assert records(monkeypatch, path, "()") == []


def test_what_a_reader_of_another_format_says_reaches_the_user_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "data.xml"
    path.write_text("<a/>", encoding="utf-8")
    body = "(_ for _ in ()).throw(UserError('In {file} it says {n}.', field='format', file='x.csv', n=3))"
    with pytest.raises(UserError) as raised:
        records(monkeypatch, path, body)
    assert (raised.value.message, raised.value.field) == ("In {file} it says {n}.", "format")
    assert raised.value.values == {"file": "x.csv", "n": 3}


@pytest.mark.parametrize(
    ("content", "body", "message"),
    [
        (b"<a/>", "1 / 0 for _ in '1'", words.DAMAGED),
        (b"<a/>", "object() for _ in '1'", words.DAMAGED),
        (b"<a/>", "bytearray(900_000_000) for _ in '1'", words.TOO_LARGE),
        (b"<a/>", "bytes(9_000_000) for _ in range(100)", words.TOO_LARGE),
        (b"<a/>", "__import__('os').abort() for _ in '1'", reading.DIED),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "()", words.UNSAFE),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16"), "()", words.UNSAFE),
        (b"<?xml version='1.0' encoding='cp037'?><a/>", "()", words.UNSAFE),
        (b"PK\x03\x04" + bytes(100), "()", words.DAMAGED),
        (b"", "()", words.EMPTY),
    ],
)
def test_a_reader_of_another_format_is_under_the_same_limits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes, body: str, message: str
) -> None:
    path = tmp_path / "data.xml"
    path.write_bytes(content)
    with pytest.raises(UserError) as raised:
        records(monkeypatch, path, body)
    assert raised.value.message == message


def test_a_reader_nobody_knows_is_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        start_records(good_file(tmp_path), "os").records()


def test_a_child_cannot_fill_the_parent() -> None:
    class Endless:
        def __init__(self) -> None:
            self.given = 0

        def read(self, count: int) -> bytes:
            self.given += 1
            return (100_000_000).to_bytes(4, "little") if count == 4 else b"i\1\0\0\0" + bytes(count - 5)

    endless = Endless()
    assert len(list(frames.frames(endless))) <= frames.LARGEST_ANSWER * 2 // 100_000_000  # type: ignore[arg-type]


# ------------------------------------------------ Windows, as far as it can be seen from here


class Kernel:
    """Stands for kernel32, and keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int, int, int]] = []
        self.entered = 0
        self.CreateJobObjectW = self._named(lambda *_: 0x1_0000_0004)
        self.GetCurrentProcess = self._named(lambda: 0xFFFF_FFFF_FFFF_FFFF)

    def _named(self, call: Callable[..., int]) -> Callable[..., int]:
        def named(*arguments: object) -> int:
            return call(*arguments)

        return named

    def SetInformationJobObject(self, job: ctypes.c_void_p, what: int, given: object, size: ctypes.c_uint32) -> int:
        assert (job.value, what, size.value) == (0x1_0000_0004, 9, 144)
        found = ctypes.cast(given, ctypes.POINTER(job_object.ExtendedLimits)).contents  # type: ignore[arg-type]
        basic = found.Basic
        self.told.append(
            (basic.LimitFlags, found.ProcessMemoryLimit, basic.PerProcessUserTimeLimit, basic.ActiveProcessLimit)
        )
        return 1

    def AssignProcessToJobObject(self, job: ctypes.c_void_p, process: ctypes.c_void_p) -> int:
        assert process.value == 0xFFFF_FFFF_FFFF_FFFF
        self.entered += 1
        return 1


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64 bits")
def test_windows_is_told_the_limits_as_its_reference_says() -> None:
    assert ctypes.sizeof(job_object.BasicLimits) == 64
    assert ctypes.sizeof(job_object.ExtendedLimits) == 144
    kernel = Kernel()
    job = job_object.Job(kernel)
    assert job.limit(memory=limits.MEMORY)
    assert job.limit(seconds=5)
    assert kernel.told == [(0x508, 450_000_000, 0, 1), (0x50A, 450_000_000, 50_000_000, 1)]
    assert kernel.entered == 1


def test_the_file_the_other_tests_read_is_as_good_as_ever() -> None:
    assert read_table(DATA / "elevliste.xlsx").height == 481
    assert len(make.GOOD) == READ + 1

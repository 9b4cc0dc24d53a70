"""Files that lie, explode, hang or are just broken. Each is small to make, and says what must come of it.

What must come of it is a number (so many pupils are read, the rest of the file being of no matter) or the sentences
with which it may be refused.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from app.contacts.imports.files import words
from app.contacts.imports.files.reading import DIED
from app.contacts.imports.tables import mapping
from tests.imports import workbooks as make
from tests.imports.workbooks import SHEET, XML, xlsx, xlsx_cell, xlsx_rows, xlsx_sheet

READ = 2
"""Both pupils of the good file."""
BROKEN = (words.DAMAGED, DIED)
ROWS = xlsx_rows()
SECRET = "hemmelig-innhold-i-en-annen-fil"


class Hostile(NamedTuple):
    """A bad file. ``make`` writes it into a folder and returns its path."""

    make: Callable[[Path], Path]
    outcome: int | tuple[int | str, ...]


def _file(name: str, data: bytes | str | Callable[[], bytes | str]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        content = data() if callable(data) else data
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder / name

    return write


def _xlsx(*sheet: str | bytes | Callable[[], str | bytes], **more: Any) -> Callable[[Path], Path]:
    def content() -> bytes:
        given = sheet[0] if sheet else None
        first = given if given is None or isinstance(given, str | bytes) else given()
        return xlsx(first, **{name: value() if callable(value) else value for name, value in more.items()})

    return _file("liste.xlsx", content)


def _rows(extra: str | Callable[[], str], after: str | Callable[[], str] = "", **more: Any) -> Callable[[Path], Path]:
    """Two good pupils, and rows more."""
    return _xlsx(
        lambda: xlsx_sheet(ROWS + (extra() if callable(extra) else extra), after() if callable(after) else after),
        **more,
    )


def _ods(extra: str | Callable[[], str] = "", **more: Any) -> Callable[[Path], Path]:
    return _file("liste.ods", lambda: make.ods(make.ods_rows() + (extra() if callable(extra) else extra), **more))


def _page(before: str | Callable[[], str] = "", after: str | Callable[[], str] = "") -> Callable[[Path], Path]:
    return _file(
        "liste.xls",
        lambda: make.html(before=before() if callable(before) else before, after=after() if callable(after) else after),
    )


def _row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _ods_cell(inside: str, attributes: str = 'office:value-type="string"', row: str = "") -> str:
    return f"<table:table-row {row}><table:table-cell {attributes}>{inside}</table:table-cell></table:table-row>"


# ---------------------------------------------------------------- the file itself


def _noise(length: int) -> bytes:
    return bytes(place * place % 251 for place in range(length))


def _link_to_itself(folder: Path) -> Path:
    (folder / "liste.xlsx").symlink_to(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def _link(target: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / "liste.xlsx").symlink_to(target)
        return folder / "liste.xlsx"

    return write


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def _sparse(folder: Path) -> Path:
    with (folder / "liste.csv").open("wb") as file:
        file.write(make.text().encode())
        file.truncate(5_000_000_000)
    return folder / "liste.csv"


FILES = {
    "there is none": Hostile(lambda folder: folder / "borte.xlsx", (words.MISSING,)),
    "nothing in it": Hostile(_file("tom.xlsx", b""), (words.EMPTY,)),
    "nothing in a text": Hostile(_file("tom.csv", b""), (words.EMPTY,)),
    "never fetched from the cloud": Hostile(_file("sky.xlsx", bytes(20_000)), (words.EMPTY,)),
    "the note of an open workbook": Hostile(_file("~$liste.xlsx", b"\x05Kari" + bytes(160)), (words.LOCK_FILE,)),
    "a link to itself": Hostile(_link_to_itself, (words.NOT_READABLE,)),
    "a link to nowhere": Hostile(_link("/nowhere/liste.xlsx"), (words.MISSING,)),
    "a device that never ends": Hostile(_link("/dev/zero"), (words.NOT_READABLE,)),
    "a pipe nobody writes to": Hostile(_pipe, (words.NOT_READABLE,)),
    "five gigabytes of nothing": Hostile(_sparse, (words.TOO_LARGE,)),
    "a name that is too long": Hostile(lambda folder: folder / ("x" * 300 + ".xlsx"), (words.NOT_READABLE,)),
    "a name with a zero in it": Hostile(lambda folder: folder / "a\0b.xlsx", (words.DAMAGED, words.NOT_READABLE)),
}

# ---------------------------------------------------------------- zip archives


def _patched(data: bytes, name: str, at: int, value: bytes) -> bytes:
    """Change bytes of a part's entry in the archive's directory."""
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: place + at] + value + data[place + at + len(value) :]


def _overlapping() -> bytes:
    """One run of zeros of 200 kB, and 900 entries that each say it is theirs: 180 MB of 200 kB."""
    one = make.zipped({"[Content_Types].xml": b"\0" * 20_000_000})
    directory = one.rindex(b"PK\x01\x02")
    body, entry = one[:directory], one[directory : one.rindex(b"PK\x05\x06")]
    name = len("[Content_Types].xml")
    entries = b"".join(entry[:46] + f"{place:019d}".encode() + entry[46 + name :] for place in range(15))
    body_names = body  # the local header says another name, which zipfile would see only on opening
    ending = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 16, 16, len(entry + entries), len(body), 0)
    return body_names + entry + entries + ending


def _nested() -> bytes:
    data = b"\0" * 10_000_000
    for depth in range(5):
        data = make.zipped({f"{depth}{copy}.zip": data for copy in range(4)})
    return data


def _same_name_twice() -> bytes:
    target = io.BytesIO(xlsx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", "<a/>")
    return target.getvalue()


def _many_parts() -> bytes:
    return xlsx(parts={f"xl/x{place}.xml": "" for place in range(2_100)})


def _bomb(size: int) -> bytes:
    target, rows = io.BytesIO(), b"<row/>" * 100_000
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", XML)
        with archive.open(SHEET, "w") as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(size // len(rows)):
                part.write(rows)
            part.write(b"</sheetData></worksheet>")
    return target.getvalue()


def _many_bombs() -> bytes:
    part = b" " * 30_000_000
    return xlsx(parts={f"xl/media/{place}.bin": part for place in range(14)})


def _huge_directory() -> bytes:
    """An archive whose directory says that it has 65,000 parts."""
    data = xlsx()
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 8] + struct.pack("<HH", 65_000, 65_000) + data[end + 12 :]


GOOD = xlsx()
ZIPS = {
    "cut in half": Hostile(_file("halv.xlsx", GOOD[: len(GOOD) // 2]), BROKEN),
    "only its beginning": Hostile(_file("start.xlsx", GOOD[:10]), BROKEN),
    "only its end": Hostile(_file("slutt.xlsx", b"PK\x05\x06" + bytes(18)), (words.NOT_A_WORKBOOK,)),
    "bytes turned over": Hostile(_file("feil.xlsx", GOOD[:600] + b"\xff" * 60 + GOOD[660:]), BROKEN),
    "a sum that is wrong": Hostile(_file("sum.xlsx", lambda: _patched(GOOD, SHEET, 16, b"\1\2\3\4")), BROKEN),
    "says it is smaller": Hostile(_file("liten.xlsx", lambda: _patched(GOOD, SHEET, 24, b"\1\0\0\0")), BROKEN),
    "says it is larger": Hostile(_file("stor.xlsx", lambda: _patched(GOOD, SHEET, 24, b"\0\0\0\1")), BROKEN),
    "says it is four gigabytes": Hostile(
        _file("enorm.xlsx", lambda: _patched(GOOD, SHEET, 24, b"\xfe\xff\xff\xff")), (words.TOO_LARGE,)
    ),
    "says it begins elsewhere": Hostile(
        _file("annet.xlsx", lambda: _patched(GOOD, SHEET, 42, b"\0\0\0\x7f")), (*BROKEN, words.UNSAFE)
    ),
    "a method nobody knows": Hostile(
        _file("metode.xlsx", lambda: _patched(GOOD, SHEET, 10, b"\x63\0")), (words.UNSAFE,)
    ),
    "a part that is locked": Hostile(
        _file("laast.xlsx", lambda: _patched(GOOD, SHEET, 8, b"\1\0")), (words.ENCRYPTED,)
    ),
    "packed with lzma": Hostile(
        _file("lzma.xlsx", lambda: make.zipped({"[Content_Types].xml": XML, SHEET: XML}, zipfile.ZIP_LZMA)),
        (words.UNSAFE,),
    ),
    "a bomb of 402 MB": Hostile(_file("bombe.xlsx", lambda: _bomb(402_000_000)), (words.TOO_LARGE,)),
    "a bomb in fourteen parts": Hostile(_file("bomber.xlsx", _many_bombs), (words.TOO_LARGE,)),
    "archives in archives": Hostile(_file("42.xlsx", _nested), (words.NOT_A_WORKBOOK,)),
    "parts that share their bytes": Hostile(_file("deler.xlsx", _overlapping), (words.UNSAFE,)),
    "a part twice": Hostile(_file("to.xlsx", _same_name_twice), (words.UNSAFE,)),
    "two thousand parts": Hostile(_file("mange.xlsx", _many_parts), (words.UNSAFE,)),
    "a directory that is not there": Hostile(_file("katalog.xlsx", _huge_directory), (*BROKEN, words.UNSAFE)),
    "a part outside": Hostile(_xlsx(parts={"../ut.xml": "<a/>"}), (words.UNSAFE,)),
    "a part at the root": Hostile(_xlsx(parts={"/etc/passwd": "x"}), (words.UNSAFE,)),
    "a part on a drive": Hostile(_xlsx(parts={"C:\\ut.xml": "x"}), (words.UNSAFE,)),
    "pictures": Hostile(_file("bilder.xlsx", make.zipped({"ferie.jpg": b"\xff\xd8"})), (words.NOT_A_WORKBOOK,)),
    "a letter": Hostile(
        _file("brev.xlsx", lambda: xlsx(parts={"word/document.xml": XML + "<document/>"})), (words.A_DOCUMENT,)
    ),
    "an open letter": Hostile(
        _file("brev.ods", lambda: make.ods(mimetype="application/vnd.oasis.opendocument.text")), (words.A_DOCUMENT,)
    ),
    "no list of types": Hostile(_xlsx(without=["[Content_Types].xml"]), (words.NOT_A_WORKBOOK,)),
    "no workbook": Hostile(_xlsx(without=["xl/workbook.xml"]), (*BROKEN, words.NO_ROWS)),
    "no sheet": Hostile(_xlsx(without=[SHEET]), BROKEN),
    "no sheet named": Hostile(
        _xlsx(parts={"xl/workbook.xml": XML + "<workbook><sheets/></workbook>"}), (*BROKEN, words.NO_ROWS)
    ),
    "something before it": Hostile(_file("foran.xlsx", b"MZ\x90\0" + bytes(60) + GOOD), (words.NOT_A_WORKBOOK,)),
    "something after it": Hostile(_file("etter.xlsx", GOOD + b"<script>alert(1)</script>"), READ),
}

# ---------------------------------------------------------------- markup

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * 10 + "'>" for n in range(1, 10))
    + "]>"
)
QUADRATIC = '<!DOCTYPE q [<!ENTITY a "' + "a" * 100_000 + '">]>'
OTHER_FILE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OTHER_PLACE = '<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
ENTITY = _row(4, '<c r="A4" t="str"><v>&x;</v></c>')


def _with(before: str, value: str = "x") -> Callable[[Path], Path]:
    return _xlsx(lambda: xlsx_sheet(ROWS + _row(4, xlsx_cell("A4", value)), before=XML + before))


def _wide(data: str) -> bytes:
    return data.replace("UTF-8", "UTF-16").encode("utf-16")


MARKUP = {
    "a billion laughs": Hostile(_with(LAUGHS, "&l9;"), (words.UNSAFE,)),
    "a billion laughs in the strings": Hostile(
        _xlsx(shared=make.shared_strings("<si><t>&l9;</t></si>", XML + LAUGHS)), (words.UNSAFE,)
    ),
    "a billion laughs in the styles": Hostile(_xlsx(styles=XML + LAUGHS + "<styleSheet/>"), (words.UNSAFE,)),
    "a billion laughs in the types": Hostile(
        _xlsx(parts={"[Content_Types].xml": XML + LAUGHS + "<Types/>"}), (words.UNSAFE,)
    ),
    "a billion laughs in two bytes": Hostile(
        _xlsx(lambda: _wide(xlsx_sheet(ROWS, before=XML + LAUGHS))), (words.UNSAFE,)
    ),
    "a billion laughs in two bytes, unmarked": Hostile(
        _xlsx(lambda: xlsx_sheet(ROWS, before=XML + LAUGHS).encode("utf-16-be")), (words.UNSAFE,)
    ),
    "a document type behind a long comment": Hostile(
        _with(f"<!--{'x' * 900_000}-->" + LAUGHS, "&l9;"), (words.UNSAFE,)
    ),
    "a document type across two pieces": Hostile(
        _with(f"<!--{' ' * ((1 << 18) - len(XML) - 12)}-->" + LAUGHS, "&l9;"), (words.UNSAFE,)
    ),
    "a quadratic bomb": Hostile(_with(QUADRATIC, "&a;" * 50_000), (words.UNSAFE,)),
    "another file's text": Hostile(_with(OTHER_FILE, "&x;"), (words.UNSAFE,)),
    "another place's text": Hostile(_with(OTHER_PLACE, "&x;"), (words.UNSAFE,)),
    "another place's document type": Hostile(_with(PARAMETER), (words.UNSAFE,)),
    "a document type of open documents": Hostile(_ods(before=XML + LAUGHS), (words.UNSAFE,)),
    "an entity nobody declared": Hostile(_rows(ENTITY), (*BROKEN, READ)),
    "two million elements deep": Hostile(_rows(lambda: "<x>" * 2_000_000 + "</x>" * 2_000_000), READ),
    "two million elements unclosed": Hostile(_rows(lambda: "<x>" * 2_000_000), (READ, *BROKEN)),
    "not XML": Hostile(_xlsx("<worksheet><sheetData><row"), (words.DAMAGED,)),
    "letters that are none": Hostile(
        _xlsx(xlsx_sheet(ROWS).encode().replace(b"Kari", b"\xff\xfe\xfd")), (*BROKEN, READ)
    ),
    "zeros in a name": Hostile(_xlsx(xlsx_sheet(ROWS).encode().replace(b"Kari", b"Ka\0ri")), READ),
    "a sign that may not be": Hostile(_xlsx(xlsx_sheet(ROWS).replace("Kari", "Kari&#1;")), READ),
    "a sign of no alphabet": Hostile(_xlsx(xlsx_sheet(ROWS).replace("Kari", "Kari&#x110000;")), BROKEN),
    "an attribute of 20 MB": Hostile(_rows(lambda: '<row r="4" x="' + "x" * 20_000_000 + '"/>'), READ),
    "300,000 attributes": Hostile(_rows(lambda: "<row " + " ".join(f"a{n}='1'" for n in range(300_000)) + "/>"), READ),
    "a comment of 50 MB": Hostile(_rows(lambda: f"<!--{' ' * 50_000_000}-->"), READ),
    "instructions": Hostile(_rows("<?php system('id'); ?>" * 1000), READ),
}

# ---------------------------------------------------------------- sheets


def _far(place: str, row: int) -> str:
    return _row(row, xlsx_cell(place, 1))


def _same_long_string() -> str:
    cells = "".join(_row(4 + n, f'<c r="A{4 + n}" t="s"><v>0</v></c>') for n in range(20_000))
    return xlsx_sheet(ROWS + cells)


def impossible_date(value: str, style: int = 1) -> Callable[[Path], Path]:
    """The second pupil's birth date is impossible."""
    rows = xlsx_rows(make.GOOD[:2]) + _row(
        3,
        xlsx_cell("A3", "5B"), xlsx_cell("B3", "Ola"), xlsx_cell("C3", "Lie"),
        f'<c r="D3" s="{style}"><v>{value}</v></c>',
    )  # fmt: skip
    return _xlsx(xlsx_sheet(rows))


def _odd_cell(attributes: str, value: str) -> Callable[[Path], Path]:
    return _rows(_row(4, xlsx_cell("A4", "5A"), f'<c r="F4" {attributes}><v>{value}</v></c>'))


TOO_BIG = (words.TOO_MANY, words.TOO_LARGE, DIED)
SHEETS = {
    "17 billion cells": Hostile(_xlsx(xlsx_sheet(_far("A1", 1) + _far("XFD1048576", 1_048_576))), (words.TOO_MANY,)),
    "says it has 17 billion cells": Hostile(
        _xlsx(xlsx_sheet(ROWS).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')), READ
    ),
    "a cell at the very bottom": Hostile(_rows(_far("B1048576", 1_048_576)), (words.TOO_MANY,)),
    "a cell at the far right": Hostile(_rows(_row(4, xlsx_cell("XFD4", 1))), (words.TOO_MANY,)),
    "an empty cell at the very bottom": Hostile(_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), READ),
    "a row of 32 bits": Hostile(
        _xlsx(xlsx_sheet(_row(4_294_967_295, xlsx_cell("A4294967295", 1), xlsx_cell("ZZZZZZZ4294967295", 1)))), TOO_BIG
    ),
    "a row of 70 bits": Hostile(_rows(_far("A99999999999999999999", 4)), (*TOO_BIG, *BROKEN)),
    "a row below zero": Hostile(_rows(_far("A-1", -1)), BROKEN),
    "row zero": Hostile(_rows(_far("A0", 0)), BROKEN),
    "100,000 columns": Hostile(
        _xlsx(lambda: xlsx_sheet("<row>" + "<c><v>1</v></c>" * 100_000 + "</row><row><c><v>1</v></c></row>")), TOO_BIG
    ),
    "200,001 rows": Hostile(
        _xlsx(lambda: xlsx_sheet(ROWS + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (200_001,)))),
        (words.TOO_MANY,),
    ),
    "two million empty rows": Hostile(_rows(lambda: "<row/>" * 2_000_000), READ),
    "rows in disorder": Hostile(_xlsx(xlsx_sheet("".join(reversed(ROWS.split("(?=<row)"))))), READ),
    "a cell twice": Hostile(_rows(_row(4, xlsx_cell("H4", "a"), xlsx_cell("H4", "b"))), READ),
    "a cell of 100 MB": Hostile(_rows(lambda: _row(4, xlsx_cell("F4", "x" * 100_000_000))), (words.TOO_LARGE, DIED)),
    "a shared text of 100 MB": Hostile(
        _rows(
            _row(4, '<c r="F4" t="s"><v>0</v></c>'),
            shared=lambda: make.shared_strings(f"<si><t>{'x' * 100_000_000}</t></si>"),
        ),
        (words.TOO_LARGE, DIED),
    ),
    "a text of 100 kB 20,000 times": Hostile(
        _xlsx(_same_long_string, shared=lambda: make.shared_strings(f"<si><t>{'x' * 100_000}</t></si>")),
        (words.TOO_LARGE, DIED),
    ),
    "a text that is not there": Hostile(_odd_cell('t="s"', "99999"), BROKEN),
    "a text before the first": Hostile(_odd_cell('t="s"', "-1"), BROKEN),
    "a truth that is seven": Hostile(_odd_cell('t="b"', "7"), READ),
    "an error of a newer Excel": Hostile(_odd_cell('t="e"', "#SPILL!"), READ),
    "a kind nobody knows": Hostile(_odd_cell('t="zz"', "1"), READ),
    "a style that is not there": Hostile(_odd_cell('s="99999"', "42000"), READ),
    "a million styles": Hostile(
        _xlsx(styles=lambda: make.STYLES.replace("</cellXfs>", '<xf numFmtId="14"/>' * 1_000_000 + "</cellXfs>")), READ
    ),
    "a format of 5 MB": Hostile(
        _xlsx(
            styles=lambda: make.STYLES.replace(
                "<cellXfs", '<numFmts><numFmt numFmtId="200" formatCode="' + "[y" * 2_500_000 + '"/></numFmts><cellXfs'
            )
        ),
        READ,
    ),
    "everything merged, a thousand times": Hostile(
        _rows("", "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1000 + "</mergeCells>"), READ
    ),
    "merged with nothing": Hostile(_rows("", '<mergeCells><mergeCell ref="rubbish"/></mergeCells>'), BROKEN),
    "a date before all days": Hostile(impossible_date("-1"), READ),
    "the day that never was": Hostile(impossible_date("60"), READ),
    "the day after the last": Hostile(impossible_date("2958466"), READ),
    "a date beyond all numbers": Hostile(impossible_date("1e300"), READ),
    "a date of -1e300": Hostile(impossible_date("-1e300"), READ),
    "a date that is no number": Hostile(impossible_date("NaN"), READ),
    "a date without end": Hostile(impossible_date("-inf"), READ),
    "hours without end": Hostile(impossible_date("1e300", style=2), READ),
    "sheets that are all hidden": Hostile(_xlsx(sheets=[("Elever", 'state="veryHidden"')]), (words.NO_ROWS,)),
    "a thousand sheets": Hostile(_xlsx(sheets=[(f"Ark{n}", "") for n in range(1_000)]), READ),
    "sheets of one name": Hostile(_xlsx(sheets=[("Elever", ""), ("Elever", "")]), READ),
    "a sheet named like a path": Hostile(_xlsx(sheets=[("../../etc/passwd", "")]), READ),
    "a sheet outside": Hostile(
        _xlsx(
            parts={
                "xl/_rels/workbook.xml.rels": XML
                + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
                'TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
            }
        ),
        BROKEN,
    ),
    "a command as a formula": Hostile(_rows(_row(4, '<c r="F4" t="str"><f>cmd|\' /C calc\'!A0</f><v>0</v></c>')), READ),
    "a formula that asks the network": Hostile(
        _rows(_row(4, '<c r="F4" t="str"><f>WEBSERVICE("http://127.0.0.1:9/"&amp;B2)</f><v>0</v></c>')), READ
    ),
    "macros": Hostile(_xlsx(parts={"xl/vbaProject.bin": make.ole({"VBA": b"Shell"})}), READ),
    "a workbook elsewhere": Hostile(
        _xlsx(
            parts={
                "xl/externalLinks/externalLink1.xml": XML + "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": XML
                + '<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:9/x.xlsx"/>'
                "</Relationships>",
            }
        ),
        READ,
    ),
    "a query": Hostile(
        _xlsx(parts={"xl/connections.xml": XML + '<connections><connection id="1"/></connections>'}), READ
    ),
    "a workbook in the workbook": Hostile(_xlsx(parts={"xl/embeddings/bok.xlsx": GOOD}), READ),
}

# ---------------------------------------------------------------- .xls


def _stream(data: bytes, **more: Any) -> Callable[[Path], Path]:
    return _file("liste.xls", lambda: make.ole({"Workbook": data}, **more))


_OLD = make.xls()
XLS = {
    "the beginning of an old file": Hostile(_file("liste.xls", _OLD[:8] + bytes(4096)), (words.DAMAGED,)),
    "an old file cut in half": Hostile(_file("liste.xls", _OLD[: len(_OLD) // 2]), (words.DAMAGED,)),
    "an old file of 100 bytes": Hostile(_file("liste.xls", _OLD[:100]), (words.DAMAGED,)),
    "sectors that bite their tail": Hostile(_stream(make.biff(), tables={7: 0}), (*BROKEN, READ)),
    "a directory that bites its tail": Hostile(_stream(make.biff(), tables={-1: 8}), (*BROKEN, READ)),
    "tables that bite their tail": Hostile(
        _file("liste.xls", lambda: make.ole({"Workbook": make.biff()}, more_tables=0)), (*BROKEN, READ)
    ),
    "a password on a workbook": Hostile(
        _file("laast.xlsx", make.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b""})), (words.ENCRYPTED,)
    ),
    "a password on an old workbook": Hostile(
        _stream(make.biff(in_globals=make.record(0x2F, bytes(54)))), (words.ENCRYPTED,)
    ),
    "an old letter": Hostile(
        _file("brev.xls", make.ole({"WordDocument": b"\xec\xa5\xc1\0", "1Table": b""})), (words.A_DOCUMENT,)
    ),
    "an installer": Hostile(_file("liste.xls", make.ole({"Media": b"x"})), (words.NOT_A_WORKBOOK,)),
    "an e-mail": Hostile(_file("liste.xls", make.ole({"__properties_version1.0": b"x"})), (words.NOT_A_WORKBOOK,)),
    "older than 1997": Hostile(_file("liste.xls", b"\x09\0\x04\0\x02\0\x10\0" + bytes(100)), (words.TOO_OLD,)),
    "nothing but zeros": Hostile(_stream(bytes(8192)), (*BROKEN, words.NO_ROWS)),
    "a sheet beyond the end": Hostile(_stream(make.biff(offset=0x7FFFFFFF)), (*BROKEN, words.NO_ROWS)),
    "a sheet inside the beginning": Hostile(_stream(make.biff(offset=0)), (*BROKEN, words.NO_ROWS)),
    "a sheet without an end": Hostile(_stream(make.biff(end=False)), (*BROKEN, READ)),
    "a record longer than the file": Hostile(
        _stream(make.biff(make.biff_cells() + struct.pack("<HH", 0x204, 0xFFFF))), (*BROKEN, READ)
    ),
    "four billion strings": Hostile(
        _stream(make.biff(in_globals=make.record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF)))), (*BROKEN, READ)
    ),
    "a text longer than its record": Hostile(
        _stream(make.biff(make.biff_cells() + make.record(0x204, struct.pack("<HHHHB", 9, 0, 0, 0xFFFF, 1)))),
        (*BROKEN, READ),
    ),
    "a cell in the last corner": Hostile(
        _stream(make.biff(make.biff_cells() + make.number(65_535, 255, 1))),
        (READ, words.TOO_LARGE, DIED, words.TOO_MANY),
    ),
    "a column of 16 bits": Hostile(
        _stream(make.biff(make.biff_cells() + make.number(65_535, 65_535, 1))), (*TOO_BIG, *BROKEN)
    ),
    "an old date of -1e300": Hostile(_stream(make.biff(make.biff_cells() + make.number(3, 3, -1e300, 1))), READ),
}

# ---------------------------------------------------------------- open documents

_TEXT_CELL = "<text:p>x</text:p>"
OPEN = {
    "a password on an open document": Hostile(
        _ods(in_manifest='<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>'), (words.ENCRYPTED,)
    ),
    "one cell 17 billion times": Hostile(
        _ods(
            _ods_cell(
                _TEXT_CELL,
                'office:value-type="string" table:number-columns-repeated="16384"',
                'table:number-rows-repeated="1048576"',
            )
        ),
        (*TOO_BIG, *BROKEN),
    ),
    "one cell four billion times to the right": Hostile(
        _ods(_ods_cell(_TEXT_CELL, 'office:value-type="string" table:number-columns-repeated="4294967295"')),
        (*TOO_BIG, *BROKEN),
    ),
    "one row a million times": Hostile(
        _ods(_ods_cell(_TEXT_CELL, row='table:number-rows-repeated="1048576"')), (*TOO_BIG, *BROKEN)
    ),
    "an empty row a million times": Hostile(
        _ods(_ods_cell("", 'table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048570"')), READ
    ),
    "minus five rows": Hostile(_ods(_ods_cell(_TEXT_CELL, row='table:number-rows-repeated="-5"')), BROKEN),
    "four billion spaces": Hostile(
        _ods(_ods_cell('<text:p>a<text:s text:c="4000000000"/></text:p>')), (*TOO_BIG, *BROKEN)
    ),
    "a date in the 30th of February": Hostile(
        _ods(_ods_cell("", 'office:value-type="date" office:date-value="2015-02-30"')), READ
    ),
    "a document without content": Hostile(_file("liste.ods", make.ods(without=["content.xml"])), BROKEN),
    "a document without a kind": Hostile(_file("liste.ods", make.ods(without=["mimetype"])), (words.NOT_A_WORKBOOK,)),
    "a script in the document": Hostile(
        _ods(settings="<office:scripts><office:script>msgbox</office:script></office:scripts>"), READ
    ),
    "a table read from elsewhere": Hostile(
        _ods(_ods_cell("", 'table:formula="of:=DDE(&quot;soffice&quot;;&quot;/etc/passwd&quot;;&quot;A1&quot;)"')), READ
    ),
}

# ---------------------------------------------------------------- pages and other markup

PAGES = {
    "a page without a table": Hostile(
        _file("liste.xls", "<html><body><p>Logg inn</p></body></html>"), (words.NO_TABLE,)
    ),
    "a table with nothing in it": Hostile(_file("liste.xls", "<table></table>"), (words.NO_TABLE,)),
    "a table that is never closed": Hostile(
        _file("liste.xls", "<table>" + "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in make.GOOD)), READ
    ),
    "100,000 tables in tables": Hostile(_page(after=lambda: "<table><tr><td>" * 100_000), READ),
    "a cell a billion columns wide": Hostile(
        _page("<table><tr><td colspan=999999999>x<td>y</table>"), (words.TOO_MANY,)
    ),
    "a cell a billion rows high": Hostile(_page("<table><tr><td rowspan=999999999>x<td>y</table>"), READ),
    "100,000 columns in a page": Hostile(_page(lambda: f"<table><tr>{'<td>x' * 100_000}</table>"), (words.TOO_MANY,)),
    "a table written by a script": Hostile(
        _page("<script>document.write('<table><tr><td>x</td></tr></table>')</script>"), READ
    ),
    "pictures from elsewhere": Hostile(
        _page(
            '<img src="http://127.0.0.1:9/x"><link href="file:///etc/passwd"><iframe src="http://127.0.0.1:9/"></iframe>'
        ),
        READ,
    ),
    "a page that sends you elsewhere": Hostile(
        _page('<meta http-equiv="refresh" content="0;url=file:///etc/passwd"><base href="http://127.0.0.1:9/">'), READ
    ),
    "a billion laughs in a page": Hostile(
        _file("liste.xls", LAUGHS.replace("lolz", "html") + make.html(after="&l9;&l9;")), READ
    ),
    "zeros in a page": Hostile(_page("\0" * 10), (READ, words.NOT_A_WORKBOOK)),
    "a comment that never ends": Hostile(_page(after=lambda: "<!--" + "x" * 5_000_000), READ),
    "half a million half tags": Hostile(_page(after=lambda: "<![" * 500_000), READ),
    "a page of 25 MB": Hostile(_page(after=lambda: " " * 25_000_000), (words.TOO_LARGE,)),
    "a page in two bytes": Hostile(_file("liste.xls", make.html().encode("utf-16")), READ),
    "a billion laughs in an XML spreadsheet": Hostile(
        _file("liste.xls", make.spreadsheet_xml(before=LAUGHS)), (words.UNSAFE,)
    ),
    "another file in an XML spreadsheet": Hostile(
        _file("liste.xls", make.spreadsheet_xml(before=OTHER_FILE)), (words.UNSAFE,)
    ),
    "an XML spreadsheet in a secret alphabet": Hostile(
        _file("liste.xls", make.spreadsheet_xml().replace('"1.0"', '"1.0" encoding="cp037"')), (words.UNSAFE,)
    ),
    "an XML spreadsheet with a billion columns": Hostile(
        _file("liste.xls", make.spreadsheet_xml(inside='<Row><Cell ss:Index="999999999"/></Row>')), (words.TOO_MANY,)
    ),
    "an XML spreadsheet with a billion rows": Hostile(
        _file("liste.xls", make.spreadsheet_xml(inside='<Row ss:Index="999999999"/>')), (words.TOO_MANY,)
    ),
    "an XML spreadsheet a million deep": Hostile(
        _file("liste.xls", lambda: make.spreadsheet_xml(inside="<x>" * 1_000_000)), BROKEN
    ),
    "an XML spreadsheet cut in half": Hostile(_file("liste.xls", make.spreadsheet_xml()[:400]), (words.DAMAGED,)),
    "some other XML": Hostile(_file("liste.xls", "<?xml version='1.0'?><rss><a/></rss>"), (words.NOT_A_TABLE,)),
    "a picture of markup": Hostile(_file("liste.xls", "<svg onload=alert(1)><table>"), (words.NOT_A_TABLE,)),
}

# ---------------------------------------------------------------- text

NO_LIST = (words.NOT_A_TABLE, words.NOT_A_WORKBOOK)
TEXTS = {
    "a text called .xlsx": Hostile(_file("liste.xlsx", make.text()), READ),
    "a text of two bytes called .xls": Hostile(_file("liste.xls", make.text().encode("utf-16")), READ),
    "a workbook called .csv": Hostile(_file("liste.csv", GOOD), READ),
    "an old workbook called .txt": Hostile(_file("liste.txt", _OLD), READ),
    "an open document called .xlsx": Hostile(_file("liste.xlsx", make.ods()), READ),
    "a picture called .csv": Hostile(_file("liste.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), NO_LIST),
    "a paper called .csv": Hostile(_file("liste.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" + bytes(500)), NO_LIST),
    "a program called .csv": Hostile(_file("liste.csv", b"\x7fELF\x02\x01\x01" + bytes(500)), NO_LIST),
    "a compressed file called .csv": Hostile(_file("liste.csv", b"\x1f\x8b\x08\0" + _noise(2_000)), NO_LIST),
    "a formatted text": Hostile(_file("liste.csv", "{\\rtf1\\ansi Klasse;Fornavn}"), NO_LIST),
    "a mark and nothing more": Hostile(_file("liste.csv", b"\xef\xbb\xbf"), (words.NOT_A_TABLE, words.EMPTY)),
    "a letter without columns": Hostile(
        _file("brev.txt", "Hei, alle sammen.\nVi sees på mandag.\n"), (mapping.NO_HEADINGS,)
    ),
    "nothing but delimiters": Hostile(_file("liste.csv", ";" * 1_000_000), (words.NOT_A_TABLE,)),
    "a million columns": Hostile(_file("liste.csv", lambda: make.text() + "x;" * 1_000_000), (words.TOO_LARGE,)),
    "a line of 20 MB": Hostile(_file("liste.csv", lambda: make.text() + "x" * 20_000_000), (words.NOT_A_TABLE,)),
    "a quote that never ends": Hostile(
        _file("liste.csv", lambda: make.text() + '5C;"' + "x;y\n" * 10_000), (READ, READ + 1, READ + 2)
    ),
    "250,000 lines": Hostile(_file("liste.csv", lambda: make.text() + "5A;Kari;Berg\n" * 250_000), (words.TOO_LARGE,)),
    "60 million empty cells": Hostile(
        _file("liste.csv", lambda: make.text() + ((";" * 298) + "\n") * 190_000), (words.TOO_LARGE,)
    ),
    "zeros in a text": Hostile(_file("liste.csv", make.text().replace("Kari", "Ka\0ri")), READ),
    "formulas in a text": Hostile(_file("liste.csv", make.text() + "5C;=cmd|' /C calc'!A0;+1+1;@SUM(1)\n"), READ),
    "letters read from the right": Hostile(_file("liste.csv", make.text().replace("Kari", "\u202eiraK")), READ),
}

ALL: dict[str, Hostile] = {**FILES, **ZIPS, **MARKUP, **SHEETS, **XLS, **OPEN, **PAGES, **TEXTS}

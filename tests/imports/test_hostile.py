"""Can a bad file hurt anybody? One plain sentence each, and the database as it was."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.contacts.imports.files import reading, words
from app.contacts.imports.files.reading import read_table
from app.contacts.imports.work import prepare_import
from app.core.errors import UserError
from app.core.i18n import translator
from db.store import Store
from tests.imports.rosters import DATA, every_row

SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><worksheet><sheetData>' + b"<row/>" * 80_000_000
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;">]>
<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&lol2;</t></is></c></row></sheetData></worksheet>"""
CLAIM = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"""


def changed(target: Path, parts: dict[str, bytes], *, source: Path = DATA / "elevliste.xlsx") -> Path:
    """Copy a good workbook with some parts replaced or added."""
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, parts.get(name) or good.read(name))
        for name in parts.keys() - set(good.namelist()):
            bad.writestr(name, parts[name])
    return target


def written(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def workbook(rows: list[list[object]]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(folder / "bok.xlsx")
        return folder / "bok.xlsx"

    return make


def encrypted_part(folder: Path) -> Path:
    data = bytearray((DATA / "elevliste.xlsx").read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return written("laast.xlsx", bytes(data))(folder)


def lying_size(folder: Path) -> Path:
    path = changed(folder / "stor.xlsx", {SHEET: b"<worksheet>" + b" " * 2_000_000 + b"</worksheet>"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


GOOD = (DATA / "elevliste.xlsx").read_bytes()
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (written("tom.xlsx", b""), words.EMPTY),
    "empty text": (written("tom.csv", b""), words.EMPTY),
    "lock file": (written("~$elevliste.xlsx", b"\x05Kari" + bytes(160)), words.LOCK_FILE),
    "missing": (lambda folder: folder / "borte.xlsx", words.MISSING),
    "folder": (lambda folder: folder, words.NOT_READABLE),
    "encrypted part": (encrypted_part, words.ENCRYPTED),
    "cut in half": (written("halv.xlsx", GOOD[: len(GOOD) // 2]), words.DAMAGED),
    "flipped bytes": (written("feil.xlsx", GOOD[:9000] + b"\xff" * 200 + GOOD[9200:]), words.DAMAGED),
    "HTML called csv": (written("liste.csv", b"<html><table><tr><td>Klasse;Fornavn</td></tr></table></html>"), ""),
    "a picture called csv": (
        written("liste.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        words.NOT_A_WORKBOOK,
    ),
    "another zip": (
        lambda folder: _zip(folder / "annet.xlsx", {"hei.txt": b"hei"}),
        words.NOT_A_WORKBOOK,
    ),
    "billion laughs": (lambda folder: changed(folder / "ler.xlsx", {SHEET: LAUGHS}), words.UNSAFE),
    "part outside": (lambda folder: changed(folder / "ut.xlsx", {"../ut.xml": b"<a/>"}), words.UNSAFE),
    "a part twice": (
        lambda folder: changed(folder / "to.xlsx", {"XL/WORKSHEETS/SHEET1.XML": b"<a/>"}),
        words.UNSAFE,
    ),
    "too many parts": (
        lambda folder: changed(folder / "mange.xlsx", {f"xl/x{number}.xml": b"<a/>" for number in range(2100)}),
        words.UNSAFE,
    ),
    "a size that lies": (lying_size, words.DAMAGED),
    "17 billion cells": (lambda folder: changed(folder / "celler.xlsx", {SHEET: CLAIM}), ""),
    "not XML": (lambda folder: changed(folder / "rot.xlsx", {SHEET: b"<worksheet><sheetData><row"}), ""),
    "no sheet": (lambda folder: changed(folder / "uten.xlsx", {"xl/workbook.xml": b"<workbook/>"}), ""),
    "no headings": (workbook([["a", "b"], ["c", "d"], ["e", "f"]]), ""),
    "one row": (workbook([["Klasse", "Fornavn", "Etternavn"]]), ""),
    "no class": (workbook([["Fornavn", "Etternavn"], ["Kari", "Berg"]]), ""),
    "no names": (workbook([["Klasse", "Adresse"], ["5A", "Lia 2"]]), ""),
    "no columns": (written("brev.txt", "Hei, alle sammen.\nVi sees på mandag.\n".encode()), ""),
}


def _zip(target: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_bad_file_gives_one_plain_sentence_and_changes_nothing(store: Store, tmp_path: Path, name: str) -> None:
    make, message = HOSTILE[name]
    folder = tmp_path / "filer"
    folder.mkdir()
    path = make(folder)
    before = every_row(store)
    with pytest.raises(UserError) as raised:
        prepare_import(store, path)
    if message:
        assert raised.value.message == message
    for language in ("nb", "nn", "en"):
        said = translator(language)(raised.value.message, **raised.value.values)
        assert said.endswith(".")
        assert "Traceback" not in said
        assert str(path) not in said
    assert every_row(store) == before


def test_a_zip_bomb_is_counted_not_unpacked(store: Store, tmp_path: Path) -> None:
    path = changed(tmp_path / "bombe.xlsx", {SHEET: BOMB})
    assert path.stat().st_size < 2_000_000
    with pytest.raises(UserError) as raised:
        read_table(path)
    assert raised.value.message == words.TOO_LARGE


def test_the_child_that_dies_is_a_plain_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
    monkeypatch.setattr(reading, "child_command", lambda *arguments: killed)
    with pytest.raises(UserError) as raised:
        read_table(DATA / "elevliste.xlsx")
    assert raised.value.message == reading.DIED


def test_a_child_that_sends_rubbish_is_a_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    rubbish = [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\x05\\x00\\x00\\x00hello')"]
    monkeypatch.setattr(reading, "child_command", lambda *arguments: rubbish)
    with pytest.raises(UserError) as raised:
        read_table(DATA / "elevliste.xlsx")
    assert raised.value.message == reading.DIED


def test_a_child_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        reading,
        "child_command",
        lambda *arguments: [sys.executable, "-c", "input()" if 0 else "import time; time.sleep(60)"],
    )
    monkeypatch.setattr(reading, "PATIENCE", 0.5)
    with pytest.raises(UserError) as raised:
        read_table(DATA / "elevliste.xlsx")
    assert raised.value.message == reading.DIED


def test_formulas_are_text_nobody_runs(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "formel.csv"
    path.write_text("Klasse;Fornavn;Etternavn;Adresse\n5A;Kari;Berg;=HYPERLINK(1)\n", encoding="utf-8")
    assert prepare_import(store, path).plan.roster.pupils[0].address[0] == "=HYPERLINK(1)"

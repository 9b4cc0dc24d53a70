"""Where is there a trace of a planted person? In text and bytes, however they are written, packed or encoded.

A word is looked for as it is, folded, in every common encoding of letters and bytes; a number with and without spaces.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import quopri
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
from lxml import etree

from tests.privacy.plants import Plant

Trace = tuple[int, str]
"""Whose, and which of their values."""

_LETTERS = (("å", "a"), ("ø", "o"), ("æ", "ae"), ("{", "ae"), ("|", "o"), ("}", "a"))
_WORD = re.compile(r"xq[a-z]{3,9}zw")
_ACCENTS = re.compile("[\u0300-\u036f]")
_BETWEEN = r"[\s.\-/()\u00a0\u202f\u2009\u2011]?"
_NUMBER = re.compile(rf"4{_BETWEEN}8{_BETWEEN}6{_BETWEEN}6(?:{_BETWEEN}\d){{4}}")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_BASE64_LINES = re.compile(r"(?:[A-Za-z0-9+/]{60,80}\r?\n)+[A-Za-z0-9+/]*={0,2}")
_HEX = re.compile(r"<([0-9A-Fa-f\s]{12,})>")
_OCTAL = re.compile(r"\\([0-3][0-7]{2})")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_DEEPEST = 4


class Scanner:
    """Knows the words of some planted people, and finds whose of them are in anything."""

    def __init__(self, plants: Iterable[Plant]) -> None:
        self._owners: dict[str, Trace] = {}
        for plant in plants:
            for value, word in plant.words.items():
                assert _plain(word) not in self._owners, "everybody's words are their own"
                self._owners[_plain(word)] = (plant.id, value)

    def text(self, text: str, depth: int = 0) -> set[Trace]:
        """Return whose values are in a text."""
        found: set[Trace] = set()
        for said in _ways_to_read(text):
            found |= self._in(said)
        if depth < _DEEPEST:
            for blob in _blobs(text):
                found |= self.data(blob, depth + 1)
        return found

    def texts(self, texts: Iterable[str]) -> set[Trace]:
        """Return whose values are in any of the texts."""
        return self.text("\n\x00\n".join(texts))

    def data(self, data: bytes, depth: int = 0) -> set[Trace]:
        """Return whose values are in bytes of which nothing is known: packed files are opened."""
        if depth >= _DEEPEST:
            return set()
        opened = {b"PK\x03\x04": self.archive, b"%PDF": self.pdf}.get(data[:4])
        if opened is not None:
            try:
                return opened(data, depth)
            except (zipfile.BadZipFile, pikepdf.PdfError):
                if depth == 0:
                    raise  # only a piece of a file may be broken
        found = self.text(data.decode("utf-8", "ignore"), depth)
        found |= self.text(data.decode("cp1252", "replace"), depth)
        if b"x\x00q\x00" in data.lower() or b"\x00x\x00q" in data.lower() or b"4\x008\x006" in data:
            for start in (0, 1):
                for coding in ("utf-16-le", "utf-16-be"):
                    found |= self._in(data[start:].decode(coding, "ignore"))
        return found

    def archive(self, data: bytes, depth: int = 0) -> set[Trace]:
        """Return whose values are in an archive, its names and its comments: a workbook is one."""
        found: set[Trace] = set()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found |= self.data(archive.comment, depth + 1)
            for entry in archive.infolist():
                found |= self.text(entry.filename) | self.data(entry.comment + entry.extra, depth + 1)
                part = archive.read(entry)
                found |= self.data(part, depth + 1)
                if entry.filename.endswith((".xml", ".rels", ".vml")):
                    found |= self._in(re.sub(r"<[^>]*>", "", part.decode("utf-8", "ignore")))
        return found

    def pdf(self, data: bytes, depth: int = 0) -> set[Trace]:
        """Return whose values are in a PDF: on its pages, and anywhere among its objects."""
        return self.text("\n".join(pdf_pages(data)), depth) | self.pdf_objects(data, depth)

    def pdf_objects(self, data: bytes, depth: int = 0) -> set[Trace]:
        """Return whose values are in a PDF's objects: metadata, bookmarks, structure, spoken texts, attachments."""
        strings: list[str] = []
        found: set[Trace] = set()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            trailer: pikepdf.Object = pdf.trailer
            objects: list[pikepdf.Object] = [trailer, *pdf.objects]
            for one in objects:
                strings += _strings(one)
                if isinstance(one, pikepdf.Stream) and not _is_ink(one):
                    found |= self.data(one.read_bytes(), depth + 1)
        return found | self.texts(strings)

    def xml(self, data: bytes) -> set[Trace]:
        """Return whose values are in XML as a program reads it: texts, attributes, comments, and over their borders."""
        nodes = list(etree.fromstring(data).iter())
        texts = [text for node in nodes for text in (node.text, node.tail) if text]
        values = [str(value) for node in nodes if isinstance(node.tag, str) for value in node.attrib.values()]
        return self.texts([*texts, *values]) | self._in("".join(texts))

    def message(self, data: bytes) -> set[Trace]:
        """Return whose values are in an e-mail: its headers, its text and what goes along."""
        found = self.data(data)
        message = message_from_bytes(data, policy=policy.compat32)
        for part in message.walk():
            for name, value in part.items():
                found |= self.text(f"{name}: {make_header(decode_header(str(value)))}")
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                found |= self.data(payload, 1)
            found |= self.text(part.get_filename() or "")
        return found

    def file(self, path: Path) -> set[Trace]:
        """Return whose values are in a file or its name."""
        data = path.read_bytes()
        found = self.message(data) if path.suffix == ".eml" else self.data(data)
        if path.suffix == ".vcf":
            found |= self.text(data.decode("utf-8").replace("\r\n ", ""))
        if path.suffix == ".xml":
            found |= self.xml(data)
        if path.suffix == ".json":
            found |= self.text(json.dumps(json.loads(data), ensure_ascii=False))
        return found | self.text(path.name)

    def folder(self, folder: Path) -> set[Trace]:
        """Return whose values are in any file below a folder, or in the names of the files and folders."""
        found: set[Trace] = set()
        for path in sorted(folder.rglob("*")):
            found |= self.text(str(path.relative_to(folder)))
            if path.is_file():
                found |= self.file(path)
        return found

    def _in(self, text: str) -> set[Trace]:
        plain = _plain(text)
        found = {self._owners[word] for word in set(_WORD.findall(plain)) if word in self._owners}
        for number in set(_NUMBER.findall(text)):
            digits = "".join(char for char in number if char.isdigit())
            if digits in self._owners:
                found.add(self._owners[digits])
        return found


def pdf_pages(data: bytes) -> list[str]:
    """Return the text of every page as a reader copies it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _plain(text: str) -> str:
    """Return the text with small letters alone, accents off: made here, and not by the program's own folding."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()
    for letter, written in _LETTERS:
        plain = plain.replace(letter, written)
    return plain if plain.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", plain))


def _ways_to_read(text: str) -> Iterator[str]:
    """Yield the text as it is, with its line ends and soft hyphens out, and decoded in each way that fits."""
    yield text
    if "\n" in text or "\u00ad" in text or "\u200b" in text:
        yield re.sub(r"[\r\n\u00ad\u200b\u2060\ufffe]+[ \t]?", "", text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "=" in text and re.search(r"=(?:[0-9A-F]{2}|\r?\n)", text):
        yield quopri.decodestring(text.encode("utf-8", "ignore")).decode("utf-8", "ignore")
    if "=?" in text:
        yield "\n".join(_header(line) for line in re.sub(r"\r?\n[ \t]", " ", text).splitlines() if "=?" in line)
    if "\\" in text:
        yield _UNICODE.sub(lambda match: chr(int(match[1], 16)), text)
        yield _OCTAL.sub(lambda match: chr(int(match[1], 8)), text)


def _header(line: str) -> str:
    try:
        return str(make_header(decode_header(line)))
    except (LookupError, ValueError, binascii.Error):
        return ""


def _blobs(text: str) -> Iterator[bytes]:
    """Yield what is written in base64 or as hexadecimal digits in a text; what is no file of its own in one piece."""
    small: list[bytes] = []
    for pattern in (_BASE64_LINES, _BASE64):
        for match in pattern.finditer(text):
            packed = "".join(match[0].split())
            try:
                data = base64.b64decode(packed[: len(packed) // 4 * 4])
            except (binascii.Error, ValueError):
                continue
            if data[:4] in (b"PK\x03\x04", b"%PDF"):
                yield data
            else:
                small.append(data)
    for match in _HEX.finditer(text):
        digits = "".join(match[1].split())
        data = bytes.fromhex(digits[: len(digits) // 2 * 2])
        small.append(data.decode("utf-16-be", "ignore").encode() if data[:2] == b"\xfe\xff" else data)
    if small:
        yield b"\n".join(small)


def _strings(one: object, depth: int = 0) -> Iterator[str]:
    """Yield every string and name directly in a PDF object; what it refers to is an object of its own."""
    if depth > 12:
        return
    if isinstance(one, pikepdf.String | pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for part in one:
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from _strings(part, depth + 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        entries: Mapping[str, object] = dict(one.items())
        for name, value in entries.items():
            yield name
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value, depth + 1)


def _is_ink(stream: pikepdf.Stream) -> bool:
    """Say whether a stream is a font or a picture, which holds no text."""
    return any(key in stream for key in ("/Length1", "/Length2")) or stream.get("/Subtype") in (
        "/Image",
        "/Type1C",
        "/OpenType",
        "/CIDFontType0C",
    )

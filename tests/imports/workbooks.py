"""Workbooks made byte by byte: .xlsx and .ods as zip archives, .xls as sectors and records, good or bad as wanted."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

Cells = Sequence[Sequence[object]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
GOOD: Cells = (
    ("Klasse", "Fornavn", "Etternavn", "Fødselsdato"),
    ("5A", "Kari", "Berg", "14.05.2015"),
    ("5B", "Ola", "Lie", "03.02.2015"),
)
STYLES = (
    f'{XML}<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>"
)
_CONTENT_TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def xlsx_rows(rows: Cells = GOOD, first: int = 1) -> str:
    """Return <row> elements; a number is a number, the rest is text in the cell."""
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = "".join(xlsx_cell(f"{column_name(place)}{number}", value) for place, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return "".join(lines)


def xlsx_cell(place: str, value: object, attributes: str = "") -> str:
    """Return one cell."""
    if isinstance(value, int | float):
        return f'<c r="{place}" {attributes}><v>{value}</v></c>'
    return f'<c r="{place}" t="str"><v>{value}</v></c>'


def column_name(place: int) -> str:
    """Return "A", "B", … "AA"."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def xlsx_sheet(rows: str, after: str = "", before: str = "") -> str:
    """Return a sheet's XML around its rows."""
    spaces = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
    return f"{before or XML}<worksheet {spaces}><sheetData>{rows}</sheetData>{after}</worksheet>"


def xlsx(
    sheet: str | bytes | None = None,
    *,
    properties: str = "",
    styles: str = STYLES,
    shared: str | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    without: Sequence[str] = (),
    sheets: Sequence[tuple[str, str]] = (("Elever", ""),),
) -> bytes:
    """Return a workbook; ``parts`` are added or stand instead of its own."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}" {more}/>'
        for place, (name, more) in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    )
    relations += f'<Relationship Id="rId9001" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="rId9002" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'{XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "xl/styles.xml": styles,
    }
    for place in range(1, len(sheets) + 1):
        content[f"xl/worksheets/sheet{place}.xml"] = xlsx_sheet(xlsx_rows()) if sheet is None else sheet
    if shared is not None:
        content["xl/sharedStrings.xml"] = shared
    content.update(parts or {})
    return zipped({name: data for name, data in content.items() if name not in without})


def shared_strings(items: str, before: str = XML) -> str:
    """Return the part with the shared strings."""
    return f'{before}<sst xmlns="{_MAIN}">{items}</sst>'


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def xlsb(rows: Cells = GOOD, *, is_1904: bool = False) -> bytes:
    """Return a workbook of Excel's binary kind with one sheet of texts."""

    def part(kind: int, data: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
        return number + size + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    named = part(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Elever"))
    properties = part(153, struct.pack("<III", 0x10020 | is_1904, 0, 0))
    book = part(131) + properties + part(143) + named + part(144) + part(132)
    cells = b"".join(
        part(0, struct.pack("<I", row) + bytes(13))
        + b"".join(part(6, struct.pack("<II", column, 0) + wide(str(cell))) for column, cell in enumerate(line))
        for row, line in enumerate(rows)
    )
    size = part(148, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet = part(129) + size + part(145) + cells + part(146) + part(130)
    relation = f'{XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
    relation += "</Relationships>"
    return zipped({
        "[Content_Types].xml": _CONTENT_TYPES.replace("/xl/workbook.xml", "/xl/workbook.bin"),
        "_rels/.rels": relation.format("officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relation.format("worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": sheet,
    })  # fmt: skip


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods_rows(rows: Cells = GOOD) -> str:
    """Return <table:table-row> elements of text cells."""
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )


def ods(
    rows: str | None = None, *, mimetype: str = _ODS, in_manifest: str = "", before: str = XML, settings: str = "",
    without: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """Return an OpenDocument spreadsheet of one sheet."""
    content = (
        f'{before}<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{settings}'
        f'<table:table table:name="Elever">{ods_rows() if rows is None else rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mimetype}"/><manifest:file-entry manifest:full-path="content.xml" '
        f'manifest:media-type="text/xml">{in_manifest}</manifest:file-entry></manifest:manifest>'
    )
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content}
    return zipped({name: data for name, data in parts.items() if name not in without})


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record of an .xls stream (BIFF8)."""
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    """Return a cell with text."""
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a cell with a number; style 1 is a date."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def biff_cells(rows: Cells = GOOD) -> bytes:
    """Return the records of cells with text and numbers."""
    return b"".join(
        number(row, column, cell) if isinstance(cell, int | float) else label(row, column, str(cell))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )


def biff(cells: bytes | None = None, *, in_globals: bytes = b"", end: bool = True, offset: int | None = None) -> bytes:
    """Return the stream of an .xls workbook of one sheet, "Elever"."""
    name = "Elever"
    begin = struct.pack("<HHHHII", 0x600, 0x05, 0x0DBB, 0x07CC, 0, 6)
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, 14))
    before = record(0x809, begin) + in_globals + styles
    ending = record(0x0A)
    sheet_at = len(before) + 4 + 8 + len(name) + len(ending)
    bound = struct.pack("<IBBBB", sheet_at if offset is None else offset, 0, 0, len(name), 0) + name.encode("latin-1")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    sheet += biff_cells() if cells is None else cells
    return before + record(0x85, bound) + ending + sheet + (record(0x0A) if end else b"")


FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes], *, tables: Mapping[int, int] | None = None, more_tables: int = END) -> bytes:
    """Return an OLE file with these streams (each filled up to 4096 bytes). ``tables`` changes the sectors' chains."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def store(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(pieces)
        chains.extend([*range(first + 1, first + len(pieces)), END])
        return first

    entries = [_entry("Root Entry", 5, END, 0, child=1 if streams else FREE)]
    for place, (name, data) in enumerate(streams.items(), start=1):
        filled = data.ljust(4096, b"\0")
        following = place + 1 if place < len(streams) else FREE
        entries.append(_entry(name, 2, store(filled), len(filled), right=following))
    directory = store(b"".join(entries).ljust(512, b"\0"))
    count = 1
    while (len(chains) + count) * 4 > count * 512:
        count += 1
    at = len(sectors)
    chains.extend([TABLE] * count)
    for changed, following in (tables or {}).items():
        chains[changed if changed >= 0 else directory] = following
    packed = struct.pack(f"<{len(chains)}I", *chains).ljust(count * 512, b"\xff")
    sectors.extend(packed[place : place + 512] for place in range(0, len(packed), 512))
    listed = [*range(at, at + count), *([FREE] * (109 - count))]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<IIIIIIIII", 0, count, directory, 0, 4096, END, 0, more_tables, 0 if more_tables == END else 9
    )
    return header + struct.pack("<109I", *listed) + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", first, size)


def xls(cells: bytes | None = None, **options: object) -> bytes:
    """Return an .xls workbook."""
    return ole({"Workbook": biff(cells, **options)})  # type: ignore[arg-type]


def html(rows: Cells = GOOD, *, before: str = "", after: str = "") -> str:
    """Return a page with one table."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = "<html><head><meta charset=utf-8><title>Elever</title></head><body>"
    return f"{head}{before}<table>{lines}</table>{after}</body></html>"


def spreadsheet_xml(rows: Cells = GOOD, *, before: str = "", inside: str = "") -> str:
    """Return an XML spreadsheet of 2003."""
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>\n{before}<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="Elever"><Table>{lines}{inside}</Table></Worksheet></Workbook>'
    )


def text(rows: Cells = GOOD, delimiter: str = ";") -> str:
    """Return lines of delimited values."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)

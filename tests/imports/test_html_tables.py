"""Is a web page called .xls read as a person would read its table?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.contacts.imports.files import words
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.files.html_table import read_html
from app.contacts.imports.files.preflight import HTML, MARKUP, SPREADSHEET_XML, TEXT, kind_of
from app.contacts.imports.files.reading import read_table
from app.core.errors import UserError
from db.store import Store
from tests.imports import workbooks as make
from tests.imports.rosters import bring


def cells(page: str, encoding: str = "utf-8") -> list[list[object]]:
    """Return the rows of the first table."""
    (first, *_) = read_html(page.encode(encoding)).values()
    return first.to_python()


def saved(folder: Path, page: str) -> RawTable:
    (folder / "liste.xls").write_text(page, encoding="utf-8")
    return read_table(folder / "liste.xls")


def test_a_page_of_pupils_comes_in(store: Store, tmp_path: Path) -> None:
    (tmp_path / "klasseliste.xls").write_text(make.html(before="<h1>5. trinn</h1>"), encoding="utf-8")
    assert bring(store, tmp_path / "klasseliste.xls").counts["new"]["pupils"] == 2


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Kari", "Kari"),
        ("  Kari \n  Anne\t", "Kari Anne"),
        ("&Aring;se S&aelig;tre &#216;deg&#xe5;rd &amp; co", "Åse Sætre Ødegård & co"),
        ("&nbsp;900&nbsp;12&nbsp;345&nbsp;", "900 12 345"),
        ("&nbsp;", ""),
        ("Lia 2<br>0150 Oslo", "Lia 2\n0150 Oslo"),
        ("<p>Lia 2</p><p>0150 Oslo</p>", "Lia 2\n0150 Oslo"),
        ("<b>Ka</b>ri <i>Berg</i>", "Kari Berg"),
        ("<a href='mailto:x@example.no'>x@example.no</a>", "x@example.no"),
        ("Kari<script>alert('<td>x</td>')</script>", "Kari"),
        ("Kari<style>td{color:red}</style>", "Kari"),
        ("Kari<!-- <td>x</td> -->", "Kari"),
        ("<select><option>5A<option>5B</select>5A", "5A"),
        ("&lt;td&gt;", "<td>"),
        ("1 < 2", "1 < 2"),
        ("&bogus;", "&bogus;"),
    ],
)
def test_a_cell_is_what_is_seen(cell: str, text: str) -> None:
    assert cells(f"<table><tr><td>{cell}</td><td>neste</td></tr></table>") == [[text, "neste"]]


def test_ends_may_be_left_out() -> None:
    assert cells("<TABLE><TR><TH>Klasse<TH>Navn<TR><TD>5A<TD>Kari</TABLE>") == [["Klasse", "Navn"], ["5A", "Kari"]]
    assert cells("<table><td>5A<td>Kari") == [["5A", "Kari"]]
    assert cells("<html><head><title>x<body><table><tr><td>5A</table>".replace("<title>x", "")) == [["5A"]]


def test_cells_that_span_stand_in_the_first_of_their_places(tmp_path: Path) -> None:
    table = saved(
        tmp_path,
        "<table><tr><th rowspan=2>Klasse<th colspan=2>Elev<th>Foresatt"
        "<tr><th>Fornavn<th>Etternavn<th>Navn"
        "<tr><td>5A<td>Kari<td>Berg<td>Anne Berg</table>",
    )
    assert table.rows(0, 3) == [
        ("Klasse", "Elev", "", "Foresatt"),
        ("", "Fornavn", "Etternavn", "Navn"),
        ("5A", "Kari", "Berg", "Anne Berg"),
    ]
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_spans_that_are_nonsense_are_one() -> None:
    for span in ("0", "-3", "x", "", "1e9"):
        assert cells(f"<table><tr><td colspan='{span}'>a<td rowspan='{span}'>b<tr><td>c</table>") == [
            ["a", "b"], ["c", ""],
        ]  # fmt: skip


def test_the_table_with_the_list_is_found_among_the_others(tmp_path: Path) -> None:
    page = make.html(
        before="<table><tr><td>Lia skole<td>Utskrift<tr><td>Side<td>1</table>",
        after="<table><caption>Tegn<br>forklaring</caption><tr><td>*<td>sluttet<tr><td>+<td>ny</table>",
    )
    table = saved(tmp_path, page)
    assert table.row(1)[1] == "Kari"
    assert (table.sheet, table.sheets) == ("2", ("1", "2", "Tegn forklaring"))
    assert read_table(tmp_path / "liste.xls", sheet="Tegn forklaring").row(0) == ("*", "sluttet")


def test_a_table_inside_a_table_is_a_table_of_its_own() -> None:
    found = read_html(b"<table><tr><td>ytre<table><tr><td>indre</table>mer</table>")
    assert [sheet.to_python() for sheet in found.values()] == [[["indre"]], [["ytremer"]]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("cp1252", '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">'),
        ("cp1252", ""),
        ("cp1252", "<meta charset=nonsense>"),
        ("cp1252", "<meta charset=rot13>"),
        ("utf-16", ""),
    ],
)
def test_norwegian_letters_come_out_right(encoding: str, declared: str) -> None:
    page = f"<html><head>{declared}</head><table><tr><td>Åse Sætre<td>Ødegård, Bærum</table>"
    assert cells(page, encoding) == [["Åse Sætre", "Ødegård, Bærum"]]


def test_what_excel_itself_writes_around_the_table(tmp_path: Path) -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        "<head><!--[if gte mso 9]><xml><x:ExcelWorkbook/></xml><![endif]-->"
        "<style>td {mso-number-format:'@'}</style></head>"
        "<body><![if supportMisalignedColumns]><tr height=0></tr><![endif]><table x:str border=0>"
        "<col width=64><tr height=20><td class=xl65>Klasse</td><td>Fornavn</td><td>Etternavn</td></tr>"
        '<tr><td>5A</td><td>Kari</td><td x:num="1">Berg</td></tr><![if foo]><tr></tr><![endif]></table></body></html>'
    )
    assert saved(tmp_path, page).rows(0, 2) == [("Klasse", "Fornavn", "Etternavn"), ("5A", "Kari", "Berg")]


def test_a_page_without_a_table_is_said_so() -> None:
    for page in ("<html><body>Logg inn</body></html>", "<table></table>", "<html><form><input></form></html>"):
        with pytest.raises(UserError) as raised:
            read_html(page.encode())
        assert raised.value.message == words.NO_TABLE


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"<html>", HTML),
        (b"\xef\xbb\xbf\r\n  <!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", HTML),
        (b"<!-- laget av et system --><table>", HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', HTML),
        ("<TABLE>".encode("utf-16"), HTML),
        (make.spreadsheet_xml().encode(), SPREADSHEET_XML),
        (make.spreadsheet_xml().encode("utf-16"), SPREADSHEET_XML),
        (b'<?xml version="1.0"?><enterprise/>', MARKUP),
        (b"<3 hjerter;Klasse", TEXT),
        (b"<tablett>;Klasse", TEXT),
        (b"PK;Klasse;Navn\n1;5A;Kari", TEXT),
    ],
)
def test_a_page_is_known_by_how_it_begins(beginning: bytes, kind: str) -> None:
    assert kind_of(beginning) == kind

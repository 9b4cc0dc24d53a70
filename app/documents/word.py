"""How is a paper written as a Word document, so that the office can go on writing in it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, BinaryIO, cast

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.core.i18n import N_, Translator, translator
from app.core.progress import NO_PROGRESS, Progress
from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.grids import TICK_BOX
from app.documents.languages import LANGUAGE_TAGS
from app.documents.logo import logo_of
from app.documents.model import (
    Ballots,
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    CutLine,
    Document,
    Facts,
    Form,
    FormField,
    Heading,
    Labels,
    Letter,
    Paragraph,
    Poster,
    Run,
    SideBySide,
    Signatures,
    Table,
)
from app.documents.posters import fitted_points
from app.documents.runs import as_address
from app.documents.tables import cell_text
from app.documents.word_contents import add_contents, mark_place
from app.documents.word_points import bullet_style, join_rows, rows_of
from app.documents.word_posters import poster_styles

_FONT = "Calibri"
"""One that every office has; ours is not there where the paper is edited."""

_LONG, _SHORT, _SIDE, _TOP = 297, 210, 18, 20
"""Millimetres: a sheet, and its margins."""

_SIZES = {"Normal": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11}
_TABLE_SIZE, _SMALL = 10, 8.5
_FACT_SHARE = 0.26
_HAND_WRITTEN = 9
"""Millimetres of a line to write on by hand."""

_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 3


def write_docx(document: Document, file: BinaryIO, progress: Progress = NO_PROGRESS) -> None:
    """Write ``document`` to ``file``. Raises Cancelled; what ``file`` holds then is worth nothing."""
    writer = _Writer(document)
    writer.begin()
    for number, block in enumerate(document.blocks):
        progress.step(N_("Setting the pages"), number, len(document.blocks))
        writer.add(block, first=number == 0)
    progress.step(N_("Writing the file"), 0, 1)
    writer.word.save(cast(Any, file))


class _Writer:
    """Writes the blocks of one paper, top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word: Any = new_document()
        self._tr: Translator = translator(document.language)
        self._language = LANGUAGE_TAGS.get(document.language, document.language)
        landscape = document.orientation == "landscape"
        self._width = (_LONG if landscape else _SHORT) - 2 * _SIDE
        self._drawn = 0
        self._headings = 0

    def begin(self) -> None:
        """Set the sheet, the styles, what is said of the file, head, foot and title."""
        self._set_sheet()
        self._set_styles()
        self._set_properties()
        self._set_head()
        self._set_foot()
        bare = all(isinstance(block, Letter | Form | Labels | Ballots | Poster) for block in self.document.blocks)
        own = any(isinstance(block, Heading) and block.apart for block in self.document.blocks[:1])
        if not own and not (bare and self.document.blocks):
            self._paragraph(self.document.title, "Title")

    def add(self, block: Block, *, first: bool) -> None:
        """Write one block; what is handed out on its own begins a page."""
        match block:
            case Heading():
                self._heading(block, first=first)
            case Paragraph():
                self._text(self._paragraph("", _PARAGRAPHS[block.style]), block.runs or (Run(block.text),))
            case BulletList():
                self._list(block)
            case Table():
                self._table(block)
            case Labels():
                self._table(block.table)
            case Letter():
                self._letter(block, first=first)
            case Form():
                self._form(block, first=first)
            case Facts():
                self._facts(block.fields)
            case Signatures():
                self._signatures(block.places)
            case CutLine():
                self._cut_line()
            case Ballots():
                self._ballots(block, first=first)
            case SideBySide():
                self._side_by_side(block)
            case Poster():
                self._poster(block, first=first)
            case Contents():
                self._contents(block)

    # -- what stands around

    def _set_sheet(self) -> None:
        section = self.word.sections[0]
        landscape = self.document.orientation == "landscape"
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(_LONG if landscape else _SHORT), Mm(_SHORT if landscape else _LONG)
        section.left_margin = section.right_margin = Mm(_SIDE)
        section.top_margin = section.bottom_margin = Mm(_TOP)
        section.header_distance = section.footer_distance = Mm(9)

    def _set_styles(self) -> None:
        styles = self.word.styles
        for name, size in _SIZES.items():
            style = styles[name]
            style.font.name, style.font.size = _FONT, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.bold = name != "Normal"
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{key}"), None)
            for key in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{key}"), _FONT)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        styles["Normal"].paragraph_format.widow_control = True
        title = styles["Title"]
        title.paragraph_format.space_after = Pt(8)
        for border in title.element.pPr.findall(qn("w:pBdr")):
            title.element.pPr.remove(border)
        for level, (before, after) in enumerate(((14, 4), (10, 3), (8, 2)), 1):
            heading = styles[f"Heading {level}"].paragraph_format
            heading.space_before, heading.space_after, heading.keep_with_next = Pt(before), Pt(after), True
        small = styles.add_style("Small print", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = styles["Normal"], Pt(9)
        lead = styles.add_style("Lead", WD_STYLE_TYPE.PARAGRAPH)
        lead.base_style, lead.font.size = styles["Normal"], Pt(12)
        bullet_style(self.word, "Point", _TABLE_SIZE, 3)
        self._set_language(styles.element)

    def _set_language(self, styles: Any) -> None:
        for defaults in styles.iter(qn("w:rPrDefault")):
            for lang in defaults.iter(qn("w:lang")):
                lang.getparent().remove(lang)
            lang = OxmlElement("w:lang")
            lang.set(qn("w:val"), self._language)
            defaults.find(qn("w:rPr")).append(lang)

    def _set_properties(self) -> None:
        about = self.word.core_properties
        made = datetime.combine(self.document.printed_on or date(2000, 1, 1), time(), UTC)
        about.title, about.language = _kept(self.document.title), self._language
        about.author = about.last_modified_by = "Skolekontoret"
        about.comments = about.subject = about.keywords = about.category = ""
        about.created = about.modified = made
        about.revision = 1

    def _set_head(self) -> None:
        """The school, how it is reached, and its logo on the first page; the school and the title on the others."""
        section = self.word.sections[0]
        section.different_first_page_header_footer = True
        first, later = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
        about = "  ·  ".join(filter(None, (self.document.school_year, self.document.audience)))
        logo = logo_of(self.document.logo)
        if logo is not None:
            picture = BytesIO()
            cast(Any, logo.image)._image.save(picture, "PNG")  # the pixels alone, without what a camera wrote
            picture.seek(0)
            width, height = logo.fitted(38, 13)
            shape = first.add_run().add_picture(picture, Mm(width), Mm(height))
            shape._inline.docPr.set("descr", _kept(self.document.school))
            first.add_run("  ")
        for head, text in ((first, ""), (later, f"  ·  {self.document.title}")):
            self._tabs(head)
            bold = head.add_run(_kept(self.document.school))
            bold.bold = True
            head.add_run(_kept(text if self.document.school else text[5:]))
            head.add_run("\t")
            head.add_run(_kept(about))
            self._rule(head, "bottom")
        if self.document.contact:
            contact = section.first_page_header.add_paragraph()
            contact.add_run(_kept(self.document.contact)).font.size = Pt(_SMALL)

    def _set_foot(self) -> None:
        section = self.word.sections[0]
        for foot in (section.first_page_footer, section.footer):
            paragraph = foot.paragraphs[0]
            if self.document.note:
                paragraph.add_run(_kept(self.document.note)).font.size = Pt(_SMALL)
                self._rule(paragraph, "top")
                paragraph = foot.add_paragraph()
            self._tabs(paragraph)
            day = self.document.printed_on
            paragraph.add_run(self._tr(N_("Printed {date}"), date=self._tr.date(day)) if day else "")
            paragraph.add_run("\t")
            before, middle, after = re.split(
                "[\x01\x02]", self._tr(N_("Page {page} of {pages}"), page="\x01", pages="\x02")
            )
            for text, field in ((before, "PAGE"), (middle, "NUMPAGES"), (after, "")):
                paragraph.add_run(text)
                if field:
                    _add_field(paragraph, field)
            for run in paragraph.runs:
                run.font.size = Pt(_SMALL)

    def _tabs(self, paragraph: Any) -> None:
        paragraph.style = self.word.styles["Normal"]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self._width), WD_TAB_ALIGNMENT.RIGHT)

    def _rule(self, paragraph: Any, side: str, line: str = "single") -> None:
        borders = OxmlElement("w:pBdr")
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", line), ("sz", "4"), ("space", "2"), ("color", "808080")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    # -- blocks

    def _heading(self, block: Heading, *, first: bool) -> None:
        style = "Title" if block.apart else f"Heading {min(max(block.level, 1), _DEEPEST)}"
        paragraph = self._paragraph(block.text, style)
        paragraph.paragraph_format.page_break_before = (block.new_page or block.apart) and not first
        if not block.apart:
            self._headings += 1
            mark_place(paragraph, self._headings)

    def _list(self, block: BulletList) -> None:
        for number, item in enumerate(block.items):
            paragraph = self._paragraph("", "Normal" if block.boxes else "List Bullet")
            paragraph.paragraph_format.space_after = Pt(2 if number + 1 < len(block.items) else 6)
            runs = block.runs[number] if block.runs else (Run(item),)
            if block.boxes:
                paragraph.add_run(f"{TICK_BOX}  ")
            self._text(paragraph, runs)

    def _table(self, table: Table) -> None:
        """Write the rows under heads that repeat; what stands once beside several lines is one cell."""
        if not table.columns:
            return
        lines = sum(len(table.lines_of(row)) for row in table.rows)
        share = self._width / sum(column.width for column in table.columns)
        grid = self._grid([column.width * share for column in table.columns], 1 + lines)
        self._head(grid.rows[0], [column.title for column in table.columns])
        rows = iter(grid.rows[1:])
        for row in table.rows:
            first = None
            for cells in table.lines_of(row):
                line = next(rows)
                _keep_whole(line)
                if table.roomy:
                    line.height = Mm(_HAND_WRITTEN + 1)
                values = (*(table.group_cells(row) if first is None and table.groups else ()), *cells)
                begin = len(table.columns) - len(values)
                for index, value in enumerate(values, begin):
                    said = self._said(value, table.columns[index])
                    self._cell(line.cells[index], said, bold=table.groups > 0 and index == 0)
                for index in range(table.groups if len(table.lines_of(row)) > 1 else 0):
                    line._tr.tc_lst[index].vMerge = "restart" if first is None else "continue"
                first = first or line
        self._space()

    def _said(self, value: Cell, column: Column) -> str:
        if value in (None, ""):
            return TICK_BOX if column.kind == "check" else ""
        return cell_text(value, self.document.language)

    def _facts(self, fields: Sequence[FormField]) -> None:
        if not fields:
            return
        grid = self._grid([self._width * _FACT_SHARE, self._width * (1 - _FACT_SHARE)], len(fields), bare=True)
        for row, one in zip(grid.rows, fields, strict=True):
            _keep_whole(row)
            self._cell(row.cells[0], one.label, bold=True)
            self._cell(row.cells[1], one.value)
            if not one.value.strip():
                row.height = Mm(_HAND_WRITTEN * max(one.lines, 1))
                _underline(row.cells[1])
        self._space()

    def _signatures(self, places: Sequence[str]) -> None:
        """Lines to sign on, two beside each other."""
        half = (self._width - 10) / 2
        for at in range(0, len(places), 2):
            some = places[at : at + 2]
            grid = self._grid([half, 10, half], 2, bare=True)
            grid.rows[0].height = Mm(14)
            for index, place in zip((0, 2), some, strict=False):
                _underline(grid.rows[0].cells[index])
                self._cell(grid.rows[1].cells[index], place, size=_SMALL)
            for cell in grid.rows[0].cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
            for row in grid.rows:
                _keep_whole(row)
        self._space()

    def _cut_line(self) -> None:
        self._rule(self.word.add_paragraph(), "bottom", "dashed")

    def _form(self, form: Form, *, first: bool) -> None:
        self._own_page(form.heading, "Title", first=first)
        if form.lead:
            self._paragraph(form.lead, "Normal")
        for group in form.groups:
            grid = self._grid([self._width * share for share in (0.23, 0.37, 0.40)], 1 + len(group.fields))
            self._head(grid.rows[0], [group.title, self._tr(N_("On record")), self._tr(N_("Correction"))])
            for row, one in zip(grid.rows[1:], group.fields, strict=True):
                row.height = Mm(_HAND_WRITTEN * max(one.lines, 1))
                self._cell(row.cells[0], one.label)
                self._cell(row.cells[1], one.value, bold=True)
            self._space()
        if form.checks:
            self._list(BulletList(form.checks, boxes=True))
        if form.signatures:
            self._signatures(form.signatures)
        if form.closing:
            self._paragraph(form.closing, "Normal")

    def _letter(self, letter: Letter, *, first: bool) -> None:
        self._own_page("\n".join(letter.sender), "Normal", first=first)
        self._paragraph("\n".join(letter.recipient), "Normal").paragraph_format.space_before = Pt(30)
        self._paragraph(letter.date, "Normal").paragraph_format.space_before = Pt(30)
        self._paragraph(letter.heading, "Heading 1")
        for text in letter.paragraphs:
            for part in re.split(r"\n\s*\n", text):
                self._paragraph(part, "Normal")
        if letter.closing:
            self._paragraph("\n".join(letter.closing), "Normal").paragraph_format.keep_together = True

    def _ballots(self, ballots: Ballots, *, first: bool) -> None:
        """One ballot, to be copied."""
        self._own_page(ballots.heading, "Heading 1", first=first)
        if ballots.lead:
            self._paragraph(ballots.lead, "Normal")
        self._list(BulletList(ballots.names, boxes=True))
        self._facts([FormField("")] * ballots.blank_lines)

    def _side_by_side(self, block: SideBySide) -> None:
        """Rows of lists under heads that repeat. No row is parted, so no point is; no rule is seen between the rows."""
        widths = [self._width / len(block.columns)] * len(block.columns)
        rows = rows_of(block.columns)
        grid = self._grid(widths, 1 + len(rows))
        self._head(grid.rows[0], [group.title for group in block.columns])
        for at, (line, points) in enumerate(zip(grid.rows[1:], rows, strict=True)):
            _keep_whole(line)
            for cell, of_column in zip(line.cells, points, strict=True):
                join_rows(cell, above=at > 0, below=at + 1 < len(rows))
                self._points(cell, of_column, "Point")
                for paragraph in cell.paragraphs if at in (0, len(rows) - 2) else ():
                    paragraph.paragraph_format.keep_with_next = at + 1 < len(rows)  # none is alone at an end
        self._space()

    def _points(self, cell: Any, points: Sequence[Sequence[Run]], style: str) -> None:
        for number, runs in enumerate(points):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.style = self.word.styles[style]
            self._text(paragraph, runs)
        if not points:
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)

    def _poster(self, poster: Poster, *, first: bool) -> None:
        """The letters are as large as a page takes; their size is that of a style, which can be changed."""
        size, columns = fitted_points(poster)
        styles = poster_styles(self.word, size)
        self._own_page(poster.heading, styles.heading, first=first)
        if poster.lead:
            self._paragraph(poster.lead, styles.lead)
        cells: Sequence[Any] = [self.word]
        if len(columns) > 1:
            cells = self._grid([self._width / len(columns)] * len(columns), 1, bare=True).rows[0].cells
        for cell, points in zip(cells, columns, strict=True):
            for number, point in enumerate(points):
                paragraph = cell.paragraphs[0] if len(columns) > 1 and not number else cell.add_paragraph()
                paragraph.style = self.word.styles[styles.title if point.is_title else styles.point]
                self._text(paragraph, point.runs)
        if poster.foot:
            self._paragraph(poster.foot, "Small print").paragraph_format.space_before = Pt(12)

    def _contents(self, block: Contents) -> None:
        """The headings that follow, as what Word keeps up to date itself: it asks for the pages when it opens."""
        blocks = self.document.blocks
        place = next(at for at, one in enumerate(blocks) if one is block)
        listed: list[tuple[int, int, str]] = []
        number = self._headings
        for one in blocks[place + 1 :]:
            if isinstance(one, Heading) and one.apart:
                break
            if isinstance(one, Heading):
                number += 1
                if one.level <= block.deepest:
                    listed.append((number, max(one.level, 1), _kept(one.text)))
        if listed:
            add_contents(self.word, listed, block.deepest, self._width)

    def _own_page(self, text: str, style: str, *, first: bool) -> None:
        self._paragraph(text, style).paragraph_format.page_break_before = not first

    # -- pieces

    def _paragraph(self, text: str, style: str) -> Any:
        paragraph = self.word.add_paragraph(style=style)
        self._text(paragraph, (Run(text),) if text else ())
        return paragraph

    def _text(self, paragraph: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            address = as_address(run.link) if run.link else ""
            self._run(_link(paragraph, address) if address else paragraph._p, run, underlined=bool(address))

    def _run(self, parent: Any, run: Run, *, underlined: bool) -> None:
        """Write a piece of text; a line end in it is one."""
        element: Any = OxmlElement("w:r")
        parent.append(element)
        element.text = _kept(clean(run.text, LONGEST_PARAGRAPH))
        if run.bold or underlined:
            properties = element.get_or_add_rPr()
            if run.bold:
                properties.append(OxmlElement("w:b"))
            if underlined:
                line = OxmlElement("w:u")
                line.set(qn("w:val"), "single")
                properties.append(line)

    def _grid(self, widths: Sequence[float], rows: int, *, bare: bool = False) -> Any:
        grid = self.word.add_table(rows, len(widths), style="Normal Table" if bare else "Table Grid")
        grid.alignment = WD_TABLE_ALIGNMENT.LEFT
        grid.autofit = False
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Mm(width)
        for row in grid.rows:
            for cell, width in zip(row._tr.tc_lst, widths, strict=True):
                cell.width = Mm(width)
        return grid

    def _head(self, row: Any, titles: Sequence[str]) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        properties.append(OxmlElement("w:tblHeader"))
        for cell, title in zip(row.cells, titles, strict=True):
            self._cell(cell, title, bold=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _cell(self, cell: Any, text: str, *, bold: bool = False, size: float = _TABLE_SIZE) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        if text:
            self._text(paragraph, (Run(text, bold),))
            for run in paragraph.runs:
                run.font.size = Pt(size)

    def _space(self) -> None:
        """Two tables below each other would become one."""
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


_PARAGRAPHS = {"body": "Normal", "small": "Small print", "lead": "Lead"}


def _kept(text: str) -> str:
    """Return a text without what no XML file may hold."""
    return _XML.sub("", clean(text, LONGEST_PARAGRAPH))


def _link(paragraph: Any, address: str) -> Any:
    """Return the element of a link to an address; its runs are put in it."""
    to = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), to)
    paragraph._p.append(element)
    return element


def _add_field(paragraph: Any, code: str) -> None:
    """Add what Word counts itself: PAGE, NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            element = OxmlElement("w:instrText")
            element.text = text
            run._r.append(element)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _underline(cell: Any) -> None:
    """Rule a line under a cell, to write on."""
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)

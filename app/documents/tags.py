"""How does a screen reader find its way in a PDF? (PDF/UA-1, ISO 14289-1; structure in ISO 32000-1, 14.7 and 14.8)"""

from __future__ import annotations

from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

HEADER: Final = "<</Type /Pagination /Subtype /Header>>"
FOOTER: Final = "<</Type /Pagination /Subtype /Footer>>"
REPEATED: Final = "<</Type /Pagination>>"
LAYOUT: Final = "<</Type /Layout>>"
"""Kinds of artifact: what is seen on the page and is no part of the text."""


class Element(pdfdoc.PDFObject):
    """One element of the structure tree: its kids are elements, marked content as (page, number on the page), and
    where a link can be clicked.

    ``attributes`` are PDF source, ``spoken`` is read instead of what is drawn, ``alt`` says what a figure shows.
    """

    def __init__(
        self,
        role: str,
        parent: Element | None,
        attributes: str = "",
        spoken: str | None = None,
        alt: str | None = None,
    ) -> None:
        self.role = role
        self.parent = parent
        self.kids: list[Element | tuple[int, int] | Clickable] = []
        self.attributes = attributes
        self.spoken = spoken
        self.alt = alt
        self.number = 0
        self.source = b""
        if parent is not None:
            parent.kids.append(self)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.source


class Clickable(pdfdoc.PDFDictionary):
    """Where on ``page`` a link can be clicked (ISO 32000-1, 12.5.6.5); ``element`` is the link it belongs to.

    ``way`` is what it does, as an entry of the annotation: an action, or a place in the file.
    """

    def __init__(
        self,
        element: Element,
        page: int,
        corners: tuple[float, float, float, float],
        way: tuple[str, object],
        words: str,
    ) -> None:
        super().__init__(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Rect": pdfdoc.PDFArray(corners),
                "Border": pdfdoc.PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": pdfdoc.PDFString(words),
                way[0]: way[1],
            }
        )
        self.element = element
        self.page = page
        self.number = 0


class TaggedCanvas(Canvas):
    """A canvas on which everything drawn belongs to an element of the structure tree or is an artifact."""

    _code: list[str]
    _addAnnotation: Any
    _bookmarkReference: Any
    _doc: Any  # the stubs know too little of it

    def __init__(self, file: BinaryIO, pagesize: tuple[float, float], font: str, title: str, language: str) -> None:
        first_font: Any = font  # a name, whatever the stubs say; without it every page drags an unembedded Helvetica in
        super().__init__(
            file, pagesize=pagesize, pageCompression=1, pdfVersion=(1, 7), lang=language, initialFontName=first_font
        )
        self.root = Element("Document", None)
        self.is_whole = True
        self._title = title
        self._language = language
        self._marked: list[Element] = []
        self._marked_pages: list[list[Element]] = []
        self._open: Element | str | None = None
        self._clickable: list[Clickable] = []
        self._places: dict[int, str] = {}
        self.bookmarks = 0
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("Skolekontoret")
        self.setViewerPreference("DisplayDocTitle", "true")

    @property
    def operators(self) -> list[str]:
        """What is drawn on this page so far, as PDF writes it: more may be put behind it."""
        return self._code

    def mark(self, element: Element) -> None:
        """What is drawn from now on is the content of ``element``."""
        if self._open is element:
            return
        self.end_mark()
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append((len(self._marked_pages), number))
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")
        self._open = element

    def mark_artifact(self, kind: str) -> None:
        """What is drawn from now on is furniture, that a screen reader passes over."""
        if self._open is kind:
            return
        self.end_mark()
        self._code.append(f"/Artifact {kind} BDC")
        self._open = kind

    def end_mark(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    def link(self, element: Element, corners: tuple[float, float, float, float], address: str, words: str) -> None:
        """Let ``element``, a link, be clicked within ``corners`` of this page; ``words`` are what is read of it."""
        action = pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(address)})
        self._let_click(Clickable(element, len(self._marked_pages), corners, ("A", action), words))

    def link_to(self, element: Element, corners: tuple[float, float, float, float], place: object, words: str) -> None:
        """Let ``element`` be clicked to go to a ``place``, which is ``arrive``d at on this or a later page."""
        key = self._key_of(place)
        self._let_click(
            Clickable(element, len(self._marked_pages), corners, ("Dest", self._bookmarkReference(key)), words)
        )

    def arrive(self, place: object, top: float) -> None:
        """Say that a ``place`` that is led to is ``top`` points above the foot of this page."""
        self.bookmarkHorizontalAbsolute(self._key_of(place), top)

    def _key_of(self, place: object) -> str:
        return self._places.setdefault(id(place), f"place{len(self._places)}")

    def _let_click(self, place: Clickable) -> None:
        place.element.kids.append(place)
        self._clickable.append(place)
        self._addAnnotation(place)

    def bookmark(self, text: str, level: int, top: float) -> None:
        """Name the place ``top`` points above the page's foot in the outline; level 0 is outermost."""
        key = f"heading{self.bookmarks}"
        self.bookmarks += 1
        self.bookmarkHorizontalAbsolute(key, top)
        self.addOutlineEntry(text, key, level)

    def showPage(self) -> None:
        self.end_mark()
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]  # the keys this page writes
        page.StructParents = len(self._marked_pages)
        page.Tabs = pdfdoc.PDFName("S")
        self._marked_pages.append(self._marked)
        self._marked = []

    def save(self) -> None:
        """Write the file, with the structure tree. Every page must be shown before."""
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = self._structure_tree()
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalog.Metadata = self._metadata()
        super().save()

    def _structure_tree(self) -> pdfdoc.PDFObject:
        elements = _in_order(self.root)
        for element in elements:
            element.number = self._register(element)
        pages = [self._number_of(page) for page in self._doc.Pages.pages]
        for key, place in enumerate(self._clickable, len(pages)):
            place["StructParent"] = key
            place.number = self._number_of(place)
        nums = " ".join(
            [
                f"{page} [{' '.join(f'{element.number} 0 R' for element in marked)}]"
                for page, marked in enumerate(self._marked_pages)
            ]
            + [f"{key} {place.element.number} 0 R" for key, place in enumerate(self._clickable, len(pages))]
        )
        tree = _Source(
            f"<</Type /StructTreeRoot /K {self.root.number} 0 R /ParentTree <</Nums [{nums}]>>"
            f" /ParentTreeNextKey {len(pages) + len(self._clickable)}>>"
        )
        top = self._register(tree)
        for element in elements:
            element.source = _source(element, top if element.parent is None else element.parent.number, pages)
        return tree

    def _register(self, item: pdfdoc.PDFObject) -> int:
        self._doc.Reference(item)
        return int(self._doc.objectcounter)

    def _number_of(self, page: pdfdoc.PDFObject) -> int:
        name = self._doc.Reference(page).name
        return int(self._doc.idToObjectNumberAndVersion[name][0])

    def _metadata(self) -> pdfdoc.PDFStream:
        stream = pdfdoc.PDFStream(content=_xmp(self._title, self._language, is_whole=self.is_whole).encode())
        stream.dictionary["Type"] = pdfdoc.PDFName("Metadata")
        stream.dictionary["Subtype"] = pdfdoc.PDFName("XML")
        return stream


class _Source(pdfdoc.PDFObject):
    def __init__(self, source: str) -> None:
        self.source = source.encode("ascii")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.source


def _in_order(root: Element) -> list[Element]:
    found: list[Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
    return found


def _source(element: Element, parent: int, pages: list[int]) -> bytes:
    marked = [kid for kid in element.kids if isinstance(kid, tuple)]
    home = marked[0][0] if marked else None
    kids = [_kid(kid, home, pages) for kid in element.kids]
    parts = [f"<</Type /StructElem /S /{element.role} /P {parent} 0 R"]
    if home is not None:
        parts.append(f"/Pg {pages[home]} 0 R")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    if element.spoken is not None:
        parts.append(f"/ActualText <FEFF{element.spoken.encode('utf-16-be').hex()}>")
    if element.alt is not None:
        parts.append(f"/Alt <FEFF{element.alt.encode('utf-16-be').hex()}>")
    return " ".join([*parts, ">>"]).encode("ascii")


def _kid(kid: Element | tuple[int, int] | Clickable, home: int | None, pages: list[int]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, Clickable):
        return f"<</Type /OBJR /Pg {pages[kid.page]} 0 R /Obj {kid.number} 0 R>>"
    page, number = kid
    return str(number) if page == home else f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {number}>>"


def _xmp(title: str, language: str, *, is_whole: bool) -> str:
    """Return the metadata; what pages of others are bound behind cannot promise that all of it is tagged."""
    accessible = "<pdfuaid:part>1</pdfuaid:part>" if is_whole else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
{accessible}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

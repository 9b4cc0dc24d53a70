"""What does a tagged PDF say to a screen reader? Reads the structure tree back, independently of what wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

SHOWN = frozenset({"Tj", "'", "TJ", '"'})
PAINTED = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"})


@dataclass
class Node:
    """One structure element: its role, its attributes, its own text and the elements in it."""

    role: str
    attributes: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    spoken: str | None = None
    kids: list[Node] = field(default_factory=list)
    clicks: list[tuple[str, str]] = field(default_factory=list)
    """Where it leads when it is clicked (an address, or "page 2"), and what is said of that."""
    pages: set[int] = field(default_factory=set)
    alt: str | None = None
    """What is said of a figure in place of what is drawn."""

    def heard(self) -> str:
        """Return what is read aloud, spaces and line ends as one space."""
        return " ".join((self.spoken if self.spoken is not None else self.text).split())

    def find(self, role: str) -> list[Node]:
        return [node for kid in self.kids for node in ([kid] if kid.role == role else kid.find(role))]


@dataclass
class Paper:
    """A PDF read back; ``artifacts`` are (page, kind, text), ``stray`` what is neither tagged nor an artifact."""

    root: Node
    artifacts: list[tuple[int, str, str]]
    stray: list[str]
    marks: list[list[int]]

    def furniture(self, page: int) -> str:
        return "|".join(text for number, _, text in self.artifacts if number == page)


def read_paper(data: bytes) -> Paper:
    """Read ``data`` and check on the way that every mark is reached from both sides, exactly once."""
    with pikepdf.open(BytesIO(data)) as pdf:
        contents = [_Content(page) for page in pdf.pages]
        used: set[tuple[int, int]] = set()
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                assert {"/Contents", "/StructParent"} <= set(annotation.keys()), "a link must say what it is"
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        tree = pdf.Root.StructTreeRoot
        root = _node(tree.K, contents, numbers, used, tree, _parents(tree))
        marks = [sorted(content.texts) for content in contents]
        assert used == {(page, mark) for page, page_marks in enumerate(marks) for mark in page_marks}
        artifacts = [(page, kind, text) for page, content in enumerate(contents) for kind, text in content.artifacts]
        return Paper(root, artifacts, [stray for content in contents for stray in content.stray], marks)


def _parents(tree: Any) -> dict[int, list[Any]]:
    nums = list(tree.ParentTree.Nums)
    return {
        int(nums[index]): list(nums[index + 1]) if isinstance(nums[index + 1], pikepdf.Array) else [nums[index + 1]]
        for index in range(0, len(nums), 2)
    }


def _node(
    element: Any,
    contents: list[_Content],
    numbers: dict[Any, int],
    used: set[tuple[int, int]],
    parent: Any,
    parents: dict[int, list[Any]],
) -> Node:
    assert element.P.objgen == parent.objgen, "an element must name the one it is in"
    spoken = str(element.ActualText) if "/ActualText" in element else None
    attributes = {str(key): value for key, value in element.A.items()} if "/A" in element else {}
    node = Node(str(element.S)[1:], attributes, spoken=spoken)
    node.alt = str(element.Alt) if "/Alt" in element else None
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            node.kids.append(_node(kid, contents, numbers, used, element, parents))
            continue
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR:
            (owner,) = parents[int(kid.Obj.StructParent)]
            assert owner.objgen == element.objgen, "the way back from a link leads elsewhere"
            assert kid.Obj.objgen in {one.objgen for one in kid.Pg.Annots}, "it is clicked on another page"
            if "/A" in kid.Obj:
                node.clicks.append((str(kid.Obj.A.URI), str(kid.Obj.Contents)))
            else:
                node.clicks.append((f"page {numbers[kid.Obj.Dest[0].objgen] + 1}", str(kid.Obj.Contents)))
            continue
        page_object, mark = (kid.Pg, int(kid.MCID)) if isinstance(kid, pikepdf.Dictionary) else (element.Pg, int(kid))
        page = numbers[page_object.objgen]
        assert (page, mark) not in used, "a piece of content belongs to one element"
        assert parents[contents[page].struct_parents][mark].objgen == element.objgen, "the way back leads elsewhere"
        assert contents[page].roles[mark] == node.role
        used.add((page, mark))
        node.text += contents[page].texts[mark]
        node.pages.add(page)
    return node


class _Content:
    """What is drawn on one page, by mark."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.struct_parents = int(page.obj.StructParents)
        self.texts: dict[int, str] = {}
        self.roles: dict[int, str] = {}
        self.artifacts: list[tuple[str, str]] = []
        self.stray: list[str] = []
        fonts = {name: _unicode_of(font) for name, font in page.obj.Resources.Font.items()}
        font: dict[int, str] = {}
        where: int | str | None = None
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "BDC":
                assert where is None, "marked content does not stand within marked content"
                where = self._begin(str(operands[0])[1:], operands[1])
            elif name == "EMC":
                where = None
            elif name == "Tf":
                font = fonts[str(operands[0])]
            elif name in SHOWN:
                self._add(where, "".join(font[code] for code in bytes(operands[0])))
            elif name in PAINTED:
                self._add(where, "")
        assert where is None, "marked content ends on its page"

    def _begin(self, role: str, properties: Any) -> int | str:
        if role == "Artifact":
            kind = "/".join(str(properties[key])[1:] for key in ("/Type", "/Subtype") if key in properties)
            self.artifacts.append((kind, ""))
            return kind
        mark = int(properties.MCID)
        assert mark not in self.texts, "a number is used once on a page"
        self.texts[mark], self.roles[mark] = "", role
        return mark

    def _add(self, where: int | str | None, text: str) -> None:
        if where is None:
            self.stray.append(text)
        elif isinstance(where, int):
            self.texts[where] += text
        else:
            kind, before = self.artifacts[-1]
            self.artifacts[-1] = (kind, f"{before}|{text}" if before else text)


def _unicode_of(font: Any) -> dict[int, str]:
    """Return the letter of each code of ``font``, from its ToUnicode map."""
    source = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, _, targets in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            for offset, target in enumerate(re.findall(r"<(\w+)>", targets)):
                letters[int(first, 16) + offset] = bytes.fromhex(target).decode("utf-16-be")
        for first, last, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + offset] = chr(int(target, 16) + offset)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, target in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    return letters

"""What do the simple marks of a text mean: **bold**, a list, a link? The one place that reads them.

A blank line begins a new paragraph, lines that begin with "- " are a list, ``[words](https://…)`` and a bare https
address are links. What is no whole mark stands as it was typed, and nothing else is ever read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.model import BulletList, Paragraph, Run

_ITEM = re.compile(r"[-•] +(?=\S)")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_ADDRESS = r"https?://(?=\w)[^\s()<>\[\]\"*]+(?:\([^\s()<>\[\]\"*]*\)[^\s()<>\[\]\"*]*)*"
_LINK = re.compile(rf"\[([^\[\]\n]{{1,500}})\]\(({_ADDRESS})\)|({_ADDRESS})")
_AFTER_ADDRESS = ".,;:!?'’"


def marked(text: str) -> tuple[Paragraph | BulletList, ...]:
    """Return the paragraphs and lists of a text; one without marks has plain text alone."""
    return tuple(_block(lines) for lines in _parted(clean(text, LONGEST_PARAGRAPH).split("\n")))


def unmarked(text: str) -> str:
    """Return a text without its marks, as it is read aloud or searched: an item of a list keeps its hyphen."""
    return "\n\n".join(
        "\n".join(f"- {item}" for item in block.items) if isinstance(block, BulletList) else block.text
        for block in marked(text)
    )


def _parted(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, and of each list: a line that is indented goes on with the item above it."""
    part: list[str] = []
    listed = False
    for typed in lines:
        line = typed.strip()
        is_item = _ITEM.match(line) is not None
        if listed and part and line and not is_item and typed.startswith("  "):
            part[-1] += f" {line}"
            continue
        if part and (not line or is_item != listed):
            yield part
            part = []
        if line:
            part.append(line)
            listed = is_item
    if part:
        yield part


def _block(lines: list[str]) -> Paragraph | BulletList:
    if _ITEM.match(lines[0]):
        items = [_runs(_ITEM.sub("", line, count=1)) for line in lines]
        texts = tuple(_text(runs) for runs in items)
        return BulletList(texts, tuple(items) if any(map(_is_marked, items)) else ())
    runs = _runs("\n".join(lines))
    return Paragraph(_text(runs), runs=runs if _is_marked(runs) else ())


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _is_marked(runs: Iterable[Run]) -> bool:
    return any(run.bold or run.link for run in runs)


def _runs(text: str) -> tuple[Run, ...]:
    found: list[Run] = []
    for piece, bold in _bold_parts(text):
        for run in _linked(piece, bold):
            if found and (found[-1].bold, found[-1].link) == (run.bold, run.link):
                found[-1] = Run(found[-1].text + run.text, run.bold, run.link)
            else:
                found.append(run)
    return tuple(found)


def _bold_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Part ``text`` where it turns bold and back; two stars that open without closing, or hold nothing, stay."""
    done, opened = 0, -1
    for stars in _BOLD.finditer(text):
        at = stars.start()
        if opened < 0:
            if at + 2 < len(text) and not text[at + 2].isspace():
                opened = at
        elif not text[at - 1].isspace():
            if opened > done:
                yield text[done:opened], False
            yield text[opened + 2 : at], True
            done, opened = at + 2, -1
    if done < len(text):
        yield text[done:], False


def _linked(text: str, bold: bool) -> Iterator[Run]:
    done = 0
    for found in _LINK.finditer(text):
        words, address = found[1], found[2]
        start, end = found.span()
        if words is None:
            address = words = found[3].rstrip(_AFTER_ADDRESS)
            end = start + len(address)
        if not words.strip():
            continue
        if start > done:
            yield Run(text[done:start], bold)
        yield Run(words, bold, address)
        done = end
    if done < len(text):
        yield Run(text[done:], bold)

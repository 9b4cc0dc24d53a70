"""How wide is each letter of the embedded font? Writes app/yearwheel/geometry/font_widths.py anew.

The wheel is laid out by these without opening the font's files, which takes reportlab half a second.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "app" / "yearwheel" / "geometry" / "font_widths.py"
FACES = {"REGULAR": "SourceSans3-Regular", "BOLD": "SourceSans3-SemiBold"}
LAST = 0x2BFF
"""The last letter that is taken: beyond are ligatures and the like, which no title has."""
PER_LINE = 24
HEAD = '''"""How wide is each letter of the embedded font, in thousandths? Made by tools/make_font_widths.py."""

from __future__ import annotations
'''


def runs(widths: dict[int, int]) -> list[tuple[int, list[int]]]:
    """Return the widths of letters that follow each other, with the number of the first."""
    found: list[tuple[int, list[int]]] = []
    for code in sorted(widths):
        if not found or code != found[-1][0] + len(found[-1][1]):
            found.append((code, []))
        found[-1][1].append(widths[code])
    return found


def written(name: str, font: str) -> str:
    """Return the table of one face as a line of Python for each few letters: the first letter's number, then widths."""
    face = TTFont(font, str(ROOT / "resources" / "fonts" / f"{font}.ttf")).face
    widths = {code: round(width) for code, width in face.charWidths.items() if 0x20 <= code <= LAST}
    lines = [
        f"{first + at:X} " + " ".join(map(str, run[at : at + PER_LINE]))
        for first, run in runs(widths)
        for at in range(0, len(run), PER_LINE)
    ]
    return f'{name} = """\n' + "\n".join(lines) + '\n"""\n'


def main() -> None:
    """Write the module."""
    tables = "".join(f"\n{written(name, font)}" for name, font in FACES.items())
    TARGET.write_text(HEAD + tables, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()

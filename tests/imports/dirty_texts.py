"""Lists as they come out of programs and hands, with what goes wrong on the way, and the cells a person reads in them.

Written by hand, each with its cells before any program read it. Blank cells at the end of a row are not written.
"""

from __future__ import annotations

from dataclasses import dataclass

Cells = list[list[str]]

H = ["Klasse", "Fornavn", "Etternavn"]
KARI = ["5A", "Kari", "Berg"]
OLA = ["5A", "Ola", "Lie"]
IDA = ["5B", "Ida", "Moe"]


@dataclass(frozen=True)
class Dirty:
    """One text as bytes, and its rows; ``cells`` None: no table, and it should be refused."""

    name: str
    data: bytes
    cells: Cells | None


def text(name: str, content: str, cells: Cells | None, encoding: str = "utf-8") -> Dirty:
    return Dirty(name, content.encode(encoding), cells)


DIRTY = (
    # Delimiters
    text("semicolon", "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n5A;Ola;Lie\n", [H, KARI, OLA]),
    text("comma", "Klasse,Fornavn,Etternavn\n5A,Kari,Berg\n5A,Ola,Lie\n", [H, KARI, OLA]),
    text("tab", "Klasse\tFornavn\tEtternavn\n5A\tKari\tBerg\n5A\tOla\tLie\n", [H, KARI, OLA]),
    text("pipe", "Klasse|Fornavn|Etternavn\n5A|Kari|Berg\n5A|Ola|Lie\n", [H, KARI, OLA]),
    text(
        "pipes around",
        "|Klasse|Fornavn|\n|5A|Kari|\n|5B|Ida|\n",
        [["", "Klasse", "Fornavn"], ["", "5A", "Kari"], ["", "5B", "Ida"]],
    ),
    text(
        "commas in every name",
        "Klasse;Navn\n5A;Berg, Kari\n5A;Lie, Ola\n5B;Moe, Ida\n",
        [["Klasse", "Navn"], ["5A", "Berg, Kari"], ["5A", "Lie, Ola"], ["5B", "Moe, Ida"]],
    ),
    text(
        "commas in names and no headings",
        "5A;Berg, Kari;90012345\n5A;Lie, Ola;90012346\n5B;Moe, Ida;90012347\n",
        [["5A", "Berg, Kari", "90012345"], ["5A", "Lie, Ola", "90012346"], ["5B", "Moe, Ida", "90012347"]],
    ),
    text(
        "decimal commas",
        "Klasse;Navn;Snitt\n5A;Kari Berg;4,5\n5A;Ola Lie;3,2\n5B;Ida Moe;5,1\n",
        [["Klasse", "Navn", "Snitt"], ["5A", "Kari Berg", "4,5"], ["5A", "Ola Lie", "3,2"], ["5B", "Ida Moe", "5,1"]],
    ),
    text(
        "as many decimal commas as semicolons",
        "Kari;4,5;3,2\nOla;3,2;6,0\nIda;5,1;2,2\n",
        [["Kari", "4,5", "3,2"], ["Ola", "3,2", "6,0"], ["Ida", "5,1", "2,2"]],
    ),
    text(
        "semicolons in quotes in a comma file",
        'Klasse,Navn,Merknad\n5A,Kari Berg,"allergi; nøtter; melk"\n5A,Ola Lie,\n',
        [["Klasse", "Navn", "Merknad"], ["5A", "Kari Berg", "allergi; nøtter; melk"], ["5A", "Ola Lie"]],
    ),
    text(
        "addresses with commas in a tab file",
        "Navn\tAdresse\nKari Berg\tLia 2, 0150 Oslo, Norge\nOla Lie\tLia 3, 0150 Oslo, Norge\n",
        [["Navn", "Adresse"], ["Kari Berg", "Lia 2, 0150 Oslo, Norge"], ["Ola Lie", "Lia 3, 0150 Oslo, Norge"]],
    ),
    text(
        "two phones with a bar between",
        "Klasse;Navn;Mobil\n5A;Kari Berg;90012345|90012346\n5A;Ola Lie;90012347\n",
        [["Klasse", "Navn", "Mobil"], ["5A", "Kari Berg", "90012345|90012346"], ["5A", "Ola Lie", "90012347"]],
    ),
    text(
        "times and dates with other signs",
        "Dato;Tid;Navn\n1.2.2026;12:30;Kari\n3/4/2026;09:15;Ola\n",
        [["Dato", "Tid", "Navn"], ["1.2.2026", "12:30", "Kari"], ["3/4/2026", "09:15", "Ola"]],
    ),
    text(
        "only two columns", "Fornavn;Klasse\nKari;5A\nOla;5B\n", [["Fornavn", "Klasse"], ["Kari", "5A"], ["Ola", "5B"]]
    ),
    text("spaces around delimiters", "Klasse ; Fornavn ; Etternavn\n5A ; Kari ; Berg\n", [H, KARI]),
    text("sep line", "sep=;\nKlasse;Fornavn;Etternavn\n5A;Kari;Berg\n", [H, KARI]),
    text(
        "sep line with comma, against the title",
        "sep=,\nListe; laget; av; Lia\nKlasse,Fornavn,Etternavn\n5A,Kari,Berg\n",
        [["Liste; laget; av; Lia"], H, KARI],
    ),
    text("sep line in quotes with CRLF", '"sep=|"\r\nKlasse|Fornavn|Etternavn\r\n5A|Kari|Berg\r\n', [H, KARI]),
    # Quotes and escapes
    text("everything quoted", '"Klasse";"Fornavn";"Etternavn"\n"5A";"Kari";"Berg"\n', [H, KARI]),
    text(
        "delimiter in quotes",
        'Klasse;Navn\n5A;"Berg; Kari"\n5A;"Lie; Ola"\n',
        [["Klasse", "Navn"], ["5A", "Berg; Kari"], ["5A", "Lie; Ola"]],
    ),
    text(
        "line break in quotes",
        'Klasse;Navn;Adresse\n5A;Kari Berg;"Lia 2\n0150 Oslo"\n5B;Ida Moe;Lia 3\n',
        [["Klasse", "Navn", "Adresse"], ["5A", "Kari Berg", "Lia 2\n0150 Oslo"], ["5B", "Ida Moe", "Lia 3"]],
    ),
    text(
        "blank line in quotes",
        'Klasse;Navn;Adresse\n5A;Kari Berg;"Lia 2\n\n0150 Oslo"\n5B;Ida Moe;Lia 3\n',
        [["Klasse", "Navn", "Adresse"], ["5A", "Kari Berg", "Lia 2\n\n0150 Oslo"], ["5B", "Ida Moe", "Lia 3"]],
    ),
    text(
        "doubled quotes",
        'Klasse;Navn\n5A;"Kari ""Kaia"" Berg"\n5A;Ola Lie\n',
        [["Klasse", "Navn"], ["5A", 'Kari "Kaia" Berg'], ["5A", "Ola Lie"]],
    ),
    text(
        "escaped quotes",
        'Klasse;Navn\n5A;"Kari \\"Kaia\\" Berg"\n5A;"Lie; Ola"\n',
        [["Klasse", "Navn"], ["5A", 'Kari "Kaia" Berg'], ["5A", "Lie; Ola"]],
    ),
    text(
        "single quotes",
        "'Klasse','Navn'\n'5A','Berg, Kari'\n'5B','Moe, Ida'\n",
        [["Klasse", "Navn"], ["5A", "Berg, Kari"], ["5B", "Moe, Ida"]],
    ),
    text(
        "apostrophes in names",
        "Klasse;Fornavn;Etternavn\n5A;Kari;O'Connor\n5A;D'Arcy;Lie\n",
        [H, ["5A", "Kari", "O'Connor"], ["5A", "D'Arcy", "Lie"]],
    ),
    text(
        "a quote inside an unquoted field",
        'Klasse;Fornavn;Etternavn\n5A;Kari "Kaia";Berg\n5A;Ola;Lie\n',
        [H, ["5A", 'Kari "Kaia"', "Berg"], OLA],
    ),
    text(
        "inches",
        'Navn;Sykkel\nKari Berg;26"\nOla Lie;24"\n',
        [["Navn", "Sykkel"], ["Kari Berg", '26"'], ["Ola Lie", '24"']],
    ),
    text(
        "a quote that is never closed",
        'Klasse;Fornavn;Etternavn\n5A;"Kari;Berg\n5A;Ola;Lie\n5B;Ida;Moe\n',
        [H, ["5A", '"Kari', "Berg"], OLA, IDA],
    ),
    text(
        "a quote never closed in the last line",
        'Klasse;Fornavn;Etternavn\n5A;Ola;Lie\n5A;"Kari;Berg\n',
        [H, OLA, ["5A", '"Kari', "Berg"]],
    ),
    text(
        "space before the quote",
        'Klasse; Navn; Mobil\n5A; "Berg; Kari"; 90012345\n',
        [["Klasse", "Navn", "Mobil"], ["5A", "Berg; Kari", "90012345"]],
    ),
    text("whole lines in quotes", '"Klasse;Fornavn;Etternavn"\n"5A;Kari;Berg"\n"5A;Ola;Lie"\n', [H, KARI, OLA]),
    text(
        "whole lines in quotes with doubled ones",
        '"Klasse,Navn,Mobil"\n"5A,""Berg, Kari"",90012345"\n',
        [["Klasse", "Navn", "Mobil"], ["5A", "Berg, Kari", "90012345"]],
    ),
    text("empty quotes", 'Klasse;Fornavn;Etternavn\n5A;"";Berg\n5A;Ola;""\n', [H, ["5A", "", "Berg"], ["5A", "Ola"]]),
    # Encodings
    text(
        "windows",
        "Klasse;Fornavn;Etternavn\n5A;Åse;Sætre\n5B;Jørn;Moe\n",
        [H, ["5A", "Åse", "Sætre"], ["5B", "Jørn", "Moe"]],
        "cp1252",
    ),
    text(
        "dos",
        "Klasse;Fornavn;Etternavn\n5A;Åse;Sætre\n5B;Jørn;Moe\n",
        [H, ["5A", "Åse", "Sætre"], ["5B", "Jørn", "Moe"]],
        "cp865",
    ),
    text(
        "old mac",
        "Klasse;Fornavn;Etternavn\r5A;Åse;Sætre\r5B;Jørn;Moe\r",
        [H, ["5A", "Åse", "Sætre"], ["5B", "Jørn", "Moe"]],
        "mac_roman",
    ),
    text("utf-8 with mark", "Klasse;Fornavn;Etternavn\n5A;Åse;Sætre\n", [H, ["5A", "Åse", "Sætre"]], "utf-8-sig"),
    text("utf-16 with mark", "Klasse\tFornavn\tEtternavn\r\n5A\tÅse\tSætre\r\n", [H, ["5A", "Åse", "Sætre"]], "utf-16"),
    text(
        "utf-16 big without mark",
        "Klasse;Fornavn;Etternavn\r\n5A;Åse;Sætre\r\n",
        [H, ["5A", "Åse", "Sætre"]],
        "utf-16-be",
    ),
    Dirty(
        "utf-16 cut in the middle of a letter",
        "Klasse;Fornavn;Etternavn\r\n5A;Kari;Berg\r\n".encode("utf-16")[:-1],
        [H, KARI],
    ),
    Dirty(
        "utf-8 with one windows line",
        "Klasse;Fornavn;Etternavn\n5A;Åse;Sætre\n5A;Bård;Øye\n5A;Kåre;Sør\n".encode()
        + "5B;Jørn;Moe\n".encode("cp1252"),
        [H, ["5A", "Åse", "Sætre"], ["5A", "Bård", "Øye"], ["5A", "Kåre", "Sør"], ["5B", "Jørn", "Moe"]],
    ),
    text(
        "accents without Norwegian letters",
        "Klasse;Fornavn;Etternavn\n5A;Andrés;Müller\n5A;Zoë;Lindén\n",
        [H, ["5A", "Andrés", "Müller"], ["5A", "Zoë", "Lindén"]],
        "cp1252",
    ),
    text("the mark twice", "\ufeff\ufeffKlasse;Fornavn;Etternavn\n5A;Kari;Berg\n", [H, KARI]),
    # Preambles, footers, several tables, headers
    text(
        "a title above",
        "Klasseliste for Lia skole\n\nKlasse;Fornavn;Etternavn\n5A;Kari;Berg\n5A;Ola;Lie\n",
        [["Klasseliste for Lia skole"], [], H, KARI, OLA],
    ),
    text(
        "a title with other delimiters",
        "Lia skole, Storgata 2, 0150 Oslo, tlf. 22 12 34 56\nKlasse;Fornavn;Etternavn\n5A;Kari;Berg\n",
        [["Lia skole, Storgata 2, 0150 Oslo, tlf. 22 12 34 56"], H, KARI],
    ),
    text(
        "a long preamble with commas",
        "Utskrift, Lia, 2026\nSkrevet, av, kontoret\nGjelder, hele, skolen\nKlasse;Fornavn;Etternavn\n5A;Kari;Berg\n",
        [["Utskrift, Lia, 2026"], ["Skrevet, av, kontoret"], ["Gjelder, hele, skolen"], H, KARI],
    ),
    text(
        "a footer",
        "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n5A;Ola;Lie\nAntall elever: 2, skrevet ut 12.08.2026, side 1, av 1\n",
        [H, KARI, OLA, ["Antall elever: 2, skrevet ut 12.08.2026, side 1, av 1"]],
    ),
    text(
        "two tables",
        "Klasse 5A\nFornavn;Etternavn\nKari;Berg\n\nKlasse 5B\nFornavn;Etternavn\nIda;Moe\n",
        [
            ["Klasse 5A"],
            ["Fornavn", "Etternavn"],
            ["Kari", "Berg"],
            [],
            ["Klasse 5B"],
            ["Fornavn", "Etternavn"],
            ["Ida", "Moe"],
        ],
    ),
    text("no headings", "5A;Kari;Berg\n5A;Ola;Lie\n5B;Ida;Moe\n", [KARI, OLA, IDA]),
    text(
        "headings far down",
        "x\n" * 70 + "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n" + "5B;Ida;Moe\n" * 100,
        [["x"]] * 70 + [H, KARI] + [IDA] * 100,
    ),
    # Rows
    text("delimiters at the end", "Klasse;Fornavn;Etternavn;;;\n5A;Kari;Berg;;;\n5A;Ola;Lie;;;\n", [H, KARI, OLA]),
    text(
        "delimiters at the end of some",
        "Klasse;Fornavn;Etternavn\n5A;Kari;Berg;\n5A;Ola;Lie;;\n5B;Ida;Moe\n",
        [H, KARI, OLA, IDA],
    ),
    text(
        "short rows",
        "Klasse;Fornavn;Etternavn;Mobil;E-post\n5A;Kari;Berg\n5A;Ola;Lie;90012345\n5B;Ida\n",
        [[*H, "Mobil", "E-post"], KARI, [*OLA, "90012345"], ["5B", "Ida"]],
    ),
    text(
        "a long row",
        "Klasse;Fornavn;Etternavn\n5A;Kari;Berg;ekstra;merknad\n5A;Ola;Lie\n",
        [H, [*KARI, "ekstra", "merknad"], OLA],
    ),
    text("rows of delimiters alone", "Klasse;Fornavn;Etternavn\n;;\n5A;Kari;Berg\n;;\n;;\n", [H, [], KARI, [], []]),
    text(
        "thousands of delimiters",
        "Klasse;Fornavn;Etternavn" + ";" * 9000 + "\n5A;Kari;Berg" + ";" * 9000 + "\n",
        [H, KARI],
    ),
    text(
        "a column without heading",
        "Klasse;;Etternavn\n5A;Kari;Berg\n5A;Ola;Lie\n",
        [["Klasse", "", "Etternavn"], KARI, OLA],
    ),
    # Line ends, NUL, nothing
    text("windows line ends", "Klasse;Fornavn;Etternavn\r\n5A;Kari;Berg\r\n5A;Ola;Lie\r\n", [H, KARI, OLA]),
    text("mixed line ends", "Klasse;Fornavn;Etternavn\r\n5A;Kari;Berg\n5A;Ola;Lie\r5B;Ida;Moe", [H, KARI, OLA, IDA]),
    text("no end to the last line", "Klasse;Fornavn;Etternavn\n5A;Kari;Berg", [H, KARI]),
    text("a page break", "Klasse;Fornavn;Etternavn\n5A;Kari;Berg\n\f5B;Ida;Moe\n", [H, KARI, IDA]),
    text(
        "other signs that end lines elsewhere",
        "Klasse;Fornavn;Etternavn\n5A;Kari\u2028Kaia;Berg\n5A;Ola;Lie\x85\n",
        [H, ["5A", "Kari\u2028Kaia", "Berg"], OLA],
    ),
    Dirty(
        "NUL in a cell",
        b"Klasse;Fornavn;Etternavn\n" + b"5A;Kari;Berg\n" * 400 + b"5A;O\0la;Lie\n",
        [H, *[KARI] * 400, OLA],
    ),
    text("one column", "Kari\nOla\nIda\n", None),
    text("prose", "Hei. Dette er et brev til alle foresatte.\n\nVennlig hilsen\nrektor\n", None),
    text("html", "<html><table><tr><td>Klasse;Fornavn</td></tr></table></html>", None),
    text("only line ends", "\n\n\r\n", None),
)
"""Some as they stand in the Pollock set (what goes wrong with delimiters, quotes, preambles …), in a school's words."""

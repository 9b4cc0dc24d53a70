"""Does every text have its words in every language, and do the tools that keep them tell the truth?"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import words
from tools.words import Words, WordsError

CODE = """
from app.core.errors import UserError
class FileBusy(UserError): ...
class Page:
    def fill(self, context, number):
        self.tr("By self")
        context.tr("By context {name}", name=1)
        self.tr.n("{n} pupil", "{n} pupils", number)
        self.tr("One" if number else "Other")
        self.tr("Joined " "text")
        raise UserError("Wrong {field}", field=number)
    def more(self, progress, store):
        progress.step("Reading", 1, 2)
        with store.change(N_("Renamed"), name=1):
            raise FileBusy("Close the file")
        logger.info("No text of ours")
        self.tr(number)
"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that lays out a project whose only module holds the given code."""

    def build(code: str) -> Path:
        (tmp_path / "app").mkdir()
        (tmp_path / "app" / "page.py").write_text(code, encoding="utf-8")
        return tmp_path

    return build


def test_every_text_of_the_program_has_its_words_and_every_word_its_text() -> None:
    assert words.faults() == []


def test_texts_are_found_on_whatever_object_the_call_stands(project: Callable[[str], Path]) -> None:
    assert set(words.texts_in_code(project(CODE))) == {
        "By self",
        "By context {name}",
        ("{n} pupil", "{n} pupils"),
        "One",
        "Other",
        "Joined text",
        "Wrong {field}",
        "Reading",
        "Renamed",
        "Close the file",
    }


def test_the_place_of_a_text_is_told(project: Callable[[str], Path]) -> None:
    assert words.texts_in_code(project('x = 1\ntr("Here")\n')) == {"Here": "app/page.py:2"}


def test_a_text_without_words_is_named_in_all_three_languages(project: Callable[[str], Path]) -> None:
    found = words.faults(project('tr("New text")'))
    assert found == [f"{language}: missing: New text (app/page.py:1)" for language in ("nb", "nn", "en")]


def test_a_word_without_a_text_is_named_and_can_be_pruned(project: Callable[[str], Path]) -> None:
    root = project('tr("Kept")')
    words.add([Words("Kept", ("Beholdt",), ("Behalden",)), Words("Gone", ("Borte",), ("Borte",))], root)
    assert words.faults(root) == [f"{language}: no text in the code: Gone" for language in ("nb", "nn", "en")]
    assert words.prune(root) == 1
    assert words.faults(root) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Hello {name}"\nmsgstr ""', "nb: empty: Hello {name}"),
        ('#, fuzzy\nmsgid "Hello {name}"\nmsgstr "Hei {name}"', "nb: fuzzy: Hello {name}"),
        ('msgid "Hello {name}"\nmsgstr "Hei"', "nb: placeholders differ ({name} / none): Hello {name}"),
        ('msgid "Hello {name}"\nmsgstr "Hei {navn}"', "nb: placeholders differ ({name} / {navn}): Hello {name}"),
        ('msgid "Hello {name}"\nmsgstr "Hei {name"', "nb: braces that do not match: Hello {name}"),
    ],
)
def test_bad_words_are_named(project: Callable[[str], Path], entry: str, fault: str) -> None:
    root = project('tr("Hello {name}")')
    words.add([Words("Hello {name}", ("Hei {name}",), ("Hei {name}",))], root)
    path = words.catalogue_path("nb", root)
    path.write_text(words.HEADER.format(language="nb") + entry + "\n", encoding="utf-8")
    assert words.faults(root) == [fault]


def test_a_text_used_with_and_without_its_plural_is_named(project: Callable[[str], Path]) -> None:
    root = project('tr.n("{n} pupil", "{n} pupils", 2)\ntr("{n} pupil", n=1)')
    words.add([words.parse_line("{n} pupil|{n} pupils\t{n} elev|{n} elever\t{n} elev|{n} elevar")], root)
    assert words.faults(root)[0] == (
        "also used without its plural: {n} pupil|{n} pupils (app/page.py:1, app/page.py:2)"
    )


def test_a_plural_lacking_a_form_is_named(project: Callable[[str], Path]) -> None:
    root = project('tr.n("{n} pupil", "{n} pupils", 2)')
    words.add([words.parse_line("{n} pupil|{n} pupils\t{n} elev|{n} elever\t{n} elev|{n} elevar")], root)
    path = words.catalogue_path("nn", root)
    path.write_text(path.read_text(encoding="utf-8").replace("{n} elevar", ""), encoding="utf-8")
    assert words.faults(root) == ["nn: empty: {n} pupil|{n} pupils"]


def test_added_words_are_spoken(tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(
        "# a comment\nTwo\\nlines\tTo\\nlinjer\tTo\\nliner\n"
        "{n} pupil|{n} pupils\t{n} elev|{n} elever\t{n} elev|{n} elevar\n"
        "A \\| B\tA \\| B på bokmål\tA \\| B på nynorsk\n",
        encoding="utf-8",
    )
    words.add(words.read_tsv(file), tmp_path)
    with words.catalogue_path("nn", tmp_path).with_suffix(".mo").open("rb") as compiled:
        nn = gettext.GNUTranslations(compiled)
    assert nn.gettext("Two\nlines") == "To\nliner"
    assert nn.gettext("A | B") == "A | B på nynorsk"
    assert [nn.ngettext("{n} pupil", "{n} pupils", number) for number in (0, 1, 2)] == [
        "{n} elevar",
        "{n} elev",
        "{n} elevar",
    ]
    with words.catalogue_path("en", tmp_path).with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).ngettext("{n} pupil", "{n} pupils", 2) == "{n} pupils"


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    one, two = Words("B", ("b",), ("b",)), Words("A", ("a",), ("a",))
    words.add([one, two], tmp_path / "x")
    words.add([two], tmp_path / "y")
    words.add([one], tmp_path / "y")
    texts = [words.catalogue_path("nb", tmp_path / name).read_bytes() for name in "xy"]
    assert texts[0] == texts[1]


def test_other_words_than_before_are_told(tmp_path: Path) -> None:
    words.add([Words("Body", ("Utvalg",), ("Utval",))], tmp_path)
    assert words.add([Words("Body", ("Råd",), ("Utval",))], tmp_path) == ["nb: Body: was Utvalg"]


@pytest.mark.parametrize(
    "line",
    [
        "only\ttwo",
        "a\tb\t",
        "one|many\tbare ett\tein|fleire",
        "Hello {name}\tHei {navn}\tHei {name}",
        "Hello {name}\tHei {name}\tHei {name",
    ],
)
def test_a_line_that_will_not_do_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(f"Good\tGod\tGod\n{line}\n", encoding="utf-8")
    with pytest.raises(WordsError, match=r"words\.tsv line 2: "):
        words.read_tsv(file)


def test_only_a_catalogue_newer_than_its_compiled_one_is_compiled(tmp_path: Path) -> None:
    words.add([Words("A", ("a",), ("a",))], tmp_path)
    assert words.compile_catalogues(tmp_path) == 0
    later = words.catalogue_path("nb", tmp_path).with_suffix(".mo").stat().st_mtime + 10
    os.utime(words.catalogue_path("nb", tmp_path), (later, later))
    assert words.compile_catalogues(tmp_path) == 1

"""Does every text the user sees have its words in bokmål, nynorsk and English?

python tools/words.py add FILE.tsv    lines msgid<TAB>nb<TAB>nn; plurals one|many in each; \\n \\t \\| escaped
python tools/words.py extract         name the texts without words and the words without a text
python tools/words.py prune           take out the words without a text
python tools/words.py compile         .po to .mo, where the .po is newer
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import string
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nb", "nn", "en")
DOMAIN = "skolekontoret"
SOURCES = ("main.py", "app", "db")
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Skolekontoret\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Key = str | tuple[str, str]
"""A msgid, or the singular and the plural of one."""


@dataclass(frozen=True)
class Words:
    """One text and how it is said; two of each for a text with a plural."""

    key: Key
    nb: tuple[str, ...]
    nn: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.key,) if isinstance(self.key, str) else self.key

    def of(self, language: str) -> tuple[str, ...]:
        return {"nb": self.nb, "nn": self.nn, "en": self.forms}[language]


class WordsError(Exception):
    """A line of words that cannot be taken in."""


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    return root / "resources" / "i18n" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str, root: Path = ROOT) -> Catalog:
    """Return the catalogue of ``language``; an empty one if there is none yet."""
    path = catalogue_path(language, root)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN, charset="utf-8", abort_invalid=True)


def write_catalogue(catalogue: Catalog, language: str, root: Path = ROOT) -> None:
    """Write the .po sorted by msgid, one line a text, without dates or places: the same words give the same file."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, no_location=True, sort_output=True)
    text = HEADER.format(language=language) + body.getvalue().decode("utf-8").lstrip("\n")
    path = catalogue_path(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text.rstrip("\n").encode("utf-8") + b"\n")


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Give the catalogue's messages without its header."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def strings_of(message: Message) -> tuple[str, ...]:
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in {braces}; raises ValueError where the braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


# ---------------------------------------------------------------------------------------------------- texts in the code


def texts_in_code(root: Path = ROOT) -> dict[Key, str]:
    """Return every text that the program asks words for, and the first place it is asked for.

    A text is the first argument of tr(…), N_(…), a UserError or a class made from it, progress.step(…) and
    store.change(…), and the first two of tr.n(…); on whatever object the call stands.
    """
    trees = {path: ast.parse(path.read_bytes(), str(path)) for path in _sources(root)}
    errors = _user_errors(list(trees.values()))
    found: dict[Key, str] = {}
    for path, tree in trees.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call):
                place = f"{path.relative_to(root).as_posix()}:{call.lineno}"
                for key in _texts_of_call(call, errors):
                    found.setdefault(key, place)
    return found


def _sources(root: Path) -> list[Path]:
    files: list[Path] = []
    for name in SOURCES:
        path = root / name
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []
    return files


def _user_errors(trees: list[ast.Module]) -> frozenset[str]:
    """Return the names of UserError and every class made from it."""
    bases = {
        node.name: {_last_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"UserError"}
    while more := {name for name, parents in bases.items() if parents & known} - known:
        known |= more
    return frozenset(known)


def _texts_of_call(call: ast.Call, errors: frozenset[str]) -> Iterator[Key]:
    name = _last_name(call.func)
    if name == "n" and isinstance(call.func, ast.Attribute) and len(call.args) >= 2:
        yield from zip(_literals(call.args[0]), _literals(call.args[1]), strict=False)
    elif call.args and (
        name in {"tr", "_tr", "N_"}
        or name in errors
        or (name in {"step", "change"} and isinstance(call.func, ast.Attribute))
    ):
        yield from _literals(call.args[0])


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


# ------------------------------------------------------------------------------------------------- what the words lack


def faults(root: Path = ROOT) -> list[str]:
    """Return what is missing, empty, fuzzy, unused or wrongly filled in, one sentence each."""
    wanted = texts_in_code(root)
    # A catalogue has room for one of the two only.
    lines = [
        f"also used without its plural: {shown(key)} ({wanted[key]}, {wanted[key[0]]})"
        for key in wanted
        if not isinstance(key, str) and key[0] in wanted
    ]
    for language in LANGUAGES:
        catalogue = {key_of(message): message for message in messages(read_catalogue(language, root))}
        for key in sorted(wanted.keys() - catalogue.keys(), key=shown):
            lines.append(f"{language}: missing: {shown(key)} ({wanted[key]})")
        lines += [f"{language}: no text in the code: {shown(key)}" for key in catalogue if key not in wanted]
        for message in catalogue.values():
            lines += [f"{language}: {fault}: {shown(key_of(message))}" for fault in faults_of(message)]
    return lines


def faults_of(message: Message) -> list[str]:
    """Return what is wrong with one message's words."""
    key, strings = key_of(message), strings_of(message)
    forms = (key,) if isinstance(key, str) else key
    found = ["fuzzy"] if message.fuzzy else []
    if len(strings) != len(forms) or not all(text.strip() for text in strings):
        return [*found, "empty"]
    for form, text in zip(forms, strings, strict=True):
        found += placeholder_faults(form, text)
    return found


def placeholder_faults(form: str, text: str) -> list[str]:
    try:
        wanted, given = placeholders(form), placeholders(text)
    except ValueError:
        return ["braces that do not match"]
    return [] if wanted == given else [f"placeholders differ ({_braced(wanted)} / {_braced(given)})"]


def shown(key: Key) -> str:
    """Return the key as it stands in a .tsv file."""
    escaped = [
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("|", "\\|")
        for text in ((key,) if isinstance(key, str) else key)
    ]
    return "|".join(escaped)


def _braced(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "none"


# ----------------------------------------------------------------------------------------------------------- add words


def read_tsv(path: Path) -> list[Words]:
    """Read lines of msgid, bokmål and nynorsk; raises WordsError naming the first line that will not do."""
    found: list[Words] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(parse_line(line))
        except (WordsError, ValueError) as error:
            raise WordsError(f"{path.name} line {number}: {error}") from error
    return found


def parse_line(line: str) -> Words:
    fields = [_unescaped(field) for field in line.split("\t")]
    if len(fields) != 3:
        raise WordsError(f"{len(fields)} fields, not three (msgid, bokmål, nynorsk)")
    forms, nb, nn = fields
    if len(forms) > 2 or not (len(forms) == len(nb) == len(nn)):
        raise WordsError("each language needs as many forms (one|many) as the msgid; a real bar is written \\|")
    if not all(text.strip() for field in fields for text in field):
        raise WordsError("a field is empty")
    for words in (nb, nn):
        for form, text in zip(forms, words, strict=True):
            if wrong := placeholder_faults(form, text):
                raise WordsError(wrong[0])
    return Words(forms[0] if len(forms) == 1 else (forms[0], forms[1]), nb, nn)


def add(words: list[Words], root: Path = ROOT) -> list[str]:
    """Put the words into the three catalogues and compile them; returns which texts got other words than before."""
    changed: list[str] = []
    (root / "resources" / "i18n").mkdir(parents=True, exist_ok=True)
    with FileLock(root / "resources" / "i18n" / ".words.lock", timeout=60):
        for language in LANGUAGES:
            catalogue = read_catalogue(language, root)
            for one in words:
                old = catalogue.get(one.forms[0])
                if old is not None and language != "en" and strings_of(old) not in {one.of(language), ("",)}:
                    changed.append(f"{language}: {shown(one.key)}: was {' | '.join(strings_of(old))}")
                catalogue.delete(one.forms[0])
                strings = one.of(language)
                if isinstance(one.key, str):
                    catalogue.add(one.key, strings[0])
                else:
                    catalogue.add(one.key, strings)
            write_catalogue(catalogue, language, root)
        compile_catalogues(root)
    return changed


def prune(root: Path = ROOT) -> int:
    """Take out the words that no text in the code asks for; returns how many texts went."""
    wanted = set(texts_in_code(root))
    gone: set[Key] = set()
    with FileLock(root / "resources" / "i18n" / ".words.lock", timeout=60):
        for language in LANGUAGES:
            catalogue = read_catalogue(language, root)
            unused = [key_of(message) for message in messages(catalogue) if key_of(message) not in wanted]
            for key in unused:
                catalogue.delete(key if isinstance(key, str) else key[0])
            catalogue.obsolete.clear()
            gone.update(unused)
            write_catalogue(catalogue, language, root)
    return len(gone)


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile every .po that is newer than its .mo; returns how many were compiled."""
    done = 0
    for language in LANGUAGES:
        source = catalogue_path(language, root)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
            continue
        compiled = io.BytesIO()
        write_mo(compiled, read_catalogue(language, root))
        _replace(target, compiled.getvalue())
        done += 1
    return done


def _unescaped(field: str) -> tuple[str, ...]:
    """Split one|many at its bars and undo the escapes."""
    known = {"n": "\n", "t": "\t"}
    parts = [""]
    for token in re.findall(r"\\.|[^\\]|\\$", field):
        if token == "|":
            parts.append("")
        else:
            parts[-1] += known.get(token[1], token[1]) if len(token) == 2 else token
    return tuple(parts)


def _replace(path: Path, data: bytes) -> None:
    """Write the whole file or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


# ------------------------------------------------------------------------------------------------------------ commands


def run_add(arguments: argparse.Namespace) -> int:
    words = read_tsv(arguments.file)
    for line in add(words):
        print(f"other words than before: {line}")
    print(f"{len(words)} texts have their words.")
    return 0


def run_extract(arguments: argparse.Namespace) -> int:
    found = faults()
    print("\n".join(found) if found else "Every text has its words.")
    return 1 if found else 0


def run_prune(arguments: argparse.Namespace) -> int:
    print(f"{prune()} unused texts taken out.")
    return 0


def run_compile(arguments: argparse.Namespace) -> int:
    compile_catalogues()
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="words.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    runs: tuple[tuple[str, Callable[[argparse.Namespace], int]], ...] = (
        ("add", run_add),
        ("extract", run_extract),
        ("prune", run_prune),
        ("compile", run_compile),
    )
    for name, run in runs:
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        if name == "add":
            command.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except WordsError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    raise SystemExit(main(sys.argv[1:]))

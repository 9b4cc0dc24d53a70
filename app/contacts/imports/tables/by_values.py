"""What do columns hold, judged by their values alone? For headings that are missing or say nothing.

Nothing found here is taken silently: the columns are marked, and the window asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.contacts import values
from app.contacts.cell import Cell, text_of
from app.contacts.dates import clean_date
from app.contacts.phones import clean_phones
from app.core import clock
from app.core.identity import looks_like_identity_number

SAMPLE = 200
FEWEST_NAMES = 3
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_POSTAL = re.compile(r"\d{4}")
_POSTAL_AND_CITY = re.compile(r"(?:N-?)?\d{4}\s+[^\W\d_][^\d]*", re.IGNORECASE)
_CLASS = re.compile(r"(?:klass[ea]\s*)?(?:1[0-3]|[1-9])\s?[.\-]?\s?[a-zæøå]\d?", re.IGNORECASE)
_STREET = re.compile(r"[^\d@]{3,}\s\d{1,4}\s?[a-z]?(?:\s*,.*|\s+\d{4}\s.*|\s+h\d{4})?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d@_:;/()]*")
_FAMILY_ENDING = re.compile(r"(?:sen|son|stad|vik|berg|dal|land|seth?|haug|rud|nes|moen|bakken?|gård|aas|ås|sæter|eng|"
                            r"hagen|lien?|strand|bø|tveit|heim|holm|sund|øy|myhre|dahl|lund|ski|ova?|ić|yilmaz|khan|"
                            r"nguyen|hussain|ahmed|ali|haugen|hansen)$", re.IGNORECASE)  # fmt: skip
_GIVEN = frozenset(
    "emma nora sofie sofia olivia ella maja ingrid emilie sara anna ida leah amalie frida thea hanna julie kari anne "
    "marie eva liv astrid silje hilde inger bente mette marit camilla maria linn nina hege trine elin tone kristin "
    "jakob emil noah oskar oliver lucas liam william filip mathias magnus henrik jonas elias ole per jan tor odd arne "
    "lars knut kjell bjørn svein thomas martin morten andreas terje trond erik espen geir rune petter anders johan "
    "mohammed muhammad ahmed ali fatima aisha maryam yusuf ibrahim omar amina zahra hassan abdi jon ola nils mari "
    "selma aurora ada saga tiril live jenny isak theodor aksel ludvig sander kasper tobias kristian daniel "
    "alexander".split()
)
_BLANKS = (None, "", "-")


def kind_of(cells: Sequence[Cell]) -> str:
    """Return what the values of a column are: email, phone, birth_date, class, …; "" where nobody can say."""
    sample = [cell for cell in cells if cell not in _BLANKS][:SAMPLE]
    if not sample:
        return ""
    texts = [" ".join(text_of(cell).split()) for cell in sample]
    return next((kind for kind, is_kind in _KINDS.items() if is_kind(sample, texts)), "")


def first_row(rows: Sequence[Sequence[Cell]]) -> tuple[int, bool] | None:
    """Return the first row of a list in which no headings are recognised, and whether it is headings nobody knows.

    None where nothing speaks of a list: no column of phones, e-mails, dates or classes.
    """
    counts = [sum(cell not in _BLANKS for cell in row) for row in rows]
    usual = sorted(count for count in counts if count > 1)
    if not usual:
        return None
    wide = usual[len(usual) // 2]
    first = next(at for at, count in enumerate(counts) if count > 1 and count * 2 >= wide)
    below = rows[first + 1 :] or rows[first:]
    kinds = [kind_of(column) for column in zip(*below, strict=True)]
    telling = [at for at, kind in enumerate(kinds) if kind in ("email", "phone", "birth_date", "class", "postal_code")]
    if not telling:
        return None
    cells = [rows[first][at] for at in telling]
    fitting = sum(kind_of([cell]) == kinds[at] for at, cell in zip(telling, cells, strict=True) if cell not in _BLANKS)
    said = [cell for cell in cells if cell not in _BLANKS]
    is_heading = bool(said) and not fitting and all(isinstance(cell, str) for cell in said)
    return first, is_heading


def guess(
    columns: Sequence[tuple[int, Sequence[Cell]]], known: Mapping[int, str], open_to: frozenset[int]
) -> dict[int, str]:
    """Return {place: field} for the columns ``open_to`` a guess, from all ``columns`` (place, values) left to right.

    ``known`` {place: field} are those the headings said. A column of contacts is whose name stands before it.
    """
    return _Guess(columns, known, open_to).fields()


class _Guess:
    def __init__(
        self, columns: Sequence[tuple[int, Sequence[Cell]]], known: Mapping[int, str], open_to: frozenset[int]
    ) -> None:
        self._columns = [(place, list(cells[: SAMPLE * 5])) for place, cells in columns]
        self._known, self._open = known, open_to
        self._found: dict[int, str] = {}
        self._taken = set(known.values())
        self._kinds = {place: kind_of(cells) for place, cells in self._columns if place in open_to}

    def fields(self) -> dict[int, str]:
        self._take_first("class", "class.name", unless=("class.name", "class.grade"))
        self._take_first("birth_date", "pupil.birth_date")
        self._take_first("gender", "pupil.gender")
        self._teachers()
        self._names()
        self._contacts()
        return self._found

    def _take(self, place: int, field: str) -> None:
        self._found[place] = field
        self._taken.add(field)

    def _take_first(self, kind: str, field: str, unless: tuple[str, ...] = ()) -> None:
        if self._taken & {field, *unless}:
            return
        place = next((place for place, found in self._kinds.items() if found == kind), None)
        if place is not None:
            self._take(place, field)

    def _free(self, *kinds: str) -> list[int]:
        return [place for place, kind in self._kinds.items() if kind in kinds and place not in self._found]

    def _teachers(self) -> None:
        """A name that is the same for a whole class, of several pupils each, is its contact teacher's."""
        cells = dict(self._columns)
        classes = next(
            (place for place, field in {**self._known, **self._found}.items() if field == "class.name"), None
        )
        if classes is None or "teacher1.name" in self._taken:
            return
        for place in self._free("name", "full_name", "words"):
            of_class: dict[Cell, set[Cell]] = {}
            rows = 0
            for name, teacher in zip(cells[classes], cells[place], strict=False):
                if name not in _BLANKS and teacher not in _BLANKS:
                    of_class.setdefault(name, set()).add(teacher)
                    rows += 1
            if rows >= 3 * len(of_class) > 0 and all(len(teachers) == 1 for teachers in of_class.values()):
                self._take(place, "teacher1.name")
                return

    def _names(self) -> None:
        """Give the names out from left to right: first the pupil's, then the guardians'."""
        order = ["pupil", "guardian1", "guardian2", "guardian3", "guardian4"]
        owners = [subject for subject in order if not self._is_named(subject)]
        # Once the headings name a guardian, the names that are left are anybody's.
        if any(field.startswith(("guardian", "mother", "father")) for field in self._taken):
            owners = [subject for subject in owners if subject == "pupil"]
        waiting = [place for place in self._free("name", "full_name") if place - 1 not in self._postal_places()]
        cells = dict(self._columns)
        while waiting and owners:
            place = waiting.pop(0)
            if len([cell for cell in cells[place] if cell not in _BLANKS]) < FEWEST_NAMES:
                continue
            if self._half_named(owners[0]):
                self._take(place, f"{owners[0]}.{self._other_half(owners.pop(0))}")
            elif self._kinds[place] == "full_name":
                self._take(place, f"{owners.pop(0)}.name")
            elif waiting and waiting[0] == place + 1 and self._kinds[waiting[0]] != "full_name":
                other = waiting.pop(0)
                subject = owners.pop(0)
                given, family = _given_first(cells[place], cells[other], self._guardians_names(place, other))
                self._take(place, f"{subject}.{given}")
                self._take(other, f"{subject}.{family}")
            elif owners[0] != "pupil":
                self._take(place, f"{owners.pop(0)}.name")

    def _is_named(self, subject: str) -> bool:
        if f"{subject}.name" in self._taken:
            return True
        return f"{subject}.given" in self._taken and f"{subject}.family" in self._taken

    def _half_named(self, subject: str) -> bool:
        return f"{subject}.given" in self._taken or f"{subject}.family" in self._taken

    def _other_half(self, subject: str) -> str:
        return "family" if f"{subject}.given" in self._taken else "given"

    def _guardians_names(self, place: int, other: int) -> list[set[str]]:
        """Return the words of what stands to the right of two columns of names, row by row: a family's name recurs."""
        later = [
            cells
            for at, cells in self._columns
            if at > max(place, other)
            and (self._kinds.get(at) in ("name", "full_name") or self._known.get(at, "").endswith(("name", "family")))
        ]
        if not later:
            return []
        height = max(map(len, later))
        return [
            {
                word
                for cells in later
                if row < len(cells)
                for word in text_of(cells[row]).casefold().replace(",", " ").split()
            }
            for row in range(height)
        ]

    def _postal_places(self) -> set[int]:
        known = {place for place, field in self._known.items() if field.endswith(".postal_code")}
        return known | {place for place, kind in self._kinds.items() if kind == "postal_code"}

    def _contacts(self) -> None:
        """Give each phone, e-mail and part of an address to the person whose name stands before it."""
        subject = "pupil"
        for place, _ in self._columns:
            field = self._known.get(place) or self._found.get(place)
            if field is not None:
                owner, _, name = field.partition(".")
                if name in ("name", "given", "family") and owner not in ("class", "teacher1", "teacher2"):
                    subject = owner
                continue
            kind = self._kinds.get(place, "")
            if kind in ("name", "full_name", "words") and place - 1 in self._postal_places():
                kind = "city"
            if kind in ("email", "phone", "street", "postal_code", "city"):
                wanted = f"{subject}.{kind}"
                if wanted not in self._taken or kind in ("email", "phone"):
                    self._take(place, wanted)


def _given_first(one: Sequence[Cell], other: Sequence[Cell], families: Sequence[set[str]]) -> tuple[str, str]:
    """Return which of two columns of names is given and which family."""
    if _familiness(one, families) > _familiness(other, families):
        return ("family", "given")
    return ("given", "family")


def _familiness(cells: Sequence[Cell], families: Sequence[set[str]]) -> float:
    texts = [text_of(cell).strip().casefold() for cell in cells]
    present = [text for text in texts if text]
    if not present:
        return 0.0
    shared = sum(bool(set(text.split()) & words) for text, words in zip(texts, families, strict=False) if text)
    endings = sum(_FAMILY_ENDING.search(text) is not None for text in present)
    given = sum(text.split()[0].split("-")[0] in _GIVEN for text in present)
    return (shared * 3 + endings - given * 1.5) / len(present)


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(text) is not None for text in texts) / len(texts)


def _is_email(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    return _share(texts, _EMAIL) >= 0.7


def _is_phone(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    found = 0
    for cell, text in zip(sample, texts, strict=True):
        if isinstance(cell, date) or sum(map(str.isdigit, text)) < 8 or looks_like_identity_number(text):
            continue
        found += type(clean_phones(cell)) is tuple and bool(clean_phones(cell))
    return found >= 0.8 * len(sample)


def _is_birth_date(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Dates on which somebody of school age can be born: a date of printing or of a change is none."""
    this_year = clock.today().year
    found = 0
    plain = 0
    for cell, text in zip(sample, texts, strict=True):
        day = clean_date(cell)
        if isinstance(day, date) and 4 <= this_year - day.year <= 21:
            found += 1
            plain += isinstance(cell, int | float) or text.isdecimal()
    if found < 0.8 * len(sample):
        return False
    # "140515" and serial numbers are dates only where nearly all of them can be.
    return plain == 0 or (found >= 0.95 * len(sample) and len(sample) >= FEWEST_NAMES)


def _is_postal(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    codes = [text.zfill(4) if isinstance(cell, int) and len(text) == 3 else text
             for cell, text in zip(sample, texts, strict=True)]  # fmt: skip
    if _share(codes, _POSTAL) < 0.95:
        return _share(texts, _POSTAL_AND_CITY) >= 0.8
    years = sum(1950 <= int(code) <= clock.today().year + 1 for code in codes if code.isdecimal())
    # Four digits can be a year or a number in a row as well.
    return years < 0.8 * len(codes) and (len(codes) < 5 or len(set(codes)) < len(codes) or codes != sorted(codes))


def _is_class(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    return _share(texts, _CLASS) >= 0.9


def _is_gender(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    return len(set(texts)) <= 6 and all(isinstance(values.clean_gender(text), str) for text in set(texts))


def _is_street(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    return _share(texts, _STREET) >= 0.6


def _is_full_name(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    if not _is_name(sample, texts):
        return False
    commas = sum(text.count(",") == 1 for text in texts)
    words = sum(" " in text and "," not in text for text in texts)
    return max(commas, words) >= 0.7 * len(texts)


def _is_name(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Names differ from row to row; what recurs is a place, a teacher or a remark."""
    return _is_words(sample, texts) and (len(set(texts)) * 3 > len(texts) or len(texts) < 12)


def _is_words(sample: Sequence[Cell], texts: Sequence[str]) -> bool:
    if _share(texts, _NAME) < 0.95 or any(len(text) > 60 for text in texts):
        return False
    return sum(text[:1].isupper() for text in texts) >= 0.8 * len(texts)


_KINDS: dict[str, Callable[[Sequence[Cell], Sequence[str]], bool]] = {
    "email": _is_email,
    "birth_date": _is_birth_date,
    "class": _is_class,
    "postal_code": _is_postal,
    "phone": _is_phone,
    "gender": _is_gender,
    "street": _is_street,
    "full_name": _is_full_name,
    "name": _is_name,
    "words": _is_words,
}

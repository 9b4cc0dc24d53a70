"""Where in a text are the names of people in a register, and where are the same words a place or somebody else?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.meetings.guard_register import PARTICLES, Look, Register
from app.meetings.guard_words import is_ordinary, plain, words

Span = tuple[int, int, frozenset[int]]

_LETTER = r"[^\W\d_][̀-ͯ]*"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['’](?={_LETTER}))*(?:(?<=[sSxXzZ])['’](?!\w))?")
_BESIDE = frozenset({" ", "-", "\u00a0", "‐", "‑", "  "})
_INITIAL = frozenset({". ", ".", " ", ".\u00a0"})
_COMMA = re.compile(r",[ \u00a0]{1,2}")
_ENDS = re.compile(r"[.!?\n•:–]|^\s*-|\n\s*[-*]")
_SHORT = frozenset("kl nr tlf mob ca f eks bl jf jfr st dvs evt mfl osv o m v ang ev d s t nå pr p g".split())
_JOINING = frozenset({"og", "eller", "som", "ikke", "ikkje"})
_OF_VERBS = ("et", "te", "de", "er", "ar")
_AMONG = frozenset({"på", "i", "til", "for", "ved", "med", "mot", "over", "under", "om"})
_MOST_PARTS = 6
_SHORTEST_NEAR = 5
_FEW = 3
_LOOSE_ALONE = 5


class Word(NamedTuple):
    """A word of a text; ``gap`` is what stands before it, ``opens`` whether it begins a sentence."""

    start: int
    end: int
    text: str
    gap: str
    opens: bool
    is_shouted: bool
    is_capital: bool

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.is_capital


def names_in(text: str, register: Register) -> Iterable[Span]:
    """Return where names stand, the genitive with them, and who may be meant."""
    yield from _Reader(text, register).spans()


class _Reader:
    """Reads one text: first whole names, then what is left of each row of words with capitals."""

    def __init__(self, text: str, register: Register) -> None:
        self._text, self._register, self._known = text, register, words()
        self._words = _words(text)
        self._used = [False] * len(self._words)

    def spans(self) -> list[Span]:
        found = list(self._whole_names())
        for first, last in self._rows():
            found += self._of_row(first, last)
        return sorted(found)

    # -- whole names

    def _whole_names(self) -> Iterable[Span]:
        at = 0
        while at < len(self._words):
            match = self._reversed_at(at) or self._whole_at(at)
            if match is None:
                at += 1
                continue
            last, people, is_one = match
            for index in range(at, last + 1):
                self._used[index] = True
            span = (self._words[at].start, self._words[last].end)
            at = last + 1
            hidden = people & self._register.known
            if not hidden or (not is_one and people - self._register.known):
                yield (*span, people - self._register.known)

    def _whole_at(self, at: int) -> tuple[int, frozenset[int], bool] | None:
        """Return the longest name from a word on: its last word, who, and whether given and family name are there."""
        if not self._may_be_name(at):
            return None
        look = self._look(at)
        people = look.anybody_near if self._words[at].is_capital else look.anybody
        if not people:
            return None
        best, nears, index = None, int(not look.anybody), at
        while index + 1 < len(self._words) and index - at < _MOST_PARTS:
            index += 1
            wraps = index == at + 1 and self._words[index].gap == "\n" and self._words[index].is_capital
            if (
                not (wraps or self._words[index].gap in _BESIDE)
                or self._words[index].is_shouted != self._words[at].is_shouted
            ):
                break
            after = self._look(index)
            if self._words[index - 1].text[-1:] in "'’":
                break
            people &= after.anybody_near if self._words[index].is_capital else after.anybody
            nears += int(not after.anybody)
            if not people:
                break
            best = self._named(at, index, people, nears) or best
        return best

    def _named(self, at: int, last: int, people: frozenset[int], nears: int) -> tuple[int, frozenset[int], bool] | None:
        looks = [self._look(index) for index in range(at, last + 1)]
        first, end = looks[0], looks[-1]
        givens, families = (
            [look.wide_given | look.near_given for look in (first, end)],
            [look.wide_family | look.near_family for look in (first, end)],
        )
        whole = people & ((givens[0] & families[1]) | (families[0] & givens[1]))
        if whole:
            if nears > 1 or not self._is_meant(at, last, nears):
                return None
            return last, whole, True
        capital = all(self._words[index].is_capital for index in range(at, last + 1))
        if nears or not capital or self._words[last].gap == "\n" or self._is_all_words(at, last):
            return None
        return last, people, False

    def _is_meant(self, at: int, last: int, nears: int) -> bool:
        """Say whether a given and a family name beside each other are a name and not two words."""
        row = self._words[at : last + 1]
        if nears:
            said = " ".join(plain(word.text) for word in row)
            if said in self._known.known_to_all or said.removesuffix("s") in self._known.known_to_all:
                return False
            return all(word.is_capital for word in row) and not (
                row[0].opens and len(row) == 2 and all(is_ordinary(plain(word.text)) for word in row)
            )
        if all(word.is_capital for word in row):
            return not (row[0].is_shouted and self._is_all_words(at, last))
        return not all(is_ordinary(plain(word.text)) for word in row)

    def _is_all_words(self, at: int, last: int) -> bool:
        return all(plain(word.text) in self._known.ambiguous for word in self._words[at : last + 1])

    def _reversed_at(self, at: int) -> tuple[int, frozenset[int], bool] | None:
        """Return "Haugen, Kari" from a word on, each side of one part or several."""
        if not self._words[at].is_capital:
            return None
        people = self._look(at).family
        if not people:
            return None
        index = at
        while index + 1 < len(self._words):
            index += 1
            word, look = self._words[index], self._look(index)
            if _COMMA.fullmatch(word.gap):
                break
            if word.gap not in _BESIDE or not people & look.family:
                return None
            people &= look.family
        else:
            return None
        last = None
        while word.is_capital and people & (look.given or look.near_given):
            people &= look.given or look.near_given
            last = index
            index += 1
            if index >= len(self._words) or self._words[index].gap not in _BESIDE:
                break
            word, look = self._words[index], self._look(index)
        return None if last is None else (last, people, True)

    def _may_be_name(self, at: int) -> bool:
        word = self._words[at]
        return not self._used[at] and (word.is_capital or len(word.text) >= _FEW)

    # -- rows of words with capitals

    def _rows(self) -> Iterable[tuple[int, int]]:
        """Return the first and last word of each row of words with capitals that stand beside each other."""
        at = 0
        while at < len(self._words):
            if not self._words[at].is_capital:
                at += 1
                continue
            last = at
            while last + 1 < len(self._words) and self._goes_on(last):
                last += 1
            yield at, last
            at = last + 1

    def _goes_on(self, at: int) -> bool:
        word, after = self._words[at], self._words[at + 1]
        if word.is_shouted != after.is_shouted or word.is_shouted:
            return False
        if after.is_capital and not (after.text.isupper() and len(after.text) > 1):
            return after.gap in _BESIDE or (word.is_initial and after.gap in _INITIAL)
        return (
            plain(after.text) in PARTICLES
            and after.gap in _BESIDE
            and at + 2 < len(self._words)
            and self._words[at + 2].is_capital
            and self._words[at + 2].gap in _BESIDE
        )

    def _of_row(self, first: int, last: int) -> list[Span]:
        if any(self._used[first : last + 1]):
            return self._beside_whole(first, last)
        while first < last and self._is_said_before(first):
            first += 1
        if first == last:
            return self._alone(first)
        initials = [index for index in range(first, last + 1) if self._words[index].is_initial]
        if initials:
            return self._with_initials(first, last, initials)
        return []

    def _beside_whole(self, first: int, last: int) -> list[Span]:
        """Return nothing more: what stands beside a whole name belongs to it."""
        return []

    def _is_said_before(self, at: int) -> bool:
        """Say whether a word with a capital is what somebody is called or begins the sentence, and no name."""
        word = self._words[at]
        said = plain(word.text)
        if said in self._known.titles:
            return True
        if not word.opens or (word.is_initial and self._words[at + 1].gap.startswith(".")):
            return False
        if said in self._known.given_names or said in self._known.epithets:
            return False
        return not self._look(at).anybody or said in self._known.ambiguous

    def _with_initials(self, first: int, last: int, initials: Sequence[int]) -> list[Span]:
        """Return "Kari H." and "K. Haugen", where that may be somebody."""
        named = [index for index in range(first, last + 1) if index not in initials]
        if not named or len(named) > 2:
            return []
        people = self._look(named[0]).anybody
        for index in named[1:]:
            people &= self._look(index).anybody
        people -= self._register.known
        if not people or (len(named) == 1 and first in initials and not self._look(named[0]).family):
            return []
        if (
            len(named) == 1
            and self._words[named[0]].opens
            and plain(self._words[named[0]].text) in self._known.ambiguous
        ):
            return []
        return [(self._words[first].start, self._words[last].end, people)]

    # -- a word alone

    def _alone(self, at: int) -> list[Span]:
        word, look = self._words[at], self._look(at)
        said = plain(word.text)
        people = look.anybody_near
        if not people or said in PARTICLES or word.is_initial:
            return []
        if word.is_shouted and not self._is_shouted_name(word, look):
            return []
        if look.is_loose and (len(said) < _LOOSE_ALONE or is_ordinary(said)):
            return []
        if not look.anybody and not self._is_near(at, look):
            return []
        if self._is_place(at, look) or self._is_firm(at) or self._is_called_otherwise(at):
            return []
        if not self._is_said_of_somebody(at, look):
            return []
        known = people & self._register.known
        if known and (not look.given or not people - known) and not self._is_of_family(at):
            return []
        people -= known
        return [(word.start, word.end, people)] if people else []

    def _is_shouted_name(self, word: Word, look: Look) -> bool:
        return bool(look.anybody) and len(word.text) >= _FEW and plain(word.text) not in self._known.ambiguous

    def _is_called_otherwise(self, at: int) -> bool:
        """Say whether what stands before makes it somebody everyone knows: "kong Olav"."""
        return at > 0 and self._words[at].gap == " " and plain(self._words[at - 1].text) in self._known.epithets

    def _is_near(self, at: int, look: Look) -> bool:
        """Say whether a word alone that is one letter from a name is that name: long, and no ordinary word."""
        word = self._words[at]
        said = plain(word.text)
        stem = said[:-1] if look.is_genitive else said
        if len(word.text) < _SHORTEST_NEAR or is_ordinary(said) or is_ordinary(stem) or said in self._known.given_names:
            return False
        if word.opens and not look.is_genitive and not self._is_followed_by_verb(at):
            return False
        return not self._is_written_small(word)

    def _is_followed_by_verb(self, at: int) -> bool:
        """Say whether what comes after a word goes with a person: something done, another name, or nothing."""
        after = self._word_after(at)
        if after is None or after.gap != " ":
            return True
        said = plain(after.text)
        return (
            said in self._known.doings
            or said in self._known.being
            or said in _JOINING
            or (len(said) > _FEW and said.endswith(_OF_VERBS))
        )

    def _is_written_small(self, word: Word) -> bool:
        """Say whether the text has the word without a capital too, as only ordinary words are."""
        return re.search(rf"(?<!\w){re.escape(word.text.lower())}(?!\w)", self._text) is not None

    def _is_said_of_somebody(self, at: int, look: Look) -> bool:
        """Say whether a word that is no more than that elsewhere is a name here."""
        word = self._words[at]
        said = plain(word.text)
        has_sign = word.text[-1] in "'’" or "'" in word.text[-2:] or "’" in word.text[-2:]
        stem = said[:-1] if look.is_genitive and said.endswith("s") and word.text[-1] not in "'’" else said
        if stem not in self._known.ambiguous and said not in self._known.ambiguous:
            return True
        if not word.opens:
            return True
        if look.is_genitive and (has_sign or said not in self._known.ambiguous):
            after = self._word_after(at)
            owns = after is not None and plain(after.text) in self._known.belongings
            return bool(look.given) or owns or not stem.endswith(("en", "a"))
        return self._is_followed_as_somebody(at, look)

    def _is_followed_as_somebody(self, at: int, look: Look) -> bool:
        after = self._word_after(at)
        if after is None:
            return self._words[at].gap.rstrip().endswith(":")
        known, said = self._known, plain(after.text)
        gap = after.gap
        if gap == " " and not after.is_capital:
            if said in ("og", "eller"):
                return self._is_somebody(at + 2)
            if said in known.doings:
                return bool(look.given) or said not in known.weak_doings
            if said in known.being and look.given:
                return self._is_state(at + 2)
            return bool(look.given) and self._is_said_small_too(at)
        if gap == "-":
            return said in ("saken", "saka", "sak", "sakene")
        return gap in (", ", "/") and self._is_somebody(at + 1)

    def _is_said_small_too(self, at: int) -> bool:
        """Say whether the sentence has the word without a capital as well: "Finn finn ikkje vegen"."""
        small = self._words[at].text.lower()
        for word in self._words[at + 1 :]:
            if word.opens:
                return False
            if word.text == small:
                return self._words[at + 1].text.lower() not in _AMONG
        return False

    def _is_state(self, at: int) -> bool:
        if at >= len(self._words):
            return False
        said = plain(self._words[at].text)
        if said in self._known.things_said:
            return False
        return said in self._known.states or self._is_somebody(at)

    def _is_somebody(self, at: int) -> bool:
        """Say whether the word there is a name beyond doubt, or one of several."""
        if at >= len(self._words):
            return False
        word = self._words[at]
        return word.is_capital and bool(self._look(at).given or self._used[at])

    def _is_of_family(self, at: int) -> bool:
        return at > 0 and plain(self._words[at - 1].text) in self._known.families and self._words[at].gap in _BESIDE

    # -- places, schools and firms

    def _is_place(self, at: int, look: Look) -> bool:
        if self._is_followed_as_place(at):
            return True
        if look.given or look.near_given or at == 0 or self._words[at].gap not in _BESIDE:
            return False
        before = plain(self._words[at - 1].text)
        if before in self._known.placing:
            return True
        if before == "paa":
            return at < 2 or plain(self._words[at - 2].text) not in self._known.at_somebody
        return False

    def _is_followed_as_place(self, at: int) -> bool:
        after = self._word_after(at)
        if after is None or after.gap not in _BESIDE:
            return False
        said = plain(after.text)
        if self._words[at + 2 : at + 3] and self._words[at + 2].gap == "- " and plain(self._words[at + 2].text) == "og":
            return at + 3 < len(self._words) and self._is_place_word(at + 3)
        if said in ("og", "eller") and at + 3 < len(self._words) and self._words[at + 2].is_capital:
            return self._is_place_word(at + 3)
        return self._is_place_word(at + 1)

    def _is_place_word(self, at: int) -> bool:
        word = self._words[at]
        said = plain(word.text)
        if word.gap not in _BESIDE or said in self._known.doings:
            return False
        return said in self._known.place_endings or any(
            len(end) > _FEW and said.endswith(end) for end in self._known.place_endings
        )

    def _is_firm(self, at: int) -> bool:
        """Say whether "AS" or the like ends the row the word stands in."""
        for word in self._words[at + 1 : at + 4]:
            if word.gap not in _BESIDE or not word.is_capital:
                return False
            if word.text.isupper() and plain(word.text) in self._known.firms:
                return True
        return False

    def _word_after(self, at: int) -> Word | None:
        return self._words[at + 1] if at + 1 < len(self._words) else None

    def _look(self, at: int) -> Look:
        return self._register.look(self._words[at].text)


def _words(text: str) -> list[Word]:
    matches = list(_WORD.finditer(text))
    shouted = _shouted(text, matches)
    found: list[Word] = []
    end = 0
    for match, is_shouted in zip(matches, shouted, strict=True):
        gap = text[end : match.start()]
        before = found[-1].text if found else ""
        opens = not found or (_ENDS.search(gap) is not None and not _is_short(before, gap))
        found.append(Word(match.start(), match.end(), match[0], gap, opens, is_shouted, match[0][0].isupper()))
        end = match.end()
    return found


def _is_short(before: str, gap: str) -> bool:
    """Say whether a full stop belongs to a shortened word or an initial."""
    return gap.strip(" ") in (".", "") and ((len(before) == 1 and before.isupper()) or before.casefold() in _SHORT)


def _shouted(text: str, matches: Sequence[re.Match[str]]) -> list[bool]:
    """Say of each word whether it stands in a line where most is in capitals."""
    found = []
    line_end, is_shouted = -1, False
    for match in matches:
        if match.start() > line_end:
            line_end = text.find("\n", match.start())
            line_end = len(text) if line_end < 0 else line_end
            letters = [char for char in text[match.start() : line_end] if char.isalpha()]
            is_shouted = sum(char.isupper() for char in letters) > 0.8 * len(letters) and len(letters) > _FEW
        found.append(is_shouted)
    return found

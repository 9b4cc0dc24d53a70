"""Which references in a school's text are to law that has been repealed, and what is it now? Pure.

Opplæringslova 1998 and 2023 have the same name and many of the same numbers: § 11-1 was the samarbeidsutval and is now
tilpassa opplæring. So a reference is taken to be to the old act only where it can be to nothing else: by a number that
only the old act had (§ 9 A-4, § 11-1a, § 13-3d), by the year or the number of the act, or by words beside it that tell
what the section was about. Forskrift til opplæringslova (2006) and opplæringsforskrifta (2024) are parted the same way.
A reference that is missed is better than an alarm about law that is in force.

What the new sections say was read in the acts; that they took the place of the old ones is our reading. The new
forvaltningslov (LOV-2025-06-20-81) is not here: it was adopted without a day from which it is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

NEW_ACT, NEW_REGULATION = "opplæringslova (LOV-2023-06-09-30)", "opplæringsforskrifta (FOR-2024-06-03-900)"
NEW_ARCHIVES_ACT = "arkivlova (LOV-2025-06-20-96)"
SCHOOL_LAW_SINCE = date(2024, 8, 1)
ARCHIVES_SINCE = date(2026, 1, 1)

_BEFORE, _AFTER = 90, 60
"""Characters around a reference in which words tell what it is about."""
_BELONGS = 80
"""Characters between the name of an act and a section of it."""


def repealed_in(text: str, on: date, *, about: str = "") -> tuple[Found, ...]:
    """Return the references in a text that were repealed on a day, each once, in the order they stand.

    ``about`` is what the text is about where it does not say so itself: the name of the body that rests on it.
    """
    kept: dict[tuple[str, str], Found] = {}
    for found in _all_in(text, about):
        if found.since <= on:
            kept.setdefault((found.old.casefold().replace(" ", ""), found.new), found)
    return tuple(kept.values())


def every_repealed_in(text: str, on: date, *, about: str = "") -> tuple[Found, ...]:
    """Return all references in a text that were repealed on a day, as often as they stand there; no two overlap.

    Those that stand in one list and have become the same ("§§ 20-1 og 20-3") are one.
    """
    kept: list[Found] = []
    for found in sorted(_all_in(text, about), key=lambda one: (one.start, -one.end)):
        if found.since > on:
            continue
        last = kept[-1] if kept else None
        if last is not None and found.listed_at is not None and found.follows == last.end and found.new == last.new:
            kept[-1] = replace(last, end=found.end, instead=last.whole, old=text[last.start : found.end])
        elif last is None or found.start >= last.end:
            kept.append(found)
    return tuple(kept)


@dataclass(frozen=True)
class Found:
    """A reference that was repealed: as it is written, what it is now, since which day, and where in the text.

    ``[start:end]`` of the text is what ``instead`` is to be written for: with the name of the act, where that changes.
    """

    old: str
    new: str
    since: date
    at: int = 0
    start: int = 0
    end: int = 0
    instead: str = ""
    whole: str = ""
    """What is written in place of a list of which all has become the same."""
    listed_at: int | None = None
    """Where the list begins it stands in, if it does not begin it."""
    follows: int = -1
    """Where the number before it in that list ends."""


@dataclass(frozen=True)
class _Section:
    """A section of an old act. ``words`` beside it tell it from the section that has its number now.

    No words: no section has the number now. ``not_words`` are those of the section that has.
    """

    new: str
    words: str = ""
    not_words: str = ""


@dataclass(frozen=True)
class _Law:
    """The name of an act or regulation in a text: which, whether it says the old or the new one, and where."""

    which: str
    start: int
    end: int
    said_old: bool = False
    said_new: bool = False


_USER_BODIES = "opplæringslova § 10-5 og § 10-7, og lokal forskrift"
_HOME = r"forel|føresett|foresatt|\bheim|\bhjem"

_ACT = {
    "1-1": _Section("opplæringslova § 1-3", r"\bheim|\bhjem|samarbeid"),
    "2-2": _Section(
        "opplæringslova § 14-1",
        r"sk[ou]lerut|sk[ou]leår|sk[ou]ledag|sk[ou]lev[ei]k|sk[ou]leuk|undervisningstid",
        r"plikt|permisjon",
    ),
    "8-2": _Section("opplæringslova § 14-2", r"\bklass|kontaktlær|basisgrupp"),
    "9a": _Section("opplæringslova kap. 12"),
    "9a-2": _Section("opplæringslova § 12-2"),
    "9a-4": _Section("opplæringslova § 12-4"),
    "9a-5": _Section("opplæringslova § 12-5"),
    "9a-6": _Section("opplæringslova § 12-6"),
    "9a-10": _Section("opplæringslova § 10-7"),
    "11-1": _Section(
        _USER_BODIES, r"samarbeidsutv|sk[ou]lemiljøutv|br[ou]k[ea]rorgan|\bsu\b|\bsmu\b|driftsstyr", r"tilpass"
    ),
    "11-1a": _Section(_USER_BODIES),
    "11-2": _Section("opplæringslova § 10-5", r"elevråd", r"utbyt"),
    "11-4": _Section("opplæringslova § 10-5", r"foreldreråd|\bfau\b|arbeidsutv", r"assistan"),
    "11-9": _Section("opplæringslova § 10-9", r"\bfug\b|foreldreutv", r"kompetans"),
    "13-3d": _Section("opplæringslova § 10-3"),
    "15-1": _Section("forvaltningsloven", r"forvaltning|teieplikt|taushetsplikt|\bvedtak|enkeltvedtak"),
    "15-3": _Section("opplæringslova § 24-3", r"barnevern|sosialten"),
}
_HOME_AND_SCHOOL = _Section("opplæringsforskrifta § 11-1", _HOME + r"|samtale|kontaktlær", r"personopplys|folkeregist")
_REGULATION = {
    "2-1": replace(_HOME_AND_SCHOOL, not_words=r"leksehjelp"),
    **dict.fromkeys(("20", "20-1", "20-2", "20-3", "20-4"), _HOME_AND_SCHOOL),
}
_ONLY_OLD = frozenset({"20", "20-1", "20-2", "20-3", "20-4"})
"""Sections that are those of 2006 by the name of that regulation alone."""

_DASH = "[-–‐‑−]"
_NUMBER = rf"(?:9\s?a(?:\s?{_DASH}\s?\d{{1,2}})?|\d{{1,2}}\s?{_DASH}\s?\d{{1,2}}(?:\s?[a-d](?!\w))?)"
_SECTIONS = re.compile(
    rf"(?:§+|paragraf(?:en|ane|ene)?)\s*({_NUMBER}(?:\s*(?:,|og|eller|til|/|–|-|…)\s*§*\s*{_NUMBER})*)"
    r"|kap(?:ittel|itla|itlene|\.)?\s*(9\s?a|20)(?![\w-])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s()<>]+")
"""Where a link leads is no text: a new reference would break it."""
_ONE = re.compile(_NUMBER, re.IGNORECASE)
_ONE_SECTION = re.compile(r"§ \d+-\d+")
_NAMES = frozenset(
    {("opplæringslova", "act"), ("opplæringsforskrifta", "regulation"), ("opplæringsforskrifta", "regulation_of_act")}
)
"""By what an act is called that goes by the same name still."""

_OLD_ACT = r"lov[- ]?(?:1998-07-17-61|(?:av\s+)?17\.?\s*juli\s*1998(?:\s*nr\.?\s*61)?)"
_OLD_REGULATION = r"for[- ]?2006-06-23-724|forskrift\s+(?:av\s+)?23\.?\s*juni\s*2006(?:\s*nr\.?\s*724)?"
_SCHOOL_ACT = r"opplæringslov(?:a|en)?s?\b|opplæringsl\.|oppll?\."
_LAWS = re.compile(
    rf"(?P<old_act>{_OLD_ACT})|(?P<old_regulation>{_OLD_REGULATION})"
    rf"|(?P<regulation_of_act>forskrift(?:a|en)?\s+til\s+(?:{_SCHOOL_ACT}))|(?P<act>{_SCHOOL_ACT})"
    r"|(?P<regulation>opplæringsforskrift(?:a|en)?\b|(?<!lokal )(?<!lokale )\bforskrift(?:a|en)?(?=\s*§))"
    r"|(?P<other>\b(?:fvl|offl|koml|kml)\.|\w+lov(?:a|en)?s?\b|\w*forskrift(?:a|en)?\b|\w*vedtekt\w*)",
    re.IGNORECASE,
)
_SAID_OLD = re.compile(r"[\s(,]*(?:(?:av|frå|fra)\s+)?(?:17\.?\s*juli\s*)?1998\b|[\s(,]*" + _OLD_ACT, re.IGNORECASE)
_SAID_NEW = re.compile(r"[\s(,]*(?:(?:av|frå|fra)\s+)?(?:9\.?\s*juni\s*)?2023\b|[\s(,]*lov-2023", re.IGNORECASE)
_CALLED_OLD = re.compile(r"(?:gammel|gamle|gamal|tidligere|tidlegare|oppheva|opphevet|opphevede)\s+$", re.IGNORECASE)
_CALLED_NEW = re.compile(r"\b(?:ny|nye|gjeldende|gjeldande)\s+$", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"(?:\s+(?:første|fyrste|andre|tredje|fjerde)\s+ledd)?\s+(?:i|av|til)\s+(?:den\s+)?"
    r"(?:(?:gammel|gamle|gamal|tidligere|tidlegare|oppheva|opphevet|opphevede|ny|nye|gjeldende|gjeldande)\s+)?$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.;]\s+[A-ZÆØÅ]|\n")
_OLD_ARCHIVES = re.compile(
    r"lov[- ]?1992-12-04-126|lov\s+(?:av\s+)?4\.?\s*desember\s*1992(?:\s*nr\.?\s*126)?"
    r"|arkivlov(?:a|en)?[\s(,]*(?:(?:av|frå|fra)\s+)?(?:4\.?\s*desember\s*)?1992\b(?:\s*nr\.?\s*126)?\)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def _all_in(text: str, about: str) -> tuple[Found, ...]:
    text = _ADDRESS.sub(lambda found: "#" * len(found[0]), text)
    laws = list(_laws_in(text))
    sections = list(_sections_in(text, laws, about))
    named = [found for found in _acts_in(text, laws) if not _used_by(found, sections, laws)]
    return tuple(sorted([*sections, *named], key=lambda found: found.at))


def _laws_in(text: str) -> Iterator[_Law]:
    for match in _LAWS.finditer(text):
        which = match.lastgroup or ""
        of_school_act = which in ("act", "regulation_of_act")
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 40]
        yield _Law(
            {"old_act": "act", "old_regulation": "regulation_of_act"}.get(which, which),
            match.start(),
            match.end(),
            said_old=which.startswith("old_")
            or (of_school_act and bool(_SAID_OLD.match(after) or _CALLED_OLD.search(before))),
            said_new=of_school_act and bool(_SAID_NEW.match(after) or _CALLED_NEW.search(before)),
        )


def _sections_in(text: str, laws: list[_Law], about: str) -> Iterator[Found]:
    for match in _SECTIONS.finditer(text):
        law = _law_of(text, match.start(), match.end(), laws)
        chapter = match[2] is not None
        numbers = [(one[0], match.start(1) + one.start()) for one in _ONE.finditer(match[1] or "")]
        numbers = [(match[2], match.start(2))] if chapter else numbers
        beside = f"{about} {text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]}"
        table = _ACT if law is None or law.which == "act" else _REGULATION if law.which != "other" else {}
        # One number that only the old act had makes the whole list one of the old act.
        sections = [(number, at, _section(table, _key(number)), _key(number)) for number, at in numbers]
        listed = law is not None and any(section is not None and not section.words for _, _, section, _ in sections)
        end = -1
        for number, at, section, key in sections:
            before, end = end, at + len(number)
            if section is not None and _is_old(section, key, law, beside, listed=listed):
                written = " ".join(number.split())
                old = f"kap. {written}" if chapter else f"§ {written}"
                placed = Found(old, section.new, SCHOOL_LAW_SINCE, at, follows=before)
                yield _with_instead(placed, text, match, end, law, laws)


def _with_instead(found: Found, text: str, match: re.Match[str], end: int, law: _Law | None, laws: list[_Law]) -> Found:
    """Return a reference with what is to be written in its place, and for how much of the text."""
    is_first, is_last = found.follows < 0, end == match.end()
    start = match.start() if is_first else max(found.at, text.rfind("§", found.follows, found.at))
    if not is_first and "§" in text[found.follows : found.at]:
        start = text.index("§", found.follows, found.at)
    name, _, sections = found.new.partition(" ")
    listed = None if is_first else match.start()
    if law is not None:
        opens, closes = _whole_name(text, law, laws)
        is_same = not law.said_old and (name, law.which) in _NAMES
        if law.end <= match.start() and is_first and not text[closes : match.start()].strip(" (,\n\xa0"):
            whole = _as_begun(found.new, text[opens:])
            several = text.startswith("§§", start) and not is_last and _ONE_SECTION.fullmatch(sections)
            instead = whole.replace("§", "§§") if several else whole
            return replace(found, start=opens, end=end, instead=instead, whole=whole, listed_at=listed)
        if law.start >= match.end() and not is_same and is_last:
            return replace(found, start=start, end=closes, instead=found.new, whole=found.new, listed_at=listed)
        if is_same and law.which != "other":
            alone = sections.removeprefix("§ ") if text[start] != "§" and _ONE_SECTION.fullmatch(sections) else sections
            return replace(found, start=start, end=end, instead=alone, whole=sections, listed_at=listed)
    return replace(found, start=start, end=end, instead=found.new, whole=found.new, listed_at=listed)


def _whole_name(text: str, law: _Law, laws: list[_Law]) -> tuple[int, int]:
    """Return where the name of an act begins and ends, with the words that say that it is the old one."""
    for one in laws:
        if not one.said_old or one.start > law.start:
            continue
        called = _CALLED_OLD.search(text, max(0, one.start - 20), one.start)
        said = _SAID_OLD.match(text, one.end)
        opens, closes = called.start() if called else one.start, said.end() if said else one.end
        if said and "(" in said[0] and text[closes : closes + 1] == ")":
            closes += 1
        if closes >= law.end:
            return opens, closes
    return law.start, law.end


def _as_begun(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _is_old(section: _Section, key: str, law: _Law | None, beside: str, *, listed: bool) -> bool:
    if law is not None and law.said_new:
        return False
    if not section.words or listed or (law is not None and law.said_old):
        return True
    told = bool(re.search(section.words, beside, re.IGNORECASE))
    denied = bool(section.not_words and re.search(section.not_words, beside, re.IGNORECASE))
    if law is not None and law.which == "regulation_of_act" and key in _ONLY_OLD:
        return not denied
    return told and not denied


def _section(table: dict[str, _Section], key: str) -> _Section | None:
    if key.startswith("9a"):
        return table.get(key, table.get("9a"))
    return table.get(key)


def _key(number: str) -> str:
    return re.sub(_DASH, "-", re.sub(r"\s", "", number.casefold()))


def _law_of(text: str, start: int, end: int, laws: list[_Law]) -> _Law | None:
    """Return the act a section belongs to: the one named right after it, else the last one named before it."""
    for law in laws:
        if law.start >= end and _OF_WHICH.fullmatch(text, end, law.start):
            return law
    before = [law for law in laws if law.end <= start and start - law.end <= _BELONGS]
    if not before or _SENTENCE_ENDS.search(text, before[-1].end, start):
        return None
    return before[-1]


def _acts_in(text: str, laws: list[_Law]) -> Iterator[Found]:
    for law in laws:
        if law.said_old:
            new = NEW_ACT if law.which == "act" else NEW_REGULATION
            start, end = _whole_name(text, law, laws)
            old = " ".join(text[law.start : law.end].split())
            instead = _as_begun(new, text[start:])
            yield Found(old, new, SCHOOL_LAW_SINCE, law.start, start, end, instead)
    for match in _OLD_ARCHIVES.finditer(text):
        instead = _as_begun(NEW_ARCHIVES_ACT, match[0])
        old = " ".join(match[0].split())
        yield Found(old, NEW_ARCHIVES_ACT, ARCHIVES_SINCE, match.start(), match.start(), match.end(), instead)


def _used_by(named: Found, sections: list[Found], laws: list[_Law]) -> bool:
    """Say whether a section of a named act is found right beside it, so that the act needs no line of its own."""
    law = next((law for law in laws if law.start == named.at), None)
    return law is not None and any(-_BELONGS <= found.at - law.end <= _BELONGS for found in sections)

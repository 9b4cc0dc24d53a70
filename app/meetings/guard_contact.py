"""Where in a text are the phone numbers and e-mail addresses of people in a register?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.meetings.guard_register import Register

EMAIL = re.compile(r"[^\W_][\w.+%-]*@[\w-]+(?:\.[\w-]+)+|_[\w.+-]*@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[   \-.‐‑–]{0,2}|\)?[   ]?\(?|\s")
_MOST_GROUPS = 9
_COUNTS_AFTER = re.compile(
    r"\s*(?:,\d|,-|kr\b|kroner|nok\b|øre|mill|%|prosent|m2|m²|kwh|kvm|meter|stk|timer|elev|[a-z]\w*(?<=kroner))|[\w§/]|-\w|\.\d|/\d",
    re.IGNORECASE,
)
_NUMBERED_BEFORE = re.compile(
    r"(?:\b(?:kr\.?|nok|kroner|beløp\w*|sum\w*|kid|ref\.?|gnr\.?|bnr\.?|isbn|issn|id|pris\w*)"
    r"|\b(?:org\.?\s?|orga?nisasjons|faktura|sak|saks|journal|journalpost|konto|serie|ordre|vare|dokument|kunde|referanse"
    r"|bestillings|kontrakts|arkiv|prosjekt|løpe|parti|avtale|måler|målar|anlegg\w*|inventar|registrerings|artikkel)"
    r"[\s-]?(?:nr\.?|nummer|nummeret|nummera|id|kode|koden)?)"
    r"\s*(?:på|er|var|:|;|nr\.?|=|\(|om)?\s*$|[A-Za-zÆØÅæøå§]-?$|[\d][,./]$|/$",
    re.IGNORECASE,
)


def emails_in(text: str, register: Register) -> Iterable[tuple[int, int, frozenset[int]]]:
    """Return where an address of somebody stands, and whose it may be."""
    for match in EMAIL.finditer(text):
        ids = frozenset(register.emails.get(match[0].casefold(), ()))
        if ids and not ids & register.known:
            yield match.start(), match.end(), ids


def phones_in(text: str, register: Register) -> Iterable[tuple[int, int, frozenset[int]]]:
    """Return where a number of somebody stands, however its digits are grouped, and whose it may be."""
    groups = [(match.start(), match.end()) for match in _DIGITS.finditer(text)]
    at = 0
    while at < len(groups):
        found = _phone_at(text, groups, at, register)
        if found is None:
            at += 1
            continue
        start, end, ids, after = found
        at = after
        if not ids & register.known:
            yield start, end, ids


def _phone_at(
    text: str, groups: list[tuple[int, int]], at: int, register: Register
) -> tuple[int, int, frozenset[int], int] | None:
    start = groups[at][0]
    begins = start - 1 if start and text[start - 1] == "+" else start
    if begins and text[begins - 1] == "(" and ")" in text[start : start + 5]:
        begins -= 1
    end, best = start, None
    for number in range(at, min(at + _MOST_GROUPS, len(groups))):
        if number > at and not _BETWEEN.fullmatch(text[end : groups[number][0]]):
            break
        end = groups[number][1]
        ids = register.whose_phone(text[start:end])
        if (
            ids
            and not _COUNTS_AFTER.match(text, end)
            and not _NUMBERED_BEFORE.search(text[max(0, begins - 40) : begins])
        ):
            best = begins, end, ids, number + 1
    return best

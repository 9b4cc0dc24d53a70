"""Is this a fødselsnummer? Such numbers are never kept, wherever they are written.

Both control digits are checked (modulus 11), and that the first six digits can be a date: ordinary numbers,
D-numbers (day + 40) and the numbers made for testing (month + 40, + 65 or + 80).
"""

from __future__ import annotations

import re

# What may stand between two digits of one number: blanks of any kind, dots, hyphens and dashes, invisible signs.
_BETWEEN = r"(?:[^\S\r\n]|[.\-\u2010-\u2015\u2212\u00ad\u200b-\u200d\u2060\ufeff]){0,3}"
_ELEVEN = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{10}}(?!\d)")
_MANY_DIGITS = re.compile(rf"(?:\d{_BETWEEN}){{10}}\d")
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_identity_number(digits: str) -> bool:
    """Say whether these eleven digits are a fødselsnummer or D-number with both control digits right."""
    if len(digits) != 11 or not digits.isdecimal() or not digits.isascii() or not _is_dated(digits):
        return False
    numbers = [int(digit) for digit in digits]
    return _control(numbers, _FIRST) == numbers[9] and _control(numbers, _SECOND) == numbers[10]


def holds_identity_number(text: str) -> bool:
    """Say whether a text has a valid fødselsnummer in it, also one written with spaces, dots or hyphens."""
    if len(text) < 11 or _MANY_DIGITS.search(text) is None:
        return False
    return any(is_identity_number(_plain(match[0])) for match in _ELEVEN.finditer(text))


def looks_like_identity_number(text: str) -> bool:
    """Say whether a cell is eleven digits that begin with a date (the control digits may be wrong).

    Ten digits are a number that lost its zero on the way through a spreadsheet.
    """
    if len(text) < 10 or text[0].isalpha() or text[-1].isalpha():  # most cells, and quicker than looking at them
        return False
    digits = re.sub(r"[ .\-\u00a0]", "", text)
    return digits.isdecimal() and len(digits) in (10, 11) and _is_dated(digits.zfill(11))


def _plain(text: str) -> str:
    """Return the digits alone, those of other scripts and widths (０１２) as 012."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


def _is_dated(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    return (1 <= day <= 31 or 41 <= day <= 71) and any(1 <= month - added <= 12 for added in (0, 40, 65, 80))


def _control(numbers: list[int], weights: tuple[int, ...]) -> int:
    rest = sum(number * weight for number, weight in zip(numbers, weights, strict=False)) % 11
    return 0 if rest == 0 else 11 - rest

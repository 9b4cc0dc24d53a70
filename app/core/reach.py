"""Which phone number or e-mail address does a text hold, however it is written?"""

from __future__ import annotations

import re

PLAIN_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-']*@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,24}")
"""What nearly every address looks like; others are asked of email-validator."""


def read_phone(text: str) -> str | None:
    """Return one number as E.164 (+4790012345), None if it is none. Words beside the digits are let be."""
    bare = re.sub(r"[\s.\-()\u00a0]|[^\W\d_]|:", "", text)
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    digits = bare.lstrip("+")
    if not (digits.isdecimal() and digits.isascii()):
        return None
    if len(digits) == 8 and not bare.startswith("+") and digits[0] in "23456789":
        return "+47" + digits
    if len(digits) == 10 and digits.startswith("47") and digits[2] in "23456789":
        return "+" + digits
    return _foreign("+" + digits) if bare.startswith("+") else None


def read_email(text: str) -> str | None:
    """Return one e-mail address without what stands around it, None if it is none."""
    bare = text.strip("<>()[]\"'").rstrip(".")
    if PLAIN_EMAIL.fullmatch(bare) and ".." not in bare:
        return bare
    from email_validator import EmailNotValidError, validate_email  # only for what the plain pattern does not know

    try:
        return str(validate_email(bare, check_deliverability=False).normalized)
    except EmailNotValidError:
        return None


def _foreign(number: str) -> str | None:
    import phonenumbers  # 100 ms: only foreign numbers pay for it

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

"""Can this file be the school's logo?"""

from __future__ import annotations

from io import BytesIO

from app.core.errors import UserError
from app.core.i18n import N_

LARGEST = 1_000_000  # bytes
MOST_PIXELS = 25_000_000
KINDS = ("PNG", "JPEG")

TOO_LARGE = N_("The picture is too large. Choose one of at most 1 MB.")
NO_PICTURE = N_("The file is not a picture that can be used. Choose a whole PNG or JPEG file.")


def checked_logo(data: bytes) -> bytes:
    """Return the picture as it is, once it has been seen whole. Raises UserError about the field ``logo``."""
    if len(data) > LARGEST:
        raise UserError(TOO_LARGE, field="logo")
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise UserError(NO_PICTURE, field="logo")
    from PIL import Image  # only when a picture is chosen

    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UserError(TOO_LARGE, field="logo")
            picture.load()
    except UserError:
        raise
    except Exception:  # noqa: BLE001 - a broken picture may fail in any way its reader knows
        raise UserError(NO_PICTURE, field="logo") from None
    return data

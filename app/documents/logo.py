"""Can this picture stand on a paper, and how large?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

_MOST_PIXELS = 25_000_000
"""A larger one would take the memory of many papers; it is left out before it is unpacked."""

_LARGEST_SIDE = 600
"""In pixels: more than 300 to the inch at the size a logo has."""


@dataclass(frozen=True)
class Logo:
    """A picture ready for any page; ``width`` and ``height`` are in pixels."""

    image: ImageReader
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return the largest size within ``width`` and ``height`` that does not distort it."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@lru_cache(maxsize=2)
def logo_of(data: bytes) -> Logo | None:
    """Read a PNG or JPEG; None where ``data`` is none, is broken or is too large: the paper goes without it.

    Only the pixels are kept, on white: what a camera wrote into the file (place, time, owner) stays out of the paper.
    """
    if not data:
        return None
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            coloured = ImageOps.exif_transpose(picture).convert("RGBA")
            coloured.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    except Exception:  # noqa: BLE001  a decoder raises whatever it likes on bytes that are no picture
        return None
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    return Logo(ImageReader(flat), *flat.size)

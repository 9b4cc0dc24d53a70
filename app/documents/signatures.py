"""Where are the lines to sign on?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.documents.boxes import GUTTER, SignatureBox, TextStyle
from app.documents.fonts import REGULAR
from app.documents.model import Signatures
from app.documents.texts import text_box

_LABEL = TextStyle(REGULAR, 8.5, 11)
_ROOM, _AFTER = 30.0, 10.0
_BESIDE = 2


def signature_boxes(signatures: Signatures, width: float) -> Iterator[SignatureBox]:
    """Two lines beside each other, and the next two below; all on one page if they can be."""
    for first in range(0, len(signatures.places), _BESIDE):
        box = signature_box(signatures.places[first : first + _BESIDE], _BESIDE, width)
        box.keep_with_next = first + _BESIDE < len(signatures.places)
        yield box


def signature_box(places: Sequence[str], beside: int, width: float) -> SignatureBox:
    """Return a line with its words for each of ``places``, where ``beside`` of them fill the ``width``."""
    share = (width + GUTTER * 2) / beside
    room = share - GUTTER * 2
    labels = [text_box("P", _LABEL, place, room) for place in places]
    return SignatureBox(labels, [share * number for number in range(len(labels))], room, _ROOM, _AFTER)

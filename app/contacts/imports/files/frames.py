"""How do the child that reads a file and the parent that waits for it talk?

Four bytes of length, then marshalled plain values, again and again. ("refused", msgid, values, field) says what the
user can put right; ("end", count) comes last: without it the child died on the way.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

from app.core.errors import UserError

LARGEST_ANSWER = 400_000_000
"""Bytes: more than any file that is let in gives, less than what hurts the one who receives it."""


class TooMuch(Exception):
    """More was said than any list of a school's people holds."""


class Answer:
    """What the child says, frame by frame."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._said = 0

    def send(self, frame: Any) -> None:
        """Write one frame. Raises ValueError where a value is not plain, and TooMuch."""
        data = marshal.dumps(frame)
        self._said += len(data)
        if self._said > LARGEST_ANSWER:
            raise TooMuch
        self._out.write(len(data).to_bytes(4, "little"))
        self._out.write(data)

    def refuse(self, error: UserError) -> None:
        """Hand an error's words over to the parent."""
        values = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
        self._said = 0
        self.send(("refused", error.message, values, error.field))


def frames(stream: IO[bytes]) -> Iterator[Any]:
    """Return what a child says until it ends or breaks off; nothing after the break is believed."""
    said = 0
    while len(head := stream.read(4)) == 4:
        length = int.from_bytes(head, "little")
        said += length
        if said > LARGEST_ANSWER * 2:
            return
        data = stream.read(length)
        if len(data) < length:
            return
        yield marshal.loads(data)

"""How does a message to many become a draft that a mail program opens, with everybody in the BCC field alone?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from mimetypes import guess_type
from pathlib import Path

from app.contacts.reaching.rules import Batch
from app.core.errors import UserError
from app.core.i18n import N_, Translator

LARGEST = 20_000_000
"""Bytes of an attachment: more is refused by most mail servers."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes along; ``method`` is what a calendar file asks for (PUBLISH, CANCEL), "" of any other."""

    name: str
    content: bytes
    method: str = ""


def read_attachment(path: Path) -> Attachment:
    """Read the file that goes along. Raises UserError."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(
                N_("{file} is too large to send. Choose a file below {most} MB."),
                field="attachment",
                file=path.name,
                most=LARGEST // 1_000_000,
            )
        return Attachment(path.name, path.read_bytes())
    except OSError:
        raise UserError(N_("{file} could not be read."), field="attachment", file=path.name) from None


def draft(
    batch: Batch, subject: str, text: str, attachment: Attachment | None = None, also: Sequence[Attachment] = ()
) -> bytes:
    """Return a message that is not sent yet (X-Unsent: Outlook opens it for writing), its addresses in BCC alone."""
    message = EmailMessage(policy=_policy(batch.addresses))
    message["X-Unsent"] = "1"
    message["Subject"] = " ".join(subject.split())
    message["Bcc"] = ", ".join(batch.addresses)
    message.set_content(text, cte="quoted-printable")
    for one in (*((attachment,) if attachment is not None else ()), *also):
        _attach(message, one)
    return message.as_bytes()


def save_drafts(
    path: Path,
    batches: Sequence[Batch],
    subject: str,
    text: str,
    attachment: Attachment | None,
    tr: Translator,
    also: Sequence[Attachment] = (),
) -> tuple[Path, ...]:
    """Write a draft for each batch: ``path`` itself, or one beside the other with a number. Raises UserError.

    All or none: what was there is not overwritten where there are several, and a draft without its others is removed.
    """
    paths = file_paths(path, len(batches), tr)
    there = next((one for one in paths if len(paths) > 1 and one.exists()), None)
    if there is not None:
        raise UserError(N_("There already is a file called {file}. Choose another name."), file=there.name)
    from app.documents.writer import write_whole

    written: list[Path] = []
    try:
        for one, batch in zip(paths, batches, strict=True):
            write_whole(one, draft(batch, subject, text, attachment, also))
            written.append(one)
    except BaseException:
        remove(written)
        raise
    return paths


def remove(paths: Sequence[Path]) -> None:
    """Take drafts away again that shall not be there."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def file_paths(path: Path, number: int, tr: Translator) -> tuple[Path, ...]:
    """Return where the drafts are written: no name says to whom they go."""
    if number == 1:
        return (path,)
    parts = (tr(N_("{part} of {parts}"), part=part, parts=number) for part in range(1, number + 1))
    return tuple(path.with_name(f"{path.stem} {said}{path.suffix}") for said in parts)


def _attach(message: EmailMessage, one: Attachment) -> None:
    kind, sub = (guess_type(one.name)[0] or "application/octet-stream").split("/")
    params = {}
    if one.method:  # RFC 6047 § 2.4: the method stands here too
        kind, sub, params = "text", "calendar", {"method": one.method, "charset": "utf-8"}
    elif kind == "text":  # its own letters must stay as they are
        kind, sub = "application", "octet-stream"
    message.add_attachment(one.content, maintype=kind, subtype=sub, filename=one.name, params=params)


def _policy(addresses: Sequence[str]) -> EmailPolicy[EmailMessage]:
    """Plain ASCII headers, but where an address itself is none: such a one cannot be written otherwise."""
    return SMTP if all(address.isascii() for address in addresses) else SMTP.clone(utf8=True)

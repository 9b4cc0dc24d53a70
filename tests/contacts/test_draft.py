"""Does a mail program find in a draft what was asked for, and the addresses nowhere but in BCC?"""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header
from email.message import EmailMessage, MIMEPart
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contacts.reaching import draft as drafts
from app.contacts.reaching.draft import LARGEST, Attachment, draft, read_attachment, save_drafts
from app.contacts.reaching.rules import Batch
from app.core.errors import UserError
from app.core.i18n import translator

TWO = Batch(("kari@example.no", "per@example.no"), (1, 2))


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def lines(message: MIMEPart) -> str:
    """The text, with the line ends of a mail read as one sign."""
    return str(message.get_content()).replace("\r\n", "\n")


def test_it_is_an_unsent_message_to_nobody_but_the_bcc() -> None:
    message = parsed(draft(TWO, "Foreldremøte på tirsdag", "Hei!\nVelkommen.\n"))
    assert message["X-Unsent"] == "1"
    assert [address.addr_spec for address in message["Bcc"].addresses] == ["kari@example.no", "per@example.no"]
    assert [name for name in message.keys() if name.lower() in ("to", "cc", "from", "sender", "reply-to")] == []  # noqa: SIM118
    assert message["Subject"] == "Foreldremøte på tirsdag"
    assert lines(message) == "Hei!\nVelkommen.\n"


def test_nothing_else_says_who_or_where_it_was_made() -> None:
    message = parsed(draft(TWO, "Tur", "Hei"))
    known = {"X-Unsent", "Subject", "Bcc", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert set(message.keys()) == known


def test_sixty_addresses_are_all_whole_when_the_header_is_folded() -> None:
    addresses = tuple(f"et.ganske.langt.navn{number}@en-kommune.example.no" for number in range(60))
    data = draft(Batch(addresses, tuple(range(60))), "x", "y")
    assert tuple(address.addr_spec for address in parsed(data)["Bcc"].addresses) == addresses
    assert max(map(len, data.split(b"\r\n"))) <= 78
    for address in addresses:
        assert address.encode() in data  # not parted by a fold


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_every_subject_comes_back(subject: str) -> None:
    """Put together by the older reader of headers, which knows nothing of the writer."""
    raw = message_from_bytes(draft(TWO, subject, ""))["Subject"]
    parts = decode_header(str(raw).replace("\r\n", "").replace("\n", ""))
    said = "".join(part.decode(charset or "ascii") if isinstance(part, bytes) else part for part, charset in parts)
    assert " ".join(said.split()) == " ".join(subject.split())


def test_a_subject_cannot_begin_another_header() -> None:
    message = parsed(draft(TWO, "Tur\r\nTo: alle@example.no\nCc: x@example.no", "Hei"))
    assert message["To"] is None
    assert message["Cc"] is None


@pytest.mark.parametrize("name", ["Påmelding ærlig.pdf", "plan.docx", 'a"b.txt', "Đặc biệt čáhci.png", "uten ending"])
def test_a_file_goes_along_with_its_name_and_every_byte(name: str) -> None:
    content = bytes(range(256)) * 5
    message = parsed(draft(TWO, "Tur", "Hei", Attachment(name, content)))
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_content() == content
    body = message.get_body()
    assert body is not None
    assert lines(body) == "Hei\n"


def test_long_lines_and_letters_of_a_text_stay() -> None:
    text = "Æ" * 2000 + "\n.\nFrom her\n" + "=20 " * 300 + "\n"
    assert lines(parsed(draft(TWO, "Tur", text))) == text


def test_an_address_with_letters_beyond_ascii_is_written_as_it_is() -> None:
    data = draft(Batch(("kåre@blåbær.example",), (1,)), "Tur på søndag", "Hei")
    assert "Bcc: kåre@blåbær.example" in data.decode()


def test_one_batch_is_one_file_and_several_are_numbered(tmp_path: Path) -> None:
    tr = translator("nb")
    path = tmp_path / "E-post 2026-08-24.eml"
    assert save_drafts(path, [TWO], "Tur", "Hei", None, tr) == (path,)
    other = Batch(("liv@example.no",), (3,))
    paths = save_drafts(path, [TWO, other], "Tur", "Hei", None, tr)
    assert [one.name for one in paths] == ["E-post 2026-08-24 1 av 2.eml", "E-post 2026-08-24 2 av 2.eml"]
    assert [parsed(one.read_bytes())["Bcc"].addresses[0].addr_spec for one in paths] == [
        "kari@example.no",
        "liv@example.no",
    ]
    with pytest.raises(UserError, match="already is a file"):
        save_drafts(path, [TWO, other], "Tur", "Hei", None, tr)


def test_a_draft_without_the_others_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = drafts.draft

    def fail_at_second(batch: Batch, *args: object) -> bytes:
        if batch is not TWO:
            raise UserError("The disk is full. Make room, or choose another place.")
        return made(batch, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "draft", fail_at_second)
    with pytest.raises(UserError):
        save_drafts(tmp_path / "a.eml", [TWO, Batch(("x@y.no",), (3,))], "Tur", "", None, translator("nb"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "stor.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UserError, match="too large"):
        read_attachment(large)
    with pytest.raises(UserError, match="could not be read"):
        read_attachment(tmp_path / "borte.pdf")


def test_a_calendar_file_goes_along_as_one_with_its_method_and_its_letters() -> None:
    content = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Møte på Åsen\r\nEND:VCALENDAR\r\n".encode()
    paper = Attachment("Innkalling.pdf", b"%PDF-1.4")
    message = parsed(draft(TWO, "Avlyst", "Hei", paper, [Attachment("SMU.ics", content, "CANCEL")]))
    first, second = message.iter_attachments()
    assert (first.get_content_type(), first.get_filename()) == ("application/pdf", "Innkalling.pdf")
    assert (second.get_content_type(), second.get_filename()) == ("text/calendar", "SMU.ics")
    assert second["Content-Type"].params["method"] == "CANCEL"
    assert second.get_payload(decode=True) == content

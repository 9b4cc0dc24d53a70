"""What can be handed out, about what, to whom, with which columns, and in which shape?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_name

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.documents.model import Block, Document

FORMATS = ("pdf", "xlsx")
OptionKind = Literal["check", "number", "date", "line", "lines", "choice"]
WHOLE_SCHOOL = N_("The whole school")
OFFICE = "office"
PROVISIONAL = N_("Provisional")
NOT_RELEASED = N_("{year} is a draft, and its papers are for the office alone. Release the year first.")


@dataclass(frozen=True)
class ReportColumn:
    """A column that may be chosen: ``title`` is a msgid; one that is not ``chosen`` is left out unless asked for.

    One that is not ``remembered`` must be asked for anew each time, as notes about people are.
    """

    key: str
    title: str
    chosen: bool = True
    remembered: bool = True


@dataclass(frozen=True)
class ReportOption:
    """Something that is asked for a paper. Its value is a text: "yes" or "" for a check, an ISO date, digits.

    ``lines`` is a longer text; a ``choice`` is one of ``choices`` (code, msgid). ``title`` and ``hint`` are msgids.
    """

    key: str
    title: str
    kind: OptionKind
    default: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 0
    """The largest number, or the most characters; 0: no limit of its own."""


@dataclass(frozen=True)
class ReportRequest:
    """One wish: ``subject`` as a person would say it ("5A"; None for everything there is), in a school year.

    ``people``, if given, are the ids of those who were chosen, in place of a subject. ``columns`` are keys in the order
    they shall stand in (empty: the report's own choice), ``options`` what was answered.
    """

    subject: str | None
    audience: str
    year: int
    on: date
    people: tuple[int, ...] | None = None
    columns: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    provisional: bool = False
    """The school year is a draft: the paper says so in its head and its file name."""

    def option(self, key: str) -> str:
        """Return what was answered, "" if nothing was."""
        return self.options.get(key, "")

    def is_ticked(self, key: str) -> bool:
        """Say whether a check was ticked."""
        return self.options.get(key, "") == "yes"


@dataclass(frozen=True)
class Enclosure:
    """What another feature lays in a paper that is handed out together: its blocks in the paper's own language."""

    blocks: Callable[[Translator], Iterable[Block]]


def is_draft(session: Any, year: int) -> bool:
    """Say whether some feature has it that a school year is a draft (the hook ``is_draft``)."""
    hooks = session.info.get("hooks")
    return hooks is not None and any(hooks.run("is_draft", session, year))


def no_remark(_facts: Any, _tr: Translator) -> str:
    """Return nothing: there is nothing to say about this paper."""
    return ""


def no_page(_facts: Any) -> str:
    """Return nothing: what is said about this paper is put right on no page."""
    return ""


@dataclass(frozen=True)
class Report:
    """One kind of paper: ``title`` is a msgid, ``audiences`` first the one it is for unless somebody says otherwise.

    ``subjects(session, year)`` lists what it can be about; ``collect(session, request)`` reads the facts, through
    disclosure; ``compose(facts, tr)`` makes the paper of them, in the paper's own language. ``writers`` are formats of
    its own ({ending: facts → bytes}). ``per_person``: it is about exactly one person, whom ``people`` names.
    ``remark(facts, tr)`` is a sentence for whoever hands it out; it stands beside the preview and never on the paper.
    ``remark_page(facts)`` is the id of the page where what it says is put right, "" if there is none. ``whole`` is a
    msgid: what the paper is about where no subject is chosen.
    """

    id: str
    title: str
    audiences: tuple[str, ...]
    subjects: Callable[[Any, int], tuple[str, ...]]
    collect: Callable[[Any, ReportRequest], Any]
    compose: Callable[[Any, Translator], Document]
    formats: tuple[str, ...] = FORMATS
    columns: tuple[ReportColumn, ...] = ()
    options: tuple[ReportOption, ...] = ()
    writers: Mapping[str, Callable[[Any, Translator], bytes]] = field(default_factory=dict)
    takes_people: bool = False
    per_person: bool = False
    remark: Callable[[Any, Translator], str] = no_remark
    remark_page: Callable[[Any], str] = no_page
    whole: str = WHOLE_SCHOOL
    own_draft: bool = False
    """What it is about is sent out as a draft, as a plan for consultation: it does not wait for the year."""

    def make(self, read: Callable[..., Any], request: ReportRequest, tr: Translator) -> Document:
        """Return the paper; ``read`` is the store's. Raises UserError."""
        answered, facts = read(self.gathered, request)
        return self.composed(answered, facts, tr)

    def gathered(
        self, session: Any, request: ReportRequest, collect: Callable[..., Any] | None = None, *more: Any
    ) -> tuple[ReportRequest, Any]:
        """Return the request as it is answered, and its facts: the one way a paper is begun. Raises UserError.

        A paper of a draft year is for the office alone. ``collect`` takes the place of the report's own.
        """
        filled = replace(self.filled(request), provisional=is_draft(session, request.year))
        if filled.provisional and not self.own_draft and request.audience != OFFICE:
            raise UserError(NOT_RELEASED, field="audience", year=year_name(request.year))
        return filled, (collect or self.collect)(session, filled, *more)

    def audiences_in(self, session: Any, year: int) -> tuple[str, ...]:
        """Return whom the paper may be for in a school year: in a draft, nobody but the office."""
        if self.own_draft or not is_draft(session, year):
            return self.audiences
        return tuple(one for one in self.audiences if one == OFFICE)

    def composed(self, request: ReportRequest, facts: Any, tr: Translator) -> Document:
        """Return the paper of what was gathered; one of a draft year says in its head that it is provisional."""
        document = self.compose(facts, tr)
        if not request.provisional:
            return document
        year = " · ".join(filter(None, (document.school_year, tr(PROVISIONAL))))
        return replace(document, school_year=year)

    def filled(self, request: ReportRequest) -> ReportRequest:
        """Return the request with the report's own choice where nothing was chosen. Raises UserError."""
        known = {column.key: column for column in self.columns}
        unknown = [key for key in request.columns if key not in known]
        if unknown:
            raise UserError(
                N_("This paper has no column called {name}. The columns are: {names}."),
                field="columns",
                name=unknown[0],
                names=", ".join(known) or "–",
            )
        columns = request.columns or tuple(key for key, column in known.items() if column.chosen)
        options = {option.key: self._answer(option, request) for option in self.options}
        if self.per_person and (request.people is None or len(request.people) != 1):
            raise UserError(N_("This paper is about one person. Choose whom."), field="people")
        return replace(request, columns=columns, options=options)

    def file_name(self, request: ReportRequest, tr: Translator) -> str:
        """Return a file name without ending that says what the paper is, and never who is on it."""
        about = tr(N_("selection")) if len(request.people or ()) > 1 else request.subject or ""
        name = f"{tr(self.title)} {about} {request.year}-{(request.year + 1) % 100:02d}"
        if request.provisional:
            name = f"{name} {tr(PROVISIONAL).casefold()}"
        return " ".join("".join(char if char not in '<>:"/\\|?*' else " " for char in name).split())

    def _answer(self, option: ReportOption, request: ReportRequest) -> str:
        answer = request.options.get(option.key, option.default)
        if option.kind == "number":
            if not answer.isascii() or not answer.isdecimal() or (option.most and int(answer) > option.most):
                raise UserError(N_("Write a number from 0 to {most}."), field=option.key, most=option.most or 9999)
        elif option.kind == "date" and answer:
            try:
                date.fromisoformat(answer)
            except ValueError:
                raise UserError(N_("Write the date like 24.08.2026."), field=option.key) from None
        elif option.kind == "choice" and answer not in [code for code, _ in option.choices]:
            raise UserError(N_("Choose one of the values in the list."), field=option.key)
        elif option.kind in ("line", "lines"):
            if option.most and len(answer) > option.most:
                raise UserError(
                    N_("The text is too long. Use at most {most} characters."), field=option.key, most=option.most
                )
            from app.core.identity import holds_identity_number  # nothing else at start needs it

            if holds_identity_number(answer):
                raise UserError(N_("A fødselsnummer must never stand on a paper. Leave it out."), field=option.key)
        return answer

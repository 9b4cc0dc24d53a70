"""Which entries stand in a school's own wheel, kept as an Excel or text table?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.contacts.cell import Cell, text_of
from app.contacts.imports.files import reading
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.tables.filling import unmerged
from app.contacts.imports.tables.headers import heading_text, normalise
from app.contacts.texts import clean_text, shown
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number
from app.core.progress import NO_PROGRESS, Progress
from app.yearwheel.imports.bodies_named import before_colon, in_title, kind_named, parts_named
from app.yearwheel.imports.found import LONGEST_MORE, LONGEST_TITLE, Found, FoundProblem, FoundRow
from app.yearwheel.imports.topics import Topic, topics_of
from app.yearwheel.imports.when import MONTHS, When, read_when

MONTH, WEEK, DATE, UNTIL, TOPIC, BODY, WHO, MORE, BASIS = (
    "month", "week", "date", "until", "topic", "body", "who", "more", "basis",
)  # fmt: skip
HEADINGS = {
    MONTH: "maned manad mnd manader maneder month months nar tid tidspunkt periode tidsrom when time manedogar "
    "maneduke manadveke ukemaned period",
    WEEK: "uke veke week uker veker weeks ukenr vekenr ukenummer vekenummer uka veka weekno",
    DATE: "dato datoar datoer date dates dag day frist deadline startdato fradato datotid fra "
    "from start begynner byrjar",
    UNTIL: "til to until slutt sluttdato tildato end ends enddate tilogmed",
    TOPIC: "tema temaer temaa emne emner sak saker sakar innhold innhald aktivitet aktiviteter aktivitetar oppgave "
    "oppgaver hva kva hvaskjer kvaskjer hendelse hendelser hending hendingar gjoremal tiltak arrangement tittel "
    "temasak temasaker hovedtema hovudtema topic topics subject activity activities what task tasks event events item "
    "title content mote moter moteinnhold motetema",
    BODY: "organ organer radsorgan utvalg utval rad radogutvalg radogutval forum fora body bodies committee council "
    "gruppe ring arena malgruppe nivaa niva",
    WHO: "ansvarlig ansvarleg ansvarlege ansvarlige ansvar hvemeransvarlig kveneransvarleg hvem kven ansvarshavende "
    "responsible responsibility who owner",
    MORE: "merknad merknader kommentar kommentarer kommentarar beskrivelse beskriving skildring notat notater detaljer "
    "detaljar utdyping utfyllende description note notes comment comments details",
    BASIS: "grunnlag hjemmel heimel kilde kjelde basis source lovhjemmel lovheimel",
}
"""Bokmål, nynorsk and English, as ``headers.normalise`` leaves them."""
FIELD_OF = {word: name for name, words in HEADINGS.items() for word in words.split()}
WHENS = (DATE, WEEK, MONTH)
"""The most exact first."""
LOOKED_AT = 30
LEAST_MONTHS = 3
MOST_WORDS = 3
MOST_ROWS = 2_000

NO_WHEEL = N_(
    "No wheel was found in the file. It needs a row with the headings month and topic, or one column for each month."
)
TOO_MANY = N_("The file has too many rows to be a yearly wheel. Keep only the wheel.")
NO_TOPIC = N_("Row {row}: there is no topic. The row was left out.")
NO_WHEN = N_("Row {row}: “{text}” is no month, week or date. The entry is taken in without a day.")
NO_WHEN_AT_ALL = N_("Row {row}: there is no month, week or date. The entry is taken in without a day.")
IDENTITY = N_("Row {row}: it holds a fødselsnummer, which is never kept. The row was left out.")


def read_table(path: Path, year: int, *, sheet: str | None = None, progress: Progress = NO_PROGRESS) -> Found:
    """Read month, topic, body and responsible (any order, nb, nn, en), or one column per month. Raises UserError."""
    return found_in(reading.read_table(path, sheet=sheet, progress=progress), year)


def found_in(table: RawTable, year: int) -> Found:
    """Return the entries of a table. Raises UserError where it is no wheel."""
    if table.height > MOST_ROWS:
        raise UserError(TOO_MANY)
    layout = _layout(table, year)
    if layout is None:
        raise UserError(NO_WHEEL)
    body = in_title(" ".join([table.sheet, *(text_of(cell) for row in table.rows(0, layout.start) for cell in row)]))
    return _Reader(unmerged(table, layout.start), layout, year, body).found()


@dataclass(frozen=True)
class _Layout:
    """Where things stand: ``fields`` field → column, ``bodies`` column → body, ``months`` column → its month."""

    start: int
    fields: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)
    months: Mapping[int, str] = field(default_factory=dict)


def _layout(table: RawTable, year: int) -> _Layout | None:
    for at in range(min(table.height, LOOKED_AT)):
        row = table.row(at)
        found = _by_headings(row, at) or _by_months(row, at)
        if found is not None:
            return found
    return _without_headings(table, year)


def _by_headings(row: Sequence[Cell], at: int) -> _Layout | None:
    """Return the columns of a row of headings: when and what, or when and one column for each body."""
    fields, others = _fields(row)
    if not any(name in fields for name in WHENS):
        return None
    if TOPIC in fields:
        return _Layout(at + 1, fields, others)
    if BODY in fields and MORE in fields:
        return _Layout(at + 1, {**{k: v for k, v in fields.items() if k != MORE}, TOPIC: fields[MORE]}, others)
    bodies = {column: text for column, text in others.items() if kind_named(text)}
    return _Layout(at + 1, fields, {}, {**others, **bodies}) if bodies else None


def _fields(row: Sequence[Cell]) -> tuple[dict[str, int], dict[int, str]]:
    fields: dict[str, int] = {}
    others: dict[int, str] = {}
    for column, cell in enumerate(row):
        text = " ".join(heading_text(cell).split())
        name = None if kind_named(text) else _field(text)
        if name is not None and name not in fields:
            fields[name] = column
        elif text:
            others[column] = "" if holds_identity_number(text) else text
    return fields, others


def _field(text: str) -> str | None:
    """Return the field a heading means, by the whole or by one of its few words."""
    words = text.replace("/", " ").split()
    few = words if len(words) <= MOST_WORDS and not any(map(str.isdigit, text)) else []
    return next((FIELD_OF[word] for word in map(normalise, (text, *few)) if word in FIELD_OF), None)


def _by_months(row: Sequence[Cell], at: int) -> _Layout | None:
    """Return the columns of a row of months."""
    months = {column: text for column, cell in enumerate(row) if (text := _month(cell))}
    return _Layout(at + 1, months=months) if len(months) >= LEAST_MONTHS else None


def _month(cell: Cell) -> str:
    """Return a cell that is the name of a month, or of several ("Nov/des"), else ""."""
    text = clean_text(cell) if isinstance(cell, str) else ""
    first = text.casefold().replace("/", " ").replace("-", " ").replace("–", " ").split()
    return text if first and first[0].strip(".") in MONTHS and len(text) <= 30 else ""


def _without_headings(table: RawTable, year: int) -> _Layout | None:
    """Take the first column for when, the second for what, if the first says when often enough."""
    if len(table.columns) < 2:
        return None
    first = [cell for cell in table.columns[0] if clean_text(cell)]
    said = sum(read_when(cell, year) is not None for cell in first)
    if said < LEAST_MONTHS or said * 2 < len(first):
        return None
    fields = {MONTH: 0, TOPIC: 1}
    for column in range(2, len(table.columns)):
        cells = [clean_text(cell) for cell in table.columns[column] if clean_text(cell)]
        named = sum(bool(kind_named(part)) for cell in cells for part in parts_named(cell)[:1])
        if cells and named * 2 >= len(cells) and BODY not in fields:
            fields[BODY] = column
        elif WHO not in fields:
            fields[WHO] = column
    return _Layout(0, fields, {column: "" for column in range(len(table.columns)) if column not in fields.values()})


class _Reader:
    """Reads the rows below the headings, from the first to the last."""

    def __init__(self, table: RawTable, layout: _Layout, year: int, body: str) -> None:
        self.table, self.layout, self.year, self.body = table, layout, year, body
        self.headings = table.row(layout.start - 1) if layout.start else ()
        self.rows: list[FoundRow] = []
        self.problems: list[FoundProblem] = []
        self.carried: tuple[When, str] | None = None

    def found(self) -> Found:
        for at in range(self.layout.start, self.table.height):
            row, number = self.table.row(at), self.table.row_numbers[at]
            if not any(clean_text(cell) for cell in row) or row == self.headings:
                continue
            if any(holds_identity_number(text_of(cell)) for cell in row):
                self.problems.append(FoundProblem(number, Saying(IDENTITY, {"row": number})))
            elif self.layout.months:
                self.by_month(row, number)
            else:
                self.by_row(row, number)
            if len(self.rows) > MOST_ROWS:
                raise UserError(TOO_MANY)
        return Found(tuple(self.rows), tuple(self.problems))

    def by_month(self, row: Sequence[Cell], number: int) -> None:
        """A column for each month; what stands before the first of them is the body of the row."""
        first = min(self.layout.months)
        label = " ".join(clean_text(cell) for cell in row[:first] if clean_text(cell))
        for column, month in self.layout.months.items():
            when = read_when(month, self.year)
            for topic in topics_of(text_of(row[column])):
                self.add(topic, number, when, month, label or self.body, "")
        beyond = [
            column for column in range(first, len(row)) if column not in self.layout.months and clean_text(row[column])
        ]
        for column in beyond:
            for topic in topics_of(text_of(row[column])):
                self.add(topic, number, None, "", label or self.body, "")

    def by_row(self, row: Sequence[Cell], number: int) -> None:
        when, said = self.when(row, number)
        more = self.more(row)
        who = self.text(row, WHO)
        body = self.text(row, BODY) or self.body
        if self.layout.bodies:
            cells = [(row[column], name) for column, name in self.layout.bodies.items()]
        elif TOPIC in self.layout.fields:
            cells = [(row[self.layout.fields[TOPIC]], body)]
        topics = [(topic, name) for cell, name in cells for topic in topics_of(text_of(cell))]
        if not topics and (more or who or self.text(row, BODY)):
            self.problems.append(FoundProblem(number, Saying(NO_TOPIC, {"row": number})))
        for topic, name in topics:
            for part in parts_named(name) or ("",):
                self.add(topic, number, when, said, part, who, more)

    def when(self, row: Sequence[Cell], number: int) -> tuple[When | None, str]:
        """Return when a row is, and how that is written; one that does not say is when the one above is."""
        written = []
        for name in WHENS:
            cell = row[self.layout.fields[name]] if name in self.layout.fields else None
            text = clean_text(cell)
            if not text:
                continue
            written.append(text)
            found = read_when(cell, self.year, weeks=name == WEEK)
            if found is not None:
                found = self.until(row, found) if name == DATE else found
                self.carried = self.month_beside(row) if name != MONTH else (found, text)
                self.carried = self.carried or (found, text)
                return found, text
        if written:
            self.carried = None
            return None, ", ".join(written)
        return self.carried or (None, "")

    def until(self, row: Sequence[Cell], found: When) -> When:
        """Let what begins on a date last until the day in a column of its own."""
        cell = row[self.layout.fields[UNTIL]] if UNTIL in self.layout.fields else None
        last = read_when(cell, self.year)
        if last is None or last.rules == found.rules or ".." in "".join(found.rules + last.rules):
            return found
        return When((f"{found.rules[0]}..{last.rules[0]}",), found.remarks)

    def month_beside(self, row: Sequence[Cell]) -> tuple[When, str] | None:
        """A date beside a month holds for its own row, the month for those below it."""
        cell = row[self.layout.fields[MONTH]] if MONTH in self.layout.fields else None
        found = read_when(cell, self.year)
        return None if found is None else (found, clean_text(cell))

    def text(self, row: Sequence[Cell], name: str) -> str:
        column = self.layout.fields.get(name)
        return "" if column is None else clean_text(row[column])

    def more(self, row: Sequence[Cell]) -> str:
        """Return what stands in columns that are no field of an entry, with their headings, so that nothing is lost."""
        lines = [self.text(row, MORE)] if MORE in self.layout.fields else []
        for column, heading in self.layout.others.items():
            text = clean_text(row[column])
            if text:
                lines.append(f"{heading}: {text}" if heading else text)
        if BASIS in self.layout.fields and self.text(row, BASIS):
            lines.append(self.text(row, BASIS))
        return "\n".join(line for line in lines if line)

    def add(self, topic: Topic, number: int, when: When | None, said: str, body: str, who: str, more: str = "") -> None:
        """Add an entry for each time it comes up."""
        own = read_when(topic.when, self.year) if topic.when else None
        named, title = before_colon(topic.title)
        if own is None and topic.when:
            title = f"{topic.when} {title}"
        when = own or when
        description = "\n".join(line for line in (topic.more, more) if line)
        if len(title) > LONGEST_TITLE:
            description = "\n".join(line for line in (title, description) if line)
            title = title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
        if when is None:
            said_so = Saying(NO_WHEN, {"row": number, "text": shown(said)}) if said else None
            self.problems.append(FoundProblem(number, said_so or Saying(NO_WHEN_AT_ALL, {"row": number})))
            description = "\n".join(line for line in (said, description) if line)
        for rule in when.rules if when is not None else ("",):
            self.rows.append(
                FoundRow(
                    title=title,
                    rule=rule,
                    ring=named or body,
                    responsible=who[:LONGEST_TITLE],
                    description=description[:LONGEST_MORE],
                    place=number,
                    remarks=when.remarks if when is not None else (),
                )
            )

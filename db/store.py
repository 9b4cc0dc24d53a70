"""How is the school's file read and changed?

Reading: ``store.read(query, …)``. Changing: ``with store.change(label, …) as session``: one transaction, one undo step.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, event, insert, literal, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db import engines, erasing, history, migrate, protected
from db.errors import (
    N_,
    Busy,
    CannotUndo,
    ChangedElsewhere,
    Damaged,
    LaterSteps,
    ReadOnly,
    StoreError,
    from_driver,
    from_system,
)
from db.lock import OwnerLock
from db.models import ExportedPerson, Fact, Row, SearchEntry
from db.search import SearchSource, collect_touched, forget_touched, rebuild, touch, touched_table

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]
Refusal = Callable[[str, str], Exception | None]
"""Given a column's name and a text that is to be written there, the reason not to; None for none."""

WAIT_FOR_WRITER = 0.5
WAIT_FOR_LAST_WRITE = 60
SEARCH_BUILT = "search_built"
TRACES = "traces_of_protected_values"
DAMAGED = N_("The file is damaged.")


class Store:
    """One open school file."""

    def __init__(
        self,
        path: Path,
        key: bytes | None,
        who: str,
        search: Sequence[SearchSource],
        hooks: object,
        now: Callable[[], datetime],
        lock: OwnerLock | None,
        refuse: Refusal | None,
        undone: Callable[[Session, int], object] | None = None,
    ) -> None:
        self.path = path
        self.who = who
        self._key = key
        self._search = tuple(search)
        self._hooks = hooks
        self._now = now
        self._lock = lock
        self._refuse = refuse
        self._undone = undone
        self._ordinary: Engine = engines.ordinary_engine(path, key)
        self._writing = threading.Lock()
        self._listeners: list[Listener] = []
        self.changed = False
        """Whether anything was committed since the file was opened."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        key: bytes | None = None,
        who: str = "",
        search: Sequence[SearchSource] = (),
        hooks: object = None,
        now: Callable[[], datetime] = datetime.now,
        exclusive: bool = True,
        create: bool = True,
        refuse: Refusal | None = None,
        undone: Callable[[Session, int], object] | None = None,
    ) -> Self:
        """Open the file at ``path``, making it or bringing it up to date first.

        ``key`` is a raw key of 32 bytes, ``who`` the name written on each step, ``hooks`` what a session lends to
        commands and queries as ``session.info["hooks"]``. ``exclusive`` keeps every other program out; without it the
        file can only be read. ``refuse`` is asked about every text of a row a command writes, whatever its field, and
        of a step's label. ``undone(session, step_id)`` looks at what undo or redo has put back, as the step of that id
        holds it; what it raises stops that.
        Raises StoreError; a newer file is left untouched.
        """
        if not create and not path.exists():
            raise ReadOnly
        up_to_date = migrate.is_up_to_date(path, key)  # looks first: a file we cannot use gets no lock beside it
        if not path.exists():
            _make_folder(path.parent)
        lock = OwnerLock.take(path, who, now()) if exclusive or not up_to_date else None
        try:
            with _translated():
                migrate.bring_up_to_date(path, key, now())
                if lock is not None and not exclusive:
                    lock.release()
                    lock = None
                store = cls(path, key, who, search, hooks, now, lock, refuse, undone)
                if exclusive:
                    store._refresh_search()
                    store._remove_traces()
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return store

    def close(self) -> None:
        """Close every connection and let others in; nothing can be written through this store afterwards."""
        if self._lock is not None:
            with contextlib.suppress(StoreError):
                self._remove_traces()
        finished = self._writing.acquire(timeout=WAIT_FOR_LAST_WRITE)
        lock, self._lock = self._lock, None
        self._ordinary.dispose()
        if lock is not None:
            lock.release()
        if finished:
            self._writing.release()

    def read(self, query: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``query(session, …)`` in a short read transaction and return its plain data. Raises StoreError."""
        with _translated(), self._ordinary.connect() as connection, connection.begin() as reading:
            try:
                with Session(connection) as session:
                    session.info["hooks"] = self._hooks
                    return query(session, *args, **kwargs)
            finally:
                reading.rollback()  # whatever the query did: only a step may write

    @contextmanager
    def change(self, label: str, /, **arguments: object) -> Iterator[Session]:
        """Open a transaction that becomes one undo step called ``label`` (a msgid) with ``arguments``.

        ``session.info["arguments"]`` may be added to before the end, and ``session.info["next_step"]`` is the id the
        step will have; afterwards ``session.info["step"]`` is that id, or None if nothing changed. An exception rolls
        everything back. Raises StoreError.
        """
        with self._step("change", label, arguments) as session:
            yield session

    @contextmanager
    def lasting_change(self, label: str, /, **arguments: object) -> Iterator[Session]:
        """Like ``change``, for what undo must leave alone: setting up the school."""
        with self._step("security", label, arguments) as session:
            yield session

    @contextmanager
    def erase(self, label: str, /, **arguments: object) -> Iterator[Session]:
        """Open a transaction in which what is deleted is deleted for good: a step of kind security, never undone.

        The history forgets the rows that went, and the file is written anew (see ``db.erasing``), a large one when it
        is closed. ``arguments`` must not say who or what it was. An exception rolls everything back. Raises StoreError.
        """
        engine = engines.maintenance_engine(self.path, self._key)
        try:
            with self._step("security", label, arguments, engine) as session:
                yield session
        finally:
            engine.dispose()
        if not engines.is_large(self.path):
            self._remove_traces()

    def note(self, kind: str, label: str, /, *, people: Collection[int] = (), **arguments: object) -> int:
        """Write a step without rows: an export (``people`` stood on it) or a reveal (of ``people``). Returns its id."""
        self._look_over_words(arguments)
        with self._transaction(self._ordinary) as connection:
            step_id = self._finish(connection, history.start(connection), kind, label, arguments, {})
            _note_people(connection, step_id, people)
            return step_id

    @contextmanager
    def aside(
        self, *, wait: float = WAIT_FOR_WRITER, words: Mapping[str, object] | None = None
    ) -> Iterator[Connection]:
        """Open a transaction that is no step, for what the history does not hold (``db.drafts``).

        A recorded table cannot be written in it, and nobody is told of it. ``wait`` is how many seconds another writer
        may take, ``words`` are texts that will be written. Raises StoreError.
        """
        self._look_over_words(words or {})
        with self._transaction(self._ordinary, wait) as connection:
            history.no_step(connection)
            yield connection

    def now(self) -> datetime:
        """Return the local time by which steps are dated."""
        return self._now()

    def undo(self, change_id: int | None = None, *, together: bool = False) -> history.StepRow:
        """Take back the newest change, or ``change_id``. Returns the change.

        If later changes touched its rows raises LaterSteps, unless ``together``: then all of them are taken back,
        newest first. Raises StoreError.
        """
        for taking in (history.together_with, history.all_later):
            try:
                with self._transaction(self._ordinary) as connection, Session(connection) as session:
                    target = history.newest_undoable(session) if change_id is None else change_id
                    history.check_stands(session, target)
                    later = taking(session, target)
                    payloads = {step_id: history.standing_payload(session, step_id) for step_id in (*later, target)}
                    for payload in payloads.values():
                        history.check_whole(connection, payload)
                    if later and not together:
                        raise LaterSteps(later)
                    for step_id, payload in payloads.items():
                        self._reverse(session, "undo", step_id, payload)
                return self.read(history.step, target)
            except IntegrityError:  # a later change stands in the way, though it touched none of the same rows
                continue
        raise CannotUndo

    def redo(self) -> history.StepRow:
        """Do the latest undone change again. Returns the change. Raises StoreError."""
        try:
            with self._transaction(self._ordinary) as connection, Session(connection) as session:
                target, undo = history.newest_redoable(session)
                self._reverse(session, "redo", target, undo)
        except IntegrityError:
            raise CannotUndo from None
        return self.read(history.step, target)

    def set_grade(self, person_id: int, grade: str, label: str, /, **arguments: object) -> None:
        """Give a person an address grade: values move to or from the protected table, and no trace of them stays.

        A step of kind security, without payload. The file is written anew for it, a large one when it is closed.
        Raises StoreError.
        """
        self._look_over_words(arguments)
        with self._maintenance() as connection:
            touched = protected.set_grade(connection, person_id, grade)
            if not touched:
                return
            self._finish(connection, self._next_step(connection), "security", label, arguments, {})
            self._rebuild_subject(connection, person_id)
            connection.execute(insert(Fact).prefix_with("OR REPLACE").values(name=TRACES, value=""))
        self._announce(touched)
        if not engines.is_large(self.path):
            self._remove_traces()

    def write_protected(self, person_id: int, values: protected.Contact, label: str, /, **arguments: object) -> None:
        """Replace the protected phone, e-mail and address of a graded person (security step, no payload)."""
        self._look_over_words(arguments)
        with self._maintenance() as connection:
            protected.write(connection, person_id, values)
            self._finish(connection, self._next_step(connection), "security", label, arguments, {})
        self._announce(frozenset({"person"}))

    def reveal(self, person_id: int, label: str, /, **arguments: object) -> protected.Contact:
        """Return a graded person's phone, e-mail and address, and note who looked and why, in one transaction."""
        self._look_over_words(arguments)
        with self._maintenance() as connection:
            step_id = self._finish(connection, self._next_step(connection), "reveal", label, arguments, {})
            _note_people(connection, step_id, (person_id,))
            return protected.read(connection, person_id)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the names of the changed tables after each commit, on the committing thread.

        Returns the function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def check(self) -> list[str]:
        """Return what is wrong with the file, as msgids; empty when all is well."""
        try:
            return self.read(_problems)
        except Damaged:
            return [DAMAGED]

    @contextmanager
    def maintenance(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        """Lend a connection without the authorizer, outside any transaction (for ``db.backup``)."""
        engine = engines.maintenance_engine(self.path, self._key, foreign_keys=foreign_keys)
        try:
            with _translated(), engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    @property
    def key(self) -> bytes | None:
        """The raw key the file was opened with."""
        return self._key

    # -- private ------------------------------------------------------------------------------------------------

    @contextmanager
    def _step(
        self, kind: str, label: str, arguments: Mapping[str, object], erasing_on: Engine | None = None
    ) -> Iterator[Session]:
        with self._transaction(erasing_on or self._ordinary) as connection, Session(connection) as session:
            session.info["arguments"] = dict(arguments)
            session.info["hooks"] = self._hooks
            session.info["step"] = None
            if self._refuse is not None:
                event.listen(session, "before_flush", self._look_over)
            step_id = session.info["next_step"] = history.start(connection)
            yield session
            if not connection.in_transaction():
                raise RuntimeError("a command must leave the transaction to the store")
            if connection.info.pop(history.UNNOTED, False):
                raise RuntimeError("rows were written that the history does not hold")
            session.flush()
            counts = history.count(connection, step_id)
            if counts:
                self._look_over_words(session.info["arguments"])
                self._rebuild_touched(session, step_id, counts)
                if erasing_on is not None:
                    erasing.forget(connection, step_id)
                    connection.execute(insert(Fact).prefix_with("OR REPLACE").values(name=TRACES, value=""))
                self._finish(connection, step_id, kind, label, session.info["arguments"], counts)
                session.info["step"] = step_id
                connection.info["touched"] = frozenset(counts)

    def _look_over(self, session: Session, *_: object) -> None:
        """Raise what ``refuse`` says about a text that is to be written."""
        for row in (*session.new, *session.dirty):
            for name, value in vars(row).items() if isinstance(row, Row) else ():
                reason = self._refuse(name, value) if isinstance(value, str) and self._refuse is not None else None
                if reason is not None:
                    raise reason

    def _look_over_words(self, arguments: Mapping[str, object]) -> None:
        """Raise what ``refuse`` says about what a step's label would keep."""
        for name, value in arguments.items():
            reason = self._refuse(name, value) if isinstance(value, str) and self._refuse is not None else None
            if reason is not None:
                raise reason

    def _reverse(self, session: Session, kind: str, target: int, payload: int) -> None:
        connection = session.connection()
        header = history.step(session, target)
        step_id = history.start(connection)
        history.reverse(connection, payload)
        counts = history.count(connection, step_id)
        if self._undone is not None:
            self._undone(session, step_id)
        self._rebuild_touched(session, step_id, counts)
        self._finish(connection, step_id, kind, header.label, header.arguments, counts, target_id=target)
        connection.info["touched"] = connection.info.get("touched", frozenset()) | frozenset(counts)

    @contextmanager
    def _transaction(self, engine: Engine, wait: float = WAIT_FOR_WRITER) -> Iterator[Connection]:
        """A writing transaction of this process's only writer; listeners are told after the commit."""
        with self._as_only_writer(wait), _translated(), engine.connect().execution_options(writing=True) as connection:
            connection.info.pop("touched", None)
            connection.info.pop("finished", None)
            connection.info.pop(history.UNNOTED, None)
            if not connection.info.get(history.WATCHED, False):
                with connection.begin():  # one of their own, so that a step that is rolled back leaves them
                    history.watch(connection)
                connection.info[history.WATCHED] = True
            with connection.begin():
                yield connection
            touched = connection.info.pop("touched", frozenset())
            self.changed |= connection.info.pop("finished", False)
        if touched:
            self._announce(touched)

    @contextmanager
    def _maintenance(self) -> Iterator[Connection]:
        with self._as_only_writer():
            engine = engines.maintenance_engine(self.path, self._key)
            try:
                with _translated(), engine.connect().execution_options(writing=True) as connection, connection.begin():
                    yield connection
                    finished = connection.info.pop("finished", False)
                self.changed |= finished
            finally:
                engine.dispose()

    def _remove_traces(self) -> None:
        """Write the whole file anew, where protected values were moved: pages that were split keep bits of them.

        What cannot be done now (somebody reads for long, the disk is full) is done when the file is opened next.
        """
        if self.read(lambda session: session.get(Fact, TRACES)) is None:
            return
        with contextlib.suppress(StoreError), self._as_only_writer(), _translated():
            raw = engines.connect(self.path, self._key, ordinary=False)
            with contextlib.closing(raw):
                raw.execute("VACUUM")
                raw.execute("DELETE FROM fact WHERE name = ?", (TRACES,))

    @contextmanager
    def _as_only_writer(self, wait: float = WAIT_FOR_WRITER) -> Iterator[None]:
        if not self._writing.acquire(timeout=wait):
            raise Busy
        try:
            if self._lock is None:  # opened to look, or closed
                raise ReadOnly
            yield
        finally:
            self._writing.release()

    def _next_step(self, connection: Connection) -> int:
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'history_step'").scalar()
        return int(last or 0) + 1

    def _finish(
        self,
        connection: Connection,
        step_id: int,
        kind: str,
        label: str,
        arguments: Mapping[str, object],
        counts: Mapping[str, Mapping[str, int]],
        target_id: int | None = None,
    ) -> int:
        history.finish(
            connection,
            step_id,
            kind=kind,
            label=label,
            arguments=arguments,
            made_at=self._now(),
            made_by="" if self._refuse is not None and self._refuse("who", self.who) else self.who,
            counts=counts,
            target_id=target_id,
        )
        connection.info["finished"] = kind not in ("export", "reveal")
        return step_id

    def _announce(self, tables: frozenset[str]) -> None:
        for listener in tuple(self._listeners):
            listener(tables)

    def _rebuild_touched(self, session: Session, step_id: int, counts: Mapping[str, Mapping[str, int]]) -> None:
        for source in self._search:
            found = collect_touched(session, source, step_id, counts)
            if found is not False:
                rebuild(session, source, None if found is None else touched_table)

    def _rebuild_subject(self, connection: Connection, person_id: int) -> None:
        with Session(connection) as session:
            for source in self._search:
                if not source.of_people:
                    continue
                forget_touched(connection)
                touch(connection, select(literal(person_id)))
                source.widen(session, touched_table)
                rebuild(session, source, touched_table)

    def _refresh_search(self) -> None:
        """Rebuild the search rows that depend on the day, once a day and when they have never been built."""
        today = self._now().date().isoformat()
        built = self.read(lambda session: session.scalar(select(Fact.value).where(Fact.name == SEARCH_BUILT)))
        if built == today or not self._search:
            return
        with self._transaction(self._ordinary) as connection, Session(connection) as session:
            empty = session.scalar(select(SearchEntry.subject_id).limit(1)) is None
            for source in self._search:
                if empty or built is None or source.stale(session, built, today):
                    rebuild(session, source, None)
            session.merge(Fact(name=SEARCH_BUILT, value=today))
            session.flush()


def _note_people(connection: Connection, step_id: int, people: Collection[int]) -> None:
    if people:
        rows = [{"step_id": step_id, "person_id": person_id} for person_id in people]
        connection.execute(insert(ExportedPerson), rows)


def _problems(session: Session) -> list[str]:
    connection = session.connection()
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        return [DAMAGED]
    problems = []
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        problems.append(N_("Some rows point at rows that do not exist."))
    if history.altered_steps(session):
        problems.append(N_("A step in the history has been altered."))
    return problems


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_system(error) from None


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the driver's errors into ours; a bug passes as it is."""
    try:
        yield
    except StaleDataError:
        raise ChangedElsewhere from None
    except DBAPIError as error:
        ours = from_driver(error.orig) if error.orig is not None else None
        if ours is None:
            raise
        raise ours from None
    except driver.Error as error:
        ours = from_driver(error)
        if ours is None:
            raise
        raise ours from None

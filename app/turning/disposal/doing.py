"""How does the office carry out what it has decided? It chooses a folder, or says yes once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import clock
from app.core.i18n import N_, translator
from app.shell.dialog import ask, choose_folder
from app.shell.notices import Action
from app.turning.disposal.words import KIND_WORDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.core.progress import Progress
    from app.shell.context import Context
    from app.turning.disposal.carrying_out import Handed
    from app.turning.disposal.lines import DecidedLine

LAST_FOLDER = "disposal.folder"


def ask_folder(parent: QWidget, context: Context, lines: Sequence[DecidedLine]) -> None:
    """Ask where the package is to lie, and write it in the background."""
    from app.turning.disposal.carrying_out import NOTHING_TO_HAND_OVER, is_to_hand_over

    tr = context.tr
    if not any(map(is_to_hand_over, lines)):
        context.notify(tr(NOTHING_TO_HAND_OVER))
        return

    def chosen(folder: Path) -> None:
        context.settings.set(LAST_FOLDER, str(folder))
        hand_over_in(context, folder)

    if context.may_write():
        title = tr(N_("Where the package for the archive is to lie"))
        choose_folder(parent, tr, title, chosen, context.settings.get(LAST_FOLDER, ""))


def hand_over_in(context: Context, folder: Path) -> None:
    """Write the package in a folder, and say where it lies."""
    from app.school.queries import own_language
    from app.turning.disposal.carrying_out import hand_over

    store, tr = context.store, context.tr
    if store is None:
        return
    language = context.read(own_language)

    def work(progress: Progress) -> Handed:
        return hand_over(store, folder, translator(language), progress)

    def done(handed: Handed) -> None:
        words = tr.n(
            "{n} thing lies in {folder}. Give the whole folder to the archive.",
            "{n} things lie in {folder}. Give the whole folder to the archive.",
            handed.entries,
            folder=handed.folder.name,
        )
        context.notify(words, Action(tr(N_("&Open")), partial(_open, handed.folder)))

    context.run(N_("Writing the package for the archive"), work, done, writes=True)


def ask_delete(parent: QWidget, context: Context, lines: Sequence[DecidedLine]) -> None:
    """Say how many of what kind are to go, and that it is for good; then delete them."""
    from app.turning.disposal.carrying_out import NOTHING_TO_DELETE, is_to_delete

    tr = context.tr
    wanted = [one for one in lines if one.decision == "delete"]
    free = [one for one in wanted if is_to_delete(one)]
    if not free:
        context.notify(tr(NOTHING_TO_DELETE))
        return
    numbers = Counter(one.line.kind for one in free)
    said = [f"{tr(words)}: {tr.number(numbers[kind])}" for kind, words in KIND_WORDS.items() if numbers[kind]]
    text = [tr(N_("This goes for good, and cannot be undone:")), *said]
    held_up = len(wanted) - len(free)
    if held_up:
        text.append(
            tr.n(
                "{n} more line must wait: something stands in the way.",
                "{n} more lines must wait: something stands in the way.",
                held_up,
            )
        )
    text.append(tr(N_("Backups made before still hold it until they are thrown away.")))
    if context.may_write():
        ask(
            parent,
            tr,
            title=tr(N_("Delete what is decided")),
            text="\n".join(text),
            yes=tr(N_("&Delete for good")),
            then=partial(_delete, context),
            danger=True,
        )


def _delete(context: Context) -> None:
    from app.turning.disposal.carrying_out import delete_decided

    store, tr = context.store, context.tr
    if store is None:
        return

    def done(number: int) -> None:
        context.notify(tr.n("{n} line is deleted for good.", "{n} lines are deleted for good.", number))

    today = clock.today()
    context.run(N_("Deleting what is decided"), lambda _progress: delete_decided(store, today), done, writes=True)


def _open(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

"""Is it a file that is dragged here? Then it is for the page, not for the field it happens to be over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file or folder that is dragged, None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def carries_files(data: QMimeData) -> bool:
    """Say whether files are dragged; a text field would write where they are."""
    return any(url.isLocalFile() for url in data.urls())

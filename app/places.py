"""Where on this PC are the school's file and the settings?"""

from __future__ import annotations

import os
from pathlib import Path

from app.core.settings import Settings

NAME = "Skolekontoret"
DATABASE = "database"


def settings_file() -> Path:
    """Return where this user's settings are kept."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / "settings.json"


def own_folder() -> Path:
    """Return the data folder for this user alone (the default)."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def shared_folder() -> Path:
    """Return the data folder for all users of this PC."""
    if os.name == "nt":  # pragma: no cover - Windows
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / NAME
    if os.uname().sysname == "Darwin":  # pragma: no cover - macOS
        return Path("/Users/Shared") / NAME
    return Path("/var/lib") / NAME.lower()


def database_file(settings: Settings) -> Path:
    """Return the school's file that was chosen at first start, or the default."""
    chosen = settings.get(DATABASE, "")
    return Path(chosen) if chosen else own_folder() / "school.db"


def example_file() -> Path:
    """Return where the example school is kept, apart from the real one."""
    return own_folder() / "example" / "school.db"

"""Which version is this, and what is it made of?"""

from __future__ import annotations

from functools import cache

PARTS = (
    ("PySide6 / Qt", "LGPL-3.0"),
    ("Python", "PSF"),
    ("SQLAlchemy", "MIT"),
    ("Alembic", "MIT"),
    ("sqlcipher3 / SQLCipher / SQLite", "zlib / BSD / public domain"),
    ("python-calamine", "MIT"),
    ("openpyxl", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("ReportLab", "BSD-3-Clause"),
    ("pypdfium2 / PDFium", "Apache-2.0 / BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("filelock", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("phonenumbers", "Apache-2.0"),
    ("email-validator", "Unlicense"),
    ("Source Sans 3", "OFL-1.1"),
    ("Lucide", "ISC"),
)


@cache
def version() -> str:
    """Return the program's version, or “(source)” where it is not installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("skolekontoret")
    except PackageNotFoundError:
        return _from_source()


def _from_source() -> str:
    import tomllib

    from app.core.paths import resource

    project = resource().parent / "pyproject.toml"
    try:
        with project.open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])
    except (OSError, KeyError, ValueError):
        return "(source)"

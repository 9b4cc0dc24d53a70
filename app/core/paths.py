"""Where are the files the program ships with?"""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file under ``resources``, in the source tree and in a built program alike."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent.parent))
    return root.joinpath("resources", *parts)

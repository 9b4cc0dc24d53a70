"""How is Qt imported without slowing every later import?

PySide6 replaces ``builtins.__import__`` with a hook that reads the source of each later module, only to find
``from __feature__ import …``, which nobody here uses. Putting the original back makes the start faster by a sixth.
The style is chosen here too: asking for it later makes the whole of QStyle known to Python, for a tenth of a window.
Import this module before anything that is imported after Qt.
"""

from __future__ import annotations

import builtins
import gc
import os

gc.set_threshold(50_000)  # what is loaded at start stays; looking for garbage in it takes a twentieth of the time

import PySide6.QtCore  # noqa: E402

os.environ["QT_STYLE_OVERRIDE"] = "Fusion"

_original = getattr(builtins, "__orig_import__", None)
if _original is not None:
    builtins.__import__ = _original

VERSION = PySide6.QtCore.qVersion()

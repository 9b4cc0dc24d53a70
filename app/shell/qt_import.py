"""How is Qt imported without slowing every later import?

PySide6 replaces ``builtins.__import__`` with a hook that reads the source of each later module, only to find
``from __feature__ import …``, which nobody here uses. Putting the original back makes the start faster by a sixth.
Import this module before anything that is imported after Qt.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore

_original = getattr(builtins, "__orig_import__", None)
if _original is not None:
    builtins.__import__ = _original

VERSION = PySide6.QtCore.qVersion()

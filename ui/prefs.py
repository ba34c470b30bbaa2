"""What the window remembers: sizes, columns, filters, folders; no project's content.

One JSON file in the config folder, written a moment after the last change. Several windows may be
open: each writes only what was changed in it. A damaged file is put aside: it holds nothing that
could not be set again.
"""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from greenshield import atomic, paths
from greenshield.domain.errors import GreenShieldError
from ui.timers import pause

_LATER_MS = 800
_MAX_BYTES = 4_000_000
_log = logging.getLogger(__name__)


class Prefs(QObject):
    """Values by dotted key, such as ``ledger.columns``."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file or paths.config_dir() / "window.json"
        self._values = _read(self._file)
        self._changed: set[str] = set()
        self._timer = pause(self, _LATER_MS, self.flush)

    def get(self, key: str, default: Any = None) -> Any:
        """What was remembered; the default where that is nothing, or of another kind."""
        value = self._values.get(key, default)
        if default is not None and value is not None and type(value) is not type(default):
            return default
        return value

    def set(self, key: str, value: Any) -> None:
        """Remembers a value that JSON can hold; None forgets it."""
        if self._values.get(key) == value:
            return
        if value is None:
            del self._values[key]
        else:
            self._values[key] = value
        self._changed.add(key)
        self._timer.start()

    def flush(self) -> None:
        """Writes what was changed, now; what another window wrote meanwhile stays."""
        self._timer.stop()
        if not self._changed:
            return
        merged = _read(self._file)
        for key in self._changed:
            if key in self._values:
                merged[key] = self._values[key]
            else:
                merged.pop(key, None)
        text = json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            atomic.write(self._file, text.encode("utf-8"))
        except GreenShieldError as error:
            # Sizes that are not remembered are no reason to stop anybody's work.
            _log.info("window settings not written: %s", error)
        else:
            self._changed.clear()


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as source:
            values = json.loads(source.read(_MAX_BYTES))
    except OSError:
        return {}
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".damaged.json"))
        return {}
    return values

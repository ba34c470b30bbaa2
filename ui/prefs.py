"""What the window remembers: sizes, columns, filters, folders; no project's content.

One JSON file in the config folder, written a moment after the last change. A damaged one is
put aside and forgotten: it holds nothing that could not be set again.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from greenshield import atomic, paths
from greenshield.domain.errors import GreenShieldError

_LATER_MS = 800
_MAX_BYTES = 4_000_000
_log = logging.getLogger(__name__)


class Prefs(QObject):
    """Values by dotted key, such as ``ledger.columns``."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file or paths.config_dir() / "window.json"
        self._values = _read(self._file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MS)
        self._timer.timeout.connect(self.flush)

    def get(self, key: str, default: Any = None) -> Any:
        """What was remembered; the default where that is nothing, or of another kind."""
        value = self._values.get(key, default)
        if default is not None and value is not None and type(value) is not type(default):
            return default
        return value

    def set(self, key: str, value: Any) -> None:
        """Remembers a value that JSON can hold; None forgets it."""
        if value is None:
            changed = self._values.pop(key, None) is not None
        else:
            changed = self._values.get(key) != value
            self._values[key] = value
        if changed:
            self._timer.start()

    def flush(self) -> None:
        """Writes what was changed, now."""
        self._timer.stop()
        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            atomic.write(self._file, text.encode("utf-8"))
        except GreenShieldError as error:
            # Sizes that are not remembered are no reason to stop anybody's work.
            _log.info("window settings not written: %s", error)


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as source:
            values = json.loads(source.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}

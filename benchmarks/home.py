"""A folder in which a benchmark of the window keeps what it made, and a home of its own there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def own_home(data: Path | None) -> Path:
    """The folder, where settings, keys and state are kept too; a window there needs no screen.

    Args:
        data: the folder that was asked for; else one among the temporary files.
    """
    folder = data or Path(tempfile.gettempdir()) / "greenshield-bench"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GREENSHIELD_HOME"] = str(folder / "home")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return folder

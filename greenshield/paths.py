"""Where the user's own settings, state and caches live on this machine.

``GREENSHIELD_HOME`` moves all of them below one folder, which is how a test, a portable
installation or a second identity on one machine stays apart. Otherwise the platform's habit
holds: the XDG base directories on Linux and BSD, ``~/Library`` on macOS, ``%APPDATA%`` and
``%LOCALAPPDATA%`` on Windows. Nothing is created here; whoever writes makes the folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME_VARIABLE = "GREENSHIELD_HOME"
_NAME = "greenshield"


def config_dir() -> Path:
    """The folder of what the user chose: settings, and private keys where no keyring is."""
    return (
        _below_override("config")
        or {
            "win32": lambda: _windows("APPDATA", "Roaming") / "config",
            "darwin": lambda: _library("Application Support") / "config",
        }.get(sys.platform, lambda: _xdg("XDG_CONFIG_HOME", ".config"))()
    )


def state_dir() -> Path:
    """The folder of what the program noted for itself: heads last seen, instance tokens, logs."""
    return (
        _below_override("state")
        or {
            "win32": lambda: _windows("LOCALAPPDATA", "Local") / "state",
            "darwin": lambda: _library("Application Support") / "state",
        }.get(sys.platform, lambda: _xdg("XDG_STATE_HOME", ".local/state"))()
    )


def cache_dir() -> Path:
    """The folder of what may be deleted at any time."""
    return (
        _below_override("cache")
        or {
            "win32": lambda: _windows("LOCALAPPDATA", "Local") / "cache",
            "darwin": lambda: _library("Caches"),
        }.get(sys.platform, lambda: _xdg("XDG_CACHE_HOME", ".cache"))()
    )


def _below_override(part: str) -> Path | None:
    """The part below ``GREENSHIELD_HOME``, or None where that is unset or empty."""
    root = os.environ.get(HOME_VARIABLE, "")
    return Path(root).expanduser().absolute() / part if root else None


def _xdg(variable: str, default: str) -> Path:
    """An XDG base directory; a relative value is ignored, as that specification demands."""
    named = Path(os.environ.get(variable, ""))
    return (named if named.is_absolute() else Path.home() / default) / _NAME


def _library(folder: str) -> Path:
    return Path.home() / "Library" / folder / _NAME


def _windows(variable: str, default: str) -> Path:
    named = Path(os.environ.get(variable, ""))
    return (named if named.is_absolute() else Path.home() / "AppData" / default) / _NAME

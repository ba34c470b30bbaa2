"""Whether there is a desktop that a window can be shown on."""

from __future__ import annotations

import os
import sys

from greenshield.domain.errors import SurroundingsError

# Qt's platforms of a desktop on Linux; it aborts the process where it finds none of them.
_ON_A_SCREEN = ("", "xcb", "wayland", "wayland-egl")


def need_screen() -> None:
    """Sees that Qt would find a desktop to show a window on, as it does not over plain ssh.

    Raises:
        SurroundingsError: ``window_without_screen``.
    """
    platforms = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    if not sys.platform.startswith("linux") or any(
        name.partition(":")[0] not in _ON_A_SCREEN for name in platforms
    ):
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise SurroundingsError("window_without_screen")

"""The ranges of a selection, one by one: Qt's stubs do not know that it is a list of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange


def ranges(selection: QItemSelection) -> Iterable[QItemSelectionRange]:
    """What a selection consists of."""
    return cast("Iterable[QItemSelectionRange]", selection)

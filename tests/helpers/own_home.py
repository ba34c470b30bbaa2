"""A home for what outlives one test, such as a project that all tests of a file look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from greenshield import paths


@contextmanager
def own_home(folder: Path) -> Iterator[Path]:
    """While it lasts, the program's home lies in a folder; the folder, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.HOME_VARIABLE, str(folder / "home"))
        yield folder

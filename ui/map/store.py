"""Keeps the coarse levels of a project's layers, so that a reopened project shows its map at once.

The worker keeps them after it has read a layer; the window fetches them while the worker
reads the project's own. Each is kept under a key that says what it was made from. The window shows
it with ``MapCanvas.set_layer(…, fresh=False)`` until the layer that was read takes its place.

Nothing of an encrypted project is kept: ``folder_for`` gives no folder.
"""

from __future__ import annotations

import hashlib
import stat
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy.typing as npt

from greenshield import atomic, paths
from ui.map import store_format
from ui.map.pack import Pack

if TYPE_CHECKING:
    from ui.project_info import ProjectInfo

BUDGET = 400_000  # vertices of both
MOST_BYTES = 64 * 2**20  # of a file: ten times what is kept at most
FIRST = 1600  # pixels that a whole layer is first seen on
ENDING = ".gsmap"

Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A layer as it was kept.

    Attributes:
        pack: with its coarse levels alone; ``full`` is the finest of them.
        key: what it was made from.
        about: what was kept with it, as in JSON.
        arrays: the same as arrays.
    """

    pack: Pack
    key: str
    about: dict[str, Any] = field(default_factory=dict)
    arrays: Arrays = field(default_factory=dict)


def folder_for(info: ProjectInfo) -> Path | None:
    """Where layers of a project are kept: beside it, or in the user's cache where that may not be.

    None where the project is encrypted: its boundaries would stand beside it in clear.
    """
    if info.encrypted:
        return None
    if info.read_only:
        return paths.cache_dir() / "map" / quote(info.project_id, safe="")
    return Path(info.path) / "derived" / "map"


def coarse(pack: Pack) -> Pack:
    """A layer with the level that it is first seen whole by, and the next finer one at most."""
    box = pack.box_around()
    extent = max(box[2] - box[0], box[3] - box[1]) if box else 0.0
    first = pack.levels.index(pack.best(extent / FIRST))
    kept = pack.levels[first : first + 1]
    for level in pack.levels[first + 1 : first + 2]:
        if len(kept[0].xy) + len(level.xy) <= BUDGET:
            kept = (*kept, level)
    return replace(pack, levels=kept)


def keep(
    folder: Path,
    pack: Pack,
    key: str,
    about: dict[str, Any] | None = None,
    arrays: Arrays | None = None,
) -> Path:
    """Keeps a layer's coarse levels, and forgets those kept under another key.

    Args:
        folder: see ``folder_for``; made where it isn't there.
        pack: the layer.
        key: what it was made from.
        about: to be kept with it, as in JSON.
        arrays: to be kept with it: of numbers or text.

    Raises:
        SurroundingsError: it can't be written.
    """
    content = store_format.written(coarse(pack), key, about or {}, arrays or {})
    file = folder / f"{_prefix(pack.name)}{hashlib.sha256(key.encode()).hexdigest()[:16]}{ENDING}"
    atomic.write(file, content)
    _forget(folder, pack.name, but=file)
    return file


def fetch(folder: Path, name: str) -> Stored | None:
    """The layer that was kept last; None where none was, or it can't be read."""
    for file in sorted(_files(folder, name), key=_age):
        with suppress(OSError, ValueError):
            if not _is_plain(file):
                continue
            pack, key, about, arrays = store_format.read(file.read_bytes())
            if pack.name == name:
                return Stored(pack, key, about, arrays)
    return None


def forget(folder: Path, name: str) -> None:
    """Keeps nothing of a layer any longer."""
    _forget(folder, name, but=None)


def _forget(folder: Path, name: str, but: Path | None) -> None:
    for file in _files(folder, name):
        if file != but:
            with suppress(OSError):
                file.unlink()


def _files(folder: Path, name: str) -> list[Path]:
    with suppress(OSError):
        return [
            file
            for file in folder.iterdir()
            if file.name.startswith(_prefix(name)) and file.suffix == ENDING
        ]
    return []


def _prefix(name: str) -> str:
    return quote(name, safe="") + "@"  # quote leaves no @ in a name


def _is_plain(file: Path) -> bool:
    """Whether it may be read: beside a project may stand a pipe, a link or a file without end."""
    found = file.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES


def _age(file: Path) -> float:
    with suppress(OSError):
        return -file.stat().st_mtime
    return 0.0

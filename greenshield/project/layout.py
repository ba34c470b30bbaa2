"""Where the parts of a project lie in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DATABASE = "project.gpkg"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one project.

    Attributes:
        folder: the project's folder.
    """

    folder: Path

    @classmethod
    def of(cls, path: Path) -> Layout:
        """From the folder, or from the ``project.gpkg`` in it."""
        return cls(path.parent if path.name == DATABASE and not path.is_dir() else path)

    @property
    def name(self) -> str:
        """What messages call the project."""
        return self.folder.resolve().name

    @property
    def database(self) -> Path:
        """The GeoPackage."""
        return self.folder / DATABASE

    @property
    def media(self) -> Path:
        """Originals and boundary files by hash."""
        return self.folder / "media"

    @property
    def derived(self) -> Path:
        """Thumbnails and levels of detail; may be deleted at any time."""
        return self.folder / "derived"

    @property
    def basemaps(self) -> Path:
        """Imagery and tiles to draw below the map, and what people say of them."""
        return self.folder / "basemaps"

    @property
    def backups(self) -> Path:
        """Copies made before a schema step."""
        return self.folder / "backups"

    @property
    def sums(self) -> Path:
        """The sums of the database's pages as it was closed."""
        return self.folder / "project.sums"

    @property
    def wal(self) -> Path:
        """What was committed and is not yet in the database file."""
        return self.folder / f"{DATABASE}-wal"

    @property
    def rollback_journal(self) -> Path:
        """What undoes an interrupted write, on file systems where there is no ``-wal``."""
        return self.folder / f"{DATABASE}-journal"

    @property
    def shared_memory(self) -> Path:
        """The index of the ``-wal``, where several processes may open the database."""
        return self.folder / f"{DATABASE}-shm"

    @property
    def locked(self) -> tuple[Path, ...]:
        """The files on which a process that has the project open may hold locks."""
        return (self.database, self.wal, self.shared_memory, self.rollback_journal, self.lock)

    @property
    def orphans(self) -> Path:
        """Media that no event names, set aside and never deleted."""
        return self.folder / "orphans"

    @property
    def lock(self) -> Path:
        """The write lock."""
        return self.folder / "project.lock"

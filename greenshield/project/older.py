"""An older project that is only looked at: an upgraded copy of its database, put away at the end.

Evidence from last year must be verified and shown as it is, from a read-only medium too, so the
file itself is not upgraded for it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from greenshield.domain.errors import SurroundingsError
from greenshield.project import engine
from greenshield.project.layout import Layout


class Aside:
    """A database's copy in a folder that nobody else may look into."""

    def __init__(self, layout: Layout, db: engine.Database) -> None:
        """Copies the database as a connection sees it, encrypted where that one is.

        Raises:
            SurroundingsError: ``disk_full``.
        """
        self._folder = tempfile.TemporaryDirectory(
            prefix="greenshield-", ignore_cleanup_errors=True
        )
        self.database = Path(self._folder.name) / layout.database.name
        try:
            if shutil.disk_usage(self._folder.name).free < layout.database.stat().st_size * 2:
                raise SurroundingsError("disk_full", file=self._folder.name)
            db.conn.execute("VACUUM INTO ?", (str(self.database),))
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Deletes the copy."""
        self._folder.cleanup()

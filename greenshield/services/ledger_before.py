"""Whether the very bytes of a list came in before, and what later lists have written since."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

from greenshield.domain.state import Write
from greenshield.project.project import Project
from greenshield.services import ledger_store
from greenshield.services.ledger_existing import Existing
from greenshield.services.source_files import source_of

# Only an import names a list by its hash; the search for the bytes goes before the reading of JSON.
_FIRST: Final = """
SELECT min(lamport) FROM event
WHERE entity_type = 'issue' AND kind = 'created' AND instr(body, CAST(? AS BLOB))
    AND json_extract(CAST(body AS TEXT), '$.origin.sha256') = ?
"""


class Before:
    """The earlier imports of a list's bytes, looked up when a row first contradicts another list.

    Args:
        project: where they came in.
        path: the list, as it was read.
    """

    def __init__(self, project: Project, path: Path) -> None:
        self._project = project
        self._path = path

    @cached_property
    def sha256(self) -> str:
        """The hash by which an import names the list.

        Raises:
            UnreadableError, SurroundingsError: as ``source_files.source_of``.
        """
        with source_of(self._path, self._project.media) as source:
            return source.sha256

    def overwritten_by(self, there: Existing, write: Write) -> str:
        """The name of the later list that made a write, "" for any other write.

        Later is what came in after these bytes had come in first: a person who imports them again
        did not ask for what they said then. What another reading of the same bytes wrote is theirs.
        """
        origin = there.by_import.get(write.event_id)
        if origin is None or origin.sha256 == self.sha256:
            return ""
        first = self._first
        return origin.file if first is not None and write.lamport > first else ""

    @cached_property
    def _first(self) -> int | None:
        found = ledger_store.tuples(self._project, _FIRST, (self.sha256, self.sha256))
        return None if found[0][0] is None else int(found[0][0])

"""What runs in the worker for the charts.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from pathlib import Path

from greenshield.domain.trends import Trends
from ui.tasks.work import Work


def trends(work: Work, as_of: str) -> Trends:
    """The counts over time and by group; ``as_of`` is ISO, "" for today."""
    from greenshield.services import charts

    return charts.read(work.project, as_of=as_of or charts.today(), at_imports=True)


def save(_: Work, path: Path, content: bytes) -> None:
    """Write a picture or a table that the window made.

    Raises:
        SurroundingsError: no room, no permission.
    """
    from greenshield import atomic

    atomic.write(path, content, shared=True)

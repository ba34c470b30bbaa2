"""What runs in the worker for the charts.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from greenshield.domain.trends import Trends
from ui.tasks.work import Work


def trends(work: Work, as_of: str) -> Trends:
    """The counts over time and by group; ``as_of`` is ISO, "" for today."""
    from greenshield.services import charts

    return charts.read(work.project, as_of=as_of or charts.today())


def save(_: Work, path: str, content: bytes) -> str:
    """Write a picture or a table that the window made; its path.

    Raises:
        SurroundingsError: no room, no permission.
    """
    from pathlib import Path

    from greenshield import atomic

    atomic.write(Path(path), content)
    return path

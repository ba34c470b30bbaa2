"""What the wizard of boundary markers asks of the worker.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from greenshield.domain.import_preview import MarkerPreview
from ui.imports import problem_list
from ui.imports.calls import Imported, Looked
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.marker_import import MarkerOptions


@dataclass(frozen=True, slots=True)
class MarkerWish:
    """How a list of markers is to be taken, as ``services.marker_import.MarkerOptions``.

    Attributes:
        columns: field -> letter or attribute of the column.
        ignored: letters or attributes of columns that are not to be taken.
    """

    layer: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    area: str = ""
    county: str = ""
    crs: str | None = None
    datum: str = ""
    encoding: str | None = None


def offered(work: Work) -> tuple[tuple[str, ...], list[str]]:
    """The fields that a column may be mapped to, and the names of the project's areas."""
    from greenshield.services import ledger_query, marker_preview

    names = dict.fromkeys(name for _, name in ledger_query.areas(work.project) if name)
    return marker_preview.catalogue(), list(names)


def seen(
    work: Work, actor_id: str, path: Path, wish: MarkerWish, lang: str
) -> Looked[MarkerPreview]:
    """A list as it would be imported."""
    from greenshield.services import marker_preview, people

    session = replace(work.session, actor=people.find(work.project, actor_id))
    found = marker_preview.of(session, path, _options(wish), work.progress, lang)
    return Looked(found, problem_list.of(found.problems, (row.row for row in found.rows)))


def taken(work: Work, path: Path, wish: MarkerWish) -> Outcome:
    """Imports a list."""
    from greenshield.services import marker_import

    done = marker_import.import_file(work.session, path, _options(wish), work.progress)
    counts = {
        "created": done.imported, "updated": done.updated, "unchanged": done.unchanged,
        "refused": done.refused,
    }  # fmt: skip
    return Outcome(Imported(path.name, counts, problem_list.of(done.problems)), done.changes)


def _options(wish: MarkerWish) -> MarkerOptions:
    from greenshield.services.marker_import import MarkerOptions

    return MarkerOptions(
        layer=wish.layer, mapping=dict(wish.columns), area=wish.area, county=wish.county,
        crs=wish.crs, datum=wish.datum, encoding=wish.encoding, ignored=wish.ignored,
    )  # fmt: skip

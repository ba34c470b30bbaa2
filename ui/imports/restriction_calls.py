"""What the wizard of negative lists asks of the worker.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from greenshield.domain.import_preview import LedgerPreview
from ui.imports import problem_list
from ui.imports.calls import Imported, Looked
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.restriction_import import ListOptions


@dataclass(frozen=True, slots=True)
class RestrictionsWish:
    """How a negative list is to be taken, as ``services.restriction_import.ListOptions``.

    Attributes:
        again: what another day of the same list means, as for boundaries.
        columns: field -> letter of the column.
        ignored: letters of columns that are not to be taken.
    """

    name: str = ""
    valid_from: str = ""
    space: str = ""
    level: str = ""
    sheet: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    encoding: str | None = None
    again: str = ""


def offered(work: Work) -> tuple[tuple[str, ...], list[str]]:
    """The fields that a column may be mapped to, and the names of the lists that there are."""
    from greenshield.services import restriction_list, restriction_preview

    rows = restriction_list.items(work.project)
    names = dict.fromkeys(version.list_name for version in restriction_list.versions(rows))
    return restriction_preview.fields_of(), list(names)


def seen(
    work: Work, actor_id: str, path: Path, wish: RestrictionsWish, lang: str
) -> Looked[LedgerPreview]:
    """A list as it would be imported."""
    from greenshield.services import people, restriction_preview

    session = replace(work.session, actor=people.find(work.project, actor_id))
    found = restriction_preview.of(session, path, _options(wish), work.progress, lang)
    return Looked(found, problem_list.of(found.problems, (row.row for row in found.rows)))


def taken(work: Work, path: Path, wish: RestrictionsWish) -> Outcome:
    """Imports a list."""
    from greenshield.services import restriction_import

    done = restriction_import.import_file(work.session, path, _options(wish), work.progress)
    counts = {
        "created": done.imported, "updated": done.updated, "unchanged": done.unchanged,
        "refused": done.refused,
    }  # fmt: skip
    return Outcome(Imported(path.name, counts, problem_list.of(done.problems)), done.changes)


def _options(wish: RestrictionsWish) -> ListOptions:
    from greenshield.services.restriction_import import ListOptions

    return ListOptions(
        name=wish.name, valid_from=wish.valid_from, space=wish.space, level=wish.level,
        sheet=wish.sheet, mapping=dict(wish.columns), encoding=wish.encoding, ignored=wish.ignored,
        again=wish.again,
    )  # fmt: skip

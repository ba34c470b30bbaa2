"""What the import wizards ask of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import AreaPreview, LedgerPreview, MarkerPreview
from ui.imports import problem_list
from ui.imports.problem_list import ProblemList
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.project.changes import Changes
    from greenshield.services.ledger_import import LedgerImported, LedgerOptions
    from greenshield.services.session import Session

Preview = TypeVar("Preview", LedgerPreview, AreaPreview, MarkerPreview)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts by name, and what is to be said of rows and files.

    ``states`` tells how many issues got each state; ``sheets`` names those that were read, where
    there were several: ``file`` is of all of them then. ``issues`` are the ids of those that were
    made or changed.
    """

    file: str
    counts: dict[str, int] = field(default_factory=dict)
    problems: ProblemList = field(default_factory=ProblemList)
    states: dict[str, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked(Generic[Preview]):
    """What an import would do, its problems in order.

    ``beside`` holds the same problems beside the rows of each other sheet that was read.
    """

    preview: Preview
    problems: ProblemList
    beside: tuple[ProblemList, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped on the window, as ``services.file_kinds`` sees it.

    Attributes:
        lots: family and guess -> paths; of photos in a folder the folder alone.
        sure: paths of which the guess needs no asking.
        unknown: what nothing takes; of a folder only where nothing in it is taken.
        is_project: a project's folder, and nothing else.
        again: paths of lists that the ledger knows already.
    """

    lots: dict[tuple[str, str], tuple[Path, ...]]
    sure: frozenset[Path]
    unknown: tuple[Problem, ...]
    is_project: bool = False
    again: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class LedgerWish:
    """How a ledger is to be taken, as ``services.ledger_import.LedgerOptions``.

    Attributes:
        sheet: which is read, None for the likeliest.
        columns: field -> letter of the column.
        ignored: letters of columns that are not to be taken.
        sheets: several that are read instead, each with columns and letters of its own.
    """

    sheet: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    sheets: dict[str, tuple[dict[str, str], tuple[str, ...]]] = field(default_factory=dict)
    how: str = "clues"
    source: str = ""
    campaign: str = ""
    crs: str | None = None
    encoding: str | None = None
    datum: str | None = None


@dataclass(frozen=True, slots=True)
class AreaWish:
    """How boundaries are to be taken, as ``services.area_import.AreaOptions``."""

    kind: str = "area"
    layer: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    crs: str | None = None
    encoding: str | None = None
    valid_from: str = ""
    datum: str = ""
    again: str = ""
    ignored: tuple[str, ...] = ()
    succeeds: str = ""


def dropped(work: Work, paths: list[Path]) -> Dropped:
    """What files and folders hold, sorted."""
    from greenshield.services import file_kinds, ledger_again

    lots: dict[tuple[str, str], list[Path]] = {}
    sure: set[Path] = set()
    unknown: list[Problem] = []
    projects = 0
    for path in paths:
        kinds = file_kinds.kinds_of([path], work.progress)
        projects += any(kind.family == file_kinds.PROJECT for kind in kinds)
        told = [kind for kind in kinds if kind.family in file_kinds.FAMILIES]
        # Of one that is encrypted or damaged nobody is asked what it holds.
        shut = [kind.problem for kind in told if kind.problem is not None]
        told = [kind for kind in told if kind.problem is None]
        if path.is_dir() and len(kinds) > 1:  # notes and the like beside the data
            told = [kind for kind in told if kind.family != file_kinds.SHEET or kind.guess]
        for kind in told:
            lot = lots.setdefault((kind.family, kind.guess), [])
            whole = path if kind.family == file_kinds.PHOTO else kind.path
            if whole not in lot:
                lot.append(whole)
            if kind.sure:
                sure.add(kind.path)
        unknown += shut
        if not told and not shut:
            unknown += [kind.problem for kind in kinds if kind.problem is not None]
    sorted_lots = {key: tuple(lot) for key, lot in lots.items()}
    ledgers = sorted_lots.get((file_kinds.SHEET, file_kinds.LEDGER), ())
    again = frozenset(path for path in ledgers if ledger_again.is_again(work.project, path))
    is_project = projects == len(paths) > 0
    return Dropped(sorted_lots, frozenset(sure), tuple(unknown), is_project, again)


def ledger_fields(_: Work) -> dict[str, tuple[str, ...]]:
    """The fields that a column may be mapped to, by group."""
    from greenshield.services import ledger_preview

    return ledger_preview.catalogue()


def area_fields(_: Work, kind: str) -> tuple[str, ...]:
    """The same for a kind of boundary."""
    from greenshield.services import area_preview

    return area_preview.fields_of(kind)


def ledger_seen(
    work: Work, actor_id: str, path: Path, wish: LedgerWish, lang: str
) -> Looked[LedgerPreview]:  # fmt: skip
    """A ledger as it would be imported."""
    from greenshield.services import ledger_preview

    session = acting(work, actor_id)
    seen = ledger_preview.of(session, path, ledger_options(wish), work.progress, lang)
    told = problem_list.of(seen.problems)
    first, *others = (
        problem_list.beside(told, (row.row for row in one.rows), one.file)
        for one in (seen, *seen.others)
    )
    return Looked(seen, first, tuple(others))


def forget_layout(_: Work, mark: str) -> int:
    """Forgets what was said of the columns of such tables; how many there were."""
    from greenshield.services import ledger_layouts

    return len(ledger_layouts.forget([mark], everything=False))


def ledger_taken(work: Work, path: Path, wish: LedgerWish) -> Outcome:
    """Imports a ledger."""
    from greenshield.services import ledger_import

    done = ledger_import.import_file(work.session, path, ledger_options(wish), work.progress)
    counts = {
        "created": done.created, "updated": done.updated, "unchanged": done.unchanged,
        "refused": done.refused, "adopted": done.adopted,
    }  # fmt: skip
    told = of_ledger(done, counts, problem_list.of(done.problems), done.changes)
    return Outcome(told, done.changes)


def of_ledger(
    done: LedgerImported, counts: dict[str, int], problems: ProblemList, changes: Changes
) -> Imported:
    """What is told of a ledger that was imported, by one name for all sheets that were read."""
    sheets, issues = tuple(one.file.sheet for one in done.sheets), changes.ids("issue")
    if len(sheets) < 2:
        return Imported(done.file.name, counts, problems, done.states, issues=issues)
    return Imported(done.path.name, counts, problems, done.states, sheets, issues)


def ledger_commented(
    work: Work, actor_id: str, path: Path, wish: LedgerWish, out: Path, lang: str
) -> int:
    """Writes a copy of a sheet that tells in its refused cells why; how many cells do.

    Raises:
        UsageError, UnreadableError, SurroundingsError: as ``ledger_commented.write``.
    """
    from greenshield.services import ledger_commented, ledger_import

    ledger_commented.refuse_target(path, out)
    options = replace(ledger_options(wish), dry_run=True)
    done = ledger_import.import_file(acting(work, actor_id), path, options, work.progress)
    files = [sheet.file for sheet in done.sheets]
    copy = ledger_commented.write(
        done.path, files, done.problems, out, lang=lang, encoding=wish.encoding
    )
    return 0 if copy is None else copy.cells


def areas_seen(
    work: Work, actor_id: str, path: Path, wish: AreaWish, lang: str
) -> Looked[AreaPreview]:
    """Boundaries as they would be imported."""
    from greenshield.services import area_preview

    seen = area_preview.of(acting(work, actor_id), path, area_options(wish), work.progress, lang)
    return Looked(seen, problem_list.of(seen.problems, (row.row for row in seen.rows)))


def areas_taken(work: Work, path: Path, wish: AreaWish) -> Outcome:
    """Imports boundaries."""
    from greenshield.services import area_import

    done = area_import.import_file(work.session, path, area_options(wish), work.progress)
    counts = {
        "created": done.imported, "updated": done.updated, "unchanged": done.unchanged,
        "refused": done.refused, "repaired": done.repaired,
    }  # fmt: skip
    return Outcome(Imported(done.file, counts, problem_list.of(done.problems)), done.changes)


def tracks_taken(work: Work, paths: list[Path]) -> Outcome:
    """Imports tracks."""
    from greenshield.project.changes import Changes
    from greenshield.services import track_import

    done = track_import.import_tracks(work.session, paths, work.progress)
    counts = {"created": done.added, "unchanged": done.duplicates, "refused": done.refused}
    name = paths[0].name if len(paths) == 1 else ""
    changes = Changes("", {"track": tuple(done.tracks)}) if done.tracks else Changes()
    return Outcome(Imported(name, counts, problem_list.of(done.problems)), changes)


def save_problems(_: Work, out: Path, problems: tuple[Problem, ...], lang: str) -> int:
    """Writes a list of problems as a table; how many."""
    from greenshield.services import problem_list

    return problem_list.write(out, problems, lang)


def acting(work: Work, actor_id: str) -> Session:
    """The reader's session, of who is signed in at the window."""
    from greenshield.services import people

    return replace(work.session, actor=people.find(work.project, actor_id))


def ledger_options(wish: LedgerWish) -> LedgerOptions:
    """How a ledger is to be taken, as the service has it."""
    from greenshield.services.ledger_import import ColumnWords, LedgerOptions

    return LedgerOptions(
        sheet=None if wish.sheets else wish.sheet, sheets=tuple(wish.sheets),
        mapping=ColumnWords(dict(wish.columns), {}, wish.ignored, wish.sheets),
        how=wish.how, source=wish.source, campaign=wish.campaign, crs=wish.crs,
        encoding=wish.encoding, datum=wish.datum,
    )  # fmt: skip


def area_options(wish: AreaWish) -> Any:
    """How boundaries are to be taken, as the service has it."""
    from greenshield.services.area_import import AreaOptions

    return AreaOptions(
        kind=wish.kind, layer=wish.layer, mapping=dict(wish.columns), crs=wish.crs,
        encoding=wish.encoding, valid_from=wish.valid_from, datum=wish.datum, again=wish.again,
        ignored=wish.ignored, succeeds=(wish.succeeds,) if wish.succeeds else (),
    )  # fmt: skip

"""What files are dropped or named for: their readers by their bytes, a first guess by their words.

Content tells a photo from a track, not boundaries from patches that are to be checked: both are
polygons. There the names of file, layers and columns make a guess, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, Problem, SurroundingsError, UsageError
from greenshield.domain.fields import specs
from greenshield.formats import families
from greenshield.formats.families import IMAGERY, PHOTO, SHAPES, SHEET, TRACK
from greenshield.formats.ledger_header import Header, column_field, find_header
from greenshield.formats.ledger_words import Words, fold
from greenshield.formats.sheet_grid import Grid, shown
from greenshield.formats.sheets import pick, read_sheets
from greenshield.formats.vectors import contents_of, list_layers
from greenshield.reports import handover_check, pack_check
from greenshield.services import area_guess, folder_files, ledger_reading, marker_import
from greenshield.services import restriction_rows as negative
from greenshield.services.progress import SILENT, Progress

__all__ = [
    "AREAS", "FAMILIES", "GUESSES", "IMAGERY", "LEDGER", "MARKERS", "NEGATIVE", "PACK", "PATCHES",
    "PHOTO", "PROJECT", "REFERENCE", "SHAPES", "SHEET", "TRACK", "UNKNOWN", "FileKind", "kinds_of",
]  # fmt: skip

FAMILIES: Final = (SHAPES, SHEET, TRACK, PHOTO, IMAGERY)
PROJECT: Final = "project"
PACK: Final = "pack"
UNKNOWN: Final = "unknown"

AREAS, PATCHES, MARKERS, REFERENCE = "areas", "patches", "markers", "reference"
LEDGER, NEGATIVE = "ledger", "negative"
GUESSES: Final = (AREAS, PATCHES, MARKERS, REFERENCE, LEDGER, NEGATIVE)

_LISTS: Final = frozenset((".csv", ".txt", ".dat", ".xy", ".asc"))
_TELLING: Final = 3  # columns that are known by their words; two stand over any list of points
# Columns of any list of things at places, and the number where it says of what.
_COMMON: Final = frozenset(
    ("lon", "lat", "remark", "division_code", "place_name", "area_name", "area_code", "source_crs",
     "area_id", "area_level", "area_type", "level")
)  # fmt: skip
_MARKER: Final = re.compile("桩|碑|牌|标志|标识|点号|marker|sign", re.IGNORECASE)
_AREA: Final = re.compile("(?:保护[地区]|公园)(?:名称)?$|^(?:area|reserve)", re.IGNORECASE)
_NAME: Final = re.compile("^(?:名称|name)$", re.IGNORECASE)
# What only a ledger's rows tell, unlike the level, the size or the year of a protected area.
_OF_ISSUES: Final = frozenset(
    ("clue_no", "issue_no", "source_code", "activity_code", "activity_detail", "facility_name",
     "found_on", "change_type", "change_detail", "subject_name", "duty_unit", "deadline",
     "violation_judgement", "key_problem_code", "assignee", "check_due", "state")
)  # fmt: skip
_BY_FAR: Final = 2  # columns more than the next list knows
_LOOKED_INTO: Final = 40  # files of one family, for a guess


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is for.

    Attributes:
        path: of the file; in a folder that was named, of one in it.
        family: of ``FAMILIES``, ``project``, ``pack`` (an archive pack or a hand-over package) or
            ``unknown``.
        guess: of ``GUESSES`` what it holds, "" where the family says it or nothing does.
        sure: the guess needs no asking: the columns of a table say it by far.
        problem: why no reader has it, or why it could not be looked into; None where all is well.
        unreached: the same as an error, of what could not be got at: it is not there, nobody may
            read it, or it is a folder that can't be listed; else None.
    """

    path: Path
    family: str
    guess: str = ""
    sure: bool = False
    problem: Problem | None = None
    unreached: GreenShieldError | None = None


def kinds_of(paths: Iterable[Path], progress: Progress = SILENT) -> list[FileKind]:
    """What each file is for; of a folder each file in it that is for anything.

    Args:
        paths: files and folders.
        progress: told about every file.

    A folder that can't be listed, or holds too much, is ``unknown`` with the reason.
    """
    files = list(_each(paths))
    out: list[FileKind] = []
    looked: dict[str, int] = {}
    for done, one in enumerate(files):
        progress.step("looking_at_files", done, len(files))
        kind = one if isinstance(one, FileKind) else _kind(one)
        looked[kind.family] = looked.get(kind.family, 0) + 1
        if kind.family in (SHAPES, SHEET) and looked[kind.family] <= _LOOKED_INTO:
            kind = _guessed(kind)
        out.append(kind)
    return out


def _each(paths: Iterable[Path]) -> Iterator[Path | FileKind]:
    for path in paths:
        if folder_files.is_project(path):
            yield FileKind(path, PROJECT)
        elif not path.is_dir() or folder_files.is_geodatabase(path):
            yield path
        else:
            try:
                yield from folder_files.files_in(path)
            except GreenShieldError as error:
                yield _unreached(path, error)


def _kind(path: Path) -> FileKind:
    if path.is_dir():
        return FileKind(path, SHAPES)  # a geodatabase
    try:
        family = families.family_of(path)
        if family == SHAPES and (handover_check.is_handover(path) or pack_check.is_pack(path)):
            return FileKind(path, PACK, problem=Problem("pack_not_imported", str(path)))
        return FileKind(path, family)
    except GreenShieldError as error:
        return FileKind(path, UNKNOWN, problem=_told(error, path))
    except FileNotFoundError:
        return _unreached(path, UsageError("file_not_found", file=str(path)))
    except OSError:
        return _unreached(path, SurroundingsError("file_no_permission", file=str(path)))


def _unreached(path: Path, error: GreenShieldError) -> FileKind:
    return FileKind(path, UNKNOWN, problem=_told(error, path), unreached=error)


def _guessed(kind: FileKind) -> FileKind:
    """With a guess; what can't be read keeps its family, and its reader tells why."""
    try:
        if kind.family == SHEET:
            return FileKind(kind.path, SHEET, *_of_sheet(kind.path)[:2])
        if kind.path.suffix.casefold() in _LISTS:  # of points, as it seems
            guess, sure, known = _of_sheet(kind.path)
            if known >= _TELLING:
                return FileKind(kind.path, SHEET, guess, sure)
        return FileKind(kind.path, SHAPES, _of_shapes(kind.path))
    except GreenShieldError as error:
        return FileKind(kind.path, kind.family, problem=_told(error, kind.path))


def _of_shapes(path: Path) -> str:
    """By the types of shapes, then by the names of file, layers and columns."""
    layers = [layer for layer in list_layers(path) if layer.count]
    names = [path.stem, *(layer.name for layer in layers)]
    small = not path.is_dir() and path.stat().st_size <= area_guess.READ_UP_TO
    rows, types = contents_of(path) if small else ([], set())
    types = types or {layer.geometry_type.removeprefix("3D ") for layer in layers} - {"None"}
    if types and types <= {"Point", "MultiPoint"}:
        return MARKERS
    if types and not any("Polygon" in name or "Unknown" in name for name in types):
        return REFERENCE
    return PATCHES if area_guess.are_patches(names, rows) else AREAS


def _of_sheet(path: Path) -> tuple[str, bool, int]:
    """Whose words name the most columns of its own, whether by far, and how many columns are known.

    Of a text that has no columns nothing is guessed.
    """
    grid = pick(read_sheets(path), None)
    lists = (
        (LEDGER, Words.of(ledger_reading.synonyms({})), set(specs("issue"))),
        (MARKERS, marker_import.words(), set(specs("marker")) | {"number", "area_name"}),
        (NEGATIVE, negative.words(), set(negative.KNOWN)),
    )
    counts = [(*_known(words, grid, fields), name) for name, words, fields in lists]
    counts.sort(key=lambda counted: counted[:2], reverse=True)
    (own, known, best), (second, _, _) = counts[:2]
    sure = own >= second + _BY_FAR or own > second == 0
    words = next(words for name, words, _ in lists if name == best)
    if not known or not _holds(best, words, grid):
        return "", False, known
    return best, sure, known


def _known(words: Words, grid: Grid, fields: set[str]) -> tuple[int, int]:
    """How many of a kind's fields the header names that no other kind has, and how many in all."""
    header = find_header(grid, words)
    found = _named(header, words) if header else {}
    found = {name: text for name, text in found.items() if name in fields}
    own = [
        name
        for name, text in found.items()
        if name not in _COMMON and (name != "number" or _MARKER.search(text))
    ]
    return len(own), len(found)


def _named(header: Header, words: Words) -> dict[str, str]:
    return {column_field(text, words)[0]: text for text in header.texts}


def _holds(kind: str, words: Words, grid: Grid) -> bool:
    """Whether a list can be what its columns look like.

    A list of protected areas has places, levels, kinds and years as well, but neither markers nor
    issues: each of its rows is an area of its own.
    """
    header = find_header(grid, words)
    if kind == NEGATIVE or header is None:
        return True
    found = _named(header, words)
    if kind == LEDGER:
        return bool(found.keys() & _OF_ISSUES) or not _lists_areas(grid, header)
    if any(_MARKER.search(text) for text in (grid.name, *header.texts)):
        return True
    return "number" in found and not _lists_areas(grid, header)


def _lists_areas(grid: Grid, header: Header) -> bool:
    """Whether no two rows, of several, name the same area."""
    texts = [fold(text) for text in header.texts]
    named = [n for n, text in enumerate(texts) if _AREA.search(text)]
    for column in named or [n for n, text in enumerate(texts) if _NAME.search(text)]:
        cells = (grid.cell(row, column) for row in range(header.last + 1, len(grid.rows)))
        names = [name for name in (fold(shown(cell)) for cell in cells) if name]
        if len(names) > 1 and len(set(names)) == len(names):
            return True
    return False


def _told(error: GreenShieldError, path: Path) -> Problem:
    return Problem(error.code, str(path), params=error.params)

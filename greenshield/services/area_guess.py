"""What a layer of polygons seems to be, by its name, its columns and what stands in them.

A guess that a person sees and corrects, never a decision. Where it is sure and a file would come
in as something else that nobody asked for, the import is refused and the option named. The words
are those of ``area_columns.toml`` and of layers as departments name them; none is official.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import GreenShieldError, UsageError
from greenshield.formats.boundaries import BoundaryFile
from greenshield.formats.ledger_words import Words
from greenshield.formats.vectors import contents_of
from greenshield.services import ledger_reading
from greenshield.services.area_columns import columns_of, plain_text, zone_word
from greenshield.services.area_plan import AreaOptions

Attributes = Mapping[str, Any]

READ_UP_TO: Final = 24 << 20  # bytes; of a larger file names must do for a guess
_LOOKED_AT: Final = 200  # features
_ZONE: Final = re.compile(
    r"功能区|分区|核心区|缓冲区|实验区|核心保护区|一般控制区|gnq|fenqu|zone", re.IGNORECASE
)
_REDLINE: Final = re.compile(r"红线|redline|red_line|sthx|hongxian", re.IGNORECASE)
_CONTROL: Final = re.compile(r"管控区|管控单元|控制单元|gkdy|gkq|control", re.IGNORECASE)
_PATCH: Final = re.compile(r"图斑|线索|疑似|问题点|核查点|变化|clue|patch|issue", re.IGNORECASE)
_OF_PATCHES: Final = frozenset(
    ("clue_no", "issue_no", "source_code", "activity_code", "activity_detail", "facility_name",
     "found_on", "change_type", "change_detail", "area_rs", "subject_name", "duty_unit",
     "violation_judgement", "key_problem_code", "deadline", "assignee", "check_due")
)  # fmt: skip
_TELLING: Final = 2  # columns of a ledger beside one of which the name alone says nothing
_OF_MANY_THINGS: Final = frozenset(("zone", "control"))  # a name that has these proves nothing


@dataclass(frozen=True, slots=True)
class Guess:
    """What a layer seems to be.

    Attributes:
        kind: ``area``, ``zone``, ``redline`` or ``control``.
        sure: labels of zones stand in it, or its own name says it; never of ``area``.
    """

    kind: str
    sure: bool = False


def settled(file: BoundaryFile, path: Path, options: AreaOptions) -> AreaOptions:
    """The options with their kind said, where it was left to a guess.

    Raises:
        UsageError: ``area_seems_zone``, ``area_seems_redline``, ``area_seems_control``: nobody
            said the kind, and this is surely another than the one that stands in for it.
    """
    if options.kind and not options.is_default_kind:
        return options
    rows = [feature.attributes for feature in file.features[:_LOOKED_AT]]
    found = guess((path.stem, file.layer), rows, is_whole=len(file.layers) < 2)
    if not options.kind:
        return replace(options, kind=found.kind)
    if found.sure and found.kind != options.kind:
        raise UsageError(f"area_seems_{found.kind}", file=str(path), kind=found.kind)
    return options


def of_part(path: Path, layer: str | None) -> str:
    """The kind of one layer of a file that nothing else is known of; ``area`` of no readable one.

    A part of a larger file is judged by its names alone.
    """
    names = (path.stem, layer or "")
    size = 0 if path.is_dir() else path.stat().st_size if path.exists() else 0
    try:
        rows = contents_of(path, layer)[0] if size <= READ_UP_TO else []
    except GreenShieldError:
        return "area"
    return kind_of(names, rows)


def kind_of(names: Iterable[str], rows: Sequence[Attributes]) -> str:
    """``area``, ``zone``, ``redline`` or ``control``; see :func:`guess`."""
    return guess(names, rows).kind


def guess(
    names: Iterable[str], rows: Sequence[Attributes], *, is_whole: bool = False
) -> Guess:  # fmt: skip
    """What a layer seems to be, and whether that is sure.

    Args:
        names: of the file and the layer; what the layer's says goes before the file's.
        rows: attributes, by column.
        is_whole: the file has no other layer: its name is as sure as the layer's.
    """
    rows = rows[:_LOOKED_AT]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    worded = columns_of("zone", columns, {}).get("zone_code")
    if worded and _holds_zones(rows, worded):
        return Guess("zone", sure=True)
    for place, name in enumerate(reversed([*names])):
        kind, word = _kind_in(name)
        if kind:
            return Guess(kind, sure=(is_whole or place == 0) and word not in _OF_MANY_THINGS)
    for name in columns:
        kind, word = _kind_in(name)
        # In Latin letters many columns are called so that hold no zone of a protected area.
        if kind and not (kind == "zone" and word.isascii()):
            return Guess(kind)
    return Guess("area")


def _kind_in(name: str) -> tuple[str, str]:
    """The kind that a name speaks of, and the word that says it, in small letters."""
    for kind, pattern in (("redline", _REDLINE), ("zone", _ZONE), ("control", _CONTROL)):
        if found := pattern.search(name):
            return kind, found.group().casefold()
    return "", ""


def are_patches(names: Iterable[str], rows: Sequence[Attributes]) -> bool:
    """Whether polygons seem to be patches that are to be checked, and no boundaries."""
    if any(_PATCH.search(name) for name in names):
        return True
    columns = list(dict.fromkeys(name for row in rows[:_LOOKED_AT] for name in row))
    read = {_words().field(column)[0] for column in columns}
    return len(read & _OF_PATCHES) >= _TELLING


def _holds_zones(rows: Sequence[Attributes], column: str) -> bool:
    """Whether what stands in a column are labels of zones, for the most part."""
    texts = [plain_text(row.get(column)) for row in rows]
    texts = [text for text in texts if text]
    known = sum(zone_word(text, "") is not None for text in texts)
    return bool(texts) and known * 2 > len(texts)


@cache
def _words() -> Words:
    return Words.of(ledger_reading.synonyms({}))

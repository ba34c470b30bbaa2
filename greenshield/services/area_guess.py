"""What a layer of polygons seems to be, by its name, its columns and what stands in them.

A guess that a person sees and corrects, never a decision. The words are those of
``area_columns.toml`` and of layers as departments name them; none is official.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import GreenShieldError
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


def settled(file: BoundaryFile, path: Path, options: AreaOptions) -> AreaOptions:
    """The options with their kind said, where it was left to a guess."""
    if options.kind:
        return options
    rows = [feature.attributes for feature in file.features[:_LOOKED_AT]]
    return replace(options, kind=kind_of((path.stem, file.layer), rows))


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
    """``area``, ``zone``, ``redline`` or ``control``.

    Args:
        names: of the file and the layer; what the layer's says goes before the file's.
        rows: attributes, by column.
    """
    rows = rows[:_LOOKED_AT]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    worded = columns_of("zone", columns, {}).get("zone_code")
    if worded and _holds_zones(rows, worded):
        return "zone"
    said = [*names]
    for name in [*reversed(said), *columns]:
        if _REDLINE.search(name):
            return "redline"
        if _ZONE.search(name):
            return "zone"
        if _CONTROL.search(name):
            return "control"
    return "area"


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

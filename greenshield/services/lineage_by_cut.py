"""An issue is split by a file of lines or areas: what comes of it, and the parts as they are given.

The pieces of a cut are told in one order, and in this order fields are given for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import shapely

from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.geo import codec
from greenshield.project.project import Project
from greenshield.services import lineage, lineage_cut, lineage_foreseen
from greenshield.services.lineage_carry import Part
from greenshield.services.lineage_seen import Foreseen

_PLACE = ("geom", "lon", "lat")


def seen(project: Project, word: str, path: Path, crs: str | None = None) -> Foreseen:
    """What a split by a file would make; nothing is written.

    Args:
        project: of the issue.
        word: which issue.
        path: lines that cross its patch, an outline over a piece of it, or the areas of the parts.
        crs: ``EPSG:n``; None for what the file says.

    Raises:
        RefusedError, ConflictError, UsageError: as :func:`lineage.split` refuses the issue;
            as :func:`lineage_cut.from_file`.
        UnreadableError, SurroundingsError: the file can't be read.
    """
    patch = lineage_cut.patch_of(project, lineage.replaceable(project, word))
    shapes = lineage_cut.from_file(project, patch, path, crs)
    return lineage_foreseen.split(project, word, shapes)


def parts(cut: Foreseen, given: Sequence[Mapping[str, object]]) -> list[Part]:
    """The parts of a cut, each with its fields; pieces that are given one number are one part.

    Args:
        cut: what a split would make.
        given: fields as typed, one mapping a piece in the order of the cut; none at all where
            each piece is a part with the number that the cut proposes.

    Raises:
        UsageError: ``lineage_pieces_given``: not as many as there are pieces;
            ``lineage_piece_placed``: a place is given, which the cut tells.
    """
    if given and len(given) != len(cut.parts):
        raise UsageError("lineage_pieces_given", n=len(cut.parts), given=len(given))
    typed: dict[str, dict[str, object]] = {}
    shapes: dict[str, list[str]] = {}
    for piece, raw in zip(cut.parts, given or [{}] * len(cut.parts), strict=True):
        named = dict(fields.by_ids("issue", raw))
        placed = next((name for name in _PLACE if name in named), None)
        if placed is not None:
            raise UsageError("lineage_piece_placed", field=placed)
        number = str(named.setdefault("clue_no", piece.clue_no))
        typed[number] = typed.get(number, {}) | named
        shapes.setdefault(number, []).append(piece.shape)
    return [Part({**typed[number], "geom": _whole(shapes[number])}) for number in typed]


def _whole(pieces: Sequence[str]) -> str:
    """Pieces as one shape, WKB in hex, degrees lon/lat in EPSG:4490."""
    return codec.to_hex(shapely.union_all([codec.from_hex(piece) for piece in pieces]))

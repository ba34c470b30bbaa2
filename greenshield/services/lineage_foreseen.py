"""What a split or a merge would make, told before anything is written.

Nothing is written here and nothing judged for good: the split or the merge itself does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import workflow
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.state import IssueState
from greenshield.geo import codec, measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import (
    figures,
    issues,
    lineage,
    lineage_amounts,
    lineage_carry,
    lineage_cut,
    lineage_heirs,
)
from greenshield.services.lineage_seen import Foreseen, OldSeen, PartSeen


def split(project: Project, word: str, shapes: Sequence[BaseGeometry]) -> Foreseen:
    """What a split of an issue into these shapes would make.

    Raises:
        RefusedError, ConflictError, UsageError: as :func:`lineage.split` refuses the issue.
    """
    old = lineage.replaceable(project, word)
    patch = lineage_cut.patch_of(project, old)
    whole = measures.area_m2(patch)
    numbers = _free(project, old)
    parts = []
    for shape in shapes:
        m2 = measures.area_m2(shape)
        share = m2 / whole if whole else 0.0
        parts.append(PartSeen(next(numbers), codec.to_hex(shape), m2, share))
    together = shapely.union_all(list(shapes))
    left = measures.area_m2(shapely.difference(patch, together))
    twice = max(0.0, sum(part.m2 for part in parts) - measures.area_m2(together))
    return _seen(project, [old], whole, parts=tuple(parts), left_m2=left, twice_m2=twice)


def merge(project: Project, words: Sequence[str]) -> Foreseen:
    """What a merge of issues would make.

    Raises:
        RefusedError, ConflictError, UsageError: as :func:`lineage.merge` refuses the issues.
    """
    olds = lineage.mergeable(project, words)
    shapes = [from_field(old.get("geom"), project.media) for old in olds]
    there = [shape for shape in shapes if shape is not None]
    whole = measures.area_m2(shapely.union_all(there)) if there else 0.0
    number = next(_free(project, olds[0]))
    remarks: list[Problem] = []
    amounts = dict.fromkeys(lineage_amounts.AMOUNTS)  # told apart from what only differs
    given = {"clue_no": number, "geom": None, **amounts}
    lineage_carry.of_whole(project, olds, given, remarks)
    return _seen(project, olds, whole, clue_no=number, remarks=tuple(remarks))


def _seen(project: Project, olds: Sequence[IssueState], m2: float, **more: Any) -> Foreseen:
    owed = olds[0].state in workflow.WITH_HEIRS
    days = [str(old.get("deadline")) for old in olds if old.get("deadline")]
    return Foreseen(
        tuple(_old(project, old) for old in olds), owed,
        lineage_heirs.standing(olds)["state"] if owed else "clue", min(days, default=""),
        _amounts(olds), any(old.pending() for old in olds), m2, **more,
    )  # fmt: skip


def _old(project: Project, old: IssueState) -> OldSeen:
    shape = from_field(old.get("geom"), project.media)
    m2 = None if shape is None else measures.area_m2(shape)
    return OldSeen(old.entity_id, lineage_amounts.called(old), old.state, m2)


def _amounts(olds: Sequence[IssueState]) -> dict[str, dict[str, Any]]:
    """Of a split every amount must be shared out; of a merge what several have."""
    out: dict[str, dict[str, Any]] = {}
    split_up = len(olds) == 1
    placeless = any(old.get("geom") is None for old in olds)
    for name in sorted(lineage_amounts.AMOUNTS | (lineage_amounts.AREAS if placeless else set())):
        having = [old for old in olds if old.get(name) and name not in figures.of(old)]
        asked = len(having) > 1 or (having and (split_up or name in lineage_amounts.AREAS))
        if asked:
            out[name] = {lineage_amounts.called(old): old.get(name) for old in having}
    return out


def _free(project: Project, old: IssueState) -> Iterator[str]:
    """Numbers that nobody has, made of an old one: ``QH-1-1``, then ``QH-1-2``."""
    stem, campaign = str(old.get("clue_no")), str(old.get("campaign_id") or "")
    for n in count(1):
        number = f"{stem}-{n}"
        try:
            issues.refuse_taken(project, number, campaign)
        except UsageError:
            continue
        yield number

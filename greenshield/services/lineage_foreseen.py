"""What a split or a merge would make, told before anything is written.

Nothing is written here and nothing judged for good: the split or the merge itself does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import workflow
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.state import IssueState, MoveState
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
    lineage_facts,
    lineage_heirs,
    lineage_plan,
    lineage_shapes,
    rules,
)
from greenshield.services.lineage_seen import Foreseen, OldSeen, PartSeen, Planned


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
    ruleset = rules.in_force(project)
    beyond = sum(lineage_shapes.beyond_m2(ruleset, patch, shape) for shape in shapes)
    return _seen(
        project, [old], whole, parts=tuple(parts), left_m2=left, twice_m2=twice, beyond_m2=beyond
    )


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
    seen = _seen(project, olds, whole, clue_no=number, remarks=tuple(remarks))
    # What must be said is asked for, and not left open.
    left = tuple(r for r in seen.remarks if r.params.get("field") not in seen.amounts)
    return replace(seen, remarks=left)


def planned(project: Project, waiting: MoveState) -> tuple[Planned, ...]:
    """What stands in the plan of a split or a merge that waits: it is what is signed.

    Raises:
        UnreadableError: the plan's file is not here yet, or is none.
    """
    plan = lineage_plan.read(project, str(waiting.data.get("plan_sha256")))
    olds = [old for old in map(project.issue, plan.of) if old is not None]
    there = [from_field(old.get("geom"), project.media) for old in olds]
    patches = [patch for patch in there if patch is not None]
    whole = shapely.union_all(patches) if patches else None
    whole_m2 = 0.0 if whole is None else measures.area_m2(whole)
    out = []
    for part in plan.parts:
        shape = from_field(part.get("geom"), project.media)
        if shape is None and plan.how == "merge" and len(patches) == len(olds):
            shape = whole
        m2 = None if shape is None else measures.area_m2(shape)
        share = m2 / whole_m2 if m2 is not None and whole_m2 else None
        shared = lineage_amounts.AMOUNTS | lineage_amounts.AREAS
        amounts = {name: part[name] for name in sorted(shared) if part.get(name)}
        out.append(Planned(str(part["clue_no"]), m2, share, amounts))
    return tuple(out)


def _seen(project: Project, olds: Sequence[IssueState], m2: float, **more: Any) -> Foreseen:
    owed = olds[0].state in workflow.WITH_HEIRS
    days = [str(old.get("deadline")) for old in olds if old.get("deadline")]
    return Foreseen(
        tuple(_old(project, old) for old in olds), owed,
        lineage_heirs.standing(olds)["state"] if owed else "clue", min(days, default=""),
        _amounts(project, olds), any(old.pending() for old in olds), m2, **more,
    )  # fmt: skip


def _old(project: Project, old: IssueState) -> OldSeen:
    shape = from_field(old.get("geom"), project.media)
    m2 = None if shape is None else measures.area_m2(shape)
    return OldSeen(old.entity_id, old.number, old.state, m2)


def _amounts(project: Project, olds: Sequence[IssueState]) -> dict[str, dict[str, Any]]:
    """Of a split every amount must be shared out; of a merge what several have or differ in."""
    out: dict[str, dict[str, Any]] = {}
    split_up = len(olds) == 1
    placeless = any(old.get("geom") is None for old in olds)
    for name in sorted(lineage_amounts.AMOUNTS | (lineage_amounts.AREAS if placeless else set())):
        having = [old for old in olds if old.get(name) and name not in figures.of(old)]
        asked = len(having) > 1 or (having and (split_up or name in lineage_amounts.AREAS))
        if asked:
            out[name] = {old.number: old.get(name) for old in having}
    owed = olds[0].state in workflow.WITH_HEIRS
    return out if split_up or not owed else out | lineage_facts.asked(project, olds)


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

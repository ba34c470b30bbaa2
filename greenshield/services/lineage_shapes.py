"""Whether the parts of a split cover the old patch, and none of it twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import rules


def check(
    project: Project, old: IssueState, parts: Sequence[Mapping[str, Any]], *, partly: bool
) -> None:
    """Lets the parts of an issue pass that take the place of its patch.

    Areas are of the ellipsoid; the rule set's tolerance (percent of the patch, or m², whichever
    is more) is what two drawings of one line may differ by.

    Raises:
        RefusedError: ``lineage_uncovered``, ``lineage_overlap``.
        UsageError: ``lineage_no_shape``.
    """
    patch = from_field(old.get("geom"), project.media)
    if patch is None:
        return
    shapes: list[BaseGeometry] = []
    for part in parts:
        shape = from_field(part.get("geom"), project.media)
        if shape is None:
            called = str(old.get("clue_no") or old.entity_id)
            raise UsageError("lineage_no_shape", clue_no=part["clue_no"], issue=called)
        shapes.append(shape)
    ruleset = rules.in_force(project)
    whole = measures.area_m2(patch)
    allowed = _tolerance(ruleset, whole)
    left = measures.area_m2(shapely.difference(patch, shapely.union_all(shapes)))
    if left > allowed and not partly:
        pct = f"{100 * left / whole:.1f}" if whole else "0"
        raise RefusedError("lineage_uncovered", m2=round(left, 1), pct=pct)
    for index, (part, shape) in enumerate(zip(parts, shapes, strict=True)):
        for other, beside in zip(parts[:index], shapes[:index], strict=True):
            common = measures.area_m2(shapely.intersection(shape, beside))
            if common > allowed:
                raise RefusedError(
                    "lineage_overlap",
                    one=other["clue_no"],
                    other=part["clue_no"],
                    m2=round(common, 1),
                )


def check_whole(project: Project, olds: Sequence[IssueState], whole: Mapping[str, Any]) -> None:
    """Lets an issue pass that several become, where its patch covers all of theirs.

    Raises:
        RefusedError: ``lineage_uncovered``.
        UsageError: ``lineage_no_shape``.
    """
    there = [from_field(old.get("geom"), project.media) for old in olds]
    patches = [patch for patch in there if patch is not None]
    if not patches:
        return
    shape = from_field(whole.get("geom"), project.media)
    if shape is None:
        called = ", ".join(str(old.get("issue_no") or old.get("clue_no")) for old in olds)
        raise UsageError("lineage_no_shape", clue_no=whole["clue_no"], issue=called)
    union = shapely.union_all(patches)
    all_m2 = measures.area_m2(union)
    left = measures.area_m2(shapely.difference(union, shape))
    if left > _tolerance(rules.in_force(project), all_m2):
        pct = f"{100 * left / all_m2:.1f}" if all_m2 else "0"
        raise RefusedError("lineage_uncovered", m2=round(left, 1), pct=pct)


def _tolerance(ruleset: RuleSet, whole: float) -> float:
    return max(ruleset.overlap_m2, whole * ruleset.overlap_pct / 100)

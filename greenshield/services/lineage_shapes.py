"""Whether the parts of a split lie in the old place, cover all of it, and none of it twice.

Ground is compared on the ellipsoid. The rule set's tolerance (percent of the patch, or m²,
whichever is more) is what two drawings may leave open of each other. A line that is drawn again
may run ``DRAWN_M`` beside the old one; what lies further off is ground that nobody has registered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, RefusedError, UsageError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.geo import distances, margins, measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field, place_of, position
from greenshield.services import rules

DRAWN_M: Final = 2.0
"""One pixel of the coarsest imagery that reserves are monitored by (better than 2 m, by the
published specification): a border can't be drawn truer from it."""
PLACE_M: Final = 100.0
"""So far may a part lie from the point that stands for a problem without a patch. No rule names
it; the comparison of lists takes a point that moved further for another place, too."""
_TOLD_M2: Final = 1.0  # what is less is rounding
_Fields = Mapping[str, Any]


def check(
    project: Project,
    old: IssueState,
    parts: Sequence[_Fields],
    *,
    partly: bool,
    beyond: bool = False,
) -> list[Problem]:
    """Lets the parts of an issue pass that take its place.

    Args:
        project: whose.
        old: the issue that is split.
        parts: the fields of each.
        partly: the rest of the patch is left out; it is told.
        beyond: parts may reach beyond the old place; by how much is told.

    Returns:
        A remark for what is left open, and for each part that reaches beyond.

    Raises:
        RefusedError: ``lineage_uncovered``, ``lineage_overlap``, ``lineage_beyond``,
            ``lineage_elsewhere``, ``lineage_far``.
        UsageError: ``lineage_no_shape``.
    """
    patch = from_field(old.get("geom"), project.media)
    if patch is None:
        return _near(project, old, parts, beyond=beyond)
    shapes: list[BaseGeometry] = []
    for part in parts:
        shape = from_field(part.get("geom"), project.media)
        if shape is None:
            called = str(old.get("clue_no") or old.entity_id)
            raise UsageError("lineage_no_shape", clue_no=part["clue_no"], issue=called)
        shapes.append(shape)
    ruleset = rules.in_force(project)
    told = _left(ruleset, patch, shapes, partly=partly)
    _refuse_twice(ruleset, patch, parts, shapes)
    for part, shape in zip(parts, shapes, strict=True):
        told += _reach(ruleset, patch, part, shape, beyond=beyond)
    return told


def check_whole(
    project: Project, olds: Sequence[IssueState], whole: _Fields, *, beyond: bool = False
) -> list[Problem]:
    """Lets an issue pass that several become, where its patch is all of theirs and no more.

    Returns:
        A remark for what is left open, and for what reaches beyond.

    Raises:
        RefusedError: ``lineage_uncovered``, ``lineage_beyond``, ``lineage_elsewhere``.
        UsageError: ``lineage_no_shape``.
    """
    there = [from_field(old.get("geom"), project.media) for old in olds]
    patches = [patch for patch in there if patch is not None]
    if not patches:
        return []
    shape = from_field(whole.get("geom"), project.media)
    if shape is None:
        called = ", ".join(old.number for old in olds)
        raise UsageError("lineage_no_shape", clue_no=whole["clue_no"], issue=called)
    union, ruleset = shapely.union_all(patches), rules.in_force(project)
    told = _left(ruleset, union, [shape], partly=False)
    if len(patches) < len(olds):  # of one there is no more than a point: its ground is not known
        return told
    return told + _reach(ruleset, union, whole, shape, beyond=beyond)


def beyond_m2(ruleset: RuleSet, patch: BaseGeometry, shape: BaseGeometry) -> float:
    """What of a shape is no ground of a patch, in m²; 0 where it is how a line is drawn again."""
    far = measures.area_m2(margins.beyond(shape, patch, DRAWN_M))
    if far <= ruleset.overlap_m2:
        return 0.0
    return measures.area_m2(shapely.difference(shape, patch))


def _left(
    ruleset: RuleSet, patch: BaseGeometry, shapes: Sequence[BaseGeometry], *, partly: bool
) -> list[Problem]:
    whole = measures.area_m2(patch)
    left = measures.area_m2(shapely.difference(patch, shapely.union_all(list(shapes))))
    params: dict[str, Any] = {
        "m2": round(left, 1),
        "pct": f"{100 * left / whole:.1f}" if whole else "0",
    }
    if left > _tolerance(ruleset, whole) and not partly:
        raise RefusedError("lineage_uncovered", **params)
    return [_remark("lineage_rest", "", params)] if left >= _TOLD_M2 else []


def _refuse_twice(
    ruleset: RuleSet, patch: BaseGeometry, parts: Sequence[_Fields], shapes: list[BaseGeometry]
) -> None:
    allowed = _tolerance(ruleset, measures.area_m2(patch))
    for index, (part, shape) in enumerate(zip(parts, shapes, strict=True)):
        for other, beside in zip(parts[:index], shapes[:index], strict=True):
            common = measures.area_m2(shapely.intersection(shape, beside))
            if common > allowed:
                raise RefusedError(
                    "lineage_overlap", one=other["clue_no"], other=part["clue_no"],
                    m2=round(common, 1),
                )  # fmt: skip


def _reach(
    ruleset: RuleSet, patch: BaseGeometry, part: _Fields, shape: BaseGeometry, *, beyond: bool
) -> list[Problem]:
    """What of a part is no ground of the old patch: a remark, or a refusal."""
    called, m2 = str(part["clue_no"]), measures.area_m2(shape)
    common = measures.area_m2(shapely.intersection(shape, patch))
    if m2 and common < min(_TOLD_M2, m2 / 2):
        raise RefusedError("lineage_elsewhere", clue_no=called)
    outside = beyond_m2(ruleset, patch, shape)
    if not outside:
        return []
    params: dict[str, Any] = {
        "clue_no": called, "m2": round(outside, 1), "pct": f"{100 * outside / m2:.1f}",
        "margin": f"{DRAWN_M:g}",
    }  # fmt: skip
    if not beyond:
        raise RefusedError("lineage_beyond", **params)
    return [_remark("lineage_reaches", called, params)]


def _near(
    project: Project, old: IssueState, parts: Sequence[_Fields], *, beyond: bool
) -> list[Problem]:
    """Parts of a problem that has a point alone."""
    place = position(old.get("lon"), old.get("lat"))
    if not isinstance(place, shapely.Point):
        return []
    told = []
    for part in parts:
        there = place_of(part.get, project.media)
        away = 0.0 if there is None else distances.distance_m(place.x, place.y, there)
        if away <= PLACE_M:
            continue
        params: dict[str, Any] = {
            "clue_no": str(part["clue_no"]), "issue": old.number,
            "metres": round(away), "most": f"{PLACE_M:g}",
        }  # fmt: skip
        if not beyond:
            raise RefusedError("lineage_far", **params)
        told.append(_remark("lineage_lies_far", str(part["clue_no"]), params))
    return told


def _remark(code: str, called: str, params: dict[str, Any]) -> Problem:
    return Problem(code, called, None, "geom", params, False)


def _tolerance(ruleset: RuleSet, whole: float) -> float:
    return max(ruleset.overlap_m2, whole * ruleset.overlap_pct / 100)

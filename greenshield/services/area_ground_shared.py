"""Boundaries that come in and lie where others are in force: perhaps the same, called otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from greenshield.domain.errors import Problem
from greenshield.geo import measures, overlay
from greenshield.project.project import Project
from greenshield.services import area_succession, legal_context
from greenshield.services.area_book import Book, Known
from greenshield.services.area_identity import called_of

if TYPE_CHECKING:  # the plan asks for these remarks
    from greenshield.services.area_plan import Planned

_MOST: Final = 0.8  # our bound: of either, for two outlines to be taken for one ground


def remarks(project: Project, book: Book, items: Sequence[Planned], shown: str) -> list[Problem]:
    """Remarks on boundaries of no name or code that is known, on the ground of one in force.

    Args:
        project: as it is before.
        book: what it holds.
        items: the new boundaries of a file, areas, red lines or control areas.
        shown: the file as it is named to the user.
    """
    names = {k.called for k in book.known}
    by_day: dict[str, list[Planned]] = defaultdict(list)
    for item in items:
        if called_of(item.fields) not in names:
            by_day[item.fields.get("valid_from") or legal_context.NEWEST].append(item)
    told: list[tuple[int, str]] = []
    for day, new in by_day.items():
        told += _on_day(project, book, new, day)
    return area_succession.remark("area_same_ground", sorted(told), shown)


def _on_day(
    project: Project, book: Book, new: Sequence[Planned], day: str
) -> list[tuple[int, str]]:
    held = _near(project, book, new, day)
    shapes = [book.shape_of(known) for known in held]
    if not held:
        return []
    found = overlay.overlay(
        np.array([*(item.geometry for item in new), None], dtype=object)[:-1],
        np.array([*shapes, None], dtype=object)[:-1],
    )
    out = []
    whole = [0.0 if shape is None else measures.area_m2(shape) for shape in shapes]
    for n, a, m2, share in zip(
        found.patch_index, found.area_index, found.area_m2, found.share, strict=True
    ):
        most = max(float(share), float(m2) / whole[a] if whole[a] else 0.0)
        if most >= _MOST:
            name = new[n].fields["name"]
            out.append((new[n].number, f"{name} ↔ {held[a].called} ({min(most, 1.0):.0%})"))
    return out


def _near(project: Project, book: Book, new: Sequence[Planned], day: str) -> list[Known]:
    """Those in force that any of the new ones' boxes meets, but for the file's own."""
    kind, sha256 = new[0].fields["kind"], new[0].fields["source_sha256"]
    bounds = np.array([item.geometry.bounds for item in new])
    out = []
    for row in legal_context.boxes_on(project, day):
        known = book.by_id.get(row["id"])
        if known is None or known.kind != kind or known.source_sha256 == sha256:
            continue
        meets = (bounds[:, 0] <= row["maxx"]) & (bounds[:, 2] >= row["minx"])
        meets &= (bounds[:, 1] <= row["maxy"]) & (bounds[:, 3] >= row["miny"])
        if meets.any():
            out.append(known)
    return out

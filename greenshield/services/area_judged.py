"""A file of boundaries that was read, judged: what will be written, and where its shapes stand.

The import and its preview judge alike. Where a file stands off as a web map puts it, that is told
before it is refused for its date: another date would bring a wrong position into force.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import GreenShieldError, UsageError
from greenshield.domain.standing import Standing
from greenshield.formats.boundaries import BoundaryFile
from greenshield.geo.datums import SHIFTED
from greenshield.project.project import Project
from greenshield.services import file_standing
from greenshield.services.area_book import Known
from greenshield.services.area_plan import AreaOptions, AreaPlan, plan
from greenshield.services.source_files import SourceFile

OTHER_OUTLINE: Final = ("valid_from_needed", "valid_from_taken")


def judged(
    project: Project, file: BoundaryFile, path: Path, source: SourceFile, options: AreaOptions,
    coming: Sequence[tuple[Known, BaseGeometry]] = (),
) -> tuple[AreaPlan, Standing]:  # fmt: skip
    """What an import will write of a file, and where that stands beside other files' shapes.

    Args:
        project: where to.
        file: what was read.
        path: as the user named it.
        source: the file as it will be kept.
        options: how it is to be taken; its kind is said.
        coming: boundaries that will have been imported before.

    Raises:
        UsageError: as ``area_plan.plan``; ``valid_from_shifted`` in place of its
            ``valid_from_needed`` and ``valid_from_taken`` where the outline is another because
            the positions are those of a web map.
    """
    stands = file_standing.standing(project, [f.geometry for f in file.features], source.sha256)
    try:
        return plan(project, file, path, source.sha256, options, coming), stands
    except UsageError as error:
        if error.code not in OTHER_OUTLINE or options.datum or not _is_of_web_map(stands):
            raise
        told: dict[str, Any] = {
            "map": SHIFTED[stands.datum].of, "datum": stands.datum, "reference": stands.reference,
            "size": f"{stands.size_m:.0f}", "bearing": f"{stands.bearing_deg:.0f}",
            "before": f"{stands.before_m:.0f}", "after": f"{stands.after_m:.0f}",
        }  # fmt: skip
        raise UsageError("valid_from_shifted", **error.params, **told) from error


def withheld_by(error: GreenShieldError) -> tuple[str, ...]:
    """What the protected areas of a refused file go by: their zones stay out with them."""
    areas = error.params.get("areas")
    return tuple(map(str, areas)) if isinstance(areas, list) else ()


def _is_of_web_map(stands: Standing) -> bool:
    return bool(stands.datum) and not SHIFTED[stands.datum].was_taken_off

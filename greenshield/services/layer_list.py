"""What a project has for reference besides its basemaps, one entry a layer or a list."""

from __future__ import annotations

from typing import Any, Final

from greenshield.project.project import Project
from greenshield.services import reference_layers

_MARKERS: Final = """
SELECT coalesce(m.area_id, '') AS id, coalesce(a.name, m.area_name, '') AS name, count(*) AS count
FROM marker m LEFT JOIN area a ON a.id = m.area_id
WHERE NOT m.void GROUP BY coalesce(a.name, m.area_name, ''), coalesce(m.area_id, '')
ORDER BY name, id"""
_NEGATIVE: Final = """
SELECT list_name AS name, coalesce(list_from, '') AS date, count(*) AS count FROM restriction
WHERE NOT void AND level IS NOT NULL GROUP BY list_name, coalesce(list_from, '')
ORDER BY list_name, date DESC"""


def items(project: Project) -> list[dict[str, Any]]:
    """Vector layers by name, the markers of each area, and each version of a negative list.

    Each has ``kind`` (``vectors``, ``markers``, ``negative``), ``id`` (a layer's; the area's for
    markers; none for a list, which its name and day tell apart), ``name``, ``date`` (the day a
    layer is of, or from which a list holds) and ``count`` of features, markers or rows.
    """
    vectors = [
        {
            "kind": "vectors",
            "id": layer["id"],
            "name": layer["name"],
            "date": layer["dated_on"] or "",
            "count": layer["feature_count"] or 0,
        }
        for layer in reference_layers.items(project)
    ]
    markers = [{"kind": "markers", "date": "", **row} for row in project.rows(_MARKERS)]
    lists = [{"kind": "negative", "id": "", **row} for row in project.rows(_NEGATIVE)]
    return [*vectors, *markers, *lists]

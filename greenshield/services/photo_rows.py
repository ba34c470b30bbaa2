"""What the tables hold of photos as fields, for whoever reasons on times and places of many."""

from __future__ import annotations

import json
from typing import Any, Final

from greenshield.project.project import Project

# What stands beside the table's columns may be of any kind: only a text is one.
_TEXTS: Final = ("taken_at_offset", "gps_at", "camera_serial", "software", "datum")
_ROWS: Final = """
SELECT p.sha256, min(p.fid) AS fid, p.size, p.name, p.file_type, p.width, p.height, p.taken_at,
p.taken_at_source, p.lon, p.lat, p.position_source, p.position_error_m, p.make, p.model, p.warnings,
{texts} FROM photo p WHERE NOT p.void AND p.sha256 IS NOT NULL AND {where} GROUP BY p.sha256
"""
_TEXT: Final = "CASE json_type(p.extra, '$.{0}') WHEN 'text' THEN p.extra ->> '{0}' END AS {0}"


def photo_fields(project: Project, where: str = "1", *args: Any) -> list[dict[str, Any]]:
    """Photos as their fields, once each; what is not known is left out.

    Args:
        project: where they are.
        where: a condition on ``photo p``.
        args: its parameters.
    """
    texts = ", ".join(_TEXT.format(name) for name in _TEXTS)
    out = []
    for row in project.rows(_ROWS.format(texts=texts, where=where), *args):
        fields = {name: value for name, value in row.items() if value is not None and name != "fid"}
        fields["warnings"] = _list(row["warnings"])
        out.append(fields)
    return out


def _list(text: str | None) -> list[Any]:
    found = json.loads(text) if text else []
    return found if isinstance(found, list) else []

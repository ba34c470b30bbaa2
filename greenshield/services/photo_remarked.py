"""What was remarked about photos that came in, summed up by kind, and told where one is tied."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.project.project import Project
from greenshield.services.photo_list import remarks_of

NOWHERE: Final = "photo_nowhere"
WATERMARK: Final = "photo_watermark_camera"
SUMMED: Final = (
    "photo_exif_missing", "photo_messenger_copy", "photo_screenshot", WATERMARK,
    "photo_edited_by", "photo_developed", "photo_position_mock",
)  # fmt: skip
_WARNINGS: Final = """
SELECT sha256, max(lon IS NOT NULL) AS placed, max(warnings) AS warnings FROM photo
WHERE NOT void AND sha256 IN (SELECT value FROM json_each(?)) GROUP BY sha256
"""


def counts(project: Project, photos: Collection[str]) -> dict[str, int]:
    """How many of these photos each of ``SUMMED`` is told of, and how many have no position.

    Args:
        project: where they are.
        photos: their whole hashes.
    """
    found: Counter[str] = Counter()
    for row in project.rows(_WARNINGS, json.dumps(sorted(set(photos)))):
        found.update({code for code, _ in remarks_of(row["warnings"])})
        found[NOWHERE] += not row["placed"]
    return {code: found[code] for code in (NOWHERE, *SUMMED) if found[code]}


def redrawn(project: Project, photos: Collection[str]) -> dict[str, list[Problem]]:
    """That a watermark camera drew into photos, for whoever ties them; the others are left out."""
    out: dict[str, list[Problem]] = {}
    for row in project.rows(_WARNINGS, json.dumps(list(photos))):
        for code, params in remarks_of(row["warnings"]):
            if code == WATERMARK:
                told = Problem(code, row["sha256"], params=params, fatal=False)
                out.setdefault(row["sha256"], []).append(told)
    return out
